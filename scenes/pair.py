"""What do two neurons make when you add them? A basin; subtracted, a ramp that stops; no tent."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Neuron, NeuronPair
from relu_anim.pairs import Line
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.pair_activity import Activity
from scenes.mobjects.clips.pair_cards import PlotCard, plot_cards
from scenes.mobjects.clips.pair_regimes import Regimes, Stretch, line_markup
from scenes.mobjects.clips.pair_shift import Shift
from scenes.mobjects.clips.pair_stack import Slab, Stack
from scenes.mobjects.labels import beside, put_clear
from scenes.mobjects.lines import DASHED, DOTTED
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.marks import KinkDot
from scenes.mobjects.plots.plot import Plot, padded
from scenes.mobjects.plots.ticks import ticks_through
from scenes.mobjects.text.formulas import neuron_markup
from scenes.mobjects.text.notation import Notation, equals
from scenes.stage import Stage
from scenes.theme import DIMMED, STROKES

FOOT = (0.84, 0.7)
"""Heights of two rows under the plot: which neuron is on, and the formulas of the regimes."""
Y1, Y2 = "#ramp[$y_1$]", "#second[$y_2$]"
SUM = f"${Y1} + {Y2}$"


class Pair(Stage):
    """The printed pair, its sum, the regimes of both, the difference that fits the words."""

    model: NeuronPair

    def construct(self) -> None:
        self.set_the_plot()
        self.draw_the_printed_pair()
        self.stack_one_on_the_other()
        self.watch_one_gain_what_the_other_loses()
        self.read_off_the_basin()
        self.write_down_what_is_described()
        self.take_the_ramp_away_again()
        self.put_both_side_by_side()
        self.hint_at_the_tent()

    def set_the_plot(self) -> None:
        """Leave more than half of the distance between the kinks on either side."""
        pair, room = self.model, self.layout.plot
        x_range = padded(pair.left, pair.right, 0.6)
        y_range = padded(0.0, float(pair.added(x_range[1])), 0.05)
        foot = room.inset(top=room.height - sum(FOOT))
        bars, self.formula_row = foot.rows(*FOOT, gap=0.0)
        self.first_bar, self.second_bar = bars.rows(1, 1, gap=0.0)
        x_ticks = ticks_through((pair.left, pair.right), *x_range)
        y_ticks = ticks_through((0.0, pair.floor), *y_range)
        self.written = Notation.of([pair.left, pair.right, pair.floor, *x_ticks, *y_ticks])
        self.plot = Plot(
            self.theme,
            room.inset(bottom=sum(FOOT) + 0.1),
            x_range,
            y_range,
            x_ticks=x_ticks,
            y_ticks=y_ticks,
            x_notation=self.written,
            y_notation=self.written,
        )
        self.difference_markup = f"${Y1} - #ramp[${self.formula_of(pair.stopper)}$]$"
        height = self.written.markup(pair.floor)
        self.two, self.sum, self.difference = self.blocks(
            (
                "two neurons",
                [
                    f"${name} {equals(self.written.is_exact(neuron.bias))} "
                    f"{self.formula_of(neuron)}$"
                    for name, neuron in ((Y1, pair.rising), (Y2, pair.falling))
                ],
            ),
            ("added", [SUM, f"#total[a basin with floor ${height}$]"]),
            ("subtracted", [self.difference_markup, f"#total[a ramp that stops at ${height}$]"]),
        )
        self.add(self.plot)

    def formula_of(self, neuron: Neuron) -> str:
        """A neuron's formula: `ReLU(x - 0.2)`."""
        return neuron_markup(neuron, self.written, self.written)

    def draw_the_printed_pair(self) -> None:
        pair, plot = self.model, self.plot
        self.beat(
            f"Here are two neurons: one rises from {self.written.about(pair.left)} on, "
            f"the other falls until {self.written.about(pair.right)}.",
            "printed-pair",
        )
        self.rising = PiecewiseGraph(plot, pair.rising.function, "ramp")
        self.falling = PiecewiseGraph(plot, pair.falling.function, "second", dash=DASHED)
        self.wake = KinkDot(plot, pair.left, 0.0, "ramp")
        self.sleep = KinkDot(plot, pair.right, 0.0, "second")
        self.names = (
            self.name_of(Y1, self.rising, 1),
            self.name_of(Y2, self.falling, -1),
        )
        self.rising_on = Activity(plot, self.first_bar, pair.rising, "ramp", f"{Y1} on")
        self.falling_on = Activity(
            plot, self.second_bar, pair.falling, "second", f"{Y2} on", dash=DASHED
        )
        heading, first, second = self.two
        self.play(mn.Create(self.rising), mn.FadeIn(heading, first), run_time=1.4)
        self.play(
            mn.FadeIn(self.wake, scale=2), mn.FadeIn(self.names[0], self.rising_on), run_time=0.6
        )
        self.play(mn.Create(self.falling), mn.FadeIn(second), run_time=1.4)
        self.play(
            mn.FadeIn(self.sleep, scale=2), mn.FadeIn(self.names[1], self.falling_on), run_time=0.6
        )

    def name_of(self, markup: str, ramp: PiecewiseGraph, *sides: int) -> mn.VMobject:
        """A name above a ramp, near where it leaves the window and clear of the axis."""
        plot, label = self.plot, self.typeset(markup)
        (low, high), places = plot.x_range, []
        for side in sides:
            edge, inward = (high, low - high) if side > 0 else (low, high - low)
            places += [edge + share * inward for share in (0.1, 0.13, 0.16, 0.19)]
        return put_clear(
            label,
            [beside(label, plot, ramp.function, x)[1] for x in places],
            within=plot.window,
            paths=plot.upright_axis,
        )

    def name_along(
        self, markup: str, curve: PiecewiseGraph, *others: PiecewiseGraph
    ) -> mn.VMobject:
        """A name beside a curve, near its middle and clear of other curves."""
        plot, label = self.plot, self.typeset(markup)
        low, high = plot.x_range
        middle_first = sorted(np.linspace(low, high, 41), key=lambda x: abs(x - (low + high) / 2))
        spots = [spot for x in middle_first for spot in beside(label, plot, curve.function, x)]
        curves = [path for graph in (curve, *others) for path in graph.paths]
        paths = [plot.level(0.0), *curves, *plot.upright_axis]
        return put_clear(label, spots, within=plot.window, paths=paths)

    def stack_one_on_the_other(self) -> None:
        pair, plot = self.model, self.plot
        self.beat(
            "Their sum is often called a tent. Let us look: at every x, "
            "lay the second height on top of the first.",
            "stack",
        )
        first, second = pair.rising.function, pair.falling.function
        ground, slab = Area(plot, first, "ramp"), Slab(plot, second, "second")
        self.layers = mn.VGroup(ground, slab)
        self.total = PiecewiseGraph(plot, second, "total", width=STROKES.strong)
        self.play(
            self.slip_under(self.layers, self.rising),
            mn.FadeIn(*self.sum.headings, self.sum.lines[0]),
            run_time=0.8,
        )
        self.play(mn.FadeIn(self.total), *map(mn.FadeOut, self.names), run_time=0.5)
        self.play(
            Morph(slab, lambda share: first * share),
            Morph(self.total, lambda share: first * share + second),
            run_time=2.6,
        )
        self.total_dots = [KinkDot(plot, x, pair.added(x), "total") for x in pair.added.kinks]
        self.sum_name = self.name_of(f"#total[{SUM}]", self.total, 1, -1)
        kinks = [mn.FadeIn(dot, scale=2) for dot in self.total_dots]
        self.play(*kinks, mn.FadeIn(self.sum_name), run_time=0.5)

    def watch_one_gain_what_the_other_loses(self) -> None:
        pair, plot = self.model, self.plot
        self.beat(
            f"Between {self.written.about(pair.left)} and {self.written.about(pair.right)}, "
            "one gains what the other loses: "
            f"the sum stays at {self.written.about(pair.floor)}.",
            "floor",
        )
        start, end = padded(pair.left, pair.right, -0.2)
        heights = Notation.of([float(pair.rising(end)), float(pair.falling(end)), pair.floor])
        self.stack = Stack(
            plot,
            pair.rising.function,
            pair.falling.function,
            ("ramp", "second", "total"),
            start,
            span=(pair.left, pair.right),
            names=("y1", "y2", "sum"),
            notation=heights,
            digits=heights.digits([pair.floor]),
        )
        entrance = self.slip_under(self.stack, self.total)
        self.play(entrance, self.layers.animate.set_opacity(0.08), run_time=0.8)
        self.play(Morph(self.stack, lambda share: mn.interpolate(start, end, share)), run_time=2.8)

    def read_off_the_basin(self) -> None:
        pair = self.model
        self.beat(
            "Read it off the picture: it falls, stays flat, and rises. A basin, not a tent.",
            "basin",
        )
        self.sum_regimes = self.regimes(
            [regime.added_line for regime in pair.regimes], ("second", "total", "ramp")
        )
        self.play(
            *[mn.FadeOut(mobject) for mobject in (self.stack, self.layers)],
            *[c.animate.set_stroke(opacity=DIMMED) for c in (self.rising, self.falling)],
            run_time=0.8,
        )
        for regime in self.sum_regimes.regimes:
            self.play(
                self.slip_under(regime.band, self.plot),
                mn.FadeIn(regime.inscription),
                run_time=0.9,
            )
        self.play(mn.FadeIn(self.sum.lines[1]), run_time=0.6)

    def regimes(self, lines: list[Line], roles: tuple[str, str, str]) -> Regimes:
        """The bands of the three regimes in the colours of who is on, with their lines."""
        stretches = [
            Stretch(regime.low, regime.high, role, f"${line_markup(*line, self.written)}$")
            for regime, line, role in zip(self.model.regimes, lines, roles, strict=True)
        ]
        return Regimes(self.plot, self.formula_row, stretches)

    def write_down_what_is_described(self) -> None:
        pair, plot = self.model, self.plot
        self.beat(
            "Some describe it as zero at first, then a rise, then flat. That is another curve.",
            "described",
        )
        self.difference_regimes = self.regimes(
            [regime.subtracted_line for regime in pair.regimes], ("muted", "ramp", "total")
        )
        leaving = [self.total, *self.total_dots, self.sum_name]
        leaving += [self.falling, self.sleep, self.falling_on]
        self.play(
            *[mn.FadeOut(mobject) for mobject in leaving],
            mn.VGroup(self.sum, self.two.lines[1]).animate.set_opacity(DIMMED),
            run_time=0.8,
        )
        pairs = zip(self.sum_regimes.regimes, self.difference_regimes.regimes, strict=True)
        for before, after in pairs:
            self.play(mn.FadeOut(before.inscription), run_time=0.3)
            self.play(
                mn.FadeOut(before.band),
                self.slip_under(after.band, self.plot),
                mn.FadeIn(after.inscription),
                run_time=0.6,
            )
        self.described = PiecewiseGraph(plot, pair.subtracted, "target", dash=DASHED)
        self.described_name = self.name_along("#target[as described]", self.described, self.rising)
        self.play(self.slip_under(self.described, self.wake, by=mn.Create), run_time=1.2)
        self.play(mn.FadeIn(self.described_name), run_time=0.5)

    def take_the_ramp_away_again(self) -> None:
        pair, plot = self.model, self.plot
        self.beat(
            f"To get it, move a copy of the ramp on to {self.written.about(pair.right)}, and "
            f"subtract that: the rest levels off at {self.written.about(pair.floor)}.",
            "subtract",
        )
        self.move_a_copy()
        rising, stopper = pair.rising.function, pair.stopper.function
        surplus = Area(
            plot, rising, "ramp", floor=pair.subtracted, domain=(pair.right, plot.x_range[1])
        )
        self.total = PiecewiseGraph(plot, rising, "total", width=STROKES.strong)
        self.add(self.wake)  # in front of what passes over the first ramp
        entrances = self.slip_under(surplus, self.rising), self.slip_under(self.total, self.wake)
        self.play(*entrances, run_time=0.6)
        self.play(
            *[Morph(it, lambda share: rising - stopper * share) for it in (self.total, surplus)],
            run_time=2.2,
        )
        self.remove(surplus)
        self.stop = KinkDot(plot, pair.right, pair.floor, "total")
        self.play(
            mn.FadeOut(self.described),
            mn.FadeIn(self.stop, scale=2),
            mn.FadeIn(self.difference.lines[1]),
            run_time=0.6,
        )

    def move_a_copy(self) -> None:
        """Move a copy of the first ramp along the axis, and say how far it went."""
        pair, plot = self.model, self.plot
        self.copy_curve = PiecewiseGraph(plot, pair.rising.function, "ramp", dash=DOTTED)
        start = KinkDot(plot, pair.left, 0.0, "ramp")
        self.copy_on = Activity(plot, self.second_bar, pair.stopper, "ramp", "copy on", dash=DOTTED)
        self.play(
            self.rising.animate.set_stroke(opacity=1),
            mn.FadeIn(self.names[0], self.copy_curve, start),
            mn.FadeOut(self.described_name),
            run_time=0.6,
        )

        def place(share: float) -> float:
            return float(mn.interpolate(pair.left, pair.right, share))

        self.play(
            Morph(self.copy_curve, lambda share: Neuron.breaking_at(place(share), 1.0).function),
            Morph(start, lambda share: (place(share), 0.0)),
            run_time=1.6,
        )
        height = float(pair.stopper(plot.x_range[1])) / 2
        self.shift = Shift(
            plot, pair.left + height, pair.right + height, height, "ramp", self.written
        )
        self.play(
            mn.FadeIn(self.shift, self.copy_on),
            mn.FadeIn(*self.difference.headings, self.difference.lines[0]),
            run_time=0.8,
        )

    def put_both_side_by_side(self) -> None:
        self.beat("So one is a basin, the other a ramp that stops. Neither is a tent.", "neither")
        self.cards = basin, stopped, _ = self.three_cards()
        self.aside = (stopped.plot.window.center - basin.plot.window.center) / 2
        mn.VGroup(basin, stopped).shift(self.aside)  # in the middle, until the third comes
        rest = [m for m in self.mobjects if m not in (self.question, self.total)]
        self.play(*[mn.FadeOut(mobject) for mobject in rest], run_time=0.8)
        frame = mn.VGroup(stopped.plot, stopped.parts, stopped.title, stopped.name_below)
        self.play(
            self.slip_under(frame, self.total),
            mn.ReplacementTransform(self.total, stopped.results[0]),
            run_time=1.2,
        )
        self.play(mn.FadeIn(*stopped.kinks), self.draw_card(basin), run_time=1.8)

    def draw_card(self, card: PlotCard) -> mn.AnimationGroup:
        """The animation in which a card appears, then its curve, then the kinks."""
        return mn.Succession(
            mn.FadeIn(card.plot, card.parts, card.title, card.name_below, run_time=0.6),
            mn.Create(card.results[0]),
            mn.AnimationGroup(*[mn.FadeIn(dot, scale=2) for dot in card.kinks], run_time=0.4),
        )

    def three_cards(self) -> list[PlotCard]:
        """The basin, the ramp that stops, and the tent, each over what it is made of."""
        pair, plot = self.model, self.plot
        kinks, levels = np.array([pair.left, pair.right]), np.array([0.0, pair.floor])
        cards = plot_cards(
            [
                (SUM, "a basin"),
                (self.difference_markup, "a ramp that stops"),
                (f"$min({Y1}, {Y2})$", "#total[a tent]"),
            ],
            self.theme,
            self.layout.main,
            plot.x_range,
            plot.y_range,
            kinks,
            [levels, levels, np.array([0.0, pair.tent.height])],
            self.written,
        )
        falling, copy = (pair.falling, "second", DASHED), (pair.stopper, "ramp", DOTTED)
        results = (pair.added, pair.subtracted, pair.tent.function)
        others = (falling, copy, falling)
        for card, (other, role, dash), result in zip(cards, others, results, strict=True):
            card.draw(pair.rising.function, "ramp", faint=True)
            card.draw(other.function, role, dash, faint=True)
            card.draw(result, "total")
        return cards

    def hint_at_the_tent(self) -> None:
        self.beat(
            "The lower of the two ramps is a tent. It bends three times; "
            "a sum of two neurons bends only twice.",
            "tent",
        )
        basin, stopped, tent = self.cards
        self.play(mn.VGroup(basin, stopped).animate.shift(-self.aside), run_time=1.0)
        self.play(self.draw_card(tent), run_time=2.0)
