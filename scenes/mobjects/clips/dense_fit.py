"""How a layer's numbers are written and how large they are, so that all of it fits into a region.

Lengths are in em of the numbers unless they are said to be frame units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.clips.dense_bias_sums import BiasText, width_of_lines
from scenes.mobjects.matrices.matrix import OVERHANG, PITCH, Columns
from scenes.mobjects.matrices.sums import LEADING, MOST_LINES, SumText, widest
from scenes.mobjects.text.glyphs import HEIGHT
from scenes.mobjects.text.notation import Notation

LARGEST = 0.6
"""Frame units of an em in a small layer; a large layer's numbers are as large as they fit."""
SMALLEST = 0.28
"""Labels are never smaller than this."""
COMFORTABLE = 0.36
"""Numbers lose decimals rather than be set smaller than this."""
MOST_STRETCH = 1.3
"""Where there is room, rows stand apart by up to this factor."""

ABOVE = 0.95
"""Above the weights: the numbers of the neurons."""
STEP = 1.6
"""From the last row of one matrix to the first of the next."""
GAP = 1.1
"""Left of the weights, where the signs stand."""
LEFT_NAME = 0.9
"""Left of the point: its name."""
RIGHT_NAME = 2.4
"""Right of the weights: the names of the rows."""
NAME_GAP = 0.45
"""Between a bracket and the name or the sign beside it."""
HEADER_GAP = 0.3
"""Between the weights' brackets and the numbers of the neurons."""
LANE = 0.9
"""Below the biases: a lane where numbers travel."""
BEFORE_CONCLUSION = 0.65
"""Between the results' brackets and what stands below them."""
BELOW = 0.3
"""Below the last line: room for parentheses and descenders."""


@dataclass(frozen=True)
class LayerText:
    """All numbers of a trace as they are written.

    inputs: how the point is. weights: how they are. added: how all else is, that is added up:
    products, sums, biases and results.
    """

    trace: Trace
    inputs: Notation
    weights: Notation
    added: Notation

    @classmethod
    def of(cls, trace: Trace) -> LayerText:
        """A trace written with as many decimals as its numbers need."""
        added = (trace.products, trace.partial_sums, trace.biases, trace.affine)
        return cls(
            trace,
            Notation.of(trace.point),
            Notation.of(trace.weights.flat),
            Notation.of(np.concatenate([np.ravel(numbers) for numbers in added])),
        )

    def shortened(self, decimals: int) -> LayerText:
        """The same with no more than so many decimals."""
        inputs, weights, added = (
            replace(notation, decimals=min(decimals, notation.decimals))
            for notation in (self.inputs, self.weights, self.added)
        )
        return LayerText(self.trace, inputs, weights, added)

    @cached_property
    def point(self) -> Columns:
        """The columns of the point."""
        return Columns.holding([[self.inputs(value)] for value in self.trace.point])

    @cached_property
    def neurons(self) -> Columns:
        """The columns that weights, sums, biases and results share."""
        trace = self.trace
        sums = np.vstack([trace.partial_sums, trace.biases, trace.affine])
        return Columns.holding(
            [
                [*map(self.weights, weights), *map(self.added, added)]
                for weights, added in zip(trace.weights.T, sums.T, strict=True)
            ]
        )

    @cached_property
    def sums(self) -> list[SumText]:
        """The weighted sum of each neuron."""
        notations = (self.inputs, self.weights, self.added)
        neurons = range(len(self.trace.biases))
        return [SumText.of(self.trace, neuron, *notations) for neuron in neurons]

    @cached_property
    def bias_sums(self) -> list[BiasText]:
        """What the bias makes of each of these sums."""
        neurons = range(len(self.trace.biases))
        return [BiasText.of(self.trace, neuron, self.added) for neuron in neurons]


@dataclass(frozen=True)
class Fit:
    """How large everything is: sizes in frame units of an em.

    size: of the matrices. sum_size: of the sums below them. lines: of each sum. bias_size: of the
    bias steps below. bias_lines: of all of these. stretch: how much wider than usual the rows
    stand apart.
    """

    text: LayerText
    size: float
    sum_size: float
    lines: int
    bias_size: float
    bias_lines: int
    stretch: float = 1.0

    @property
    def left_width(self) -> float:
        """The width left of the weights, in frame units: the point and its name."""
        return self.size * (self.text.point.width + LEFT_NAME)

    @property
    def width(self) -> float:
        """The width of it all, in frame units."""
        return self.left_width + self.size * (GAP + self.text.neurons.width + RIGHT_NAME)

    @property
    def sum_height(self) -> float:
        """From the baseline of the biases down to below the sums, in frame units."""
        lines = HEIGHT + LEADING * (self.lines - 1) + BELOW
        return self.size * (OVERHANG + LANE) + self.sum_size * lines

    @property
    def result_height(self) -> float:
        """From the baseline of the biases down to below what is said of the results."""
        result = self.stretch * STEP + OVERHANG + BEFORE_CONCLUSION
        conclusion = self.sum_size * (HEIGHT + BELOW)
        steps = self.bias_size * (HEIGHT + LEADING * (self.bias_lines - 1) + BELOW)
        return self.size * result + max(conclusion, steps)

    @property
    def height(self) -> float:
        """The height of it all, in frame units."""
        inputs = len(self.text.trace.point)
        rigid = ABOVE + OVERHANG + HEIGHT
        rows = self.stretch * (PITCH * (inputs - 1) + 2 * STEP)
        return self.size * (rigid + rows) + max(self.sum_height, self.result_height)


def best_fit(trace: Trace, region: Region) -> Fit:
    """The most decimals with which the numbers are comfortably large, or else the largest fit."""
    text = LayerText.of(trace)
    most = max(text.inputs.decimals, text.weights.decimals, text.added.decimals)
    fits = (_largest(text.shortened(decimals), region) for decimals in range(most, -1, -1))
    best: Fit | None = None
    for fit in fits:
        if best is None or fit.size > best.size:
            best = fit
        if best.size >= COMFORTABLE:
            break
    assert best is not None
    return _stretched(best, region)


def _largest(text: LayerText, region: Region) -> Fit:
    """The largest fit in one notation, over all numbers of lines."""
    fits = []
    bias_lines = _bias_lines(text, region.width)
    widest_bias = min(LARGEST, region.width / width_of_lines(text.bias_sums, bias_lines))
    for lines in range(1, MOST_LINES + 1):
        widest_sum = min(LARGEST, region.width / widest(text.sums, lines))
        for size in np.geomspace(LARGEST, 0.1, 200):
            sum_size, bias_size = (min(most, 1.25 * size) for most in (widest_sum, widest_bias))
            fit = Fit(text, float(size), sum_size, lines, bias_size, bias_lines)
            if fit.width <= region.width and fit.height <= region.height:
                fits.append(fit)
                break
    return max(fits, key=lambda fit: (min(fit.size, fit.sum_size), fit.sum_size, -fit.lines))


def _bias_lines(text: LayerText, width: float) -> int:
    """The fewest lines on which the bias steps are comfortably large."""
    enough = (
        lines
        for lines in range(1, MOST_LINES)
        if width / width_of_lines(text.bias_sums, lines) >= COMFORTABLE
    )
    return next(enough, MOST_LINES)


def _stretched(fit: Fit, region: Region) -> Fit:
    """Let the rows take the height that is left."""
    stretches = np.linspace(MOST_STRETCH, 1.0, 41)
    fits = (replace(fit, stretch=float(stretch)) for stretch in stretches)
    return next(stretched for stretched in fits if stretched.height <= region.height + 1e-9)
