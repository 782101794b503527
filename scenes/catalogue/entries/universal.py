"""`universal`: tubes around targets, and the fewest pieces that stay inside."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Expressions, Numbers, OptionError
from scenes.catalogue.options.messages import quoted
from scenes.catalogue.options.targets import DOMAIN

if TYPE_CHECKING:
    from relu_anim import Tubes

NAMES = {
    "sin(2*pi*x)": "sine wave",
    "0.5-abs(abs(4*x-2)-1)": "zigzag",
    "exp(-30*(x-0.5)**2)": "bump",
}
"""What the targets are called that are shown by default."""
NARROWER = 0.8
"""Each tube is at most this share of the one before, so that it is seen to get narrower."""
THINNEST = 0.004
"""A tube is no thinner than this share of all heights: 3 pixels to either side at 1080p."""


def _validate(
    targets: tuple[Target, ...], within: tuple[float, ...], domain: tuple[float, float]
) -> None:
    import numpy as np

    for target in targets:
        try:
            target.check_on(*domain)
        except ValueError as refusal:
            raise OptionError("targets", str(refusal)) from None
    if within[-1] <= 0 or any(after > NARROWER * before for before, after in pairwise(within)):
        need = f"above 0, each at most {NARROWER:g} times the one before"
        raise OptionError("within", f"must be {need}: got {Numbers().format(within)}")
    x = np.linspace(*domain, 1001)
    height = float(np.ptp([0.0, *np.concatenate([target(x) for target in targets])]))
    if within[-1] < THINNEST * height:
        need = f"at least {THINNEST * height:.2g} to be seen beside heights of {height:.2g}"
        raise OptionError("within", f"must be {need}: got {within[-1]:g}")


def _model(
    targets: tuple[Target, ...], within: tuple[float, ...], domain: tuple[float, float]
) -> tuple[Tubes, ...]:
    from relu_anim import Tubes

    model = tuple(Tubes(target, within, domain) for target in targets)
    for tubes, target in zip(model, targets, strict=True):
        try:
            tubes.fits  # noqa: B018  # it is found once, and kept
        except ValueError as refusal:
            raise OptionError("targets", f"has {quoted(target.text)}: {refusal}") from None
    return model


def _numbers(model: tuple[Tubes, ...]) -> dict[str, Any]:
    return {
        "targets": [tubes.target.text for tubes in model],  # type: ignore[attr-defined]
        "within": list(model[0].widths),
        "pieces": [[fit.segments for fit in tubes.fits] for tubes in model],
        "max_errors": [[float(fit.max_error.error) for fit in tubes.fits] for tubes in model],
    }


CLIP = Clip(
    name="universal",
    title="Any continuous curve",
    question="Which functions can it draw?",
    summary="Pieces are added until the curve stays in a tube around its target, however narrow.",
    options=(
        Option("targets", Expressions(), tuple(map(Target, NAMES)), "The functions to draw."),
        Option(
            "within",
            Numbers(1, 3),
            (0.1, 0.02),
            "How far the curve may be off: ever less, one tube after the other.",
        ),
        DOMAIN,
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"targets": (Target("exp(-x)*cos(6*x)"), Target("sqrt(x)")), "within": (0.05,)},
        {
            "targets": tuple(map(Target, ("x**2", "2", "abs(x)", "sin(5*x) + x"))),
            "within": (0.5, 0.1, 0.05),
            "domain": (-2.0, 2.0),
        },
        {"targets": (Target("x"),), "within": (0.2, 0.1)},
        {"targets": (Target("-100*abs(sin(x))"),), "within": (10.0, 4.0), "domain": (0.0, 10.0)},
    ),
)
