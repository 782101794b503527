"""The lift of the bias clip: a handle lifts the line, and its corner runs along the floor."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import BiasSweep, Neuron, PiecewiseLinear
from scenes.layout import EDGE, FRAME, MARGIN, NEURON_FORMULA, Region, on_pixels
from scenes.layout import NEURON_FLOOR as FLOOR
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.controls.beads import DOT, SPOT, disc
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import beside, legible, put_clear
from scenes.mobjects.lines import DASHED, filled, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph, Curve, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber, advance
from scenes.mobjects.text.notation import MINUS, Notation, as_markup, equals, on_a_bead
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

HIGHEST, DEEPEST = 1.65, 1.8
"""How far above and under the floor a handle may be."""
LEAST, MOST = 1.7, 2.6
"""How many times as far as the handle the corner runs on the frame: 1 / w, if it is in between."""
WHOLE, GONE = 2.5, 3.4
"""How far over the floor a falling line, which would run into the question, melts away."""
SHAFT_ENDS, GHOST_ENDS = 1.0, 2.0
"""Where the shaft ends, above the highest handle, and a ghost, above the floor."""
RINGED, NEAR = 1.45, 0.6
"""How much larger the corner is around the handle, and how near the handle is then."""
BELOW, DEEPER, OVER = 0.66, 1.35, 0.35
"""From the floor down to a number under it, and to the formula, which is wider: off the dashes.
Where the handle is under the floor, there is room over it."""
DIGITS = 3
"""Of the place of a corner in all."""
CABIN_AT = np.array([0.36, 0.26, 0.0])
"""From the handle to the corner of its cabin, away from the line."""
LOWEST = 0.35
"""How far over the floor the middle of the slope's name is at least."""
PADDING, CLEAR = 0.13, 0.2  # around its number, and from the floor to one under it
NUMBER, FORMULA, FILL = 0.48, 0.6, 0.16
"""The em heights of numbers and of the formula; how strongly the triangle is filled."""


class Cabin(mn.VGroup):
    """The body of the bias, with its number: it rides beside the handle, off the line."""

    def __init__(self, theme: Theme, stops: tuple[float, ...], side: float) -> None:
        # One decimal at least, so that a number that slides does not leap.
        self.side, self.biases, pink = side, Notation.of(stops, least=1), theme.colour("bias")
        self.number = LiveNumber(
            stops[0], self.biases, theme, NUMBER, role="bias", sign="inline",
            digits=self.biases.digits(stops), called="bias",
        )  # fmt: skip
        self.letter = Typeset("$b = thick$", theme, NUMBER, "bias")
        self.row = Row(self.letter, self.number)
        minus = NUMBER * advance(MINUS) if min(stops) < 0 else 0.0
        self.size = np.array([self.row.advance + minus + 2 * PADDING, 0.33 + 2 * PADDING, 0.0])
        box = mn.RoundedRectangle(0.12, width=self.size[0], height=self.size[1], color=pink)
        self.body = box.set_stroke(width=STROKES.curve - 1).set_fill(theme.ground, 1)
        self.stub = mn.VMobject(stroke_color=pink, stroke_width=STROKES.curve, fill_opacity=0)
        self.knob = disc(theme, "bias")
        super().__init__(self.stub, self.body, self.row, self.knob)
        exempt(self.stub, "contrast", "it starts on the corner's ring where the handle is there")
        faults: tuple[FaultKind, ...] = ("crossing", "covered", "overlap")
        for piece in (self.body, self.row):
            for fault in faults:
                exempt(piece, fault, "the cabin rides in front of everything")

    def ride(self, handle: np.ndarray, bias: float) -> None:
        """Be where the handle is."""
        self.number.set_value(bias)
        self.knob.move_to(handle)
        near = handle + CABIN_AT * [-self.side, 1, 0]
        under = min(0.0, FLOOR - CLEAR - self.size[1] - near[1])  # not on the floor's line
        near = near + mn.smooth(min(1.0, max(0.0, FLOOR - handle[1]) / NEAR)) * under * mn.UP
        middle = near + self.size / 2 * [-self.side, 1, 0]
        self.body.move_to(middle)
        written = self.letter.advance + NUMBER * advance(self.number.text)
        self.row.place(on_pixels(middle - np.array([written / 2, 0.16, 0.0])))
        self.stub.set_points(polyline(np.array([handle, middle])))


class Lift(Ground, Live[float]):
    """The line `w x + b` at any bias, what ReLU leaves of it, its handle and its corner.

    All but the ground come later: they are no parts of it, but follow its value, the bias.
    """

    def __init__(self, theme: Theme, sweep: BiasSweep) -> None:
        self.weight, self.stops = sweep.weight, sweep.stops
        self.side = float(np.sign(sweep.weight))
        top, low = max(self.stops), min(self.stops)
        self.up = min(room / bias for room, bias in ((HIGHEST, top), (DEEPEST, -low)) if bias > 0)
        further = float(np.clip(1 / abs(sweep.weight), LEAST, MOST))
        reach = EDGE / (abs(sweep.weight) * self.up * further)
        super().__init__(theme, FRAME, (-reach, reach), FLOOR, up=self.up)
        self.since = self.stops[0]
        corners = [-bias / self.weight for bias in self.stops]
        self.places = Notation.of(corners, least=1, digits=DIGITS)
        self.ramp = BrightGraph(self, self.neuron(0.0).function, "ramp", STROKES.strong + 2)
        if self.side < 0:
            self.ramp.melt(*((FLOOR + height) * mn.UP for height in (WHOLE, GONE)))
        self.below = Curve(self, "ramp", STROKES.guide + 1, DASHED)
        self.run, self.rise = arrow(theme, "ramp"), arrow(theme, "bias")
        self.corner, self.cabin = disc(theme, "ramp"), Cabin(theme, self.stops, self.side)
        for way in (self.run, self.rise):
            exempt(way, "contrast", "a short one lies under the corner")
        for piece in (self.ramp, self.below):
            exempt(piece, "cut", "the line goes on beyond the frame")
        self.at = LiveNumber(
            0, self.places, theme, NUMBER, role="ramp", sign="inline", called="corner"
        )
        self.result = LiveNumber(
            0, self.places, theme, FORMULA, role="ramp", digits=self.places.digits(corners[-1:]),
            sign="minus" if corners[-1] < 0 else "inline", called="corner",
        )  # fmt: skip
        sign = equals(self.places.is_exact(corners[-1]))
        formula = f"$-#bias[$b$] \\/ #weight[$w$] {sign} med$"
        self.formula = Row(Typeset(formula, theme, FORMULA), self.result)
        exempt(self.formula, "contrast", "the cabin rides over it as the handle passes 0")
        legible(self.at, theme, "floor")
        legible(self.formula, theme, "floor" if self.stops[-1] > 0 else "ground")
        self.shaft = mn.Line(color=theme.axis, stroke_width=STROKES.axis - 0.5)
        self.shaft_name = legible(Typeset("$x = 0$", theme, SIZES.tick, "muted"), theme)
        weight = on_a_bead(self.weight)[: -1 if abs(self.weight) == 1 else None]
        self.says = f"{weight} x + b".lstrip()
        slope = f"#weight[${as_markup(weight)}$] thin" if weight else ""
        self.axis_name = Typeset("$x$", theme, SIZES.label, "muted")
        self.axis_name.place(np.array([EDGE - MARGIN, FLOOR - 0.5, 0.0]), align=1.0)
        self.rule = Typeset(f'$y = "ReLU"\\({slope} x + #bias[$b$]\\)$', theme, 0.46)
        self.rule.place(NEURON_FORMULA * [self.side, 1, 0], align=float(self.side < 0))
        self.add(self.axis_name)
        self.set_value(self.stops[0])

    def neuron(self, bias: float) -> Neuron:
        """The neuron that has this bias."""
        return Neuron(self.weight, bias)

    def set_value(self, value: float) -> Self:
        """Lift the line to another bias."""
        self.bias, (low, high), at = value, self.x_range, -value / self.weight
        top = (GONE / self.up - value) / self.weight
        self.ramp.graph.domain = (min(max(low, top), high - 1e-6) if self.side < 0 else low, high)
        self.ramp.set_value(self.neuron(value).function)
        ends = np.array([at, -self.side * high])
        self.below.draw(np.column_stack([ends, self.weight * ends + value]))
        corner, handle = self.point(at, 0), self.point(0, value)
        near = max(0.0, 1 - float(np.linalg.norm(handle - corner)) / NEAR)
        radius = DOT * (1 + (RINGED - 1) * near)
        self.corner.set(width=2 * radius).move_to(corner)
        self.cabin.ride(handle, value)
        top = self.point(0, max(0.0, *self.stops))[1] + SHAFT_ENDS
        self.shaft.put_start_and_end_on((0.0, min(handle[1], FLOOR), 0.0), (0.0, top, 0.0))
        aside = np.array([0.1 * self.side, top - 0.2, 0.0])
        self.shaft_name.place(aside, align=float(self.side < 0))
        point(self.rise, np.array([self.point(0, self.since), handle]), radius)
        point(self.run, np.array([self.point(-self.since / self.weight, 0), corner]), radius)
        half = self.at.set_value(at).width / 2
        self.at.place(on_pixels(corner - np.array([half, BELOW, 0.0])))
        self.result.set_value(at)
        if self.stops[-1] > 0:
            self.formula.place(corner + DEEPER * mn.DOWN, align=0.5)
        else:
            self.formula.place(corner + OVER * mn.UP, align=float(self.side > 0))
        return self

    def start_from(self, since: float) -> None:
        """Let the arrows show the way from this bias."""
        self.since = since
        self.set_value(self.bias)

    def whole_line(self) -> PiecewiseGraph:
        """The line through the frame, as if there were no ReLU."""
        line, width = PiecewiseLinear.line(self.weight, self.bias), STROKES.guide + 1
        graph = PiecewiseGraph(self, line, "ramp", width, domain=self.ramp.graph.domain)
        return exempt(graph, "cut", "it is endless")


class Ghost(mn.VGroup):
    """What stays where the line was: thin. Its foot, its bias and its corner's place are apart."""

    def __init__(self, lift: Lift, goes_up: bool) -> None:
        theme, neuron, side = lift.theme, lift.neuron(lift.bias), lift.side
        self.at = -neuron.bias / neuron.weight
        tip = (GHOST_ENDS / lift.up - neuron.bias) / neuron.weight
        shown = f"$b = {lift.cabin.biases.markup(neuron.bias)}$"
        self.bias = legible(Typeset(shown, theme, SIZES.label + 0.04, "bias"), theme)
        most = lift.data_of(np.array([[EDGE - MARGIN - self.bias.advance, 0.0, 0.0]]))[0, 0]
        tip = min(tip, most) if side > 0 else max(tip, -most)
        ends = min(self.at, tip), max(self.at, tip)
        self.line = PiecewiseGraph(lift, neuron.function, "ramp", STROKES.curve - 2, domain=ends)
        self.line.set_stroke(theme.faint("ramp"))
        self.foot = mn.Circle(SPOT, color=theme.colour("ramp"), stroke_width=STROKES.guide)
        self.foot.set_fill(theme.ground, 1).move_to(lift.point(self.at, 0))
        exempt(self.foot, "covered", "the corner lies on it when it comes back there")
        above = lift.point(tip, neuron(tip)) + 0.18 * mn.UP
        self.bias.place(above, align=float((side > 0) != goes_up))
        names(self.bias, self.line)
        self.place = legible(lift.at.copy(), theme, "floor")
        super().__init__(self.line)


class Triangle:
    """Between the corner and the handle: the bias, the run that it takes at this slope."""

    def __init__(self, lift: Lift, within: Region) -> None:
        theme, side, bias, weight = lift.theme, lift.side, lift.bias, lift.weight
        zero, corner, handle = lift.point(0, 0), lift.corner.get_center(), lift.point(0, bias)
        self.area = filled(theme.colour("bias"), np.array([zero, corner, handle]))
        self.area.set_opacity(FILL)
        self.rise = arrow(theme, "bias", np.array([zero, handle]), rim=DOT)
        self.run = arrow(theme, "ink", np.array([zero, corner]), rim=DOT)
        # On a triangle's own colour, the colour of the bias could not be read.
        on, role = ("ground", "bias") if bias > 0 else ("floor", "ink")
        self.letter = legible(Typeset("$b$", theme, NUMBER, role), theme, on)
        aside = np.array([0.22 * side, -0.15, 0.0])
        self.letter.place((zero + handle) / 2 + aside, align=float(side < 0))
        steep, far = Notation.of([weight]), abs(bias / weight)
        sign = equals(lift.places.is_exact(far) and steep.is_exact(weight))
        rise, run = lift.cabin.biases.markup(abs(bias)), lift.places.markup(far)
        share = "#bias[${}$] \\/ #weight[${}$]".format
        letters = ("" if bias * weight > 0 else "-") + share("b", "w")
        length = f"${letters} = {share(rise, steep.markup(abs(weight)))} {sign} {run}$"
        self.length = Typeset(length, theme, NUMBER - 0.04)
        if bias > 0:
            self.length.place((zero + corner) / 2 + BELOW * mn.DOWN, align=0.5)
        else:
            self.length.place(corner + OVER * mn.UP, align=float(side > 0))
        legible(self.length, theme, "floor" if bias > 0 else "ground")
        names(self.length, self.run)
        slope = f"slope $#weight[$w = {steep.markup(weight)}$]$"
        self.slope = legible(Typeset(slope, theme, 0.42), theme)
        names(self.slope, lift.ramp)
        line, shares = lift.neuron(bias).function, np.linspace(0.4 if bias > 0 else 0.6, 0.8, 9)
        at = [share * side * lift.x_range[1] for share in shares]
        spots = [spot for x in at for spot in beside(self.slope, lift, line, x)]
        spots = [spot for spot in spots if spot[1] > FLOOR + LOWEST]
        paths = lift.ramp.graph.paths
        texts = [lift.rule, self.length, lift.formula]
        put_clear(self.slope, spots, within=within, texts=texts, paths=paths)
