"""`render(job)`: from a job to a film and its companions."""

from __future__ import annotations

import errno
import importlib
import traceback
from dataclasses import dataclass
from pathlib import Path

from rendering import companions
from rendering.errors import RenderError, SceneError
from rendering.job import Job
from rendering.progress import Progress, SilentProgress
from rendering.staging import Staging
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
    progress = progress or SilentProgress()
    root = root or Path.cwd()
    try:
        with Staging(job.output.resolve().parent) as staging:
            return _render(job, progress, root, staging)
    except OSError as error:
        raise RenderError(explain(error, job.output)) from error


def explain(error: OSError, output: Path) -> str:
    """One line for an error of the file system."""
    if error.errno == errno.ENOSPC:
        return f"the disk is full, {output} was not written"
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"cannot write to {output.parent}: {error.strerror}"
    return f"{output} was not written: {error.strerror or error}"


def _render(job: Job, progress: Progress, root: Path, staging: Staging) -> Rendered:
    from manim import tempconfig
    from PIL import Image

    from rendering.codecs import CODECS, Pixels, straight
    from rendering.film import ChunkEncoder, Film
    from rendering.renderer import FrameRenderer, beats_of
    from rendering.settings import manim_settings

    codec = CODECS.get((job.format, job.transparent), CODECS["mp4", False])
    size = (job.width, job.height, job.fps)
    encoder = ChunkEncoder(codec, *size)
    last: list[Pixels] = []
    done = 0

    class Sink:
        def take(self, pixels: Pixels, repeat: int) -> None:
            nonlocal done
            if job.format != "png":
                encoder.add(pixels, repeat)
            done += repeat
            last[:] = [pixels]
            progress.update(job.clip, done, None)

    with tempconfig(manim_settings(job, str(root / "media" / ".cache" / "manim"))):
        scene_class = getattr(importlib.import_module(job.module), job.scene_class)
        try:
            scene = scene_class(
                parameters=dict(job.parameters), theme=job.theme, renderer=FrameRenderer(Sink())
            )
            scene.render()
        except Exception as error:
            raise SceneError(
                f"{job.clip}: {type(error).__name__}: {error}", traceback.format_exc()
            ) from error
    progress.update(job.clip, done, done)
    beats = [companions.Beat(**beat) for beat in beats_of(scene)]
    output = job.output.resolve()
    picture = straight(last[0]) if job.transparent else last[0]
    poster = staging.path_for(output.with_suffix(".png"))
    Image.fromarray(picture).save(poster, format="png")
    if job.format == "png":
        return Rendered((*staging.publish(),), 1, 0.0)
    with Film(staging.path_for(output), codec, *size) as film:
        film.append(encoder.finish())
    staging.write_text(output.with_suffix(".srt"), companions.subrip(beats))
    staging.write_text(output.with_suffix(".vtt"), companions.webvtt(beats))
    manifest = companions.manifest(job, beats, film.frames, versions())
    staging.write_text(output.with_suffix(".json"), companions.as_json(manifest))
    staging.publish()
    files = tuple(output.with_suffix(s) for s in (output.suffix, ".png", ".srt", ".vtt", ".json"))
    return Rendered(files, film.frames, film.frames / job.fps)
