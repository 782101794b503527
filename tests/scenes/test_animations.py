"""Values change little by little, and things come and go, as their share of the time says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import manim as mn
import numpy as np
import pytest

from relu_anim import Neuron, PiecewiseLinear
from scenes.mobjects.animations import Morph
from scenes.mobjects.live import Live
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import DARK
from tests.scenes.pane import Pane

PLOT = Pane()


class Spot(mn.Dot, Live[tuple[float, float]]):
    def set_value(self, value: tuple[float, float]) -> Self:
        self.move_to(PLOT.point(*value))
        return self


def level(height: float) -> PiecewiseLinear:
    return PiecewiseLinear.constant(height)


def height_of(graph: PiecewiseGraph) -> float:
    """How high a level graph is drawn, in data units."""
    heights = PLOT.data_of(graph.points)[:, 1]
    assert np.ptp(heights) < 1e-12
    return float(heights[0])


@pytest.fixture
def graph() -> PiecewiseGraph:
    return PiecewiseGraph(PLOT, level(0.9), "total")


def played(*animations: mn.Animation, run_time: float) -> mn.Scene:
    scene = mn.Scene(skip_animations=True)
    scene.play(*animations, run_time=run_time)
    return scene


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_morph_shows_what_its_function_says_of_the_share(
    graph: PiecewiseGraph, share: float
) -> None:
    morph = Morph(graph, lambda s: level(0.2 + 0.4 * s), rate_func=mn.linear)
    morph.begin()
    morph.interpolate(share)
    assert height_of(graph) == pytest.approx(0.2 + 0.4 * share)


@pytest.mark.parametrize("rate", [mn.smooth, mn.linear, mn.rush_into, mn.there_and_back])
def test_a_morph_goes_at_the_pace_of_its_rate_function(
    graph: PiecewiseGraph, rate: Callable[[float], float]
) -> None:
    morph = Morph(graph, level, rate_func=rate)
    morph.begin()
    for alpha in (0.1, 0.5, 0.7):
        morph.interpolate(alpha)
        assert height_of(graph) == pytest.approx(float(rate(alpha)))
    morph.finish()
    assert height_of(graph) == pytest.approx(float(rate(1.0)))


def test_a_morph_ends_exactly_on_its_end_and_leaves_nothing_behind(graph: PiecewiseGraph) -> None:
    end = Neuron(1.0, -0.2).function
    graph.follow(lambda: level(0.7))
    scene = played(Morph(graph, lambda share: end if share == 1 else level(share)), run_time=0.5)
    assert graph.function is end
    assert not graph.updaters
    assert not graph.updating_suspended
    assert scene.mobjects == [graph]
    scene.wait(0.2)
    assert graph.function is end


def test_a_morph_lasts_as_long_as_it_is_told_to(graph: PiecewiseGraph) -> None:
    assert Morph(graph, level, run_time=3.0).run_time == 3.0
    assert played(Morph(graph, level), run_time=1.4).duration == pytest.approx(1.4)


def test_morphs_that_are_played_together_show_the_same_moment(graph: PiecewiseGraph) -> None:
    other, shares = Spot(), []

    def place(share: float) -> tuple[float, float]:
        shares.append((height_of(graph), share))
        return share, 0.5

    morphs: list[mn.Animation] = [Morph(graph, level), Morph(other, place)]
    for morph in morphs:
        morph.begin()
    for alpha in (0.3, 0.6):
        for morph in morphs:
            morph.interpolate(alpha)
    assert [height for height, _ in shares] == pytest.approx([share for _, share in shares])
    assert PLOT.data_of(other.get_center()[None])[0] == pytest.approx([mn.smooth(0.6), 0.5])


def test_a_group_of_animations_morphs_one_thing_after_the_other(graph: PiecewiseGraph) -> None:
    other = PiecewiseGraph(PLOT, level(0.9), "total")
    morphs = [Morph(thing, level, rate_func=mn.linear) for thing in (graph, other)]
    group = mn.AnimationGroup(*morphs, lag_ratio=1.0)
    group.begin()
    group.interpolate(0.25)
    assert (height_of(graph), height_of(other)) == pytest.approx((0.5, 0.0))
    group.interpolate(0.75)
    assert (height_of(graph), height_of(other)) == pytest.approx((1.0, 0.5))
    group.finish()
    assert (height_of(graph), height_of(other)) == pytest.approx((1.0, 1.0))


def test_a_morph_is_played_beside_other_animations(graph: PiecewiseGraph) -> None:
    square, number = mn.Square(), LiveNumber(0.0, Notation(2), DARK, 0.4)
    played(
        Morph(graph, level), mn.FadeIn(square), Morph(number, lambda share: 3 * share), run_time=0.4
    )
    assert height_of(graph) == pytest.approx(1.0)
    assert number.text == "3.00"


def test_what_follows_a_source_shows_it_at_once_and_in_every_frame(graph: PiecewiseGraph) -> None:
    height = mn.ValueTracker(0.25)
    assert graph.follow(lambda: level(height.get_value())) is graph
    assert height_of(graph) == pytest.approx(0.25)
    height.set_value(0.75)
    graph.update()
    assert height_of(graph) == pytest.approx(0.75)


def test_a_copy_that_follows_moves_itself_and_not_what_it_was_copied_from() -> None:
    dot = Spot().follow(lambda: (0.5, 0.5))
    copy = dot.copy().shift(mn.RIGHT)
    before = dot.get_center()
    copy.update()
    assert copy.get_center() == pytest.approx(before)
