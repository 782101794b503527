"""Ticks that go through the places a clip speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.mobjects.plot import nice_ticks


def ticks_through(places: Sequence[float], low: float, high: float, most: int = 8) -> np.ndarray:
    """Return round ticks in [low, high] that hit every place, or else the places themselves.

    Where no round step does it with at most ``most`` ticks, 0 is kept beside the places if it
    stands well apart from them.
    """
    for wanted in range(2, most + 1):
        ticks = nice_ticks(low, high, wanted)
        nearest = [np.abs(ticks - place).min(initial=np.inf) for place in places]
        if len(ticks) <= most and max(nearest) <= 1e-9 * (high - low):
            return ticks
    apart = all(abs(place) > (high - low) / 8 for place in places)
    return np.array(sorted([*places, *([0.0] if apart and low < 0 < high else [])]))
