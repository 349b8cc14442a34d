"""Estimate the range of a missile from the reported figures of its test.

From the reported apogee, ground range and flight time of a lofted missile test: the range on a
standard trajectory with an interval, a class by a named scheme, and a verdict on whether the figures
can be true.

>>> import lofted
>>> answer = lofted.estimate(apogee="2,802 km", ground_range="930 km", flight_time="37 min")
>>> answer.class_
'ICBM'

===================  =========================================================================
`estimate`           the range from one report, with its interval, class and verdict
`check`              whether the figures of a report can be one flight, by physics alone
`batch`              an estimate for every row of a table
`compare`            rival reports of one flight
`directions`         the range by launch azimuth on the rotating Earth
`track`              the path of the reported flight over the ground
`catalogue`          the public flights, with every report and published range
`classes`            the schemes of range classes
`ReportError`        what is wrong with an input, and what to do
===================  =========================================================================

Ranges are for the payload that flew and an Earth that does not rotate, as published ranges are;
`directions` alone adds rotation. Nothing is computed toward a chosen place.
"""

from ._answers import (
    Check,
    Comparison,
    Consistency,
    Directions,
    Estimate,
    Observation,
    RangeKm,
    Track,
)
from ._batch import batch
from ._catalogue import Catalogue, ClassScheme, Flight, Report, catalogue, classes
from ._draws import Draws
from ._functions import check, compare, directions, estimate, track
from ._native import ReportError, __version__

# So that help() and messages name them as they are called.
for _function in (batch, catalogue, check, classes, compare, directions, estimate, track):
    _function.__module__ = __name__
del _function

__all__ = [
    "Catalogue",
    "Check",
    "ClassScheme",
    "Comparison",
    "Consistency",
    "Directions",
    "Draws",
    "Estimate",
    "Flight",
    "Observation",
    "RangeKm",
    "Report",
    "ReportError",
    "Track",
    "__version__",
    "batch",
    "catalogue",
    "check",
    "classes",
    "compare",
    "directions",
    "estimate",
    "track",
]
