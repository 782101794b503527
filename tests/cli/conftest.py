"""The command line in this process, with an engine that remembers its jobs instead of rendering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import rendering.batch
import rendering.engine
from render import main
from rendering.engine import Rendered
from rendering.job import Job

RunCommand = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> RunCommand:
    """Run a command line and return what came of it."""

    def run_command(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), prog_name="render.py")

    return run_command


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that reached the engine; each of them "makes" its file and a poster."""
    received: list[Job] = []

    def remember(job: Job, *_: object, **__: object) -> Rendered:
        received.append(job)
        return Rendered((job.output, job.files[".png"]), frames=60, duration=1.0)

    for module in (rendering.engine, rendering.batch):
        monkeypatch.setattr(module, "render", remember)
    return received
