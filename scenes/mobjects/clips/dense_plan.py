"""How a layer's numbers are written, and where everything stands in its two pictures.

First it is a network, inputs above and neurons below, with straight wires. Then the inputs hang
at the left; and then the wires run at right angles, and what they carry stands in rows and columns:
W, and below it what becomes of it. A weight keeps its height, and the neurons stand still.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.text.glyphs import HEIGHT, advance
from scenes.mobjects.text.notation import LONGEST, Notation, as_term

ROOM = Region(-6.65, 6.65, -3.6, 2.36)
"""For all of it, below question and answer."""
LARGEST, COMFORTABLE, SMALLEST = 0.46, 0.36, 0.27
"""Frame units of an em: numbers lose digits rather than be smaller than is comfortable."""
FEWEST_DIGITS = 3
AIRS = 1.0, 0.5
"""How much of the gaps below there is: a large layer has less."""
NAMES = 0.72, 1.3
"""The room left of the point's row and right of the columns."""
BESIDE = 0.24
"""From numbers to the bracket around them."""
BETWEEN = 0.2
"""Between two inputs of the row."""
BEFORE = 1.2
"""Between the row and the first column: both brackets stand there."""
FORMULA = 2.4
"""The room left of the columns, at least: the formula of the end stands there."""
APART = 0.24, 1.45
"""Between two columns, at least and at most."""
WIDEST_LANE = 0.13
"""From the middle of one wire to that of the next."""
TRUNK, INSET = 0.1, 0.22
"""From a weight to the wires that run down beside it, and from these to the neuron's end."""
BUNDLE = 0.34
"""How broad the wires of one input are together, if that lets them have lanes narrow enough."""
STUB = 0.13
"""What is seen of a wire between its row and its weight."""
HIGHEST_ROW = 1.15
STEP, DROP = 0.1, 0.3
"""From body to body under a neuron, and from the last row of weights to the neurons."""
UNDER = 0.42
"""From a neuron down to the baseline of its name."""
SPREAD, ROOMY = 0.52, 0.6
"""How far the inputs of the network spread, as a share of the neurons, and their least gap."""


@dataclass(frozen=True)
class Writing:
    """How the numbers are written: the point, the weights, and all that is added up."""

    inputs: Notation
    weights: Notation
    added: Notation

    @classmethod
    def of(cls, trace: Trace, digits: int = LONGEST) -> Writing:
        """As many decimals as the numbers need, but no more than so many digits."""
        steps = (trace.products, trace.partial_sums, trace.biases, trace.affine)
        added = np.concatenate([np.ravel(step) for step in steps])
        groups = (trace.point, trace.weights.flat, added)
        return cls(*(Notation.of(group, digits=digits) for group in groups))

    def bias(self, value: float) -> str:
        """A bias as what is added: `+ 2.00`."""
        return as_term(self.added(value))


class Plan:
    """Sizes and places, in frame units, for one trace.

    Of every kind of body there are width and height: `input`, `chip` (a weight), `neuron`, `bias`,
    which is also the size of a bead, and `score`.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.rows, self.columns = trace.weights.shape
        best = 0.0, 0.0, LONGEST
        for digits, air in product(range(LONGEST, FEWEST_DIGITS - 1, -1), AIRS):
            best = max(best, (self._fit(digits, air), air, digits))
            if best[0] >= COMFORTABLE:
                break
        self._fit(best[2], best[1])
        self._stand()

    def _fit(self, digits: int, air: float) -> float:
        """The largest size at which everything fits, in numbers of so many digits."""
        self.writing, self.air = Writing.of(self.trace, digits), air
        for em in np.linspace(LARGEST, SMALLEST, 39):
            self._measure(float(em))
            if self.width(air * APART[0]) <= ROOM.width and self._stack() >= 0.05:
                return self.em
        return 0.0

    def _measure(self, em: float) -> None:
        trace, writing, air = self.trace, self.writing, self.air
        self.em = em
        self.names = np.array(NAMES) * (1 + air) / 2
        self.beside = air * BESIDE
        sums = [*map(writing.added, [*trace.linear, *trace.affine])]
        biases = [*map(writing.bias, trace.biases)]
        low = em * HEIGHT + 0.22
        high = em * HEIGHT + (0.52 if self.rows < 3 else 0.32)
        lanes = max(1, self.columns - 1, self.rows - 1)
        self.lane = min(WIDEST_LANE, BUNDLE / lanes) * (0.4 + 0.6 * air)
        self.input = self._body(map(writing.inputs, trace.point), high)
        self.chip = self._body(map(writing.weights, trace.weights.flat), low)
        self.bias = self._body(biases, low)
        self.trunk = air * (TRUNK + INSET) + (self.rows - 1) * self.lane
        self.cell = max(self.chip[0] + self.trunk, self._body([*sums, *biases], high)[0])
        self.neuron, self.score = (self.cell, high), (self.cell, high - 0.06)

    def _body(self, texts: Iterable[str], height: float) -> tuple[float, float]:
        widest = max(map(advance, texts))
        return max(height, self.em * widest + (0.2 + 0.22 * self.air) * height), height

    def width(self, apart: float) -> float:
        """The width of it all, with this much between two columns."""
        row = self.rows * self.input[0] + (self.rows - 1) * self.air * BETWEEN
        columns = self.columns * self.cell + (self.columns - 1) * apart
        self.before = max(FORMULA, self.names[0] + self.beside + row + self.air * BEFORE)
        return float(self.before + columns + self.beside + self.names[1])

    def _stand(self) -> None:
        """Find all places in the second picture."""
        free = ROOM.width - self.width(0.0)
        self.apart = apart = min(APART[1], free / max(1, self.columns - 1))
        edge = ROOM.center[0] - self.width(apart) / 2
        left = edge + self.names[0] + self.beside
        pitch = self.input[0] + self.air * BETWEEN
        across = left + self.input[0] / 2 + pitch * np.arange(self.rows)
        self.middles = (
            edge + self.before + self.cell / 2 + (self.cell + apart) * np.arange(self.columns)
        )
        self._stack()
        self.inputs = _places(across, self.level)
        self.neurons = _places(self.middles, self.level)
        aside = max(0.0, self.trunk - (self.cell - self.chip[0]) / 2)
        self.cells = np.array([_places(self.middles - aside, y) for y in self.heights])
        middle, gaps = self.middles.mean(), max(1, self.rows - 1)
        most = 2 * (ROOM.right - middle - self.input[0] / 2 - 2 * self.beside) / gaps
        spread = SPREAD * float(np.ptp(self.middles)) / gaps
        pitch = min(most, max(self.input[0] + ROOMY, spread))
        across = middle + pitch * (np.arange(self.rows) - (self.rows - 1) / 2)
        self.network = _places(across, ROOM.top - self.input[1] / 2 - 0.1)

    def _stack(self) -> float:
        """Find the heights of all rows, from the bottom up, and what is free between two."""
        chip, one = self.chip[1], STUB + self.lane * (self.columns - 1)
        self.score_level = ROOM.bottom + UNDER + self.score[1] / 2
        self.bias_level = self.score_level + (self.score[1] + self.bias[1]) / 2 + STEP
        self.level = self.bias_level + (self.bias[1] + self.neuron[1]) / 2 + STEP
        self.below = self.level - self.neuron[1] / 2
        last = self.level + (self.neuron[1] + chip) / 2 + DROP
        free = ROOM.top - 0.1 - one - chip / 2 - last
        row = min(HIGHEST_ROW, free / max(1, self.rows - 1))
        self.heights = last + row * np.arange(self.rows)[::-1]
        return float(row - one - chip)

    @property
    def biases(self) -> np.ndarray:
        """Where the biases stand, (n, 3), each under its neuron."""
        return _places(self.middles, self.bias_level)

    @property
    def scores(self) -> np.ndarray:
        """Where the scores stand, (n, 3), each under its bias."""
        return _places(self.middles, self.score_level)

    def bent(self, row: int, column: int) -> np.ndarray:
        """The corners (6, 3) of a wire that runs up, along its row, through its weight, and down.

        Wires of one input lie side by side, the one that turns off first lowest; those into one
        neuron run down beside its weights, so that no wire passes through another's.
        """
        x, y = self.inputs[row, :2]
        cell, neuron = self.cells[row, column], self.neurons[column]
        up = x + self.lane_of(column)
        along = cell[1] + self.chip[1] / 2 + STUB + column * self.lane
        down = cell[0] + self.chip[0] / 2 + self.air * TRUNK + (self.rows - 1 - row) * self.lane
        corners = [(up, y), (up, along), (cell[0], along), cell[:2]]
        corners += [(down, cell[1]), (down, neuron[1])]
        return np.array([(*corner[:2], 0.0) for corner in corners])

    def waiting(self, row: int, column: int, width: float) -> np.ndarray:
        """Where a product waits: beside its weight, or before it where there is no room."""
        aside = (self.chip[0] + width) / 2 + 0.1
        if self.columns == 1 or 2 * aside > self.cell + self.apart:
            aside = 0.0
        side = mn.LEFT if column == self.columns - 1 else mn.RIGHT
        place: np.ndarray = self.cells[row, column] + aside * side
        return place

    def falling(self, row: int, column: int, wait: np.ndarray) -> np.ndarray:
        """The way of a product from where it waits into the neuron."""
        if np.allclose(wait, self.cells[row, column]):
            return self.bent(row, column)[3:]
        return np.array([wait, [wait[0], self.level, 0.0], self.neurons[column]])

    def lane_of(self, column: int) -> float:
        """How far right of the middle of its input a wire goes up."""
        return float(((self.columns - 1) / 2 - column) * self.lane)

    def straight(self, row: int, column: int) -> np.ndarray:
        """The same corners on the straight wire of the network; the weight has its height."""
        start, end = self.network[row], self.neurons[column]
        share = (start[1] - self.heights[row]) / (start[1] - end[1])
        at = np.array([0.0, 0.35 * share, 0.7 * share, share, 0.5 + 0.5 * share, 1.0])
        corners: np.ndarray = start + at[:, None] * (end - start)
        return corners

    def hung(self, row: int, column: int) -> np.ndarray:
        """The same corners when the input is at its place, but the weight is not."""
        corners = self.bent(row, column)
        corners[2:] = self.straight(row, column)[2:]
        corners[2, :2] = corners[3, 0], corners[1, 1]
        return corners


def _places(across: np.ndarray, height: float) -> np.ndarray:
    return np.column_stack([across, np.full(len(across), height), np.zeros(len(across))])
