"""The tent in one layer: three ramps, what they add up to, and the slopes of its pieces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Tent
from scenes.layout import MARGIN, Region
from scenes.mobjects.clips.tent_gauge import endless, label_room
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, halo, put_clear
from scenes.mobjects.lines import DROP, arrows, dashes, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import fits, fitting_size, unit_markup
from scenes.mobjects.text.notation import Notation, equals, relation, written
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import STROKES

KINK = 0.14
"""The radius of the ring on a kink."""
SUM_SIZE, LEADING = 0.46, 1.4
"""The em of the sum, and from one of its lines to the next in em."""
SUM_TOP, BESIDE_PEAK = 1.95, 0.5
"""The baseline of its first line, and what it keeps from the ramp above the peak."""
PULLS = 3
"""So many arrows show that a ramp pulls the line."""
REACH, LONGEST_PULL = 1.8, 2.5
"""Frame units from the kink to the last of them, and how long it is, at most."""
LOWEST = -3.6
"""No weight stands lower, in frame units,"""
RIGHTMOST = 3.8
"""and none in the earth stands further right, where the neurons are counted."""
SHARES = (0.4, 0.5, 0.55, 0.6, 0.3, 0.7, 0.2, 0.8)
"""Of the way along a piece: where its slope may stand, the best place first."""
ENDS = (0.85, 0.75, 0.65, 0.55, 0.45)
"""Of the way along a ramp: where its weight may stand."""


class OneLayer:
    """The ramps of the one-layer form and their labels; none is on the stage yet.

    `terms` are the left side of the sum and its terms, one below the other; `ramps` are drawn from
    their kinks on, each with its weight, which is its slope; `guides` lead from there to the
    `kinks`, rings on the tent; and `slopes` beside its pieces say what they add up to.
    """

    def __init__(
        self, tent: Tent, ground: Ground, places: Notation, ticks: Iterable[mn.Mobject]
    ) -> None:
        self.tent, self.ground, self.theme = tent, ground, ground.theme
        self.units, end = tent.in_one_layer().units, ground.x_range[1]
        coefficients = [coefficient for coefficient, _ in self.units]
        self.notation = Notation.of([*coefficients, *tent.function.slopes])
        self.places = places
        marks = tent.left, tent.peak, tent.right
        self.ramps = [
            endless(ground, neuron.function * coefficient, "weight", domain=(kink, end))
            for (coefficient, neuron), kink in zip(self.units, marks, strict=True)
        ]
        self.kinks = [
            mn.Circle(
                KINK, stroke_color=self.theme.ink, fill_color=self.theme.ground, fill_opacity=1
            ).move_to(ground.point(kink, float(tent(kink))))
            for kink in marks
        ]
        self.guides = [self._lead_to(kink) for kink in marks]
        tent_line = PiecewiseGraph(ground, tent.function, "muted")
        self._paths = [path for graph in (tent_line, *self.ramps) for path in graph.paths]
        self.terms = self._write_the_sum()
        self.slopes = self._write_the_slopes()
        self.weights: list[Typeset] = []
        for ramp in self.ramps:
            self.weights.append(self._weigh(ramp, [*self.slopes, *self.weights, *ticks]))

    @property
    def parts(self) -> list[mn.VMobject]:
        """All that it is made of."""
        parts = [*self.terms, *self.ramps, *self.guides, *self.kinks, *self.slopes, *self.weights]
        return list[mn.VMobject](parts)

    def _lead_to(self, kink: float) -> mn.VMobject:
        foot, tip = (self.ground.point(kink, y) for y in (0.0, float(self.tent(kink))))
        guide = mn.VMobject(
            stroke_color=self.theme.faint("weight"), stroke_width=STROKES.guide, fill_opacity=0
        )
        lines = dashes(np.array([foot, tip]), DROP) if tip[1] > foot[1] else np.zeros((0, 2, 3))
        draw(guide, polyline(lines), foot)
        return guide

    def _write_the_sum(self) -> list[Typeset]:
        terms = [
            unit_markup(*unit, self.notation, self.places, first=index == 0)
            for index, unit in enumerate(self.units)
        ]
        exact = all(
            self.notation.is_exact(coefficient) and self.places.is_exact(neuron.bias)
            for coefficient, neuron in self.units
        )
        left, edge = self.ground.window.left + MARGIN, self.ground.point(self.tent.peak, 0.0)[0]
        name = f"$#total[tent] {equals(exact)}$#h(0.3em)"
        # Their signs and numbers end in one column, so that the brackets stand in another.
        fronts = [typeset(f"${term.partition(' ReLU')[0]}$").advance for term in terms]
        whole = max(terms, key=len)
        line, room = f"{name}${whole}$", edge - BESIDE_PEAK - left
        size = fitting_size([line], room if fits(line, room) else -2 * left, SUM_SIZE)
        pieces = [Typeset(name, self.theme, size).place(np.array([left, SUM_TOP, 0.0]))]
        start = left + pieces[0].advance
        for row, (term, front) in enumerate(zip(terms, fronts, strict=True)):
            at = start + (max(fronts) - front) * size, SUM_TOP - row * LEADING * size, 0.0
            pieces.append(Typeset(f"${term}$", self.theme, size).place(np.array(at)))
        for piece in pieces:
            exempt(halo(piece, self.theme), "crossing", "where there is no room, it has a halo")
        return pieces

    def _write_the_slopes(self) -> list[Typeset]:
        function: PiecewiseLinear = self.tent.function
        (low, high), tent = self.ground.x_range, self.tent
        ends = [low, tent.left, tent.peak, tent.right, high]
        notation, labels = self.notation, list[Typeset]()
        for index, slope in enumerate(function.slopes):
            markup = f"#muted[slope] ${notation.markup(slope)}$"
            if index:
                before, added = function.slopes[index - 1], self.units[index - 1][0]
                total = written(notation(before)) + written(notation(added))
                sign = relation(total, written(notation(slope)))
                sides = f"{notation.markup(before)} #weight[${notation.term(added)}$]"
                markup = f"#muted[slope] ${sides} {sign} {notation.markup(slope)}$"
            label = halo(Typeset(markup, self.theme, 0.42), self.theme)
            across = [ends[index] + share * (ends[index + 1] - ends[index]) for share in SHARES]
            above = [beside(label, self.ground, function, x)[1] for x in across]
            spots = [spot + lift * mn.UP for lift in (0.0, 0.15) for spot in above]
            exempt(label, "crossing", "where there is no room, lines pass behind its halo")
            room = label_room(self.ground)
            put_clear(label, spots, within=room, texts=labels, paths=self._paths)
            overhang = float(label.get_right()[0]) - room.right
            labels.append(label.shift(max(0.0, overhang) * mn.LEFT))
        return labels

    def _weigh(self, ramp: PiecewiseGraph, texts: list[mn.Mobject]) -> Typeset:
        slope = float(ramp.function.slopes[-1])
        label = Typeset(f"#weight[${self.notation.term(slope)}$]", self.theme, 0.52)
        halo(label, self.theme, on="ground" if slope > 0 else "floor")
        exempt(label, "crossing", "the line passes behind its halo while it turns")
        drawn = self.ground.data_of(np.vstack(ramp.paths))
        first, last = drawn[0, 0], drawn[-1, 0]
        spots = [
            spot
            for share in ENDS
            for spot in beside(label, self.ground, ramp.function, first + share * (last - first))
        ]
        room = label_room(self.ground)
        right = room.right if slope > 0 else RIGHTMOST
        room = Region(room.left, right, LOWEST, room.top)
        return put_clear(label, spots, within=room, texts=texts, paths=self._paths)


class Pull(mn.VGroup, Live[float]):
    """Arrows from the line before to where one more ramp has pulled it; their value is a share."""

    def __init__(
        self, before: PiecewiseLinear, ramp: PiecewiseLinear, kink: float, ground: Ground
    ) -> None:
        theme, window = ground.theme, ground.window
        self.spot = ground.point(kink, float(before(kink)))
        self.shafts = mn.VMobject(
            stroke_color=theme.weight, stroke_width=STROKES.guide, fill_opacity=0
        )
        self.heads = mn.VMobject(stroke_width=0, fill_color=theme.weight, fill_opacity=1)
        super().__init__(self.shafts, self.heads)
        exempt(self, "crossing", "the arrows pass over other ramps while they pull")
        for reach in np.linspace(REACH, 0.0, 40):
            ends = self.spot[0] + reach * np.arange(1, PULLS + 1) / PULLS
            x = ground.data_of(np.column_stack([ends, 0 * ends, 0 * ends]))[:, 0]
            old, new = (np.asarray(curve(x)) for curve in (before, before + ramp))
            lines = [ground.points_of(np.column_stack([x, y])) for y in (old, new)]
            self.lines = np.stack([line.reshape(-1, 3) for line in lines], axis=1)
            heights = self.lines[..., 1]
            inside = (heights > window.bottom + MARGIN).all() and (heights < window.top - 0.1).all()
            if inside and np.ptp(heights, axis=1).max() <= LONGEST_PULL:
                break
        self.set_value(0.0)

    def set_value(self, value: float) -> Self:
        """Reach to where the line is when so much of the ramp is added."""
        lines = self.lines.copy()
        lines[:, 1] += (value - 1) * (lines[:, 1] - lines[:, 0])
        shafts, tips = arrows(lines, 0.2)
        draw(self.shafts, polyline(shafts), self.spot)
        draw(self.heads, polygon(tips), self.spot)
        return self
