"""What a call of the command line leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    """Exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Call = Callable[..., Done]
