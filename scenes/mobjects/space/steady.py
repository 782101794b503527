"""Where labels stand while things move: beside their points, clear of each other, without a jump.

A label has one place beside its point at the start of a movement and one at its end, and glides
around the point from the one to the other. A place is an angle and a gap. The places are chosen
before the movement begins, from what will be seen on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from scenes.mobjects.space.boxes import overlap

LEAST_LEAD = 0.38
"""A label that is further than this from its point needs a line that leads there."""


@dataclass
class Bearer:
    """A label to be placed: how large it is, where its point is at each moment, where it stood.

    size: (2,) width and height. anchors: (moments, 2). before: its place (2,) beside its point at
    the start, or None for a label that only now appears. close: whether it has to be right beside
    its point, without a line that leads there. stays: whether it keeps the place that it has.
    later: whether it appears only at the end. may_hop: whether it may do so if that is better than
    to glide there. outward: (2,) the direction in which it rather stands, or 0.
    """

    size: np.ndarray
    anchors: np.ndarray
    before: np.ndarray | None = None
    close: bool = False
    stays: bool = False
    later: bool = False
    may_hop: bool = False
    outward: np.ndarray = field(default_factory=lambda: np.zeros(2))


@dataclass
class Scenery:
    """What is seen at each moment.

    strokes: (moments, m, 2, 2), straight lines with weights (m,). dots: (moments, d, 2). feet:
    (moments, f, 2), dots that are smaller. shares: (moments,) how far the movement has come, from 0
    to 1. faces: (moments, n, k, 2), the convex areas that a label rather does not lie on. rivals:
    (moments, r, 2), points that a label nearby would seem to belong to.
    """

    shares: np.ndarray
    strokes: np.ndarray
    weights: np.ndarray
    dots: np.ndarray
    faces: np.ndarray = field(default_factory=lambda: np.zeros((1, 0, 4, 2)))
    feet: np.ndarray = field(default_factory=lambda: np.zeros((1, 0, 2)))
    rivals: np.ndarray = field(default_factory=lambda: np.zeros((1, 0, 2)))


def offset_at(places: np.ndarray, size: np.ndarray) -> np.ndarray:
    """How far from its point (..., 2) the middle of a label of this size is at places.

    A place (..., 2) is an angle and a gap: the box of the label keeps the gap to the point, on the
    side where the angle points.
    """
    angles, gaps = places[..., 0], places[..., 1]
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    offset: np.ndarray = np.clip(1.6 * directions, -1, 1) * (size / 2 + gaps[..., None])
    return offset


def on_the_way(start: np.ndarray, end: np.ndarray, share: np.ndarray | float) -> np.ndarray:
    """The place at a share of the way from one to another, the shorter way around."""
    step = end - start
    step = np.stack([(step[..., 0] + np.pi) % (2 * np.pi) - np.pi, step[..., 1]], axis=-1)
    place: np.ndarray = start + share * step
    return place


def in_the_way(
    bearers: Sequence[Bearer], places: Sequence[np.ndarray], shares: np.ndarray
) -> list[int]:
    """Which labels will run into one that comes before them in the list, on their glide."""
    middles = [
        glide(bearer, place[None], shares) for bearer, place in zip(bearers, places, strict=True)
    ]
    there = [label for label, bearer in enumerate(bearers) if not bearer.later]
    met = [
        late
        for early, late in combinations(there, 2)
        if overlap(
            middles[late] - middles[early], (bearers[late].size + bearers[early].size) / 2
        ).any()
    ]
    return sorted(set(met))


def leaders(bearer: Bearer, middles: np.ndarray) -> np.ndarray:
    """The lines (c, moments, 2, 2) that lead from a far label back to its point."""
    anchors = np.broadcast_to(bearer.anchors, middles.shape)
    ends = np.clip(anchors, middles - bearer.size / 2, middles + bearer.size / 2)
    leads = np.linalg.norm(ends - anchors, axis=-1) > LEAST_LEAD
    ends = np.where(leads[..., None] & (not bearer.close), ends, anchors)
    return np.stack([anchors, ends], axis=-2)


def glide(bearer: Bearer, places: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Where the label's middle is, (c, moments, 2), on the glide to each place (c, 2)."""
    end = places[:, None, :]
    start = end if bearer.before is None else bearer.before
    middles: np.ndarray = bearer.anchors + offset_at(
        on_the_way(start, end, shares[None, :, None]), bearer.size
    )
    return middles
