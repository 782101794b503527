"""Opening a finished file with the program that the machine uses for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_OPENERS = {"darwin": (("open",),)}
_UNIX_OPENERS = (("xdg-open",), ("gio", "open"), ("wslview",))


def opener() -> tuple[str, ...] | None:
    """The command that opens files here, or None when there is none."""
    if sys.platform == "win32":
        return ("start",)
    for command in _OPENERS.get(sys.platform, _UNIX_OPENERS):
        if shutil.which(command[0]):
            return command
    return None


def open_file(path: Path) -> bool:
    """Open `path` and do not wait for it; False when there is nothing to open it with."""
    command = opener()
    if command is None:
        return False
    try:
        if sys.platform == "win32":
            os.startfile(path)
        else:
            subprocess.Popen(
                [*command, str(path.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C here is not meant for the player
            )
    except OSError:
        return False
    return True
