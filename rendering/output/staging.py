"""Files that appear under their names only when they are whole, and all of a set or none.

Everything is written to a private folder inside the one where it will stay, so that moving a file
into place is one step of the file system and cannot be half done. Moving a set takes several: what
a killed process has left of them to do is done by the next one that comes to the folder.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from rendering.errors import RenderError
from rendering.interrupts import undisturbed
from rendering.output.private_folder import PrivateFolder, clear_leftovers

_ROOMS = ("new", "old", "work")
_WHOLE = "whole"
"""What "new" is called as soon as everything in it shall get its name."""
PATIENCE = 60.0
"""Seconds to wait for a lock; renders hold it for as long as a few files are moved or compared."""
SILENCE = 2.0
"""Seconds after which the reader is told why nothing happens."""
_BETWEEN_TRIES = 0.05


def nowhere(folder: Path) -> str:
    """Which link on the way to a folder leads to what is not there; nothing if none does."""
    for place in (folder, *folder.parents):
        if place.is_symlink() and not place.exists():
            return f"{place.name} is a link to {place.readlink()}, which is not there"
    return ""


class Staging:
    """A set of files in one folder that are published together, or not at all.

    Used as a context manager: what has not been published when it ends is deleted. `tell` is told
    when another program holds the folder for long.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None] = lambda word: None) -> None:
        self.folder, self._tell = folder, tell
        self._staged: dict[Path, Path] = {}
        self._private: PrivateFolder | None = None
        self._is_alone = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = nowhere(folder) or error.strerror
            raise RenderError(f"cannot write to {folder}: {why}") from error
        clear_leftovers(folder, self._finish)

    def path_for(self, final: Path) -> Path:
        """The temporary path to write to for what will be `final`."""
        if final.parent != self.folder:
            raise ValueError(f"{final} is not in {self.folder}")
        if final not in self._staged:
            self._staged[final] = self._room("new") / final.name
        return self._staged[final]

    def work_folder(self) -> Path:
        """A temporary folder for what is needed while the files are made."""
        return self._room("work")

    def write_text(self, final: Path, text: str) -> None:
        """Stage a text file in UTF-8 with plain line ends."""
        self.path_for(final).write_text(text, encoding="utf-8", newline="\n")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold off other renders that come here for the same, until this ends."""
        if self._is_alone:
            yield
            return
        with _alone_in(self.folder, self._tell):
            self._is_alone = True
            try:
                yield
            finally:
                self._is_alone = False

    def publish(self) -> list[Path]:
        """Move everything to its name, in the order in which it was staged.

        Ctrl-C and other renders wait until all of them are there, so that they belong together.
        After an OSError everything is as it was before.
        """
        moved: list[Path] = []
        if self._staged:
            with self.alone(), undisturbed():
                new = self._room("new")
                whole = new.rename(new.with_name(_WHOLE))
                try:
                    for final in self._staged:
                        self._set_aside(final)
                        moved.append(final)
                        (whole / final.name).replace(final)
                except BaseException:
                    with suppress(OSError):
                        whole.rename(new)
                    for final in reversed(moved):
                        self._bring_back(final)
                    raise
        self._staged.clear()
        return moved

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._private is not None:
            self._private.close()

    def _room(self, name: str) -> Path:
        if self._private is None:
            self._private = PrivateFolder(self.folder)
            for room in _ROOMS:  # all of them, while the disk has room
                (self._private.path / room).mkdir()
        return self._private.path / name

    def _finish(self, left: Path) -> None:
        """Move the rest of a set to its names, if its process was killed while it did so."""
        if (left / _WHOLE).is_dir():
            with suppress(OSError), self.alone(), undisturbed():
                for file in list((left / _WHOLE).iterdir()):
                    file.replace(self.folder / file.name)

    def _set_aside(self, final: Path) -> None:
        """Keep what has the name now, if anything does, for the case that the rest goes wrong."""
        try:
            mode = final.lstat().st_mode
        except FileNotFoundError:
            return
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise OSError(errno.EEXIST, f"{final.name} is in the way", str(final))
        aside = self._room("old") / final.name
        try:  # a second name, so that there is no moment in which the first leads to nothing
            os.link(final, aside, follow_symlinks=False)
        except (OSError, NotImplementedError):
            final.rename(aside)

    def _bring_back(self, final: Path) -> None:
        with suppress(OSError):
            aside = self._room("old") / final.name
            if os.path.lexists(aside):
                aside.replace(final)
            else:
                final.unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold off other processes that come here for the same, where the file system can do that."""
    lock = None
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY)
    try:
        if lock is not None:
            with suppress(ImportError, OSError):  # a system, or a file system, without locks
                _wait_for(lock, folder, tell)
        yield
    finally:
        if lock is not None:
            os.close(lock)  # lets go of the lock


def _wait_for(lock: int, folder: Path, tell: Callable[[str], None]) -> None:
    """Take the lock, trying again and again so that Ctrl-C works meanwhile."""
    import fcntl

    started, told = time.monotonic(), False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            waited = time.monotonic() - started
        if waited >= PATIENCE:
            raise RenderError(
                f"another program holds {folder} since {PATIENCE:.0f} s: end it, or use --output"
            )
        if waited >= SILENCE and not told:
            told = True
            tell(f"waiting for another program that holds {folder}")
        time.sleep(_BETWEEN_TRIES)
