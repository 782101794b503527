"""Where the nodes of a network stand, and where a number stands beside one or beside an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scenes.layout import Region

Direction = Literal["right", "down"]
"""Where a network leads to: from the input on the left, or from the input at the top."""
MOST_ALONG = 0.6
"""The share of the way from input to output that nodes take up at most; the rest is for edges."""
MOST_ACROSS = 0.8
"""The share of a layer's breadth that its nodes take up at most; the rest lies between them."""


def node_boxes(
    region: Region,
    sizes: Sequence[int],
    direction: Direction,
    largest: Sequence[tuple[float, float]],
) -> list[list[Region]]:
    """The boxes of all nodes, layer by layer: evenly spread, none touching another.

    sizes: how many nodes each layer has, from the inputs on, two layers at least. largest: what a
    node of each layer measures along the direction, and across it; where there is too little room,
    it is less.
    """
    rightwards = direction == "right"
    length, breadth = region.width, region.height
    if not rightwards:
        length, breadth = breadth, length
    wanted = np.array([along for along, _ in largest])
    depths = wanted * min(1.0, MOST_ALONG * length / wanted.sum())
    gap = (length - depths.sum()) / (len(sizes) - 1)
    boxes, start = [], 0.0
    for size, depth, (_, widest) in zip(sizes, depths, largest, strict=True):
        pitch = breadth / size
        half = min(widest, MOST_ACROSS * pitch) / 2
        middles = [(k + 0.5) * pitch for k in range(size)]
        spans = [(middle - half, middle + half) for middle in middles]
        if rightwards:
            left, right = region.left + start, region.left + start + depth
            boxes.append([Region(left, right, region.top - b, region.top - a) for a, b in spans])
        else:
            bottom, top = region.top - start - depth, region.top - start
            boxes.append([Region(region.left + a, region.left + b, bottom, top) for a, b in spans])
        start += depth + gap
    return boxes


@dataclass(frozen=True)
class Beside:
    """A place for a label next to a point: `gap` away from it in the direction `away` (3,)."""

    point: np.ndarray
    away: np.ndarray
    gap: float

    def center(self, width: float, height: float) -> np.ndarray:
        """The centre of a label of this size."""
        room = self.gap + abs(self.away[0]) * width / 2 + abs(self.away[1]) * height / 2
        center: np.ndarray = self.point + room * self.away
        return center


def beside_line(line: np.ndarray, share: float, outer: np.ndarray, gap: float) -> list[Beside]:
    """The two places beside a line (2, 3), a share of the way along it: first on the outer side.

    outer: (3,) the direction that counts as outer where the line does not run along it.
    """
    point, along = line[0] + share * (line[1] - line[0]), line[1] - line[0]
    normal = np.array([-along[1], along[0], 0.0]) / np.linalg.norm(along)
    if normal @ outer < 0:
        normal = -normal
    return [Beside(point, normal, gap), Beside(point, -normal, gap)]
