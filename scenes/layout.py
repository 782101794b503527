"""Where things go: the regions of the stage, so that no clip places anything by eye."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

STAGE_WIDTH = 128 / 9
STAGE_HEIGHT = 8.0
MARGIN = 0.5
GAP = 0.45
HEADER = 0.75
PLOT_SHARE = 5 / 8


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
    """The regions of one clip: the question on top, below it the plot, and the panel beside it.

    `main` is plot and panel in one. Where a clip asks for it, a strip is kept free at the foot of
    the plot, for residuals, sliders or a legend, and `strip_panel` beside that.
    """

    header: Region
    main: Region
    plot: Region
    panel: Region
    strip: Region | None
    strip_panel: Region | None

    @classmethod
    def wide(cls, strip: float = 0.0, plot_share: float = PLOT_SHARE) -> Layout:
        """The 16:9 layout; `strip` is the height kept free at the foot, 0 for none."""
        frame = Region(
            MARGIN - STAGE_WIDTH / 2,
            STAGE_WIDTH / 2 - MARGIN,
            MARGIN - STAGE_HEIGHT / 2,
            STAGE_HEIGHT / 2 - MARGIN,
        )
        header = frame.inset(bottom=frame.height - HEADER)
        body = frame.inset(top=HEADER + 0.25)
        main = body.inset(bottom=strip + GAP / 2 if strip else 0.0)
        plot, panel = main.columns(plot_share, 1 - plot_share)
        if not strip:
            return cls(header, main, plot, panel, None, None)
        foot = body.inset(top=body.height - strip)
        return cls(header, main, plot, panel, *foot.columns(plot_share, 1 - plot_share))
