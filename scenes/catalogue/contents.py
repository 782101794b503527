"""Every clip there is: its question, its options, the model it shows and the numbers it proves.

The command line, the gallery, the checks and the tests all read this one list, and none of it
imports Manim or NumPy: a model function imports the core only when it is called. To add a clip,
write its scene in `scenes/` and one entry here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option, Part, UnknownClip
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import (
    LARGEST,
    Expression,
    Interval,
    Matrix,
    Number,
    Numbers,
    OptionError,
    Point,
    PositiveInteger,
    can_be_told_apart,
)
from scenes.catalogue.options.layer_files import Layer, LayerFile
from scenes.catalogue.options.messages import counted

if TYPE_CHECKING:
    from relu_anim import Interpolant, NeuronPair, Tent, Trace
    from relu_anim.sweeps import BiasSweep

RAMPS_TO_WAVES = Part(1, "From ramps to waves")
POINT_THROUGH_LAYER = Part(2, "One point through a layer")

_SOURCE_POINT = (0.5, 1.0)
_SOURCE_WEIGHTS = ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4))
_SOURCE_BIASES = (2.0, 3.0, 0.5)
_LONGEST_SUM = 1e9  # five sums of more digits are too small to be read side by side


def find_clip(name: str) -> Clip:
    """The clip of this name; UnknownClip, with "did you mean", when there is none."""
    if name not in CATALOGUE:
        raise UnknownClip(f"there is no clip {name!r}: {suggestion(name, CATALOGUE)}")
    return CATALOGUE[name]


def suggestion(name: str, known: Mapping[str, Any]) -> str:
    """What to say to a mistyped name: the nearest ones, or all of them."""
    import difflib  # only when something was mistyped: it takes a while to import

    near = difflib.get_close_matches(name.lower(), known, n=2, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"


def _bias_model(weight: float, biases: tuple[float, ...]) -> BiasSweep:
    if weight == 0:
        raise OptionError("weight", "must not be 0: a neuron of weight 0 has no break point")
    for bias in biases:
        if abs(bias / weight) > LARGEST:
            raise OptionError(
                "weight",
                f"must be larger for a bias of {bias:g}: "
                f"got {weight:g}, which breaks at {-bias / weight:g}, outside of any axis",
            )
    from relu_anim.sweeps import BiasSweep

    return BiasSweep(weight, biases)


def _bias_numbers(slide: BiasSweep) -> dict[str, Any]:
    return {
        "weights": [1.0, slide.weight],
        "biases": list(slide.biases),
        "break_points": [
            [neuron.break_point for neuron in row] for row in (slide.plain, slide.weighted)
        ],
    }


def _need_in_order(given: Mapping[str, float], smaller: str, larger: str) -> None:
    """Refuse two places of an axis that are not in this order, or too close to be drawn."""
    low, high = given[smaller], given[larger]
    got = f"got {smaller} {low:g}, {larger} {high:g}"
    if low >= high:
        raise OptionError(smaller, f"must be smaller than --{larger}: {got}")
    if not can_be_told_apart(low, high):
        raise OptionError(smaller, f"must be further from --{larger} to be drawn: {got}")


def _pair_model(left: float, right: float) -> NeuronPair:
    _need_in_order({"left": left, "right": right}, "left", "right")
    from relu_anim import NeuronPair

    return NeuronPair(left, right)


def _pair_numbers(pair: NeuronPair) -> dict[str, Any]:
    return {
        "left": pair.left,
        "right": pair.right,
        "floor": float(pair.added(pair.left)),
        "plateau": float(pair.subtracted(pair.right)),
    }


def _tent_model(left: float, peak: float, right: float, height: float) -> Tent:
    given = {"left": left, "peak": peak, "right": right}
    is_midway = peak == _midway(given)  # then nobody chose it, and it is not to blame
    ends = (("left", "right"),) if is_midway else ()
    for smaller, larger in (*ends, ("left", "peak"), ("peak", "right")):
        _need_in_order(given, smaller, larger)
    from relu_anim import Tent

    return Tent(left, peak, right, height)


def _tent_numbers(tent: Tent) -> dict[str, Any]:
    return {
        "left": tent.left,
        "peak_x": tent.peak,
        "peak_y": float(tent(tent.peak)),
        "right": tent.right,
        "height": tent.height,
        "rising_slope": float(tent.rising_slope),
        "falling_slope": float(tent.falling_slope),
    }


def _sine_model(segments: int, target: Target, domain: tuple[float, float]) -> Interpolant:
    try:
        target.check_on(*domain)
    except ValueError as refusal:
        raise OptionError("target", str(refusal)) from None
    from relu_anim import interpolate

    return interpolate(target, segments, domain)


def _sine_numbers(interpolant: Interpolant) -> dict[str, Any]:
    error, where = interpolant.max_error
    return {
        "segments": len(interpolant.knots) - 1,
        "tents": len(interpolant.tents),
        "max_error": float(error),
        "max_error_at": float(where),
    }


def _plane_to_space(
    point: tuple[float, ...], weights: tuple[tuple[float, ...], ...], biases: tuple[float, ...]
) -> Trace:
    trace = _layer_trace(point, weights, biases)
    rows, columns = trace.weights.shape
    if (rows, columns) != (2, 3):
        raise OptionError(
            "weights",
            "must have 2 rows and 3 columns, from the plane into space: "
            f"got {counted(rows, 'row')} and {counted(columns, 'column')}",
        )
    return trace


def _layer_trace(
    point: tuple[float, ...], weights: tuple[tuple[float, ...], ...], biases: tuple[float, ...]
) -> Trace:
    rows, columns = len(weights), len(weights[0])
    if len(point) != rows:
        raise OptionError(
            "point",
            f"has {counted(len(point), 'number')} but --weights has {counted(rows, 'row')}: "
            "one number for each row is needed",
        )
    if len(biases) != columns:
        raise OptionError(
            "biases",
            f"has {counted(len(biases), 'number')} but --weights has "
            f"{counted(columns, 'column')}: one bias for each column is needed",
        )
    import numpy as np

    from relu_anim import Dense

    return Dense(np.array(weights), np.array(biases)).trace(point)


def _dense_model(
    point: tuple[float, ...],
    weights: tuple[tuple[float, ...], ...],
    biases: tuple[float, ...],
    layer: Layer | None,
) -> Trace:
    given = {"weights": weights, "biases": biases}
    for name, value in given.items():
        if layer is not None and value != getattr(layer, name):
            raise OptionError(name, f"cannot be given together with --layer, which holds {name}")
    trace = _layer_trace(point, weights, biases)
    steps = (trace.products, trace.partial_sums, trace.affine)
    largest = max(float(abs(step).max()) for step in steps)
    if largest >= _LONGEST_SUM:
        raise OptionError(
            "weights" if layer is None else "layer",
            f"makes numbers too long to stand side by side: got {largest:g} on the way, "
            f"at most {_LONGEST_SUM:g} is shown",
        )
    return trace


def _dense_numbers(trace: Trace) -> dict[str, Any]:
    steps = ("products", "linear", "affine")
    return {step: getattr(trace, step).tolist() for step in steps}


def _dense_point(parameters: Mapping[str, Any]) -> tuple[float, ...]:
    layer = parameters["layer"]
    rows = len(parameters["weights"] if layer is None else layer.weights)
    if rows == len(_SOURCE_POINT):
        return _SOURCE_POINT
    such = ",".join(f"{(row + 1) / 2:g}" for row in range(rows))
    raise OptionError(
        "point",
        f"must be given when there are not 2 inputs: this layer has {rows}, "
        f"so for instance --point {such}",
    )


def _dense_weights(parameters: Mapping[str, Any]) -> tuple[tuple[float, ...], ...]:
    layer: Layer | None = parameters["layer"]
    return _SOURCE_WEIGHTS if layer is None else layer.weights


def _dense_biases(parameters: Mapping[str, Any]) -> tuple[float, ...]:
    layer: Layer | None = parameters["layer"]
    return _SOURCE_BIASES if layer is None else layer.biases


def _trace_numbers(trace: Trace) -> dict[str, Any]:
    steps = ("linear", "affine", "output", "output_without_bias")
    return {step: [float(value) for value in getattr(trace, step)] for step in steps}


def _midway(parameters: Mapping[str, Any]) -> float:
    return float((parameters["left"] + parameters["right"]) / 2)


def _sine_question(parameters: Mapping[str, Any]) -> str:
    curve = "a sine wave" if parameters["target"].text.startswith("sin(") else "this curve"
    return f"How do tents become {curve}?"


CLIPS = (
    Clip(
        name="bias",
        part=RAMPS_TO_WAVES,
        title="The bias",
        question="What does the bias change?",
        summary="The break point slides as the bias changes, first at weight 1, then at another.",
        options=(
            Option("weight", Number(), 2.0, "The weight of the second half; the first has 1."),
            Option("biases", Numbers(1, 5), (0.0, -1.0, 1.0), "The biases, one after the other."),
        ),
        model=_bias_model,
        numbers=_bias_numbers,
        examples=(
            {"weight": -0.5, "biases": (0.5, -2.0)},
            {"weight": 4.0, "biases": (-3.0, -1.5, 0.0, 1.5, 3.0)},
            {"biases": (1.0,)},
        ),
    ),
    Clip(
        name="pair",
        part=RAMPS_TO_WAVES,
        title="Two neurons, added",
        question="What do two neurons make when you add them?",
        summary="Two ramps, added, make a basin; subtracted, a ramp that stops. Neither is a tent.",
        options=(
            Option("left", Number(), 0.2, "Where the rising neuron wakes up."),
            Option("right", Number(), 0.8, "Where the falling neuron goes to sleep."),
        ),
        model=_pair_model,
        numbers=_pair_numbers,
        examples=(
            {"left": -3.0, "right": 5.0},
            {"left": 0.49, "right": 0.51},
            {"left": 100.0, "right": 250.0},
            {"left": -1.375, "right": -0.24},
        ),
    ),
    Clip(
        name="tent",
        part=RAMPS_TO_WAVES,
        title="The tent",
        question="How do two neurons make a tent?",
        summary="Two ramps, and a second layer that keeps the smaller of them, make a tent.",
        options=(
            Option("left", Number(), 0.2, "Where the tent begins."),
            Option(
                "peak",
                Number(),
                0.5,
                "Where the tent is highest.",
                derive=_midway,
                derived="midway between left and right",
            ),
            Option("right", Number(), 0.8, "Where the tent ends."),
            Option("height", Number(above=0), 0.3, "How high the tent is."),
        ),
        model=_tent_model,
        numbers=_tent_numbers,
        examples=(
            {"left": 0.1, "peak": 0.3, "right": 0.9, "height": 0.8},
            {"left": -3.0, "right": 2.0, "height": 40.0},
            {"left": 0.0, "peak": 0.95, "right": 1.0, "height": 0.05},
        ),
    ),
    Clip(
        name="sine",
        part=RAMPS_TO_WAVES,
        title="Tents make a wave",
        question="How do tents become a sine wave?",
        summary="Tents rise one by one under the target, their sum grows, the error shrinks.",
        options=(
            Option("segments", PositiveInteger(1, 64), 8, "How many straight pieces to use."),
            Option("target", Expression(), Target("sin(2*pi*x)"), "The function to approximate."),
            Option("domain", Interval(), (0.0, 1.0), "The interval to approximate it on."),
        ),
        model=_sine_model,
        numbers=_sine_numbers,
        examples=(
            {"segments": 13, "target": Target("exp(-x)*cos(6*x)")},
            {"segments": 5, "target": Target("x**2 - 1"), "domain": (-2.0, 2.0)},
            {"segments": 2},
            {"segments": 64, "target": Target("100*abs(sin(x))"), "domain": (0.0, 10.0)},
            {"segments": 1, "target": Target("2")},
        ),
        rephrase=_sine_question,
    ),
    Clip(
        name="dense",
        part=POINT_THROUGH_LAYER,
        title="A dense layer",
        question="What does a dense layer compute?",
        summary="A point times the weights, plus the biases: every product and every sum.",
        options=(
            Option(
                "point",
                Point(),
                _SOURCE_POINT,
                "The point, one number for each input.",
                derive=_dense_point,
                derived="0.5,1 where there are 2 inputs",
            ),
            Option(
                "weights",
                Matrix(),
                _SOURCE_WEIGHTS,
                "The weights: a row for each input, a column for each neuron.",
                derive=_dense_weights,
                derived="0.2,0.8,-0.5;-0.9,0.2,0.4, or those of --layer",
            ),
            Option(
                "biases",
                Numbers(1, 5),
                _SOURCE_BIASES,
                "The biases, one for each neuron.",
                derive=_dense_biases,
                derived="2,3,0.5, or those of --layer",
            ),
            Option(
                "layer",
                LayerFile(),
                None,
                "A JSON or .npz file that holds the weights and biases instead.",
            ),
        ),
        model=_dense_model,
        numbers=_dense_numbers,
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
    ),
    Clip(
        name="point3d",
        part=POINT_THROUGH_LAYER,
        title="Where the point goes",
        question="Where does the point go?",
        summary="A point of the plane goes into space through weights, bias and ReLU.",
        options=(
            Option("point", Point(), (0.5, 1.0), "The point, one number for each input."),
            Option(
                "weights",
                Matrix(),
                ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4)),
                "The weights: a row for each input, a column for each neuron.",
            ),
            Option("biases", Numbers(1, 5), (2.0, 3.0, 0.5), "The biases, one for each neuron."),
        ),
        model=_plane_to_space,
        numbers=_trace_numbers,
        examples=(
            {
                "point": (1.0, -2.0),
                "weights": ((1.0, 0.0, -1.0), (0.5, 2.0, 1.0)),
                "biases": (0.0, 1.0, 0.0),
            },
            {"point": (0.0, 0.0), "biases": (-1.0, -2.0, -0.5)},
            {"point": (-40.0, 25.0)},
        ),
    ),
)

CATALOGUE = {entry.name: entry for entry in CLIPS}
