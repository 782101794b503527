"""A small table of the side panel, filled in cell by cell as the clip goes on."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.plot import segments
from scenes.mobjects.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme


class Table(mn.VGroup):
    """Centred columns under a ruled header; ``cells[row][column]`` are ``Typeset`` objects.

    The rows stand ``leading`` em apart, or closer where the region is too low for that.
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
        pitch = min(leading * size, region.height / (len(rows) + 1))
        columns = region.columns(*[1] * len(header), gap=0.0)

        def cell(markup: str, column: int, line: int, role: str) -> Typeset:
            baseline = region.top - size - line * pitch
            middle = columns[column].center[0]
            return Typeset(markup, theme, size, role).place(
                np.array([middle, baseline, 0.0]), align=0.5
            )

        self.header = mn.VGroup(*[cell(text, k, 0, "muted") for k, text in enumerate(header)])
        below = region.top - size - 0.45 * pitch
        self.rule = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair)
        ends = np.array([[region.left, below, 0.0], [region.right, below, 0.0]])
        self.rule.set_points(segments([(ends[0], ends[1])]))
        self.cells = [
            [cell(text, k, line, "ink") for k, text in enumerate(row)]
            for line, row in enumerate(rows, start=1)
        ]
        self.add(self.header, self.rule, *[mn.VGroup(*row) for row in self.cells])
