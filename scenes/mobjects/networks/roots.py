"""Neurons that hang under the kinks that they make, as roots: bias and output weight on show."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.controls.beads import NumberBead, size_on_a_bead
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.mobjects.text.notation import as_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

RADIUS = 0.48
ASIDE = 0.16
"""From the wire to its weight, and from the bead to what it bore."""
WEIGHT, BASELINE = 0.46, 0.09
"""The em height of a weight, and how far above the bead it stands."""
WIDEST = 0.95
"""What a weight may take across."""
OLD, ARROW = 0.3, 1.4
"""The em height of numbers as they were, and what the arrow behind them takes, in em."""


class Root(mn.VGroup):
    """One neuron: its bias in a bead, and a wire from there up to its kink, with its weight.

    weight, bias: the longest texts that they will ever be. `reach` is what it takes to the left of
    its wire with what the numbers were before, and `apart` what its wire keeps from the next.
    """

    def __init__(self, theme: Theme, weight: str, bias: str) -> None:
        self.theme = theme
        self.wire = mn.VMobject(fill_opacity=0)
        self.bead = NumberBead(bias, theme, RADIUS)
        self.size = size_on_a_bead(bias, RADIUS)
        self.weight = Glyphs(weight, theme, min(WEIGHT, WIDEST / advance(weight)))
        old = OLD * (advance(weight) + ARROW), OLD * (advance(bias) + ARROW)
        left = self.weight.advance + 1.5 * ASIDE + old[0], self.bead.half + 0.5 * ASIDE + old[1]
        self.reach, self.apart = max(left), max(left[0] + ASIDE, left[1] + self.bead.half)
        exempt(self.wire, "contrast", "it is grey where it is not spoken of")
        self.lit: tuple[float, float] | None = None
        self.wire.set_stroke(theme.weight)
        self.bead.body.set_stroke(theme.bias)
        self.glows = [Glow(line, theme) for line in (self.wire, self.bead.body)]
        exempt(mn.VGroup(*self.glows), "cut", "a glow melts away")
        super().__init__(*self.glows, self.wire, self.bead, self.weight)
        self.light(0.0, 0.0)

    def hang(self, top: np.ndarray, foot: np.ndarray, weight: str, bias: str) -> None:
        """Hang from one place of the frame down to another, with these numbers."""
        rim = foot + RADIUS * mn.UP
        self.wire.set_points(polyline(np.array([top, rim])))
        self.bead.ride(foot).write(bias, self.size)
        self.weight.spell(weight).place(rim + ASIDE * mn.LEFT + BASELINE * mn.UP, align=1.0)

    def light(self, weight: float, bias: float) -> None:
        """Be lit so far: 0 is grey, and 1 is bright, in its own colour, and glows."""
        lines, shares = (self.wire, self.bead.body), (weight, bias)
        for glow, line, share in zip(self.glows, lines, shares, strict=True):
            if share:
                glow.lie_around(line)
        if shares == self.lit:
            return
        self.lit, bright = shares, STROKES.strong
        numbers, roles = (self.weight, self.bead.number), ("weight", "bias")
        for line, number, role, share, glow in zip(
            lines, numbers, roles, shares, self.glows, strict=True
        ):
            grey, colour = (mn.ManimColor(self.theme.colour(name)) for name in ("muted", role))
            shown = grey.interpolate(colour, share)
            line.set_stroke(shown, STROKES.guide + share * (bright - STROKES.guide))
            number.set_fill(shown)
            for stroke, (wider, opacity) in zip(glow.strokes, self.theme.glow, strict=True):
                stroke.set_stroke(width=bool(share) * (bright + wider), opacity=share * opacity)

    def before(self, weight: str = "", bias: str = "") -> mn.VGroup:
        """What its numbers were, small and grey to their left: `1.0 →`, and nothing for none."""
        beside_weight = self.weight.start - 0.5 * ASIDE * mn.RIGHT
        beside_bead = self.bead.place - (self.bead.half + 0.5 * ASIDE) * mn.RIGHT
        return mn.VGroup(
            *[
                Typeset(f"${as_markup(text)} arrow.r$", self.theme, OLD, "muted").place(place, 1.0)
                for text, place in (
                    (weight, beside_weight),
                    (bias, beside_bead - 0.33 * self.size * mn.UP),
                )
                if text
            ]
        )
