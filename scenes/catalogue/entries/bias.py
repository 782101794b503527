"""`bias`: one neuron at several biases, and again at another weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import LARGEST, Number, Numbers, OptionError

if TYPE_CHECKING:
    from relu_anim import BiasSweep


def _validate(weight: float, biases: tuple[float, ...]) -> None:
    if weight == 0:
        raise OptionError("weight", "must not be 0: a neuron of weight 0 has no break point")
    for bias in biases:
        if abs(bias / weight) > LARGEST:
            raise OptionError(
                "weight",
                f"must be larger for a bias of {bias:g}: "
                f"got {weight:g}, which breaks at {-bias / weight:g}, outside of any axis",
            )


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
