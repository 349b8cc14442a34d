"""Figures with matplotlib, which is imported only when one is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._catalogue import classes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._answers import Comparison, Directions, Estimate

# The colours of the library's own pictures: apart in grey and for the colour-blind.
BLUE = "#0b5fa5"
ORANGE = "#d9730d"
GREY = "#6b6b6b"


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("plot() needs matplotlib: pip install matplotlib") from error
    return pyplot.subplots()[1]


def _bounds(ax: Axes, scheme: str) -> None:
    """Mark the bounds of the classes that lie on the axis."""
    low, high = ax.get_xlim()
    [found] = [one for one in classes() if one.name == scheme]
    for band in found.bands:
        if low < band.lower_km < high:
            ax.axvline(band.lower_km, color=GREY, linestyle=":", linewidth=1)
            ax.annotate(
                f"{band.class_} above", (band.lower_km, 1), xycoords=("data", "axes fraction"), xytext=(3, -3),
                textcoords="offset points", va="top", fontsize="small", color=GREY,
            )


def plot_estimate(answer: Estimate, ax: Axes | None) -> Axes:
    """Draw the distribution of the range, or the methods where nothing was drawn."""
    ax = _axes(ax)
    found = answer.range_km
    # In global reach there is no range to draw.
    drawn = [(km, weight) for km, weight in zip(answer.draws.range_km, answer.draws.weight) if km != float("inf")]
    if drawn:
        ranges, weights = zip(*drawn)
        low, high = min(ranges), max(ranges)
        bins = max(8, min(40, len(drawn) // 8))
        width = max(high - low, 1.0) / bins
        edges = [low + place * width for place in range(bins + 1)]
        scaled = [weight * 100.0 / width for weight in weights]
        ax.hist(ranges, bins=edges, weights=scaled, color=BLUE, alpha=0.8)
        ax.set_ylabel("probability per 100 km")
        if found.p05 is not None and found.p95 is not None:
            ax.axvspan(found.p05, found.p95, color=BLUE, alpha=0.12, linewidth=0)
        if found.median is not None:
            ax.axvline(found.median, color=ORANGE, linewidth=2)
    else:
        rungs = [(rung.method, rung.range_km) for rung in answer.ladder if rung.range_km is not None]
        for place, (method, range_km) in enumerate(rungs):
            ax.plot([range_km], [place], "o", color=BLUE)
        ax.set_yticks(range(len(rungs)), [method for method, _ in rungs])
    ax.set_xlabel("range on a standard trajectory, km")
    _bounds(ax, answer.scheme)
    return ax


def plot_comparison(answer: Comparison, ax: Axes | None) -> Axes:
    """Draw the range of every report."""
    ax = _axes(ax)
    for place, report in enumerate(answer.reports):
        found = report.estimate.range_km if report.estimate is not None else None
        if found is None or found.median is None:
            continue
        if found.p05 is not None and found.p95 is not None:
            ax.plot([found.p05, found.p95], [place, place], color=BLUE, linewidth=3)
        ax.plot([found.median], [place], "o", color=ORANGE)
    ax.set_yticks(range(len(answer.reports)), [report.id for report in answer.reports])
    ax.set_ylim(len(answer.reports) - 0.5, -0.5)
    ax.set_xlabel("range on a standard trajectory, km")
    return ax


def plot_directions(answer: Directions, ax: Axes | None) -> Axes:
    """Draw the range against the azimuth."""
    ax = _axes(ax)
    # In global reach there is no range to draw: the line has a gap.
    nan = float("nan")
    azimuths = [one.azimuth_deg for one in answer.directions]
    low, median, high = (
        [nan if km is None else km for km in (getattr(one.range_km, name) for one in answer.directions)]
        for name in ("p05", "median", "p95")
    )
    ax.plot(azimuths, median, color=ORANGE)
    ax.fill_between(azimuths, low, high, color=BLUE, alpha=0.2, linewidth=0)
    ax.set_xlabel("azimuth, degrees clockwise from north")
    ax.set_ylabel("range over the ground, km")
    return ax
