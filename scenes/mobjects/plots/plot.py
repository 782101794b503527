"""Axes with a window: what lies outside is cut off exactly, and labels stand outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

_TICK_GAP = 0.16
_NAME_ROOM = 0.7


def padded(low: float, high: float, share: float = 0.08) -> tuple[float, float]:
    """The range with a margin of `share` of its width on either side."""
    width = (high - low) or max(abs(high), 1.0)
    return low - share * width, high + share * width


class Window:
    """A window onto the (x, y) plane: what it shows of it, and where that lies on the frame."""

    theme: Theme
    window: Region
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def point(self, x: float, y: float) -> np.ndarray:
        """Where (x, y) lies on the frame."""
        point: np.ndarray = self.points_of(np.array([[x, y]]))[0]
        return point

    def points_of(self, xy: np.ndarray) -> np.ndarray:
        """Frame points (k, 3) of data points (k, 2)."""
        across = (xy[:, 0] - self.x_range[0]) / (self.x_range[1] - self.x_range[0])
        up = (xy[:, 1] - self.y_range[0]) / (self.y_range[1] - self.y_range[0])
        x = self.window.left + across * self.window.width
        y = self.window.bottom + up * self.window.height
        return np.column_stack([x, y, np.zeros(len(xy))])

    def data_of(self, points: np.ndarray) -> np.ndarray:
        """Data points (k, 2) of frame points (k, 3): the inverse of `points_of`."""
        across = (points[:, 0] - self.window.left) / self.window.width
        up = (points[:, 1] - self.window.bottom) / self.window.height
        x = self.x_range[0] + across * (self.x_range[1] - self.x_range[0])
        y = self.y_range[0] + up * (self.y_range[1] - self.y_range[0])
        return np.column_stack([x, y])

    def shows(self, x: float, y: float) -> bool:
        """Whether (x, y) lies inside the window."""
        return bool(
            self.x_range[0] <= x <= self.x_range[1] and self.y_range[0] <= y <= self.y_range[1]
        )

    def upright(self, x: float) -> np.ndarray:
        """The line (2, 3) from the foot of the window to its top at one x."""
        return self.points_of(np.array([[x, y] for y in self.y_range]))

    def level(self, y: float) -> np.ndarray:
        """The line (2, 3) from one side of the window to the other at one y."""
        return self.points_of(np.array([[x, y] for x in self.x_range]))


class Plot(Window, mn.VGroup):
    """A window onto the (x, y) plane inside a region of the stage, with axes, a grid and ticks.

    Tick labels stand below and to the left of the window, so that no curve runs through them.
    `label_room` is the least width kept for those on the left: plots one above the other share
    theirs, so that their windows line up. Without `label_x` the plot below carries the labels.
    The ticks of an axis are a group of numbers of their own, unless a notation is given.
    """

    def __init__(
        self,
        theme: Theme,
        region: Region,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        x_label: str = "$x$",
        y_label: str | None = None,
        x_ticks: np.ndarray | None = None,
        y_ticks: np.ndarray | None = None,
        x_notation: Notation | None = None,
        y_notation: Notation | None = None,
        label_room: float = 0.0,
        label_x: bool = True,
    ) -> None:
        super().__init__()
        self.theme, self.x_range, self.y_range = theme, x_range, y_range
        self.x_ticks = nice_ticks(*x_range) if x_ticks is None else x_ticks
        wanted = max(2, round(region.height / 0.9))
        self.y_ticks = nice_ticks(*y_range, wanted) if y_ticks is None else y_ticks
        self.window = region  # replaced once the labels are known to need this much room
        self.x_notation = x_notation
        y_labels = self._tick_labels(self.y_ticks, y_notation)
        widest = max([label_room, *(label.advance for label in y_labels)])
        self.label_room = widest
        self.window = region.inset(
            left=widest + (_TICK_GAP if widest else 0.0),
            bottom=SIZES.tick + _TICK_GAP if label_x else 0.0,
            top=SIZES.label + 0.2 if y_label else 0.0,
            right=_NAME_ROOM if x_label else 0.15,
        )
        x_zero, y_zero = ([0.0] if low <= 0 <= high else [] for low, high in (x_range, y_range))
        self.grid = self._lines(self.x_ticks, self.y_ticks, theme.grid, STROKES.hair)
        self.axes = self._lines(x_zero, y_zero, theme.axis, STROKES.axis)
        self.y_labels = self._place_y_labels(y_labels)
        self.x_labels = self._place_x_labels(x_label) if label_x else mn.VGroup()
        self.add(self.grid, self.axes, self.x_labels, self.y_labels)
        if y_label:
            top = np.array([self.window.left, self.window.top + 0.2, 0.0])
            self.add(Typeset(y_label, theme, SIZES.label, "muted").place(top))

    @property
    def upright_axis(self) -> list[np.ndarray]:
        """The y axis, if the window shows it, as a path that labels keep clear of."""
        return [self.upright(0.0)] if self.shows(0.0, 0.0) else []

    def _lines(
        self, x_places: Iterable[float], y_places: Iterable[float], colour: str, width: float
    ) -> mn.VMobject:
        """Upright lines at these x and level ones at these y, through the whole window."""
        lines = mn.VMobject(stroke_color=colour, stroke_width=width, fill_opacity=0)
        return lines.set_points(polyline(*map(self.level, y_places), *map(self.upright, x_places)))

    def _tick_labels(self, ticks: np.ndarray, notation: Notation | None = None) -> list[Typeset]:
        written = notation or Notation.of(ticks)
        return [
            Typeset(f"${written.markup(tick)}$", self.theme, SIZES.tick, "muted") for tick in ticks
        ]

    def _place_y_labels(self, texts: Sequence[Typeset]) -> mn.VGroup:
        labels = mn.VGroup()
        for tick, label in zip(self.y_ticks, texts, strict=True):
            y = self.point(0, tick)[1] - 0.33 * SIZES.tick
            labels.add(label.place(np.array([self.window.left - _TICK_GAP, y, 0.0]), align=1.0))
        return labels

    def _place_x_labels(self, name: str) -> mn.VGroup:
        labels = mn.VGroup()
        below = self.window.bottom - _TICK_GAP - 0.66 * SIZES.tick
        texts = self._tick_labels(self.x_ticks, self.x_notation)
        for tick, label in zip(self.x_ticks, texts, strict=True):
            labels.add(label.place(np.array([self.point(tick, 0)[0], below, 0.0]), align=0.5))
        if name:
            taken = max([self.window.right, *(label.get_right()[0] + 0.1 for label in labels)])
            after = np.array([taken + 0.1, below, 0.0])
            labels.add(Typeset(name, self.theme, SIZES.label, "muted").place(after))
        return labels
