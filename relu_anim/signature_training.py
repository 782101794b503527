"""A layer of three ReLU neurons learns to tell classes of points apart.

The outputs of its neurons are a point's signature. A softmax head on them serves the training only.
How far the classes' signatures are apart is measured on the signatures alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise, product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from relu_anim.arrays import FloatArray
from relu_anim.dense import Dense
from relu_anim.network import Network
from relu_anim.training import Run, cross_entropy, layers_in, train

NEURONS, WIDE = 3, 24
"""The neurons of the layer, and of the wider one that may stand before it."""
RATE, SHRINK = 0.02, 0.005
"""Weights shrink only where a wider layer could part classes that it does not gather."""
BIAS, SPREAD = 0.3, 0.6
"""The mean and the deviation of the biases of the three neurons at first."""
SNAPSHOTS = 300
"""So many moments of a run are written down."""
FIRST_STEPS = 20.0
"""A logarithmic clock shows the first so many steps at an even pace, near enough."""
RATIOS = (0.01, 1000.0)
"""Beyond these, a ratio's changes do not count for the pace."""
EACH = 20
"""So many points has a class that is drawn here."""
GRID, STATIONS = 64, 60
"""So many squares along a side follow a bent line; at so many moments ends are compared."""
NEARLY = 0.9
"""More than this share of a class is nearly all of it."""
Many = Literal["all", "some", "none"]
Layers = list[tuple[FloatArray, FloatArray]]
Drawn = tuple[FloatArray, NDArray[np.int64]]
"""Points (k, 2), and the class (k,) of each, counted from 0."""


def blobs() -> Drawn:
    """Three long clouds side by side, around the corners of a triangle, always the same."""
    chance, turns = np.random.default_rng(0), 0.5 + 2 * np.pi * np.arange(3) / 3
    middles = 1.2 * np.column_stack([np.cos(turns), np.sin(turns)])
    along, across = np.array([[np.cos(0.5), np.sin(0.5)], [-np.sin(0.5), np.cos(0.5)]])
    far = chance.normal(0, (1.3, 0.1), (3, EACH, 2))
    points = middles[:, np.newaxis] + far @ np.array([along, across])
    return points.reshape(-1, 2), np.repeat(np.arange(3), EACH)


def spiral() -> Drawn:
    """Three arms that wind around one another, always the same."""
    chance, along = np.random.default_rng(0), np.linspace(0.15, 1, EACH)
    starts = 2 * np.pi * np.arange(3)[:, np.newaxis] / 3
    turns = starts + 4.2 * along + chance.normal(0, 0.12, (3, EACH))
    points = along[:, np.newaxis] * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    return points.reshape(-1, 2), np.repeat(np.arange(3), EACH)


def scatter_ratio(places: FloatArray, classes: NDArray[np.int64]) -> float:
    """`S_B / S_W` of places (k, n): the sum of squares between classes over that within them.

    `S_B = sum over points of |m_c - m|^2` and `S_W = sum over points of |x - m_c|^2`, where m is
    the mean of all and m_c that of the point's class. Where no class spreads, it is 0 or infinite.
    """
    own = _means(places, classes)[classes]
    between, within = float(((own - places.mean(axis=0)) ** 2).sum()), ((places - own) ** 2).sum()
    return between / float(within) if within else float(np.inf if between else 0.0)


def nearest_is_own(places: FloatArray, classes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(k,) whether a place is nearer to the mean of its own class than to any other's."""
    gaps = ((places[:, np.newaxis] - _means(places, classes)) ** 2).sum(axis=2)
    own = gaps[np.arange(len(places)), classes].copy()
    gaps[np.arange(len(places)), classes] = np.inf
    nearer: NDArray[np.bool_] = own < gaps.min(axis=1)
    return nearer


def zero_lines(values: FloatArray, places: FloatArray) -> FloatArray:
    """(m, 2, 2) lines on which a function is 0 that is linear on the triangles of a grid.

    values: (r, c) at places (r, c, 2). Each square is cut from its first to its last corner.
    """
    corners = [np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, 1:], np.s_[1:, :-1]]
    both = [[corners[index] for index in half] for half in ((0, 1, 2), (0, 2, 3))]
    v = np.vstack([np.stack([values[at].ravel() for at in half], axis=1) for half in both])
    p = np.vstack([np.stack([places[at].reshape(-1, 2) for at in half], axis=1) for half in both])
    above = v > 0
    count = above.sum(axis=1)
    rows = np.flatnonzero((count == 1) | (count == 2))
    odd = (above == (count == 1)[:, np.newaxis]).argmax(axis=1)[rows]
    start, ends = v[rows, odd], []
    for other in ((odd + 1) % 3, (odd + 2) % 3):
        share = (start / (start - v[rows, other]))[:, np.newaxis]
        ends.append(p[rows, odd] + share * (p[rows, other] - p[rows, odd]))
    return np.stack(ends, axis=1)


def _means(places: FloatArray, classes: NDArray[np.int64]) -> FloatArray:
    return np.array([places[classes == each].mean(axis=0) for each in range(classes.max() + 1)])


@dataclass(frozen=True, eq=False)
class SignatureTraining:
    """Points (k, 2) with classes (k,) 0, 1, ...; the layer is trained from what a seed draws.

    It takes the points with their mean at 0 and 1 as the mean square of x and y together: `plane`.
    wide: whether a wider layer of ReLU stands before the three neurons.
    """

    points: FloatArray
    classes: NDArray[np.int64]
    steps: int
    seed: int
    wide: bool = False

    @cached_property
    def plane(self) -> FloatArray:
        """(k, 2) the points as the layer takes them."""
        away = self.points - self.points.mean(axis=0)
        plane: FloatArray = away / (np.sqrt((away**2).mean()) or 1.0)
        return plane

    @cached_property
    def run(self) -> Run:
        """The run, made when it is first asked for.

        At first the weights of a neuron are normal with mean square 2/inputs, the biases of the
        three normal about `BIAS`, all others 0.
        """
        chance, wanted = np.random.default_rng(self.seed), np.eye(self.classes.max() + 1)
        sizes = (2, *((WIDE,) if self.wide else ()), NEURONS, len(wanted))
        layers: list[Dense] = []
        for inputs, neurons in pairwise(sizes):
            weights = chance.normal(0, np.sqrt(2 / inputs), (inputs, neurons))
            is_layer = len(layers) == len(sizes) - 3
            biases = chance.normal(BIAS * is_layer, SPREAD * is_layer, neurons)
            layers.append(Dense(weights, biases))
        clock = np.round(self.step_at(np.linspace(0, 1, SNAPSHOTS))).astype(int).tolist()
        start, wanted = Network(tuple(layers)), wanted[self.classes]
        options = {"steps": self.steps, "record": clock, "shrink": SHRINK * self.wide}
        return train(start, self.plane, wanted, cross_entropy, rate=RATE, **options)

    def step_at(self, share: FloatArray | float) -> FloatArray:
        """The step that a logarithmic clock shows after a share of its way, from 0 to all steps."""
        step: FloatArray = FIRST_STEPS * np.expm1(share * np.log1p(self.steps / FIRST_STEPS))
        rounded: FloatArray = np.round(step, 6)  # the last one is whole
        return rounded

    def layers(self, share: float) -> Layers:
        """`(W, b)` of each layer up to the three neurons, after a share of the clock's way."""
        if share not in self._kept:  # the last share alone: a moment is asked for several times
            self._kept.clear()
            parameters = self.run.at(float(self.step_at(share)))
            self._kept[share] = layers_in(parameters, self.run.sizes)[:-1]
        return self._kept[share]

    @cached_property
    def _kept(self) -> dict[float, Layers]:
        return {}

    def sums(self, share: float, places: FloatArray) -> FloatArray:
        """(..., 3) what the three neurons add up at places (..., 2) of the plane, before ReLU."""
        (weights, biases), *others = self.layers(share)
        sums: FloatArray = places @ weights + biases
        for weights, biases in others:
            sums = np.maximum(sums, 0.0) @ weights + biases
        return sums

    @cached_property
    def telling(self) -> FloatArray:
        """(2,) a place as far from 0 as the furthest point, which most neurons score at the start.

        Of those places it is the one whose least sum is the largest, measured by its weights.
        """
        angles, far = np.linspace(0, 2 * np.pi, 360), np.linalg.norm(self.plane, axis=1).max()
        places = float(far) * np.column_stack([np.cos(angles), np.sin(angles)])
        past = self.sums(0.0, places) / np.linalg.norm(self.layers(0.0)[-1][0], axis=0)
        telling: FloatArray = places[np.lexsort((past.min(axis=1), (past > 0).sum(axis=1)))[-1]]
        return telling

    def within(self, most: FloatArray) -> FloatArray:
        """(2,) the telling place, or how far one comes towards it where no score is above `most`.

        most: (3,) more than what straight lines make of 0.
        """
        start, end = self.sums(0.0, np.zeros(2)), self.sums(0.0, self.telling)
        over = end > most
        share = np.divide(most - start, end - start, out=np.ones(NEURONS), where=over)
        place: FloatArray = share.min() * self.telling
        return place

    def feet(self, place: FloatArray, reach: float) -> FloatArray:
        """(3, 2) where the straight lines of the start that a place (2,) is past are nearest to it.

        For another neuron, or where lines are bent, it is the place itself. A way to a foot
        outside a circle around 0 ends on that circle.
        """
        if self.wide:
            return np.array([place] * NEURONS)
        ((weights, _),) = self.layers(0.0)
        steps = np.maximum(self.sums(0.0, place), 0.0) / (weights**2).sum(axis=0)
        ways = -(weights * steps).T
        squares, along = np.maximum((ways**2).sum(axis=1), 1e-12), ways @ place
        out = (np.sqrt(along**2 + squares * (reach**2 - place @ place)) - along) / squares
        feet: FloatArray = place + np.minimum(out, 1.0)[:, np.newaxis] * ways
        return feet

    def start(self, place: FloatArray, reach: float) -> FloatArray:
        """(2,) whence a place is reached across a line: its mirror image in one that it is past.

        It is the nearest inside a circle around 0; where there is none such, 0 itself.
        """
        images = 2 * self.feet(place, reach) - place
        ways = np.linalg.norm(images - place, axis=1)
        ways[(ways == 0) | (np.linalg.norm(images, axis=1) > reach)] = np.inf
        start: FloatArray = images[ways.argmin()] if np.isfinite(ways).any() else np.zeros(2)
        return start

    def ticks(self, place: FloatArray, reach: float, half: float) -> list[FloatArray]:
        """For each neuron ticks (m, 2, 2) where it scores 1, 2, ... on the way to a place (2,).

        The way starts at its straight line. half: how far a tick reaches to either side.
        """
        if self.wide:
            return [np.zeros((0, 2, 2))] * NEURONS
        ((weights, _),) = self.layers(0.0)
        ticks = []
        for way, score in zip(weights.T, self.sums(0.0, place), strict=True):
            less = score - np.arange(1, np.floor(score) + 1)
            at = place - less[:, np.newaxis] * way / (way @ way)
            across = half * way[::-1] * [-1.0, 1.0] / np.linalg.norm(way)
            inside = np.linalg.norm(at, axis=1) < reach
            ticks.append(np.stack([at - across, at + across], axis=1)[inside])
        return ticks

    def rims(self, share: float, reach: float, within: float = 1.0) -> FloatArray:
        """(3, 2, 2) where straight lines leave a circle around 0; for one outside, twice a place.

        The place is that of the circle which is nearest to the line. within: up to what share of
        `reach` lines may be away from 0; those further off are taken to be there.
        """
        ((weights, biases),) = self.layers(share)
        lengths = np.linalg.norm(weights, axis=0)[:, np.newaxis]
        along, gaps = weights.T / lengths, -biases[:, np.newaxis] / lengths
        gaps = np.clip(gaps, -within * reach, within * reach)
        half = np.sqrt(reach**2 - gaps**2) * along[:, ::-1] * [-1.0, 1.0]
        feet = gaps * along
        return np.stack([feet - half, feet + half], axis=1)

    def ends(self, reach: float, within: float) -> tuple[int, ...]:
        """(3,) which of their two rims never come near one another in the training."""
        shares = np.linspace(0, 1, STATIONS)
        rims = np.array([self.rims(share, reach, within) for share in shares])

        def least(ends: tuple[int, ...]) -> float:
            places = rims[:, range(3), ends]
            return float(np.linalg.norm(places - np.roll(places, 1, axis=1), axis=2).min())

        return max(product((0, 1), repeat=3), key=least)

    def away(self, share: float) -> FloatArray:
        """(3,) how far straight lines are from 0."""
        ((weights, biases),) = self.layers(share)
        away: FloatArray = np.abs(biases) / np.linalg.norm(weights, axis=0)
        return away

    def leaving(self, reach: float) -> list[int]:
        """The neurons that score all points in the end, as their lines leave a circle around 0."""
        if self.wide:
            return []
        inside = [self.away(share) < reach for share in (0.0, 1.0)]
        left = inside[0] & ~inside[1] & (self.signatures(1.0) > 0).all(axis=0)
        return np.flatnonzero(left).tolist()

    def zeros(self, share: float, reach: float) -> list[FloatArray]:
        """For each neuron the lines (m, 2, 2) in a circle around 0 where its sum is 0."""
        if not self.wide:
            return list(self.rims(share, reach)[:, np.newaxis])
        axis = np.linspace(-reach, reach, GRID)
        grid = np.stack(np.meshgrid(axis, axis), axis=-1)
        lines = [zero_lines(sums, grid) for sums in np.moveaxis(self.sums(share, grid), -1, 0)]
        return [each[(each.mean(axis=1) ** 2).sum(axis=1) < reach**2] for each in lines]

    def signatures(self, share: float) -> FloatArray:
        """(k, 3) the signatures of the points, after a share of the clock's way."""
        return np.maximum(self.sums(share, self.plane), 0.0)

    def parted(self, share: float) -> bool:
        """Whether it tells classes apart on which neurons their points score."""
        patterns = self.patterns(share)
        return len(set(patterns)) == len(patterns) and "some" not in {*chain(*patterns)}

    def middles(self, share: float) -> tuple[FloatArray, FloatArray]:
        """(n, 3) the means of the classes, and (n,) the root mean square distances from them."""
        scores = self.signatures(share)
        means = _means(scores, self.classes)
        squares = ((scores - means[self.classes]) ** 2).sum(axis=1)
        return means, np.sqrt(np.bincount(self.classes, squares) / np.bincount(self.classes))

    @cached_property
    def pace(self) -> FloatArray:
        """(SNAPSHOTS,) how much of all that happens is over, at even shares of the clock's way.

        One half of it is how far the middles go, the other how much the ratio's logarithm changes.
        """
        shares = np.linspace(0, 1, SNAPSHOTS)
        means = np.diff([self.middles(share)[0] for share in shares], axis=0)
        ratios = np.clip([self.ratio(share) for share in shares], *RATIOS)
        parts = np.linalg.norm(means, axis=2).sum(axis=1), np.abs(np.diff(np.log(ratios)))
        over = np.diff(shares) * 1e-3  # where nothing happens, the clock itself goes on
        over += sum(part / part.sum() for part in parts if part.any())
        pace: FloatArray = np.append(0.0, over.cumsum() / over.sum())
        return pace

    def paced(self, share: float) -> float:
        """The share of the clock's way after which this share of all that happens is over."""
        return float(np.interp(share, self.pace, np.linspace(0, 1, SNAPSHOTS)))

    def ratio(self, share: float) -> float:
        """See `scatter_ratio`."""
        return scatter_ratio(self.signatures(share), self.classes)

    def at_home(self, share: float) -> NDArray[np.bool_]:
        """(k,) whether a point's signature is nearest to the mean of its own class."""
        return nearest_is_own(self.signatures(share), self.classes)

    def accuracy(self, share: float) -> float:
        """The share of points whose signature is nearest to the mean of their own class."""
        return float(self.at_home(share).mean())

    def scoring(self, share: float) -> FloatArray:
        """(n, 3) the share of each class's points that a neuron scores above 0."""
        return _means((self.signatures(share) > 0).astype(float), self.classes)

    def patterns(self, share: float) -> list[tuple[Many, ...]]:
        """For each class how many of its points each neuron scores above 0."""
        most, least = NEARLY, 1 - NEARLY
        return [
            tuple("all" if part > most else "none" if part < least else "some" for part in row)
            for row in self.scoring(share)
        ]

    def apart(self, share: float) -> bool:
        """Whether no two classes are nearer to one another than they spread, both together."""
        means, spreads = self.middles(share)
        gaps = np.linalg.norm(means[:, np.newaxis] - means, axis=2)
        return bool((gaps + np.diag([np.inf] * len(gaps)) > spreads[:, np.newaxis] + spreads).all())
