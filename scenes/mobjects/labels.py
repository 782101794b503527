"""Where a label may stand: the first place that is clear of texts and curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import manim as mn
import numpy as np

from scenes.layout import Region

Label = TypeVar("Label", bound=mn.Mobject)

SPACING = 0.1
"""Frame units that a label keeps from everything else."""
_STATIONS = 240


def box_of(mobject: mn.Mobject, at: np.ndarray | None = None) -> Region:
    """The upright rectangle around a mobject, as if its centre were at `at`."""
    x, y = (mobject.get_center() if at is None else at)[:2]
    width, height = max(mobject.width, 1e-6), max(mobject.height, 1e-6)
    return Region(x - width / 2, x + width / 2, y - height / 2, y + height / 2)


def overlap(first: Region, second: Region) -> float:
    """The area that two rectangles share."""
    width = min(first.right, second.right) - max(first.left, second.left)
    height = min(first.top, second.top) - max(first.bottom, second.bottom)
    return max(0.0, width) * max(0.0, height)


def stations(path: np.ndarray) -> np.ndarray:
    """Points (k, 3) close together along a polyline (n, 3)."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    at = np.linspace(0.0, along[-1], _STATIONS)
    return np.column_stack([np.interp(at, along, path[:, axis]) for axis in range(3)])


def put_clear(
    label: Label,
    candidates: Iterable[np.ndarray],
    *,
    within: Region,
    texts: Sequence[mn.Mobject | Region] = (),
    paths: Sequence[np.ndarray] = (),
) -> Label:
    """Centre a label on the first candidate where it meets no text, no path and no border.

    Where there is none such, the one that covers least is taken.
    """
    boxes = [text if isinstance(text, Region) else box_of(text) for text in texts]
    points = np.vstack([stations(path) for path in paths]) if paths else np.zeros((0, 3))

    def cost(at: np.ndarray) -> float:
        box = box_of(label, at)
        roomy = box.inset(-SPACING, -SPACING, -SPACING, -SPACING)
        area = box.width * box.height
        outside = area - overlap(box, within)
        covered = sum(overlap(roomy, other) for other in boxes)
        corner, opposite = [roomy.left, roomy.bottom], [roomy.right, roomy.top]
        inside = ((points[:, :2] > corner) & (points[:, :2] < opposite)).all(axis=1)
        return 4 * outside + 2 * covered + area * float(inside.sum()) / _STATIONS

    places = list(candidates)
    costs = [round(cost(place), 6) for place in places]
    label.move_to(places[costs.index(min(costs))])
    return label
