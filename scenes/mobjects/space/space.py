"""Three dimensions drawn flat: the core projects, and lines, sheets and labels stay plain 2-D.

Manim's own 3-D scenes sort and shade each piece on its own, which is slow, and let labels lie in
space. Here a `Space` holds the view; what stands in it knows its points in space and is projected
anew whenever the view moves. Labels face the viewer by construction.
"""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import View
from scenes.layout import Region
from scenes.mobjects.lines import GUIDE, Dash, arrows, dashes, draw, polygon, polyline
from scenes.theme import FILL_OPACITY, STROKES, Theme

NO_STROKES = np.zeros((0, 2, 3))


class Space(mn.Mobject):
    """A region of the frame through which one view of space is seen.

    The things that stand in it are mobjects of the scene in their own right, so that they can fade
    in and out; `look` projects those that are `seen`.
    """

    def __init__(self, theme: Theme, region: Region, view: View) -> None:
        super().__init__()
        self.theme, self.region, self.view = theme, region, view
        self.seen: list[Spatial] = []

    def __deepcopy__(self, _memo: dict[int, mn.Mobject]) -> Space:
        """Stay one: a copy of a thing, as animations make them, stands in the same space."""
        return self

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Frame points (..., 3) of points in space (..., 3)."""
        flat: np.ndarray = (points - self.view.center) @ self.view.matrix + self.region.center
        return flat

    def hold(self, *things: Spatial) -> None:
        """Let these stand in this space; they are projected once they are seen."""
        for thing in things:
            for piece in thing.get_family():
                if isinstance(piece, Spatial):
                    piece.space = self

    def look(self, view: View) -> Space:
        """Draw everything that is seen as another view sees it."""
        self.view = view
        for thing in self.seen:
            thing.project()
        return self


class Spatial(mn.VGroup):
    """Something in space; `project` draws it as its space's view sees it."""

    space: Space
    solidity = 0.0
    """How much a label should keep off its strokes."""

    @property
    def top(self) -> float:
        """How high its highest piece is in the stack of what is drawn over what."""
        return max(piece.z_index for piece in self.get_family())

    def project(self) -> None:
        raise NotImplementedError

    def strokes(self) -> np.ndarray:
        """The lines (m, 2, 3) on the frame that a label should keep off."""
        return NO_STROKES

    def weights(self, strokes: np.ndarray) -> np.ndarray:
        """How much it should keep off each of them, (m,)."""
        return np.full(len(strokes), self.solidity)


class Lines(Spatial):
    """Straight lines in space: one stroke, many subpaths; dashed where `dash` is given."""

    def __init__(
        self,
        colour: str,
        width: float,
        *,
        dash: Dash | None = None,
        opacity: float = 1.0,
        solidity: float = 1.0,
    ) -> None:
        super().__init__()
        self.lines, self.dash, self.solidity = NO_STROKES, dash, solidity
        self.stroke = mn.VMobject(
            stroke_color=colour, stroke_width=width, stroke_opacity=opacity, fill_opacity=0
        )
        self.add(self.stroke)

    def project(self) -> None:
        lines = self.strokes()
        spot = lines[0, 0] if len(lines) else self.space.region.center
        draw(self.stroke, polyline(dashes(lines, self.dash) if self.dash else lines), spot)

    def strokes(self) -> np.ndarray:
        return self.space.flat(self.lines)


class Trail(Lines):
    """Thin dashed lines that lead from one point to another."""

    def __init__(self, colour: str) -> None:
        super().__init__(colour, STROKES.guide, dash=GUIDE, solidity=8.0)


class Face(Spatial):
    """A filled polygon in space."""

    def __init__(self, colour: str, opacity: float = FILL_OPACITY) -> None:
        super().__init__()
        self.corners = np.zeros((0, 3))
        self.fill = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.add(self.fill)

    def project(self) -> None:
        self.fill.set_points(polygon(self.space.flat(self.corners)))


class Arrows(Spatial):
    """Straight arrows in space with flat heads that keep their size on the frame.

    The shafts are dashed where `dash` is given.
    """

    HEAD = 0.26
    solidity = 10.0

    def __init__(
        self, colour: str, width: float = STROKES.curve, *, dash: Dash | None = None
    ) -> None:
        super().__init__()
        self.lines, self.dash = NO_STROKES, dash
        self.shafts = mn.VMobject(stroke_color=colour, stroke_width=width, fill_opacity=0)
        self.heads = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.add(self.shafts, self.heads)

    def project(self) -> None:
        lines = self.strokes()
        shafts, heads = arrows(lines, self.HEAD)
        shafts = dashes(shafts, self.dash) if self.dash else shafts
        draw(self.shafts, polyline(shafts), lines[0, 0])
        draw(self.heads, polygon(heads), lines[0, 0])

    def strokes(self) -> np.ndarray:
        return self.space.flat(self.lines)


class Spot(Spatial):
    """A small mark on a point in space; a ring around `hole`, where that colour is given."""

    RADIUS = 0.065
    solidity = 60.0

    def __init__(self, colour: str, *, hole: str | None = None) -> None:
        super().__init__()
        self.at = np.zeros(3)
        width = STROKES.guide if hole else 0
        circle = mn.Circle(self.RADIUS, stroke_width=width, stroke_color=colour)
        self.add(circle.set_fill(hole or colour, opacity=1))

    def project(self) -> None:
        self.move_to(self.space.flat(self.at))

    def strokes(self) -> np.ndarray:
        aside = np.array([self.RADIUS, 0.0, 0.0])
        around: np.ndarray = self.space.flat(self.at) + np.array([[-aside, aside]])
        return around


class Dot(Spatial):
    """A point in space: a dot with a soft halo, or a ring that goes around such a dot."""

    RADIUS = 0.105
    RING = 0.15

    def __init__(self, theme: Theme, role: str, *, hollow: bool = False) -> None:
        super().__init__()
        self.at = np.zeros(3)
        colour = theme.colour(role)
        self.add(
            mn.Circle(2.1 * self.RADIUS, stroke_width=0, fill_color=colour, fill_opacity=0.25),
            mn.Circle(
                self.RING,
                stroke_color=colour,
                stroke_width=STROKES.guide,
                fill_color=theme.ground,
                fill_opacity=1,
            )
            if hollow
            else mn.Circle(
                self.RADIUS,
                stroke_color=theme.ground,
                stroke_width=STROKES.hair,
                fill_color=colour,
                fill_opacity=1,
            ),
        )

    def project(self) -> None:
        self.move_to(self.space.flat(self.at))
