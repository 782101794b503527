"""A hidden layer that tries to stay inside a tube, and the table of all tubes that it was in."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Tubes
from scenes.layout import Region
from scenes.mobjects.controls.joints import LARGEST, Joints
from scenes.mobjects.controls.lens import SMALLEST, Lens
from scenes.mobjects.controls.marks import Mark
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, nearest_first, places_near, put_clear
from scenes.mobjects.lines import polyline, stroked
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow, PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.tubes import Tube
from scenes.mobjects.text.formulas import Row
from scenes.mobjects.text.glyphs import HEIGHT, Glyphs, LiveNumber, advance
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

PLOT = Region(-6.5, 2.5, -2.6, 2.3)
"""Where the tubes are; the table is on their right."""
HEAD, FIRST, STEP, SIZE, HEADS = 1.95, 1.2, 1.05, 0.58, 0.42
"""The baselines of the table, from one to the next, and em heights of its numbers and the rest."""
TUBES, RELUS, MARKS = 3.0, 6.08, 6.45
"""Where its columns begin, end, and have their middles."""
BETWEEN = (HEIGHT * SIZE + 0.18) * mn.UP
"""From the numbers of a tube up to what they are divided and multiplied by."""
RADIUS, HALF, SPAN, LEAST = 1.15, 0.7, 1.5, 3.0
"""Of the magnifying glass; half a tube across it, or what is missed if that is more; from a bend to
the place looked at; and how many times larger it shows things at least, for both to be in the
frame."""
SPLINT, SERIF = 9.0, 0.1 * np.array([mn.LEFT, mn.RIGHT])
"""The stroke width of what is outside, and the ends of the bracket."""


def tenths(number: float) -> str:
    """A number to at most one decimal."""
    return alone(float(Notation(1)(number)))


class Entry(mn.VGroup, Live[int]):
    """A line of the table: the tube, and how many ReLUs there are; a tick if they are inside.

    Above it stands what became of the tube, and of its ReLUs (`times`), since the line before.
    """

    def __init__(self, theme: Theme, tubes: Tubes, index: int) -> None:
        width, count = tubes.widths[index], tubes.fits[index].layer.size
        start, self.end = (np.array([x, FIRST - index * STEP, 0.0]) for x in (TUBES, RELUS))
        notation = Notation.of([width])
        both = advance(f"000{notation(width)}{count}")  # a sign and a gap, three digits wide
        size = min(SIZE, (RELUS - TUBES) / both)
        self.within = LiveNumber(width, notation, theme, size, role="target", sign="inline")
        self.tube = Row(Typeset("$plus.minus$", theme, size, "target"), self.within).place(start)
        exempt(self.tube, "crossing", "it passes over the tube on its way to the table")
        exempt(self.tube, "contrast", "it passes over the tube on its way to the table")
        exempt(self.tube, "overlap", "it may pass the target's name on its way to the table")
        self.count = Glyphs("0", theme, size, "weight")
        middle = np.array([MARKS, start[1] + HEIGHT / 2 * SIZE, 0.0])
        self.mark = Mark(theme, middle, 0.3 * SIZE).set_value(True)
        super().__init__(self.tube, self.count, self.mark)
        if index:
            parted = f"$div {tenths(tubes.widths[index - 1] / width)}$"
            before = tubes.fits[index - 1].layer.size
            more = f"$times {tenths(count / before)}$" if before else f"$+ {count}$"
            self.times = Typeset(more, theme, HEADS, "weight").place(self.end + BETWEEN, align=1.0)
            self.add(Typeset(parted, theme, HEADS, "target").place(start + BETWEEN), self.times)
        self.set_value(count)

    def set_value(self, value: int) -> Self:
        """Have so many ReLUs."""
        self.count.spell(f"{value}").place(self.end, align=1.0)
        return self


class Attempt(mn.VGroup, Live[tuple[int, float]]):
    """So many equal pieces, and the half-width of the tube that they should stay inside.

    Red is what of the line is outside; before its first bend, it is level. It begins as the tube;
    `label`, `bracket`, `heads`, `line` and `entries`, so many of which are `known`, come into sight
    later.
    """

    def __init__(self, plot: Ground, tubes: Tubes, known: int = 0) -> None:
        theme, self.plot, self.tubes = plot.theme, plot, tubes
        self.tube = Tube(plot, tubes.target, tubes.domain, tubes.widths[0])
        first = tubes.fits[known - 1].segments if known else 1
        function = tubes.interpolant(first).function
        seen = plot.x_range[0], tubes.domain[1]
        self.graph = PiecewiseGraph(plot, function, "total", STROKES.curve - 1, domain=seen)
        exempt(self.graph, "cut", "a layer of ReLUs is level before its first bend, however far")
        self.splints = self.graph.copy().set_stroke(theme.error, SPLINT)
        self.glow, self.joints = Glow(self.splints, theme), Joints(theme)
        exempt(self.joints, "contrast", "the ring of the glass may lie on a small one")
        self.line = mn.VGroup(self.graph, self.glow, self.splints, self.joints)
        tube, relus = (np.array([x, HEAD, 0.0]) for x in (TUBES, RELUS))
        self.heads = mn.VGroup(
            Typeset("tube", theme, HEADS, "target").place(tube),
            Typeset("ReLUs", theme, HEADS, "weight").place(relus, align=1.0),
        )
        self.entries = [Entry(theme, tubes, index) for index in range(max(known, 1))]
        self.label = legible(Typeset("target", theme, SIZES.formula, "target"), theme)
        names(self.label, mn.VGroup(self.tube.middle, self.tube.edges))
        super().__init__(self.tube)
        exempt(self, "jump", "a line of other pieces is another line")
        exempt(self.splints, "contrast", "they end at the edges of the tube")
        self.name_the_target()
        self.value, self.lens = (0, 0.0), mn.VGroup()
        self.set_value((first, self.entries[-1].within.value))

    def name_the_target(self) -> None:
        """The name is on the outer side of the curve, and a bracket is as high as the tube says."""
        eighth, heights = len(self.tube.curve) // 8, self.tube.curve[:, 1]
        far = eighth + int(np.argmax(np.abs(heights[eighth:-eighth]).round(9)))
        inner = self.tube.paths[int(heights[far] > 0)]
        middle, edge = self.plot.point(*self.tube.curve[far]), inner[far]
        first = [self.tubes.interpolant(each).function for each in (1, 2, 3, 4)]
        lines = [self.plot.points_of(line.corners(*self.tubes.domain)) for line in first]
        places = places_near(self.label, 5 * middle - 4 * edge, PLOT)
        curve = self.plot.points_of(self.tube.curve)
        places = nearest_first(self.label, places, [curve], lines)
        paths = [*self.tube.paths, *lines, self.plot.level(0.0)]
        put_clear(self.label, places, within=PLOT, paths=paths)
        ends = polyline(np.array([middle, edge]), middle + SERIF, edge + SERIF)
        self.bracket = stroked(self.plot.theme.ink, STROKES.guide, ends)
        exempt(self.bracket, "crossing", "it ends at the edge of the tube")
        names(self.entries[0].tube, self.bracket)

    def set_value(self, value: tuple[int, float]) -> Self:
        """Have other pieces, or be held against another tube."""
        (before, wide), (pieces, width), self.value = self.value, value, value
        polygon, plot = self.tubes.interpolant(pieces), self.plot
        if width != wide:
            self.tube.set_value(width)
        if pieces != before:
            self.graph.set_value(polygon.function)
            self.joints.lie_on(plot, polygon)
        places = self.tubes.outside(pieces, width)
        outside = [plot.points_of(polygon.function.corners(*ends)) for ends in places]
        self.splints.set_points(polyline(*outside))
        self.glow.lie_around(self.splints)
        self.entries[-1].set_value(polygon.layer.size).mark.set_value(not outside)
        if isinstance(self.lens, Lens):
            self.look_through(self.lens)
        return self

    def spot_and_times(self, pieces: int, width: float) -> tuple[np.ndarray, float]:
        """A spot beside a bend, if one is near, and how many times larger the glass shows it."""
        plot = self.plot
        polygon, places = self.tubes.interpolant(pieces), self.tubes.places_to_look(pieces, width)
        where = places[-1]
        beside = where + 1e-6 * np.ptp(polygon.domain) * np.array([-1.0, 1.0])
        run, rise, _ = np.ptp(plot.points_of(np.column_stack([beside, polygon(beside)])), axis=0)
        half = max(width, abs(polygon.target(where) - polygon(where))) * plot.unit[1] * run
        times = HALF / half * float(np.hypot(run, rise))
        ends = [plot.point(x, polygon.target(x)) for x in places]
        away = float(np.linalg.norm(ends[1] - ends[0]))
        if LEAST * away <= SPAN:
            times, where = min(times, SPAN / max(away, 1e-9)), float(np.mean(places))
        spot = plot.point(where, polygon.target(where))
        return spot, float(f"{max(times, LEAST):.2g}")

    def magnify(self) -> Lens:
        """A glass over the spot, as near to it as there is room, and beside it how strong it is."""
        tube, tubes, plot, glass = self.tube, self.tubes, self.plot, mn.Circle(RADIUS)
        steps = zip(tubes.widths[1:], pairwise(tubes.fits), strict=True)
        rests = [(fit.segments, width) for width, fits in steps for fit in fits]
        spots = np.array([self.spot_and_times(*value)[0] for value in (self.value, *rests)])
        near = places_near(glass, spots[0], PLOT)
        away = np.linalg.norm(spots[:, np.newaxis] - near, axis=2).min(axis=0)
        beside = away > RADIUS + 2 * SMALLEST  # it does not lie on what it will show
        paths = [*tube.paths, self.graph.points, plot.level(0.0)]
        free = np.array(near)[beside if beside.any() else ...]
        put_clear(glass, free, within=PLOT, texts=[self.label], paths=paths)
        number = Glyphs("× 0000", plot.theme, HEADS)
        taken = [self.label, mn.Square(RADIUS * 2**0.5).move_to(glass)]
        paths += [glass.points, np.array([spots[0], glass.get_center()])]
        places = places_near(number, glass.get_right(), PLOT)
        put_clear(number, places, within=PLOT, texts=taken, paths=paths)
        on = "floor" if glass.get_y() < plot.level(0.0)[0, 1] else "ground"
        self.bends, self.number = Joints(plot.theme), legible(number, plot.theme, on)
        things = [plot.line, tube.shades[0], tube.middle, tube.edges, self.graph, self.splints]
        self.lens = Lens(plot.theme, glass.get_center(), RADIUS, things)
        exempt(self.lens, "twins", "the curve may pass behind the glass")
        exempt(self.lens.leader, "belonging", "it leads from the glass to its spot")
        exempt(self.lens.ring, "cut", "the spot may be where the curve begins, near the border")
        exempt(self.lens.ring, "contrast", "it may lie on a joint: the leader ends there, too")
        self.look_through(self.lens.add(self.bends, self.number))
        return self.lens

    def look_through(self, lens: Lens) -> None:
        """Let the glass show the spot, and the bends that are in it."""
        lens.set_value(self.spot_and_times(*self.value))
        places = lens.seen(self.joints.places)
        away = np.linalg.norm(places - lens.centre, axis=1)
        self.bends.lie_at(places[away < RADIUS - LARGEST])
        self.number.spell(f"× {Notation.of([lens.times])(lens.times)}")
