"""The public flights, and the schemes of classes."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from . import _native
from ._answers import Answer, Observation
from ._records import Record, record


@dataclass(frozen=True)
class Report(Record):
    """What one authority reported of a flight."""

    reporter: str
    """Name of the authority."""
    apogee: str | None
    """Apogee as printed; None if not reported."""
    ground_range: str | None
    """Ground range as printed."""
    flight_time: str | None
    """Flight time as printed."""
    observation: Observation | None
    """The figures as numbers; None if there are fewer than two."""
    as_printed: str | None
    """Words of the source, where the figures have others."""
    seen: str | None
    """How well the source was seen."""
    doubt: str | None
    """What speaks against the figures."""
    note: str | None
    """A remark."""
    source: str
    """Text in which the report was read."""
    is_recalled: bool
    """Whether the report was recalled and not read."""

    @property
    def figures(self) -> dict[str, str]:
        """The figures by their names: ``lofted.estimate(**report.figures)``."""
        named = {"apogee": self.apogee, "ground_range": self.ground_range, "flight_time": self.flight_time}
        return {name: text for name, text in named.items() if text is not None}


@dataclass(frozen=True)
class Ends(Record):
    """The ends of a published range, km; None for an open end."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Published(Record):
    """A published range."""

    range: str
    """The range in words."""
    range_km: Ends
    """The ends of the range, km."""
    figure: str
    """``point``, ``band``, ``bound`` or ``class``."""
    payload_kg: float | None
    """Mass of the payload that the author named, kg."""
    estimated_by: str
    """The author."""
    is_hearsay: bool
    """Whether the source names no author."""
    made_from: Observation | None
    """Figures from which the author made the estimate."""
    basis: str | None
    """What else is known of how it was made."""
    as_printed: str | None
    """Words of the source, where the range has others."""
    seen: str | None
    """How well the source was seen."""
    earth_rotation: str
    """Whether it includes the rotation of the Earth: yes, no or unspecified."""
    source: str
    """Text in which the estimate was read."""
    is_recalled: bool
    """Whether the estimate was recalled and not read."""


@dataclass(frozen=True, repr=False, eq=False)
class Flight(Answer):
    """A public flight with its reports and published ranges."""

    id: str
    """Name of the flight, which ends in its day."""
    date: str
    """Day of the flight, as 2017-07-04."""
    missile: str
    """Name of the missile."""
    country: str | None
    """Country that launched."""
    kinds: tuple[str, ...]
    """Kinds of the flight."""
    launch_place: str | None
    """Name of the launch place."""
    launch_latitude_deg: float | None
    """Latitude of the launch place, degrees, north positive."""
    launch_longitude_deg: float | None
    """Longitude of the launch place, degrees, east positive."""
    launch_azimuth_deg: float | None
    """Direction of the flight, degrees clockwise from north."""
    reports: tuple[Report, ...]
    """The reports."""
    estimates: tuple[Published, ...]
    """The published ranges."""


class Catalogue(Sequence[Flight]):
    """Flights in the order of the public tables."""

    __slots__ = ("_flights",)

    def __init__(self, flights: Sequence[Flight]) -> None:
        self._flights = tuple(flights)

    @overload
    def __getitem__(self, place: int) -> Flight: ...
    @overload
    def __getitem__(self, place: slice) -> Catalogue: ...
    def __getitem__(self, place: int | slice) -> Flight | Catalogue:
        found = self._flights[place]
        return found if isinstance(found, Flight) else Catalogue(found)

    def __len__(self) -> int:
        return len(self._flights)

    def __iter__(self) -> Iterator[Flight]:
        return iter(self._flights)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and self._flights == other._flights

    def __hash__(self) -> int:
        return hash(self._flights)

    def __repr__(self) -> str:
        width = max((len(flight.id) for flight in self), default=0)
        lines = [f"{len(self)} flights; lofted.catalogue(id) is one", ""]
        for flight in self:
            reporters = "; ".join(report.reporter for report in flight.reports)
            lines.append(f"{flight.id:<{width}}  {flight.missile}: {reporters}")
        return "\n".join(lines)

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the flights as a list of dicts, as ``lofted catalogue --json`` prints it."""
        return [flight.to_dict() for flight in self]


@overload
def catalogue(
    id: str,
    *,
    country: None = ...,
    missile: None = ...,
    year: None = ...,
    kind: None = ...,
    reports: str | os.PathLike[str] | None = ...,
    estimates: str | os.PathLike[str] | None = ...,
) -> Flight: ...
@overload
def catalogue(
    id: None = ...,
    *,
    country: str | None = ...,
    missile: str | None = ...,
    year: int | tuple[int, int] | None = ...,
    kind: str | None = ...,
    reports: str | os.PathLike[str] | None = ...,
    estimates: str | os.PathLike[str] | None = ...,
) -> Catalogue: ...
def catalogue(
    id: str | None = None,
    *,
    country: str | None = None,
    missile: str | None = None,
    year: int | tuple[int, int] | None = None,
    kind: str | None = None,
    reports: str | os.PathLike[str] | None = None,
    estimates: str | os.PathLike[str] | None = None,
) -> Flight | Catalogue:
    """Return the public flights, or one of them, each figure with who reported it and where.

    Parameters
    ----------
    id : str, optional
        Name of one flight, as "HS14-2017-07-04".
    country : str, optional
        Only flights of a country, as "North Korea".
    missile : str, optional
        Only flights with this in the name of the missile or of the flight, as "hwasong 14".
    year : int or (int, int), optional
        Only flights of a year, or from one year to another.
    kind : str, optional
        Only flights of a kind, as "lofted".
    reports, estimates : path, optional
        Tables of one's own in the form of the public ones, checked and added.

    Returns
    -------
    Flight or Catalogue
        One flight, or a sequence of flights. ``lofted.compare(flight.reports)`` compares its reports.

    Raises
    ------
    ReportError
        If no flight has the name, or a table of one's own cannot be read; the message names line and
        column.

    Notes
    -----
    How the record was compiled: docs/data.md of the repository.

    Examples
    --------
    >>> import lofted
    >>> lofted.catalogue("HS14-2017-07-04").reports[0].apogee
    '2,802 km'
    >>> [flight.id for flight in lofted.catalogue(missile="hwasong 14")]
    ['HS14-2017-07-04', 'HS14-2017-07-28']
    """
    years = year if isinstance(year, tuple) or year is None else (year, year)
    if years is not None and not all(1900 <= one <= 9999 for one in years):
        raise _native.ReportError(f"year: {year} is not a year; give one from 1900 on, or two as in (2016, 2018)")
    if years is not None and years[0] > years[1]:
        raise _native.ReportError(f"year: {years[0]} is after {years[1]}; give the earlier year first")
    found = _native.catalogue(country, missile, years, kind, _text_of(reports), _text_of(estimates))
    flights = [Flight._of(data, _printed(data)) for data in found]
    if id is None:
        return Catalogue(flights)
    for flight in flights:
        if flight.id == id:
            return flight
    alike = difflib.get_close_matches(id, [flight.id for flight in flights])
    hint = f"did you mean {', '.join(alike)}?" if alike else "lofted.catalogue() lists them"
    raise _native.ReportError(f"there is no flight {id!r} in the catalogue; {hint}")


def _text_of(file: str | os.PathLike[str] | None) -> tuple[str, bytes] | None:
    if file is None:
        return None
    with open(file, "rb") as opened:
        return os.fspath(file), opened.read()


def _printed(data: dict[str, Any]) -> str:
    lines = [f"{data['id']}, {data['missile']}, {data['date']}"]
    for report in data["reports"]:
        figures = [report[name] for name in ("apogee", "ground_range", "flight_time") if report[name] is not None]
        lines.append(f"  {report['reporter']}: {', '.join(figures) or 'no figure'}")
    lines.extend(f"  published: {one['range']}, {one['estimated_by']}" for one in data["estimates"])
    return "\n".join(lines)


@dataclass(frozen=True)
class Band(Record):
    """One class and its ranges; the upper bound belongs to the class."""

    class_: str
    """Name of the class."""
    lower_km: float
    """Lower bound, km."""
    includes_lower: bool
    """Whether the lower bound itself belongs to the class."""
    upper_km: float | None
    """Upper bound, km; None for a class without one."""


@dataclass(frozen=True)
class ClassScheme(Record):
    """The classes of one authority."""

    name: str
    """Name as an argument takes it."""
    source: str
    """The authority."""
    bands: tuple[Band, ...]
    """The classes, in rising order."""

    def classify(self, range_km: float) -> str:
        """Return the class of a range, km; ``unclassified`` where the scheme has none."""
        return _native.classify(self.name, range_km)


def classes() -> tuple[ClassScheme, ...]:
    """Return the schemes of range classes, the default first.

    Returns
    -------
    tuple of ClassScheme
        Each with ``name``, ``source`` and ``bands`` (km), and ``classify(range_km)``.

    Examples
    --------
    >>> import lofted
    >>> [scheme.name for scheme in lofted.classes()]
    ['us', 'inf', 'start', 'britannica']
    >>> lofted.classes()[0].classify(6930.0)
    'ICBM'
    """
    return tuple(record(ClassScheme, data) for data in _native.classes())
