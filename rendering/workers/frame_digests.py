"""Digests of raw frames, to prove that the engine draws what stock Manim draws, bit by bit."""

from __future__ import annotations

import hashlib
import importlib
import json
import tempfile
from pathlib import Path
from typing import Any

from rendering.job import Job
from rendering.video.chunks import chunk_path


class DigestRecorder:
    """Takes the place of the encoder and keeps a digest of each frame."""

    def __init__(self, job: Job) -> None:
        self._digests: list[str] = []

    def add(self, pixels: Any, repeat: int = 1) -> None:
        """Append the digest of a picture, shown for `repeat` frames."""
        self._digests += [digest(pixels)] * repeat

    def save(self, path: Path) -> None:
        """Write the digests to a file."""
        path.write_text(json.dumps(self._digests), encoding="ascii")


def digest(pixels: Any) -> str:
    """A digest of an array's bytes."""
    return hashlib.blake2b(pixels.tobytes(), digest_size=16).hexdigest()


def engine_digests(job: Job, *, forks: bool | None = None, chunk_frames: int = 0) -> list[str]:
    """The digests of the job's frames as the engine draws them."""
    from rendering.progress import SilentProgress
    from rendering.workers.session import Session

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = Session(
            job,
            folder,
            folder / "manim",
            SilentProgress(),
            forks=forks,
            recorder="digests",
            chunk_frames=chunk_frames,
        )
        scene = session.run()
        chunks = (chunk_path(folder, index) for index in range(scene.chunks))
        return [line for chunk in chunks for line in json.loads(chunk.read_text("ascii"))]


def stock_digests(job: Job) -> list[str]:
    """The digests of the frames that Manim's own, serial renderer hands to its file writer."""
    import manim as mn
    from manim.scene.scene_file_writer import SceneFileWriter

    from rendering.workers.manim_settings import manim_settings

    digests: list[str] = []

    class DigestWriter(SceneFileWriter):
        def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
            digests.extend([digest(pixels)] * repeat)

    with tempfile.TemporaryDirectory() as folder, mn.tempconfig(manim_settings(job, folder)):
        scene_class = getattr(importlib.import_module(job.module), job.scene_class)
        scene_class(
            parameters=dict(job.parameters),
            theme=job.theme,
            renderer=mn.CairoRenderer(file_writer_class=DigestWriter),
        ).render()
    return digests
