"""Has the chunks of a film made by a pool, and gives the work of whoever was lost to another."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.errors import NO_TIME, ParametersError, RenderError, SceneError, guess, guess_from
from rendering.job import Job
from rendering.progress import Progress
from rendering.workers.pool import Interruption, WorkerPool, last_words
from rendering.workers.task import SCENE_FILE, TRACEBACK_FILE, Task

ATTEMPTS = 2
"""How often the frames of a process that was killed are given to another."""


@dataclass(frozen=True)
class PlayedScene:
    """What a scene has come to: its chunks are in the folder, ready to be joined.

    `answer` is what it says in the end, empty where it says nothing.
    `numbers` are the values that it displays or proves, for the manifest; `sources` are the source
    files that have had a say in it.
    """

    frames: int
    chunks: int
    beats: list[dict[str, Any]]
    answer: str
    numbers: dict[str, Any]
    sources: list[str]


class Session:
    """The making of one job's chunks in `folder`.

    `interruption` ends the work from outside. `on_last_frames` is called when the scene has been
    played to its end and only its last chunks are being drawn.
    `forks` says how the work is shared out (None chooses what suits the system); `recorder` and
    `chunk_frames` are as in `Task`.
    """

    def __init__(
        self,
        job: Job,
        folder: Path,
        media_folder: Path,
        progress: Progress,
        *,
        interruption: Interruption | None = None,
        on_last_frames: Callable[[], None] = lambda: None,
        forks: bool | None = None,
        recorder: str = "film",
        chunk_frames: int = 0,
    ) -> None:
        self._job = job
        self._folder = folder
        self._progress = progress
        self._interruption = interruption or Interruption()
        self._on_last_frames = on_last_frames
        workers = job.workers or os.cpu_count() or 1
        self._task = Task(
            job=job,
            folder=folder,
            media_folder=media_folder,
            workers=workers,
            forks=can_fork() and workers > 1 if forks is None else forks,
            recorder=recorder,
            chunk_frames=chunk_frames,
        )
        self._drawn: dict[int, int] = {}
        self._finished: set[int] = set()
        self._total: int | None = None
        self._deaths: list[int] = []

    def run(self) -> PlayedScene:
        """Work until every chunk is there; RenderError when that cannot be had."""
        try:
            return self._run()
        except Exception as error:
            if words := guess(error):
                raise RenderError(f"{self._job.clip}: {words}") from error
            raise

    def _run(self) -> PlayedScene:
        self._progress.update(self._job.label, 0, None)
        for _ in range(ATTEMPTS):
            self._try()
            scene = self._played()
            if scene is not None:
                return scene
        raise RenderError(f"{self._job.clip}: {self._cause()}")

    def _cause(self) -> str:
        """What is known of the processes that ended before their work did."""
        if not self._deaths:
            words = last_words(self._folder)
            if reason := guess_from(words):
                return reason
            return f"a drawing process ended early, {ATTEMPTS} times" + (words and f" ({words})")
        name = signal.Signals(self._deaths[-1]).name
        if name == "SIGALRM":
            return f"importing Manim took too long, {ATTEMPTS} times; is there too little memory?"
        hint = ""
        if name == "SIGXCPU" or (name == "SIGKILL" and _processor_time_is_limited()):
            hint = f"; {NO_TIME}"
        elif name == "SIGKILL":
            hint = "; was there too little memory?"
        return f"drawing processes were killed again and again (by {name}){hint}"

    def _try(self) -> None:
        for claim in self._folder.glob("*.claim"):
            claim.unlink()
        with WorkerPool(self._task.without(self._finished), self._interruption) as pool:
            for report in pool.reports():
                self._take_in(report)
            self._deaths += [-code for code in pool.exit_codes() if code < 0]
        if self._interruption.has_come:
            raise RenderError(f"{self._job.clip}: interrupted")

    def _played(self) -> PlayedScene | None:
        summary = self._folder / SCENE_FILE
        if not summary.exists():
            return None
        scene = PlayedScene(**json.loads(summary.read_text(encoding="utf-8")))
        if self._job.format == "png":
            return scene
        if not scene.frames:
            raise RenderError(f"{self._job.clip}: the scene plays nothing, so it makes no film")
        if self._finished >= set(range(scene.chunks)):
            return scene
        return None

    def _take_in(self, report: dict[str, Any]) -> None:
        if "error" in report:
            self._fail(report)
        if "total" in report:
            self._total = report["total"]
            self._on_last_frames()
        if "chunk" in report:
            chunk = report["chunk"]
            if "lost" in report:
                self._drawn.pop(chunk, None)
                self._deaths += [report["lost"]] * (report["lost"] > 0)
            else:
                self._drawn[chunk] = report["drawn"]
            if report.get("done"):
                self._finished.add(chunk)
        self._progress.update(self._job.label, sum(self._drawn.values()), self._total)

    def _fail(self, report: dict[str, Any]) -> None:
        if report["error"] == "disk":
            raise OSError(report["errno"], os.strerror(report["errno"]))
        if report["error"] == "parameters":
            raise ParametersError(report["message"])
        if report["error"] == "system":
            raise RenderError(f"{self._job.clip}: {report['message']}")
        details = self._folder / TRACEBACK_FILE
        text = details.read_text(encoding="utf-8") if details.exists() else report["message"]
        raise SceneError(f"{self._job.clip}: {report['message']}", text)


def _processor_time_is_limited() -> bool:
    try:
        import resource  # POSIX only
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_CPU)[1] != resource.RLIM_INFINITY


def can_fork() -> bool:
    """Whether a running scene may be forked here; elsewhere system libraries do not bear it."""
    return sys.platform == "linux" and hasattr(os, "fork")
