"""The example of docs/dask.md: two processes answer to the same bytes as one."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import dask
import lofted
import pandas
import pytest
from dask.distributed import Client, LocalCluster

from conftest import make_reports

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "dask.md"


def example() -> dict[str, Any]:
    """The functions of the document's program."""
    found = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert len(found) == 1
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(found[0], str(DOCUMENT), "exec"), names)
    return names


def written(table: pandas.DataFrame) -> bytes:
    """The table as the bytes of a file; floats read back to the same bits."""
    file = io.BytesIO()
    table.to_parquet(file)
    return file.getvalue() + table.to_csv(float_format="%r").encode()


# The engine flies vehicles in a long run; otherwise the method is one that answers at once.
METHODS = [pytest.param({"method": "kepler"}, id="kepler"), pytest.param({"draws": 16}, id="flown", marks=pytest.mark.long)]


@pytest.mark.parametrize("options", METHODS)
def test_two_processes_answer_10_000_reports_to_the_same_bytes(
    options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pandas.DataFrame(make_reports(10_000))
    alone = lofted.batch(table, **options)
    assert len(alone) == 10_000 and alone["error"].notna().sum() > 100
    names = example()

    def with_options(part: pandas.DataFrame) -> pandas.DataFrame:
        import lofted

        return lofted.batch(part, **options)

    # The document's program, with assumptions that suit a test.
    names["lofted"] = type("lofted", (), {"batch": staticmethod(with_options)})
    with dask.config.set({"temporary-directory": str(tmp_path)}):
        with (
            LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            workers = client.run(os.getpid)
            assert len(set(workers.values()) - {os.getpid()}) == 2
            together = names["answered"](table, client)
    assert together.index.equals(alone.index)
    assert written(together) == written(alone)


def test_parts_are_answered_as_the_whole() -> None:
    table = pandas.DataFrame(make_reports(40))
    whole = lofted.batch(table, draws=16)
    for size in (1, 7, 39):
        parts = [lofted.batch(table.iloc[begin : begin + size], draws=16) for begin in range(0, 40, size)]
        pandas.testing.assert_frame_equal(pandas.concat(parts), whole, check_exact=True)
