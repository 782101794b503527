"""How a layer's numbers are written, and where everything stands in its two pictures.

Inputs stand at the left, neurons at the foot, and neither ever moves. First straight wires join
them. Then the wires run at right angles, and the weights that they carry stand in rows and columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.glyphs import advance
from scenes.mobjects.text.notation import (
    LONGEST,
    MINUS,
    Notation,
    as_markup,
    as_term,
    relation,
    written,
)

ROOM = Region(-6.65, 6.65, -3.7, 2.42)
"""For all of it, below question and answer."""
COLUMNS = Region(-2.3, 5.85, ROOM.bottom, ROOM.top)
"""For the columns; their names stand right of it."""
LEFT = COLUMNS.left - 0.35
"""What stands left of columns, were there the most of them, ends here: sums and formulas."""
LARGEST, COMFORTABLE, READABLE = 0.44, 0.32, 0.225
"""Frame units of an em: numbers lose digits rather than be small."""
FEWEST_DIGITS, RAISED = 3, 0.69
"""Of a number; and how high the digits of a power are, as a share of all others."""
NEGLIGIBLE, TINY, DWARFED = 1e-6, 1.0, (0.0, 1e-8, 1e-6, 1e-4)
"""What is smaller, as in a trained layer, is shown as about 0; so is what is tiny and less than
such a share of another one of its kind, where the numbers could not be read otherwise."""
AROUND = 3.0
"""Ems of the signs in a product that is written out."""
WIDEST_COLUMN, NARROWEST = 2.75, 5.2
"""How wide a column is, in frame units at most, and in units of a plan at least."""
BUNDLE, WIDEST_LANE = 0.75, 0.3
"""How broad the wires side by side are together, if that lets them have lanes narrow enough; this
and all heights below are in units of a plan."""
HALF = 0.75
"""Half the height of a weight, a sum or a bias."""
INPUT, LAST = 0.9, 1.15
"""Half the height of an input, and of a neuron."""
STUB, BELOW = 0.3, 0.45
"""Between a weight and the wires above it, and from it to the next row's wires."""
JOINT = 2.1
"""From the last row of weights down to the sums."""
TO_BIAS, TO_LAST, FOOT = 1.65, 2.6, 2.45
"""From sums to biases, from there to neurons, and from there to the foot of their names."""
BRACKET = 0.4
"""From a row to what stands left of the bracket around it, in frame units."""
MARGIN = 0.35
"""How much wider a sum is than the weights above it, with the wires beside them."""
LAST_EM = 1.5
"""How much larger the last numbers are written."""
SHARES, APART = (0.45, 0.74), 0.06
"""How far down their straight wires weights stand, at least and at most; and how far apart."""
LATER = 0.12
"""How much further down those of the last input stand."""
ENDS = 0.55
"""Between the ends of a neuron's straight wires, as a share of its width."""


@dataclass(frozen=True)
class Writing:
    """How the numbers are written: the point, the weights, and all that is added up."""

    inputs: Notation
    weights: Notation
    added: Notation

    @classmethod
    def of(
        cls, trace: Trace, given: int = LONGEST, added: int = LONGEST, least: float = 0.0
    ) -> Writing:
        """As many decimals as the numbers need, but no more than so many digits."""
        steps = (trace.products, trace.partial_sums, trace.biases, trace.affine)
        terms = np.concatenate([np.ravel(step) for step in steps])
        groups = (trace.point, given), (trace.weights, given), (terms, added)
        return cls(*(_notation(np.ravel(group), digits, least) for group, digits in groups))

    def bias(self, value: float) -> str:
        """A bias as what is added: `+ 2.00`."""
        return as_term(self.added(value))

    def sum(self, trace: Trace, neuron: int, role: str) -> list[str]:
        """A neuron's products and, of more than one, their sum, as lines of Typst markup.

        The signs are true of the numbers as they are written; a sum has one if it is about so.
        """
        lines, total, added = [], self.added(trace.linear[neuron]), Decimal(0)
        for values in zip(
            trace.point, trace.weights[:, neuron], trace.products[:, neuron], strict=True
        ):
            notations = (self.inputs, self.weights, self.added)
            x, weight, product = (write(v) for write, v in zip(notations, values, strict=True))
            sign = relation(written(x) * written(weight), written(product))
            shown = f"#weight[${as_markup(weight)}$]"
            shown = f"({shown})" if weight.startswith((MINUS, "≈")) else shown
            left = f"#input[${as_markup(x)}$] dot {shown}"
            lines.append(f"${left} {sign} #{role}[${as_markup(product)}$]$")
            added += written(product)
        sign = "" if added == written(total) else "≈"
        return [*lines, f"${sign} #{role}[${as_markup(total)}$]$"][: len(lines) + (len(lines) > 1)]


class Plan:
    """Sizes and places, in frame units, for one trace; `unit` scales heights, `em` is of numbers.

    Of every kind of body there are width and height: `input`, `chip` (a weight), `sum` (and bias),
    `neuron`. Of rows of bodies there are the places: `inputs` (i, 3), `cells` (i, n, 3), `sums`,
    `biases`, `neurons`, `names` (n, 3). What stands left of a row's bracket ends at `left`.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.rows, self.columns = trace.weights.shape
        lane = min(WIDEST_LANE, BUNDLE / max(1, self.columns - 1, self.rows - 1))
        wires = (self.columns - 1) * lane
        above = max(STUB, INPUT - wires / 2)
        row = 2 * HALF + STUB + BELOW + wires
        steps = [above + wires + STUB + HALF, *[row] * (self.rows - 1)]
        heights = np.cumsum([*steps, JOINT + HALF, TO_BIAS, TO_LAST, FOOT])
        self.column = min(WIDEST_COLUMN, COLUMNS.width / self.columns)
        self.unit = unit = min(LARGEST, ROOM.height / heights[-1], self.column / NARROWEST)
        self.lane = lane * unit
        self._write()

        *rows, self.level, bias_level, self.last_level, _ = ROOM.top - unit * heights
        self.heights = np.array(rows)
        across = np.arange(self.columns) - (self.columns - 1) / 2
        self.middles = COLUMNS.center[0] + self.column * across
        self.sums = _places(self.middles, self.level)
        self.biases = _places(self.middles, bias_level)
        self.neurons = _places(self.middles, self.last_level)
        self.names = _places(self.middles, self.last_level - unit * (LAST + 0.95))
        aside = (self.cell - self.chip[0]) / 2
        self.cells = np.array([_places(self.middles - aside, y) for y in rows])
        x = ROOM.left + 0.65 + self.input[0] / 2
        bundle = unit * (HALF + STUB + wires / 2)
        self.inputs = np.array([(x, y + bundle, 0.0) for y in rows])

        self.left = float(self.middles[0]) - self.sum[0] / 2 - BRACKET

    def _write(self) -> None:
        """Choose digits and a size, so that every number fits into its column."""
        self.trunk = 0.45 * self.unit + (self.rows - 1) * self.lane
        most = sorted(product(range(FEWEST_DIGITS, LONGEST + 1), repeat=2), key=sum, reverse=True)
        for least in DWARFED:
            sizes = [min(COMFORTABLE, self._measure(given, added, least)) for given, added in most]
            given, added = most[sizes.index(max(sizes))]
            if self._measure(given, added, least) >= READABLE:
                return

    def _measure(self, given: int, added: int, least: float) -> float:
        """Find all sizes for so many digits; the result is the em of the smallest of them."""
        trace, unit, free = self.trace, self.unit, self.column - 0.35 * self.unit
        self.writing = writing = Writing.of(trace, given, added, least)
        writers = writing.inputs, writing.weights, *[writing.added] * 3
        steps = trace.point, trace.weights, trace.products, trace.linear, trace.affine
        pairs = zip(writers, steps, strict=True)
        groups = [[write(value) for value in np.ravel(values)] for write, values in pairs]
        groups.append([*map(writing.bias, trace.biases)])
        inputs, weights, _, sums, last, biases = (max(map(advance, one)) for one in groups)
        chip, wide = weights + 0.65, max(sums, biases) + 1.0
        between = (SHARES[1] - LATER * (self.rows > 1)) * self.column - APART
        cell = min(free - self.trunk - MARGIN * unit, between)
        self.em = em = min(unit, cell / chip, free / wide)
        self.last_em = min(LAST_EM * em, (free - unit) / last)
        low, high, round_input = 2 * HALF * unit, 2 * LAST * unit, 2 * INPUT * unit
        self.input = max(em * (inputs + 0.8), round_input), round_input
        self.chip, self.cell = (em * chip, low), em * chip + self.trunk
        wide = max(em * wide, self.last_em * last + unit, self.cell + MARGIN * unit)
        self.sum, self.neuron = (wide, low), (wide, high)
        first = zip(groups[0], *(groups[kind][:: self.columns] for kind in (1, 2)), strict=True)
        line = (LEFT - ROOM.left) / (AROUND + max(sum(map(advance, texts)) for texts in first))
        raised = RAISED if any("·" in text for texts in groups for text in texts) else 1.0
        return float(min(raised * min(em, self.last_em, line), line * READABLE / SMALLEST))

    def bent(self, row: int, column: int) -> np.ndarray:
        """The corners (6, 3) of a wire along its row, into its weight, and down to its neuron.

        Wires of one input lie side by side, the one that turns off first lowest; those into one
        neuron run down beside its weights, so that no wire passes through another's.
        """
        x, y, _ = self.cells[row, column]
        along = y + self.unit * (HALF + STUB) + column * self.lane
        down = x + self.chip[0] / 2 + 0.3 * self.unit + (self.rows - 1 - row) * self.lane
        corners = [(self.inputs[row, 0], along), (x, along), (x, y), (down, y)]
        corners += [(down, self.level), (down, self.last_level)]
        return np.array([(*corner, 0.0) for corner in corners])

    def straight(self, row: int, column: int) -> np.ndarray:
        """The same corners on the straight wire of the network: the third is the weight's place."""
        first = max(SHARES[0], (self.chip[0] + APART) / self.column)
        share = first + LATER * row / max(1, self.rows - 1)
        spread = ENDS * self.neuron[0] * (0.5 - row / max(1, self.rows - 1)) * (self.rows > 1)
        start, end = self.inputs[row], self.neurons[column] + np.array([spread, 0.0, 0.0])
        at = np.interp(range(6), [0, 2, 5], [0.0, share, 1.0])
        corners: np.ndarray = start + at[:, None] * (end - start)
        return corners


def _notation(values: np.ndarray, digits: int, least: float) -> Notation:
    least = max(NEGLIGIBLE, min(TINY, least * float(abs(values).max())))
    return replace(Notation.of(values[abs(values) >= least], digits=digits), negligible=least)


def _places(across: np.ndarray, height: float) -> np.ndarray:
    return np.column_stack([across, np.full(len(across), height), np.zeros(len(across))])
