"""Ticks that go through the places a clip speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.mobjects.plots.plot import nice_ticks

MOST = 8
WANTED = (5, 6, 7, 8, 4, 3, 2)
"""How many ticks would be good, the best first."""


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
