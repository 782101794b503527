"""Where labels stand while things move: beside their points, clear of each other, without a jump.

A label has one place beside its point at the start of a movement and one at its end, and glides
around the point from the one to the other. A place is an angle and a gap. The places are chosen
before the movement begins, from what will be seen on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scenes.layout import Region

LEAST_LEAD = 0.38
"""A label that is further than this from its point needs a line that leads there."""
_TURNS = 16
_GAPS = (0.24, 0.42, 0.66, 1.0, 1.3)
_FAR = 0.5
"""A gap beyond this is what a label takes only where all else would be worse."""
_SPACING = 0.07
_SPACING_CLOSE = 0.16
"""What belongs to its point alone must not look as if it belonged to a line beside it."""
_LEADER = 30.0
_DOT = 0.15
_ON_A_FACE = 1.2
_OUTWARD = 1.5
_SAMPLES = np.stack(np.meshgrid([-1, -0.5, 0, 0.5, 1], [-1, 0, 1]), axis=-1).reshape(-1, 2)
_LAST = 10.0
"""The end of a movement, where things rest, counts as much as so many moments on the way."""


@dataclass
class Bearer:
    """A label to be placed: how large it is, where its point is at each moment, where it stood.

    size: (2,) width and height. anchors: (moments, 2). before: its place (2,) beside its point at
    the start, or None for a label that only now appears. close: whether it has to be right beside
    its point, without a line that leads there. stays: whether it keeps the place that it has.
    outward: (2,) the direction in which it rather stands, or 0.
    """

    size: np.ndarray
    anchors: np.ndarray
    before: np.ndarray | None = None
    close: bool = False
    stays: bool = False
    outward: np.ndarray = field(default_factory=lambda: np.zeros(2))


@dataclass
class Scenery:
    """What is seen at each moment.

    strokes: (moments, m, 2, 2), straight lines with weights (m,). dots: (moments, d, 2). shares:
    (moments,) how far the movement has come, from 0 to 1. faces: (moments, n, k, 2), the convex
    areas that a label rather does not lie on.
    """

    shares: np.ndarray
    strokes: np.ndarray
    weights: np.ndarray
    dots: np.ndarray
    faces: np.ndarray = field(default_factory=lambda: np.zeros((1, 0, 4, 2)))


def offset_at(places: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Return how far from its point (..., 2) the middle of a label of this size is at places.

    A place (..., 2) is an angle and a gap: the box of the label keeps the gap to the point, on the
    side where the angle points.
    """
    angles, gaps = places[..., 0], places[..., 1]
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    offset: np.ndarray = np.clip(1.6 * directions, -1, 1) * (size / 2 + gaps[..., None])
    return offset


def on_the_way(start: np.ndarray, end: np.ndarray, share: np.ndarray | float) -> np.ndarray:
    """Return the place at a share of the way from one to another, the shorter way around."""
    step = end - start
    step = np.stack([(step[..., 0] + np.pi) % (2 * np.pi) - np.pi, step[..., 1]], axis=-1)
    place: np.ndarray = start + share * step
    return place


def steady_places(bearers: Sequence[Bearer], scenery: Scenery, within: Region) -> list[np.ndarray]:
    """Return for each label the place beside its point that it should have in the end.

    The labels are placed in their order, those that have to be close first, and then looked over
    once again, each given the others.
    """
    order = sorted(range(len(bearers)), key=lambda index: not bearers[index].close)
    chosen: dict[int, np.ndarray] = {}
    given: dict[int, dict[int, np.ndarray]] = {}
    for index in 2 * order:
        others = {k: place for k, place in chosen.items() if k != index}
        if index in chosen and _same(others, given[index]):
            continue
        neighbours = [(bearers[k], place) for k, place in others.items()]
        chosen[index] = _best_place(bearers[index], neighbours, scenery, within)
        given[index] = others
    return [chosen[index] for index in range(len(bearers))]


def _same(places: dict[int, np.ndarray], others: dict[int, np.ndarray]) -> bool:
    return places.keys() == others.keys() and all((places[k] == others[k]).all() for k in places)


def in_the_way(
    bearers: Sequence[Bearer], places: Sequence[np.ndarray], shares: np.ndarray
) -> list[int]:
    """Return which labels will run into one that comes before them in the list, on their glide."""
    centers = [
        _centers(bearer, place[None], shares) for bearer, place in zip(bearers, places, strict=True)
    ]
    return [
        late
        for late in range(len(bearers))
        if any(
            _overlap(
                centers[late] - centers[early], (bearers[late].size + bearers[early].size) / 2
            ).any()
            for early in range(late)
        )
    ]


def _candidates(bearer: Bearer) -> np.ndarray:
    """Return the places (c, 2) that a label may end at: where it is, and all around its point."""
    if bearer.stays and bearer.before is not None:
        return bearer.before[None]
    angles = np.arange(_TURNS) * 2 * np.pi / _TURNS + np.pi / 4
    gaps = _GAPS[:1] if bearer.close else _GAPS
    around = np.vstack([np.column_stack([angles, np.full(_TURNS, gap)]) for gap in gaps])
    return around if bearer.before is None else np.vstack([bearer.before, around])


def _leaders(bearer: Bearer, centers: np.ndarray) -> np.ndarray:
    """Return the lines (c, moments, 2, 2) that lead from a far label back to its point."""
    anchors = np.broadcast_to(bearer.anchors, centers.shape)
    ends = np.clip(anchors, centers - bearer.size / 2, centers + bearer.size / 2)
    leads = np.linalg.norm(ends - anchors, axis=-1) > LEAST_LEAD
    ends = np.where(leads[..., None] & (not bearer.close), ends, anchors)
    return np.stack([anchors, ends], axis=-2)


def _centers(bearer: Bearer, places: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return where the label's middle is, (c, moments, 2), on the glide to each place (c, 2)."""
    end = places[:, None, :]
    start = end if bearer.before is None else bearer.before
    centers: np.ndarray = bearer.anchors + offset_at(
        on_the_way(start, end, shares[None, :, None]), bearer.size
    )
    return centers


def _best_place(
    bearer: Bearer,
    others: Sequence[tuple[Bearer, np.ndarray]],
    scenery: Scenery,
    within: Region,
) -> np.ndarray:
    places = _candidates(bearer)
    centers = _centers(bearer, places, scenery.shares)
    half = bearer.size / 2
    clash = 300.0 * _outside(centers, half, within)
    for other, place in others:
        there = _centers(other, place[None], scenery.shares)
        clash += 40.0 * _overlap(centers - there, half + other.size / 2 + _SPACING)
        clash += _LEADER * _hit(centers, half + _SPACING, _leaders(other, there))
        clash += _LEADER * _hit(there, other.size / 2 + _SPACING, _leaders(bearer, centers))
    for spot in np.moveaxis(scenery.dots, 1, 0):
        clash += 40.0 * _overlap(centers - spot, half + 0.22)
        foreign = np.linalg.norm(spot - bearer.anchors, axis=-1) > _DOT
        through = _hit(spot, np.full(2, _DOT), _leaders(bearer, centers))
        clash += _LEADER * through * foreign
    spacing = _SPACING_CLOSE if bearer.close else _SPACING
    cost = clash + _covered(centers[:, :, None], half + spacing, scenery.strokes) @ scenery.weights
    for face in np.moveaxis(scenery.faces, 1, 0):
        cost += _ON_A_FACE * share_inside(centers, half, face)
    weights = np.where(scenery.shares == scenery.shares[-1], _LAST, 1.0)
    total = cost @ weights / weights.sum() + clash.max(axis=1)
    aside = np.maximum(np.abs(offset_at(places, bearer.size)) - half, 0)
    apart = np.linalg.norm(aside, axis=1)
    total += 1.2 * apart + 3.0 * np.maximum(apart - _FAR, 0)
    if bearer.outward.any():
        directions = np.stack([np.cos(places[:, 0]), np.sin(places[:, 0])], axis=1)
        total += _OUTWARD * (1 - directions @ bearer.outward)
    if bearer.before is not None:
        step = on_the_way(bearer.before, places, 1.0) - bearer.before
        total += 0.2 * np.abs(step).sum(axis=1)
    best: np.ndarray = places[int(np.argmin(np.round(total, 6)))]
    return best


def share_inside(centers: np.ndarray, half: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Return the share (...) of boxes at centers (..., 2) inside convex areas (..., k, 2)."""
    points = centers[..., None, None, :] + half[..., None, None, :] * _SAMPLES[:, None, :]
    edges = (np.roll(area, -1, axis=-2) - area)[..., None, :, :]
    away = points - area[..., None, :, :]
    sides = edges[..., 0] * away[..., 1] - edges[..., 1] * away[..., 0]
    inside = (sides >= 0).all(axis=-1) | (sides <= 0).all(axis=-1)
    share: np.ndarray = inside.mean(axis=-1)
    return share


def _outside(centers: np.ndarray, half: np.ndarray, within: Region) -> np.ndarray:
    """Return how far a box reaches beyond the region, (c, moments)."""
    low = np.array([within.left, within.bottom]) - (centers - half)
    high = centers + half - np.array([within.right, within.top])
    beyond: np.ndarray = (np.maximum(low, 0) + np.maximum(high, 0)).sum(axis=-1)
    return beyond


def _overlap(apart: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Return how deep two boxes sit in one another, (c, moments), 0 where they do not touch."""
    deep = np.maximum(reach - np.abs(apart), 0)
    depth: np.ndarray = np.where(deep.min(axis=-1) > 0, 0.3 + deep.min(axis=-1), 0.0)
    return depth


def _hit(centers: np.ndarray, half: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return how badly lines (..., 2, 2) run through boxes at centers (..., 2); 0: not at all."""
    inside = _covered(centers, half, lines)
    badly: np.ndarray = np.where(inside > 1e-6, 0.2 + inside, 0.0)
    return badly


def _covered(centers: np.ndarray, half: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return the length (...) of straight lines (..., 2, 2) inside boxes at centers (..., 2)."""
    start, step = lines[..., 0, :], lines[..., 1, :] - lines[..., 0, :]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    near, far = (centers - half - start) / step, (centers + half - start) / step
    enter = np.minimum(near, far).max(axis=-1)
    leave = np.maximum(near, far).min(axis=-1)
    share = np.clip(np.minimum(leave, 1.0) - np.maximum(enter, 0.0), 0.0, 1.0)
    length: np.ndarray = share * np.linalg.norm(step, axis=-1)
    return length
