"""The tent of the knobs clip: a neuron hangs under each of its corners, and follows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Pull, bends
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import SPACING, beside, places_near, put_clear
from scenes.mobjects.lines import polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.networks.roots import BASELINE, RADIUS, Root, colour_of
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.turns import RING, Turn
from scenes.mobjects.text.glyphs import HEIGHT as DIGIT
from scenes.mobjects.text.glyphs import Glyphs, advance
from scenes.mobjects.text.notation import Notation, as_markup, relation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

FLOOR = -0.3
"""Where y = 0 is on the frame."""
WIDTH, HEIGHT = 4.9, 2.2
"""Of the tent in frame units."""
FEET, TOP, OLD, ROW = -2.4, -0.92, -3.3, 0.33
"""The middle of the beads, where their wires begin, the baseline of what they bore, and from there
to that of what else they bore."""
PLACE, NEAR, ASIDE = 0.5, 0.35, 0.5
"""From the floor down to the baseline of a corner's place; how near to the floor a peak is when its
place goes out of sight; and how far that stands beside a peak that hangs."""
NUMBER, CLEAR = 0.36, 0.12
"""The em height of a place or an old number, and what a place keeps from a slanting line."""
TINT = 0.16
"""How strongly the tent is filled."""
LIGHTING = 0.2
"""In this share of a pull, the numbers that change become bright."""
KINDS = "weight", "bias"
PEAK = 1
"""Which of the corners it is."""
LEFT, WORDS = MARGIN - STAGE_WIDTH / 2, 1.35
"""Where the names of the rows begin, and what they take."""
TEXT, NOTE = 0.44, 0.4
"""The em heights of the slopes and of the names of the rows, and of a note."""
SMALLER, FREE = 0.6, 0.45
"""How small sums may become so that the last fits beyond the right foot, and what is free there."""
SHARES = (0.5, 0.6, 0.45, 0.4, 0.7, 0.3, 0.2, 0.8)
"""Of the way along a piece: where its slope may stand."""
ARCS, DASH, HEAD = (1.0, 1.18), 1.3, 0.2
"""The radii of the arcs and of their ghosts, the length of their dashes, and their heads."""
SEEN = 10
"""A ghost is seen wholly when its weight has changed by the share 1/SEEN."""


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

    Of `old` weights (3,) that differ from those that are lit, the bends stay as ghosts.
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
            max(map(notation.finer(), values), key=advance)
            for notation, values in zip(self.notations, (weights, biases), strict=True)
        ]
        self.roots = [Root(theme, *longest) for _ in range(3)]
        sides = tent.peak - tent.left, tent.right - tent.peak
        unit = max(WIDTH / sum(sides), self.roots[0].apart / min(sides))
        middle, half = (tent.left + tent.right) / 2, STAGE_WIDTH / 2
        left = (np.min(ends, axis=(0, 1))[0] - middle) * unit - self.roots[0].reach
        middle += min(0.0, left - LEFT - WORDS) / unit
        frame = Region(-half, half, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
        x_range = middle - half / unit, middle + half / unit
        self.ground = Ground(theme, frame, x_range, FLOOR, up=HEIGHT / tent.height)
        self.ground.remove(self.ground.marks, self.ground.numbers)
        self.beyond = -LEFT - SPACING - self.ground.point(tent.right, 0.0)[0]
        self.steep = HEIGHT / tent.height / unit
        self.area = mn.VMobject(stroke_width=0, fill_color=theme.total)
        self.line = exempt(BrightGraph(self.ground, tent.function, "total"), "cut", "it goes on")
        self.stem = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair, fill_opacity=0)
        nowhere = np.zeros(3), np.zeros(2)
        self.turns, self.ghosts = (
            [Turn(theme, *nowhere, radius=radius, reach=DASH, head=HEAD) for _ in range(3)]
            for radius in ARCS
        )
        for ghost in self.ghosts:
            ghost.remove(ghost.dash, ghost.ring).set_color(theme.faint("weight"))
            ghost.arc.set_stroke(width=STROKES.guide)
            exempt(ghost.head, "crossing", "it shows how the line turned before")
            exempt(ghost.head, "contrast", "it comes and goes with its arc")
        self.numbers = [
            names(Glyphs("0", theme, NUMBER, "muted"), turn.ring) for turn in self.turns
        ]
        names(self.numbers[PEAK], self.stem)
        exempt(self.numbers[PEAK], "contrast", "it is out of sight as the peak passes")
        drawn = self.area, self.stem, self.line, *self.numbers
        super().__init__(*drawn, *self.roots, *self.ghosts, *self.turns)
        self.old = bends(ends[0])
        self.set_value(Shape(ends[0]))
        heights = FEET + RADIUS + BASELINE, FEET - 0.33 * self.roots[0].size
        self.words = mn.VGroup(*map(self.word, KINDS, KINDS, heights))

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
        grey, white = (mn.ManimColor(self.theme.colour(role)) for role in ("muted", "ink"))
        for index, (point, root, turn) in enumerate(
            zip(points, self.roots, self.turns, strict=True)
        ):
            (weight, place), lit = numbers[:, index], value.lit[:, index]
            weigh, bias = (
                notation.finer() if moves else notation
                for notation, moves in zip(self.notations, value.moving[:, index], strict=True)
            )
            below = np.array([point[0], min(TOP, point[1] - RING), 0.0])
            foot, wired = np.array([point[0], FEET, 0.0]), min(1.0, value.joined[index])
            root.hang(below, foot, weigh(weight), bias(place), wired)
            root.light(*lit)
            shown = colour_of(self.theme, "weight", lit[0])
            turn.lie(point, rises[index : index + 2]).set_value(1.0)
            ghost, old = self.ghosts[index], self.old[index]
            seen = lit[0] * min(1.0, SEEN * abs(weight / old - 1))
            if seen:
                ghost.lie(point, rises[index] + np.array([0.0, old * self.steep])).set_value(1.0)
            ghost.arc.set_stroke(opacity=seen)
            ghost.head.set_fill(opacity=seen)
            turn.arc.set_stroke(shown)
            turn.head.set_fill(shown)
            self.numbers[index].spell(bias(-place)).set_fill(grey.interpolate(white, lit[1]))
            self._put_place(index, point, rises[1 + (index > PEAK)])
        top = np.maximum(points[PEAK], points[PEAK] * mn.RIGHT + (FLOOR + 0.01) * mn.UP)
        self.stem.set_points(polyline(np.array([top, top * mn.RIGHT + FLOOR * mn.UP])))
        return self

    def _put_place(self, index: int, point: np.ndarray, rise: float) -> None:
        """The place of a corner stands below the floor, clear of the side that rises there.

        That of the peak is out of sight as the peak passes, and above the floor when it hangs.
        """
        number, aside, down = self.numbers[index], 0.0, PLACE
        if index == PEAK:
            up = (point[1] - FLOOR) / NEAR if self.shape.joined[0] == 2 else 2.0
            number.set_fill(opacity=float(np.clip(abs(up) - 1, 0, 1)))
            aside, down = (0.0, PLACE) if up > 0 else (-ASIDE, DIGIT * NUMBER - PLACE)
        else:
            slant = (PLACE - DIGIT * NUMBER) / max(abs(rise), 1e-6)
            aside = np.sign(rise) * max(0.0, number.advance / 2 + CLEAR - slant)
            aside = aside if index else min(0.0, aside)
        number.place(np.array([point[0] + aside, FLOOR - down, 0.0]), 0.5)

    def word(self, text: str, role: str, high: float, size: float = TEXT) -> Typeset:
        """The name of a row, at the left."""
        return Typeset(text, self.theme, size, role).place(np.array([LEFT, high, 0.0]))

    def before(self, pull: Pull) -> tuple[mn.VGroup, list[mn.VGroup]]:
        """The numbers that will change, below their neurons: names of rows, and what each has."""
        rows = mn.VGroup()
        olds = [names(mn.VGroup(), root.bead.body) for root in self.roots]
        numbers = Shape(pull.corners(0.0)).numbers
        for kind, notation, values in zip(KINDS, self.notations, numbers, strict=True):
            changed = [k for k in range(3) if f"{kind} {k + 1}" in pull.changed]
            high = OLD - len(rows) * ROW
            for k in changed:
                number = Glyphs(notation(values[k]), self.theme, NUMBER)
                number.set_fill(colour_of(self.theme, kind, 0.0))
                olds[k].add(number.place(np.array([self.roots[k].bead.place[0], high, 0.0]), 0.5))
            if changed:
                rows.add(self.word(f"old {kind}", kind, high, NUMBER))
        return rows, olds

    def below_zero(self) -> mn.VGroup:
        """Why the tent may hang, beside it."""
        first = self.turns[-1].corner + np.array([0.4, -0.75, 0.0])
        note = mn.VGroup(
            Typeset("output may be", self.theme, NOTE, "total").place(first),
            Typeset("negative: no ReLU", self.theme, NOTE).place(first + 0.5 * mn.DOWN),
        )
        return names(note, self.line.graph)

    def sums(self, *texts: mn.Mobject, known: int = 1) -> list[Typeset]:
        """The slope of each piece: that of the piece before, and the weight at the corner.

        They stand clear of these texts, as far as they can; the first so many are no sums.
        """
        function, weights = self.line.graph.function, bends(self.shape.corners)
        said = [self.weights(slope) if slope else "0" for slope in map(float, function.slopes)]
        markups = [f"#muted[slope] ${as_markup(slope)}$" for slope in said[:known]]
        for first, weight, last in list(zip(said, weights, said[1:], strict=False))[known - 1 :]:
            sign = relation(written(first) + written(self.weights(weight)), written(last))
            term = f"#weight[${self.weights.term(weight)}$]"
            markups.append(f"#muted[slope] ${as_markup(first)} {term} {sign} {as_markup(last)}$")
        low, high = self.ground.x_range
        ends = [low, *self.shape.corners[:, 0], high]
        room, labels = Region(LEFT, -LEFT, FLOOR + 0.1, 2.3), list[Typeset]()
        taken = [*texts, *(ghost.head for ghost in self.ghosts)]
        paths = [*self.line.graph.paths, *[turn.path for turn in (*self.turns, *self.ghosts)]]
        fit = (self.beyond - FREE) / Typeset(markups[-1], self.theme, TEXT).width
        for markup, start, end in zip(markups, ends, ends[1:], strict=False):
            label = Typeset(markup, self.theme, TEXT * float(np.clip(fit, SMALLER, 1.0)))
            names(label, self.line.graph)
            above = [
                beside(label, self.ground, function, start + s * (end - start))[1] for s in SHARES
            ]
            spots = [spot + lift * mn.UP for lift in (0.0, 0.12, 0.3) for spot in above]
            spots += places_near(label, spots[0], room)
            labels.append(
                put_clear(label, spots, within=room, texts=[*taken, *labels], paths=paths)
            )
        return labels
