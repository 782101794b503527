"""Points with classes: one of the sets that are here, or a file of the user's own: x, y, class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.catalogue.options.kinds import Kind
from scenes.catalogue.options.messages import quoted
from scenes.catalogue.options.point_files import is_number, rows_of

MOST_POINTS, CLASSES = 300, (2, 4)
"""More dots than this are a smear, and there are four marks."""
FURTHEST = 1e9
"""What is further from 0 is no number to draw."""


@dataclass(frozen=True)
class Classed:
    """The points of a file, and the class of each, counted from 0 in the order of the names."""

    file: str
    points: tuple[tuple[float, float], ...]
    classes: tuple[int, ...]


@dataclass(frozen=True)
class ClassedPoints(Kind):
    """A word of those that are known, or a CSV file of rows `x,y,class`, maybe with a heading."""

    words: tuple[str, ...]

    example = "NAME"

    def parse(self, text: str) -> str | Classed:
        return text if text in self.words else self._read(text)

    def check(self, value: Any) -> str | Classed:
        if isinstance(value, Path):
            return self._read(str(value))
        if value not in self.words and not isinstance(value, Classed):
            raise ValueError(f"must be {', '.join(self.words)} or a file: got {quoted(value)}")
        return value  # type: ignore[no-any-return]  # it is one of the two

    def format(self, value: str | Classed) -> str:
        return value.file if isinstance(value, Classed) else value

    def to_json(self, value: str | Classed) -> Any:
        """The points themselves: a film of them is out of date when they change."""
        if not isinstance(value, Classed):
            return value
        rows = zip(value.points, value.classes, strict=True)
        return [[*point, each] for point, each in rows]

    def _read(self, file: str) -> Classed:
        if not Path(file).suffix and not Path(file).exists():
            raise ValueError(f"must be {', '.join(self.words)} or a file: got {quoted(file)}")
        points = rows_of(file, _point)
        counts = Counter(name for *_, name in {*points})
        if not CLASSES[0] <= len(counts) <= CLASSES[1] or len(points) > MOST_POINTS:
            need = f"must hold 2 to 4 classes and at most {MOST_POINTS} points"
            raise ValueError(f"{quoted(file)} {need}: got {len(counts)} and {len(points)}")
        if min(counts.values()) < 2:
            raise ValueError(f"{quoted(file)} must hold two different points of each class")
        names = sorted({name for *_, name in points})
        classes = tuple(names.index(name) for *_, name in points)
        return Classed(file, tuple((x, y) for x, y, _ in points), classes)


def _near(text: str) -> bool:
    return is_number(text) and abs(float(text)) <= FURTHEST


def _point(number: int, row: list[str]) -> tuple[float, float, str]:
    if len(row) != 3 or not all(map(_near, row[:2])) or not row[2].strip():
        need = f"must hold x,y,class in each row, up to {FURTHEST:.0e}"
        raise ValueError(f"{need}: point {number} is {quoted(row)}")
    return float(row[0]), float(row[1]), row[2].strip()
