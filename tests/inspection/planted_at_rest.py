"""More scenes with one fault each, and look-alikes: brief things, and things beside each other."""

from __future__ import annotations

from typing import Any

import manim as mn
import numpy as np

from scenes.mobjects.lines import polyline
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from tests.inspection.planted_faults import DOWN, LEFT, RIGHT, UP, Trial


class Arrangement(Trial):
    """With quick ways to make a dot or a curve."""

    def dot(
        self, at: Any = mn.ORIGIN, radius: float = 0.12, role: str = "ramp", **more: Any
    ) -> Any:
        return mn.Dot(np.array(at, dtype=float), radius, color=self.theme.colour(role), **more)

    def wave(
        self, up: float = 0.0, role: str = "ramp", width: float = 6, shift: float = 0.0
    ) -> Any:
        x = np.linspace(-4, 4, 81)
        path = np.column_stack([x, np.sin(x + shift) + up, 0 * x])
        line = mn.VMobject(stroke_color=self.theme.colour(role), stroke_width=width)
        return line.set_points(polyline(path))


# ---------------------------------------------------------------- brief


class LineThatSweepsOverAWord(Arrangement):
    def construct(self) -> None:
        line = self.line(6 * LEFT + DOWN, 6 * LEFT + UP)
        self.add(line, self.text("x", 0.7 * LEFT))
        self.play(line.animate.shift(12 * RIGHT), run_time=0.6)


class LineThatTurnsOverAWord(Arrangement):
    def construct(self) -> None:
        line = self.line(3 * LEFT, 3 * RIGHT)
        self.add(line, self.text("on", 2 * UP + 0.3 * LEFT))
        self.play(mn.Rotate(line, np.pi * 0.97), run_time=1)


class LabelsThatPassThroughEachOther(Arrangement):
    def construct(self) -> None:
        first, second = self.text("a", 5 * LEFT), self.text("b", 5 * RIGHT)
        self.add(first, second)
        self.play(first.animate.shift(9.5 * RIGHT), second.animate.shift(9.5 * LEFT), run_time=3)


class LabelsThatPassOverEachOther(Arrangement):
    def construct(self) -> None:
        first, second = self.text("a", 5 * LEFT), self.text("b", 5 * RIGHT + 0.6 * UP)
        self.add(first, second)
        self.play(first.animate.shift(10 * RIGHT), second.animate.shift(10 * LEFT), run_time=3)


class LineThatStopsBeforeAWord(Arrangement):
    def construct(self) -> None:
        line = self.line(6 * LEFT + DOWN, 6 * LEFT + UP)
        self.add(line, self.text("word"))
        self.play(line.animate.shift(5 * RIGHT), run_time=0.6)


# ---------------------------------------------------------------- a stroke in a text


class BracketAfterAMinus(Arrangement):
    def construct(self) -> None:
        number = self.text("$-0.42$", size=0.6)
        minus = number.get_left()[0]
        gap = np.array([minus + 0.4, 0, 0])
        self.show(self.line(gap + 0.4 * DOWN, gap + 0.4 * UP, 4, "second"), number)


class BracketBeforeAMinus(Arrangement):
    def construct(self) -> None:
        number = self.text("$-0.42$", size=0.6)
        before = number.get_left() + 0.15 * LEFT
        self.show(self.line(before + 0.4 * DOWN, before + 0.4 * UP, 4, "second"), number)


# ---------------------------------------------------------------- contrast


class DimmedText(Arrangement):
    def construct(self) -> None:
        word = self.text("dimmed", role="muted")
        self.add(word)
        self.play(word.animate.set_opacity(0.36), run_time=0.5)
        self.wait(0.5)


class TextDimmedToHalf(Arrangement):
    def construct(self) -> None:
        word = self.text("dimmed")
        self.add(word)
        self.play(word.animate.set_opacity(0.55), run_time=0.5)
        self.wait(0.5)


class FaintDot(Arrangement):
    def construct(self) -> None:
        self.show(self.dot(fill_opacity=0.25), self.wave(2))


class FaintDotWithARim(Arrangement):
    def construct(self) -> None:
        rim = {"stroke_width": 3, "stroke_color": self.theme.ramp}
        self.show(self.dot(radius=0.2).set_style(fill_opacity=0.25, **rim), self.wave(2))


class HaloOfADot(Arrangement):
    def construct(self) -> None:
        self.show(self.dot(radius=0.25, fill_opacity=0.2), self.dot(radius=0.1))


class FaintBand(Arrangement):
    def construct(self) -> None:
        self.show(self.panel(8, 0.8, "total", 0.15), self.wave(2))


class BandBetweenStrongEdges(Arrangement):
    def construct(self) -> None:
        edges = [self.line([-4, y, 0], [4, y, 0], 4, "total") for y in (-0.4, 0.4)]
        self.show(self.panel(8, 0.8, "total", 0.15), *edges)


class AreaUnderACurve(Arrangement):
    def construct(self) -> None:
        curve = self.wave()
        area = mn.VMobject(stroke_width=0, fill_color=self.theme.ramp, fill_opacity=0.2)
        corners = [*curve.points[::4], [4, -2, 0], [-4, -2, 0], curve.points[0]]
        self.show(area.set_points(polyline(np.array(corners))), curve)


class LargeQuietPanel(Arrangement):
    def construct(self) -> None:
        self.show(self.panel(5, 4, "panel"), self.wave(role="total").scale(0.4))


# ---------------------------------------------------------------- covered


class DotBehindADot(Arrangement):
    def construct(self) -> None:
        self.show(self.dot(0.05 * RIGHT, 0.1, "second"), self.dot(radius=0.25))


class DotBeforeADot(Arrangement):
    def construct(self) -> None:
        self.show(self.dot(radius=0.25), self.dot(0.05 * RIGHT, 0.1, "ink"))


class CurveUnderAnArea(Arrangement):
    def construct(self) -> None:
        self.show(self.wave(), self.panel(3, 3, "second"))


class CurveOverAnArea(Arrangement):
    def construct(self) -> None:
        self.show(self.panel(3, 3, "panel"), self.wave())


class WiresThatEndInNodes(Arrangement):
    def construct(self) -> None:
        nodes = [self.dot(place, 0.34) for place in (LEFT, RIGHT)]
        self.show(self.line(LEFT, RIGHT, 3, "second"), *nodes)


# ---------------------------------------------------------------- gap


class NumbersThatReadAsOne(Arrangement):
    def construct(self) -> None:
        first, second = self.text("$0.48$"), self.text("$0.52$")
        self.show(first, second.next_to(first, RIGHT, buff=0.03))


class LiveNumberAtANumber(Arrangement):
    def construct(self) -> None:
        first = self.text("$0.48$")
        live = LiveNumber(0.52, Notation(2), self.theme, 0.4, sign="none")
        live.place(first.get_right() + 0.05 * RIGHT + first.height / 2 * DOWN)
        self.show(first, live)


class NumbersSideBySide(Arrangement):
    def construct(self) -> None:
        first, second = self.text("$0.48$"), self.text("$0.52$")
        self.show(first, second.next_to(first, RIGHT, buff=0.25))


class NumbersOnTwoLines(Arrangement):
    def construct(self) -> None:
        first, second = self.text("$0.48$"), self.text("$0.52$")
        self.show(first, second.next_to(first, DOWN, buff=0.12))


class NumberAfterItsSign(Arrangement):
    def construct(self) -> None:
        sign, number = self.text("$y =$"), self.text("$0.52$")
        self.show(sign, number.next_to(sign, RIGHT, buff=0.08))


# ---------------------------------------------------------------- belonging, names


class LabelNearerToAnotherDot(Arrangement):
    def construct(self) -> None:
        own, other = self.dot(LEFT), self.dot(RIGHT, role="second")
        self.show(own, other, names(self.text("mine", 0.5 * RIGHT + 0.4 * UP), own))


class LabelFarFromItsDot(Arrangement):
    def construct(self) -> None:
        own = self.dot(3 * LEFT)
        self.show(own, names(self.text("far", 0.5 * LEFT), own))


class LabelFarFromItsDotWithALeader(Arrangement):
    def construct(self) -> None:
        own, label = self.dot(3 * LEFT), self.text("far", 0.5 * LEFT)
        leader = self.line(own.get_center(), label.get_left() + 0.1 * LEFT, 2, "axis")
        self.show(leader, own, names(label, own))


class LabelOfTheOtherCurve(Arrangement):
    def construct(self) -> None:
        own, other = self.wave(1), self.wave(-1, "second")
        self.show(own, other, names(self.text("$y_1$", [1.5, -0.35, 0], role="ramp"), own))


class LabelsAtTheirDots(Arrangement):
    def construct(self) -> None:
        places = [[-1, 0, 0], [1, 0, 0], [0, 1.5, 0]]
        dots = [self.dot(place) for place in places]
        labels = [
            names(self.text(f"$p_{index}$").next_to(dot, UP, buff=0.15), dot)
            for index, dot in enumerate(dots)
        ]
        self.show(*dots, self.wave(-0.8), *labels)


class LineOfAPanelInThePlot(Arrangement):
    def construct(self) -> None:
        plot, panel = (
            self.panel(5, 4, "panel").shift(3 * LEFT),
            self.panel(4, 4, "panel").shift(3 * RIGHT),
        )
        self.show(plot, panel, names(self.text("total", 1.2 * LEFT), panel))


class LineOfAPanelInIt(Arrangement):
    def construct(self) -> None:
        plot, panel = (
            self.panel(5, 4, "panel").shift(3 * LEFT),
            self.panel(4, 4, "panel").shift(3 * RIGHT),
        )
        self.show(plot, panel, names(self.text("total", 2 * RIGHT + UP), panel))


class OneNameForTwoDots(Arrangement):
    def construct(self) -> None:
        dots = self.dot(2 * LEFT), self.dot(2 * RIGHT)
        labels = [names(self.text("knot").next_to(dot, UP, buff=0.1), dot) for dot in dots]
        self.show(*dots, *labels)


class OneNumberAtTwoDots(Arrangement):
    def construct(self) -> None:
        dots = self.dot(2 * LEFT), self.dot(2 * RIGHT)
        labels = [names(self.text("$0.5$").next_to(dot, UP, buff=0.1), dot) for dot in dots]
        self.show(*dots, *labels)


# ---------------------------------------------------------------- twins


class CurvesThatLieNearlyOnEachOther(Arrangement):
    def construct(self) -> None:
        self.show(self.wave(), self.wave(0.05))


class CurvesOfTwoColoursNearEachOther(Arrangement):
    def construct(self) -> None:
        self.show(self.wave(role="second"), self.wave(0.05))


class CurvesOfOneColourApart(Arrangement):
    def construct(self) -> None:
        self.show(self.wave(), self.wave(0.5))


class CurvesThatCross(Arrangement):
    def construct(self) -> None:
        self.show(self.wave(), self.wave(shift=0.8))


# ---------------------------------------------------------------- a hop inside a movement


def with_a_hop(share: float) -> float:
    return 0.3 * share if share < 0.5 else 1 - 0.3 * (1 - share)


class LeapInAMovement(Arrangement):
    def construct(self) -> None:
        dot = self.dot(2 * LEFT)
        self.add(dot)
        self.play(dot.animate.shift(2 * RIGHT), run_time=2, rate_func=with_a_hop)


class QuickMovement(Arrangement):
    def construct(self) -> None:
        dot = self.dot(6 * LEFT)
        self.add(dot)
        self.play(dot.animate.shift(12 * RIGHT), run_time=0.4)


class ThingThatAppearsInAMovement(Arrangement):
    def construct(self) -> None:
        dot, word = self.dot(2 * LEFT), self.text("pop", UP).set_opacity(0)
        word.add_updater(lambda text: text.set_opacity(1.0 if dot.get_x() > -1 else 0.0))
        self.add(dot, word)
        self.play(dot.animate.shift(2 * RIGHT), run_time=2)
        word.clear_updaters()
        self.wait(0.5)


class ThingThatFadesInAmidAMovement(Arrangement):
    def construct(self) -> None:
        dot, word = self.dot(2 * LEFT), self.text("soft", UP)
        self.add(dot)
        come = mn.Succession(mn.Wait(0.8), mn.FadeIn(word, run_time=0.4))
        self.play(dot.animate.shift(2 * RIGHT), come, run_time=2)


class NumberThatCounts(Arrangement):
    def construct(self) -> None:
        count = LiveNumber(8, Notation(0), self.theme, 0.6, sign="none", digits=2)
        tracker = mn.ValueTracker(8)
        count.follow(lambda: round(tracker.get_value()))
        self.add(count)
        self.play(tracker.animate.set_value(12), run_time=1)
        count.clear_updaters()
        self.wait(0.5)
