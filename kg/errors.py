"""The two ways in which things go wrong for a user; everything else is a bug.

Bad *data* is no error: it is a value (a violation, a conflict, ``None`` from a grammar).
"""

from __future__ import annotations


class KgError(Exception):
    """An error to show to the user as one line, without a traceback."""


class SourceError(KgError):
    """This source is bad: say which and why, and go on with the others."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        return type(self), (self.source, self.reason)  # errors travel between worker processes


class StoreError(KgError):
    """The store cannot be read or written: stop."""


class QueryError(KgError):
    """The question cannot be answered as it was put."""


class MissingExtraError(KgError):
    """A command needs an optional part that is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'cloud-expansion-kg[{extra}]'")
