"""Labels of points in space: flat text beside its point, placed while the picture is at rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.labels import SPACING, box_of, overlap, put_clear, stations
from scenes.mobjects.lines import draw, polygon, polyline
from scenes.mobjects.space.coordinates import Coordinates
from scenes.mobjects.space.shapes import Dot, Face
from scenes.mobjects.space.space import NO_LINES, NO_POINTS, Spatial
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

NEAR = Dot.HALO + 0.02
"""Frame units from a point to its label: what is nearer would lie on the halo of a dot."""
_OWN = NEAR - SPACING
"""Half the size of a box around each other point, in frame units: a label that keeps its spacing to
it is as far away from there as it may be from its own point."""
GAPS = (NEAR, 2 * NEAR, 3 * NEAR, 4 * NEAR)
"""Frame units; from the second on, a line leads to the point."""
DIRECTIONS = 48
"""So many are tried; neighbouring places are then about a letter apart, also of a long label."""
_TINT = 0.5
"""How far the plates take on the colour of what is behind them; on the whole way there, text would
stand out too little before a bright wall."""
_RECTANGLE = np.array([[1.0, 1.0, 0.0], [-1.0, 1.0, 0.0], [-1.0, -1.0, 0.0], [1.0, -1.0, 0.0]]) / 2
_SAMPLES = np.stack(np.meshgrid([-1, -0.5, 0, 0.5, 1], [-1, 0, 1]), axis=-1).reshape(-1, 2) / 2


class Plate(mn.VMobject):
    """A rectangle in the colour of what is behind it: it hides lines, and is hardly seen itself."""

    OUTLINE = polygon(_RECTANGLE)

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
    """Flat text on a quiet plate that keeps at one `offset` from its point, whatever moves.

    Where it has to stand away from the point, a thin line leads back, unless it is `close`: then it
    never stands far away. It rather stands where the line from `root`, in space, through the point
    leads on.
    """

    PADDING = 0.06

    def __init__(self, text: Typeset | Coordinates, theme: Theme, *, close: bool = False) -> None:
        super().__init__()
        self.close, self.text, self.theme = close, text, theme
        self.ink = np.array([text.width, text.height])
        self.plate = Plate(theme)
        self.plate.cover(text.get_center(), self.size)
        if isinstance(text, Typeset):
            text.remove(text.anchor)  # from here on the plate says where it is
        self.leader = mn.VMobject(stroke_color=theme.muted, stroke_width=STROKES.hair)
        self.at, self.root, self.offset = np.zeros((3, 3))
        self.add(*([] if close else [self.leader]), self.plate, text)

    @property
    def size(self) -> np.ndarray:
        """(2,) width and height of the text and its plate."""
        width, height = self.ink
        if isinstance(self.text, Coordinates):
            width = self.text.advance
        return np.array([width, height]) + 2 * self.PADDING

    @property
    def marked_points(self) -> np.ndarray:
        return self.at[None]

    def offsets(self) -> np.ndarray:
        """(c, 3) where it may stand, seen from its point: near before far, outward before inward.

        Its box keeps a gap to the point on the side where a direction points.
        """
        root, tip = self.space.flat(np.array([self.root, self.at]))[:, :2]
        outward = tip - root if np.linalg.norm(tip - root) > NEAR else np.array([1.0, 1.0])
        turns = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
        turns = turns[np.argsort(np.abs((turns + np.pi) % (2 * np.pi) - np.pi), kind="stable")]
        angles = np.arctan2(outward[1], outward[0]) + turns
        directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        directions /= np.abs(directions).max(axis=1, keepdims=True)
        gaps = np.array(GAPS[:2] if self.close else GAPS)[:, None, None]
        offsets = (directions * (self.size / 2 + gaps)).reshape(-1, 2)
        return np.column_stack([offsets, np.zeros(len(offsets))])

    def leader_to(self, offset: np.ndarray) -> np.ndarray:
        """The line on the frame, (1, 2, 3) or (0, 2, 3), that leads from its point to an offset."""
        at, half = self.space.flat(self.at), np.array([*self.size / 2, 0.0])
        lead = np.clip(0.0, offset - half, offset + half)
        length = float(np.linalg.norm(lead))
        if self.close or length <= (GAPS[0] + GAPS[1]) / 2:
            return NO_LINES
        return np.stack([at + NEAR * lead / length, at + lead])[None]

    def project(self) -> None:
        at = self.space.flat(self.at)
        self.text.shift(at + self.offset - self.plate.middle)
        self.plate.cover(at + self.offset, self.size)
        draw(self.leader, polyline(self.leader_to(self.offset)), at)


@dataclass(frozen=True)
class Surroundings:
    """What labels keep off on the frame: lines (m, 2, 3), points (k, 3), and other labels."""

    lines: np.ndarray
    points: np.ndarray
    labels: tuple[Region, ...]

    @classmethod
    def of(cls, things: Sequence[Spatial], labels: Sequence[Label]) -> Surroundings:
        """What labels keep off where these are seen."""
        lines = [thing.space.flat(thing.obstacles) for thing in things]
        lines.extend(label.leader_to(label.offset) for label in labels)
        points = [thing.space.flat(thing.marked_points) for thing in (*things, *labels)]
        boxes = tuple(box_of(label.plate) for label in labels)
        return cls(np.vstack([NO_LINES, *lines]), np.vstack([NO_POINTS, *points]), boxes)

    def meets(self, lines: np.ndarray) -> bool:
        """Whether lines (m, 2, 3) run through a label."""
        points = np.vstack([NO_POINTS, *map(stations, lines)])
        return any(
            ((box.left < points[:, 0]) & (points[:, 0] < box.right)
            & (box.bottom < points[:, 1]) & (points[:, 1] < box.top)).any()
            for box in self.labels
        )  # fmt: skip


def place_label(
    label: Label,
    surroundings: Surroundings,
    within: Region,
    steps: Sequence[np.ndarray] = (),
) -> None:
    """Let a label stand where it is clear of lines, of other labels and of their points.

    steps: (3,) each, how far its point will go on the frame, or has come from, while the label
    keeps its offset and stays within the region.
    """
    at = label.space.flat(label.at)
    low, high = np.min([np.zeros(3), *steps], axis=0), np.max([np.zeros(3), *steps], axis=0)
    room = within.inset(left=-low[0], right=high[0], bottom=-low[1], top=high[1])
    foreign = tuple(
        Region(x - _OWN, x + _OWN, y - _OWN, y + _OWN)
        for x, y, _ in surroundings.points
        if np.hypot(x - at[0], y - at[1]) > NEAR
    )
    keep_off = replace(surroundings, labels=surroundings.labels + foreign)
    before = label.plate.middle
    label.plate.cover(at, label.size)

    def is_free(place: np.ndarray) -> bool:
        box = box_of(label.plate, place)
        small = box.inset(SPACING, SPACING, SPACING, SPACING)
        cut = small.width * small.height - overlap(small, room)
        return cut < 1e-9 and not any(overlap(box, other) for other in surroundings.labels)

    offsets = label.offsets()
    led = [at + offset for offset in offsets if not keep_off.meets(label.leader_to(offset))]
    put_clear(
        label.plate,
        [place for place in led if is_free(place)] or led,  # rather on a line than on a label
        within=room,
        texts=keep_off.labels,
        paths=list(keep_off.lines),
    )
    label.offset = label.plate.middle - at
    label.text.shift(label.plate.middle - before)


def tint_plates(labels: Sequence[Label], faces: Iterable[Face]) -> None:
    """Give plates a colour half way to that of the faces behind them, each in turn."""
    if not labels:
        return
    colours = np.tile(mn.ManimColor(labels[0].theme.ground).to_rgb(), (len(labels), 1))
    boxes = np.array([label.plate.middle[:2] + label.size * _SAMPLES for label in labels])
    for face in faces:
        shares = share_inside(boxes, face.space.flat(face.corners)[:, :2])
        *colour, opacity = face.fill.fill_rgbas[0]
        colours += _TINT * opacity * shares[:, None] * (colour - colours)
    for label, rgb in zip(labels, colours, strict=True):
        label.plate.fill_rgbas[:, :3] = rgb


def share_inside(points: np.ndarray, area: np.ndarray) -> np.ndarray:
    """The share (n,) of points (n, m, 2) that are inside a convex area with corners (k, 2)."""
    edges = np.roll(area, -1, axis=0) - area
    away = points[..., None, :] - area
    sides = edges[:, 0] * away[..., 1] - edges[:, 1] * away[..., 0]
    share: np.ndarray = ((sides >= 0).all(axis=-1) | (sides <= 0).all(axis=-1)).mean(axis=-1)
    return share
