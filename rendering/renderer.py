"""Manim's Cairo renderer, taught to draw only the frames that somebody wants.

The scene stays a plain Manim scene and is driven by Manim's own loop: animations and updaters run
for every frame, so the scene's state is exact at all times, and what is drawn is what stock Manim
draws, bit by bit. Frames that nobody here wants, and the standing background under them, are not
drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import manim as mn
import numpy as np

from rendering.camera import camera_class_of as camera_class_of
from rendering.conversion import Pixels


class Director(Protocol):
    """Says which frames are wanted, and takes them. Frames are counted through the whole clip."""

    @property
    def wants_frames(self) -> bool:
        """Whether the frame that comes next is to be drawn here."""

    def begin_play(self, frame: int, frames: int) -> bool:
        """A play of up to `frames` frames starts; whether its background will be needed."""

    def begin_frame(self, frame: int, remaining: int) -> None:
        """A frame starts, the play having `remaining` frames from this one on."""

    def take(self, pixels: Pixels, repeat: int) -> None:
        """The next `repeat` frames all look like `pixels`, which is drawn over afterwards."""


class FrameRenderer(mn.CairoRenderer):
    """Draws the frames that `director` wants."""

    def __init__(self, director: Director, camera_class: type[mn.Camera] = mn.Camera) -> None:
        super().__init__(camera_class=camera_class)
        self.frames = 0
        self._director = director
        self._play_end = 0

    def save_static_frame_data(
        self, scene: mn.Scene, static_mobjects: Iterable[mn.Mobject]
    ) -> Pixels | None:
        """Draw what stands still in the play that starts, if a frame of it is wanted here."""
        frames = self._frames_in_play(scene)
        self._play_end = self.frames + frames
        self.static_image = None
        if not self._director.begin_play(self.frames, frames) or not static_mobjects:
            return None
        super().update_frame(scene, mobjects=static_mobjects)
        self.static_image = self.get_frame()
        return self.static_image

    def update_frame(
        self,
        scene: mn.Scene,
        mobjects: Iterable[mn.Mobject] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Draw the frame if it is wanted."""
        if self._director.wants_frames:
            super().update_frame(scene, mobjects, *args, **kwargs)

    def render(
        self, scene: mn.Scene, time: float, moving_mobjects: Iterable[mn.Mobject] | None = None
    ) -> None:
        """One frame of an animation."""
        self._director.begin_frame(self.frames, self._play_end - self.frames)
        self.update_frame(scene, moving_mobjects)
        self._hand_over(1)

    def freeze_current_frame(self, duration: float) -> None:
        """A wait in which nothing moves: the frame just drawn, as often as Manim repeats it."""
        self._hand_over(int(duration / (1 / self.camera.frame_rate)))

    def draw_last_picture(self, scene: mn.Scene) -> Pixels:
        """The picture that a finished scene ends on: that of its last rest, or of its last state.

        A rest is drawn as Manim draws it, background first, so it equals the film's last frame.
        """
        self.static_image = None
        if self.num_plays and scene.is_current_animation_frozen_frame():
            if scene.static_mobjects:
                super().update_frame(scene, mobjects=scene.static_mobjects)
                self.static_image = self.get_frame()
            super().update_frame(scene, mobjects=scene.moving_mobjects)
        else:
            super().update_frame(scene)
        return self.get_frame()

    def _hand_over(self, repeat: int) -> None:
        if self._director.wants_frames:
            self._director.take(self.camera.pixel_array, repeat)
        self.frames += repeat
        self.time += repeat * (1 / self.camera.frame_rate)

    def _frames_in_play(self, scene: mn.Scene) -> int:
        """How many frames Manim makes of the play (at most, if it waits for a condition)."""
        step = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            return int(scene.duration / step)
        return len(np.arange(0, scene.duration, step))


class ScoutRenderer(FrameRenderer):
    """Runs ahead to learn how many frames there will be: one step a play, and nothing drawn."""

    def __init__(self, camera_class: type[mn.Camera] = mn.Camera) -> None:
        super().__init__(_Nobody(), camera_class)
        self._original_skipping_status = True

    def play(self, scene: mn.Scene, *args: Any, **kwargs: Any) -> None:
        """Count the frames of a play."""
        super().play(scene, *args, **kwargs)
        if scene.stop_condition is None:
            self.frames = self._play_end
        self.time = self.frames / self.camera.frame_rate


class _Nobody:
    """A director who wants no frames."""

    wants_frames = False

    def begin_play(self, frame: int, frames: int) -> bool:
        return False

    def begin_frame(self, frame: int, remaining: int) -> None:
        return None

    def take(self, pixels: Pixels, repeat: int) -> None:
        return None


def beats_of(scene: Any) -> list[dict[str, Any]]:
    """The beats that a scene has recorded, as plain values; none for a scene without beats."""
    fields = ("index", "name", "caption", "start", "end")
    return [{name: getattr(beat, name) for name in fields} for beat in getattr(scene, "beats", [])]
