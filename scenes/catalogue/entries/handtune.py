"""`handtune`: a network whose weights and biases are turned one by one, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import OptionError, PositiveInteger

if TYPE_CHECKING:
    from relu_anim import HandTuning

LEVEL = (6, 10)
"""With so many segments, some piece of the sine is level."""


def _validate(segments: int) -> None:
    if segments in LEVEL:
        raise OptionError("segments", f"must make no piece of the sine level: got {segments}")


def _model(segments: int) -> HandTuning:
    import numpy as np

    from relu_anim import HandTuning, interpolate

    return HandTuning(interpolate(lambda x: np.sin(2 * np.pi * x), segments))


def _numbers(tuning: HandTuning) -> dict[str, Any]:
    weights = sum(len(key) == 3 for key in tuning.parameters)
    return {
        "turns": [{"parameter": turn.name, "to": turn.end} for turn in tuning.turns],
        "max_error": tuning.interpolant.max_error.error,
        "parameters": {
            "weights": weights,
            "biases": len(tuning.parameters) - weights,
            "network": tuning.size,
        },
    }


CLIP = Clip(
    name="handtune",
    title="Weights by hand",
    question="What is it like to set the weights by hand?",
    summary="Dial after dial of a network is turned, until its output is the wave.",
    options=(Option("segments", PositiveInteger(4, 9), 8, "The wave's straight pieces."),),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=({"segments": 4}, {"segments": 5}, {"segments": 9}),
)
