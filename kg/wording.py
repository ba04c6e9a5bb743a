"""How counts are worded for people."""

from __future__ import annotations


def counted(count: int, noun: str, several: str = "") -> str:
    """A number with its noun, in the singular where it is one; ``several`` is the plural where it is not the noun and "s".

    >>> counted(1, "document"), counted(1200, "document"), counted(2, "entity", "entities")
    ('1 document', '1,200 documents', '2 entities')
    """
    return f"{count:,} {noun if count == 1 else several or noun + 's'}"
