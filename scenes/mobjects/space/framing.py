"""What is seen of space at a time: a view and how far the axes reach in it, fitted to the story."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from relu_anim import View
from scenes.layout import Region

_NAME_ROOM = 0.55
"""So much of the room the name of an axis takes that points to the left, in frame units."""
_LEAST_AXIS = 0.4
"""How long the shortest axis is at least, as a share of the largest extent."""


@dataclass(frozen=True, eq=False)
class Framing:
    """A view and the axes in it; reach: (3, 2) the lowest and highest value shown on each axis."""

    view: View
    reach: np.ndarray

    @classmethod
    def over(cls, points: np.ndarray, side: View, room: Region) -> Framing:
        """The framing from one side that fits points (k, 3) and the axes into a room."""
        low, high = np.minimum(points.min(axis=0), 0.0), np.maximum(points.max(axis=0), 0.0)
        size = float((high - low).max()) or 1.0
        reach = np.column_stack([1.06 * low, np.maximum(1.08 * high, _LEAST_AXIS * size)])
        return cls(side, reach).showing(points, room)

    @property
    def wall_corners(self) -> np.ndarray:
        """(3, 3) the corners of the positive octant's walls that are furthest from the axes."""
        corners: np.ndarray = self.reach[:, 1] * (1 - np.eye(3))
        return corners

    def showing(self, points: np.ndarray, room: Region) -> Framing:
        """The framing of the same axes that fits them and points (k, 3) into a room."""
        return replace(self, view=self.view.fitted(self.with_axes(points), room.width, room.height))

    def with_axes(self, points: np.ndarray) -> np.ndarray:
        """Points (k, 3) and the ends of the axes."""
        return np.vstack([points, np.diag(self.reach[:, 0]), np.diag(self.reach[:, 1])])

    def leftmost(self, points: np.ndarray, room: Region) -> Framing:
        """The framing that leaves what width it does not need for labels at the right.

        It shows points (k, 3), and at the left the name of an axis.
        """
        across = self.view.project(self.with_axes(points))[:, 0]
        spare = (room.width - float(np.ptp(across))) / 2
        return self.panned(-max(spare - _NAME_ROOM, 0.0), 0.0)

    def without_negative_axes(self) -> Framing:
        """The framing that shows of each axis only what is not below zero."""
        return replace(self, reach=self.reach * [0.0, 1.0])

    def panned(self, right: float, up: float) -> Framing:
        """The framing whose picture lies further to the right and up."""
        return replace(self, view=self.view.panned(right, up))

    def towards(self, other: Framing, share: float) -> Framing:
        """The framing on the way to another one."""
        progress = self.view.zoom_progress(other.view, share)
        reach = (1 - progress) * self.reach + progress * other.reach
        return Framing(self.view.towards(other.view, share), reach)
