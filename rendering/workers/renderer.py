"""Manim's Cairo renderer, taught to note its pictures down instead of drawing them.

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
from rendering.workers.camera import camera_class_of as camera_class_of
from rendering.workers.camera import is_plain
from rendering.workers.snapshots import Backdrop, Copier, Painter, Picture


class Director(Protocol):
    """Takes the pictures of a scene. Frames are counted through the whole clip."""

    def begin_play(self, frame: int) -> None:
        """A play starts with this frame."""

    def begin_frame(self, frame: int, remaining: int) -> None:
        """A frame starts, the play having `remaining` frames (at most) from this one on."""

    def show(self, picture: Picture, painter: Painter) -> None:
        """The next frames show `picture`, which `painter` can draw."""


class FrameRenderer(mn.CairoRenderer):
    """Gives the pictures of a scene to `director`."""

    def __init__(self, director: Director, camera_class: type[mn.Camera] = mn.Camera) -> None:
        super().__init__(camera_class=camera_class)
        self.frames = 0
        self.last_picture: Picture | None = None
        self.painter = Painter(self.camera)
        self._director = director
        # What another camera sees may depend on more than the mobjects, such as where it stands.
        self._copier = Copier() if is_plain(camera_class) else None
        self._backdrop: Backdrop
        self._drawn: list[mn.Mobject]
        self._play_end = 0

    def save_static_frame_data(
        self, scene: mn.Scene, static_mobjects: Iterable[mn.Mobject]
    ) -> Pixels | None:
        """Note down what stands still in the play that starts."""
        self._play_end = self.frames + self._frames_in_play(scene)
        self._director.begin_play(self.frames)
        assert self.camera.background is not None
        self._backdrop = Backdrop(self.camera.background, self._noted(static_mobjects))
        if self._copier is None:
            self.painter.set_up(self._backdrop, has_copies=False)
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
        self._drawn = self._noted(mobjects or everything)

    def render(
        self, scene: mn.Scene, time: float, moving_mobjects: Iterable[mn.Mobject] | None = None
    ) -> None:
        """One frame of an animation."""
        self._director.begin_frame(self.frames, self._play_end - self.frames)
        self.update_frame(scene, moving_mobjects)
        self._show(1)

    def freeze_current_frame(self, duration: float) -> None:
        """A wait in which nothing moves: the frame just noted, as often as Manim repeats it."""
        self._show(int(duration / (1 / self.camera.frame_rate)))

    def draw_last_picture(self, scene: mn.Scene) -> Pixels:
        """The film's last picture, or that of a scene that has played nothing."""
        if self.last_picture is None:
            assert self.camera.background is not None
            self._backdrop = Backdrop(self.camera.background, ())
            self.update_frame(scene)
            self._note(0)
        assert self.last_picture is not None
        return self.painter.paint(self.last_picture)

    def _show(self, frames: int) -> None:
        picture = self._note(frames)
        if frames:
            self._director.show(picture, self.painter)
        self.frames += frames
        self.time += frames * (1 / self.camera.frame_rate)

    def _note(self, frames: int) -> Picture:
        has_copies = self._copier is not None
        self.last_picture = Picture(self._backdrop, self._drawn, frames, has_copies)
        return self.last_picture

    def _noted(self, mobjects: Iterable[mn.Mobject]) -> list[mn.Mobject]:
        if self._copier is None:
            return list(mobjects)
        return self._copier.copies(self.camera.get_mobjects_to_display(mobjects))

    def _frames_in_play(self, scene: mn.Scene) -> int:
        """How many frames Manim makes of the play (at most, if it waits for a condition)."""
        step = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            return int(scene.duration / step)
        return len(np.arange(0, scene.duration, step))


class ScoutRenderer(FrameRenderer):
    """Runs ahead to learn how many frames there will be: one step a play, and nothing noted."""

    def __init__(self, camera_class: type[mn.Camera] = mn.Camera) -> None:
        super().__init__(_Nobody(), camera_class)
        self._original_skipping_status = True

    def play(self, scene: mn.Scene, *args: Any, **kwargs: Any) -> None:
        """Count the frames of a play."""
        super().play(scene, *args, **kwargs)
        if scene.stop_condition is None:
            self.frames = self._play_end
        self.time = self.frames / self.camera.frame_rate

    def _noted(self, mobjects: Iterable[mn.Mobject]) -> list[mn.Mobject]:
        return []


class _Nobody:
    """A director who wants no pictures."""

    def begin_play(self, frame: int) -> None:
        return None

    def begin_frame(self, frame: int, remaining: int) -> None:
        return None

    def show(self, picture: Picture, painter: Painter) -> None:
        return None


def beats_of(scene: Any) -> list[dict[str, Any]]:
    """The beats that a scene has recorded, as plain values; none for a scene without beats."""
    fields = ("index", "name", "caption", "start", "end")
    return [{name: getattr(beat, name) for name in fields} for beat in getattr(scene, "beats", [])]
