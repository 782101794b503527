"""How numbers are written, in captions and in pictures: the decimals are chosen for a group.

Numbers that stand together (in a tuple, a row, a column, a table, a formula) have the same
decimals: 0.5 stands as `0.5` beside `1.0`, as `0.50` beside `0.25`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\N{MINUS SIGN}"
DECIMALS = 3
"""Numbers that so many decimals do not show exactly are rounded."""
SIGNIFICANT = 3
"""So many digits has a rounded number that is smaller than 0.01."""
BEFORE_POWER = 2
"""So many digits stand before a power of ten."""
OF_ERRORS = 2, 6
"""So many decimals have errors at least, and at most: smaller ones have a power of ten."""
CLOSE = 0.15
"""What is off a share by no more than this share of it is called about so much."""
ON_A_BEAD = 7
"""So many digits has a number on a bead at most."""
LONGEST = 10
"""So many digits, before and after its point, has a number at most, if not said otherwise."""
PRECISION = 12
"""Beyond so many digits, a float tells of its own rounding: 0.1 + 0.2 is meant to be 0.3."""
SMALLEST = Decimal("0.01")
"""Numbers from here on have three decimals; smaller ones as many as three digits take."""
NEGLIGIBLE = "≈ 0"
"""How a number is written that is too small to matter."""
NOISE = Decimal("1e-13")
"""What rounding leaves of 0, as a share of the largest number of a group (or of 0.01)."""
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = {raised: plain for plain, raised in _RAISED.items()}
_UNSAID = str.maketrans({MINUS: "-", "+": None, "≈": None, " ": None})


def _exact(value: float) -> Decimal:
    exact = Decimal(f"{value:.{PRECISION}g}").normalize()
    return exact if abs(exact) > SMALLEST * NOISE else Decimal(0)


def _decimals(value: Decimal) -> int:
    """The decimals that show a number exactly."""
    return max(0, -int(value.as_tuple().exponent))


def _most_decimals(value: Decimal) -> int:
    """The decimals with which a number may be rounded."""
    return DECIMALS if value >= SMALLEST else SIGNIFICANT - 1 - value.adjusted()


@dataclass(frozen=True)
class Notation:
    """One way to write the numbers of a group.

    decimals: of each number. smallest: the size of the group's smallest number that is not 0.
    longest: the most digits before the point. What is longer, or what the decimals would show as
    0, is written with its power of ten, `1.2·10⁻⁶`; unless it is smaller than the smallest, as a
    live number is that passes 0. Half rounds up; nothing is `−0`. negligible: a number that is
    smaller than this, but not 0, is written `≈ 0`.

    A power of ten, rather than groups of three digits, since commas part the numbers of a tuple.
    """

    decimals: int
    smallest: float = math.inf
    longest: int = LONGEST
    negligible: float = 0.0

    @classmethod
    def of(cls, values: Iterable[float], least: int = 0, digits: int = LONGEST) -> Notation:
        """The decimals that show all of these numbers exactly, or three; but no fewer than `least`.

        No number has more than `digits` in all: decimals give way to that, then powers of ten.

        More than three are taken for numbers below 0.01: up to their third digit, as long as that
        shows the whole group exactly, or else up to the first digit of the smallest.
        """
        sizes = sorted(abs(_exact(value)) for value in values)
        noise = NOISE * max([SMALLEST, *sizes[-1:]])
        sizes = [size for size in sizes if size > noise]
        if not sizes:
            return cls(least, longest=digits)
        smallest = float(sizes[0])
        plain = [size for size in sizes if size.adjusted() < digits]
        room = digits - 1 - max([0, *(size.adjusted() for size in plain[-1:])])
        plain = [size for size in plain if -size.adjusted() <= room]
        decimals = max(map(_decimals, plain), default=0)
        if plain and decimals > _most_decimals(plain[0]):
            decimals = max(_most_decimals(plain[-1]), -plain[0].adjusted())
        return cls(max(least, min(decimals, room)), smallest, digits)

    @classmethod
    def of_errors(cls, errors: Iterable[float]) -> Notation:
        """The decimals that show two digits of the smallest of some errors that is not 0."""
        smallest = min((error for error in errors if error), default=math.inf)
        if smallest == math.inf:
            return cls(0)
        least, most = OF_ERRORS
        return cls(min(max(1 - math.floor(math.log10(smallest)), least), most), smallest)

    @classmethod
    def reading(cls, *sizes: float) -> Notation:
        """For numbers that are read off a plot: ten steps of the smallest size are told apart."""
        return cls(max(0, *(1 - math.floor(math.log10(size)) for size in sizes)))

    def __call__(self, value: float) -> str:
        """A number as plain text: `−0.8`."""
        if 0 < abs(value) < self.negligible:
            return NEGLIGIBLE
        exact = _exact(value)
        shown = exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        minus = MINUS if exact < 0 else ""
        if shown and shown.adjusted() < self.longest:
            return f"{minus}{abs(shown):f}"
        if abs(value) < self.smallest * (1 - 1e-9):
            return f"{abs(shown):f}"
        digits = Context(prec=BEFORE_POWER, rounding=ROUND_HALF_UP).plus(abs(exact)).normalize()
        power = digits.adjusted()
        return f"{minus}{digits.scaleb(-power).normalize():f}·10{str(power).translate(_RAISED)}"

    def markup(self, value: float) -> str:
        """A number as Typst mathematics, for use inside `$...$`."""
        return as_markup(self(value))

    def term(self, value: float) -> str:
        """A number as the next term of a sum, as Typst mathematics: `+ 0.5` or `- 0.5`."""
        return as_markup(as_term(self(value)))

    def finer(self) -> Notation:
        """The same with a decimal more, for numbers on their way."""
        return replace(self, decimals=self.decimals + 1)

    def tuple(self, *values: float) -> str:
        """Numbers as a tuple, as plain text: `(0.5, 1.0)`."""
        return f"({', '.join(map(self, values))})"

    def about(self, *values: float) -> str:
        """A number or a tuple as a sentence says it: `about 0.333` where that is not all of it."""
        text = self(*values) if len(values) == 1 else self.tuple(*values)
        return text if self.is_exact(*values) else f"about {text}"

    def is_exact(self, *values: float) -> bool:
        """Whether these numbers are just what is written."""
        return all(written(self(value)) == _exact(value) for value in values)

    def digits(self, values: Iterable[float]) -> int:
        """How many digits the longest of these has before its decimal point."""
        plain = Notation(self.decimals)
        return max(len(plain(abs(value)).partition(".")[0]) for value in values)


def is_about(value: float, share: float) -> bool:
    """Whether one may say `about a quarter` of a value, where the share is 0.25."""
    return abs(value - share) <= CLOSE * share


def alone(value: float) -> str:
    """A number that belongs to no group, as Typst mathematics."""
    return Notation.of([value]).markup(value)


def on_a_bead(value: float) -> str:
    """A number that stands by itself on a bead, as plain text."""
    return Notation.of([value], digits=ON_A_BEAD)(value)


def as_term(text: str) -> str:
    """A number that is written as the next term of a sum: `+ 0.5`, `− 0.9`."""
    return f"{MINUS if text.startswith(MINUS) else '+'} {text.lstrip(MINUS)}"


def as_markup(text: str) -> str:
    """What is written as plain text as Typst mathematics."""
    lowered = text.replace(MINUS, "-").translate(_LOWERED)
    return re.sub(r"·10(-?\d+)", r' class("normal", dot.op) 10^(\1)', lowered)


def written(text: str) -> Decimal:
    """The number that a text such as `−0.8`, `− 0.8` or `≈ 0` says, exactly."""
    plain = text.translate(_UNSAID).translate(_LOWERED)
    return Decimal(plain.replace("·10", "e"))


def equals(exact: bool) -> str:
    """The sign before what is exact, or else rounded, as Typst mathematics."""
    return "=" if exact else "approx"


def relation(left: Decimal, right: Decimal) -> str:
    """The sign between two sides as they are written: `=`, or `≈` where it would lie."""
    return "=" if left == right else "≈"
