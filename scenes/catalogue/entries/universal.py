"""`universal`: tubes around targets, and the fewest pieces that stay inside."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Expressions, Numbers, OptionError
from scenes.catalogue.options.messages import quoted
from scenes.catalogue.target_options import DOMAIN, check_target

if TYPE_CHECKING:
    from relu_anim import Tubes

Targets = tuple[Target, ...]
Row = tuple[float, ...]
DEFAULT = tuple(map(Target, ("sin(2*pi*x)", "abs(abs(4*x-2)-1)-0.5", "exp(-30*(x-0.5)**2)")))
NARROWER, SEEN = 0.8, (0.004, 0.16)
"""The largest share of a tube that the next may have; shares of all heights that can be seen."""


def _validate(targets: Targets, within: Row, domain: tuple[float, float]) -> None:
    import numpy as np

    for target in targets:
        check_target(target, domain, "targets")
    if any(after > NARROWER * before for before, after in pairwise(within)):
        each = f"must each be at most {NARROWER:g} times the one before"
        raise OptionError("within", f"{each}: got {Numbers().format(within)}")
    heights = [target(np.linspace(*domain, 1001)) for target in targets]
    least, most = np.multiply(SEEN, np.ptp([0.0, *np.concatenate(heights)]))
    if not least <= within[-1] <= within[0] <= most:
        need = f"must be from {least:.2g} to {most:.2g} to be seen beside such heights"
        raise OptionError("within", f"{need}: got {Numbers().format(within)}")


def _model(targets: Targets, within: Row, domain: tuple[float, float]) -> tuple[Tubes, ...]:
    from relu_anim import Tubes

    model = tuple(Tubes(target, within, domain) for target in targets)
    for tubes, target in zip(model, targets, strict=True):
        try:
            tubes.fits  # noqa: B018  # what is found once is kept
        except ValueError as refusal:
            raise OptionError("targets", f"has {quoted(target.text)}: {refusal}") from None
    return model


def _numbers(model: tuple[Tubes, ...]) -> dict[str, Any]:
    return {
        "targets": [tubes.target.text for tubes in model],  # type: ignore[attr-defined]  # ours
        "within": list(model[0].widths),
        "pieces": [[fit.segments for fit in tubes.fits] for tubes in model],
        "relus": [[fit.layer.size for fit in tubes.fits] for tubes in model],
        "narrower_within": list(model[0].narrower.widths),
        "narrower_pieces": [fit.segments for fit in model[0].narrower.fits],
        "max_errors": [[float(fit.max_error.error) for fit in tubes.fits] for tubes in model],
    }


CLIP = Clip(
    name="universal",
    title="Any continuous curve",
    question="Which functions can it draw?",
    summary="ReLUs are added until the line stays in a tube around its target, however narrow.",
    options=(
        Option("targets", Expressions(), DEFAULT, "The functions to draw."),
        Option("within", Numbers(1, 3), (0.1, 0.02), "How far off it may be, less and less."),
        DOMAIN,
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"targets": (Target("exp(-x)*cos(6*x)"), Target("sqrt(x)")), "within": (0.05,)},
        {
            "targets": tuple(map(Target, ("x", "x**2", "abs(x)", "sin(5*x) + x"))),
            "within": (0.5, 0.1, 0.05),
            "domain": (-2.0, 2.0),
        },
        {"targets": (Target("-100*abs(sin(x))"),), "within": (15.0, 8.0), "domain": (0.0, 10.0)},
    ),
)
