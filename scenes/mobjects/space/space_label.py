"""Labels of points in space: flat text that stands beside its point and keeps clear of the rest."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.mobjects.lines import draw, polygon, polyline
from scenes.mobjects.space.boxes import share_inside
from scenes.mobjects.space.coordinates import Coordinates
from scenes.mobjects.space.space import NO_STROKES, Face, Spatial
from scenes.mobjects.space.steady import LEAST_LEAD, offset_at, on_the_way
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

_CORNERS = np.array([[1.0, 1.0, 0.0], [-1.0, 1.0, 0.0], [-1.0, -1.0, 0.0], [1.0, -1.0, 0.0]]) / 2
_TINT = 0.5
"""How far the backdrops of labels take on the colour of what is behind them."""


class Backdrop(mn.VMobject):
    """A plate in the colour of what is behind it: it hides lines, and is hardly seen itself."""

    OUTLINE = polygon(_CORNERS)

    def __init__(self, theme: Theme) -> None:
        super().__init__(stroke_width=0, fill_color=theme.ground, fill_opacity=0.9)

    def cover(self, middle: np.ndarray, size: np.ndarray) -> None:
        """Lie around a middle (3,) in this size (2,)."""
        self.set_points(middle + self.OUTLINE * [*size, 0.0])

    @property
    def middle(self) -> np.ndarray:
        """Where it lies, wherever an animation has put it."""
        middle: np.ndarray = (self.points[0] + self.points[8]) / 2
        return middle


class Label(Spatial):
    """Flat text on a quiet backdrop that keeps beside a point of space.

    `glide` moves it from its old place beside the point, `start`, to its new one, `end`.
    Where it has to stand away from the point, a thin line leads back, unless it is `close`. Where
    the point is the tip of something, `root` is where that begins in space, and the label rather
    stands beyond the tip.
    """

    PADDING = 0.06
    solidity = 1.0

    def __init__(self, text: Typeset | Coordinates, theme: Theme, *, close: bool = False) -> None:
        super().__init__()
        self.close, self.text, self.theme = close, text, theme
        self.ink = np.array([text.width, text.height])
        self.backdrop = Backdrop(theme)
        self.backdrop.cover(text.get_center(), self.size)
        if isinstance(text, Typeset):
            text.remove(text.anchor)  # from here on the backdrop says where it is
        self.leader = mn.VMobject(stroke_color=theme.muted, stroke_width=STROKES.hair)
        self.at = np.zeros(3)
        self.root: np.ndarray | None = None
        self.start = self.end = np.zeros(2)
        self.share = 1.0
        self.add(*([] if close else [self.leader]), self.backdrop, text)

    @property
    def size(self) -> np.ndarray:
        """(2,) width and height of the text and its backdrop."""
        width, height = self.ink
        if isinstance(self.text, Coordinates):
            width = self.text.advance
        return np.array([width, height]) + 2 * self.PADDING

    @property
    def outward(self) -> np.ndarray:
        """(2,) the direction on the frame in which the label rather stands; 0 where none is."""
        if self.root is None:
            return np.zeros(2)
        root, tip = self.space.flat(np.array([self.root, self.at]))[:, :2]
        length = float(np.linalg.norm(tip - root))
        return (tip - root) / length if length > 0.05 else np.zeros(2)

    @property
    def glides(self) -> bool:
        """Whether anything about it changes in the movement that is expected."""
        settles = isinstance(self.text, Coordinates) and self.text.settles
        return settles or bool((self.start != self.end).any())

    def glide(self, share: float) -> None:
        """Stand at a share of the way from the old place to the new one."""
        self.share = share

    def project(self) -> None:
        at, size = self.space.flat(self.at), self.size
        place = at.copy()
        place[:2] += offset_at(on_the_way(self.start, self.end, self.share), size)
        self.text.shift(place - self.backdrop.middle)
        self.backdrop.cover(place, size)
        if self.close:
            return
        nearest = np.clip(at[:2], place[:2] - size / 2, place[:2] + size / 2)
        lead = np.array([*nearest, 0.0]) - at
        length = float(np.linalg.norm(lead))
        far = length > LEAST_LEAD
        ends = np.stack([at + 0.2 * lead / length, at + lead])[None] if far else NO_STROKES
        draw(self.leader, polyline(ends), at)


def tint_backdrops(labels: Sequence[Label], faces: Sequence[Face]) -> None:
    """Give backdrops a colour half way to that of the faces behind them, each in turn.

    On the whole way there, text would stand out too little in a bright room.
    """
    if not labels:
        return
    colours = np.tile(mn.ManimColor(labels[0].theme.ground).to_rgb(), (len(labels), 1))
    centers = np.array([label.backdrop.middle[:2] for label in labels])
    halves = np.array([label.size / 2 for label in labels])
    for face in faces:
        shares = share_inside(centers, halves, face.space.flat(face.corners)[:, :2])
        *colour, opacity = face.fill.fill_rgbas[0]
        colours += _TINT * opacity * shares[:, None] * (colour - colours)
    for label, rgb in zip(labels, colours, strict=True):
        label.backdrop.fill_rgbas[:, :3] = rgb


def stroke_scenery(things: Sequence[Spatial]) -> tuple[np.ndarray, np.ndarray]:
    """The strokes (m, 2, 2) that labels should keep off, and their weights (m,)."""
    strokes = [thing.strokes() for thing in things]
    weights = [thing.weights(lines) for thing, lines in zip(things, strokes, strict=True)]
    if not strokes:
        return np.zeros((0, 2, 2)), np.zeros(0)
    return np.vstack(strokes)[..., :2], np.concatenate(weights)
