"""Many processes give what one gives, and outlive an item that kills them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

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
