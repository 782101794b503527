"""`detectors`: what each of three neurons says of a point, and what all of them say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Matrix, Number, Numbers, OptionError
from scenes.catalogue.options.layers import SOURCE_BIASES, SOURCE_WEIGHTS, Row, Rows

if TYPE_CHECKING:
    from relu_anim import Detectors

HIGHEST, NARROWEST, CLOSE = 6, 18, 0.05
"""Thresholds of the highest score; a part of the map; a part of the threshold: see below."""


def _validate(points: Rows, weights: Rows, biases: Row, threshold: float) -> None:
    import numpy as np

    for neuron, column in enumerate(zip(*weights, strict=True), start=1):
        if not any(column):
            raise OptionError("weights", f"must not all be 0: neuron {neuron} would have no line")
    model = _model(points, weights, biases, threshold)
    scores = model.scores
    if scores.max() > HIGHEST * threshold:
        least = scores.max() / HIGHEST
        raise OptionError(
            "threshold", f"must be {least:g} at least to be seen on the meters: got {threshold:g}"
        )
    if (abs(scores / threshold - 1) < CLOSE).any():
        row = (abs(scores / threshold - 1) < CLOSE).any(axis=1).argmax()
        x, y = points[row]
        raise OptionError("points", f"must not lie on a line of the threshold: got {x:g},{y:g}")
    pairs = model.points[:, None] - model.points
    gaps = np.linalg.norm(np.vstack([model.rises, pairs[np.triu_indices(len(points), 1)]]), axis=1)
    if gaps.min() * NARROWEST < np.ptp(model.extent, axis=0).max():
        raise OptionError(
            "points", "must be as far apart, and as near to all lines, as can be seen"
        )


def _model(points: Rows, weights: Rows, biases: Row, threshold: float) -> Detectors:
    import numpy as np

    from relu_anim import Dense, Detectors

    return Detectors(Dense(np.array(weights), np.array(biases)), np.array(points), threshold)


def _numbers(model: Detectors) -> dict[str, Any]:
    return {
        "points": model.points.tolist(),
        "scores": model.scores.tolist(),
        "signatures": model.signatures,
        "threshold": model.threshold,
    }


CLIP = Clip(
    name="detectors",
    title="Detectors",
    question="What does each neuron contribute?",
    summary="A point wanders over a map; three neurons score it, and sign for the place.",
    options=(
        Option(
            "points",
            Matrix((1, 4), (2, 2)),
            ((0.5, 1.0), (-3.0, 1.0), (-2.0, 3.0)),
            "The points, one to four: a row of two numbers each.",
        ),
        Option(
            "weights",
            Matrix((2, 2), (3, 3)),
            SOURCE_WEIGHTS,
            "The weights: a row for each input, a column for each neuron.",
        ),
        Option("biases", Numbers(3, 3), SOURCE_BIASES, "The biases, one for each neuron."),
        Option(
            "threshold", Number(least=0.01, most=1000), 1.0, "The score from which on it is HIGH."
        ),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"points": ((1.0, 1.0), (-1.0, -0.5))},
        {
            "points": ((0.0, 0.0),),
            "weights": ((1.0, 0.0, -1.0), (0.0, 1.0, -1.0)),
            "biases": (1.0, 2.0, 3.0),
        },
    ),
)
