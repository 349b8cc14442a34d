"""The questions about one flight: estimate, check, compare, directions, track."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from . import _native
from ._answers import Check, Comparison, Directions, Estimate, Track
from ._catalogue import Report
from ._draws import Draws
from ._requests import Assumptions, Figures
from ._tables import reports_of

Method = Literal["flat", "kepler", "analytic_boost", "flown_nominal", "flown"]
Scheme = Literal["us", "inf", "start", "britannica"]
Steering = Literal["gravity_turn", "greatest"]
Propellant = Literal["liquid", "solid"]
Earth = Literal["sphere", "wgs84"]

# The figures, by the names under which they are given.
FIGURES = (
    "apogee", "apogee_km", "ground_range", "ground_range_km", "flight_time", "flight_time_min", "flight_time_s",
)
# The assumptions, likewise.
ASSUMPTIONS = (
    "method", "scheme", "steering", "propellant", "stages", "first_stage_burn_time", "ballistic", "draws", "seed",
)


def estimate(
    *,
    apogee: str | None = None,
    ground_range: str | None = None,
    flight_time: str | None = None,
    apogee_km: float | None = None,
    ground_range_km: float | None = None,
    flight_time_min: float | None = None,
    flight_time_s: float | None = None,
    method: Method = "flown",
    scheme: Scheme = "us",
    steering: Steering = "gravity_turn",
    propellant: Propellant | None = None,
    stages: int | None = None,
    first_stage_burn_time: str | None = None,
    ballistic: bool = False,
    draws: int = 256,
    seed: int = 20170704,
) -> Estimate:
    """Estimate how far the missile of a test would fly on a standard trajectory.

    Any two of apogee, ground range and flight time suffice; with all three, the third tests the
    others. Give each as text, as the news prints it, or as a number under a name with its unit, not
    both. The text says more: "about" and "more than" count, and so do the digits printed.

    Parameters
    ----------
    apogee, ground_range : str, optional
        Greatest altitude, and distance over the ground from launch to impact: "2,802 km", "about
        930 km", "more than 2,500 km", "between 900 and 950 km".
    flight_time : str, optional
        Time from launch to impact: "37 min", "45 to 50 min", "1:07:32".
    apogee_km, ground_range_km : float, optional
        The same as numbers, km: 930.0 is read as "930 km", known to 5 km.
    flight_time_min, flight_time_s : float, optional
        The same as a number, min or s: 37.0 minutes are "37 min", known to half a minute.
    method : {"flown", "flown_nominal", "analytic_boost", "kepler", "flat"}
        Method whose number is the answer; only ``flown`` gives an interval.
    scheme : {"us", "inf", "start", "britannica"}
        Scheme whose classes name the range; see :func:`lofted.classes`.
    steering : {"gravity_turn", "greatest"}
        Definition of the standard trajectory.
    propellant : {"liquid", "solid"}, optional
        Propellant of the vehicle, if it is known.
    stages : int, optional
        Number of stages of the vehicle, if it is known: 1 to 3.
    first_stage_burn_time : str, optional
        Burn time of the first stage, if it is known: "55 to 65 s", "about 2 min".
    ballistic : bool
        Whether the flight is known to be ballistic, however low its arc.
    draws : int
        Number of vehicles drawn for the interval, 16 to 65,536.
    seed : int
        Seed of the draws: the same seed gives the same answer, to the bit.

    Returns
    -------
    Estimate
        ``.range_km.median`` and its percentiles, km; ``.class_``; ``.class_probabilities``;
        ``.consistency.verdict``; ``.warnings``; ``.draws``, arrays of shape ``(n,)``; ``.to_dict()``;
        ``.plot()``. ``print`` shows the whole answer. A report that is impossible is an answer with
        that verdict, and its range is None.

    Raises
    ------
    ReportError
        If a figure or an assumption is wrong. The message says what was given, what is allowed and
        what to do; ``error.field`` names the argument.
    TypeError
        If an argument has a type that is never right, as a list.

    Notes
    -----
    The range is for the payload that flew, over an Earth that does not rotate, as published ranges
    are. Method and sources: docs/methods.md of the repository. It takes some 20 ms on one core,
    during which other threads of Python run; Ctrl-C ends it.

    Examples
    --------
    >>> import lofted
    >>> answer = lofted.estimate(apogee="2,802 km", ground_range="930 km", flight_time="37 min")
    >>> answer.class_
    'ICBM'
    >>> round(answer.range_km.median, -1)
    6920.0
    >>> lofted.estimate(apogee_km=2802.0, ground_range_km=930.0, flight_time_s=2220.0).consistency.verdict
    'possible'
    """
    return _estimate(*_request(locals()))


def _estimate(figures: Figures, assumptions: Assumptions) -> Estimate:
    data, text, native = _native.estimate(figures, assumptions)
    draws = Draws(data["draws"], native.draws())
    return Estimate._of(data, text, draws=draws, _request=(figures, assumptions), _native=native)


def check(
    *,
    apogee: str | None = None,
    ground_range: str | None = None,
    flight_time: str | None = None,
    apogee_km: float | None = None,
    ground_range_km: float | None = None,
    flight_time_min: float | None = None,
    flight_time_s: float | None = None,
    ballistic: bool = False,
) -> Check:
    """Check by physics alone whether the figures of a report can be one ballistic flight.

    Parameters
    ----------
    apogee, ground_range, flight_time : str, optional
        Figures as printed; see :func:`lofted.estimate`.
    apogee_km, ground_range_km, flight_time_min, flight_time_s : float, optional
        Figures as numbers, km, min and s.
    ballistic : bool
        Whether the flight is known to be ballistic, however low its arc.

    Returns
    -------
    Check
        ``.consistency.verdict``: ``possible``, ``strained``, ``impossible``, or ``underdetermined``
        for two figures that nothing contradicts; ``.consistency.reasons``; ``.warnings``.

    Raises
    ------
    ReportError
        If a figure is wrong.

    Notes
    -----
    The bounds, and why no flight passes them: "The check" in docs/methods.md of the repository.

    Examples
    --------
    >>> import lofted
    >>> lofted.check(apogee="6,248.5 km", ground_range="1,090 km", flight_time="45 min").consistency.verdict
    'impossible'
    """
    return Check._of(*_native.check(*_request(locals())))


def compare(
    reports: Iterable[Mapping[str, Any] | Report] | Any,
    *,
    method: Method = "flown",
    scheme: Scheme = "us",
    steering: Steering = "gravity_turn",
    propellant: Propellant | None = None,
    stages: int | None = None,
    first_stage_burn_time: str | None = None,
    ballistic: bool = False,
    draws: int = 256,
    seed: int = 20170704,
) -> Comparison:
    """Compare rival reports of one flight: which of them can be true together, and what follows.

    Parameters
    ----------
    reports : iterable of mappings, or a table
        1 to 16 reports, each with ``id`` (the source) and at least one figure under the names of
        :func:`lofted.estimate`; or a pandas, Polars or Arrow table with these columns; or the
        ``reports`` of a flight of :func:`lofted.catalogue`.
    method, scheme, steering, propellant, stages, first_stage_burn_time, ballistic, draws, seed
        Assumptions; see :func:`lofted.estimate`.

    Returns
    -------
    Comparison
        ``.reports`` with the estimate from each, ``.pairs`` with ``.agrees``, and ``.groups`` of those
        that agree pairwise. Indices count from 0 in the order given.

    Raises
    ------
    ReportError
        If a figure is wrong; the message names the report. A report left out would be missing from
        every pair, so one bad report ends the comparison.

    Examples
    --------
    >>> import lofted
    >>> found = lofted.compare([
    ...     {"id": "KCNA", "apogee": "2,802 km", "ground_range": "933 km", "flight_time": "39 min"},
    ...     {"id": "Russia MoD", "apogee": "535 km", "ground_range": "510 km", "flight_time": "14 min"},
    ... ])
    >>> found.pairs[0].agrees
    False
    """
    assumptions = _request({**locals(), "reports": None})[1]
    return Comparison._of(*_native.compare(reports_of(reports), assumptions))


def directions(
    *,
    latitude_deg: float,
    longitude_deg: float,
    bearing_deg: float | None = None,
    earth: Earth = "sphere",
    azimuths: int = 36,
    apogee: str | None = None,
    ground_range: str | None = None,
    flight_time: str | None = None,
    apogee_km: float | None = None,
    ground_range_km: float | None = None,
    flight_time_min: float | None = None,
    flight_time_s: float | None = None,
    scheme: Scheme = "us",
    steering: Steering = "gravity_turn",
    propellant: Propellant | None = None,
    stages: int | None = None,
    first_stage_burn_time: str | None = None,
    ballistic: bool = False,
    draws: int = 256,
    seed: int = 20170704,
) -> Directions:
    """Compute the range by launch azimuth on the rotating Earth.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        Launch site, degrees, north and east positive.
    bearing_deg : float, optional
        Bearing of the reported impact from the launch, degrees clockwise from north, if it is known.
    earth : {"sphere", "wgs84"}
        Figure of the Earth.
    azimuths : int
        Number of directions, 36 (10 degrees apart) to 360.
    apogee, ground_range, flight_time : str, optional
        Figures as printed; see :func:`lofted.estimate`.
    apogee_km, ground_range_km, flight_time_min, flight_time_s : float, optional
        Figures as numbers, km, min and s.
    scheme, steering, propellant, stages, first_stage_burn_time, ballistic, draws, seed
        Assumptions; see :func:`lofted.estimate`.

    Returns
    -------
    Directions
        ``.directions`` with ``azimuth_deg`` and ``range_km``, clockwise from north; ``.geojson()``, the
        outline on the map.

    Raises
    ------
    ReportError
        If an argument is wrong.

    Notes
    -----
    It describes what a vehicle can do by azimuth; nothing is computed toward a place. It takes some
    seconds. Method: "The rotating Earth" in docs/methods.md of the repository.

    Examples
    --------
    >>> import lofted
    >>> found = lofted.directions(
    ...     latitude_deg=40.0, longitude_deg=126.0, apogee="550 km", ground_range="500 km", draws=16)
    >>> len(found.directions)
    36
    """
    given = dict(locals())
    where = [given.pop(name) for name in ("latitude_deg", "longitude_deg", "bearing_deg", "earth", "azimuths")]
    data, text, map_ = _native.directions(*_request(given), *where)
    return Directions._of(data, text, _geojson=map_)


def track(
    *,
    latitude_deg: float,
    longitude_deg: float,
    azimuth_deg: float,
    earth: Earth = "wgs84",
    apogee: str | None = None,
    ground_range: str | None = None,
    flight_time: str | None = None,
    apogee_km: float | None = None,
    ground_range_km: float | None = None,
    flight_time_min: float | None = None,
    flight_time_s: float | None = None,
    scheme: Scheme = "us",
    steering: Steering = "gravity_turn",
    propellant: Propellant | None = None,
    stages: int | None = None,
    first_stage_burn_time: str | None = None,
    ballistic: bool = False,
    draws: int = 256,
    seed: int = 20170704,
) -> Track:
    """Compute the path of the reported flight over the ground of the rotating Earth.

    Parameters
    ----------
    latitude_deg, longitude_deg : float
        Launch site, degrees, north and east positive.
    azimuth_deg : float
        Azimuth of the ascent over the ground, degrees clockwise from north.
    earth : {"wgs84", "sphere"}
        Figure of the Earth; maps are of the ellipsoid.
    apogee, ground_range, flight_time : str, optional
        Figures as printed; see :func:`lofted.estimate`.
    apogee_km, ground_range_km, flight_time_min, flight_time_s : float, optional
        Figures as numbers, km, min and s.
    scheme, steering, propellant, stages, first_stage_burn_time, ballistic, draws, seed
        Assumptions; see :func:`lofted.estimate`.

    Returns
    -------
    Track
        ``.flown.events``: launch, burnouts, apogee and impact with time (s), altitude (km), speed
        (m/s), latitude and longitude (degrees); ``.geojson()``, the path on the map.

    Raises
    ------
    ReportError
        If an argument is wrong, or no ascent in this azimuth ends at the reported range.

    Notes
    -----
    The impact follows from the report; no azimuth is searched for. Method: "The path over the
    ground" in docs/methods.md of the repository.

    Examples
    --------
    >>> import lofted
    >>> found = lofted.track(
    ...     latitude_deg=40.0, longitude_deg=126.0, azimuth_deg=60.0, apogee="550 km", ground_range="500 km", draws=16)
    >>> [event.name for event in found.flown.events][-2:]
    ['apogee', 'impact']
    """
    given = dict(locals())
    where = [given.pop(name) for name in ("latitude_deg", "longitude_deg", "azimuth_deg", "earth")]
    data, text, map_ = _native.track(*_request(given), *where)
    return Track._of(data, text, _geojson=map_)


def _request(given: Mapping[str, Any]) -> tuple[Figures, Assumptions]:
    """Return the figures and the assumptions of a call by their names, without those left out."""
    figures = [(name, given[name]) for name in FIGURES if given.get(name) is not None]
    assumptions = {name: given[name] for name in ASSUMPTIONS if given.get(name) is not None}
    return figures, assumptions
