"""What is said of errors that fall: the words follow the numbers."""

from __future__ import annotations

from relu_anim import Convergence
from scenes.mobjects.text.notation import Notation, is_about

SHARES = (0.25, "a quarter the error", "two lines"), (0.5, "half the error", "one line")
"""What twice the pieces leave, if it has a name, and how far that is down."""


def down(quotient: float) -> str:
    """By what an error is divided: `3.0`."""
    return f"{quotient:.{1 if quotient < 100 else 0}f}"


def slope_of(model: Convergence) -> str:
    """The slope, as it is written."""
    return Notation(1)(model.slope)


def line_of(model: Convergence) -> str:
    """What the straight line says."""
    for share, _, lines in SHARES:
        if is_about(2.0**model.slope, share):
            return f"Twice the pieces, about {lines} down: a straight line of slope"
    return "A straight line fits the stairs best: it has the slope"


def answer_of(model: Convergence) -> tuple[str, str]:
    """The answer, and its markup: what twice the pieces leave, if it has a name, or the slope."""
    for share, words, _ in SHARES:
        if is_about(2.0**model.slope, share):
            markup = f"Yes: #ramp[twice the pieces], about #error[{words}]."
            return f"Yes: twice the pieces, about {words}.", markup
    how, slope = "falls with slope", slope_of(model)
    return f"Yes: the error {how} {slope}.", f"Yes: #error[the error] {how} ${slope}$."
