"""What is said of a chain of errors: the words follow the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from relu_anim import Interpolant
from scenes.mobjects.text.notation import Notation

SHARES = (0.25, "quarter"), (0.5, "half")
CLOSE = 0.15
"""A share that is off a quarter by no more than this share of it is called about a quarter."""
WRITTEN = 0.005
"""Shares are written with two decimals."""


def is_about(ratio: float, share: float) -> bool:
    """Whether one may say that so much is left."""
    return abs(ratio - share) <= CLOSE * share


def shrinkage_of(errors: Sequence[float]) -> str:
    """What every split does to the error: `quarters` it, `halves`, `shrinks`, or none of these.

    It does so `roughly`, if the shares that are written are not all the same.
    """
    ratios = [after / before for before, after in pairwise(errors)]
    for (share, _), word in zip(SHARES, ("quarters", "halves"), strict=True):
        if ratios and all(is_about(ratio, share) for ratio in ratios):
            exact = all(abs(ratio - share) < WRITTEN for ratio in ratios)
            return word if exact else f"roughly {word}"
    return "shrinks" if ratios and max(ratios) < 1 - 1e-9 else ""


def answer_of(generations: Sequence[Interpolant]) -> tuple[str, str]:
    """The answer, and its markup."""
    errors = [model.max_error.error for model in generations]
    last = generations[-1]
    word = shrinkage_of(errors)
    if not last.tents:
        text = "Where the curve is 0, no tent is needed."
        return text, text
    add = "They add up", "#ramp[They] #total[add up]"
    if last.is_exact:
        ends = [" to the curve itself."] * 2
    elif word:
        ends = [f"; each split {word} the error.", f"\\; each split {word} the #error[error]."]
    else:
        noun = "piece" if last.segments == 1 else "pieces"
        ends = [f" to {last.segments} straight {noun}."] * 2
    return add[0] + ends[0], add[1] + ends[1]


def caption_of_start(model: Interpolant, heights: Notation) -> str:
    """What the sum is before there are tents, and what the first one does."""
    if not model.tents:
        return "The sum of no tents lies on the floor. It meets all rings: no tent is needed."
    tent = model.tents[0]
    what = "half a tent" if tent.is_half else "a tent"
    as_far = f"rises as high as the curve, {heights.about(tent.height)}"
    if tent.height < 0:
        as_far = f"hangs as deep as the curve, {heights.about(tent.height)}"
    start = "At the first ring"
    if any(hat.is_flat for hat in model.hats):
        start = "The sum of no tents meets the rings on the floor. At the next"
    return f"{start}, {what} {as_far}; the sum follows."


def caption_of_split(generations: Sequence[Interpolant], index: int, errors: Notation) -> str:
    """What one split does to tents and error."""
    before, after = generations[index - 1 : index + 1]
    left = after.max_error.error
    ratio = left / before.max_error.error
    what = "Split every piece" if index == 1 else "Split again"
    if not before.tents:
        tents = ": now tents rise, at the new rings."
    elif index == 1:
        tents = ": tents get narrower, and new ones rise between."
    else:
        tents = f": {after.segments} pieces."
    if after.is_exact:
        return f"{what}{tents} No error is left."
    for share, word in SHARES:
        if is_about(ratio, share):
            return f"{what}{tents} About a {word} of the error is left."
    if ratio >= 1 - 1e-9:
        return f"{what}{tents} The largest error is still {errors(left)}."
    return f"{what}{tents} The largest error is now {errors(left)}."
