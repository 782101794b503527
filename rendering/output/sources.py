"""Which source files have had a say in a film."""

from __future__ import annotations

import sys
import sysconfig


def imported_sources(package: str = "") -> set[str]:
    """The source files of all imported modules, or of those of `package`.

    Python's own and those of installed packages are left out: their versions speak for them.
    """
    libraries = tuple(
        sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
    )
    files = {
        getattr(module, "__file__", None)
        for name, module in list(sys.modules.items())
        if not package or name.split(".")[0] == package
    }
    return {
        file
        for file in files
        if file is not None and file.endswith(".py") and not file.startswith(libraries)
    }
