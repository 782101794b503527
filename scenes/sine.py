"""How do tents become a sine wave? They add up, and every split leaves a quarter of the error."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import HiddenLayer, Interpolant, Split
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.sine_gap import Chain, Gap, free_places
from scenes.mobjects.clips.sine_neurons import Neurons
from scenes.mobjects.clips.sine_tents import Rings, Tents, eased, raised_outlines
from scenes.mobjects.clips.sine_words import answer_of, caption_of_split
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.gradients import graded
from scenes.mobjects.labels import box_of, halo, overlap, put_clear
from scenes.mobjects.lines import polygon
from scenes.mobjects.plots.curves import BrightGraph, PiecewiseGraph, SmoothGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
BESIDE = 0.8
"""Frame units between the ends of the target and the sides of the frame."""
RUNS_ON = "the ground goes on beyond the frame"
LEVEL_ON = "the sum goes on beyond what is shown"
STUB = 0.6
"""So far the sum is seen before its start, and that of the layer after its end, in frame units."""
ALONE = Region(FRAME.left, FRAME.right, -2.85, 2.1)
"""Where the wave is, from its lowest to its highest point, as long as it has the frame alone."""
ABOVE_GAP = Region(FRAME.left, FRAME.right, -1.7, 1.95)
"""Where it is above its gap."""
CHAIN_ROOM = 1.0
"""The height kept for the chain where the wave leaves no corner free."""
GAP_LEVEL, GAP_HEIGHT = -3.5, 1.45
LOWEST_ARCH = 0.25
"""Over an arch that is lower, in frame units, no number would be taken for its height."""
LEADER_HEIGHTS = 0.95, 1.0, 0.9, 0.8, 0.7
"""Where a number with a leader stands, as shares of the gap's height, the best first."""
PEAK = 0.05
"""The radius of the dot at the end of a leader."""
MOST_DECIMALS = 6
"""Smaller errors are written with a power of ten."""
BELOW_TICKS = 0.5
"""What the numbers on the floor take of the ground below it."""
CLEAR_OF_DISC = 0.12
"""So much lower than elsewhere stands the number of a bend where a neuron's disc will be."""
NEAR_ENDS = 12, -13
"""Which of the target's 1001 heights tell on which side of the floor it is near its ends."""
SECONDS_A_TENT = 1.0
LONGEST_SWEEP = 5.0
WIDE = 1.25
"""Between closer knots, in frame units, the tents' heights have no room beside each other."""
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
        if self.model.tents:
            self.raise_the_tents()
        else:
            self.need_no_tent()
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
        self.errors = self.notation_of_errors()
        tents = model.tents
        self.heights = Notation.of(tent.height for tent in tents)
        first_sign = np.sign(tents[0].height) if tents else 1.0
        turned = [np.sign(tent.height) != first_sign for tent in tents]
        self.turn = turned.index(True) if True in turned else len(tents)
        self.plot = self.ground(ALONE)
        self.add(self.plot)

    def notation_of_errors(self) -> Notation:
        """All errors with the decimals that show two digits of the smallest."""
        seen = [each.max_error.error for each in self.generations if not each.is_exact]
        if not seen:
            return Notation(0)
        digits = 1 - int(np.floor(np.log10(min(seen))))
        return Notation(min(max(digits, 2), MOST_DECIMALS), min(seen))

    def ground(self, room: Region, depth: float | None = None) -> Ground:
        """The plane over the frame, with the target's heights, and the floor, inside `room`."""
        low, high = self.model.domain
        heights = [0.0, *self.model.target_heights]
        bottom, top = min(heights), max(heights)
        if bottom >= 0 and depth is not None:
            room = room.inset(bottom=BELOW_TICKS)
        up = room.height / ((top - bottom) or 1.0)
        side = BESIDE * (high - low) / (FRAME.width - 2 * BESIDE)
        places = Notation.of((low, high))
        ground = Ground(
            self.theme,
            FRAME,
            (low - side, high + side),
            room.bottom - bottom * up,
            up=up,
            ticks=[(x, places.markup(x)) for x in (low, high)],
        )
        self.let_run_out(ground, depth)
        for near, number in zip(NEAR_ENDS, ground.numbers, strict=True):
            if self.model.target_heights[near] < 0:  # the curve is where the number would be
                number.shift((SIZES.tick + 0.36) * mn.UP + np.sign(near) * 0.15 * mn.RIGHT)
            else:
                number.shift(CLEAR_OF_DISC * mn.DOWN)
        return ground

    def let_run_out(self, ground: Ground, depth: float | None) -> None:
        """Let the ground go on beyond the frame, and the earth melt away above its foot."""
        for endless in (ground.earth, ground.line):
            exempt(endless, "cut", RUNS_ON)
        if depth is not None:
            low, high = ground.level(0.0)
            down = np.array([0.0, depth - low[1], 0.0])
            ground.earth.set_points(polygon(np.array([low, high, high + down, low + down])))
            graded(ground.earth, self.theme.floor, (0.0, 1.0))

    def free(self, label: mn.Mobject, plot: Ground, room: Region) -> list[np.ndarray]:
        """Places for a label where no tent comes, the best first."""
        size = (label.width + 0.3, label.height + 0.3)
        return free_places(plot, self.model.target, room, size)

    # One generation of tents

    def draw_the_target(self) -> None:
        count = self.model.segments
        self.beat(
            f"We want this curve. It is cut into {count} equal pieces: "
            "a ring stands wherever two meet."
            if count > 1
            else "We want this curve, with a single straight piece: the rings stand at its ends.",
            "target",
        )
        self.target = SmoothGraph(
            self.plot,
            self.model.target,
            width=STROKES.guide,
            dash=None,
            domain=self.model.domain,
        )
        self.target_path = self.target.paths[0]
        self.rings = Rings(self.plot, self.model)
        self.rings.set_value(-1.0)
        self.target_name = self.name_of_curve("target", 0.95)
        self.play(mn.Create(self.target), run_time=2.0)
        self.play(mn.FadeIn(self.rings, self.target_name), run_time=0.8)

    def name_of_curve(self, role: str, wanted: float, *others: mn.Mobject) -> Typeset:
        """A word beside the target, on the side away from the floor, or else on the other.

        It stands as close as may be to the wanted share of the domain, but amid a piece, since the
        heights of the tents stand at the ends.
        """
        count = self.model.segments * (1 if self.model.segments > 3 else 2)
        shares = sorted((np.arange(count) + 0.5) / count, key=lambda share: abs(share - wanted))
        name = self.typeset(role if role == "target" else "sum", SIZES.label, role)
        low, high = self.model.domain
        candidates = []
        for away in (1.0, -1.0):
            for x in low + np.array(shares) * (high - low):
                y = float(self.model.target(np.array([x]))[0])
                side = away if y >= 0 else -away
                across = -self.slope_at(x) * side
                step = np.array(
                    [np.clip(across, -1.0, 1.0) * (name.width / 2 + 0.15), 0.38 * side, 0]
                )
                candidates.append(self.plot.point(x, y) + step)
        return put_clear(
            name,
            candidates,
            within=FRAME.inset(0.4, 0.4, MARGIN, STAGE_HEIGHT / 2 - 2.7),
            texts=[self.question, *self.plot.numbers, *others],
            paths=[self.target_path, self.plot.level(0.0)],
        )

    def slope_at(self, x: float) -> float:
        """The slope of the target on the frame, roughly."""
        low, high = self.model.domain
        ends = np.clip(np.array([x - 1e-3 * (high - low), x + 1e-3 * (high - low)]), low, high)
        start, end = self.plot.points_of(np.column_stack([ends, self.model.target(ends)]))
        return float((end[1] - start[1]) / (end[0] - start[0]))

    def raise_the_tents(self) -> None:
        self.standing = 0.0
        self.tips: list[Typeset] = []
        self.tents = Tents(self.plot)
        self.raise_the_first()
        if self.turn > 1:
            self.raise_more()
        if self.turn < len(self.model.tents):
            self.go_to_the_other_side()

    def start_the_sum(self) -> None:
        """Lay the sum of no tents on the floor."""
        low, high = self.model.domain
        stub = STUB / FRAME.width * (self.plot.x_range[1] - self.plot.x_range[0])
        self.sum = BrightGraph(
            self.plot, self.model.raised(0.0), "total", domain=(low - stub, high)
        )
        self.sum_name = self.name_of_curve("total", 0.47, self.target_name)
        exempt(self.sum, "cut", LEVEL_ON)
        self.play(
            self.slip_under(self.sum, self.rings),
            Morph(self.rings, lambda share: 0.0 if share > 0.5 else -1.0),
            mn.FadeIn(self.sum_name),
            run_time=0.8,
        )

    def raise_the_first(self) -> None:
        tent = self.model.tents[0]
        what = "half a tent" if tent.is_half else "a tent"
        does, as_far = ("rises", "high") if tent.height > 0 else ("hangs", "deep")
        self.beat(
            f"At a ring, {what} {does}, just as {as_far} as the curve is there: "
            f"{self.heights.about(tent.height)}. The sum follows it.",
            "first-tent",
        )
        self.start_the_sum()
        self.put_under(self.tents, self.target)
        self.raise_to(1)

    def raise_more(self) -> None:
        count = self.turn - 1
        self.beat(
            "Each next tent is 0 at all rings but its own: "
            "it pins one more point, and moves no other."
            if count > 1
            else "The next tent is 0 at every ring but its own: the first point stays pinned.",
            "more-tents",
        )
        self.raise_to(self.turn)

    def go_to_the_other_side(self) -> None:
        tents = self.model.tents
        before, here = tents[self.turn - 1 : self.turn + 1]
        skipped = here.index - before.index > 1
        no_tent = "A ring on the floor needs no tent. " if skipped else ""
        side = (
            "Where the curve is under ground, the tents hang."
            if here.height < 0
            else "Where the curve is above ground, the tents stand."
        )
        self.beat(no_tent + side, "hanging")
        self.wait_at_the_turn()
        self.raise_to(len(tents))

    def wait_at_the_turn(self) -> None:
        """The next tent leaves the floor, and stops for a breath."""
        self.play_raise(self.standing + 0.22, 0.5)
        self.wait(1.0)

    def raise_to(self, count: int) -> None:
        """Raise tents up to this one: with their heights while there is room, then in a sweep."""
        gap = self.plot.window.width / (self.plot.x_range[1] - self.plot.x_range[0])
        gap *= (self.model.domain[1] - self.model.domain[0]) / self.model.segments
        first = int(self.standing)
        if gap < WIDE and self.tips:  # the tents to come would stand on the only number
            self.play(mn.FadeOut(self.tips.pop()), run_time=0.4)
        for index in range(first, count if gap >= WIDE else min(count, first + 1)):
            named = index == 0 or gap >= WIDE
            tips = [self.tip_of(index)] if named else []
            self.tips += tips
            self.play_raise(
                index + 1, SECONDS_A_TENT, *[mn.FadeIn(tip, rate_func=late) for tip in tips]
            )
        if self.standing < count:
            seconds = min(LONGEST_SWEEP, SECONDS_A_TENT * (count - self.standing))
            self.play_raise(count, seconds)

    def play_raise(self, standing: float, seconds: float, *others: mn.Animation) -> None:
        model, start = self.model, self.standing

        def progress(share: float) -> float:
            return eased(start + share * (standing - start))

        options = {"rate_func": mn.linear}
        self.play(
            Morph(
                self.tents,
                lambda share: raised_outlines(model.tents, progress(share)),
                **options,
            ),
            Morph(self.sum, lambda share: model.raised(progress(share)), **options),
            Morph(self.rings, progress, **options),
            *others,
            run_time=seconds,
        )
        self.standing = standing

    def tip_of(self, index: int) -> Typeset:
        """The height of a tent, beyond its tip."""
        tent = self.model.tents[index]
        label = self.typeset(f"${self.heights.markup(tent.height)}$", SIZES.label, "ramp")
        tip = self.plot.point(tent.knot, tent.height)
        beyond = TIP * (mn.UP if tent.height > 0 else mn.DOWN)
        lean = -np.sign(self.slope_at(tent.knot)) * np.sign(tent.height)
        aside = (label.width / 2 + 0.2) * mn.RIGHT * (lean or 1.0)
        places = [tip + beyond, tip + beyond + 0.5 * aside, tip + 0.6 * beyond + aside]
        places += [tip + aside + 0.2 * mn.RIGHT * lean, tip - aside, tip + 0.6 * beyond - aside]
        return put_clear(
            label,
            places,
            within=FRAME.inset(0.4, 0.4, 0.4, 0.4),
            texts=[self.question, self.target_name, self.sum_name, *self.tips, *self.plot.numbers],
            paths=[self.target_path],
        )

    def need_no_tent(self) -> None:
        self.beat("At every ring the curve is 0: no tent is needed, and the sum is level.", "none")
        self.tips = []
        self.tents = Tents(self.plot)
        self.start_the_sum()
        self.put_under(self.tents, self.target)

    def count_the_neurons(self) -> None:
        layer = self.layer
        if not layer.size:
            return
        noun = "neuron" if layer.size == 1 else "neurons"
        self.beat(
            f"One hidden layer draws this sum: a ReLU neuron for every bend, {layer.size} in all. "
            "At the end it runs straight on."
            if layer.size > 1
            else "One hidden layer draws this sum: a single ReLU neuron, for its only bend. "
            "At the end it runs straight on.",
            "neurons",
        )
        self.neurons = Neurons(self.plot, layer, self.model.function)
        bends = "bend" if layer.size == 1 else "bends"
        text = f"{layer.size} {bends}: {layer.size} ReLU {noun}"
        self.count = self.typeset(text, SIZES.formula)
        room = FRAME.inset(MARGIN, MARGIN, 0.4, STAGE_HEIGHT / 2 - 2.45)
        places = self.free(self.count, self.plot, room) or [room.at(0.5, 1.0)]
        name = box_of(self.target_name).inset(-0.2, -0.2, -0.2, -0.2)
        put_clear(self.count, places, within=room, texts=[name, *self.plot.numbers])
        self.beyond = self.run_on()
        self.play(
            mn.FadeOut(*self.tips, self.sum_name, self.rings),
            self.slip_under(self.beyond, self.sum),
            run_time=0.5,
        )
        self.play(
            mn.LaggedStart(*[mn.FadeIn(disc, scale=0.4) for disc in self.neurons], lag_ratio=0.5),
            run_time=min(2.4, 0.6 + 0.3 * layer.size),
        )
        self.play(mn.FadeIn(self.count), run_time=0.5)

    def run_on(self) -> BrightGraph:
        """What the layer draws after the end of the domain: no neuron bends it there."""
        high = self.model.domain[1]
        unit = self.plot.window.width / (self.plot.x_range[1] - self.plot.x_range[0])
        up = self.plot.window.height / (self.plot.y_range[1] - self.plot.y_range[0])
        slope = self.layer.function.slopes[-1] * up / unit
        far = STUB / unit / float(np.hypot(1.0, slope))
        beyond = BrightGraph(self.plot, self.layer.function, "total", domain=(high, high + far))
        exempt(beyond, "cut", LEVEL_ON)
        return beyond

    # What is missing

    def show_the_gap(self) -> None:
        model = self.model
        error = model.max_error.error
        self.lift_the_wave()
        self.gap = Gap(self.plot, self.generations[-1], GAP_LEVEL)
        self.ghosts: list[Gap] = []
        self.gap_texts: list[Typeset] = []
        self.peaks: dict[int, mn.Dot] = {}
        self.leaders: list[np.ndarray] = []
        unit = self.plot.window.height / (self.plot.y_range[1] - self.plot.y_range[0])
        self.times = 1.0 if model.is_exact else enlargement(error * unit, GAP_HEIGHT)
        function = model.function
        self.gap.set_value((function, 1.0, 0.0))
        self.play(self.slip_under(self.gap, self.target, self.line), run_time=0.5)
        self.wait(1.0)
        base = mn.Line(*self.foot_line(), stroke_width=STROKES.axis, color=self.theme.axis)
        exempt(base, "cut", RUNS_ON)
        falling = min(self.times, 1.0)
        self.play(
            mn.FadeIn(base),
            Morph(
                self.gap,
                lambda share: (function, mn.interpolate(1.0, falling, share), share),
            ),
            run_time=0.9,
        )
        if self.times > 1:
            times = self.times
            self.wait(0.5)
            self.play(
                Morph(self.gap, lambda share: (function, mn.interpolate(1.0, times, share), 1.0)),
                run_time=0.9,
            )
        self.name_the_gap()

    def foot_line(self) -> np.ndarray:
        """The line (2, 3) on which the gap comes to lie, from side to side."""
        line = self.plot.level(0.0)
        line[:, 1] = GAP_LEVEL
        return line

    def name_the_gap(self) -> None:
        numbers = self.number_of_gap(0)
        text = "error" if self.times == 1 else f"error, ${alone(self.times)}$ times as high"
        self.gap_name = self.typeset(text, SIZES.label, "error")
        half = self.gap_name.width / 2 + MARGIN
        across = sorted(np.linspace(FRAME.left + half, FRAME.right - half, 41), key=abs)
        heights = GAP_LEVEL + GAP_HEIGHT * np.array([0.5, 0.7, 0.85, 1.0])
        put_clear(
            halo(self.gap_name, self.theme),
            [np.array([x, y, 0.0]) for y in heights for x in across],
            within=FRAME,
            texts=numbers,
            paths=[self.gap.curve.points[::4]],
        )
        self.gap_texts.append(self.gap_name)
        self.play(
            self.slip_under(self.tents, self.target, self.line),
            mn.FadeIn(self.gap_name, self.chain.links[0], *numbers),
            run_time=0.6,
        )

    def number_of_gap(self, index: int) -> list[mn.VMobject]:
        """The largest error of a generation over one of its highest arches, where that is clear.

        Under older and higher arches, it stands where there is room, with a leader to its own.
        """
        tops = self.gap.tops()
        model = self.generations[index]
        if tops[0][1] - GAP_LEVEL < LOWEST_ARCH and (not index or model.is_exact):
            return []
        number = self.typeset(f"${self.errors.markup(model.max_error.error)}$", SIZES.tick, "error")
        curves = [each.curve.points[::4] for each in (*self.ghosts, self.gap)]
        if index:
            asides = [side * 0.1 * step * mn.RIGHT for step in range(13) for side in (1, -1)]
            highs = [(GAP_LEVEL + share * GAP_HEIGHT) * mn.UP for share in LEADER_HEIGHTS]
            places = [
                top * [1, 0, 0] + high + aside for high in highs for aside in asides for top in tops
            ]
        else:
            asides = [side * 0.1 * step * mn.RIGHT for step in range(5) for side in (1, -1)]
            places = [top + 0.27 * mn.UP + aside for top in tops for aside in asides]
        if index:
            places = [place for place in places if self.is_clear_below(place, number, tops)]
        if not places:
            return []
        put_clear(
            halo(number, self.theme),
            places,
            within=FRAME.inset(MARGIN, MARGIN),
            texts=self.gap_texts,
            paths=[*curves, *self.leaders],
        )
        box = box_of(number)
        if any(overlap(box, box_of(text)) for text in self.gap_texts):
            return []
        for x, y, _ in np.vstack(curves):
            if box.left < x < box.right and box.bottom < y < box.top:
                return []
        self.gap_texts.append(number)
        return [number, self.leader(index, number, tops)] if index else [number]

    def is_clear_below(self, place: np.ndarray, number: Typeset, tops: list[np.ndarray]) -> bool:
        """Whether a leader from a number here meets no other number."""
        foot = place + (number.height / 2) * mn.DOWN
        top = min(tops, key=lambda peak: float(np.linalg.norm(peak - foot)))
        line = foot + np.linspace(0.0, 1.0, 40)[:, None] * (top - foot)
        boxes = [box_of(text).inset(-0.1, -0.1, -0.1, -0.1) for text in self.gap_texts]
        return not any(
            box.left < x < box.right and box.bottom < y < box.top
            for box in boxes
            for x, y, _ in line
        )

    def leader(self, index: int, number: Typeset, tops: list[np.ndarray]) -> mn.VMobject:
        """A thin line from a number down to the nearest of these peaks, with a dot on it."""
        foot = number.get_bottom() + 0.06 * mn.DOWN
        top = min(tops, key=lambda peak: float(np.linalg.norm(peak - foot)))
        line = mn.Line(foot, top, stroke_width=STROKES.hair, color=self.theme.error)
        dot = mn.Dot(top, PEAK, color=self.theme.error)
        self.peaks[index] = dot
        self.leaders.append(np.array([foot, top]))
        return mn.VGroup(line, dot)

    def lift_the_wave(self) -> None:
        """Make room below the wave: all that is drawn moves with it."""
        error = self.model.max_error.error
        self.beat(
            f"What the sum still misses is its error: at most {self.errors.about(error)}. "
            "Its size, without a sign, moves to the foot."
            if not self.model.is_exact
            else "The sum misses nothing: its error is 0.",
            "error",
        )
        self.chain = Chain(self.generations, self.errors, self.theme)
        room = ABOVE_GAP
        plot = self.ground(room, self.depth_below(room))
        places = self.free(self.chain, plot, room.inset(MARGIN, MARGIN))
        if not places:
            places = [np.array([0.0, room.top - 0.35, 0.0])]
            room = room.inset(top=CHAIN_ROOM)
            plot = self.ground(room, self.depth_below(room))
        self.chain.move_to(places[0])
        target = SmoothGraph(
            plot, self.model.target, width=STROKES.guide, dash=None, domain=self.model.domain
        )
        tents = Tents(plot, quiet=True).set_value(self.tents.outlines)
        total = PiecewiseGraph(plot, self.model.function, "total", domain=self.sum.graph.domain)
        exempt(total, "cut", LEVEL_ON)
        leaving: list[mn.VMobject] = [self.target_name, self.tents]
        if self.layer.size:
            leaving += [self.neurons, self.count, self.beyond]
        else:
            leaving += [self.rings, self.sum_name, *self.tips]
        # Manim's own fade would bring all of them to the front first.
        fades = [Fade(thing, leaving=True) for thing in (*leaving, self.sum.glow)]
        self.play(*fades, Morph(self.sum, lambda share: self.sum.graph.function), run_time=0.5)
        old = (self.plot, self.target, self.sum.graph)
        new = (plot, target, total)
        self.play(
            *[mn.ReplacementTransform(here, there) for here, there in zip(old, new, strict=True)],
            run_time=0.6,
        )
        self.plot, self.target, self.line = new
        self.tents = tents

    def depth_below(self, room: Region) -> float:
        """Where the ground has melted away, above the gap."""
        return room.bottom - 0.1

    # Splits

    def split_the_pieces(self, index: int) -> None:
        before, after = self.generations[index - 1 : index + 1]
        self.beat(
            caption_of_split(self.generations, index, self.errors),
            f"split-{index}",
        )
        split = Split.of(before)
        ghost = self.gap
        self.ghosts.append(ghost)
        self.gap = Gap(self.plot, self.generations[-1], GAP_LEVEL)
        self.gap.set_value((before.function, self.times, 1.0))
        entrance = self.slip_under(self.gap, *self.gap_texts)
        fold = index == 1  # later there are too many tents to follow them
        hidden = [] if fold else [mn.FadeOut(self.tents)]
        self.play(ghost.fade_to_ghost(), entrance, *hidden, run_time=0.4)
        times = self.times
        self.play(
            *[Morph(self.tents, split.outlines)] * fold,
            Morph(self.line, split.function),
            Morph(self.gap, lambda share: (split.function(share), times, 1.0)),
            run_time=1.2,
        )
        self.wait(0.5)  # its caption is long
        self.tents.set_value([tent.outline for tent in after.tents])
        shown = [] if fold else [self.slip_under(self.tents, self.target, self.line)]
        self.play(
            *shown,
            mn.FadeIn(self.chain.links[index], *self.number_of_gap(index)),
            run_time=0.4,
        )


def late(share: float) -> float:
    """The rate of what appears once the tent has come to its ring."""
    return mn.smooth(max(0.0, 2 * share - 1))
