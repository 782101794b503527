"""Numbers and signs as single outlines, spelled from glyphs that are set once.

A number that is one mobject can fly through the picture, dim, and count up or down for next to
nothing. `Glyphs` keeps to its place by a fixed point, so that digits do not jitter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.text.numbers import MINUS, format_number
from scenes.mobjects.text.typesetting import typeset
from scenes.theme import Theme

_MARKUP = {
    MINUS: "$-$",
    "+": "$+$",
    "=": "$=$",
    "≈": "$approx$",
    "·": "$dot$",
    "(": "\\(",
    ")": "\\)",
}
SPACE = 0.24
"""What a blank is wide, in em: the room on either side of an operator."""
HEIGHT = 0.68
"""What digits rise above the baseline, in em."""


@cache
def _glyph(character: str) -> tuple[np.ndarray, float]:
    if character == " ":
        return np.zeros((0, 3)), SPACE
    setting = typeset(_MARKUP.get(character, character))
    return np.vstack([run.points for run in setting.runs]), setting.advance


def advance(text: str) -> float:
    """The width of a text in em."""
    return sum(_glyph(character)[1] for character in text)


def before_point(text: str) -> float:
    """How much of a number's width, in em, stands before its decimal point."""
    return advance(text.split(".")[0])


@lru_cache(maxsize=4096)
def outline(text: str, start: float = 0.0) -> np.ndarray:
    """The outline of a text, (4k, 3) in em, with its baseline's left end at `start`."""
    pieces = [np.zeros((0, 3))]
    for character in text:
        points, width = _glyph(character)
        pieces.append(points + np.array([start, 0.0, 0.0]))
        start += width
    return np.vstack(pieces)


class Glyphs(mn.VMobject):
    """A text of digits, signs and blanks as one outline, with its baseline at `start`."""

    exempt_faults: dict[FaultKind, str]

    def __init__(self, text: str, theme: Theme, size: float, role: str = "ink") -> None:
        super().__init__(stroke_width=0, fill_color=theme.colour(role), fill_opacity=1)
        self.size, self.text = size, text
        self.set_points(size * self._outline())

    @property
    def start(self) -> np.ndarray:
        """The left end of the baseline."""
        start: np.ndarray = self.points[0] - self.size * self._outline()[0]
        return start

    @property
    def advance(self) -> float:
        return self.size * advance(self.text)

    @property
    def point(self) -> np.ndarray:
        """The place on the baseline where the decimal point stands, or would stand."""
        return self.start + self.size * np.array([before_point(self.text), 0.0, 0.0])

    def spell(self, text: str) -> Glyphs:
        """Show another text that starts at the same place."""
        start, self.text = self.start, text
        self.set_points(self.size * self._outline() + start)
        return self

    def resize(self, size: float) -> Glyphs:
        """Set the text in another size, from the same start."""
        start, self.size = self.start, size
        self.set_points(size * self._outline() + start)
        return self

    def count(self, text: str) -> Glyphs:
        """Show another number whose decimal point is at the same place."""
        point = self.point
        return self.spell(text).place_point(point)

    def place(self, point: np.ndarray, align: float = 0.0) -> Glyphs:
        """Put the baseline on `point`: its left end, or (`align` 0.5, 1) middle or right."""
        self.shift(point - self.start - np.array([align * self.advance, 0.0, 0.0]))
        return self

    def place_point(self, point: np.ndarray) -> Glyphs:
        """Put the decimal point on `point`."""
        self.shift(point - self.point)
        return self

    def _outline(self) -> np.ndarray:
        return outline(self.text)


class Signs(Glyphs):
    """Several texts on one baseline as one outline, each at its own distance from the start."""

    def __init__(
        self, pieces: Iterable[tuple[str, float]], theme: Theme, size: float, role: str = "muted"
    ) -> None:
        self.pieces = tuple(pieces)
        super().__init__("".join(text for text, _ in self.pieces), theme, size, role)

    def _outline(self) -> np.ndarray:
        return np.vstack([outline(piece, at) for piece, at in self.pieces])


class Count(mn.Animation):
    """A number counts from one value to another, and ends on a text of its own."""

    def __init__(
        self, number: Glyphs, start: float, end: float, text: str, decimals: int, **options: Any
    ) -> None:
        super().__init__(number, **options)
        self.number, self.values, self.last, self.decimals = number, (start, end), text, decimals

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value that belongs to this moment; at first the number stays as it was."""
        share = self.rate_func(alpha)
        value = self.values[0] + share * (self.values[1] - self.values[0])
        if share > 0:
            self.number.count(self.last if share >= 1 else format_number(value, self.decimals))


class Travel(mn.Animation):
    """A number comes to its place from another one: down to a free lane, then along it.

    `source` is the number that it is a copy of: it parts from it as it sets out, in its size.
    `lane` is the height of the lane.
    """

    PASSING: tuple[FaultKind, ...] = ("overlap", "crossing", "contrast")
    PARTING = 0.12
    """The share of the way on which it comes to be seen."""
    TURN = 0.3
    """The share of the way after which it turns into the lane: by then it is out of its column."""

    def __init__(self, number: Glyphs, source: Glyphs, lane: float, **options: Any) -> None:
        super().__init__(number, introducer=True, **options)
        self.number, self.sizes = number, (source.size, number.size)
        self.start, self.end = source.point, number.point
        self.heights: Callable[[float], np.ndarray] = mn.bezier(
            np.array([[self.start[1]], [lane], [lane], [self.end[1]]])
        )

    def begin(self) -> None:
        """Say that it may pass over others and brackets, for as long as it is on its way."""
        for fault in self.PASSING:
            exempt(self.number, fault, "a number passes over others on its way to its product")
        super().begin()

    def finish(self) -> None:
        """Arrive."""
        super().finish()
        self.number.exempt_faults = {}

    def interpolate_mobject(self, alpha: float) -> None:
        """Move along the path: the decimal point is what keeps to it."""
        share = self.rate_func(alpha)
        along = mn.smooth(max(0.0, (share - self.TURN) / (1 - self.TURN)))
        place = self.start + along * (self.end - self.start)
        place[1] = self.heights(share)[0]
        self.number.set_fill(opacity=min(1.0, share / self.PARTING))
        self.number.resize(self.sizes[0] + share * (self.sizes[1] - self.sizes[0]))
        self.number.place_point(place)
