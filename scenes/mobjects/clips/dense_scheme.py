"""A point's way through a dense layer as matrices that share their columns (Falk's scheme).

The weights stand above and the point to the left, so that every number of `v W` stands where the
row of v and the column of W meet. Biases and results continue the columns downwards: all that
belongs to a neuron stands in one column, and adding the bias is a sum as it is written on paper.
"""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Trace
from scenes.layout import Region
from scenes.mobjects.clips.dense_bias_sums import BiasSum, stack_bias_sums
from scenes.mobjects.clips.dense_elbow import Elbow
from scenes.mobjects.clips.dense_fit import (
    ABOVE,
    BEFORE_CONCLUSION,
    GAP,
    HEADER_GAP,
    LANE,
    NAME_GAP,
    SMALLEST,
    STEP,
    best_fit,
)
from scenes.mobjects.matrices.matrix import OVERHANG, PITCH, Matrix
from scenes.mobjects.matrices.sums import WeightedSum, widest
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs
from scenes.mobjects.text.notation import Notation, equals, relation, written
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import Theme

LABEL = 0.8
"""The numbers of the neurons, in em of the other numbers."""
ELBOW_GAP = 0.2
"""Between an arrow's ends and the brackets, in em."""
ELBOW_HEAD = 0.22
NEURON_ROLES = ("ramp", "second", "third", "ramp", "second")


def formula_markup(trace: Trace) -> str:
    """`v' = v W + b` with the shape of each below it."""
    inputs, neurons = trace.weights.shape
    result = _shaped("#total[$v'$]", 1, neurons)
    point, weights = _shaped("#input[$v$]", 1, inputs), _shaped("W", inputs, neurons)
    return f"${result} = {point} thick thick {weights} + {_shaped('#bias[$b$]', 1, neurons)}$"


def _shaped(symbol: str, rows: int, columns: int) -> str:
    return f"limits({symbol})_(#muted[${rows} times {columns}$])"


class LayerScheme(mn.VGroup):
    """The matrices v, W, v W, b and v' of a trace in a region, as large as they fit.

    `point`, `weights`, `linear`, `biases` and `affine` are matrices; `elbows` lead from
    each input to its row of weights; `headers` are the numbers of the neurons; `names` stand
    beside the matrices. Not in the group is what is seen for a while only: the point's
    `coordinates`, and at the foot of the region the neurons' `sums`, below the free `lane`,
    and then their `bias_sums`.
    """

    def __init__(self, trace: Trace, theme: Theme, region: Region) -> None:
        super().__init__()
        self.trace, self.theme = trace, theme
        self.fit = fit = best_fit(trace, region)
        self.text, self.size = fit.text, fit.size
        self.roles = NEURON_ROLES[: len(trace.biases)]
        self._lay_out(region)
        self.headers = [self._header(neuron) for neuron in range(len(self.roles))]
        self.names = self._names()
        self.coordinates = self._coordinates()
        self.elbows = [self._elbow(k) for k in range(len(trace.point))]
        self.sums = self._sums(region)
        self.bias_sums = self._bias_sums(region)
        self.lane = self.biases.corner[1] - self.size * (OVERHANG + LANE / 2)
        self.add(self.point, self.weights, self.linear, self.biases, self.affine)
        self.add(*self.elbows, *self.headers, *self.names.values())

    def _lay_out(self, region: Region) -> None:
        """Set the matrices, from the top of the region down, in its middle."""
        fit, text, trace, size = self.fit, self.text, self.trace, self.size
        self.pitch, step = PITCH * fit.stretch, size * STEP * fit.stretch
        self.left = region.center[0] - fit.width / 2
        x = self.left + fit.left_width + size * GAP
        y = region.top - (region.height - fit.height) / 3 - size * (ABOVE + OVERHANG + HEIGHT)
        self.weights = self._matrix(trace.weights, text.weights, np.array([x, y, 0.0]))
        y -= size * self.pitch * (len(trace.point) - 1) + step
        self.linear = self._matrix(trace.linear[None], text.added, np.array([x, y, 0.0]))
        corner = np.array([x - size * (GAP + text.point.width), y, 0.0])
        roles = ["input"] * len(trace.point)
        self.point = Matrix(
            trace.point[None], text.inputs, text.point, self.theme, size, roles, corner
        )
        at = np.array([x, y - step, 0.0])
        self.biases = self._matrix(trace.biases[None], text.added, at, "bias")
        at = np.array([x, y - 2 * step, 0.0])
        self.affine = self._matrix(trace.affine[None], text.added, at, "total")
        below = size * (OVERHANG + BEFORE_CONCLUSION) + fit.sum_size * HEIGHT
        self.foot = np.array([region.center[0], y - 2 * step - below, 0.0])

    def _matrix(
        self, values: np.ndarray, notation: Notation, corner: np.ndarray, role: str | None = None
    ) -> Matrix:
        roles = [role] * len(self.roles) if role else self.roles
        return Matrix(
            values, notation, self.text.neurons, self.theme, self.size, roles, corner, self.pitch
        )

    def _header(self, neuron: int) -> Glyphs:
        columns, corner = self.text.neurons, self.weights.corner
        middle = columns.middle(neuron)
        up = HEIGHT + OVERHANG + HEADER_GAP
        size = max(SMALLEST, LABEL * self.size)
        header = Glyphs(f"{neuron + 1}", self.theme, size, self.roles[neuron])
        return header.place(corner + self.size * np.array([middle, up, 0.0]), align=0.5)

    def _names(self) -> dict[str, Typeset]:
        """The names of the matrices and the signs between them, each on its baseline."""
        size = self.size
        beyond = size * (self.text.neurons.width + NAME_GAP)
        middle = size * self.pitch * (len(self.trace.point) - 1) / 2 * mn.DOWN
        up = size * (HEIGHT + OVERHANG + HEADER_GAP) * mn.UP
        before, after = size * NAME_GAP * mn.LEFT, beyond * mn.RIGHT
        linear = "$#input[$v$] thin W$"
        return {
            "point": self._name("#input[$v$]", self.point.corner + before, 1.0),
            "neuron": self._name("#muted[neuron]", self.weights.corner + before + up, 1.0, LABEL),
            "weights": self._name("$W$", self.weights.corner + after + middle),
            "linear": self._name(linear, self.linear.corner + after),
            "plus": self._name("#muted[$+$]", self.biases.corner + before, 1.0),
            "biases": self._name("#bias[$b$]", self.biases.corner + after),
            "equals": self._name(f"#muted[${self._sum_sign()}$]", self.affine.corner + before, 1.0),
            "affine": self._name("#total[$v'$]", self.affine.corner + after),
        }

    def _name(
        self, markup: str, place: np.ndarray, align: float = 0.0, share: float = 1.0
    ) -> Typeset:
        size = max(SMALLEST, share * self.size)
        return Typeset(markup, self.theme, size).place(place, align)

    def _sum_sign(self) -> str:
        """The sign before the results: an equals sign, if all sums are so as written."""
        rows = (self.linear, self.biases, self.affine)
        texts = zip(*[[entry.text for entry in row.entries[0]] for row in rows], strict=True)
        signs = {relation(written(a) + written(b), written(c)) for a, b, c in texts}
        return "=" if signs == {"="} else "approx"

    def _coordinates(self) -> Typeset:
        """The point as a tuple, below the matrix that it becomes."""
        inputs, point = self.text.inputs, self.trace.point
        numbers = inputs.tuple_markup(*point) if len(point) > 1 else inputs.markup(point[0])
        markup = f"#input[$O {equals(inputs.is_exact(*point))} {numbers}$]"
        size = max(SMALLEST, min(self.size, self.fit.left_width / typeset(markup).advance))
        across = self.point.corner[0] + self.size * self.text.point.width
        end = np.array([across, self.biases.corner[1], 0.0])
        return Typeset(markup, self.theme, size).place(end, align=1.0)

    def _elbow(self, row: int) -> Elbow:
        """The arrow from an input up to the row of its weights."""
        size, point = self.size, self.point
        middle = point.columns.middle(row)
        up = HEIGHT + OVERHANG + ELBOW_GAP
        start = point.corner + size * np.array([middle, up, 0.0])
        level = HEIGHT / 2 - self.pitch * row
        end = self.weights.corner + size * np.array([-ELBOW_GAP, level, 0.0])
        return Elbow(start, end, size * ELBOW_HEAD, self.theme, "muted")

    def _bias_sums(self, region: Region) -> list[BiasSum]:
        """The bias steps, in the middle below the results."""
        fit = self.fit
        below = self.size * (OVERHANG + BEFORE_CONCLUSION) + fit.bias_size * HEIGHT
        center = np.array([region.center[0], self.affine.corner[1] - below, 0.0])
        return stack_bias_sums(
            self.text.bias_sums, self.theme, fit.bias_size, self.roles, fit.bias_lines, center
        )

    def _sums(self, region: Region) -> list[WeightedSum]:
        """The sums, in the middle of what is left below the lane."""
        fit = self.fit
        width = fit.sum_size * widest(self.text.sums, fit.lines)
        top = self.biases.corner[1] - self.size * (OVERHANG + LANE)
        free = self.biases.corner[1] - fit.sum_height - region.bottom
        start = np.array([region.center[0] - width / 2, top - fit.sum_size * HEIGHT, 0.0])
        start[1] -= max(0.0, free) / 3
        pairs = zip(self.text.sums, self.roles, strict=True)
        return [
            WeightedSum(text, self.theme, fit.sum_size, role, lines=fit.lines, start=start)
            for text, role in pairs
        ]
