"""Neurons that hang under the kinks that they make, as roots: bias and output weight on show."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.controls.beads import NumberBead
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.theme import STROKES, Theme

RADIUS, RIM = 0.52, 0.09
"""Of a bead, and what its number keeps from either side."""
ASIDE, BASELINE = 0.16, 0.09
"""From the wire to its weight, and how far above the bead that stands."""
WEIGHT, BIAS = 0.46, 0.4
"""Their em heights, where they are short."""
WIDEST = 1.1
"""What a weight may take across."""
REST = 0.5
"""How much of its own colour a number has that is not spoken of; the rest is grey."""


def colour_of(theme: Theme, role: str, lit: float) -> mn.ManimColor:
    """A role's colour, lit so far: at 0 it is dim, but tells the role and can be read."""
    grey, colour = (mn.ManimColor(theme.colour(name)) for name in ("muted", role))
    shown: mn.ManimColor = grey.interpolate(colour, REST + lit * (1 - REST))
    return shown


class Root(mn.VGroup):
    """One neuron: its bias in a bead, and a wire from there up to its kink, with its weight.

    weight, bias: the longest texts that they will ever be. `reach` is what it takes to the left of
    its wire, and `apart` what its wire keeps from the next.
    """

    def __init__(self, theme: Theme, weight: str, bias: str) -> None:
        self.theme = theme
        self.wire = mn.VMobject(fill_opacity=0)
        self.bead = NumberBead(bias, theme, RADIUS)
        self.size = min(BIAS, 2 * (self.bead.half - RIM) / advance(bias))
        self.weight = Glyphs(weight, theme, min(WEIGHT, WIDEST / advance(weight)))
        names(self.weight, self.wire)
        self.reach = max(self.bead.half, ASIDE + self.weight.advance)
        self.apart = ASIDE + max(2 * self.bead.half, ASIDE + self.weight.advance)
        exempt(self.wire, "contrast", "it is dim where it is not spoken of")
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
        rim = foot + RADIUS * mn.UP
        self.wire.set_points(polyline(np.array([rim, rim + wired * (top - rim)])))
        self.bead.ride(foot).write(bias, self.size)
        self.weight.spell(weight).place(rim + ASIDE * mn.LEFT + BASELINE * mn.UP, align=1.0)

    def light(self, weight: float, bias: float) -> None:
        """Be lit so far: 0 is dim, and 1 is bright, in its own colour, and glows."""
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
