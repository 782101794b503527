"""The tent in one layer: at each corner a neuron turns the line by its weight."""

from __future__ import annotations

from decimal import Decimal

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Tent
from scenes.mobjects.clips.tent_gauge import label_room
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, halo, put_clear
from scenes.mobjects.networks.places import Beside
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.turns import RADIUS, RING, Turn
from scenes.mobjects.text.formulas import fits, fitting_size, unit_markup
from scenes.mobjects.text.notation import Notation, relation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES

SHARES = (0.6, 0.5, 0.55, 0.4, 0.7, 0.3, 0.8, 0.2)
"""Of the way along a piece: where its slope may stand, the best place first."""


def turn_of(before: PiecewiseLinear, ramp: PiecewiseLinear, kink: float, ground: Ground) -> Turn:
    """How a ramp that is added to what was there before turns the line at its kink."""
    unit = ground.point(1.0, 1.0) - ground.point(0.0, 0.0)
    slopes = np.array([float(curve.slopes[-1]) for curve in (before, before + ramp)])
    corner = ground.point(kink, float(before(kink)))
    return Turn(ground.theme, corner, slopes * unit[1] / unit[0])


class OneLayer:
    """The turns of the one-layer form with their weights, the slopes of the pieces, and the sum.

    None of them is on the stage yet. The sum is at most so wide, and its baseline so high.
    """

    def __init__(
        self, tent: Tent, ground: Ground, places: Notation, width: float, high: float
    ) -> None:
        self.tent, self.ground = tent, ground
        units, slopes = tent.in_one_layer().units, tent.function.slopes
        self.notation = notation = Notation.of([*(weight for weight, _ in units), *slopes])
        self.ramps = [neuron.function * weight for weight, neuron in units]
        self.turns: list[Turn] = []
        before = PiecewiseLinear.constant(0.0)
        for ramp, kink in zip(self.ramps, (tent.left, tent.peak, tent.right), strict=True):
            self.turns.append(turn_of(before, ramp, kink, ground))
            before = before + ramp
        self._paths = list(PiecewiseGraph(ground, tent.function, "muted").paths)
        self._paths += [path for turn in self.turns for path in (turn.straight, turn.path)]
        self.weights: list[Typeset] = []
        for (weight, _), turn in zip(units, self.turns, strict=True):
            self.weights.append(self._weight(notation.term(weight), turn))
        markups = [
            f"${unit_markup(*unit, notation, places, first=unit is units[0])}$" for unit in units
        ]
        markups[0] = f"#total[tent] $=$ {markups[0]}"
        size = fitting_size(["#h(0.25em)".join(markups)], width, SIZES.formula)
        start = np.array([-width / 2, high, 0.0])
        self.terms: list[Typeset] = []
        for markup in markups:
            term = halo(Typeset(markup, ground.theme, size), ground.theme).place(start)
            self.terms.append(exempt(term, "crossing", "a line swings behind its halo"))
            start = start + (self.terms[-1].advance + 0.25 * size) * mn.RIGHT
        said = [notation.markup(slope) if slope else "0" for slope in slopes]
        weights = [weight for weight, _ in units]
        told = Decimal(0) + sum(written(notation(weight)) for weight in weights)
        total = " ".join([notation.markup(weights[0]), *map(notation.term, weights[1:])])
        total = f"#weight[${total}$] ${relation(told, Decimal(0))} 0$"
        room = ground.window.right - 0.5 - self.turns[-1].corner[0] - 2 * RING
        self.slopes: list[Typeset] = []
        for index, slope in enumerate(said):
            markup = f"#muted[slope] ${slope}$"
            if index == len(self.ramps):
                cases = f"#muted[slope] {total}", total, markup
                markup = next(case for case in cases if fits(case, room))
            self.slopes.append(self._slope(index, markup, room))

    @property
    def parts(self) -> list[mn.VMobject]:
        """All that it is made of."""
        return [*self.turns, *self.weights, *self.terms, *self.slopes]

    def _weight(self, markup: str, turn: Turn) -> Typeset:
        """The weight of a neuron, beside the arc that it makes."""
        theme = self.ground.theme
        label = Typeset(f"#weight[${markup}$]", theme, SIZES.formula)
        halo(label, theme, on="floor" if turn.rises[0] < 0 else "ground")
        exempt(label, "crossing", "where there is no room, it has a halo")
        spots = []
        for at in (16, 20, 12, 25, 7, 31, 1):
            away = (turn.path[at] - turn.corner) / RADIUS
            spots.append(Beside(turn.path[at], away, 0.15).center(label.width, label.height))
        room = self.ground.window.inset(0.5, 0.5, 0.5, 0.5)
        return put_clear(label, spots, within=room, texts=self.weights, paths=self._paths)

    def _slope(self, index: int, markup: str, width: float) -> Typeset:
        """How steep a piece of the tent is, beside it."""
        tent, (low, high), function = self.tent, self.ground.x_range, self.tent.function
        ends = [low, tent.left, tent.peak, tent.right, high][index : index + 2]
        theme = self.ground.theme
        label = halo(Typeset(markup, theme, fitting_size([markup], width, 0.44)), theme)
        exempt(label, "crossing", "where there is no room, lines pass behind its halo")
        across = [ends[0] + share * (ends[1] - ends[0]) for share in SHARES]
        above = [beside(label, self.ground, function, x)[1] for x in across]
        spots = [spot + lift * mn.UP for lift in (0.0, 0.15) for spot in above]
        texts = [*self.weights, *self.slopes]
        room = label_room(self.ground)
        return put_clear(label, spots, within=room, texts=texts, paths=self._paths)
