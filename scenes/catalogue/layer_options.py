"""The options of the clips that send a point through any dense layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenes.catalogue.clip import Option
from scenes.catalogue.options.kinds import Choice, Matrix, Numbers, OptionError, Point
from scenes.catalogue.options.layer_files import INPUTS, NEURONS, Layer, LayerFile
from scenes.catalogue.options.layers import (
    QUOTES_NEEDED,
    SOURCE_BIASES,
    SOURCE_POINT,
    SOURCE_WEIGHTS,
    Row,
    Rows,
    need_matching,
)
from scenes.catalogue.options.messages import quoted

AS_SHAPES_TELL = "shapes"


def need_one_layer(point: Row, weights: Rows, biases: Row, layer: Layer | None, rows: str) -> None:
    """Refuse weights or biases beside those of a file, and what does not fit together."""
    if layer is None and rows != AS_SHAPES_TELL:
        raise OptionError("rows", "is about the weights of a --layer, which is not given")
    if layer is not None:
        held = {"weights": _weights_of(layer, rows), "biases": layer.biases}
        for name, value in {"weights": weights, "biases": biases}.items():
            if held[name] not in (None, value):
                raise OptionError(
                    name, f"cannot be given together with --layer, which holds {name}"
                )
    need_matching(point, weights, biases)


def _weights_of(layer: Layer, rows: str) -> Rows:
    """The weights of a file, with a row for each input."""
    if rows == AS_SHAPES_TELL and layer.asks:
        raise OptionError(
            "rows",
            f"must say what a row of the weights in {quoted(layer.file)} belongs to: "
            f"--rows {INPUTS} (NumPy, Keras) or --rows {NEURONS} (PyTorch)",
        )
    chosen = layer.rows[0] if rows == AS_SHAPES_TELL else rows
    if chosen not in layer.rows:
        must = f"must be {layer.rows[0]}, as shapes in {quoted(layer.file)} tell"
        raise OptionError("rows", f"{must}: got {rows}")
    return layer.turned(chosen)


def _default_point(parameters: Mapping[str, Any]) -> Row:
    layer = parameters["layer"]
    rows = len(parameters["weights"] if layer is None else _default_weights(parameters))
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
    return SOURCE_WEIGHTS if layer is None else _weights_of(layer, parameters["rows"])


def _default_biases(parameters: Mapping[str, Any]) -> Row:
    layer: Layer | None = parameters["layer"]
    if layer is None:
        return SOURCE_BIASES
    if layer.biases is None:
        such = ",".join("0" for _ in _default_weights(parameters)[0])
        held = f"{quoted(layer.file)} holds weights alone"
        raise OptionError("biases", f"must be given, as {held}: for instance --biases {such}")
    return layer.biases


LAYER_OPTIONS = (
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
        "A JSON, .npz or .npy file that holds the weights and biases instead.",
    ),
    Option(
        "rows",
        Choice((AS_SHAPES_TELL, INPUTS, NEURONS)),
        AS_SHAPES_TELL,
        "What a row of the file's weights belongs to: inputs, or neurons as in PyTorch.",
    ),
)
"""A point, and the layer that it goes through: typed, or read from a file."""
