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
from scenes.theme import Theme

NO_LINES = np.zeros((0, 2, 3))
NO_POINTS = np.zeros((0, 3))


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

    @property
    def top(self) -> float:
        """How high its highest piece is in the stack of what is drawn over what."""
        return max(piece.z_index for piece in self.get_family())

    def project(self) -> None:
        raise NotImplementedError

    @property
    def obstacles(self) -> np.ndarray:
        """The lines (m, 2, 3) in space that labels keep off."""
        return NO_LINES

    @property
    def marked_points(self) -> np.ndarray:
        """The points (k, 3) in space that a label close by would seem to name."""
        return NO_POINTS
