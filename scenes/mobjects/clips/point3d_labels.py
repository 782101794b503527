"""The names of what is in the room of `point3d`: each is nearest to its thing, or led there."""

from __future__ import annotations

from typing import Any

import manim as mn
import numpy as np

from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade
from scenes.mobjects.clips.point3d_room import BALL, Moment, PointRoom
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import (
    SPACING,
    around,
    box_of,
    halo,
    leader,
    nearest_first,
    off,
    places_near,
    put_clear,
)
from scenes.mobjects.naming import names
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES

FREE = FRAME.inset(MARGIN, MARGIN, MARGIN, MARGIN + 1.05)
"""Where labels may stand."""
GAPS = (0.12, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
"""Frame units from a point to its label: the nearest free place is taken."""
APART, TIP = 0.42, 0.04
"""From the middle of a ball to the names of others, and from an axis to a line to its name."""
AIR = 0.08
"""What is free around a label, besides what always is."""
DEAR = 50.0
"""Wall and sheet may pass behind a label, no other text may."""
HALO = 7.0
"""The stroke width around glyphs: a narrow one, since it is seen on the wall."""
COARSE = 4
"""Every so many stations of others are looked at."""
CROWDED, AT_HAND = 0.3, 0.3
"""Frame units: so near to other things is no place for a name that is not nearer to its own; and
so far at most from its arrow is ReLU's."""
FAR, STATIONS = 0.25, 24
"""From a place to a label that a line leads to, unless all else is further away, in frame units;
and points of that line."""


class Labels:
    """The labels of a room: those of its axes, which stay, and those of now."""

    def __init__(self, room: PointRoom) -> None:
        self.room, self.theme = room, room.theme
        self.axes, self.now, self.free = list[Any](), list[Any](), FREE

    def keep_off(self, *moments: Moment) -> None:
        """Let labels keep off what is seen at these moments from now on."""
        now, room = self.room.moment, self.room
        self.paths, self.balls = list[np.ndarray](), list[np.ndarray]()
        self.shapes = list[tuple[str, np.ndarray]]()
        for moment in moments:
            self.paths += room.set_value(moment).paths
            if moment.sheet:
                one, two, three, four = room.flat(room.lie(room.corners_of_sheet))
                sides = np.linspace(one, four, 12), np.linspace(two, three, 12)
                self.paths += [*np.stack(sides, axis=1)]
            self.shapes += [(key, room.kept[key].points.copy()) for key in room.shown]
            self.balls += [room.flat(place) for place in (room.at, room.stops[0])]
        room.set_value(now)

    def outlines(self, keys: list[str], spot: np.ndarray) -> tuple[list[np.ndarray], ...]:
        """Paths around what a label names, or else a spot, and around all that is as small."""
        own = [points for key, points in self.shapes if key in keys] or [spot[None]]
        most = 2 * max(BALL, float(np.ptp(np.vstack(own), axis=0).max()))
        others = [points for key, points in self.shapes if key not in keys and len(points)]
        return own, [points for points in others if np.ptp(points, axis=0).max() < most]

    def say(
        self,
        markup: str,
        *,
        at: np.ndarray,
        of: tuple[str, ...] = (),
        size: float = SIZES.label,
        role: str = "ink",
        gap: float = 0.0,
        farthest: float = np.inf,
        alone: bool = False,
    ) -> mn.Animation:
        """Name what is at a place in space, or some, clear of all that is and will be."""
        text = mn.VGroup(Typeset(markup, self.theme, size, role))
        names(text.center(), self.room.drawn(*of))
        ends, taken = self.room.flat(np.atleast_2d(at)), self.taken
        spot = ends.mean(axis=0)
        gaps = [gap + more for more in GAPS]
        spots = [place for end in ends for place in around(text, end, gaps)]
        spots += places_near(text, spot, self.free)
        own, others = self.outlines(self.room.keys_of(*of), spot)
        small = [points for points in others if np.ptp(points, axis=0).max() < 2 * BALL]
        boxes = [*taken, *[square(points.mean(axis=0), BALL / 2) for points in small]]
        spots = nearest_first(text, spots, own, others, farthest=farthest, alone=alone)
        crowded = off(text, spots, others, COARSE) < np.minimum(off(text, spots, own), CROWDED)
        spots = free_ways_first(text, spot, spots, boxes, crowded)
        balls = [place for place in self.balls if gap and np.linalg.norm(place - spot) > BALL]
        texts = [*taken, *map(square, self.balls), *[square(at, APART) for at in balls]]
        put_clear(text, spots, within=self.free, texts=texts, paths=self.paths, dear=DEAR)
        exempt(exempt(text, "crossing", "a halo"), "contrast", "a wall is behind it")
        label = mn.VGroup(halo(text, self.theme, HALO))
        low, _, high, _ = box_of(text).corners
        ways = np.clip(ends, low, high) - ends
        nearest = int((lengths := np.linalg.norm(ways, axis=1)).argmin())
        away, here = float(lengths[nearest]), [text.get_center()]
        is_nearest = bool(off(text, here, own) <= off(text, here, others))
        if gap and away > gap + FAR * is_nearest:
            line = leader(text, ends[nearest] + gap / away * ways[nearest], self.theme)
            exempt(line, "twins", "one place may have two names")
            line[1].set_stroke(self.theme.muted)
            label.add_to_back(line)
        self.now.append(label)
        return Fade(label)

    @property
    def taken(self) -> list[Region]:
        """Where labels are, and the lines that lead from them."""
        labels = [*self.axes, *self.now]
        ends = [line[1].get_start_and_end() for label in labels for line in label[:-1]]
        ways = [point for way in ends for point in np.linspace(way[0], way[1], STATIONS)]
        boxes = [box_of(label[-1]).inset(*4 * [-AIR]) for label in labels]
        return [*boxes, *[square(at, SPACING) for at in ways]]

    def forget(self, *, axes: bool = False) -> list[mn.Animation]:
        """The labels of now go, or also those of the axes."""
        going, self.now = self.now, []
        if axes:
            going, self.axes = [*going, *self.axes], []
        return [Fade(label, leaving=True) for label in going]


def square(point: np.ndarray, half: float = BALL) -> Region:
    """The square around a ball at a point of the frame."""
    x, y, _ = point
    return Region(x - half, x + half, y - half, y + half)


def on_the_way(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Places (6, 3) on a way, the middle first."""
    shares = np.array([[0.5], [0.4], [0.6], [0.25], [0.75], [0.88]])
    places: np.ndarray = start + shares * (end - start)
    return places


def free_ways_first(
    label: mn.Mobject,
    spot: np.ndarray,
    places: list[np.ndarray],
    taken: list[Region],
    crowded: np.ndarray,
) -> list[np.ndarray]:
    """Places for a label: those first from which a straight line to a spot meets nothing taken.

    crowded: (n,) which places come later too.
    """
    half, at = np.array([label.width, label.height, 0.0]) / 2, np.array(places)
    ways = np.linspace(spot, np.clip(spot, at - half, at + half), STATIONS)
    meets = crowded.copy()
    for low, _, high, _ in [region.corners for region in taken if not region.holds(spot)]:
        meets |= ((low < ways) & (ways < high))[..., :2].all(axis=2).any(axis=0)
    return [*at[np.argsort(meets, kind="stable")]]
