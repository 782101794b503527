"""The options of the clips that send a point through any dense layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scenes.catalogue.clip import Option
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
)


def need_one_layer(point: Row, weights: Rows, biases: Row, layer: Layer | None) -> None:
    """Refuse weights or biases beside those of a file, and what does not fit together."""
    for name, value in {"weights": weights, "biases": biases}.items():
        if layer is not None and value != getattr(layer, name):
            raise OptionError(name, f"cannot be given together with --layer, which holds {name}")
    need_matching(point, weights, biases)


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
        "A JSON or .npz file that holds the weights and biases instead.",
    ),
)
"""A point, and the layer that it goes through: typed, or read from a file."""
