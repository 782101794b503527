"""A window onto the (x, y) plane: what it shows of it, and where that lies on the frame."""

from __future__ import annotations

import numpy as np

from scenes.layout import Region
from scenes.theme import Theme


def padded(low: float, high: float, share: float = 0.08) -> tuple[float, float]:
    """The range with a margin of `share` of its width on either side."""
    width = (high - low) or max(abs(high), 1.0)
    return low - share * width, high + share * width


class Window:
    """A window onto the (x, y) plane: what it shows of it, and where that lies on the frame."""

    theme: Theme
    window: Region
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @property
    def unit(self) -> np.ndarray:
        """(2,) how long one unit of x, and one of y, is on the frame."""
        low, high = np.transpose([self.x_range, self.y_range])
        unit: np.ndarray = np.array([self.window.width, self.window.height]) / (high - low)
        return unit

    def point(self, x: float, y: float) -> np.ndarray:
        """Where (x, y) lies on the frame."""
        point: np.ndarray = self.points_of(np.array([[x, y]]))[0]
        return point

    def points_of(self, xy: np.ndarray) -> np.ndarray:
        """Frame points (k, 3) of data points (k, 2)."""
        x = self.window.left + self.share_of(xy[:, 0], 0) * self.window.width
        y = self.window.bottom + self.share_of(xy[:, 1], 1) * self.window.height
        return np.column_stack([x, y, np.zeros(len(xy))])

    def data_of(self, points: np.ndarray) -> np.ndarray:
        """Data points (k, 2) of frame points (k, 3): the inverse of `points_of`."""
        across = (points[:, 0] - self.window.left) / self.window.width
        up = (points[:, 1] - self.window.bottom) / self.window.height
        return np.column_stack([self.value_at(across, 0), self.value_at(up, 1)])

    def share_of(self, values: np.ndarray, axis: int) -> np.ndarray:
        """How far values (k,) are on the way along the x-axis (0) or the y-axis (1)."""
        low, high = (self.x_range, self.y_range)[axis]
        share: np.ndarray = (values - low) / (high - low)
        return share

    def value_at(self, share: np.ndarray, axis: int) -> np.ndarray:
        """The values (k,) so far along an axis: the inverse of `share_of`."""
        low, high = (self.x_range, self.y_range)[axis]
        value: np.ndarray = low + share * (high - low)
        return value

    def upright(self, x: float) -> np.ndarray:
        """The line (2, 3) from the foot of the window to its top at one x."""
        return self.points_of(np.array([[x, y] for y in self.y_range]))

    def level(self, y: float) -> np.ndarray:
        """The line (2, 3) from one side of the window to the other at one y."""
        return self.points_of(np.array([[x, y] for x in self.x_range]))
