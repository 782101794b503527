"""Whose the files are that stand where new ones shall go: nothing of anybody else's is replaced."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from rendering.output.manifest import is_manifest
from rendering.output.regular_files import read_start
from scenes.catalogue.options.messages import quoted

PICTURE_NOTE = {"Software": "relu-anim"}
"""What is noted in our pictures, to know them by."""

_NOTED = b"\0".join(text.encode() for pair in PICTURE_NOTE.items() for text in pair)
_START_OF_PICTURE = 200
"""Bytes in which the note stands: nothing but the size comes before it."""


def refusal(files: Mapping[str, Path]) -> str | None:
    """Why files may not be made there, by their kind and the output first; None if they may.

    What is beside the output is ours if there is the manifest of a film, or a picture of ours. The
    output itself was asked for by name.
    """
    output, *others = files.items()
    is_film = any(is_manifest(output[1].with_suffix(end)) for end in (".json", ".gif.json"))
    for kind, file in (output, *others):
        try:
            mode = file.lstat().st_mode
        except OSError:  # nothing is there, or one may not even look
            continue
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)) or _is_immutable(file):
            return f"needs {quoted(file.name)}, which cannot be replaced: rename one"
        ours = is_manifest(file) if kind == ".json" else is_film
        if file != output[1] and not (ours or (kind == ".png" and _is_picture(file))):
            return f"needs {quoted(file.name)} beside it, which is no clip's: rename one"
    return None


def _is_picture(file: Path) -> bool:
    try:
        return _NOTED in read_start(file, _START_OF_PICTURE)
    except OSError:
        return False


def _is_immutable(file: Path) -> bool:
    """Whether the file system would refuse; a file that is merely read-only can be replaced."""
    try:
        os.close(os.open(file, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)))
    except OSError as error:
        return error.errno == errno.EPERM
    return False
