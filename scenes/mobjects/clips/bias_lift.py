"""The lift of the bias clip: one handle lifts two lines, and their corners run along the floor."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Self

import manim as mn
import numpy as np

from relu_anim import BiasSweep, Neuron, PiecewiseLinear
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.arrows import arrow, point
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import halo
from scenes.mobjects.lines import DASHED, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, Curve, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber, advance
from scenes.mobjects.text.notation import MINUS, Notation, equals
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

EDGE = STAGE_WIDTH / 2
FRAME = Region(-EDGE, EDGE, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
FLOOR = -1.5
HIGHEST, DEEPEST = 2.0, 1.95
"""How far above and under the floor a handle may be: the answer is above its cabin."""
WIDEST, WIDEST_BESIDE = 4.4, 2.8
"""How far from x = 0 a corner may be: of the line alone, and of the flatter one of two."""
CEILING = 2.2
"""Where a line ends that would run into the answer."""
SHAFT_ENDS = 1.1
"""How far the shaft goes on above the highest handle."""
RINGED, NEAR = 1.75, 0.6
"""How much larger a corner is around the handle, and how near the handle is then."""
DOT, FOOT = 0.16, 0.09
"""Radii of the corner and of the handle, and of a ghost's corner."""
LANES = (0.4, 1.35)
"""From the floor to the runs of two lines: first the shorter one."""
BELOW, ABOVE = 0.5, 0.24
"""From an arrow down to the baseline of its name, or up to it."""
ASIDE = 0.2
"""From a corner, a line or the handle's shaft to what is written beside it."""
CABIN_AT = np.array([-0.36, 0.2, 0.0])
"""From the handle to the corner of its cabin."""
PADDING = 0.13
GHOST_TIP, GHOST_ROOM = 1.1, 1.4
"""Where ghosts end, and the width that the bias over a tip takes."""
NAMED_AT = (2.4, 1.7)
"""How high on the frame the slopes stand beside the first and the second line."""
LOWEST_NAME = 0.8
"""Above the floor, a slope's name stands under its line from here on."""
FILL = 0.14
"""How strongly a triangle is filled: two lie on one another."""
FORMULA_AT = np.array([EDGE - MARGIN, -3.5, 0.0])
NAMES = 0.38
RUN = "#bias[$b$] \\/ #weight[$w$]"


@dataclass(frozen=True)
class State:
    """The bias, the weight of the second line, and the frame units of one unit of x.

    apart: 0 when the runs are on the floor, 1 when each has its own lane.
    """

    bias: float
    weight: float
    across: float
    apart: float

    def towards(self, other: State, share: float) -> State:
        """The state that lies this share of the way to another one."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return State(*((1 - share) * here + share * there for here, there in pairs))


class Cabin(mn.VGroup):
    """The body of the bias, with its number: it rides beside the handle, off the line."""

    def __init__(self, theme: Theme, stops: tuple[float, ...], biases: Notation) -> None:
        number = LiveNumber(
            stops[0], biases, theme, 0.44, role="bias", digits=biases.digits(stops),
            sign="inline", called="bias",
        )  # fmt: skip
        self.number, pink = number, theme.colour("bias")
        self.letter = Typeset("$b = thick$", theme, number.size, "bias")
        self.row = Row(self.letter, number)
        minus = number.size * advance(MINUS) if min(stops) < 0 else 0.0
        self.size = np.array([self.row.advance + minus + 2 * PADDING, 0.3 + 2 * PADDING, 0.0])
        self.body = mn.RoundedRectangle(
            corner_radius=0.12, width=self.size[0], height=self.size[1],
            color=pink, stroke_width=STROKES.curve - 1,
        ).set_fill(theme.ground, 1)  # fmt: skip
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
        near = handle + CABIN_AT
        middle = near + self.size / 2 * [-1, 1, 0]
        self.body.move_to(middle)
        written = self.letter.advance + self.number.width
        self.row.place(middle - np.array([written / 2, 0.15, 0.0]))
        self.stub.set_points(polyline(np.array([handle, near + np.array([-0.1, 0.1, 0.0])])))


class Ghost(mn.VGroup):
    """What stays where a line was: thin, its corner at the foot, its bias over the tip."""

    def __init__(self, lift: Lift, neuron: Neuron) -> None:
        theme, at = lift.theme, corner_of(neuron)
        edge = (EDGE - GHOST_ROOM / 2) / lift.state.across
        tip = min(at + (GHOST_TIP - FLOOR) / lift.up, edge)
        self.neuron = neuron
        self.line = PiecewiseGraph(
            lift, neuron.function, "ramp", STROKES.curve - 2, domain=(at, tip)
        ).set_stroke(theme.faint("ramp"))
        self.foot = mn.Circle(FOOT, color=theme.colour("ramp"), stroke_width=STROKES.guide)
        self.foot.set_fill(theme.ground, 1).move_to(lift.point(at, 0))
        bias = lift.biases.markup(neuron.bias)
        self.label = halo(Typeset(f"$b = {bias}$", theme, SIZES.label, "bias"), theme)
        self.label.place(lift.point(tip, neuron(tip)) + ABOVE * mn.UP, align=0.5)
        exempt(self.label, "crossing", "a ghost's bias has the ground around it")
        exempt(self.label, "jump", "it makes way for a line that comes back")
        super().__init__(self.line, self.foot)


class Slant:
    """One of the two lines: the ramp that ReLU leaves of it, its corner, its run, their names."""

    def __init__(self, lift: Lift, weight: float, role: str, named_at: float) -> None:
        self.lift, self.named_at, theme = lift, named_at, lift.theme
        self.weight, last = weight, lift.stops[-1]
        self.ramp = BrightGraph(lift, Neuron(weight, last).function, role, STROKES.strong + 2)
        self.run = arrow(theme, role)
        self.corner = disc(theme, role)
        self.triangle = mn.VMobject(
            stroke_width=0, fill_color=theme.colour("bias"), fill_opacity=FILL
        )
        shown = lift.weights.markup(weight)
        self.slope = Typeset(f"slope $#weight[$w = {shown}$]$", theme, NAMES)
        run = last / weight
        runs = lift.biases if weight == 1 else Notation.of([run], least=1)
        sign = equals(runs.is_exact(run) and lift.weights.is_exact(weight))
        self.run_name = Typeset(f"run ${RUN} {sign} {runs.markup(run)}$", theme, NAMES)
        halo(self.run_name, theme, on="floor" if last > 0 else "ground")
        exempt(self.run_name, "crossing", "a run's name has the floor's colour around it")
        halo(self.slope, theme)
        exempt(self.slope, "crossing", "a slope has the ground around it")
        exempt(self.slope, "jump", "it stands beside its line, wherever there is room")
        for piece in (self.ramp, self.run, self.corner):
            exempt(piece, "cut", "lines run off the frame, and so does a corner as a line tips")
        exempt(self.run, "contrast", "it may set out from the line that its corner runs on")

    def lie(self, neuron: Neuron, lane: float, since: float | None, *, steeper: bool) -> None:
        """Draw this neuron; since: the bias from where the corner has come, None for the run."""
        lift, at, slope = self.lift, corner_of(neuron), neuron.weight
        left, right = lift.x_range
        ceiling = (CEILING - FLOOR) / lift.up - neuron.bias
        self.ramp.graph.domain = (max(left, ceiling / slope) if slope < 0 else left, right)
        self.ramp.set_value(neuron.function)
        corner, zero = lift.point(at, 0), lift.point(0, 0)
        handle = lift.point(0, neuron.bias)
        near = max(0.0, 1 - float(np.linalg.norm(handle - corner)) / NEAR)
        radius = DOT * (1 + (RINGED - 1) * near)
        self.corner.set(width=2 * radius).move_to(corner)
        draw(self.triangle, polygon(np.array([corner, zero, handle])), corner)
        ends = [corner, zero]
        if since is not None:
            ends = [lift.point(corner_of(Neuron(slope, since)), 0), corner]
        level = lane * mn.UP
        rim = 0.0 if lane or since is None else radius
        point(self.run, np.array(ends) + level, rim)
        beside = BELOW * mn.DOWN if lift.stops[-1] > 0 else ABOVE * mn.UP
        self.run_name.place((corner + zero) / 2 + level + beside, align=0.5)
        self._name_the_slope(neuron, left_of_it=steeper)

    def _name_the_slope(self, neuron: Neuron, *, left_of_it: bool) -> None:
        lift, room = self.lift, self.slope.advance + ASIDE + MARGIN
        y = (self.named_at - FLOOR) / lift.up
        furthest = (EDGE - room) / lift.state.across
        x = float(np.clip((y - neuron.bias) / neuron.weight, -furthest, furthest))
        place = lift.point(x, min(y, max(0.0, neuron.weight * x + neuron.bias)))
        left = left_of_it or neuron.weight < 0
        under = 0.0 if left_of_it else -0.3  # where the line leans over it
        if not left_of_it and place[1] - FLOOR < LOWEST_NAME:  # no room under it
            under = ABOVE + abs(neuron.weight) * lift.up / lift.state.across * room
        self.slope.place(
            place + np.array([-ASIDE if left else ASIDE, under, 0.0]), align=float(left)
        )


class Lift(Ground, Live[State]):
    """Two lines through one handle, of weight 1 and of another one, at any bias.

    `parts` are all its pieces from back to front; those that have not come yet are not its
    submobjects.
    """

    def __init__(
        self, theme: Theme, sweep: BiasSweep, *, biases: Notation, weights: Notation
    ) -> None:
        self.stops, self.biases, self.weights = sweep.stops, biases, weights
        first, self.last = self.stops[0], self.stops[-1]
        top, low = max(self.stops), min(self.stops)
        rooms = [(HIGHEST, top), (DEEPEST, -low), (WIDEST, top), (WIDEST, -low)]
        self.up = min(room / bias for room, bias in rooms if bias > 0)
        across = min(self.up, WIDEST_BESIDE * abs(sweep.weight) / max(top, -low))
        self.alone = State(first, 1.0, self.up, 0.0)
        self.beside = State(self.last, sweep.weight, across, 1.0)
        self.state, self.since = self.alone, first
        self.in_triangle = False
        super().__init__(theme, FRAME, self._range(), FLOOR, up=self.up)
        self.cabin = Cabin(theme, self.stops, biases)
        self.first = Slant(self, 1.0, "ramp", NAMED_AT[0])
        self.second = Slant(self, sweep.weight, "second", NAMED_AT[1])
        self.slants = (self.first, self.second)
        self.axis_name = Typeset("$x$", theme, SIZES.label, "muted")
        self.shaft = mn.VMobject(
            stroke_color=theme.axis, stroke_width=STROKES.axis - 0.5, fill_opacity=0
        )
        self.shaft_name = halo(Typeset("$x = 0$", theme, SIZES.tick, "muted"), theme)
        exempt(self.shaft_name, "crossing", "it has the ground around it")
        self.past = mn.VGroup()
        self.ghosts: list[Ghost] = []
        self.below = Curve(self, "ramp", STROKES.guide + 1, DASHED)
        self.rise = arrow(theme, "bias")
        # On a triangle's own colour, the colour of the bias could not be read.
        letter = "#bias[$b$]" if min(self.last, sweep.weight) > 0 else "b"
        self.rise_name = halo(Typeset(f"rise ${letter}$", theme, NAMES), theme)
        exempt(self.rise_name, "crossing", "it has the ground around it")
        self.at = LiveNumber(
            -first, biases, theme, 0.44, sign="inline", digits=biases.digits(self.stops),
            called="corner",
        )  # fmt: skip
        halo(self.at, theme, on="floor")
        exempt(self.at, "crossing", "a corner's number has the floor's colour around its digits")
        corner = f"$-{RUN} = {biases.markup(-self.last)}$"
        self.quiet_side = "ground" if self.last > 0 else "floor"
        self.corner_name = halo(Typeset(corner, theme, 0.5), theme, on=self.quiet_side)
        exempt(self.corner_name, "crossing", "it has the ground around it")
        formula = '$y = "ReLU"\\(#weight[$w$] thin x + #bias[$b$]\\)$'
        self.formula = Typeset(formula, theme, 0.46).place(FORMULA_AT, align=1.0)
        self.parts = (
            self.earth, self.line, self.axis_name, self.shaft, self.shaft_name,
            self.past, self.below, *(slant.triangle for slant in self.slants),
            *(slant.ramp for slant in reversed(self.slants)),
            *(slant.run for slant in self.slants), self.rise,
            *(slant.corner for slant in reversed(self.slants)), self.at, self.cabin,
            *(name for slant in self.slants for name in (slant.slope, slant.run_name)),
            self.rise_name, self.corner_name, self.formula,
        )  # fmt: skip
        for piece in (self.earth, self.line, self.below):
            exempt(piece, "cut", "ground and lines run off the frame")
        self.submobjects = [self.earth, self.line, self.axis_name]
        self.set_value(self.state)

    def bring(self, *parts: mn.Mobject) -> None:
        """Have these parts, too, each at its depth."""
        shown = {*map(id, self.submobjects), *map(id, parts)}
        self.submobjects = [part for part in self.parts if id(part) in shown]

    def drop(self, *parts: mn.Mobject) -> None:
        """Have these parts no longer."""
        gone = set(map(id, parts))
        self.submobjects = [part for part in self.submobjects if id(part) not in gone]

    def start_from(self, since: float | None) -> None:
        """Let the arrows show the way from this bias; None for rise and run of the triangle."""
        self.since, self.in_triangle = (0.0, True) if since is None else (since, False)
        self.set_value(self.state)

    def leave_a_ghost(self) -> Ghost:
        """Leave a ghost where the line is now."""
        ghost = Ghost(self, Neuron(1.0, self.state.bias))
        self.past.add(ghost)
        self.ghosts.append(ghost)
        return ghost

    def set_value(self, value: State) -> Self:
        """Lift the lines to another bias, tilt the second one, or show more of the x axis."""
        self.state, bias = value, value.bias
        self.lay(FRAME, self._range(), FLOOR, self.up)
        handle, zero = self.point(0, bias), self.point(0, 0)
        top = max(self.point(0, max(self.stops))[1], FLOOR) + SHAFT_ENDS
        foot = min(handle[1], FLOOR)
        self.shaft.set_points(polyline(np.array([[0.0, foot, 0.0], [0.0, top, 0.0]])))
        self.shaft_name.place(np.array([-0.1, top - 0.2, 0.0]), align=1.0)
        self.axis_name.place(np.array([EDGE - MARGIN, FLOOR - BELOW, 0.0]), align=1.0)
        far = self.x_range[0]
        self.below.draw(np.array([[-bias, 0.0], [far, far + bias]]))
        side = -1 if self.last > 0 else 1
        lanes = LANES if abs(self.second.weight) < 1 else LANES[::-1]
        since = None if self.in_triangle else self.since
        for slant, weight, lane in zip(self.slants, (1.0, value.weight), lanes, strict=True):
            steeper = slant is self.second and self.second.weight >= 1
            neuron = Neuron(weight or 1e-9, bias)
            slant.lie(neuron, side * value.apart * lane, since, steeper=steeper)
        radius = self.first.corner.width / 2
        near = self.first.corner.width > 2 * DOT
        point(self.rise, np.array([self.point(0, self.since), handle]), radius if near else DOT)
        along = 0.7 if bias > 0 else 0.4
        self.rise_name.place(zero + along * (handle - zero) + ASIDE * mn.RIGHT)
        for ghost in self.ghosts:
            ghost.label.set_opacity(float(self.has_room_for(ghost.label)))
        self.at.set_value(-bias)
        corner = self.first.corner.get_center()
        self.at.place(corner + np.array([ASIDE, -BELOW, 0.0]))
        self.corner_name.place(*self.beside_the_corner(0, 1))
        self.cabin.ride(handle, bias)
        return self

    def beside_the_corner(self, line: int, lines: int) -> tuple[np.ndarray, float]:
        """Where a line of a text stands beside the outer corner, counted from the lowest."""
        corners = [self.point(-self.last, 0)[0], self.point(-self.last / self.state.weight, 0)[0]]
        if self.last > 0:
            return np.array([min(corners) - 0.3, FLOOR + 0.36 + 0.75 * line, 0.0]), 1.0
        return np.array([corners[0] + 0.3, FLOOR - 0.6 + 0.75 * (line - lines + 1), 0.0]), 0.0

    def has_room_for(self, label: Typeset) -> bool:
        """Whether the bias over a ghost's tip stands clear of the line and of other ghosts."""
        others = [ghost.label for ghost in self.ghosts if ghost.label in ghost.submobjects]
        line = label.get_bottom()[1] - FLOOR - self.up * self.state.bias
        taken = [line, *(other.get_center()[0] for other in others if other is not label)]
        middle, room = label.get_center()[0], GHOST_ROOM / 2 + label.width / 2
        return all(abs(middle - at) > room for at in taken)

    def measured(self, arrow: mn.VGroup, number: Typeset) -> Typeset:
        """The length of the rise beside it, or that of a corner's way behind its tail."""
        if arrow is self.rise:
            return number.place(self.point(0, 0.35 * self.last) + ASIDE * mn.RIGHT)
        tail, head = arrow[0].get_start(), arrow[1].get_center()
        behind = float(np.sign(tail[0] - head[0]))
        return number.place(tail + np.array([ASIDE * behind, -0.2, 0.0]), align=(1 - behind) / 2)

    def whole_line(self) -> PiecewiseGraph:
        """The line through the frame, as if there were no ReLU."""
        line = PiecewiseLinear.line(1.0, self.state.bias)
        graph = PiecewiseGraph(self, line, "ramp", STROKES.guide + 1)
        return exempt(graph, "cut", "a line runs off the frame")

    def _range(self) -> tuple[float, float]:
        return -EDGE / self.state.across, EDGE / self.state.across


def corner_of(neuron: Neuron) -> float:
    """Where a neuron bends, of which the weight is not 0."""
    assert neuron.break_point is not None
    return neuron.break_point


def disc(theme: Theme, role: str) -> mn.Circle:
    """A dot that stands out from what it lies on."""
    dot = mn.Circle(DOT, stroke_color=theme.ground, stroke_width=STROKES.guide)
    exempt(dot, "contrast", "a rim of the ground's colour parts the dot from what it lies on")
    return dot.set_fill(theme.colour(role), 1)
