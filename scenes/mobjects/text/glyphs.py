"""Numbers and signs as single outlines, spelled from glyphs that are set once.

A number that is one mobject can fly through the picture, dim, and count up or down for next to
nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind
from scenes.mobjects.live import Live
from scenes.mobjects.text.notation import MINUS, Notation
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
    "[": "\\[",
    "]": "\\]",
    **{
        raised: f'$""^({digit})$'
        for raised, digit in zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)
    },
}
Sign = Literal["none", "minus", "inline", "operator"]
SPACE = 0.24
"""What a blank is wide, in em: the room on either side of an operator."""
OPERATOR_GAP = 0.22
"""Between the sign of a live term and its digits, in em."""
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
        """The width in frame units."""
        return self.size * advance(self.text)

    @property
    def point(self) -> np.ndarray:
        """The place on the baseline where the decimal point stands, or would stand."""
        return self.start + self.size * np.array([before_point(self.text), 0.0, 0.0])

    def spell(self, text: str) -> Self:
        """Show another text that starts at the same place."""
        if text != self.text:
            start, self.text = self.start, text
            self.set_points(self.size * self._outline() + start)
        return self

    def resize(self, size: float) -> Self:
        """Set the text in another size, from the same start."""
        start, self.size = self.start, size
        self.set_points(size * self._outline() + start)
        return self

    def place(self, point: np.ndarray, align: float = 0.0) -> Self:
        """Put the baseline on `point`: its left end, or (`align` 0.5, 1) middle or right."""
        self.shift(point - self.start - np.array([align * self.advance, 0.0, 0.0]))
        return self

    def _outline(self) -> np.ndarray:
        return outline(self.text)


class LiveNumber(Glyphs, Live[float]):
    """A number whose digits change while its decimal point keeps its place.

    It keeps its width, too: `digits` places stand before the point and, where the value may be
    negative, a place for the sign. With `sign` set to `"operator"` it reads as the next term of a
    sum, `+ 0.5` or `− 0.5`; with `"inline"` it stands like plain text, and a minus pushes it along.
    `called` says what it is the number of, for checks and tests.
    """

    def __init__(
        self,
        value: float,
        notation: Notation,
        theme: Theme,
        size: float,
        *,
        role: str = "ink",
        digits: int = 1,
        sign: Sign = "minus",
        called: str = "number",
    ) -> None:
        self.value, self.notation, self.called = float(value), notation, called
        self.digits, self.sign = digits, sign
        super().__init__(notation(value), theme, size, role)

    @property
    def advance(self) -> float:
        """The reserved width in frame units; it does not depend on the value."""
        places = "0" * self.digits + f"{0:.{self.notation.decimals}f}"[1:]
        return self.size * (self._sign_width + advance(places))

    @property
    def spread(self) -> float:
        """The reserved width around the middle of the digits, with a sign's room on both sides."""
        return self.advance + self.size * self._sign_width

    @property
    def point(self) -> np.ndarray:
        """The place on the baseline where the decimal point stands, or would stand."""
        before = self._sign_width + self.digits * advance("0")
        return self.start + self.size * before * mn.RIGHT

    @property
    def _sign_width(self) -> float:
        gap = OPERATOR_GAP if self.sign == "operator" else 0.0
        return 0.0 if self.sign in ("none", "inline") else advance(MINUS) + gap

    def set_value(self, value: float) -> Self:
        """Show another value, at the same place."""
        self.value = float(value)
        return self.spell(self.notation(value))

    def hang(self, point: np.ndarray) -> Self:
        """Centre the digits on `point`, half a digit's height below it; the sign hangs out."""
        digits = self.advance - self._sign_width * self.size
        left = point - np.array([self._sign_width * self.size + digits / 2, 0.33 * self.size, 0.0])
        return self.place(left)

    def _outline(self) -> np.ndarray:
        if self.sign == "inline":
            return outline(self.text)
        digits = self.text.lstrip(MINUS)
        at = self._sign_width + self.digits * advance("0") - before_point(digits)
        if self.sign == "operator":
            sign = MINUS if self.text.startswith(MINUS) else "+"
            return np.vstack([outline(sign), outline(digits, at)])
        if self.sign == "minus" and digits != self.text:
            return outline(self.text, at - advance(MINUS))
        return outline(digits, at)
