"""The tent in one layer: at each corner a neuron turns the line by its weight."""

from __future__ import annotations

from decimal import Decimal

import manim as mn
import numpy as np

from relu_anim import Tent
from scenes.mobjects.labels import legible, put_clear
from scenes.mobjects.networks.places import Beside
from scenes.mobjects.plots.bend_arcs import RADIUS, RING, Turn
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import Row, fits, fitting_size, unit_markup
from scenes.mobjects.text.notation import Notation, relation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES

SHARES = (0.5, 0.6, 0.8)
"""Of the way along the last piece: where its slope may stand."""
ALONG = (16, 12)
"""The points of an arc that its weight may stand beside: the middle, or nearer to the start."""
GAP = "#h(0.25em)"
"""Between the terms of the sum."""
LIFT = 0.45
"""Frame units from the floor up to the middle of its slope."""


class OneLayer(mn.VGroup):
    """The turns of the one-layer form with their weights, their total, and the sum of the ramps.

    None of them is on the stage yet. The sum is at most so wide, and its baseline so high.
    """

    def __init__(
        self, tent: Tent, ground: Ground, places: Notation, width: float, high: float
    ) -> None:
        self.tent, self.ground, self.theme = tent, ground, ground.theme
        units, self.corners = tent.in_one_layer().units, tent.function.corners(*ground.x_range)
        weights = [weight for weight, _ in units]
        self.ramps = [neuron.function * weight for weight, neuron in units]
        points = ground.points_of(self.corners)
        steps = np.diff(points, axis=0)
        rises = steps[:, 1] / steps[:, 0]
        self.turns = [Turn(self.theme, points[k + 1], rises[k : k + 2]) for k in range(3)]
        self.paths = [points, *[turn.path for turn in self.turns]]
        self.put_by_now: list[Typeset] = []
        notation = Notation.of(weights)
        self.weights = [
            self.write_weight(notation.term(weight), turn)
            for weight, turn in zip(weights, self.turns, strict=True)
        ]
        markups = [
            f"{gap}${unit_markup(*unit, notation, places, first=unit is units[0])}$"
            for unit, gap in zip(units, ("#total[tent] $=$ ", GAP, GAP), strict=True)
        ]
        size = fitting_size(["".join(markups)], width, SIZES.formula)
        self.terms = [legible(Typeset(markup, self.theme, size), self.theme) for markup in markups]
        Row(*self.terms).place(np.array([-width / 2, high, 0.0]))
        self.total = self.write_total(weights, notation)
        super().__init__(*self.turns, *self.weights, *self.terms, self.total)

    def write_weight(self, markup: str, turn: Turn) -> Typeset:
        """The weight of a neuron, beside the arc that it makes."""
        label = Typeset(f"#weight[${markup}$]", self.theme, SIZES.formula)
        ends = [(turn.path[k], (turn.path[k] - turn.corner) / RADIUS) for k in ALONG]
        spots = [Beside(*end, 0.15).center(label.width, label.height) for end in ends]
        return self.put(label, spots, on="floor" if turn.rises[0] < 0 else "ground")

    def write_total(self, weights: list[float], notation: Notation) -> Typeset:
        """What the weights add up to, above the last piece of the tent: its slope."""
        total = sum((written(notation(weight)) for weight in weights), Decimal(0))
        sum_of = " ".join([notation.markup(weights[0]), *map(notation.term, weights[1:])])
        told = f"#weight[${sum_of}$] ${relation(total, Decimal(0))} 0$"
        start, end = self.ground.points_of(self.corners)[3:]
        room = end[0] - 0.5 - start[0] - 2 * RING
        markup = told if fits(told, room) else "#muted[slope] $0$"
        label = Typeset(markup, self.theme, fitting_size([markup], room, SIZES.formula))
        places = [start + share * (end - start) for share in SHARES]
        return self.put(label, [place + LIFT * mn.UP for place in places])

    def put(self, label: Typeset, spots: list[np.ndarray], on: str = "ground") -> Typeset:
        """Put a text where it is clear of the others and of all lines; it has a halo, too."""
        room = self.ground.window.inset(0.4, 0.4, 0.4)
        put_clear(label, spots, within=room, texts=self.put_by_now, paths=self.paths)
        self.put_by_now.append(label)
        return legible(label, self.theme, on=on)
