"""Numbers and signs as single outlines, spelled from glyphs that are set once.

A number that is one mobject can fly through the picture, dim, and count up or down for next to
nothing. `Glyphs` keeps to its place by a fixed point, so that digits do not jitter.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind
from scenes.mobjects.text.numbers import MINUS
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
