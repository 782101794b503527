"""A hidden layer that tries to stay inside a tube: its line, its ReLUs, the glass over both."""

from __future__ import annotations

from functools import cache
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Interpolant, Tubes
from scenes.layout import EDGE, MARGIN, Region
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.controls.marks import Count, Mark
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, places_near, put_clear
from scenes.mobjects.lines import draw, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.tubes import Tube
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES

PLOT = Region(-6.25, 2.5, -1.95, 2.2)
"""Where the tubes are; the ReLUs are below."""
RELUS, NODE, CLOSEST = -2.42, 0.085, 0.36
"""The height of the ReLUs, the radius of one, and its largest share of a piece."""
RIGHT, COUNT, NUMBER = EDGE - MARGIN, 0.62, 0.5
"""Where the counts end, and the em heights of the counts of pieces and of ReLUs."""
LENS, RADIUS, HALF = np.array([4.78, -0.45, 0.0]), 1.6, 0.5
"""The magnifying glass, and half the width of a narrow tube in it."""
ASIDE, DENSE = 0.55, 3.0
"""The tube is at most so far from the middle of the glass, as a share of its radius; how opaque
the lines from ReLUs to bends are, for every frame unit between them."""
SPLINT, SERIF = 8.0, 0.1
"""The stroke width of what is outside, and half the length of the ends of the bracket."""


class Attempt(mn.VGroup, Live[tuple[int, float]]):
    """So many equal pieces, and the half-width of the tube that they should stay inside.

    Red is what of the line is outside, and the mark is a tick when nothing is. It begins as the
    tube and its `label`; `bracket`, `line` and `lens` are added when they come into sight.
    """

    def __init__(self, plot: Ground, tubes: Tubes, width: float) -> None:
        theme, self.plot, self.tubes = plot.theme, plot, tubes
        self.interpolant, self.outside = cache(tubes.interpolant), cache(tubes.outside)
        self.tube, piece = Tube(plot, tubes.target, tubes.domain, width), self.interpolant(1)
        size, written = SIZES.formula, Notation.of(tubes.widths)
        self.within = LiveNumber(
            width, written, theme, size, role="target", sign="inline", called="w"
        )
        name, sign = (Typeset(text, theme, size, "target") for text in ("target", "$plus.minus$"))
        self.label = mn.VGroup(name, Row(sign, self.within).shift(0.52 * mn.DOWN))
        legible(self.label, theme)
        self.graph = PiecewiseGraph(
            plot, piece.function, "total", STROKES.curve - 1, domain=tubes.domain
        )
        self.splints = self.graph.copy().set_stroke(theme.error, SPLINT)
        self.drops = mn.VMobject(stroke_color=theme.faint("weight"), stroke_width=STROKES.hair)
        self.relus = mn.VMobject(stroke_width=0, fill_color=theme.weight, fill_opacity=1)
        top, middle = np.array([RIGHT, 2.0, 0.0]), 0.33 * COUNT * mn.UP
        self.mark = Mark(theme, top + middle + 0.26 * mn.LEFT, 0.32 * COUNT)
        end = top + 0.75 * mn.LEFT
        self.pieces = Count(theme, end, COUNT, "piece")
        self.size = Count(theme, end + 0.62 * mn.DOWN, NUMBER, "ReLU", "weight")
        exempt(self.drops, "crossing", "they lead from the ReLUs to the bends")
        self.line = mn.VGroup(
            self.drops, self.graph, self.splints, self.relus, self.pieces, self.size, self.mark
        )
        seen = [*self.tube.shades[:2], self.tube.middle, self.tube.edges, self.graph, self.splints]
        self.lens = Lens(theme, LENS, RADIUS, [plot.line, *seen])
        finest = tubes.widths[min(1, len(tubes.widths) - 1)]
        across = float((plot.point(0.0, finest) - plot.point(0.0, 0.0))[1])
        self.magnified = max(round(HALF / across), 1) * finest
        super().__init__(self.tube, self.label)
        self.label_the_tube()
        self.value: tuple[int, float] = (0, 0.0)
        self.set_value((1, width))

    def label_the_tube(self) -> None:
        """The label is on the inner side of the curve, and a bracket is as high as it says."""
        eighth, heights = len(self.tube.curve) // 8, self.tube.curve[:, 1]
        far = eighth + int(np.argmax(np.abs(heights[eighth:-eighth]).round(9)))
        middle, upper = self.plot.point(*self.tube.curve[far]), self.tube.paths[0][far]
        half = (middle - upper) * (1.0 if heights[far] > 0 else -1.0)
        places = places_near(self.label, middle + 3 * half, PLOT)
        paths = [*self.tube.paths, self.plot.level(0.0)]
        put_clear(self.label, places, within=PLOT, paths=paths)
        ends = np.array([middle, middle + half])
        serifs = [end + SERIF * np.array([mn.LEFT, mn.RIGHT]) for end in ends]
        self.bracket = mn.VMobject(stroke_color=self.plot.theme.ink, stroke_width=STROKES.guide)
        self.bracket.set_points(polyline(ends, *serifs))
        exempt(self.bracket, "crossing", "it ends at the edge of the tube")

    def set_value(self, value: tuple[int, float]) -> Self:
        """Have other pieces, or be held against another tube."""
        if value == self.value:
            return self
        (before, wide), (pieces, width), self.value = self.value, value, value
        polygon = self.interpolant(pieces)
        if width != wide:
            self.tube.set_value(width)
            self.within.set_value(width)
        if pieces != before:
            self.graph.set_value(polygon.function)
            self.pieces.set_value(pieces)
            self.size.set_value(polygon.layer.size)
            self.put_relus(polygon)
        outside = [polygon.function.corners(*ends) for ends in self.outside(pieces, width)]
        red = polyline(*map(self.plot.points_of, outside))
        draw(self.splints, red, self.tube.paths[0][0])
        self.splints.set_stroke(opacity=float(bool(outside)))
        self.mark.set_value(not outside)
        if self.lens in self.submobjects:
            self.look()
        return self

    def put_relus(self, polygon: Interpolant) -> None:
        """One ReLU below every bend."""
        bends = np.array([-neuron.bias for _, neuron in polygon.layer.units])
        tops = self.plot.points_of(np.column_stack([bends, polygon(bends)]))
        feet = tops * [1.0, 0.0, 0.0] + [0.0, RELUS, 0.0]
        draw(self.drops, polyline(np.stack([feet, tops], axis=1)), LENS)
        piece = PLOT.width / polygon.segments
        self.drops.set_stroke(opacity=min(1.0, DENSE * piece))
        radius = min(NODE, CLOSEST * piece)
        draw(self.relus, (mn.Circle(radius).points + feet[:, None]).reshape(-1, 3), LENS)

    def look(self) -> Lens:
        """The glass, over the place of the largest error, showing the tube and the line there."""
        pieces, width = self.value
        polygon, times = self.interpolant(pieces), self.magnified / width
        x = np.median(polygon.knots) if polygon.is_exact else polygon.max_error.where
        wanted = self.plot.point(x, float(self.tubes.target(x)))
        aside = (self.plot.point(x, float(polygon(x))) - wanted) / 2
        most = ASIDE * RADIUS / times
        aside *= min(1.0, most / max(float(np.abs(aside).max()), 1e-12))
        return self.lens.set_value((wanted + aside, times))
