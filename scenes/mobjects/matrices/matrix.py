"""Matrices of numbers in brackets, with columns that line up and rows and columns that light up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.text.glyphs import HEIGHT, LiveNumber, advance, before_point
from scenes.mobjects.text.notation import MINUS, Notation
from scenes.theme import FILL_OPACITY, STROKES, Theme

PITCH = 1.45
"""From one row's baseline to the next, in em."""
COLUMN_GAP = 0.8
PADDING = 0.4
"""Between the outer columns and the brackets, in em."""
SERIF = 0.18
"""How far a bracket reaches inward at its ends, in em."""
OVERHANG = 0.32
"""How far a bracket reaches above the digits and below the baseline, in em."""
GLOW = 0.18
"""How far a light reaches beyond the numbers, in em."""


@dataclass(frozen=True)
class Columns:
    """The columns of one matrix, or of several that stand below each other, in em.

    Numbers stand with their decimal points below each other: `before[j]` is the room that column
    j has before the point, `after[j]` that from the point on; `signs[j]` of the former is left
    of all digits.
    """

    before: tuple[float, ...]
    after: tuple[float, ...]
    signs: tuple[float, ...]

    @classmethod
    def holding(cls, columns: Sequence[Sequence[str]]) -> Columns:
        """Columns in which each of these texts has room."""
        before = [max(map(before_point, texts)) for texts in columns]
        after = [max(advance(text) - before_point(text) for text in texts) for texts in columns]
        digits = [max(before_point(text.lstrip(MINUS)) for text in texts) for texts in columns]
        signs = [room - taken for room, taken in zip(before, digits, strict=True)]
        return cls(tuple(before), tuple(after), tuple(signs))

    @property
    def width(self) -> float:
        """From the left bracket to the right one."""
        gaps = COLUMN_GAP * (len(self.before) - 1) + 2 * PADDING
        return sum(self.before) + sum(self.after) + gaps

    def left(self, column: int) -> float:
        """Where a column begins, from the left bracket."""
        earlier = sum(self.before[:column]) + sum(self.after[:column])
        return PADDING + earlier + COLUMN_GAP * column

    def point(self, column: int) -> float:
        """Where the decimal points of a column stand, from the left bracket."""
        return self.left(column) + self.before[column]

    def right(self, column: int) -> float:
        """Where a column ends, from the left bracket."""
        return self.point(column) + self.after[column]

    def middle(self, column: int) -> float:
        """The middle of a column's digits, from the left bracket; signs hang out on the left."""
        return (self.left(column) + self.signs[column] + self.right(column)) / 2


class Matrix(mn.VGroup):
    """Rows of numbers in brackets. `corner` is where the first baseline meets the left bracket.

    `roles` are the colours of the columns, one each; rows stand `pitch` em apart.
    """

    def __init__(
        self,
        values: np.ndarray,
        notation: Notation,
        columns: Columns,
        theme: Theme,
        size: float,
        roles: Sequence[str],
        corner: np.ndarray,
        pitch: float = PITCH,
    ) -> None:
        super().__init__()
        self.theme, self.columns, self.size = theme, columns, size
        self.corner, self.pitch = corner, pitch
        self.entries = [
            [
                LiveNumber(value, notation, theme, size, role=role).place_point(
                    self.point(row, column)
                )
                for column, (value, role) in enumerate(zip(line, roles, strict=True))
            ]
            for row, line in enumerate(values)
        ]
        self.brackets = self._draw_brackets()
        self.add(self.brackets, *[entry for line in self.entries for entry in line])

    def point(self, row: int, column: int) -> np.ndarray:
        """Where the decimal point of an entry stands."""
        right, down = self.size * self.columns.point(column), self.size * self.pitch * row
        place: np.ndarray = self.corner + np.array([right, -down, 0.0])
        return place

    def row(self, row: int) -> mn.VGroup:
        """The numbers of a row."""
        return mn.VGroup(*self.entries[row])

    def column(self, column: int) -> mn.VGroup:
        """The numbers of a column."""
        return mn.VGroup(*[line[column] for line in self.entries])

    def light_on_row(self, row: int) -> Region:
        """The region behind a row, between the brackets."""
        return self._region(row, row, 0, len(self.columns.before) - 1)

    def light_on_column(self, column: int) -> Region:
        """The region behind a column."""
        return self._region(0, len(self.entries) - 1, column, column)

    def light_on_cell(self, row: int, column: int) -> Region:
        """The region behind one number."""
        return self._region(row, row, column, column)

    def _region(self, top: int, bottom: int, left: int, right: int) -> Region:
        x, y = self.corner[:2]
        size = self.size
        return Region(
            x + size * (self.columns.left(left) - GLOW),
            x + size * (self.columns.right(right) + GLOW),
            y - size * (self.pitch * bottom + GLOW),
            y - size * (self.pitch * top - HEIGHT - GLOW),
        )

    def _draw_brackets(self) -> mn.VMobject:
        x, y = self.corner[:2]
        size, serif = self.size, self.size * SERIF
        top = y + size * (HEIGHT + OVERHANG)
        bottom = y - size * (self.pitch * (len(self.entries) - 1) + OVERHANG)
        sides = [(x, serif), (x + size * self.columns.width, -serif)]
        paths = [
            [[at + reach, top, 0], [at, top, 0], [at, bottom, 0], [at + reach, bottom, 0]]
            for at, reach in sides
        ]
        brackets = mn.VMobject(
            stroke_color=self.theme.axis, stroke_width=STROKES.guide, fill_opacity=0
        )
        return brackets.set_points(polyline(np.array(paths, float)))


class Light(mn.VMobject):
    """A quiet glow behind a row or a column: what is spoken of now."""

    RADIUS = 0.1
    OPACITY = FILL_OPACITY / 2
    """More would leave too little contrast for what stands before it."""

    def __init__(self, region: Region, theme: Theme, role: str, opacity: float = OPACITY) -> None:
        colour = theme.colour(role)
        super().__init__(stroke_color=colour, stroke_width=STROKES.hair, fill_color=colour)
        shape = mn.RoundedRectangle(
            corner_radius=self.RADIUS, width=region.width, height=region.height
        )
        self.set_points(shape.move_to(region.center).points)
        self.shine(opacity)

    def shine(self, opacity: float = OPACITY) -> Light:
        """Glow this much; 0 is dark."""
        self.set_fill(opacity=opacity)
        self.set_stroke(opacity=opacity / self.OPACITY)
        return self
