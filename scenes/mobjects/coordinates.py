"""The coordinates of a point, written beside it and live: each in the colour of its neuron."""

from __future__ import annotations

import math
from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.mobjects.numbers import MINUS, format_number
from scenes.mobjects.typesetting import Anchor, Setting, escape, typeset
from scenes.theme import Theme

NEURON_ROLES = ("ramp", "second", "third")
"""The colours of neuron 1, 2 and 3, and of whatever is measured along their axes."""
LONGEST, SHORTEST = 1e5, 1e-4
"""Outside of these a number is written with a power of ten."""
_MOST_DECIMALS = 5
_SUPERIORS = str.maketrans(f"0123456789{MINUS}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def decimals_for(values: Sequence[float]) -> int:
    """Return how many decimals these numbers need when they stand side by side.

    As many as show all of them exactly; where that is more than three, as many as show the first
    three digits of each, two of those below 0.1.
    """
    return max((_decimals(abs(float(value))) for value in values), default=0)


def _decimals(value: float) -> int:
    if not SHORTEST <= value < LONGEST:
        return 0
    whole = math.floor(math.log10(value))
    most = min(max(3, 1 - whole), _MOST_DECIMALS) if value < 1000 else max(0, 4 - whole)
    for decimals in range(most + 1):
        if math.isclose(round(value, decimals), value, rel_tol=1e-10):
            return decimals
    return most


def written(value: float, decimals: int) -> tuple[str, str]:
    """Return a number as its digits and, where it needs one, its power of ten: ("1.2", "−5")."""
    if value == 0 or SHORTEST <= abs(value) < LONGEST:
        return format_number(value, decimals), ""
    exponent = math.floor(math.log10(abs(value)) + 1e-12)
    digits = format_number(value / 10.0**exponent, 1)
    return digits, f"{MINUS if exponent < 0 else ''}{abs(exponent)}"


def value_text(value: float, decimals: int | None = None) -> str:
    """Return a number as a caption says it: ``−0.8``, ``1.2·10⁻⁵``."""
    digits, power = written(value, decimals_for([value]) if decimals is None else decimals)
    return f"{digits}·10{power.translate(_SUPERIORS)}" if power else digits


def tuple_text(values: Sequence[float]) -> str:
    """Return coordinates as a caption says them: ``(−0.8, 0.6, 0.15)``."""
    return f"({', '.join(value_text(float(value)) for value in values)})"


def value_markup(value: float, decimals: int) -> str:
    """Return a number as Typst mathematics, for use inside ``$...$``."""
    digits, power = written(value, decimals)
    text = f"{digits} dot 10^({power})" if power else digits
    return text.replace(MINUS, "-")


def tuple_markup(values: Sequence[float]) -> str:
    """Return coordinates as Typst mathematics, all with as many decimals as they need."""
    decimals = decimals_for(values)
    return f"({', '.join(value_markup(float(value), decimals) for value in values)})"


class Coordinates(mn.VGroup):
    """A bracket of three live numbers, after a name: ``O (−0.80, 0.60, 0.15)``.

    It stays centred, and moves only where a number gains or loses its sign or a digit: all digits
    are equally wide. ``room`` is the width it needs for any of the ``stops`` on its way.
    """

    GAP = 0.17

    def __init__(
        self, theme: Theme, size: float, stops: Sequence[Sequence[float]], name: str = ""
    ) -> None:
        super().__init__()
        self.size = size
        self.decimals = max(decimals_for(stop) for stop in stops)
        self.name = typeset(f"{name}#h(0.2em)") if name else None
        colours = [theme.colour(role) for role in ("input", "muted", *NEURON_ROLES)]
        self.pieces = [
            mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1) for colour in colours
        ]
        self.anchor = Anchor()
        self.add(*self.pieces, self.anchor)
        self.room = max(self.set_values(stop).advance for stop in stops)
        self.set_values(stops[0])

    def set_values(self, values: Sequence[float]) -> Coordinates:
        """Show other numbers, about the same middle."""
        self.values = tuple(float(value) for value in values)
        name, brackets = [], []
        numbers: list[list[np.ndarray]] = []
        x = 0.0
        if self.name is not None:
            name = [run.points for run in self.name.runs]
            x += self.name.advance
        for index, value in enumerate(self.values):
            x = self._append(brackets, x, typeset(escape("(" if index == 0 else ",")))
            x += self.GAP if index else 0.0
            numbers.append([])
            x = self._append_number(numbers[-1], x, value)
        x = self._append(brackets, x, typeset(escape(")")))
        self.advance = x * self.size
        middle = self.anchor.get_start() - np.array([self.advance / 2, 0.0, 0.0])
        for piece, outlines in zip(self.pieces, (name, brackets, *numbers), strict=True):
            points = np.vstack(outlines) if outlines else np.zeros((0, 3))
            piece.set_points(points * self.size + middle)
        return self

    @property
    def texts(self) -> tuple[str, ...]:
        """What is shown, number by number, for instance ``−0.80``."""
        return tuple(value_text(value, self.decimals) for value in self.values)

    def center_on(self, point: np.ndarray) -> Coordinates:
        """Put the middle of the line of digits on ``point``."""
        self.shift(point - self.anchor.get_start() - np.array([0.0, 0.33 * self.size, 0.0]))
        return self

    @staticmethod
    def _append(
        outlines: list[np.ndarray], x: float, setting: Setting, scale: float = 1.0, up: float = 0.0
    ) -> float:
        outlines.extend(scale * run.points + [x, up, 0.0] for run in setting.runs)
        return x + scale * setting.advance

    def _append_number(self, outlines: list[np.ndarray], x: float, value: float) -> float:
        digits, power = written(value, self.decimals)
        for character in digits:
            x = self._append(outlines, x, _glyph(character))
        if power:
            x = self._append(outlines, x, typeset("$dot$"))
            x = self._append(outlines, x, typeset("10"))
        for character in power:
            x = self._append(outlines, x, _glyph(character), 0.7, 0.36)
        return x


def _glyph(character: str) -> Setting:
    return typeset("$-$" if character == MINUS else character)
