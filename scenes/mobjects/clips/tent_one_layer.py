"""The tent in one layer: three ramps, what they add up to, and the slopes of its pieces."""

from __future__ import annotations

from collections.abc import Iterable

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Tent
from scenes.layout import MARGIN, Region
from scenes.mobjects.clips.tent_gauge import endless, label_room
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import beside, halo, put_clear
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.formulas import fitting_size, unit_markup
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset

KINK = 0.14
"""The radius of the ring on a kink."""
GAP = 0.6
"""From one term of the sum to the next, in em."""
LOWEST = -3.6
"""No weight stands lower, in frame units,"""
RIGHTMOST = 3.8
"""and none in the earth stands further right, where the neurons are counted."""
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
"""Of the way along a piece: where its slope may stand, the best place first."""
ENDS = (0.85, 0.75, 0.65, 0.55, 0.45)
"""Of the way along a ramp: where its weight may stand."""


class OneLayer:
    """The ramps of the one-layer form and their labels; none is on the stage yet.

    `terms` are the left side of the sum and its terms, above all curves; `ramps` are drawn from
    their kinks on, each with its weight, which is its slope; `kinks` are rings on the tent, and
    `slopes` stand beside its pieces.
    """

    def __init__(
        self, tent: Tent, ground: Ground, places: Notation, ticks: Iterable[mn.Mobject]
    ) -> None:
        self.tent, self.ground, self.theme = tent, ground, ground.theme
        self.units, end = tent.in_one_layer().units, ground.x_range[1]
        self.notation = Notation.of(coefficient for coefficient, _ in self.units)
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
        return [*self.terms, *self.ramps, *self.kinks, *self.slopes, *self.weights]

    def _write_the_sum(self) -> list[Typeset]:
        terms = [
            unit_markup(*unit, self.notation, self.places, first=index == 0)
            for index, unit in enumerate(self.units)
        ]
        exact = all(
            self.notation.is_exact(coefficient) and self.places.is_exact(neuron.bias)
            for coefficient, neuron in self.units
        )
        markups = [f"$#total[tent] {equals(exact)}$", *(f"${term}$" for term in terms)]
        left, top = self.ground.window.left + MARGIN, self.ground.window.top
        whole = f"#h({len(terms) * GAP}em)".join([" ".join(markups), ""])
        size = fitting_size([whole], -2 * left, 0.42)
        at, pieces = np.array([left, top + 0.12, 0.0]), list[Typeset]()
        for markup in markups:
            pieces.append(Typeset(markup, self.theme, size).place(at))
            at = at + (pieces[-1].advance + GAP * size) * mn.RIGHT
        return pieces

    def _write_the_slopes(self) -> list[Typeset]:
        function: PiecewiseLinear = self.tent.function
        (low, high), tent = self.ground.x_range, self.tent
        ends = [low, tent.left, tent.peak, tent.right, high]
        notation, labels = Notation.of(function.slopes), list[Typeset]()
        for index, slope in enumerate(function.slopes):
            about = "" if notation.is_exact(slope) else "$approx$ "
            markup = f"#muted[slope {about}]${notation.markup(slope)}$"
            label = halo(Typeset(markup, self.theme, 0.46), self.theme)
            across = [ends[index] + share * (ends[index + 1] - ends[index]) for share in SHARES]
            above = [beside(label, self.ground, function, x)[1] for x in across]
            spots = [spot + lift * mn.UP for lift in (0.0, 0.15) for spot in above]
            exempt(label, "crossing", "where there is no room, lines pass behind its halo")
            room = label_room(self.ground)
            labels.append(put_clear(label, spots, within=room, texts=labels, paths=self._paths))
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
