"""Where things go: the regions of the stage, so that no clip places anything by eye."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SHORT_SIDE = 8.0
"""Frame units of the shorter side of a frame, whatever its aspect: 135 pixels each at 1080p."""
STAGE_WIDTH, STAGE_HEIGHT = SHORT_SIDE * 16 / 9, SHORT_SIDE
"""Frame units of the stage that all clips are laid out for."""
MARGIN = 0.5
"""Free on every side; the layout check asks for 0.35, which leaves room for strokes and accents."""
GAP = 0.45
"""Between two columns or rows."""
STRIP_GAP = GAP / 2
"""Between a plot and its strip, which belong together."""
HEADER = 0.75
"""Height of a question of one line."""
QUESTION_LEADING = 0.7
"""From one line of the question to the next: 1.25 of its size."""
BELOW_HEADER = 0.25
PLOT_SHARE = 5 / 8
"""What the plot gets of the room that it shares with the panel."""


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

    def at(self, across: float, up: float) -> np.ndarray:
        """The point that lies these shares of the way from the left and the bottom."""
        x = self.left + across * self.width
        return np.array([x, self.bottom + up * self.height, 0.0])

    def inset(
        self, left: float = 0.0, right: float = 0.0, bottom: float = 0.0, top: float = 0.0
    ) -> Region:
        """The region less a border, in frame units."""
        return Region(self.left + left, self.right - right, self.bottom + bottom, self.top - top)

    def columns(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Split from left to right into columns of these relative widths."""
        usable = self.width - gap * (len(shares) - 1)
        columns, left = [], self.left
        for share in shares:
            right = left + usable * share / sum(shares)
            columns.append(Region(left, right, self.bottom, self.top))
            left = right + gap
        return tuple(columns)

    def rows(self, *shares: float, gap: float = GAP) -> tuple[Region, ...]:
        """Split from top to bottom into rows of these relative heights."""
        usable = self.height - gap * (len(shares) - 1)
        rows, top = [], self.top
        for share in shares:
            bottom = top - usable * share / sum(shares)
            rows.append(Region(self.left, self.right, bottom, top))
            top = bottom - gap
        return tuple(rows)


@dataclass(frozen=True)
class Layout:
    """The regions of one clip: the question on top, and below it plot and panel.

    In a wide frame the panel stands beside the plot, in a square or upright one below it. `main`
    is plot and panel in one. Where a clip asks for it, a strip is kept free below the plot, for
    residuals, sliders or a legend; in an upright frame it lies between plot and panel.
    """

    header: Region
    main: Region
    plot: Region
    panel: Region
    strip: Region | None

    @classmethod
    def for_frame(
        cls, width: float, height: float, *, strip: float = 0.0, question_lines: int = 1
    ) -> Layout:
        """The layout of a frame of this aspect, whose short side is 8 frame units.

        Width and height may be in any unit; `strip` is the height of the strip in frame units, 0
        for none. The regions make way for a question of several lines.
        """
        unit = min(width, height) / SHORT_SIDE
        right, top = width / unit / 2 - MARGIN, height / unit / 2 - MARGIN
        frame = Region(-right, right, -top, top)
        header_height = HEADER + (question_lines - 1) * QUESTION_LEADING
        header = frame.inset(bottom=frame.height - header_height)
        body = frame.inset(top=header_height + BELOW_HEADER)
        arrange = _side_by_side if width > height else _stacked
        return cls(header, *arrange(body, strip))


Regions = tuple[Region, Region, Region, Region | None]
"""Main, plot, panel and strip."""


def _side_by_side(body: Region, strip: float) -> Regions:
    main = body.inset(bottom=strip + STRIP_GAP if strip else 0.0)
    plot, panel = main.columns(PLOT_SHARE, 1 - PLOT_SHARE)
    foot = Region(plot.left, plot.right, body.bottom, body.bottom + strip) if strip else None
    return main, plot, panel, foot


def _stacked(body: Region, strip: float) -> Regions:
    room = strip + STRIP_GAP if strip else 0.0
    plot, panel = body.inset(bottom=room).rows(PLOT_SHARE, 1 - PLOT_SHARE)
    foot = plot.inset(bottom=-room, top=plot.height + STRIP_GAP) if strip else None
    return body, plot, panel.inset(bottom=-room, top=room), foot
