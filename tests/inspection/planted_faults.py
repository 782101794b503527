"""Small scenes with one fault each, and look-alikes without it, to try the layout check on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import GUIDE, dashes, polyline
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import THEMES

UP, DOWN, LEFT, RIGHT = mn.UP, mn.DOWN, mn.LEFT, mn.RIGHT
EDGE_X, EDGE_Y = 64 / 9, 4.0


@dataclass(frozen=True)
class TrialBeat:
    index: int
    name: str
    caption: str
    start: float
    end: float


class Trial(mn.Scene):
    """A scene with beats, and with quick ways to make a text, a line or a panel."""

    def __init__(
        self, parameters: Mapping[str, Any] | None = None, theme: str = "dark", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.theme = THEMES[theme]
        self.beats: list[TrialBeat] = []
        cast(mn.Camera, self.camera).background_color = mn.ManimColor(self.theme.ground)

    def setup(self) -> None:
        self.beat("first")

    def beat(self, name: str) -> None:
        self.beats.append(TrialBeat(len(self.beats) + 1, name, name, self.time, self.time))

    def text(self, markup: str, at: Any = mn.ORIGIN, size: float = 0.4, role: str = "ink") -> Any:
        return Typeset(markup, self.theme, size, role).move_to(at)

    def line(self, start: Any, end: Any, width: float = 6, role: str = "ramp") -> Any:
        points = polyline(np.array([start, end], dtype=float))
        colour = self.theme.colour(role)
        return mn.VMobject(stroke_color=colour, stroke_width=width).set_points(points)

    def panel(self, width: float, height: float, role: str = "ramp", opacity: float = 1) -> Any:
        colour = self.theme.colour(role)
        return mn.Rectangle(
            width=width, height=height, stroke_width=0, fill_color=colour, fill_opacity=opacity
        )

    def tag(self) -> mn.VGroup:
        """A text on a quiet plate, behind which lines may pass."""
        return mn.VGroup(self.panel(1, 0.6, "ground", 0.85), self.text("tag"))

    def show(self, *mobjects: mn.Mobject) -> None:
        self.add(*mobjects)
        self.wait(1)


class ThreeBeats(Trial):
    """Without a fault: something still, something that turns by the clock, a rest in each beat."""

    def construct(self) -> None:
        word, dot = self.text("three", UP), mn.Dot(2 * LEFT, color=self.theme.ramp)
        wheel = self.line(DOWN, DOWN + RIGHT)
        wheel.add_updater(lambda line, dt: line.rotate(dt, about_point=DOWN))
        self.add(word, dot)
        self.play(dot.animate.shift(RIGHT), run_time=0.7)
        self.wait(1)
        self.beat("second")
        self.play(mn.FadeIn(wheel), run_time=0.5)
        self.play(dot.animate.shift(RIGHT), run_time=1.2)
        wheel.clear_updaters()
        self.wait(1.5)
        self.beat("third")
        self.play(mn.FadeOut(dot), run_time=0.3)
        self.wait(1)


# ---------------------------------------------------------------- cut


class TextNearTheEdge(Trial):
    def construct(self) -> None:
        word = self.text("margin")
        self.show(word.shift((EDGE_X - 0.2) * RIGHT - word.get_right()))


class TextAtTheMargin(Trial):
    def construct(self) -> None:
        word = self.text("margin")
        self.show(word.shift((EDGE_X - 0.36) * RIGHT - word.get_right()))


class TextPastTheFrameOnItsWay(Trial):
    def construct(self) -> None:
        word = self.text("wanderer", 3 * UP + 3 * LEFT)
        self.add(word)
        self.play(word.animate(path_arc=-np.pi).move_to(3 * UP + 3 * RIGHT), run_time=1)


class TextOnAnInnerWay(Trial):
    def construct(self) -> None:
        word = self.text("wanderer", 3 * LEFT)
        self.add(word)
        self.play(word.animate(path_arc=-np.pi).move_to(3 * RIGHT), run_time=1)


class ThickLineAtTheMargin(Trial):
    def construct(self) -> None:
        height = EDGE_Y - 0.37
        self.show(self.line([-3, height, 0], [3, height, 0], width=30))


class ThinLineAtTheMargin(Trial):
    def construct(self) -> None:
        height = EDGE_Y - 0.37
        self.show(self.line([-3, height, 0], [3, height, 0], width=2))


class EntranceFromOutside(Trial):
    def construct(self) -> None:
        word = exempt(self.text("enter", 9 * RIGHT), "cut", "it comes in from the wings")
        self.add(word)
        self.play(word.animate.move_to(mn.ORIGIN), run_time=1)


class WaitingInTheWings(Trial):
    def construct(self) -> None:
        self.show(self.text("actor", 9 * RIGHT), self.panel(20, 20, role="ground").shift(DOWN))


# ---------------------------------------------------------------- overlap


class TwoTextsInOnePlace(Trial):
    def construct(self) -> None:
        self.show(self.text("first"), self.text("second", 0.5 * RIGHT + 0.05 * UP))


class TwoLinesOfText(Trial):
    def construct(self) -> None:
        first = self.text("grey young page")
        self.show(first, self.text("light label", 0.42 * DOWN))


class CrossFade(Trial):
    def construct(self) -> None:
        first, second = self.text("before"), self.text("after")
        self.add(first)
        self.play(mn.FadeOut(first), mn.FadeIn(second), run_time=1)
        self.wait(0.5)


class OneAfterTheOther(Trial):
    def construct(self) -> None:
        first, second = self.text("before"), self.text("after")
        self.add(first)
        self.play(mn.FadeOut(first), run_time=0.5)
        self.play(mn.FadeIn(second), run_time=0.5)
        self.wait(0.5)


class FlightThroughAText(Trial):
    def construct(self) -> None:
        bird = self.text("bird", 3 * LEFT)
        self.add(bird, self.text("cloud"))
        self.play(bird.animate.move_to(3 * RIGHT), run_time=1)


class FlightOverAText(Trial):
    def construct(self) -> None:
        bird = self.text("bird", 3 * LEFT + UP)
        self.add(bird, self.text("cloud"))
        self.play(bird.animate.move_to(3 * RIGHT + UP), run_time=1)


class CopyThatLeaves(Trial):
    def construct(self) -> None:
        number = self.text("$0.25$")
        self.add(number)
        self.play(number.copy().animate.move_to(2 * DOWN), run_time=1)
        self.wait(0.5)


class PartOfAFormulaThatLeaves(Trial):
    def construct(self) -> None:
        formula = self.text("$y = #part(100)[$x + 1$]$")
        self.add(formula)
        self.play(formula.part(100).copy().animate.shift(2 * DOWN), run_time=1)
        self.wait(0.5)


class PartThatLandsOnAText(Trial):
    def construct(self) -> None:
        formula = self.text("$y = #part(100)[$x + 1$]$")
        self.add(formula, self.text("landing", formula.part(100).get_center() + 2 * DOWN))
        self.play(formula.part(100).copy().animate.shift(2 * DOWN), run_time=1)
        self.wait(0.5)


# ---------------------------------------------------------------- crossing


class HairlineThroughSmallText(Trial):
    def construct(self) -> None:
        self.show(self.text("$0.5$", size=0.32), self.line(DOWN, UP, width=1.5, role="axis"))


class LineThroughAText(Trial):
    def construct(self) -> None:
        self.show(self.line(2 * LEFT, 2 * RIGHT), self.text("label"))


class LineBetweenTwoWords(Trial):
    def construct(self) -> None:
        words = self.text("both active")
        gap = (words.runs[0][1].get_left() + words.runs[0][1].get_right()) / 2
        boxes = self.line(gap + DOWN + 0.09 * LEFT, gap + UP + 0.09 * LEFT, width=3)
        self.show(boxes, words)


class DashedLineThroughAText(Trial):
    def construct(self) -> None:
        path = np.array([[-2.0, -1.0, 0.0], [2.0, 1.0, 0.0]])
        line = mn.VMobject(stroke_color=self.theme.second, stroke_width=3)
        line.set_points(polyline(dashes(path, GUIDE)))
        self.show(line, self.text("dashed"))


class ManimsDashedLineThroughAText(Trial):
    def construct(self) -> None:
        dashed = mn.DashedLine(DOWN + 2 * LEFT, UP + 2 * RIGHT, color=self.theme.second)
        self.show(dashed, self.text("dashed"))


class DimCurveUnderAText(Trial):
    def construct(self) -> None:
        line = self.line(2 * LEFT + DOWN, 2 * RIGHT + UP).set_stroke(opacity=0.55)
        self.show(line, self.text("over"))


class CurveThatSweepsOverAText(Trial):
    def construct(self) -> None:
        line = self.line(2 * LEFT + DOWN, 2 * LEFT + UP)
        self.add(line, self.text("still"))
        self.play(line.animate.shift(4 * RIGHT), run_time=1)


class LineOverATag(Trial):
    def construct(self) -> None:
        self.show(self.tag(), self.line(2 * LEFT, 2 * RIGHT))


class LineUnderATag(Trial):
    def construct(self) -> None:
        self.show(self.line(2 * LEFT, 2 * RIGHT), self.tag())


class TagThatFadesInOverALine(Trial):
    def construct(self) -> None:
        self.add(self.line(2 * LEFT, 2 * RIGHT))
        self.play(mn.FadeIn(self.tag()), run_time=1)
        self.wait(0.5)


class EdgeOfABarInAText(Trial):
    def construct(self) -> None:
        bar = self.panel(2, 1).shift(DOWN)
        self.show(bar.set_fill("#55627c"), self.text("on the edge", 0.5 * DOWN))


class GridBehindAText(Trial):
    def construct(self) -> None:
        grid = [self.line([x, -2, 0], [x, 2, 0], 1.5, "grid") for x in np.arange(-2, 2, 0.3)]
        self.show(*grid, self.text("quiet grid"))


class GroundWithTicks(Trial):
    def construct(self) -> None:
        frame = Region(-mn.config.frame_x_radius, mn.config.frame_x_radius, -4, 4)
        self.show(Ground(self.theme, frame, (-1.0, 1.0), -1.0, ticks=[(0.2, "0.2"), (0.8, "0.8")]))


class LeaderThatEndsAtALabel(Trial):
    def construct(self) -> None:
        word = self.text("here")
        self.show(self.line(3 * LEFT, word.get_left()), word)


class NameInACircle(Trial):
    def construct(self) -> None:
        node = mn.Circle(
            0.34,
            stroke_color=self.theme.ramp,
            stroke_width=3,
            fill_color=self.theme.panel,
            fill_opacity=1,
        )
        self.show(self.line(3 * LEFT, 0.34 * LEFT, 3), node, self.text("$y_1$", size=0.38))


class LinesThatCannotBeSeen(Trial):
    def construct(self) -> None:
        clear = self.line(2 * LEFT, 2 * RIGHT).set_stroke(opacity=0)
        hidden = self.line(2 * LEFT, 2 * RIGHT)
        self.show(hidden, self.panel(5, 1, role="ground"), clear, self.text("nothing"))


class LinePastACorner(Trial):
    def construct(self) -> None:
        word = self.text("xanax")
        corner = word.get_corner(UP + LEFT)
        self.show(self.line(corner + LEFT + 0.2 * DOWN, corner + RIGHT + 0.6 * UP, 3), word)


# ---------------------------------------------------------------- covered


class PanelOverAText(Trial):
    def construct(self) -> None:
        word = self.text("hidden")
        self.show(word, self.panel(0.6, 1, role="panel").align_to(word, LEFT))


class PanelBehindAText(Trial):
    def construct(self) -> None:
        self.show(self.panel(2, 1, role="panel"), self.text("shown"))


class PanelThatPassesOverAText(Trial):
    def construct(self) -> None:
        shutter = self.panel(1, 1, role="panel").shift(3 * LEFT)
        self.add(self.text("shutter"), shutter)
        self.play(shutter.animate.shift(6 * RIGHT), run_time=1)


class AreaOverAText(Trial):
    def construct(self) -> None:
        self.show(self.text("tinted"), self.panel(3, 1, role="total", opacity=0.2))


class ClearPanelOverAText(Trial):
    def construct(self) -> None:
        self.show(self.text("clear"), self.panel(3, 1, opacity=0.01))


# ---------------------------------------------------------------- small


class SmallText(Trial):
    def construct(self) -> None:
        self.show(self.text("$0.5$", size=0.21))


class TextJustLargeEnough(Trial):
    def construct(self) -> None:
        self.show(self.text("$0.5$", size=0.24))


class SmallIndex(Trial):
    def construct(self) -> None:
        self.show(self.text("$y_1$", size=0.28))


class IndexLargeEnough(Trial):
    def construct(self) -> None:
        self.show(self.text("$y_1 = x_i$", size=0.34))


class TextThatShrinks(Trial):
    def construct(self) -> None:
        word = self.text("2 units", size=0.4)
        self.add(word)
        self.play(word.animate.scale(0.5), run_time=0.5)
        self.wait(0.5)


class TextThatGrowsIn(Trial):
    def construct(self) -> None:
        self.play(mn.FadeIn(self.text("2 units"), scale=0.2), run_time=0.5)
        self.wait(0.5)


class SignsAlone(Trial):
    def construct(self) -> None:
        self.show(self.text("$=$"), self.text("$-$", UP), self.text(",", DOWN))


class SmallTextOfAnotherType(Trial):
    def construct(self) -> None:
        self.show(mn.Text("small print", font_size=12, color=self.theme.ink))


# ---------------------------------------------------------------- contrast


class FaintText(Trial):
    def construct(self) -> None:
        self.show(self.text("faint", role="grid"))


class TextFaintOnItsPanel(Trial):
    def construct(self) -> None:
        self.show(self.panel(3, 1, role="axis"), self.text("on grey", role="muted"))


class TextUnderAVeil(Trial):
    def construct(self) -> None:
        self.show(self.text("veiled", role="muted"), self.panel(3, 1, role="ground", opacity=0.45))


class TextHalfOnABar(Trial):
    def construct(self) -> None:
        words = self.text("half and half", role="ink")
        bar = self.panel(3, 1, role="input").align_to(words.get_center(), LEFT)
        self.show(exempt(bar, "crossing", "it is the contrast that is tried here"), words)


class TextOnATranslucentBand(Trial):
    def construct(self) -> None:
        band = self.panel(4, 3, role="total", opacity=0.1)
        self.show(band, self.text("on a band", role="total"))


class FaintCurve(Trial):
    def construct(self) -> None:
        self.show(self.line(3 * LEFT, 3 * RIGHT, role="grid"))


class CurveHalfOnAPanel(Trial):
    def construct(self) -> None:
        panel = self.panel(3, 2, role="ramp").shift(1.5 * RIGHT)
        self.show(panel, self.line(3 * LEFT, 3 * RIGHT, role="second"))


class HalfFadedCurve(Trial):
    def construct(self) -> None:
        curve = self.line(3 * LEFT, 3 * RIGHT, role="axis")
        self.add(curve)
        self.play(curve.animate.set_stroke(opacity=0.5), run_time=0.5)
        self.wait(0.5)


class OutlineOfAFilledCircle(Trial):
    def construct(self) -> None:
        total = self.theme.total
        self.show(mn.Circle(1, color=total, fill_opacity=1), self.line(3 * LEFT, 2 * LEFT))


class FaintInTheLightOnly(Trial):
    def construct(self) -> None:
        word = self.text("mustard")
        self.show(word.set_color("#b8a24a"))


# ---------------------------------------------------------------- jump


class ThingThatPopsUpWithABeat(Trial):
    def construct(self) -> None:
        self.add(self.text("there", UP))
        self.wait(0.5)
        self.beat("second")
        newcomer = self.text("pop")
        self.add(newcomer)
        self.play(newcomer.animate.shift(DOWN), run_time=0.5)


class ThingThatGoesWithABeat(Trial):
    def construct(self) -> None:
        word = self.text("gone")
        self.show(word, self.text("there", UP))
        self.beat("second")
        self.remove(word)
        self.wait(0.5)


class ThingThatFadesInWithABeat(Trial):
    def construct(self) -> None:
        self.show(self.text("there", UP))
        self.beat("second")
        self.play(mn.FadeIn(self.text("soft")), mn.Create(self.line(DOWN, DOWN + RIGHT)))


class ThingThatPopsUpInABeat(Trial):
    def construct(self) -> None:
        curve = self.line(3 * LEFT + DOWN, 3 * RIGHT + UP)
        self.play(mn.Create(curve), run_time=0.5)
        self.add(self.panel(2, 1, role="total").shift(2 * DOWN))
        self.wait(0.5)


class ThingThatLeapsAtTheEnd(Trial):
    def construct(self) -> None:
        dot = mn.Dot(radius=0.2, color=self.theme.ramp)
        tracker = mn.ValueTracker(0.0)
        dot.add_updater(lambda moved: moved.set_x(1.0 * (tracker.get_value() == 1)))
        self.add(dot)
        self.play(tracker.animate.set_value(1.0), run_time=0.5)
        dot.clear_updaters()
        self.wait(0.5)


class OrderOfDrawingThatChanges(Trial):
    def construct(self) -> None:
        line, card = self.line(3 * LEFT, 3 * RIGHT), self.panel(1.5, 1, role="ramp")
        line.set_color(self.theme.ink)
        self.show(line, card)
        self.beat("second")
        self.bring_to_front(line)
        self.wait(0.5)


class CounterThatTicks(Trial):
    def construct(self) -> None:
        count = LiveNumber(0, Notation(0), self.theme, 0.6, sign="none")
        dot = mn.Dot(2 * LEFT + DOWN, color=self.theme.ramp)
        self.add(count, dot)
        for value in (1, 2):
            self.play(dot.animate.shift(RIGHT), run_time=0.5)
            count.set_value(value)
        self.wait(0.5)


class LeapThatIsExempt(Trial):
    def construct(self) -> None:
        word = exempt(self.text("cut"), "jump", "a hard cut to the next scene")
        self.show(self.text("there", UP))
        self.beat("second")
        self.show(word)


# ---------------------------------------------------------------- idle


class LongRest(Trial):
    def construct(self) -> None:
        self.add(self.text("rest"))
        self.wait(3.5)


class ShortRests(Trial):
    def construct(self) -> None:
        word = self.text("rest")
        self.add(word)
        for _ in range(2):
            self.wait(2.8)
            self.play(word.animate.shift(0.5 * RIGHT), run_time=0.5)


class RestsThatAddUp(Trial):
    def construct(self) -> None:
        clear = self.line(LEFT, RIGHT).set_stroke(opacity=0)
        self.add(self.text("rest", UP), clear)
        self.wait(2)
        self.beat("second")
        self.play(clear.animate.shift(DOWN), run_time=2)


class SlowMove(Trial):
    def construct(self) -> None:
        dot = mn.Dot(LEFT, color=self.theme.ramp)
        self.add(dot)
        self.play(dot.animate.shift(RIGHT), run_time=5)


# ---------------------------------------------------------------- flash


def twelve_changes(share: float) -> float:
    return float(0.5 - 0.5 * np.cos(2 * np.pi * 6 * share))


class BlinkingPanel(Trial):
    def construct(self) -> None:
        panel = self.panel(8, 5, role="ink", opacity=0)
        self.add(panel)
        self.play(panel.animate.set_fill(opacity=1), run_time=2, rate_func=twelve_changes)


class BlinkingDot(Trial):
    def construct(self) -> None:
        dot = mn.Dot(radius=0.3, color=self.theme.ink)
        self.add(dot)
        self.play(dot.animate.set_fill(opacity=0), run_time=2, rate_func=twelve_changes)


class PanelThatComesAndGoes(Trial):
    def construct(self) -> None:
        panel = self.panel(8, 5, role="ink", opacity=0)
        self.add(panel)
        self.play(panel.animate.set_fill(opacity=1), run_time=0.5)
        self.play(panel.animate.set_fill(opacity=0), run_time=0.5)


class PanelThatTravels(Trial):
    def construct(self) -> None:
        panel = self.panel(3, 3, role="ink").shift(4 * LEFT)
        self.add(panel)
        self.play(panel.animate.shift(8 * RIGHT), run_time=1)


# ---------------------------------------------------------------- out of sight


class PictureWithoutOutlines(Trial):
    def construct(self) -> None:
        image = mn.ImageMobject(np.full((8, 8, 3), 200, dtype=np.uint8))
        self.show(image)
