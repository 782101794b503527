"""How do tents become a sine wave? They add up, and every split leaves a quarter of the error."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import Hat, Interpolant, Split
from scenes.layout import EDGE, FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.sine_tents import Gap, Neurons, Record, Rings, Stack, Tents, eased
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import (
    BEYOND,
    SPACING,
    beyond,
    box_of,
    halo,
    leader,
    legible,
    nearest_first,
    overlap,
    places_near,
    put_clear,
)
from scenes.mobjects.naming import names
from scenes.mobjects.plots.bend_arcs import Turn
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, alone, is_about, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

BESIDE, STUB = 1.1, 0.9
"""Frame units between the target's ends and the frame, and of the sum seen before its start."""
BY_NUMBER = 0.72
"""Frame units that a number beside an end of the target takes, apart from its own."""
WAVE = Region(-EDGE, EDGE, -1.9, 1.95)
"""Where the wave is, from its lowest to its highest point."""
FOOT, SCALES = Region(-EDGE, EDGE, -3.5, -2.1), np.outer(10.0 ** np.arange(-7, 7), (1, 2, 5))
"""Where the error drops to, and how often it may be enlarged there."""
CORNER, COUNT = np.array([EDGE - 0.65, 2.22, 0.0]), 3.0 * mn.DOWN
"""The upper right corner of the record of errors, and where neurons are counted."""
COUNTED = Region(-2.9, 2.9, -3.25, -2.75)
"""What the count takes there."""
BELOW_TICKS, BELOW_TICK = 0.5, 0.24
"""What the numbers on the floor take of the ground, and how far below ticks they are: a neuron's
disc is to have room between."""
LONGEST_SWEEP, LONGEST_COUNT = 5.0, 5.0
"""Seconds for tents without numbers, and for neurons; fewer where they are few."""
MOST_SWINGS = 16
"""So many neurons swing the line one by one: more would flicker."""
WIDE = 1.25
"""Between closer knots, in frame units, the tents' heights have no room beside each other."""
ON_SUM = np.array([0.5, 0.32, 0.0])
"""From where the sum begins to its name."""
ROOM = 0.8, 0.35
"""Of the sum's name; so high is that of the height of a tent beyond its tip, too."""
LEAST = 0.4
"""Frame units of a tent whose height is stacked on another one: half of it has to be seen."""
FURTHER = 0.4, 0.8
"""How much further out a label stands that has no room beyond a tip."""
FARTHEST_NAME = 0.7
"""Frame units from the target to its name; where there is no room, it stands closer to others."""
SECTIONS = 81
"""So many upright sections of the gap between the target and the sum its name keeps clear of."""
HARDLY = 0.02
"""In frame units: what hangs less below the floor is not seen there."""
LATE = mn.squish_rate_func(mn.smooth, 0.75, 1.0)
"""The rate of what appears once the tent has come to its ring."""
WRITTEN, LESS = 0.005, 0.99
"""What differs less from a quarter is one; and how much is left at most of what shrinks."""


def answer_of(generations: Sequence[Interpolant]) -> str:
    """The answer: what every split does to the error, if it does so every time."""
    last, errors = generations[-1], [model.max_error.error for model in generations]
    left = [after / before for before, after in pairwise(errors)]
    if last.is_exact:
        return "They add up to the curve itself."
    if max(left, default=1.0) > LESS:
        return f"They add up to {last.segments} straight pieces."
    roughly = "" if np.allclose(left, 0.25, atol=WRITTEN) else "roughly "
    does = f"{roughly}quarters" if all(is_about(share, 0.25) for share in left) else "shrinks"
    return f"They add up; each split {does} the error."


def around(middle: np.ndarray, width: float) -> Region:
    """The room of a label."""
    (x, y, _), half = middle, (width / 2, ROOM[1] / 2)
    return Region(x - half[0], x + half[0], y - half[1], y + half[1])


class Sine(Stage):
    """The target, its tents and their sum; then splits, and what they leave of the error."""

    model: Interpolant

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_target()
        self.lay_the_sum()
        if self.model.tents:
            self.raise_the_first()
        if self.turn > 1:
            self.raise_the_next()
        if self.turn < len(self.model.tents):
            self.raise_those_beyond()
        if self.layer.size:
            self.count_the_neurons()
        self.show_the_gap()
        self.drop_the_gap()
        for index in range(1, len(self.generations)):
            self.split_the_pieces(index)
        self.say_what_they_add_up_to()

    def set_the_stage(self) -> None:
        model = self.model
        self.generations = model.halvings()
        self.layer = model.layer
        self.heights = Notation.of(tent.height for tent in model.tents)
        self.record = Record(self.generations, self.theme).move_to(CORNER, aligned_edge=mn.UR)
        self.plot = self.ground(BESIDE)
        free = self.free_place(box_of(self.record))
        if free is None:  # the tents end before it
            self.plot, free = self.ground(self.record.width + 2 * MARGIN), self.record.get_center()
        self.add(self.plot)
        self.put_near(self.record, free, [self.plot.level(0.0)])
        upright = [tent.height > 0 for tent in model.tents]
        self.turn = next((i for i, up in enumerate(upright) if up != upright[0]), len(upright))
        self.tags, self.stacked = list[mn.VMobject](), list[mn.VMobject]()
        self.neurons = Neurons(self.plot, model)
        self.roomy = self.plot.unit[0] * (model.knots[1] - model.knots[0]) >= WIDE
        starts = [self.plot.point(model.domain[0], y) for y in (0.0, float(model.values[0]))]
        self.sum_names_at = [start + ON_SUM - STUB * mn.RIGHT for start in starts]
        if overlap(around(self.sum_names_at[1], ROOM[0]), box_of(self.plot.numbers[0])):
            self.sum_names_at.pop()  # for it would come down on the number, it stays above

    def ground(self, right: float) -> Ground:
        """The plane over the frame, with the target's heights, and so much room beside it."""
        (low, high), values = self.model.domain, self.model.values
        bottom, *_, top = sorted([0.0, *self.model.target_heights])
        room = WAVE.inset(bottom=0.0 if bottom < 0 else BELOW_TICKS)
        up = room.height / ((top - bottom) or 1.0)
        ticks = [(x, Notation.of((low, high)).markup(x)) for x in (low, high)]
        widest = max(self.typeset(f"${markup}$", SIZES.tick).width for _, markup in ticks)
        left, right = (max(beside, widest + BY_NUMBER) for beside in (BESIDE, right))
        unit = (high - low) / (FRAME.width - left - right)
        ground = Ground(
            self.theme,
            FRAME,
            (low - left * unit, high + right * unit),
            room.bottom - bottom * up,
            up=up,
            ticks=ticks,
            below_tick=BELOW_TICK,
        )
        ends = (mn.LEFT, low, values[:2]), (mn.RIGHT, high, values[-2:])
        for (out, end, near), number in zip(ends, ground.numbers, strict=True):
            on_floor = abs(self.model.target(end)) * up < HARDLY
            off = SPACING if on_floor else SPACING / 2 + Neurons.RADIUS
            aside = max(0.25, number.width / 2 + off)
            over = self.model.target(np.linspace(end, end - out[0] * aside * unit))
            if min(near.min(), over.min()) < -HARDLY / up:  # a tent hangs there, or the curve does
                number.shift(aside * out)
            legible(number, self.theme, on="floor")
        return ground

    def free_place(self, box: Region) -> np.ndarray | None:
        """The middle of a box, moved to the left until no tent comes there."""
        heights = np.maximum(self.model.target_heights, 0.0)
        places = np.linspace(*self.model.domain, len(heights))
        x, y, _ = self.plot.points_of(np.column_stack([places, heights])).T
        for left in np.arange(box.left, -EDGE + MARGIN, -0.2):
            above = (x > left - SPACING) & (x < left + box.width + SPACING)
            if y[above].max() < box.bottom - SPACING:
                return box.center + (left - box.left) * mn.RIGHT
        return None

    def tag(self, markup: str, x: float, y: float = 0.0) -> Typeset:
        """A label beyond a point of the sum, away from the floor."""
        label, up = self.typeset(markup, SIZES.label), float(np.sign(y)) or 1.0
        places = beyond(label, self.plot.point(x, y), up)
        further = [place + step * up * mn.UP for step in FURTHER for place in places]
        near = places_near(label, places[0], self.layout.main)
        near = [place for place in near if up * (place - places[0])[1] > -SPACING]
        texts: list[mn.Mobject | Region] = [*self.texts]
        texts.append(box_of(self.target_name).inset(*4 * [-SPACING / 2]))
        texts.append(box_of(self.sum_name, self.sum_names_at[-1]))
        within, paths = self.layout.main, self.target.paths
        put_clear(label, [*places, *further, *near], within=within, texts=texts, paths=paths)
        self.tags.append(label)
        return self.readable(label)

    def readable(self, label: Typeset) -> Typeset:
        """A label that lines may pass, above the floor or on it."""
        sunk = label.get_center()[1] < self.plot.level(0.0)[0, 1]
        return legible(label, self.theme, on="floor" if sunk else "ground")

    def tag_of(self, tent: Hat, name: str = "") -> mn.Animation:
        """The height of a tent appears beyond its tip, once it has come to its ring."""
        markup = f"#ramp[{name}${self.heights.markup(tent.height)}$]"
        return mn.FadeIn(self.tag_at(tent, markup), rate_func=LATE)

    def tag_at(self, hat: Hat, markup: str) -> mn.VMobject:
        """A label beyond a ring; a line leads there where another ring is nearer."""
        label, ring = self.tag(markup, hat.knot, hat.height), self.rings[hat.index]
        low, _, high, _ = box_of(names(label, ring)).corners
        centres = np.array([each.get_center() for each in self.rings])
        away = np.linalg.norm(centres - centres.clip(low, high), axis=1)
        if int(away.argmin()) == hat.index and away.min() < FARTHEST_NAME:
            return label
        to_label = label.get_center() - ring.get_center()
        rim = ring.get_center() + ring.width / 2 * to_label / np.linalg.norm(to_label)
        self.tags[-1] = mn.VGroup(leader(label, rim, self.theme), label)
        return self.tags[-1]

    def make_room(self) -> list[mn.Animation]:
        """Heights that the last tag stands on leave for it."""
        *others, last = self.tags
        near = box_of(last).inset(*4 * [-SPACING / 5])
        covered = [tag for tag in others if overlap(box_of(tag), near)]
        self.tags = [tag for tag in self.tags if tag not in covered]
        return [mn.FadeOut(tag) for tag in covered]

    def take_away(self, things: list[mn.VMobject]) -> None:
        """Let go what was told, before something else is looked at."""
        if things:
            self.play(*map(mn.FadeOut, things), run_time=0.4)
        self.tags = [tag for tag in self.tags if tag not in things]

    def draw_the_target(self) -> None:
        model, plot, count = self.model, self.plot, self.model.segments
        cut = f"cut into {count} equal pieces" if count > 1 else "a single piece"
        self.beat(f"We want this curve. It is {cut}: a ring stands at every end.", "target")
        self.target = SmoothGraph(plot, model.target, "target", STROKES.guide, None, model.domain)
        self.rings = Rings(plot, model)
        self.target_name = name = names(self.typeset("target", SIZES.label, "target"), self.target)
        places, piece = list[np.ndarray](), model.knots[1] - model.knots[0]
        away = np.array([-name.width / 2 - 0.15, 0.32, 0.0])
        for index in sorted(range(count), key=lambda index: abs(index - count // 2)):
            x = model.domain[0] + (index + 0.5) * piece
            side = 1 if model.target(x) >= 0 else -1
            places.append(plot.point(x, float(model.target(x))) + away * [1, side, 1])
        levels = plot.level(0.0), np.array([FOOT.at(0.0, 1.0), FOOT.at(1.0, 1.0)])
        self.outlines = [plot.points_of(tent.outline) for tent in model.tents]
        x = np.linspace(*model.domain, SECTIONS)
        both = model.target, model.function
        gap = np.stack([plot.points_of(np.column_stack([x, f(x)])) for f in both], axis=1)
        near = places_near(name, places[0], self.layout.main)
        places += [place - away * [1, 0, 0] for place in places]
        paths, places = self.target.paths, [*places, *near]
        put_clear(
            name,
            nearest_first(name, places, paths, self.outlines, farthest=FARTHEST_NAME),
            within=self.layout.main,
            texts=[*self.texts, *self.rooms(), FOOT],
            paths=[*paths, *levels, *self.outlines, *gap],
        )
        self.readable(name)
        self.play(mn.Create(self.target), run_time=2.0)
        self.play(mn.FadeIn(self.rings, self.target_name), run_time=0.8)

    def rooms(self) -> list[Region]:
        """Where there will be the record, the count, the sum's name, and the heights of tents."""
        boxes = [around(place, ROOM[0]) for place in self.sum_names_at]
        for index, tent in enumerate(self.model.tents if self.roomy else ()):
            place = self.plot.point(tent.knot, tent.height) + BEYOND * np.sign(tent.height) * mn.UP
            told = "tent, " * (not index) + f"${self.heights.markup(tent.height)}$"
            width, main = self.typeset(told, SIZES.label).width, self.layout.main
            place[0] = np.clip(place[0], main.left + width / 2, main.right - width / 2)
            boxes.append(around(place, width))
        return [box_of(self.record), COUNTED, *map(box_of, self.neurons), *boxes]

    def lay_the_sum(self) -> None:
        """Lay the sum of no tents on the floor: where the curve is 0, it meets the rings."""
        (low, high), model = self.model.domain, self.model
        flat = [hat for hat in model.hats if hat.is_flat]
        caption = "The sum of no tents lies on the floor. It meets all rings: no tent is needed."
        if model.tents:
            height = model.tents[0].height
            met = "The sum of no tents meets the rings on the floor. At the next, a tent"
            start = met if flat else "At the first ring, a tent"
            does = "rises as high" if height > 0 else "hangs as deep"
            caption = f"{start} {does} as the curve, {self.heights.about(height)}; the sum follows."
        self.beat(caption, "first-tent" if model.tents else "none")
        self.standing = 0.0
        self.tents = Tents(self.plot, model.domain)
        start = low - STUB / self.plot.unit[0]
        self.sum = BrightGraph(self.plot, model.raised(0.0), "total", domain=(start, high))
        exempt(self.sum, "cut", "the sum goes on beyond what is shown")
        self.sum_name = name = names(self.typeset("sum", SIZES.label, "total"), self.sum)
        exempt(name, "crossing", "where the curve starts under ground, it comes down with the sum")
        self.put_on_sum(name)
        self.put_under(self.tents, self.target)
        self.sum.melt(WAVE.at(0.5, 1.0), np.array([0.0, self.layout.main.top, 0.0]))
        inner = [hat for hat in flat if not hat.is_half and self.roomy]
        tags = [name, *[self.tag_at(hat, "#ramp[0: no tent]") for hat in inner[:1]]]
        self.play(
            self.slip_under(self.sum, self.rings),
            Morph(self.rings, lambda share: 0.0 if share > 0.5 else -1.0),
            *map(mn.FadeIn, tags),
            run_time=0.8,
        )

    def put_on_sum(self, name: mn.Mobject) -> None:
        """The sum's name stands where the sum begins."""
        on_sum = self.sum.graph.paths[0][0] + ON_SUM
        name.move_to(on_sum if self.sum_names_at[1:] else self.sum_names_at[0])

    def raise_the_first(self) -> None:
        """The first tent rises alone, and is named; then the sum follows it."""
        self.wait(0.5)
        tents, *follow = self.rising(1.0)
        self.play(tents, self.tag_of(self.model.tents[0], "tent, "))
        self.play(*follow)

    def raise_the_next(self) -> None:
        """All on the side of the first one; then two high neighbours are stacked."""

        def lower(pair: tuple[Hat, Hat]) -> float:
            lowest = min(abs(hat.height) for hat in pair)
            return round(float(lowest * self.plot.unit[1]), 6)  # of those alike, the first

        pairs = pairwise(self.model.tents[: self.turn])
        touching = [each for each in pairs if each[0].right == each[1].knot and lower(each) > LEAST]
        caption = "Each next tent reaches its own ring, and is 0 at all others."
        if touching:
            caption += " In between, stack two heights: that is the sum."
        self.beat(caption, "more-tents")
        self.raise_to(self.turn)
        if touching:
            self.stack_the_heights(*max(touching, key=lower))

    def raise_those_beyond(self) -> None:
        """Those on the other side of the floor, and all that come after them."""
        hangs = self.model.tents[self.turn].height < 0
        where, do = ("under", "hang") if hangs else ("above", "stand")
        self.beat(f"Where the curve is {where} ground, the tents {do}.", "hanging")
        self.take_away(self.stacked)
        self.play(*self.rising(self.turn + 0.22), run_time=0.5)  # it stops for a breath
        self.wait(1.0)
        self.raise_to(len(self.model.tents))

    def raise_to(self, count: int) -> None:
        """Raise tents up to this one: with their heights while there is room, or in a sweep."""
        if not self.roomy:
            self.take_away(self.tags)  # the tents to come would stand on the only number
            seconds = min(LONGEST_SWEEP, count - self.standing)
            self.play(*self.rising(count), run_time=seconds)
            return
        for index in range(int(self.standing), count):
            appears = self.tag_of(self.model.tents[index])
            self.play(*self.rising(index + 1), appears, *self.make_room())

    def rising(self, standing: float) -> list[mn.Animation]:
        """Tents, their sum, the rings and the sum's name, on the way to so many tents."""
        start, model = self.standing, self.model
        self.standing = standing

        def at(share: float) -> float:
            return eased(start + share * (standing - start))

        return [
            Morph(self.tents, lambda n: (model.outlines(n), model.raised(n)), rate_func=at),
            Morph(self.sum, model.raised, rate_func=at),
            Morph(self.rings, float, rate_func=at),
            mn.UpdateFromFunc(self.sum_name, self.put_on_sum),
        ]

    def stack_the_heights(self, first: Hat, second: Hat) -> None:
        """One height is lifted by the other; then they walk between their rings, and are told."""
        self.take_away(self.tags)
        stack = Stack(self.plot, first, second)
        middle, way, turn = stack.middle, stack.way, 2 * np.pi
        self.play(self.slip_under(stack, self.sum), run_time=0.3)
        self.play(Morph(stack, lambda share: (middle, share)), run_time=0.8)
        self.play(Morph(stack, lambda share: (middle, 1.0 + share)), run_time=1.0)
        walk = Morph(stack, lambda share: (middle + way * np.sin(turn * share), 2.0))
        self.play(walk, run_time=2.2)  # to one ring, to the other, and back to the middle
        numbers, whole = list[mn.VMobject](), sum(stack.heights)
        low, high = boxes = [box_of(body) for body in stack.bodies]
        if self.roomy and abs(high.center[1] - low.center[1]) > SIZES.label:
            for height, body, box in zip(stack.heights, stack.bodies, boxes, strict=True):
                number = names(self.typeset(f"${self.heights.markup(height)}$", SIZES.label), body)
                aside = ((box.width + number.width) / 2 + SPACING) * mn.RIGHT
                places, texts = [box.center + aside, box.center - aside], [*self.texts, *numbers]
                put_clear(number, places, within=FRAME, texts=texts, paths=self.outlines)
                numbers.append(self.readable(number))
            adds_up = sum(written(self.heights(each)) for each in stack.heights)
            about = "" if adds_up == written(self.heights(whole)) else "approx "
            total = f"#total[${about}{self.heights.markup(whole)}$]"
            tip = self.plot.point(middle, whole) + np.sign(whole) * BEYOND * mn.UP
            label = names(self.typeset(total, SIZES.label), stack)
            numbers.append(self.put_near(label, tip, [*self.target.paths, *self.sum.graph.paths]))
            self.readable(label)
            self.play(*map(mn.FadeIn, numbers), run_time=0.4)
        self.stacked = [stack, *numbers]
        self.tags = [*self.stacked]

    def count_the_neurons(self) -> None:
        """One neuron after the other turns the line at its bend, until it is the sum of tents."""
        layer, model, size = self.layer, self.model, self.layer.size
        bends, noun = ("bend", "neuron") if size == 1 else ("bends", "neurons")
        told = "One hidden layer draws the same line: one ReLU neuron turns it at every bend."
        self.beat(told, "neurons")
        self.take_away([*self.tags, self.rings, self.tents])
        count: list[mn.Animation] = [mn.LaggedStart(*map(mn.FadeIn, self.neurons), lag_ratio=1.0)]
        if size <= MOST_SWINGS:
            name = mn.UpdateFromFunc(self.sum_name, self.put_on_sum)
            flat = Morph(self.sum, lambda t: model.function * (1 - t) + t * layer.offset)
            self.play(flat, name, run_time=0.6)
            count.append(Morph(self.sum, lambda t: layer.first(eased(size * t)).function))
        self.play(*count, run_time=min(0.8 * size, LONGEST_COUNT), rate_func=mn.linear)
        total = self.typeset(f"{size} {bends}: #weight[{size} ReLU {noun}]", SIZES.formula)
        self.put_near(total, COUNT, [*self.target.paths, *self.sum.graph.paths])
        appear: list[mn.Animation] = [mn.FadeIn(self.readable(total))]
        self.tags += [self.neurons, total]
        for turn in self.turns()[:1] if self.roomy else []:
            self.tags.append(turn.set_value(1.0))
            appear.append(self.slip_under(turn, *self.neurons))
        self.play(*appear, run_time=0.4)

    def turns(self) -> list[Turn]:
        """How neurons turn the line, but for the first: those that have room, the largest first."""
        layer, end, turns = self.layer, self.model.domain[1], list[Turn]()
        for k, neuron in enumerate(self.neurons):
            straight, turned = ([end, layer.first(n)(end)] for n in (k, k + 1))
            ends = self.plot.points_of(np.array([straight, turned])) - neuron.get_center()
            turns.append(Turn(self.theme, neuron.get_center(), ends[:, 1] / ends[:, 0]))
            turns[-1].remove(turns[-1].ring)  # the disc of the neuron is there
        fitting = [turn for turn in turns[1:] if self.layout.main.holds(turn.straight[1])]
        return sorted(fitting, key=lambda turn: -round(float(np.ptp(np.arctan(turn.rises))), 6))

    def show_the_gap(self) -> None:
        """Between the curves it is red."""
        model = self.model
        error = self.record.errors.about(model.max_error.error)
        caption = f"What the sum misses is its error, at most {error}. "
        caption += "Without its sign, it drops to the foot."
        self.beat("The sum misses nothing: its error is 0." if model.is_exact else caption, "error")
        self.gap = Gap(self.plot, self.generations[-1], FOOT.bottom)
        self.gap.set_value((model.function, 1.0, 0.0))
        back, rings = ([self.tents], []) if self.layer.size else ([], [self.rings])
        leaving = [*self.tags, *rings, self.sum.glow]
        self.play(*[Fade(thing, leaving=True) for thing in leaving], run_time=0.35)
        self.sum.remove(self.sum.glow)
        self.tents.lines.set_stroke(width=STROKES.hair)
        self.play(
            *[self.slip_under(thing, self.target) for thing in (*back, self.gap)],
            self.sum.graph.animate.set_stroke(width=STROKES.curve),
            run_time=0.6,
        )
        self.wait(0.4)

    def drop_the_gap(self) -> None:
        """It drops to the foot, is enlarged, and recorded."""
        worst, function = self.record.worst * self.plot.unit[1], self.model.function
        fitting = SCALES[SCALES * worst <= FOOT.height]
        self.times = times = float(fitting.max()) if worst else 1.0
        ends = FOOT.at(0.0, 0.0), FOOT.at(1.0, 0.0)
        base = mn.Line(*ends, stroke_width=STROKES.axis, color=self.theme.axis)
        exempt(base, "cut", "the line goes on beyond the frame")
        dropped = Morph(self.gap, lambda share: (function, 1.0, share))
        self.play(mn.FadeIn(base), dropped, run_time=0.9)
        if times != 1:
            grown = Morph(self.gap, lambda share: (function, 1.0 + share * (times - 1.0), 1.0))
            self.play(grown, run_time=0.9)
        drawn = f" (drawn $times {alone(times)}$)" if times != 1 else ""
        label = self.typeset(f"error{drawn}", SIZES.label)
        name = names(halo(label, self.theme, on="floor"), self.gap.curve)
        name.move_to(self.plot.point(float(np.mean(self.model.domain)), 0.0))
        self.error_name = name.move_to(self.place_at_gap(name))
        self.play(mn.FadeIn(name, self.record.line, self.record.title), run_time=0.4)
        self.record_the_error(0)
        self.ghost: mn.VMobject = self.target_name  # it goes with the first split: it is covered

    def place_at_gap(self, name: Typeset, *lines: np.ndarray) -> np.ndarray:
        """Below, where the name of the scallops is near them, clear of them and the target."""
        curve, base = self.gap.curve.points[::4], FOOT.corners[:2]
        others = [*self.target.paths, self.plot.level(0.0), base]
        places = places_near(name, name.get_center() * [1, 0, 0] + FOOT.bottom * mn.UP, FOOT)
        places = nearest_first(name, places, [curve], others)
        texts, paths = [text for text in self.texts if text is not name], [curve, base, *lines]
        within, name = self.layout.main, name.copy()
        return put_clear(name, places, within=within, texts=texts, paths=paths).get_center()

    def record_the_error(self, index: int, *others: mn.Animation) -> None:
        """One more column grows out of the line, and is told."""
        grow = mn.GrowFromEdge(self.record.columns[index], mn.DOWN)
        self.play(grow, *others, run_time=0.7)
        self.play(mn.FadeIn(self.record.labels[index]), run_time=0.4)

    def split_the_pieces(self, index: int) -> None:
        """Tents split, and so do the scallops; those before stay as outlines."""
        before, after = self.generations[index - 1 : index + 1]
        error, split, times = after.max_error.error, Split.of(before), self.times
        tents = "tents get narrower, and new ones rise between"
        what = f"Split every piece: {tents if before.tents else 'now tents rise, at new rings'}."
        left = f"The largest error is now {self.record.errors(error)}."
        if after.is_exact:
            left = "No error is left."
        elif is_about(error / before.max_error.error, 0.25):
            left = "About a quarter of the error is left."
        again = f"Split again: {after.segments} pieces."
        self.beat(f"{what if index == 1 else again} {left}", f"split-{index}")
        self.play(mn.FadeOut(self.ghost), run_time=0.4)
        self.ghost = self.gap.curve.copy()
        self.ghost.set_stroke(self.theme.faint("error"), STROKES.hair)
        self.put_under(self.ghost, self.gap)
        self.play(
            Morph(self.tents, lambda share: (split.outlines(share), split.function(share))),
            Morph(self.sum.graph, split.function),
            Morph(self.gap, lambda share: (split.function(share), times, 1.0)),
            run_time=0.75 if index == 1 else 0.5,
        )
        self.tents.set_value(([tent.outline for tent in after.tents], after.function))
        place = self.place_at_gap(self.error_name, self.ghost.points[::4])
        self.record_the_error(index, mn.ApplyMethod(self.error_name.move_to, place))

    def say_what_they_add_up_to(self) -> None:
        """The answer, in the colours of its nouns."""
        text = answer_of(self.generations)
        markup = text.replace("They add up", "#ramp[They] #total[add up]").replace(";", "\\;")
        self.play(self.answer(text, markup.replace("error", "#error[error]")))
