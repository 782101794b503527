"""The lift of the bias clip: a handle lifts a line, and ReLU's corner runs along the floor."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Neuron, PiecewiseLinear
from scenes.layout import MARGIN, STAGE_HEIGHT, Region
from scenes.mobjects.clips.bias_view import TEXT_ROOM, View, corner_of
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import halo
from scenes.mobjects.lines import DASHED, arrows, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import BrightGraph, Curve, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import SMALLEST, Row
from scenes.mobjects.text.glyphs import LiveNumber, advance
from scenes.mobjects.text.notation import MINUS, Notation, equals, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import FILL_OPACITY, SIZES, STROKES, Theme

ZERO_ASIDE = 0.14
"""From the shaft to the number of x = 0 at its foot."""
RINGED = 1.75
"""How much larger a corner is around the handle, and how near the handle is then."""
NEAR = 0.6
SHAFT_ENDS = 0.45
"""How far the shaft goes on beyond the last stop."""
DOT, FOOT = 0.16, 0.09
"""Radii of the corner and of the handle, and of a ghost's corner."""
HEAD = 0.3
LEG = 7.0
"""The width of the arrows, in stroke units."""
BELOW = 0.5
"""From the floor down to the baseline of numbers."""
ASIDE = 0.2
"""From a corner to the left end of its number."""
CABIN_AT = np.array([0.36, 0.14, 0.0])
"""From the handle to the corner of its cabin."""
PADDING = 0.13
STAIR = 0.5
"""From the tip of a ghost down to that of the next where they are close."""
BESIDE_TIP = 0.12
HEADING = 1.5
"""The baseline of the weight, over the flat side, which no line ever reaches up there."""
EDGE_ROOM = 0.4
"""From a ghost's label to the side of its fan."""
LOWEST_TIPS = 0.6
FOOT_LINE = -3.5
"""The baseline of a formula in the earth."""
NAMES = 0.42
"""The size of the names of a triangle's sides."""
SPACING = 0.2
"""Between labels side by side."""
CLEAR = 0.2
"""From the bright line to a ghost's label that is in sight."""


class Ghost(mn.VGroup):
    """What stays where a line was: thin, with its bias at the tip and its corner at the foot."""

    def __init__(self, fan: Fan, neuron: Neuron) -> None:
        self.fan, self.neuron, theme = fan, neuron, fan.theme
        self.line = PiecewiseGraph(fan, neuron.function, "ramp", STROKES.curve - 2)
        self.line.set_stroke(theme.faint("ramp"))
        self.foot = mn.Circle(FOOT, color=theme.colour("ramp"), stroke_width=STROKES.guide)
        self.foot.set_fill(theme.ground, 1)
        bias, at = fan.biases.markup(neuron.bias), fan.places.markup(corner_of(neuron))
        self.letter = halo(Typeset("$b = thick$", theme, SIZES.label, "bias"), theme)
        self.label = halo(Typeset(f"${bias}$", theme, SIZES.label, "bias"), theme)
        self.number = halo(Typeset(f"${at}$", theme, SIZES.tick, "muted"), theme, on="floor")
        for text in (self.letter, self.label, self.number):
            exempt(text, "crossing", "a ghost's numbers have the ground around them")
            exempt(text, "jump", "it makes way for a corner that comes by, and comes back")
        super().__init__(self.line, self.foot, self.number, self.letter, self.label)


class Cabin(mn.VGroup):
    """The body of the bias, with its number: it rides beside the handle, off the line."""

    def __init__(self, fan: Fan) -> None:
        number = LiveNumber(
            fan.stops[0].bias, fan.biases, fan.theme, 0.44, role="bias",
            digits=fan.biases.digits(neuron.bias for neuron in fan.stops),
            sign="inline", called=f"{fan.called} bias",
        )  # fmt: skip
        self.number, self.side = number, -fan.lean
        self.letter = Typeset("$b = thick$", fan.theme, number.size, "bias")
        self.row = Row(self.letter, number)
        pink = fan.theme.colour("bias")
        minus = number.size * advance(MINUS) if fan.order[-1] < 0 else 0.0
        self.size = np.array([self.row.advance + minus + 2 * PADDING, 0.3 + 2 * PADDING, 0.0])
        self.body = mn.RoundedRectangle(
            corner_radius=0.12, width=self.size[0], height=self.size[1],
            color=pink, stroke_width=STROKES.curve - 1,
        ).set_fill(fan.theme.ground, 1)  # fmt: skip
        self.stub = mn.VMobject(stroke_color=pink, stroke_width=STROKES.curve, fill_opacity=0)
        self.knob = disc(fan.theme, "bias")
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
        aside = np.array([self.side, 1.0, 1.0])
        near = handle + CABIN_AT * aside
        middle = near + self.size / 2 * aside
        self.body.move_to(middle)
        written = self.letter.advance + self.number.width
        self.row.place(middle - np.array([written / 2, 0.15, 0.0]))
        self.stub.set_points(polyline(np.array([handle, near + 0.1 * aside * [1, 1, 0]])))


class Fan(Ground, Live[tuple[float, View]]):
    """The line `w x + b` and its ReLU, at any bias, with ghosts of the biases that were.

    Its value is the bias, and where it lies. `parts` are all its pieces from back to front; those
    that have not come yet are not its submobjects.
    """

    def __init__(
        self, theme: Theme, stops: tuple[Neuron, ...], view: View, rest: View, called: str,
        *, biases: Notation, places: Notation, weights: Notation,
    ) -> None:  # fmt: skip
        super().__init__(theme, _frame(view), _range(view), view.floor, up=view.up)
        self.stops, self.weight = stops, stops[0].weight
        self.lean = 1 if self.weight > 0 else -1
        self.called, self.biases, self.places = called, biases, places
        self.weights = weights
        self.bias, self.view = stops[0].bias, view
        # Where the line is on its way, as many decimals as `-b/w` takes for the b that is shown.
        step = 10.0**-biases.decimals / self.weight
        self.passing = Notation.of([step, *map(corner_of, stops)], least=places.decimals)
        self.since: float = self.bias
        self.on_zero = False
        self.order = sorted({neuron.bias for neuron in stops}, reverse=True)
        self.stairs, self.numbered = self._arranged(rest)
        first = stops[0]
        body = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.axis - 0.5, fill_opacity=0)
        self.zero = tuple(
            halo(Typeset(text, theme, SIZES.tick, "muted"), theme, on="floor")
            for text in ("$x = thick$", "$0$")
        )
        self.shaft = mn.VGroup(body, *self.zero)
        for text in self.zero:
            exempt(text, "crossing", "the number of x = 0 has the floor's colour around it")
            exempt(text, "jump", "it makes way for what comes to stand at x = 0, and comes back")
        self.ghosts: list[Ghost] = []
        self.past = mn.VGroup()
        self.below = Curve(self, "ramp", STROKES.guide + 1, DASHED)
        self.triangle = mn.VMobject(
            stroke_width=0, fill_color=theme.colour("bias"), fill_opacity=FILL_OPACITY
        )
        self.ramp = BrightGraph(self, first.function, "ramp", STROKES.strong + 2)
        for stroke in (self.ramp.graph, *self.ramp.glow):
            stroke.set_cap_style(mn.CapStyleType.BUTT)  # it ends where its block does
        self.run, self.rise = (self.arrow(role) for role in ("ink", "bias"))
        self.corner = disc(theme, "ramp")
        self.axis_name = Typeset("$x$", theme, SIZES.label, "muted")
        self.at = LiveNumber(
            corner_of(first), places, theme, 0.44, sign="inline",
            digits=places.digits(corner_of(neuron) for neuron in stops), called=f"{called} corner",
        )  # fmt: skip
        self.cabin = Cabin(self)
        halo(self.at, theme, on="floor")
        exempt(self.at, "covered", "an arrow at the shaft may pass a corner's number")
        exempt(self.at, "crossing", "a corner's number has the floor's colour around its digits")
        self.formula = self._formula(weights)
        slope = f"$#weight[$w = {weights.markup(self.weight)}$]$"
        self.slope = Typeset(slope, theme, SIZES.formula)
        self.legs = (self.triangle, self.run, self.rise)
        self.parts = (
            self.earth, self.line, self.axis_name, self.shaft, self.past, self.below,
            self.triangle, self.ramp,
            self.run, self.rise, self.corner, self.at, self.cabin, self.formula, self.slope,
        )  # fmt: skip
        for piece in (self.earth, self.line, self.ramp, self.below, self.shaft):
            exempt(piece, "cut", "ground and lines run off the frame")
        self.submobjects = [self.earth, self.line, self.axis_name]
        self.set_value((first.bias, view))

    def bring(self, *parts: mn.Mobject) -> None:
        """Have these parts, too, each at its depth."""
        shown = {*map(id, self.submobjects), *map(id, parts)}
        self.submobjects = [part for part in self.parts if id(part) in shown]

    def drop(self, *parts: mn.Mobject) -> None:
        """Have these parts no longer."""
        gone = set(map(id, parts))
        self.submobjects = [part for part in self.submobjects if id(part) not in gone]

    def stand_on_zero(self, on_zero: bool) -> None:
        """Let the arrows start from 0, or else from where the lift did."""
        self.on_zero = on_zero
        self.set_value((self.bias, self.view))

    def leave_a_ghost(self) -> None:
        """Leave a ghost where the line is now; a lift starts from here."""
        self.since = self.bias
        if self.bias not in [ghost.neuron.bias for ghost in self.ghosts]:
            self.ghosts.append(Ghost(self, self.neuron()))
            self.past.add(self.ghosts[-1])
        self.set_value((self.bias, self.view))

    def neuron(self) -> Neuron:
        """The neuron as it is at this moment."""
        return Neuron(self.weight, self.bias)

    def set_value(self, value: tuple[float, View]) -> Self:
        """Lift the line to another bias, or lie elsewhere."""
        self.bias, self.view = value
        view = self.view
        self.lay(_frame(view), _range(view), view.floor, view.up)
        neuron = self.neuron()
        at = corner_of(neuron)
        corner, handle, zero = self.point(at, 0), self.point(0, self.bias), self.point(0, 0)
        far = self.x_range[0] if self.lean > 0 else self.x_range[1]
        self.below.draw(np.array([[at, 0.0], [far, self.weight * far + self.bias]]))
        self.ramp.graph.domain = self.x_range
        self.ramp.set_value(neuron.function)
        near = max(0.0, 1 - float(np.linalg.norm(handle - corner)) / NEAR)
        self.corner.set(width=2 * DOT * (1 + (RINGED - 1) * near)).move_to(corner)
        self._write_the_corner()
        self._stand_beside(self.at, corner)
        self.cabin.ride(handle, self.bias)
        self._draw_the_shaft()
        since = 0.0 if self.on_zero else self.since
        start = self.point(corner_of(self.at_bias(since)), 0)
        for arrow, ends in (
            (self.rise, (self.point(0, since), handle)),
            (self.run, (start, corner)),
        ):
            _point(arrow, np.array(ends))
        draw(self.triangle, polygon(np.array([corner, zero, handle])), corner)
        common = self._common_tips()
        for ghost in self.ghosts:
            self._place(ghost, common)
        self._mark_zero()
        self.formula.place(*self.foot_line())
        end, align = self.foot_line()
        self.axis_name.place(np.array([end[0], view.floor - BELOW, 0.0]), align)
        self.formula[-2].set_value(self.bias)
        side, align = (view.left + MARGIN, 0.0) if self.lean > 0 else (view.right - MARGIN, 1.0)
        self.slope.place(np.array([side, HEADING, 0.0]), align)
        return self

    def _write_the_corner(self) -> None:
        """Write `-b/w` of the bias as it is shown, so that the two numbers never contradict."""
        if self.bias in self.order:
            self.at.notation, shown = self.places, self.bias
        else:
            self.at.notation, shown = self.passing, float(written(self.biases(self.bias)))
        self.at.set_value(corner_of(self.at_bias(shown)))

    def at_bias(self, bias: float) -> Neuron:
        """The neuron of this weight and another bias."""
        return Neuron(self.weight, bias)

    def _formula(self, weights: Notation) -> Row:
        """`y = ReLU(w x + b)`, live, no wider than its room."""
        start = f'$y = "ReLU"\\(#weight[${weights.markup(self.weight)}$] thin x thin$'
        digits = self.biases.digits(neuron.bias for neuron in self.stops)

        def row(size: float) -> Row:
            number = LiveNumber(
                self.bias, self.biases, self.theme, size, role="bias", sign="operator",
                digits=digits, called=f"{self.called} term",
            )  # fmt: skip
            return Row(Typeset(start, self.theme, size), number, Typeset("$\\)$", self.theme, size))

        return row(max(SMALLEST, min(0.42, self.foot_room() / row(1.0).advance)))

    def foot_room(self) -> float:
        """How wide a formula in the earth may be."""
        return TEXT_ROOM - MARGIN - 0.3

    def arrow(self, role: str, ends: np.ndarray | None = None) -> mn.VGroup:
        """An arrow, from one place (2, 3) to the rim of a dot on the other."""
        colour = self.theme.colour(role)
        shaft = mn.VMobject(stroke_color=colour, stroke_width=LEG, fill_opacity=0)
        head = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        arrow = mn.VGroup(shaft, head)
        _point(arrow, np.zeros((2, 3)) if ends is None else ends)
        return arrow

    def whole_line(self) -> PiecewiseGraph:
        """The line through the frame, as if there were no ReLU."""
        line = PiecewiseLinear.line(self.weight, self.bias)
        graph = PiecewiseGraph(self, line, "ramp", STROKES.guide + 1)
        return exempt(graph, "cut", "a line runs off the frame")

    def names_of_the_triangle(self, *, in_numbers: bool = False) -> mn.VGroup:
        """Rise, slope and run, each outside of its side, and the way the run goes.

        The numbers of this fan take the place of the letters when they are `in_numbers`.
        """
        corner, handle, zero = self.corner.get_center(), self.point(0, self.bias), self.point(0, 0)
        bias, weight = "$#bias[$b$]$", "$#weight[$w$]$"
        run_of = "#bias[$b$] \\/ #weight[$w$]"
        at = corner_of(self.neuron())
        if in_numbers:
            rise_by, slope_by = self.biases.markup(self.bias), self.weights.markup(self.weight)
            bias, weight = f"$#bias[${rise_by}$]$", f"$#weight[${slope_by}$]$"
            below = f"({slope_by})" if self.weight < 0 else slope_by
            sign = equals(self.places.is_exact(at) and self.weights.is_exact(self.weight))
            result = self.places.markup(-at)
            run_of = f"#bias[${rise_by}$] \\/ #weight[${below}$] {sign} {result}"
        texts = [f"rise {bias}", f"slope {weight}", f"run ${run_of}$"]
        if at:
            texts.append("to the left: minus" if at < 0 else "to the right: plus")
        names = [Typeset(text, self.theme, NAMES) for text in texts]
        rise, slope, run, *ways = names
        away = 1.0 if self.lean > 0 else -1.0
        up = 1.0 if self.bias >= 0 else -1.0
        away *= up
        rise.move_to(zero + (0.86 if up > 0 else 0.3) * (handle - zero))
        rise.shift(away * (0.2 + rise.width / 2) * mn.RIGHT)
        beside = -away * (0.32 + slope.width / 2) * mn.RIGHT
        slope.move_to((corner + handle) / 2 + beside + up * (0.05 if in_numbers else 0.22) * mn.UP)
        if up > 0:  # Under the floor, beside the shaft, under the numbers of the corners.
            rows = [self.view.floor - (number + 2) * BELOW for number in range(2)]
            for text, row in zip([run, *ways], rows, strict=False):
                start = ZERO_ASIDE if away > 0 else -ZERO_ASIDE - text.advance
                text.place(np.array([self.view.axis + start, row, 0.0]))
        else:
            for row, text in enumerate([run, *ways]):
                text.move_to((zero + corner) / 2 + (0.4 + row * BELOW) * mn.UP)
                text.shift(0.14 * away * mn.LEFT)
        for name in names:
            under = name in (run, *ways) and up > 0
            halo(name, self.theme, on="floor" if under else "ground")
            exempt(name, "crossing", "the names of the triangle have the ground around them")
        return mn.VGroup(*names)

    def foot_line(self) -> tuple[np.ndarray, float]:
        """Where a formula stands in the earth, under all that hangs there; how it is aligned."""
        end = self.view.right - MARGIN if self.lean > 0 else self.view.left + MARGIN
        return np.array([end, FOOT_LINE, 0.0]), 1.0 if self.lean > 0 else 0.0

    def _draw_the_shaft(self) -> None:
        lowest, highest = (self.point(0, end)[1] for end in (self.order[-1], self.order[0]))
        low = max(min(lowest, self.view.floor) - SHAFT_ENDS, -STAGE_HEIGHT / 2)
        high = max(highest, self.view.floor) + SHAFT_ENDS
        ends = np.array([[self.view.axis, end, 0.0] for end in (low, high)])
        self.shaft[0].set_points(polyline(ends))

    def _stand_beside(self, number: Typeset | LiveNumber, place: np.ndarray) -> None:
        """Stand under a corner, on the side where no line is below zero.

        Where the shaft would be met there, stand beyond the line on the other side.
        """
        width = self._width(number)
        ahead = self.lean * (self.view.axis - place[0])
        slope = abs(self.weight) * self.view.up / self.view.across
        beyond = -width - ASIDE - BELOW / slope
        share = np.clip(2 * (ahead - DOT) / NEAR, 0.0, 1.0) if ahead < width + 2 * ASIDE else 0.0
        aside = (1 - share) * ASIDE + share * beyond
        start = place[0] + (aside if self.lean > 0 else -aside - width)
        start = np.clip(start, self.view.left + MARGIN, self.view.right - MARGIN - width)
        number.place(np.array([start, place[1] - BELOW, 0.0]))

    def _width(self, number: Typeset | LiveNumber) -> float:
        return number.width if isinstance(number, LiveNumber) else number.advance

    def _mark_zero(self) -> None:
        """Write x = 0 at the foot of the shaft, wherever no corner's number stands."""
        letter, number = self.zero
        named = self.view.named * letter.advance
        width = named + number.advance
        start = self.view.axis + (ZERO_ASIDE if self.lean > 0 else -ZERO_ASIDE - width)
        place = np.array([start, self.view.floor - BELOW, 0.0])
        letter.place(place)
        number.place(place + named * mn.RIGHT)
        others = [self.at, *(ghost.number for ghost in self.ghosts if ghost.neuron.bias)]
        clear = all(
            text.get_left()[0] > start + width + ASIDE / 2
            or text.get_right()[0] < start - ASIDE / 2
            for text in others
        )
        below = self.view.floor - self.point(0, self.bias)[1]
        at_the_handle = 0 < below < 2 * BELOW
        in_the_triangle = self.on_zero and self.bias < 0
        clear = clear and not at_the_handle and not in_the_triangle
        number.set_opacity(float(clear))
        letter.set_opacity(float(clear) * max(0.0, 4 * self.view.named - 3))

    def _arranged(self, rest: View) -> tuple[dict[float, float], set[float]]:
        """How far below the tips' height each ghost ends, and which have their corner at the foot.

        Where ghosts are close, their tips are stairs, so that each has room for its bias.
        """
        biases = sorted({neuron.bias for neuron in self.stops[:-1]}, reverse=True)
        ghosts = [Ghost(self, self.at_bias(bias)) for bias in biases]
        feet = [self.lean * rest.across * corner_of(ghost.neuron) for ghost in ghosts]
        close = any(
            after - before < ghost.label.advance + SPACING
            for ghost, (before, after) in zip(ghosts[1:], pairwise(feet), strict=True)
        )
        numbered: set[float] = set()
        taken = -np.inf
        for bias, ghost, foot in zip(biases, ghosts, feet, strict=True):
            if foot >= taken:
                taken = foot + ghost.number.advance + SPACING
                numbered.add(bias)
        return {bias: close * STAIR * step for step, bias in enumerate(biases)}, numbered

    def _limit(self, room: float) -> float:
        """The x that leaves this room, in frame units, on the side where lines rise."""
        edge = self.view.right - EDGE_ROOM - room
        if self.lean < 0:
            edge = self.view.left + EDGE_ROOM + room
        return float(self.data_of(np.array([[edge, 0.0, 0.0]]))[0, 0])

    def _common_tips(self) -> float:
        """The height at which all ghosts can end, with their biases above: 0 where none is.

        It is not much lower than the highest that there is room for.
        """
        view, outermost = self.view, self.at_bias(self.order[-1])
        highest = (view.tips - view.floor) / view.up
        widest = max((ghost.label.advance for ghost in self.ghosts), default=0.0)
        reached = outermost(self._limit(widest * (0.5 + view.named)))
        return min(highest, reached) if reached >= LOWEST_TIPS * highest else 0.0

    def _place(self, ghost: Ghost, common: float) -> None:
        neuron, view = ghost.neuron, self.view
        at, stairs = corner_of(neuron), any(self.stairs.values())
        height = (view.tips - view.floor) / view.up if stairs or not common else common
        height = max(height - self.stairs[neuron.bias] / view.up, 0.3 / view.up)
        tip = (height - neuron.bias) / self.weight
        named = 1.0 if ghost is self.ghosts[0] else 0.0 if stairs else view.named
        name = named * ghost.letter.advance
        limit = self._limit(name + ghost.label.advance + BESIDE_TIP)
        sideways = stairs or not common
        if sideways and self.lean * tip > self.lean * limit:
            tip = limit
        ghost.line.domain = (min(at, tip), max(at, tip))
        ghost.line.set_value(neuron.function)
        end, foot = self.point(tip, neuron(tip)), self.point(at, 0)
        ghost.foot.move_to(foot)
        self._stand_beside(ghost.number, foot)
        if sideways:
            start = end + np.array([BESIDE_TIP if self.lean > 0 else -BESIDE_TIP, -0.1, 0.0])
            start[0] -= 0.0 if self.lean > 0 else name + ghost.label.advance
        else:
            # Beside another fan the number is over the tip, and its name hangs out to the left.
            before = name * (0.75 - view.named / 4)
            start = end + np.array([-before - ghost.label.advance / 2, 0.16, 0.0])
        ghost.label.place(start + name * mn.RIGHT)
        ghost.letter.place(start + (name - ghost.letter.advance) * mn.RIGHT)
        ghost.number.set_opacity(float(self._number_is_clear(ghost)))
        label = float(self._label_is_clear(ghost, name if sideways else 0.0, sideways))
        ghost.label.set_opacity(label)
        ghost.letter.set_opacity(label * max(0.0, 4 * named - 3))

    def _number_is_clear(self, ghost: Ghost) -> bool:
        """Whether the number at a ghost's foot meets neither the shaft nor the corner's number."""
        foot = self.lean * (ghost.foot.get_center()[0] - self.view.axis)
        corner = self.lean * (self.corner.get_center()[0] - self.view.axis)
        width = ghost.number.advance + SPACING / 2
        apart = foot - corner >= self.at.width + SPACING / 2 or corner - foot >= width
        at_the_shaft = -width - ASIDE < foot < -ASIDE
        at_zero = not ghost.neuron.bias  # where x = 0 is written
        return apart and not at_the_shaft and not at_zero and ghost.neuron.bias in self.numbered

    def _label_is_clear(self, ghost: Ghost, name: float, sideways: bool) -> bool:
        """Whether the bright line passes a ghost's label by."""
        ahead = self.lean * (self.corner.get_center()[0] - ghost.foot.get_center()[0])
        half = 0.5 * (name + ghost.label.advance) + CLEAR
        return not (-CLEAR < ahead < 2 * half if sideways else -half < ahead < half)


class Leave(mn.FadeOut):
    """A part goes out of sight, and its fan lets it go."""

    def __init__(self, fan: Fan, part: mn.Mobject) -> None:
        super().__init__(part)
        self.remover, self.fan, self.part = False, fan, part

    def clean_up_from_scene(self, scene: mn.Scene) -> None:
        """Leave the part whole, but no longer in its fan."""
        super().clean_up_from_scene(scene)
        self.fan.drop(self.part)


def disc(theme: Theme, role: str) -> mn.Circle:
    """A dot that stands out from what it lies on."""
    dot = mn.Circle(DOT, stroke_color=theme.ground, stroke_width=STROKES.guide)
    exempt(dot, "contrast", "a rim of the ground's colour parts the dot from what it lies on")
    return dot.set_fill(theme.colour(role), 1)


def _point(arrow: mn.VGroup, ends: np.ndarray) -> None:
    length = float(np.linalg.norm(ends[1] - ends[0]))
    tip = ends[1] - (ends[1] - ends[0]) * min(1.0, DOT / max(length, 1e-9))
    shafts, tops = arrows(np.array([[ends[0], tip]]), HEAD)
    draw(arrow[0], polyline(*shafts), ends[0])
    draw(arrow[1], polygon(*tops), ends[0])


def _frame(view: View) -> Region:
    return Region(view.left, view.right, -STAGE_HEIGHT / 2, view.top)


def _range(view: View) -> tuple[float, float]:
    return (view.left - view.axis) / view.across, (view.right - view.axis) / view.across
