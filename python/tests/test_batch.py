"""Tables in, tables of the same kind out."""

from __future__ import annotations

import datetime
import decimal
import itertools
import math
import os
import signal
import subprocess
import sys
import tracemalloc
from typing import Any

import lofted
import numpy
import pandas
import polars
import pyarrow
import pytest

from conftest import make_reports

OPTIONS: Any = {"method": "kepler"}
OWN = [
    "verdict", "class", "range_km_p05", "range_km_median", "range_km_p95", "global_reach_probability", "warnings", "error",
]


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of an answer of any kind, with None for what is missing."""
    if isinstance(table, pandas.DataFrame):
        table = table.astype(object).where(table.notna(), None).to_dict("records")
    elif isinstance(table, polars.DataFrame):
        table = table.to_dicts()
    elif isinstance(table, (pyarrow.Table, pyarrow.RecordBatch)):
        table = table.to_pylist()
    return [dict(row) for row in table]


def kinds(rows: list[dict[str, Any]]) -> list[Any]:
    return [
        pandas.DataFrame(rows),
        polars.DataFrame(rows),
        pyarrow.Table.from_pylist(rows),
        pyarrow.RecordBatch.from_pylist(rows),
        pandas.DataFrame(rows).convert_dtypes(),
        pandas.DataFrame(rows).convert_dtypes(dtype_backend="pyarrow"),
    ]


def test_every_kind_in_is_the_kind_out_in_order() -> None:
    rows = make_reports(300)
    expected = lofted.batch(rows, **OPTIONS)
    assert [row["id"] for row in expected] == [row["id"] for row in rows]
    assert {row["error"] is None for row in expected} == {True, False}
    for table in kinds(rows):
        answer = lofted.batch(table, **OPTIONS)
        assert type(answer) is type(table)
        assert rows_of(answer) == expected
    assert list(lofted.batch(iter(rows), **OPTIONS)) == expected
    assert lofted.batch(tuple(rows), **OPTIONS) == expected


def test_numbers_under_names_with_units() -> None:
    texts = [{"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}]
    numbers = {"Apogee (km)": 2802.0, "ground_range_km": numpy.int64(930), "flight_time_min": 37}
    [expected] = lofted.batch(texts, draws=16)
    for table in ([numbers], *kinds([{key: float(value) for key, value in numbers.items()}])):
        assert rows_of(lofted.batch(table, draws=16)) == [expected]
    in_miles = {"apogee_miles": 1741.0, "ground_range_miles": 578.0, "flight_time_s": 2220}
    [row] = lofted.batch([in_miles], **OPTIONS)
    assert row["class"] == "ICBM"


def test_a_pandas_index_is_kept() -> None:
    rows = make_reports(5)
    table = pandas.DataFrame(rows, index=[30, 10, 10, 20, 0])
    answer = lofted.batch(table, **OPTIONS)
    assert list(answer.index) == [30, 10, 10, 20, 0]
    days = pandas.MultiIndex.from_product([["a"], range(5)])
    assert lofted.batch(table.set_index(days), **OPTIONS).index.equals(days)
    # The table itself is as before.
    assert list(table.columns) == list(rows[0])
    assert list(answer.columns) == ["id", *OWN]
    assert list(lofted.batch(table.drop(columns="id"), **OPTIONS).columns) == OWN


def test_dtypes_do_not_depend_on_the_rows() -> None:
    """Parts of a table fit together, whatever is in them."""
    good = pandas.DataFrame([{"id": "a", "apogee": "2,802 km", "ground_range": "930 km", "flight_time": ""}])
    bad = good.assign(apogee="soon")
    found = [lofted.batch(table, **OPTIONS).dtypes.to_dict() for table in (good, bad, good.iloc[:0])]
    assert found[0] == found[1] == found[2]
    for convert in (pyarrow.Table.from_pandas, polars.from_pandas):
        found = [lofted.batch(table, **OPTIONS).schema for table in (convert(good), convert(bad), convert(good)[:0])]
        assert found[0] == found[1] == found[2]


def test_empty_tables() -> None:
    assert lofted.batch([]) == []
    assert list(lofted.batch(iter([]))) == []
    for table in kinds([{"id": "a", "apogee": "1 km", "ground_range": "1 km", "flight_time": "1 min"}]):
        none = table.iloc[:0] if isinstance(table, pandas.DataFrame) else table[:0]
        answer = lofted.batch(none)
        assert type(answer) is type(table) and rows_of(answer) == []


def test_other_columns_are_kept_where_wanted() -> None:
    rows = [{**row, "note": f"n{place}", "n": place} for place, row in enumerate(make_reports(3))]
    for table in (rows, *kinds(rows)):
        answer = rows_of(lofted.batch(table, **OPTIONS, keep_columns=True))
        assert [list(row) for row in answer] == [["id", *OWN, "note", "n"]] * 3
        assert [row["n"] for row in answer] == [0, 1, 2]
    for table in kinds([{**row, "class": "x"} for row in rows]):
        with pytest.raises(lofted.ReportError, match="give it another name"):
            lofted.batch(table, **OPTIONS, keep_columns=True)


def test_tables_that_lack_a_column_or_have_it_twice_are_refused() -> None:
    row = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}
    for table in kinds([row]):
        names = list(table.columns) if hasattr(table, "iloc") or isinstance(table, polars.DataFrame) else table.schema.names
        assert names == list(row)
    for name in row:
        less = {key: value for key, value in row.items() if key != name}
        for table in kinds([less]):
            with pytest.raises(lofted.ReportError, match=f"no column {name}") as refused:
                lofted.batch(table)
            assert refused.value.field == name
    for table in kinds([{**row, "apogee_km": 2802.0}]):
        with pytest.raises(lofted.ReportError, match="column apogee twice"):
            lofted.batch(table)
    # In a row of its own it is the row that is wrong.
    [found] = lofted.batch([{**row, "apogee_km": 2802.0}])
    assert found["error"] == "column apogee_km: apogee is there already; keep one of them"


def test_what_is_no_table_is_refused() -> None:
    frame = polars.DataFrame({"apogee": ["1 km"], "ground_range": ["1 km"], "flight_time": [""]})
    for table, words in [
        ("reports.csv", "not the path of one"),
        (b"x", "not the path of one"),
        (__import__("pathlib").Path("reports.csv"), "not the path of one"),
        ({"apogee": ["2,802 km"]}, "not one mapping"),
        (frame.lazy(), "collect"),
        (7, "not int"),
        (None, "not NoneType"),
    ]:
        with pytest.raises(TypeError, match=words):
            lofted.batch(table)  # type: ignore[call-overload]


def test_wrong_assumptions_are_refused_before_the_first_row() -> None:
    def rows() -> Any:
        raise AssertionError("a row was read")
        yield

    with pytest.raises(lofted.ReportError, match="from 16 to 65,536"):
        lofted.batch(rows(), draws=1)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (2802.0, "has no unit"),
        (True, "not bool"),
        (numpy.bool_(True), "not bool"),
        ([1], "not list"),
        (b"2,802 km", "not bytes"),
        (1 + 2j, "not complex"),
        (datetime.timedelta(minutes=37), "not timedelta"),
        (numpy.array([1.0, 2.0]), "not ndarray"),
        ("\ud800", "cannot read"),
        ("2802", "unit"),
        (decimal.Decimal("2802"), "has no unit"),
    ],
)
def test_a_careless_cell_is_a_bad_row(cell: Any, words: str) -> None:
    good = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}
    found = lofted.batch([good, {**good, "apogee": cell}, good], **OPTIONS)
    assert found[0] == found[2] and found[0]["error"] is None
    assert found[1]["error"].startswith("column apogee: ") and words in found[1]["error"]
    assert found[1]["verdict"] is None


@pytest.mark.parametrize("cell", [None, math.nan, numpy.nan, pandas.NA, pandas.NaT, "", "  ", "n/a", "unknown"])
def test_a_missing_cell_is_a_figure_that_nobody_reported(cell: Any) -> None:
    both = {"apogee": "2,802 km", "ground_range": "930 km"}
    expected = lofted.batch([both], **OPTIONS)
    assert lofted.batch([{**both, "flight_time": cell}], **OPTIONS) == expected
    assert lofted.batch([{**both, "flight_time_s": cell}], **OPTIONS) == expected


def test_rows_that_are_no_mappings_are_bad_rows() -> None:
    good = {"apogee": "2,802 km", "ground_range": "930 km"}
    found = lofted.batch([good, ["2,802 km"], None, good], **OPTIONS)  # type: ignore[list-item, call-overload]
    assert [row["error"] for row in found[1:3]] == [
        "a row is a mapping of columns and cells, not list", "a row is a mapping of columns and cells, not NoneType",
    ]
    assert found[0] == found[3]


def test_an_iterator_is_read_as_it_goes() -> None:
    read = []

    def rows() -> Any:
        for row in itertools.cycle(make_reports(50)):
            read.append(1)
            yield row

    answers = lofted.batch(rows(), **OPTIONS)
    assert not read
    found = list(itertools.islice(answers, 10))
    assert len(found) == 10 and len(read) <= 4 * (os.cpu_count() or 1) + 4096


def test_memory_is_flat() -> None:
    """Five times the rows take no more memory."""
    some = make_reports(50)

    def peak(rows: int) -> int:
        tracemalloc.start()
        for _ in lofted.batch(itertools.islice(itertools.cycle(some), rows), method="flat"):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)
    # The greatest number of rows held at once.
    assert peak(40_000) < 1.5 * peak(2 * 4096)


def test_a_bar_where_wanted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = make_reports(20)
    lofted.batch(rows, **OPTIONS, progress=True)
    assert "20/20" in capsys.readouterr().err
    lofted.batch(pandas.DataFrame(rows), **OPTIONS)
    assert capsys.readouterr().err == ""
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ImportError, match="pip install tqdm"):
        lofted.batch(rows, **OPTIONS, progress=True)


INTERRUPTED = """
import sys, time, pandas, lofted
rows = [{"id": n, "apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"} for n in range(2_000)]
table = pandas.DataFrame(rows)
before = table.copy()
lofted.estimate(apogee="2,802 km", flight_time="37 min", draws=16)
print("begun", flush=True)
answer = None
try:
    answer = CALL
except KeyboardInterrupt:
    stopped = time.time()
    assert answer is None and table.equals(before)
    # The package still answers, and does not wait for what had begun.
    assert lofted.estimate(apogee="2,802 km", flight_time="37 min", method="kepler").class_
    assert time.time() - stopped < 1.0
    print(stopped, flush=True)
"""


@pytest.mark.parametrize(
    "call", ["lofted.batch(table)", "lofted.batch(rows)", "list(lofted.batch(iter(rows)))", "lofted.batch(table, draws=65_536)",
             "lofted.estimate(apogee='2,802 km', ground_range='930 km', draws=65_536)"]
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_it_within_a_second(call: str) -> None:
    import time

    script = INTERRUPTED.replace("CALL", call)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        # The single estimate takes half a second.
        time.sleep(0.1)
        sent = time.time()
        process.send_signal(signal.SIGINT)
        stopped = float(process.stdout.readline())
        assert stopped - sent < 1.0
        assert process.wait(timeout=60) == 0
