"""Texts beside one another that read as one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Text
from rendering.inspection.thresholds import LEAST_GAP, SIGN_GAP, TOUCHING

_SIGNS = "−-"
_OPEN, _CLOSED = "=+−-±·×/<>≤≥≈→:,.;([{|", "=+·×/<>≤≥≈→:,.;)]}|%°"
"""What a text may end or begin with when it belongs to what comes after or before it."""
_ON_ONE_LINE = 0.15
"""Of a glyph's height: by how much the feet or the heads of neighbours may differ."""
_ONE_SIZE = 1.5
"""How many times as high as the other a text may be."""


def narrow_gaps(frame: DrawnFrame) -> Iterator[Fault]:
    """Pairs of texts on one baseline between which there is less than a blank."""
    if not frame.texts:
        return
    boxes = np.array([text.box for text in frame.texts])
    reach = geometry.size(boxes)[:, 1].max()
    for one, other in np.argwhere(
        geometry.meets(geometry.grown(boxes, reach)[:, None], boxes[None])
    ):
        left, right = frame.texts[one], frame.texts[other]
        gap, height = _between(left, right)
        share = SIGN_GAP if right.string.strip()[:1] in _SIGNS else LEAST_GAP
        if -TOUCHING <= gap < share * height and not _reads_on(left, right):
            least = frame.pixels(share * height)
            how_far = f"only {max(0, round(gap * frame.density))} px apart, needs {least}"
            things = (Thing.of(left), Thing.of(right))
            yield Fault("gap", things, how_far, share * height - gap)


def _between(left: Text, right: Text) -> tuple[float, float]:
    """The gap from one text to one on its right, and their height; the gap is infinite if they are
    not on one baseline."""
    heights = [float(geometry.size(text.glyphs)[:, 1].max()) for text in (left, right)]
    last, first = left.glyphs[left.glyphs[:, 2].argmax()], right.glyphs[right.glyphs[:, 0].argmin()]
    height, gap = min(heights), float(first[0] - last[2])
    shared = min(left.box[3], right.box[3]) - max(left.box[1], right.box[1])
    is_beside = right.box[2] > left.box[2] and left.box[0] < right.box[0]
    if (
        max(heights) > _ONE_SIZE * height
        or not is_beside
        or shared < (1 - 2 * _ON_ONE_LINE) * height
    ):
        return np.inf, height
    return gap, height


def _reads_on(left: Text, right: Text) -> bool:
    """Whether one text is meant to go on with the other, as terms go on with signs."""
    return left.string.strip()[-1:] in _OPEN or right.string.strip()[:1] in _CLOSED
