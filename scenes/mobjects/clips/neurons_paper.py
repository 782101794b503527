"""Squared paper on which a square is one doubling, both ways: an error that falls is a line."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.layout import Region
from scenes.mobjects.clips.neurons_wave import STUB
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import Melting, polyline
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import STROKES, Theme, blended

WHOLE = Region(-5.3, 5.0, -3.1, 1.7)
"""From the axes to the first error, and to the right edge of the last picture at most."""
TYPE, ROOM, LINE = 0.42, 0.9, 0.8
"""The em height of numbers at most; as a share of a square; of a space between them."""
BELOW, BESIDE = 0.45, 0.15
"""From the axes to numbers."""
HIGHEST, WIDE, LARGEST = 0.9, 6.6, 5.7
"""How high pictures are at most; else they are as high as the least step; and their width, in
heights and at most."""
OFF, CLEAR, LANDING = 0.3, 0.06, 0.5
"""From the line, or a point, to a picture and its stub; from the lower axis to it at least, and to
the last error, in squares."""
SQUARES, MELTING = 0.4, 2.5
"""How much of the colour of the axes the other lines have; in so many squares all melt away."""


class SquaredPaper(Window, mn.VGroup):
    """Both axes are logarithmic, and a factor of 2 is a square long on either.

    Each count of `model.further` has its point (k, 3), and a place for a picture beside it.
    """

    def __init__(self, theme: Theme, model: Convergence) -> None:
        super().__init__()
        self.theme = theme
        counts, errors = np.array(model.further.counts, float), np.array(model.further.errors)
        lowest = min(errors[-1], model.goal)
        across, up = np.log2(counts[-1] / counts[0]), np.log2(errors[0] / lowest)
        room, steps = WHOLE.width - 3 * OFF, -np.diff(np.log2(errors[:-1]))
        columns, rows = 1 + across, int(np.ceil(up + LANDING))
        wide, most = (1 + STUB) * np.array([WIDE, LARGEST])
        widest = max(room / (columns + wide * min(steps)), (room - most) / columns)
        self.square = min(widest, WHOLE.height / rows)
        steps *= self.square
        high = min(HIGHEST, *steps)
        wide, steep = min(LARGEST, WIDE * high), max(-model.slope, 0.1)
        aside = OFF + high / 2 / steep + STUB * wide
        used = self.square * columns + aside + wide
        left = WHOLE.left + (WHOLE.width - used) / 2 + self.square
        self.window = Region(
            left, left + self.square * across, WHOLE.top - self.square * up, WHOLE.top
        )
        self.x_range, self.y_range = (counts[0], counts[-1]), (lowest, errors[0])
        self.points_at = self.points_of(np.column_stack([counts, errors]))
        self.floor, self.wall = WHOLE.top - self.square * rows, left - self.square
        middles = self.points_at[:, 1].copy()
        middles[-1] = max(min(middles[-1], middles[-2] - high), self.floor + CLEAR + high / 2)
        self.places = [
            Region(x, x + wide, y - high / 2, y + high / 2)
            for x, y in zip(self.points_at[:, 0] + aside, middles, strict=True)
        ]
        self.add(*self._squares())
        self.written = Notation.of_errors(model.errors)
        pitches = self.square * np.diff(np.log2(counts))
        wide_at_1 = [typeset(str(count)).advance for count in model.further.counts]
        wanted = (np.array(wide_at_1[:-1]) + wide_at_1[1:]) / 2 / LINE
        largest = min(TYPE, ROOM * self.square)
        self.sizes = [
            max(SMALLEST, min(largest, *room)) for room in (pitches / wanted, steps / LINE)
        ]

    def share_of(self, values: np.ndarray, axis: int) -> np.ndarray:
        """How far values (k,) are on the way along a logarithmic axis."""
        low, high = np.log((self.x_range, self.y_range)[axis])
        share: np.ndarray = (np.log(values) - low) / (high - low)
        return share

    def _squares(self) -> list[Melting]:
        """The lines of the paper, and its two axes."""
        right = self.window.right + MELTING * self.square
        x = np.arange(self.window.left, right, self.square)
        y = np.arange(self.window.top, self.floor, -self.square)
        squares = [
            *([[each, self.floor], [each, self.window.top]] for each in x),
            *([[self.wall, each], [right, each]] for each in y),
        ]
        axes = [[self.wall, self.window.top], [self.wall, self.floor], [right, self.floor]]
        faint, parts = blended(self.theme.ground, self.theme.axis, SQUARES), []
        for colour, width, corners in (
            (faint, STROKES.hair, squares),
            (self.theme.axis, STROKES.axis, axes),
        ):
            part = Melting(stroke_color=colour, stroke_width=width, fill_opacity=0)
            flat = np.concatenate([corners, 0 * np.array(corners)[..., :1]], axis=-1)
            part.set_points(polyline(flat))
            parts.append(part.melt(self.window.right * mn.RIGHT, right * mn.RIGHT))
        exempt(parts[0], "contrast", "squares are counted, and all else stands on them")
        exempt(parts[0], "crossing", "squares are counted, and all else stands on them")
        return parts

    def count(self, value: float, text: str) -> Typeset:
        """A count, or what stands for it, at its place under the paper."""
        foot = np.array([self.point(value, self.y_range[0])[0], self.floor - BELOW, 0.0])
        return Typeset(text, self.theme, self.sizes[0], "total").place(foot, align=0.5)

    def error(self, value: float, text: str = "") -> Typeset:
        """An error, or what stands for it, at its height on the left."""
        markup = text or f"${self.written.markup(value)}$"
        label = Typeset(markup, self.theme, self.sizes[1], "error")
        level = self.point(self.x_range[0], value)[1] - 0.33 * label.size
        return label.place(np.array([self.wall - BESIDE, level, 0.0]), align=1.0)
