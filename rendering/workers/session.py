"""Has the chunks of a film made by a crew, and gives the work of whoever was lost to another."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rendering.errors import RenderError, SceneError
from rendering.job import Job
from rendering.progress import Progress
from rendering.workers.pool import Interruption, WorkerPool, last_words
from rendering.workers.task import SCENE_FILE, TRACEBACK_FILE, Task

ATTEMPTS = 2
"""How often the frames of a process that was killed are given to another."""

WORTH_SCOUTING = 1280 * 720 * 30
"""Pixels a second; a smaller film is done nearly as soon as it is known how long it will be."""


@dataclass(frozen=True)
class PlayedScene:
    """What a scene has come to: its chunks are in the folder, ready to be joined.

    `sources` are the source files that have had a say in it.
    """

    frames: int
    chunks: int
    beats: list[dict[str, Any]]
    sources: list[str]


class Session:
    """The making of one job's chunks in `folder`.

    `interruption` ends the work from outside. `on_last_frames` is called when the scene has been
    played to its end and only its last chunks are being drawn.
    `forks` says how the work is shared out (None chooses what suits the system); `recorder` and
    `chunk_frames` are as in `studio.Task`.
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
            scouts=can_fork() and job.width * job.height * job.fps >= WORTH_SCOUTING,
            recorder=recorder,
            chunk_frames=chunk_frames,
        )
        self._drawn: dict[int, int] = {}
        self._finished: set[int] = set()
        self._total: int | None = None
        self._total_is_final = False
        self._is_unsuited = False
        self._deaths: list[int] = []

    def run(self) -> PlayedScene:
        """Work until every chunk is there; RenderError when that cannot be had."""
        self._progress.update(self._job.label, 0, None)
        for _ in range(ATTEMPTS):
            self._try()
            if self._is_unsuited and self._task.forks:
                self._task = replace(self._task, forks=False)
                self._try()
            footage = self._footage()
            if footage is not None:
                return footage
        raise RenderError(f"{self._job.clip}: {self._obituary()}")

    def _obituary(self) -> str:
        """What is known of the processes that ended before their work did."""
        if not self._deaths:
            words = last_words(self._folder)
            return f"a drawing process ended early, {ATTEMPTS} times" + (words and f" ({words})")
        name = signal.Signals(self._deaths[-1]).name
        hint = "; was there too little memory?" if name == "SIGKILL" else ""
        return f"drawing processes were killed again and again (by {name}){hint}"

    def _try(self) -> None:
        for claim in self._folder.glob("*.claim"):
            claim.unlink()
        with WorkerPool(self._task.without(self._finished), self._interruption) as crew:
            for report in crew.reports():
                self._take_in(report)
            self._deaths += [-code for code in crew.exit_codes() if code < 0]
        if self._interruption.has_come:
            raise RenderError(f"{self._job.clip}: interrupted")

    def _footage(self) -> PlayedScene | None:
        summary = self._folder / SCENE_FILE
        if not summary.exists():
            return None
        footage = PlayedScene(**json.loads(summary.read_text(encoding="utf-8")))
        if self._job.format == "png":
            return footage
        if not footage.frames:
            raise RenderError(f"{self._job.clip}: the scene plays nothing, so it makes no film")
        if self._finished >= set(range(footage.chunks)):
            return footage
        return None

    def _take_in(self, report: dict[str, Any]) -> None:
        if "error" in report:
            self._fail(report)
        if "unsuited" in report:
            self._is_unsuited = True
        if "total" in report and not self._total_is_final:
            self._total = report["total"]
            self._total_is_final = "final" in report
            if self._total_is_final:
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
        details = self._folder / TRACEBACK_FILE
        text = details.read_text(encoding="utf-8") if details.exists() else report["message"]
        raise SceneError(f"{self._job.clip}: {report['message']}", text)


def can_fork() -> bool:
    """Whether a running scene may be forked here; elsewhere system libraries do not bear it."""
    return sys.platform == "linux"
