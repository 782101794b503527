"""How do tents become a sine wave? They add up, and every split leaves a quarter of the error."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter

import manim as mn
import numpy as np

from relu_anim import Hat, HiddenLayer, Interpolant, PiecewiseLinear, Split
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.sine_gap import Gap, Record, free_places
from scenes.mobjects.clips.sine_neurons import Example, Neurons
from scenes.mobjects.clips.sine_tents import Rings, Stack, Tents, eased, raised_outlines
from scenes.mobjects.clips.sine_words import answer_of, caption_of_split, caption_of_start
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import box_of, halo, put_clear
from scenes.mobjects.plots.curves import BrightGraph, SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
INSIDE = FRAME.inset(0.4, 0.4, 0.4, 0.4)
BESIDE, STUB = 1.1, 0.9
"""Frame units between the target's ends and the frame, and of the sum seen before its start."""
WAVE = Region(FRAME.left, FRAME.right, -1.9, 1.95)
"""Where the wave is, from its lowest to its highest point."""
CORNERS = Region(FRAME.left + MARGIN, FRAME.right - MARGIN, -1.9, 2.3)
"""Where there may be room for what is counted and recorded."""
GAP_LEVEL, GAP_HEIGHT = -3.5, 1.4
FOOT = np.array([0.0, -3.0, 0.0])
"""Where neurons are counted, and errors recorded where no corner is free."""
BELOW_TICKS = 0.5
"""What the numbers on the floor take of the ground below it."""
CLEAR_OF_DISC = 0.12
"""So much lower than elsewhere stands the number of a bend where a neuron's disc will be."""
NEAR_ENDS = 12, -13
"""Which of the target's 1001 heights tell on which side of the floor it is near its ends."""
SECONDS_A_TENT = 1.0
LONGEST_SWEEP = 5.0
SECONDS_A_BEND, LONGEST_COUNT = 0.5, 3.8
LOWEST_BODY = 0.5
"""A part of the stack that is lower, in frame units, has no room for its number."""
WIDE = 1.25
"""Between closer knots, in frame units, the tents' heights have no room beside each other."""
LATE = mn.squish_rate_func(mn.smooth, 0.75, 1.0)
"""The rate of what appears once the tent has come to its ring."""
TIP = 0.36
"""From the tip of a tent to the middle of its height's number."""


def enlargement(error: float, room: float) -> float:
    """..., 0.5, 1, 2, 5, 10, 20, ...: how often an error can be enlarged and still fit `room`."""
    steps = (factor * 10.0**power for power in range(6, -7, -1) for factor in (5, 2, 1))
    return next(times for times in steps if times * error <= room)


class Sine(Stage):
    """The target, its tents and their sum; then splits, and what they leave of the error."""

    model: Interpolant

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_target()
        self.raise_the_tents()
        if self.layer.size:
            self.count_the_neurons()
        self.show_the_gap()
        for index in range(1, len(self.generations)):
            self.split_the_pieces(index)
        self.play(self.answer(*answer_of(self.generations)))

    # The stage

    def set_the_stage(self) -> None:
        model = self.model
        self.generations = model.halvings()
        self.layer = HiddenLayer.from_function(model.function, *model.domain)
        self.heights = Notation.of(tent.height for tent in model.tents)
        self.tags: list[mn.VMobject] = []
        self.plot = self.ground(BESIDE)
        unit = self.plot.window.height / (self.plot.y_range[1] - self.plot.y_range[0])
        errors = [0.0 if each.is_exact else each.max_error.error for each in self.generations]
        worst = max(errors) * unit
        self.times = enlargement(worst, GAP_HEIGHT) if worst else 1.0
        self.record = Record(self.generations, Notation.of_errors(errors), self.theme)
        if not self.free(self.record):  # no corner is free: then it has the right side
            self.plot = self.ground(self.record.width + 2 * MARGIN)
        self.add(self.plot)
        ends = self.plot.points_of(np.column_stack([self.model.knots[:2], [0.0, 0.0]]))
        self.piece = float(np.ptp(ends[:, 0]))
        self.neurons = Neurons(self.plot, self.layer, self.model)

    def ground(self, right: float) -> Ground:
        """The plane over the frame, with the target's heights, and so much room beside it."""
        low, high = self.model.domain
        heights = [0.0, *self.model.target_heights]
        bottom, top = min(heights), max(heights)
        room = WAVE.inset(bottom=BELOW_TICKS if bottom >= 0 else 0.0)
        up = room.height / ((top - bottom) or 1.0)
        unit = (high - low) / (FRAME.width - BESIDE - right)
        ticks = [(x, Notation.of((low, high)).markup(x)) for x in (low, high)]
        shown = low - BESIDE * unit, high + right * unit
        ground = Ground(self.theme, FRAME, shown, room.bottom - bottom * up, up=up, ticks=ticks)
        values = self.model.values[[0, -1]]
        for near, end, number in zip(NEAR_ENDS, values, ground.numbers, strict=True):
            curved = self.model.target_heights[near] < 0  # the curve is where it would be
            aside = np.sign(near) * 0.25 * mn.LEFT if curved else 0.0
            if end < 0:  # half a tent hangs there
                number.shift((SIZES.tick + 0.36) * mn.UP)
            else:
                number.shift(CLEAR_OF_DISC * mn.DOWN + aside)
        return ground

    def free(self, thing: mn.Mobject) -> list[np.ndarray]:
        """Places where no tent comes, the best first."""
        return free_places(self.plot, self.model, CORNERS, (thing.width + 0.3, thing.height + 0.16))

    # One generation of tents

    def draw_the_target(self) -> None:
        count = self.model.segments
        self.beat(
            f"We want this curve. It is cut into {count} equal pieces: a ring stands at every end."
            if count > 1
            else "We want this curve, with a single straight piece: the rings stand at its ends.",
            "target",
        )
        self.target = SmoothGraph(
            self.plot, self.model.target, "target", STROKES.guide, None, self.model.domain
        )
        self.rings = Rings(self.plot, self.model)
        self.rings.set_value(-1.0)
        self.target_name = self.name_the_target()
        self.play(mn.Create(self.target), run_time=2.0)
        self.play(mn.FadeIn(self.rings, self.target_name), run_time=0.8)

    def name_the_target(self) -> Typeset:
        """The target's name, on the side away from the floor, or else on the other.

        It stands near its middle, but amid a piece: at the ends stand the heights, and the ramps.
        """
        count = self.model.segments
        shares = sorted((np.arange(count) + 0.5) / count, key=lambda share: abs(share - 0.44))
        name = self.typeset("target", SIZES.label, "target")
        low, high = self.model.domain
        candidates = [
            self.plot.point(x, y) + np.array([across, 0.38 * side, 0.0])
            for away in (1.0, -1.0)
            for x in low + np.array(shares) * (high - low)
            for y in self.model.target(np.array([x]))
            for side in [away if y >= 0 else -away]
            for across in np.array([0.0, -1.0, 1.0]) * (name.width / 2 + 0.15)
        ]
        return put_clear(
            name,
            candidates,
            within=FRAME.inset(0.4, 0.4, MARGIN, STAGE_HEIGHT / 2 - 2.7),
            texts=[self.question, *self.plot.numbers],
            paths=[self.target.paths[0], self.plot.level(0.0), *self.neurons.paths],
        )

    def raise_the_tents(self) -> None:
        tents = self.model.tents
        self.beat(caption_of_start(self.model, self.heights), "first-tent" if tents else "none")
        self.standing = 0.0
        self.tents = Tents(self.plot, self.model.domain)
        self.start_the_sum()
        if not tents:
            return
        self.wait(0.5)
        self.raise_the_first()
        signs = np.sign([tent.height for tent in tents])
        turn = int(np.argmax([*(signs != signs[0]), True]))
        told = len(self.tags)
        if turn > 1:
            pair = self.pair_to_stack(turn)
            which = "Each next tent is" if turn > 2 else "The next tent is"
            then = "Between two rings, two tents add up: stack their heights." if pair else ""
            self.beat(f"{which} 0 at all rings but its own. {then}".strip(), "more-tents")
            self.raise_to(turn)
            told = len(self.tags)
            if pair:
                self.stack_the_heights(*pair)
        if turn < len(tents):
            self.beat(
                "Where the curve is under ground, the tents hang."
                if signs[turn] < 0
                else "Where the curve is above ground, the tents stand.",
                "hanging",
            )
            self.take_away(self.tags[told:])
            self.play(*self.rising(turn + 0.22), run_time=0.5)  # it stops for a breath
            self.wait(1.0)
            self.raise_to(len(tents))

    def start_the_sum(self) -> None:
        """Lay the sum of no tents on the floor: where the curve is 0, it meets the rings."""
        (low, high), model = self.model.domain, self.model
        stub = STUB / FRAME.width * (self.plot.x_range[1] - self.plot.x_range[0])
        self.sum = BrightGraph(self.plot, model.raised(0.0), "total", domain=(low - stub, high))
        exempt(self.sum, "cut", "the sum goes on beyond what is shown")
        self.sum_name = self.typeset("sum", SIZES.label, "total")
        self.sum_name.move_to(self.plot.point(low - stub, 0.0) + np.array([0.5, 0.32, 0.0]))
        self.sum_box = box_of(self.sum_name)
        exempt(self.sum_name, "crossing", "where the curve starts under ground, it comes down")
        self.put_under(self.tents, self.target)
        labels: list[mn.VMobject] = [self.sum_name]
        flat = [hat for hat in model.hats[1:-1] if hat.is_flat]
        if flat and self.piece >= WIDE:
            labels.append(self.tag("#ramp[0: no tent]", flat[0].knot))
        self.play(
            self.slip_under(self.sum, self.rings),
            Morph(self.rings, lambda share: 0.0 if share > 0.5 else -1.0),
            *map(mn.FadeIn, labels),
            run_time=0.8,
        )

    def raise_the_first(self) -> None:
        """The first tent rises alone, and is named; then the sum follows it."""
        tent, model = self.model.tents[0], self.model
        lifted = self.plot.point(0.0, model.raised(1.0)(model.domain[0]))
        lift = (lifted - self.plot.point(0.0, 0.0))[1] * mn.UP
        self.sum_box = box_of(self.sum_name, self.sum_name.get_center() + lift)
        tents, total, rings = self.rising(1.0)
        tag = self.tag_of(tent, "half a tent, " if tent.is_half else "tent, ")
        self.play(tents, mn.FadeIn(tag, rate_func=LATE), run_time=SECONDS_A_TENT)
        self.play(total, rings, self.sum_name.animate.shift(lift), run_time=1.0)

    def raise_to(self, count: int) -> None:
        """Raise tents up to this one: with their heights while there is room, or in a sweep."""
        if self.piece < WIDE:
            self.take_away(self.tags)  # the tents to come would stand on the only number
            seconds = min(LONGEST_SWEEP, SECONDS_A_TENT * (count - self.standing))
            self.play(*self.rising(count), run_time=seconds)
            return
        for index in range(int(self.standing), count):
            tag = mn.FadeIn(self.tag_of(self.model.tents[index]), rate_func=LATE)
            self.play(*self.rising(index + 1), tag, run_time=SECONDS_A_TENT)

    def rising(self, standing: float) -> list[mn.Animation]:
        """Tents, their sum and the rings, on the way to so many tents."""
        start, model, linear = self.standing, self.model, mn.linear

        def at(share: float) -> float:
            return eased(start + share * (standing - start))

        def tents(share: float) -> tuple[list[np.ndarray], PiecewiseLinear]:
            return raised_outlines(model.tents, at(share)), model.raised(at(share))

        self.standing = standing
        return [
            Morph(self.tents, tents, rate_func=linear),
            Morph(self.sum, lambda share: model.raised(at(share)), rate_func=linear),
            Morph(self.rings, at, rate_func=linear),
        ]

    def tag_of(self, tent: Hat, name: str = "") -> Typeset:
        """The height of a tent, beyond its tip."""
        markup = f"#ramp[{name}${self.heights.markup(tent.height)}$]"
        return self.tag(markup, tent.knot, tent.height)

    def tag(self, markup: str, x: float, y: float = 0.0) -> Typeset:
        """A label at a point of the sum, away from the floor."""
        label = self.typeset(markup, SIZES.label)
        tip, side = self.plot.point(x, y), np.sign(y) or 1.0
        beyond = TIP * side * mn.UP
        aside = (label.width / 2 + 0.2) * mn.RIGHT
        shares = (
            (1, 0),
            (1, 0.5),
            (1, -0.5),
            (0.9, 1),
            (0.9, -1),
            (0, 1.1),
            (0, -1.1),
            (1, 3),
            (1, -3),
        )
        places = [tip + up * beyond + across * aside for up, across in shares]
        texts = [self.question, self.target_name, *self.tags, *self.plot.numbers, self.sum_box]
        put_clear(label, places, within=INSIDE, texts=texts, paths=self.target.paths[:1])
        self.tags.append(label)
        return label

    # The sum, at one place

    def pair_to_stack(self, count: int) -> tuple[Hat, Hat] | None:
        """Of the first tents, those two neighbours that add up to most."""
        pairs = [
            each for each in pairwise(self.model.tents[:count]) if each[0].right == each[1].knot
        ]
        return max(pairs, key=lambda pair: abs(pair[0].height + pair[1].height), default=None)

    def stack_the_heights(self, first: Hat, second: Hat) -> None:
        """One height grows on the other; then they walk between their rings, and are told."""
        stack = Stack(self.plot, first, second)
        start, middle = stack.start, stack.middle
        self.play(self.slip_under(stack, self.sum), run_time=0.4)
        self.play(Morph(stack, lambda share: (start, 2 * share)), run_time=1.2)
        self.play(  # to the other ring, and back to the middle
            Morph(stack, lambda share: (middle + (start - middle) * np.cos(4.712 * share), 2.0)),
            run_time=2.0,
        )
        parts, whole = stack.heights, sum(stack.heights)
        lower, upper, total = map(self.heights.markup, (*parts, whole))
        unit = self.plot.window.height / (self.plot.y_range[1] - self.plot.y_range[0])
        inside = self.piece >= WIDE and min(map(abs, parts)) * unit > LOWEST_BODY
        numbers: list[mn.VMobject] = []
        for markup, y in ((lower, 0.28 * parts[0]), (upper, parts[0] + 0.56 * parts[1])):
            number = self.typeset(f"${markup}$", SIZES.tick, "ground")
            numbers += [number.move_to(self.plot.point(middle, y))] if inside else []
        front = "" if inside else f"#ramp[${lower} + {upper} =$] "
        whole_tag = self.tag(f"{front}#total[${total}$]", middle, whole)
        self.play(*map(mn.FadeIn, [*numbers, whole_tag]), run_time=0.4)
        self.tags += [stack, *numbers]

    def take_away(self, tags: list[mn.VMobject]) -> None:
        """Let some of what was told go, before something else is looked at."""
        self.tags = [tag for tag in self.tags if tag not in tags]
        if tags:
            self.play(*map(mn.FadeOut, tags), run_time=0.4)

    # Its neurons

    def count_the_neurons(self) -> None:
        """Walk along the sum: where it bends, one more neuron turns it; one is drawn in full."""
        size, pieces = self.layer.size, self.model.segments
        bends, noun = ("bend", "neuron") if size == 1 else ("bends", "neurons")
        order = self.neurons.order
        also = "also at the start (it is flat before), " if order[0] == 0 else ""
        self.beat(
            f"One hidden layer draws this line, one ReLU at every bend: {also}not at the end.",
            "neurons",
        )
        self.take_away(self.tags)
        labels = list(zip(order, self.neurons, strict=True))
        if self.piece >= WIDE:
            straight = [index for index in range(1, pieces) if index not in order]
            for index, words in [(index, "no bend") for index in straight[:1]] + [(pieces, "end")]:
                hat = self.model.hats[index]
                labels.append((index, self.tag(words, hat.knot, hat.height)))
        appear = [mn.FadeIn(label) for _, label in sorted(labels, key=itemgetter(0))]
        seconds = min(SECONDS_A_BEND * len(appear), LONGEST_COUNT)
        self.play(mn.LaggedStart(*appear, lag_ratio=0.8, run_time=seconds))
        example = Example(self.plot, self.layer, self.neurons)
        self.play(self.slip_under(example, self.sum, by=mn.Create), run_time=0.9)
        number = f" {example.number}" if self.neurons.numbered else ""
        name = self.typeset(f"ReLU{number}", SIZES.label, "weight")
        aside = np.array([name.width / 2 + 0.2, 0.2, 0.0])
        spots = [
            mn.interpolate(*example.ends, share) + aside * side
            for share in (0.5, 0.35, 0.65)
            for side in ([-1, 1, 0], [-1, -1, 0], [1, -1, 0])
        ]
        paths = [*example.ramp.paths, self.target.paths[0], *self.neurons.paths]
        put_clear(name, spots, within=INSIDE, texts=[self.target_name, *self.tags], paths=paths)
        rings = f"{pieces + 1} rings, {size} {bends}: "
        count = self.typeset(f"{rings}#weight[{size} ReLU {noun}]", SIZES.formula)
        count.move_to(FOOT)
        self.play(mn.FadeIn(name, count), run_time=0.4)
        self.tags += [self.neurons, example, name, count]

    # What is missing

    def show_the_gap(self) -> None:
        """Between the curves it is red; then it drops to the foot, and is enlarged."""
        model, times, error = self.model, self.times, self.model.max_error.error
        self.beat(
            f"What the sum misses is its error, at most {self.record.errors.about(error)}. "
            "Without its sign, it drops to the foot."
            if not model.is_exact
            else "The sum misses nothing: its error is 0.",
            "error",
        )
        function = model.function
        self.gap = Gap(self.plot, self.generations[-1], GAP_LEVEL)
        self.gap.set_value((function, 1.0, 0.0))
        places, texts = self.free(self.record) or [FOOT], [self.target_name, *self.plot.numbers]
        put_clear(self.record, places, within=CORNERS, texts=texts)
        leaving = [*self.tags, self.rings, self.sum.glow]
        self.play(*[Fade(thing, leaving=True) for thing in leaving], run_time=0.35)
        self.sum.remove(self.sum.glow)
        self.line = self.sum.graph
        self.play(
            self.slip_under(self.gap, self.target),
            self.line.animate.set_stroke(width=STROKES.curve),
            self.tents.lines.animate.set_stroke(width=STROKES.hair),
            run_time=0.6,
        )
        self.wait(0.4)
        foot = self.plot.level(0.0)
        foot[:, 1] = GAP_LEVEL
        base = mn.Line(*foot, stroke_width=STROKES.axis, color=self.theme.axis)
        exempt(base, "cut", "the line goes on beyond the frame")
        falling = min(times, 1.0)
        self.play(
            mn.FadeIn(base),
            Morph(self.gap, lambda share: (function, 1.0 + share * (falling - 1.0), share)),
            run_time=0.9,
        )
        if times > 1:
            grown = Morph(self.gap, lambda share: (function, 1.0 + share * (times - 1.0), 1.0))
            self.play(grown, run_time=0.9)
        self.name_the_gap()
        self.play(mn.FadeIn(self.gap_name, self.record.line, self.record.title), run_time=0.4)
        self.record_the_error(0)
        self.ghost: mn.VMobject = self.target_name  # it goes with the first split: it is covered

    def name_the_gap(self) -> None:
        scale = f" (drawn $times {alone(self.times)}$)" if self.times != 1 else ""
        self.gap_name = halo(self.typeset(f"error{scale}", SIZES.label), self.theme, on="floor")
        half = self.gap_name.width / 2 + MARGIN
        across = sorted(np.linspace(FRAME.left + half, FRAME.right - half, 41), key=abs)
        heights = GAP_LEVEL + GAP_HEIGHT * np.array([0.5, 0.7, 0.85, 1.0])
        places = [np.array([x, y, 0.0]) for y in heights for x in across]
        texts, paths = [self.target_name], [self.gap.curve.points[::4]]
        put_clear(self.gap_name, places, within=FRAME, texts=texts, paths=paths)

    def record_the_error(self, index: int) -> None:
        """One more column grows out of the line, and is told."""
        self.play(mn.GrowFromEdge(self.record.columns[index], mn.DOWN), run_time=0.7)
        self.play(mn.FadeIn(self.record.labels[index]), run_time=0.4)

    # Splits

    def split_the_pieces(self, index: int) -> None:
        """Tents split, and so do the scallops; those before stay as outlines."""
        caption = caption_of_split(self.generations, index, self.record.errors)
        self.beat(caption, f"split-{index}")
        before, after = self.generations[index - 1 : index + 1]
        split, times = Split.of(before), self.times
        self.play(mn.FadeOut(self.ghost), run_time=0.4)
        self.ghost = self.gap.curve.copy()
        self.ghost.set_stroke(self.theme.faint("error"), STROKES.hair)
        self.put_under(self.ghost, self.gap)
        self.play(
            Morph(self.tents, lambda share: (split.outlines(share), split.function(share))),
            Morph(self.line, split.function),
            Morph(self.gap, lambda share: (split.function(share), times, 1.0)),
            run_time=0.75 if index == 1 else 0.5,
        )
        self.tents.set_value(([tent.outline for tent in after.tents], after.function))
        self.record_the_error(index)
