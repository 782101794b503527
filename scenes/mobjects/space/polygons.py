"""Convex polygons in space: how planes split them, where they really cut, and which is in front.

A polygon is an array (n, 3) of its corners, in order; two corners make a segment, which is split
and ordered like any other polygon. A plane is a unit normal and its offset: `normal . p = offset`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np

Plane = tuple[np.ndarray, float]
Picture = list[tuple[float, float]]
"""A polygon as it is seen: its corners on the picture."""
EMPTY = np.zeros((0, 3))
_NEXT, _LAST = [1, 2, 0], [2, 0, 1]
ROUNDING = 1e-9
"""What is nearer to a plane, as a share of the sizes at hand, lies in it."""
TOUCHING = 1e-6
"""Two that have less than this in common, as a share of their size, only touch."""


def plane_of(corners: np.ndarray) -> Plane | None:
    """The plane of a polygon (n, 3); None for a segment, or where the polygon has no area."""
    if len(corners) < 3:
        return None
    arms = corners[1:] - corners[0]
    normal = crossed(arms[:-1], arms[1:]).sum(axis=0)
    length = math.sqrt(normal @ normal)
    if length <= ROUNDING * float((arms * arms).sum()):
        return None
    normal = normal / length
    return normal, float(normal @ corners[0])


def crossed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The cross products of vectors (..., 3); NumPy's own takes five times as long for a few."""
    turned: np.ndarray = one[..., _NEXT] * other[..., _LAST] - one[..., _LAST] * other[..., _NEXT]
    return turned


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


def cut(one: np.ndarray, face: np.ndarray, plane: Plane) -> np.ndarray:
    """Where a polygon or segment goes through a face in a plane: (2, 3), or none.

    Of a segment it is one point, twice. What only touches the face does not go through.
    """
    high = heights(one, plane)
    if (high >= 0).all() or (high <= 0).all():
        return EMPTY
    front, _ = split(one, plane)
    edge: np.ndarray = front[heights(front, plane) == 0][[0, -1]]
    for start, end in zip(face, np.roll(face, -1, axis=0), strict=True):
        inward = crossed(plane[0], end - start)
        length = math.sqrt(inward @ inward)
        if length and len(edge):
            edge, _ = split(edge, (inward / length, float(inward @ start) / length))
    if len(one) == 2 or not len(edge):
        return edge
    length = float(np.linalg.norm(edge[1] - edge[0]))
    return edge if length > TOUCHING * float(np.abs(one).max()) else EMPTY


def common(one: Picture, other: Picture) -> Picture:
    """What two convex polygons of the picture have in common; of a segment and a face, a segment.

    Empty where they do not overlap. Faces that share an edge do not; a segment on the edge of a
    face does.
    """
    subject, window = (one, other) if len(one) <= len(other) else (other, one)
    area = _doubled_area(window)
    if area == 0:
        return []
    size = abs(area) ** 0.5
    is_segment = len(subject) == 2
    least = ROUNDING * size * size * (-1 if is_segment else 1)
    turn = 1.0 if area > 0 else -1.0
    for (x, y), (to_x, to_y) in zip(window, [*window[1:], window[0]], strict=True):
        across, up = -turn * (to_y - y), turn * (to_x - x)
        sides = [across * (u - x) + up * (v - y) for u, v in subject]
        kept: Picture = []
        for index, ((u, v), side) in enumerate(zip(subject, sides, strict=True)):
            if side > least:
                kept.append((u, v))
            after = (index + 1) % len(subject)
            if (side > least) != (sides[after] > least) and side != sides[after]:
                share = min(max(side / (side - sides[after]), 0.0), 1.0)
                to_u, to_v = subject[after]
                kept.append((u + share * (to_u - u), v + share * (to_v - v)))
        subject = kept
        if not subject:
            return []
    if is_segment:
        length = max(math.dist(subject[0], there) for there in subject)
        return subject if length > TOUCHING * size else []
    return subject if abs(_doubled_area(subject)) > TOUCHING * abs(area) else []


def _doubled_area(corners: Picture) -> float:
    return sum(
        x * to_y - to_x * y
        for (x, y), (to_x, to_y) in zip(corners, [*corners[1:], *corners[:1]], strict=True)
    )


def sorted_by(
    count: int, before: Sequence[tuple[int, int]], yielding: Collection[int] = ()
) -> list[int]:
    """The numbers below `count` in an order that keeps to all pairs `(first, later)`.

    In a ring of such pairs, one that has to wait for the fewest goes first; what is between one of
    the `yielding` and another is broken before anything else.
    """
    waits = [{first for first, later in before if later == part} for part in range(count)]
    left, order = list(range(count)), list[int]()
    while left:
        ready = min(
            left,
            key=lambda part: (
                part not in yielding and len(waits[part].difference(yielding)),
                len(waits[part]),
            ),
        )
        left.remove(ready)
        order.append(ready)
        for others in waits:
            others.discard(ready)
    return order
