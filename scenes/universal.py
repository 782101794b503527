"""Which functions can it draw? Any continuous curve, as closely as you like."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Tubes
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.universal_attempt import PLOT, Attempt
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, alone
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FOOT, ROW, LARGE, SMALL = np.array([FRAME.left + MARGIN, -3.52, 0.0]), 0.53, 0.62, 0.44
"""Where words are at the foot of the picture, from one line up to the next, and em heights."""
A_PIECE, LONGEST, BRISK = 0.5, 3.0, 2.6
"""Seconds for each number of pieces of the first target; for all; for all of a later one."""
A_QUARTER, ABOUT = (0.2, 0.3), 0.15
"""What is about a quarter, and how far off its square root a factor may be, as a share."""
PARTS = {2.0: "half", 3.0: "a third", 4.0: "a quarter", 5.0: "a fifth", 10.0: "a tenth"}
NAMES = {"abs(abs(4*x-2)-1)-0.5": "A zigzag", "exp(-30*(x-0.5)**2)": "A bump"}
LAYER = "It is one hidden layer of ReLUs: each bends the line once."
ANSWER = "Any continuous curve, as closely as you like."
ANSWER_MARKUP = "Any #target[continuous curve], as closely as you like."
THEOREM = (
    "Theorem (Leshno et al. 1993): continuous curves on closed intervals.",
    "It does not say how many ReLUs, nor that training finds them.",
)


class Universal(Stage):
    """A tube, pieces that come to stay inside, narrower tubes, other targets; the theorem."""

    model: tuple[Tubes, ...]

    def construct(self) -> None:
        self.widths, self.domain = self.model[0].widths, self.model[0].domain
        self.written, self.words = Notation.of(self.widths), mn.VGroup()
        self.ground = self.ground_of(self.model[0])
        self.floor = mn.VGroup(self.ground.earth, self.ground.line)
        self.add(self.floor)
        self.show_the_tube()
        self.add_pieces()
        if len(self.widths) > 1:
            self.ask_how_many()
            self.narrow_the_tube()
        for index in range(1, len(self.model)):
            self.draw_another(index)
        self.come_closer()
        self.name_the_theorem()

    def ground_of(self, tubes: Tubes) -> Ground:
        """The ground at such a height that the tubes of a target have their place."""
        heights, wide = [0.0, *tubes.interpolant(1).target_heights], self.widths[0]
        low, high = min(heights) - wide, max(heights) + wide
        up, (start, end) = PLOT.height / (high - low), self.domain
        unit = (end - start) / PLOT.width
        x_range = start + unit * (FRAME.left - PLOT.left), end + unit * (FRAME.right - PLOT.right)
        return Ground(self.theme, FRAME, x_range, PLOT.bottom - low * up, up=up)

    def enter(self, *parts: mn.VMobject) -> None:
        """Parts of the attempt come, and change with it from now on."""
        self.attempt.add(*parts, self.attempt.label)
        self.play(*[self.entrance(part, Fade) for part in parts], run_time=0.6)

    def say(self, *lines: str, size: float = LARGE, role: str = "ink") -> None:
        """Words at the foot of the picture, in place of those that were there."""
        old, self.words = self.words, mn.VGroup(*[self.typeset(line, size, role) for line in lines])
        for row, line in enumerate(reversed(self.words)):
            line.place(FOOT + row * ROW * mn.UP)
        if old.submobjects:
            self.play(Fade(old, leaving=True), run_time=0.25)
        for line in self.words:
            self.play(Fade(line), run_time=0.5)

    def climb(self, end: int, seconds: float) -> None:
        """More and more pieces, until all of them are inside the tube."""
        start, width = self.attempt.value

        def pieces(share: float) -> tuple[int, float]:
            return min(start + int(share * (end - start + 1)), end), width

        if end > start:
            self.play(Morph(self.attempt, pieces), run_time=seconds, rate_func=mn.linear)

    def narrow(self, after: float) -> None:
        """The tube gets narrower, and the glass larger; what was inside may be outside now."""
        pieces, before = self.attempt.value

        def width(share: float) -> tuple[int, float]:
            return pieces, before * (after / before) ** round(share, 2)

        self.play(Morph(self.attempt, width), run_time=1.3)
        if self.attempt.lens not in self.attempt.submobjects:
            self.enter(self.attempt.look())

    # The first target

    def show_the_tube(self) -> None:
        wide = self.widths[0]
        off = f"give or take {self.written.about(wide)}"
        self.beat(f"One hidden layer of ReLUs is to draw this curve, {off}.", "tube")
        self.attempt = Attempt(self.ground, self.model[0], wide)
        tube, label = self.attempt.tube, self.attempt.label
        line = tube.middle.copy().set_stroke(width=STROKES.guide)
        self.play(mn.Create(line), run_time=1.0)
        self.remove(line)
        self.add(tube.set_value(0.0))
        self.play(Morph(tube, lambda share: share * wide), run_time=0.8)
        self.play(Fade(label), run_time=0.3)
        self.add(self.attempt)
        self.play(Fade(self.attempt.bracket), run_time=0.3)
        self.say(LAYER, size=SIZES.formula, role="weight")

    def add_pieces(self) -> None:
        count = self.model[0].fits[0].segments
        more = "More ReLUs, more bends, evenly spaced. Red is outside the tube"
        one = "One hidden layer of ReLUs draws straight pieces"
        self.beat(f"{more if count > 1 else one}; {pieces_of(count)} inside.", "pieces")
        self.play(Fade(self.attempt.bracket, leaving=True), run_time=0.3)
        self.enter(self.attempt.line)
        self.climb(count, min(A_PIECE * count, LONGEST))

    def ask_how_many(self) -> None:
        self.times = round(self.widths[0] / self.widths[1], 9)
        self.part = PARTS.get(self.times) or self.written.about(self.widths[1])
        self.beat(f"The tube shrinks to {self.part}. How many times as many pieces now?", "guess")
        self.narrow(self.widths[1])
        self.say(self.pattern(1, "?"))

    def pattern(self, step: int, ratio: str) -> str:
        """By what the tube is divided, and the pieces are multiplied."""
        times = alone(round(self.widths[0] / self.widths[step], 1))
        return f"#target[tube $div {times}$], $space$ pieces $times$ {ratio}"

    def narrow_the_tube(self) -> None:
        """So many more pieces, and why: where the error of the target falls as it mostly does."""
        wide = self.model[0].fits[0]
        first, second = wide.segments, self.model[0].fits[1].segments
        ratio, square = second / first, self.times**0.5
        quarter = wide.refined(2).max_error.error / max(wide.max_error.error, 1e-300)
        caption = f"{pieces_of(second)} inside"
        if A_QUARTER[0] < quarter < A_QUARTER[1] and abs(ratio / square - 1) < ABOUT:
            root = f"√{alone(round(self.times, 1))}"
            caption += (
                ". Twice the pieces leave about a quarter of the error, "
                f"so {self.part} takes about {root} times as many."
            )
        else:
            caption += f", {ratio:.1f} times as many." if second > first else ", as before."
        self.beat(caption, "narrow")
        self.climb(second, LONGEST)
        self.say(self.pattern(1, f"{ratio:.1f}"))

    # The others, and the end

    def change_to(self, tubes: Tubes, width: float, pieces: int) -> None:
        """Another target, with its ground, and so many pieces."""
        self.ground = self.ground_of(tubes)
        floor = mn.VGroup(self.ground.earth, self.ground.line)
        old = [Fade(thing, leaving=True) for thing in (self.attempt, self.words)]
        self.play(*old, mn.Transform(self.floor, floor), run_time=0.5)
        self.attempt, self.words = Attempt(self.ground, tubes, width), mn.VGroup()
        self.attempt.add(self.attempt.line, self.attempt.label).set_value((pieces, width))
        if width < self.widths[0]:
            self.attempt.add(self.attempt.look())
        self.play(Fade(self.attempt), run_time=0.5)

    def draw_another(self, index: int) -> None:
        tubes = self.model[index]
        counts = [fit.segments for fit in tubes.fits]
        name = NAMES.get(self.parameters["targets"][index].text, "Another curve")
        ratio = f"{counts[-1] / counts[0]:.1f}"
        caption = f"{pieces_of(counts[-1])} inside"
        caption += f", {ratio} times as many as before." if counts[-1] > counts[0] else "."
        if tubes.fits[0].is_exact:
            meet = "meet its corners" if counts[0] > 1 else "is the curve itself"
            caption = f"{pieces_of(counts[0], meet)}, and the error is 0 in any tube."
        self.beat(f"{name}: {caption}", f"curve-{index + 1}")
        self.change_to(tubes, self.widths[0], 1)
        for step, (count, width) in enumerate(zip(counts, self.widths, strict=True)):
            if step:
                self.narrow(width)
            self.climb(count, BRISK / len(counts))
        if tubes.fits[0].is_exact:
            self.say("error 0: inside any tube")
        elif len(counts) > 1:
            self.say(self.pattern(len(counts) - 1, ratio))

    def come_closer(self) -> None:
        """The first target again, and the tube goes on shrinking in the glass."""
        given = min(len(self.widths), 2)
        closer = self.model[0].narrower
        fits = closer.fits
        last = counted(fits[-1].segments, "piece")
        self.beat(f"However narrow the tube, enough pieces stay inside: now {last}.", "closer")
        if len(self.model) > 1:
            self.change_to(closer, self.widths[given - 1], fits[given - 1].segments)
        else:
            self.say()
        self.attempt.within.notation = Notation.of(closer.widths)
        for width, fit in zip(closer.widths[given:], fits[given:], strict=True):
            self.narrow(width)
            self.climb(fit.segments, LONGEST / 2)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))

    def name_the_theorem(self) -> None:
        neither = "how many ReLUs nor that training finds them"
        self.beat(f"A theorem; it says neither {neither}.", "theorem")
        self.say(*THEOREM, size=SMALL)


def pieces_of(count: int, verb: str = "") -> str:
    """`7 pieces are`, `1 piece is`, or with another verb."""
    return f"{counted(count, 'piece')} {verb or ('is' if count == 1 else 'are')}"
