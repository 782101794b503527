"""What is said of ever more pieces: the words follow the numbers."""

from __future__ import annotations

import numpy as np

from relu_anim import Convergence
from scenes.mobjects.text.notation import Notation, is_about

SHARES = (0.25, "a quarter the error"), (0.5, "half the error")
EXACT = 0.005
"""Quotients that differ from a whole number by less are said without `about`."""
OFF_THE_LINE = 1.35
"""Errors that are off the line that fits them best by more than this factor are uneven."""
HALVINGS = {
    0.0: "hardly a halving down",
    0.5: "half a halving",
    1.0: "one halving",
    1.5: "one and a half halvings",
    2.0: "two halvings",
}
NEARLY = 0.05
"""From those words to the slope that is written."""
STAYS = 0.95
"""What leaves more than this of the error for twice the pieces leaves all of it."""


def down(quotient: float) -> str:
    """By what an error is divided, or multiplied where it grows: `÷ 3.0`."""
    sign, factor = ("÷", quotient) if quotient >= 1 else ("×", 1 / quotient)
    return f"{sign} {factor:.{1 if factor < 100 else 0}f}"


def across(before: int, after: int) -> str:
    """How many times as many pieces there are: `× 2`."""
    return f"× {after / before:.{1 if after % before else 0}f}"


def slope_of(model: Convergence) -> str:
    """The slope, as it is written."""
    return Notation(1)(model.slope)


def answer_of(model: Convergence) -> tuple[str, str]:
    """The answer, and its markup: what twice the pieces leave, if it has a name, or the slope."""
    left, slope = 2.0**model.slope, slope_of(model)
    off = max(abs(np.log(model.errors / model.fitted(np.array(model.counts)))))
    if off > np.log(OFF_THE_LINE):
        return f"Yes, but unevenly: slope {slope}.", f"Yes, but unevenly: slope ${slope}$."
    for share, words in SHARES:
        if is_about(left, share):
            exact = all(abs(quotient - 1 / share) < EXACT for quotient in model.quotients)
            about = "" if exact else "about "
            text = f"Yes: twice the pieces, {about}{words}."
            return text, f"Yes: #ramp[twice the pieces], {about}#error[{words}]."
    if left > STAYS:
        return "No: the error stays.", "No: #error[the error] stays."
    how = "Yes, but slowly" if left > SHARES[-1][0] else "Yes"
    return f"{how}: slope {slope}.", f"{how}: slope ${slope}$."


def halvings_of(model: Convergence) -> str:
    """How often the error is halved for twice the pieces, as the slope says it."""
    words, off = HALVINGS[model.halvings], -model.slope - model.halvings
    nearly = "almost " if off < -NEARLY else "more than " if off > NEARLY else ""
    return f"{nearly}{words} down" if model.halvings else words


def captions_of(model: Convergence, alike: bool) -> dict[str, str]:
    """What is said in each beat. alike: whether the glass shows one picture again and again."""
    errors = Notation.of_errors(model.errors)
    first, second = model.counts[:2]
    twice = "Twice the pieces" if second == 2 * first else f"{second} pieces"
    by = down(model.quotients[0]).replace("÷", "divided by").replace("×", "multiplied by")
    same = "Twice the pieces: half as wide, a quarter as high. So magnified, they look the same."
    return {
        "pieces": f"One ReLU for every bend: {first} piece{'s' * (first != 1)} "
        f"take{'s' if first == 1 else ''} {model.layers[0].size} of them.",
        "guess": f"Where they miss the curve most, the error is {errors(model.errors[0])}. "
        f"{twice}: how much of it is left?",
        "twice": f"With {second} pieces it is {errors(model.errors[1])}: {by}.",
        "more": same if alike else "More and more pieces; a glass shows the largest error.",
        "stretch": "Each line is half as high as the one above. "
        "We stretch the paper until all steps are equal: it is logarithmic.",
        "stairs": "Down the stairs: more pieces to the right, "
        "and the error drops from line to line.",
        "answer": f"One doubling to the right, {halvings_of(model)}: "
        f"the line that fits best has slope {slope_of(model)}.",
    }
