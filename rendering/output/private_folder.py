"""Folders of this process alone, in which files are made before they get their names.

Such a folder has a name that nobody can foretell, and nobody else may look into it. A lock in it
says that its process is alive, in whatever container or on whatever machine that may be: what is
not locked was left by a process that was killed, and the next one clears it away. Where the system
has no such locks, nothing is cleared.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # POSIX only
    fcntl = None  # type: ignore[assignment]

_PREFIX, _SUFFIX = ".relu-anim-", ".part"
_LOCK = "lock"


class PrivateFolder:
    """A new folder in `parent`; it is deleted, with all that is in it, when it is closed."""

    def __init__(self, parent: Path) -> None:
        while True:
            self.path = Path(tempfile.mkdtemp(_SUFFIX, _PREFIX, parent))
            with suppress(FileNotFoundError, BlockingIOError):  # somebody has just cleared it away
                self._lock = _locked(self.path, is_new=True)
                return

    def close(self) -> None:
        """Delete it."""
        os.close(self._lock)
        shutil.rmtree(self.path, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def clear_leftovers(parent: Path, finish: Callable[[Path], None] = lambda left: None) -> None:
    """Delete the private folders in `parent` whose processes are no more.

    `finish` gets each that nobody else can have put there, while it is whole.
    """
    for folder in parent.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            try:
                lock = _locked(folder)
            except FileNotFoundError:
                _delete_without_lock(folder)
                continue
            if _is_private(folder):
                finish(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _is_private(folder: Path) -> bool:
    state = folder.lstat()
    return state.st_uid == os.geteuid() and stat.S_IMODE(state.st_mode) == stat.S_IRWXU


def _delete_without_lock(folder: Path) -> None:
    """Delete a folder that may be about to get its lock, if it is empty, or has just lost it."""
    try:
        folder.rmdir()
    except OSError:
        if not (folder / _LOCK).exists():  # and it is not empty: it has been deleted in part
            shutil.rmtree(folder, ignore_errors=True)


def _locked(folder: Path, is_new: bool = False) -> int:
    """The open lock of a folder; BlockingIOError when another process holds it."""
    path = folder / _LOCK
    flags = os.O_CREAT | os.O_EXCL if is_new else getattr(os, "O_NOFOLLOW", 0)
    lock = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | flags, 0o600)
    try:
        try:
            if fcntl is None:
                raise OSError("there are no locks here")
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            if not is_new:  # nobody knows whether its process is alive
                raise
        if not os.path.samestat(os.fstat(lock), path.stat()):
            raise FileNotFoundError(path)
    except OSError:
        os.close(lock)
        raise
    return lock
