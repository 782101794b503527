"""Sweeps: one neuron again and again, with one of its parameters changed each time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from relu_anim.relu import Neuron


@dataclass(frozen=True)
class BiasSweep:
    """One neuron at one weight and several biases, `r(w x + b)`."""

    weight: float
    biases: tuple[float, ...]

    @property
    def neurons(self) -> tuple[Neuron, ...]:
        """The neurons, one for each bias."""
        return tuple(Neuron(self.weight, bias) for bias in self.biases)

    @property
    def stops(self) -> tuple[float, ...]:
        """At least two biases, each unlike the one before: where the bias goes in turn.

        A bias that is alone is reached from 0, and 0 itself goes on to 1. The last one is not much
        smaller than the others: where the last of `biases` is, the largest follows it.
        """
        first, last = self.biases[0], self.biases[-1]
        changed = tuple(after for before, after in pairwise(self.biases) if after != before)
        stops = (first, *changed) if changed else (0.0, last or 1.0)
        largest = max(stops, key=abs)
        return stops if abs(stops[-1]) >= abs(largest) / 2 else (*stops, largest)


@dataclass(frozen=True)
class WeightSweep:
    """One neuron at several weights and one bias, `r(w x + b)`."""

    weights: tuple[float, ...]
    bias: float

    @property
    def neurons(self) -> tuple[Neuron, ...]:
        """The neurons, one for each weight."""
        return tuple(Neuron(weight, self.bias) for weight in self.weights)

    @property
    def stops(self) -> tuple[float, ...]:
        """Where the weight goes in turn, each unlike the one before, and never past 0 at once."""
        stops = [self.weights[0]]
        for weight in self.weights[1:]:
            if weight * stops[-1] < 0:
                stops.append(0.0)
            if weight != stops[-1]:
                stops.append(weight)
        return tuple(stops)
