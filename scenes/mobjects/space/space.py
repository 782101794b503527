"""Three dimensions drawn flat: parts of a picture, split where they cut, drawn from back to front.

Manim's own 3-D scenes sort and shade each piece by its centre, which is slow, and wrong for glass
that something is stuck through. Here a `Space` is given its parts anew whenever something moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import manim as mn
import numpy as np

from relu_anim import View
from scenes.mobjects.exemptions import exempt_faults
from scenes.mobjects.lines import Melting, polygon, polyline
from scenes.mobjects.space.polygons import Plane, split
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

    name: by which its shapes are kept. layer: what is on one side of all walls is drawn in the
    order of its layers. ends: from where to where gradients go.
    """

    name: str
    corners: np.ndarray
    inks: tuple[Drawn, ...]
    layer: int = 0
    ends: tuple[np.ndarray, np.ndarray] | None = None

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
            pieces.append(replace(self, name=name, corners=corners, inks=_joined(inks)))
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
        return lambda: mn.VGroup(*[self.kept[key] for key in self.keys_of(*names)])

    def keys_of(self, *names: str) -> list[str]:
        """By which the shapes are kept of the first of these parts that is there."""
        for name in names:
            if keys := [key for key in self.shown if re.fullmatch(rf"{name}[01]*\.\d+", key)]:
                return keys
        return []

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
