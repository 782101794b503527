"""Texts that are too small to be read."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Text
from rendering.inspection.thresholds import SMALLEST_DIGIT


def small_text(frame: DrawnFrame, text: Text) -> Iterator[Fault]:
    """A text whose digits are, or would be, too low."""
    height = text.digit_height * frame.density
    if height < SMALLEST_DIGIT:
        how_far = f"digits of {height:.1f} px at 1080p, needs {SMALLEST_DIGIT:g}"
        yield Fault("small", (Thing.of(text),), how_far, SMALLEST_DIGIT - height)
