"""Where the room of `point3d` is seen from, and how far its walls reach: from the layer's numbers.

In the picture the axes have places of their own: first the neuron whose wall is the glass, then the
one that runs across, then the one that goes up. All points here are given in that order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from relu_anim import LayerPath, View
from scenes.layout import Region

BALL = 0.3
"""The radius of the ball, in frame units."""
SIDES = [(14, 41), (24, 38), (21, 28), (35, 35), (14, 20)]
"""Azimuths and elevations to look from, the best first: into the corner, where all walls show."""
OFF_AXIS = 0.3
"""How far `tan(elevation) / cos(azimuth)` is at least from a point's `up / first`: where the two
are one, the point seems to lie on the axis across."""
LEAST = 0.3
"""The shortest an axis is, as a share of the longest."""
FRAMED = 1.7
"""Radii of the ball that the glass goes on beyond the place behind which the ball is seen."""
MARGIN = 0.2
"""How far the patch of the plane goes on beyond the origin and the point, as a share of these."""


@dataclass(frozen=True, eq=False)
class Setting:
    """The room of one layer path.

    order: (3,) the neurons, counted from 0, by their places in the picture. reach: (3, 2) the
    lowest and highest coordinate of the glass, and of the axes. patch: (2, 2) the lower and upper
    corner of the patch of the plane that is shown. stops: (4, 3) O W, O W + b, and what ReLU makes
    of both.
    """

    path: LayerPath
    order: tuple[int, ...]
    view: View
    reach: np.ndarray
    patch: np.ndarray
    stops: np.ndarray

    @classmethod
    def of(cls, path: LayerPath, region: Region) -> Setting:
        """The setting of a path that fits into a region, seen from the side that shows it best."""
        stops = np.array([path.linear, path.affine, path.output_without_bias, path.output])
        spans = np.ptp(np.vstack([stops, np.zeros(3)]), axis=0)
        others = sorted(set(range(3)) - {path.telling}, key=lambda neuron: -spans[neuron])
        order = (path.telling, *others)
        point = path.trace.point
        margin = MARGIN * (np.abs(point).max() or 1.0)
        patch = np.array([np.minimum(point - margin, 0.0), np.maximum(point + margin, 0.0)])
        patch += [[-margin / 2], [margin / 2]] * (patch == 0.0)
        blank = cls(path, order, View(0, 0), np.zeros((3, 2)), patch, stops[:, order])
        settings = [blank.seen_from(View(*side), region) for side in SIDES]
        return max(settings, key=lambda setting: setting.clearness)

    @property
    def corners(self) -> np.ndarray:
        """(4, 2) the corners of the patch, going round."""
        (left, bottom), (right, top) = self.patch
        return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])

    @property
    def radius(self) -> float:
        """That of the ball, in the room's own units."""
        return BALL / self.view.scale

    def on_glass(self, point: np.ndarray, view: View | None = None) -> np.ndarray:
        """(3,) the point of the glass that hides a point of space, or is hidden by it."""
        sight = (view or self.view).rotation[2]
        there: np.ndarray = point - point[0] / sight[0] * sight
        return there

    @property
    def clearness(self) -> bool:
        """Whether no point seems to lie on the axis across, where it does not."""
        view = self.view
        slope = math.tan(math.radians(view.elevation)) / math.cos(math.radians(view.azimuth))
        first, up = self.stops[:, 0], self.stops[:, 2]
        off = np.abs(slope * first - up) > OFF_AXIS * np.abs(first)
        return bool(off[first != 0].all())

    def seen_from(self, view: View, region: Region) -> Setting:
        """The setting from one side; what is behind the glass is seen through it."""
        low, high = self.stops.min(axis=0), self.stops.max(axis=0)
        size = float(np.maximum(high, 0.0).max()) or float(-low.min()) or 1.0
        least = np.column_stack([np.zeros(3), np.maximum(1.15 * high, LEAST * size)])
        seen = np.array([self.on_glass(stop, view) for stop in self.stops if stop[0] < 0])
        sheet = self.corners @ self.path.trace.weights[:, self.order]
        sheet = np.vstack([sheet, self.path.trace.biases[list(self.order)]])
        setting = replace(self, view=view)
        for _ in range(4):  # the scale follows the glass, and the glass the ball's size
            reach = least.copy()
            if len(seen):
                beyond = FRAMED * setting.radius
                reach[1:, 1] = np.maximum(reach[1:, 1], seen.max(axis=0)[1:] + beyond)
                reach[1:, 0] = np.minimum(0.0, seen.min(axis=0)[1:] - beyond)
            setting = replace(setting, reach=reach)
            shown = np.vstack([sheet, self.stops, np.diag(reach[:, 1]) * 1.1, setting.glass])
            setting = replace(setting, view=view.fitted(shown, region.width, region.height))
        return setting

    @property
    def glass(self) -> np.ndarray:
        """(4, 3) the corners of the glass, going round."""
        (left, right), (bottom, top) = self.reach[1:]
        return np.array([[0, left, bottom], [0, right, bottom], [0, right, top], [0, left, top]])
