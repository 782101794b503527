"""Small plain Manim scenes that the engine is tried on."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import manim as mn
import numpy as np


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
        assert isinstance(self.camera, mn.Camera)
        self.camera.background_color = mn.ManimColor(ground)

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


class InSections(Moving):
    """The same, each beat a section, as on the stage of the clips."""

    def beat(self, caption: str) -> None:
        super().beat(caption)
        self.next_section(caption)


class Peculiar(SampleScene):
    """What plain animations do not have: conditions, redrawn things, foreground, lots, images."""

    def construct(self) -> None:
        tracker = mn.ValueTracker(0.0)
        arc = mn.always_redraw(lambda: mn.Arc(1, 0, 0.1 + tracker.get_value()))
        crowd = mn.VGroup(*[mn.Dot((x, -2.0, 0.0)) for x in np.random.uniform(-5, 5, 8)])  # noqa: NPY002
        picture = mn.ImageMobject(np.arange(12, dtype=np.uint8).reshape(3, 4) * 20).shift(mn.UL)
        label = mn.RoundedRectangle(width=2, height=0.5).shift(mn.DR)
        self.beat("Odd ones")
        self.add_foreground_mobject(label)
        self.add(picture, arc)
        self.play(mn.LaggedStart(*map(mn.FadeIn, crowd), lag_ratio=0.3), run_time=1.5)
        self.play(tracker.animate.set_value(3.0), mn.Indicate(label), run_time=1.25)
        crowd.add_updater(lambda group, dt: group.shift(mn.UP * dt))
        self.add(crowd)
        self.wait_until(lambda: crowd.get_y() > -1.3, max_time=5)
        crowd.clear_updaters()
        self.pause(0.45)
        self.next_section("second")
        self.play(mn.Succession(mn.FadeOut(picture), mn.Uncreate(label)), run_time=1.1)
        self.wait(0.2, frozen_frame=False)
        self.play(mn.Rotate(crowd, 0.5), rate_func=mn.there_and_back, run_time=0.08)


class Hard(SampleScene):
    """What sticks out, shines through, changes places, colours or ranks, or leaves the picture."""

    def construct(self) -> None:
        spike = mn.VMobject(stroke_width=40, stroke_color=mn.GREEN, stroke_opacity=0.5)
        spike.set_points_as_corners([(-5, -2, 0), (-3, -1.8, 0), (-5, -1.6, 0)])
        ball = mn.Circle(0.6, fill_opacity=0.4, stroke_width=25).shift(mn.RIGHT * 2)
        ball.set_color_by_gradient(mn.RED, mn.BLUE)
        row = mn.VGroup(*[mn.Square(0.5, fill_opacity=0.7) for _ in range(5)]).arrange()
        row.set_color_by_gradient(mn.YELLOW, mn.PINK)
        haloed = mn.Triangle(fill_opacity=1).set_stroke(mn.WHITE, 30, 0.6, background=True)
        sheen = mn.Ellipse(2, 1, fill_opacity=1).set_sheen(0.8, mn.UR).shift(mn.UP * 2)
        self.beat("Hard ones")
        self.add(spike, ball, row, haloed, sheen)
        self.play(spike.animate.shift(mn.RIGHT * 0.3), row[2].animate.shift(mn.UP), run_time=0.8)
        self.play(ball.animate.shift(mn.RIGHT * 8), sheen.animate.rotate(1), run_time=0.8)
        self.play(haloed.animate.set_opacity(0.2), mn.Rotate(spike, 0.4), run_time=0.8)
        haloed.add_updater(lambda shape, dt: shape.set_z_index(1 if shape.get_x() > 0 else -1))
        self.play(haloed.animate.shift(mn.LEFT), rate_func=mn.there_and_back, run_time=0.8)
        self.play(mn.ShowPassingFlash(sheen.copy(), time_width=0.4), mn.Wiggle(row), run_time=0.8)
        self.play(haloed.animate.shift(mn.RIGHT * 2), mn.CyclicReplace(*row[:3]), run_time=0.8)


class Reluctant(mn.Dot):
    """Takes its time to be drawn."""

    def get_fill_rgbas(self) -> Any:
        time.sleep(0.015)
        return super().get_fill_rgbas()


class SlowToDraw(SampleScene):
    """Is played at once, but each frame takes a while to be drawn."""

    def construct(self) -> None:
        self.play(Reluctant().animate.shift(mn.RIGHT), run_time=12)


class Failing(SampleScene):
    """Raises in the middle."""

    def construct(self) -> None:
        self.play(mn.Create(mn.Square()), run_time=3)
        self.play(mn.Create(mn.Circle()), run_time=3)
        self.fall_over()

    def fall_over(self) -> None:
        raise ArithmeticError("the numbers do not add up")


class Greedy(SampleScene):
    """Asks for more memory than there is."""

    def construct(self) -> None:
        raise MemoryError


class FailingPicture(SampleScene):
    """Can be played, but not drawn."""

    def construct(self) -> None:
        dot = mn.Dot()
        self.play(mn.Create(dot), run_time=1)
        dot.set_stroke(width=3)
        dot.joint_type = "no such thing"  # type: ignore[assignment]
        self.wait(1)


class Empty(SampleScene):
    """Plays nothing at all."""
