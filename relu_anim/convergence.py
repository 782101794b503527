"""How fast the error falls: ever more pieces, and the straight line that the errors follow.

An error that behaves like `c n^s` is a straight line of slope s on paper with two logarithmic
axes, since `log(c n^s) = log c + s log n`. For a smooth target s is -2 in the end (see
`error_bound`), for a target with a corner -1, for `sqrt(x)` at 0 it is -1/2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from relu_anim.approximation import Interpolant
from relu_anim.arrays import FloatArray
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.targets import Target

LATER = 3
"""So many of the last errors the straight line is fitted to: the first are not on it yet."""


@dataclass(frozen=True, eq=False)
class Convergence:
    """Interpolants of one target with ever more segments, one for each of `counts`.

    Raises ValueError unless there are two counts or more, increasing from 1 on, every interpolant
    can be made (see `Interpolant`), and none of them is exact: an error of 0 has no logarithm.
    """

    target: Target
    counts: tuple[int, ...]
    domain: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        if len(self.counts) < 2 or any(a >= b for a, b in pairwise(self.counts)):
            raise ValueError(f"need two counts or more, increasing, got {self.counts}")
        exact = [each.segments for each in self.interpolants if each.is_exact]
        if exact:
            raise ValueError(
                f"need an error that has a logarithm: with {exact[0]} pieces the target is met "
                "exactly, and the error is 0"
            )

    @cached_property
    def interpolants(self) -> tuple[Interpolant, ...]:
        """One for each count."""
        return tuple(Interpolant(self.target, count, self.domain) for count in self.counts)

    @cached_property
    def layers(self) -> tuple[HiddenLayer, ...]:
        """The hidden layers that draw them."""
        return tuple(each.layer for each in self.interpolants)

    @cached_property
    def errors(self) -> tuple[float, ...]:
        """The largest error of each."""
        return tuple(each.max_error.error for each in self.interpolants)

    @property
    def quotients(self) -> tuple[float, ...]:
        """By what each error is divided on the way to the next; below 1 where it grows."""
        return tuple(before / after for before, after in pairwise(self.errors))

    @cached_property
    def _line(self) -> tuple[float, float]:
        """`slope, log c` of least squares: with x = log n and y = log error, about their means.

        `slope = sum (x - mean x)(y - mean y) / sum (x - mean x)^2`, over the last errors.
        """
        x, y = np.log(self.counts[-LATER:]), np.log(self.errors[-LATER:])
        away = x - x.mean()
        slope = float(away @ (y - y.mean()) / (away @ away))
        return slope, float(y.mean() - slope * x.mean())

    @property
    def slope(self) -> float:
        """The slope of the straight line that fits the last errors best on logarithmic axes."""
        return self._line[0]

    def fitted(self, counts: FloatArray) -> FloatArray:
        """`c n^slope`: the errors (k,) of that line for counts (k,), which need not be whole."""
        slope, height = self._line
        fitted: FloatArray = np.exp(height + slope * np.log(counts))
        return fitted

    @property
    def goal(self) -> float:
        """The largest power of ten that is at most half of the last error."""
        return float(f"1e{math.floor(math.log10(self.errors[-1] / 2))}")

    @property
    def foretold(self) -> float:
        """How many pieces the line says make an error as small as the goal: `(goal / c)^(1/s)`."""
        slope, height = self._line
        return math.exp((math.log(self.goal) - height) / slope)

    @cached_property
    def further(self) -> Convergence:
        """With about so many pieces after the others: an even number of them if these are even.

        A sine's middle does not bend if it has an even number of pieces. Where so many would meet
        the target exactly, at its corner perhaps, it is the next number.
        """
        step = math.gcd(2, *self.counts)
        needed = step * math.ceil((self.foretold - 0.5) / step)
        needed += step * Interpolant(self.target, needed, self.domain).is_exact
        return Convergence(self.target, (*self.counts, needed), self.domain)
