"""Convex polygons in space: how planes split them, and where they really cut.

A polygon is an array (n, 3) of its corners, in order; two corners make a segment, which is split
and ordered like any other polygon. A plane is a unit normal and its offset: `normal . p = offset`.
"""

from __future__ import annotations

import numpy as np

Plane = tuple[np.ndarray, float]
EMPTY = np.zeros((0, 3))
ROUNDING = 1e-9
"""What is nearer to a plane, as a share of the sizes at hand, lies in it."""
TOUCHING = 1e-6
"""Two that have less than this in common, as a share of their size, only touch."""


def heights(points: np.ndarray, plane: Plane) -> np.ndarray:
    """How far points (k, 3) are on the side of a plane to which its normal points."""
    high: np.ndarray = points @ plane[0] - plane[1]
    size = np.abs(points).max(initial=abs(plane[1]))
    return np.where(np.abs(high) <= ROUNDING * size, 0.0, high)


def split(corners: np.ndarray, plane: Plane) -> tuple[np.ndarray, np.ndarray]:
    """The parts of a polygon before and behind a plane: the corners of each, (0, 3) for none.

    What lies in the plane is before it.
    """
    high = heights(corners, plane)
    if (high >= 0).all():
        return corners, EMPTY
    if (high <= 0).all():
        return EMPTY, corners
    parts: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for index, (here, level) in enumerate(zip(corners, high, strict=True)):
        for part, side in zip(parts, (1, -1), strict=True):
            if side * level >= 0:
                part.append(here)
        following = high[(index + 1) % len(high)]
        if level * following < 0 and (len(corners) > 2 or index == 0):
            there = corners[(index + 1) % len(corners)]
            crossing = here + level / (level - following) * (there - here)
            for part in parts:
                part.append(crossing)
    front, back = parts
    return np.array(front), np.array(back)
