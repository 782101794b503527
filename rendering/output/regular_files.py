"""Reading what others may have put there: ordinary files of a bounded size, and nothing else.

A pipe would be waited for without end, and a device may never stop. So a file is opened without
waiting, looked at before it is read, and never read beyond the size that it had then.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

_BLOCK = 1 << 20
"""Bytes that are in memory at a time."""


@contextmanager
def _opened(path: Path, limit: int, follow_links: bool) -> Iterator[tuple[BinaryIO, int]]:
    """The file and its size; OSError when it is no ordinary one of at most `limit` bytes."""
    no_links = 0 if follow_links else getattr(os, "O_NOFOLLOW", 0)

    def open_without_waiting(name: str, flags: int) -> int:
        return os.open(name, flags | no_links | getattr(os, "O_NONBLOCK", 0))

    with open(path, "rb", opener=open_without_waiting) as file:  # takes an opener
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
        if state.st_size > limit:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        yield file, state.st_size


def read_start(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file, or all of them."""
    with _opened(path, sys.maxsize, follow_links=False) as (file, whole):
        return file.read(min(size, whole))


def read_json(path: Path, limit: int) -> Any:
    """The JSON in a file. Raises OSError or ValueError, for what is no number too."""
    with _opened(path, limit, follow_links=False) as (file, size):
        content = file.read(size)
    try:
        return json.loads(content, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def file_digest(
    path: Path, limit: int, *, copy: BinaryIO | None = None, follow_links: bool = False
) -> str:
    """A digest of a file's content, which is written to `copy` on the way."""
    digest = hashlib.blake2b(digest_size=16)
    with _opened(path, limit, follow_links) as (file, left):
        while block := file.read(min(left, _BLOCK)):
            left -= len(block)
            digest.update(block)
            if copy is not None:
                copy.write(block)
    return digest.hexdigest()
