"""A network with one input and one hidden layer learns a curve, and where its kinks are meanwhile.

A neuron bends the curve at its kink -b/w, so a step that changes w or b moves the kink. Where the
kinks start decides what becomes of them: spread over the interval, they can walk to where they are
needed; all at one end of it, half of the neurons are off on the whole interval, no slope reaches
them, and they stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from relu_anim.approximation import Interpolant
from relu_anim.arrays import FloatArray
from relu_anim.dense import Dense
from relu_anim.network import Network
from relu_anim.piecewise import PiecewiseLinear
from relu_anim.targets import Target, sample
from relu_anim.training import Run, layers_in, train

POINTS = 256
"""So many points of a target are learnt from, evenly spaced, ends included."""
DECAY = 1e-3
"""See `train`: after 1000 steps the rate is half of what it was."""
SNAPSHOTS = 600
"""So many moments of a run are written down: as many as ten seconds of film have frames."""
FIRST_STEPS = 3.0
"""A logarithmic clock shows the first so many steps at an even pace, near enough."""
LOOK = 0.4
"""So much of a curve is seen that is far off the points, as a share of their height."""
SAME = 1e-9
"""Kinks nearer to one another than this share of the domain are taken for one."""
CLEARLY = 0.95
"""What is clearly less than a loss, as a share of it."""
LEARNT = 0.01
"""A run has learnt the curve if this share, at most, of its variance is left as loss."""

Start = Literal["spread", "origin"]


@dataclass(frozen=True, eq=False)
class CurveTraining:
    """`y(x) = c + sum of v_j r(w_j x + b_j)` over n neurons, fitted to points (k, 2) on a domain.

    start: at first, w and v are drawn with He's scale (variances 2 and 2/n, for x from 0 to 1 and
    y of size 1; domain and points are brought to that); the kinks lie anywhere in the domain
    ("spread"), or all at its left end ("origin", which for x from 0 on means b = 0).
    target: what the points are samples of, if it is known.
    Raises DivergenceError (a ValueError) when the loss grows without bounds.
    """

    points: FloatArray
    domain: tuple[float, float]
    neurons: int
    steps: int
    seed: int
    rate: float
    start: Start = "spread"
    target: Target | None = None

    @classmethod
    def of_target(
        cls, target: Target, domain: tuple[float, float], **settings: object
    ) -> CurveTraining:
        """The training on evenly spaced points of a target."""
        x = np.linspace(*domain, POINTS)
        points = np.column_stack([x, sample(target, x)])
        return cls(points, domain, target=target, **settings)  # type: ignore[arg-type]  # passed on

    @cached_property
    def from_origin(self) -> CurveTraining:
        """The same training, but all kinks start at the left end."""
        return replace(self, start="origin")

    @cached_property
    def run(self) -> Run:
        """The run, made when it is first asked for; its parameters are those for x and y as given.

        It is trained on x from 0 to 1, and on y over the power of 2 that is nearest to its size.
        """
        (low, high), (x, y) = self.domain, self.points.T
        size = 2.0 ** np.round(np.log2(np.abs(y).max() or 1.0))
        chance = np.random.default_rng(self.seed)
        weights = chance.normal(0, np.sqrt(2), self.neurons)
        kinks = chance.uniform(0, 1, self.neurons) * (self.start == "spread")
        outputs = chance.normal(0, np.sqrt(2 / self.neurons), (self.neurons, 1))
        network = Network(
            (Dense(weights[np.newaxis], -weights * kinks), Dense(outputs, np.zeros(1)))
        )
        scaled = (x - low) / (high - low)
        clock = self.step_at(np.linspace(0, 1, SNAPSHOTS))
        run = train(
            network,
            scaled[:, np.newaxis],
            y[:, np.newaxis] / size,
            steps=self.steps,
            rate=self.rate,
            decay=DECAY,
            record=np.round(clock).astype(int).tolist(),
        )
        parameters = run.parameters.copy()
        (first, biases), (last, offset) = layers_in(parameters, run.sizes)
        first /= high - low
        biases -= first[:, 0] * low
        last *= size
        offset *= size
        return replace(run, parameters=parameters, losses=run.losses * size**2)

    def step_at(self, share: FloatArray | float) -> FloatArray:
        """The step that a logarithmic clock shows after a share of its way, from 0 to all steps."""
        step: FloatArray = FIRST_STEPS * np.expm1(share * np.log1p(self.steps / FIRST_STEPS))
        rounded: FloatArray = np.round(step, 6)  # the last one is whole
        return rounded

    def loss(self, step: float) -> float:
        """The loss after the last whole step."""
        return float(self.run.losses[int(step)])

    def at_share(self, share: float) -> FloatArray:
        """(p,) the parameters after a share of the way of that clock."""
        return self.run.at(float(self.step_at(share)))

    @cached_property
    def heights(self) -> tuple[float, float]:
        """From where to where to look: all points, 0, and the curves of the run within reason."""
        y = np.append(self.points[:, 1], 0.0)
        low, high, room = y.min(), y.max(), LOOK * float(np.ptp(y))
        curves = np.concatenate([self.corners_of(row)[:, 1] for row in self.run.parameters])
        lowest, highest = max(low - room, curves.min()), min(high + room, curves.max())
        return float(min(low, lowest)), float(max(high, highest))

    def kinks(self, step: float) -> FloatArray:
        """(n,) `-b/w` of each neuron; for w = 0 it is beyond everything."""
        return self.kinks_of(self.run.at(step))

    def kinks_of(self, parameters: FloatArray) -> FloatArray:
        """(n,) the same for any parameters (p,)."""
        weights, biases, _, _ = self._parts(parameters)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(weights == 0, np.inf, 0.0 - biases / weights)

    def corners(self, step: float) -> FloatArray:
        """(k, 2) the curve on the domain, exactly: its ends, and a corner at each kink."""
        return self.corners_of(self.run.at(step))

    def corners_of(self, parameters: FloatArray) -> FloatArray:
        """(k, 2) the same for any parameters (p,)."""
        kinks = self.kinks_of(parameters)
        x = np.sort([*self.domain, *np.clip(kinks[self.inside(kinks)], *self.domain)])
        return np.column_stack([x, self.parts_of(parameters, x).sum(axis=1) + parameters[-1]])

    def parts_of(self, parameters: FloatArray, x: FloatArray) -> FloatArray:
        """(k, n) what each neuron adds to the curve at x (k,)."""
        weights, biases, outputs, _ = self._parts(parameters)
        parts: FloatArray = np.maximum(x[:, np.newaxis] * weights + biases, 0.0) * outputs
        return parts

    def inside(self, kinks: FloatArray) -> NDArray[np.bool_]:
        """(n,) whether kinks are in the domain, up to rounding."""
        low, high = self.domain
        blur = SAME * (high - low)
        inside: NDArray[np.bool_] = (kinks >= low - blur) & (kinks <= high + blur)
        return inside

    @cached_property
    def dead(self) -> NDArray[np.bool_]:
        """(n,) which neurons are off on the whole domain in the end."""
        weights, biases, _, _ = self._parts(self.run.parameters[-1])
        off: NDArray[np.bool_] = (np.outer(self.domain, weights) + biases <= 0).all(axis=0)
        return off

    @cached_property
    def stuck(self) -> NDArray[np.bool_]:
        """(n,) which neurons have not changed at all, in weight, bias or output weight."""
        moved = self.run.parameters[0] != self.run.parameters[-1]
        weights, biases, outputs, _ = self._parts(moved)
        stuck: NDArray[np.bool_] = ~(weights | biases | outputs)
        return stuck

    @cached_property
    def max_error(self) -> float:
        """The largest error in the end: on the whole domain, or at the points if that is all."""
        corners = self.corners(self.steps)
        if self.target is None:
            x, y = self.points.T
            return float(np.abs(np.interp(x, *corners.T) - y).max())
        apart = np.diff(corners[:, 0]) > SAME * (self.domain[1] - self.domain[0])
        return (
            PiecewiseLinear.through(corners[np.append(apart, True)])
            .max_error(self.target, *self.domain)
            .error
        )

    @property
    def has_learnt(self) -> bool:
        """Whether the loss has become small, compared with that of the best level line."""
        return bool(self.run.losses[-1] <= LEARNT * self.points[:, 1].var())

    @cached_property
    def by_hand(self) -> Interpolant | None:
        """The target, if it is known, drawn with as many pieces as there are neurons."""
        return Interpolant(self.target, self.neurons, self.domain) if self.target else None

    @cached_property
    def loss_by_hand(self) -> float:
        """The loss that this has at the points: 0 if it is the target; inf if there is none."""
        if self.by_hand is None:
            return np.inf
        x, y = self.points.T
        gaps = self.by_hand.function(x) - y
        return 0.0 if self.by_hand.is_exact else float((gaps**2).mean())

    @property
    def is_beaten(self) -> bool:
        """Whether it has learnt the curve, but clearly with a larger loss than that by hand has."""
        return self.has_learnt and self.loss_by_hand < CLEARLY * self.run.losses[-1]

    def _parts(self, parameters: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:  # type: ignore[type-arg]  # of floats or of bools
        (weights, biases), (outputs, offset) = layers_in(parameters, (1, self.neurons, 1))
        return weights[0], biases, outputs[:, 0], offset
