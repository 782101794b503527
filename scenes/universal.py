"""Which functions can it draw? Any continuous curve, as closely as you like."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Tubes
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Fade, Morph
from scenes.mobjects.clips.universal_attempt import Attempt
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.controls.marks import Count, Mark
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import halo, places_near, put_clear
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.tubes import Tube
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import Row, fitting_size
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.question import BASELINE
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

BESIDE = 0.85
"""From the ends of a tube to those of the frame."""
ROOM = FRAME.inset(BESIDE, BESIDE, 0.95, 1.75)
"""Where the tubes are."""
FREE = FRAME.inset(MARGIN, MARGIN, MARGIN, 1.25)
"""Where there may be room for words and the glass."""
COUNT = 0.62
"""The em height of the number of pieces."""
NOTE, LEADING, WIDEST = 0.43, 0.5, 4.2
"""The em height of notes, from one to the next, and how long one may be."""
EARLIEST = 12
"""So many first attempts are kept clear of words."""
TIMES, RADIUS = 8.0, 1.3
"""The magnifying glass."""
A_PIECE, LONGEST, BRISK = 0.55, 3.6, 3.2
"""Seconds for each number of pieces of the first target; for all; for all of a later one."""
SHELF, APART = Region(FREE.left, FREE.right, -1.8, 1.85), 0.5
"""Where the curves of the last picture are, and the space between them."""
PARTS = {2.0: "half", 3.0: "a third", 4.0: "a quarter", 5.0: "a fifth", 10.0: "a tenth"}
NAMES = {"abs(abs(4*x-2)-1)-0.5": "A zigzag", "exp(-30*(x-0.5)**2)": "A bump"}
ANSWER = "Any continuous curve, as closely as you like."
ANSWER_MARKUP = "Any #target[continuous curve], as closely as you like."
THEOREM = (
    "A theorem for every continuous function on a closed interval: "
    "Leshno, Lin, Pinkus, Schocken 1993.",
    "Not promised: how many ReLUs it takes, or that training finds their weights.",
)


class Universal(Stage):
    """A tube, pieces that come to stay inside, narrower tubes, other targets; the theorem."""

    model: tuple[Tubes, ...]

    def construct(self) -> None:
        self.widths, self.domain = self.model[0].widths, self.model[0].domain
        heights = [0.0, *np.concatenate([t.interpolant(1).target_heights for t in self.model])]
        self.low, self.high = min(heights) - self.widths[0], max(heights) + self.widths[0]
        self.written, self.ground = Notation.of(self.widths), self.ground_in(ROOM)
        self.add(self.ground.earth, self.ground.line)
        self.show_the_tube()
        self.add_pieces()
        if len(self.widths) > 1:
            self.ask_how_many()
            self.narrow_the_tube()
        for index in range(1, len(self.model)):
            self.draw_another(index)
        self.gather_them()

    def ground_in(self, room: Region) -> Ground:
        """The ground at such a height that all tubes are in a room."""
        up, (low, high) = room.height / (self.high - self.low), self.domain
        beyond = BESIDE * (high - low) / room.width
        floor = room.bottom - self.low * up
        return Ground(self.theme, FRAME, (low - beyond, high + beyond), floor, up=up)

    # One target

    def begin(self, index: int) -> None:
        """Another target, its first tube, and the first attempt to stay inside: one piece."""
        self.tubes, wide = self.model[index], self.widths[0]
        self.tube = Tube(self.ground, self.tubes.target, self.domain, wide)
        self.attempt = Attempt(self.ground, self.tubes, 1, wide)
        baseline = self.layout.header.bottom + BASELINE
        self.count = Count(self.theme, np.array([FREE.right, baseline, 0.0]), COUNT, "piece")
        self.red = halo(self.typeset("outside", SIZES.formula, "error"), self.theme)
        exempt(self.red, "contrast", "its halo parts it from the tinted ground")
        self.layer = self.typeset("one hidden layer of ReLUs", SIZES.formula, "total")
        self.notes: list[Typeset] = []
        self.board = mn.Rectangle(width=WIDEST, height=LEADING * len(self.widths))
        tries = [self.tubes.interpolant(pieces + 1) for pieces in range(EARLIEST)]
        polygons = [np.column_stack([each.knots, each.values]) for each in tries]
        self.paths = [self.ground.level(0.0), *map(self.ground.points_of, polygons)]
        self.free(self.board, FREE.at(1, 1))
        self.free(self.layer, FREE.at(0, 0), self.board)
        width = (wide, self.written, self.theme, SIZES.formula)
        digits = self.written.digits(self.widths)
        self.within = LiveNumber(*width, role="target", digits=digits, sign="none", called="w")
        name = self.typeset("target $plus.minus$ ", SIZES.formula, "target")
        self.label, upper = Row(name, self.within), self.tube.paths[0]
        self.free(self.label, upper[len(upper) // 3] + 0.8 * mn.UP, self.layer, self.board)

    def free(self, thing: mn.VMobject, near: np.ndarray, *others: mn.Mobject) -> None:
        """Put a thing where it covers no curve, nor floor, nor others, as near as possible."""
        paths = [*self.paths, *self.tube.paths]
        put_clear(thing, places_near(thing, near, FREE), within=FREE, texts=others, paths=paths)

    def noted(self, width: float, pieces: int) -> str:
        """How many pieces were enough for a tube."""
        return f"$plus.minus {self.written.markup(width)}$: {counted(pieces, 'piece')}"

    def note(self, markup: str, role: str = "ink") -> Typeset:
        """One more line of notes, under the number of pieces if there is room."""
        down = (0.42 + LEADING * len(self.notes)) * mn.DOWN
        note = self.typeset(markup, NOTE, role)
        self.notes.append(note.place(self.board.get_corner(mn.UR) + down, align=1.0))
        return note

    def enter(self, *things: mn.VMobject) -> None:
        """All of these come."""
        self.play(*map(Fade, things), run_time=0.6)

    def clear_away(self) -> None:
        """Everything goes but the ground and the question."""
        stay = [self.ground.earth, self.ground.line, self.question]
        seen = [thing for thing in self.mobjects if isinstance(thing, mn.VMobject)]
        old = [Fade(thing, leaving=True) for thing in seen if thing not in stay]
        self.play(*old, run_time=0.4)

    def name_the_red(self) -> None:
        """It is outside, and the word goes before there is less of it."""
        first = self.attempt.splints.points[:4].mean(axis=0)
        self.free(self.red, first + 0.5 * mn.UP, self.label, self.layer, self.board)
        self.enter(self.red)

    def climb(self, step: int, seconds: float) -> None:
        """More and more pieces, until all of them are inside the tube."""
        start, end, width = self.attempt.value[0], self.tubes.fits[step].segments, self.widths[step]

        def pieces(share: float) -> int:
            return min(start + int(share * (end - start + 1)), end)

        if self.red in self.mobjects:
            self.play(mn.FadeOut(self.red), run_time=0.3)
        if end > start:
            more = Morph(self.attempt, lambda share: (pieces(share), width))
            more_of_them = Morph(self.count, pieces)
            self.play(more, more_of_them, run_time=seconds, rate_func=mn.linear)
        if end > start or not step:
            self.play(self.count.mark.turn(ticked=True), run_time=0.3)

    def narrow(self, step: int) -> None:
        """The tube gets narrower; what was enough is noted, and may be outside now."""
        before, after = self.widths[step - 1 : step + 1]
        pieces = self.attempt.value[0]
        moves: list[mn.Animation] = [Fade(self.note(self.noted(before, pieces), "muted"))]
        if self.tubes.fits[step].segments > pieces:
            moves.append(self.count.mark.turn(ticked=False))

        def width(share: float) -> float:
            return before + share * (after - before)

        moves += [Morph(self.tube, width), Morph(self.within, width)]
        moves.append(Morph(self.attempt, lambda share: (pieces, width(round(share, 2)))))
        self.play(*moves, run_time=1.2)

    # The first target

    def show_the_tube(self) -> None:
        wide = self.widths[0]
        off = f"give or take {self.written.about(wide)}"
        self.beat(f"We want this curve, {off}: anywhere inside the tube.", "tube")
        self.begin(0)
        line = self.tube.middle.copy().set_stroke(width=STROKES.guide)
        self.play(mn.Create(line), run_time=1.2)
        self.remove(line)
        self.add(self.tube.set_value(0.0))
        self.play(Morph(self.tube, lambda share: share * wide), run_time=1.0)
        self.enter(self.label)

    def add_pieces(self) -> None:
        count = self.tubes.fits[0].segments
        layer, inside = "One hidden layer of ReLUs draws", f"{pieces_of(count)} inside"
        many = f"{layer} more and more straight pieces. Red is outside the tube; {inside}."
        one = f"{layer} straight pieces, and {inside}."
        self.beat(many if count > 1 else one, "pieces")
        self.enter(self.attempt, self.count, self.layer)
        if count > 1:
            self.name_the_red()
            self.wait(0.5)
        self.climb(0, min(A_PIECE * count, LONGEST))

    def ask_how_many(self) -> None:
        self.times = round(self.widths[0] / self.widths[1], 9)
        to = PARTS.get(self.times) or self.written.about(self.widths[1])
        self.beat(f"The tube shrinks to {to}. How many pieces now?", "guess")
        self.narrow(1)
        if self.tubes.fits[1].segments > self.tubes.fits[0].segments:
            self.name_the_red()

    def narrow_the_tube(self) -> None:
        """More pieces for every narrower tube; a glass shows how the curve lies in the last."""
        first, second = (fit.segments for fit in self.tubes.fits[:2])
        times, ratio = self.times, second / first
        as_many = f": {ratio:.1f} times as many" if second > first else ", as before"
        if times.is_integer() and 1 < ratio < 0.8 * times:
            as_many += f", not {times:g} times"
        self.beat(f"{pieces_of(second)} inside{as_many}.", "narrow")
        self.climb(1, LONGEST)
        if second > first:
            narrower = alone(round(times, 1))
            self.enter(self.note(f"tube $div {narrower}$, pieces $times {ratio:.1f}$"))
        for step in range(2, len(self.widths)):
            self.narrow(step)
            self.climb(step, LONGEST / 2)
        fit, place = self.tubes.fits[-1], mn.Circle(RADIUS)
        knots = fit.knots[1:-1] if fit.segments > 1 else fit.knots[:1]
        x = knots[np.argmin(np.abs(knots - fit.max_error.where))]  # where it bends most
        spot = self.ground.point(x, float(fit(x)))
        self.paths = []  # it may hide the floor, and where attempts were
        self.free(place, spot, self.label, self.layer, self.board)
        centre, tube = place.get_center(), self.tube
        seen = [*tube.shades, tube.middle, tube.edges, self.attempt.curve.graph]
        glass = [self.ground.line, *seen]
        self.lens = Lens(self.theme, spot, centre, glass, times=TIMES, radius=RADIUS)
        larger = self.typeset(f"$times {TIMES:g}$", SIZES.label)
        self.enter(self.lens, larger.move_to(centre + 0.75 * RADIUS * mn.DOWN))

    # The others, and the end

    def draw_another(self, index: int) -> None:
        fits = self.model[index].fits
        counts = [fit.segments for fit in fits]
        name = NAMES.get(self.parameters["targets"][index].text, "Another curve")
        caption = ", then ".join([*map(str, counts[:-1]), f"{pieces_of(counts[-1])} inside."])
        if fits[0].is_exact:
            meet = "meet its corners" if counts[0] > 1 else "is the curve itself"
            caption = f"{pieces_of(counts[0], meet)}, and the error is 0 in any tube."
        elif len(counts) == 2:
            wide = counted(counts[0], "piece")
            caption = f"{wide} in the wide tube, {counts[1]} in the narrow one."
        self.beat(f"{name}: {caption}", f"curve-{index + 1}")
        self.clear_away()
        self.begin(index)
        self.enter(self.tube, self.attempt, self.count, self.layer, self.label)
        for step, fit in enumerate(fits):
            if step:
                self.narrow(step)
            self.climb(step, BRISK / len(fits))
            if fit.is_exact and not step:
                self.enter(self.note("error 0"))

    def gather_them(self) -> None:
        same = "The same goes for every continuous curve on a closed interval"
        self.beat(f"{same}, with enough ReLUs.", "any")
        self.clear_away()
        ground = self.ground_in(SHELF)
        self.results = mn.VGroup(*[self.result(index, ground) for index in range(len(self.model))])
        moves = [mn.Transform(self.ground.earth, ground.earth)]
        moves.append(mn.Transform(self.ground.line, ground.line))
        self.play(*moves, Fade(self.results), run_time=0.8)
        size = fitting_size(THEOREM, FREE.width, SIZES.label)
        lines = [self.typeset(THEOREM[0], size), self.typeset(THEOREM[1], size, "muted")]
        for row, line in enumerate(lines):
            line.place(np.array([FREE.left, -3.05 - 0.52 * row, 0.0]))
        self.play(self.answer(ANSWER, ANSWER_MARKUP))
        self.enter(*lines)

    def result(self, index: int, ground: Ground) -> mn.VGroup:
        """A target in all of its tubes, in its place beside the others."""
        plot, count = Window(), len(self.model)
        each = (SHELF.width - (count - 1) * APART) / count
        left = SHELF.left + index * (each + APART)
        plot.theme, plot.x_range, plot.y_range = self.theme, self.domain, ground.y_range
        plot.window = Region(left, left + each, FRAME.bottom, FRAME.top)
        tubes, fit = self.model[index], self.model[index].fits[-1]
        nested = [Tube(plot, tubes.target, self.domain, width) for width in self.widths]
        for tube in nested:
            tube.remove(tube.middle)  # there is no room for it beside the curve
            mn.VGroup(tube.edges, tube.mouths).set_stroke(width=STROKES.hair)
        graph = PiecewiseGraph(plot, fit.function, "total", STROKES.guide + 1, domain=self.domain)
        enough = self.typeset(self.noted(self.widths[-1], fit.segments), SIZES.formula)
        enough.scale_to_fit_width(min(enough.width, each - 0.8))
        enough.move_to(np.array([left + each / 2 - 0.35, SHELF.bottom - 0.5, 0.0]))
        mark = Mark(self.theme, enough.get_right() + 0.4 * mn.RIGHT, 0.15)
        return mn.VGroup(*nested, graph, enough, mark.draw_mark(ticked=True))


def pieces_of(count: int, verb: str = "") -> str:
    """`7 pieces are`, `1 piece is`, or with another verb."""
    return f"{counted(count, 'piece')} {verb or ('is' if count == 1 else 'are')}"
