"""Small plain Manim scenes that the engine is tried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import manim as mn


@dataclass(frozen=True)
class SampleBeat:
    index: int
    name: str
    caption: str
    start: float
    end: float


class SampleScene(mn.Scene):
    """Takes what the engine hands to every scene, and records its beats."""

    def __init__(
        self, parameters: Mapping[str, Any] | None = None, theme: str = "dark", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.parameters = dict(parameters or {})
        self.theme = theme
        self.beats: list[SampleBeat] = []
        self._open: tuple[str, float] | None = None

    def setup(self) -> None:
        ground = "#101820" if self.theme == "dark" else "#f8f4ec"
        self.renderer.camera.background_color = mn.ManimColor(ground)

    def beat(self, caption: str) -> None:
        self._close_beat()
        self._open = (caption, self.time)

    def tear_down(self) -> None:
        self._close_beat()

    def _close_beat(self) -> None:
        if self._open is not None:
            caption, start = self._open
            index = len(self.beats)
            self.beats.append(SampleBeat(index, f"beat-{index}", caption, start, self.time))
            self._open = None


class Moving(SampleScene):
    """Static things under moving ones, waits, an updater that counts time, a transform."""

    def construct(self) -> None:
        side = self.parameters.get("side", 2.0)
        square = mn.Square(side).set_fill(mn.BLUE, 0.5).shift(mn.LEFT * 3)
        dot = mn.Dot(mn.RIGHT * 3)
        wheel = mn.Line(mn.ORIGIN, mn.UP * 2)
        wheel.add_updater(lambda line, dt: line.rotate(dt, about_point=mn.ORIGIN))
        self.beat("A square & a dot")
        self.add(square, dot)
        self.wait(0.5)
        self.play(dot.animate.shift(mn.UP * 2), run_time=0.7)
        self.beat("A wheel turns <b>on</b>")
        self.add(wheel)
        self.play(mn.Rotate(square, 1.0), run_time=1.2)
        self.wait(0.6)
        wheel.clear_updaters()
        self.play(mn.Transform(square, mn.Circle(1.5, color=mn.RED)), run_time=2.35)
        self.beat("The end")
        self.play(mn.FadeOut(dot), run_time=0.3)
        self.wait(1)
