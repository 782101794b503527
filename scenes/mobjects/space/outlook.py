"""What is seen of space at a time: a view and how far the axes reach in it, fitted to the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np

from relu_anim import Journey, View, clearest
from scenes.layout import Region
from scenes.mobjects.space.sheet import Patch

_BLURRED = 0.3
"""Below this clarity the camera looks for a side that is further off."""
_WORTH_IT = 1.35
"""How much larger things must become for the camera to move closer."""
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


class Outlooks:
    """Where the camera stands for each part of a journey, fitted to what has to be seen then."""

    def __init__(self, journey: Journey, patch: Patch, room: Region) -> None:
        flat, laid, carried = (
            journey.at(patch.corners, *shares) for shares in ((0, 0), (1, 0), (1, 1))
        )
        origin, outputs = np.zeros(3), [journey.output, journey.output_without_bias]
        stops = np.vstack([origin, journey.linear, journey.affine, *outputs])
        tips = journey.at(np.vstack([patch.units, patch.units * [1, -1]]), carried=0)
        near = (np.vstack([tips, stops[:2]]), np.cross(*journey.trace.weights))
        aside = clearest(sides(range(25, 61, 5), (24, 28, 32)), *near)
        if aside.clarity(*near) < _BLURRED:
            aside = clearest([aside, *sides(range(-60, 71, 5), range(16, 41, 4))], *near)
        inside = clearest(sides(range(25, 61, 5), (20, 24, 28)), stops)
        self.above = Outlook.over(flat, View(-90, 90), room)
        self.aside = Outlook.over(flat, aside, room)
        self.laying = Outlook.over(np.vstack([flat, laid]), aside, room)
        self.landed = Outlook.over(np.vstack([laid, stops[:2]]), aside, room)
        self.carrying = Outlook.over(np.vstack([laid, carried, stops[:3]]), inside, room)
        self.inside = Outlook.over(stops, inside, room)
        with_sheet = Outlook.over(np.vstack([stops, carried]), inside, room)
        if self.landed.view.scale < _WORTH_IT * self.laying.view.scale:
            self.landed = self.laying
        self.sheet_fits_inside = self.inside.view.scale < 2 * with_sheet.view.scale
        """Whether the sheet can still be seen as a whole when only the points matter."""
        if self.sheet_fits_inside:
            self.inside = with_sheet
