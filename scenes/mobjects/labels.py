"""Where a label may stand, clear of texts and curves, and the halo around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.plots.window import Window
from scenes.theme import STROKES, Theme

Label = TypeVar("Label", bound=mn.Mobject)

SPACING = 0.1
"""Frame units that a label keeps from everything else."""
OFF_CURVE = 0.14
"""Frame units from a curve to the label beside it."""
BEYOND, ASIDE = 0.36, 0.2
"""From a tip to the middle of a label beyond it, and across to the end of one aside."""
AROUND_TIP = (0, 1), (0.5, 1), (-0.5, 1), (1, 0.9), (-1, 0.9)
"""Where a label stands beyond a tip, as shares of the way aside and of the way on."""
HALO = 14.0
"""The stroke width of the ground around glyphs."""
HALO_OPACITY = 0.9
_SHARES = np.linspace(0.02, 0.98, 49)
"""Of the width and the height of a polygon: where a box is tried in it."""
_ABOUT = 0.25
"""Frame units from a curve by which places differ that are about as near to it."""
_STATIONS = 240
"""At so many points of a path it is seen whether a label covers it."""


def box_of(mobject: mn.Mobject, at: np.ndarray | None = None) -> Region:
    """The upright rectangle around a mobject, as if its centre were at `at`."""
    x, y = (mobject.get_center() if at is None else at)[:2]
    width, height = max(mobject.width, 1e-6), max(mobject.height, 1e-6)
    return Region(x - width / 2, x + width / 2, y - height / 2, y + height / 2)


def overlap(first: Region, second: Region) -> float:
    """The area that two rectangles share."""
    corners = np.array([[first.left, first.bottom], [first.right, first.top]])
    return float(_shared(corners[:1], corners[1:], second)[0])


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
    dear: float = 2.0,
) -> Label:
    """Centre a label on the first candidate where it meets no text, no path and no border.

    Where there is none such, the one that covers least is taken: what it shares with texts is so
    many times as `dear` as paths through it.
    """
    boxes = [text if isinstance(text, Region) else box_of(text) for text in texts]
    points = np.vstack([stations(path) for path in paths]) if paths else np.zeros((0, 3))
    own, places = box_of(label, np.zeros(3)), np.array([*candidates]).reshape(-1, 3)
    low, high = places[:, :2] + [own.left, own.bottom], places[:, :2] + [own.right, own.top]
    area = own.width * own.height
    outside = area - _shared(low, high, within)
    low, high = low - SPACING, high + SPACING
    shared = sum((_shared(low, high, box) for box in boxes), np.zeros(len(low)))
    costs = dear * (2 * outside + shared)
    best, least = label.get_center(), np.inf
    for place, cost, corner, opposite in zip(places, costs, low, high, strict=True):
        if round(cost, 6) < least:  # else it need not be seen what it covers of the paths
            inside = ((points[:, :2] > corner) & (points[:, :2] < opposite)).all(axis=1)
            if (here := round(cost + area * float(inside.sum()) / _STATIONS, 6)) < least:
                best, least = place, here
        if not least:
            break
    label.move_to(best)
    return label


def _shared(low: np.ndarray, high: np.ndarray, box: Region) -> np.ndarray:
    """The areas (n,) that rectangles share with a box; theirs are the corners (n, 2) each."""
    least = np.maximum(low, [box.left, box.bottom])
    most = np.minimum(high, [box.right, box.top])
    areas: np.ndarray = np.maximum(most - least, 0.0).prod(axis=1)
    return areas


def places_near(label: mn.Mobject, point: np.ndarray, within: Region) -> list[np.ndarray]:
    """Places all over a region where a label is inside of it, those near a point first."""
    x, y = label.width / 2, label.height / 2
    room = within.inset(x, x, y, y)
    places = np.array([room.at(x, y) for x in np.linspace(0, 1, 49) for y in np.linspace(0, 1, 33)])
    away = np.linalg.norm(places - point, axis=1).round(6)
    return [*places[np.argsort(away, kind="stable")]]


def nearest_first(
    label: mn.Mobject,
    places: Sequence[np.ndarray],
    paths: Sequence[np.ndarray],
    others: Sequence[np.ndarray] = (),
    *,
    alone: bool = False,
    farthest: float = np.inf,
) -> list[np.ndarray]:
    """Places for the name of a curve: those first where it is nearer than others, and near.

    paths, others: polylines (n, 3). Of those that are about as near the order stays. alone: if
    there are places where it is nearer than others, no more are taken. farthest: no places that
    are farther from it are.
    """
    away = off(label, places, paths)
    farther = off(label, places, others, 4) < away
    order = np.lexsort((np.ceil(away / _ABOUT), farther))
    count = np.count_nonzero(~farther) if alone else 0
    return [places[index] for index in order[: count or len(order)] if away[index] <= farthest]


def off(
    label: mn.Mobject, places: Sequence[np.ndarray], paths: Sequence[np.ndarray], step: int = 1
) -> np.ndarray:
    """How far (k,) polylines (n, 3) are from a label that is centred on places.

    step: which of their stations are looked at, every one or fewer.
    """
    points = np.vstack([np.zeros((0, 3)), *[stations(path)[::step] for path in paths]])
    half = np.array([[label.width], [label.height]]) / 2
    along = np.ascontiguousarray(points[:, :2].T)
    squares = [
        np.square(np.maximum(np.abs(along - place[:2, np.newaxis]) - half, 0.0))
        .sum(axis=0)
        .min(initial=np.inf)
        for place in places
    ]
    least: np.ndarray = np.sqrt(np.array(squares, float))
    return least


def beside(
    label: mn.VMobject, plot: Window, function: PiecewiseLinear, x: float
) -> list[np.ndarray]:
    """The two places for a label next to a curve at `x`: below it, and above it."""
    step = 1e-3 * (plot.x_range[1] - plot.x_range[0])
    here, there = plot.points_of(np.array([[x, function(x)], [x + step, function(x + step)]]))
    along = (there - here) / np.linalg.norm(there - here)
    normal = np.array([along[1], -along[0], 0.0])
    room = OFF_CURVE + abs(normal[0]) * label.width / 2 + abs(normal[1]) * label.height / 2
    return [here + room * normal, here - room * normal]


def around(label: mn.Mobject, point: np.ndarray, gaps: Sequence[float]) -> list[np.ndarray]:
    """Places for a label on all sides of a point, at these gaps from it: the near ones first.

    To the right before to the left, above before below.
    """
    half = np.array([label.width, label.height, 0.0]) / 2
    sides = [np.array([x, y, 0.0]) for y in (1, 0.5, 0, -0.5, -1) for x in (1, -1, 0.5, -0.5, 0)]
    sides = [side for side in sides if np.abs(side).max() == 1]
    return [point + side * (half + gap) for gap in gaps for side in sides]


def beyond(label: mn.Mobject, tip: np.ndarray, up: float) -> list[np.ndarray]:
    """Places for a label beyond the tip of what stands (`up` is 1) or hangs (-1), if need be aside.

    Straight on before aside, on the right before on the left.
    """
    reach = np.array([label.width / 2 + ASIDE, up * BEYOND, 0.0])
    return [tip + reach * [across, share, 0.0] for across, share in AROUND_TIP]


def leader(label: mn.Mobject, place: np.ndarray, theme: Theme) -> mn.VGroup:
    """A line from a label to the place that it is beside, on a wider one of the ground."""
    low, _, high, _ = box_of(label).corners + SPACING * np.array([[-1], [0], [1], [0]])
    line = polyline(np.array([np.clip(place, low, high), place * [1, 1, 0]]))
    wide = stroked(theme.ground, 3 * STROKES.guide, line)
    both = mn.VGroup(wide, stroked(theme.ink, STROKES.guide, line))
    return exempt(both, "contrast", "it stands out from the wider line under it")


def room_at(places: np.ndarray, corners: np.ndarray, half: np.ndarray) -> np.ndarray:
    """How large (k,) a box may be around places (k, 3) of a convex polygon (n, 3).

    half: (2,) half its width and height at size 1.
    """
    edges = np.roll(corners, -1, axis=0) - corners
    normals = np.stack([-edges[:, 1], edges[:, 0]], axis=1)
    normals *= np.sign(((corners.mean(axis=0) - corners)[:, :2] * normals).sum(axis=1))[:, None]
    inside = ((places[:, None] - corners)[..., :2] * normals).sum(axis=2)
    sizes: np.ndarray = (inside / np.maximum(np.abs(normals) @ half, 1e-12)).min(axis=1)
    return sizes


def roomiest(corners: np.ndarray, half: np.ndarray, enough: float) -> tuple[np.ndarray, float]:
    """Where in a convex polygon (n, 3) there is most room for a box, and how large it may be.

    half: (2,) half its width and height at size 1. Where a size is enough, nearer to the middle of
    the polygon is better.
    """
    low, high, middle = corners.min(axis=0), corners.max(axis=0), corners.mean(axis=0)
    across, up = np.meshgrid(_SHARES, _SHARES)
    places = low + np.stack([across.ravel(), up.ravel(), 0 * up.ravel()], axis=1) * (high - low)
    sizes = room_at(places, corners, half)
    away = np.linalg.norm(places - middle, axis=1) / max(float(np.linalg.norm(high - low)), 1e-12)
    best = int(np.argmax(np.minimum(sizes / enough, 1.0) - 0.1 * away))
    return places[best], float(sizes[best])


def halo(label: Label, theme: Theme, width: float = HALO, on: str = "ground") -> Label:
    """A label with the colour it stands on around its glyphs: it can be read where lines pass."""
    for glyphs in label.family_members_with_points():
        if isinstance(glyphs, mn.VMobject) and glyphs.get_fill_opacity() > 0:
            glyphs.set_stroke(theme.colour(on), width, HALO_OPACITY, background=True)
            glyphs.joint_type = mn.LineJointType.ROUND
    return label


def show(label: mn.VMobject, share: float) -> None:
    """Let a label and its halo be seen so far, cut to 0 and 1."""
    seen = float(np.clip(share, 0.0, 1.0))
    label.set_fill(opacity=seen).set_stroke(opacity=HALO_OPACITY * seen, background=True)


def legible(text: Label, theme: Theme, on: str = "ground") -> Label:
    """A text that lines may pass, with the colour that it stands on around its glyphs."""
    exempt(text, "crossing", "it has the colour that it stands on around it")
    return halo(text, theme, on=on)
