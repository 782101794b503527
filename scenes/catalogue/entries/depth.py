"""`depth`: a strip of paper, folded by layer after layer, and what one layer pays for its teeth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import PositiveInteger

if TYPE_CHECKING:
    from relu_anim import Folds

FAR = 10
"""So many folds are compared at last; no picture could show their teeth."""


def _validate(depth: int) -> None:
    """Whatever the option takes can be shown."""


def _model(depth: int) -> tuple[Folds, ...]:
    from relu_anim import Folds

    return tuple(map(Folds, (*range(1, depth + 1), FAR)))


def _numbers(folds: tuple[Folds, ...]) -> dict[str, Any]:
    return {
        "folds": [fold.depth for fold in folds],
        "teeth": [fold.teeth for fold in folds],
        "pieces": [fold.pieces for fold in folds],
        "units_deep": [fold.units_deep for fold in folds],
        "units_one_layer": [fold.units_one_layer for fold in folds],
    }


CLIP = Clip(
    name="depth",
    title="Depth",
    question="What does depth buy?",
    summary="Layers fold a strip of paper; one stroke through the packet opens to a row of teeth.",
    options=(
        Option(
            "depth",
            PositiveInteger(1, 7),
            5,
            "How many layers fold the strip, one after the other.",
        ),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=({"depth": 3}, {"depth": 7}, {"depth": 1}),
)
