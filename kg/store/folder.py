"""The folder of a store on disk: which data is current, who holds it, and how new data takes its place.

    graph/current        the name of the data folder in use
    graph/data-7/        the data (RocksDB)
    graph/data-7.lock    held shared by readers, alone by a writer

Reading beside a writer in one data folder is undefined in Oxigraph, so the lock refuses it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import StoreError

try:
    import fcntl
except ImportError:  # Windows: RocksDB's own lock still keeps writers apart
    fcntl = None  # type: ignore[assignment]

_CURRENT = "current"
_DATA = "data-"


def current(path: Path) -> Path | None:
    """The data folder in use, or None where there is no store."""
    try:
        name = (path / _CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot read the store: {error}") from error
    folder = path / name
    if not name.startswith(_DATA) or not folder.is_dir():
        raise StoreError(f"{path}: the store is broken: its file '{_CURRENT}' names no data; build it again")
    return folder


def prepared(path: Path) -> Path:
    """The data folder in use; a new one where there is no store yet. Refuses a folder that holds something else."""
    folder = current(path)
    if folder is None:
        folder = _new(path)
        folder.mkdir()
        _point(path, folder)
    return folder


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A new data folder, which becomes the one in use when the block ends well; the old one is removed."""
    old = current(path)
    folder = _new(path)
    writer = Lock(path / f"{_DATA}new.lock", shared=False)  # two builds at a time would throw each other's work away
    try:
        guard = lock_of(old, shared=True) if old else None  # and what is written to the old data meanwhile would be lost
    except StoreError:
        writer.release()
        raise
    try:
        _sweep(path)
        folder.mkdir()
        try:
            yield folder
            _sync(folder)
            _point(path, folder)
        except BaseException:
            _remove(folder)
            if old is None:
                with suppress(OSError):
                    writer.remove()
                    path.rmdir()
            raise
        _sweep(path)
    finally:
        if guard is not None:
            guard.release()
        writer.release()


class Lock:
    """A lock on a file, given back by the system when the process ends. Raises `StoreError` where others hold it."""

    def __init__(self, file: Path, shared: bool) -> None:
        self._file = file
        self._descriptor: int | None = None
        if fcntl is None:
            return
        try:
            self._descriptor = os.open(file, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            return  # never written since it was put there, as in a copy: nobody holds it
        except OSError as error:
            if shared:
                return
            raise StoreError(f"{file.parent}: cannot write the store: {error.strerror}") from error
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            doing = "written" if shared else "used"
            raise StoreError(f"{file.parent}: the store is being {doing} by another process: wait for it or stop it") from None

    def remove(self) -> None:
        """Removes the file of the lock."""
        self._file.unlink(missing_ok=True)

    def release(self) -> None:
        """Gives the lock back; once is enough."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def lock_of(folder: Path, shared: bool) -> Lock:
    """Takes the lock of a data folder."""
    return Lock(folder.with_name(folder.name + ".lock"), shared)


def _new(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: is a file, not the folder of a store")
    try:
        path.mkdir(parents=True, exist_ok=True)
        names = os.listdir(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot make the store: {error.strerror}") from error
    foreign = [name for name in names if name != _CURRENT and not name.startswith((_DATA, "."))]
    if foreign:
        raise StoreError(f"{path}: holds something else than a store ({sorted(foreign)[0]}): name another folder")
    numbers = [int(name.removeprefix(_DATA)) for name in names if name.removeprefix(_DATA).isdigit()]
    return path / f"{_DATA}{max(numbers, default=0) + 1}"


def _point(path: Path, folder: Path) -> None:
    """Makes the data folder the one in use, in one step that a crash cannot halve."""
    temporary = path / f".{_CURRENT}.new"
    with open(temporary, "w", encoding="ascii") as file:
        file.write(folder.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path / _CURRENT)
    _sync(path)


def _sweep(path: Path) -> None:
    """Removes data that is not in use: what was replaced, and what a crash left behind."""
    used = current(path)
    for entry in path.iterdir():
        if entry.name.startswith(_DATA) and entry.is_dir() and entry != used:
            _remove(entry)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_name(folder.name + ".lock").unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be opened there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
