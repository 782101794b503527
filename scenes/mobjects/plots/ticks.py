"""Where ticks stand: at round numbers, and if possible at the places that a clip speaks of."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

MOST = 8
WANTED = (5, 6, 7, 8, 4, 3, 2)
"""How many ticks would be good, the best first."""


def nice_ticks(low: float, high: float, wanted: int = 6) -> np.ndarray:
    """Round numbers in [low, high], a step of 1, 2 or 5 times a power of ten apart."""
    step = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(step))
    # The next round step up; where that leaves fewer than two numbers, a smaller one.
    steps = [power * factor for factor in (10, 5, 2, 1, 0.5, 0.2)]
    fitting = [size for size in steps if size >= step * (1 - 1e-9)]
    ticks: np.ndarray = np.zeros(0)
    for size in (fitting[-1], *steps[len(fitting) :]):
        ticks = np.arange(math.ceil(low / size - 1e-9), math.floor(high / size + 1e-9) + 1) * size
        if len(ticks) > 1:
            break
    return ticks


def ticks_through(places: Sequence[float], low: float, high: float) -> np.ndarray:
    """Round ticks in [low, high] that hit every place, or else the places themselves.

    Where no round step does it with at most eight ticks, 0 is kept beside the places if it stands
    well apart from them. Places that are too close for two numbers get round ticks all the same.
    """
    room = (high - low) / 8
    for wanted in WANTED:
        ticks = nice_ticks(low, high, wanted)
        nearest = [np.abs(ticks - place).min(initial=np.inf) for place in places]
        if len(ticks) <= MOST and max(nearest) <= 1e-9 * (high - low):
            return ticks
    if np.diff(sorted(places)).min(initial=np.inf) < room:
        return nice_ticks(low, high)
    apart = all(abs(place) > room for place in places)
    return np.array(sorted([*places, *([0.0] if apart and low < 0 < high else [])]))
