"""How high the digits of a text are, seen from its outlines alone.

A glyph is known by the shape of its contour, so the size that is found is the one on the screen,
whatever has been scaled, and an index is found to be smaller than what it belongs to.
"""

from __future__ import annotations

import math
import string
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from rendering.inspection.measuring.geometry import contours
from scenes.mobjects.text.typesetting import typeset

Array = Any

_ALIKE = 0.01
"""Shares of a glyph's width or height; Typst rounds to a thousandth of a digit."""
_CAPITALS_IN_DIGITS = 1.05
"""The highest letters of a text, in digit heights; for type that is not known here."""
_STYLES = {"{}": 0, "${}$": 0, "$z_({})$": 1, "$z_(z_({}))$": 2}
"""Text, mathematics, and the two sizes of its indices, which have shapes of their own; each with
the number of contours that come before the letters."""
_LETTERS = string.digits + string.ascii_letters


def digit_height(outlines: Sequence[Array]) -> float:
    """The height of the smallest digit of a text, or what one would be in its smallest type.

    The outlines (4k, 3) are those of its pieces; the unit is theirs. Infinite when there are no
    digits and letters, but only signs.
    """
    letters = [contour for outline in outlines for contour in contours(outline)]
    heights = [_digit_height_beside(letter) for letter in letters]
    return min((height for height in heights if height is not None), default=math.inf)


def unknown_digit_height(outlines: Sequence[Array]) -> float:
    """About the same for type that is not the project's own, from its highest letter."""
    letters = [contour for outline in outlines for contour in contours(outline)]
    return _highest(letters) / _CAPITALS_IN_DIGITS


def _digit_height_beside(contour: Array) -> float | None:
    """The height of a digit of the type that a contour is set in; None for an unknown shape."""
    shape, height = _shape_of(contour)
    known = _catalogue().get(len(shape))
    if known is None:
        return None
    shapes, ratios = known
    difference = np.abs(shapes - shape).max(axis=(1, 2))
    nearest = int(difference.argmin())
    return height * float(ratios[nearest]) if difference[nearest] < _ALIKE else None


def _shape_of(contour: Array) -> tuple[Array, float]:
    """A contour's points (4k, 2) in shares of its box, and the height of the box."""
    flat = contour[:, :2]
    low = flat.min(axis=0)
    size = np.maximum(flat.max(axis=0) - low, 1e-9)
    return (flat - low) / size, float(size[1])


@cache
def _catalogue() -> dict[int, tuple[Array, Array]]:
    """The contours of digits and letters, and how many times their height a digit is high.

    Both by the number of points.
    """
    found: dict[int, list[tuple[Array, float]]] = {}
    for style, before in _STYLES.items():
        digit = _highest(_contours_of(style.format("1"))[before:])
        for contour in _contours_of(style.format(" ".join(_LETTERS)))[before:]:
            shape, height = _shape_of(contour)
            found.setdefault(len(shape), []).append((shape, digit / height))
    return {
        count: (np.array([shape for shape, _ in known]), np.array([ratio for _, ratio in known]))
        for count, known in found.items()
    }


def _contours_of(markup: str) -> list[Array]:
    return contours(np.concatenate([run.points for run in typeset(markup).runs]))


def _highest(outlines: list[Array]) -> float:
    return max(float(np.ptp(outline[:, 1])) for outline in outlines)
