"""`bias`: one neuron at several biases, and again at another weight."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Number, Numbers, OptionError
from scenes.catalogue.options.short import need_short

if TYPE_CHECKING:
    from relu_anim import BiasSweep


FLATTEST, STEEPEST = 0.1, 10.0
"""What may be drawn of weights beside a line of weight 1."""
ALIKE, EQUAL = 0.25, 0.2
"""Of the largest bias, or of 1: biases and weights that differ by less have labels on labels."""
DIGITS = 4
"""Of a number in all: there are up to three beside each other on the floor."""


def _validate(weight: float, biases: tuple[float, ...]) -> None:
    if not FLATTEST <= abs(weight) <= STEEPEST:
        need = f"must be {FLATTEST:g} to {STEEPEST:g} in size, to be drawn beside a weight of 1"
        raise OptionError("weight", f"{need}: got {weight:g}")
    if abs(weight - 1) < EQUAL:
        need = f"must differ by {EQUAL:g} from 1, the weight of the first line"
        raise OptionError("weight", f"{need}: got {weight:g}")
    stops = _model(weight, biases).stops
    need_short("weight", (1.0, weight), DIGITS)
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
        "weights": [1.0, sweep.weight],
        "biases": list(sweep.biases),
        "break_points": [
            [neuron.break_point for neuron in row] for row in (sweep.plain, sweep.weighted)
        ],
    }


CLIP = Clip(
    name="bias",
    title="The bias",
    question="What does the bias change?",
    summary="The bias lifts a line, and ReLU's corner runs along; the same at another weight.",
    options=(
        Option("weight", Number(), 2.0, "The weight of the second line; the first has 1."),
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
