"""Where modules come from: Python, its installed packages, this project, and nowhere else.

A `random.py` or `numpy.py` that somebody keeps in the folder that the program is run in, or beside
the program, is never taken for the real one.
"""
# ruff: noqa: PTH100, PTH120  # this runs before any module is looked for, and pathlib would be the first

from __future__ import annotations

import os
import site
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder that the packages `rendering` and `scenes` are in."""

_START_WORKER = """\
import sys
sys.path.insert(0, sys.argv[1])
from rendering.import_path import settle_import_path
settle_import_path()
from rendering.workers.worker import main
main()
"""
WORKER_ARGUMENTS = ("-P", "-c", _START_WORKER, PROJECT)
"""What makes a Python with the environment below a worker."""


def settle_import_path() -> None:
    """Look in the project's folder, after Python's own ones, and in none of `PYTHONPATH`."""
    given = os.environ.get("PYTHONPATH")
    foreign = {os.path.abspath(folder) for folder in given.split(os.pathsep)} if given else set()
    installed = site.getsitepackages()
    path = [f for f in sys.path if f in installed or f not in {*foreign, PROJECT}]
    after = max((place for place, f in enumerate(path, start=1) if f in installed), default=0)
    sys.path[:] = [*path[:after], PROJECT, *path[after:]]


def python_environment() -> dict[str, str]:
    """The environment for another Python, which shall look in no other folders either."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**inherited, "PYTHONSAFEPATH": "1"}
