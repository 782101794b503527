"""Which functions can it draw? Any continuous curve, as closely as you like."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Tubes
from scenes.catalogue.entries.universal import NAMES
from scenes.catalogue.options.messages import counted
from scenes.layout import MARGIN, STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.universal_attempt import Attempt, Count
from scenes.mobjects.labels import halo, put_clear
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.lens import Lens
from scenes.mobjects.plots.tubes import Tube
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import Notation, alone
from scenes.mobjects.text.question import BASELINE
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
ROOM = FRAME.inset(0.85, 0.85, 0.95, 1.75)
"""Where the tubes are."""
FREE = FRAME.inset(MARGIN, MARGIN, MARGIN, 1.35)
"""Where there may be room for words and the glass."""
NOTE, LEADING, WIDEST = 0.43, 0.55, 4.2
"""The em height of notes, from one to the next, and how long one may be."""
EARLIEST = 12
"""So many first attempts are kept clear of words."""
FLATTEST = 8
"""The room is at least so many times as high as half the widest tube."""
TIMES, RADIUS = 8.0, 1.45
"""The magnifying glass."""
SLOWEST, LONGEST = 0.55, 3.6
"""Seconds for every number of pieces of the first target, and for all of them at most."""
BRISK = 3.2
"""Seconds for all numbers of pieces of a later target."""
SHELF, APART = Region(FREE.left, FREE.right, -1.8, 1.85), 0.5
"""Where the curves of the last picture are, and between them, in frame units."""
PARTS = {2: "a half", 3: "a third", 4: "a quarter", 5: "a fifth", 10: "a tenth"}
EARLY, LATE = mn.squish_rate_func(mn.smooth, 0, 0.45), mn.squish_rate_func(mn.smooth, 0.55, 1)
"""The rates of what goes and of what comes in its place."""
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
        self.set_the_ground()
        self.show_the_tube()
        self.add_pieces()
        if len(self.widths) > 1:
            self.ask_how_many()
            self.narrow_the_tube()
        for index in range(1, len(self.model)):
            self.draw_another(index)
        self.gather_them()

    # The stage

    def set_the_ground(self) -> None:
        self.widths, self.domain = self.model[0].widths, self.model[0].domain
        heights = [0.0, *np.concatenate([t.interpolant(1).target_heights for t in self.model])]
        low, high = min(heights) - self.widths[0], max(heights) + self.widths[0]
        spare = max(FLATTEST * self.widths[0] - (high - low), 0.0) / 2
        self.low, self.high = low - spare, high + spare
        up = ROOM.height / (self.high - self.low)
        unit = (self.domain[1] - self.domain[0]) / ROOM.width
        beyond = (ROOM.left - FRAME.left) * unit
        shown = self.domain[0] - beyond, self.domain[1] + beyond
        floor = ROOM.bottom - self.low * up
        self.ground = Ground(self.theme, FRAME, shown, floor, up=up)
        self.add(self.ground.earth, self.ground.line)
        baseline = self.layout.header.bottom + BASELINE
        self.corner = np.array([FREE.right, baseline, 0.0])
        self.layer = self.typeset("one hidden layer of ReLUs", SIZES.formula, "total")

    def free(self, thing: mn.VMobject, near: np.ndarray, *others: mn.Mobject) -> None:
        """Put a thing where it covers no curve, nor floor, nor others, as near as possible.

        Where it cannot help that, it covers as little as possible.
        """
        x, y = thing.width / 2, thing.height / 2
        room = FREE.inset(x, x, y, y)
        grid = [room.at(x, y) for x in np.linspace(0, 1, 49) for y in np.linspace(0, 1, 33)]
        grid.sort(key=lambda place: round(float(np.linalg.norm(place - near)), 6))
        paths = [*self.tube.paths, self.ground.level(0.0), *self.attempts]
        put_clear(thing, grid, within=FREE, texts=others, paths=paths)

    def begin(self, index: int) -> None:
        """Another target, its first tube, and the first attempt to stay inside: one piece."""
        self.tubes, wide = self.model[index], self.widths[0]
        self.tube = Tube(self.ground, self.tubes.target, self.domain, wide)
        first = map(self.tubes.interpolant, range(1, self.tubes.fits[-1].segments + 1)[:EARLIEST])
        knots = [np.column_stack([each.knots, each.values]) for each in first]
        self.attempts = [self.ground.points_of(corners) for corners in knots]
        self.attempt = Attempt(self.ground, self.tubes, 1, wide)
        self.count = Count(self.theme, self.corner, 1)
        self.notes: list[Typeset] = []
        self.board = mn.Rectangle(width=WIDEST, height=LEADING * len(self.widths))
        self.free(self.board, FREE.at(1, 1))
        self.free(self.layer, FREE.at(0, 0), self.board)
        self.label = self.label_of(0)

    def label_of(self, step: int) -> Typeset:
        """What the tube is, near its beginning."""
        width = alone(self.widths[step])
        label = self.typeset(f"target $plus.minus thin {width}$", SIZES.formula, "target")
        upper = self.tube.paths[0]
        self.free(label, upper[len(upper) // 3] + 0.8 * mn.UP, self.layer, self.board)
        return label

    def note(self, markup: str, role: str = "ink") -> Typeset:
        """One more line of notes, under the number of pieces if there is room."""
        note = self.typeset(markup, NOTE, role)
        down = (0.42 + LEADING * len(self.notes)) * mn.DOWN
        self.notes.append(note.place(self.board.get_corner(mn.UR) + down, align=1.0))
        return note

    # The first target

    def show_the_tube(self) -> None:
        wide = self.widths[0]
        self.beat(
            f"We want this curve, give or take {said(wide)}: anywhere inside the tube.", "tube"
        )
        self.begin(0)
        line = self.tube.middle.copy().set_stroke(width=STROKES.guide)
        self.play(mn.Create(line), run_time=1.2)
        self.remove(line)
        self.add(self.tube.set_value(0.0))
        self.play(Morph(self.tube, lambda share: share * wide), run_time=1.0)
        self.play(mn.FadeIn(self.label), run_time=0.4)

    def add_pieces(self) -> None:
        count = self.tubes.fits[0].segments
        inside = f"{count} pieces are inside" if count > 1 else "a single piece is inside"
        self.beat(
            f"One hidden layer of ReLUs draws straight pieces. Red is outside, and {inside}.",
            "pieces",
        )
        self.enter(self.attempt, self.count, self.layer)
        if count > 1:
            self.point_out_the_red()
        self.climb(0, min(SLOWEST * count, LONGEST))

    def enter(self, *things: mn.Mobject) -> None:
        self.play(*map(mn.FadeIn, things), run_time=0.6)

    def point_out_the_red(self) -> None:
        """Red is named; the name goes before there is less of it."""
        red = self.typeset("outside", SIZES.formula, "error")
        middle = self.attempt.splints.points[len(self.attempt.splints.points) // 2]
        self.free(halo(red, self.theme), middle + 0.4 * mn.UP, self.label, self.layer, self.board)
        self.play(mn.FadeIn(red), run_time=0.4)
        self.wait(0.8)
        self.play(mn.FadeOut(red), run_time=0.3)

    def climb(self, step: int, seconds: float) -> None:
        """More and more pieces, until all of them are inside the tube."""
        start, end, width = self.attempt.value[0], self.tubes.fits[step].segments, self.widths[step]

        def pieces(share: float) -> int:
            return min(start + int(share * (end - start + 1)), end)

        if end > start:
            self.play(
                Morph(self.attempt, lambda share: (pieces(share), width)),
                Morph(self.count, pieces),
                run_time=seconds,
                rate_func=mn.linear,
            )
        if not self.count.ticked:
            self.play(self.count.turn(True), run_time=0.3)

    def ask_how_many(self) -> None:
        times = self.widths[0] / self.widths[1]
        part = PARTS.get(round(times)) if abs(times - round(times)) < 1e-9 else None
        self.beat(
            f"The tube shrinks to {part or said(self.widths[1])}. How many pieces now?", "guess"
        )
        self.narrow(1)

    def narrow(self, step: int) -> None:
        """The tube gets narrower; what was enough is noted, and may be outside now."""
        before, after = self.widths[step - 1 : step + 1]
        pieces = self.attempt.value[0]
        note = self.note(f"$plus.minus thin {alone(before)}$: {counted(pieces, 'piece')}", "muted")
        old, self.label = self.label, self.label_of(step)
        moves: list[mn.Animation] = [mn.FadeIn(note), mn.FadeOut(old, rate_func=EARLY)]
        moves.append(mn.FadeIn(self.label, rate_func=LATE))
        if self.tubes.fits[step].segments > pieces:
            moves.append(self.count.turn(False))

        def width(share: float) -> float:
            return before + share * (after - before)

        self.play(
            Morph(self.tube, width),
            Morph(self.attempt, lambda share: (pieces, width(round(share, 2)))),
            *moves,
            run_time=1.2,
        )

    def narrow_the_tube(self) -> None:
        first, second = (fit.segments for fit in self.tubes.fits[:2])
        times, ratio = self.widths[0] / self.widths[1], second / first
        if second == first:
            caption = f"{pieces_of(second)} still inside."
        else:
            not_so_many = f", not {said(times)} times" if ratio < 0.8 * times else ""
            caption = f"{pieces_of(second)} inside: {ratio:.1f} times as many{not_so_many}."
        self.beat(caption, "narrow")
        self.climb(1, LONGEST)
        if second > first:
            note = self.note(f"tube $div {alone(times)}$, pieces $times {ratio:.1f}$")
            self.play(mn.FadeIn(note), run_time=0.4)
        for step in range(2, len(self.widths)):
            self.narrow(step)
            self.climb(step, LONGEST / 2)
        self.look_closer()

    def look_closer(self) -> None:
        """The glass stands over the knot beside the largest error."""
        fit = self.tubes.fits[-1]
        knots = fit.knots[1:-1] if fit.segments > 1 else fit.knots[:1]
        x = knots[np.argmin(np.abs(knots - fit.max_error.where))]
        spot = self.ground.point(x, float(fit(x)))
        place = mn.Circle(RADIUS + 0.1)
        self.free(place, spot, self.label, self.layer, self.board)
        shown = [*self.tube.shades, self.tube.middle, self.tube.edges, self.attempt.curve.graph]
        glass = [self.ground.line, *shown]
        centre = place.get_center()
        self.lens = Lens(self.theme, spot, centre, glass, times=TIMES, radius=RADIUS)
        larger = self.typeset(f"$times {TIMES:g}$", SIZES.label, "muted")
        larger.move_to(centre + 0.75 * RADIUS * mn.DOWN)
        self.enter(self.lens, larger)

    # The others

    def draw_another(self, index: int) -> None:
        self.beat(self.caption_of(index), f"curve-{index + 1}")
        self.clear_away()
        self.begin(index)
        self.enter(self.tube, self.attempt, self.count, self.layer, self.label)
        for step, fit in enumerate(self.tubes.fits):
            if step:
                self.narrow(step)
            self.climb(step, BRISK / len(self.widths))
            if fit.is_exact and not step:
                self.play(mn.FadeIn(self.note("error 0")), run_time=0.3)

    def clear_away(self) -> None:
        """Everything goes but the ground and the question."""
        stay = [self.ground.earth, self.ground.line, self.question]
        old = [thing for thing in self.mobjects if thing not in stay]
        self.play(*map(mn.FadeOut, old), run_time=0.4)

    def caption_of(self, index: int) -> str:
        name = NAMES.get(self.parameters["targets"][index].text)
        name = f"A {name}" if name else "Another curve"
        fits = self.model[index].fits
        counts = [fit.segments for fit in fits]
        if fits[0].is_exact:
            meet = "meet its corners" if counts[0] > 1 else "is the curve itself"
            return f"{name}: {pieces_of(counts[0], meet)}, and the error is 0 in any tube."
        if len(counts) == 2:
            return f"{name}: {counts[0]} pieces in the wide tube, {counts[1]} in the narrow one."
        return f"{name}: {', then '.join(map(str, counts))} pieces are inside."

    # The end

    def gather_them(self) -> None:
        self.beat(
            "The same goes for every continuous curve on a closed interval, with enough ReLUs.",
            "any",
        )
        self.clear_away()
        floor = SHELF.bottom - self.low * (up := SHELF.height / (self.high - self.low))
        ground = Ground(self.theme, FRAME, self.ground.x_range, floor, up=up)
        self.results = mn.VGroup(*[self.result(index, ground) for index in range(len(self.model))])
        self.play(
            mn.Transform(self.ground.earth, ground.earth),
            mn.Transform(self.ground.line, ground.line),
            mn.FadeIn(self.results),
            run_time=0.8,
        )
        size = fitting_size(THEOREM, FREE.width, SIZES.label)
        lines = [
            self.typeset(line, size, role)
            for line, role in zip(THEOREM, ("ink", "muted"), strict=True)
        ]
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
            tube.edges.set_stroke(width=STROKES.hair)
        graph = PiecewiseGraph(plot, fit.function, "total", STROKES.guide + 1, domain=self.domain)
        corner = np.array([left + each / 2 + 1.0, SHELF.bottom - 0.55, 0.0])
        number = Count(self.theme, corner, fit.segments, SIZES.formula).tick()
        return mn.VGroup(*nested, graph, number)


def said(number: float) -> str:
    """A number as a caption says it."""
    return Notation.of([number]).about(number)


def pieces_of(count: int, verb: str = "") -> str:
    """`7 pieces are`, `1 piece is`, or with another verb."""
    return f"{count} pieces {verb or 'are'}" if count > 1 else f"1 piece {verb or 'is'}"
