"""What a layer does to a point, row by row: a column for each neuron, decimal points aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.coordinates import NEURON_ROLES, decimals_for, value_markup, written
from scenes.mobjects.formulas import SMALLEST
from scenes.mobjects.numbers import MINUS
from scenes.mobjects.plot import segments
from scenes.mobjects.typesetting import Typeset, typeset
from scenes.theme import STROKES, Theme

_LABEL_GAP = 0.9
_COLUMN_GAP = 0.75
_WIDEST_PITCH = 3.1
_LEADING = 1.5


@dataclass(frozen=True)
class RowOfNumbers:
    """One row: its label (Typst), a value for each neuron, or none for a line of text.

    role: the colour of the values, or None for the colours of the neurons. ruled: a line above.
    space: ems of room above it.
    """

    label: str
    values: Sequence[float] = field(default=())
    role: str | None = None
    ruled: bool = False
    space: float = 0.0

    @property
    def markups(self) -> list[str]:
        """The values as Typst, all with as many decimals as they need together."""
        decimals = decimals_for(self.values)
        return [f"${value_markup(float(value), decimals)}$" for value in self.values]

    @property
    def before_point(self) -> list[float]:
        """How far each value reaches to the left of its decimal point, in em."""
        decimals = decimals_for(self.values)
        return [_before_point(float(value), decimals) for value in self.values]


def _before_point(value: float, decimals: int) -> float:
    digits, power = written(value, decimals)
    if power:  # such a number stands with its middle where others have their point
        return typeset(f"${value_markup(value, decimals)}$").advance / 2
    whole = digits.split(".")[0].replace(MINUS, "-")
    return typeset(f"${whole}$").advance


class TableRow(mn.VGroup):
    """A row as it is drawn: ``label`` and ``cells``, and the line above it, if any, as ``rule``."""

    def __init__(self, label: Typeset, cells: list[Typeset], rule: mn.VMobject | None) -> None:
        super().__init__(*([rule] if rule else []), label, *cells)
        self.label, self.cells, self.rule = label, cells, rule


class LayerTable(mn.VGroup):
    """The rows of a layer's computation, as large as fits into a region, up to ``size`` an em.

    Raises ``ValueError`` where the numbers would be too small to read.
    """

    def __init__(
        self, rows: Sequence[RowOfNumbers], theme: Theme, region: Region, size: float
    ) -> None:
        super().__init__()
        self.theme, self.region = theme, region
        left, right = self._widths(rows)
        labels = max(typeset(row.label).advance for row in rows if len(row.values))
        widest = max(left + right) + _COLUMN_GAP
        ems = labels + _LABEL_GAP - _COLUMN_GAP + 3 * widest
        lines = [typeset(row.label).advance for row in rows if not len(row.values)]
        height = sum(_LEADING + row.space for row in rows) - 0.4
        self.size = min(size, region.width / max(ems, *lines), region.height / height)
        if self.size < SMALLEST:
            raise ValueError(f"numbers of {ems:.1f} em are too wide for the table")
        spare = region.width / self.size - labels - _LABEL_GAP + _COLUMN_GAP
        pitch = min(spare / 3, max(widest, _WIDEST_PITCH))
        ends = labels + _LABEL_GAP - _COLUMN_GAP + pitch * np.arange(1, 4)
        self.points = region.left + self.size * (ends - right)
        self.right = region.left + self.size * float(ends[-1])
        self.rows = self._set(rows)
        self.add(*self.rows)

    @staticmethod
    def _widths(rows: Sequence[RowOfNumbers]) -> tuple[np.ndarray, np.ndarray]:
        """Return how far the columns reach to either side of their decimal points, in em."""
        left = np.array([row.before_point for row in rows if len(row.values)])
        whole = np.array(
            [[typeset(m).advance for m in row.markups] for row in rows if len(row.values)]
        )
        return left.max(axis=0), (whole - left).max(axis=0)

    def _set(self, rows: Sequence[RowOfNumbers]) -> list[TableRow]:
        built, baseline = [], self.region.top - 0.75 * self.size
        for row in rows:
            baseline -= row.space * self.size
            label = Typeset(row.label, self.theme, self.size)
            label.place(np.array([self.region.left, baseline, 0.0]))
            roles = [row.role or role for role in NEURON_ROLES]
            cells = [
                Typeset(markup, self.theme, self.size, role).place(
                    np.array([point - self.size * before, baseline, 0.0])
                )
                for markup, before, point, role in zip(
                    row.markups, row.before_point, self.points, roles, strict=False
                )
            ]
            built.append(TableRow(label, cells, self._rule(baseline) if row.ruled else None))
            baseline -= _LEADING * self.size
        return built

    def _rule(self, baseline: float) -> mn.VMobject:
        height = baseline + (_LEADING / 2 + 0.36) * self.size
        rule = mn.VMobject(stroke_color=self.theme.axis, stroke_width=STROKES.hair)
        ends = np.array([[self.region.left, height, 0.0], [self.right, height, 0.0]])
        rule.set_points(segments([(ends[0], ends[1])]))
        return rule
