"""`pair`: two neurons, added and subtracted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.digit_limit import need_short
from scenes.catalogue.options.increasing import need_in_order
from scenes.catalogue.options.kinds import Number

if TYPE_CHECKING:
    from relu_anim import NeuronPair


DIGITS = 6
"""Of a bias, for a neuron's formula to be read beside its line."""


def _validate(left: float, right: float) -> None:
    need_in_order({"left": left, "right": right}, "left", "right")
    need_short("left", (left, right), DIGITS)


def _model(left: float, right: float) -> NeuronPair:
    from relu_anim import NeuronPair

    return NeuronPair(left, right)


def _numbers(pair: NeuronPair) -> dict[str, Any]:
    return {
        "left": pair.left,
        "right": pair.right,
        "floor": float(pair.added(pair.left)),
        "plateau": float(pair.subtracted(pair.right)),
    }


CLIP = Clip(
    name="pair",
    title="Two neurons, added",
    question="What do two neurons make when you add them?",
    summary="Two ramps, added, bend at most twice: a basin, or a ramp that stops, but no tent.",
    options=(
        Option("left", Number(), 0.2, "Where the rising neuron wakes up."),
        Option("right", Number(), 0.8, "Where the falling neuron goes to sleep."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"left": -3.0, "right": 5.0},
        {"left": 0.49, "right": 0.51},
        {"left": 100.0, "right": 250.0},
        {"left": -1.375, "right": -0.24},
    ),
)
