"""Which functions can it draw? Any continuous curve, as closely as you like."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Interpolant, Tubes
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.universal_attempt import HEADS, PLOT, Attempt, Entry, tenths
from scenes.mobjects.labels import places_near, put_clear
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, alone, equals, is_about
from scenes.stage import Stage
from scenes.theme import SIZES

SMALL, ROW, FOOT = 0.38, 0.5, np.array([FRAME.left + MARGIN, -3.55, 0.0])
"""The em height of the theorem, from one line up to the next, and where the last one begins."""
SHORTEST, EACH, LONGEST, BRISK = 2 / 15, 0.8, 3.2, 1.0
"""Seconds for a number of ReLUs, whole frames of a preview, and at most; for all of the first
target; for all of a later one."""
ALIKE = 2.5
"""All targets have one scale if the highest is no more times as high as the lowest."""
NAMES = {"abs(abs(4*x-2)-1)-0.5": "A zigzag", "exp(-30*(x-0.5)**2)": "A bump"}
ANSWER = "Any continuous curve, as closely as you like."
ANSWER_MARKUP = "Any #target[continuous curve], as closely as you like."
THEOREM = (
    "Theorem (Leshno et al. 1993): continuous curves on closed intervals.",
    "It does not say how many ReLUs, nor that training finds them.",
)


def give_or_take(width: float) -> str:
    """A tube by its half-width: `±0.1`, or `about ±0.333` where that is not all of it."""
    notation = Notation.of([width])
    return f"{'' if notation.is_exact(width) else 'about '}±{notation(width)}"


def reach_of(tubes: Tubes) -> tuple[float, float]:
    """How low and how high what is seen of a target reaches: its tube, and the ground."""
    heights, wide = [0.0, *tubes.interpolant(1).target_heights], tubes.widths[0]
    return min(heights) - wide, max(heights) + wide


def times_as_many(*fits: Interpolant) -> str:
    """How many ReLUs the last tube takes, beside the one before."""
    *_, before, last = 0, *(fit.layer.size for fit in fits)
    times = tenths(last / max(before, 1))
    said = f", {'about' if times == '1' else f'{times} times'} as many as before"
    return said if before else ""


class Universal(Stage):
    """A tube, ReLUs until the line stays inside, narrower tubes, other targets; the theorem."""

    model: tuple[Tubes, ...]

    def construct(self) -> None:
        self.widths, self.domain = self.model[0].widths, self.model[0].domain
        self.floor = self.lay_ground(self.model[0])
        self.add(self.floor)
        self.show_the_tube()
        self.add_relus()
        if len(self.widths) > 1:
            self.ask_how_many()
            self.narrow_the_tube()
        for index in range(1, len(self.model)):
            self.draw_another(index)
        self.come_closer()
        self.name_the_theorem()

    def lay_ground(self, tubes: Tubes) -> mn.VGroup:
        """What is seen of the ground, so that tubes have room; on one scale if it can be."""
        (low, high), (start, end) = reach_of(tubes), self.domain
        spans = [float(np.ptp(reach_of(each))) for each in self.model]
        up = PLOT.height / (max(spans) if max(spans) <= ALIKE * min(spans) else high - low)
        floor = float(PLOT.at(0.5, 0.5)[1]) - (low + high) / 2 * up
        unit = (end - start) / PLOT.width
        x_range = start + unit * (FRAME.left - PLOT.left), end + unit * (FRAME.right - PLOT.right)
        self.ground = Ground(self.theme, FRAME, x_range, floor, up=up)
        self.ground.melt(PLOT.at(0.85, 0.5), PLOT.at(1.02, 0.5))
        return mn.VGroup(self.ground.earth, self.ground.line)

    def enter(self, *parts: mn.VMobject) -> None:
        """Parts come in front of the attempt, not to draw it anew, and are of it from now on."""
        self.play(*map(Fade, parts), run_time=0.4)
        self.remove(*parts)
        self.attempt.add(*parts)

    def leave(self, *parts: mn.VMobject) -> None:
        """Parts of the attempt go, and are no longer of it."""
        self.attempt.remove(*parts)
        self.play(*[Fade(part, leaving=True) for part in parts], run_time=0.4)

    def climb(self, end: int, seconds: float) -> None:
        """More and more ReLUs, until the line is inside the tube; so many times as many."""
        (start, width), tubes = self.attempt.value, self.attempt.tubes
        last = {tubes.interpolant(each).layer.size: each for each in range(start + 1, end + 1)}
        pieces = sorted(last.values())  # of those with as many ReLUs
        steps = min(len(pieces), round(seconds / SHORTEST))
        for step in range(1, steps + 1):
            self.wait(max(round(min(seconds / steps, EACH) / SHORTEST), 1) * SHORTEST)
            self.attempt.set_value((pieces[round(step / steps * len(pieces)) - 1], width))
        if len(self.attempt.entries) > 1:
            self.enter(self.attempt.entries[-1].times)

    def narrow(self) -> None:
        """The tube gets narrower, in a new line of the table; what was inside may be outside."""
        attempt, (pieces, before) = self.attempt, self.attempt.value
        entry = Entry(self.theme, attempt.tubes, len(attempt.entries))
        after = entry.within.value
        attempt.entries.append(entry)
        attempt.add(entry.remove(entry.times))
        shrink = Morph(attempt, lambda share: (pieces, before ** (1 - share) * after**share))
        self.play(shrink, self.entrance(entry, Fade), run_time=1.2)

    def enter_below(self, column: mn.VMobject, markup: str, edge: np.ndarray) -> None:
        """Something comes in below a number of the table."""
        text = self.typeset(markup, SIZES.formula, "total")
        self.enter(text.next_to(column, mn.DOWN, 0.5, aligned_edge=edge))

    # The first target

    def show_the_tube(self) -> None:
        wide = self.widths[0]
        off = f"give or take {Notation.of([wide]).about(wide)}"
        self.beat(f"A hidden layer of ReLUs is to draw this curve, {off}.", "tube")
        self.attempt = attempt = Attempt(self.ground, self.model[0])
        tube, (entry,) = attempt.tube, attempt.entries
        self.play(mn.Create(tube.middle), run_time=1.0)
        self.add(tube.set_value(0.0))
        self.play(Morph(tube, lambda share: share * wide), run_time=0.8)
        self.add(attempt)
        where = entry.tube.get_center()
        places = places_near(entry.tube, attempt.bracket.get_center(), PLOT)
        put_clear(entry.tube, places, within=PLOT, texts=[attempt.label], paths=tube.paths)
        self.enter(attempt.label, attempt.bracket, entry.tube, attempt.heads)
        self.wait(0.6)
        self.leave(attempt.bracket)
        self.play(entry.tube.animate.move_to(where), run_time=0.8)

    def add_relus(self) -> None:
        attempt, fit = self.attempt, self.model[0].fits[0]
        red = f"Red is outside; with {fit.layer.size}, all is inside"
        self.beat(f"Each ReLU is one bend, at equal steps, on the curve. {red}.", "relus")
        (entry,) = attempt.entries
        self.enter(attempt.line, entry.count, entry.mark)
        self.climb(fit.segments, LONGEST)

    def ask_how_many(self) -> None:
        shrinks = f"The tube shrinks to {give_or_take(self.widths[1])}"
        self.beat(f"{shrinks}. How many times as many now?", "guess")
        self.narrow()
        self.enter(self.attempt.magnify())
        self.asked = self.typeset("$times$ ?", HEADS, "weight")
        self.enter(self.asked.move_to(self.attempt.entries[-1].times))

    def narrow_the_tube(self) -> None:
        """So many more ReLUs, and why: where the error of the target falls as it mostly does."""
        wide, narrow = self.model[0].fits[:2]
        times = float(Notation(1)(self.widths[0] / self.widths[1]))
        parted, root = alone(times), tenths(times**0.5)
        double, least = wide.refined(2), max(wide.layer.size, 1)
        quarter = double.max_error.error / max(wide.max_error.error, 1e-300)
        ratios = quarter, double.layer.size / least, narrow.layer.size / least
        caption = times_as_many(wide, narrow)
        if is_root := all(map(is_about, ratios, (0.25, 2.0, times**0.5))):
            caption = ". Twice as many, about a quarter of the error: "
            caption += f"÷ {parted} takes about × √{parted}, or {root}"
        self.beat(f"Inside with {narrow.layer.size}{caption}.", "narrow")
        self.leave(self.asked)
        self.climb(narrow.segments, LONGEST)
        if is_root:
            equal = equals(float(root) == times**0.5)
            below = self.attempt.entries[-1].count
            self.enter_below(below, f"#weight[$sqrt({parted}) {equal} {root}$]", mn.RIGHT)

    # The others, and the end

    def change_to(self, tubes: Tubes, known: int = 0) -> None:
        """Another target, with its ground, and what is known of its table."""
        old, floor = Fade(self.attempt, leaving=True), self.lay_ground(tubes)
        self.play(old, mn.Transform(self.floor, floor), run_time=0.4)
        self.attempt = attempt = Attempt(self.ground, tubes, known)
        attempt.add(attempt.line, attempt.heads, *attempt.entries, attempt.label)
        self.play(Fade(attempt), run_time=0.4)

    def draw_another(self, index: int) -> None:
        first, *others = fits = self.model[index].fits
        name = NAMES.get(self.parameters["targets"][index].text, "Another curve")
        caption = f"inside with {fits[-1].layer.size}{times_as_many(*fits)}"
        if first.is_exact:
            relus = counted(first.layer.size, "ReLU")
            caption = f"with {relus}, the line fits exactly, however narrow the tube"
        self.beat(f"{name}: {caption}.", f"curve-{index + 1}")
        self.change_to(self.model[index])
        self.climb(first.segments, BRISK)
        if others and not first.is_exact:
            self.enter(self.attempt.magnify())
        for fit in others:
            self.wait(0.4)
            self.narrow()
            self.climb(fit.segments, BRISK)
        if first.is_exact:
            self.enter_below(self.attempt.entries[-1].tube, "error 0", mn.LEFT)

    def come_closer(self) -> None:
        """The first target again, and the tube goes on shrinking in the glass."""
        given, closer = min(len(self.widths), 2), self.model[0].narrower
        last = f"{closer.fits[-1].layer.size} for {give_or_take(closer.widths[-1])}"
        self.beat(
            f"However narrow the tube, enough such bends keep the line inside: {last}.", "closer"
        )
        self.change_to(closer, given)
        self.enter(self.attempt.magnify())
        for fit in closer.fits[given:]:
            self.narrow()
            self.climb(fit.segments, LONGEST / 2)

    def name_the_theorem(self) -> None:
        """The answer, and in small what it rests on."""
        these = ("this one", "these two", "these three", "these four")[len(self.model) - 1]
        self.beat(
            f"A theorem says the same of every continuous curve, not only of {these}.", "theorem"
        )
        self.leave(self.attempt.label)
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
        lines = [self.typeset(line, SMALL).place(FOOT) for line in THEOREM]
        lines[0].shift(ROW * mn.UP)
        self.play(*map(Fade, lines), run_time=0.6)
