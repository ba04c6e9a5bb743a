"""Where the graph is kept: in memory (rdflib) or in a folder (Oxigraph), behind `kg.protocols.Store`.

A store on disk is a folder with a file ``current`` that names the data folder in use; so a graph that was built aside takes the
place of the old one in a single rename, and who reads the old one goes on reading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.plugins import STORES, load
from kg.protocols import Store

__all__ = ["building", "exists", "open_store"]


def open_store(path: str | Path | None = None, read_only: bool = False) -> Store:
    """The store in a folder, or a new one in memory where the path is None.

    With ``read_only`` nothing is created or changed. Raises `StoreError` where there is no store to read, where another process
    holds it, or where the folder holds something else.
    """
    store: Store = load(STORES, "memory")() if path is None else load(STORES, "disk")(Path(path), read_only)
    return store


def exists(path: str | Path) -> bool:
    """Whether there is a store in the folder."""
    from kg.store.folder import current

    return current(Path(path)) is not None


@contextmanager
def building(path: str | Path) -> Iterator[Store]:
    """A new and empty store aside, which takes the place of the one at the path when the block ends well; else all stays as it was."""
    from kg.store.disk import DiskStore
    from kg.store.folder import aside

    with aside(Path(path)) as folder:
        store = DiskStore.at(folder)
        try:
            yield store
            store.optimize()
        finally:
            store.close()
