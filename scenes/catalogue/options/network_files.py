"""Networks of the user's own, read from a file: JSON or .npz, with the same care as single layers.

A network is the arrays W1, b1, W2, b2, ... in this order, whatever their names: an object or a list
in JSON, a list of objects with `weights` and `biases`, or the members of an .npz file. That is what
`state_dict` of torch and `get_weights` of Keras hold. Torch has a row for each neuron, Keras and
NumPy have a column: since there is one input and one output, the shapes always tell which.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scenes.catalogue.options.kinds import LARGEST, FileKind
from scenes.catalogue.options.layer_files import arrays_in
from scenes.catalogue.options.messages import counted, quoted

MOST = 12
"""Neurons in a hidden layer, for their plots to be seen."""
_NEED = "W1, b1, W2, b2, ... of one or two hidden layers and the output are needed"

LayerOfNumbers = tuple[tuple[tuple[float, ...], ...], tuple[float, ...]]


@dataclass(frozen=True)
class NetworkArrays:
    """The layers of a file: weights (a row for each input, a column for each neuron), biases."""

    file: str
    layers: tuple[LayerOfNumbers, ...]


@dataclass(frozen=True)
class NetworkFile(FileKind):
    """A file that holds a ReLU network of one input and one output."""

    holds = NetworkArrays

    def read(self, file: str) -> NetworkArrays:
        try:
            return NetworkArrays(file, _layers(arrays_in(file)))
        except ValueError as refusal:
            raise ValueError(f"{quoted(file)} {refusal}") from None


def _layers(arrays: list[Any]) -> tuple[LayerOfNumbers, ...]:
    if len(arrays) not in (4, 6):
        raise ValueError(f"holds {counted(len(arrays), 'array')}: {_NEED}")
    pairs = [
        (_numbers(w, 2), _numbers(b, 1)) for w, b in zip(arrays[::2], arrays[1::2], strict=True)
    ]
    turned = [(tuple(zip(*weights, strict=True)), biases) for weights, biases in pairs]
    for layers in (pairs, turned):  # torch has a row for each neuron
        sizes = [1, *[len(biases) for _, biases in layers[:-1]], 1]
        shapes = [(len(weights), len(weights[0])) for weights, _ in layers]
        if shapes == [*pairwise(sizes)] and len(layers[-1][1]) == 1:
            return tuple(layers)
    got = ", ".join(f"{len(w)} x {len(w[0])} + {len(b)}" for w, b in pairs)
    raise ValueError(f"holds layers that do not lead from one input to one output: got {got}")


def _numbers(array: Any, axes: int) -> Any:
    """Rows of numbers, or one row: biases are often saved as a matrix of one."""
    import numpy as np  # only when there is a file

    try:
        numbers = np.array(array, dtype=np.float64)
    except (ValueError, TypeError, RecursionError):  # ragged, words, lists without end
        raise ValueError(f"holds an array that is not one of numbers: {_NEED}") from None
    if axes == 1 and numbers.ndim == 2 and 1 in numbers.shape:
        numbers = numbers.reshape(-1)
    if numbers.ndim != axes or not 1 <= min(numbers.shape) <= max(numbers.shape) <= MOST:
        got = " x ".join(map(str, numbers.shape)) or "a number"
        raise ValueError(f"holds an array of shape {got}: {_NEED}, of 1 to {MOST} neurons each")
    if not (np.isfinite(numbers) & (np.abs(numbers) <= LARGEST)).all():
        raise ValueError(f"holds numbers that cannot be drawn: finite, up to {LARGEST:g} in size")
    rows = numbers.tolist()
    return tuple(map(tuple, rows)) if axes == 2 else tuple(rows)
