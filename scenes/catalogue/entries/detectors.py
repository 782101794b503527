"""`detectors`: what each of three neurons says of a point, and what they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.layer_options import LAYER_OPTIONS, need_one_layer
from scenes.catalogue.options.kinds import Matrix, Number, OptionError
from scenes.catalogue.options.layer_files import Layer
from scenes.catalogue.options.layers import Row, Rows

if TYPE_CHECKING:
    from relu_anim import Detectors

_POINTS: Rows = ((0.5, 1.0), (-3.0, 1.0), (-2.0, 3.0))
HIGHEST, CLOSE, NARROW = 6, 0.08, 1 / 18
"""A score and how near it is to the threshold, in thresholds; a gap as a share of the map."""


def _validate(
    points: Rows, weights: Rows, biases: Row, layer: Layer | None, rows: str, threshold: float
) -> None:
    if (shape := (len(weights), len(weights[0]))) != (2, 3):
        name, got = "weights" if layer is None else "layer", f"got {shape[0]} and {shape[1]}"
        raise OptionError(name, f"must have 2 rows and 3 columns, as the map and meters do: {got}")
    need_one_layer(points[0], weights, biases, layer, rows)
    for number, column in enumerate(zip(*weights, strict=True), start=1):
        if not any(column):
            raise OptionError("weights", f"must not both be 0: neuron {number} has no line then")
    model = _model(points, weights, biases, threshold)
    if (top := model.scores.max()) > HIGHEST * threshold:
        needs = f"must be at least {top / HIGHEST:g} to be seen on a meter that goes up to {top:g}"
        raise OptionError("threshold", f"{needs}: got {threshold:g}")
    for (x, y), scores in zip(points, model.scores, strict=True):
        if (abs(scores / threshold - 1) < CLOSE).any():
            needs = f"must not lie so near to a line of score {threshold:g}"
            raise OptionError("points", f"{needs}: got {x:g},{y:g}")
    if model.narrowest < NARROW:
        raise OptionError(
            "points", "must be as far apart, and as near to all lines, as can be seen"
        )


def _model(points: Rows, weights: Rows, biases: Row, threshold: float, **_: Any) -> Detectors:
    import numpy as np

    from relu_anim import Dense, Detectors

    return Detectors(Dense(np.array(weights), np.array(biases)), np.array(points), threshold)


def _numbers(model: Detectors) -> dict[str, Any]:
    rows = {"points": model.points.tolist(), "scores": model.scores.tolist()}
    return {**rows, "signatures": model.signatures, "threshold": model.threshold}


CLIP = Clip(
    name="detectors",
    title="Detectors",
    question="What does each neuron contribute?",
    summary="A point walks over a map; three neurons read it HIGH or LOW: its signature.",
    options=(
        Option("points", Matrix((1, 4), (2, 2)), _POINTS, "One to four points, a row for each."),
        *LAYER_OPTIONS[1:],
        Option("threshold", Number(least=0.01, most=1000), 1.0, "Scores from here on are HIGH."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"points": ((1.0, 1.0), (-1.0, -0.5))},
        {
            "points": ((0.0, 0.0),),
            "weights": ((1.0, 0.0, -1.0), (0.0, 1.0, -1.0)),
            "biases": (0.5, 2.0, 3.0),
        },
        {"points": ((0.5, 1.0), (-3.0, 1.0), (-2.0, 3.0), (1.0, 3.5)), "threshold": 0.9},
    ),
)
