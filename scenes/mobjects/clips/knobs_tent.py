"""The tent of the knobs clip: a neuron hangs under each of its corners, and follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Pull, bends, parameters_of
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, put_clear
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.roots import Root
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.turns import RING, Turn
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.mobjects.text.notation import Notation, as_markup, relation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

FLOOR, LIFT = -0.65, 1.65
"""Where y = 0 is on the frame, and how much lower it is in the tent clip."""
WIDTH, HEIGHT = 5.16, 2.58
"""Of the tent in frame units, as in the tent clip."""
FEET, TOP = -3.1, -1.42
"""The middle of the beads, and where their wires begin: below the places of the corners."""
PLACE, ASIDE, NEAR = 0.58, 0.14, 0.35
"""From the floor down to the baseline of a corner's place; from a hanging peak across to it; and
how near to the floor a peak is when its place is out of sight."""
TINT = 0.16
"""How strongly the tent is filled."""
LIGHTING = 0.2
"""In this share of a pull, the numbers that change become bright."""
PEAK = 1
"""Which of the corners it is."""
MARGIN = 0.4
"""Free at either side of the frame."""
SUM = 0.46
"""The em height of the slopes."""
SHARES = (0.5, 0.6, 0.4, 0.7, 0.3)
"""Of the way along a piece: where its slope may stand."""
ARC, DASH = 0.7, 0.75
"""How large the arcs are, as a share of those of the tent clip; and how long the peak's dash."""


@dataclass(frozen=True)
class Shape:
    """Where the corners are (3, 2), and how brightly numbers are lit, by name: 0 is grey."""

    corners: np.ndarray
    lit: Mapping[str, float] = field(default_factory=dict)

    def towards(self, other: Shape, share: float) -> Shape:
        """A share of the way to another shape; numbers become bright or grey as that begins."""
        turned = min(1.0, share / LIGHTING)
        lit = {
            name: (1 - turned) * self.lit.get(name, 0.0) + turned * other.lit.get(name, 0.0)
            for name in {*self.lit, *other.lit}
        }
        return Shape(self.corners + share * (other.corners - self.corners), lit)


class RootedTent(mn.VGroup, Live[Shape]):
    """A tent with its roots. Biases, weights and turns are computed from where its corners are."""

    def __init__(self, theme: Theme, pulls: tuple[Pull, ...]) -> None:
        tent = pulls[0].before
        self.theme, ends = theme, [pull.corners(share) for pull in pulls for share in (0.0, 1.0)]
        self.places = Notation.of(np.ravel([corners[:, 0] for corners in ends]), digits=3)
        slopes = [PiecewiseLinear.through(corners).slopes for corners in ends]
        self.weights = Notation.of(np.concatenate([*slopes, *map(bends, ends)]), digits=3)
        biases = [self.places(-x) for corners in ends for x in corners[:, 0]]
        weights = [self.weights(weight) for corners in ends for weight in bends(corners)]
        longest, heaviest = max(biases, key=advance), max(weights, key=advance)
        self.roots = [Root(theme, heaviest, longest) for _ in range(3)]
        sides = tent.peak - tent.left, tent.right - tent.peak
        unit = max(WIDTH / sum(sides), self.roots[0].apart / min(sides))
        middle, half = (tent.left + tent.right) / 2, STAGE_WIDTH / 2
        left = (np.min(ends, axis=(0, 1))[0] - middle) * unit - self.roots[0].reach
        middle += min(0.0, half - MARGIN + left) / unit
        frame = Region(-half, half, -STAGE_HEIGHT / 2 - LIFT, STAGE_HEIGHT / 2)
        x_range = middle - half / unit, middle + half / unit
        self.ground = Ground(theme, frame, x_range, FLOOR, up=HEIGHT / tent.height)
        self.ground.remove(self.ground.marks, self.ground.numbers)
        self.steep = HEIGHT / tent.height / unit
        self.area = mn.VMobject(stroke_width=0, fill_color=theme.total, fill_opacity=TINT)
        self.line = exempt(BrightGraph(self.ground, tent.function, "total"), "cut", "it goes on")
        self.stem = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair, fill_opacity=0)
        nowhere = np.zeros(3), np.zeros(2)
        self.turns = [
            Turn(theme, *nowhere, size=ARC, behind=k > PEAK, reach=DASH * (k == PEAK))
            for k in range(3)
        ]
        self.numbers = [Glyphs("0", theme, 0.36, "muted") for _ in range(3)]
        exempt(self.numbers[PEAK], "contrast", "it is out of sight as the peak passes")
        drawn = self.area, self.stem, self.line, *self.numbers
        super().__init__(*drawn, *self.roots, *self.turns)
        self.set_value(Shape(pulls[0].corners(0.0)))

    def set_value(self, value: Shape) -> Self:
        """Have another shape; every root hangs under its corner."""
        self.shape, ground = value, self.ground
        function = PiecewiseLinear.through(value.corners)
        rises, weights = function.slopes * self.steep, bends(value.corners)
        points = ground.points_of(value.corners)
        self.area.set_points(polygon(points))
        self.line.set_value(function)
        grey, yellow, white = (
            mn.ManimColor(self.theme.colour(role)) for role in ("muted", "weight", "ink")
        )
        for index, ((x, y), point, weight) in enumerate(
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
            number.set_fill(grey.interpolate(white, shares[1]))
            # The place of a hanging peak is above the floor; none is where the peak passes.
            up, hangs = abs(point[1] - FLOOR), y < 0
            spot = np.array([-ASIDE, 0.2, 0.0]) if hangs else PLACE * mn.DOWN
            number.place(np.array([point[0], FLOOR, 0.0]) + spot, 1.0 if hangs else 0.5)
            number.set_fill(opacity=float(np.clip(up / NEAR - 1, 0, 1)) if index == PEAK else 1.0)
        top = np.maximum(points[PEAK], points[PEAK] * mn.RIGHT + (FLOOR + 0.01) * mn.UP)
        self.stem.set_points(polyline(np.array([top, top * mn.RIGHT + FLOOR * mn.UP])))
        return self

    def before(self, pull: Pull) -> mn.VGroup:
        """The numbers as they were before a pull, beside those that have changed."""
        texts, written_as = mn.VGroup(), {"weight": self.weights, "bias": self.places}
        for name in pull.changed:
            kind, index = name.split()
            old = written_as[kind](parameters_of(pull.before)[name])
            texts.add(self.roots[int(index) - 1].before(**{kind: old}))
        return texts

    def sums(self) -> list[Typeset]:
        """The slope of each piece: that of the piece before, and the weight at the corner."""
        function, weights = self.line.graph.function, bends(self.shape.corners)
        said = [self.weights(slope) if slope else "0" for slope in map(float, function.slopes)]
        markups = ["#muted[slope] $0$"]
        for first, weight, last in zip(said, weights, said[1:], strict=False):
            sign = relation(written(first) + written(self.weights(weight)), written(last))
            term = f"#weight[${self.weights.term(weight)}$]"
            markups.append(f"${as_markup(first)} {term} {sign} {as_markup(last)}$")
        low, high = self.ground.x_range
        ends = [low, *self.shape.corners[:, 0], high]
        half = STAGE_WIDTH / 2 - MARGIN
        room, texts = Region(-half, half, FLOOR + 0.1, 2.3), list[Typeset]()
        paths = [*self.line.graph.paths, *[turn.path for turn in self.turns]]
        for markup, start, end in zip(markups, ends, ends[1:], strict=False):
            label = Typeset(markup, self.theme, SUM)
            above = [
                beside(label, self.ground, function, start + s * (end - start))[1] for s in SHARES
            ]
            spots = [spot + lift * mn.UP for lift in (0.12, 0.3) for spot in above]
            texts.append(put_clear(label, spots, within=room, texts=texts, paths=paths))
        return texts
