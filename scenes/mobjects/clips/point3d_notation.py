"""How the numbers of a point's way through a layer are written, in pictures, table and captions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relu_anim import LayerPath
from scenes.mobjects.text.notation import Notation

_DIGITS = 5
"""So many digits at most has a number: three of them stand side by side."""


@dataclass(frozen=True)
class PathNotation:
    """Notations of the point in the plane, of the weights, and of all places in space.

    Of the places' group are the biases, too, since they are added to places.
    """

    point: Notation
    weights: Notation
    places: Notation

    @classmethod
    def of(cls, path: LayerPath) -> PathNotation:
        """As many decimals as show a path's numbers exactly, if there is room."""
        trace = path.trace
        places = [path.linear, trace.biases, path.affine, path.output, path.output_without_bias]
        groups = trace.point, trace.weights.ravel(), np.concatenate(places)
        return cls(*(Notation.of(group, digits=_DIGITS) for group in groups))
