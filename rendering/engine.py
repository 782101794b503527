"""`render(job)`: from a job to a film and its companions."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from rendering import companions
from rendering.chunks import chunk_path, read_chunk
from rendering.errors import RenderError
from rendering.job import Job
from rendering.progress import Progress, SilentProgress
from rendering.shoot import Footage, Shoot
from rendering.staging import Staging
from rendering.studio import POSTER_FILE
from rendering.versions import versions


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
    root = root or Path.cwd()
    output = job.output.absolute()
    try:
        with Staging(output.parent) as staging:
            folder = staging.folder_for(output)
            media_folder = root / "media" / ".cache" / "manim"
            footage = Shoot(job, folder, media_folder, progress or SilentProgress()).run()
            return _publish(job, output, footage, folder, staging)
    except OSError as error:
        raise RenderError(explain(error, output)) from error


def explain(error: OSError, output: Path) -> str:
    """One line for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full, {output} was not written"
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"cannot write to {output.parent}: {os.strerror(error.errno)}"
    return f"{output} was not written: {error.strerror or error}"


def _publish(job: Job, output: Path, footage: Footage, folder: Path, staging: Staging) -> Rendered:
    """Make the files from the footage and give them their names, the manifest last."""
    shutil.move(folder / POSTER_FILE, staging.path_for(output.with_suffix(".png")))
    if job.format == "png":
        return Rendered(tuple(staging.publish()), 1, 0.0)
    beats = [companions.Beat(**beat) for beat in footage.beats]
    staging.write_text(output.with_suffix(".srt"), companions.subrip(beats))
    staging.write_text(output.with_suffix(".vtt"), companions.webvtt(beats))
    frames, fps = _write_film(job, staging.path_for(output), footage, folder)
    manifest = companions.manifest(job, beats, frames, fps, versions())
    staging.write_text(output.with_suffix(".json"), companions.as_json(manifest))
    published = sorted(staging.publish(), key=lambda path: path != output)
    return Rendered(tuple(published), frames, frames / fps)


def _write_film(job: Job, path: Path, footage: Footage, folder: Path) -> tuple[int, float]:
    """Join the chunks to one film; its number of frames, and how many it shows a second."""
    from rendering.film import Film

    joined = folder / "lossless" if job.format == "gif" else path
    with Film(joined, job) as film:
        for index in range(footage.chunks):
            chunk = chunk_path(folder, index)
            film.append(read_chunk(chunk))
            chunk.unlink()
    if film.frames != footage.frames:
        raise RenderError(f"{job.clip}: {film.frames} of {footage.frames} frames were written")
    if job.format != "gif":
        return film.frames, job.fps
    from rendering.gif import gif_step, write_gif

    return write_gif(joined, path, job.fps, job.transparent), job.fps / gif_step(job.fps)
