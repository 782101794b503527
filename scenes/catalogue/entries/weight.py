"""`weight`: one neuron at several weights, its line on a pin."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.digit_limit import need_short
from scenes.catalogue.options.kinds import Number, Numbers, OptionError

if TYPE_CHECKING:
    from relu_anim import WeightSweep

SLANTING, TURN, STEEPEST = 0.25, (0.075, 0.13), (2, 4)
"""What the largest slope is at least; by how many radians lines differ, and as which slope the
largest is drawn at most: without a bias, and with one, where lines cross."""
FURTHEST = 4.5
"""How far from x = 0 a corner may be for its slope triangle to be seen."""


def _validate(weights: tuple[float, ...], bias: float) -> None:
    need_short("weights", weights)
    need_short("bias", (bias,))
    largest = max(map(abs, weights))
    if largest < SLANTING:
        need = f"must have a number of {SLANTING:g} or more in size, for its ramp to slant"
        raise OptionError("weights", f"{need}: got {largest:g} at most")
    drawn, crossing = min(1.0, STEEPEST[bool(bias)] / largest), bool(bias)
    if len({*weights}) < 2:
        raise OptionError("weights", f"must be two different numbers at least: got {weights[0]:g}")
    for one, other in pairwise(sorted({0.0, *weights})):
        turn = math.atan(other * drawn) - math.atan(one * drawn)
        if turn < TURN[crossing and one * other != 0]:
            needs = "must be further apart, and from 0, to look different"
            raise OptionError("weights", f"{needs}: got {one:g}, {other:g}")
    most = FURTHEST * min(abs(weight) for weight in weights if weight)
    if abs(bias) > most:
        needs = f"must be {-most:g} to {most:g} for all corners to be in the picture"
        raise OptionError("bias", f"{needs}: got {bias:g}")


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
    summary="A line on a pin: the weight tilts it, and below 0 the other side rises.",
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
