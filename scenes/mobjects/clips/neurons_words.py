"""What is said of ever more pieces: the words follow the numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from relu_anim import Convergence
from scenes.mobjects.text.notation import Notation, is_about

SHARES = (0.25, "a quarter of the error"), (0.5, "half the error")
EXACT = 0.005
"""Quotients that differ from a whole number by less are said without `about`."""
OFF_THE_LINE = 1.35
"""Errors that are off the line that fits them best by more than this factor are uneven."""
TOO_LOW = 0.02
"""A column that is less than this share of the first is hardly seen."""
STAYS = 0.95
"""What leaves more than this of the error for twice the pieces leaves all of it."""


def down(quotient: float) -> str:
    """By what an error is divided, or multiplied where it grows: `÷ 3.0`."""
    sign, factor = ("÷", quotient) if quotient >= 1 else ("×", 1 / quotient)
    return f"{sign} {factor:.{1 if factor < 100 else 0}f}"


def across(before: int, after: int) -> str:
    """How many times as many pieces there are: `× 2`."""
    return f"× {after / before:.{1 if after % before else 0}f}"


def counted(count: int, noun: str) -> str:
    """`1 piece`, `2 pieces`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def count_of(pieces: int, relus: int) -> str:
    """How many pieces, and how many ReLUs draw them, as markup."""
    bends = f"#weight[{counted(relus, 'bend')}: {counted(relus, 'ReLU')}]"
    return f"{counted(pieces, 'piece')}, {bends}"


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
            text = f"Twice the pieces, {about}{words}."
            return text, f"#ramp[Twice the pieces], {about}#error[{words}]."
    if left > STAYS:
        return "No: the error stays.", "No: #error[the error] stays."
    how = "Yes, but slowly" if left > SHARES[-1][0] else "Yes"
    return f"{how}: slope {slope}.", f"{how}: slope ${slope}$."


def captions_of(model: Convergence) -> dict[str, str]:
    """What is said in each beat."""
    errors = Notation.of_errors(model.errors)
    first, second, *rest = model.counts
    twice = "Twice the pieces" if second == 2 * first else f"{second} pieces"
    by = down(model.quotients[0]).replace("÷", "divided by").replace("×", "multiplied by")
    stairs = ", ".join(map(down, model.quotients))
    steps = ", ".join(dict.fromkeys(across(*pair) for pair in pairwise(model.counts)))
    more = " and ".join(filter(None, [", ".join(map(str, rest[:-1])), *map(str, rest[-1:])]))
    low = model.errors[-1] < TOO_LOW * model.errors[0]
    return {
        "pieces": f"One ReLU for every bend: {counted(first, 'piece')} "
        f"take{'s' if first == 1 else ''} {model.layers[0].size} of them.",
        "guess": f"Where they miss the curve most, the error is {errors(model.errors[0])}. "
        f"{twice}: how much of it is left?",
        "twice": f"With {second} pieces it is {errors(model.errors[1])}: {by}.",
        "more": f"Now {more} pieces. "
        f"{'Soon the columns are too low to be seen.' if low else 'Compare the columns.'}",
        "stretch": f"{'So' if low else 'Now'} we stretch the paper, "
        "until every ÷ 4 on the ruler is a step of one length.",
        "stairs": f"From point to point: pieces {steps}, and the error {stairs}.",
        "answer": f"The straight line that fits the points best has slope {slope_of(model)}.",
    }
