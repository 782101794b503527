"""`sine`: tents that add up to a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import OptionError, PositiveInteger
from scenes.catalogue.target_options import DOMAIN, TARGET, check_target

if TYPE_CHECKING:
    from relu_anim import Interpolant


SMALLEST, LARGEST = 0.01, 1000
"""How large a target is: heights, and errors of a hundredth of them, have few digits."""
SAMPLES = 257


def _validate(segments: int, target: Target, domain: tuple[float, float]) -> None:
    import numpy as np

    check_target(target, domain)
    largest = float(abs(target(np.linspace(*domain, SAMPLES))).max())
    if largest and not SMALLEST <= largest <= LARGEST:
        need = (
            f"must be 0, or {SMALLEST:g} to {LARGEST:g} at its largest, for its errors to be read"
        )
        raise OptionError("target", f"{need}: got {largest:.3g}")


def _model(segments: int, target: Target, domain: tuple[float, float]) -> Interpolant:
    from relu_anim import interpolate

    return interpolate(target, segments, domain)


def _numbers(interpolant: Interpolant) -> dict[str, Any]:
    splits = [
        {
            "segments": each.segments,
            "tents": len(each.tents),
            "neurons": each.layer.size,
            "max_error": float(each.max_error.error),
            "max_error_at": float(each.max_error.where),
        }
        for each in interpolant.halvings()
    ]
    return {**splits[0], "splits": splits}


def _called(target: Target) -> str:
    return "a sine wave" if target.text.startswith("sin(") else "this curve"


CLIP = Clip(
    name="sine",
    title="Tents make a wave",
    question="How do tents become a sine wave?",
    summary="Tents rise one by one under the target, their sum grows, the error shrinks.",
    options=(
        Option("segments", PositiveInteger(1, 64), 8, "How many straight pieces to use."),
        TARGET,
        DOMAIN,
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"segments": 13, "target": Target("exp(-x)*cos(6*x)")},
        {"segments": 5, "target": Target("x**2 - 1"), "domain": (-2.0, 2.0)},
        {"segments": 2},
        {"segments": 64, "target": Target("100*abs(sin(x))"), "domain": (0.0, 10.0)},
        {"segments": 1, "target": Target("2")},
    ),
    rephrase=lambda given: f"How do tents become {_called(given['target'])}?",
)
