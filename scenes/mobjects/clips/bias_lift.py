"""The lift of the bias clip: one handle lifts two lines, and their corners run along the floor."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Self

import manim as mn
import numpy as np

from relu_anim import BiasSweep, Neuron, PiecewiseLinear
from scenes.layout import EDGE, FRAME, MARGIN, on_pixels
from scenes.layout import NEURON_FLOOR as FLOOR
from scenes.layout import NEURON_FORMULA as FORMULA_AT
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.controls.beads import DOT, SPOT, disc
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import box_of, halo, legible, overlap
from scenes.mobjects.lines import DASHED, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph, Curve, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber, advance
from scenes.mobjects.text.notation import MINUS, Notation, equals
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

HIGHEST, DEEPEST = 1.6, 1.5
"""How far above and under the floor a handle may be: the formula is above its cabin."""
WIDEST, WIDEST_BESIDE = 4.4, 2.6
"""How far from x = 0 a corner may be: of the line alone, and of the flatter one of two."""
STRETCH = 1.7
"""How much longer on the frame a unit of x is than one of y: corners part, and lines lie flat."""
CEILING, SHAFT_ENDS = 1.6, 1.3
"""Where a line ends that would run into the formula, and the shaft above the highest handle."""
RINGED, NEAR = (1.45, 1.9), 0.6
"""How much larger the corners are around the handle, and how near the handle is then."""
TICK = 0.12
"""Half the length of the strokes at both ends of a measure."""
LANES, WAYS, SHALLOW = (0.36, 0.95), (0.5, 0.95), 0.75
"""From the floor to the runs, and from the foot of the lift, or from under the numbers, to ways."""
BELOW, ASIDE = 0.5, 0.2
"""From the floor down to a corner's number, and from a thing to what is written beside it."""
CABIN_AT, BESIDE = np.array([-0.36, 0.26, 0.0]), np.array([-0.8, -0.28, 0.0])
"""From the handle to the corner of its cabin, and where a falling line would run through that."""
PADDING, CLEAR = 0.13, 0.2  # around its number, and from the floor to one under it
GHOST_TIP, GHOST_ROOM, OVER_TIP = 0.36, 1.4, 0.24
"""Where ghosts end, the width that the bias over a tip takes, and how far over it that is."""
NAMED_AT, LOWEST_NAME = (2.1, 2.0, 1.2), 0.55
"""How high slopes stand beside both lines and a falling one; how high over the floor at least."""
NAMES, FILL = 0.38, 0.14
"""The size of names, and how strongly a triangle is filled: two lie on one another."""
RUN = "#bias[$b$] \\/ #weight[$w$]"


@dataclass(frozen=True)
class State:
    """The bias, the weight of the second line, and the frame units of one unit of x."""

    bias: float
    weight: float
    across: float

    def towards(self, other: State, share: float) -> State:
        """The state that lies this share of the way to another one."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return State(*((1 - share) * here + share * there for here, there in pairs))


class Cabin(mn.VGroup):
    """The body of the bias, with its number: it rides beside the handle, off the line."""

    def __init__(self, theme: Theme, stops: tuple[float, ...], biases: Notation) -> None:
        number = LiveNumber(
            stops[0], biases, theme, 0.44, role="bias", sign="inline", digits=biases.digits(stops),
            called="bias",
        )  # fmt: skip
        self.number, pink = number, theme.colour("bias")
        self.letter = Typeset("$b = thick$", theme, number.size, "bias")
        self.row = Row(self.letter, number)
        minus = number.size * advance(MINUS) if min(stops) < 0 else 0.0
        self.size = np.array([self.row.advance + minus + 2 * PADDING, 0.3 + 2 * PADDING, 0.0])
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

    def ride(self, handle: np.ndarray, bias: float, *, falls: float) -> None:
        """Be where the handle is; more and more between two lines as one of them falls."""
        self.number.set_value(bias)
        self.knob.move_to(handle)
        near = handle + CABIN_AT + falls * (BESIDE - CABIN_AT)
        under = min(0.0, FLOOR - CLEAR - self.size[1] - near[1])  # not on the floor's line
        near = near + mn.smooth(min(1.0, max(0.0, FLOOR - handle[1]) / NEAR)) * under * mn.UP
        middle = near + self.size / 2 * [-1, 1, 0]
        self.body.move_to(middle)
        written = self.letter.advance + self.number.width
        self.row.place(on_pixels(middle - np.array([written / 2, 0.15, 0.0])))
        self.stub.set_points(polyline(np.array([handle, middle])))


class Ghost(mn.VGroup):
    """What stays where a line was: thin, its corner's place at the foot, its bias over the tip."""

    def __init__(self, slant: Slant, bias: float) -> None:
        lift, theme, role = slant.lift, slant.lift.theme, slant.role
        neuron = Neuron(slant.ramp_weight, bias)
        at, edge = -bias / neuron.weight, (EDGE - GHOST_ROOM / 2) / lift.state.across
        tip = float(np.clip(at + (GHOST_TIP - FLOOR) / lift.up / neuron.weight, -edge, edge))
        self.neuron, ends = neuron, (min(at, tip), max(at, tip))
        self.line = PiecewiseGraph(lift, neuron.function, role, STROKES.curve - 2, domain=ends)
        self.line.set_stroke(theme.faint(role))
        self.foot = mn.Circle(SPOT, color=theme.colour(role), stroke_width=STROKES.guide)
        self.foot.set_fill(theme.ground, 1).move_to(lift.point(at, 0))
        exempt(self.foot, "covered", "the corner lies on it when it comes back there")
        self.place = slant.place_of_corner(bias)
        shown = f"$b = {lift.biases.markup(bias)}$"
        self.bias = legible(Typeset(shown, theme, SIZES.label, "bias"), theme)
        names(self.bias, self.line)
        self.bias.place(lift.point(tip, neuron(tip)) + OVER_TIP * mn.UP, align=0.5)
        self.label = mn.VGroup(self.bias, self.place)
        super().__init__(self.line, self.foot)


class Slant:
    """One of the two lines: what ReLU leaves of it, its corner, its run, their names."""

    def __init__(self, lift: Lift, weight: float, role: str, which: int) -> None:
        self.lift, self.role, self.which, theme = lift, role, which, lift.theme
        self.weight, last = weight, lift.last
        self.ramp = BrightGraph(lift, Neuron(weight, last).function, role, STROKES.strong + 2)
        self.below = Curve(lift, role, STROKES.guide + 1, DASHED)
        self.run = arrow(theme, role)
        self.span = measure(theme, "ink")
        self.corner = disc(theme, role)
        pink = theme.colour("bias")
        self.triangle = mn.VMobject(stroke_width=0, fill_color=pink, fill_opacity=FILL)
        shown, run = lift.weights.markup(weight), abs(last / weight)
        self.places = Notation.of([bias / weight for bias in lift.stops], least=1)
        self.slope = legible(Typeset(f"slope $#weight[$w = {shown}$]$", theme, NAMES), theme)
        rise, steep = lift.biases.markup(abs(last)), lift.weights.markup(abs(weight))
        sign = equals(self.places.is_exact(run) and lift.weights.is_exact(weight))
        share = f"#bias[${rise}$] \\/ #weight[${steep}$] {sign} {self.places.markup(run)}"
        self.inner = weight > 1 if which else 0 < lift.second_weight < 1
        on = "floor" if last > 0 else "ground"
        self.run_name = legible(Typeset(f"run ${share}$", theme, NAMES), theme, on)
        names(self.slope, self.ramp)
        names(self.run_name, self.run)
        self.name = self.written(f"$-{RUN} {sign} {self.places.markup(-last / weight)}$")
        if lift.last > 0 and not self.inner:
            halo(self.name, theme)
        for piece in (self.ramp, self.below, self.run, self.corner):
            exempt(piece, "cut", "lines run off the frame, and so does a corner as a line tips")
        exempt(self.ramp, "contrast", "the second line tilts out from under the first")
        exempt(self.ramp.glow, "jump", "as the line tips over, the other side of its bend rises")
        exempt(self.run, "contrast", "it may set out from the line that its corner runs on")

    @property
    def ramp_weight(self) -> float:
        """The weight of what is drawn now: the second line tilts."""
        return self.lift.state.weight or 1e-9 if self.which else 1.0

    def lie(self, bias: float, since: float, way: float) -> None:
        """Draw the line at this bias; since: the bias from where the corner has come."""
        lift, slope = self.lift, self.ramp_weight
        neuron = Neuron(slope, bias)
        at, (left, right) = -bias / slope, lift.x_range
        start = ((CEILING - FLOOR) / lift.up - bias) / slope if slope < 0 else left
        if self.which and slope > 0:  # what is flat in both lines is drawn once
            start = min(at, -bias)
        self.ramp.graph.domain = (float(np.clip(start, left, right - 1e-6)), right)
        self.ramp.set_value(neuron.function)
        path = self.ramp.graph.paths[0]
        for stroke in self.ramp.glow.strokes if self.which else ():  # not on the floor
            stroke.set_points(polyline(path[-2:] if slope > 0 else path[:2]))
        ends = np.array([np.clip(at, left, right), left if slope > 0 else right])
        self.below.draw(np.column_stack([ends, slope * ends + bias]))
        corner, zero, handle = lift.point(at, 0), lift.point(0, 0), lift.point(0, bias)
        near = max(0.0, 1 - float(np.linalg.norm(handle - corner)) / NEAR)
        radius = DOT * (1 + (RINGED[self.which] - 1) * near)
        self.corner.set(width=2 * radius).move_to(corner)
        draw(self.triangle, polygon(np.array([corner, zero, handle])), corner)
        level = (-1 if lift.last > 0 else 1) * LANES[self.which] * mn.UP
        lay_along(self.span, zero + level, corner + level)
        away = -np.sign(corner[0]) or 1.0
        self.beside_run = zero + level + np.array([away * ASIDE, -0.13, 0.0]), float(away < 0)
        self.run_name.place(*self.beside_run)
        aside = [-0.3 * away, 0.36 if lift.last > 0 else -0.6, 0.0]
        if self.inner:  # under its run, or under the name of the outer one
            aside = [0.0, -1.62, 0.0] if lift.last > 0 else [0.3, -1.25, 0.0]
        self.outside = corner + np.array(aside), float(away > 0 and not self.inner)
        self.name.place(*self.outside)
        ends = np.array([lift.point(-since / slope, 0), corner])
        point(self.run, ends + way * mn.DOWN, 0.0 if way else radius)
        self._name_the_slope(neuron)

    def written(self, markup: str, size: float = 0.44) -> Typeset:
        """What is written under the floor in the line's colour."""
        text = Typeset(markup, self.lift.theme, size, self.role)
        return legible(text, self.lift.theme, "floor")

    def place_of_corner(self, bias: float) -> Typeset:
        """The number of a corner, under it: off the shaft, and clear of the other line's."""
        lift, at = self.lift, -bias / self.ramp_weight
        corner = lift.point(at, 0)
        left = -1.2 < corner[0] < 0 or (self.ramp_weight < 0 and not 0 < corner[0] < 1.2)
        others = [lift.point(-other, 0)[0] for other in (lift.last, lift.farthest)]
        meet = any(corner[0] < other and -1.2 < other < 0 for other in others)  # it ends there
        near = min(abs(corner[0] - other) for other in others) < (2.8 if left or meet else 1.4)
        beside = -ASIDE if left else 0.03 if corner[0] < 0 else ASIDE  # off the other line's dashes
        aside = np.array([beside, -0.95 if near and self.which else -BELOW, 0.0])
        return self.written(f"${self.places.markup(at)}$").place(corner + aside, float(left))

    def _name_the_slope(self, neuron: Neuron) -> None:
        lift, slope, falls = self.lift, neuron.weight, neuron.weight < 0
        alone = lift.second.ramp not in lift.submobjects
        left = (self.which == 1) != (0 < lift.second_weight < 1 and not alone)
        room = self.slope.advance + MARGIN + (0.75 if falls else ASIDE)
        furthest = (EDGE - room) / lift.state.across
        y = (NAMED_AT[2 if falls else self.which] - FLOOR) / lift.up
        x = float(np.clip((y - neuron.bias) / slope, -furthest, furthest))
        height = min(y, max(0.0, neuron(x)))
        aside = [-0.75 if falls else -ASIDE, 0.0, 0.0] if left else [ASIDE, -0.3, 0.0]
        if not left and height * lift.up < LOWEST_NAME:  # no room under it
            aside[1] = OVER_TIP + slope * lift.up / lift.state.across * room
        self.slope.place(on_pixels(lift.point(x, height) + np.array(aside)), align=float(left))


class Lift(Ground, Live[State]):
    """Two lines through one handle, of weight 1 and of another one, at any bias.

    `parts` are all its pieces from back to front; those that have not come yet are not its
    submobjects.
    """

    def __init__(
        self, theme: Theme, sweep: BiasSweep, *, biases: Notation, weights: Notation
    ) -> None:
        self.stops, self.biases, self.weights = sweep.stops, biases, weights
        self.second_weight = sweep.weight
        first, self.last = self.stops[0], self.stops[-1]
        self.farthest = max(self.stops, key=lambda bias: abs(bias - self.last))
        top, low = max(self.stops), min(self.stops)
        self.up = min(room / bias for room, bias in ((HIGHEST, top), (DEEPEST, -low)) if bias > 0)
        rooms = (WIDEST, WIDEST_BESIDE * min(1.0, abs(sweep.weight)))
        alone, beside = (min(STRETCH * self.up, room / max(top, -low)) for room in rooms)
        self.alone = State(first, 1.0, alone)
        self.beside = State(self.last, sweep.weight, beside)
        self.state, self.since = self.alone, first
        super().__init__(theme, FRAME, self._range(), FLOOR, up=self.up)
        self.cabin = Cabin(theme, self.stops, biases)
        self.first = Slant(self, 1.0, "ramp", 0)
        self.second = Slant(self, sweep.weight, "second", 1)
        self.slants = (self.first, self.second)
        self.axis_name = Typeset("$x$", theme, SIZES.label, "muted")
        exempt(self.axis_name, "crossing", "the second line tips over it")
        self.shaft = mn.Line(color=theme.axis, stroke_width=STROKES.axis - 0.5)
        self.shaft_name = legible(Typeset("$x = 0$", theme, SIZES.tick, "muted"), theme)
        self.past, self.ghosts = mn.VGroup(), list[Ghost]()
        self.rise, self.rise_span = arrow(theme, "bias"), measure(theme, "bias")
        minus = "" if self.last > 0 else "-"
        # On a triangle's own colour, the colour of the bias could not be read.
        letter = "#bias[$b$]" if min(self.last, sweep.weight) > 0 else f"{minus}b"
        self.rise_name = legible(Typeset(f"rise ${letter}$", theme, NAMES), theme)
        names(self.rise_name, self.rise)
        self.at = LiveNumber(0, biases, theme, 0.44, role="ramp", sign="inline", called="corner")
        legible(self.at, theme, "floor")
        run = f'$"run" = "rise" \\/ "slope" = {minus}{RUN} = {biases.markup(abs(self.last))}$'
        self.why = Typeset(run, theme, NAMES)
        self.why_minus = Typeset("left of $0$, so minus:", theme, NAMES)
        formula = '$y = "ReLU"\\(#weight[$w$] thin x + #bias[$b$]\\)$'
        self.formula = Typeset(formula, theme, 0.46).place(FORMULA_AT)
        one, two = self.slants
        self.parts = (
            self.earth, self.line, self.axis_name, self.shaft, self.shaft_name, self.past,
            two.below, one.below, one.triangle, two.triangle, two.ramp, one.ramp, one.span,
            two.span, one.run, two.run, self.rise_span, self.rise, two.corner, one.corner, self.at,
            self.cabin, one.slope, one.run_name, one.name, two.slope, two.run_name, two.name,
            self.rise_name, self.why, self.why_minus, self.formula,
        )  # fmt: skip
        self.submobjects = [self.earth, self.line, self.axis_name]
        self.set_value(self.state)

    def bring(self, *parts: mn.Mobject) -> None:
        """Have these parts, too, each at its depth."""
        shown = {*map(id, self.submobjects), *map(id, parts)}
        self.submobjects = [part for part in self.parts if id(part) in shown]

    def start_from(self, since: float) -> None:
        """Let the arrows show the way from this bias."""
        self.since = since
        self.set_value(self.state)

    def set_value(self, value: State) -> Self:
        """Lift the lines to another bias, tilt the second one, or show more of the x axis."""
        self.state, bias = value, value.bias
        self.lay(FRAME, self._range(), FLOOR, self.up)
        handle, zero = self.point(0, bias), self.point(0, 0)
        top = max(self.point(0, max(self.stops))[1], FLOOR) + SHAFT_ENDS
        self.shaft.put_start_and_end_on((0.0, min(handle[1], FLOOR), 0.0), (0.0, top, 0.0))
        self.shaft_name.place(np.array([-0.1, top - 0.2, 0.0]), align=1.0)
        self.axis_name.place(np.array([EDGE - MARGIN, FLOOR - BELOW, 0.0]), align=1.0)
        foot = max(SHALLOW, -min(self.last, self.farthest) * self.up)
        ways = [foot + lane for lane in sorted(WAYS, reverse=abs(self.second_weight) >= 1)]
        alone = self.second.ramp not in self.submobjects  # its way is on the floor
        for slant in self.slants:
            slant.lie(bias, self.since, 0.0 if alone else ways[slant.which])
        way = np.array([self.point(0, self.since), handle])
        point(self.rise, way, self.first.corner.width / 2)
        lay_along(self.rise_span, zero, handle)
        self.rise_name.place(self.point(0, bias * (0.7 if bias > 0 else 0.4)) + ASIDE * mn.RIGHT)
        self.at.set_value(-bias)
        self.at.place(self.first.corner.get_center() + np.array([ASIDE, -BELOW, 0.0]))
        for ghost in self.ghosts:
            ghost.label.set_opacity(float(self.has_room_for(ghost)))
        place, align = self.first.outside
        self.why_minus.place(place + 0.62 * mn.UP, align)
        self.why.place(*self.first.beside_run)
        self.cabin.ride(handle, bias, falls=max(0.0, -value.weight / abs(self.second_weight)))
        return self

    def has_room_for(self, ghost: Ghost) -> bool:
        """Whether the texts at a ghost's ends stand clear of the line, its corner and others."""
        if overlap(box_of(ghost.place), box_of(self.at)):
            return False
        label, state = ghost.bias, self.state
        line = ((label.get_bottom()[1] - FLOOR) / self.up - state.bias) * state.across
        others = [other.bias.get_center()[0] for other in self.ghosts if other is not ghost]
        room = GHOST_ROOM / 2 + label.width / 2
        return all(abs(label.get_center()[0] - at) > room for at in (line, *others))

    def measured(self, arrow: mn.VGroup, text: Typeset) -> Typeset:
        """The words for the lift beside it, or for a corner's way behind its tail."""
        tail, head = arrow[0].get_start(), arrow[1].get_center()
        if arrow is self.rise:
            height = self.since + 0.2 / self.up if self.last < self.since else 0.4 * self.last
            if self.last > 0 and FLOOR - tail[1] > 1.1:  # clear of the corners' numbers
                height = 0.9 * self.since
            return text.place(self.point(0, height) + ASIDE * mn.RIGHT)
        behind = float(np.sign(tail[0] - head[0]))
        return text.place(tail + np.array([ASIDE * behind, -0.14, 0.0]), align=(1 - behind) / 2)

    def has_room_behind(self, arrow: mn.VGroup, text: Typeset) -> bool:
        """Whether words for a corner's way fit between its tail and the frame."""
        tail = abs(float(arrow[0].get_start()[0]))
        return tail + ASIDE + text.advance < EDGE - MARGIN

    def whole_line(self) -> PiecewiseGraph:
        """The line through the frame, as if there were no ReLU."""
        line = PiecewiseLinear.line(1.0, self.state.bias)
        return exempt(PiecewiseGraph(self, line, "ramp", STROKES.guide + 1), "cut", "it is endless")

    def _range(self) -> tuple[float, float]:
        return -EDGE / self.state.across, EDGE / self.state.across


def measure(theme: Theme, role: str) -> mn.VMobject:
    """A measured length, with a tick at either end: no arrow, since nothing moves."""
    return mn.VMobject(stroke_color=theme.colour(role), stroke_width=STROKES.curve, fill_opacity=0)


def lay_along(measure: mn.VMobject, start: np.ndarray, end: np.ndarray) -> None:
    """Let a measured length go from one place to another."""
    along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
    across = TICK * along[[1, 0, 2]]
    bars = [np.array([place - across, place + across]) for place in (start, end)]
    measure.set_points(polyline(bars[0], np.array([start, end]), bars[1]))
