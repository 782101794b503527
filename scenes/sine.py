"""How do tents become a sine wave? One stands over every knot, and their sum follows the target."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Interpolant, PiecewiseLinear
from scenes.mobjects.meant import meant
from scenes.mobjects.plots.graph import (
    Bar,
    Cuts,
    Dots,
    HatRow,
    KinkDot,
    PiecewiseGraph,
    Residual,
    SmoothGraph,
    Tag,
)
from scenes.mobjects.plots.placing import put_clear
from scenes.mobjects.plots.plot import Plot, nice_ticks, padded
from scenes.mobjects.text.formulas import Row, fits, fitting_size
from scenes.mobjects.text.numbers import (
    LiveNumber,
    digits_before_point,
    format_number,
    number_markup,
    significant_places,
)
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ALONE = 2
"""So many tents rise alone, each with its height; the rest follow in one sweep."""
SECONDS_A_TENT = 1.1
LONGEST_SWEEP = 7.0
ROOM_FOR_BARS = 0.4
"""Between closer knots, the heights that add up could not be told from the tents."""


def enlargement(error: float, room: float) -> float:
    """Return 1, 2, 5, 10, 20, ...: how often an error can be enlarged and still fit ``room``."""
    if error <= 0:
        return 1.0
    steps = (factor * 10.0**power for power in range(4, -1, -1) for factor in (5, 2, 1))
    return next((times for times in steps if times * error <= room), 1.0)


def ticks_at_knots(model: Interpolant) -> np.ndarray:
    """Return every knot, or every second, fourth, ...: so many as can be labelled in few digits."""
    for step in (1, 2, 4, 8, 16):
        ticks = model.knots[::step]
        short = np.abs(ticks - np.round(ticks, 2)).max() < 1e-9 * np.abs(ticks).max()
        if 2 <= len(ticks) <= 6 and short:
            return ticks
    return nice_ticks(*model.domain)


class Sine(Stage):
    """The target, its knots, the tents and their running sum; below, what is still missing."""

    model: Interpolant
    strip_height = 1.8

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
        strip = self.layout.strip
        assert strip is not None
        samples = model.target(np.linspace(*model.domain, SmoothGraph.SAMPLES))
        heights = padded(min(0.0, float(samples.min())), max(0.0, float(samples.max())), 0.16)
        largest = max(-heights[0], heights[1])
        unit = float(nice_ticks(0.0, largest, 1)[1])
        ticks = ticks_at_knots(model)
        self.times = enlargement(model.max_error.error, largest)

        def missing_plot(label_room: float) -> Plot:
            return Plot(
                self.theme,
                strip,
                model.domain,
                (-largest, largest),
                x_ticks=ticks,
                y_ticks=np.array([-unit, 0.0, unit]),
                label_room=label_room,
            )

        room = missing_plot(0.0).label_room_for(1.0 / self.times)
        self.plot = Plot(
            self.theme,
            self.layout.plot,
            model.domain,
            heights,
            x_ticks=ticks,
            label_x=False,
            label_room=max(room, missing_plot(0.0).label_room),
        )
        self.missing_plot = missing_plot(self.plot.label_room)
        self.raised = mn.ValueTracker(0.0)
        self.panel = self.counters()
        self.add(self.plot)

    def sum_so_far(self) -> PiecewiseLinear:
        """Return the sum of the tents that stand at this moment."""
        return self.model.raised(self.raised.get_value())

    def draw_the_target(self) -> None:
        self.beat("This is the curve we want. Below stands what is missing: all of it.", "target")
        target = self.model.target
        self.target = SmoothGraph(self.plot, target)
        self.residual = Residual(self.missing_plot, target, self.sum_so_far())
        self.play(mn.Create(self.target), mn.FadeIn(self.panel[0]), run_time=2.0)
        self.play(mn.FadeIn(self.missing_plot, self.residual, self.panel[2]), run_time=0.9)

    def mark_the_knots(self) -> None:
        model = self.model
        if model.segments == 1:
            self.beat("A single piece: its two ends are the knots.", "knots")
        else:
            self.beat(
                f"Cut the interval into {model.segments} equal pieces, knot by knot.", "knots"
            )
        on_curve = np.column_stack([model.knots, model.values])
        cuts = Cuts(self.plot, model.knots)
        self.knots = Dots(self.plot, on_curve, "target")
        self.feet = Dots(self.plot, on_curve * [1.0, 0.0], "ramp")
        self.play(self.slip_under(cuts, self.target), mn.FadeIn(self.feet), run_time=0.9)
        self.play(mn.TransformFromCopy(self.feet, self.knots), run_time=1.0)

    def raise_one_tent(self, index: int) -> None:
        hat = self.model.tents[index]
        thing = "half a tent" if hat.is_half else "a tent"
        overlap = index > 0 and hat.left < self.model.tents[index - 1].right
        if index == 0:
            self.beat(f"Over a knot, put {thing}, as high as the target is there.", "tent-1")
            self.start_the_sum()
        elif overlap:
            self.beat("Another tent at the next knot. Where they overlap, they add up.", "tent-2")
        else:
            self.beat("Another tent, as high as the target is at its own knot.", "tent-2")
        tag = self.height_tag(index)
        self.play(self.raised.animate.set_value(index + 1), mn.FadeIn(tag), run_time=1.6)
        gap = self.plot.window.width / self.model.segments
        if overlap and gap >= ROOM_FOR_BARS:
            bars = self.stacked_bars(index)
            self.play(*[mn.Create(bar) for bar in bars], run_time=1.0)
            self.play(*[mn.FadeOut(thing) for thing in (*bars, tag)], run_time=0.6)
        else:
            self.play(mn.FadeOut(tag), run_time=0.4)

    def stacked_bars(self, index: int) -> list[Bar]:
        """Return the heights of two neighbouring tents between their knots, one on the other."""
        before, here = self.model.tents[index - 1 : index + 1]
        x = (before.knot + here.knot) / 2
        lower, upper = before.function(x), before.function(x) + here.function(x)
        return [Bar(self.plot, x, 0.0, lower, "ramp"), Bar(self.plot, x, lower, upper, "second")]

    def start_the_sum(self) -> None:
        """Lay the sum of no tents on the axis, and let all that depends on it follow."""
        self.tents = HatRow(self.plot, self.model.tents, "ramp")
        self.sum = PiecewiseGraph(
            self.plot, self.sum_so_far(), "total", STROKES.strong, domain=self.model.domain
        )
        self.put_under(self.tents, self.feet)
        self.play(self.slip_under(self.sum, self.feet), mn.FadeIn(self.panel[1]), run_time=0.6)
        self.tents.follow(self.raised.get_value)
        self.sum.follow(self.sum_so_far)
        self.residual.follow(self.sum_so_far)

    def raise_the_rest(self) -> None:
        hats = self.model.tents
        hang = min(hat.height for hat in hats) < 0 < max(hat.height for hat in hats)
        no_tent = any(hat.is_flat and not hat.is_half for hat in self.model.hats)
        notes = [
            " Below zero they hang." if hang else "",
            " At zero, none is needed." if no_tent else "",
        ]
        self.beat(f"So it goes on, until all {len(hats)} are there.{''.join(notes)}", "all-tents")
        seconds = min(LONGEST_SWEEP, SECONDS_A_TENT * (len(hats) - ALONE))
        rise = self.raised.animate.set_value(len(hats))
        self.play(rise, run_time=max(seconds, 1.0), rate_func=mn.linear)

    def measure_the_error(self) -> None:
        model = self.model
        error, where = model.max_error
        finer = model.refined(2)
        shown = format_number(error, self.live_error.decimals)
        then = format_number(finer.max_error.error, significant_places(finer.max_error.error))
        if not model.tents:
            self.beat(f"At every knot the target is 0: no tent, and an error of {shown}.", "error")
        elif model.segments == 1:
            self.beat(f"With one piece, the largest error is {shown}; with two, {then}.", "error")
        else:
            self.beat(
                f"With {model.segments} pieces, the largest error is {shown}; "
                f"with {finer.segments}, it would be {then}.",
                "error",
            )
        if self.times > 1:
            self.enlarge_the_strip(self.times)
        missing = float(model.function.residual(model.target)(where))
        worst = KinkDot(self.missing_plot, where, self.times * missing, "error")
        middle = self.plot.point(where, float(model(where)) + missing / 2)
        radius = min(0.22, 0.1 + float(middle[0]) - self.plot.window.left)  # clear of the numbers
        casing = mn.Circle(radius, stroke_color=self.theme.ground, stroke_width=4 * STROKES.guide)
        line = mn.Circle(radius, stroke_color=self.theme.error, stroke_width=STROKES.guide)
        meant(
            casing, "contrast", "a rim of the ground's colour parts the ring from what it crosses"
        )
        ring = mn.VGroup(casing, line).set_fill(opacity=0).move_to(middle)
        self.play(mn.FadeIn(worst, scale=2), mn.Create(ring), run_time=0.8)
        self.play(mn.Indicate(self.live_error, 1.15, color=self.theme.error), run_time=1.0)

    def enlarge_the_strip(self, times: float) -> None:
        """Stretch the residual, which is too low to be seen by now, and number its axis anew."""
        zoom = mn.ValueTracker(1.0)
        self.residual.clear_updaters()
        self.residual.add_updater(lambda r: r.set_function(self.model.function, zoom.get_value()))
        before = self.missing_plot.y_labels
        after = self.missing_plot.number_y_ticks(1.0 / times)
        self.play(mn.FadeOut(before), run_time=0.4)
        self.play(zoom.animate.set_value(times), mn.FadeIn(after), run_time=1.6)
        self.residual.clear_updaters()

    def height_tag(self, index: int) -> Tag:
        """Return the tent's height, beyond its peak."""
        hat = self.model.tents[index]
        tag = Tag(self.typeset(f"${number_markup(hat.height)}$", SIZES.label), self.theme)
        tip = self.plot.point(hat.knot, hat.height)
        beyond = tip + 0.45 * (mn.UP if hat.height > 0 else mn.DOWN)
        aside = (tag.width / 2 + 0.25) * mn.RIGHT
        return put_clear(
            tag, [beyond, beyond + aside / 2, tip + aside, tip - aside], within=self.plot.window
        )

    def counters(self) -> list[mn.VGroup]:
        """Return the panel: the target's formula, the tents that stand, and the largest error."""
        room, size = self.layout.panel, SIZES.formula
        formula = f"$f(x) = {self.parameters['target'].typst}$"
        if not fits(formula, room.width):
            formula = "$f(x)$"
        target = self.typeset(formula, fitting_size([formula], room.width, size))
        count = len(self.model.tents)
        headings = (
            "#target[target]",
            "#ramp[tents], and #total[their sum]",
            "#error[largest error]",
        )
        values = (target, self.count_of_tents(count), self.largest_error())
        tops = (room.top, room.top - 1.7, self.missing_plot.window.top)
        blocks = []
        for text, value, top in zip(headings, values, tops, strict=True):
            heading = self.typeset(text, SIZES.label)
            heading.place(np.array([room.left, top - SIZES.label, 0.0]))
            value.place(np.array([room.left, top - SIZES.label - 1.5 * size, 0.0]))
            blocks.append(mn.VGroup(heading, value))
        return blocks

    def count_of_tents(self, count: int) -> Row:
        """Return ``3 of 6``, live."""
        standing = LiveNumber(
            0,
            self.theme,
            SIZES.formula,
            role="ramp",
            decimals=0,
            digits=len(str(count)),
            sign="none",
            called="tents",
        )
        standing.follow(lambda: np.floor(self.raised.get_value() + 1e-9))
        return Row(standing, self.typeset("~"), self.typeset(f"of {count}"))

    def largest_error(self) -> LiveNumber:
        """Return the largest error of the sum, live."""
        worst = max(self.model.error_of(self.sum_so_far()).error, self.model.max_error.error)
        self.live_error = LiveNumber(
            worst,
            self.theme,
            SIZES.formula,
            decimals=significant_places(self.model.max_error.error),
            digits=digits_before_point([worst]),
            sign="inline",
            called="largest error",
        )
        return self.live_error.follow(lambda: self.model.error_of(self.sum_so_far()).error)
