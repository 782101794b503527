"""Renders a sample scene as a program of its own, for tests that interrupt or kill it.

`python -m tests.rendering.driver OUTPUT SCENE ROOT WORKERS forking|claiming|dawdling`
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from rendering.engine import render
from rendering.errors import RenderError, SceneError
from rendering.interrupts import end_on_signals, exit_on_signals, ignore_signals
from rendering.progress import LineProgress
from rendering.video.encoder import Film
from rendering.workers import session
from tests.rendering.sampling import sample_job


def dawdle(film: Film) -> None:
    """Take a minute to close a film that has been joined, but has no name yet."""
    time.sleep(60)


def main(output: str, scene: str, root: str, workers: str, kind: str) -> int:
    if kind == "claiming":
        session.can_fork = lambda: False
    if kind == "dawdling":
        Film.close = dawdle  # type: ignore[assignment, method-assign]
    job = sample_job(Path(output), scene, workers=int(workers))
    try:
        with LineProgress(sys.stderr, seconds_between=0.0) as progress:
            rendered = render(job, progress, root=Path(root))
    except SceneError as error:
        sys.stderr.write(f"{error.scene_traceback}{error}\n")
        return 1
    except RenderError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"{path}\n" for path in rendered.files))
    return 0


if __name__ == "__main__":
    exit_on_signals()
    end_on_signals()
    try:
        sys.exit(main(*sys.argv[1:]))
    finally:
        ignore_signals()
