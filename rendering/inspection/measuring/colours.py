"""Luminance and contrast as the WCAG defines them, of whole frames at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from rendering.inspection.thresholds import SEEN, SOLID

Array = Any

_STEPS = np.arange(256) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_RED, _GREEN, _BLUE = 0.2126 * _LINEAR, 0.7152 * _LINEAR, 0.0722 * _LINEAR


def luminance(colours: Array) -> Array:
    """Relative luminance (...) of sRGB colours (..., 3) from 0 to 255: 0 is black, 1 white."""
    steps = np.asarray(colours)
    if steps.dtype != np.uint8:  # pixels are whole steps already
        steps = np.clip(np.rint(steps), 0, 255).astype(np.uint8)
    return _RED[steps[..., 0]] + _GREEN[steps[..., 1]] + _BLUE[steps[..., 2]]


def contrast(first: Array, second: Array) -> Array:
    """Contrast ratio (...) of colours (..., 3): (L1 + 0.05) / (L2 + 0.05), the brighter first."""
    one, other = luminance(first) + 0.05, luminance(second) + 0.05
    ratio: Array = np.maximum(one, other) / np.minimum(one, other)
    return ratio


def contrast_counts(opacity: float, steady: bool) -> bool:
    """Whether contrast counts: not while a thing fades."""
    return opacity >= SOLID or (steady and opacity >= SEEN)
