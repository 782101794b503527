"""Pulls at a tent: which of its network's numbers change when a corner is moved.

In one hidden layer with input weights of 1, every corner has its own neuron: the bias is minus the
corner's place, and the output weight is how much the line bends there. So a corner that is pulled
sideways changes one bias, and every corner at which the line bends otherwise changes a weight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from relu_anim.arrays import FloatArray
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.tents import Tent

SHIFTS = (1 / 3, 1 / 4, 1 / 5)
"""By which shares of its width a tent may slide, the best one first."""
STEPS = (2 / 3, 3 / 5, 1 / 2, 2 / 5, 1 / 3)
"""By which shares of half its width a foot may be pulled outwards."""
SAME = 1e-9
"""Numbers that differ by less than this share are the same up to rounding."""


def bends(corners: FloatArray) -> FloatArray:
    """(3,) the output weights of the tent with these corners: its changes of slope.

    corners: (3, 2) left foot, peak and right foot. The height may be 0: then nothing bends.
    """
    return np.diff(PiecewiseLinear.through(corners).slopes)


def corners_of(tent: Tent) -> FloatArray:
    """(3, 2) the left foot, the peak and the right foot of a tent."""
    return np.array([[tent.left, 0.0], [tent.peak, tent.height], [tent.right, 0.0]])


@dataclass(frozen=True)
class Pull:
    """A tent, and what becomes of it; `name` says what of it is changed."""

    name: str
    before: Tent
    after: Tent

    def corners(self, share: float) -> FloatArray:
        """(3, 2) left foot, peak and right foot, a share of the way from before to after."""
        start, end = corners_of(self.before), corners_of(self.after)
        return start + share * (end - start)

    @property
    def moved(self) -> FloatArray:
        """(3, 2) by how much each corner moves, across and up."""
        return self.corners(1.0) - self.corners(0.0)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """What differs between the networks before and after, such as `bias 3` and `weight 2`."""
        before, after = parameters_of(self.before), parameters_of(self.after)
        return tuple(
            name
            for name, value in before.items()
            if not np.isclose(value, after[name], rtol=SAME, atol=SAME * abs(value))
        )


def parameters_of(tent: Tent) -> dict[str, float]:
    """The biases and output weights of the tent's one-layer network, neuron by neuron."""
    parameters = {}
    for index, (weight, neuron) in enumerate(tent.in_one_layer().units, start=1):
        parameters[f"bias {index}"] = neuron.bias
        parameters[f"weight {index}"] = weight
    return parameters


def pulls_at(tent: Tent) -> tuple[Pull, ...]:
    """Four pulls: position, height and, from there, flip; and the right slope.

    All but the flip, which changes the sign of the height, start from the tent as it is.
    """
    left, peak, right = tent.left, tent.peak, tent.right
    shifts = [share * (right - left) for share in SHIFTS]
    steps = [share * (right - left) / 2 for share in STEPS]
    slid = _shortest(
        Tent(_plain(left + step), _plain(peak + step), _plain(right + step), tent.height)
        for step in shifts
    )
    lower = replace(tent, height=tent.height / 2)
    wider = _shortest(replace(tent, right=_plain(right + step)) for step in steps)
    return (
        Pull("position", tent, slid),
        Pull("height", tent, lower),
        Pull("flip", lower, replace(lower, height=-lower.height)),
        Pull("right slope", tent, wider),
    )


def _shortest(tents: Iterable[Tent]) -> Tent:
    """The tent whose numbers have the fewest decimals; of several such, the first."""
    return min(tents, key=lambda tent: sum(map(_decimals, parameters_of(tent).values())))


def _plain(place: float) -> float:
    """A place without what rounding adds to 0.4."""
    return round(place, 12)


def _decimals(value: float) -> int:
    """How many decimals show a number, six at most."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
