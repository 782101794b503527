"""`point3d`: the way of a point from the plane into space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.digit_limit import need_short
from scenes.catalogue.options.kinds import Matrix, Numbers, Point
from scenes.catalogue.options.layers import (
    SOURCE_BIASES,
    SOURCE_POINT,
    SOURCE_WEIGHTS,
    Row,
    Rows,
    need_matching,
    need_plane_into_space,
    trace_of,
)

if TYPE_CHECKING:
    from relu_anim import Trace


def _validate(point: Row, weights: Rows, biases: Row) -> None:
    need_matching(point, weights, biases)
    need_plane_into_space(weights)
    rows, trace = sum(weights, ()), trace_of(point, weights, biases)
    need_short("weights", rows)
    need_short("point", point)
    need_short("biases", biases)
    need_short("point", (*rows, *biases, *map(float, trace.linear), *map(float, trace.affine)))


def _numbers(trace: Trace) -> dict[str, Any]:
    steps = ("linear", "affine", "output", "output_without_bias")
    return {step: [float(value) for value in getattr(trace, step)] for step in steps}


CLIP = Clip(
    name="point3d",
    title="Where the point goes",
    question="Where does the point go?",
    summary="A point of the plane goes into space through weights, bias and ReLU.",
    options=(
        Option("point", Point(), SOURCE_POINT, "The point, one number for each input."),
        Option(
            "weights",
            Matrix(),
            SOURCE_WEIGHTS,
            "The weights: a row for each input, a column for each neuron.",
        ),
        Option("biases", Numbers(1, 5), SOURCE_BIASES, "The biases, one for each neuron."),
    ),
    validate=_validate,
    model=trace_of,
    numbers=_numbers,
    examples=(
        {
            "point": (1.0, -2.0),
            "weights": ((1.0, 0.0, -1.0), (0.5, 2.0, 1.0)),
            "biases": (0.0, 1.0, 0.0),
        },
        {"point": (0.0, 0.0), "biases": (-1.0, -2.0, -0.5)},
        {"point": (-40.0, 25.0)},
    ),
)
