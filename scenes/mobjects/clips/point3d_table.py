"""What a layer does to a point, row by row: a column for each neuron, decimal points aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.space.coordinates import NEURON_ROLES
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import STROKES, Theme

_LABEL_GAP = 0.75
_COLUMN_GAP = 0.6
_WIDEST_PITCH = 3.1
_LEADING = 1.5
_SMALLEST = 0.235
"""Below this em height, digits would be smaller than 20 pixels at 1080p."""


@dataclass(frozen=True)
class RowOfNumbers:
    """One row: its label (Typst), a value for each neuron, or none for a line of text.

    notation: of its values; without one they are whole. role: their colour, or None for the colours
    of the neurons. ruled: a line above. space: ems of room above it.
    """

    label: str
    values: Sequence[float] | np.ndarray = field(default=())
    notation: Notation = field(default_factory=lambda: Notation(0))
    role: str | None = None
    ruled: bool = False
    space: float = 0.0

    @property
    def texts(self) -> list[str]:
        """The values as Typst markup, all with the same number of decimals."""
        texts = zip(map(self.notation, self.values), self.values, strict=True)
        return [
            f"${self.notation.markup(value)}$" if "·" in text else text for text, value in texts
        ]


class TableRow(mn.VGroup):
    """A row as it is drawn: `label` and `cells`, and the line above it, if any, as `rule`."""

    def __init__(self, label: Typeset, cells: list[Typeset], rule: mn.VMobject | None) -> None:
        super().__init__(*([rule] if rule else []), label, *cells)
        self.label, self.cells, self.rule = label, cells, rule


class Point3DTable(mn.VGroup):
    """The rows of a layer's computation, as large as fits into a region, up to `size` an em.

    The decimal points of a column stand below each other, or, where that would take too much room,
    the last digits. Raises `ValueError` where the numbers would be too small to read.
    """

    def __init__(
        self, rows: Sequence[RowOfNumbers], theme: Theme, region: Region, size: float
    ) -> None:
        super().__init__()
        self.theme, self.region = theme, region
        numeric = [row for row in rows if len(row.values)]
        self.labels = max(typeset(row.label).advance for row in numeric)
        self.aligned = True
        widths = self._column_widths(numeric)
        if self._size_for(widths) < SMALLEST:
            self.aligned = False
            widths = self._column_widths(numeric)
        lines = [typeset(row.label).advance for row in rows if not len(row.values)]
        height = sum(_LEADING + row.space for row in rows) - 0.5
        self.size = min(
            [size, self._size_for(widths), region.height / height]
            + [region.width / line for line in lines]
        )
        if self.size < _SMALLEST:
            raise ValueError(f"columns of {widths.sum(axis=1)} em are too wide for the table")
        self.points, self.right = self._columns(widths)
        self.rows = self._set(rows)
        self.add(*self.rows)

    def before_point(self, text: str) -> float:
        """How far a number reaches to the left of what its column lines up, in em."""
        whole = typeset(text).advance
        if not self.aligned:
            return whole
        return whole / 2 if "10^" in text else typeset(text.split(".")[0]).advance

    def _column_widths(self, rows: Sequence[RowOfNumbers]) -> np.ndarray:
        """How far each column (3, 2) reaches to the left and right of its line, in em."""
        left = np.array([[self.before_point(text) for text in row.texts] for row in rows])
        whole = np.array([[typeset(text).advance for text in row.texts] for row in rows])
        reach = np.maximum(left.max(axis=0), typeset("−0").advance)
        return np.column_stack([reach, (whole - left).max(axis=0)])

    def _size_for(self, widths: np.ndarray) -> float:
        ends = widths[0, 0] + 2 * self._pitch(widths) + widths[-1, 1]
        return self.region.width / float(self.labels + _LABEL_GAP + ends)

    @staticmethod
    def _pitch(widths: np.ndarray) -> float:
        """How far apart the columns are lined up, at least, in em."""
        return float((widths[:-1, 1] + widths[1:, 0]).max()) + _COLUMN_GAP

    def _columns(self, widths: np.ndarray) -> tuple[np.ndarray, float]:
        """Where the columns line up, and where the last one ends, in frame units."""
        first, last = widths[0, 0], widths[-1, 1]
        room = self.region.width / self.size - self.labels - _LABEL_GAP - first - last
        pitch = min(room / 2, max(self._pitch(widths), _WIDEST_PITCH))
        points = self.labels + _LABEL_GAP + first + pitch * np.arange(3)
        right = float(points[-1] + last)
        return self.region.left + self.size * points, self.region.left + self.size * right

    def _set(self, rows: Sequence[RowOfNumbers]) -> list[TableRow]:
        built, baseline = [], self.region.top - 0.75 * self.size
        for row in rows:
            baseline -= row.space * self.size
            label = Typeset(row.label, self.theme, self.size)
            label.place(np.array([self.region.left, baseline, 0.0]))
            roles = [row.role or role for role in NEURON_ROLES]
            cells = [
                Typeset(text, self.theme, self.size, role).place(
                    np.array([point - self.size * self.before_point(text), baseline, 0.0])
                )
                for text, point, role in zip(row.texts, self.points, roles, strict=False)
            ]
            built.append(TableRow(label, cells, self._rule(baseline) if row.ruled else None))
            baseline -= _LEADING * self.size
        return built

    def _rule(self, baseline: float) -> mn.VMobject:
        height = baseline + (_LEADING / 2 + 0.36) * self.size
        rule = mn.VMobject(stroke_color=self.theme.axis, stroke_width=STROKES.hair)
        ends = np.array([[self.region.left, height, 0.0], [self.right, height, 0.0]])
        rule.set_points(polyline(ends))
        return rule
