"""A small network of dense layers: what one layer puts out is what the next one takes in.

Every hidden layer ends in a ReLU; the last layer is left linear, so that the output may be negative.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray
from relu_anim.dense import Dense


@dataclass(frozen=True, eq=False)
class Network:
    """`y = r(... r(r(x W1 + b1) W2 + b2) ...) Wn + bn`.

    layers: at least one; each takes as many inputs as the one before has neurons.
    Raises ValueError when the layers do not fit together.
    """

    layers: tuple[Dense, ...]

    def __post_init__(self) -> None:
        if not self.layers:
            raise ValueError("need at least one layer")
        for before, after in zip(self.layers, self.layers[1:], strict=False):
            if before.neurons != after.inputs:
                raise ValueError(
                    f"need layers that fit, got {before.neurons} neurons before {after.inputs} inputs"
                )

    @property
    def sizes(self) -> tuple[int, ...]:
        """The numbers of inputs and of neurons in each layer, for instance (1, 2, 2, 1)."""
        return (self.layers[0].inputs, *(layer.neurons for layer in self.layers))

    def __call__(self, points: ArrayLike) -> FloatArray:
        """The output for one point (inputs,) -> (outputs,) or many (k, inputs) -> (k, outputs)."""
        *hidden, last = self.layers
        signal = points
        for layer in hidden:
            signal = layer(signal)
        return last.affine(signal)
