"""`render(job)`: from a job to a film and its captions."""

from __future__ import annotations

import errno
import importlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rendering.errors import RenderError
from rendering.job import BESIDE_A_FILM, Job
from rendering.output.cache import ClipCache, Kept
from rendering.output.captions import subrip, webvtt
from rendering.output.manifest import as_json, manifest
from rendering.output.sources import imported_sources
from rendering.output.staging import Staging
from rendering.output.versions import versions
from rendering.progress import Progress, SilentProgress
from rendering.video.chunks import chunk_path, read_chunk
from rendering.workers.pool import Interruption
from rendering.workers.session import PlayedScene, Session
from rendering.workers.task import POSTER_FILE
from scenes.beat import Beat


@dataclass(frozen=True)
class Rendered:
    """The files of one job; `files` are in the order in which they are best listed.

    `sources` are the source files that have had a say in them, if they were made just now.
    """

    files: tuple[Path, ...]
    frames: int
    duration: float
    from_cache: bool = False
    sources: tuple[str, ...] = ()

    @property
    def output(self) -> Path:
        """The film (or still) itself."""
        return self.files[0]


def render(
    job: Job,
    progress: Progress | None = None,
    *,
    root: Path | None = None,
    use_cache: bool = True,
    interruption: Interruption | None = None,
    on_last_frames: Callable[[], None] = lambda: None,
) -> Rendered:
    """Render `job` and return its files.

    `root` is the project's folder, whose `media/.cache` is used; the current one unless given.
    Without `use_cache` the clip is made anew (and is remembered). `interruption` and
    `on_last_frames` are for those who render several jobs (see `batch`).
    Raises RenderError (SceneError when the scene itself raised); then nothing new appears under a
    final name, and what was there before is whole.
    """
    root = root or Path.cwd()
    started = time.time()
    if use_cache and (recalled := recall(job, root, progress)):
        return recalled
    output = job.output.absolute()
    try:
        with Staging(output.parent, (progress or SilentProgress()).message) as staging:
            folder = staging.work_folder()
            _import_ahead("rendering.video.encoder")
            scene = Session(
                job,
                folder,
                _caches(root) / "manim",
                progress or SilentProgress(),
                interruption=interruption,
                on_last_frames=on_last_frames,
            ).run()
            return hand_over(job, _make(job, scene, folder, staging), staging, root, started)
    except OSError as error:
        raise RenderError(explain(error, output)) from error


def recall(job: Job, root: Path, progress: Progress | None = None) -> Rendered | None:
    """The files of `job` as they were made before, where they are asked for; None if they weren't.

    Raises RenderError when they cannot be put there.
    """
    kept = _clips(root).find(job)
    if kept is None:
        return None
    output = job.output.absolute()
    try:
        with Staging(output.parent, (progress or SilentProgress()).message) as staging:
            is_delivered = _deliver(kept, _files(job), staging)
    except OSError as error:
        raise RenderError(explain(error, output)) from error
    if not is_delivered:
        return None
    return Rendered(tuple(_files(job).values()), kept.frames, kept.duration, from_cache=True)


def hand_over(job: Job, made: Rendered, staging: Staging, root: Path, started: float) -> Rendered:
    """Keep the staged files of `job`, which was begun at the time `started`, and publish them."""
    # Kept first, before others can have put theirs in their place.
    remember(job, made, root, started)
    staging.publish()
    return replace(made, files=tuple(_files(job).values()))


def remember(job: Job, rendered: Rendered, root: Path, started: float) -> None:
    """Keep what was made of `job`, which was begun at the time `started`, for the next time."""
    files = dict(zip(job.files, rendered.files, strict=True))
    _clips(root).keep(job, files, rendered.frames, rendered.duration, rendered.sources, started)


def _files(job: Job) -> dict[str, Path]:
    return replace(job, output=job.output.absolute()).files


def _clips(root: Path) -> ClipCache:
    return ClipCache(_caches(root) / "clips")


def _caches(root: Path) -> Path:
    return root / "media" / ".cache"


def _import_ahead(module: str) -> None:
    """Import what will be needed when the chunks are there, while others draw them."""

    def load() -> None:
        with suppress(Exception):  # whoever needs it then will say what is wrong
            importlib.import_module(module)

    with suppress(RuntimeError):  # no thread may be started
        threading.Thread(target=load, daemon=True).start()


def explain(error: OSError, output: Path) -> str:
    """One line for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full, {output} was not written"
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return f"cannot write to {output.parent}: {os.strerror(error.errno)}"
    return f"{output} was not written: {error.strerror or error}"


def stage(job: Job, staging: Staging) -> dict[str, Path]:
    """Where the files of `job` are to be made, by their kind."""
    staged = {kind: staging.path_for(file) for kind, file in _in_order(_files(job))}
    return {kind: staged[kind] for kind in job.files}


def _in_order(files: Mapping[str, Path]) -> list[tuple[str, Path]]:
    """Film, manifest, and then the rest, which without these two would pass for somebody else's.

    So whatever a power failure leaves of a set can be made anew.
    """
    return sorted(files.items(), key=lambda item: (item[0] in BESIDE_A_FILM, item[0] != ".json"))


def _deliver(kept: Kept, files: Mapping[str, Path], staging: Staging) -> bool:
    """Put the files of the cache where they are asked for, unless they are there already.

    False, and nothing is changed, when they have gone from the cache.
    """
    with staging.alone():
        for kind, file in _in_order(files):
            if not (kept.matches(file, kind) or kept.copy(kind, staging.path_for(file))):
                return False
        staging.publish()
    return True


def _make(job: Job, scene: PlayedScene, folder: Path, staging: Staging) -> Rendered:
    """Make the files from what was drawn; they have yet to be published."""
    sources = tuple(sorted(imported_sources("rendering").union(scene.sources)))
    files = _files(job)
    staged = stage(job, staging)
    made = tuple(staged.values())
    shutil.move(folder / POSTER_FILE, staged[".png"])
    if job.format == "png":
        return Rendered(made, 1, 0.0, sources=sources)
    beats = [Beat(**beat).on_frames(job.fps) for beat in scene.beats]
    staging.write_text(files[".srt"], subrip(beats))
    staging.write_text(files[".vtt"], webvtt(beats))
    frames, fps = _write_film(job, staged[f".{job.format}"], scene, folder)
    facts = manifest(job, beats, scene.answer, scene.numbers, frames, fps, versions())
    staging.write_text(files[".json"], as_json(facts))
    return Rendered(made, frames, frames / fps, sources=sources)


def _write_film(job: Job, path: Path, scene: PlayedScene, folder: Path) -> tuple[int, float]:
    """Join the chunks to one film; its number of frames, and how many it shows a second."""
    from rendering.video.encoder import Film

    joined = folder / "lossless" if job.format == "gif" else path
    with Film(joined, job) as film:
        for index in range(scene.chunks):
            chunk = chunk_path(folder, index)
            film.append(read_chunk(chunk))
            chunk.unlink()
    if film.frames != scene.frames:
        raise RenderError(f"{job.clip}: {film.frames} of {scene.frames} frames were written")
    if job.format != "gif":
        return film.frames, job.fps
    from rendering.video.gif import gif_step, write_gif

    return write_gif(joined, path, job.fps, job.transparent), job.fps / gif_step(job.fps)
