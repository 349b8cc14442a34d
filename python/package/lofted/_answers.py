"""The answers: frozen objects with the names of the JSON's keys.

A key that JSON calls ``class`` is the attribute ``class_``, because ``class`` is a word of Python.
"""

from __future__ import annotations

import copy
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from . import _native
from ._draws import Draws
from ._records import Probabilities, Record, parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Picture = Literal["flights", "posterior", "ladder", "plane"]

A = TypeVar("A", bound="Answer")


@dataclass(frozen=True)
class Observation(Record):
    """The reported figures as numbers; None for one that nobody reported.

    A one-sided bound ("more than 2,500 km") stands as its number.
    """

    apogee_km: float | None
    """Greatest altitude above the surface, km."""
    ground_range_km: float | None
    """Distance over the ground from launch to impact, km."""
    flight_time_s: float | None
    """Time from launch to impact, s."""


@dataclass(frozen=True)
class Consistency(Record):
    """Whether the figures can be one ballistic flight, by physics alone."""

    verdict: str
    """``possible``, ``strained``, ``impossible`` or ``underdetermined``."""
    free_flight_time_s: float | None
    """Time of free flight with this apogee and ground range, s."""
    surplus_s: float | None
    """Reported flight time less that of free flight, s."""
    reasons: tuple[str, ...]
    """The reasons, in words."""


@dataclass(frozen=True)
class Caution(Record):
    """A warning that belongs to an answer."""

    kind: str
    """Stable name, as ``few_draws``; docs/command.md lists them."""
    text: str
    """The warning in words."""


@dataclass(frozen=True)
class Rung(Record):
    """The range by one method."""

    method: str
    """Name of the method."""
    range_km: float | None
    """Range, km; None where the method was not asked for, has no answer, or reaches everywhere."""


@dataclass(frozen=True)
class RangeKm(Record):
    """Percentiles of the range on a standard trajectory, km; None in global reach and without a range."""

    p05: float | None
    """5th percentile, km."""
    p16: float | None
    """16th percentile, km."""
    median: float | None
    """Median, km; the range itself for a method without an interval."""
    p84: float | None
    """84th percentile, km."""
    p95: float | None
    """95th percentile, km."""


class Answer:
    """An answer: its attributes cannot be set, and it can be pickled, compared and hashed."""

    _data: dict[str, Any]
    _text: str

    @classmethod
    def _of(cls: type[A], data: dict[str, Any], text: str, **more: Any) -> A:
        answer = cls.__new__(cls)
        for name, value in {**parts(cls, data), **more, "_data": data, "_text": text}.items():
            object.__setattr__(answer, name, value)
        return answer

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as a dict: the JSON of the command, to the bit."""
        return copy.deepcopy(self._data)

    def __repr__(self) -> str:
        return self._text

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._data == other._data and self._text == other._text

    def __hash__(self) -> int:
        return hash((type(self), self._text))

    def __reduce__(self) -> tuple[Any, ...]:
        more = {name: value for name, value in vars(self).items() if name in self._kept}
        return _restored, (type(self), self._data, self._text, more)

    _kept: tuple[str, ...] = ()


def _restored(kind: type[Answer], data: dict[str, Any], text: str, more: dict[str, Any]) -> Answer:
    return kind._of(data, text, **more)


@dataclass(frozen=True, repr=False, eq=False)
class Check(Answer):
    """Whether the figures of one report can be one ballistic flight: the answer of :func:`lofted.check`."""

    observation: Observation
    """The reported figures."""
    consistency: Consistency
    """The verdict of physics alone."""
    warnings: tuple[Caution, ...]
    """What the figures alone give rise to."""


@dataclass(frozen=True, repr=False, eq=False)
class Estimate(Answer):
    """The range from one report: the answer of :func:`lofted.estimate`.

    It prints as the command's answer, and shows a picture beside it in a notebook.
    """

    observation: Observation
    """The reported figures."""
    consistency: Consistency
    """The verdict of physics alone."""
    ladder: tuple[Rung, ...]
    """The range by each method, from the simplest up."""
    range_km: RangeKm
    """The range with its 68 % and 90 % intervals, km."""
    global_reach_probability: float | None
    """Probability that the vehicle reaches every place."""
    class_: str | None
    """Class of the median range, as ``ICBM``; None where there is no range, and for an arc in the air."""
    class_probabilities: Probabilities
    """Probability of each class."""
    scheme: str
    """Name of the scheme of the classes."""
    steering: str
    """Name of the definition of the standard trajectory."""
    earth_rotation: bool
    """Whether the Earth rotates under the reported flight."""
    draws: Draws
    """The vehicles drawn, as arrays; ``int(draws)`` is the number of the JSON's key ``draws``."""
    seed: int
    """Seed of the draws."""
    effective_sample_size: float | None
    """Kish's effective sample size; None where nothing was drawn."""
    outside_prior: str | None
    """``burn_too_long`` or ``burn_too_short`` where the flight time lies outside the prior."""
    warnings: tuple[Caution, ...]
    """What to know before relying on the answer, the gravest first."""

    _kept = ("draws", "_request")

    def picture(self, kind: Picture | None = None) -> str:
        """Return a picture as the text of an SVG file.

        Parameters
        ----------
        kind : {"flights", "posterior", "ladder", "plane"}, optional
            Both flights to scale; the range with its interval; the methods side by side; or apogee
            and flight time against the bounds that no flight can pass. By default the flights, the
            plane for an impossible report, and the ladder for a method that flies no vehicle.

        Returns
        -------
        str
            SVG, 850 units wide: a column of 85 mm at a tenth of a millimetre a unit.

        Raises
        ------
        ReportError
            If the estimate has nothing for this picture; the message names another.

        Notes
        -----
        An answer that was pickled is estimated again for its pictures, which takes as long as the
        first time and gives the same bits.
        """
        native: _native.NativeEstimate | None = vars(self).get("_native")
        if native is None:
            native = _native.estimate(*vars(self)["_request"])[2]
            object.__setattr__(self, "_native", native)
        return native.picture(kind)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the distribution of the range with matplotlib.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Axes to draw on; by default new ones.

        Returns
        -------
        matplotlib.axes.Axes
            Range in km on the horizontal axis, probability per 100 km on the vertical one; the 90 %
            interval is shaded, and the bounds of the classes are dotted. Without draws, the methods
            side by side.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from ._plot import plot_estimate

        return plot_estimate(self, ax)

    def _repr_svg_(self) -> str:
        return self.picture()

    def _repr_html_(self) -> str:
        try:
            picture = self.picture()
        except _native.ReportError:
            picture = ""
        return (
            '<div style="display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start">'
            f'<pre style="margin:0">{html.escape(self._text)}</pre>'
            f'<div style="flex:1 1 30em;max-width:42em">{picture}</div></div>'
        )


@dataclass(frozen=True)
class BurnTime(Record):
    """The ends of a burn time."""

    shortest: float
    """Shortest burn time, s."""
    longest: float
    """Longest burn time, s."""


@dataclass(frozen=True)
class EstimateOfReport(Record):
    """The estimate from a report among several: the attributes of :class:`Estimate`, without draws and pictures."""

    observation: Observation
    consistency: Consistency
    ladder: tuple[Rung, ...]
    range_km: RangeKm
    global_reach_probability: float | None
    class_: str | None
    class_probabilities: Probabilities
    scheme: str
    steering: str
    earth_rotation: bool
    draws: int
    seed: int
    effective_sample_size: float | None
    outside_prior: str | None
    warnings: tuple[Caution, ...]


@dataclass(frozen=True)
class JudgedReport(Record):
    """A report and the estimate that follows from it alone."""

    id: str
    """Name of the source."""
    figures: str
    """Figures as printed."""
    estimate: EstimateOfReport | None
    """Estimate from this report; None for a single figure."""
    implied_burn_time_s: BurnTime | None
    """Burn times that the report is consistent with, s."""


@dataclass(frozen=True)
class Difference(Record):
    """The difference between two reports in one figure."""

    figure: str
    """Name of the figure."""
    difference_si: float
    """Distance between what digits and words allow, in SI (m or s); zero where they overlap."""
    allowed_difference_si: float
    """Greatest difference that the errors of the two sources allow, in SI (m or s)."""
    agrees: bool
    """Whether one flight can have both figures."""


@dataclass(frozen=True)
class CrossCheck(Record):
    """The arc of one report with the flight time of the other."""

    arc_report: int
    """Index of the report whose apogee and ground range are used."""
    time_report: int
    """Index of the report whose flight time is used."""
    verdict: str
    """Verdict of physics alone."""
    implied_burn_time_s: BurnTime | None
    """Burn times that the flight time is consistent with, s."""
    outside_prior: str | None
    """On which side the flight time lies outside the prior."""
    is_feasible: bool
    """Whether a vehicle of the prior can have a flight with these figures."""


@dataclass(frozen=True)
class Pair(Record):
    """Two reports, compared with each other."""

    first: int
    """Index of one report, from 0."""
    second: int
    """Index of the other."""
    agrees: bool
    """Whether one flight can have the figures of both."""
    impossible_alone: tuple[int, ...]
    """Indices of those that are impossible alone."""
    differences: tuple[Difference, ...]
    """Differences in the figures that both give."""
    cross_checks: tuple[CrossCheck, ...]
    """The arc of each with the flight time of the other."""
    together: str | None
    """Verdict on the figures that both allow."""


@dataclass(frozen=True)
class Group(Record):
    """Reports that agree pairwise."""

    members: tuple[int, ...]
    """Indices of the reports, rising."""
    pooled: JudgedReport
    """What all members allow, judged as one report."""


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(Answer):
    """Rival reports of one flight: the answer of :func:`lofted.compare`."""

    reports: tuple[JudgedReport, ...]
    """The reports in the order given."""
    pairs: tuple[Pair, ...]
    """Every pair."""
    groups: tuple[Group, ...]
    """Groups whose members agree pairwise, the largest first."""

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the median and the 90 % interval of every report with matplotlib.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Axes to draw on; by default new ones.

        Returns
        -------
        matplotlib.axes.Axes
            Range in km on the horizontal axis, a row for each report.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from ._plot import plot_comparison

        return plot_comparison(self, ax)


@dataclass(frozen=True)
class LaunchSite(Record):
    """A position on the Earth."""

    latitude_deg: float
    """Latitude, degrees, north positive."""
    longitude_deg: float
    """Longitude, degrees, east positive."""


@dataclass(frozen=True)
class Fitted(Record):
    """The vehicles that are flown in every azimuth."""

    bearing_deg: float | None
    """Bearing of the reported impact, degrees clockwise from north; None where it is not known."""
    range_km: RangeKm
    """Range over a non-rotating Earth of the vehicles fitted over the rotating one, km."""
    lost: int
    """Vehicles lost to a search that failed."""


@dataclass(frozen=True)
class Direction(Record):
    """The range in one azimuth."""

    azimuth_deg: float
    """Azimuth of the ascent, degrees clockwise from north."""
    range_km: RangeKm
    """Range over the ground, km."""
    global_reach_probability: float
    """Probability of global reach."""


class _Mapped(Answer):
    _kept = ("_geojson",)

    def geojson(self) -> dict[str, Any]:
        """Return the answer as a map: a FeatureCollection after RFC 7946, degrees and metres."""
        found: dict[str, Any] = copy.deepcopy(vars(self)["_geojson"])
        return found


@dataclass(frozen=True, repr=False, eq=False)
class Directions(_Mapped):
    """The range by launch azimuth on the rotating Earth: the answer of :func:`lofted.directions`."""

    observation: Observation
    """The reported figures."""
    consistency: Consistency
    """The verdict on the report as a flight over the rotating Earth."""
    range_km: RangeKm
    """Range over a non-rotating Earth, as published ranges are, km."""
    launch: LaunchSite
    """The launch site."""
    fitted: Fitted
    """The vehicles that are flown."""
    directions: tuple[Direction, ...]
    """The range in each azimuth; empty for an impossible report."""
    steering: str
    """Name of the definition of the standard trajectory."""
    earth_rotation: bool
    """Whether the Earth rotates under the flights."""
    draws: int
    """Number of vehicles drawn."""
    seed: int
    """Seed of the draws."""

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the median range and its 90 % interval against the azimuth with matplotlib.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Axes to draw on; by default new ones.

        Returns
        -------
        matplotlib.axes.Axes
            Azimuth in degrees on the horizontal axis, range in km on the vertical one.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        from ._plot import plot_directions

        return plot_directions(self, ax)


@dataclass(frozen=True)
class FlightEvent(Record):
    """Launch, a burnout, the apogee or the impact."""

    name: str
    """``launch``, ``burnout``, ``apogee`` or ``impact``."""
    stage: int | None
    """Number of the stage that burns out, from 1."""
    time_s: float
    """Time since lift-off, s."""
    altitude_km: float
    """Altitude above the surface, km."""
    speed_m_per_s: float
    """Speed over the ground, m/s."""
    latitude_deg: float
    """Latitude of the point below, degrees, north positive."""
    longitude_deg: float
    """Longitude of the point below, degrees, east positive."""


@dataclass(frozen=True)
class TrackedFlight(Record):
    """The flight of the median vehicle over the ground."""

    bearing_deg: float
    """Bearing of the impact from the launch, degrees clockwise from north."""
    ground_range_km: float
    """Shortest distance over the ground from launch to impact, km."""
    flight_time_s: float
    """Time from lift-off to impact, s."""
    events: tuple[FlightEvent, ...]
    """Launch, burnouts, apogee and impact."""


@dataclass(frozen=True, repr=False, eq=False)
class Track(_Mapped):
    """The reported flight over the ground: the answer of :func:`lofted.track`."""

    observation: Observation
    """The reported figures."""
    consistency: Consistency
    """The verdict on the report as a flight from this site in this azimuth."""
    launch: LaunchSite
    """The launch site."""
    azimuth_deg: float
    """Azimuth of the ascent, degrees clockwise from north."""
    flown: TrackedFlight | None
    """The flight; None for a report that is impossible or that no vehicle flies."""
    earth_rotation: bool
    """Whether the Earth rotates under the flight."""
    draws: int
    """Number of vehicles drawn."""
    seed: int
    """Seed of the draws."""
