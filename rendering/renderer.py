"""Manim's Cairo renderer, taught to hand its frames to whoever wants them.

The scene stays a plain Manim scene and is driven by Manim's own loop: animations and updaters run
for every frame, so the scene's state is exact at all times. Only the drawing is asked for frame by
frame, and what nobody asks for is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from manim import CairoRenderer, Mobject, Scene

from rendering.codecs import Pixels


class FrameSink(Protocol):
    """What takes the frames of a scene, counted from 0 through the whole clip."""

    def take(self, pixels: Pixels, repeat: int) -> None:
        """The next `repeat` frames all look like `pixels`, which is drawn over afterwards."""


class FrameRenderer(CairoRenderer):
    """Draws every frame as stock Manim does, and gives it to `sink`."""

    def __init__(self, sink: FrameSink) -> None:
        super().__init__()
        self._sink = sink

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """One frame of an animation."""
        self.update_frame(scene, moving_mobjects)
        self._give(1)

    def freeze_current_frame(self, duration: float) -> None:
        """A wait in which nothing moves: the frame just drawn, as many times as Manim writes it."""
        self._give(int(duration / (1 / self.camera.frame_rate)))

    def _give(self, repeat: int) -> None:
        self.time += repeat * (1 / self.camera.frame_rate)
        self._sink.take(self.camera.pixel_array, repeat)


def beats_of(scene: Any) -> list[dict[str, Any]]:
    """The beats that a scene has recorded, as plain values; none for a scene without beats."""
    fields = ("index", "name", "caption", "start", "end")
    return [{name: getattr(beat, name) for name in fields} for beat in getattr(scene, "beats", [])]
