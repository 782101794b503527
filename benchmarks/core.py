"""What the core takes for the curves that a scene may ask of it in every frame."""

from __future__ import annotations

import timeit
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from relu_anim import CurveTraining, Dense, HiddenLayer, Network, Neuron, interpolate
from scenes.catalogue.contents import find_clip

REPEATS = 50
"""How often each is done: the least time counts, since whatever else the machine does only adds."""


def core_times() -> dict[str, float]:
    """The least milliseconds that each computation took."""
    layers, units = _layers(1, 8, 8, 1), _units(64)
    sine = interpolate(lambda x: np.sin(2 * np.pi * x), 8)
    return {
        "the curves of a 1-8-8-1 network": _milliseconds(lambda: Network(layers).curves),
        "the curve of 64 units": _milliseconds(lambda: units.function),
        "the largest error of 8 segments": _milliseconds(lambda: sine.error_of(sine.function)),
        "4000 steps of training 64 units": _milliseconds(_train, repeats=2),
    }


def core_table(times: dict[str, float]) -> str:
    """The times as Markdown."""
    rows = [f"| {what} | {milliseconds:.2f} ms |" for what, milliseconds in times.items()]
    return "\n".join(["| in the core | least time |", "|---|--:|", *rows]) + "\n"


def _layers(*sizes: int) -> tuple[Dense, ...]:
    random = np.random.default_rng(1)
    return tuple(
        Dense(random.normal(size=(inputs, neurons)), random.normal(size=neurons))
        for inputs, neurons in pairwise(sizes)
    )


def _units(count: int) -> HiddenLayer:
    numbers = np.random.default_rng(1).normal(size=(count, 3)).tolist()
    return HiddenLayer(0.0, tuple((c, Neuron(weight, bias)) for c, weight, bias in numbers))


def _train() -> object:
    """The run of the `training` clip."""
    options = find_clip("training").parameters()
    options.pop("data")
    return CurveTraining.of_target(options.pop("target"), options.pop("domain"), **options).run


def _milliseconds(compute: Callable[[], object], repeats: int = REPEATS) -> float:
    return 1000 * min(timeit.repeat(compute, number=1, repeat=repeats))
