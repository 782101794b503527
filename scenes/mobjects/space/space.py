"""Three dimensions drawn flat: parts of a picture, split where they cut, drawn from back to front.

Manim's own 3-D scenes sort and shade each piece by its centre, which is slow, and wrong for glass
that something is stuck through. Here a `Space` is given its parts anew whenever something moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import View
from scenes.mobjects.exemptions import exempt_faults
from scenes.mobjects.lines import Melting, polygon, polyline
from scenes.mobjects.space.polygons import (
    ROUNDING,
    Plane,
    common,
    cut,
    heights,
    plane_of,
    sorted_by,
    split,
)
from scenes.theme import Theme

NEURON_ROLES = ("ramp", "second", "third")
"""The colours of neuron 1, 2 and 3, and of whatever is measured along their axes."""


@dataclass(frozen=True)
class Ink:
    """A colour with its opacity: as a stroke of a width, or, of width 0, as a fill.

    fades: the opacity that a fill has at the end of its gradient, which goes from the first corner
    of the whole face to the opposite one, whatever piece of it is drawn.
    """

    colour: str
    opacity: float = 1.0
    width: float = 0.0
    fades: float | None = None


Drawn = tuple[Ink, np.ndarray]
"""An ink and its paths (m, n, 3): lines for a stroke, outlines for a fill."""


@dataclass(frozen=True, eq=False)
class Part:
    """A convex polygon or segment (n, 3) in space and what is drawn on it.

    name: by which its shapes are kept. layer: what lies in one plane is drawn in the order of its
    layers. whole: it is never split, and lies on one side of a plane where `extent` (k, 3) does.
    ends: from where to where gradients go. whole_plane: of a piece, that of its whole face: a
    small piece does not say as well where it lies.
    """

    name: str
    corners: np.ndarray
    inks: tuple[Drawn, ...]
    layer: int = 0
    whole: bool = False
    extent: np.ndarray | None = None
    ends: tuple[np.ndarray, np.ndarray] | None = None
    whole_plane: Plane | None = None

    @cached_property
    def plane(self) -> Plane | None:
        """What it lies in, and splits others by; none for a segment and for what is round."""
        return self.whole_plane or (None if self.whole else plane_of(self.corners))

    @property
    def reach(self) -> np.ndarray:
        """(k, 3) the points that say on which side of a plane it lies."""
        return self.corners if self.extent is None else self.extent

    def halves(self, other: Part) -> list[Part]:
        """The pieces that another part's plane splits it into, where it really cuts it."""
        plane = other.plane
        if self.whole or plane is None or not len(cut(self.corners, other.corners, plane)):
            return [self]
        return self.split_by(plane)

    def split_by(self, plane: Plane) -> list[Part]:
        """What of it is before a plane, and what is behind."""
        drawn = [(ink, [split(path, plane) for path in paths]) for ink, paths in self.inks]
        pieces = []
        for side, corners in enumerate(split(self.corners, plane)):
            inks = [
                (ink, path[None])
                for ink, paths in drawn
                for path in (halves[side] for halves in paths)
                if len(path) > 1
            ]
            name = f"{self.name}{side}"
            inks_ = _joined(inks)
            whole = self.plane
            pieces.append(replace(self, name=name, corners=corners, inks=inks_, whole_plane=whole))
        return [piece for piece in pieces if len(piece.corners)]


def face(
    name: str, corners: np.ndarray, fill: Ink, edge: Ink | None = None, layer: int = 0
) -> Part:
    """A flat convex face with its fill, and its edges where they have an ink."""
    edges = np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
    inks = ((fill, corners[None]), *(((edge, edges),) if edge else ()))
    return Part(name, corners, inks, layer, ends=(corners[0], corners[len(corners) // 2]))


def segment(name: str, ends: np.ndarray, *inks: Ink, layer: int = 0) -> Part:
    """A straight stroke in space."""
    return Part(name, ends, tuple((ink, ends[None]) for ink in inks), layer)


@cache
def _rgb(colour: str) -> np.ndarray:
    return mn.ManimColor(colour).to_rgb()


def _joined(inks: list[Drawn]) -> tuple[Drawn, ...]:
    """The same, with neighbouring paths of one ink and as many corners in one array."""
    joined: list[Drawn] = []
    for ink, paths in inks:
        if joined and joined[-1][0] is ink and joined[-1][1].shape[1] == paths.shape[1]:
            joined[-1] = ink, np.vstack([joined[-1][1], paths])
        else:
            joined.append((ink, paths))
    return tuple(joined)


def pieces_of(parts: list[Part]) -> list[Part]:
    """The parts, each split by those before it that really cut it, and a segment by all faces.

    So of two faces that cut each other one stays whole: its halves would meet in a seam.
    """
    planes = [(place, part, plane) for place, part in enumerate(parts) if (plane := part.plane)]
    corners = np.vstack([part.corners for part in parts])
    high = corners @ np.array([normal for *_, (normal, _) in planes]).T
    high = high - [offset for *_, (_, offset) in planes]
    starts = np.cumsum([0, *(len(part.corners) for part in parts[:-1])])
    astride = np.minimum.reduceat(high, starts) * np.maximum.reduceat(high, starts) < 0
    pieces = []
    for index, (part, crossed) in enumerate(zip(parts, astride, strict=True)):
        own = [part]
        for (place, other, _), may_cut in zip(planes, crossed, strict=True):
            if may_cut and (place < index or part.plane is None):
                own = [half for piece in own for half in piece.halves(other)]
        pieces.extend(own)
    return pieces


def back_to_front(parts: list[Part], view: View) -> list[Part]:
    """Parts that do not cut one another, those first that others are drawn over.

    Of two that overlap on the picture, the one on the viewer's side of the other's plane is in
    front; where none lies on one side, the one that is nearer in the middle of their overlap.
    """
    bounds = np.cumsum([0, *(len(part.corners) for part in parts)]).tolist()
    corners = np.vstack([part.corners for part in parts])
    flat, deep = view.project(corners), view.depth(corners)
    seen = [flat[start:end] for start, end in pairwise(bounds)]
    depths = [deep[start:end] for start, end in pairwise(bounds)]
    lows, highs = (limit.reduceat(flat, bounds[:-1]) for limit in (np.minimum, np.maximum))
    meeting = ((lows[:, None] <= highs) & (lows <= highs[:, None])).all(axis=2)
    pictures = [[(x, y) for x, y in picture.tolist()] for picture in seen]
    least = ROUNDING * float(np.abs(corners).max())
    viewer, before = view.rotation[2], list[tuple[int, int]]()

    def side(first: int, second: int) -> float | None:
        """Above 0 where the first is before the plane of the second, 0 in it; else None."""
        plane = parts[second].plane
        if plane is None:
            return None
        high = heights(parts[first].reach, plane) * np.sign(plane[0] @ viewer)
        high[np.abs(high) <= least] = 0.0
        return float(high.max() + high.min()) if (high >= 0).all() or (high <= 0).all() else None

    def depth(index: int, at: np.ndarray) -> float:
        """How near to the viewer a part is at a place of the picture."""
        away = np.column_stack([seen[index] - seen[index].mean(axis=0), np.ones(len(seen[index]))])
        fit = np.linalg.lstsq(away, depths[index], rcond=1e-9)[0]
        return float(np.append(at - seen[index].mean(axis=0), 1.0) @ fit)

    for one, other in np.argwhere(np.triu(meeting, 1)).tolist():
        overlap = common(pictures[one], pictures[other])
        if not overlap:
            continue
        front = side(one, other)
        if parts[one].whole != parts[other].whole:
            round_, flat_ = (one, other) if parts[one].whole else (other, one)
            if len(parts[flat_].corners) == 2 and _ends_in(parts[flat_], parts[round_]):
                front = 0.0  # a line that ends in a ball is neither before nor behind it
        if front is None and (back := side(other, one)) is not None:
            front = -back
        if front is None:
            middle = np.mean(overlap, axis=0)
            front = depth(one, middle) - depth(other, middle)
            front = 0.0 if abs(front) <= least * view.scale else front
        if front == 0 and parts[one].whole != parts[other].whole:
            ball, face_ = (one, other) if parts[one].whole else (other, one)
            middle = seen[ball].mean(axis=0)
            if len(seen[face_]) > 2 and not common(
                [tuple(middle), tuple(middle + 1e-3)], pictures[face_]
            ):
                continue  # of the pieces of a face, a ball lies on the one that is at its middle
        front = front or parts[one].layer - parts[other].layer
        before.append((other, one) if front > 0 else (one, other))
    whole = {index for index, part in enumerate(parts) if part.whole}
    return [parts[index] for index in sorted_by(len(parts), before, whole)]


def _ends_in(line: Part, ball: Part) -> bool:
    """Whether a line ends at a ball, or not farther from its rim than that is from its middle."""
    middle = ball.reach[0]
    radius = np.linalg.norm(ball.corners - middle, axis=1).max()
    ends = np.linalg.norm(line.corners - middle, axis=1)
    return bool(ends.min() <= 2 * radius)


class Space(mn.VGroup):
    """Parts in space as one view sees them; `middle` is where the view's centre is on the frame.

    What is drawn again, the very same, costs nothing: parts that rest had better be kept.
    """

    def __init__(self, theme: Theme, view: View, middle: np.ndarray) -> None:
        super().__init__()
        self.theme, self.view, self.middle = theme, view, middle
        self.kept: dict[str, Melting] = {}
        self.shown: dict[str, Drawn] = {}

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of points in space (..., 3)."""
        flat: np.ndarray = (points - self.view.center) @ self.view.matrix + self.middle
        return flat

    def drawn(self, *names: str) -> Callable[[], mn.VGroup]:
        """What the first of these parts that is there is drawn as: for a label to name."""

        def shapes() -> mn.VGroup:
            for name in names:
                keys = [key for key in self.shown if re.fullmatch(rf"{name}[01]*\.\d+", key)]
                if keys:
                    return mn.VGroup(*[self.kept[key] for key in keys])
            return mn.VGroup()

        return shapes

    def draw(self, parts: list[Part], over: list[Part]) -> None:
        """Draw parts from back to front, and some over all of them."""
        self.draw_in_order([*back_to_front(pieces_of(parts), self.view), *over])

    def draw_in_order(self, pieces: list[Part]) -> None:
        """Draw parts of which each is before none that comes later.

        Manim notes the family once a play, with its order: so a shape stays in it when it has
        nothing to show for now, and `z_index` says which one is before which.
        """
        inks = {
            f"{part.name}.{index}": (drawing, part.ends)
            for part in pieces
            for index, drawing in enumerate(part.inks)
        }
        drawn = [self._drawn(name, *drawing) for name, drawing in inks.items()]
        for place, shape in enumerate(drawn):
            shape.z_index = place - len(drawn)
        for shape in set(self.kept.values()).difference(drawn):
            shape.set_points(np.zeros((0, 3)))
        self.shown = {name: drawing for name, (drawing, _) in inks.items()}
        self.submobjects = list(self.kept.values())

    def _drawn(
        self, name: str, drawing: Drawn, ends: tuple[np.ndarray, np.ndarray] | None
    ) -> Melting:
        shape = self.kept.get(name)
        if shape is None:
            shape = self.kept[name] = Melting(
                stroke_width=0, fill_opacity=0, joint_type=mn.LineJointType.ROUND
            )
            vars(shape)["exempt_faults"] = exempt_faults(self)  # it is a piece of what is exempt
        elif self.shown.get(name) is drawing:
            return shape
        ink, paths = drawing
        colour = _rgb(ink.colour)
        clear = np.array([[*colour, 0.0]])
        flat = self.flat(paths)
        shape.stroke_width = ink.width
        if ink.width:
            shape.set_points(polyline(flat))
            shape.fill_rgbas, shape.stroke_rgbas = clear, np.array([[*colour, ink.opacity]])
            return shape
        shape.set_points(polygon(flat))
        opacities = [ink.opacity] if ink.fades is None else [ink.opacity, ink.fades]
        shape.stroke_rgbas = clear
        shape.fill_rgbas = np.array([[*colour, opacity] for opacity in opacities])
        shape.melts = None if ends is None else (self.flat(ends[0]), self.flat(ends[1]))
        return shape
