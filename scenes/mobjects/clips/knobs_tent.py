"""The tent of the knobs clip: a neuron hangs under each of its corners, and follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Pull, bends
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, put_clear
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.roots import Root
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.turns import RING, Turn
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.mobjects.text.notation import MINUS, Notation, relation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

FLOOR, LIFT = -0.75, 1.55
"""Where y = 0 is on the frame, and how much lower it is in the tent clip."""
WIDTH, HEIGHT = 5.16, 2.58
"""Of the tent in frame units, as in the tent clip."""
FEET, TOP = -3.15, -1.55
"""The middle of the beads, and where their wires begin: below the places of the corners."""
PLACE, ASIDE = 0.58, 0.14
"""From the floor down to the baseline of a corner's place; from the peak's line to what is beside
it."""
SHARES = (0.5, 0.6, 0.4, 0.7, 0.3)
"""Of the way along a piece: where its slope may stand."""
ARC = 0.72
"""How large the arcs are, as a share of those of the tent clip."""


@dataclass(frozen=True)
class Shape:
    """Where the corners are (3, 2), and how brightly numbers are lit, by name: 0 is grey."""

    corners: np.ndarray
    lit: Mapping[str, float] = field(default_factory=dict)


class RootedTent(mn.VGroup, Live[Shape]):
    """A tent with its roots. Biases, weights and turns are computed from where its corners are."""

    def __init__(self, theme: Theme, pulls: tuple[Pull, ...]) -> None:
        tent = pulls[0].before
        self.theme, ends = theme, [pull.corners(share) for pull in pulls for share in (0.0, 1.0)]
        self.places = Notation.of(np.ravel([corners[:, 0] for corners in ends]))
        slopes = [PiecewiseLinear.through(corners).slopes for corners in ends]
        self.weights = Notation.of(np.concatenate([*slopes, *map(bends, ends)]), digits=3)
        self.heights = Notation.of([corners[1, 1] for corners in ends])
        biases = [self.places(-x) for corners in ends for x in corners[:, 0]]
        weights = [self.weights(weight) for corners in ends for weight in bends(corners)]
        longest, heaviest = max(biases, key=advance), max(weights, key=advance)
        self.roots = [Root(theme, heaviest, longest) for _ in range(3)]
        sides = tent.peak - tent.left, tent.right - tent.peak
        unit = max(WIDTH / sum(sides), self.roots[0].breadth / min(sides))
        middle, half = (tent.left + tent.right) / 2, STAGE_WIDTH / 2
        frame = Region(-half, half, -STAGE_HEIGHT / 2 - LIFT, STAGE_HEIGHT / 2)
        x_range = middle - half / unit, middle + half / unit
        self.ground = Ground(theme, frame, x_range, FLOOR, up=HEIGHT / tent.height)
        self.ground.remove(self.ground.marks, self.ground.numbers)
        self.steep = HEIGHT / tent.height / unit
        self.area = Area(self.ground, tent.function, "total", opacity=0.16)
        self.line = exempt(BrightGraph(self.ground, tent.function, "total"), "cut", "it goes on")
        self.stem = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.axis, fill_opacity=0)
        flat = np.zeros(2)
        self.turns = [
            Turn(theme, np.zeros(3), flat, size=ARC, behind=k == 2, dashed=k == 1) for k in range(3)
        ]
        self.rings = [turn.ring for turn in self.turns]
        for turn in self.turns:
            turn.remove(turn.ring)
        self.numbers = [Glyphs("0", theme, 0.36, "muted") for _ in range(3)]
        self.height_number = Glyphs("0", theme, 0.42, "total")
        exempt(self.height_number, "contrast", "it goes out of sight at the floor")
        super().__init__(
            self.area, self.stem, self.line, *self.turns, *self.rings, *self.numbers,
            self.height_number, *self.roots,
        )  # fmt: skip
        self.set_value(Shape(pulls[0].corners(0.0)))

    def set_value(self, value: Shape) -> Self:
        """Have another shape; every root hangs under its corner."""
        self.shape, ground = value, self.ground
        function = PiecewiseLinear.through(value.corners)
        rises, weights = function.slopes * self.steep, bends(value.corners)
        points = ground.points_of(value.corners)
        self.area.set_value(function)
        self.line.set_value(function)
        grey, yellow = (mn.ManimColor(self.theme.colour(role)) for role in ("muted", "weight"))
        for index, ((x, _), point, weight) in enumerate(
            zip(value.corners, points, weights, strict=True)
        ):
            below = np.array([point[0], min(TOP, point[1] - RING), 0.0])
            root, foot = self.roots[index], np.array([point[0], FEET, 0.0])
            root.hang(below, foot, self.weights(weight), self.places(-x))
            shares = [value.lit.get(f"{kind} {index + 1}", 0.0) for kind in ("weight", "bias")]
            root.light(*shares)
            turn, shown = self.turns[index], grey.interpolate(yellow, shares[0])
            turn.lie(point, rises[index : index + 2]).set_value(1.0)
            turn.arc.set_stroke(shown)
            turn.head.set_fill(shown)
            number = self.numbers[index].spell(self.places(x))
            below_floor = float(np.clip(2 * (FLOOR - point[1]), 0.0, 1.0))
            aside = below_floor * (number.advance / 2 + ASIDE) * mn.LEFT
            number.place(np.array([point[0], FLOOR - PLACE, 0.0]) + aside, align=0.5)
        up = points[1][1] - FLOOR
        foot = points[1] * mn.RIGHT + FLOOR * mn.UP
        self.stem.set_points(polyline(np.array([foot + max(up, 0.01) * mn.UP, foot])))
        self.height_number.spell(self.heights(value.corners[1, 1]))
        self.height_number.place(foot + (up / 2 - 0.15) * mn.UP + ASIDE * mn.RIGHT)
        self.height_number.set_fill(opacity=float(np.clip(2 * up - 0.5, 0.0, 1.0)))
        return self

    def before(self, pull: Pull) -> mn.VGroup:
        """The numbers as they were before a pull, beside those that have changed."""
        corners = pull.corners(0.0)
        texts = {
            "weight": [self.weights(weight) for weight in bends(corners)],
            "bias": [self.places(-x) for x in corners[:, 0]],
        }
        return mn.VGroup(
            *[
                self.roots[int(index) - 1].before(**{kind: texts[kind][int(index) - 1]})
                for kind, index in (name.split() for name in pull.changed)
            ]
        )

    def sums(self) -> list[Typeset]:
        """The slope of each piece: that of the piece before, and the weight at the corner."""
        function, written_as = self.line.graph.function, self.weights
        slopes, texts = list(map(float, function.slopes)), []
        said = [written_as(slope) if slope else "0" for slope in slopes]
        told = [written(text) for text in said]
        markups = ["#muted[slope] $0$"]
        for index, weight in enumerate(bends(self.shape.corners)):
            sign = relation(told[index] + written(written_as(weight)), told[index + 1])
            first, last = (text.replace(MINUS, "-") for text in said[index : index + 2])
            markups.append(f"${first} #weight[${written_as.term(weight)}$] {sign} {last}$")
        ends = [self.ground.x_range[0], *self.shape.corners[:, 0], self.ground.x_range[1]]
        room = Region(-STAGE_WIDTH / 2 + 0.4, STAGE_WIDTH / 2 - 0.4, FLOOR + 0.1, 2.4)
        paths = [*self.line.graph.paths, *[turn.straight for turn in self.turns]]
        paths += [turn.path for turn in self.turns]
        for index, markup in enumerate(markups):
            label = Typeset(markup, self.theme, SIZES.formula - 0.04)
            across = [ends[index] + s * (ends[index + 1] - ends[index]) for s in SHARES]
            spots = [beside(label, self.ground, function, x)[1] for x in across]
            spots = [spot + lift * mn.UP for lift in (0.12, 0.3) for spot in spots]
            texts.append(put_clear(label, spots, within=room, texts=texts, paths=paths))
        return texts
