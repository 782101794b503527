"""Where things go: the regions of the stage, so that no clip places anything by eye."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SHORT_SIDE = 8.0
"""Frame units of the shorter side of a frame, whatever its aspect: 135 pixels each at 1080p."""
STAGE_WIDTH, STAGE_HEIGHT = SHORT_SIDE * 16 / 9, SHORT_SIDE
"""Frame units of the stage that all clips are laid out for."""
EDGE = STAGE_WIDTH / 2
MARGIN = 0.5
"""Free on every side; the layout check asks for 0.35, which leaves room for strokes and accents."""
PIXELS = 135
"""Of a frame unit at 1080p."""
HEADER = 0.75
"""Height of a question of one line."""
QUESTION_LEADING = 0.7
"""From one line of the question to the next: 1.25 of its size."""
BELOW_HEADER = 0.25


def on_pixels(place: np.ndarray) -> np.ndarray:
    """The corner of a pixel that is nearest to a place of the frame, at 1080p.

    A text that moves from one to another does not shimmer, and hardly adds to a film.
    """
    nearest: np.ndarray = np.round(place * PIXELS) / PIXELS
    return nearest


@dataclass(frozen=True)
class Region:
    """An upright rectangle of the frame, in frame units."""

    left: float
    right: float
    bottom: float
    top: float

    def __post_init__(self) -> None:
        if self.left >= self.right or self.bottom >= self.top:
            raise ValueError(f"an empty region: {self}")

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def center(self) -> np.ndarray:
        return self.at(0.5, 0.5)

    @property
    def corners(self) -> np.ndarray:
        """(4, 3) its corners, going round from the left at the bottom."""
        return np.array([self.at(*corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))])

    def at(self, across: float, up: float) -> np.ndarray:
        """The point that lies these shares of the way from the left and the bottom."""
        x = self.left + across * self.width
        return np.array([x, self.bottom + up * self.height, 0.0])

    def holds(self, place: np.ndarray) -> bool:
        """Whether a place is inside."""
        x, y = place[:2]
        return bool(self.left < x < self.right and self.bottom < y < self.top)

    def inset(
        self, left: float = 0.0, right: float = 0.0, bottom: float = 0.0, top: float = 0.0
    ) -> Region:
        """The region less a border, in frame units."""
        return Region(self.left + left, self.right - right, self.bottom + bottom, self.top - top)


FRAME = Region(-EDGE, EDGE, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
"""The whole stage."""
NEURON_FLOOR, NEURON_FORMULA = -1.0, np.array([MARGIN - EDGE, 1.9, 0.0])
"""Where zero and the formula are in every clip of one neuron."""


@dataclass(frozen=True)
class Layout:
    """The regions of one clip: the question on top, and `main`, all the room below it."""

    header: Region
    main: Region

    @classmethod
    def for_frame(cls, width: float, height: float, *, question_lines: int = 1) -> Layout:
        """The layout of a frame of this aspect, whose short side is 8 frame units.

        Width and height may be in any unit. The room below makes way for a question of several
        lines.
        """
        unit = min(width, height) / SHORT_SIDE
        right, top = width / unit / 2 - MARGIN, height / unit / 2 - MARGIN
        frame = Region(-right, right, -top, top)
        header_height = HEADER + (question_lines - 1) * QUESTION_LEADING
        return cls(
            header=frame.inset(bottom=frame.height - header_height),
            main=frame.inset(top=header_height + BELOW_HEADER),
        )
