"""Numbers on screen: one rounding for all of them, and digits that never jitter."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Self

import manim as mn
import numpy as np

from scenes.mobjects.live import Live
from scenes.mobjects.text.typesetting import Anchor, typeset
from scenes.theme import Theme

Sign = Literal["none", "minus", "inline", "operator"]
NOISE = 1e-9
"""A number smaller than this is what rounding left of 0: all that users may give is larger."""
MINUS = "\N{MINUS SIGN}"


def format_number(value: float, decimals: int | None = None, least: int = 0) -> str:
    """A number as every clip writes it: half rounds up, a true minus, never `-0`.

    With `decimals` None the shortest text with at most three decimals is taken, but with no
    fewer than `least`: 0.5 -> `0.5`, 2.0 -> `2`, -0.8 -> `−0.8`. A number below 0.01 gets
    three significant digits instead, so that 0.0001 does not become 0.
    """
    places = significant_places(value) if decimals is None else decimals
    # Twelve digits first: 0.1 + 0.2 is meant to be 0.3, and 0.0005 is meant to round up.
    exact = Decimal(f"{value:.12g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(exact):f}"
    if decimals is None and "." in text:
        whole, fraction = text.split(".")
        fraction = fraction.rstrip("0").ljust(least, "0")
        text = f"{whole}.{fraction}" if fraction else whole
    return f"{MINUS}{text}" if exact < 0 else text


def significant_places(value: float) -> int:
    """Three decimals, or for a number below 0.01 as many as three digits of it take."""
    size = abs(value)
    if NOISE < size < 0.01:
        return 2 - math.floor(math.log10(size))
    return 3


def number_markup(value: float, decimals: int | None = None) -> str:
    """`format_number` as Typst mathematics, for use inside `$...$`."""
    return format_number(value, decimals).replace(MINUS, "-")


def term_markup(value: float, decimals: int | None = None) -> str:
    """A number as the next term of a sum: `+ 0.5` or `- 0.5`."""
    text = format_number(abs(value), decimals)
    negative = format_number(value, decimals).startswith(MINUS)
    return f"{'-' if negative else '+'} {text}"


def digits_before_point(values: Iterable[float]) -> int:
    """How many digits the largest of these needs before its decimal point."""
    return max(len(format_number(abs(value), 2).split(".")[0]) for value in values)


def decimals_needed(values: Iterable[float], least: int = 1, most: int = 2) -> int:
    """The decimals, between these bounds, with which all of the values are shown exactly."""
    numbers = list(values)
    exact = (
        places
        for places in range(least, most)
        if all(abs(round(value, places) - value) < 1e-9 for value in numbers)
    )
    return next(exact, most)


class LiveNumber(mn.VMobject, Live[float]):
    """A number whose digits are copied from glyphs set once, so that a change costs nothing.

    The text starts at the anchor (`place`) and keeps its width: `digits` places stand before
    the point and, where the value may be negative, a place for the sign. With `sign` set to
    `"operator"` it reads as the next term of a sum, `+ 0.5` or `− 0.5`; with `"inline"` it
    stands like plain text, and a minus pushes it along. `called` says what
    it is the number of, for checks and tests.
    """

    def __init__(
        self,
        value: float,
        theme: Theme,
        size: float,
        *,
        role: str = "ink",
        decimals: int = 2,
        digits: int = 1,
        sign: Sign = "minus",
        called: str = "number",
    ) -> None:
        super().__init__(stroke_width=0, fill_color=theme.colour(role), fill_opacity=1)
        self.called = called
        self.size, self.decimals, self.digits, self.sign = size, decimals, digits, sign
        self.anchor = Anchor()
        self.add(self.anchor)
        self.set_value(value)

    @property
    def advance(self) -> float:
        """The reserved width in frame units; it does not depend on the value."""
        digit = typeset("0").advance
        point = typeset(".").advance if self.decimals else 0.0
        return self.size * (self._sign_width + (self.digits + self.decimals) * digit + point)

    @property
    def spread(self) -> float:
        """The reserved width around the middle of the digits, with a sign's room on both sides."""
        return self.advance + self.size * self._sign_width

    @property
    def _sign_width(self) -> float:
        gap = 0.22 if self.sign == "operator" else 0.0
        return 0.0 if self.sign in ("none", "inline") else typeset("$-$").advance + gap

    @property
    def text(self) -> str:
        """What is shown, for instance `−0.80`."""
        return format_number(self.value, self.decimals)

    def set_value(self, value: float) -> Self:
        """Show another value, at the same place."""
        self.value = float(value)
        body = self.text.lstrip(MINUS)
        pieces = []
        negative = self.text.startswith(MINUS)
        if self.sign == "inline":
            x = typeset("$-$").advance if negative else 0.0
        else:
            whole = len(body.split(".")[0])
            x = self._sign_width + (self.digits - whole) * typeset("0").advance
        if self.sign == "operator":
            pieces.append(("$-$" if negative else "$+$", 0.0))
        elif self.sign != "none" and negative:
            pieces.append(("$-$", x - typeset("$-$").advance))
        for character in body:
            pieces.append((character, x))
            x += typeset(character).advance
        outlines = [typeset(c).runs[0].points + np.array([at, 0.0, 0.0]) for c, at in pieces]
        self.set_points(np.vstack(outlines) * self.size + self.anchor.get_start())
        return self

    def place(self, point: np.ndarray, align: float = 0.0) -> LiveNumber:
        """Put the baseline on `point`: its left end, or (`align` 0.5, 1) middle or right."""
        self.shift(point - self.anchor.get_start() - np.array([align * self.advance, 0.0, 0.0]))
        return self

    def hang(self, point: np.ndarray) -> LiveNumber:
        """Centre the digits on `point`, half a digit's height below it; the sign hangs out."""
        digits = self.advance - self._sign_width * self.size
        left = point - np.array([self._sign_width * self.size + digits / 2, 0.33 * self.size, 0.0])
        return self.place(left)
