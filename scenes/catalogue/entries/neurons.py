"""`neurons`: ever more pieces, and how fast the error falls."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Counts, OptionError, PositiveInteger
from scenes.catalogue.target_options import DOMAIN, TARGET, check_target

if TYPE_CHECKING:
    from relu_anim import Convergence

COUNTS = Counts(PositiveInteger(1, 128), least=2, most=7)
LEAST, MOST = 1.02, 1000
"""By what an error is divided at least, and so many pieces are built at most."""
NEAR, NEAREST, WIDE = 0.0205, 0.052, 1.15
"""The least step between two counts, for each of their digits, and between two errors, as shares of
the paper's height; and how high it is for its width."""
SAMPLES, SEEN, DIGITS = 513, 0.003, 7
"""The places where the curve's height is measured, the share of it that the first error has at
least, and the digits of all errors at most."""


def _validate(counts: tuple[int, ...], target: Target, domain: tuple[float, float]) -> None:
    check_target(target, domain)
    try:
        model = _model(counts, target, domain)
        further = model.further if min(model.quotients) > LEAST and model.foretold < MOST else None
    except ValueError as refusal:
        raise OptionError("counts", f"cannot be shown: {refusal}") from None
    if further is None:
        need = f"must be further apart, with errors that fall to {model.goal:g} by {MOST} pieces"
        raise OptionError("counts", need)
    across = math.log(further.counts[-1] / counts[0])
    high = max(math.log(further.errors[0] / min(further.errors[-1], model.goal)), across * WIDE)
    steps = [
        math.log(after / before) / len(f"{before}{after}")
        for before, after in pairwise(further.counts)
    ]
    if min(steps) < NEAR * high or math.log(min(model.quotients)) < NEAREST * high:
        last = f"{further.counts[-1]} pieces for an error of {model.goal:g}"
        need = f"must be further apart, and from the {last}, for steps that can be seen"
        raise OptionError("counts", need)
    _need_errors_in_sight(model)


def _need_errors_in_sight(model: Convergence) -> None:
    """Refuse errors that nobody would see beside the curve, or read."""
    import numpy as np

    from scenes.mobjects.text.notation import Notation

    height = float(np.ptp([0.0, *model.target(np.linspace(*model.domain, SAMPLES))]))
    first, count = model.errors[0], model.counts[0]
    if first < SEEN * height:
        option, need = (
            ("counts", "begin with fewer pieces") if count > 1 else ("target", "bend more")
        )
        misses = f"{count} miss a curve of height {height:.3g} by {first:.2g}"
        raise OptionError(option, f"must {need}, for the first error to be seen: {misses}")
    errors = model.errors
    for text in map(Notation.of_errors(errors), errors):
        if sum(map(str.isdigit, text)) > DIGITS or "·" in text:
            need = f"must make errors of at most {DIGITS} digits, written alike"
            raise OptionError(
                "target", f"{need}: got {text}, from {errors[0]:.2g} to {errors[-1]:.2g}"
            )


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
        Option("counts", COUNTS, (4, 8, 16, 32), "How many pieces, one line after the other."),
        TARGET,
        DOMAIN,
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"counts": (3, 10, 50), "target": Target("exp(-x)*cos(6*x)")},
        {"target": Target("sqrt(x)")},
        {"counts": (2, 4, 8, 16, 32, 64, 128), "target": Target("abs(x - 1/3)")},
        {"counts": (1, 16), "target": Target("x**2 - 1"), "domain": (-2.0, 2.0)},
        {"counts": (4, 20, 64), "target": Target("100*abs(sin(x))"), "domain": (0.0, 5.0)},
    ),
)
