"""`render(job)`: from a job to a film and its companions."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering import companions
from rendering.chunks import chunk_path, read_chunk
from rendering.crew import Crew, last_words
from rendering.errors import RenderError, SceneError
from rendering.job import Job
from rendering.progress import Progress, SilentProgress
from rendering.staging import Staging
from rendering.studio import POSTER_FILE, SCENE_FILE, TRACEBACK_FILE, Task
from rendering.versions import versions

ATTEMPTS = 2
"""How often the frames of a process that was killed are given to another."""


@dataclass(frozen=True)
class Rendered:
    """The files of one job; `files` are in the order in which they are best listed."""

    files: tuple[Path, ...]
    frames: int
    duration: float
    from_cache: bool = False

    @property
    def output(self) -> Path:
        """The film (or still) itself."""
        return self.files[0]


def render(
    job: Job, progress: Progress | None = None, *, root: Path | None = None, use_cache: bool = True
) -> Rendered:
    """Render `job` and return its files.

    `root` is the project's folder, whose `media/.cache` is used; the current one unless given.
    Raises RenderError (SceneError when the scene itself raised); then nothing new appears under a
    final name, and what was there before is whole.
    """
    progress = progress or SilentProgress()
    root = root or Path.cwd()
    output = job.output.absolute()
    try:
        with Staging(output.parent) as staging:
            return _Render(job, output, progress, root, staging).run()
    except OSError as error:
        raise RenderError(explain(error, output)) from error


def explain(error: OSError, output: Path) -> str:
    """One line for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full, {output} was not written"
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"cannot write to {output.parent}: {os.strerror(error.errno)}"
    return f"{output} was not written: {error.strerror or error}"


class _Render:
    """One job being rendered."""

    def __init__(
        self, job: Job, output: Path, progress: Progress, root: Path, staging: Staging
    ) -> None:
        self._job = job
        self._output = output
        self._progress = progress
        self._staging = staging
        self._folder = staging.folder_for(output)
        self._media_folder = root / "media" / ".cache" / "manim"
        self._drawn: dict[int, int] = {}
        self._finished: set[int] = set()
        self._total: int | None = None

    def run(self) -> Rendered:
        for attempt in range(ATTEMPTS):
            if self._try(last=attempt == ATTEMPTS - 1):
                break
        return self._publish()

    def _try(self, last: bool) -> bool:
        """Have the chunks drawn that are missing; whether the film is complete."""
        task = self._task()
        with Crew(task) as crew:
            for report in crew.reports():
                self._take_in(report)
            codes = crew.exit_codes()
        summary = self._folder / SCENE_FILE
        if summary.exists():
            chunks = json.loads(summary.read_text(encoding="utf-8"))["chunks"]
            if self._job.format == "png" or self._finished >= set(range(chunks)):
                return True
        if last:
            code = next((code for code in codes if code), 0)
            reason = f"killed by signal {-code}" if code < 0 else last_words(self._folder)
            raise RenderError(
                f"{self._job.clip}: a drawing process ended early, twice"
                + (f" ({reason})" if reason else "")
            )
        return False

    def _task(self) -> Task:
        workers = self._job.workers or os.cpu_count() or 1
        return Task(
            job=self._job,
            folder=self._folder,
            media_folder=self._media_folder,
            workers=workers,
            forks=sys.platform == "linux" and workers > 1,
            finished=frozenset(self._finished),
        )

    def _take_in(self, report: dict[str, Any]) -> None:
        if "error" in report:
            self._fail(report)
        if "total" in report:
            self._total = report["total"]
        if "chunk" in report:
            chunk = report["chunk"]
            if report.get("lost"):
                self._drawn.pop(chunk, None)
            else:
                self._drawn[chunk] = report["drawn"]
            if report.get("done"):
                self._finished.add(chunk)
        self._progress.update(self._job.clip, sum(self._drawn.values()), self._total)

    def _fail(self, report: dict[str, Any]) -> None:
        if report["error"] == "disk":
            raise OSError(report["errno"], os.strerror(report["errno"]))
        details = self._folder / TRACEBACK_FILE
        text = details.read_text(encoding="utf-8") if details.exists() else report["message"]
        raise SceneError(f"{self._job.clip}: {report['message']}", text)

    def _publish(self) -> Rendered:
        job, output, staging = self._job, self._output, self._staging
        scene = json.loads((self._folder / SCENE_FILE).read_text(encoding="utf-8"))
        shutil.move(self._folder / POSTER_FILE, staging.path_for(output.with_suffix(".png")))
        if job.format == "png":
            return Rendered(tuple(staging.publish()), 1, 0.0)
        beats = [companions.Beat(**beat) for beat in scene["beats"]]
        staging.write_text(output.with_suffix(".srt"), companions.subrip(beats))
        staging.write_text(output.with_suffix(".vtt"), companions.webvtt(beats))
        frames, fps = self._write_film(staging.path_for(output), scene)
        manifest = companions.manifest(job, beats, frames, fps, versions())
        staging.write_text(output.with_suffix(".json"), companions.as_json(manifest))
        published = staging.publish()
        published.sort(key=lambda path: path != output)
        return Rendered(tuple(published), frames, frames / fps)

    def _write_film(self, path: Path, scene: dict[str, Any]) -> tuple[int, float]:
        """Join the chunks to one film; its number of frames and its frames a second."""
        from rendering.codecs import codec_for
        from rendering.film import Film

        job = self._job
        codec = codec_for(job.format, job.transparent)
        joined = self._folder / "lossless" if job.format == "gif" else path
        with Film(joined, codec, job.width, job.height, job.fps) as film:
            for index in range(scene["chunks"]):
                chunk = chunk_path(self._folder, index)
                film.append(read_chunk(chunk))
                chunk.unlink()
        if film.frames != scene["frames"]:
            raise RenderError(f"{job.clip}: {film.frames} of {scene['frames']} frames were written")
        if job.format != "gif":
            return film.frames, job.fps
        from rendering.gif import gif_step, write_gif

        return write_gif(joined, path, job.fps, job.transparent), job.fps / gif_step(job.fps)
