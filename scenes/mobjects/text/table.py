"""A small table of the side panel, filled in cell by cell as the clip goes on."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import SIZES, STROKES, Theme

HEADER_WIDTH = 0.92
"""Of a column, which the widest text of the header may fill."""


class Table(mn.VGroup):
    """Centred columns under a ruled header; `cells[row][column]` are `Typeset` objects.

    A number is centred on its digits: its minus hangs out, so that digits stand below digits.
    The rows stand `leading` em apart, or closer where the region is too low for that. The header
    is smaller where it would fill its columns.
    """

    def __init__(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        theme: Theme,
        region: Region,
        size: float = SIZES.label,
        leading: float = 1.75,
    ) -> None:
        super().__init__()
        columns = region.columns(*[1] * len(header), gap=0.0)
        baseline = region.top - size
        below = baseline - 0.45 * size
        pitch = min(leading * size, (below - region.bottom) / len(rows))
        first = below - max(size, 0.75 * pitch)

        def cell(text: str, column: Region, y: float, role: str, size: float = size) -> Typeset:
            minus = size * typeset("$-$").advance if "$-" in text else 0.0
            middle = np.array([column.center[0] - minus / 2, y, 0.0])
            return Typeset(text, theme, size, role).place(middle, align=0.5)

        def line(texts: Sequence[str], y: float, role: str, size: float = size) -> list[Typeset]:
            return [cell(*pair, y, role, size) for pair in zip(texts, columns, strict=True)]

        widest = max(typeset(text).advance for text in header)
        header_size = min(size, HEADER_WIDTH * columns[0].width / widest)
        self.header = mn.VGroup(*line(header, baseline, "muted", header_size))
        self.rule = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair)
        ends = np.array([[x, below, 0.0] for x in (region.left, region.right)])
        self.rule.set_points(polyline(ends))
        self.cells = [line(row, first - k * pitch, "ink") for k, row in enumerate(rows)]
        self.add(self.header, self.rule, *[mn.VGroup(*row) for row in self.cells])
