"""An estimate for every row of a table."""

import contextlib
import itertools
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar, overload

from . import _native
from ._functions import Method, Propellant, Scheme, Steering, _request
from ._requests import Assumptions
from ._tables import Frame, figures_of, frame_of, is_id, wrong

# The time that the rows between two looks at the world should take, s: short enough to show
# progress, long enough to keep the cores busy.
_INTERVAL_S = 0.5
# The greatest number of rows computed at once.
_MAX_ROWS = 4096


class Table(Protocol):
    """A table with columns: of pandas, Polars or Arrow."""

    @property
    def columns(self) -> Any: ...


T = TypeVar("T", bound=Table)


@overload
def batch(
    table: T,
    *,
    method: Method = ...,
    scheme: Scheme = ...,
    steering: Steering = ...,
    propellant: Propellant | None = ...,
    stages: int | None = ...,
    first_stage_burn_time: str | None = ...,
    ballistic: bool = ...,
    draws: int = ...,
    seed: int = ...,
    keep_columns: bool = ...,
    progress: bool = ...,
) -> T: ...
@overload
def batch(  # type: ignore[overload-overlap]  # a sequence is an iterable, too
    table: Sequence[Mapping[str, Any]],
    *,
    method: Method = ...,
    scheme: Scheme = ...,
    steering: Steering = ...,
    propellant: Propellant | None = ...,
    stages: int | None = ...,
    first_stage_burn_time: str | None = ...,
    ballistic: bool = ...,
    draws: int = ...,
    seed: int = ...,
    keep_columns: bool = ...,
    progress: bool = ...,
) -> list[dict[str, Any]]: ...
@overload
def batch(
    table: Iterable[Mapping[str, Any]],
    *,
    method: Method = ...,
    scheme: Scheme = ...,
    steering: Steering = ...,
    propellant: Propellant | None = ...,
    stages: int | None = ...,
    first_stage_burn_time: str | None = ...,
    ballistic: bool = ...,
    draws: int = ...,
    seed: int = ...,
    keep_columns: bool = ...,
    progress: bool = ...,
) -> Iterator[dict[str, Any]]: ...
def batch(
    table: Any,
    *,
    method: Method = "flown",
    scheme: Scheme = "us",
    steering: Steering = "gravity_turn",
    propellant: Propellant | None = None,
    stages: int | None = None,
    first_stage_burn_time: str | None = None,
    ballistic: bool = False,
    draws: int = 256,
    seed: int = 20170704,
    keep_columns: bool = False,
    progress: bool = False,
) -> Any:
    """Estimate the range of every row of a table, in its order, on all cores.

    Parameters
    ----------
    table : pandas.DataFrame, polars.DataFrame, pyarrow.Table, pyarrow.RecordBatch, or iterable of mappings
        A report in each row: columns ``apogee``, ``ground_range`` and ``flight_time`` with text as
        :func:`lofted.estimate` takes it, or numbers under a name with their unit (``apogee_km``,
        ``flight_time_s``, ``flight_time_min``; any unit that a text can have). An empty, missing or
        NaN cell is a figure that nobody reported. A column ``id`` is passed on.
    method, scheme, steering, propellant, stages, first_stage_burn_time, ballistic, draws, seed
        Assumptions about every row; see :func:`lofted.estimate`.
    keep_columns : bool
        Whether the other columns of the table follow those of the answer.
    progress : bool
        Whether to show a bar; needs tqdm.

    Returns
    -------
    the kind that was given
        A row for each row: ``id`` if there is one, ``verdict``, ``class``, ``range_km_p05``,
        ``range_km_median``, ``range_km_p95`` (km), ``global_reach_probability``, ``warnings`` (their
        kinds, separated by spaces) and ``error``: the reason why a row was not answered, missing if it
        was. A pandas index is kept. Sequences give a list, other iterables an iterator that reads
        rows as it goes, so that a table of any length takes little memory.

    Raises
    ------
    ReportError
        If an assumption is wrong, or the table lacks a column of figures or has one twice. A wrong
        figure is no error: its row has it in the column ``error``.
    TypeError
        If the table is none of these kinds.
    ImportError
        If progress is asked for and tqdm is not installed.

    Notes
    -----
    The interpreter's lock is released, and Ctrl-C ends the batch within a second: nothing is
    returned then, and the table given is never changed. The answers do not depend on the number of
    cores, nor on how a table is divided.

    Examples
    --------
    >>> import lofted
    >>> rows = [{"id": "a", "apogee": "2,802 km", "flight_time": "37 min"}, {"id": "b", "apogee": "6 furlongs"}]
    >>> answers = lofted.batch(rows, method="kepler")
    >>> [row["class"] for row in answers]
    ['ICBM', None]
    >>> answers[1]["error"].startswith("column apogee: ")
    True
    """
    assumptions = _request({**locals(), "table": None})[1]
    # Wrong assumptions are refused before the first row is read.
    _native.batch([], [], assumptions)
    frame = frame_of(table)
    if frame is not None:
        return _of_frame(frame, assumptions, keep_columns, progress)
    if isinstance(table, Sequence):
        with _bar(len(table), progress) as advance:
            return list(_of_rows(table, assumptions, keep_columns, advance))
    return _lazily(table, assumptions, keep_columns, progress)


def _lazily(table: Iterable[Any], assumptions: Assumptions, keep: bool, progress: bool) -> Iterator[dict[str, Any]]:
    with _bar(None, progress) as advance:
        yield from _of_rows(table, assumptions, keep, advance)


def _of_frame(frame: Frame, assumptions: Assumptions, keep: bool, progress: bool) -> Any:
    own = [*_native.batch_columns(), "error"]
    answer: dict[str, Any] = {name: [] for name in own}
    names = [frame.headers[place] for place in frame.figures]
    pace = _Pace()
    begin = 0
    with _bar(frame.length, progress) as advance:
        while begin < frame.length:
            end = min(begin + pace.rows, frame.length)
            cells = [frame.cells(place, begin, end) for place in frame.figures]
            for found in pace.timed(names, cells, assumptions):
                for name in own:
                    answer[name].append(found.get(name))
            advance(end - begin)
            begin = end
    columns: dict[str, Any] = {} if frame.id is None else {"id": frame.column(frame.id)}
    columns.update(answer)
    if keep:
        for place, header in enumerate(frame.headers):
            if place != frame.id and place not in frame.figures:
                columns[_free(header, columns)] = frame.column(place)
    return frame.made(columns)


def _of_rows(
    rows: Iterable[Any], assumptions: Assumptions, keep: bool, advance: Any
) -> Iterator[dict[str, Any]]:
    pace = _Pace()
    source = iter(rows)
    while some := list(itertools.islice(source, pace.rows)):
        figures = [dict(figures_of(row)) if isinstance(row, Mapping) else {} for row in some]
        names = list(dict.fromkeys(name for row in figures for name in row))
        # A table without a figure has rows all the same.
        names = names or ["apogee"]
        cells = [[row.get(name) for row in figures] for name in names]
        for row, found in zip(some, pace.timed(names, cells, assumptions), strict=True):
            if not isinstance(row, Mapping):
                found = {**found, "error": f"a row is a mapping of columns and cells, not {type(row).__name__}"}
                row = {}
            answer = {"id": value for key, value in row.items() if is_id(key)}
            answer.update(found)
            if keep:
                others = [key for key in row if not is_id(key) and not (isinstance(key, str) and _native.figure_of(key))]
                answer.update({_free(key, answer): row[key] for key in others})
            yield answer
        advance(len(some))


def _free(header: Any, columns: Mapping[str, Any]) -> Any:
    """Return the header of a column that is kept, if the answer has none of this name."""
    if header in columns:
        raise wrong(header, f"keep_columns: the table has a column {header} as the answer has; give it another name")
    return header


class _Pace:
    """How many rows are computed at once."""

    def __init__(self) -> None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self.fewest = 4 * cores
        self.rows = self.fewest

    def timed(
        self, names: list[str], cells: list[list[Any]], assumptions: Assumptions
    ) -> Iterator[dict[str, Any]]:
        """Answer rows, and choose how many come next."""
        begin = time.monotonic()
        found = _native.batch(names, cells, assumptions)
        elapsed = time.monotonic() - begin
        if elapsed < _INTERVAL_S / 2:
            self.rows = min(2 * self.rows, _MAX_ROWS)
        elif elapsed > 2 * _INTERVAL_S:
            self.rows = max(self.rows // 2, self.fewest)
        blank = dict.fromkeys(_native.batch_columns())
        for row in found:
            yield {**row, "error": None} if isinstance(row, dict) else {**blank, "error": row}


@contextlib.contextmanager
def _bar(total: int | None, progress: bool) -> Iterator[Any]:
    """Show a bar, if one is asked for."""
    if not progress:
        yield lambda rows: None
        return
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    except ImportError as error:
        raise ImportError("progress=True needs tqdm: pip install tqdm") from error
    with tqdm(total=total, unit=" rows") as bar:
        yield bar.update
