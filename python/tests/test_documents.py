"""The documents: their programs run, and the reference builds without a warning."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import lofted
import pytest

PYTHON = Path(__file__).resolve().parents[1]
ROOT = PYTHON.parent


def test_examples_in_docstrings() -> None:
    found = doctest.testmod(lofted)
    assert found.failed == 0 and found.attempted > 25


@pytest.mark.parametrize("document", ["python/README.md", "README.md", "docs/examples.md"])
def test_programs_in_documents(document: str) -> None:
    programs = re.findall(r"```python\n(.*?)```", (ROOT / document).read_text(), re.DOTALL)
    assert programs
    for program in programs:
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert "ICBM" in run.stdout


def test_the_version_is_that_of_the_crate() -> None:
    found = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)
    assert found and found[1] == lofted.__version__


def test_the_reference_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="pip install './python[docs]'")
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", str(PYTHON / "docs"), str(tmp_path)],
        capture_output=True, text=True,
    )
    assert run.returncode == 0, run.stderr
    functions = (tmp_path / "functions.html").read_text()
    answers = (tmp_path / "answers.html").read_text()
    for name in set(lofted.__all__) - {"__version__"}:
        assert f'id="lofted.{name}"' in functions + answers, f"{name} is missing from the reference"
