"""Points of the user's own, read from a file of two columns: x, y."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from scenes.catalogue.options.kinds import FileKind
from scenes.catalogue.options.layer_files import content_of
from scenes.catalogue.options.messages import quoted

Row = TypeVar("Row")
MOST_POINTS = 2000
"""More dots than this are a smear."""


@dataclass(frozen=True)
class Points:
    """The points of a file, in increasing order of x."""

    file: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PointFile(FileKind):
    """A CSV file with a row for each point, `x,y`; a heading may stand above them."""

    holds = Points
    example = "FILE.csv"

    def to_json(self, value: Points | None) -> list[list[float]] | None:
        """The points themselves: a film of them is out of date when they change."""
        return None if value is None else [list(point) for point in value.points]

    def read(self, file: str) -> Points:
        points = sorted(rows_of(file, _point))
        if not 2 <= len(points) <= MOST_POINTS:
            need = f"must hold 2 to {MOST_POINTS} points"
            raise ValueError(f"{quoted(file)} {need}: got {len(points)}")
        return Points(file, tuple(points))


def rows_of(file: str, read: Callable[[int, list[str]], Row]) -> list[Row]:
    """What `read` makes of the rows of a CSV file, counted from 1 below a heading.

    Raises ValueError in one line that names the file.
    """
    try:
        text = content_of(file).decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text)) if any(map(str.strip, row))]
        if rows and not is_number(rows[0][0]):
            rows = rows[1:]
        return [read(number, row) for number, row in enumerate(rows, start=1)]
    except UnicodeDecodeError:
        raise ValueError(f"{quoted(file)} is not a text file") from None
    except (ValueError, csv.Error) as refusal:
        raise ValueError(f"{quoted(file)} {refusal}") from None


def is_number(text: str) -> bool:
    """Whether a cell holds a finite number."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _point(number: int, row: list[str]) -> tuple[float, float]:
    if len(row) != 2 or not all(map(is_number, row)):
        raise ValueError(f"must hold two numbers in each row, x,y: point {number} is {quoted(row)}")
    return float(row[0]), float(row[1])
