"""What measures in the detectors clip: meters with a dotted threshold, and the point that walks."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from scenes.layout import FRAME
from scenes.mobjects.clips.detectors_map import DOT, VIEW, Chart, disc, dotted
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polygon, polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

FLOOR, TOP, PITCH, HALF = -2.45, 2.15, 1.28, 0.42
"""Of the meters: the heights of both ends, from one to the next, and half the width of one."""
LEFT = VIEW.right + 0.75 + HALF
NUMBER, WORD, LETTER = 0.46, 0.4, 0.38
"""Em heights: of a score, of HIGH or LOW on a meter, and in a signature."""
LIT, UNLIT = 1.0, 0.45
"""How opaque a bar is that is HIGH, and one that is LOW."""
CLOSE, BRIGHT = 0.09, 2.2
"""How near to the threshold, as a share of it, both dotted lines light up, and how much."""
SEEN = VIEW.inset(top=0.1)
"""Where the light along a line of the map is: clear of its upper edge."""
BALL = 0.19
SMALL, LARGE = (0.42, 0.15, 0.3), (1.15, 0.33, 0.45)
"""The bars of a signature: from one to the next, half a width, and their height on a meter's."""


class Bar(mn.VGroup, Live[float]):
    """A bar on its floor, so high as a score; from the threshold on it is bright, and HIGH.

    size: half its width, and the frame units of a score of 1.
    """

    def __init__(
        self,
        theme: Theme,
        neuron: int,
        foot: np.ndarray,
        size: tuple[float, float],
        threshold: float,
        em: float,
        below: float,
    ) -> None:
        self.theme, self.role = theme, NEURON_ROLES[neuron]
        self.foot, (self.half, self.unit), self.threshold = foot, size, threshold
        self.body = mn.VMobject(stroke_width=0, fill_color=theme.body(self.role), fill_opacity=1)
        self.level = stroked(theme.colour(self.role), STROKES.strong, np.zeros((4, 3)))
        self.word, self.spot = Glyphs("LOW", theme, em, self.role), foot + below * mn.DOWN
        line = np.array([foot, foot]) + np.outer([-1.25, 1.25], [self.half, 0, 0])
        self.dots = dotted(theme, self.role, line + threshold * self.unit * mn.UP)
        exempt(self.dots, "crossing", "a threshold crosses its bar")
        super().__init__(self.body, self.level, self.dots, self.word)

    def set_value(self, value: float) -> Self:
        """Have another height."""
        up, side = value * self.unit * mn.UP, self.half * mn.RIGHT
        base = np.array([self.foot - side, self.foot + side])
        high = value >= self.threshold
        self.body.set_points(polygon(np.vstack([base, base[::-1] + up])))
        self.level.set_points(polyline(base + up))
        self.body.set_fill(opacity=LIT if high else UNLIT)
        colour = self.theme.colour(self.role) if high else self.theme.faint(self.role)
        self.level.set_stroke(colour)
        self.word.spell("HIGH" if high else "LOW").set_fill(colour).place(self.spot, align=0.5)
        return self


class Meter(mn.VGroup, Live[float]):
    """The meter of a neuron: its bar in a tube, the score below it, and HIGH or LOW."""

    def __init__(
        self, theme: Theme, neuron: int, unit: float, threshold: float, written: Notation
    ) -> None:
        foot = np.array([LEFT + neuron * PITCH, FLOOR, 0.0])
        side, top = HALF * mn.RIGHT, (TOP - FLOOR) * mn.UP
        tube = np.array([foot - side + top, foot - side, foot + side, foot + side + top])
        self.tube = stroked(theme.axis, STROKES.hair, polyline(tube))
        self.bar = Bar(theme, neuron, foot, (HALF, unit), threshold, WORD, 1.18)
        self.number = LiveNumber(
            0.0, written, theme, NUMBER, role=NEURON_ROLES[neuron], sign="none", called=f"{neuron}"
        )
        self.disc = disc(theme, neuron, foot + top + 0.42 * mn.UP)
        self.number.hang(foot + 0.46 * mn.DOWN)
        super().__init__(self.tube, self.bar, self.number, self.disc)

    def set_value(self, value: float) -> Self:
        """Show another score."""
        self.bar.set_value(value)
        self.number.set_value(value)
        return self


class Flash(Glow, Live[float]):
    """Light along a dotted line (2, 3), while a score is near its threshold, as a share of it."""

    def __init__(self, theme: Theme, dots: mn.VMobject, line: np.ndarray) -> None:
        super().__init__(stroked(dots.get_stroke_color(), DOT, polyline(line)), theme)
        self.theme = theme
        for stroke in self.strokes:
            stroke.cap_style = mn.CapStyleType.BUTT
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Be the brighter the nearer."""
        share = BRIGHT * np.exp(-(((value - 1) / CLOSE) ** 2))
        for stroke, (_, opacity) in zip(self.strokes, self.theme.glow, strict=True):
            stroke.set_stroke(opacity=share * opacity)
        return self


class Signature(mn.VGroup):
    """The bars of a point, side by side on one floor; at the end they are larger, with words."""

    def __init__(self, walker: Walker, scores: np.ndarray, *, large: bool) -> None:
        model, theme = walker.chart.model, walker.chart.theme
        step, half, share = LARGE if large else SMALL
        size = half, share * walker.unit
        self.bars = [
            Bar(theme, n, n * step * mn.RIGHT, size, model.threshold, LETTER, 0.42).set_value(score)
            for n, score in enumerate(scores)
        ]
        super().__init__(*self.bars)
        if not large:
            for bar in self.bars:
                bar.remove(bar.word)


class Walker(mn.VGroup, Live[np.ndarray]):
    """The point that walks over the map, and the meters that read it; its value is its place.

    Tapes go to it from the lines that it is beyond. `flashes` light up as it is on dotted lines.
    """

    def __init__(self, chart: Chart, highest: float, written: Notation) -> None:
        theme, model = chart.theme, chart.model
        self.chart, self.unit = chart, (TOP - FLOOR) / highest
        self.meters = [
            Meter(theme, n, self.unit, model.threshold, written) for n in range(len(NEURON_ROLES))
        ]
        ball = mn.Circle(BALL, stroke_color=theme.ground, stroke_width=STROKES.guide)
        rim = mn.Circle(BALL, stroke_color=theme.input, stroke_width=STROKES.guide)
        self.ball = mn.VGroup(Glow(rim, theme), ball.set_fill(theme.input, 1))
        self.tapes = [
            stroked(theme.colour(role), STROKES.curve, np.zeros((4, 3))) for role in NEURON_ROLES
        ]
        self.flashes = [
            [
                Flash(theme, chart.dots[n], chart.line(n, model.threshold, SEEN)),
                Flash(theme, meter.bar.dots, meter.bar.dots.points[[0, -1]]),
            ]
            for n, meter in enumerate(self.meters)
        ]
        self.awake = mn.VGroup()
        super().__init__(self.awake, self.ball)

    def wake(self, neuron: int) -> list[mn.VMobject]:
        """Let a neuron change with the place from now on; return what comes into sight with it."""
        new = [self.flashes[neuron][1], self.meters[neuron], self.tapes[neuron]]
        self.awake.add(*new)
        return [self.meters[neuron], self.tapes[neuron]]

    def set_value(self, value: np.ndarray) -> Self:
        """Be at another place of the map."""
        self.at, model = value, self.chart.model
        self.ball.move_to(self.chart.point(*value))
        for n, score in enumerate(model.layer(value)):
            if self.meters[n] in self.awake.submobjects:
                foot = model.nearest(value, n, 0.0) if score else value
                self.tapes[n].set_points(polyline(self.chart.points_of(np.array([foot, value]))))
                self.meters[n].set_value(score)
                for flash in self.flashes[n]:
                    flash.set_value(score / model.threshold)
        return self


def cover(theme: Theme) -> mn.Rectangle:
    """The ground of the meters, over the map."""
    width = FRAME.right - VIEW.right
    plate = mn.Rectangle(width=width, height=FRAME.height, stroke_width=0)
    plate.set_fill(theme.ground, 1).move_to(np.array([VIEW.right + width / 2, 0.0, 0.0]))
    return exempt(plate, "covered", "the map is under it")
