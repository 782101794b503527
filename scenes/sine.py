"""How do tents become a sine wave? One stands over every knot, and their sum follows the target."""

from __future__ import annotations

from functools import lru_cache

import manim as mn
import numpy as np

from relu_anim import Interpolant, PiecewiseLinear
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.sine_panel import SinePanel
from scenes.mobjects.labels import Tag, put_clear
from scenes.mobjects.plots.areas import HatRow, Residual
from scenes.mobjects.plots.curves import PiecewiseGraph, SmoothGraph
from scenes.mobjects.plots.marks import Bar, Cuts, Dots, KinkDot, Ring
from scenes.mobjects.plots.plot import Plot, padded
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.text.notation import Notation, alone
from scenes.stage import Stage
from scenes.theme import SIZES, STROKES

ALONE = 2
"""So many tents rise alone, each with its height; the rest follow in one sweep."""
SECONDS_A_TENT = 1.1
LONGEST_SWEEP = 7.0
ROOM_FOR_BARS = 0.4
"""Between closer knots, the heights that add up could not be told from the tents."""


def enlargement(error: float, room: float) -> float:
    """1, 2, 5, 10, 20, ...: how often an error can be enlarged and still fit `room`."""
    if error <= 0:
        return 1.0
    steps = (factor * 10.0**power for power in range(4, -1, -1) for factor in (5, 2, 1))
    return next((times for times in steps if times * error <= room), 1.0)


def ticks_at_knots(model: Interpolant) -> np.ndarray:
    """Every knot, or every second, fourth, ...: so many as can be labelled in few digits."""
    for step in (1, 2, 4, 8, 16):
        ticks = model.knots[::step]
        short = np.abs(ticks - np.round(ticks, 2)).max() < 1e-9 * np.abs(ticks).max()
        if 2 <= len(ticks) <= 6 and short:
            return ticks
    return nice_ticks(*model.domain)


def error_caption(model: Interpolant, error: str, error_of_twice_as_many: str) -> str:
    """What is said of the largest error, and of that with twice as many pieces."""
    then = error_of_twice_as_many
    if not model.tents:
        return f"At every knot the target is 0: no tent, and an error of {error}."
    if model.segments == 1:
        return f"With one piece, the largest error is {error}; with two, {then}."
    return (
        f"With {model.segments} pieces, the largest error is {error}; "
        f"with {2 * model.segments}, it would be {then}."
    )


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
        self.bars: list[Bar] = []
        # Several things on the stage ask for the same moment, frame by frame.
        self.sum_after = lru_cache(maxsize=1)(model.raised)
        self.error_after = lru_cache(maxsize=1)(
            lambda progress: model.error_of(self.sum_after(progress)).error
        )
        self.finer = model.refined(2)
        errors = [model.max_error.error, self.finer.max_error.error]
        self.errors = Notation.of(errors, least=2)  # so that it does not leap as the tents rise
        self.heights = Notation.of(hat.height for hat in model.tents[:ALONE])
        self.panel = SinePanel(
            model,
            self.parameters["target"].typst,
            max(self.error_so_far(), model.max_error.error),
            self.errors,
            self.theme,
            self.layout.panel,
            self.missing_plot.window.top,
        )
        self.panel.standing.follow(self.tents_so_far)
        self.panel.error.follow(self.error_so_far)
        self.add(self.plot)

    def tents_so_far(self) -> float:
        """How many tents stand wholly at this moment."""
        return float(np.floor(self.raised.get_value() + 1e-9))

    def sum_so_far(self) -> PiecewiseLinear:
        """The sum of the tents that stand at this moment."""
        return self.sum_after(self.raised.get_value())

    def error_so_far(self) -> float:
        """The largest error of that sum."""
        return self.error_after(self.raised.get_value())

    def draw_the_target(self) -> None:
        self.beat(
            "This is the curve we want. Below it stands the error: so far, the whole curve.",
            "target",
        )
        target = self.model.target
        self.target = SmoothGraph(self.plot, target)
        self.residual = Residual(self.missing_plot, target, self.sum_so_far())
        self.play(mn.Create(self.target), mn.FadeIn(self.panel.target), run_time=2.0)
        self.play(mn.FadeIn(self.missing_plot, self.residual, self.panel.error_block), run_time=0.9)

    def mark_the_knots(self) -> None:
        model = self.model
        if model.segments == 1:
            self.beat("A single piece: its two ends are the knots.", "knots")
        else:
            self.beat(
                f"Cut the interval into {model.segments} equal pieces. Their ends are the knots.",
                "knots",
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
            self.beat(
                f"Start with one knot: over it, put {thing}, as high as the target is there.",
                "tent-1",
            )
            self.start_the_sum()
        elif overlap:
            self.beat("Another tent at the next knot. Where they overlap, they add up.", "tent-2")
        else:
            self.beat("Another tent, as high as the target is at its own knot.", "tent-2")
        tag = self.height_tag(index)
        self.play(self.raised.animate.set_value(index + 1), mn.FadeIn(tag), run_time=1.6)
        gap = self.plot.window.width / self.model.segments
        if overlap and gap >= ROOM_FOR_BARS:
            self.bars = self.stacked_bars(index)
            self.play(mn.FadeOut(tag), *map(mn.Create, self.bars), run_time=1.0)
        else:
            self.play(mn.FadeOut(tag), run_time=0.4)

    def without_bars(self) -> list[mn.Animation]:
        """The fades that take the bars away, if there are any."""
        bars, self.bars = self.bars, []
        return [mn.FadeOut(bar, run_time=0.5) for bar in bars]

    def stacked_bars(self, index: int) -> list[Bar]:
        """The heights of two neighbouring tents between their knots, one on the other."""
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
        self.play(self.slip_under(self.sum, self.feet), mn.FadeIn(self.panel.tents), run_time=0.6)
        self.tents.follow(self.raised.get_value)
        self.sum.follow(self.sum_so_far)
        self.residual.follow(lambda: (self.sum_so_far(), 1.0))

    def raise_the_rest(self) -> None:
        hats = self.model.tents
        hang = min(hat.height for hat in hats) < 0 < max(hat.height for hat in hats)
        no_tent = any(hat.is_flat and not hat.is_half for hat in self.model.hats)
        notes = [
            " Where the target is below zero, they hang." if hang else "",
            " Where it is zero, none is needed." if no_tent else "",
        ]
        self.beat(f"And so on, until all {len(hats)} are there.{''.join(notes)}", "all-tents")
        seconds = min(LONGEST_SWEEP, SECONDS_A_TENT * (len(hats) - ALONE))
        rise = mn.ApplyMethod(
            self.raised.set_value, len(hats), run_time=max(seconds, 1.0), rate_func=mn.linear
        )
        self.play(rise, *self.without_bars())

    def measure_the_error(self) -> None:
        model, finer = self.model, self.finer
        error, where = model.max_error
        then = finer.max_error.error
        self.beat(error_caption(model, self.errors.about(error), self.errors.about(then)), "error")
        if self.bars:
            self.play(*self.without_bars())
        if self.times > 1:
            self.enlarge_the_strip(self.times)
        missing = float(model.function.residual(model.target)(where))
        worst = KinkDot(self.missing_plot, where, self.times * missing, "error")
        between = float(model(where)) + missing / 2
        ring = Ring(self.plot, where, between, "error")
        encircle = self.slip_under(ring, self.knots, by=mn.Create)
        self.play(mn.FadeIn(worst, scale=2), encircle, run_time=0.8)
        self.play(mn.FadeIn(self.panel.pieces), run_time=0.5)
        self.play(mn.Indicate(self.panel.error, 1.15, color=self.theme.error), run_time=1.0)
        self.play(
            mn.FadeIn(
                self.panel.compared(f"{self.errors.markup(then)} with {finer.segments} pieces")
            )
        )

    def enlarge_the_strip(self, times: float) -> None:
        """Stretch the residual, which is too low to be seen by now, and number its axis anew."""
        function = self.model.function
        before = self.missing_plot.y_labels
        after = self.missing_plot.number_y_ticks(1.0 / times)
        self.play(mn.FadeOut(before), run_time=0.4)
        self.play(
            Morph(self.residual, lambda share: (function, mn.interpolate(1.0, times, share))),
            mn.FadeIn(after, self.times_tag(times)),
            run_time=1.6,
        )

    def times_tag(self, times: float) -> Tag:
        """How often the strip is enlarged, along an edge of it where that is clear."""
        text = f"enlarged ${alone(times)}$ times"
        tag = Tag(self.typeset(text, SIZES.label, "error"), self.theme)
        missing = self.residual.missing_from(self.model.function, times)
        window = self.missing_plot.window
        reach = np.array([window.width - tag.width, window.height - tag.height, 0.0]) / 2
        shares = [(across, up) for up in (1, -1) for across in np.linspace(1, -1, 9)]
        places = [window.center + reach * [across, up, 0] for across, up in shares]
        return put_clear(tag, places, within=window, paths=[self.missing_plot.points_of(missing)])

    def height_tag(self, index: int) -> Tag:
        """The tent's height, beyond its peak."""
        hat = self.model.tents[index]
        tag = Tag(self.typeset(f"${self.heights.markup(hat.height)}$", SIZES.label), self.theme)
        tip = self.plot.point(hat.knot, hat.height)
        beyond = tip + 0.45 * (mn.UP if hat.height > 0 else mn.DOWN)
        aside = (tag.width / 2 + 0.25) * mn.RIGHT
        return put_clear(
            tag, [beyond, beyond + aside / 2, tip + aside, tip - aside], within=self.plot.window
        )
