"""Squared paper on which an error that falls is a line, and the pictures in a column beside it."""

from __future__ import annotations

from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.catalogue.entries.neurons import HIGH, WIDE, ruling
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.clips.neurons_wave import STUB
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import Melting, polyline
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import STROKES, Theme, blended

TOP, WALL, COLUMN = 1.65, -5.3, Region(1.1, 4.75, -3.1, 1.65)
"""The first error, the axis of errors, and the column of pictures, from their start on."""
TYPE, ROOM, LINE = 0.5, 0.9, 0.8
"""The em height of numbers at most; as a share of a square; of a space between them."""
BELOW, BESIDE = 0.48, 0.15
"""From the axes, and from pictures, to numbers."""
HIGHEST, LEAST, AIR = 0.9, 0.6, 0.8
"""From picture to picture at most, and at least as a share of the room that each of them has; and
as much of it is picture."""
SQUARES, MELTING = 0.4, 0.6
"""How much of the colour of the axes the other lines have; in so many squares all melt away."""


class SquaredPaper(Window, mn.VGroup):
    """Both axes are logarithmic: `ruling` says what a square is.

    Each count of `model.further` has its point (k, 3), and a place for a picture in the column, as
    high as its point where there is room.
    """

    def __init__(self, theme: Theme, model: Convergence) -> None:
        super().__init__()
        self.theme, self.model = theme, model
        counts, errors = np.array(model.further.counts, float), np.array(model.further.errors)
        lowest = min(errors[-1], model.goal)
        self.factor, rows, self.square = ruling(model)
        across = self.square * np.log2(counts[-1] / counts[0])
        up = self.square * np.log(errors[0] / lowest) / np.log(self.factor)
        high = self.square * rows
        self.written = replace(Notation.of_errors(model.errors), smallest=lowest)
        goal = Notation.of([model.goal]).markup(model.goal)
        numbers = [goal, *map(self.written.markup, model.further.errors)]
        wide_at_1 = max(typeset(f"${number}$").advance for number in numbers)
        edge = FRAME.left + MARGIN
        self.wall = max(
            WALL + (WIDE - self.square - across) / 2, edge + BESIDE + SMALLEST * wide_at_1
        )
        left, top = self.wall + self.square, TOP - (HIGH - high) / 2
        self.window, self.floor = Region(left, left + across, top - up, top), top - high
        self.x_range, self.y_range = (counts[0], counts[-1]), (lowest, errors[0])
        self.points_at = self.points_of(np.column_stack([counts, errors]))
        steps = -np.diff(self.points_at[:, 1])
        self.places = [
            Region(COLUMN.left + STUB * COLUMN.width, COLUMN.right, y - high / 2, y + high / 2)
            for y, high in _levels(self.points_at[:, 1])
        ]
        self.add(*self._squares())
        pitches = self.square * np.diff(np.log2(counts))
        widths = [typeset(str(count)).advance for count in model.further.counts]
        wanted = (np.array(widths[:-1]) + widths[1:]) / 2 / LINE
        largest = min(TYPE, ROOM * self.square)
        beside = (self.wall - BESIDE - edge) / wide_at_1
        self.sizes = [
            max(SMALLEST, min(largest, *room))
            for room in (pitches / wanted, [*steps[:-1] / LINE, beside])
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

    def relus(self, index: int) -> Typeset:
        """The number of ReLUs of a count, beside its picture."""
        place, size = self.places[index], self.sizes[1]
        number = Typeset(str(self.model.further.layers[index].size), self.theme, size, "weight")
        level = (place.bottom + place.top) / 2 - 0.33 * size
        return number.place(np.array([place.right + 2 * BESIDE, level, 0.0]))

    def error(self, value: float, text: str = "") -> Typeset:
        """An error, or what stands for it, at its height on the left."""
        markup = text or f"${self.written.markup(value)}$"
        label = Typeset(markup, self.theme, self.sizes[1], "error")
        level = self.point(self.x_range[0], value)[1] - 0.33 * label.size
        return label.place(np.array([self.wall - BESIDE, level, 0.0]), align=1.0)


def _levels(points: np.ndarray) -> list[tuple[float, float]]:
    """The middles of pictures in the column, level with points or near, and how high they are."""
    room = points[0] - COLUMN.bottom
    step = min(HIGHEST, max(float(np.diff(-points).min()), LEAST * room / len(points)))
    levels = points.copy()
    for index in range(1, len(levels)):
        levels[index] = min(levels[index], levels[index - 1] - step)
    levels[-1] = max(levels[-1], COLUMN.bottom + step / 2)
    for index in reversed(range(1, len(levels))):
        levels[index - 1] = max(levels[index - 1], levels[index] + step)
    return [(float(level), AIR * step) for level in levels]
