"""How the parts of an answer are made from its dict: frozen, by the names of their keys."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

R = TypeVar("R")

# Words of Python that no attribute can have.
_ATTRIBUTE_OF_KEY = {"class": "class_"}
_KEY_OF_ATTRIBUTE = {attribute: key for key, attribute in _ATTRIBUTE_OF_KEY.items()}


class Record:
    """A part of an answer. Its attributes have the names of the JSON's keys and cannot be set."""

    def to_dict(self) -> dict[str, Any]:
        """Return the part as a dict, as in the JSON of the command."""
        fields = dataclasses.fields(self)  # type: ignore[arg-type]
        return {_KEY_OF_ATTRIBUTE.get(f.name, f.name): plain(getattr(self, f.name)) for f in fields}


class Probabilities(Mapping[str, "float | None"]):
    """The probability of each class of the scheme by its name, in the order of the scheme.

    None where nothing was drawn, and for an arc in the air.
    """

    __slots__ = ("_of",)
    _of: tuple[tuple[str, float | None], ...]

    def __init__(self, of: Mapping[str, float | None]) -> None:
        object.__setattr__(self, "_of", tuple(of.items()))

    def __getitem__(self, name: str) -> float | None:
        for own, probability in self._of:
            if own == name:
                return probability
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._of)

    def __len__(self) -> int:
        return len(self._of)

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __hash__(self) -> int:
        return hash(self._of)

    def __repr__(self) -> str:
        return repr(dict(self._of))

    def __reduce__(self) -> tuple[type[Probabilities], tuple[dict[str, float | None]]]:
        return Probabilities, (dict(self._of),)


def record(kind: type[R], data: Mapping[str, Any]) -> R:
    """Make a part from its dict."""
    return kind(**parts(kind, data))


def parts(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of a part from its dict; keys that it does not know are left out."""
    known = _makers(kind)
    names = ((_ATTRIBUTE_OF_KEY.get(key, key), value) for key, value in data.items())
    return {name: known[name](value) for name, value in names if name in known}


def plain(value: object) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value


_MAKERS: dict[type[Any], dict[str, Any]] = {}


def _makers(kind: type[Any]) -> dict[str, Any]:
    """Return, for each attribute of a part, how it is made from the value in the dict."""
    found = _MAKERS.get(kind)
    if found is None:
        hints = typing.get_type_hints(kind)
        found = _MAKERS[kind] = {field.name: _maker(hints[field.name]) for field in dataclasses.fields(kind)}
    return found


def _maker(hint: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        [only] = [one for one in arguments if one is not type(None)] if len(arguments) == 2 else [object]
        make = _maker(only)
        return lambda value: None if value is None else make(value)
    if origin is tuple:
        make = _maker(arguments[0])
        return lambda values: tuple(make(value) for value in values)
    if hint is Probabilities:
        return Probabilities
    if isinstance(hint, type) and issubclass(hint, Record):
        return functools.partial(record, hint)
    return lambda value: value
