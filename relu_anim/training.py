"""Training: a network's weights and biases step down the slope of a loss, all of them at once.

A loss says in one number how far the outputs are from those that are wanted. Backpropagation says
how it changes with every weight and bias; Adam changes each of them a little, the other way; and
again. All parameters lie side by side in one flat array, so that a step is one line for all of them
and a run is recorded as rows. NumPy only, and no chance: what is random is drawn before, by whoever
makes the network that a run starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from relu_anim.arrays import FloatArray, finite_array, finite_number, read_only
from relu_anim.dense import Dense
from relu_anim.network import Network

Loss: TypeAlias = Callable[[FloatArray, FloatArray], tuple[float, FloatArray]]
"""Of outputs and wanted ones, (k, n) each: the loss, and (k, n) its slope along each output."""

MEAN_KEPT, SQUARE_KEPT, LEAST = 0.9, 0.999, 1e-8
"""Adam's beta_1, beta_2 and epsilon, as its authors recommend them."""

DIVERGED = 1e6
"""Times the first loss (or 1, if that is less): a loss beyond this does not come back."""


class DivergenceError(ValueError):
    """A run whose loss grows beyond all bounds: its rate is too high."""


def squared_error(outputs: FloatArray, wanted: FloatArray) -> tuple[float, FloatArray]:
    """`mean of (y - t)^2` over all points and outputs, and `2 (y - t) / (k n)`."""
    missing = outputs - wanted
    return float(np.vdot(missing, missing)) / missing.size, missing * (2 / missing.size)


def cross_entropy(outputs: FloatArray, wanted: FloatArray) -> tuple[float, FloatArray]:
    """`mean over points of -sum_j t_j log p_j` with `p = softmax(y)`, and `(p - t) / k`.

    wanted: (k, n) the share of each class in a point; each row adds up to 1 (for a label: one 1).
    """
    below = outputs - outputs.max(axis=1, keepdims=True)
    powers = np.exp(below)
    sums = powers.sum(axis=1, keepdims=True)
    loss = float(np.vdot(np.log(sums) - below, wanted)) / len(outputs)
    return loss, (powers / sums - wanted) / len(outputs)


def flattened(network: Network) -> FloatArray:
    """(p,) all parameters of a network: W_1 row by row, b_1, W_2, b_2, ..."""
    parts = [part.ravel() for layer in network.layers for part in (layer.weights, layer.biases)]
    return np.concatenate(parts)


def layers_in(
    parameters: FloatArray, sizes: tuple[int, ...]
) -> list[tuple[FloatArray, FloatArray]]:
    """`(W, b)` of each layer as views into parameters (..., p): (..., i, n) and (..., n)."""
    layers, start = [], 0
    for inputs, neurons in pairwise(sizes):
        middle = start + inputs * neurons
        weights = parameters[..., start:middle].reshape(*parameters.shape[:-1], inputs, neurons)
        layers.append((weights, parameters[..., middle : middle + neurons]))
        start = middle + neurons
    return layers


class Backpropagation:
    """The loss of a network on fixed points, and its gradient; the arrays it needs are made once.

    sizes: of the network, see `Network.sizes`. inputs: (k, i). wanted: (k, n). Raises ValueError
    when they do not fit together.
    """

    def __init__(
        self, sizes: tuple[int, ...], inputs: ArrayLike, wanted: ArrayLike, loss: Loss
    ) -> None:
        points, self.wanted = finite_array("inputs", inputs), finite_array("wanted outputs", wanted)
        for array, what, size in ((points, "input", sizes[0]), (self.wanted, "output", sizes[-1])):
            if array.ndim != 2 or array.shape[1] != size or len(array) != len(points) or not size:
                need = f"need {what}s in rows of {size}, one row for each point"
                raise ValueError(f"{need}, got shape {array.shape}")
        self.sizes, self.loss = sizes, loss
        self._signals = [points, *(np.empty((len(points), size)) for size in sizes[1:])]
        self._pulls = [np.empty_like(signal) for signal in self._signals]

    def __call__(self, parameters: FloatArray, gradient: FloatArray) -> float:
        """The loss at parameters (p,); its slope along each of them is written to gradient (p,)."""
        signals, layers = self._signals, layers_in(parameters, self.sizes)
        for index, (weights, biases) in enumerate(layers, 1):
            np.matmul(signals[index - 1], weights, out=signals[index])
            signals[index] += biases
            if index < len(layers):
                np.maximum(signals[index], 0.0, out=signals[index])
        loss, pull = self.loss(signals[-1], self.wanted)
        slopes = layers_in(gradient, self.sizes)
        for index in range(len(layers), 0, -1):
            np.matmul(signals[index - 1].T, pull, out=slopes[index - 1][0])
            pull.sum(axis=0, out=slopes[index - 1][1])
            if index > 1:
                pull = np.matmul(pull, layers[index - 1][0].T, out=self._pulls[index - 1])
                pull *= signals[index - 1] > 0  # an idle ReLU passes nothing back
        return loss


@dataclass(frozen=True, eq=False)
class Run:
    """A run as it was recorded.

    sizes: of the network. recorded: (s,) the steps, increasing, at which its parameters (s, p) were
    written down. losses: (steps + 1,) before the first step and after each.
    """

    sizes: tuple[int, ...]
    recorded: NDArray[np.int64]
    parameters: FloatArray
    losses: FloatArray

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return self.losses.size - 1

    def at(self, step: float) -> FloatArray:
        """(p,) the parameters after so many steps; between two recorded steps, a mixture of them.

        Raises ValueError for a step outside the recorded ones.
        """
        first, last = self.recorded[[0, -1]]
        if not first <= step <= last:
            raise ValueError(f"need a step from {first} to {last}, got {step:g}")
        after = int(np.searchsorted(self.recorded, step))
        if self.recorded[after] == step:
            exact: FloatArray = self.parameters[after]
            return exact
        before, (start, end) = after - 1, self.recorded[after - 1 : after + 1]
        share = (step - start) / (end - start)
        mixture: FloatArray = (1 - share) * self.parameters[before] + share * self.parameters[after]
        return mixture

    def network(self, step: float) -> Network:
        """The network of that moment."""
        return Network(tuple(Dense(*layer) for layer in layers_in(self.at(step), self.sizes)))


def train(
    start: Network,
    inputs: ArrayLike,
    wanted: ArrayLike,
    loss: Loss = squared_error,
    *,
    steps: int,
    rate: float = 0.01,
    decay: float = 0.0,
    shrink: float = 0.0,
    record: Iterable[int] = (),
) -> Run:
    """A run of full-batch Adam: in step t = 0, 1, ... a parameter moves by about
    `rate / (1 + decay t)`.

    inputs: (k, i). wanted: (k, n). record: the steps to write down beside the first and the last.
    shrink: adds `shrink / 2` times the sum of all squared weights, not biases, to what falls; it is
    not in the losses.

    `m = 0.9 m + 0.1 g`, `v = 0.999 v + 0.001 g^2`, and the parameter moves by
    `-rate_t M / (sqrt(V) + 1e-8)`, where M and V are m and v over what they would be, had g always
    been 1. Source: Kingma & Ba, Adam, 2015 (algorithm 1).
    Raises DivergenceError when the loss grows without bounds; ValueError when the arrays do not
    fit, or steps, rate, decay or shrink are negative.
    """
    rate, decay, shrink = map(finite_number, ("rate", "decay", "shrink"), (rate, decay, shrink))
    if steps < 0 or min(rate, decay, shrink) < 0:
        given = f"{steps}, {rate:g}, {decay:g}, {shrink:g}"
        raise ValueError(f"need steps, rate, decay and shrink >= 0, got {given}")
    kept = {0, steps, *record}
    propagate = Backpropagation(start.sizes, inputs, wanted, loss)
    parameters = flattened(start)
    gradient, mean, square, change = np.zeros((4, parameters.size))
    recorded, rows, losses = [], [], np.empty(steps + 1)
    pull = np.zeros(parameters.size)
    for weights, _ in layers_in(pull, start.sizes):
        weights += shrink
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps + 1):
            losses[step] = propagate(parameters, gradient)
            if not losses[step] <= DIVERGED * max(1.0, losses[0]):
                text = f"need a lower rate: the loss is {losses[step]:.3g} after step {step}"
                raise DivergenceError(f"{text}, and was {losses[0]:.3g}")
            if step in kept:
                recorded.append(step)
                rows.append(parameters.copy())
            gradient += pull * parameters
            mean += (1 - MEAN_KEPT) * (gradient - mean)
            square += (1 - SQUARE_KEPT) * (gradient * gradient - square)
            np.sqrt(square / (1 - SQUARE_KEPT ** (step + 1)), out=change)
            change += LEAST
            np.divide(mean, change, out=change)
            change *= rate / (1 + decay * step) / (1 - MEAN_KEPT ** (step + 1))
            parameters -= change
    return Run(start.sizes, np.array(recorded), finite_array("parameters", rows), read_only(losses))
