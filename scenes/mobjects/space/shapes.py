"""Plain shapes in space: lines, arrows, faces, and dots on its points."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.lines import GUIDE, Dash, arrows, dashes, draw, polygon, polyline
from scenes.mobjects.space.space import NO_LINES, Spatial
from scenes.theme import FILL_OPACITY, STROKES, Theme


class Lines(Spatial):
    """Straight lines (m, 2, 3) in space: one stroke, many subpaths; dashed where `dash` is given.

    Labels may stand on them, as on a grid.
    """

    def __init__(
        self, colour: str, width: float, *, dash: Dash | None = None, opacity: float = 1.0
    ) -> None:
        super().__init__()
        self.lines, self.dash = NO_LINES, dash
        self.stroke = mn.VMobject(
            stroke_color=colour, stroke_width=width, stroke_opacity=opacity, fill_opacity=0
        )
        self.add(self.stroke)

    def project(self) -> None:
        lines = self.space.flat(self.lines)
        spot = lines[0, 0] if len(lines) else self.space.region.center
        draw(self.stroke, polyline(dashes(lines, self.dash) if self.dash else lines), spot)


class Trail(Lines):
    """Thin dashed lines that lead from one point to another."""

    def __init__(self, colour: str) -> None:
        super().__init__(colour, STROKES.guide, dash=GUIDE)

    @property
    def obstacles(self) -> np.ndarray:
        return self.lines

    @property
    def marked_points(self) -> np.ndarray:
        return self.lines.reshape(-1, 3)


class Arrows(Spatial):
    """Straight arrows in space with flat heads that keep their size on the frame.

    The shafts are dashed where `dash` is given.
    """

    HEAD = 0.26

    def __init__(
        self, colour: str, width: float = STROKES.curve, *, dash: Dash | None = None
    ) -> None:
        super().__init__()
        self.lines, self.dash = NO_LINES, dash
        self.shafts = mn.VMobject(stroke_color=colour, stroke_width=width, fill_opacity=0)
        self.heads = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.add(self.shafts, self.heads)

    def project(self) -> None:
        lines = self.space.flat(self.lines)
        shafts, heads = arrows(lines, self.HEAD)
        shafts = dashes(shafts, self.dash) if self.dash else shafts
        draw(self.shafts, polyline(shafts), lines[0, 0])
        draw(self.heads, polygon(heads), lines[0, 0])

    @property
    def obstacles(self) -> np.ndarray:
        return self.lines


class Face(Spatial):
    """A filled polygon in space."""

    def __init__(self, colour: str, opacity: float = FILL_OPACITY) -> None:
        super().__init__()
        self.corners = np.zeros((0, 3))
        self.fill = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.add(self.fill)

    @property
    def edges(self) -> np.ndarray:
        """(m, 2, 3) going round."""
        return np.stack([self.corners, np.roll(self.corners, -1, axis=0)], axis=1)

    def project(self) -> None:
        self.fill.set_points(polygon(self.space.flat(self.corners)))


class Spot(Spatial):
    """A small mark on a point in space; a ring around `hole`, where that colour is given."""

    RADIUS = 0.065

    def __init__(self, colour: str, *, hole: str | None = None) -> None:
        super().__init__()
        self.at = np.zeros(3)
        width = STROKES.guide if hole else 0
        circle = mn.Circle(self.RADIUS, stroke_width=width, stroke_color=colour)
        self.add(circle.set_fill(hole or colour, opacity=1))

    def project(self) -> None:
        self.move_to(self.space.flat(self.at))

    @property
    def marked_points(self) -> np.ndarray:
        return self.at[None]


class Dot(Spatial):
    """A point in space: a dot with a soft halo, or a ring that goes around such a dot."""

    RADIUS = 0.105
    RING = 0.15
    HALO = 2.1 * RADIUS

    def __init__(self, theme: Theme, role: str, *, hollow: bool = False) -> None:
        super().__init__()
        self.at = np.zeros(3)
        colour = theme.colour(role)
        self.add(
            mn.Circle(self.HALO, stroke_width=0, fill_color=colour, fill_opacity=0.25),
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

    @property
    def marked_points(self) -> np.ndarray:
        return self.at[None]
