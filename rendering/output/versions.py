"""The versions of everything that has a say in what a picture looks like."""

from __future__ import annotations

import platform
from functools import cache

_PACKAGES = ("relu-anim", "manim", "numpy", "av", "pycairo", "typst", "svgelements")


@cache
def versions() -> dict[str, str]:
    """Name to version, of Python and the packages that are installed."""
    from importlib import metadata  # takes longer to import than all the rest of the engine

    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found
