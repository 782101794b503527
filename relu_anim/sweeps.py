"""Sweeps: one neuron again and again, with one of its parameters changed each time."""

from __future__ import annotations

from dataclasses import dataclass

from relu_anim.relu import Neuron


@dataclass(frozen=True)
class BiasSweep:
    """One neuron at several biases, `r(x + b)`, and again at another weight, `r(w x + b)`."""

    weight: float
    biases: tuple[float, ...]

    @property
    def plain(self) -> tuple[Neuron, ...]:
        """The neurons of weight 1, one for each bias."""
        return tuple(Neuron(1.0, bias) for bias in self.biases)

    @property
    def weighted(self) -> tuple[Neuron, ...]:
        """The neurons of the clip's own weight, one for each bias."""
        return tuple(Neuron(self.weight, bias) for bias in self.biases)
