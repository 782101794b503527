"""The kinds of options that clips take: how a text becomes a value, and what is refused.

A kind is a frozen object with four small duties: `parse` a text, `check` a value, `format` it as it
would be typed, and `to_json` it for the manifest. All of them refuse with a `ValueError` whose text
completes the sentence that begins with the option's name; `OptionError` is that sentence. Nothing
here imports NumPy or Manim.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from scenes.catalogue.options.arithmetic import LONGEST_EXPRESSION
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.messages import counted, quoted
from scenes.catalogue.options.typed_mathematics import as_arithmetic, two_meanings

LARGEST = 1e6  # beyond it an axis label is wider than its tick
SMALLEST = 1e-6
LONGEST_TEXT = 1000
NOTHING = "none"

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
_SPACED = re.compile(r"[\w.)]+\s+[+-][\w.(]+")  # a sum, or values without a comma?
_SEPARATOR = re.compile(r",(?![^()]*\))")  # a comma in parentheses parts a function's values
_TYPOGRAPHIC_MINUS = "\N{MINUS SIGN}"


class OptionError(ValueError):
    """A value that an option cannot take; its text is one line that begins with the option."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(f"--{option} {message}")
        self.option = option
        self.message = message


class Kind:
    """What an option takes. `example` stands in the help in the place of a value."""

    example = "VALUE"

    def parse(self, text: str) -> Any:
        """The value that a typed text stands for."""
        raise NotImplementedError

    def check(self, value: Any) -> Any:
        """The value in its plain form (floats, tuples), when it is one this option can take."""
        raise NotImplementedError

    def format(self, value: Any) -> str:
        """The value as it would be typed."""
        return _typed(value)

    def to_json(self, value: Any) -> Any:
        """The value as the manifest holds it: plain numbers, lists and texts."""
        return value

    def accept(self, given: Any) -> Any:
        """A value from either side: a text is parsed, anything else is checked."""
        return self.parse(given) if isinstance(given, str) else self.check(given)


@dataclass(frozen=True)
class Number(Kind):
    """A finite number of a size that can be drawn; `above`, `least` and `most` narrow it."""

    above: float | None = None
    least: float = -LARGEST
    most: float = LARGEST

    example = "NUMBER"

    def parse(self, text: str) -> float:
        return self.check(_read_number(text, "must be a number"))

    def check(self, value: Any) -> float:
        number = _drawable(value)
        if self.above is not None and not number > self.above:
            raise ValueError(f"must be greater than {_typed(self.above)}: got {_typed(number)}")
        if not self.least <= number <= self.most:
            raise ValueError(
                f"must be between {_typed(self.least)} and {_typed(self.most)}: "
                f"got {_typed(number)}"
            )
        return number


@dataclass(frozen=True)
class PositiveInteger(Kind):
    """A whole number from `least` to `most`, both included."""

    least: int = 1
    most: int = 1000

    example = "COUNT"

    def parse(self, text: str) -> int:
        number = _read_number(text, self._need)
        if not number.is_integer():
            raise ValueError(f"{self._need}: got {quoted(text)}")
        return self.check(int(number))

    def check(self, value: Any) -> int:
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise ValueError(f"{self._need}: got {quoted(value)}")
        whole = value.__index__()
        if not self.least <= whole <= self.most:
            raise ValueError(f"{self._need}: got {quoted(whole)}")
        return int(whole)

    @property
    def _need(self) -> str:
        return f"must be a whole number from {self.least} to {self.most}"


@dataclass(frozen=True)
class Counts(Kind):
    """A list of whole numbers with commas between them, each larger than the last: `3,6,12`."""

    each: PositiveInteger = PositiveInteger()
    least: int = 1
    most: int = 8

    example = "COUNT,..."

    def parse(self, text: str) -> tuple[int, ...]:
        return self.check([self.each.parse(entry) for entry in _clean(text).split(",")])

    def check(self, value: Any) -> tuple[int, ...]:
        counts = tuple(self.each.check(entry) for entry in _sequence(value, "whole numbers"))
        if not self.least <= len(counts) <= self.most:
            need = _count(self.least, self.most, "number")
            raise ValueError(f"must be {need}: got {len(counts)}")
        for before, after in pairwise(counts):
            if before >= after:
                raise ValueError(f"must be increasing: got {before} before {after}")
        return counts

    def to_json(self, value: tuple[int, ...]) -> list[int]:
        return list(value)


@dataclass(frozen=True)
class Numbers(Kind):
    """A list of `least` to `most` numbers with commas between them: `0,-1,1`."""

    least: int = 1
    most: int = 8
    smallest: float = SMALLEST

    example = "A,B,..."

    def parse(self, text: str) -> tuple[float, ...]:
        return self.check(_read_row(text, f"must be {self._need} with commas between them"))

    def check(self, value: Any) -> tuple[float, ...]:
        numbers = tuple(_drawable(entry, self.smallest) for entry in _sequence(value, self._need))
        if not self.least <= len(numbers) <= self.most:
            raise ValueError(f"must be {self._need}: got {len(numbers)}")
        return numbers

    def to_json(self, value: tuple[float, ...]) -> list[float]:
        return list(value)

    @property
    def _need(self) -> str:
        return _count(self.least, self.most, "number")


@dataclass(frozen=True)
class Point(Numbers):
    """A data point, one number for each input of the layer: `0.5,1.0`."""

    most: int = 4
    example = "X,Y,..."


@dataclass(frozen=True)
class Vector(Numbers):
    """A list of numbers or, where another option gives them, `none`: an empty one."""

    most: int = 6

    def parse(self, text: str) -> tuple[float, ...]:
        return () if text == NOTHING else super().parse(text)

    def check(self, value: Any) -> tuple[float, ...]:
        return () if value == () else super().check(value)

    def format(self, value: tuple[float, ...]) -> str:
        return super().format(value) or NOTHING


@dataclass(frozen=True)
class Interval(Kind):
    """Two numbers, the smaller one first, far enough apart for different labels: `0,1`."""

    example = "LOW,HIGH"

    def parse(self, text: str) -> tuple[float, float]:
        return self.check(_read_row(text, "must be two numbers such as 0,1"))

    def check(self, value: Any) -> tuple[float, float]:
        numbers = tuple(_drawable(entry) for entry in _sequence(value, "two numbers"))
        if len(numbers) != 2:
            raise ValueError(f"must be two numbers such as 0,1: got {len(numbers)}")
        low, high = numbers
        if not low < high:
            raise ValueError(
                f"must have the smaller number first: got {_typed(low)} and {_typed(high)}"
            )
        if not can_be_told_apart(low, high):
            raise ValueError(f"must be wider to be drawn: got {_typed(low)} to {_typed(high)}")
        return low, high

    def to_json(self, value: tuple[float, float]) -> list[float]:
        return list(value)


@dataclass(frozen=True)
class Matrix(Kind):
    """A matrix, row by row, with semicolons between the rows: `1,0,-1;0.5,2,1`."""

    rows: tuple[int, int] = (1, 4)
    columns: tuple[int, int] = (1, 5)
    smallest: float = SMALLEST

    example = "A,B;C,D"

    def parse(self, text: str) -> tuple[tuple[float, ...], ...]:
        need = "must be rows of numbers such as 1,0,-1;0.5,2,1"
        return self.check([_read_row(row, need) for row in _clean(text).split(";")])

    def check(self, value: Any) -> tuple[tuple[float, ...], ...]:
        matrix = tuple(
            tuple(_drawable(entry, self.smallest) for entry in _sequence(row, "rows of numbers"))
            for row in _sequence(value, "rows of numbers")
        )
        for number, row in enumerate(matrix, start=1):
            if len(row) != len(matrix[0]):
                raise ValueError(
                    "must have rows of one length: "
                    f"row 1 has {counted(len(matrix[0]), 'number')}, "
                    f"row {number} has {len(row)}"
                )
        if not self.rows[0] <= len(matrix) <= self.rows[1]:
            raise ValueError(f"must have {_count(*self.rows, 'row')}: got {len(matrix)}")
        if not self.columns[0] <= len(matrix[0]) <= self.columns[1]:
            raise ValueError(f"must have {_count(*self.columns, 'column')}: got {len(matrix[0])}")
        return matrix

    def to_json(self, value: tuple[tuple[float, ...], ...]) -> list[list[float]]:
        return [list(row) for row in value]


@dataclass(frozen=True)
class Expression(Kind):
    """A function of x written as arithmetic: `sin(2*pi*x)`."""

    example = "EXPRESSION"

    def parse(self, text: str) -> Target:
        if len(text) > LONGEST_EXPRESSION:
            raise ValueError(
                f"must be at most {LONGEST_EXPRESSION} characters long: got {len(text)}"
            )
        return Target(text)

    def check(self, value: Any) -> Target:
        if not isinstance(value, Target):
            raise ValueError(f"must be a function of x such as sin(2*pi*x): got {quoted(value)}")
        return value

    def format(self, value: Target) -> str:
        return value.text

    def to_json(self, value: Target) -> str:
        return value.text


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    example = "WORD"

    def parse(self, text: str) -> str:
        return self.check(text.strip())

    def check(self, value: Any) -> str:
        if value not in self.words:
            raise ValueError(f"must be {' or '.join(self.words)}: got {quoted(value)}")
        return str(value)


@dataclass(frozen=True)
class Expressions(Kind):
    """One to `most` functions of x, with semicolons between them: `sin(x);abs(x)`."""

    most: int = 4

    example = "EXPRESSION;..."

    def parse(self, text: str) -> tuple[Target, ...]:
        return self.check([Expression().parse(entry) for entry in text.split(";")])

    def check(self, value: Any) -> tuple[Target, ...]:
        need = _count(1, self.most, "function")
        targets = tuple(Expression().check(entry) for entry in _sequence(value, need))
        if len(targets) > self.most:
            raise ValueError(f"must be {need} with semicolons between them: got {len(targets)}")
        return targets

    def format(self, value: tuple[Target, ...]) -> str:
        return "; ".join(target.text for target in value)

    def to_json(self, value: tuple[Target, ...]) -> list[str]:
        return [target.text for target in value]


class FileKind(Kind):
    """A file of the user's own, or nothing. What it `holds` has an attribute `file`: its name."""

    holds: ClassVar[type]
    example = "FILE"

    def read(self, file: str) -> Any:
        """What a file of that name holds."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        return None if text == NOTHING else self.read(text)

    def check(self, value: Any) -> Any:
        if isinstance(value, Path):
            return self.read(str(value))
        if value is not None and not isinstance(value, self.holds):
            raise ValueError(f"must be a file: got {quoted(value)}")
        return value

    def format(self, value: Any) -> str:
        return NOTHING if value is None else str(value.file)

    def to_json(self, value: Any) -> Any:
        return None if value is None else value.file


def can_be_told_apart(low: float, high: float) -> bool:
    """Whether two places are at least a thousandth of their own size apart, as labels show them."""
    return abs(high - low) >= 1e-3 * max(abs(low), abs(high), 1e-3)


def _typed(value: Any) -> str:
    """A number, a row or a matrix as it would be typed, without a needless `.0`."""
    if isinstance(value, (tuple, list)):
        between = ";" if value and isinstance(value[0], (tuple, list)) else ","
        return between.join(_typed(entry) for entry in value)
    if isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST:
        return str(int(value))
    return str(value)


def _drawable(value: Any, smallest: float = SMALLEST) -> float:
    """The value as a float, when it is finite and neither too large nor too small to be drawn."""
    if isinstance(value, (bool, str)) or not hasattr(value, "__float__"):
        raise ValueError(f"must be a number: got {quoted(value)}")
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"must be a number: got {quoted(value)}") from None
    if not math.isfinite(number):
        raise ValueError(f"must be a finite number: got {_typed(number)}")
    if abs(number) > LARGEST:
        raise ValueError(f"must be between -1000000 and 1000000 to be drawn: got {number:g}")
    if 0 < abs(number) < smallest:
        raise ValueError(f"must be 0 or at least 0.000001 in size to be drawn: got {number:g}")
    return number + 0.0  # -0 becomes 0


def _read_number(text: str, need: str) -> float:
    cleaned = _clean(text)
    if _NOT_FINITE.fullmatch(cleaned):
        raise ValueError(f"must be a finite number: got {quoted(text)}")
    if _NUMBER.fullmatch(cleaned):
        return float(cleaned)
    try:
        if spaced := _SPACED.search(cleaned):
            raise two_meanings(
                " ".join(spaced[0].split()), "".join(spaced[0].split()), "two values"
            )
        as_arithmetic(cleaned)
    except ValueError as doubt:
        raise ValueError(f"{doubt}: got {quoted(text)}") from None
    try:
        return Target(cleaned).constant
    except ValueError:
        raise ValueError(f"{need}: got {quoted(text)}") from None


def _read_row(text: str, need: str) -> list[float]:
    return [_read_number(entry, need) for entry in _SEPARATOR.split(_clean(text))]


def _clean(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"must be at most {LONGEST_TEXT} characters long: got {len(text)}")
    return text.strip().replace(_TYPOGRAPHIC_MINUS, "-")


def _sequence(value: Any, need: str) -> Sequence[Any]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ValueError(f"must be {need}: got {quoted(value)}")
    entries = list(value)
    if not entries:
        raise ValueError(f"must be {need}: got none")
    return entries


def _count(least: int, most: int, noun: str) -> str:
    return counted(most, noun) if least == most else f"{least} to {counted(most, noun)}"
