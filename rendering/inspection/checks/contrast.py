"""Texts and curves that stand out too little from what is behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring.closeup import CloseUp
from rendering.inspection.measuring.colours import contrast_counts
from rendering.inspection.measuring.painted_frame import PaintedFrame
from rendering.inspection.measuring.things import Thing
from rendering.inspection.thresholds import (
    CONTRAST_TOLERANCE,
    CURVE_CONTRAST,
    CURVE_SHARE,
    TEXT_CONTRAST,
)

Array = Any


def faint_text(close_up: CloseUp, steady: bool) -> Iterator[Fault]:
    """A text that stands out too little from what is behind it."""
    ratio = close_up.text_contrast(lambda piece: contrast_counts(piece.fill_opacity, steady))
    if ratio is not None and ratio < TEXT_CONTRAST - CONTRAST_TOLERANCE:
        how_far = f"{ratio:.1f}:1, needs {TEXT_CONTRAST}:1"
        yield Fault("contrast", (Thing.of(close_up.text),), how_far, TEXT_CONTRAST - ratio)


def faint_curves(painted: PaintedFrame) -> Iterator[Fault]:
    """Curves of which too much can hardly be seen."""
    curves: dict[Thing, list[Array]] = {}
    for thing, ratios in painted.curve_contrasts:
        curves.setdefault(thing, []).append(ratios)
    for thing, parts in curves.items():
        ratios = np.concatenate(parts)
        if not ratios.size:
            continue
        ratio = float(np.quantile(ratios, CURVE_SHARE))
        if ratio < CURVE_CONTRAST - CONTRAST_TOLERANCE:
            how_far = f"{ratio:.1f}:1, needs {CURVE_CONTRAST:g}:1"
            yield Fault("contrast", (thing,), how_far, CURVE_CONTRAST - ratio)
