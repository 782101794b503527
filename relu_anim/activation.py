"""ReLU on vectors: a floor comes up to zero, and takes along what hangs below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relu_anim.arrays import FloatArray, finite_array, finite_number
from relu_anim.relu import relu


@dataclass(frozen=True, eq=False)
class Activation:
    """Vectors that go into ReLU, (k, n): one a row, entry under entry.

    Raises ValueError when they are not rows of finite numbers.
    """

    inputs: FloatArray

    def __post_init__(self) -> None:
        inputs = finite_array("vectors", self.inputs)
        if inputs.ndim != 2 or inputs.size == 0:
            raise ValueError(f"need vectors as rows of numbers, got shape {inputs.shape}")
        object.__setattr__(self, "inputs", inputs)

    @property
    def outputs(self) -> FloatArray:
        """(k, n) `r(z)` of each entry."""
        return relu(self.inputs)

    @property
    def changed(self) -> list[int]:
        """How many entries of each vector ReLU changes: the negative ones."""
        return [int(count) for count in np.count_nonzero(self.outputs != self.inputs, axis=1)]

    def over(self, floor: float) -> FloatArray:
        """(k, n) `max(z, floor)`: the entries while the floor, on its way to 0, is so high.

        Raises ValueError for a floor above 0.
        """
        if finite_number("floor", floor) > 0:
            raise ValueError(f"need a floor of at most 0, got {floor:g}")
        raised: FloatArray = np.maximum(self.inputs, floor)
        return raised
