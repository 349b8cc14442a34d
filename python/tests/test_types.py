"""The types of the package, as a user's type checker sees them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent / "package" / "lofted"

USES = '''
from collections.abc import Iterator
from typing import Any

import lofted
import pandas as pd
import polars as pl
import pyarrow as pa
from typing_extensions import assert_type

answer = lofted.estimate(apogee="2,802 km", ground_range="930 km", flight_time="37 min", stages=2, propellant="liquid")
assert_type(answer, lofted.Estimate)
assert_type(answer.range_km.median, float | None)
assert_type(answer.class_probabilities["ICBM"], float | None)
assert_type(answer.to_dict(), dict[str, Any])
frame = pd.DataFrame({"apogee": ["2,802 km"], "ground_range": ["930 km"], "flight_time": ["37 min"]})
assert_type(lofted.batch(frame), pd.DataFrame)
assert_type(lofted.batch(pl.from_pandas(frame)), pl.DataFrame)
assert_type(lofted.batch([{"apogee": "2,802 km"}]), list[dict[str, Any]])
assert_type(lofted.batch({"apogee": text} for text in ("2,802 km",)), Iterator[dict[str, Any]])
assert_type(lofted.catalogue("HS14-2017-07-04"), lofted.Flight)
assert_type(lofted.catalogue(), lofted.Catalogue)
assert_type(lofted.compare([{"id": "a", "apogee": "2,802 km"}]).pairs[0].agrees, bool)
'''

WRONG = [
    'lofted.estimate(apogee=2802)',
    'lofted.estimate(apogee_km="2,802 km")',
    'lofted.estimate(apogee="2,802 km", method="magic")',
    'lofted.estimate(apogee="2,802 km").range_km.mean',
    'lofted.estimate(apogee="2,802 km").seed = 1',
    'lofted.estimate("2,802 km")',
    'lofted.batch(7)',
    'lofted.classes().name',
]


def tutorial() -> str:
    notebook = nbformat.read(HERE.parent / "docs" / "tutorial.ipynb", as_version=4)
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")


def checked(tool: str, file: Path) -> str:
    """What a type checker says of a file, by its strictest rules."""
    if tool == "mypy":
        command = ["-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", str(file)]
    else:
        config = file.with_name("pyrightconfig.json")
        # An expression alone shows itself in a notebook.
        config.write_text('{"typeCheckingMode": "strict", "reportUnusedExpression": false}')
        command = ["-m", "pyright", "--pythonpath", sys.executable, "-p", str(config)]
    run = subprocess.run([sys.executable, *command], cwd=file.parent, capture_output=True, text=True)
    return "" if run.returncode == 0 else run.stdout + run.stderr


@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_the_tutorial_is_typed(tool: str, tmp_path: Path) -> None:
    file = tmp_path / "tutorial.py"
    # pandas alone leaves some of its types open.
    file.write_text("# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false\n"
                    "# pyright: reportUnknownArgumentType=false\n" + tutorial())
    assert checked(tool, file) == ""


@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_uses_have_their_types(tool: str, tmp_path: Path) -> None:
    file = tmp_path / "uses.py"
    text = USES
    if tool == "pyright":
        text = "# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false, reportUnusedImport=false\n" + text
    else:
        text = text.replace("import pyarrow as pa", "import pyarrow as pa  # type: ignore[import-untyped]")
    file.write_text(text)
    assert checked(tool, file) == ""


@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_wrong_uses_are_found(tool: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("import lofted\n" + "\n".join(WRONG) + "\n")
    found = checked(tool, file)
    for line in range(2, 2 + len(WRONG)):
        assert f"wrong.py:{line}:" in found, (WRONG[line - 2], found)


def test_the_package_itself_is_typed() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(SOURCES)], cwd=HERE.parent, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def test_the_stubs_are_those_of_the_module(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "lofted._native", "--ignore-missing-stub", "--ignore-disjoint-bases"],
        cwd=tmp_path, capture_output=True, text=True,
    )
    assert run.returncode == 0, run.stdout
