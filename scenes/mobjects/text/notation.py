"""How the numbers of a calculation are written, and when they may be joined by an equals sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scenes.mobjects.text.numbers import MINUS, format_number

DECIMALS = 3
MOST_DECIMALS = 6
"""A number too small for three decimals gets as many as it needs for one digit, up to these."""


@dataclass(frozen=True)
class Notation:
    """One way to write all the numbers of a picture.

    Numbers get at most three decimals, and fewer where that would take more than `digits`
    digits; digits before the point are never dropped. Whole numbers get `least` decimals, so
    that 1 stands as `1.0` among others.
    """

    digits: int = 12
    least: int = 0

    def __call__(self, value: float) -> str:
        """A number as it is written: `−0.8`, `2.0`, `0.0004`."""
        text = format_number(value, self._places(value))
        whole, _, fraction = text.partition(".")
        fraction = fraction.rstrip("0")
        if not fraction and abs(value - round(value)) < 1e-12 * max(1.0, abs(value)):
            fraction = "0" * self.least
        return f"{whole}.{fraction}" if fraction else whole

    def _places(self, value: float) -> int:
        places = max(0, min(DECIMALS, self.digits - len(f"{int(abs(value))}")))
        while places < MOST_DECIMALS and 0 < abs(value) < 0.5 * 10.0**-places:
            places += 1
        return places


def written(text: str) -> Decimal:
    """The number that a text such as `−0.8` or `− 0.8` says, exactly."""
    return Decimal(text.replace(MINUS, "-").replace("+", "").replace(" ", ""))


def relation(left: Decimal, right: Decimal) -> str:
    """The sign between two sides as they are written: `=`, or `≈` where it would lie."""
    return "=" if left == right else "≈"


def least_decimals(values: Iterable[float]) -> int:
    """How many decimals whole numbers should have in the company of these: 0 or 1."""
    return int(any(value != round(value) for value in values))
