"""Wrong input has one clear message, and nothing panics."""

from __future__ import annotations

import decimal
import fractions
import math
import pickle
from typing import Any

import lofted
import numpy
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

GOOD: Any = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, None, ["no figure was reported", "give two of"]),
        ({"apogee": "2,802 km"}, None, ["2802.0 km alone"]),
        ({"apogee": "37 furlongs", "flight_time": "37 min"}, "apogee", ["apogee: cannot read", "[furlongs]"]),
        ({"apogee": "", "flight_time": "37 min"}, "apogee", ["the text is empty"]),
        ({"apogee": 2802, "flight_time": "37 min"}, "apogee", ["2802 has no unit", "apogee_km"]),
        ({"flight_time": 37.0, "apogee": "1 km"}, "flight_time", ["37 has no unit", "flight_time_min"]),
        ({"apogee": "37 min", "flight_time": "37 min"}, None, ["apogee", "length"]),
        ({"apogee_km": math.nan, "flight_time_min": 37.0}, None, ["the apogee is not a number (NaN)"]),
        ({"apogee_km": math.inf, "flight_time_min": 37.0}, None, ["the apogee is inf km"]),
        ({"apogee_km": 10**400, "flight_time_min": 37.0}, None, ["the apogee is inf km"]),
        ({"apogee_km": -1.0, "flight_time_min": 37.0}, None, ["-1 km", "below zero"]),
        ({"apogee_km": 1e9, "flight_time_min": 37.0}, None, ["greatest accepted"]),
        ({**GOOD, "apogee_km": 2802.0}, "apogee_km", ["apogee is given already", "keep one"]),
        ({**GOOD, "method": "magic"}, "method", ["use one of flat, kepler"]),
        ({**GOOD, "scheme": "nato"}, "scheme", ["use one of us, inf"]),
        ({**GOOD, "steering": "left"}, "steering", ["gravity_turn"]),
        ({**GOOD, "propellant": "wood"}, "propellant", ["liquid, solid"]),
        ({**GOOD, "stages": 4}, "stages", ["4", "from 1 to 3"]),
        ({**GOOD, "stages": -1}, "stages", ["-1", "from 1 to 3"]),
        ({**GOOD, "stages": 2, "method": "kepler"}, "stages", ["kepler", "leave it out"]),
        ({**GOOD, "first_stage_burn_time": "5 km"}, "first_stage_burn_time", ["in s or min"]),
        ({**GOOD, "first_stage_burn_time": "1 s"}, "first_stage_burn_time", ["from 5 to 300"]),
        ({**GOOD, "draws": 15}, "draws", ["15", "from 16 to 65,536"]),
        ({**GOOD, "draws": 65_537}, "draws", ["65,536"]),
        ({**GOOD, "draws": 10**30}, "draws", ["from 16 to 65,536"]),
        ({**GOOD, "seed": -1}, "seed", ["-1", "from 0 to"]),
        ({**GOOD, "seed": 2**64}, "seed", ["from 0 to"]),
    ],
)
def test_messages(given: Any, field: str | None, words: list[str]) -> None:
    with pytest.raises(lofted.ReportError) as refused:
        lofted.estimate(**given)
    message = str(refused.value)
    assert isinstance(refused.value, ValueError)
    assert refused.value.field == field
    assert "\n" not in message and all(word in message for word in words), message
    again = pickle.loads(pickle.dumps(refused.value))
    assert str(again) == message and again.field == field


@pytest.mark.parametrize("wrong", [b"37 min", ["37 min"], {"a": 1}, object(), True, 1j, numpy.array([1.0]), float, lambda: 1])
def test_types_that_are_never_right(wrong: Any) -> None:
    for name in ("apogee", "apogee_km"):
        with pytest.raises(TypeError, match=f"{name} takes a text or a number, not "):
            lofted.estimate(**{name: wrong, "flight_time": "37 min"})
    for name in ("method", "scheme", "steering", "propellant", "first_stage_burn_time"):
        with pytest.raises(TypeError, match=f"{name} takes a text, not "):
            lofted.estimate(**GOOD, **{name: wrong})
    for name in ("draws", "seed", "stages"):
        with pytest.raises(TypeError, match=f"{name} takes a whole number"):
            lofted.estimate(**GOOD, **{name: wrong})


def test_whole_numbers_only() -> None:
    for wrong in (16.0, "16", decimal.Decimal(16)):
        with pytest.raises(TypeError, match="draws takes a whole number"):
            lofted.estimate(**GOOD, draws=wrong)  # type: ignore[arg-type]
    expected = lofted.estimate(**GOOD, draws=16, stages=2)
    assert lofted.estimate(**GOOD, draws=numpy.int64(16), stages=numpy.uint8(2)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [int, float, numpy.float64, numpy.float32, numpy.int32, decimal.Decimal, fractions.Fraction])
def test_every_kind_of_number(kind: Any) -> None:
    expected = lofted.check(apogee_km=2802.0, flight_time_min=37.0)
    assert lofted.check(apogee_km=kind(2802), flight_time_min=kind(37)) == expected


def test_missing_values_are_figures_left_out() -> None:
    expected = lofted.check(apogee="2,802 km", flight_time="37 min")
    for missing in (None, pandas.NA, pandas.NaT):
        assert lofted.check(apogee="2,802 km", flight_time="37 min", ground_range=missing) == expected
    assert lofted.check(apogee="2,802 km", flight_time="37 min", ground_range="not reported") == expected


def test_unknown_names_and_positions_are_refused_by_python() -> None:
    with pytest.raises(TypeError, match="unexpected keyword"):
        lofted.estimate(**GOOD, apogee_m=1.0)
    with pytest.raises(TypeError, match="positional"):
        lofted.estimate("2,802 km", "930 km")  # type: ignore[misc]


def test_maps() -> None:
    place: Any = {"latitude_deg": 40.0, "longitude_deg": 126.0}
    for given, words in [
        ({**place, "latitude_deg": 91.0}, "latitude"),
        ({**place, "longitude_deg": math.nan}, "longitude"),
        ({**place, "azimuths": 35}, "is 35; it must be from 36"),
        ({**place, "azimuths": 361}, "from 36 to 360"),
        ({**place, "bearing_deg": math.inf}, "bearing"),
        ({**place, "earth": "flat"}, "sphere or wgs84"),
    ]:
        with pytest.raises(lofted.ReportError, match=words):
            lofted.directions(**GOOD, **given)
    with pytest.raises(lofted.ReportError, match="azimuth"):
        lofted.track(**GOOD, **place, azimuth_deg=math.nan)
    with pytest.raises(TypeError, match="latitude_deg takes a"):
        lofted.track(**GOOD, latitude_deg="40 N", longitude_deg=0.0, azimuth_deg=0.0)  # type: ignore[arg-type]


def test_comparisons() -> None:
    for reports, error, words in [
        ([], lofted.ReportError, "from 1 to 16"),
        ([{"id": "a", **GOOD}] * 17, lofted.ReportError, "from 1 to 16"),
        ([{"id": "a", **GOOD}, {"id": "b", "apogee": "soon"}], lofted.ReportError, r"report 2 \(b\): apogee: cannot read"),
        ([{"id": "a"}], lofted.ReportError, r"report 1 \(a\): no figure was reported"),
        ([["a"]], TypeError, "report 1 is a mapping"),
        ("a.csv", TypeError, "not the path"),
    ]:
        with pytest.raises(error, match=words):
            lofted.compare(reports, method="kepler")


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.complex_numbers(), st.decimals(),
    st.fractions(), st.dates(), st.timedeltas(), st.lists(st.floats(), max_size=3), st.sampled_from([pandas.NA, numpy.nan]),
    st.floats(width=32).map(numpy.float32), st.integers(-100, 10_000).map(lambda n: f"{n} km"),
    st.integers(-100, 100).map(lambda n: f"about {n} min"), st.builds(object),
)
names = st.sampled_from([
    "apogee", "apogee_km", "ground_range", "ground_range_km", "flight_time", "flight_time_min", "flight_time_s", "method",
    "scheme", "steering", "propellant", "stages", "first_stage_burn_time", "ballistic", "draws", "seed",
])


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(names, anything, max_size=6))
def test_anything_is_answered_or_refused(arguments: Any) -> None:
    arguments = {"method": "kepler", **arguments}
    if isinstance(arguments.get("draws"), int):
        arguments["draws"] = min(arguments["draws"], 64)
    try:
        answer = lofted.estimate(**arguments)
    except (lofted.ReportError, TypeError) as error:
        assert str(error) and "fault of lofted" not in str(error)
    else:
        assert answer.consistency.verdict in ("possible", "strained", "impossible", "underdetermined")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(st.one_of(names, st.text(max_size=8), st.integers()), anything, max_size=5), max_size=8))
def test_no_row_is_lost_or_invented(rows: Any) -> None:
    found = lofted.batch(rows, method="kepler")
    assert len(found) == len(rows)
    for row in found:
        assert (row["error"] is None) == (row["verdict"] is not None)


@settings(max_examples=100, deadline=None)
@given(st.floats(1.0, 30_000.0), st.floats(0.0, 20_000.0))
def test_numbers_reach_the_library_unchanged(apogee_km: float, ground_range_km: float) -> None:
    found = lofted.check(apogee_km=apogee_km, ground_range_km=ground_range_km)
    assert (found.observation.apogee_km, found.observation.ground_range_km) == (apogee_km, ground_range_km)
