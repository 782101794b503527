"""Manim's Cairo renderer, taught to take snapshots of a scene's pictures instead of drawing them.

The scene stays a plain Manim scene and is driven by Manim's own loop: animations and updaters run
for every frame, so the scene's state is exact at all times, and what is drawn of it, by whomever,
is what stock Manim draws, bit by bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import manim as mn
import numpy as np
from manim.utils.iterables import list_update

from rendering.video.pixels import Pixels
from rendering.workers.snapshots import MobjectCopier, Snapshot, SnapshotPainter, StaticLayer


class SnapshotReceiver(Protocol):
    """Takes the snapshots of a scene. Frames are counted through the whole clip."""

    def begin_play(self, frame: int, opens_section: bool) -> None:
        """A play starts with this frame, and maybe a section of the scene with it."""

    def begin_frame(self, frame: int, remaining: int) -> None:
        """A frame starts, the play having `remaining` frames (at most) from this one on."""

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        """The next frames show `snapshot`, which `painter` can draw."""


class SnapshotRenderer(mn.CairoRenderer):
    """Gives snapshots of a scene's pictures to `receiver`."""

    def __init__(self, receiver: SnapshotReceiver, camera_class: type[mn.Camera]) -> None:
        super().__init__(camera_class=camera_class)
        self.frames = 0
        self._receiver = receiver
        self._painter = SnapshotPainter(self.camera)
        self._copier = MobjectCopier()
        self._last: Snapshot | None = None
        self._static: StaticLayer
        self._moving: list[mn.Mobject]
        self._play_end = 0
        self._section: object = None

    def save_static_frame_data(
        self, scene: mn.Scene, static_mobjects: Iterable[mn.Mobject]
    ) -> Pixels | None:
        """Note down what stands still in the play that starts."""
        self._play_end = self.frames + self._frames_in_play(scene)
        section = self.file_writer.sections[-1]
        self._receiver.begin_play(self.frames, section is not self._section)
        self._section = section
        assert self.camera.background is not None
        self._static = StaticLayer(self.camera.background, self._copies(static_mobjects))
        return None

    def update_frame(
        self,
        scene: mn.Scene,
        mobjects: Iterable[mn.Mobject] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Note down what is on the frame: like Manim, everything if nothing moves."""
        everything = list_update(scene.mobjects, scene.foreground_mobjects)
        self._moving = self._copies(mobjects or everything)

    def render(
        self, scene: mn.Scene, time: float, moving_mobjects: Iterable[mn.Mobject] | None = None
    ) -> None:
        """One frame of an animation."""
        self._receiver.begin_frame(self.frames, self._play_end - self.frames)
        self.update_frame(scene, moving_mobjects)
        self._show(1)

    def freeze_current_frame(self, duration: float) -> None:
        """A wait in which nothing moves: the frame just noted, as often as Manim repeats it."""
        self._show(int(duration / (1 / self.camera.frame_rate)))

    def draw_last_picture(self, scene: mn.Scene) -> Pixels:
        """The film's last picture, or that of a scene that has played nothing."""
        if self._last is None:
            assert self.camera.background is not None
            self._static = StaticLayer(self.camera.background, ())
            self.update_frame(scene)
            self._last = Snapshot(self._static, self._moving, 0)
        return self._painter.paint(self._last)

    def _show(self, frames: int) -> None:
        self._last = Snapshot(self._static, self._moving, frames)
        if frames:
            self._receiver.show(self._last, self._painter)
        self.frames += frames
        self.time += frames * (1 / self.camera.frame_rate)

    def _copies(self, mobjects: Iterable[mn.Mobject]) -> list[mn.Mobject]:
        return self._copier.copies(self.camera.get_mobjects_to_display(mobjects))

    def _frames_in_play(self, scene: mn.Scene) -> int:
        """How many frames Manim makes of the play (at most, if it waits for a condition)."""
        step = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            return int(scene.duration / step)
        return len(np.arange(0, scene.duration, step))
