"""Where the camera stands in each part of point3d."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import numpy as np

from relu_anim import LayerPath, Placement, View, clearest, relu_stations
from scenes.layout import Region
from scenes.mobjects.space.framing import Framing
from scenes.mobjects.space.sheet import Patch

_BLURRED = 0.3
"""Below this clarity the camera looks for a side that is further off."""
_SHEET_SHARE, _SHEET_GAP = 0.4, 1.5
"""The share of the width in which the sheet lies as long as it is a space of its own, and the
distance from there to the space of the neurons, in frame units."""


class Point3DFramings:
    """Where the camera stands for each part of a layer path, fitted to what has to be seen then.

    `apart` is where the plane lies as long as it is a space of its own: face to face with the
    viewer, and `beside` the axes of the neurons. `alone` shows it by itself.
    """

    def __init__(self, path: LayerPath, patch: Patch, room: Region) -> None:
        before, after = (path.placement(share)(patch.corners) for share in (0, 1))
        origin, outputs = np.zeros(3), [path.output, path.output_without_bias]
        stops = np.vstack([origin, path.linear, path.affine, *outputs])
        tips = path.placement(0)(np.vstack([patch.units, patch.units * [1, -1]]))
        near = (np.vstack([tips, stops[:2]]), np.cross(*path.trace.weights))
        side = clearest(sides(range(25, 61, 5), (24, 28, 32)), *near)
        if side.clarity(*near) < _BLURRED:
            side = clearest([side, *sides(range(-60, 71, 5), range(16, 41, 4))], *near)
        inside = clearest(sides(range(25, 66, 5), range(20, 37, 4)), stops, near[1], stops)
        landing = np.vstack([before, stops[:2]])
        self.landed = Framing.over(landing, side, room).leftmost(landing, room)
        left, right = room.columns(_SHEET_SHARE, 1 - _SHEET_SHARE, gap=_SHEET_GAP)
        aside = (right.center - room.center)[:2]
        self.beside = self.landed.showing(np.zeros((1, 3)), right).panned(*aside)
        self.apart = _facing(self.beside.view, patch, left, room.center)
        whole = self.apart(np.vstack([patch.corners, *patch.axes]))
        self.alone = replace(self.beside, view=side.fitted(whole, room.width, room.height))
        self.shifted = Framing.over(np.vstack([before, after, stops[:3]]), inside, room)
        octant = Framing.over(stops, inside, room).without_negative_axes()
        ways = [relu_stations(path.affine), relu_stations(path.linear), octant.wall_corners]
        self.inside = octant.showing(np.vstack(ways), room)


def sides(azimuths: Iterable[float], elevations: Iterable[float]) -> list[View]:
    """The views from all these sides."""
    return [View(*side) for side in product(azimuths, elevations)]


def _facing(view: View, patch: Patch, room: Region, middle: np.ndarray) -> Placement:
    """The placement that shows a patch and its axes, as on paper, in a room of the frame.

    middle: where on the frame the middle of the picture is.
    """
    extent = (1 + patch.AXIS) * patch.half
    one = min(room.width, room.height) / extent
    corner = room.center - middle + (1 - patch.AXIS) * patch.half * one / 2
    origin, *tips = view.facing_place(corner[:2] + one * np.array([[0, 0], [1, 0], [0, 1]]))
    return Placement(np.array(tips) - origin, origin)
