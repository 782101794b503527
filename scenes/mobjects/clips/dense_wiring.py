"""A layer as a network whose wires bend to right angles, so that it becomes its matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

import manim as mn
import numpy as np

from scenes.mobjects.clips.dense_plan import Plan
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import Dash, dashes, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.theme import STROKES, Theme

ROLES = ("ramp", "second", "third", "ramp", "second")
"""The colours of the neurons."""
NEGATIVE: Dash = (0.2, 0.085)
"""The wire of a negative weight: as strong as any, but broken."""
THINNEST, WIDEST = 0.24, 0.66
"""How wide the wires of the smallest and the largest weight are, as shares of a lane."""
UNIT = 135.0
"""Stroke units in a frame unit, near enough."""
CASING = 5.0
"""So much wider than a wire is the ground around it, where it crosses another."""
RADIUS = 0.16
"""Of the corners of a wire."""
TURN = np.linspace(0.0, 1.0, 6)[:, None]
SERIF = 0.13
BEAD = 0.88
"""The size of a bead, as a share of a weight's."""
HIDING = 0.05
"""The share of its way in which a bead comes out of a body, or goes into one."""
THIN = 2.2
"""How wide a wire is that has brought its weight to its place."""
ASIDE, HUNG, DROPPED = (
    mn.squish_rate_func(mn.smooth, start, end)
    for start, end in ((0.0, 0.6), (0.1, 0.9), (0.4, 1.0))
)
"""The inputs go to the left, with their wires over corners, and drop into the row."""
LIT = "it steps back, and may pass through the light around the wires that are spoken of"
PASSING: tuple[FaultKind, ...] = ("overlap", "crossing", "covered")


def rounded(corners: np.ndarray) -> np.ndarray:
    """A path through corners (k, 3), with its inner corners rounded off."""
    steps = np.diff(corners, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    cuts = np.minimum(RADIUS, np.minimum(lengths[:-1], lengths[1:]) / 2)[:, None]
    along = steps / np.maximum(lengths, 1e-9)[:, None]
    inner = corners[1:-1]
    before, after = inner - cuts * along[:-1], inner + cuts * along[1:]
    a, b, c = (points[:, None, :] for points in (before, inner, after))
    turns = (1 - TURN) ** 2 * a + 2 * TURN * (1 - TURN) * b + TURN**2 * c
    return np.vstack([corners[:1], turns.reshape(-1, 3), corners[-1:]])


class Body(mn.VGroup):
    """A round-ended body with a text in it; without one at first, it is empty."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        em: float,
        size: tuple[float, float],
        role: str,
        ink: str = "",
    ) -> None:
        self.theme, self.role, self.ink = theme, role, ink or role
        width, height = size
        self.plate = mn.RoundedRectangle(
            corner_radius=0.499 * height,
            width=width,
            height=height,
            stroke_width=0,
            fill_color=theme.ground,
            fill_opacity=1,
        )
        self.shape = mn.VMobject(stroke_color=theme.colour(role), stroke_width=STROKES.guide)
        self.shape.set_points(self.plate.points)
        self.number = Glyphs(text, theme, em, self.ink)
        self.number.shift(-self.number.get_center())
        super().__init__(self.plate, self.shape, self.number)

    def appear(self, share: float) -> Self:
        """Be there as far as this."""
        self.plate.set_fill(opacity=share)
        self.shape.set_stroke(opacity=share)
        self.number.set_fill(opacity=share)
        return self

    def tone(self, *, quiet: bool) -> Self:
        """Step back, or come to the fore."""
        theme = self.theme
        self.shape.set_stroke(theme.faint(self.role) if quiet else theme.colour(self.role))
        self.number.set_color(theme.muted if quiet else theme.colour(self.ink))
        return self


class Wire(mn.VMobject):
    """The wire of one weight: the larger, the wider; broken where it is negative."""

    def __init__(self, weight: float, share: float, lane: float, theme: Theme, role: str) -> None:
        width = (THINNEST + (WIDEST - THINNEST) * share) * lane * UNIT
        super().__init__(stroke_color=theme.colour(role), stroke_width=width, fill_opacity=0)
        self.set_stroke(theme.ground, width + CASING, background=True)
        self.joint_type = mn.LineJointType.ROUND
        self.theme, self.role, self.negative = theme, role, weight < 0
        exempt(self, "contrast", LIT)
        self.glow: Glow | None = None

    def run(self, corners: np.ndarray) -> None:
        """Run along these corners (k, 3)."""
        path = rounded(corners)
        self.set_points(polyline(dashes(path, NEGATIVE) if self.negative else path))
        if self.glow:
            self.glow.lie_around(self)

    def thin(self) -> Self:
        """Be as thin as any: how large the weight is has been seen."""
        self.set_stroke(width=THIN)
        return self.set_stroke(width=THIN + CASING, background=True)

    def tone(self, *, quiet: bool) -> Self:
        """Step back, or come to the fore."""
        theme = self.theme
        return self.set_stroke(theme.faint(self.role) if quiet else theme.colour(self.role))


class Wiring(mn.VGroup, Live[float]):
    """The network of a layer at 0; at 1 its inputs are at their places, and from then on one neuron
    after the other bends its wires, the last one first: its wires are the outermost.

    `wires[row][column]` and `chips[row][column]` belong together; `beads` run in front of all.
    """

    def __init__(self, plan: Plan, theme: Theme) -> None:
        self.plan, self.theme = plan, theme
        trace, writing, em = plan.trace, plan.writing, plan.em
        largest = float(np.abs(trace.weights).max()) or 1.0
        self.wires: list[list[Wire]] = []
        self.chips: list[list[Body]] = []
        for line in trace.weights:
            cells = list(zip(line, ROLES, strict=False))
            self.wires.append([Wire(w, abs(w) / largest, plan.lane, theme, r) for w, r in cells])
            self.chips.append(
                [Body(writing.weights(w), theme, em, plan.chip, r, "weight") for w, r in cells]
            )
        self.inputs = [
            Body(writing.inputs(value), theme, em, plan.input, "input") for value in trace.point
        ]
        self.neurons = [
            Body(writing.added(value), theme, em, plan.neuron, role)
            for value, role in zip(trace.linear, ROLES, strict=False)
        ]
        for neuron in self.neurons:
            neuron.number.set_fill(opacity=0)
        for body in self.inputs:
            for fault in (*PASSING, "contrast"):
                exempt(body, fault, "it comes out of the plane, and numbers come out of it")
        self.bracket = Bracket(theme, plan.beside, "input")
        self.glows, self.beads = mn.VGroup(), mn.VGroup()
        over = mn.VGroup(*[wire for line in reversed(self.wires) for wire in line])
        self.all_chips = mn.VGroup(*[chip for line in self.chips for chip in line])
        for fault in PASSING:
            exempt(self.all_chips, fault, "weights pass one another on their way to their places")
        exempt(self.all_chips, "contrast", LIT)
        super().__init__(self.glows, over, self.all_chips)
        self.add(*self.inputs, *self.neurons, self.bracket, self.beads)
        for column, neuron in enumerate(self.neurons):
            neuron.move_to(plan.neurons[column])
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Bend the wires this far, and let inputs and weights go along."""
        plan, share = self.plan, min(1.0, value)
        aside, hung, dropped = (part(share) for part in (ASIDE, HUNG, DROPPED))
        bent = [min(1.0, max(0.0, value - plan.columns + n)) for n in range(plan.columns)]
        for row, body in enumerate(self.inputs):
            start, end = plan.network[row], plan.inputs[row]
            body.move_to(start + (end - start) * np.array([aside, dropped, 0.0]))
            for column, wire in enumerate(self.wires[row]):
                corners = mn.interpolate(plan.straight(row, column), plan.hung(row, column), hung)
                corners = mn.interpolate(corners, plan.bent(row, column), bent[column])
                corners[0] = body.get_center() + hung * plan.lane_of(column) * mn.RIGHT
                wire.run(corners)
                self.chips[row][column].move_to(corners[3])
        self.bracket.lie_around(mn.VGroup(*self.inputs))
        return self

    def column(self, neuron: int) -> list[Wire | Body]:
        """The wires and weights of a neuron."""
        return [line[neuron] for line in self.wires] + [line[neuron] for line in self.chips]

    def light(self, things: Sequence[Wire | Body]) -> list[Glow]:
        """Let some wires glow, and no others; the glows are to fade in."""
        for wire in (wire for line in self.wires for wire in line):
            wire.glow = Glow(wire, self.theme) if wire in things else None
        glows = [thing.glow for thing in things if isinstance(thing, Wire) and thing.glow]
        self.glows.submobjects = list(glows)
        return glows

    def around(self, bodies: Iterable[Body]) -> mn.Rectangle:
        """The rectangle around some rows, as wide as all columns."""
        group = mn.VGroup(*bodies)
        width = self.plan.middles[-1] - self.plan.middles[0] + self.plan.cell
        middle = np.array([self.plan.middles.mean(), group.get_y(), 0.0])
        return mn.Rectangle(width=width, height=group.height).move_to(middle)

    def bead(self, text: str, role: str, ink: str = "") -> Body:
        """A number that is to run along a wire."""
        em, height = BEAD * self.plan.em, BEAD * self.plan.chip[1]
        width = max(height, em * advance(text) + 0.5 * height)
        bead = Body(text, self.theme, em, (width, height), role, ink)
        for fault in (*PASSING, "contrast"):
            exempt(bead, fault, "a number runs along its wire, out of one body and into another")
        self.beads.add(bead.appear(0))
        return bead


class Bracket(mn.VMobject):
    """Square brackets on both sides of a row or of a matrix."""

    def __init__(self, theme: Theme, beside: float, role: str = "ink") -> None:
        self.beside = beside
        super().__init__(
            stroke_color=theme.colour(role), stroke_width=STROKES.guide, fill_opacity=0
        )
        self.set_stroke(theme.ground, 3 * STROKES.guide, background=True)

    def lie_around(self, group: mn.Mobject, opened: float = 0.0, over: float = 0.08) -> Self:
        """Enclose a group, opened by so much on both sides, and so much higher and deeper."""
        (left, bottom, _), (right, top, _) = group.get_corner(mn.DL), group.get_corner(mn.UR)
        sides = [(left - self.beside - opened, SERIF), (right + self.beside + opened, -SERIF)]
        low, high = bottom - over, top + over
        paths = [[(x + s, high, 0), (x, high, 0), (x, low, 0), (x + s, low, 0)] for x, s in sides]
        self.set_points(polyline(np.array(paths)))
        return self


class Run(mn.Animation):
    """A bead runs along a path (k, 3): it `comes` out of a body, and `goes` into one."""

    def __init__(
        self, bead: Body, path: np.ndarray, *, comes: bool = True, goes: bool = True, **options: Any
    ) -> None:
        super().__init__(bead, **options)
        self.bead, self.path, self.comes, self.goes = bead, path, comes, goes
        lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
        self.along = np.concatenate([[0.0], np.cumsum(lengths)])
        bead.move_to(path[0])

    def create_starting_mobject(self) -> mn.Mobject:
        """The bead itself: no copy is needed."""
        return self.bead

    def interpolate_mobject(self, alpha: float) -> None:
        """Be where it is at this moment, and seen unless it is at one of the ends."""
        share = self.rate_func(alpha)
        at = share * self.along[-1]
        place = [np.interp(at, self.along, self.path[:, axis]) for axis in range(3)]
        seen = (share / HIDING if self.comes else 1.0), ((1 - share) / HIDING if self.goes else 1.0)
        self.bead.move_to(np.array(place)).appear(min(1.0, *seen))


class Close(mn.Animation):
    """Brackets close around a thing from both sides."""

    def __init__(self, bracket: Bracket, around: mn.Mobject, **options: Any) -> None:
        super().__init__(bracket, introducer=True, **options)
        self.bracket, self.around = bracket, around

    def interpolate_mobject(self, alpha: float) -> None:
        """Be opened the less, the later it is."""
        share = self.rate_func(alpha)
        self.bracket.lie_around(self.around, 0.5 * (1 - share), over=0.0).set_stroke(opacity=share)
