"""`relu-anim`, the program as pip installs it: runs render.py as `python render.py` does."""

from __future__ import annotations

import runpy


def main() -> None:
    """Run render.py, which first sees to where modules come from and what signals do."""
    runpy.run_module("render", run_name="__main__")
