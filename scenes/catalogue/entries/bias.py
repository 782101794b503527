"""`bias`: one neuron at several biases."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.digit_limit import need_short
from scenes.catalogue.options.kinds import Number, Numbers, OptionError

if TYPE_CHECKING:
    from relu_anim import BiasSweep


FLATTEST, STEEPEST = 0.1, 10.0
"""The sizes of weights whose corners have short numbers."""
ALIKE = 0.25
"""Of the largest bias: those that differ by less have labels on labels."""
DIGITS = 4
"""Of a number in all: there are up to three beside each other on the floor."""


def _validate(weight: float, biases: tuple[float, ...]) -> None:
    if not FLATTEST <= abs(weight) <= STEEPEST:
        need = f"must be {FLATTEST:g} to {STEEPEST:g} in size, for the corner to have short numbers"
        raise OptionError("weight", f"{need}: got {weight:g}")
    stops = _model(weight, biases).stops
    need_short("weight", (weight,), DIGITS)
    need_short("biases", stops, DIGITS)
    least = ALIKE * max(map(abs, stops))
    for one, other in pairwise(sorted({0.0, *stops})):
        if other - one < least:
            need = f"must differ by {least:.3g}, from 0 too, for their labels to have room"
            raise OptionError("biases", f"{need}: got {one:g}, {other:g}")


def _model(weight: float, biases: tuple[float, ...]) -> BiasSweep:
    from relu_anim import BiasSweep

    return BiasSweep(weight, biases)


def _numbers(sweep: BiasSweep) -> dict[str, Any]:
    return {
        "weight": sweep.weight,
        "biases": list(sweep.biases),
        "break_points": [neuron.break_point for neuron in sweep.neurons],
    }


CLIP = Clip(
    name="bias",
    title="The bias",
    question="What does the bias change?",
    summary="The bias lifts a line, and ReLU's corner runs to -b/w; the slope stays.",
    options=(
        Option("weight", Number(), 0.5, "The weight of the line: its slope."),
        Option("biases", Numbers(1, 5), (-1.0, 0.0, 1.0), "The biases, one after the other."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"weight": -0.5, "biases": (0.5, -2.0)},
        {"weight": 4.0, "biases": (-3.0, -1.5, 0.0, 1.5, 3.0)},
        {"biases": (1.0,)},
    ),
)
