"""`neurons`: ever more pieces, and how fast the error falls."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Counts, OptionError, PositiveInteger
from scenes.catalogue.targets import DOMAIN, TARGET, check_target

if TYPE_CHECKING:
    from relu_anim import Convergence

COUNTS = Counts(PositiveInteger(1, 256), most=7)
NEAREST = 0.13
"""A smaller share of the axis between two counts leaves their numbers no room beside each other."""


def _validate(counts: tuple[int, ...], target: Target, domain: tuple[float, float]) -> None:
    if len(counts) < 2:
        raise OptionError("counts", f"must be 2 to 7 numbers: got {len(counts)}")
    whole = math.log(counts[-1] / counts[0])
    for before, after in pairwise(counts):
        if math.log(after / before) < NEAREST * whole:
            raise OptionError(
                "counts", f"must be further apart to be read: got {before} beside {after}"
            )
    check_target(target, domain)
    try:
        _model(counts, target, domain)
    except ValueError as refusal:
        raise OptionError("counts", f"cannot be shown: {refusal}") from None


def _model(counts: tuple[int, ...], target: Target, domain: tuple[float, float]) -> Convergence:
    from relu_anim import Convergence

    return Convergence(target, counts, domain)


def _numbers(model: Convergence) -> dict[str, Any]:
    return {
        "counts": list(model.counts),
        "max_errors": list(model.errors),
        "slope": model.slope,
        "neurons": [layer.size for layer in model.layers],
    }


CLIP = Clip(
    name="neurons",
    title="More neurons",
    question="Do more neurons help?",
    summary="Ever more straight pieces, one ReLU a bend, and how fast the largest error falls.",
    options=(
        Option("counts", COUNTS, (4, 8, 16, 32, 64), "How many pieces, one line after the other."),
        TARGET,
        DOMAIN,
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"counts": (3, 10, 100), "target": Target("exp(-x)*cos(6*x)")},
        {"target": Target("sqrt(x)")},
        {"counts": (2, 4, 8, 16, 32, 64, 128), "target": Target("abs(x - 0.3)")},
        {"counts": (1, 16), "target": Target("x**2 - 1"), "domain": (-2.0, 2.0)},
        {"counts": (5, 10, 20), "target": Target("100*abs(sin(x))"), "domain": (0.0, 5.0)},
    ),
)
