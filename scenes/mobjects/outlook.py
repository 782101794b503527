"""What is seen of space at a time: a view, and how far the axes reach in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np

from relu_anim import View
from scenes.layout import Region

_LEAST_AXIS = 0.4
"""How long the shortest axis is at least, as a share of the largest extent."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """A view and the axes in it; reach: (3, 2) the lowest and highest value shown on each axis."""

    view: View
    reach: np.ndarray

    @classmethod
    def over(cls, points: np.ndarray, side: View, room: Region) -> Outlook:
        """Return the outlook from one side that fits points (k, 3) and the axes into a room."""
        low, high = np.minimum(points.min(axis=0), 0.0), np.maximum(points.max(axis=0), 0.0)
        size = float((high - low).max()) or 1.0
        reach = np.column_stack([1.06 * low, np.maximum(1.08 * high, _LEAST_AXIS * size)])
        ends = np.vstack([np.diag(reach[:, 0]), np.diag(reach[:, 1])])
        view = side.fitted(np.vstack([points, ends]), room.width, room.height)
        return cls(view, reach)

    def towards(self, other: Outlook, share: float) -> Outlook:
        """Return the outlook on the way to another one."""
        progress = self.view.zoom_progress(other.view, share)
        reach = (1 - progress) * self.reach + progress * other.reach
        return Outlook(self.view.zooming(other.view, share), reach)


def sides(azimuths: Iterable[float], elevations: Iterable[float]) -> list[View]:
    """Return the views from all these sides."""
    return [View(*side) for side in product(azimuths, elevations)]
