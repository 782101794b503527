"""Neurons that hang under the kinks that they make, as roots: bias and output weight on show."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.arrows import arrow
from scenes.mobjects.controls.beads import NumberBead
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.theme import STROKES, Theme

RADIUS, RIM = 0.56, 0.1
"""Of a bead, and what its number keeps from either side."""
ASIDE, BASELINE = 0.16, 0.2
"""From the wire to its weight, and how far above the bead that stands."""
WEIGHT, BIAS, BEAD, OLD = 0.49, 0.42, 0.36, 0.38
"""Their em heights, that of a bias that is long, and that of what they were."""
WAY, GAP, LEG = 0.32, 0.1, 4.0
"""The arrow from what a number was: its length, what it keeps at either end, and its width."""


def colour_of(theme: Theme, role: str, lit: float) -> mn.ManimColor:
    """A role's colour, lit so far: at 0 it is grey, like all that is not spoken of."""
    grey, colour = (mn.ManimColor(theme.colour(name)) for name in ("muted", role))
    shown: mn.ManimColor = grey.interpolate(colour, lit)
    return shown


class Root(mn.VGroup):
    """One neuron: its bias in a bead, and a wire from there up to its kink, with its weight.

    weight, bias: the longest texts that they will be at rest. size: 1 is as large as can be.
    `reach` is what it takes to the left of its wire, and `apart` what its wire keeps from the next.
    """

    def __init__(self, theme: Theme, weight: str, bias: str, *, size: float = 1.0) -> None:
        self.theme, self.size, self.radius = theme, size, size * RADIUS
        self.wire = mn.VMobject(fill_opacity=0)
        self.bead = NumberBead(bias, theme, self.radius, size * BEAD)
        half = self.bead.half
        self.em = min(size * BIAS, 2 * (half - size * RIM) / advance(bias))
        self.weight = names(Glyphs(weight, theme, size * WEIGHT), self.wire)
        self.reach, other = (
            size * (OLD * advance(text) + WAY + 3 * GAP) for text in (weight, bias)
        )
        self.apart = max(self.reach + size * ASIDE + self.weight.advance, other + 2 * half)
        self.lit: tuple[float, float] | None = None
        self.wire.set_stroke(theme.weight, STROKES.curve)
        self.bead.body.set_stroke(theme.bias, STROKES.curve)
        self.glows = [Glow(line, theme) for line in (self.wire, self.bead.body)]
        exempt(mn.VGroup(*self.glows), "cut", "a glow melts away")
        super().__init__(*self.glows, self.wire, self.bead, self.weight)
        self.light(0.0, 0.0)

    def hang(self, top: np.ndarray, foot: np.ndarray, weight: str, bias: str, wired: float) -> None:
        """Hang from one place of the frame down to another, with these numbers.

        wired: how far up the wire goes, 1 is to the top.
        """
        rim = foot + self.radius * mn.UP
        self.wire.set_points(polyline(np.array([rim, rim + wired * (top - rim)])))
        self.bead.ride(foot).write(bias, self.em)
        self.weight.spell(weight).place(rim + self.size * np.array([ASIDE, BASELINE, 0.0]))

    def was(self, kind: str, text: str) -> mn.VGroup:
        """What a number was, and an arrow from there to what it is now."""
        half, size, middle = self.bead.half, self.size, self.bead.place
        rise = self.radius + size * (BASELINE + 0.33 * WEIGHT)
        tip = middle + (rise * mn.UP if kind == "weight" else half * mn.LEFT) + size * GAP * mn.LEFT
        tail = tip + size * WAY * mn.LEFT
        way = arrow(self.theme, kind, np.array([tail, tip]), leg=LEG)
        number = Glyphs(text, self.theme, size * OLD, "muted")
        number.place(tail + size * np.array([-GAP, -0.33 * OLD, 0.0]), 1.0)
        return mn.VGroup(names(number, way), way)

    def light(self, weight: float, bias: float) -> None:
        """Be lit so far: 0 is grey, and 1 is bright, in its own colour, and glows."""
        lines, shares = (self.wire, self.bead.body), (weight, bias)
        for glow, line, share in zip(self.glows, lines, shares, strict=True):
            if share:
                glow.lie_around(line)
        if shares == self.lit:
            return
        self.lit, width = shares, STROKES.curve
        numbers, roles = (self.weight, self.bead.number), ("weight", "bias")
        for line, number, role, share, glow in zip(
            lines, numbers, roles, shares, self.glows, strict=True
        ):
            shown = colour_of(self.theme, role, share)
            line.set_stroke(shown)
            number.set_fill(shown)
            for stroke, (wider, opacity) in zip(glow.strokes, self.theme.glow, strict=True):
                stroke.set_stroke(width=bool(share) * (width + wider), opacity=share * opacity)
