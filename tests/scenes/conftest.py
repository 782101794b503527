from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import manim as mn
import pytest


@pytest.fixture(autouse=True, scope="session")
def nothing_is_written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Scenes run dry, at a size that costs nothing, and leave no file."""
    folder: Path = tmp_path_factory.mktemp("manim")
    with mn.tempconfig(
        {
            "dry_run": True,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "ERROR",
            "media_dir": str(folder),
            "pixel_width": 320,
            "pixel_height": 180,
            "frame_rate": 15,
        }
    ):
        yield
