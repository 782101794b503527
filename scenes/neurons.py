"""Do more neurons help? Errors fall along a straight line, and it says how many pieces it takes."""

from __future__ import annotations

import math

import manim as mn
import numpy as np

from relu_anim import Convergence
from relu_anim.convergence import LATER
from scenes.catalogue.entries.neurons import ruling
from scenes.catalogue.options.messages import counted
from scenes.layout import FRAME, MARGIN, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.arrows import arrow
from scenes.mobjects.clips.neurons_paper import (
    BELOW,
    BESIDE,
    MELTING,
    RIGHT,
    TYPE,
    WALL,
    SquaredPaper,
)
from scenes.mobjects.clips.neurons_wave import Closeup, Wave
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import box_of, places_near
from scenes.mobjects.lines import DASHED, dashes, dotted, filled, polyline, stroked
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import Glow
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation, alone, as_markup, is_about
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

LARGE, GROUND = Region(-2.2, 6.4, -2.9, 2.2), Region(-3.4, FRAME.right, FRAME.bottom, FRAME.top)
"""Where the curve is at first, and the ground around it, which melts away on the left."""
SAID, LEADING = np.array([MARGIN - FRAME.right, 1.4, 0.0]), 0.75
"""Where it is said on the left what is seen, and from line to line."""
NAME_AT = 0.86
"""So far along the target its name is."""
DOT, ASIDE, ABOVE = 0.11, 0.16, 0.42
"""The radius of a point; from lines to words beside them; from the paper up to "error"."""
MANY = 100
"""An error is divided by so much or more without decimals."""
HEADROOM = 1.1
"""How much higher a picture from near is than the goal in it."""
GOAL, NAMED = 0.28, 0.42
"""From the goal's line up to its name, and how large that is written."""
ANSWER = "Yes, and a straight line says how many."
ANSWER_MARKUP = "Yes, and a straight line says #total[how many]."
SQUARES = {0.5: "half a square", 1.0: "one", 2.0: "two"}
"""How far the line falls in a square to the right, where there is a word for it."""
SHARES = {2: "half", 4: "a quarter of"}
"""What a square down leaves of the error."""


class Neurons(Stage):
    """What straight pieces miss gets ever less, and the point of its largest falls along a line."""

    model: Convergence

    def construct(self) -> None:
        self.paper = SquaredPaper(self.theme, self.model, ruling(self.model))
        self.fall = -self.model.slope * math.log(2, self.paper.factor)
        self.last, self.steps = len(self.model.counts), list[mn.VMobject]()
        self.wave = self.another_wave()
        self.draw_the_pieces()
        self.measure_the_gap()
        self.pull_the_pieces_straight()
        self.lay_the_paper()
        self.take_more_pieces()
        self.draw_the_line()
        self.ask_how_many()
        self.read_the_line()
        self.build_it()

    def another_wave(self) -> Wave:
        """One that can walk over the paper, from its large place on."""
        return Wave(self.model.further, (LARGE, *self.paper.places), self.theme)

    def say(self, text: str, role: str, line: int) -> None:
        """Say on the left what is seen."""
        said = self.typeset(text, SIZES.question, role).place(SAID + line * LEADING * mn.DOWN)
        self.said.append(said)
        self.play(mn.FadeIn(said), run_time=0.4)

    def draw_the_pieces(self) -> None:
        wave, relus = self.wave, counted(self.model.layers[0].size, "ReLU")
        pieces, self.said = counted(self.model.counts[0], "piece"), list[Typeset]()
        self.beat(f"One ReLU for every bend: {relus} for {pieces}.", "pieces")
        low, per = self.model.domain[0], wave.unit[0]
        ends = [low + (end - LARGE.left) / per for end in (GROUND.left, GROUND.right)]
        floor, up = wave.point(low, 0.0)[1], wave.unit[1]
        self.ground = Ground(self.theme, GROUND, (ends[0], ends[1]), floor, up=up)
        self.add(self.ground.melt(GROUND.at(0.12, 0.5), GROUND.at(0.0, 0.5)))
        self.play(mn.Create(wave.goal), run_time=1.2)
        self.name = self.typeset("target", role="target")
        names(self.name, wave.goal)
        x = np.quantile(wave.x, NAME_AT)
        paths = [*wave.goal.paths, *wave.line.paths, self.ground.level(0.0)]
        near = wave.point(x, float(wave.model.target(x))) + 0.6 * (mn.DOWN + mn.RIGHT)
        self.put_clear(self.name, places_near(self.name, near, self.layout.main), paths)
        self.play(mn.FadeIn(wave.line, self.name), run_time=0.6)
        self.say(pieces, "total", 0)
        self.play(mn.FadeIn(wave.joints), run_time=0.4)
        self.say(relus, "weight", 1)

    def measure_the_gap(self) -> None:
        """The largest error is a bar in the gap."""
        error = self.paper.written[0]
        self.beat(f"Where they miss the curve most, the error is {error}.", "gap")
        wave = self.wave
        self.bar = filled(self.theme.error, wave.bar())
        exempt(self.bar, "contrast", "it stands in the gap, in its colour")
        self.play(self.slip_under(wave.gap, wave.goal), run_time=0.6)
        self.play(mn.FadeIn(self.bar), run_time=0.4)
        self.say(f"error {error}", "error", 2)
        self.remove(wave.gap, wave.goal, wave.line, wave.joints)
        self.add(wave, self.bar)

    def pull_the_pieces_straight(self) -> None:
        """The pieces find their place beside the paper; the bar becomes its point."""
        paper, first = self.paper, self.model.counts[0]
        self.beat(
            "Pulled straight, the pieces show what they miss. The highest hill is the error.",
            "straight",
        )
        self.play(*map(mn.FadeOut, (self.ground, self.name, *self.said)), run_time=0.4)
        self.play(self.slip_under(paper, self.wave), run_time=0.8)
        top = paper.points_at[0]
        self.dots = [mn.Dot(top, DOT, color=self.theme.error)]
        axes = [
            self.typeset(text, TYPE, role).place(np.array([x, y, 0.0]), align=align)
            for text, role, x, y, align in (
                ("error", "error", WALL - BESIDE, top[1] + ABOVE, 1.0),
                ("pieces", "total", WALL - 2 * BESIDE, paper.floor - BELOW, 1.0),
                ("ReLUs", "weight", paper.places[0].right + BESIDE, top[1] + ABOVE, 0.0),
            )
        ]
        self.play(
            Morph(self.wave, lambda share: share),
            mn.ReplacementTransform(self.bar, self.dots[0]),
            run_time=2.0,
        )
        numbers = [*paper.numbers(0), paper.count(first, str(first)), *axes]
        self.play(*map(mn.FadeIn, numbers), run_time=0.5)

    def lay_the_paper(self) -> None:
        """What a square of the paper means."""
        paper = self.paper
        down = f"one down {SHARES[paper.factor]} the error"
        self.beat(f"On this paper, a square to the right is twice the pieces, {down}.", "paper")
        twice = self.typeset("× 2", TYPE, "total")
        less = self.typeset(f"÷ {paper.factor}", TYPE, "error")
        corner = paper.corner(math.ceil((less.width + 2 * ASIDE) / paper.square), 1)
        right, below = (corner + paper.square * side for side in (mn.RIGHT, mn.DOWN))
        twice.next_to((corner + right) / 2, mn.UP, ASIDE)
        less.next_to((corner + below) / 2, mn.LEFT, ASIDE)
        self.take_steps(("total", [corner, right], twice))
        self.wait(0.6)
        self.take_steps(("error", [corner, below], less))

    def take_steps(self, *steps: tuple[str, list[np.ndarray], Typeset]) -> None:
        """Steps along the paper, one after the other, and what they mean."""
        for role, ends, label in steps:
            step = arrow(self.theme, role, np.array(ends))
            exempt(step, "contrast", "a short one lies on a point of its colour")
            self.steps += [step, label]
            self.play(*map(mn.FadeIn, self.steps[-2:]), run_time=0.5)

    def leave_steps(self) -> None:
        if self.steps:
            self.play(*map(mn.FadeOut, self.steps), run_time=0.3)
        self.steps = []

    def walk(self, index: int, *others: mn.Animation) -> None:
        """The wave goes on to the place of a count, as its point falls; both leave one behind."""
        left = self.another_wave().set_value(float(index))
        exempt(left, "jump", "it comes where the wave is, and looks as it does")
        exempt(left.line, "contrast", "what is missed stands on it")
        self.add(left)
        dot = self.dots[-1].copy()
        self.play(
            Morph(self.wave, lambda share: index + share),
            dot.animate.move_to(self.paper.points_at[index]),
            *others,
            run_time=1.6,
        )
        self.dots.append(dot)
        if index < self.last:
            count = self.model.counts[index]
            numbers = self.paper.count(count, str(count)), *self.paper.numbers(index)
            self.play(mn.FadeIn(*numbers), run_time=0.3)

    def take_more_pieces(self) -> None:
        room = self.paper.room(built=False)
        counts = self.model.counts[1 : -1 if room else None]
        if counts:
            later = ", ".join(map(str, counts))
            self.beat(f"{later} pieces: the hills get lower, and the point falls.", "more")
            self.leave_steps()
            for index in range(1, len(counts) + 1):
                self.walk(index)
        if room:
            self.look_closer(room)

    def look_closer(self, room: Region) -> None:
        """The highest hill before the last count, and what is left of it then."""
        (before, last), divided = self.model.counts[-2:], self.model.quotients[-1]
        said = "the highest hill, before and after"
        if last == 2 * before and is_about(divided, 4):
            said = "half as wide and half as steep, a hill is about a quarter as high"
        self.beat(f"{last} pieces, from near: {said}.", "closer")
        self.leave_steps()
        index, error = self.last - 2, self.model.errors[-2]
        near = Closeup(self.model.further, index, room, error, self.theme)
        guides = near.guides(self.wave)
        old = stroked(self.theme.error, STROKES.hair, near.goal.points)
        exempt(old, "twins", "it is left of the hill when that falls")
        self.play(mn.Create(guides), run_time=0.4)
        self.play(mn.FadeIn(old, near), run_time=0.4)
        self.wait(0.6)
        self.play(mn.FadeOut(guides), run_time=0.2)
        self.walk(index + 1, Morph(near, lambda share: index + 1 + share))
        heights = self.model.errors[-1] * np.arange(1, int(divided) + 1)
        lines = [dotted(self.theme.error, near.level(height)) for height in heights]
        self.play(*map(mn.FadeIn, lines), run_time=0.5)
        self.steps = [near, old, *lines]

    def draw_the_line(self) -> None:
        """The straight line, with the last step as a triangle under it."""
        steep = [words for down, words in SQUARES.items() if is_about(self.fall, down)]
        how = [f": one square to the right, about {words} down" for words in steep]
        them = "the last three" if len(self.model.counts) > 3 else "them"
        self.beat(f"A straight line fits {them}{''.join(how)}.", "line")
        self.leave_steps()
        paper = self.paper
        ends = np.array(self.model.counts, float)[-LATER:][[0, -1]]
        start, end = paper.points_of(np.column_stack([ends, self.model.fitted(ends)]))
        self.line = stroked(self.theme.ink, STROKES.curve, polyline(np.array([start, end])))
        self.play(self.slip_under(self.line, self.dots[0], by=mn.Create), run_time=1.0)
        before, after = paper.points_at[self.last - 2 : self.last]
        corner = np.array([after[0], before[1], 0.0])
        times, divided = self.model.counts[-1] / self.model.counts[-2], self.model.quotients[-1]
        by = self.typeset(f"÷ {divided:.{int(divided < MANY)}f}", TYPE, "error")
        more = self.typeset(f"× {times:.3g}", TYPE, "total")
        self.wall = np.array([[WALL, paper.floor, 0.0], paper.points_at[0]])
        paths = [self.wall, np.array([start, end]), np.array([before, corner, after])]
        for label, ends, side in ((more, before + corner, mn.UP), (by, corner + after, mn.RIGHT)):
            self.put_near(label, label.next_to(ends / 2, side, ASIDE).get_center(), paths)
            paths.append(box_of(label).corners)
        self.take_steps(("total", [before, corner], more), ("error", [corner, after], by))

    def ask_how_many(self) -> None:
        goal = self.model.goal
        shown = Notation.of([goal])(goal)
        self.beat(f"How many pieces for an error of {shown}?", "ask")
        self.leave_steps()
        self.there = self.paper.point(self.model.foretold, goal)
        level = np.array([[x, self.there[1], 0.0] for x in (WALL, RIGHT - MELTING)])
        dots = dotted(self.theme.error, level)
        wanted = self.typeset(f"goal ${as_markup(shown)}$", NAMED, "error")
        near = level[0] + np.array([wanted.width / 2 + ASIDE, GOAL, 0.0])
        falling = np.array([*self.paper.points_at[: self.last], self.there])
        self.put_near(wanted, near, [level, falling, self.wall])
        self.play(mn.FadeIn(dots, names(wanted, dots)), run_time=0.6)
        self.wait(0.8)  # for a guess

    def read_the_line(self) -> None:
        said = round(self.model.foretold)
        self.beat(f"The line goes on, and says: about {counted(said, 'piece')}.", "foretold")
        on = np.array([self.line.get_end(), self.there])
        foot = np.array([self.there, [self.there[0], self.paper.floor, 0.0]])
        line = stroked(self.theme.ink, STROKES.curve, polyline(dashes(on, DASHED)))
        drop = stroked(self.theme.total, STROKES.guide, polyline(dashes(foot, DASHED)))
        self.play(self.slip_under(line, self.dots[0], by=mn.Create), run_time=1.2)
        self.play(mn.Create(drop), run_time=0.5)
        number = self.paper.count(self.model.foretold, str(said))
        self.play(mn.FadeIn(number), run_time=0.4)
        self.read = drop, number

    def build_it(self) -> None:
        built, real = self.model.further, self.paper.written[-1]
        needed = built.counts[-1]
        parts = f"{counted(built.layers[-1].size, 'ReLU')} for {counted(needed, 'piece')}"
        self.beat(f"Really built, with {parts}: the error is {real}.", "answer")
        self.walk(self.last)
        drop, said = self.read
        number = self.paper.count(needed, str(needed))
        self.play(mn.FadeOut(drop), mn.ReplacementTransform(said, number), run_time=0.4)
        glow = self.slip_under(Glow(self.wave.line, self.theme), self.wave)
        self.play(glow, mn.FadeIn(*self.paper.numbers(self.last)), run_time=0.4)
        if room := self.paper.room(built=True):
            self.see_whether_it_holds(room)
        if is_about(self.fall, 1.0):
            share = SHARES[self.paper.factor]
            coloured = f"#total[Twice the pieces]: about #error[{share} the error]."
            self.play(self.answer(f"Twice the pieces: about {share} the error.", coloured))
        else:
            self.play(self.answer(ANSWER, ANSWER_MARKUP))

    def see_whether_it_holds(self, room: Region) -> None:
        """The highest hill of all that was built, beside the goal."""
        goal, built = self.model.goal, self.model.further
        tall = HEADROOM * max(goal, built.errors[-1])
        near = Closeup(built, self.last, room, tall, self.theme)
        level = near.level(goal)
        line = dotted(self.theme.error, level)
        shown = names(self.typeset(f"${alone(goal)}$", NAMED, "error"), line)
        shown.next_to(level[1], mn.RIGHT, BESIDE)
        self.play(mn.FadeIn(near.guides(self.wave), near, line, shown), run_time=0.6)
