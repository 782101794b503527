"""Three dimensions drawn flat: the core projects, and lines, sheets and labels stay plain 2-D.

Manim's own 3-D scenes sort and shade each piece on its own, which is slow, and let labels lie in
space. Here a ``Space`` holds the view; what stands in it knows its model points and is projected
anew whenever the view moves. Labels face the viewer by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import manim as mn
import numpy as np

from relu_anim import View
from scenes.mobjects.graph import dashes
from scenes.mobjects.plot import polyline
from scenes.mobjects.typesetting import Typeset
from scenes.theme import FILL_OPACITY, SIZES, STROKES, Theme


class Space(mn.VGroup):
    """The things that stand in space, drawn as one ``view`` sees them around ``center``."""

    def __init__(self, theme: Theme, view: View, center: np.ndarray) -> None:
        super().__init__()
        self.theme, self.view, self.center = theme, view, center

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Return frame points (k, 3) of points in space (k, 3)."""
        projected = self.view.project(np.atleast_2d(points))
        return np.column_stack([projected, np.zeros(len(projected))]) + self.center

    def hold(self, *things: Spatial) -> Space:
        """Draw these in this space from now on, and after every change of the view."""
        for thing in things:
            thing.space = self
            thing.project()
        self.add(*things)
        return self

    def look(self, view: View) -> Space:
        """Draw everything as another view sees it."""
        self.view = view
        for thing in self.submobjects:
            if isinstance(thing, Spatial):
                thing.project()
        return self

    def follow(self, source: Callable[[], View]) -> Space:
        """Look through what ``source()`` returns, in every frame."""
        self.add_updater(lambda space: space.look(source()))
        return self.look(source())


class Spatial(mn.VGroup):
    """Something in space; ``project`` draws it as its space's view sees it."""

    space: Space

    def project(self) -> None:
        raise NotImplementedError


class Paths(Spatial):
    """Polylines in space: one stroke, many subpaths; dashed where ``dash`` is given."""

    def __init__(
        self,
        paths: Sequence[np.ndarray],
        colour: str,
        width: float,
        dash: tuple[float, float] | None = None,
    ) -> None:
        super().__init__()
        self.paths, self.dash = list(paths), dash
        self.stroke = mn.VMobject(
            stroke_color=colour,
            stroke_width=width,
            fill_opacity=0,
            joint_type=mn.LineJointType.ROUND,
        )
        self.add(self.stroke)

    def move(self, paths: Sequence[np.ndarray]) -> Paths:
        """Replace the polylines."""
        self.paths = list(paths)
        self.project()
        return self

    def project(self) -> None:
        pieces = [self.space.flat(path) for path in self.paths]
        if self.dash is not None:
            pieces = [piece for whole in pieces for piece in dashes(whole, self.dash)]
        self.stroke.set_points(
            np.vstack([polyline(p) for p in pieces]) if pieces else np.zeros((0, 3))
        )


class Face(Spatial):
    """A filled polygon in space."""

    def __init__(self, corners: np.ndarray, colour: str, opacity: float = FILL_OPACITY) -> None:
        super().__init__()
        self.corners = corners
        self.fill = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.add(self.fill)

    def move(self, corners: np.ndarray) -> Face:
        """Replace the corners."""
        self.corners = corners
        self.project()
        return self

    def project(self) -> None:
        self.fill.set_points(polyline(self.space.flat(np.vstack([self.corners, self.corners[:1]]))))


class Arrow(Spatial):
    """A straight arrow in space with a flat head that keeps its size."""

    HEAD = 0.2

    def __init__(
        self, start: np.ndarray, end: np.ndarray, colour: str, width: float = STROKES.curve
    ) -> None:
        super().__init__()
        self.start, self.end = np.asarray(start, float), np.asarray(end, float)
        self.shaft = mn.VMobject(stroke_color=colour, stroke_width=width, fill_opacity=0)
        self.head = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.add(self.shaft, self.head)

    def move(self, start: np.ndarray, end: np.ndarray) -> Arrow:
        """Replace both ends."""
        self.start, self.end = np.asarray(start, float), np.asarray(end, float)
        self.project()
        return self

    def project(self) -> None:
        start, end = self.space.flat(np.array([self.start, self.end]))
        length = float(np.linalg.norm(end - start))
        if length < 1e-6:  # seen end-on, or of no length: there is nothing to draw
            self.shaft.set_points(np.zeros((0, 3)))
            self.head.set_points(np.zeros((0, 3)))
            return
        along = (end - start) / length
        head = min(self.HEAD, 0.6 * length)
        across = np.array([-along[1], along[0], 0.0]) * head * 0.42
        base = end - head * along
        self.shaft.set_points(polyline(np.array([start, base])))
        self.head.set_points(polyline(np.array([end, base + across, base - across, end])))


class Dot(Spatial):
    """A point in space: a dot with a soft ring."""

    RADIUS = 0.1

    def __init__(self, at: np.ndarray, colour: str, ground: str) -> None:
        super().__init__()
        self.at = np.asarray(at, float)
        self.add(
            mn.Circle(2.1 * self.RADIUS, stroke_width=0, fill_color=colour, fill_opacity=0.25),
            mn.Circle(
                self.RADIUS,
                stroke_color=ground,
                stroke_width=STROKES.hair,
                fill_color=colour,
                fill_opacity=1,
            ),
        )

    def move(self, at: np.ndarray) -> Dot:
        """Move to another point of space."""
        self.at = np.asarray(at, float)
        self.project()
        return self

    def project(self) -> None:
        self.move_to(self.space.flat(self.at)[0])


class Label(Spatial):
    """Flat text that keeps beside a point of space, ``offset`` away on the frame."""

    def __init__(self, text: mn.VMobject, at: np.ndarray, offset: np.ndarray) -> None:
        super().__init__(text)
        self.at, self.offset = np.asarray(at, float), offset

    def move(self, at: np.ndarray) -> Label:
        """Keep beside another point of space."""
        self.at = np.asarray(at, float)
        self.project()
        return self

    def project(self) -> None:
        self.move_to(self.space.flat(self.at)[0] + self.offset)


class AxisLabel(Label):
    """The name of an axis, just beyond its end in whatever direction the axis now points."""

    DISTANCE = 0.32

    def project(self) -> None:
        origin, end = self.space.flat(np.array([np.zeros(3), self.at]))
        along = end - origin
        length = float(np.linalg.norm(along))
        outward = along / length if length > 1e-6 else np.zeros(3)
        self.move_to(end + self.DISTANCE * outward)


def axes(theme: Theme, length: Sequence[float], names: Sequence[str]) -> list[Spatial]:
    """Return the three positive axes with their names, each as long as it needs to be."""
    things: list[Spatial] = []
    for direction, reach, name in zip(np.eye(3), length, names, strict=True):
        things.append(Arrow(np.zeros(3), reach * direction, theme.axis, STROKES.axis))
        text = Typeset(name, theme, SIZES.label, "muted")
        things.append(AxisLabel(text, reach * direction, np.zeros(3)))
    return things


def wall_grid(normal: int, length: Sequence[float], step: float = 1.0) -> list[np.ndarray]:
    """Return the grid lines of the wall of the positive octant at right angles to an axis."""
    first, second = (axis for axis in range(3) if axis != normal)
    lines = []
    for along, across in ((first, second), (second, first)):
        for value in np.arange(0.0, length[across] + 1e-9, step):
            line = np.zeros((2, 3))
            line[:, across] = value
            line[1, along] = length[along]
            lines.append(line)
    return lines
