"""Where ticks stand: at round numbers."""

from __future__ import annotations

import math

import numpy as np


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
