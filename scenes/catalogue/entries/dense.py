"""`dense`: a layer's wires as a matrix, its weighted sums, its biases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip
from scenes.catalogue.layer_options import LAYER_OPTIONS, need_one_layer
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.options.layer_files import Layer
from scenes.catalogue.options.layers import Row, Rows, trace_of

if TYPE_CHECKING:
    from relu_anim import Trace

_LONGEST_SUM = 1e9  # five sums of more digits are too small to be read side by side


def _validate(point: Row, weights: Rows, biases: Row, layer: Layer | None, rows: str) -> None:
    need_one_layer(point, weights, biases, layer, rows)
    trace = trace_of(point, weights, biases)
    steps = (trace.products, trace.partial_sums, trace.affine)
    largest = max(float(abs(step).max()) for step in steps)
    if largest >= _LONGEST_SUM:
        raise OptionError(
            "weights" if layer is None else "layer",
            f"makes numbers too long to stand side by side: got {largest:g} on the way, "
            f"at most {_LONGEST_SUM:g} is shown",
        )


def _model(point: Row, weights: Rows, biases: Row, **_: Any) -> Trace:
    return trace_of(point, weights, biases)


def _numbers(trace: Trace) -> dict[str, Any]:
    steps = ("products", "linear", "affine")
    return {step: getattr(trace, step).tolist() for step in steps}


CLIP = Clip(
    name="dense",
    title="A dense layer",
    question="What does a dense layer compute?",
    summary="A network's wires bend into W: a weighted sum per column, plus a bias.",
    options=LAYER_OPTIONS,
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
