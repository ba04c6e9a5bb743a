"""Many processes give what one gives, and outlive an item that kills them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.workers import ALONE, BATCH_ITEMS, Lost, batches, in_order


def double(number: int) -> int:
    return 2 * number


def double_or_die(number: int) -> int:
    if number in (77, 400):
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@pytest.mark.parametrize("count", [0, 1, ALONE, ALONE + 1, 900])
@pytest.mark.parametrize("jobs", [1, 3])
def test_order_is_kept(count: int, jobs: int) -> None:
    assert list(in_order(double, range(count), jobs)) == [2 * n for n in range(count)]


def test_an_item_that_kills_its_process_is_lost_alone() -> None:
    expected = [Lost(n) if n in (77, 400) else 2 * n for n in range(600)]
    assert list(in_order(double_or_die, range(600), 2)) == expected


def test_items_are_taken_no_faster_than_they_are_done() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield number

    results = in_order(double, items(), 2)
    for _ in range(100):
        next(results)
    assert taken <= ALONE + 8 * BATCH_ITEMS
    results.close()


def test_batches_are_bounded_by_number_and_size() -> None:
    assert [len(b) for b in batches(range(2 * BATCH_ITEMS + 1), lambda n: 1)] == [BATCH_ITEMS, BATCH_ITEMS, 1]
    assert [len(b) for b in batches(range(3), lambda n: 1 << 20)] == [1, 1, 1]


def _waits(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_workers_end_when_the_process_that_started_them_is_killed() -> None:
    script = (
        "from test_workers import _waits; from kg import workers; workers.ALONE = 1; workers.BATCH_ITEMS = 1\n"
        "for pid in workers.in_order(_waits, [0.0, 0.0, *[60.0] * 9], 2): print(pid, flush=True)"
    )
    started = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline()
    started.kill()
    started.communicate(timeout=20)  # ends when nobody holds the other side any more
