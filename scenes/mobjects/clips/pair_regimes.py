"""What a sum of ramps is on one piece, as a short formula."""

from __future__ import annotations

from scenes.mobjects.text.notation import Notation


def line_markup(slope: float, intercept: float, notation: Notation) -> str:
    """`slope x + intercept` as Typst mathematics, the positive term first.

    `0.8 - x`, `x - 0.2`, `2 x + 1`, `-x`, and the number alone where the slope is 0.
    """
    if slope == 0:
        return notation.markup(intercept)
    variable = "x" if abs(slope) == 1 else f"{notation.markup(abs(slope))} x"
    if slope < 0 < intercept:
        return f"{notation.markup(intercept)} - {variable}"
    signed = f"-{variable}" if slope < 0 else variable
    return f"{signed} {notation.term(intercept)}" if intercept else signed
