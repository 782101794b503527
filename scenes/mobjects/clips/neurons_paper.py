"""Squared paper on which an error that falls is a line, and the pictures in a column beside it."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Convergence
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.clips.neurons_wave import STUB
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import Melting, polyline
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation, as_markup
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import STROKES, Theme, blended

WALL, TOP, RIGHT = -4.75, 1.65, 1.0
"""The axis of errors, the first error, and where the paper has melted away."""
COLUMN = Region(1.3, 4.85, -3.5, TOP)
"""The column of pictures, from their start on."""
TYPE, ROOM, LINE = 0.5, 0.9, 0.78
"""The em height of numbers at most; as a share of a square; of a space between them."""
BELOW, BESIDE = 0.6, 0.28
"""From the axes, and from pictures, to numbers."""
HIGHEST, LEAST, AIR = 1.0, 0.6, 0.7
"""From picture to picture at most, and at least as a share of the room that each of them has; and
as much of it is picture."""
NEAR, ENOUGH = 0.35, 0.5
"""Between pictures and what is seen from near; the least height of this."""
SQUARES, MELTING = 0.4, 0.6
"""How much of the colour of the axes the other lines have; in so many frame units all melt away."""


class SquaredPaper(Window, mn.VGroup):
    """Both axes are logarithmic: `ruling` of the clip's entry says what a square is.

    Each count of `model.further` has its point (k, 3), and a place for a picture in the column, as
    high as its point where there is room.
    """

    def __init__(self, theme: Theme, model: Convergence, ruling: tuple[int, int, float]) -> None:
        super().__init__()
        self.theme, self.model = theme, model.further
        counts, errors = np.array(self.model.counts, float), np.array(self.model.errors)
        lowest = min(errors[-1], model.goal)
        self.factor, rows, self.square = ruling
        factors = np.array([counts[-1] / counts[0], errors[0] / lowest])
        across, up = self.square * np.log(factors) / np.log([2, self.factor])
        self.window = Region(WALL, WALL + across, TOP - up, TOP)
        self.floor = TOP - self.square * rows
        self.x_range, self.y_range = (counts[0], counts[-1]), (lowest, errors[0])
        self.points_at = self.points_of(np.column_stack([counts, errors]))
        self.places = self._places(self.points_at[:, 1])
        self.add(*self._squares())
        last = errors[-1]  # of it there are digits enough to tell it from the goal
        self.written = [*map(Notation.of_errors(model.errors), model.errors)]
        self.written.append(Notation.of_errors([last])(last))
        numbers = [Notation.of([model.goal])(model.goal), *self.written]
        longest = max(typeset(f"${as_markup(number)}$").advance for number in numbers)
        wide = [typeset(str(count)).advance for count in self.model.counts]
        pitches = self.square * np.diff(np.log2(counts)) * 2 / np.add(wide[1:], wide[:-1])
        steps = -np.diff(self.points_at[:-1, 1]) / LINE
        beside = (WALL - BESIDE - FRAME.left - MARGIN) / longest
        self.sizes = [
            max(SMALLEST, min(TYPE, ROOM * self.square, *room))
            for room in (LINE * pitches, [*steps, beside])
        ]

    def share_of(self, values: np.ndarray, axis: int) -> np.ndarray:
        """How far values (k,) are on the way along a logarithmic axis."""
        low, high = np.log((self.x_range, self.y_range)[axis])
        share: np.ndarray = (np.log(values) - low) / (high - low)
        return share

    def _places(self, points: np.ndarray) -> list[Region]:
        """Places of pictures, level with points (k,) or as near as others let them be."""
        room = LEAST * COLUMN.height / len(points)
        step = min(HIGHEST, max(float(np.diff(-points).min()), room))
        order, high = step * np.arange(len(points)), AIR * step
        levels = np.minimum.accumulate(points + order) - order
        levels = np.maximum(levels, COLUMN.bottom + order[::-1])
        left = COLUMN.left + STUB * COLUMN.width
        return [Region(left, COLUMN.right, y, y + high) for y in levels]

    def _squares(self) -> list[Melting]:
        """The lines of the paper, and its two axes."""
        x = np.arange(WALL, RIGHT, self.square)
        y = np.arange(TOP, self.floor + self.square / 2, -self.square)
        squares = [
            *([[each, self.floor, 0.0], [each, TOP, 0.0]] for each in x),
            *([[WALL, each, 0.0], [RIGHT, each, 0.0]] for each in y),
        ]
        axes = [[WALL, TOP, 0.0], [WALL, self.floor, 0.0], [RIGHT, self.floor, 0.0]]
        faint, parts = blended(self.theme.ground, self.theme.axis, SQUARES), []
        for colour, width, corners in (
            (faint, STROKES.hair, squares),
            (self.theme.axis, STROKES.axis, axes),
        ):
            part = Melting(stroke_color=colour, stroke_width=width, fill_opacity=0)
            part.set_points(polyline(np.array(corners)))
            parts.append(part.melt((RIGHT - MELTING) * mn.RIGHT, RIGHT * mn.RIGHT))
        exempt(parts[0], "contrast", "squares are counted, and all else stands on them")
        exempt(parts[0], "crossing", "squares are counted, and all else stands on them")
        return parts

    def room(self, built: bool) -> Region | None:
        """Room to look closer, below the picture of the last count, if there is enough.

        built: and above that of the count that was built to meet the goal.
        """
        above, below = (place.bottom for place in self.places[-2:])
        low = below if built else COLUMN.bottom
        room = Region(COLUMN.left, COLUMN.right, low + NEAR * built, above - NEAR)
        return room if room.height > ENOUGH else None

    def corner(self, column: int, row: int) -> np.ndarray:
        """Where two lines of the paper meet, counted from its upper left corner."""
        corner: np.ndarray = np.array([WALL, TOP, 0.0]) + self.square * np.array(
            [column, -row, 0.0]
        )
        return corner

    def count(self, value: float, text: str) -> Typeset:
        """A count, or what stands for it, at its place under the paper."""
        foot = np.array([self.point(value, self.y_range[0])[0], self.floor - BELOW, 0.0])
        return Typeset(text, self.theme, self.sizes[0], "total").place(foot, align=0.5)

    def error(self, value: float, text: str) -> Typeset:
        """An error, or what stands for it, at its height on the left."""
        height = self.point(self.x_range[0], value)[1]
        return self._number(text, "error", WALL - BESIDE, height, 1.0)

    def numbers(self, index: int) -> tuple[Typeset, Typeset]:
        """The error of a count at its height, and its number of ReLUs beside its picture."""
        error, place = self.model.errors[index], self.places[index]
        relus = str(self.model.layers[index].size)
        beside = self._number(relus, "weight", place.right + BESIDE, place.bottom, 0.0)
        return self.error(error, f"${as_markup(self.written[index])}$"), beside

    def _number(self, text: str, role: str, x: float, y: float, align: float) -> Typeset:
        number = Typeset(text, self.theme, self.sizes[1], role)
        return number.place(np.array([x, y - number.size / 3, 0.0]), align=align)
