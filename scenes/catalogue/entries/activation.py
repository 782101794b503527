"""`activation`: ReLU on a vector, the bars of its entries on a water line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.layer_options import LAYER_OPTIONS, need_one_layer
from scenes.catalogue.options.kinds import OptionError, Vector
from scenes.catalogue.options.layer_files import Layer
from scenes.catalogue.options.layers import SOURCE_WEIGHTS, Row, Rows, trace_of

if TYPE_CHECKING:
    from relu_anim import Activation

LARGEST = 9999
ALIKE = 60
"""An entry that is smaller than this part of the largest has no bar that could be seen."""


def _validate(
    vector: Row, point: Row, weights: Rows, biases: Row, layer: Layer | None, rows: str
) -> None:
    if vector and (layer is not None or weights != SOURCE_WEIGHTS):
        other = "weights" if layer is None else "layer"
        raise OptionError("vector", f"cannot be given together with --{other}, which makes one")
    need_one_layer(point, weights, biases, layer, rows)
    inputs = _model(vector, point, weights, biases).inputs
    largest, given = float(abs(inputs).max()), "vector" if vector else "point"
    if largest > LARGEST:
        raise OptionError(given, f"makes an entry of {largest:g}: at most {LARGEST} can be read")
    for entry in map(float, inputs.flat):
        if 0 < abs(entry) < largest / ALIKE:
            raise OptionError(given, f"makes a bar too low to be seen: {entry:g} by {largest:g}")


def _model(vector: Row, point: Row, weights: Rows, biases: Row, **_: Any) -> Activation:
    import numpy as np

    from relu_anim import Activation

    if vector:
        return Activation(np.array([vector]))
    trace = trace_of(point, weights, biases)
    return Activation(np.array([trace.sums(bias=bias) for bias in (False, True)]))


def _numbers(activation: Activation) -> dict[str, Any]:
    vectors = {name: getattr(activation, name).tolist() for name in ("inputs", "outputs")}
    return {**vectors, "changed": activation.changed}


CLIP = Clip(
    name="activation",
    title="ReLU on a vector",
    question="What does ReLU do to a vector?",
    summary="Bars on a water line: the floor comes up to 0 and takes along what hangs below.",
    options=(
        Option("vector", Vector(), (), "The vector, instead of what a layer makes of a point."),
        *LAYER_OPTIONS,
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"vector": (-1.5, 2.0, -0.25, 0.0, 3.0, -2.0)},
        {"vector": (-40.0,)},
        {"vector": (0.25, 1.0)},
        {"point": (2.0,), "weights": ((0.5, -1.0, 2.0, 0.3),), "biases": (-1.0, 0.5, -3.2, 0.0)},
    ),
)
