"""The answers: their names, that they are frozen, how they print, and that they can be pickled."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import xml.etree.ElementTree as xml
from typing import Any

import lofted
import numpy
import pytest

HWASONG_14 = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}
IMPOSSIBLE = {"apogee": "6,248.5 km", "ground_range": "1,090 km", "flight_time": "45 min"}


@pytest.fixture(scope="module")
def estimate() -> lofted.Estimate:
    return lofted.estimate(**HWASONG_14)  # type: ignore[arg-type]


def answers() -> list[Any]:
    place = {"latitude_deg": 40.0, "longitude_deg": 126.0}
    return [
        lofted.estimate(**HWASONG_14, draws=16),  # type: ignore[arg-type]
        lofted.estimate(**IMPOSSIBLE),  # type: ignore[arg-type]
        lofted.estimate(**HWASONG_14, method="kepler"),  # type: ignore[arg-type]
        lofted.check(**HWASONG_14),  # type: ignore[arg-type]
        lofted.compare([{"id": "a", **HWASONG_14}, {"id": "b", "flight_time": "39 min"}], draws=16),
        lofted.directions(**place, **HWASONG_14, draws=16),  # type: ignore[arg-type]
        lofted.track(**place, azimuth_deg=60.0, **HWASONG_14, draws=16),  # type: ignore[arg-type]
        lofted.catalogue("HS14-2017-07-04"),
        lofted.classes()[1],
    ]


def test_the_answer_by_the_names_of_the_json(estimate: lofted.Estimate) -> None:
    assert estimate.class_ == "ICBM"
    assert estimate.range_km.median is not None and 6_800 < estimate.range_km.median < 7_000
    assert estimate.range_km.p05 < estimate.range_km.p16 < estimate.range_km.median  # type: ignore[operator]
    assert estimate.class_probabilities["ICBM"] is not None and estimate.class_probabilities["ICBM"] > 0.99
    assert list(estimate.class_probabilities) == ["SRBM", "MRBM", "IRBM", "ICBM", "unclassified"]
    assert estimate.consistency.verdict == "possible"
    assert estimate.observation.flight_time_s == 2220.0
    assert [rung.method for rung in estimate.ladder][-2:] == ["flown", "flown_greatest"]
    assert (estimate.scheme, estimate.steering, estimate.seed) == ("us", "gravity_turn", 20170704)


def test_the_defaults_are_those_of_the_library() -> None:
    # Without an argument the library's own default holds.
    bare, _, _ = lofted._native.estimate(list(HWASONG_14.items()), {})  # type: ignore[attr-defined]
    assert lofted.estimate(**HWASONG_14).to_dict() == bare  # type: ignore[arg-type]


def test_an_impossible_report_is_an_answer() -> None:
    found = lofted.estimate(**IMPOSSIBLE)  # type: ignore[arg-type]
    assert found.consistency.verdict == "impossible"
    assert found.class_ is None and found.range_km.median is None
    assert set(found.class_probabilities.values()) == {None}
    assert len(found.draws) == 0
    assert "plane" not in repr(found) and "<svg" in found._repr_svg_()


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: type(answer).__name__)
def test_every_key_has_an_attribute_and_nothing_can_be_set(answer: Any) -> None:
    def fits(found: Any, data: Any) -> None:
        if isinstance(data, list):
            assert isinstance(found, tuple) and len(found) == len(data)
            for one, own in zip(found, data, strict=True):
                fits(one, own)
        elif isinstance(found, lofted.Draws):
            assert int(found) == data
        elif dataclasses.is_dataclass(found):
            names = ["class_" if key == "class" else key for key in data]
            assert names == [field.name for field in dataclasses.fields(found)]
            for key, name in zip(data, names, strict=True):
                fits(getattr(found, name), data[key])
                with pytest.raises(dataclasses.FrozenInstanceError):
                    setattr(found, name, None)
                with pytest.raises(dataclasses.FrozenInstanceError):
                    delattr(found, name)
        elif isinstance(data, dict):
            assert dict(found) == data
            with pytest.raises(TypeError):
                found["ICBM"] = 1.0
        else:
            assert found == data and type(found) is type(data)

    fits(answer, answer.to_dict())
    changed = answer.to_dict()
    changed.clear()
    assert answer.to_dict()


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: type(answer).__name__)
def test_answers_are_pickled_copied_and_hashed(answer: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(answer, protocol))
        assert again == answer and hash(again) == hash(answer) and repr(again) == repr(answer)
        assert again.to_dict() == answer.to_dict()
    assert copy.copy(answer) == copy.deepcopy(answer) == answer
    assert answer != object()
    if isinstance(answer, lofted.Estimate):
        again = pickle.loads(pickle.dumps(answer))
        assert again.draws == answer.draws and again.picture() == answer.picture()
    if isinstance(answer, (lofted.Directions, lofted.Track)):
        assert pickle.loads(pickle.dumps(answer)).geojson() == answer.geojson()


def test_draws_are_arrays(estimate: lofted.Estimate) -> None:
    draws = estimate.draws
    assert int(draws) == estimate.to_dict()["draws"] >= len(draws) > 100
    columns = draws.to_dict()
    assert set(columns) == {name for name in lofted.Draws.__annotations__ if not name.startswith("_")}
    for column in columns.values():
        assert isinstance(column, numpy.ndarray) and column.shape == (len(draws),)
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0
    assert draws.weight.sum() == pytest.approx(1.0)
    assert set(draws.stages) <= {1, 2, 3}
    order = numpy.argsort(draws.range_km)
    median = numpy.interp(0.5, numpy.cumsum(draws.weight[order]) - draws.weight[order] / 2, draws.range_km[order])
    assert median == pytest.approx(estimate.range_km.median)
    # Kish's effective sample size.
    assert 1 / (draws.weight**2).sum() == pytest.approx(estimate.effective_sample_size)
    with pytest.raises(AttributeError, match="they have weight, range_km"):
        draws.mass_kg


def test_draws_without_numpy(monkeypatch: pytest.MonkeyPatch, estimate: lofted.Estimate) -> None:
    expected = estimate.draws.range_km.tolist()
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    found: Any = estimate.draws.range_km
    assert isinstance(found, memoryview) and found.readonly and found.tolist() == expected


@pytest.mark.parametrize("kind", ["flights", "posterior", "ladder", "plane"])
def test_pictures(estimate: lofted.Estimate, kind: Any) -> None:
    assert xml.fromstring(estimate.picture(kind)).tag.endswith("svg")


def test_in_a_notebook_the_picture_stands_beside(estimate: lofted.Estimate) -> None:
    page = estimate._repr_html_()
    assert "<pre" in page and "<svg" in page and str(estimate).split(" km")[0] in page
    assert estimate._repr_svg_() == estimate.picture("flights")
    # A method that flies no vehicle has the ladder.
    kepler = lofted.estimate(**HWASONG_14, method="kepler")  # type: ignore[arg-type]
    assert kepler.picture() == kepler.picture("ladder")
    with pytest.raises(lofted.ReportError, match="estimate with flown_nominal or flown"):
        kepler.picture("flights")
    with pytest.raises(lofted.ReportError, match="there are flights, posterior, ladder and plane"):
        kepler.picture("heatmap")  # type: ignore[arg-type]


def test_plots() -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    for answer in answers():
        if hasattr(answer, "plot"):
            figure, ax = pyplot.subplots()
            assert answer.plot(ax=ax) is ax and ax.get_xlabel()
            assert ax.has_data() or answer.to_dict().get("consistency", {}).get("verdict") == "impossible"
            pyplot.close(figure)
    assert answers()[0].plot().get_ylabel() == "probability per 100 km"
    pyplot.close("all")


def test_without_matplotlib_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, estimate: lofted.Estimate) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(ImportError, match="pip install matplotlib"):
        estimate.plot()


def public() -> list[str]:
    return [name for name in lofted.__all__ if name != "__version__"]


def test_every_public_name_is_documented() -> None:
    for name in public():
        found = getattr(lofted, name)
        assert inspect.getdoc(found), name
        if inspect.isfunction(found):
            text = inspect.getdoc(found) or ""
            for section in ("Returns\n", "Examples\n", *(("Raises\n", "Parameters\n") if name != "classes" else ())):
                assert section in text, (name, section)
            for parameter in inspect.signature(found).parameters:
                assert parameter in text, (name, parameter)
    assert {name for name in vars(lofted) if not name.startswith("_")} == set(public())


def test_the_catalogue() -> None:
    flights = lofted.catalogue()
    assert len(flights) > 80 and flights[0] in flights and len(flights[:3]) == 3
    flight = lofted.catalogue("HS14-2017-07-04")
    found = lofted.compare(flight.reports, method="kepler")
    assert [report.id for report in found.reports] == [report.reporter for report in flight.reports]
    alone = lofted.estimate(**flight.reports[0].figures, method="kepler")  # type: ignore[arg-type]
    assert alone.observation == flight.reports[0].observation
    assert [one.id for one in lofted.catalogue(country="north korea", year=(2017, 2018), kind="lofted")]
    with pytest.raises(lofted.ReportError, match="did you mean HS14-2017-07-04"):
        lofted.catalogue("HS14-2017-07-40")
    with pytest.raises(lofted.ReportError, match="there are "):
        lofted.catalogue(kind="sideways")
    with pytest.raises(lofted.ReportError, match="earlier year first"):
        lofted.catalogue(year=(2018, 2017))


def test_a_catalogue_of_ones_own(tmp_path: Any) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "flight,date,missile,reporter,apogee,ground_range,flight_time,note,source\n"
        "X-1,2024-02-29,unnamed,a ministry,about 550 km,,14 min,,its statement of that day\n"
    )
    assert lofted.catalogue("X-1", reports=file).reports[0].flight_time == "14 min"
    file.write_text(file.read_text().replace("02-29", "02-30"))
    with pytest.raises(lofted.ReportError, match="line 2, column date"):
        lofted.catalogue("X-1", reports=file)


def test_classes() -> None:
    us = lofted.classes()[0]
    assert [band.class_ for band in us.bands] == ["SRBM", "MRBM", "IRBM", "ICBM"]
    assert us.classify(5_500.0) == "IRBM" and us.classify(5_500.1) == "ICBM"
    assert lofted.classes()[1].classify(100.0) == "unclassified"
    for wrong in (-1.0, float("nan")):
        with pytest.raises(lofted.ReportError, match="no range"):
            us.classify(wrong)
