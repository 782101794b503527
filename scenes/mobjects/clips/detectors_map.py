"""The map of the detectors clip: lines of score 0, dotted lines of the threshold, and rooms."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Detectors
from scenes.layout import FRAME, Region
from scenes.mobjects.arrows import arrow
from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.labels import stations
from scenes.mobjects.lines import Melting, dotted, filled, polygon, polyline, stroked
from scenes.mobjects.plots.window import Window
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.glyphs import Glyphs
from scenes.theme import STROKES, Theme

VIEW = Region(FRAME.left, 2.3, FRAME.bottom, 2.35)
"""Where the map is while the meters stand beside it; at the end it has all the width."""
ASIDE = -float(VIEW.center[0])
"""How far it then goes to the right."""
PAD, INSIDE = np.array([1.9, 1.45]), VIEW.inset(0.6, 0.6, 0.6, 1.0)
"""Frame units around what has to be seen, and where discs may be."""
RADIUS, TYPE = 0.3, 0.46
"""The radius of a neuron's disc, and the em height of its number."""
SHADE, ROOM = 0.27, 0.06
"""How opaque the shade of a score is where that is highest, and a room."""
BEHIND: tuple[FaultKind, ...] = ("cut", "crossing", "contrast", "covered")


def disc(theme: Theme, neuron: int, place: np.ndarray) -> mn.VGroup:
    """A neuron: its number in a ring of its colour."""
    role = NEURON_ROLES[neuron]
    ring = mn.Circle(RADIUS, stroke_color=theme.colour(role), stroke_width=STROKES.curve)
    number = Glyphs(str(neuron + 1), theme, TYPE, role)
    number.place(place + 0.33 * TYPE * mn.DOWN, align=0.5)
    return mn.VGroup(ring.set_fill(theme.ground, 1).move_to(place), number)


def behind(part: mn.VMobject) -> mn.VMobject:
    """A part of the map, which goes on beyond the frame and under what stands on it."""
    for fault in BEHIND:
        exempt(part, fault, "the map goes on beyond the frame, and under what is on it")
    return part


class Chart(Window, mn.VGroup):
    """The plane of two inputs; `levels` (n, 2, 2, 3) are both lines of every neuron on it."""

    def __init__(self, theme: Theme, model: Detectors) -> None:
        self.theme, self.model, (low, high) = theme, model, model.extent
        self.window = Region(FRAME.left - ASIDE, FRAME.right, FRAME.bottom, VIEW.top)
        size = float(min((np.array([VIEW.width, VIEW.height]) - 2 * PAD) / (high - low)))
        sides = np.array([self.window.at(0, 0), self.window.at(1, 1)]) - VIEW.center
        ranges = (low + high) / 2 + sides[:, :2] / size
        self.x_range, self.y_range = ((float(a), float(b)) for a, b in ranges.T)
        self.box, neurons = self.corners_of(self.window), range(len(NEURON_ROLES))
        self.levels = np.array([[self.line(n, t) for t in (0.0, model.threshold)] for n in neurons])
        self.steps = np.column_stack([size * model.rises, np.zeros(len(NEURON_ROLES))])
        roles = zip(NEURON_ROLES, self.levels[:, 1], strict=True)
        self.dots = [behind(dotted(theme.colour(role), line)) for role, line in roles]
        super().__init__(behind(filled(theme.panel, self.points_of(self.box))))

    def corners_of(self, region: Region) -> np.ndarray:
        """(4, 2) the data at the corners of a region."""
        return self.data_of(region.corners)

    def line(self, neuron: int, level: float, region: Region | None = None) -> np.ndarray:
        """(2, 3) where a score is a level, on the whole map or in a region."""
        box = self.corners_of(region) if region else self.box
        return self.points_of(self.model.line(neuron, level, box))

    def put_discs(self, taken: np.ndarray) -> None:
        """Each neuron's line of score 0, its disc, and the arrow from there to the dotted line.

        They are where the arrow is furthest from points (k, 3) and from other neurons' lines.
        """
        self.criteria = list[mn.VGroup]()
        for neuron, (role, step) in enumerate(zip(NEURON_ROLES, self.steps, strict=True)):
            others = np.delete(self.levels, neuron, axis=0).reshape(-1, 2, 3)
            spots = stations(self.line(neuron, 0.0, INSIDE))[::6]
            arrows = spots[:, np.newaxis] + np.linspace(0, 1, 4)[:, np.newaxis] * step
            far = np.vstack([taken, *map(stations, others)])
            gaps = np.linalg.norm(arrows[:, :, np.newaxis] - far, axis=3).min(axis=(1, 2))
            ends = arrows[int(gaps.argmax())][[0, -1]]
            taken = np.vstack([taken, ends])
            zero = stroked(self.theme.colour(role), STROKES.curve, polyline(self.levels[neuron, 0]))
            parts = zero, arrow(self.theme, role, ends), disc(self.theme, neuron, ends[0])
            self.criteria.append(mn.VGroup(*map(behind, parts)))
        self.discs = [criterion[2] for criterion in self.criteria]

    def shade(self, neuron: int) -> mn.VGroup:
        """What is under ground, where the score is 0, and a shade that grows with the score."""
        half = (self.points_of(self.model.half(neuron, side, self.box)) for side in (-1, 1))
        (below, above), foot, step = half, self.levels[neuron, 0, 0], self.steps[neuron]
        colour = self.theme.colour(NEURON_ROLES[neuron])
        shade = Melting(stroke_width=0, fill_color=colour, fill_opacity=SHADE)
        far = ((above - foot) @ step).max() / (step @ step)
        shade.set_points(polygon(above)).melt(foot + far * step, foot)
        return mn.VGroup(behind(filled(self.theme.floor, below)), behind(shade))

    def room(self, point: np.ndarray) -> mn.VMobject:
        """All places with the same signature as a point."""
        room = filled(self.theme.ink, self.points_of(self.model.room(point, self.box)))
        return behind(room.set_fill(opacity=ROOM))
