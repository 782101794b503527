"""Numbers on the line y = x, what ReLU makes of them, and places at which they can be told apart.

The line becomes ReLU when its part below zero swings up around 0; what sits on that part goes up
with it, and what sits above zero stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from relu_anim.arrays import FloatArray, finite_array, finite_number
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.relu import relu


@dataclass(frozen=True)
class NumberLine:
    """Numbers that go into ReLU."""

    inputs: tuple[float, ...]

    @property
    def outputs(self) -> tuple[float, ...]:
        """`r(x)` of each."""
        return tuple(relu(x) for x in self.inputs)

    @property
    def different(self) -> tuple[float, ...]:
        """The inputs in increasing order, equal ones once."""
        return tuple(sorted({*self.inputs}))


def swung(share: float) -> PiecewiseLinear:
    """`f(z) = z - share min(z, 0)`: the line y = z for a share of 0, and ReLU for 1.

    Raises ValueError for a share outside of 0 to 1.
    """
    if not 0 <= finite_number("share", share) <= 1:
        raise ValueError(f"need a share from 0 to 1, got {share:g}")
    return PiecewiseLinear.through([(0.0, 0.0)], 1.0 - share, 1.0)


def spread(numbers: tuple[float, ...], gap: float, width: float) -> FloatArray:
    """(n,) places of increasing numbers, at least `gap` from one another and from 0, which is at 0.

    `place(x) = max(scale x, place(the number before) + gap)` for x > 0, and mirrored for x < 0. The
    scale is the largest at which all of them, and 0, are within `width`. So they are to scale
    unless some of them are too near to one another; signs and order are kept in any case.

    Raises ValueError when the numbers are not increasing, or do not fit into the width.
    """
    x = finite_array("numbers", numbers)
    if not (np.diff(x) > 0).all():
        raise ValueError(f"need numbers in increasing order, got {x.tolist()}")
    sides = x[x > 0], -x[x < 0][::-1]  # from 0 outwards
    if sum(map(len, sides)) * gap > width * (1 + 1e-9):
        raise ValueError(f"need room for {len(x)} numbers, got {width:g} for gaps of {gap:g}")
    # A side reaches as far as one of its numbers, or 0, with only gaps from there on.
    reaches = [
        [(size, (len(side) - before) * gap) for before, size in enumerate([0.0, *side])]
        for side in sides
    ]
    scales = [
        (width - up_gaps - down_gaps) / (up + down)
        for (up, up_gaps), (down, down_gaps) in product(*reaches)
        if up + down > 0
    ]
    scale = max(0.0, min(scales, default=1.0))
    placed = []
    for side in sides:
        at, places = 0.0, []
        for size in side:
            at = max(scale * size, at + gap)
            places.append(at)
        placed.append(np.array(places))
    return np.concatenate([-placed[1][::-1], x[x == 0], placed[0]])
