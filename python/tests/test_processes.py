"""Threads, forks and new processes; the interpreter's lock; the command is not needed."""

from __future__ import annotations

import concurrent.futures as futures
import multiprocessing
import os
import subprocess
import sys
import threading
import time
import warnings
from typing import Any

import lofted
import pytest

GOOD: Any = {"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min"}


def median(seed: int) -> float | None:
    return lofted.estimate(**GOOD, draws=32, seed=seed).range_km.median


def answers_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return lofted.batch(rows, draws=16)


def test_threads_answer_as_one() -> None:
    expected = [median(seed) for seed in range(12)]
    with futures.ThreadPoolExecutor(6) as threads:
        assert list(threads.map(median, range(12))) == expected


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn", "forkserver") if m in multiprocessing.get_all_start_methods()])
def test_processes_answer_as_one(method: str) -> None:
    # The parent has computed before the fork, so that its threads are not in the child.
    expected = [median(seed) for seed in range(4)]
    rows = [{"id": n, **GOOD} for n in range(6)]
    of_rows = answers_of(rows)
    with warnings.catch_warnings():
        # Python warns of forks of processes with threads; that they work is what is tested.
        warnings.simplefilter("ignore", DeprecationWarning)
        with futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as processes:
            assert list(processes.map(median, range(4), timeout=120)) == expected
            assert processes.submit(answers_of, rows).result(120) == of_rows
            # An answer comes back whole.
            whole = processes.submit(lofted.estimate, **GOOD, draws=16).result(120)
    assert whole == lofted.estimate(**GOOD, draws=16) and whole.picture()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_fork_while_another_thread_computes() -> None:
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            median(1)

    threads = [threading.Thread(target=busy) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                child = os.fork()
            if child == 0:
                os._exit(0 if median(1) else 1)
            begin = time.monotonic()
            while True:
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    break
                assert time.monotonic() - begin < 60, "the child hangs"
                time.sleep(0.01)
            assert status == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_a_call_holds_no_lock_of_the_interpreter() -> None:
    """While one call computes, another thread of Python goes on: it counts throughout."""
    counted: list[float] = []
    done = threading.Event()

    def count() -> None:
        while not done.is_set():
            counted.append(time.monotonic())
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    begin = time.monotonic()
    lofted.estimate(**GOOD, draws=4096)
    end = time.monotonic()
    done.set()
    counter.join()
    within = [moment for moment in counted if begin <= moment <= end]
    assert end - begin > 0.1
    # If the lock were held there would be one gap as long as the call.
    gaps = [later - earlier for earlier, later in zip(within, within[1:])]
    assert len(within) > 20 and max(gaps) < 0.5 * (end - begin)


def test_no_command_is_needed() -> None:
    script = (
        "import lofted, os; assert not os.environ.get('PATH');"
        "print(lofted.estimate(apogee='2,802 km', ground_range='930 km', method='kepler').class_)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], env={"PATH": "", "HOME": "/nonexistent"}, capture_output=True, text=True, check=True
    )
    assert run.stdout == "ICBM\n"


def test_importing_needs_nothing_else() -> None:
    """Neither numpy nor pandas nor matplotlib is imported before it is used."""
    script = (
        "import sys, lofted;"
        "assert not {'numpy', 'pandas', 'polars', 'pyarrow', 'matplotlib', 'tqdm', 'dask'} & set(sys.modules);"
        "lofted.batch([{'apogee': '2,802 km', 'ground_range': '930 km'}], method='kepler');"
        "assert not {'numpy', 'pandas', 'polars', 'pyarrow', 'matplotlib', 'tqdm', 'dask'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
