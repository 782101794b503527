"""Three dimensions drawn flat: the core projects, and lines, sheets and labels stay plain 2-D.

Manim's own 3-D scenes sort and shade each piece on its own, which is slow, and let labels lie in
space. Here a ``Space`` holds the view; what stands in it knows its points in space and is projected
anew whenever the view moves. Labels face the viewer by construction.
"""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import View
from scenes.layout import Region
from scenes.mobjects.plots.graph import Tag
from scenes.mobjects.space.coordinates import Coordinates
from scenes.mobjects.space.steady import LEAST_LEAD, offset_at, on_the_way
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import FILL_OPACITY, STROKES, Theme

Dash = tuple[float, float]
NO_STROKES = np.zeros((0, 2, 3))


class Space(mn.Mobject):
    """A region of the frame through which one view of space is seen.

    The things that stand in it are mobjects of the scene in their own right, so that they can fade
    in and out; ``look`` projects those that are ``seen``.
    """

    def __init__(self, theme: Theme, region: Region, view: View) -> None:
        super().__init__()
        self.theme, self.region, self.view = theme, region, view
        self.seen: list[Spatial] = []

    def __deepcopy__(self, _memo: dict[int, mn.Mobject]) -> Space:
        """Stay one: a copy of a thing, as animations make them, stands in the same space."""
        return self

    def flat(self, points: np.ndarray) -> np.ndarray:
        """Return frame points (..., 3) of points in space (..., 3)."""
        projected = self.view.project(points)
        frame = np.zeros((*projected.shape[:-1], 3))
        frame[..., :2] = projected + self.region.center[:2]
        return frame

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
    """Something in space; ``project`` draws it as its space's view sees it."""

    space: Space
    solidity = 0.0
    """How much a label should keep off its strokes."""

    def project(self) -> None:
        raise NotImplementedError

    def strokes(self) -> np.ndarray:
        """Return the lines (m, 2, 3) on the frame that a label should keep off."""
        return NO_STROKES

    def weights(self, strokes: np.ndarray) -> np.ndarray:
        """Return how much it should keep off each of them, (m,)."""
        return np.full(len(strokes), self.solidity)


def straight(lines: np.ndarray) -> np.ndarray:
    """Return the cubic Bézier points (4m, 3) of separate straight lines (m, 2, 3)."""
    thirds = np.array([0, 1, 2, 3])[:, None] / 3
    points: np.ndarray = lines[:, :1] + thirds * (lines[:, 1:] - lines[:, :1])
    return points.reshape(-1, 3)


def dashed(lines: np.ndarray, dash: Dash) -> np.ndarray:
    """Cut straight lines (m, 2, 3) into dashes (k, 2, 3), each line from its start."""
    steps = lines[:, 1] - lines[:, 0]
    lengths = np.linalg.norm(steps, axis=1)
    counts = np.ceil(lengths / sum(dash)).astype(int)
    which = np.repeat(np.arange(len(lines)), counts)
    begin = (np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)) * sum(dash)
    end = np.minimum(begin + dash[0], lengths[which])
    along = steps[which] / lengths[which][:, None]
    start = lines[which, 0]
    return np.stack([start + begin[:, None] * along, start + end[:, None] * along], axis=1)


def draw(shape: mn.VMobject, lines: np.ndarray, spot: np.ndarray) -> None:
    """Let a shape be straight lines (m, 2, 3); where there is none, an invisible one at ``spot``.

    A shape without any points would break the animation that it is part of.
    """
    shape.set_points(straight(lines if len(lines) else np.tile(spot, (1, 2, 1))))


class Lines(Spatial):
    """Straight lines in space: one stroke, many subpaths; dashed where ``dash`` is given."""

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
        draw(self.stroke, dashed(lines, self.dash) if self.dash else lines, spot)

    def strokes(self) -> np.ndarray:
        return self.space.flat(self.lines)


class Trail(Lines):
    """Thin dashed lines that lead from one point to another."""

    def __init__(self, colour: str) -> None:
        super().__init__(colour, STROKES.guide, dash=(0.09, 0.07), solidity=3.0)


class Face(Spatial):
    """A filled polygon in space."""

    def __init__(self, colour: str, opacity: float = FILL_OPACITY) -> None:
        super().__init__()
        self.corners = np.zeros((0, 3))
        self.fill = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=opacity)
        self.add(self.fill)

    def project(self) -> None:
        corners = self.space.flat(self.corners)
        self.fill.set_points(straight(np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)))


def pointed(lines: np.ndarray, head: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the shafts (k, 2, 3) of arrows (m, 2, 3) on the frame, and their heads' edges.

    The edges are (3k, 2, 3), three for each head. An arrow that is seen end-on, or has no length,
    has nowhere to point and is left out.
    """
    steps = lines[:, 1] - lines[:, 0]
    lengths = np.linalg.norm(steps, axis=1)
    seen = lengths > 0.02
    starts, tips = lines[seen, 0], lines[seen, 1]
    along = steps[seen] / lengths[seen][:, None]
    size = np.minimum(head, 0.6 * lengths[seen])[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0], along[:, 2]]) * size * 0.4
    base = tips - size * along
    corners = np.stack([tips, base + across, base - across, tips], axis=1)
    edges = np.stack([corners[:, :-1], corners[:, 1:]], axis=2).reshape(-1, 2, 3)
    return np.stack([starts, base + 0.2 * size * along], axis=1), edges


class Arrows(Spatial):
    """Straight arrows in space with flat heads that keep their size on the frame."""

    HEAD = 0.26
    solidity = 10.0

    def __init__(self, colour: str, width: float = STROKES.curve) -> None:
        super().__init__()
        self.lines = NO_STROKES
        self.shafts = mn.VMobject(stroke_color=colour, stroke_width=width, fill_opacity=0)
        self.heads = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.add(self.shafts, self.heads)

    def project(self) -> None:
        lines = self.strokes()
        shafts, heads = pointed(lines, self.HEAD)
        draw(self.shafts, shafts, lines[0, 0])
        draw(self.heads, heads, lines[0, 0])

    def strokes(self) -> np.ndarray:
        return self.space.flat(self.lines)


class Spot(Spatial):
    """A small mark on a point in space."""

    RADIUS = 0.065
    solidity = 60.0

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.at = np.zeros(3)
        self.add(mn.Circle(self.RADIUS, stroke_width=0, fill_color=colour, fill_opacity=1))

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


class Label(Spatial):
    """Flat text on a quiet backdrop that keeps beside a point of space.

    ``glide`` moves it from its old place beside the point, ``start``, to its new one, ``end``.
    Where it has to stand away from the point, a thin line leads back, unless it is ``close``.
    """

    solidity = 1.0

    def __init__(self, text: Typeset | Coordinates, theme: Theme, *, close: bool = False) -> None:
        super().__init__()
        self.close = close
        self.tag = Tag(text, theme)
        self.text = text
        self.leader = mn.VMobject(stroke_color=theme.muted, stroke_width=STROKES.hair)
        self.at = np.zeros(3)
        self.start = self.end = np.zeros(2)
        self.share = 1.0
        self.add(self.leader, self.tag)

    @property
    def size(self) -> np.ndarray:
        """(2,) width and height of the text and its backdrop."""
        live = isinstance(self.text, Coordinates)
        width = self.text.advance + 2 * Tag.PADDING if live else self.tag.backdrop.width
        return np.array([width, self.tag.backdrop.height])

    @property
    def glides(self) -> bool:
        """Whether anything about it changes in the movement that is expected."""
        settles = isinstance(self.text, Coordinates) and self.text.settles
        return settles or bool((self.start != self.end).any())

    def glide(self, share: float) -> None:
        """Stand at a share of the way from the old place to the new one."""
        self.share = share

    def project(self) -> None:
        at = self.space.flat(self.at)
        size = self.size
        beside = offset_at(on_the_way(self.start, self.end, self.share), size)
        place = at + np.array([*beside, 0.0])
        self.tag.shift(place - self.tag.backdrop.get_center())
        if abs(size[0] - self.tag.backdrop.width) > 1e-9:
            self.tag.backdrop.stretch_to_fit_width(size[0])
        nearest = np.clip(at[:2], place[:2] - size / 2, place[:2] + size / 2)
        lead = np.array([*nearest, 0.0]) - at
        length = float(np.linalg.norm(lead))
        far = length > LEAST_LEAD and not self.close
        ends = np.stack([at + 0.2 * lead / length, at + lead])[None] if far else NO_STROKES
        draw(self.leader, ends, at)


def stroke_scenery(things: Sequence[Spatial]) -> tuple[np.ndarray, np.ndarray]:
    """Return the strokes (m, 2, 2) that labels should keep off, and their weights (m,)."""
    strokes = [thing.strokes() for thing in things]
    weights = [thing.weights(lines) for thing, lines in zip(things, strokes, strict=True)]
    if not strokes:
        return np.zeros((0, 2, 2)), np.zeros(0)
    return np.vstack(strokes)[..., :2], np.concatenate(weights)
