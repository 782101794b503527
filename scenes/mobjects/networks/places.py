"""Where the nodes of a network stand, and where a number stands beside a node or an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenes.layout import Region

Direction = Literal["right", "down"]
"""Where a network leads to, from the inputs at the left or at the top."""
MOST_ALONG = 0.64
"""The share of the way from input to output that nodes take up at most; the rest is for edges."""
MOST_ACROSS = 0.8
"""The share of a layer's breadth that its nodes take up at most; the rest lies between them."""


def node_boxes(
    region: Region,
    sizes: Sequence[int],
    direction: Direction,
    largest: Sequence[tuple[float, float]],
) -> list[list[Region]]:
    """The boxes of all nodes, row by row: evenly spread, none touching another.

    sizes: how many nodes each row has, the inputs included. largest: what the nodes of each row
    measure, along the direction and across it, where there is room.
    """
    rightwards = direction == "right"
    length, breadth = (region.width, region.height)[:: 1 if rightwards else -1]
    depths = np.array([along for along, _ in largest])
    depths = depths * min(1.0, MOST_ALONG * length / depths.sum())
    gap = (length - depths.sum()) / (len(sizes) - 1)
    boxes, start = [], 0.0
    for size, depth, (_, widest) in zip(sizes, depths, largest, strict=True):
        half, end = min(widest, MOST_ACROSS * breadth / size) / 2, start + depth
        middles = [(k + 0.5) * breadth / size for k in range(size)]
        left, top = region.left, region.top
        boxes.append(
            [Region(left + start, left + end, top - m - half, top - m + half) for m in middles]
            if rightwards
            else [Region(left + m - half, left + m + half, top - end, top - start) for m in middles]
        )
        start = end + gap
    return boxes


@dataclass(frozen=True)
class Beside:
    """A place for a label: `gap` away from a point, in the direction of a unit vector `away`."""

    point: np.ndarray
    away: np.ndarray
    gap: float

    def center(self, width: float, height: float) -> np.ndarray:
        """The centre of a label of this size."""
        room = self.gap + abs(self.away[0]) * width / 2 + abs(self.away[1]) * height / 2
        center: np.ndarray = self.point + room * self.away
        return center


def beside_line(line: np.ndarray, share: float, outer: np.ndarray, gap: float) -> list[Beside]:
    """The two places beside a line (2, 3), a share of the way along it: the outer one first."""
    point, along = line[0] + share * (line[1] - line[0]), line[1] - line[0]
    normal = np.array([-along[1], along[0], 0.0]) / np.linalg.norm(along)
    normal = -normal if normal @ outer < 0 else normal
    return [Beside(point, normal, gap), Beside(point, -normal, gap)]
