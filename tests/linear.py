"""Whether work takes time in proportion to its input: a ratio in one run, best of several, so that a busy machine decides nothing."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

LEAST = 0.002  # CPU seconds: what is faster cannot be told apart
SLACK = 3.0


def assert_linear(work: Callable[[int], object], small: int, large: int) -> None:
    """Fails where ``work(large)`` takes more than three times as long as ``work(small)`` promises, in each of four rounds."""
    work(min(small, 100))  # what is read or built once
    ratios = []
    for _ in range(4):
        short, long = (min(_seconds(work, size) for _ in range(2)) for size in (small, large))
        ratios.append(long / max(short, LEAST))
        if ratios[-1] <= SLACK * large / small:
            return
    raise AssertionError(f"{large / small:.0f} times the input takes {min(ratios):.0f} times the time")


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()
