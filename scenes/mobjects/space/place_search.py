"""The search for places of labels: what each place costs, and who gives way to whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import numpy as np

from scenes.layout import Region
from scenes.mobjects.space.boxes import covered, gap, hit, outside, overlap, share_inside
from scenes.mobjects.space.steady import (
    LEAST_LEAD,
    Bearer,
    Scenery,
    glide,
    leaders,
    offset_at,
    on_the_way,
)

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
_AROUND_DOTS, _AROUND_FEET = 0.22, 0.14
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


def steady_places(
    bearers: Sequence[Bearer], scenery: Scenery, within: Region
) -> tuple[list[np.ndarray], list[int]]:
    """For each label the place beside its point that it should have in the end.

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


class _Search:
    """The search for places: what each place of each label costs by itself, and beside others.

    Each place counts twice: as one that is glided to, and, in the second half of the list, as one
    where the label only appears at the end.
    """

    def __init__(self, bearers: Sequence[Bearer], scenery: Scenery, within: Region) -> None:
        self.bearers, self.scenery, self.within = bearers, scenery, within
        self.places = [_candidates(bearer) for bearer in bearers]
        self.centers = [
            glide(bearer, places, scenery.shares)
            for bearer, places in zip(bearers, self.places, strict=True)
        ]
        self.moments = np.where(scenery.shares == scenery.shares[-1], _LAST, 1.0)
        self.alone = [self._alone(label) for label in range(len(bearers))]
        self.beside: dict[tuple[int, int, int], np.ndarray] = {}

    def settled(self, order: Sequence[int]) -> dict[int, int]:
        """Which place each label takes when one after the other takes its best one.

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
        """A better arrangement, if it takes no more than one's making room for another."""
        for label, other in permutations(chosen, 2):
            trial = {one: place for one, place in chosen.items() if one != other}
            trial[label] = self._best(label, trial)
            if trial[label] != chosen[label]:
                trial[other] = self._best(other, trial)
                chosen = min(chosen, trial, key=self._cost)
        return chosen

    def _cost(self, chosen: dict[int, int]) -> float:
        """What an arrangement costs as a whole."""
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
        """What each place of a label costs, (2c,), while another has this place."""
        key = label, other, place
        if key not in self.beside:
            here, there = self.bearers[label], self.bearers[other]
            late, there_at = divmod(place, len(self.places[other]))
            centers, theirs = self.centers[label], self.centers[other][there_at][None]
            half, half_there = here.size / 2 + _SPACING, there.size / 2 + _SPACING
            clash = 40.0 * overlap(centers - theirs, half + half_there - _SPACING)
            clash += _LEADER * hit(centers, half, leaders(there, theirs))
            clash += _LEADER * hit(theirs, half_there, leaders(here, centers))
            self.beside[key] = self._both_ways(clash, clash, appearing_beside=bool(late))
        return self.beside[key]

    def _both_ways(
        self, cost: np.ndarray, clash: np.ndarray, *, appearing_beside: bool = False
    ) -> np.ndarray:
        """What gliding costs in all, and then what it costs to appear at the end, (2c,).

        Beside one that only appears at the end, the end alone counts in any case.
        """
        appearing = cost[:, -1] + clash[:, -1]
        gliding = cost @ self.moments / self.moments.sum() + clash.max(axis=1)
        return np.concatenate([appearing if appearing_beside else gliding, appearing])

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
        lines = leaders(bearer, centers)
        for spots, reach in ((scenery.dots, _AROUND_DOTS), (scenery.feet, _AROUND_FEET)):
            for spot in np.moveaxis(spots, 1, 0):
                clash += 40.0 * overlap(centers - spot, half + reach)
                clash += _LEADER * _through(bearer, lines, spot)
        spacing = _SPACING_CLOSE if bearer.close else _SPACING
        hidden = covered(centers[:, :, None], half + spacing, scenery.strokes) @ scenery.weights
        for face in np.moveaxis(scenery.faces, 1, 0):
            hidden += _ON_A_FACE * share_inside(centers, half, face)
        for rival in np.moveaxis(scenery.rivals, 1, 0):
            hidden += _MISLED * _misleading(bearer, centers, rival)
            hidden += _LEADER * _through(bearer, lines, rival)
        return self._both_ways(clash + hidden, clash)

    def _neat(self, label: int) -> np.ndarray:
        """What it costs to stand apart, on the wrong side, or to go a long way."""
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
    """The places (c, 2) that a label may end at: where it is, and all around its point."""
    if bearer.stays and bearer.before is not None:
        return bearer.before[None]
    turns = _TURNS_CLOSE if bearer.close else _TURNS
    angles = np.arange(turns) * 2 * np.pi / turns + np.pi / 4
    gaps = _GAPS_CLOSE if bearer.close else _GAPS
    around = np.vstack([np.column_stack([angles, np.full(turns, gap)]) for gap in gaps])
    return around if bearer.before is None else np.vstack([bearer.before, around])


def _misleading(bearer: Bearer, centers: np.ndarray, rival: np.ndarray) -> np.ndarray:
    """How much too near boxes (c, moments, 2) are to a point (moments, 2) not theirs."""
    half = bearer.size / (4 if bearer.close else 2)  # what is short is seen where its middle is
    own, other = gap(centers - bearer.anchors, half), gap(centers - rival, half)
    if not bearer.close:
        own = np.minimum(own, LEAST_LEAD)  # from there on a line leads to the right one
    too_near: np.ndarray = np.maximum(own + _NEARER - other, 0) * _is_foreign(bearer, rival)
    return too_near


def _through(bearer: Bearer, lines: np.ndarray, spot: np.ndarray) -> np.ndarray:
    """How badly lines (c, moments, 2, 2) run through a dot (moments, 2) not their own."""
    badly: np.ndarray = hit(spot, np.full(2, _DOT), lines) * _is_foreign(bearer, spot)
    return badly


def _is_foreign(bearer: Bearer, spot: np.ndarray) -> np.ndarray:
    foreign: np.ndarray = np.linalg.norm(spot - bearer.anchors, axis=-1) > _DOT
    return foreign
