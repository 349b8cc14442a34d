"""Tables of reports: of pandas, Polars and Arrow, and iterables of mappings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from . import _native

# The figures that a table has to have columns for, as for the command.
NEEDED = ("apogee", "ground_range", "flight_time")


class Frame:
    """A table of a library of tables: its columns, and how one like it is made."""

    def __init__(
        self,
        headers: Sequence[Any],
        length: int,
        cells: Callable[[int, int, int], list[Any]],
        made: Callable[[dict[str, Any]], Any],
        column: Callable[[int], Any],
    ) -> None:
        self.headers = list(headers)
        self.length = length
        self.cells = cells
        """Return the cells of the column at a place, from one row to another."""
        self.made = made
        """Make a table from columns: lists of an answer, or columns of this one."""
        self.column = column
        """Return the column at a place."""
        self.figures = self._figures()
        ids = [place for place, header in enumerate(headers) if is_id(header)]
        if len(ids) > 1:
            raise wrong("id", "the table has the column id twice; keep one")
        self.id = ids[0] if ids else None

    def _figures(self) -> list[int]:
        """Return the places of the columns of figures, once they are all there."""
        places: dict[str, int] = {}
        for place, header in enumerate(self.headers):
            figure = _native.figure_of(header) if isinstance(header, str) else None
            if figure in places:
                raise wrong(header, f"the table has the column {figure} twice; keep one")
            if figure is not None:
                places[figure] = place
        for figure in NEEDED:
            if figure not in places:
                raise wrong(
                    figure,
                    f"the table has no column {figure}; add it, with a unit in its name if its cells are numbers "
                    "(apogee_km, flight_time_s), and leave the cells of figures that nobody reported empty",
                )
        return sorted(places.values())


def frame_of(table: Any) -> Frame | None:
    """Return a table of pandas, Polars or Arrow by its columns; None for anything else."""
    package = type(table).__module__.partition(".")[0]
    name = type(table).__name__
    if package == "pandas" and name == "DataFrame":
        return _of_pandas(table)
    if package == "polars" and name == "DataFrame":
        return _of_polars(table)
    if package == "pyarrow" and name in ("Table", "RecordBatch"):
        return _of_arrow(table)
    if package == "polars" and name == "LazyFrame":
        raise TypeError("a LazyFrame has no rows yet; give table.collect()")
    if package.startswith("dask"):
        raise TypeError("a table of Dask is answered by table.map_partitions(lofted.batch)")
    if isinstance(table, (str, bytes)) or hasattr(table, "__fspath__"):
        raise TypeError("give a table, not the path of one; read it first, as with pandas.read_csv(path, dtype=str)")
    if isinstance(table, Mapping):
        raise TypeError("give a table or several reports, not one mapping; a single report is [report]")
    if not isinstance(table, Iterable):
        raise TypeError(
            f"give a pandas, Polars or Arrow table or an iterable of mappings, not {type(table).__name__}"
        )
    return None


def _of_pandas(table: Any) -> Frame:
    import pandas

    # Text is of one dtype whatever is in it, so that the answers of parts of a table fit together.
    text = pandas.Series(["text"]).dtype

    def made(columns: dict[str, Any]) -> Any:
        series = {}
        for name, values in columns.items():
            if not isinstance(values, pandas.Series):
                is_number = name in NUMBERS
                values = pandas.Series(values, index=table.index, dtype="float64" if is_number else text)
            series[name] = values
        return pandas.DataFrame(series, index=table.index)

    return Frame(
        table.columns,
        len(table),
        lambda place, begin, end: table.iloc[begin:end, place].tolist(),
        made,
        lambda place: table.iloc[:, place],
    )


def _of_polars(table: Any) -> Frame:
    import polars

    def made(columns: dict[str, Any]) -> Any:
        series = []
        for name, values in columns.items():
            if isinstance(values, polars.Series):
                series.append(values.alias(name))
            else:
                series.append(polars.Series(name, values, polars.Float64 if name in NUMBERS else polars.String))
        return polars.DataFrame(series)

    return Frame(
        table.columns,
        table.height,
        lambda place, begin, end: table.to_series(place).slice(begin, end - begin).to_list(),
        made,
        table.to_series,
    )


def _of_arrow(table: Any) -> Frame:
    import pyarrow  # type: ignore[import-untyped]

    def made(columns: dict[str, Any]) -> Any:
        arrays = []
        for name, values in columns.items():
            if isinstance(values, list):
                values = pyarrow.array(values, pyarrow.float64() if name in NUMBERS else pyarrow.string())
            arrays.append(values)
        return type(table).from_arrays(arrays, names=list(columns))

    return Frame(
        table.schema.names,
        table.num_rows,
        lambda place, begin, end: table.column(place).slice(begin, end - begin).to_pylist(),
        made,
        table.column,
    )


# The columns of an answer that hold numbers.
NUMBERS = ("range_km_p05", "range_km_median", "range_km_p95", "global_reach_probability")


def is_id(header: Any) -> bool:
    """Return whether a header names the column of ids."""
    return isinstance(header, str) and [word for word in re.split(r"[^0-9a-z]+", header.lower()) if word] == ["id"]


def wrong(field: Any, message: str) -> _native.ReportError:
    """Return the error of a table."""
    error = _native.ReportError(message)
    error.field = str(field)
    return error


def figures_of(row: Mapping[Any, Any]) -> list[tuple[str, object]]:
    """Return the figures of a row by their names; a missing number is one that nobody reported."""
    pairs = [(key, value) for key, value in row.items() if isinstance(key, str) and _native.figure_of(key)]
    return [(key, value) for key, value in pairs if not is_missing(value)]


def is_missing(value: Any) -> bool:
    """Return whether a cell is empty: None, NaN, an empty text, or the missing value of pandas."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, float) and value != value


def reports_of(reports: Any) -> list[tuple[str, list[tuple[str, object]]]]:
    """Return the reports to compare, each with the name of its source."""
    rows: Iterator[Any]
    frame = frame_of(reports)
    if frame is None:
        rows = iter(reports)
    else:
        columns = [frame.cells(place, 0, frame.length) for place in range(len(frame.headers))]
        rows = (dict(zip(frame.headers, cells, strict=True)) for cells in zip(*columns, strict=True))
    named = []
    for place, row in enumerate(rows, 1):
        if hasattr(row, "reporter") and hasattr(row, "figures"):
            named.append((str(row.reporter), list(row.figures.items())))
            continue
        if not isinstance(row, Mapping):
            raise TypeError(f"report {place} is a mapping of id and figures, not {type(row).__name__}")
        ids = [str(value) for key, value in row.items() if is_id(key) and not is_missing(value)]
        named.append((ids[0] if ids else f"report {place}", figures_of(row)))
    return named
