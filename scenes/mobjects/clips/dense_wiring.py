"""A layer as a network whose wires bend to right angles, so that it becomes its matrix."""

from __future__ import annotations

from typing import Any, Self

import manim as mn
import numpy as np

from scenes.mobjects.clips.dense_plan import Plan
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import Dash, dashes, fitted, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.theme import STROKES, Theme

ROLES = ("ramp", "second", "third", "ramp", "second")
"""The colours of the neurons."""
NEGATIVE: Dash = (0.2, 0.085)
"""The wire of a negative weight: as strong as any, but broken."""
THINNEST, WIDEST = 0.24, 0.7
"""How wide the wires of the smallest and the largest weight are, as shares of a lane."""
UNIT = 135.0
"""Stroke units in a frame unit, near enough."""
CASING = 5.0
"""So much wider than a wire is the ground around it, where it crosses another."""
RADIUS = 0.16
"""Of the corners of a wire."""
TURN = np.linspace(0.0, 1.0, 6)[:, None]
BESIDE, SERIF = 0.16, 0.13
"""From numbers to the bracket around them, and the length of its ends."""
HIDING = 0.05
"""The share of its way in which a bead comes out of a body, or goes into one."""
PASSING: tuple[FaultKind, ...] = ("overlap", "crossing", "covered", "contrast")


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
    """A round-ended body with a number in it: its rim has the colour of `role`."""

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
        self.shape = mn.RoundedRectangle(corner_radius=0.499 * height, width=width, height=height)
        self.shape.set_stroke(theme.colour(role), STROKES.guide).set_fill(theme.ground, 1)
        self.number = names(Glyphs(text, theme, em, self.ink), self.shape)
        super().__init__(self.shape, self.number)
        self.write(text)

    def write(self, text: str) -> Self:
        """Bear another number."""
        self.number.spell(text).move_to(self.shape)
        return self

    def appear(self, share: float) -> Self:
        """Be there as far as this."""
        self.shape.set_fill(opacity=share).set_stroke(opacity=share)
        self.number.set_fill(opacity=share)
        return self

    def tone(self, *, quiet: bool) -> Self:
        """Step back, or come to the fore."""
        theme = self.theme
        self.shape.set_stroke(theme.faint(self.role) if quiet else theme.colour(self.role))
        self.number.set_color(theme.muted if quiet else theme.colour(self.ink))
        return self

    def shine(self, role: str) -> Self:
        """Be what all looks at."""
        self.shape.set_stroke(self.theme.colour(role)).set_fill(self.theme.body(role))
        self.number.set_color(self.theme.ink)
        return self


class Wire(mn.VMobject):
    """The wire of one weight: the larger, the wider; broken where it is negative."""

    def __init__(self, weight: float, width: float, theme: Theme, role: str) -> None:
        super().__init__(stroke_color=theme.colour(role), stroke_width=width, fill_opacity=0)
        self.set_stroke(theme.ground, width + CASING, background=True)
        self.joint_type = mn.LineJointType.ROUND
        self.theme, self.role, self.negative, self.count = theme, role, weight < 0, 0

    def run(self, corners: np.ndarray) -> None:
        """Run along these corners (k, 3)."""
        path = rounded(corners)
        length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
        self.count = self.count or round(length / sum(NEGATIVE))  # dashes do not run while it bends
        dash = fitted(NEGATIVE, length, self.count)
        self.set_points(polyline(dashes(path, dash) if self.negative else path))

    def end_above(self, height: float) -> None:
        """Lose what runs down below a height."""
        lines = self.points.reshape(-1, 4, 3)
        self.set_points(lines[lines[..., 1].min(axis=1) > height].reshape(-1, 3))

    def tone(self, *, quiet: bool) -> Self:
        """Step back, or come to the fore."""
        theme = self.theme
        return self.set_stroke(theme.faint(self.role) if quiet else theme.colour(self.role))


class Wiring(mn.VGroup, Live[float]):
    """The network of a layer at 0; at 1 its wires run at right angles, and its weights are W.

    `wires[row][column]` and `chips[row][column]` belong together; the `neurons` are no part of it,
    since they stand in front of all else.
    """

    def __init__(self, plan: Plan, theme: Theme) -> None:
        self.plan, self.theme = plan, theme
        trace, writing, em = plan.trace, plan.writing, plan.em
        widths = np.abs(trace.weights) / (np.abs(trace.weights).max() or 1.0)
        widths = (THINNEST + (WIDEST - THINNEST) * widths) * plan.lane * UNIT
        self.wires: list[list[Wire]] = []
        self.chips: list[list[Body]] = []
        for line, wide in zip(trace.weights, widths, strict=True):
            cells = list(zip(line, ROLES, strict=False))
            pairs = zip(cells, wide, strict=True)
            self.wires.append([Wire(w, width, theme, role) for (w, role), width in pairs])
            self.chips.append(
                [Body(writing.weights(w), theme, em, plan.chip, r, "weight") for w, r in cells]
            )
        inputs = map(writing.inputs, trace.point)
        self.inputs = [Body(x, theme, em, plan.input, "input") for x in inputs]
        last = zip(map(writing.added, trace.affine), ROLES, strict=False)
        size = plan.neuron
        self.neurons = [Body(y, theme, plan.last_em, size, role, "total") for y, role in last]
        for neuron in self.neurons:
            neuron.number.set_fill(opacity=0)
        over = mn.VGroup(*[wire for column in zip(*self.wires, strict=True) for wire in column])
        chips = mn.VGroup(*[chip for line in self.chips for chip in line])
        for fault in PASSING:
            exempt(mn.VGroup(over, chips), fault, "wires bend, and take their weights along")
        super().__init__(over, chips, *self.inputs)
        places = zip((*self.inputs, *self.neurons), (*plan.inputs, *plan.neurons), strict=True)
        for body, place in places:
            body.move_to(place)
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Bend the wires this far, and let the weights go along."""
        for (row, column), _ in np.ndenumerate(self.plan.trace.weights):
            ways = self.plan.straight(row, column), self.plan.bent(row, column)
            corners = mn.interpolate(*ways, value)
            self.wires[row][column].run(corners if value else corners[[0, -1]])
            self.chips[row][column].move_to(corners[2])
        return self

    def row(self, row: int) -> list[Wire | Body]:
        """The wires and weights of an input."""
        return [*self.wires[row], *self.chips[row]]

    def column(self, neuron: int) -> list[Wire | Body]:
        """The wires and weights of a neuron."""
        wires = [line[neuron] for line in self.wires]
        return [*wires, *[line[neuron] for line in self.chips]]


class Bracket(mn.VMobject):
    """Square brackets on both sides of the columns."""

    def __init__(self, plan: Plan, theme: Theme, low: float, high: float) -> None:
        super().__init__(
            stroke_color=theme.colour("ink"), stroke_width=STROKES.guide, fill_opacity=0
        )
        self.set_stroke(theme.ground, 3 * STROKES.guide, background=True)
        half = plan.sum[0] / 2 + BESIDE
        sides = [(plan.middles[0] - half, SERIF), (plan.middles[-1] + half, -SERIF)]
        paths = [[(x + s, high, 0), (x, high, 0), (x, low, 0), (x + s, low, 0)] for x, s in sides]
        self.set_points(polyline(np.array(paths)))


class Run(mn.Animation):
    """A number comes out of a body, runs along a path (k, 3), and goes into another."""

    def __init__(
        self, text: str, role: str, path: np.ndarray, plan: Plan, theme: Theme, **options: Any
    ) -> None:
        height = 1.7 * plan.em
        size = max(height, plan.em * (advance(text) + 0.8)), height
        self.bead = Body(text, theme, plan.em, size, role, "ground")
        self.bead.shape.set_fill(theme.colour(role))
        for fault in PASSING:
            exempt(self.bead, fault, "it runs along its wire, out of one body and into another")
        super().__init__(self.bead, introducer=True, remover=True, **options)
        lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
        self.path, self.along = path, np.concatenate([[0.0], np.cumsum(lengths)])

    def create_starting_mobject(self) -> mn.Mobject:
        """The bead itself: no copy is needed."""
        return self.bead

    def interpolate_mobject(self, alpha: float) -> None:
        """Be where it is at this moment, and seen unless it is at one of the ends."""
        share = self.rate_func(alpha)
        at = share * self.along[-1]
        place = [np.interp(at, self.along, self.path[:, axis]) for axis in range(3)]
        seen = min(1.0, share / HIDING, (1 - share) / HIDING)
        self.bead.move_to(np.array(place)).appear(seen)
