"""How do straight bricks make a curved wall? By many small bends, each minus a ReLU."""

from __future__ import annotations

import math
from itertools import pairwise

import manim as mn
import numpy as np

from relu_anim import BrickArch, Neuron, PiecewiseLinear
from scenes.layout import EDGE, FRAME
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.bricks_gaps import THIN, WIDTH, Arrow, Column, Guess, Standing
from scenes.mobjects.clips.bricks_wall import (
    REACH,
    Arc,
    ArchGap,
    BentLine,
    Courses,
    Joints,
    Rope,
    StraightOn,
    Wall,
)
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.naming import names
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

FLOOR = -2.3
RADIUS = 5.75
"""Of the arch, in frame units: its peg is within the frame, its top below the question."""
COUNTS = -3.12
"""The baseline of the numbers of bricks, in the earth."""
FIRST, LAST, APART = -2.2, 3.5, 1.62
"""Where columns stand across the frame: within a wall of three bricks."""
WORDS = 1.5
"""From column to column, where there is room for an arrow between them."""
HIGHEST = 1.9
"""The height of the highest column, at most."""
FIRST_IF_FEW, LOW = -1.35, 1.15
"""The same within a wall of two bricks, which leaves less room; so high are columns, too, that are
alike, since more is written above them."""
PLAIN = 6
"""A wall of about so many bricks has bends that are plain to see, and lie flat enough."""
NEAR_PLAIN = range(5, 9)
CORNER = -0.4
"""Where the corner of two bricks comes to lie, across the frame."""
LENGTH = 7.6
"""Of a brick that lies on the floor: beyond the edge of the frame."""
BEYOND = 1.1
"""So far a brick goes straight on at last, as a share of its length: beyond the frame."""
INSIDE = 1.05
"""From a joint to its name, inside the arch, in frame units."""
RISES = (1.5, 3.0, 4.5)
"""At so many frame units from the corner the rise is measured."""
NAMED, UNDER, MINUS, ABOVE, LIFT = 4.75, 0.9, 4.0, 0.45, 3.0
"""Where the name of the ReLU begins across the frame, and how far below it its baseline is; the
same of minus a ReLU, above it; and how far above the floor that is, since it bends down."""
QUARTER = 0.005
"""What is so close to 0.25 is about a quarter, to two decimals."""
ALIKE, TOLD = 0.8, 0.02
"""A gap of more than this share of the first reaches as high, with what is told of it; and so close
to what is left is the quotient of two gaps as they are written."""
TITLE, HIGHER = 0.68, 1.1
"""How far above the first column the title of all stands, and where such a gap comes beside it."""
DIGITS = 4
"""Of a gap, unless it is larger: columns may stand close together."""
INNERMOST = 4.2
"""Where words beside columns end: further out there are bricks."""
SWINGS, BENDS = 2.0, 3.0
"""Seconds for all walls after the second to swing out, and for all joints to bend a line."""
PARTS = {2: ("two", "half"), 3: ("three", "a third"), 4: ("four", "a quarter")}
"""Into what a brick is cut, and what might be left of the gap."""
ANSWER = "By many small bends, each minus a ReLU."
ANSWER_MARKUP = "By many small bends, each minus a #ramp[ReLU]."


class Bricks(Stage):
    """An arch, bricks in it, the gap that shrinks, and the corner of two bricks: a ReLU."""

    model: BrickArch

    def construct(self) -> None:
        self.set_the_ground()
        self.draw_the_arch()
        self.lay_the_first_wall()
        if len(self.model.counts) > 1:
            self.ask_what_is_left()
            self.build_the_second_wall()
        if len(self.model.counts) > 2:
            self.go_on()
        self.count_the_bends()
        self.take_two_bricks_out()
        self.recognise_the_relu()
        self.turn_it_back()
        self.bend_a_line_into_the_wall()

    def set_the_ground(self) -> None:
        half = EDGE / RADIUS
        self.ground = Ground(self.theme, FRAME, (-half, half), FLOOR)
        self.add(self.ground.earth, self.ground.line)
        arch = self.model
        self.written = self.notation()
        self.digits = self.written.digits(1000 * gap for gap in arch.gaps)
        few = arch.counts[0] <= 2
        self.alike = max(arch.gaps[1:], default=0.0) > ALIKE * arch.gaps[0]
        times = (LOW if few or self.alike else HIGHEST) / (RADIUS * arch.gaps[0])
        self.enlarged = math.floor(times) if times >= 1 else math.floor(100 * times) / 100
        self.unit = self.enlarged * RADIUS
        steps = max(1, len(arch.counts) - 1)
        first = max(FIRST_IF_FEW if few else FIRST, -APART * steps / 2)
        self.apart = apart = min(APART, (LAST - first) / steps)
        self.feet = [
            np.array([first + apart * step, FLOOR, 0.0]) for step in range(len(arch.counts))
        ]
        self.columns: list[Column] = []
        self.labels = mn.VGroup()

    def notation(self) -> Notation:
        """How gaps are written: so that the viewer can divide them. All have 0.1 mm or more."""
        gaps = [1000 * gap for gap in self.model.gaps]
        most = max(1, DIGITS - Notation(1).digits(gaps))
        for decimals in range(1, most):
            shown = [round(gap, decimals) for gap in gaps]
            left = zip(pairwise(gaps), pairwise(shown), strict=True)
            if all(abs(b / a - after / before) < TOLD for (a, b), (before, after) in left):
                return Notation(decimals)
        return Notation(most)

    def draw_the_arch(self) -> None:
        self.beat("A rope of 1 m draws an arch. But bricks are straight.", "arch")
        arch = self.model
        self.arc, self.rope = Arc(self.ground, arch), Rope(self.ground, arch)
        end = arch.half_angle
        length = self.typeset("radius 1 m", SIZES.formula)
        names(length.place(np.array([0.25, -0.6, 0.0])), self.rope.line)
        self.play(mn.FadeIn(self.rope), run_time=0.3)
        self.add(self.arc.set_value((1e-3 - 1) * end), self.rope)
        self.play(
            Morph(self.rope, lambda share: (2 * share - 1) * end),
            Morph(self.arc, lambda share: max(2 * share - 1, 1e-3 - 1) * end),
            run_time=1.3,
        )
        self.play(Morph(self.rope, lambda share: (1 - share) * end), run_time=0.5)
        self.play(mn.FadeIn(length), run_time=0.3)
        self.tools = mn.VGroup(self.rope, length)

    def lay_the_first_wall(self) -> None:
        arch = self.model
        count, gap = arch.counts[0], arch.gaps[0]
        meet, whose = ("1 brick meets", "its") if count == 1 else (f"{count} bricks meet", "their")
        said = f"{self.written.about(1000 * gap)} mm"
        self.beat(f"{meet} it at {whose} ends alone. The largest gap is {said}.", "bricks")
        self.play(mn.FadeOut(self.tools), run_time=0.4)
        self.name = self.typeset("bricks", SIZES.formula, "muted")
        self.name.place(np.array([self.feet[0][0] - 0.55, COUNTS, 0.0]), align=1.0)
        self.counts = [self.count_at(0)]
        self.lay(count, mn.FadeIn(self.name), mn.FadeIn(self.counts[0]))
        middle = count // 2
        joints = self.ground.points_of(arch.joints(count))[middle : middle + 2]
        tilt = float(arch.angles(2 * count)[2 * middle + 1])
        standing = Standing(joints.mean(axis=0), THIN, RADIUS, gap, tilt)
        column = Column(standing, self.written, self.digits, self.theme)
        column.set_out("it measures the gap, and passes behind the wall")
        behind = self.slip_under(column, self.arc, self.wall) if count > 1 else mn.FadeIn(column)
        self.play(behind, run_time=0.4)
        self.wait(0.4)
        self.mark = column.body.copy()  # it says, as long as this wall stands, what was measured
        if count > 1:
            self.put_under(self.mark, self.arc)
        there = self.standing(0, gap)
        self.play(Morph(column, lambda share: standing.towards(there, share)), run_time=1.2)
        self.columns.append(column)
        above = HIGHER if self.alike else TITLE
        is_roomy = self.feet[0][0] == FIRST and above == TITLE
        named = "largest gap in mm, drawn" if is_roomy else "gap in mm,"
        title = self.typeset(f"{named} $times {self.enlarged}$", SIZES.label)
        title.place(column.body.get_corner(mn.UL) + above * mn.UP)
        self.labels.add(names(title, column))
        self.add(column)
        self.play(column.arrive(), mn.FadeIn(title), run_time=0.4)

    def lay(self, count: int, *others: mn.Animation) -> None:
        """Lay a wall of so many bricks, and let the gap above it be seen."""
        joints = self.model.joints(count)
        self.wall = Wall(Courses.in_arch(self.ground, joints), self.theme)
        self.gap = ArchGap(self.ground, self.model, joints)
        self.play(self.wall.arrivals(1.4), *others)
        self.add(self.wall)
        self.play(self.slip_under(self.gap, self.arc), run_time=0.5)

    def count_at(self, step: int) -> Typeset:
        """The number of bricks of a wall, in the earth below its column."""
        number = self.typeset(f"${self.model.counts[step]}$", 0.62)
        number.place(np.array([self.feet[step][0], COUNTS, 0.0]), align=0.5)
        return number

    def times(self, step: int) -> int:
        """Into how many each brick of the wall before is cut; 0 where they are laid anew."""
        before, after = self.model.counts[step - 1 : step + 1]
        return after // before if after % before == 0 else 0

    def standing(self, step: int, gap: float) -> Standing:
        """How a gap stands in the place of a wall."""
        return Standing(self.feet[step], WIDTH, self.unit, gap)

    def ask_what_is_left(self) -> None:
        arch, times = self.model, self.times(1)
        before, after = arch.counts[:2]
        parts, part = PARTS.get(times, (f"{times} equal pieces", ""))
        begins = f"Cut every brick into {parts}" if times else f"Take {after} bricks"
        self.beat(
            f"{begins}. How much of the gap will be left{': ' if part else ''}{part}?", "guess"
        )
        if times:
            self.cut(before, after)
        self.bring_column(1)
        self.guesses = mn.VGroup()
        if part:
            guess = Guess(self.standing(1, arch.gaps[0] / times), self.apart, self.theme)
            words = self.typeset(f"{part}?", 0.46)
            words.place(guess.get_right() + np.array([0.12, -0.1, 0.0]))
            self.guesses.add(guess, names(words, guess))
        elif not times:
            place = self.feet[1] + 0.35 * mn.UP
            self.guesses.add(self.typeset("?", 0.9).place(place, align=0.5))
        if self.guesses:
            self.play(mn.FadeIn(self.guesses), run_time=0.5)

    def cut(self, before: int, after: int) -> None:
        """Cut every brick into equally many; nothing moves yet."""
        ground, arch, fresh = self.ground, self.model, after // before
        joints = arch.swung(before, after, 0.0)
        cut = Wall(Courses.in_arch(ground, joints, fresh, 0.0), self.theme)
        self.play(self.slip_under(cut, *self.columns), run_time=0.2)
        self.remove(self.wall)
        self.wall = cut
        opening = Morph(cut, lambda share: Courses.in_arch(ground, joints, fresh, share))
        self.play(opening, run_time=0.5)

    def bring_column(self, step: int) -> None:
        """The number of the next wall comes, and with it a copy of the last column.

        Where bricks are laid anew, the column comes when they lie.
        """
        before, after = (self.standing(step, gap) for gap in self.model.gaps[step - 1 : step + 1])
        here = self.columns[-1].standing if self.times(step) else after
        column = Column(here, self.written, self.digits, self.theme)
        self.columns.append(column)
        self.counts.append(self.count_at(step))
        moves: list[mn.Animation] = [
            self.counts[-2].animate.set_color(self.theme.muted).build(),
            mn.FadeIn(self.counts[-1]),
        ]
        if not self.times(step):
            self.play(*moves, run_time=0.7)
            return
        column.set_out("it parts from the column that it is a copy of")
        self.play(*moves, Morph(column, lambda share: here.towards(before, share)), run_time=0.7)
        self.play(column.arrive(), run_time=0.2)

    def build_the_second_wall(self) -> None:
        before, after = (self.written(1000 * gap) for gap in self.model.gaps[:2])
        motion = "The new joints swing out" if self.times(1) else "Shorter bricks lie closer"
        left = f"{self.ratio(1)} is left, {after} of {before} mm"
        self.beat(f"{motion} to the arch: {left}.", "split")
        leaving = [self.mark] if self.mark in self.mobjects else []
        leaving += [] if self.times(1) else [self.guesses]  # a column comes in its place
        if leaving:
            self.play(*map(mn.FadeOut, leaving), run_time=0.3)
        if self.model.counts[0] == 1:
            for text in (*self.columns, self.labels, self.guesses):
                exempt(text, "crossing", "the wall rises from the floor to the arch")
        self.swing(1, 2.0)
        if self.guesses and self.times(1):
            self.play(mn.FadeOut(self.guesses), run_time=0.4)
        self.note(1)

    def ratio(self, step: int) -> str:
        """What is left of the gap, in words."""
        left = self.model.gaps[step] / self.model.gaps[step - 1]
        return "about a quarter" if abs(left - 0.25) < QUARTER else f"about {left:.2f} of it"

    @property
    def quarters(self) -> bool:
        """Whether each wall leaves about a quarter of the gap of the one before."""
        return all(self.ratio(step) == "about a quarter" for step in range(1, len(self.feet)))

    def note(self, step: int) -> None:
        """Say what is left of the gap before: large, once for all, or above each column."""
        top, foot = self.columns[-1].number.get_top(), self.feet[step]
        new: list[mn.VMobject] = []
        if self.quarters and self.apart > WORDS:
            ends = [foot + np.array([x, 0.3, 0.0]) for x in (0.45 - self.apart, -0.45)]
            new.append(Arrow(self.theme, *ends))
            if step == 1:
                text = self.typeset("$->$ about a quarter", 0.5)
                start = min(foot[0] + 0.5, INNERMOST - text.advance)
                new.append(text.place(np.array([start, FLOOR + 1.1, 0.0])))
        else:
            left = self.model.gaps[step] / self.model.gaps[step - 1]
            text = self.typeset(f"$times {left:.2f}$", 0.36).place(top + 0.16 * mn.UP)
            text.shift((foot[0] - text.get_center()[0]) * mn.RIGHT)
            exempt(text, "names", "of several gaps as much may be left")
            new.append(names(text, self.columns[-1].body))
        self.labels.add(*new)
        self.play(*map(mn.FadeIn, new), run_time=0.4)

    def swing(self, step: int, run_time: float) -> None:
        """The bricks come closer to the arch, and the column falls with their largest gap."""
        arch, ground, column = self.model, self.ground, self.columns[-1]
        before, after = arch.counts[step - 1 : step + 1]
        if not self.times(step):
            self.lay_anew(after)
            self.play(mn.FadeIn(column), run_time=0.5)
            return

        def joints(share: float) -> np.ndarray:
            return arch.swung(before, after, share)

        self.play(
            Morph(self.wall, lambda share: Courses.in_arch(ground, joints(share))),
            Morph(self.gap, joints),
            Morph(column, lambda s: self.standing(step, arch.largest_gap(joints(s)))),
            run_time=run_time,
        )

    def lay_anew(self, count: int) -> None:
        """Take the wall away, and lay another one."""
        self.play(mn.FadeOut(self.wall), mn.FadeOut(self.gap), run_time=0.5)
        self.lay(count)

    def go_on(self) -> None:
        arch = self.model
        steps = range(2, len(arch.counts))
        *some, last = map(str, arch.counts[2:])
        more = f"{', '.join(some)} and {last}" if some else last
        doubles = all(self.times(step) == 2 for step in steps)
        self.beat(
            f"{'Again twice as many' if doubles else 'More bricks'}: {more}. "
            f"{'Each time about a quarter is left' if self.quarters else 'The gap shrinks'}, "
            f"at last {self.written(1000 * arch.gaps[-1])} mm.",
            "again",
        )
        for step in steps:
            if self.times(step):
                self.cut(*arch.counts[step - 1 : step + 1])
            self.bring_column(step)
            self.swing(step, min(1.0, SWINGS / len(steps)))
            self.note(step)

    def count_the_bends(self) -> None:
        arch = self.model
        near = [count for count in arch.counts if count in NEAR_PLAIN]
        self.plain = plain = min(near, key=lambda n: abs(n - PLAIN), default=PLAIN)
        last, bends = arch.counts[-1], len(arch.function(plain).kinks)
        self.beat(
            f"Bricks stay straight: the wall bends at its joints alone. "
            f"{'Few bricks show it' if last > plain else 'So'}: {plain} bricks, {bends} bends.",
            "bends",
        )
        told = [self.mark] if self.mark in self.mobjects else []
        leaving = [*told, *self.columns, *self.counts, self.name, self.labels]
        self.play(*map(mn.FadeOut, leaving), run_time=0.5)
        if last > plain and last % plain == 0:
            self.merge(last, plain)
        elif plain != last:
            self.lay_anew(plain)
        self.joints = Joints(self.wall.courses.outer[1:-1], self.theme)
        self.words = mn.VGroup(
            self.typeset(f"{plain} bricks", 0.8).place(np.array([0.0, -0.6, 0.0]), align=0.5),
            self.typeset(f"#input[{bends} bends]", 0.8).place(1.6 * mn.DOWN, align=0.5),
        )
        self.play(mn.FadeIn(self.words[0]), run_time=0.4)
        here, at = self.wall.courses, (plain + 1) // 2
        self.straight = StraightOn(here, at, self.theme)
        self.put_under(self.straight, self.wall)
        on = here.outer[at] + REACH * (here.outer[at] - here.outer[at - 1])
        label = self.typeset("straight on", 0.46)
        self.words.add(names(label.place(on + np.array([0.15, -0.08, 0.0])), self.straight))
        self.play(
            mn.LaggedStart(*[mn.GrowFromCenter(disc) for disc in self.joints], lag_ratio=0.4),
            mn.FadeIn(self.words[1:]),
            Morph(self.straight, lambda share: (here, share * REACH)),
            run_time=1.2,
        )

    def merge(self, last: int, plain: int) -> None:
        """Let the bricks of the last wall swing back to those of a coarser one."""
        arch, ground, fresh = self.model, self.ground, last // plain

        def joints(share: float) -> np.ndarray:
            return arch.swung(plain, last, 1 - share)

        def courses(share: float) -> Courses:
            return Courses.in_arch(ground, joints(share), fresh, 1 - share)

        self.play(Morph(self.wall, courses), Morph(self.gap, joints), run_time=1.4)
        whole = Wall(Courses.in_arch(ground, arch.joints(plain)), self.theme)
        self.put_under(whole, self.wall)
        self.play(mn.FadeOut(self.wall), run_time=0.2)
        self.wall = whole

    def take_two_bricks_out(self) -> None:
        self.beat(
            "Take two bricks, turn them over. Straight on is 0; from the corner it rises: a ReLU.",
            "relu",
        )
        middle = (self.plain + 1) // 2
        part = self.wall.courses.part(middle - 1, middle + 1)
        self.pair = exempt(Wall(part, self.theme), "cut", "bricks go on beyond the frame")
        leaving = [self.wall, self.gap, self.arc, self.words, self.straight, *self.joints]
        self.disc = leaving.pop(4 + middle)
        self.straight = StraightOn(part, 1, self.theme)
        exempt(self.straight.set_value((part, REACH)), "cut", "straight on, for ever")
        self.put_under(self.pair, self.wall)
        self.put_under(self.straight, self.wall)
        self.play(*map(mn.FadeOut, leaving), run_time=0.5)
        pivot = part.outer[1]
        along = pivot - part.outer[0]
        grown = LENGTH / float(np.linalg.norm(along))
        # where the joint is, how far the pair is turned, how large it is, and which side is up
        taken = np.array([*pivot, 0.0, 1.0, 1.0])
        level = np.array([CORNER, FLOOR, 0.0, -math.atan2(along[1], along[0]), grown, 1.0])
        over = np.append(level[:-1], -1.0)
        for here, there in pairwise((taken, level, over)):
            self.move_pair(part, here, there)

    def move_pair(self, part: Courses, here: np.ndarray, there: np.ndarray) -> None:
        """From one place, angle, size and side to others; the disc of their joint goes along."""

        def between(share: float) -> Courses:
            place = here + share * (there - here)
            return part.moved(part.outer[1], place[:3], *place[3:])

        self.play(
            Morph(self.pair, between),
            Morph(self.straight, lambda share: (between(share), REACH)),
            self.disc.animate.move_to(there[:3]),
            run_time=1.5,
        )

    def recognise_the_relu(self) -> None:
        theme = self.theme
        ramp = Neuron(math.tan(self.model.bend(self.plain)), 0.0)
        plane = Ground(theme, FRAME, (-EDGE - CORNER, EDGE - CORNER), FLOOR)
        self.line = BrightGraph(plane, ramp.function, "ramp")
        exempt(self.line, "cut", "the line goes on beyond the frame")
        zero = self.typeset("straight on: 0", SIZES.formula, "muted")
        names(zero.place(np.array([2.6, FLOOR - 0.72, 0.0])), self.straight)
        here = self.pair.courses
        self.play(
            self.slip_under(self.line, self.straight),
            Morph(self.straight, lambda share: (here, REACH + share * (BEYOND - REACH))),
            mn.FadeIn(zero),
            run_time=0.7,
        )
        ends = [plane.points_of(np.array([[x, 0.0], [x, float(ramp(x))]])) for x in RISES]
        rises = mn.VGroup(*[Arrow(theme, *pair) for pair in ends])
        name = names(self.typeset("#ramp[ReLU]", 0.8), self.line)
        name.place(np.array([NAMED, FLOOR + float(ramp(NAMED - CORNER)) - UNDER, 0.0]))
        self.play(
            mn.LaggedStart(*[mn.FadeIn(rise, shift=0.2 * mn.UP) for rise in rises], lag_ratio=0.5),
            self.pair.animate.set_opacity(theme.dimmed),
            mn.FadeIn(name),
            run_time=1.0,
        )
        self.told: list[mn.VMobject] = [zero, rises, name]

    def turn_it_back(self) -> None:
        self.beat("Turned back, it bends down from the corner: minus a ReLU.", "minus")
        ramp, pair = self.line.graph.function, self.pair.courses
        corner, lift = pair.outer[1], LIFT * mn.UP

        def turned(share: float) -> Courses:
            return pair.moved(corner, corner + share * lift, 0.0, 1.0, 1 - 2 * share)

        minus = names(self.typeset("$-$#ramp[ReLU]", 0.8), self.line)
        depth = float(ramp(MINUS - CORNER)) - ABOVE
        minus.place(np.array([MINUS, FLOOR - depth, 0.0]) + lift)
        self.play(*map(mn.FadeOut, self.told), run_time=0.3)
        self.play(
            Morph(self.line, lambda s: (1 - 2 * s) * ramp + PiecewiseLinear.line(0.0, s * LIFT)),
            Morph(self.straight, lambda share: (turned(share), BEYOND)),
            Morph(self.pair, turned),
            self.disc.animate.shift(lift),
            run_time=1.8,
        )
        self.play(mn.FadeIn(minus), run_time=0.4)
        self.told = [self.pair, self.line, self.straight, self.disc, minus]

    def bend_a_line_into_the_wall(self) -> None:
        arch, ground, theme = self.model, self.ground, self.theme
        self.beat("Bend a line so at every joint, and it is the wall.", "answer")
        self.play(*map(mn.FadeOut, self.told), run_time=0.4)
        wall = Wall(Courses.in_arch(ground, arch.joints(self.plain)), theme)
        wall.set_opacity(theme.dimmed)
        self.arc.set_stroke(theme.faint("target"), STROKES.hair)
        self.bent = BentLine(ground, arch, self.plain)
        self.play(mn.FadeIn(self.arc, wall, self.bent), run_time=0.4)
        self.play(self.bent.going_on(-1), run_time=0.6)
        self.joints = Joints(wall.courses.outer[1:-1], theme)
        for step, disc in enumerate(self.joints):
            angle = arch.angles(self.plain)[step + 1]
            inside = arch.at(angle, 1 - INSIDE / RADIUS)
            name = self.typeset("$-$#ramp[ReLU]", 0.5 * min(1.0, PLAIN / self.plain))
            name.place(ground.points_of(inside)[0] + 0.12 * mn.DOWN, (1 + math.sin(angle)) / 2)
            exempt(names(name, disc), "names", "each bend is minus a ReLU")
            arrivals = mn.GrowFromCenter(disc), mn.FadeIn(name)
            seconds = min(0.6, BENDS / len(self.joints))
            self.play(self.bent.going_on(step), *arrivals, run_time=seconds)
        self.play(self.answer(ANSWER, ANSWER_MARKUP), wall.animate.set_opacity(1.0).build())
