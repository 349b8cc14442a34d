"""The vehicles drawn for an interval, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Draws:
    """The vehicles that fly the report, one element each: arrays of shape ``(len(draws),)``.

    They are numpy's if numpy is installed, and memoryviews otherwise; they cannot be written to. Only
    draws that have weight are among them. ``int(draws)`` is the number flown, which is the JSON's key
    ``draws``, and is no less than ``len(draws)``.

    Attributes
    ----------
    weight : array of float
        Share of the total weight; the sum is 1.
    range_km : array of float
        Range on the standard trajectory, km; infinite in global reach.
    burn_time_s : array of float
        Time from lift-off to the last burnout, s.
    ideal_delta_v_m_per_s : array of float
        Ideal velocity that the propellant gives in vacuum, m/s.
    loft_loss_m_per_s : array of float
        Part of that which the loft loses to gravity and air, m/s.
    flight_time_s : array of float
        Flight time of the loft, s.
    stages : array of int
        Number of stages.
    """

    __slots__ = ("_columns", "_number")
    _number: int
    _columns: dict[str, bytes]

    weight: NDArray[np.float64]
    range_km: NDArray[np.float64]
    burn_time_s: NDArray[np.float64]
    ideal_delta_v_m_per_s: NDArray[np.float64]
    loft_loss_m_per_s: NDArray[np.float64]
    flight_time_s: NDArray[np.float64]
    stages: NDArray[np.int64]

    def __init__(self, number: int, columns: Mapping[str, bytes]) -> None:
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_columns", dict(columns))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._columns:
            raise AttributeError(f"draws have no {name!r}; they have {', '.join(self._names())}")
        column = self._columns[name]
        try:
            import numpy
        except ImportError:
            view = memoryview(column)
            return view.cast("q") if name == "stages" else view.cast("d")
        return numpy.frombuffer(column, dtype="q" if name == "stages" else "d")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"draws cannot be changed: {name}")

    def _names(self) -> list[str]:
        return list(self._columns)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._names()]

    def __len__(self) -> int:
        return len(self._columns["weight"]) // 8

    def __int__(self) -> int:
        return self._number

    __index__ = __int__

    def to_dict(self) -> dict[str, Any]:
        """Return the arrays by their names, as for ``pandas.DataFrame(draws.to_dict())``."""
        return {name: getattr(self, name) for name in self._names()}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Draws):
            return NotImplemented
        return self._number == other._number and self._columns == other._columns

    def __hash__(self) -> int:
        return hash((self._number, self._columns["weight"]))

    def __reduce__(self) -> tuple[Any, ...]:
        return Draws, (self._number, self._columns)

    def __repr__(self) -> str:
        return f"<{len(self)} draws with weight of {self._number}: {', '.join(self._names())}>"


