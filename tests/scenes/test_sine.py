"""The sine clip's sum is np.interp, and its numbers are the errors of the design."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.catalogue.options.expressions import Target
from scenes.mobjects.plots.areas import HatRow, Residual
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform

FINE = np.linspace(0.0, 1.0, 200_001)


def check(shown: Performance, text: str, segments: int, domain: tuple[float, float]) -> None:
    target = Target(text)
    knots = np.linspace(*domain, segments + 1)
    moment = shown.moments["error"]
    if curves := moment.curves_in(DARK.total):
        (corners,) = curves[0].pieces
        expected = np.interp(corners[:, 0], knots, target(knots))
        scale = np.abs(target(knots)).max()
        np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-9 * scale)
    x = domain[0] + FINE * (domain[1] - domain[0])
    worst = np.abs(target(x) - np.interp(x, knots, target(knots))).max()
    assert moment.numbers["largest error"] == pytest.approx(worst, abs=6e-4)


def test_eight_segments_of_the_sine_miss_by_0_070() -> None:
    shown = perform("sine")
    check(shown, "sin(2*pi*x)", 8, (0.0, 1.0))
    moment = shown.moments["error"]
    assert moment.numbers == {"tents": 6.0, "largest error": 0.070}  # the design's, to 3 decimals
    assert "of 6" in moment.texts
    numbers = shown.scene.clip.numbers(shown.scene.model)
    assert numbers["max_error"] == pytest.approx(0.070378, abs=5e-7)
    assert (numbers["segments"], numbers["tents"]) == (8, 6)


def test_the_live_error_is_right_after_every_tent_that_rises_alone() -> None:
    shown = perform("sine")
    heights = np.sin(2 * np.pi * np.linspace(0, 1, 9))
    for count, beat in ((1, "tent-1"), (2, "tent-2")):
        raised = np.where(np.arange(9) <= count, heights, 0.0)
        missing = np.sin(2 * np.pi * FINE) - np.interp(FINE, np.linspace(0, 1, 9), raised)
        worst = np.abs(missing).max()
        assert shown.moments[beat].numbers == {
            "tents": count,
            "largest error": pytest.approx(worst, abs=6e-4),
        }


def test_two_segments_of_the_sine_need_no_tent_and_say_so() -> None:
    shown = perform("sine", {"segments": 2})
    assert shown.moments["error"].numbers["largest error"] == 1.0
    assert "no tent" in shown.beats[-1].caption
    assert not [m for m in shown.moments["error"].pictures if isinstance(m, HatRow)]


def test_the_strip_at_the_foot_is_numbered_as_it_is_enlarged() -> None:
    moment = perform("sine").moments["error"]
    (residual,) = [m for m in moment.pictures if isinstance(m, Residual)]
    drawn = np.abs(residual.plot.data_of(residual.curve.points)[:, 1]).max()
    number = max(float(text) for text in moment.texts if text in ("0.1", "0.05", "0.01"))
    tick = residual.plot.y_ticks.max()
    assert drawn * number / tick == pytest.approx(0.070378, rel=1e-3)


def test_a_point_between_two_knots_is_the_sum_of_both_tents() -> None:
    scene = perform("sine").scene
    lower, upper = scene.stacked_bars(1)
    heights = np.sin(2 * np.pi * np.array([0.125, 0.25]))
    assert (lower.x, lower.low, lower.high) == pytest.approx((0.1875, 0.0, heights[0] / 2))
    assert (upper.low, upper.high) == pytest.approx((heights[0] / 2, heights.sum() / 2))


def test_the_last_picture_and_its_caption_tell_the_error_of_twice_the_pieces() -> None:
    shown = perform("sine")
    assert "0.019" in shown.beats[-1].caption  # 0.018846 of the design
    assert "0.019 with 16 pieces" in shown.moments["error"].texts


def test_the_last_picture_says_how_often_the_strip_is_enlarged() -> None:
    moment = perform("sine").moments["error"]
    (residual,) = [m for m in moment.pictures if isinstance(m, Residual)]
    assert residual.enlarged == 10
    assert any("enlarged 10 times" in text for text in moment.texts)


@settings(max_examples=4, deadline=None)
@given(
    st.sampled_from(["exp(-x)*cos(6*x)", "x**2 - 1", "abs(x)", "tanh(3*x)", "2", "sqrt(x+5)"]),
    st.integers(1, 40),
    st.tuples(st.integers(-40, 5), st.integers(7, 60)).map(
        lambda ends: (ends[0] / 10, ends[1] / 10)
    ),
)
def test_random_targets_are_met_at_every_knot(
    text: str, segments: int, domain: tuple[float, float]
) -> None:
    shown = perform("sine", {"target": text, "segments": segments, "domain": domain})
    check(shown, text, segments, domain)
