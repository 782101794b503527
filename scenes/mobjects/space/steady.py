"""Where labels stand while things move: beside their points, clear of each other, without a jump.

A label has one place beside its point at the start of a movement and one at its end, and glides
around the point from the one to the other. A place is an angle and a gap. The places are chosen
before the movement begins, from what will be seen on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

import numpy as np

from scenes.layout import Region
from scenes.mobjects.space.boxes import covered, gap, hit, outside, overlap, share_inside

LEAST_LEAD = 0.38
"""A label that is further than this from its point needs a line that leads there."""
_TURNS, _TURNS_CLOSE = 32, 16
_GAPS = (0.24, 0.42, 0.66, 1.0, 1.3)
_GAPS_CLOSE = (0.24, 0.36)
_FAR = 0.5
"""A gap beyond this is what a label takes only where all else would be worse."""
_SPACING = 0.07
_SPACING_CLOSE = 0.16
"""What belongs to its point alone must not look as if it belonged to a line beside it."""
_LEADER = 30.0
_DOT = 0.15
_ON_A_FACE = 1.2
_MISLED = 8.0
_NEARER = 0.3
"""By so much a label is nearer to its own point than to any other that has a label or a dot."""
_OUTWARD = 1.5
_LEEWAY = 0.3
"""How far a label may leave its region as long as it is on the way."""
_SWEEPS = 4
_HOP = 5.0
_LAST = 10.0
"""The end of a movement, where things rest, counts as much as so many moments on the way."""


@dataclass
class Bearer:
    """A label to be placed: how large it is, where its point is at each moment, where it stood.

    size: (2,) width and height. anchors: (moments, 2). before: its place (2,) beside its point at
    the start, or None for a label that only now appears. close: whether it has to be right beside
    its point, without a line that leads there. stays: whether it keeps the place that it has.
    later: whether it appears only at the end. may_hop: whether it may do so if that is better
    than to glide there. outward: (2,) the direction in which it rather
    stands, or 0.
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

    strokes: (moments, m, 2, 2), straight lines with weights (m,). dots: (moments, d, 2). shares:
    (moments,) how far the movement has come, from 0 to 1. faces: (moments, n, k, 2), the convex
    areas that a label rather does not lie on. rivals: (moments, r, 2), points that a label nearby
    would seem to belong to.
    """

    shares: np.ndarray
    strokes: np.ndarray
    weights: np.ndarray
    dots: np.ndarray
    faces: np.ndarray = field(default_factory=lambda: np.zeros((1, 0, 4, 2)))
    rivals: np.ndarray = field(default_factory=lambda: np.zeros((1, 0, 2)))


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


def steady_places(
    bearers: Sequence[Bearer], scenery: Scenery, within: Region
) -> tuple[list[np.ndarray], list[int]]:
    """Return for each label the place beside its point that it should have in the end.

    And which of them had better be out of sight until then, instead of gliding there. Those that
    have to be close choose first. Then one gives way to another where that is better for all.
    """
    search = _Search(bearers, scenery, within)
    close_first = sorted(range(len(bearers)), key=lambda index: not bearers[index].close)
    chosen = search.giving_way(search.settled(close_first))
    ends = [places[chosen[label] % len(places)] for label, places in enumerate(search.places)]
    hops = [
        label
        for label, places in enumerate(search.places)
        if chosen[label] >= len(places) and not bearers[label].later
    ]
    return ends, hops


def in_the_way(
    bearers: Sequence[Bearer], places: Sequence[np.ndarray], shares: np.ndarray
) -> list[int]:
    """Return which labels will run into one that comes before them in the list, on their glide."""
    centers = [
        _centers(bearer, place[None], shares) for bearer, place in zip(bearers, places, strict=True)
    ]
    there = [label for label, bearer in enumerate(bearers) if not bearer.later]
    met = [
        late
        for early, late in combinations(there, 2)
        if overlap(
            centers[late] - centers[early], (bearers[late].size + bearers[early].size) / 2
        ).any()
    ]
    return sorted(set(met))


class _Search:
    """The search for places: what each place of each label costs by itself, and beside others.

    Each place counts twice: as one that is glided to, and, in the second half of the list, as one
    where the label only appears at the end.
    """

    def __init__(self, bearers: Sequence[Bearer], scenery: Scenery, within: Region) -> None:
        self.bearers, self.scenery, self.within = bearers, scenery, within
        self.places = [_candidates(bearer) for bearer in bearers]
        self.centers = [
            _centers(bearer, places, scenery.shares)
            for bearer, places in zip(bearers, self.places, strict=True)
        ]
        self.moments = np.where(scenery.shares == scenery.shares[-1], _LAST, 1.0)
        self.alone = [self._alone(label) for label in range(len(bearers))]
        self.beside: dict[tuple[int, int, int], np.ndarray] = {}

    def settled(self, order: Sequence[int]) -> dict[int, int]:
        """Return which place each label takes when one after the other takes its best one.

        They are looked over again, each given the others, until none would rather be elsewhere.
        """
        chosen: dict[int, int] = {}
        for _ in range(_SWEEPS):
            before = dict(chosen)
            for label in order:
                chosen[label] = self._best(label, chosen)
            if chosen == before:
                break
        return chosen

    def giving_way(self, chosen: dict[int, int]) -> dict[int, int]:
        """Return an arrangement that cannot be bettered by one label's making room for another."""
        for label, other in permutations(chosen, 2):
            trial = {one: place for one, place in chosen.items() if one != other}
            trial[label] = self._best(label, trial)
            if trial[label] != chosen[label]:
                trial[other] = self._best(other, trial)
                chosen = min(chosen, trial, key=self._cost)
        return chosen

    def _cost(self, chosen: dict[int, int]) -> float:
        """Return what an arrangement costs as a whole."""
        beside = (
            self._beside(label, other, chosen[other])[chosen[label]]
            for label, other in combinations(chosen, 2)
        )
        alone = (self.alone[label][place] for label, place in chosen.items())
        return round(float(sum(alone) + sum(beside)), 6)

    def _best(self, label: int, chosen: dict[int, int]) -> int:
        total = self.alone[label].copy()
        for other, place in chosen.items():
            if other != label:
                total += self._beside(label, other, place)
        return int(np.argmin(np.round(total, 6)))

    def _beside(self, label: int, other: int, place: int) -> np.ndarray:
        """Return what each place of a label costs (c,) while another one has its place."""
        key = label, other, place
        if key not in self.beside:
            here, there = self.bearers[label], self.bearers[other]
            later, there_at = divmod(place, len(self.places[other]))
            centers, theirs = self.centers[label], self.centers[other][there_at][None]
            half, half_there = here.size / 2 + _SPACING, there.size / 2 + _SPACING
            clash = 40.0 * overlap(centers - theirs, half + half_there - _SPACING)
            clash += _LEADER * hit(centers, half, _leaders(there, theirs))
            clash += _LEADER * hit(theirs, half_there, _leaders(here, centers))
            self.beside[key] = self._both_ways(clash, clash, later)
        return self.beside[key]

    def _both_ways(
        self, cost: np.ndarray, clash: np.ndarray, only_at_the_end: int = 0
    ) -> np.ndarray:
        """Return what gliding costs in all, and then what it costs to appear at the end, (2c,)."""
        appearing = cost[:, -1] + clash[:, -1]
        gliding = cost @ self.moments / self.moments.sum() + clash.max(axis=1)
        return np.concatenate([appearing if only_at_the_end else gliding, appearing])

    def _alone(self, label: int) -> np.ndarray:
        bearer, count = self.bearers[label], len(self.places[label])
        appearing = 0.0 if bearer.later else _HOP if bearer.may_hop else np.inf
        ways = np.repeat([np.inf if bearer.later else 0.0, appearing], count)
        alone: np.ndarray = self._clear_of_scenery(label) + np.tile(self._neat(label), 2) + ways
        return alone

    def _clear_of_scenery(self, label: int) -> np.ndarray:
        bearer, centers, scenery = self.bearers[label], self.centers[label], self.scenery
        half = bearer.size / 2
        slack = np.where(scenery.shares == scenery.shares[-1], 0.0, _LEEWAY)
        clash = 300.0 * np.maximum(outside(centers, half, self.within) - slack, 0)
        leaders = _leaders(bearer, centers)
        for spot in np.moveaxis(scenery.dots, 1, 0):
            clash += 40.0 * overlap(centers - spot, half + 0.22)
            clash += _LEADER * _through(bearer, leaders, spot)
        spacing = _SPACING_CLOSE if bearer.close else _SPACING
        hidden = covered(centers[:, :, None], half + spacing, scenery.strokes) @ scenery.weights
        for face in np.moveaxis(scenery.faces, 1, 0):
            hidden += _ON_A_FACE * share_inside(centers, half, face)
        for rival in np.moveaxis(scenery.rivals, 1, 0):
            hidden += _MISLED * _misleading(bearer, centers, rival)
            hidden += _LEADER * _through(bearer, leaders, rival)
        return self._both_ways(clash + hidden, clash)

    def _neat(self, label: int) -> np.ndarray:
        """Return what it costs to stand apart, on the wrong side, or to go a long way."""
        bearer, places = self.bearers[label], self.places[label]
        aside = np.maximum(np.abs(offset_at(places, bearer.size)) - bearer.size / 2, 0)
        apart = np.linalg.norm(aside, axis=1)
        cost: np.ndarray = 1.2 * apart + 3.0 * np.maximum(apart - _FAR, 0)
        if bearer.outward.any():
            directions = np.stack([np.cos(places[:, 0]), np.sin(places[:, 0])], axis=1)
            cost += _OUTWARD * (1 - directions @ bearer.outward)
        if bearer.before is not None:
            step = on_the_way(bearer.before, places, 1.0) - bearer.before
            cost += 0.2 * np.abs(step).sum(axis=1)
        return cost


def _candidates(bearer: Bearer) -> np.ndarray:
    """Return the places (c, 2) that a label may end at: where it is, and all around its point."""
    if bearer.stays and bearer.before is not None:
        return bearer.before[None]
    turns = _TURNS_CLOSE if bearer.close else _TURNS
    angles = np.arange(turns) * 2 * np.pi / turns + np.pi / 4
    gaps = _GAPS_CLOSE if bearer.close else _GAPS
    around = np.vstack([np.column_stack([angles, np.full(turns, gap)]) for gap in gaps])
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


def _misleading(bearer: Bearer, centers: np.ndarray, rival: np.ndarray) -> np.ndarray:
    """Return how much too near boxes (c, moments, 2) are to a point (moments, 2) not theirs."""
    half = bearer.size / (4 if bearer.close else 2)  # what is short is seen where its middle is
    own, other = gap(centers - bearer.anchors, half), gap(centers - rival, half)
    if not bearer.close:
        own = np.minimum(own, LEAST_LEAD)  # from there on a line leads to the right one
    too_near: np.ndarray = np.maximum(own + _NEARER - other, 0) * _is_foreign(bearer, rival)
    return too_near


def _through(bearer: Bearer, leaders: np.ndarray, spot: np.ndarray) -> np.ndarray:
    """Return how badly leaders (c, moments, 2, 2) run through a dot (moments, 2) not their own."""
    badly: np.ndarray = hit(spot, np.full(2, _DOT), leaders) * _is_foreign(bearer, spot)
    return badly


def _is_foreign(bearer: Bearer, spot: np.ndarray) -> np.ndarray:
    foreign: np.ndarray = np.linalg.norm(spot - bearer.anchors, axis=-1) > _DOT
    return foreign
