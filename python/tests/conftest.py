"""What several tests need: the command, reports, and whether long runs are wanted."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("LOFTED_LONG"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="LOFTED_LONG=1 runs it"))


@pytest.fixture(scope="session")
def command() -> str:
    """The command built from the same sources; LOFTED_COMMAND names one that is built already."""
    given = os.environ.get("LOFTED_COMMAND")
    if given:
        return given
    build = ["cargo", "build", "--release", "--locked", "--features", "cli", "--bin", "lofted"]
    subprocess.run(build, cwd=ROOT, check=True)
    return str(ROOT / "target" / "release" / "lofted")


def make_reports(number: int, seed: int = 20_170_704) -> list[dict[str, Any]]:
    """Reports of every kind: rounded and not, two figures and three, with words, slips, lies and nonsense."""
    rng = random.Random(seed)
    rows = []
    for place in range(number):
        apogee = 10 ** rng.uniform(1.7, 3.8)
        ground_range = apogee * rng.uniform(0.1, 3.0)
        minutes = 2.2 * (apogee / 100.0) ** 0.5 * rng.uniform(0.8, 1.5) + 2.0
        words = rng.choice(["", "", "", "about ", "more than ", "up to "])
        row: dict[str, Any] = {
            "id": f"r{place}",
            "apogee": f"{words}{apogee:.0f} km",
            "ground_range": f"{min(ground_range, 19_000):.0f} km",
            "flight_time": rng.choice([f"{minutes:.0f} min", f"{60 * minutes:.0f} s", f"about {minutes:.0f} min"]),
        }
        left_out = rng.choice([None, None, "ground_range", "flight_time", "apogee"])
        if left_out:
            row[left_out] = ""
        if rng.random() < 0.05:
            row["apogee"] = rng.choice(["soon", "37 furlongs", "2,802", "40 min", "1 m"])
        rows.append(row)
    return rows


@pytest.fixture(scope="session")
def reports() -> list[dict[str, Any]]:
    return make_reports(200)
