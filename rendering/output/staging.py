"""Files that appear under their names only when they are whole.

Everything is written to hidden temporary names in the folder where it will stay, so that moving it
into place is one step of the file system and cannot be half done. What an earlier run left behind
when it was killed is cleared away by the next.
"""

from __future__ import annotations

import itertools
import os
import platform
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from rendering.errors import RenderError
from rendering.interrupts import undisturbed

_MACHINE = f"{zlib.crc32(platform.node().encode()):08x}"
_LEFTOVER = re.compile(r"^\..+\.(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-\d+\.part$")
_numbers = itertools.count(1)


class Staging:
    """A set of files in one folder that are published together, or not at all.

    Used as a context manager: what has not been published when it ends is deleted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staged: dict[Path, Path] = {}
        self._folders: list[Path] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            clear_leftovers(folder)
        except OSError as error:
            raise RenderError(f"cannot write to {folder}: {error.strerror}") from error

    def path_for(self, final: Path) -> Path:
        """The temporary path to write to for what will be `final`."""
        if final.parent != self.folder:
            raise ValueError(f"{final} is not in {self.folder}")
        if final not in self._staged:
            self._staged[final] = temporary_path(final)
        return self._staged[final]

    def folder_for(self, final: Path) -> Path:
        """A temporary folder for what is needed while `final` is made."""
        folder = temporary_path(final)
        folder.mkdir()
        self._folders.append(folder)
        return folder

    def write_text(self, final: Path, text: str) -> None:
        """Stage a text file in UTF-8 with plain line ends."""
        self.path_for(final).write_text(text, encoding="utf-8", newline="\n")

    def publish(self) -> list[Path]:
        """Move everything to its name, in the order in which it was staged.

        Ctrl-C and other renders wait until all of them are there, so that they belong together.
        """
        published = []
        with undisturbed(), _alone_in(self.folder):
            for final, temporary in list(self._staged.items()):
                temporary.replace(final)
                del self._staged[final]
                published.append(final)
        return published

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for temporary in [*self._staged.values(), *self._folders]:
            _delete(temporary)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold off other processes that come here for the same, where the file system can do that."""
    lock = None
    with suppress(ImportError, OSError):
        import fcntl  # POSIX only

        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)  # lets go of the lock


def temporary_path(final: Path) -> Path:
    """A hidden name beside `final` that nothing else has, and that tells whose it is."""
    return final.with_name(f".{final.name}.{_MACHINE}-{os.getpid()}-{next(_numbers)}.part")


def clear_leftovers(folder: Path) -> None:
    """Delete the temporary files of processes of this machine that are no more."""
    for path in folder.glob(".*.part"):
        match = _LEFTOVER.match(path.name)
        if match and match["machine"] == _MACHINE and not _is_alive(int(match["process"])):
            _delete(path)


def _delete(path: Path) -> None:
    """Delete a file or folder that may be gone already."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        return True  # os.kill would end the process there, so its leavings stay until `clean`
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
