"""What encoding alone costs, and what it keeps of the picture.

The floor of a render is the time that it would take to convert and encode its frames if they came
out of memory for nothing, on all cores. Quality is compared with x264's `medium -crf 23`, which is
what Manim uses, on the lightness of every tenth picture.
"""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import manim as mn
import numpy as np
import numpy.typing as npt
from av.codec.context import Flags

from rendering.job import Job
from rendering.video.chunks import Chunk, EncodedPacket
from rendering.video.encoder import ChunkRecorder
from rendering.video.pixels import FrameConverter, Pixels
from rendering.workers.cairo_camera import camera_class
from rendering.workers.manim_settings import manim_settings
from rendering.workers.renderer import SnapshotRenderer
from rendering.workers.snapshots import Snapshot, SnapshotPainter

PICTURES_COMPARED = 10
"""One picture in so many is compared."""

Plane = npt.NDArray[Any]


@dataclass(frozen=True)
class Quality:
    """How near a film comes to what was drawn, and the megabits that a second of it takes."""

    psnr: float
    ssim: float
    megabits_a_second: float


@dataclass(frozen=True)
class Encoding:
    """What a clip takes: processor seconds of playing, painting, and converting and encoding it."""

    playing: float
    painting: float
    encoding: float
    ours: Quality
    reference: Quality

    @property
    def floor(self) -> float:
        """The seconds that encoding alone would take, on all cores."""
        return self.encoding / (os.cpu_count() or 1)


class _Reference:
    """x264 as Manim uses it."""

    def __init__(self, job: Job) -> None:
        self._context = av.CodecContext.create("libx264", "w")
        self._context.width, self._context.height = job.width, job.height
        self._context.pix_fmt = "yuv420p"
        self._context.time_base = Fraction(1, job.fps)
        self._context.framerate = Fraction(job.fps)
        self._context.options = {"preset": "medium", "crf": "23"}
        self._context.flags |= Flags.global_header
        self._context.open()
        self._convert = FrameConverter("yuv420p")
        self.extradata = bytes(self._context.extradata or b"")
        self.chunk = Chunk()

    def add(self, pixels: Pixels, repeat: int) -> None:
        frame = self._convert(pixels)
        frame.time_base = self._context.time_base
        for _ in range(repeat):
            frame.pts = self.chunk.frames
            self._keep(self._context.encode(frame))
            self.chunk.frames += 1

    def finish(self) -> Chunk:
        self._keep(self._context.encode(None))
        return self.chunk

    def _keep(self, packets: list[Any]) -> None:
        self.chunk.packets += [
            EncodedPacket(packet.pts, packet.is_keyframe, bytes(packet)) for packet in packets
        ]


class _Comparison:
    """A director that encodes every frame twice, and keeps some to compare with."""

    def __init__(self, job: Job, compares: bool) -> None:
        self.painting = self.encoding = self.comparing = 0.0
        self.kept: dict[int, Plane] = {}
        self._compares = compares
        self._frames = 0
        self._pictures = 0
        self._convert = FrameConverter("yuv420p")
        self.ours = ChunkRecorder(job)
        self.reference = _Reference(job)

    def begin_play(self, frame: int, opens_section: bool) -> None:
        return None

    def begin_frame(self, frame: int, remaining: int) -> None:
        return None

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        started = time.process_time()
        pixels = painter.paint(snapshot)
        painted = time.process_time()
        self.ours.add(pixels, snapshot.frames)
        self.painting += painted - started
        encoded = time.process_time()
        self.encoding += encoded - painted
        if self._compares:
            self.reference.add(pixels, snapshot.frames)
            if self._pictures % PICTURES_COMPARED == 0:
                self.kept[self._frames] = lightness(self._convert(pixels))
        self._frames += snapshot.frames
        self._pictures += 1
        self.comparing += time.process_time() - encoded


def encoding_of(job: Job, media_folder: str, compares: bool) -> Encoding:
    """Encode the clip of `job` from memory; `compares` asks for the quality too (it is slow)."""
    comparison = _Comparison(job, compares)
    begun = time.process_time()
    with mn.tempconfig(manim_settings(job, media_folder)):
        scene_class = getattr(importlib.import_module(job.module), job.scene_class)
        renderer = SnapshotRenderer(comparison, camera_class(transparent=False))
        scene_class(parameters=dict(job.parameters), theme=job.theme, renderer=renderer).render()
    ended = time.process_time()
    chunk = comparison.ours.finish()
    finishing = time.process_time() - ended
    drawing = comparison.painting + comparison.encoding + comparison.comparing
    seconds = ended - begun - drawing, comparison.painting, comparison.encoding + finishing
    if not compares:
        nothing = Quality(float("nan"), float("nan"), float("nan"))
        return Encoding(*seconds, nothing, nothing)
    reference = comparison.reference
    return Encoding(
        *seconds,
        _quality(chunk, comparison.ours.header, comparison.kept, job.fps),
        _quality(reference.finish(), reference.extradata, comparison.kept, job.fps),
    )


def _quality(chunk: Chunk, header: bytes, kept: dict[int, Plane], fps: int) -> Quality:
    errors, likenesses = [], []
    for index, found in enumerate(decoded(chunk, header)):
        if index in kept:
            errors.append(np.mean((found.astype(float) - kept[index]) ** 2))
            likenesses.append(ssim(found, kept[index]))
    size = sum(len(packet.data) for packet in chunk.packets)
    return Quality(
        psnr=float(10 * np.log10(255**2 / np.mean(errors))),
        ssim=float(np.mean(likenesses)),
        megabits_a_second=8e-6 * size * fps / chunk.frames,
    )


def ssim(one: Plane, other: Plane) -> float:
    """Structural similarity of two planes (Wang et al. 2004), over blocks of 8 by 8 pixels."""
    a, b = (_blocks(plane.astype(float)) for plane in (one, other))
    mean_a, mean_b = a.mean(axis=1), b.mean(axis=1)
    covariance = (a * b).mean(axis=1) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    likeness /= (mean_a**2 + mean_b**2 + c1) * (a.var(axis=1) + b.var(axis=1) + c2)
    return float(likeness.mean())


def _blocks(plane: Plane) -> Plane:
    height, width = (side // 8 * 8 for side in plane.shape)
    blocks = plane[:height, :width].reshape(height // 8, 8, width // 8, 8)
    return blocks.swapaxes(1, 2).reshape(-1, 64)


def decoded(chunk: Chunk, header: bytes) -> Iterator[Plane]:
    """The lightness of each frame of a chunk."""
    decoder: Any = av.CodecContext.create("h264", "r")
    decoder.extradata = header
    for packet in [*chunk.packets, None]:
        for frame in decoder.decode(av.Packet(packet.data) if packet else None):
            yield lightness(frame)


def lightness(frame: av.VideoFrame) -> Plane:
    """The lightness of a frame, in limited range."""
    plane = frame.planes[0]
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return lines[: plane.height, : plane.width].copy()
