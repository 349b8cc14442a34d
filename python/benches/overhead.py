"""What Python costs: a call, a batch, memory, the import, the wheel.

    python python/benches/overhead.py target/release/lofted [WHEEL]

Run it on an idle machine. Each answer is checked before it is timed. The time of the library's own call is measured in the same run, inside
the extension, without Python: the same threads, the same figures. Exit status 1 if a bound is passed.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import lofted
from lofted import _native

FIGURES = [("apogee", "2,802 km"), ("ground_range", "930 km"), ("flight_time", "37 min")]
failed = False


def bound(what: str, value: float, greatest: float, unit: str) -> None:
    global failed
    failed |= value > greatest
    print(f"{what:<58} {value:8.2f} {unit:<4} (at most {greatest:g})", flush=True)


def call() -> None:
    """The overhead of a call with the defaults: the whole of it in Python less the library's own."""
    expected = lofted.estimate(**dict(FIGURES))
    of_python, of_rust = [], []
    for _ in range(60):
        # In turns, so that what else the machine does falls on both.
        begin = time.perf_counter()
        found = lofted.estimate(**dict(FIGURES))
        of_python.append(time.perf_counter() - begin)
        of_rust.append(_native.library_seconds(FIGURES, {}))
        assert found == expected
    rust, python = statistics.median(of_rust), statistics.median(of_python)
    print(f"estimate: {1e3 * rust:.2f} ms in Rust, {1e3 * python:.2f} ms from Python (medians of 60)")
    bound("overhead of estimate", 100 * (python / rust - 1), 3, "%")


def reports(number: int) -> list[dict[str, str]]:
    return [
        {"id": f"r{n}", "apogee": f"{600 + n} km", "ground_range": f"{300 + n % 700} km", "flight_time": f"{16 + n // 80} min"}
        for n in range(number)
    ]


def batch(command: str) -> None:
    """2,000 reports with few draws, by the command and from Python, in turns."""
    rows = reports(2_000)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.csv"
        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        of_command, of_python = [], []
        for _ in range(3):
            begin = time.perf_counter()
            out = subprocess.run(
                [command, "batch", str(file), "--json-lines", "--draws", "16"], capture_output=True, text=True
            ).stdout
            of_command.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            answers = lofted.batch(rows, draws=16)
            of_python.append(time.perf_counter() - begin)
            medians = [json.loads(line).get("range_km", {}).get("median") for line in out.splitlines()]
            assert medians == [row["range_km_median"] for row in answers]
    print(f"batch of 2,000, 16 draws: {min(of_command):.2f} s by the command, {min(of_python):.2f} s from Python (best of 3)")
    bound("batch against the command's", 100 * (min(of_python) / min(of_command) - 1), 5, "%")


def memory() -> None:
    """The greatest memory after 20,000 and after 200,000 rows of an iterator."""

    def peak_mb(number: int) -> float:
        for _ in lofted.batch(iter(reports(1_000) * (number // 1_000)), method="kepler"):
            pass
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    before = peak_mb(20_000)
    bound("memory that 200,000 rows take beyond 20,000", peak_mb(200_000) - before, 8, "MB")


def importing() -> None:
    """The import in a new process, less the start of the interpreter."""

    def seconds(program: str) -> float:
        times = []
        for _ in range(9):
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            times.append(time.perf_counter() - begin)
        return statistics.median(times)

    bound("import", 1e3 * (seconds("import lofted") - seconds("pass")), 150, "ms")


def main() -> None:
    command, *wheel = sys.argv[1:]
    call()
    batch(command)
    memory()
    importing()
    for file in wheel or [str(Path(_native.__file__))]:
        bound(Path(file).name, os.path.getsize(file) / 1e6, 5, "MB")
    sys.exit(failed)


if __name__ == "__main__":
    main()
