"""`weight`: one neuron at several weights, its ramp a seesaw."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Number, Numbers, OptionError

if TYPE_CHECKING:
    from relu_anim import WeightSweep

ALIKE = 20
"""Slopes that differ by less than this part of the largest look the same, or flat."""
FURTHEST = 5
"""How far from x = 0 a corner may be for its slope triangle to be seen."""


def _validate(weights: tuple[float, ...], bias: float) -> None:
    different, least = sorted({0.0, *weights}), max(map(abs, weights)) / ALIKE
    if len({*weights}) < 2:
        raise OptionError("weights", f"must be two different numbers at least: got {weights[0]:g}")
    for one, other in combinations(different, 2):
        if other - one < least:
            raise OptionError(
                "weights",
                f"must differ from one another and from 0 by {least:g} at least, a twentieth of "
                f"the largest, to be told apart: got {one:g} and {other:g}",
            )
    flattest = min(abs(weight) for weight in weights if weight)
    if abs(bias / flattest) > FURTHEST:
        raise OptionError(
            "bias",
            f"must be between {-FURTHEST * flattest:g} and {FURTHEST * flattest:g} for a weight of "
            f"{flattest:g}: got {bias:g}, and the corner would be out of the picture",
        )


def _model(weights: tuple[float, ...], bias: float) -> WeightSweep:
    from relu_anim import WeightSweep

    return WeightSweep(weights, bias)


def _numbers(sweep: WeightSweep) -> dict[str, Any]:
    return {
        "weights": list(sweep.weights),
        "bias": sweep.bias,
        "break_points": [neuron.break_point for neuron in sweep.neurons],
        "slopes": [neuron.function.slopes.tolist() for neuron in sweep.neurons],
    }


CLIP = Clip(
    name="weight",
    title="The weight",
    question="What does the weight change?",
    summary="The ramp is a seesaw: the weight tilts it, and below 0 the other side rises.",
    options=(
        Option("weights", Numbers(2, 5), (1.0, 2.0, 0.4, 0.0, -1.0), "The weights, in turn."),
        Option("bias", Number(), 0.0, "The bias, which stays."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"weights": (1.0, -0.5), "bias": 1.0},
        {"weights": (-2.0, -0.5, 1.5), "bias": -0.5},
        {"weights": (1.0, 3.0, 10.0)},
        {"weights": (0.0, 0.25, -0.25, 0.5, -0.5), "bias": 0.2},
    ),
)
