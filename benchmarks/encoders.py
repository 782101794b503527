"""`python -m benchmarks.encoders`: what x264's settings cost, and what they keep of the picture.

A clip is played once, and each of its chunks is encoded with every setting in turn, as a render
would. *Residue* is what stays wrong in a picture that stands still: the lightness of the last frame
of each rest is compared with what was drawn.
"""

from __future__ import annotations

import importlib
import tempfile
import time
from dataclasses import dataclass, field, replace
from unittest import mock

import click
import manim as mn
import numpy as np

from benchmarks.encoding import PICTURES_COMPARED, Plane, decoded, lightness
from rendering.cli.render_options import QUALITIES
from rendering.job import Job
from rendering.video import encoder
from rendering.video.chunks import ChunkPlan, chunk_length
from rendering.video.codecs import H264, Codec
from rendering.video.pixels import FrameConverter
from rendering.workers.cairo_camera import camera_class
from rendering.workers.manim_settings import manim_settings
from rendering.workers.renderer import SnapshotRenderer
from rendering.workers.snapshots import Snapshot, SnapshotPainter
from scenes.catalogue.contents import CATALOGUE

VISIBLE = 6
"""Levels of 255 from which an error at rest is counted."""


@dataclass
class Trial:
    """One setting, and what has come of it so far."""

    codec: Codec
    seconds: float = 0.0
    size: int = 0
    squares: list[float] = field(default_factory=list)
    residues: list[Plane] = field(default_factory=list)


class Trials:
    """Takes a scene's pictures, and encodes every chunk with every setting."""

    def __init__(self, job: Job, trials: list[Trial]) -> None:
        self.frames = 0
        self._job = job
        self._trials = trials
        self._plan = ChunkPlan(chunk_length(job.fps))
        self._convert = FrameConverter("yuv420p")
        self._begin()

    def begin_play(self, frame: int, opens_section: bool) -> None:
        """A play starts."""
        if self._plan.begins_with_play(frame, opens_section):
            self.turn()

    def begin_frame(self, frame: int, remaining: int) -> None:
        """A frame starts."""
        if self._plan.begins_within_play(frame, remaining):
            self.turn()

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        """Encode a picture with every setting."""
        pixels = painter.paint(snapshot)
        for trial, recorder in zip(self._trials, self._recorders, strict=True):
            started = time.process_time()
            recorder.add(pixels, snapshot.frames)
            trial.seconds += time.process_time() - started
        last = self._shown + snapshot.frames - 1
        if snapshot.frames > 1 or self._shown % PICTURES_COMPARED == 0:
            self._kept[last] = (snapshot.frames > 1, lightness(self._convert(pixels)))
        self._shown += snapshot.frames

    def turn(self) -> None:
        """End the chunk, and look at what has become of it."""
        for trial, recorder in zip(self._trials, self._recorders, strict=True):
            started = time.process_time()
            chunk = recorder.finish()
            trial.seconds += time.process_time() - started
            trial.size += sum(len(packet.data) for packet in chunk.packets)
            for index, found in enumerate(decoded(chunk, recorder.header)):
                if index in self._kept:
                    at_rest, drawn = self._kept[index]
                    error = np.abs(found.astype(np.int16) - drawn)
                    trial.squares.append(float(np.mean(np.square(error, dtype=np.int32))))
                    if at_rest:
                        trial.residues.append(error.astype(np.uint8))
        self.frames += self._shown
        self._begin()

    def _begin(self) -> None:
        self._shown = 0
        self._kept: dict[int, tuple[bool, Plane]] = {}
        self._recorders = []
        for trial in self._trials:
            with mock.patch.object(encoder, "codec_for", lambda *_, codec=trial.codec: codec):
                self._recorders.append(encoder.ChunkRecorder(self._job))


def row(name: str, trial: Trial, frames: int, seconds: float) -> str:
    """One line of the table."""
    residues = np.concatenate([residue.ravel() for residue in trial.residues])
    return (
        f"| {name} | {1000 * trial.seconds / frames:.1f} | {trial.size * 40e-6 / seconds:.1f} | "
        f"{10 * np.log10(255**2 / np.mean(trial.squares)):.1f} | {residues.max()} | "
        f"{np.percentile(residues, 99.9):.0f} | {1e6 * (residues > VISIBLE).mean():.0f} |"
    )


@click.command()
@click.argument("clips", nargs=-1, required=True, type=click.Choice(list(CATALOGUE)))
@click.option("-q", "--quality", type=click.Choice(list(QUALITIES)), default="h")
@click.option("--setting", "more", multiple=True, help="More of x264's, as name=value:name=value.")
def main(clips: tuple[str, ...], quality: str, more: tuple[str, ...]) -> None:
    """Encode CLIPS with several settings; one table a clip."""
    from benchmarks.__main__ import job_for

    settings: dict[str, dict[str, str]] = {"as rendered": {}}
    for text in more:
        preset, _, params = text.partition("/")
        settings[text] = {"preset": preset, "x264-params": f"force-cfr=1:{params}"}
    for name in clips:
        job = job_for(CATALOGUE[name], quality)
        trials = [
            Trial(replace(H264, options=options or H264.options)) for options in settings.values()
        ]
        taker = Trials(job, trials)
        with (
            tempfile.TemporaryDirectory() as folder,
            mn.tempconfig(manim_settings(job, folder)),
        ):
            scene_class = getattr(importlib.import_module(job.module), job.scene_class)
            renderer = SnapshotRenderer(taker, camera_class(transparent=False))
            scene_class(
                parameters=dict(job.parameters), theme=job.theme, renderer=renderer
            ).render()
        taker.turn()
        click.echo(f"\n{name} -q{quality}, {taker.frames} frames\n")
        click.echo(
            "| setting | ms a frame | MB for 40 s | PSNR, dB | residue: largest | 99.9 % | "
            f"pixels of a million off by more than {VISIBLE} |\n|---|---|---|---|---|---|---|"
        )
        for label, trial in zip(settings, trials, strict=True):
            click.echo(row(label, trial, taker.frames, taker.frames / job.fps))


if __name__ == "__main__":
    main()
