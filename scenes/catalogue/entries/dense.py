"""`dense`: a layer's wires as a matrix, its weighted sums, its biases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Matrix, Numbers, OptionError, Point
from scenes.catalogue.options.layer_files import Layer, LayerFile
from scenes.catalogue.options.layers import (
    QUOTES_NEEDED,
    SOURCE_BIASES,
    SOURCE_POINT,
    SOURCE_WEIGHTS,
    Row,
    Rows,
    need_matching,
    trace_of,
)

if TYPE_CHECKING:
    from relu_anim import Trace

_LONGEST_SUM = 1e9  # five sums of more digits are too small to be read side by side


def _validate(point: Row, weights: Rows, biases: Row, layer: Layer | None) -> None:
    given = {"weights": weights, "biases": biases}
    for name, value in given.items():
        if layer is not None and value != getattr(layer, name):
            raise OptionError(name, f"cannot be given together with --layer, which holds {name}")
    need_matching(point, weights, biases)
    trace = trace_of(point, weights, biases)
    steps = (trace.products, trace.partial_sums, trace.affine)
    largest = max(float(abs(step).max()) for step in steps)
    if largest >= _LONGEST_SUM:
        raise OptionError(
            "weights" if layer is None else "layer",
            f"makes numbers too long to stand side by side: got {largest:g} on the way, "
            f"at most {_LONGEST_SUM:g} is shown",
        )


def _model(point: Row, weights: Rows, biases: Row, layer: Layer | None) -> Trace:
    return trace_of(point, weights, biases)


def _numbers(trace: Trace) -> dict[str, Any]:
    steps = ("products", "linear", "affine")
    return {step: getattr(trace, step).tolist() for step in steps}


def _default_point(parameters: Mapping[str, Any]) -> Row:
    layer = parameters["layer"]
    rows = len(parameters["weights"] if layer is None else layer.weights)
    if rows == len(SOURCE_POINT):
        return SOURCE_POINT
    cut = QUOTES_NEEDED if rows == 1 and layer is None else ""
    such = ",".join(f"{(row + 1) / 2:g}" for row in range(rows))
    raise OptionError(
        "point",
        f"must be given when there are not 2 inputs: this layer has {rows}, "
        f"so for instance --point {such}{cut}",
    )


def _default_weights(parameters: Mapping[str, Any]) -> Rows:
    layer: Layer | None = parameters["layer"]
    return SOURCE_WEIGHTS if layer is None else layer.weights


def _default_biases(parameters: Mapping[str, Any]) -> Row:
    layer: Layer | None = parameters["layer"]
    return SOURCE_BIASES if layer is None else layer.biases


CLIP = Clip(
    name="dense",
    title="A dense layer",
    question="What does a dense layer compute?",
    summary="A network's wires bend into W: a weighted sum per column, plus a bias.",
    options=(
        Option(
            "point",
            Point(),
            SOURCE_POINT,
            "The point, one number for each input.",
            derive=_default_point,
            derived="0.5,1 where there are 2 inputs",
        ),
        Option(
            "weights",
            Matrix(),
            SOURCE_WEIGHTS,
            "The weights: a row for each input, a column for each neuron.",
            derive=_default_weights,
            derived="0.2,0.8,-0.5;-0.9,0.2,0.4, or those of --layer",
        ),
        Option(
            "biases",
            Numbers(1, 5),
            SOURCE_BIASES,
            "The biases, one for each neuron.",
            derive=_default_biases,
            derived="2,3,0.5, or those of --layer",
        ),
        Option(
            "layer",
            LayerFile(),
            None,
            "A JSON or .npz file that holds the weights and biases instead.",
        ),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {
            "point": (1.0, -2.0, 0.5),
            "weights": ((0.5, -1.0), (0.25, 0.75), (-2.0, 1.5)),
            "biases": (1.0, -0.5),
        },
        {"point": (2.0,), "weights": ((-1.5,),), "biases": (0.25,)},
        {
            "point": (1.0, -0.5, 2.0, 0.3),
            "weights": (
                (0.12, -1.4, 2.0, 0.75, -0.3),
                (-0.6, 0.9, 1.25, -2.1, 0.4),
                (1.1, 0.35, -0.8, 0.05, 1.6),
                (0.7, -2.2, 0.5, 1.0, -1.9),
            ),
            "biases": (0.5, -1.0, 0.0, 2.5, 0.75),
        },
        {
            "point": (-1250.5, 3071.25),
            "weights": ((4012.0, -2718.28, 0.125), (-1999.0, 1414.214, -7350.0)),
            "biases": (-9999.0, 1234.5, 4096.0),
        },
    ),
)
