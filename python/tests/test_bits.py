"""The answers are the library's, bit for bit."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import lofted
import pytest

DRAWS = 32


def table(rows: list[dict[str, Any]], path: Path) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", "apogee", "ground_range", "flight_time"])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_200_reports_bit_for_bit(command: str, reports: list[dict[str, Any]], tmp_path: Path) -> None:
    file = table(reports, tmp_path / "reports.csv")
    run = subprocess.run(
        [command, "batch", str(file), "--json-lines", "--draws", str(DRAWS)], capture_output=True, text=True
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(lines) == len(reports) == 200
    assert sum("error" not in line for line in lines) > 150
    assert {line["consistency"]["verdict"] for line in lines if "error" not in line} >= {"possible", "impossible"}
    rows = lofted.batch(reports, draws=DRAWS)
    for report, line, row in zip(reports, lines, rows, strict=True):
        assert line.pop("id") == report["id"] == row["id"]
        figures = {name: text for name, text in report.items() if name != "id" and text}
        if "error" in line:
            with pytest.raises(lofted.ReportError) as refused:
                lofted.estimate(**figures, draws=DRAWS)
            assert str(refused.value).endswith(line["error"].split(": ", 1)[-1])
            assert row["error"] == line["error"]
            continue
        # JSON reads back to the same bits, so that equality is equality of bits.
        assert lofted.estimate(**figures, draws=DRAWS).to_dict() == line
        assert row["error"] is None
        assert row["range_km_median"] == line["range_km"]["median"]
        assert row["range_km_p05"] == line["range_km"]["p05"]
        assert row["range_km_p95"] == line["range_km"]["p95"]
        assert row["global_reach_probability"] == line["global_reach_probability"]
        assert (row["class"], row["verdict"]) == (line["class"], line["consistency"]["verdict"])
        assert row["warnings"] == " ".join(warning["kind"] for warning in line["warnings"])


def test_batch_has_the_columns_of_the_command(command: str, tmp_path: Path) -> None:
    rows = [{"id": "a", "apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}]
    file = table(rows, tmp_path / "one.csv")
    out = subprocess.run([command, "batch", str(file), "--draws", "16"], capture_output=True, text=True, check=True)
    header, line = list(csv.reader(out.stdout.splitlines()))
    [row] = lofted.batch(rows, draws=16)
    assert list(row) == [*header, "error"]
    assert line[:3] == [row["id"], row["verdict"], row["class"]]
    assert line[4] == f"{row['range_km_median']:.3f}"


@pytest.mark.parametrize(
    ("name", "options", "arguments"),
    [
        ("estimate", ["--draws", "16"], {"draws": 16}),
        (
            "estimate",
            ["--stages", "2", "--propellant", "liquid", "--first-stage-burn-time", "100 to 160 s", "--draws", "32"],
            {"stages": 2, "propellant": "liquid", "first_stage_burn_time": "100 to 160 s", "draws": 32},
        ),
        ("estimate", ["--steering", "greatest", "--draws", "16", "--seed", "7"],
         {"steering": "greatest", "draws": 16, "seed": 7}),
        ("estimate", ["--method", "kepler", "--scheme", "britannica"], {"method": "kepler", "scheme": "britannica"}),
        ("estimate", ["--ballistic", "--method", "flown_nominal"], {"ballistic": True, "method": "flown_nominal"}),
        ("check", ["--ballistic"], {"ballistic": True}),
        ("directions", ["--latitude", "40", "--longitude", "126", "--draws", "16"],
         {"latitude_deg": 40, "longitude_deg": 126, "draws": 16}),
    ],
)
def test_options_mean_what_they_mean_to_the_command(
    command: str, name: str, options: list[str], arguments: dict[str, Any]
) -> None:
    figures = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}
    given = [word for key, text in figures.items() for word in (f"--{key.replace('_', '-')}", text)]
    answer = getattr(lofted, name)(**figures, **arguments)
    as_json = subprocess.run([command, name, *given, *options, "--json"], capture_output=True, text=True, check=True)
    assert answer.to_dict() == json.loads(as_json.stdout)
    # What Python prints is what the command prints.
    printed = subprocess.run([command, name, *given, *options], capture_output=True, text=True, check=True)
    assert repr(answer) == printed.stdout.rstrip("\n")


def test_a_comparison_prints_as_the_command(command: str, tmp_path: Path) -> None:
    rows = [
        {"id": "KCNA", "apogee": "2,802 km", "ground_range": "933 km", "flight_time": "39 min"},
        {"id": "Russia MoD", "apogee": "535 km", "ground_range": "510 km", "flight_time": "14 min"},
        {"id": "a tracker", "apogee": "", "ground_range": "", "flight_time": "37 min"},
    ]
    file = table(rows, tmp_path / "rivals.csv")
    out = subprocess.run([command, "compare", str(file), "--draws", "16"], capture_output=True, text=True, check=True)
    found = lofted.compare(rows, draws=16)
    assert repr(found) == out.stdout.rstrip("\n")
    assert found.reports[0].estimate is not None
    alone = lofted.estimate(apogee="2,802 km", ground_range="933 km", flight_time="39 min", draws=16)
    assert found.reports[0].estimate.to_dict() == alone.to_dict()


def test_the_catalogue_is_that_of_the_command(command: str) -> None:
    out = subprocess.run([command, "catalogue", "--json"], capture_output=True, text=True, check=True)
    assert lofted.catalogue().to_dict() == json.loads(out.stdout)


def test_a_track_is_the_map_of_the_command(command: str, tmp_path: Path) -> None:
    figures = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}
    given = [word for key, text in figures.items() for word in (f"--{key.replace('_', '-')}", text)]
    place = ["--latitude", "40", "--longitude", "126", "--azimuth", "60", "--draws", "16"]
    file = tmp_path / "track.geojson"
    out = subprocess.run(
        [command, "track", *given, *place, "--geojson", str(file)], capture_output=True, text=True, check=True
    )
    found = lofted.track(**figures, latitude_deg=40, longitude_deg=126, azimuth_deg=60, draws=16)  # type: ignore[arg-type]
    assert repr(found) == out.stdout.rstrip("\n")
    assert found.geojson() == json.loads(file.read_text())


def test_numbers_are_read_as_in_rust() -> None:
    text = lofted.estimate(apogee="2,802 km", ground_range="930 km", flight_time="37 min", draws=16)
    for numbers in (
        {"apogee_km": 2802.0, "ground_range_km": 930.0, "flight_time_min": 37.0},
        {"apogee_km": 2802, "ground_range_km": 930, "flight_time_min": 37},
    ):
        assert lofted.estimate(**numbers, draws=16) == text  # type: ignore[arg-type]
    in_seconds = lofted.estimate(apogee_km=2802.0, ground_range_km=930.0, flight_time_s=2220.0, draws=16)
    # 2,220 s are known to 5 s, 37 min to 30 s.
    assert in_seconds.observation == text.observation
    assert in_seconds.range_km != text.range_km
