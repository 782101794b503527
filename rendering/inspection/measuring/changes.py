"""Which pixels have changed from one canvas to another, and how many at full size."""

from __future__ import annotations

from typing import Any

from rendering.inspection.measuring.canvas import Canvas
from rendering.inspection.thresholds import FAINT_CHANGE, SHORT_SIDE, STRONG_CHANGE

Array = Any


def visible_change(before: Canvas, after: Canvas) -> Array:
    """Which pixels look different: strongly, or faintly but all around, as an area does.

    The soft edges of a line change faintly when a copy of it is laid under it; nobody sees that.
    """
    changed: Array = after.changed_since(before, STRONG_CHANGE)
    faint = after.changed_since(before, FAINT_CHANGE)
    if faint.any():
        across = faint[:, :-2] & faint[:, 1:-1] & faint[:, 2:]
        changed[1:-1, 1:-1] |= across[:-2] & across[1:-1] & across[2:]
    return changed


def pixels_at_full_size(changed: Array) -> float:
    """How many pixels have changed, counted at 1080p."""
    return float(changed.sum() * (SHORT_SIDE / min(changed.shape)) ** 2)
