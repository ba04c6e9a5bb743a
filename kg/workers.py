"""A function over many items in several processes: in order, in bounded memory, and past an item that kills its process.

Batches are handed out no faster than they come back. When a process dies, what was under way is done again, item by item in a
process of its own; an item that kills that one too is `Lost` and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ALONE = 300
"""So many items are done faster here than by processes that have to start first."""
BATCH_ITEMS, BATCH_SIZE = 64, 1 << 18
TRIES = 2


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """An item that ended the process that worked on it."""

    item: T


def in_order(function: Callable[[T], R], items: Iterable[T], jobs: int, size: Callable[[T], int] = lambda item: 1) -> Iterator[R | Lost[T]]:
    """The function of each item, in the order of the items, whatever the number of processes.

    ``size`` tells how much work an item is, so that batches are alike. The function must be importable and its results picklable.

    >>> list(in_order(str.upper, ["a", "b"], jobs=1))
    ['A', 'B']
    """
    source = iter(items)
    first = list(islice(source, ALONE + 1)) if jobs > 1 else []
    if len(first) <= ALONE:
        yield from map(function, chain(first, source))
        return
    waiting = batches(chain(first, source), size)
    pool = _pool(jobs)
    under_way: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        while True:
            for batch in islice(waiting, 2 * jobs + 1 - len(under_way)):
                under_way.append((batch, pool.submit(_all, function, batch)))
            if not under_way:
                return
            batch, future = under_way.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                yield from _one_by_one(function, batch)
                for batch, future in under_way:
                    yield from future.result() if _succeeded(future) else _one_by_one(function, batch)
                under_way.clear()
                pool = _pool(jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Items in lists of bounded size."""
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) >= BATCH_ITEMS or total >= BATCH_SIZE:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _one_by_one(function: Callable[[T], R], batch: Sequence[T]) -> Iterator[R | Lost[T]]:
    pool = _pool(1)
    try:
        for item in batch:
            for _ in range(TRIES):
                try:
                    yield pool.submit(function, item).result()
                    break
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    pool = _pool(1)
            else:
                yield Lost(item)
    finally:
        pool.shutdown(cancel_futures=True)


def _succeeded(future: Future[list[R]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _all(function: Callable[[T], R], batch: list[T]) -> list[R]:
    return [function(item) for item in batch]


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Never fork a process that holds a store and its threads.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(method), initializer=_follow)


def _follow() -> None:
    """Ctrl-C is for the process that was started; the others end with it, also when it is killed and can tell nobody."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
