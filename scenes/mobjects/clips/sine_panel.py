"""The side panel of an approximation: its target, the tents that stand, and the largest error."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Interpolant
from scenes.layout import Region
from scenes.mobjects.text.formulas import Row, fits, fitting_size
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, Theme

SPACING = 1.5 * SIZES.formula
"""From the baseline of a heading to that of the value below it."""
SECOND_BLOCK = 1.7
"""From the panel's top to that of its second block, in frame units."""


class SinePanel:
    """Three blocks in a region, each a heading and a value, and another below the last.

    formula: of the target, in Typst. error_top: where the third block starts, beside its plot.
    worst: the largest error that will have to be shown, written as one of the `errors`.
    """

    def __init__(
        self,
        model: Interpolant,
        formula: str,
        worst: float,
        errors: Notation,
        theme: Theme,
        room: Region,
        error_top: float,
    ) -> None:
        self._theme, self._room = theme, room
        count = len(model.tents)
        self.standing = LiveNumber(
            0,
            Notation(0),
            theme,
            SIZES.formula,
            role="ramp",
            digits=len(str(count)),
            sign="none",
            called="tents",
        )
        self.error = LiveNumber(
            worst,
            errors,
            theme,
            SIZES.formula,
            digits=errors.digits([worst]),
            sign="inline",
            called="largest error",
        )
        markup = f"$f(x) = {formula}$"
        if not fits(markup, room.width):
            markup = "$f(x)$"
        target = self._set(markup, fitting_size([markup], room.width, SIZES.formula))
        tents = Row(self.standing, self._set("~"), self._set(f"of {count}"))
        self.target = self._block("#target[target]", target, room.top)
        self.tents = self._block(
            "#ramp[tents], and #total[their sum]", tents, room.top - SECOND_BLOCK
        )
        pieces = "piece" if model.segments == 1 else "pieces"
        self.pieces = self._set(f"~with {model.segments} {pieces}")
        result = Row(self.error, self.pieces)
        self.error_block = self._block("#error[target − sum]: largest error", result, error_top)
        result.remove(self.pieces)  # true of the sum of all tents, and shown with that

    def compared(self, text: str) -> Typeset:
        """A line to stand below the largest error, which it is compared with."""
        below = self.error.start + 1.3 * SIZES.formula * mn.DOWN
        return self._set(text).place(below)

    def _set(self, markup: str, size: float = SIZES.formula) -> Typeset:
        return Typeset(markup, self._theme, size)

    def _block(self, heading: str, value: Typeset | Row | LiveNumber, top: float) -> mn.VGroup:
        at = np.array([self._room.left, top - SIZES.label, 0.0])
        return mn.VGroup(
            self._set(heading, SIZES.label).place(at), value.place(at + SPACING * mn.DOWN)
        )
