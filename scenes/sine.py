"""How do tents become a sine wave? One stands over every knot, and their sum follows the target."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Interpolant, PiecewiseLinear
from scenes.mobjects.formulas import Row, fits, fitting_size
from scenes.mobjects.graph import (
    Dots,
    Guide,
    HatRow,
    KinkDot,
    PiecewiseGraph,
    Residual,
    SmoothGraph,
    Tag,
)
from scenes.mobjects.numbers import LiveNumber, digits_before_point, format_number, number_markup
from scenes.mobjects.plot import Plot, padded
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ALONE = 2
"""So many tents rise alone, each with its height; the rest follow in one sweep."""
SECONDS_A_TENT = 1.1
LONGEST_SWEEP = 7.0


def enlargement(error: float, heights: tuple[float, float]) -> float:
    """Return 1, 2, 5, 10, 20, ...: how often a residual can be enlarged and still fit the strip."""
    room = min(-heights[0], heights[1]) if heights[0] < 0 < heights[1] else heights[1] - heights[0]
    if error <= 0:
        return 1.0
    steps = (factor * 10.0**power for power in range(4, -1, -1) for factor in (5, 2, 1))
    return next((times for times in steps if times * error <= room), 1.0)


class Sine(Stage):
    """The target, its knots, the tents and their running sum; below, what is still missing."""

    model: Interpolant

    def construct(self) -> None:
        self.set_the_stage()
        self.draw_the_target()
        self.mark_the_knots()
        for index in range(min(ALONE, len(self.model.tents))):
            self.raise_one_tent(index)
        if len(self.model.tents) > ALONE:
            self.raise_the_rest()
        self.measure_the_error()

    def set_the_stage(self) -> None:
        model = self.model
        upper, lower = self.layout.plot.rows(2.2, 1, gap=0.25)
        samples = model.target(np.linspace(*model.domain, SmoothGraph.SAMPLES))
        heights = padded(min(0.0, float(samples.min())), max(0.0, float(samples.max())), 0.16)
        largest = max(-heights[0], heights[1])
        self.plot = Plot(self.theme, upper, model.domain, heights, label_x=False)
        self.missing_plot = Plot(
            self.theme,
            lower,
            model.domain,
            (-largest, largest),
            y_ticks=np.zeros(1),
            label_room=self.plot.label_room,
        )
        self.raised = mn.ValueTracker(0.0)
        self.panel = self.counters()
        self.add(self.plot)

    def sum_so_far(self) -> PiecewiseLinear:
        """Return the sum of the tents that stand at this moment."""
        return self.model.raised(self.raised.get_value())

    def draw_the_target(self) -> None:
        self.beat("This is the curve that the network has to draw.", "target")
        target = self.model.target
        self.target = SmoothGraph(self.plot, target)
        self.residual = Residual(self.missing_plot, target, self.sum_so_far())
        self.play(mn.Create(self.target), mn.FadeIn(self.panel[0]), run_time=2.0)
        self.play(mn.FadeIn(self.missing_plot, self.residual, self.panel[2]), run_time=0.9)

    def mark_the_knots(self) -> None:
        model = self.model
        pieces = "one piece" if model.segments == 1 else f"{model.segments} equal pieces"
        self.beat(f"Cut the interval into {pieces}. At every cut stands a knot.", "knots")
        on_curve = np.column_stack([model.knots, model.values])
        self.knots = Dots(self.plot, on_curve, "target")
        self.feet = Dots(self.plot, on_curve * [1.0, 0.0], "ramp")
        self.play(mn.FadeIn(self.feet, shift=0.2 * mn.UP), run_time=0.9)
        self.play(mn.TransformFromCopy(self.feet, self.knots), run_time=1.0)

    def raise_one_tent(self, index: int) -> None:
        hat = self.model.tents[index]
        at, height = format_number(hat.knot), format_number(hat.height)
        thing = "half a tent" if hat.is_half else "a tent"
        if index == 0:
            self.beat(f"Over the knot at {at}, raise {thing} to the target: {height}.", "tent-1")
            self.start_the_sum()
        else:
            overlap = hat.left < self.model.tents[index - 1].right
            note = " Where two tents overlap, they add up." if overlap else ""
            self.beat(f"At {at}, {thing} of height {height}.{note}", f"tent-{index + 1}")
        tag = self.height_tag(index)
        self.play(self.raised.animate.set_value(index + 1), mn.FadeIn(tag), run_time=1.6)
        self.play(mn.FadeOut(tag), run_time=0.4)

    def start_the_sum(self) -> None:
        """Lay the sum of no tents on the axis, and let all that depends on it follow."""
        self.tents = HatRow(self.plot, self.model.tents, "ramp")
        self.sum = PiecewiseGraph(
            self.plot, self.sum_so_far(), "total", STROKES.strong, domain=self.model.domain
        )
        self.play(mn.FadeIn(self.sum, self.panel[1]), run_time=0.6)
        self.add(self.tents, self.sum, self.knots)
        self.tents.follow(self.raised.get_value)
        self.sum.follow(self.sum_so_far)
        self.residual.follow(self.sum_so_far)

    def raise_the_rest(self) -> None:
        count = len(self.model.tents)
        no_tent = any(hat.is_flat and not hat.is_half for hat in self.model.hats)
        note = " Where the target is 0, no tent is needed." if no_tent else ""
        self.beat(f"So it goes on, knot by knot, until all {count} stand.{note}", "all-tents")
        seconds = min(LONGEST_SWEEP, SECONDS_A_TENT * (count - ALONE))
        rise = self.raised.animate.set_value(count)
        self.play(rise, run_time=max(seconds, 1.0), rate_func=mn.linear)

    def measure_the_error(self) -> None:
        model = self.model
        error, where = model.max_error
        shown = format_number(error, 3)
        pieces = "One straight piece is" if model.segments == 1 else f"{model.segments} pieces are"
        if model.tents:
            self.beat(f"{pieces} never more than {shown} off.", "error")
        else:
            self.beat(f"At every knot the target is 0: no tent, and an error of {shown}.", "error")
        missing = float(model.function.residual(model.target)(where))
        times = enlargement(error, self.missing_plot.y_range)
        if times > 1:
            self.enlarge_the_strip(times)
        worst = KinkDot(self.missing_plot, where, times * missing, "error")
        ends = ((where, float(model(where))), (where, float(model(where)) + missing))
        self.play(
            mn.FadeIn(worst, scale=2),
            mn.Create(Guide(self.plot, *ends, role="error")),
            run_time=0.8,
        )
        self.play(mn.Indicate(self.live_error, 1.15, color=self.theme.error), run_time=1.0)

    def enlarge_the_strip(self, times: float) -> None:
        """Stretch the residual, which is too low to be seen by now, and say how much."""
        zoom = mn.ValueTracker(1.0)
        self.residual.clear_updaters()
        self.residual.add_updater(lambda r: r.set_function(self.model.function, zoom.get_value()))
        note = self.typeset(f"drawn {format_number(times)} times as large", SIZES.label, "muted")
        note.place(self.panel[2][1].get_corner(mn.DL) + 1.6 * SIZES.label * mn.DOWN)
        self.play(zoom.animate.set_value(times), mn.FadeIn(note), run_time=1.6)
        self.residual.clear_updaters()

    def height_tag(self, index: int) -> Tag:
        """Return the tent's height, beyond its peak."""
        hat = self.model.tents[index]
        label = self.typeset(f"${number_markup(hat.height)}$", SIZES.label)
        away = 0.45 * (mn.UP if hat.height > 0 else mn.DOWN)
        label.move_to(self.plot.point(hat.knot, hat.height) + away)
        return Tag(label, self.theme)

    def counters(self) -> list[mn.VGroup]:
        """Return the panel: the target's formula, the tents that stand, and the largest error."""
        formula = f"$f(x) = {self.parameters['target'].typst}$"
        room = self.layout.panel
        headings = ("#target[target]", "#ramp[tents]", "#error[still missing], at most")
        size = SIZES.formula
        if not fits(formula, room.width):
            formula = "$f(x)$"
        target = self.typeset(formula, fitting_size([formula], room.width, size))
        count = len(self.model.tents)
        standing = LiveNumber(
            0,
            self.theme,
            size,
            role="ramp",
            decimals=0,
            digits=len(str(count)),
            sign="none",
            called="tents",
        )
        standing.follow(lambda: np.floor(self.raised.get_value() + 1e-9))
        tents = Row(standing, self.typeset("~", size), self.typeset(f"of {count}", size))
        worst = max(self.model.error_of(self.sum_so_far()).error, self.model.max_error.error)
        error = LiveNumber(
            worst,
            self.theme,
            size,
            decimals=3,
            digits=digits_before_point([worst]),
            sign="none",
            called="largest error",
        )
        error.follow(lambda: self.model.error_of(self.sum_so_far()).error)
        self.live_error = error
        tops = (room.top, room.top - 1.7, self.missing_plot.window.top)
        blocks = []
        for text, value, top in zip(headings, (target, tents, error), tops, strict=True):
            heading = self.typeset(text, SIZES.label)
            heading.place(np.array([room.left, top - SIZES.label, 0.0]))
            value.place(np.array([room.left, top - SIZES.label - 1.5 * size, 0.0]))
            blocks.append(mn.VGroup(heading, value))
        return blocks
