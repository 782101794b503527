"""Faults of layout and look-alikes without one, planted by eyes that had not seen the check.

`FAULTS` are the scenes with the kind of fault and texts that its report has to name, `LOOK_ALIKES`
those of which nothing may be reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.labels import leader, legible
from scenes.mobjects.lines import DASHED, GUIDE, dashes, polyline
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from tests.inspection.planted_faults import DOWN, EDGE_X, LEFT, RIGHT, UP, Trial


def at(x: float, y: float) -> np.ndarray:
    return np.array([x, y, 0.0])


def tracker(value: float) -> Any:
    return mn.ValueTracker(value)


class Plant(Trial):
    def dot(self, x: float, y: float, role: str = "ramp", radius: float = 0.12) -> Any:
        return mn.Dot(at(x, y), radius=radius, color=self.theme.colour(role))

    def curve(
        self,
        function: Callable[[float], float],
        low: float = -4,
        high: float = 4,
        role: str = "ramp",
        width: float = 6,
    ) -> Any:
        corners = [at(x, function(x)) for x in np.linspace(low, high, 81)]
        curve = mn.VMobject(stroke_color=self.theme.colour(role), stroke_width=width)
        return curve.set_points_as_corners(corners)

    def word(self, text: str, x: float, y: float, role: str = "ink", size: float = 30) -> Any:
        return mn.Text(text, font_size=size, color=self.theme.colour(role)).move_to(at(x, y))

    def number(self, value: float, x: float, y: float, size: float = 0.4) -> Any:
        number = LiveNumber(value, Notation(2), self.theme, size)
        number.move_to(at(x, y))
        return number

    def row(self, *texts: Any, x: float = 0, y: float = 0, gap: float = 0.5) -> Any:
        """Texts on one baseline, with so much between the ink of one and the next."""
        for text in texts:
            text.place(at(0, y))
            text.shift((x - text.get_left()[0]) * RIGHT)
            x = text.get_right()[0] + gap
        return mn.VGroup(*texts)

    def fill(self, corners: list[np.ndarray], role: str, opacity: float = 1) -> Any:
        colour = self.theme.colour(role)
        return mn.Polygon(*corners, stroke_width=0, fill_color=colour, fill_opacity=opacity)

    def split(self, text: Typeset, before: str, gap: float) -> float:
        """Where, across, the middle of a gap of so many em after a part of a text is."""
        start: float = text.anchor.get_start()[0]
        return start + text.size * (typeset(before).advance + gap / 2)


# cut


class CutTextAtRightEdge(Plant):
    def construct(self) -> None:
        text = self.text("far right")
        self.show(text.shift((EDGE_X - 0.15 - text.get_right()[0]) * RIGHT + UP))


class CutTextArcsOverTheTop(Plant):
    def construct(self) -> None:
        text = self.text("up and over", at(-3, 1.2), role="weight")
        self.add(text)
        self.play(text.animate(path_arc=-2.8, run_time=2).move_to(at(3, 1.2)))
        self.wait(0.4)


class CutDotAtBottom(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: 0.35 * x * x - 3.2, -3, 3, "total")
        self.show(curve, self.dot(5, -3.8, "error"))


class CutWordGrowsTooWide(Plant):
    def construct(self) -> None:
        word = self.word("activation", 0, 0, "second")
        self.add(word)
        self.play(word.animate(rate_func=mn.there_and_back, run_time=2).scale(8))
        self.wait(0.3)


class CutTriangleOutside(Plant):
    def construct(self) -> None:
        triangle = self.fill([at(4, -1), at(7.4, 0.5), at(4, 2)], "bias")
        self.play(mn.FadeIn(triangle, run_time=0.5))
        self.wait(0.5)


class CutTextComesFromOutside(Plant):
    def construct(self) -> None:
        text = self.text("comes in", at(-9, 0.5), role="total")
        self.add(text)
        self.play(text.animate(run_time=1.5).move_to(at(-1, 0.5)))
        self.wait(0.5)


class CutArrowTouchesEdge(Plant):
    def construct(self) -> None:
        arrow = mn.Arrow(at(4, 1), at(7.05, 2.2), buff=0, color=self.theme.weight)
        self.show(arrow, self.text("on", at(3.2, 0.9)))


# overlap


class OverlapTwoWords(Plant):
    def construct(self) -> None:
        self.show(self.text("slope"), self.text("steep", at(0.4, 0.1), role="second"))


class OverlapNumberOnWord(Plant):
    def construct(self) -> None:
        word = self.word("error", -2, 1, "error")
        self.play(mn.FadeIn(word), mn.FadeIn(self.number(0.31, -1.7, 0.95)), run_time=0.6)
        self.wait(0.4)


class OverlapLinesTooTight(Plant):
    def construct(self) -> None:
        self.show(
            self.text("gradient", at(2, 0.7), 0.7, "third"),
            self.text("falls by half", at(2.2, 0.4), 0.6),
        )


class OverlapArrivesOnText(Plant):
    def construct(self) -> None:
        still, moving = self.text("target", at(2, -1)), self.text("output", at(-3, 1), role="total")
        self.add(still, moving)
        self.play(moving.animate(run_time=1.2).move_to(at(2.3, -0.9)))
        self.wait(0.5)


class OverlapSwapStraight(Plant):
    def construct(self) -> None:
        first, second = self.text("$a$", at(0, 1.2), 0.5, "ramp"), self.text("$b$", at(0, -1), 0.5)
        self.add(first, second)
        self.play(first.animate.move_to(at(0, -1)), second.animate.move_to(at(0, 1.2)), run_time=3)
        self.wait(0.3)


class OverlapFastPass(Plant):
    def construct(self) -> None:
        still, fast = self.text("0.7", at(0.2, 0.5)), self.text("1.4", at(-1.2, 0.5), role="bias")
        self.add(still, fast)
        self.wait(0.5)
        self.play(fast.animate(run_time=0.5).move_to(at(1.6, 0.5)))
        self.wait(0.5)


class OverlapPassesOnPath(Plant):
    def construct(self) -> None:
        still, moving = self.word("loss", 0, 2, "error", 28), self.word("x", -3, 0, "weight", 28)
        path = mn.ArcBetweenPoints(at(-3, 0), at(3, 0), angle=-2.35)
        self.add(still.move_to(path.point_from_proportion(0.5)), moving)
        self.play(mn.MoveAlongPath(moving, path, run_time=2))
        self.wait(0.3)


class OverlapLabelOfMovingDot(Plant):
    def construct(self) -> None:
        x = tracker(-3.5)
        curve = self.curve(lambda x: 0.8 * np.cos(x / 2) - 1)
        dot = self.dot(0, 0, "weight")
        dot.add_updater(lambda d: d.move_to(at(x.get_value(), 0.8 * np.cos(x.get_value() / 2) - 1)))
        label = self.text("$t$", role="weight")
        label.add_updater(lambda m: m.move_to(dot.get_center() + 0.5 * UP))
        self.add(curve, dot, label, self.text("top", at(0, 0.32)))
        self.play(x.animate(run_time=3.5).set_value(3.5))
        self.wait(0.3)


class OverlapSortingNumbers(Plant):
    def construct(self) -> None:
        numbers = [self.number(value, x, 0) for value, x in ((0.9, -2), (0.1, 0), (0.5, 2))]
        self.add(*numbers)
        self.play(
            *[
                number.animate.move_to(at(x, 0))
                for number, x in zip(numbers, (2, -2, 0), strict=True)
            ],
            run_time=2,
        )
        self.wait(0.3)


class OverlapBriefWhileTurning(Plant):
    def construct(self) -> None:
        pair = mn.VGroup(self.text("one", at(-2, 0)), self.text("two", at(2, 0), role="third"))
        middle = self.text("pivot", at(0, 2), role="weight")
        self.add(pair, middle)
        self.play(mn.Rotate(pair, -np.pi, about_point=at(0, 0), run_time=2.5))
        self.wait(0.3)


# crossing


class CrossingLineThroughText(Plant):
    def construct(self) -> None:
        self.show(self.line(at(-3, -1), at(3, 1)), self.text("threshold"))


class CrossingCurveThroughWord(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: np.sin(1.3 * x), -4, 4, "total")
        self.play(mn.Create(curve, run_time=1))
        self.play(mn.FadeIn(self.word("sine", 1.2, 1, "ink"), run_time=0.5))
        self.wait(0.5)


class CrossingEdgeOfArea(Plant):
    def construct(self) -> None:
        area = self.panel(3, 2, "ramp", 0.55).move_to(at(-1.5, 0))
        self.show(area, self.text("inside or out", at(0, 0.2)))


class CrossingDashedUpright(Plant):
    def construct(self) -> None:
        upright = mn.DashedLine(at(1, -2), at(1, 2.5), color=self.theme.second, stroke_width=4)
        self.show(upright, self.text("here it bends", at(1.2, 1)))


class CrossingArrowThroughNumber(Plant):
    def construct(self) -> None:
        arrow = mn.Arrow(at(-3, 1), at(3, -0.6), buff=0, color=self.theme.error)
        number = self.number(0.75, 0.1, 0.15)
        self.add(arrow)
        self.play(mn.FadeIn(number, run_time=0.5))
        self.wait(0.6)


class CrossingSweepUpright(Plant):
    def construct(self) -> None:
        sweep = self.line(at(-5, -2), at(-5, 2), 5, "weight")
        self.add(self.text("$x = 1$", at(0.3, 0.8)), sweep)
        self.play(sweep.animate(run_time=3).shift(10 * RIGHT))
        self.wait(0.3)


class CrossingRadiusTurns(Plant):
    def construct(self) -> None:
        radius = mn.Line(at(0, -1.5), at(4, -1.5), color=self.theme.ramp, stroke_width=5)
        self.add(radius, self.text("angle", at(0.2, 1.2), role="third"))
        self.play(mn.Rotate(radius, np.pi * 0.9, about_point=at(0, -1.5), run_time=2.5))
        self.wait(0.3)


class CrossingFastLine(Plant):
    def construct(self) -> None:
        line = self.line(at(-4, 0.9), at(4, 0.9), 6, "error")
        self.add(line, self.word("level", -1, 0.2, size=40))
        self.wait(0.4)
        self.play(line.animate(run_time=0.5).shift(1.4 * DOWN))
        self.wait(0.4)


class CrossingAreaGrowsThrough(Plant):
    def construct(self) -> None:
        bar = self.panel(0.4, 3, "second", 0.53).move_to(at(-4.8, 0))
        text = self.text("so far", at(-0.4, 0.3))
        self.add(bar, text)
        self.play(bar.animate(run_time=2.5).stretch_to_fit_width(9.4).move_to(at(-0.3, 0)))
        self.wait(0.3)


class CrossingCurveTilts(Plant):
    def construct(self) -> None:
        slope = tracker(-0.7)
        curve = mn.always_redraw(
            lambda: self.curve(lambda x: max(0.0, x) * slope.get_value() - 0.5, -4, 4, "total")
        )
        self.add(curve, self.text("kink", at(2.6, -0.5)))
        self.play(slope.animate(run_time=3).set_value(0.9))
        self.wait(0.3)


class CrossingBarAfterMinus(Plant):
    def construct(self) -> None:
        text = self.text("$-$#h(0.3em)0.75", size=0.6)
        x = self.split(text, "$-$", 0.3)
        self.show(text, self.line(at(x, -0.45), at(x, 0.45), 3, "weight"))


class CrossingTickBetweenDigits(Plant):
    def construct(self) -> None:
        text = self.text("1#h(0.2em)2", at(1, -0.6), 0.6)
        x = self.split(text, "1", 0.2)
        axis = self.line(at(-4, 0), at(4, 0), 3, "axis")
        self.show(text, axis, self.line(at(x, 0.15), at(x, -0.85), 2.5, "axis"))


class CrossingRuleInsideFormula(Plant):
    def construct(self) -> None:
        text = self.text("$f$#h(0.3em)$(x)$", at(-1, 0.5), 0.56, "third")
        x = self.split(text, "$f$", 0.3)
        rule = mn.DashedLine(
            at(x, -2), at(x, 2.5), dash_length=0.1, color=self.theme.ramp, stroke_width=3
        )
        self.play(mn.FadeIn(text), mn.FadeIn(rule), run_time=0.5)
        self.wait(0.5)


class CrossingBracketBarInNumber(Plant):
    def construct(self) -> None:
        number = self.number(-0.5, 0, 0, 0.7)
        x = number.get_left()[0] + 0.7 * 0.745
        corners = np.array([at(x + 0.12, 0.5), at(x, 0.5), at(x, -0.5), at(x + 0.12, -0.5)])
        bracket = mn.VMobject(stroke_color=self.theme.muted, stroke_width=3)
        self.show(number, bracket.set_points(polyline(corners)))


# covered


class CoveredTextByPanel(Plant):
    def construct(self) -> None:
        self.show(self.text("hidden layer"), self.panel(4, 1.5, "second"))


class CoveredHalfAWord(Plant):
    def construct(self) -> None:
        word, plate = self.word("weights", 0, -1, "weight", 40), self.panel(2, 1, "ramp")
        self.add(word)
        self.play(mn.FadeIn(plate.move_to(at(1, -1)), run_time=0.6))
        self.wait(0.5)


class CoveredNumberByNode(Plant):
    def construct(self) -> None:
        node = mn.Circle(0.7, color=self.theme.ramp, fill_color=self.theme.panel, fill_opacity=1)
        self.show(self.number(0.62, -2, 0.5), node.move_to(at(-2, 0.5)))


class CoveredPanelSlidesOver(Plant):
    def construct(self) -> None:
        plate = self.panel(2.5, 2.5, "bias").move_to(at(-4, 0))
        self.add(self.text("sum", at(2, 0.3), role="total"), plate)
        self.play(plate.animate(run_time=1.5).move_to(at(2, 0)))
        self.wait(0.6)


class CoveredDotBehindBigger(Plant):
    def construct(self) -> None:
        self.show(self.dot(1, 1, "weight", 0.1), self.dot(1.05, 1, "ramp", 0.3))


class CoveredDotUnderBar(Plant):
    def construct(self) -> None:
        dots = [self.dot(x, 0.4 * x, "input") for x in (-3, -1.5, 0, 1.5, 3)]
        self.add(*dots)
        self.play(mn.FadeIn(self.panel(1, 3, "third").move_to(at(1.5, 0.2)), run_time=0.6))
        self.wait(0.5)


class CoveredCurveUnderArea(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: np.cos(x), -4, 4, "total")
        area = self.fill([at(-3, -1.5), at(1, -1.5), at(1, 1.5), at(-3, 1.5)], "third")
        self.show(curve, area)


class CoveredSquareUnderDisc(Plant):
    def construct(self) -> None:
        square = mn.Square(0.5, fill_color=self.theme.error, fill_opacity=1, stroke_width=0)
        disc: Any = mn.Circle(0.9, stroke_width=0, fill_color=self.theme.second, fill_opacity=1)
        self.add(square.move_to(at(-2, -1)), disc.move_to(at(3, 1)))
        self.play(disc.animate(run_time=1).move_to(at(-2, -1)))
        self.wait(0.6)


class CoveredDotRollsBehindDisc(Plant):
    def construct(self) -> None:
        dot, disc = self.dot(-3, 0, "weight"), self.dot(2, 0, "ramp", 0.6)
        self.add(dot, disc)
        self.play(dot.animate(run_time=1.5).move_to(at(2, 0)))
        self.wait(0.6)


class CoveredLinesUnderTriangle(Plant):
    def construct(self) -> None:
        lines = [self.line(at(-2, y), at(2, y), 5, "bias") for y in (-0.5, 0, 0.5)]
        self.show(*lines, self.fill([at(-3, -1.5), at(3, -1.5), at(0, 4 - 0.6)], "ramp"))


# small


class SmallNumber(Plant):
    def construct(self) -> None:
        self.show(self.text("0.25", at(1, 1), 0.2))


class SmallSubscript(Plant):
    def construct(self) -> None:
        self.show(self.text("$w_12 + b_3$", at(-2, 0.5), 0.27, "weight"))


class SmallWordYear(Plant):
    def construct(self) -> None:
        self.show(self.word("2024", 2, -2, "muted", 11))


class SmallAfterShrinking(Plant):
    def construct(self) -> None:
        text = self.text("$y = 3$", at(0, 0), 0.6, "total")
        self.add(text)
        self.play(text.animate(run_time=1).scale(0.28).move_to(at(4, 2)))
        self.wait(0.8)


class SmallLiveNumber(Plant):
    def construct(self) -> None:
        number = self.number(0.1, -1, 0, 0.17)
        self.add(number)
        value = tracker(0.1)
        number.add_updater(lambda n: n.set_value(value.get_value()))
        self.play(value.animate(run_time=1.5).set_value(0.9))
        self.wait(0.3)


class SmallTickLabels(Plant):
    def construct(self) -> None:
        self.add(self.line(at(-4, 0), at(4, 0), 3, "axis"))
        self.show(*[self.text(f"{x}", at(x, -0.3), 0.19, "muted") for x in range(-3, 4)])


# contrast


class ContrastTextInGridColour(Plant):
    def construct(self) -> None:
        self.show(self.text("regions", at(0, 1), 0.5, "grid"))


class ContrastInkOnYellow(Plant):
    def construct(self) -> None:
        self.show(self.panel(3, 1.2, "weight"), self.text("weight"))


class ContrastDarkRedWord(Plant):
    def construct(self) -> None:
        word = mn.Text("penalty", font_size=40, color="#8a322b").move_to(at(-2, 1))
        self.play(mn.FadeIn(word, run_time=0.5))
        self.wait(0.6)


class ContrastTurnsDark(Plant):
    def construct(self) -> None:
        text = self.text("$a dot x$", at(2, 0), 0.6, "ramp")
        self.add(text)
        self.play(text.animate(run_time=0.8).set_color("#2b4a66"))
        self.wait(0.6)


class ContrastPinkOnRed(Plant):
    def construct(self) -> None:
        disc = self.dot(-1, 0, "error", 0.8)
        self.play(mn.FadeIn(disc, self.text("$b$", at(-1, 0), 0.6, "bias")), run_time=0.5)
        self.wait(0.5)


class ContrastDimmedInk(Plant):
    def construct(self) -> None:
        self.show(self.text("not yet", at(0, 1)).set_opacity(0.3), self.text("now", at(0, -0.5)))


class ContrastDimmedMuted(Plant):
    def construct(self) -> None:
        text = self.text("epoch", at(-3, 2), role="muted")
        self.add(text)
        self.play(text.animate(run_time=0.8).set_opacity(0.4))
        self.wait(0.6)


class ContrastDimmedError(Plant):
    def construct(self) -> None:
        self.add(self.text("$y - t$", at(2, -1), 0.5, "error").set_opacity(0.45))
        self.play(mn.FadeIn(self.text("$y$", at(-2, -1), 0.5), run_time=0.5))
        self.wait(0.5)


class ContrastDimmedWord(Plant):
    def construct(self) -> None:
        word = self.word("second", 0, -1, "second", 36)
        self.play(mn.Write(word, run_time=1))
        self.play(word.animate(run_time=0.6).set_opacity(0.38))
        self.wait(0.5)


class ContrastDimmedNumber(Plant):
    def construct(self) -> None:
        number = self.number(0.42, 1, 0.5, 0.5).set_fill(opacity=0.28)
        self.show(number, self.number(0.58, 1, -0.5, 0.5))


class ContrastFaintBand(Plant):
    def construct(self) -> None:
        band = self.panel(1.5, 4, "total", 0.2).move_to(at(1, -0.5))
        self.add(self.line(at(-4, -2.5), at(4, -2.5), 3, "axis"), band)
        self.show(self.text("active", at(1, 2), role="total"))


class ContrastFaintDots(Plant):
    def construct(self) -> None:
        dots = mn.VGroup(*[self.dot(x, np.sin(x), "input", 0.14) for x in range(-3, 4)])
        self.play(mn.FadeIn(dots.set_fill(opacity=0.22), run_time=0.5))
        self.wait(0.5)


class ContrastDarkBars(Plant):
    def construct(self) -> None:
        heights = (0.8, 1.7, 2.6, 1.2)
        bars = [
            self.panel(0.7, height, "grid").move_to(at(x, height / 2 - 1))
            for x, height in zip((-1.5, -0.5, 0.5, 1.5), heights, strict=True)
        ]
        self.show(*bars, self.line(at(-3, -1.04), at(3, -1.04), 3, "axis"))


class ContrastFaintRegion(Plant):
    def construct(self) -> None:
        region = self.fill([at(-3, -2), at(2, -2), at(0, 2)], "error", 0.3)
        self.show(region, self.text("wrong here", at(-3, 1), role="error"))


class ContrastDotInDarkBlue(Plant):
    def construct(self) -> None:
        self.add(self.curve(lambda x: 0.3 * x, -4, 4, "total"))
        dot = mn.Dot(at(1, -1.5), radius=0.2, color="#243a52")
        self.play(mn.GrowFromCenter(dot, run_time=0.6))
        self.wait(0.5)


class ContrastCurveInGridColour(Plant):
    def construct(self) -> None:
        self.show(self.curve(lambda x: max(0.0, x) - 1, -3, 3, "grid"))


class ContrastFaintSine(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: 1.5 * np.sin(x), -4, 4, "bias").set_stroke(opacity=0.3)
        self.play(mn.Create(curve, run_time=1.2))
        self.wait(0.5)


class ContrastFaintDashes(Plant):
    def construct(self) -> None:
        line = mn.DashedLine(at(-4, 1), at(4, -1), color="#3d4656", stroke_width=5)
        self.show(line, self.text("expected", at(2, 1)))


class ContrastArrowFades(Plant):
    def construct(self) -> None:
        arrow: Any = mn.Arrow(at(-2, -1), at(2, 1), buff=0, color=self.theme.ramp)
        self.add(arrow)
        self.play(arrow.animate(run_time=0.7).set_opacity(0.25))
        self.wait(0.7)


# jump


class JumpDotBetweenPlays(Plant):
    def construct(self) -> None:
        dot = self.dot(-3, -1, "weight", 0.15)
        self.add(dot)
        self.play(dot.animate(run_time=0.8).shift(2 * RIGHT))
        dot.shift(1.5 * UP)
        self.play(dot.animate(run_time=0.8).shift(2 * RIGHT))


class JumpTextBetweenPlays(Plant):
    def construct(self) -> None:
        text, dot = self.text("bias", at(-2, 1), role="bias"), self.dot(-3, -1)
        self.add(text, dot)
        self.play(dot.animate(run_time=0.8).shift(2 * RIGHT))
        text.move_to(at(1, 1.4))
        self.play(dot.animate(run_time=0.8).shift(2 * RIGHT))


class JumpCurveBetweenPlays(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: 0.5 * x, -3, 3, "total")
        self.play(mn.Create(curve, run_time=1))
        curve.become(self.curve(lambda x: -0.4 * x, -3, 3, "total"))
        self.play(mn.FadeIn(self.text("falls", at(2, 1)), run_time=0.6))
        self.wait(0.3)


class JumpBarBetweenPlays(Plant):
    def construct(self) -> None:
        bars = [
            self.panel(0.8, 2, role).move_to(at(x, 0)) for x, role in ((-1, "ramp"), (1, "bias"))
        ]
        self.add(*bars)
        self.play(bars[0].animate(run_time=0.8).stretch(1.4, 1, about_edge=DOWN))
        bars[1].stretch(0.4, 1, about_edge=DOWN)
        self.play(bars[0].animate(run_time=0.8).stretch(0.8, 1, about_edge=DOWN))


class JumpArrowTurnsBetweenPlays(Plant):
    def construct(self) -> None:
        arrow = mn.Arrow(at(0, 0), at(2, 0), buff=0, color=self.theme.error)
        self.play(mn.GrowArrow(arrow, run_time=0.8))
        arrow.rotate(np.pi / 2, about_point=at(0, 0))
        self.play(mn.FadeIn(self.text("up", at(-1, 1)), run_time=0.8))
        self.wait(0.3)


class JumpUpdaterSteps(Plant):
    def construct(self) -> None:
        x, dot = tracker(0), self.dot(-3, 0, "second", 0.15)
        dot.add_updater(
            lambda d: d.move_to(at(x.get_value() - 3 + (2 if x.get_value() > 1.5 else 0), 0))
        )
        self.add(dot, self.line(at(-4, -1), at(4, -1), 3, "axis"))
        self.play(x.animate(run_time=2, rate_func=mn.linear).set_value(3))
        self.wait(0.3)


class JumpRateFunctionSteps(Plant):
    def construct(self) -> None:
        square: Any = mn.Square(0.8, color=self.theme.third, fill_opacity=1).move_to(at(-4, 1))
        self.add(square)
        self.play(
            square.animate(
                run_time=2, rate_func=lambda t: 0.3 * t if t < 0.6 else 0.4 + 0.6 * t
            ).shift(6 * RIGHT)
        )
        self.wait(0.3)


class JumpAppearsInside(Plant):
    def construct(self) -> None:
        x, dot = tracker(0), self.dot(-3, 1)
        mark = self.dot(2, -1, "error", 0.25).set_opacity(0)
        dot.add_updater(lambda d: d.move_to(at(x.get_value() - 3, 1)))
        mark.add_updater(lambda m: m.set_opacity(1.0 if x.get_value() > 2 else 0.0))
        self.add(dot, mark)
        self.play(x.animate(run_time=2).set_value(5))
        self.wait(0.3)


class JumpTextVanishesInside(Plant):
    def construct(self) -> None:
        x, dot = tracker(-3), self.dot(-3, -1, "total")
        word = self.word("too low", 0, 1, "error", 34)
        dot.add_updater(lambda d: d.move_to(at(x.get_value(), -1)))
        word.add_updater(lambda w: w.set_opacity(1.0 if x.get_value() < 0 else 0.0))
        self.add(dot, word)
        self.play(x.animate(run_time=2.4).set_value(3))
        self.wait(0.3)


class JumpLabelFlipsSide(Plant):
    def construct(self) -> None:
        x, dot, label = tracker(-3), self.dot(-3, 0, "weight"), self.text("$p$", role="weight")
        dot.add_updater(lambda d: d.move_to(at(x.get_value(), 0.3 * x.get_value())))
        label.add_updater(
            lambda m: m.move_to(dot.get_center() + (0.5 if x.get_value() < 0.5 else -0.5) * UP)
        )
        self.add(dot, label)
        self.play(x.animate(run_time=2.5).set_value(3))
        self.wait(0.3)


class JumpAddedInSuccession(Plant):
    def construct(self) -> None:
        dot, text = self.dot(-3, -1, "third"), self.text("half way", at(0, 0.5), 0.5)
        self.add(dot)
        self.play(
            mn.Succession(
                dot.animate(run_time=1).shift(3 * RIGHT),
                mn.Add(text),
                dot.animate(run_time=1).shift(3 * RIGHT),
            )
        )
        self.wait(0.3)


class JumpCurveHops(Plant):
    def construct(self) -> None:
        a = tracker(0.2)

        def curve() -> Any:
            slope = a.get_value()
            lift = 1.2 if slope > 0.5 else 0.0
            return self.curve(lambda x: slope * x + lift - 1, -3, 3, "ramp")

        self.add(mn.always_redraw(curve))
        self.play(a.animate(run_time=2).set_value(0.8))
        self.wait(0.3)


class JumpSizeInside(Plant):
    def construct(self) -> None:
        t = tracker(0)
        disc = self.dot(0, 0, "bias", 0.5)
        disc.add_updater(
            lambda d: d.set(width=1 + 0.3 * t.get_value() + (1.2 if t.get_value() > 0.6 else 0))
        )
        self.add(disc)
        self.play(t.animate(run_time=2, rate_func=mn.linear).set_value(1))
        self.wait(0.3)


# idle


class IdleLongWait(Plant):
    def construct(self) -> None:
        self.play(mn.FadeIn(self.text("think", role="weight"), run_time=0.4))
        self.wait(3.7)


class IdleTwoWaits(Plant):
    def construct(self) -> None:
        self.add(self.curve(lambda x: np.sin(x)))
        self.wait(2)
        self.wait(2)


class IdleTrackerMovesNothing(Plant):
    def construct(self) -> None:
        value = tracker(0)
        self.add(self.text("0.5", at(0, 1)), self.dot(0, 0))
        self.play(value.animate(run_time=3.8).set_value(1))


class IdleUnseenMoves(Plant):
    def construct(self) -> None:
        ghost = self.dot(-2, 1).set_opacity(0)
        self.add(self.text("still", role="total"), ghost)
        self.play(ghost.animate(run_time=3.8).shift(4 * RIGHT))


class IdleMovesToItself(Plant):
    def construct(self) -> None:
        square: Any = mn.Square(1, color=self.theme.second)
        self.play(mn.Create(square, run_time=0.5))
        self.play(square.animate(run_time=3.6).move_to(square.get_center()))


# flash


class FlashPanelBlinks(Plant):
    def construct(self) -> None:
        panel = self.panel(12, 6.5, "ink", 0)
        self.add(panel)
        for _ in range(5):
            self.play(panel.animate(run_time=0.1).set_fill(opacity=1))
            self.play(panel.animate(run_time=0.1).set_fill(opacity=0))
        self.wait(0.3)


class FlashPulsesQuickly(Plant):
    def construct(self) -> None:
        t, disc = tracker(0), self.dot(0, 0, "weight", 3.2)
        disc.add_updater(
            lambda d: d.set_fill(opacity=0.5 - 0.5 * np.cos(2 * np.pi * t.get_value()))
        )
        self.add(disc)
        self.play(t.animate(run_time=2, rate_func=mn.linear).set_value(10))
        self.wait(0.3)


class FlashColoursSwap(Plant):
    def construct(self) -> None:
        left, right = self.panel(6, 6, "ink").move_to(at(-3, 0)), self.panel(6, 6, "axis")
        self.add(left, right.move_to(at(3, 0)))
        for i in range(10):
            colours = [self.theme.axis, self.theme.ink]
            self.play(
                left.animate(run_time=0.1).set_fill(colours[i % 2]),
                right.animate(run_time=0.1).set_fill(colours[1 - i % 2]),
            )
        self.wait(0.3)


class FlashWiggle(Plant):
    def construct(self) -> None:
        t, panel = tracker(0), self.panel(12, 6.4, "total")
        panel.add_updater(
            lambda p: p.set_fill(opacity=0.6 + 0.4 * np.cos(2 * np.pi * 4.5 * t.get_value()))
        )
        self.add(panel)
        self.play(t.animate(run_time=2, rate_func=mn.linear).set_value(2))
        self.wait(0.3)


# gap


class GapTwoShares(Plant):
    def construct(self) -> None:
        self.show(self.row(self.text("0.48"), self.text("0.52"), gap=0.03))


class GapTwoColours(Plant):
    def construct(self) -> None:
        first, second = self.text("0.6", role="ramp"), self.text("0.4", role="second")
        self.show(self.row(first, second, x=1, y=-1, gap=0.04))


class GapWholeNumbers(Plant):
    def construct(self) -> None:
        row = self.row(self.text("12", size=0.5), self.text("7", size=0.5), x=-2, y=1, gap=0.05)
        self.play(mn.FadeIn(row, run_time=0.5))
        self.wait(0.5)


class GapWordsRunTogether(Plant):
    def construct(self) -> None:
        first = self.text("bias", role="bias")
        second = self.text("ramp", role="ramp")
        self.show(self.row(first, second, x=-1, y=0.5, gap=0.03))


class GapFormulas(Plant):
    def construct(self) -> None:
        first, second = self.text("$w = 2$", size=0.5), self.text("$3 = b$", size=0.5)
        self.show(self.row(first, second, x=-1, gap=0.05))


class GapTickLabelsTooTight(Plant):
    def construct(self) -> None:
        axis = self.line(at(-3, 0), at(3, 0), 3, "axis")
        texts = [self.text(f"{n}", size=0.4, role="muted") for n in (1000, 1500, 2000, 2500)]
        ticks = self.row(*texts, x=-1.4, y=-0.6, gap=0.04)
        self.show(axis, ticks)


class GapNumbersDriftTogether(Plant):
    def construct(self) -> None:
        numbers = self.row(self.number(0.31, 0, 0), self.number(0.69, 0, 0), x=-1, gap=1)
        self.add(numbers)
        self.play(numbers[1].animate(run_time=1).shift(0.97 * LEFT))
        self.wait(0.8)


class GapNumberBeforeText(Plant):
    def construct(self) -> None:
        number, text = self.number(0.5, 0, 0, 0.5), self.text("5 steps", size=0.5, role="weight")
        self.play(mn.FadeIn(self.row(number, text, x=1, y=-1.5, gap=0.04), run_time=0.5))
        self.wait(0.5)


class GapPangoNumbers(Plant):
    def construct(self) -> None:
        first = self.word("34", 0, 2, "total", 36)
        second = self.word("51", 0, 2, "total", 36).next_to(first, RIGHT, buff=0.05)
        self.show(first, second)


# belonging


class BelongingNearerToOther(Plant):
    def construct(self) -> None:
        first, second = self.dot(-1, 0, "weight"), self.dot(0.2, 0, "weight")
        label = names(self.text("$P$", at(0.3, 0.45)), first)
        self.show(first, second, label)


class BelongingFarWithoutLeader(Plant):
    def construct(self) -> None:
        dot = self.dot(-3, -1, "total")
        self.show(dot, names(self.text("minimum", at(0, 1.2)), dot))


class BelongingWrongCurve(Plant):
    def construct(self) -> None:
        upper = self.curve(lambda x: 0.4 * x + 1.2, -3, 3, "ramp")
        lower = self.curve(lambda x: 0.4 * x - 0.6, -3, 3, "ramp")
        label = names(self.text("shifted", at(2.1, -0.4)), upper)
        self.add(upper, lower)
        self.play(mn.FadeIn(label, run_time=0.5))
        self.wait(0.5)


class BelongingWrongBar(Plant):
    def construct(self) -> None:
        bars = [self.panel(0.8, 2, "third").move_to(at(x, 0.5)) for x in (-1.5, 0, 1.5)]
        self.show(*bars, names(self.text("May", at(1.5, -0.9)), bars[1]))


class BelongingStaysBehind(Plant):
    def construct(self) -> None:
        dot = self.dot(-3, 0.5, "error", 0.15)
        self.add(dot, names(self.text("$x_1$", at(-3, 1)), dot))
        self.play(dot.animate(run_time=1.5).move_to(at(2, -1)))
        self.wait(0.8)


class BelongingOtherComesNear(Plant):
    def construct(self) -> None:
        dot, other = self.dot(0, 0, "weight"), self.dot(4, 0.9, "weight")
        self.add(dot, other, names(self.text("$Q$", at(0.5, 0.6)), dot))
        self.play(other.animate(run_time=1.2).move_to(at(0.95, 0.7)))
        self.wait(0.8)


class BelongingWrongNode(Plant):
    def construct(self) -> None:
        nodes = [
            mn.Circle(0.4, color=self.theme.ramp, stroke_width=5).move_to(at(x, 0))
            for x in (-1.2, 1.2)
        ]
        self.show(*nodes, names(self.word("second", -1.2, -0.75, "ink", 26), nodes[1]))


class BelongingWrongLine(Plant):
    def construct(self) -> None:
        first = mn.Line(at(-2, -2), at(-2, 2), color=self.theme.bias, stroke_width=5)
        second = mn.Line(at(-0.6, -2), at(-0.6, 2), color=self.theme.bias, stroke_width=5)
        self.add(first, second)
        self.play(mn.Write(names(self.text("kink", at(-1.1, 1.2), 0.36), first), run_time=0.8))
        self.wait(0.5)


class BelongingColumnOfDots(Plant):
    def construct(self) -> None:
        dots = [self.dot(0, y, "input", 0.14) for y in (1, 0, -1)]
        labels = [
            names(self.text(f"${name}$", at(0.6, y)), dot)
            for name, dot, y in zip("abc", dots, (1, -0.85, -1.6), strict=True)
        ]
        self.show(*dots, *labels)


class BelongingFarAboveCurve(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: 0.3 * np.sin(2 * x) - 2, -4, 4, "total")
        self.play(mn.Create(curve, run_time=0.8))
        label = names(self.text("output", at(1, 0.4), role="total"), curve)
        self.play(mn.FadeIn(label, run_time=0.5))
        self.wait(0.5)


# twins


class TwinsLinesSideBySide(Plant):
    def construct(self) -> None:
        self.show(self.line(at(-4, -1), at(4, 1), 3), self.line(at(-4, -0.94), at(4, 1.06), 3))


class TwinsSines(Plant):
    def construct(self) -> None:
        first = self.curve(lambda x: np.sin(x), -4, 4, "total", 3)
        second = self.curve(lambda x: np.sin(x) + 0.06, -4, 4, "total", 3)
        self.play(mn.Create(first, run_time=0.8))
        self.play(mn.Create(second, run_time=0.8))
        self.wait(0.4)


class TwinsRamps(Plant):
    def construct(self) -> None:
        first = self.curve(lambda x: max(0.0, x) - 1, -3, 3, "second", 3)
        second = self.curve(lambda x: max(0.0, x) - 1.05, -3, 3, "second", 3)
        self.show(first, second)


class TwinsArriveTogether(Plant):
    def construct(self) -> None:
        first = self.line(at(-3, 0), at(3, 0), 4, "bias")
        second = self.line(at(-3, 2), at(3, 2), 4, "bias")
        self.add(first, second)
        self.play(second.animate(run_time=1.2).shift(1.93 * DOWN))
        self.wait(0.8)


class TwinsPartAtTheEnd(Plant):
    def construct(self) -> None:
        first = self.curve(lambda x: 0.3 * x, -4, 4, "third", 3)
        second = self.curve(lambda x: 0.3 * x + 0.05 + 0.5 * max(0.0, x - 2.8), -4, 4, "third", 3)
        self.show(first, second)


class TwinsCircles(Plant):
    def construct(self) -> None:
        first = mn.Circle(1.5, color=self.theme.weight, stroke_width=3)
        second = mn.Circle(1.55, color=self.theme.weight, stroke_width=3)
        self.add(first)
        self.play(mn.FadeIn(second, run_time=0.6))
        self.wait(0.6)


class TwinsTwoAmplitudes(Plant):
    def construct(self) -> None:
        a = tracker(0.3)
        moving = mn.always_redraw(
            lambda: self.curve(lambda x: a.get_value() * np.cos(x), -4, 4, "error", 3)
        )
        self.add(self.curve(lambda x: np.cos(x) + 0.05, -4, 4, "error", 3), moving)
        self.play(a.animate(run_time=1.5).set_value(1))
        self.wait(0.8)


# names


class NamesTwoDots(Plant):
    def construct(self) -> None:
        first, second = self.dot(-2, 0, "ramp"), self.dot(2, 1, "ramp")
        labels = [
            names(self.text("$P$", dot.get_center() + 0.45 * UP), dot) for dot in (first, second)
        ]
        self.show(first, second, *labels)


class NamesTwoCurves(Plant):
    def construct(self) -> None:
        first = self.curve(lambda x: 0.5 * x + 1.4, -3, 3, "total")
        second = self.curve(lambda x: -0.3 * x - 1.5, -3, 3, "error")
        self.show(
            first,
            second,
            names(self.text("$f$", at(-2, 0.9), role="total"), first),
            names(self.text("$f$", at(2, -1.6), role="error"), second),
        )


class NamesDotAndLine(Plant):
    def construct(self) -> None:
        dot, line = self.dot(-2, 1, "weight"), self.line(at(0, -2), at(3, 0), 5, "bias")
        self.add(dot, line, names(self.text("$a$", at(-2, 1.4), 0.5), dot))
        self.play(mn.FadeIn(names(self.text("$a$", at(1.2, -0.7), 0.5), line), run_time=0.6))
        self.wait(0.5)


class NamesTwoBoxes(Plant):
    def construct(self) -> None:
        boxes = [
            mn.Rectangle(width=2, height=1.2, color=self.theme.third).move_to(at(x, 0))
            for x in (-2, 2)
        ]
        labels = [names(self.word("layer", box.get_x(), 0, "ink", 26), box) for box in boxes]
        self.show(*boxes, *labels)


class NamesLabelsTravelAlong(Plant):
    def construct(self) -> None:
        dots = [self.dot(-4, y, "second") for y in (1, -1)]
        labels = [names(self.text("B", dot.get_center() + 0.4 * UP), dot) for dot in dots]
        self.add(*dots, *labels)
        shifts = [mn.VGroup(dots[i], labels[i]).animate.shift((3 + 2 * i) * RIGHT) for i in (0, 1)]
        self.play(*shifts, run_time=1.5)
        self.wait(0.5)


class NamesFirstOfThree(Plant):
    def construct(self) -> None:
        dots = [self.dot(x, 0.3 * x, "input") for x in (-2.5, 0, 2.5)]
        labels = [
            names(self.text(f"${name}$", dot.get_center() + at(0.1, -0.45)), dot)
            for name, dot in zip(("x_1", "x_2", "x_1"), dots, strict=True)
        ]
        self.play(mn.LaggedStart(*[mn.FadeIn(dot) for dot in dots], run_time=0.8))
        self.play(*[mn.FadeIn(label) for label in labels], run_time=0.5)
        self.wait(0.5)


# look-alikes of cut


class LikeTextNearEdge(Plant):
    def construct(self) -> None:
        text = self.text("far left")
        self.show(text.shift((-EDGE_X + 0.5 - text.get_left()[0]) * RIGHT + 3.2 * UP))


class LikeGroundGoesOn(Plant):
    def construct(self) -> None:
        frame = Region(-EDGE_X, EDGE_X, -4, 4)
        self.show(Ground(self.theme, frame, (-3, 3), -2, ticks=[(-1, "-1"), (1, "1")]))


class LikeArcStaysInside(Plant):
    def construct(self) -> None:
        text = self.text("over", at(-3, 0), role="weight")
        self.add(text)
        self.play(text.animate(path_arc=-2, run_time=1.5).move_to(at(3, 0)))
        self.wait(0.3)


# look-alikes of overlap


class LikeCrossFadeInPlace(Plant):
    def construct(self) -> None:
        first, second = self.text("before", at(1, 0)), self.text("after", at(1, 0), role="total")
        self.add(first)
        self.play(mn.FadeOut(first, run_time=0.6))
        self.play(mn.FadeIn(second, run_time=0.6))
        self.wait(0.4)


class LikeSwapOnArcs(Plant):
    def construct(self) -> None:
        first, second = (
            self.text("$a$", at(-1.5, 0), 0.5, "ramp"),
            self.text("$b$", at(1.5, 0), 0.5),
        )
        self.add(first, second)
        self.play(
            first.animate(path_arc=2).move_to(at(1.5, 0)),
            second.animate(path_arc=2).move_to(at(-1.5, 0)),
            run_time=2,
        )
        self.wait(0.3)


class LikeTextBecomesText(Plant):
    def construct(self) -> None:
        text = self.text("$w x$", at(-1, 1), 0.6, "weight")
        self.add(text)
        self.play(mn.ReplacementTransform(text, self.text("$w x + b$", at(-1, 1), 0.6), run_time=1))
        self.wait(0.4)


class LikeLinesCloseButApart(Plant):
    def construct(self) -> None:
        self.show(self.text("first line", at(0, 0.3)), self.text("second line", at(0, -0.3)))


class LikePassesBelow(Plant):
    def construct(self) -> None:
        moving = self.text("1.4", at(-4, -0.2), role="bias")
        self.add(self.text("0.7", at(0, 0.5)), moving)
        self.play(moving.animate(run_time=0.8).shift(8 * RIGHT))
        self.wait(0.3)


# look-alikes of crossing


class LikeStrongCurvesCross(Plant):
    def construct(self) -> None:
        self.show(
            self.curve(lambda x: np.sin(x), role="ramp"),
            self.curve(lambda x: 0.5 * x, role="second"),
        )


class LikePlateAboveLine(Plant):
    def construct(self) -> None:
        self.show(self.line(at(-3, 0), at(3, 0)), self.tag())


class LikeUnderlined(Plant):
    def construct(self) -> None:
        text = self.text("theorem", at(0, 1), 0.5)
        self.add(text)
        line = self.line(at(-1, 0.65), at(1, 0.65), 4, "total")
        self.play(mn.Create(line, run_time=0.6))
        self.wait(0.4)


class LikeBoxAround(Plant):
    def construct(self) -> None:
        text = self.text("$y = w x + b$", at(1, 0), 0.5)
        box = mn.SurroundingRectangle(text, color=self.theme.weight, buff=0.25)
        self.add(text)
        self.play(mn.Create(box, run_time=0.8))
        self.wait(0.3)


class LikeAbsoluteBars(Plant):
    def construct(self) -> None:
        number = self.number(-0.5, 0, 0, 0.6)
        bars = [
            self.line(at(x, -0.4), at(x, 0.4), 3, "ink")
            for x in (number.get_left()[0] - 0.15, number.get_right()[0] + 0.15)
        ]
        self.show(number, *bars)


class LikeFractionBar(Plant):
    def construct(self) -> None:
        bar = self.line(at(-0.4, 0), at(0.4, 0), 3, "ink")
        self.show(self.text("1", at(0, 0.35)), bar, self.text("12", at(0, -0.35)))


class LikeTypesetFraction(Plant):
    def construct(self) -> None:
        self.show(self.text("$(Delta y) / (Delta x) = 2$", at(-1, 0), 0.6, "third"))


class LikeAxisWithTicks(Plant):
    def construct(self) -> None:
        axis = mn.Line(at(-4, 0), at(4, 0), color=self.theme.axis, stroke_width=3)
        ticks = [self.line(at(x, 0), at(x, -0.12), 3, "axis") for x in range(-3, 4)]
        labels = [self.text(f"${x}$", at(x, -0.4), 0.34, "muted") for x in range(-3, 4)]
        self.show(axis, *ticks, *labels)


class LikeQuietGrid(Plant):
    def construct(self) -> None:
        grid = mn.VGroup(
            *[self.line(at(x, -2), at(x, 2), 1.5, "grid") for x in range(-4, 5)],
            *[self.line(at(-4, y), at(4, y), 1.5, "grid") for y in range(-2, 3)],
        )
        self.add(grid)
        self.play(mn.Create(self.curve(lambda x: 1.5 * np.cos(x), role="total"), run_time=1))
        self.wait(0.4)


class LikeSweepStopsBelow(Plant):
    def construct(self) -> None:
        line = self.line(at(-3, -2.5), at(3, -2.5), 5, "ramp")
        self.add(line, self.text("ceiling", at(0, 1)))
        self.play(line.animate(run_time=2).shift(3 * UP))
        self.wait(0.3)


class LikeArrowPointsAtText(Plant):
    def construct(self) -> None:
        text = self.text("here", at(3, 1))
        arrow = mn.Arrow(at(-1, -1), at(2.35, 0.75), buff=0, color=self.theme.error)
        self.add(text)
        self.play(mn.GrowArrow(arrow, run_time=0.8))
        self.wait(0.3)


class LikeHaloOverLine(Plant):
    def construct(self) -> None:
        line = self.curve(lambda x: 0.2 * x, role="muted", width=2.5)
        self.show(line, legible(self.text("wire", at(0, 0), 0.5), self.theme))


class LikeTextInsideBigDisc(Plant):
    def construct(self) -> None:
        ring = mn.Circle(1.2, color=self.theme.ramp, fill_color=self.theme.panel, fill_opacity=1)
        self.show(ring, self.text("neuron"))


# look-alikes of covered


class LikePanelBehindText(Plant):
    def construct(self) -> None:
        panel = self.panel(4, 1.5, "weight")
        self.play(mn.FadeIn(panel, run_time=0.5))
        self.play(mn.FadeIn(self.text("on a plate", role="ground"), run_time=0.5))
        self.wait(0.4)


class LikeDotWithGroundRim(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: np.sin(x), role="total")
        dot = self.dot(1, np.sin(1), "weight", 0.14)
        self.show(curve, dot.set_stroke(self.theme.ground, 4))


class LikeBeadOnBead(Plant):
    def construct(self) -> None:
        self.show(self.dot(0, 0, "ramp", 0.3), self.dot(0, 0, "weight", 0.14))


class LikeRingRoundDot(Plant):
    def construct(self) -> None:
        ring = mn.Circle(0.3, color=self.theme.error, stroke_width=4).move_to(at(1, -1))
        self.add(self.dot(1, -1, "input"))
        self.play(mn.Create(ring, run_time=0.8))
        self.wait(0.4)


class LikeWiresEndBehindNodes(Plant):
    def construct(self) -> None:
        places = [at(-2, 1), at(-2, -1), at(2, 0)]
        wires = [self.line(place, places[2], 4, "weight") for place in places[:2]]
        nodes = [
            mn.Circle(0.4, color=self.theme.ramp, fill_color=self.theme.panel, fill_opacity=1)
            for _ in places
        ]
        self.show(*wires, *[node.move_to(p) for node, p in zip(nodes, places, strict=True)])


class LikeQuietAreaOverCurve(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: 1.2 * np.cos(x / 2), -3.1, 3.1, "ramp")
        below = [at(x, 1.2 * np.cos(x / 2)) for x in np.linspace(-3.1, 3.1, 60)]
        area = self.fill([at(-3.1, 0), *below, at(3.1, 0)], "ramp", 0.2)
        self.add(curve)
        self.play(mn.FadeIn(area, run_time=0.6))
        self.wait(0.4)


class LikeCardAfterTextLeft(Plant):
    def construct(self) -> None:
        text = self.text("old", role="third")
        self.add(text)
        self.play(mn.FadeOut(text, run_time=0.6))
        self.play(mn.FadeIn(self.panel(3, 2, "second"), run_time=0.6))
        self.wait(0.4)


class LikeDotAboveTheDisc(Plant):
    def construct(self) -> None:
        dot, disc = self.dot(-3, 0, "ink"), mn.Dot(at(1, 0), radius=0.6, color="#5a6f96")
        self.add(disc, dot)
        self.play(dot.animate(run_time=1.5).move_to(at(1, 0)))
        self.wait(0.4)


# look-alikes of small


class LikeSmallestDigits(Plant):
    def construct(self) -> None:
        self.show(self.text("0.25", at(-1, 1), 0.27))


class LikeShrinksAway(Plant):
    def construct(self) -> None:
        text = self.text("42", at(1, 0), 0.5, "bias")
        self.add(text, self.dot(-2, 0))
        self.play(mn.ShrinkToCenter(text, run_time=1))
        self.wait(0.3)


class LikeGrowsFromNothing(Plant):
    def construct(self) -> None:
        self.play(mn.GrowFromCenter(self.text("17", at(-1, -1), 0.5, "total"), run_time=1))
        self.wait(0.4)


class LikeSubscript(Plant):
    def construct(self) -> None:
        self.show(self.text("$w_12 x_2 + b_1$", at(0, 0), 0.44))


# look-alikes of contrast


class LikeDimmedButRead(Plant):
    def construct(self) -> None:
        text = self.text("later", at(0, 1))
        self.add(text, self.text("now", at(0, -0.5), role="weight"))
        self.play(text.animate(run_time=0.6).set_opacity(0.41))
        self.wait(0.6)


class LikeDimmedAsInClips(Plant):
    def construct(self) -> None:
        self.show(
            self.text("not now", at(2, 1), 0.5).set_opacity(self.theme.dimmed),
            self.dot(-1, 0, "bias"),
        )


class LikeDimmedWord(Plant):
    def construct(self) -> None:
        self.show(self.word("earlier", -2, 0, "weight", 34).set_opacity(0.46), self.dot(1, 0))


class LikeDarkOnBright(Plant):
    def construct(self) -> None:
        disc = self.dot(0, 0, "third", 1)
        self.play(mn.FadeIn(mn.VGroup(disc, self.text("$n_3$", role="ground")), run_time=0.6))
        self.wait(0.4)


class LikeFadesAway(Plant):
    def construct(self) -> None:
        texts = mn.VGroup(self.text("one", at(-1, 1)), self.text("two", at(1, 1), role="ramp"))
        self.add(texts, self.dot(0, -1))
        self.play(mn.FadeOut(texts, run_time=2))
        self.wait(0.3)


class LikeBandWithEdges(Plant):
    def construct(self) -> None:
        band = self.panel(1.6, 4, "total", 0.15).set_stroke(self.theme.total, 4)
        self.show(band, self.text("active", at(2.2, 1), role="total"))


class LikeHollowDots(Plant):
    def construct(self) -> None:
        dots = [self.dot(x, 0.5 * np.cos(x), "panel", 0.15) for x in range(-3, 4)]
        self.show(*[dot.set_stroke(self.theme.weight, 4) for dot in dots])


class LikeGhostCurve(Plant):
    def construct(self) -> None:
        ghost = self.curve(lambda x: 0.4 * x, role="ramp", width=5).set_stroke(opacity=0.6)
        self.show(ghost, self.curve(lambda x: np.sin(1.5 * x) - 0.3, role="weight"))


class LikeQuietBackgroundPanel(Plant):
    def construct(self) -> None:
        self.add(self.panel(12, 6.5, "panel"))
        self.play(mn.Create(self.curve(lambda x: x * x / 4 - 2, -4, 4, "bias"), run_time=1))
        self.wait(0.4)


class LikeMutedText(Plant):
    def construct(self) -> None:
        self.show(self.text("training set", at(2, -1), role="muted"), self.dot(-2, 1, "total"))


class LikeBarsInStrongColour(Plant):
    def construct(self) -> None:
        bars = [
            self.panel(0.7, h, "second", 0.7).move_to(at(x, h / 2 - 1))
            for x, h in ((-1, 1.2), (0, 2.4), (1, 0.7))
        ]
        self.play(*[mn.GrowFromEdge(bar, DOWN) for bar in bars], run_time=0.8)
        self.wait(0.4)


# look-alikes of jump


class LikeFastButContinuous(Plant):
    def construct(self) -> None:
        dot = self.dot(-3.5, 0, "second", 0.15)
        self.add(dot)
        self.wait(0.3)
        self.play(dot.animate(run_time=0.6).move_to(at(3, 0)))
        self.wait(0.4)


class LikeBouncesAtWall(Plant):
    def construct(self) -> None:
        dot = self.dot(-3, 1, "weight", 0.15)
        self.add(dot, self.line(at(3.2, -1), at(3.2, 2), 5, "axis"))
        for x in (3, -2):
            self.play(dot.animate(run_time=0.8, rate_func=mn.linear).set_x(x))
        self.wait(0.2)


class LikeMovesWhileUnseen(Plant):
    def construct(self) -> None:
        dot = self.dot(-3, -1, "bias", 0.2)
        self.play(mn.FadeIn(dot, run_time=0.5))
        self.play(mn.FadeOut(dot, run_time=0.5))
        dot.move_to(at(3, 1))
        self.play(mn.FadeIn(dot, run_time=0.5))
        self.wait(0.3)


class LikeTextWrittenIn(Plant):
    def construct(self) -> None:
        self.play(mn.Write(self.text("a fold in the line", at(0, 1), 0.5), run_time=1.5))
        self.wait(0.4)


class LikeCounterRuns(Plant):
    def construct(self) -> None:
        number, value = self.number(0.0, 1, 0.5, 0.6), tracker(0)
        number.add_updater(lambda n: n.set_value(value.get_value()))
        self.add(number)
        self.play(value.animate(run_time=2).set_value(7.25))
        self.wait(0.3)


class LikeCurveGrows(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: max(0.0, x) - 1, -3, 3, "total")
        self.play(mn.Create(curve, run_time=1.5, rate_func=mn.linear))
        self.wait(0.3)


class LikeDotsOneByOne(Plant):
    def construct(self) -> None:
        dots = [self.dot(x, 0.2 * x * x - 1, "input") for x in range(-3, 4)]
        self.play(mn.LaggedStart(*[mn.FadeIn(dot) for dot in dots], lag_ratio=0.3, run_time=1.5))
        self.wait(0.3)


class LikeStepCurve(Plant):
    def construct(self) -> None:
        x, dot = tracker(-3), self.dot(-3, -1, "weight")
        corners = np.array([at(-3, -1), at(0, -1), at(0, 1), at(3, 1)])
        curve = mn.VMobject(stroke_color=self.theme.ramp, stroke_width=6)
        curve.set_points(polyline(corners))
        self.add(curve, dot)
        self.play(mn.MoveAlongPath(dot, curve, run_time=2), x.animate(run_time=2).set_value(3))
        self.wait(0.3)


class LikeSpinsFast(Plant):
    def construct(self) -> None:
        square = mn.Square(1.5, color=self.theme.third, stroke_width=6)
        self.add(square)
        self.play(mn.Rotate(square, 2 * np.pi, run_time=0.8))
        self.wait(0.3)


class LikeRedrawnCurve(Plant):
    def construct(self) -> None:
        slope = tracker(-0.6)
        self.add(
            mn.always_redraw(
                lambda: self.curve(lambda x: max(0.0, x) * slope.get_value(), -3, 3, "weight")
            )
        )
        self.play(slope.animate(run_time=1.5).set_value(0.8))
        self.wait(0.3)


class LikeSquareBecomesDisc(Plant):
    def construct(self) -> None:
        square = mn.Square(1, color=self.theme.total, fill_opacity=1).move_to(at(-2, 0))
        disc = mn.Circle(0.7, color=self.theme.total, fill_opacity=1).move_to(at(2, 1))
        self.add(square)
        self.play(mn.Transform(square, disc, run_time=1))
        self.wait(0.3)


# look-alikes of idle


class LikeWaitsThreeSeconds(Plant):
    def construct(self) -> None:
        self.play(mn.FadeIn(self.text("think"), run_time=0.4))
        self.wait(3)


class LikeSlowDrift(Plant):
    def construct(self) -> None:
        square: Any = mn.Square(1, color=self.theme.error).move_to(at(-1, 0))
        self.add(square)
        self.play(square.animate(run_time=4, rate_func=mn.linear).shift(2 * RIGHT))


# look-alikes of flash


class LikeSmallDotPulses(Plant):
    def construct(self) -> None:
        t, dot = tracker(0), self.dot(2, 1, "weight", 0.2)
        dot.add_updater(lambda d: d.set(width=0.4 + 0.15 * np.sin(2 * np.pi * 4 * t.get_value())))
        self.add(dot)
        self.play(t.animate(run_time=2, rate_func=mn.linear).set_value(2))
        self.wait(0.2)


class LikeOneBrightening(Plant):
    def construct(self) -> None:
        panel = self.panel(12, 6.5, "floor")
        self.add(panel)
        self.play(panel.animate(run_time=0.4).set_fill(self.theme.ink))
        self.wait(0.4)
        self.play(panel.animate(run_time=0.4).set_fill(self.theme.floor))
        self.wait(0.3)


class LikeSlowPulse(Plant):
    def construct(self) -> None:
        t, disc = tracker(0), self.dot(0, 0, "total", 2.5)
        disc.add_updater(
            lambda d: d.set_fill(opacity=0.8 + 0.2 * np.cos(2 * np.pi * t.get_value()))
        )
        self.add(disc)
        self.play(t.animate(run_time=3, rate_func=mn.linear).set_value(3))


# look-alikes of gap


class LikeNumberAndUnit(Plant):
    def construct(self) -> None:
        self.show(self.row(self.text("12"), self.text("cm", role="muted"), gap=0.16))


class LikeTwoSharesApart(Plant):
    def construct(self) -> None:
        self.show(self.row(self.text("0.48"), self.text("0.52"), x=-1, gap=0.4))


class LikeStackedNumbers(Plant):
    def construct(self) -> None:
        self.show(*[self.number(v, 1, y) for v, y in ((0.48, 0.5), (0.52, 0), (0.91, -0.5))])


class LikeBracketsOfPieces(Plant):
    def construct(self) -> None:
        pieces = [self.text(piece, size=0.5) for piece in ("\\(", "0.48", "\\)")]
        self.show(self.row(*pieces, x=-2, y=1, gap=0.05))


class LikeSumOfPieces(Plant):
    def construct(self) -> None:
        pieces = [
            self.text("$0.6$", role="ramp"),
            self.text("$+$"),
            self.text("$0.4$", role="bias"),
        ]
        self.play(mn.FadeIn(self.row(*pieces, x=-1, gap=0.14), run_time=0.5))
        self.wait(0.4)


# look-alikes of belonging


class LikeLeaderTwoUnits(Plant):
    def construct(self) -> None:
        dot = self.dot(-2, -1, "total")
        label = names(self.text("minimum", at(1, 0.8)), dot)
        line = self.line(at(-1.85, -0.9), at(0.1, 0.6), 3, "ink")
        self.show(dot, line, label)


class LikeLeaderOfTheProject(Plant):
    def construct(self) -> None:
        dot = self.dot(-1, 1, "bias")
        label = names(self.text("kink", at(2, -1)), dot)
        self.show(leader(label, dot.get_center(), self.theme), dot, label)


class LikeLeaderToALine(Plant):
    def construct(self) -> None:
        way = self.line(at(-3, -1), at(0, -1), 3, "bias")
        label = names(self.text("way", at(-0.5, 1.2)), way)
        self.show(way, leader(label, at(-1.5, -1), self.theme), label)


class LikeArrowFromLabel(Plant):
    def construct(self) -> None:
        dot = self.dot(2, 1.2, "error", 0.15)
        label = names(self.word("outlier", -1, -0.8, "error", 28), dot)
        arrow = mn.Arrow(at(-0.5, -0.5), at(1.85, 1.1), buff=0, color=self.theme.muted)
        self.show(dot, label, arrow)


class LikeLabelNearOwn(Plant):
    def construct(self) -> None:
        dots = [self.dot(x, 0, "weight") for x in (-1, 0.2, 1.4)]
        labels = [
            names(self.text(f"${name}$", dot.get_center() + 0.45 * UP), dot)
            for name, dot in zip("PQR", dots, strict=True)
        ]
        self.show(*dots, *labels)


class LikeLabelFollows(Plant):
    def construct(self) -> None:
        dot = self.dot(-3, -1, "second")
        label = names(self.text("$t$", role="second"), dot)
        label.add_updater(lambda m: m.move_to(dot.get_center() + at(0.3, 0.35)))
        self.add(dot, label)
        self.play(dot.animate(run_time=1.5).move_to(at(3, 1)))
        self.wait(0.3)


class LikeLabelBetweenSorts(Plant):
    def construct(self) -> None:
        dot, line = self.dot(0, 0.8, "weight"), self.line(at(-3, -0.2), at(3, -0.2), 4, "axis")
        self.show(dot, line, names(self.text("$x$", at(0, 0.3), 0.36, "weight"), dot))


class LikeLabelBesideCurve(Plant):
    def construct(self) -> None:
        upper = self.curve(lambda x: 0.4 * x + 1.2, -3, 3, "ramp")
        lower = self.curve(lambda x: 0.4 * x - 0.9, -3, 3, "ramp")
        self.show(upper, lower, names(self.text("shifted", at(1.8, 1.45)), upper))


# look-alikes of twins


class LikeParallelCurves(Plant):
    def construct(self) -> None:
        self.show(
            self.curve(lambda x: np.sin(x), role="ramp"),
            self.curve(lambda x: np.sin(x) + 0.45, role="ramp"),
        )


class LikeRetracedInOtherColour(Plant):
    def construct(self) -> None:
        self.add(self.curve(lambda x: 0.4 * x, role="axis", width=4))
        bright = self.curve(lambda x: 0.4 * x, -4, 1, "weight", 8)
        self.play(mn.Create(bright, run_time=1.2))
        self.wait(0.3)


class LikeApproximation(Plant):
    def construct(self) -> None:
        corners = [at(x, 1.5 * np.sin(x)) for x in np.linspace(-3, 3, 9)]
        rough = mn.VMobject(stroke_color=self.theme.total, stroke_width=4)
        target = self.curve(lambda x: 1.5 * np.sin(x), -3, 3, "second")
        self.show(target, rough.set_points_as_corners(corners))


class LikeSameColourCross(Plant):
    def construct(self) -> None:
        self.show(
            self.curve(lambda x: 0.3 * x, role="third"),
            self.curve(lambda x: -0.15 * x, role="third"),
        )


class LikeCurvesPart(Plant):
    def construct(self) -> None:
        self.show(
            self.curve(lambda x: 0.6 * max(0.0, x + 2) - 1, -4, 3, "bias"),
            self.curve(lambda x: -0.4 * max(0.0, x + 2) - 1, -4, 3, "bias"),
        )


class LikeGlowUnderCurve(Plant):
    def construct(self) -> None:
        curve = self.curve(lambda x: np.cos(x), role="total", width=5)
        self.show(Glow(curve, self.theme), curve)


class LikeDashesBesideNothing(Plant):
    def construct(self) -> None:
        path = np.array([at(x, 0.3 * x - 0.5) for x in np.linspace(-3, 3, 5)])
        dashed = mn.VMobject(stroke_color=self.theme.ramp, stroke_width=5)
        dashed.set_points(polyline(dashes(path, DASHED)))
        self.show(dashed, self.curve(lambda x: 0.3 * x + 0.8, -3, 3, "ramp"))


# look-alikes of names


class LikeNameGivenOn(Plant):
    def construct(self) -> None:
        first, second = self.dot(-2, 0, "ramp"), self.dot(2, 0, "bias")
        labels = [
            names(self.text("$P$", dot.get_center() + 0.45 * UP), dot) for dot in (first, second)
        ]
        self.add(first, second, labels[0])
        self.play(mn.FadeOut(labels[0], run_time=0.5))
        self.play(mn.FadeIn(labels[1], run_time=0.5))
        self.wait(0.4)


class LikeTicksOfTwoAxes(Plant):
    def construct(self) -> None:
        self.add(
            self.line(at(-3, -1), at(3, -1), 3, "axis"), self.line(at(-3, -1), at(-3, 3), 3, "axis")
        )
        self.show(self.text("$1$", at(0, -1.4), 0.36), self.text("$1$", at(-3.4, 1), 0.36))


class LikeTwoNamesOfOneDot(Plant):
    def construct(self) -> None:
        dot, other = self.dot(-1, 0, "weight"), self.dot(1.5, 0, "ramp")
        first = names(self.text("$A$", at(-1, 0.45)), dot)
        self.add(dot, other, first, names(self.text("$B$", at(1.5, 0.45)), other))
        guide = mn.VMobject(stroke_color=self.theme.muted, stroke_width=3)
        guide.set_points(polyline(dashes(np.array([at(-1, -0.2), at(-1, -2)]), GUIDE)))
        self.play(mn.FadeIn(guide, names(self.text("$A$", at(-0.6, -0.3)), dot)), run_time=0.6)
        self.wait(0.4)


class LikeWordInTwoSentences(Plant):
    def construct(self) -> None:
        self.show(self.text("slope", at(-2, 1), role="ramp"), self.text("slope", at(2, -1)))


# on paper


class LightPlant(Plant):
    def __init__(
        self, parameters: Mapping[str, Any] | None = None, theme: str = "light", **kwargs: Any
    ) -> None:
        super().__init__(parameters, "light", **kwargs)


class ContrastDimmedOnPaper(LightPlant):
    def construct(self) -> None:
        self.show(self.text("chapter", at(0, 1), 0.5).set_opacity(0.4), self.dot(0, -1))


class LikePictureOnPaper(LightPlant):
    def construct(self) -> None:
        curve = self.curve(lambda x: np.sin(x), role="ramp")
        self.show(curve, self.text("sine", at(1.6, 1.5), role="ramp"), self.dot(0, 0, "second"))


# more of the new kinds


class OverlapQuickSwap(Plant):
    def construct(self) -> None:
        first, second = self.number(0.2, -1, 1), self.number(0.8, 1, 1)
        self.play(mn.FadeIn(first, second, run_time=0.4))
        places = first.get_center(), second.get_center()
        self.play(first.animate.move_to(places[1]), second.animate.move_to(places[0]), run_time=0.5)
        self.wait(0.4)


class OverlapMovingTicks(Plant):
    def construct(self) -> None:
        x = tracker(0)
        left, right = self.text("$m$", role="weight"), self.text("$n$", role="third")
        left.add_updater(lambda m: m.move_to(at(2.5 * np.cos(x.get_value()), -0.5)))
        right.add_updater(lambda m: m.move_to(at(-2.5 * np.cos(x.get_value()), -0.5)))
        self.add(self.line(at(-3, 0), at(3, 0), 3, "axis"), left, right)
        self.play(x.animate(run_time=4, rate_func=mn.linear).set_value(np.pi))


class CrossingTickInWord(Plant):
    def construct(self) -> None:
        text = self.text("10#h(0.25em)24", at(0, 1), 0.6, "total")
        x = self.split(text, "10", 0.25)
        self.add(text)
        self.play(mn.Create(self.line(at(x, 1.8), at(x, 0.2), 3, "error"), run_time=0.6))
        self.wait(0.5)


class CrossingGridLineComesThrough(Plant):
    def construct(self) -> None:
        lines: Any = mn.VGroup(
            *[self.line(at(x, -2), at(x, 2), 3, "axis") for x in (-4.5, -3.5, -2.5)]
        )
        self.add(self.text("moving", at(0.3, 0.5), 0.5), lines)
        self.play(lines.animate(run_time=2).shift(6 * RIGHT))
        self.wait(0.3)


class CoveredDotUnderGrowingArea(Plant):
    def construct(self) -> None:
        area = self.panel(0.4, 2, "total").move_to(at(-2.8, 0))
        self.add(self.dot(-1, 0.2, "weight", 0.15), area)
        self.play(area.animate(run_time=1.2).stretch_to_fit_width(3).move_to(at(-1.5, 0)))
        self.wait(0.6)


class CoveredArrowUnderBox(Plant):
    def construct(self) -> None:
        arrow = mn.Arrow(at(-1, -0.4), at(1, 0.4), buff=0, color=self.theme.weight)
        box = mn.RoundedRectangle(
            width=3, height=1.6, fill_color=self.theme.panel, fill_opacity=1, color=self.theme.ramp
        )
        self.add(arrow)
        self.play(mn.FadeIn(box, run_time=0.6))
        self.wait(0.5)


class ContrastDimmedAxisText(Plant):
    def construct(self) -> None:
        group: Any = mn.VGroup(self.text("week", at(-1, 1), 0.5, "axis"), self.dot(1, 1, "weight"))
        self.add(group)
        self.play(group[0].animate(run_time=0.6).set_opacity(0.6))
        self.wait(0.6)


class ContrastFaintSector(Plant):
    def construct(self) -> None:
        sector = mn.Sector(2, angle=1.2, stroke_width=0, fill_color=self.theme.ramp)
        self.play(mn.FadeIn(sector.set_fill(opacity=0.25), run_time=0.6))
        self.wait(0.5)


class JumpPathStartsElsewhere(Plant):
    def construct(self) -> None:
        dot, other = self.dot(-3, 1, "weight"), self.dot(-3, -1, "error", 0.15)
        path = mn.Line(at(0, -1), at(3, -2))
        self.add(dot, other)
        self.play(
            mn.Succession(
                dot.animate(run_time=1).shift(3 * RIGHT),
                mn.MoveAlongPath(other, path, run_time=1),
            )
        )
        self.wait(0.3)


class JumpRoundedPlaces(Plant):
    def construct(self) -> None:
        x, bead = tracker(-3), self.dot(-3, 0.5, "total", 0.2)
        bead.add_updater(lambda b: b.move_to(at(1.5 * round(x.get_value() / 1.5), 0.5)))
        self.add(bead, self.line(at(-4, 0), at(4, 0), 3, "axis"))
        self.play(x.animate(run_time=2).set_value(3))
        self.wait(0.3)


class JumpRedrawnVanishes(Plant):
    def construct(self) -> None:
        x, dot = tracker(-3), self.dot(-3, -1, "second")
        dot.add_updater(lambda d: d.move_to(at(x.get_value(), -1)))

        def guide() -> Any:
            if x.get_value() > 0.5:
                return mn.VMobject()
            return self.line(at(x.get_value(), -0.7), at(x.get_value(), 2), 4, "weight")

        self.add(dot, mn.always_redraw(guide))
        self.play(x.animate(run_time=2).set_value(3))
        self.wait(0.3)


class GapMinusReadsAsOne(Plant):
    def construct(self) -> None:
        first, second = self.text("0.5", role="total"), self.text("$-0.3$", role="total")
        self.show(self.row(first, second, x=-0.6, y=1, gap=0.04))


class BelongingArrows(Plant):
    def construct(self) -> None:
        arrows = [
            mn.Arrow(at(-2, y), at(2, y), buff=0, color=self.theme.third) for y in (1.3, -0.3)
        ]
        self.add(*arrows)
        self.play(mn.FadeIn(names(self.text("$w_1$", at(0, 0.1)), arrows[0]), run_time=0.5))
        self.wait(0.5)


class BelongingLabelLeaves(Plant):
    def construct(self) -> None:
        dot = self.dot(2, 0.5, "ramp", 0.15)
        label = names(self.word("peak", 2, 1, "ink", 28), dot)
        self.add(dot, label)
        self.play(label.animate(run_time=1).move_to(at(-1.5, 1.5)))
        self.wait(0.8)


class TwinsDashedOnSolid(Plant):
    def construct(self) -> None:
        path = np.array([at(x, 0.25 * x + 0.06) for x in np.linspace(-4, 4, 5)])
        dashed = mn.VMobject(stroke_color=self.theme.ramp, stroke_width=3)
        dashed.set_points(polyline(dashes(path, DASHED)))
        self.show(self.curve(lambda x: 0.25 * x, width=3), dashed)


class NamesTwoArrows(Plant):
    def construct(self) -> None:
        arrows = [
            mn.Arrow(at(-2, -1), at(1, y), buff=0, color=self.theme.weight) for y in (1.5, -1)
        ]
        labels = [
            names(self.text("$w$", place), arrow)
            for place, arrow in zip((at(-1, 0.6), at(-0.2, -1.35)), arrows, strict=True)
        ]
        self.play(*[mn.GrowArrow(arrow) for arrow in arrows], run_time=0.6)
        self.play(*[mn.FadeIn(label) for label in labels], run_time=0.5)
        self.wait(0.5)


class LikeGuideFadesInside(Plant):
    def construct(self) -> None:
        x, dot = tracker(-3), self.dot(-3, -1, "second")
        guide = self.line(at(-3, -0.7), at(-3, 2), 4, "weight")
        dot.add_updater(lambda d: d.move_to(at(x.get_value(), -1)))
        guide.add_updater(lambda g: g.set_x(x.get_value()))
        guide.add_updater(
            lambda g: g.set_stroke(opacity=float(np.clip(1 - x.get_value() / 1.5, 0, 1)))
        )
        self.add(dot, guide)
        self.play(x.animate(run_time=2.5).set_value(3))
        self.wait(0.3)


class LikeLabelSwingsRound(Plant):
    def construct(self) -> None:
        turn, dot = tracker(1.57), self.dot(0, 0, "weight")
        label = names(self.text("$p$", role="weight"), dot)
        label.add_updater(
            lambda m: m.move_to(
                dot.get_center() + 0.5 * at(np.cos(turn.get_value()), np.sin(turn.get_value()))
            )
        )
        self.add(dot, label)
        self.play(turn.animate(run_time=1).set_value(4.71))
        self.wait(0.3)


class LikeLineUnderPassingLabel(Plant):
    def construct(self) -> None:
        label = self.text("$t = 2$", at(-3, 0.4), role="total")
        self.add(self.line(at(-4, 0), at(4, 0), 5, "ramp"), label)
        self.play(label.animate(run_time=2).shift(6 * RIGHT))
        self.wait(0.3)


class LikeAreaOnPaper(LightPlant):
    def construct(self) -> None:
        curve = self.curve(lambda x: 1.5 - x * x / 4, -2.4, 2.4, "total")
        below = [at(x, 1.5 - x * x / 4) for x in np.linspace(-2.4, 2.4, 40)]
        area = self.fill([at(-2.4, -1), *below, at(2.4, -1)], "total", 0.15)
        self.show(area, curve)


FAULTS: list[tuple[str, str, list[str]]] = [
    ("CutTextAtRightEdge", "cut", ["far right"]),
    ("CutTextArcsOverTheTop", "cut", ["up and over"]),
    ("CutDotAtBottom", "cut", []),
    ("CutWordGrowsTooWide", "cut", ["activation"]),
    ("CutTriangleOutside", "cut", []),
    ("CutTextComesFromOutside", "cut", ["comes in"]),
    ("CutArrowTouchesEdge", "cut", []),
    ("OverlapTwoWords", "overlap", ["slope", "steep"]),
    ("OverlapNumberOnWord", "overlap", ["error", "0.31"]),
    ("OverlapLinesTooTight", "overlap", ["gradient", "falls by half"]),
    ("OverlapArrivesOnText", "overlap", ["target", "output"]),
    ("OverlapSwapStraight", "overlap", ["$a$", "$b$"]),
    ("OverlapFastPass", "overlap", ["0.7", "1.4"]),
    ("OverlapPassesOnPath", "overlap", ["loss", "x"]),
    ("OverlapLabelOfMovingDot", "overlap", ["$t$", "top"]),
    ("OverlapSortingNumbers", "overlap", ["0.90"]),
    ("OverlapBriefWhileTurning", "overlap", ["pivot", "one"]),
    ("OverlapQuickSwap", "overlap", ["0.20", "0.80"]),
    ("OverlapMovingTicks", "overlap", ["$m$", "$n$"]),
    ("CrossingLineThroughText", "crossing", ["threshold"]),
    ("CrossingCurveThroughWord", "crossing", ["sine"]),
    ("CrossingEdgeOfArea", "crossing", ["inside or out"]),
    ("CrossingDashedUpright", "crossing", ["here it bends"]),
    ("CrossingArrowThroughNumber", "crossing", ["0.75"]),
    ("CrossingSweepUpright", "crossing", ["$x = 1$"]),
    ("CrossingRadiusTurns", "crossing", ["angle"]),
    ("CrossingFastLine", "crossing", ["level"]),
    ("CrossingAreaGrowsThrough", "crossing", ["so far"]),
    ("CrossingCurveTilts", "crossing", ["kink"]),
    ("CrossingGridLineComesThrough", "crossing", ["moving"]),
    ("CrossingBarAfterMinus", "crossing", ["-0.75"]),
    ("CrossingTickBetweenDigits", "crossing", ["12"]),
    ("CrossingRuleInsideFormula", "crossing", ["f(x)"]),
    ("CrossingBracketBarInNumber", "crossing", ["0.50"]),
    ("CrossingTickInWord", "crossing", ["1024"]),
    ("CoveredTextByPanel", "covered", ["hidden layer"]),
    ("CoveredHalfAWord", "covered", ["weights"]),
    ("CoveredNumberByNode", "covered", ["0.62"]),
    ("CoveredPanelSlidesOver", "covered", ["sum"]),
    ("CoveredDotBehindBigger", "covered", []),
    ("CoveredDotUnderBar", "covered", []),
    ("CoveredCurveUnderArea", "covered", []),
    ("CoveredSquareUnderDisc", "covered", []),
    ("CoveredDotRollsBehindDisc", "covered", []),
    ("CoveredLinesUnderTriangle", "covered", []),
    ("CoveredDotUnderGrowingArea", "covered", []),
    ("CoveredArrowUnderBox", "covered", []),
    ("SmallNumber", "small", ["0.25"]),
    ("SmallSubscript", "small", ["$w_12 + b_3$"]),
    ("SmallWordYear", "small", ["2024"]),
    ("SmallAfterShrinking", "small", ["$y = 3$"]),
    ("SmallLiveNumber", "small", []),
    ("SmallTickLabels", "small", ["2"]),
    ("ContrastTextInGridColour", "contrast", ["regions"]),
    ("ContrastInkOnYellow", "contrast", ["weight"]),
    ("ContrastDarkRedWord", "contrast", ["penalty"]),
    ("ContrastTurnsDark", "contrast", ["$a dot x$"]),
    ("ContrastPinkOnRed", "contrast", ["$b$"]),
    ("ContrastDimmedInk", "contrast", ["not yet"]),
    ("ContrastDimmedMuted", "contrast", ["epoch"]),
    ("ContrastDimmedError", "contrast", ["$y - t$"]),
    ("ContrastDimmedWord", "contrast", ["second"]),
    ("ContrastDimmedNumber", "contrast", ["0.42"]),
    ("ContrastDimmedAxisText", "contrast", ["week"]),
    ("ContrastDimmedOnPaper", "contrast", ["chapter"]),
    ("ContrastFaintBand", "contrast", []),
    ("ContrastFaintDots", "contrast", []),
    ("ContrastDarkBars", "contrast", []),
    ("ContrastFaintRegion", "contrast", []),
    ("ContrastFaintSector", "contrast", []),
    ("ContrastDotInDarkBlue", "contrast", []),
    ("ContrastCurveInGridColour", "contrast", []),
    ("ContrastFaintSine", "contrast", []),
    ("ContrastFaintDashes", "contrast", []),
    ("ContrastArrowFades", "contrast", []),
    ("JumpDotBetweenPlays", "jump", []),
    ("JumpTextBetweenPlays", "jump", ["bias"]),
    ("JumpCurveBetweenPlays", "jump", []),
    ("JumpBarBetweenPlays", "jump", []),
    ("JumpArrowTurnsBetweenPlays", "jump", []),
    ("JumpUpdaterSteps", "jump", []),
    ("JumpRateFunctionSteps", "jump", []),
    ("JumpAppearsInside", "jump", []),
    ("JumpTextVanishesInside", "jump", ["too low"]),
    ("JumpLabelFlipsSide", "jump", ["$p$"]),
    ("JumpAddedInSuccession", "jump", ["half way"]),
    ("JumpCurveHops", "jump", []),
    ("JumpSizeInside", "jump", []),
    ("JumpPathStartsElsewhere", "jump", []),
    ("JumpRoundedPlaces", "jump", []),
    ("JumpRedrawnVanishes", "jump", []),
    ("IdleLongWait", "idle", []),
    ("IdleTwoWaits", "idle", []),
    ("IdleTrackerMovesNothing", "idle", []),
    ("IdleUnseenMoves", "idle", []),
    ("IdleMovesToItself", "idle", []),
    ("FlashPanelBlinks", "flash", []),
    ("FlashPulsesQuickly", "flash", []),
    ("FlashColoursSwap", "flash", []),
    ("FlashWiggle", "flash", []),
    ("GapTwoShares", "gap", ["0.48", "0.52"]),
    ("GapTwoColours", "gap", ["0.6", "0.4"]),
    ("GapWholeNumbers", "gap", ["12", "7"]),
    ("GapWordsRunTogether", "gap", ["bias", "ramp"]),
    ("GapFormulas", "gap", ["$w = 2$", "$3 = b$"]),
    ("GapTickLabelsTooTight", "gap", ["1500"]),
    ("GapNumbersDriftTogether", "gap", ["0.31", "0.69"]),
    ("GapNumberBeforeText", "gap", ["0.50", "5 steps"]),
    ("GapPangoNumbers", "gap", ["34", "51"]),
    ("GapMinusReadsAsOne", "gap", ["0.5", "$-0.3$"]),
    ("BelongingNearerToOther", "belonging", ["$P$"]),
    ("BelongingFarWithoutLeader", "belonging", ["minimum"]),
    ("BelongingWrongCurve", "belonging", ["shifted"]),
    ("BelongingWrongBar", "belonging", ["May"]),
    ("BelongingStaysBehind", "belonging", ["$x_1$"]),
    ("BelongingOtherComesNear", "belonging", ["$Q$"]),
    ("BelongingWrongNode", "belonging", ["second"]),
    ("BelongingWrongLine", "belonging", ["kink"]),
    ("BelongingColumnOfDots", "belonging", ["$b$"]),
    ("BelongingFarAboveCurve", "belonging", ["output"]),
    ("BelongingArrows", "belonging", ["$w_1$"]),
    ("BelongingLabelLeaves", "belonging", ["peak"]),
    ("TwinsLinesSideBySide", "twins", []),
    ("TwinsSines", "twins", []),
    ("TwinsRamps", "twins", []),
    ("TwinsArriveTogether", "twins", []),
    ("TwinsPartAtTheEnd", "twins", []),
    ("TwinsCircles", "twins", []),
    ("TwinsTwoAmplitudes", "twins", []),
    ("TwinsDashedOnSolid", "twins", []),
    ("NamesTwoDots", "names", ["$P$"]),
    ("NamesTwoCurves", "names", ["$f$"]),
    ("NamesDotAndLine", "names", ["$a$"]),
    ("NamesTwoBoxes", "names", ["layer"]),
    ("NamesLabelsTravelAlong", "names", ["B"]),
    ("NamesFirstOfThree", "names", ["$x_1$"]),
    ("NamesTwoArrows", "names", ["$w$"]),
]

LOOK_ALIKES: list[str] = [
    "LikeTextNearEdge",
    "LikeGroundGoesOn",
    "LikeArcStaysInside",
    "LikeCrossFadeInPlace",
    "LikeSwapOnArcs",
    "LikeTextBecomesText",
    "LikeLinesCloseButApart",
    "LikePassesBelow",
    "LikeStrongCurvesCross",
    "LikePlateAboveLine",
    "LikeUnderlined",
    "LikeBoxAround",
    "LikeAbsoluteBars",
    "LikeFractionBar",
    "LikeTypesetFraction",
    "LikeAxisWithTicks",
    "LikeQuietGrid",
    "LikeSweepStopsBelow",
    "LikeArrowPointsAtText",
    "LikeHaloOverLine",
    "LikeTextInsideBigDisc",
    "LikePanelBehindText",
    "LikeDotWithGroundRim",
    "LikeBeadOnBead",
    "LikeRingRoundDot",
    "LikeWiresEndBehindNodes",
    "LikeQuietAreaOverCurve",
    "LikeCardAfterTextLeft",
    "LikeDotAboveTheDisc",
    "LikeSmallestDigits",
    "LikeShrinksAway",
    "LikeGrowsFromNothing",
    "LikeSubscript",
    "LikeDimmedButRead",
    "LikeDimmedAsInClips",
    "LikeDimmedWord",
    "LikeDarkOnBright",
    "LikeFadesAway",
    "LikeBandWithEdges",
    "LikeHollowDots",
    "LikeGhostCurve",
    "LikeQuietBackgroundPanel",
    "LikeMutedText",
    "LikeBarsInStrongColour",
    "LikeFastButContinuous",
    "LikeBouncesAtWall",
    "LikeMovesWhileUnseen",
    "LikeTextWrittenIn",
    "LikeCounterRuns",
    "LikeCurveGrows",
    "LikeDotsOneByOne",
    "LikeStepCurve",
    "LikeSpinsFast",
    "LikeRedrawnCurve",
    "LikeSquareBecomesDisc",
    "LikeWaitsThreeSeconds",
    "LikeSlowDrift",
    "LikeSmallDotPulses",
    "LikeOneBrightening",
    "LikeSlowPulse",
    "LikeNumberAndUnit",
    "LikeTwoSharesApart",
    "LikeStackedNumbers",
    "LikeBracketsOfPieces",
    "LikeSumOfPieces",
    "LikeLeaderTwoUnits",
    "LikeLeaderOfTheProject",
    "LikeLeaderToALine",
    "LikeArrowFromLabel",
    "LikeLabelNearOwn",
    "LikeLabelFollows",
    "LikeLabelBetweenSorts",
    "LikeLabelBesideCurve",
    "LikeParallelCurves",
    "LikeRetracedInOtherColour",
    "LikeApproximation",
    "LikeSameColourCross",
    "LikeCurvesPart",
    "LikeGlowUnderCurve",
    "LikeDashesBesideNothing",
    "LikeNameGivenOn",
    "LikeTicksOfTwoAxes",
    "LikeTwoNamesOfOneDot",
    "LikeWordInTwoSentences",
    "LikePictureOnPaper",
    "LikeGuideFadesInside",
    "LikeLabelSwingsRound",
    "LikeLineUnderPassingLabel",
    "LikeAreaOnPaper",
]
