"""Nothing that is needed for a film is to be had on POSIX systems only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import av

from rendering.import_path import PROJECT


def test_everything_imports_and_a_clip_is_rendered_without_what_only_posix_has(
    tmp_path: Path,
) -> None:
    film = tmp_path / "relu.mp4"
    words = ["relu", "--inputs=-1,1", "-o", str(film), "-r", "128,72", "--fps", "2", "--jobs", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.rendering.without_posix", *words],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with av.open(film) as container:
        assert sum(1 for _ in container.decode(video=0)) > 20
