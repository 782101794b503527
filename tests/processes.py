"""Starting the program as its readers do, finding its processes, waiting for what they do."""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psutil

ROOT = Path(__file__).parents[1]
RENDER_PY = [sys.executable, str(ROOT / "render.py")]

Found = TypeVar("Found")


def console_script() -> list[str]:
    """What pip makes of `relu-anim` in pyproject.toml, where this project is installed."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    module, function = scripts["relu-anim"].split(":")
    # The script finds this copy of the project, even where another one is installed.
    text = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[0] = 'relu-anim';"
        f"from {module} import {function}; sys.exit({function}())"
    )
    return [sys.executable, "-P", "-c", text]


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
