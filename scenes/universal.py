"""Which functions can it draw? Any continuous curve, as closely as you like."""

from __future__ import annotations

import manim as mn

from relu_anim import Tubes
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.universal_attempt import FOOT, HEADS, PLOT, Attempt, Entry, tenths
from scenes.mobjects.labels import around, legible, places_near, put_clear
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, is_about
from scenes.stage import Stage
from scenes.theme import SIZES

SMALL, ROW = 0.38, 0.5
"""The em height of the theorem, and from one line up to the next."""
SHORTEST, A_PIECE, LONGEST, BRISK = 2 / 15, 8 / 15, 2.4, 1.0
"""Seconds for a number of pieces, whole frames of a preview; for each of the first target; for all
of them; for all of a later one."""
NAMES = {"abs(abs(4*x-2)-1)-0.5": "A zigzag", "exp(-30*(x-0.5)**2)": "A bump"}
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
        self.floor = self.lay_ground(self.model[0])
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

    def lay_ground(self, tubes: Tubes) -> mn.VGroup:
        """What is seen of the ground, at such a height that the tubes of a target have room."""
        heights, wide = [0.0, *tubes.interpolant(1).target_heights], self.widths[0]
        low, high = min(heights) - wide, max(heights) + wide
        up, (start, end) = PLOT.height / (high - low), self.domain
        unit = (end - start) / PLOT.width
        x_range = start + unit * (FRAME.left - PLOT.left), end + unit * (FRAME.right - PLOT.right)
        self.ground = Ground(self.theme, FRAME, x_range, PLOT.bottom - low * up, up=up)
        self.ground.melt(PLOT.at(0.9, 0.5), PLOT.at(1.07, 0.5))
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
        """More and more pieces, until all of them are inside the tube; so many times as many."""
        start, width = self.attempt.value
        steps = min(end - start, round(seconds / SHORTEST))
        for step in range(1, steps + 1):
            self.attempt.set_value((start + round(step / steps * (end - start)), width))
            self.wait(max(round(seconds / steps / SHORTEST), 1) * SHORTEST)
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

    def add_pieces(self) -> None:
        """On the way they rest where a joint does not bend, once."""
        tubes, attempt = self.model[0], self.attempt
        (entry,), count = attempt.entries, tubes.fits[0].segments
        red = f"Red is outside the tube; with {counted(count, 'piece')}, none is"
        self.beat(f"Each ReLU bends the line once. {red}.", "pieces")
        self.enter(attempt.line, attempt.joints, attempt.layer, entry.count, entry.mark)
        sizes = [tubes.interpolant(each).layer.size for each in range(count + 1)[1:]]
        straight = next((each for each, size in enumerate(sizes, 1) if 0 < size < each), 0)
        if straight:
            self.climb(straight, A_PIECE * straight)
            plain = self.typeset("no bend", SIZES.formula, "weight")
            names(plain, attempt.joints.hollows)
            spots = around(plain, attempt.joints.empty[-1], (0.25, 0.4, 0.7))
            paths = [*attempt.tube.paths, self.ground.level(0.0)]
            spots += places_near(plain, spots[0], PLOT)
            put_clear(plain, spots, within=PLOT, texts=[attempt.label], paths=paths)
            self.play(Fade(legible(plain, self.theme)), run_time=0.3)
            self.wait(1.2)
            self.play(Fade(plain, leaving=True), run_time=0.3)
        self.climb(count, min(A_PIECE * (count - straight), LONGEST))

    def ask_how_many(self) -> None:
        width = Notation.of(self.widths[1:2]).about(self.widths[1])
        self.beat(f"The tube shrinks to ±{width}. How many times as many pieces now?", "guess")
        self.leave(self.attempt.joints)
        self.narrow()
        self.asked = self.typeset("$times$ ?", HEADS).move_to(self.attempt.entries[-1].times)
        self.enter(self.asked)

    def narrow_the_tube(self) -> None:
        """So many more pieces, and why: where the error of the target falls as it mostly does."""
        wide, narrow = self.model[0].fits[:2]
        times, ratio = self.widths[0] / self.widths[1], narrow.segments / wide.segments
        quarter = wide.refined(2).max_error.error / max(wide.max_error.error, 1e-300)
        caption = f"Inside with {counted(narrow.segments, 'piece')}"
        if is_about(quarter, 0.25) and is_about(ratio, times**0.5):
            caption += ". Twice the pieces, about a quarter of the error: "
            caption += f"so ÷ {tenths(times)} takes about × √{tenths(times)}."
        else:
            caption += f", {tenths(ratio)} times as many." if ratio > 1 else ", as before."
        self.beat(caption, "narrow")
        self.leave(self.asked)
        self.climb(narrow.segments, LONGEST)

    # The others, and the end

    def change_to(self, tubes: Tubes, known: int = 0) -> None:
        """Another target, with its ground, and what is known of its table."""
        old, floor = Fade(self.attempt, leaving=True), self.lay_ground(tubes)
        self.play(old, mn.Transform(self.floor, floor), run_time=0.4)
        self.attempt = attempt = Attempt(self.ground, tubes, known)
        attempt.add(attempt.line, attempt.heads, attempt.layer, *attempt.entries, attempt.label)
        self.play(Fade(attempt), run_time=0.4)

    def draw_another(self, index: int) -> None:
        tubes = self.model[index]
        counts = [fit.segments for fit in tubes.fits]
        name = NAMES.get(self.parameters["targets"][index].text, "Another curve")
        caption = f"inside with {counted(counts[-1], 'piece')}"
        if tubes.fits[0].is_exact:
            corners = " on its corners" if counts[0] > 1 else ""
            caption = f"with {counted(counts[0], 'piece')}{corners}, the error is 0 in any tube"
        elif counts[-1] > counts[0]:
            caption += f", {tenths(counts[-1] / counts[-2])} times as many as before"
        self.beat(f"{name}: {caption}.", f"curve-{index + 1}")
        self.change_to(tubes)
        self.climb(counts[0], BRISK)
        for count in counts[1:]:
            self.wait(0.4)
            self.narrow()
            self.climb(count, BRISK)
        if tubes.fits[0].is_exact:
            error = self.typeset("error 0", SIZES.formula, "total")
            self.enter(error.next_to(self.attempt.entries[-1], mn.DOWN, 0.5, aligned_edge=mn.LEFT))

    def come_closer(self) -> None:
        """The first target again, and the tube goes on shrinking in the glass."""
        given, closer = min(len(self.widths), 2), self.model[0].narrower
        last = counted(closer.fits[-1].segments, "piece")
        self.beat(f"However narrow the tube, enough pieces stay inside: now {last}.", "closer")
        self.change_to(closer, given)
        self.enter(self.attempt.magnify())
        for fit in closer.fits[given:]:
            self.narrow()
            self.climb(fit.segments, LONGEST / 2)

    def name_the_theorem(self) -> None:
        """The answer, and in small what it rests on."""
        neither = "how many ReLUs nor that training finds them"
        self.beat(f"A theorem; it says neither {neither}.", "theorem")
        self.leave(self.attempt.lens, self.attempt.layer, self.attempt.label)
        glow = self.slip_under(Glow(self.attempt.graph, self.theme), self.attempt, by=Fade)
        self.play(self.answer(ANSWER, ANSWER_MARKUP), glow)
        lines = [self.typeset(line, SMALL).place(FOOT) for line in THEOREM]
        lines[0].shift(ROW * mn.UP)
        self.play(*map(Fade, lines), run_time=0.6)
