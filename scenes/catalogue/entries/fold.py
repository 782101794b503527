"""`fold`: the whole plane, creased and pressed by a layer of three neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Matrix, Numbers, OptionError
from scenes.catalogue.options.layers import (
    SOURCE_BIASES,
    SOURCE_WEIGHTS,
    Row,
    Rows,
    need_matching,
    need_plane_into_space,
)

if TYPE_CHECKING:
    from relu_anim import CreasedPlane


def _validate(weights: Rows, biases: Row) -> None:
    need_plane_into_space(weights)
    need_matching((0.0, 0.0), weights, biases)
    if not any(map(any, weights)):
        raise OptionError("weights", "must not all be 0: then nothing creases the plane")


def _model(weights: Rows, biases: Row) -> CreasedPlane:
    import numpy as np

    from relu_anim import CreasedPlane, Dense

    return CreasedPlane.around_creases(Dense(np.array(weights), np.array(biases)))


def _numbers(plane: CreasedPlane) -> dict[str, Any]:
    return {
        "regions": [
            {"pattern": [*piece.pattern], "area": piece.area, "dimension": piece.dimension}
            for piece in plane.pieces
        ],
        "vertices": plane.vertices.tolist(),
    }


CLIP = Clip(
    name="fold",
    title="Creased and pressed",
    question="What does ReLU do to the whole plane?",
    summary="Three neurons crease the plane, and ReLU presses it onto walls and axes.",
    options=(
        Option(
            "weights", Matrix(), SOURCE_WEIGHTS, "A row for each input, a column for each neuron."
        ),
        Option("biases", Numbers(1, 5), SOURCE_BIASES, "The biases, one for each neuron."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"weights": ((1.0, -1.0, 0.0), (0.0, 0.0, 1.0)), "biases": (1.0, 1.0, -0.5)},
        {"weights": ((1.0, 0.0, -1.0), (0.5, 0.0, 1.0)), "biases": (0.0, 1.0, 0.0)},
        {"biases": (-1.0, -2.0, -0.5)},
    ),
)
