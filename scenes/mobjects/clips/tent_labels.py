"""What stands beside the curves of a tent, each in a place that is clear of the others."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear, Tent
from scenes.mobjects.labels import Tag, beside, put_clear
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.formulas import SMALLEST
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import SIZES


class TentLabels:
    """Labels for the plot of a tent and its two ramps; none is on the stage yet.

    `peak` is the place of the peak, `band` says where both are active, `ramps` are the names
    of the two neurons, `surplus` that of what is taken away, `weights` what the three kinks of
    one layer turn the slope by. `places` and `slopes` say how these numbers are written.
    """

    def __init__(self, tent: Tent, plot: Plot, places: Notation, slopes: Notation) -> None:
        self.tent, self.plot = tent, plot
        self.places, self.slopes = places, slopes
        ramps = (tent.activator, tent.deactivator)
        curves = [path for ramp in ramps for path in self._path(ramp.function)]
        self._paths = [*curves, *plot.upright_axis]
        self.peak = self._name_the_peak()
        self.band = self._name_the_band()
        self.ramps: list[Tag] = []
        for markup, ramp in zip(("$#ramp[$y_1$]$", "$#second[$y_2$]$"), ramps, strict=True):
            heights = (share * plot.y_range[1] for share in (0.88, 0.75, 0.62, 0.5, 0.4, 0.3))
            label = self._tag(markup, SIZES.formula)
            across = [(height - ramp.bias) / ramp.weight for height in heights]
            spots = [spot for x in across for spot in beside(label, plot, ramp.function, x)]
            texts = (self.peak, self.band, *self.ramps)
            self.ramps.append(self._put(label, spots, texts))
        self.surplus = self._name_the_surplus()
        self.weights = self._weigh_the_kinks()

    def _path(self, function: PiecewiseLinear) -> list[np.ndarray]:
        return PiecewiseGraph(self.plot, function, "muted").paths

    def _tag(self, markup: str, size: float, role: str = "ink") -> Tag:
        return Tag(Typeset(markup, self.plot.theme, size, role), self.plot.theme)

    def _put(self, tag: Tag, places: Sequence[np.ndarray], texts: Sequence[mn.Mobject]) -> Tag:
        return put_clear(tag, places, within=self.plot.window, texts=texts, paths=self._paths)

    def _name_the_peak(self) -> Tag:
        tent = self.tent
        markup = f"${self.places.tuple_markup(tent.peak, tent.height)}$"
        tag = self._tag(markup, SIZES.formula)
        tip = self.plot.point(tent.peak, tent.height)
        beyond = (tag.width / 2 + 0.35) * mn.RIGHT
        sides = [tip + away * step for step in (1.0, 1.3, 1.6) for away in (beyond, -beyond)]
        return self._put(tag, [*sides, tip + 0.55 * mn.UP], ())

    def _name_the_band(self) -> Tag:
        """The name of the band, as high and as near to its middle as may be."""
        plot, tag = self.plot, self._tag("both active", SIZES.label, "total")
        low, high = (plot.point(x, 0)[0] for x in self.tent.area_of_effect)
        edge = min(tag.width / 2, (high - low) / 2)
        across = np.linspace(low + edge, high - edge, 13)
        middle_first = sorted(across, key=lambda x: abs(x - (low + high) / 2))
        heights = np.arange(plot.window.top - 0.4, plot.point(0, 0)[1] + tag.height, -0.4)
        return self._put(tag, [np.array([x, y, 0.0]) for y in heights for x in middle_first], ())

    def _name_the_surplus(self) -> Tag:
        tent, plot = self.tent, self.plot
        middle = tent.peak + 0.65 * (plot.x_range[1] - tent.peak)  # where the wedge is wide
        across = np.linspace(tent.peak, plot.x_range[1], 13)[1:]
        middle_first = sorted(across, key=lambda x: abs(x - middle))
        wedge = [
            plot.point(x, share * plot.y_range[1])
            for share in (0.5, 0.6, 0.4, 0.75)
            for x in middle_first
            if float(tent(x)) < share * plot.y_range[1] < float(tent.activator(x))
        ]
        inside = wedge or [plot.point(tent.right, tent.height)]
        return self._put(self._tag("$#error[$s$]$", SIZES.formula), inside, self.ramps)

    def _weigh_the_kinks(self) -> list[Tag]:
        """The weight of each neuron of the one layer, above the kink that it makes."""
        tent, plot, window = self.tent, self.plot, self.plot.window
        foot = plot.points_of(np.array([[tent.peak, 0.0], [tent.peak, tent.height]]))
        paths = [*self._path(tent.function), foot, *plot.upright_axis]
        units = tent.in_one_layer().units
        markups = [f"#weight[${self.slopes.term(coefficient)}$]" for coefficient, _ in units]
        margin = window.right - plot.point(tent.right, 0.0)[0] - 2 * Tag.PADDING - 0.1
        widest = max(typeset(markup).advance for markup in markups)
        size = max(SMALLEST, min(SIZES.formula, margin / widest))
        tags: list[Tag] = []
        for (_, neuron), markup, side in zip(units, markups, (-1, 0, 1), strict=True):
            (kink,) = neuron.function.kinks
            tag = self._tag(markup, size)
            place = plot.point(kink, float(tent(kink)))
            place += side * (tag.width / 2 + 0.1) * mn.RIGHT + (tag.height / 2 + 0.2) * mn.UP
            half = min(tag.width, window.width) / 2
            place[0] = min(max(place[0], window.left + half), window.right - half)
            aside = (tag.width / 2 + 0.2) * mn.RIGHT
            places = [
                place + up * mn.UP + across
                for up in (0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
                for across in (0 * aside, -aside, aside)
                if side == 0 or not across.any()
            ]
            texts = (self.peak, *tags)
            tags.append(put_clear(tag, places, within=window, texts=texts, paths=paths))
        return tags
