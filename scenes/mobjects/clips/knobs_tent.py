"""The tent of the knobs clip: a neuron hangs under each of its corners, and follows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Pull, bends
from scenes.layout import FRAME, MARGIN, STAGE_WIDTH, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import SPACING, beside, places_near, put_clear
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.networks.hanging_neurons import BASELINE, RADIUS, Root, colour_of
from scenes.mobjects.plots.bend_arcs import RING, Turn
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.mobjects.text.notation import Notation, as_markup, relation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

FLOOR, MIDDLE = -0.35, -1.1
"""Where y = 0 and the middle of the first tent are on the frame."""
WIDTH, HEIGHT = 5.6, 2.1
"""Of the tent in frame units: as a rule, and from the floor to its peak."""
FEET, PLACE = -3.0, 0.66
"""The middle of the beads; and from the floor down to the baseline of a corner's place."""
NUMBER, TEXT = 0.38, 0.46
"""The em heights of a place, and of the slopes and the names of the rows."""
TINT = 0.16
"""How strongly the tent is filled."""
LIGHTING = 0.2
"""In this share of a pull, the numbers that change become bright."""
KINDS = "weight", "bias"
PEAK = 1
"""Which of the corners it is."""
LEFT, WORDS = MARGIN - STAGE_WIDTH / 2, 1.35
"""Where the names of the rows begin, and what they take."""
SMALLER = 0.75
"""How small sums may become so that the last fits beyond the right foot."""
SHARES = (0.5, 0.6, 0.45, 0.4, 0.7, 0.3, 0.2, 0.8)
"""Of the way along a piece: where its slope may stand."""
ARC, DASH, HEAD = 0.85, 1.1, 0.2
"""The radius of the arcs, the length of their dashes, and their heads."""


@dataclass(frozen=True)
class Shape:
    """Where the corners are (3, 2), and the looks of weights and biases, row by row (2, 3).

    lit: how brightly they are lit, 0 is dim. moving: whether they are on their way. joined: (3,) 0
    where a neuron only hangs there, 1 where it is wired, and 2 where it bends the line.
    """

    corners: np.ndarray
    lit: np.ndarray = field(default_factory=lambda: np.zeros((2, 3)))
    joined: np.ndarray = field(default_factory=lambda: np.full(3, 2.0))
    moving: np.ndarray = field(default_factory=lambda: np.zeros((2, 3), dtype=bool))

    @property
    def numbers(self) -> np.ndarray:
        """(2, 3) the weights and the biases."""
        return np.array([bends(self.corners), -self.corners[:, 0]])

    @property
    def function(self) -> PiecewiseLinear:
        """The line as far as neurons bend it."""
        bent = np.clip(self.joined - 1, 0, 1)
        slopes = np.cumsum(bent * self.numbers[0])
        heights = np.cumsum(np.append(0.0, slopes[:2] * np.diff(self.corners[:, 0])))
        last = slopes[2] if bent[2] < 1 else 0.0
        return PiecewiseLinear(self.corners[:, 0], heights, 0.0, last)

    def towards(self, other: Shape, share: float) -> Shape:
        """A share of the way to another shape; numbers become bright or dim as that begins."""
        lit = self.lit + min(1.0, share / LIGHTING) * (other.lit - self.lit)
        corners = self.corners + share * (other.corners - self.corners)
        joined = self.joined + share * (other.joined - self.joined)
        moving = ~np.isclose(self.numbers, other.numbers) & (1e-3 < share < 1 - 1e-3)
        return Shape(corners, lit, joined, moving)


class RootedTent(mn.VGroup, Live[Shape]):
    """A tent with its roots. Biases, weights and turns are computed from where its corners are.

    What is not lit is grey; the turn of a weight and the place of a bias are seen only then.
    """

    def __init__(self, theme: Theme, pulls: tuple[Pull, ...]) -> None:
        tent = pulls[0].before
        self.theme, ends = theme, [pull.corners(share) for pull in pulls for share in (0.0, 1.0)]
        slopes = [PiecewiseLinear.through(corners).slopes for corners in ends]
        weights, biases = np.hstack([Shape(corners).numbers for corners in ends])
        self.places = Notation.of(biases, digits=3)
        self.weights = Notation.of([*np.ravel(slopes), *weights], digits=3)
        self.notations = self.weights, self.places
        longest = [
            max(map(notation, values), key=advance)
            for notation, values in zip(self.notations, (weights, biases), strict=True)
        ]
        sides = tent.peak - tent.left, tent.right - tent.peak
        reach, apart = (root := Root(theme, *longest)).reach, root.apart
        room, span = -2 * (LEFT + WORDS), np.max(ends, axis=(0, 1))[0] - tent.left
        widest = room / (span + reach * min(sides) / apart)
        unit = min(max(WIDTH / sum(sides), apart / min(sides)), widest)
        size = min(1.0, unit * min(sides) / apart)
        self.roots = [Root(theme, *longest, size=size) for _ in range(3)]
        first = max(MIDDLE - unit * sum(sides) / 2, LEFT + WORDS + self.roots[0].reach)
        x_range = tuple(tent.left + (edge - first) / unit for edge in (FRAME.left, FRAME.right))
        self.ground = Ground(theme, FRAME, x_range, FLOOR, up=HEIGHT / tent.height)
        self.ground.remove(self.ground.marks, self.ground.numbers)
        self.steep = HEIGHT / tent.height / unit
        self.area = mn.VMobject(stroke_width=0, fill_color=theme.total)
        self.line = exempt(BrightGraph(self.ground, tent.function, "total"), "cut", "it goes on")
        self.stem = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair, fill_opacity=0)
        nowhere = np.zeros(3), np.zeros(2)
        self.turns = [Turn(theme, *nowhere, radius=ARC, reach=DASH, head=HEAD) for _ in range(3)]
        self.numbers = [names(Glyphs("0", theme, NUMBER), turn.ring) for turn in self.turns]
        names(self.numbers[PEAK], self.stem)
        exempt(mn.VGroup(*self.numbers, *self.turns), "contrast", "it comes and goes with its root")
        self.words = [
            Typeset(kind, theme, TEXT, "muted").place(np.array([LEFT, FEET + high, 0.0]))
            for kind, high in zip(KINDS, (size * (RADIUS + BASELINE), -0.33 * TEXT), strict=True)
        ]
        drawn = self.area, self.stem, self.line, *self.words, *self.numbers
        super().__init__(*drawn, *self.roots, *self.turns)
        self.set_value(Shape(ends[0]))

    def set_value(self, value: Shape) -> Self:
        """Have another shape; every root hangs under its corner."""
        self.shape, ground, function = value, self.ground, value.function
        numbers, rises = value.numbers, function.slopes * self.steep
        if value.moving[0, PEAK]:  # as they are written, the weights add up
            decimals = self.weights.finer().decimals
            numbers[0, PEAK] = -np.round(numbers[0, [0, 2]], decimals).sum()
        points = ground.points_of(np.column_stack([function.knots, function.values]))
        self.area.set_points(polygon(points)).set_fill(opacity=TINT * max(0, value.joined[2] - 1))
        self.line.set_value(function)
        for word, kind, lit in zip(self.words, KINDS, value.lit, strict=True):
            word.set_color(colour_of(self.theme, kind, max(lit)))
        for index, (point, root, turn) in enumerate(
            zip(points, self.roots, self.turns, strict=True)
        ):
            (weight, place), lit = numbers[:, index], value.lit[:, index]
            weigh, bias = (
                notation.finer() if moves else notation
                for notation, moves in zip(self.notations, value.moving[:, index], strict=True)
            )
            floor, foot = (np.array([point[0], high, 0.0]) for high in (FLOOR, FEET))
            number = self.numbers[index].spell(bias(-place)).set_fill(opacity=lit[1])
            number.place(floor + PLACE * mn.DOWN, 0.5)
            below = floor - lit[1] * (PLACE + RING) * mn.UP
            below[1] = min(below[1], point[1] - RING)
            wired = min(1.0, value.joined[index])
            root.hang(below, foot, weigh(weight), bias(place), wired)
            root.light(*lit)
            turn.lie(point, rises[index : index + 2]).set_value(1.0)
            turn.ring.set_opacity(wired)
            turn.dash.set_stroke(opacity=lit[0])
            turn.arc.set_stroke(opacity=lit[0])
            turn.head.set_fill(opacity=lit[0])
        top = np.maximum(points[PEAK], points[PEAK] * mn.RIGHT + (FLOOR + 0.01) * mn.UP)
        self.stem.set_points(polyline(np.array([top, top * mn.RIGHT + FLOOR * mn.UP])))
        return self

    def before(self, pull: Pull) -> mn.VGroup:
        """What the numbers were that the pull has changed."""
        old = Shape(pull.corners(0.0)).numbers
        return mn.VGroup(
            *(
                root.was(kind, notation(old[row, index]))
                for row, (kind, notation) in enumerate(zip(KINDS, self.notations, strict=True))
                for index, root in enumerate(self.roots)
                if f"{kind} {index + 1}" in pull.changed
            )
        )

    def sums(self) -> list[Typeset]:
        """The slope of each piece: that of the piece before, and the weight at the corner."""
        function, weights = self.line.graph.function, bends(self.shape.corners)
        said = [self.weights(slope) if slope else "0" for slope in map(float, function.slopes)]
        markups = [f"#muted[slope] ${as_markup(said[0])}$"]
        for first, weight, last in zip(said, weights, said[1:], strict=False):
            sign = relation(written(first) + written(self.weights(weight)), written(last))
            term = f"#weight[${self.weights.term(weight)}$]"
            markups.append(f"${as_markup(first)} {term} {sign} {as_markup(last)}$")
        low, high = self.ground.x_range
        ends = [low, *self.shape.corners[:, 0], high]
        room, labels = Region(LEFT, -LEFT, FLOOR + 0.1, 2.3), list[Typeset]()
        paths = [*self.line.graph.paths, *[turn.path for turn in self.turns]]
        beyond = -LEFT - self.turns[-1].corner[0] - SPACING
        fit = beyond / Typeset(markups[-1], self.theme, TEXT).width
        for markup, start, end in zip(markups, ends, ends[1:], strict=False):
            label = Typeset(markup, self.theme, TEXT * float(np.clip(fit, SMALLER, 1.0)))
            names(label, self.line.graph)
            above = [
                beside(label, self.ground, function, start + s * (end - start))[1] for s in SHARES
            ]
            spots = [spot + lift * mn.UP for lift in (0.0, 0.12, 0.3) for spot in above]
            spots += places_near(label, spots[0], room)
            labels.append(put_clear(label, spots, within=room, texts=labels, paths=paths))
        return labels
