"""What is seen of space at a time: a view and how far the axes reach in it, fitted to the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from relu_anim import LayerPath, Placement, View, clearest, relu_stations
from scenes.layout import Region
from scenes.mobjects.space.sheet import Patch

_BLURRED = 0.3
"""Below this clarity the camera looks for a side that is further off."""
_SHEET_SHARE, _SHEET_GAP = 0.4, 1.5
"""The share of the width in which the sheet lies as long as it is a space of its own, and the
distance from there to the space of the neurons, in frame units."""
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
        """The outlook from one side that fits points (k, 3) and the axes into a room."""
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
        """The outlook on the same axes that fits them and points (k, 3) into a room."""
        return replace(self, view=self.view.fitted(self.with_axes(points), room.width, room.height))

    def with_axes(self, points: np.ndarray) -> np.ndarray:
        """Points (k, 3) and the ends of the axes."""
        return np.vstack([points, np.diag(self.reach[:, 0]), np.diag(self.reach[:, 1])])

    def leftmost(self, points: np.ndarray, room: Region) -> Framing:
        """The outlook that leaves what width it does not need for labels at the right.

        It shows points (k, 3), and at the left the name of an axis.
        """
        across = self.view.project(self.with_axes(points))[:, 0]
        spare = (room.width - float(np.ptp(across))) / 2
        return self.panned(-max(spare - _NAME_ROOM, 0.0), 0.0)

    def without_negative_axes(self) -> Framing:
        """The outlook that shows of each axis only what is not below zero."""
        return replace(self, reach=self.reach * [0.0, 1.0])

    def panned(self, right: float, up: float) -> Framing:
        """The outlook whose picture lies further to the right and up."""
        return replace(self, view=self.view.panned(right, up))

    def towards(self, other: Framing, share: float) -> Framing:
        """The outlook on the way to another one."""
        progress = self.view.zoom_progress(other.view, share)
        reach = (1 - progress) * self.reach + progress * other.reach
        return Framing(self.view.zooming(other.view, share), reach)


def sides(azimuths: Iterable[float], elevations: Iterable[float]) -> list[View]:
    """The views from all these sides."""
    return [View(*side) for side in product(azimuths, elevations)]


class Framings:
    """Where the camera stands for each part of a journey, fitted to what has to be seen then.

    `apart` is where the plane lies as long as it is a space of its own: face to face with the
    viewer, and `beside` the axes of the neurons. `alone` shows it by itself.
    """

    def __init__(self, journey: LayerPath, patch: Patch, room: Region) -> None:
        laid, carried = (journey.placement(share)(patch.corners) for share in (0, 1))
        origin, outputs = np.zeros(3), [journey.output, journey.output_without_bias]
        stops = np.vstack([origin, journey.linear, journey.affine, *outputs])
        tips = journey.placement(0)(np.vstack([patch.units, patch.units * [1, -1]]))
        near = (np.vstack([tips, stops[:2]]), np.cross(*journey.trace.weights))
        side = clearest(sides(range(25, 61, 5), (24, 28, 32)), *near)
        if side.clarity(*near) < _BLURRED:
            side = clearest([side, *sides(range(-60, 71, 5), range(16, 41, 4))], *near)
        inside = clearest(sides(range(25, 66, 5), range(20, 37, 4)), stops, near[1], stops)
        landing = np.vstack([laid, stops[:2]])
        self.landed = Framing.over(landing, side, room).leftmost(landing, room)
        left, right = room.columns(_SHEET_SHARE, 1 - _SHEET_SHARE, gap=_SHEET_GAP)
        aside = (right.center - room.center)[:2]
        self.beside = self.landed.showing(np.zeros((1, 3)), right).panned(*aside)
        self.apart = _facing(self.beside.view, patch, left, room.center)
        whole = self.apart(np.vstack([patch.corners, *patch.axes]))
        self.alone = replace(self.beside, view=side.fitted(whole, room.width, room.height))
        self.carrying = Framing.over(np.vstack([laid, carried, stops[:3]]), inside, room)
        octant = Framing.over(stops, inside, room).without_negative_axes()
        ways = [relu_stations(journey.affine), relu_stations(journey.linear), octant.wall_corners]
        self.inside = octant.showing(np.vstack(ways), room)


def _facing(view: View, patch: Patch, room: Region, middle: np.ndarray) -> Placement:
    """The placement that shows a patch and its axes, as on paper, in a room of the frame.

    middle: where on the frame the middle of the picture is.
    """
    extent = (1 + patch.AXIS) * patch.half
    one = min(room.width, room.height) / extent
    corner = room.center - middle + (1 - patch.AXIS) * patch.half * one / 2
    origin, *tips = view.facing_place(corner[:2] + one * np.array([[0, 0], [1, 0], [0, 1]]))
    return Placement(np.array(tips) - origin, origin)
