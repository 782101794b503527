"""Files that appear under their names only when they are whole.

Everything is written to hidden temporary names in the folder where it will stay, so that moving it
into place is one step of the file system and cannot be half done. What an earlier run left behind
when it was killed is cleared away by the next.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from rendering.errors import RenderError

_LEFTOVER = re.compile(r"^\..+\.(?P<process>\d+)-\d+\.part$")


class Staging:
    """A set of files in one folder that are published together, or not at all.

    Used as a context manager: what has not been published when it ends is deleted.
    """

    _numbers = itertools.count(1)

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staged: dict[Path, Path] = {}
        self._folders: list[Path] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _clear_leftovers(folder)
        except OSError as error:
            raise RenderError(f"cannot write to {folder}: {error.strerror}") from error

    def path_for(self, final: Path) -> Path:
        """The temporary path to write to for what will be `final`."""
        if final.parent != self.folder:
            raise ValueError(f"{final} is not in {self.folder}")
        if final not in self._staged:
            self._staged[final] = self._temporary(final)
        return self._staged[final]

    def folder_for(self, final: Path) -> Path:
        """A temporary folder for what is needed while `final` is made."""
        folder = self._temporary(final)
        folder.mkdir()
        self._folders.append(folder)
        return folder

    def _temporary(self, final: Path) -> Path:
        number = next(self._numbers)
        return self.folder / f".{final.name}.{os.getpid()}-{number}.part"

    def write_text(self, final: Path, text: str) -> None:
        """Stage a text file in UTF-8 with plain line ends."""
        self.path_for(final).write_text(text, encoding="utf-8", newline="\n")

    def publish(self) -> list[Path]:
        """Move everything to its name, in the order in which it was staged."""
        published = []
        for final, temporary in list(self._staged.items()):
            temporary.replace(final)
            del self._staged[final]
            published.append(final)
        return published

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for temporary in [*self._staged.values(), *self._folders]:
            _delete(temporary)


def _clear_leftovers(folder: Path) -> None:
    """Delete the temporary files of processes that are no more."""
    for path in folder.glob(".*.part"):
        match = _LEFTOVER.match(path.name)
        if match and not _is_alive(int(match["process"])):
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
