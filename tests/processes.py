"""Finding the processes that a program under test has started, and waiting for what they do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

import psutil

Found = TypeVar("Found")


def wait_until(look: Callable[[], Found], seconds: float = 60) -> Found:
    """The first thing that `look` finds; it is an error when it finds nothing for so long."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
    return found


def descendants(ancestor: int, generation: int | None = None) -> list[int]:
    """The living processes that a process has started (generation 1), that these have (2), ..."""
    found, parents = [], [ancestor]
    depth = 0
    while parents:
        depth += 1
        parents = [child for parent in parents for child in _children(parent)]
        if generation in (None, depth):
            found += parents
    return found


def have_ended(processes: Iterable[int]) -> bool:
    """Whether all of these processes are no more."""
    return not any(map(_is_alive, processes))


def _children(parent: int) -> list[int]:
    with suppress(psutil.Error):
        return [child.pid for child in psutil.Process(parent).children() if _is_alive(child.pid)]
    return []


def _is_alive(process: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    return False
