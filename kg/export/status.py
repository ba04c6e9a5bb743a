"""The words for a status: ours, or those of people who keep trackers of data centres."""

from __future__ import annotations

from collections.abc import Callable

from kg import ontology


def words(choice: str) -> Callable[[str | None], str | None] | None:
    """What renames a status or stage; None where ours are wanted. A word that trackers have no word for stays.

    >>> words("tracker")("building")
    'under construction'
    """
    if choice == "own":
        return None
    table = ontology.load().tracker_words
    return lambda status: table.get(status, status) if status else status
