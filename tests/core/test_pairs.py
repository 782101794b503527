"""The printed pair of neurons makes a basin, or a ramp that stops, and neither is a tent."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import NeuronPair, SeriesPair
from tests.core.strategies import increasing

PRINTED = NeuronPair(0.2, 0.8)
EVERYWHERE = np.linspace(-3, 4, 1401)


def test_the_printed_neurons_have_the_printed_weights_and_biases() -> None:
    assert (PRINTED.rising.weight, PRINTED.rising.bias) == (1.0, -0.2)
    assert (PRINTED.falling.weight, PRINTED.falling.bias) == (-1.0, 0.8)


def test_added_they_make_a_basin_with_a_floor_of_0_6() -> None:
    x = EVERYWHERE
    expected = np.maximum(0, x - 0.2) + np.maximum(0, -x + 0.8)
    np.testing.assert_allclose(PRINTED.added(x), expected, atol=1e-14)
    floor = PRINTED.added(np.linspace(0.2, 0.8, 61))
    np.testing.assert_allclose(floor, 0.6, atol=1e-15)
    assert PRINTED.added(EVERYWHERE).min() == pytest.approx(0.6, abs=1e-15)


def test_added_they_fall_on_the_left_and_rise_on_the_right() -> None:
    assert PRINTED.added(-1.0) == pytest.approx(0.8 - -1)
    assert PRINTED.added(2.0) == pytest.approx(2 - 0.2)
    assert PRINTED.added.slopes.tolist() == [-1.0, 0.0, 1.0]


def test_subtracted_they_make_a_ramp_that_stops_at_0_6() -> None:
    x = EVERYWHERE
    expected = np.maximum(0, x - 0.2) - np.maximum(0, x - 0.8)
    np.testing.assert_allclose(PRINTED.subtracted(x), expected, atol=1e-14)
    np.testing.assert_allclose(PRINTED.subtracted(x[x >= 0.8]), 0.6, atol=1e-15)
    assert PRINTED.subtracted(x[x <= 0.2]).any() == np.False_


@given(increasing(2, 2))
def test_neither_sum_is_a_tent(ends: list[float]) -> None:
    pair = NeuronPair(*ends)
    middle = (pair.left + pair.right) / 2
    far = np.array([pair.left - 100, pair.right + 100])
    assert pair.added(far).min() > pair.added(middle)
    assert pair.subtracted(float(far[1])) > pair.subtracted(middle)


@given(increasing(2, 2))
def test_the_smaller_of_the_two_is_a_tent(ends: list[float]) -> None:
    pair = NeuronPair(*ends)
    x = np.linspace(pair.left - 5, pair.right + 5, 201)
    smaller = np.minimum(pair.rising(x), pair.falling(x))
    np.testing.assert_allclose(pair.tent(x), smaller, atol=1e-10)


def test_the_tent_of_the_printed_pair_peaks_at_one_half_with_height_0_3() -> None:
    assert (PRINTED.tent.peak, PRINTED.tent.height) == pytest.approx((0.5, 0.3))


@pytest.mark.parametrize(("left", "right"), [(0.8, 0.2), (0.5, 0.5)])
def test_a_pair_out_of_order_is_refused(left: float, right: float) -> None:
    with pytest.raises(ValueError, match=f"^need left < right, got {left}, {right}$"):
        NeuronPair(left, right)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_pair_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="need a finite"):
        NeuronPair(0.0, value)
    with pytest.raises(ValueError, match="need a finite"):
        SeriesPair(0.0, value)


series = st.tuples(st.floats(0, 10), st.floats(0.05, 10))


@given(series)
def test_in_series_they_make_a_ramp_that_stops(ends: tuple[float, float]) -> None:
    start, end = ends[0], sum(ends)
    x = np.linspace(0, end + 10, 401)
    expected = np.interp(x, [start, end], [0, 1])
    np.testing.assert_allclose(SeriesPair(start, end).function(x), expected, atol=1e-9)


@given(series, st.floats(-10, 20))
def test_in_series_one_neuron_feeds_the_other(ends: tuple[float, float], x: float) -> None:
    pair = SeriesPair(ends[0], sum(ends))
    assert pair.second(pair.first(x)) == pytest.approx(pair.function(x), rel=1e-9, abs=1e-8)


@pytest.mark.parametrize(("start", "end"), [(-0.5, 1), (1, 1), (2, 1)])
def test_a_pair_in_series_that_does_not_rise_right_of_0_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"^need 0 <= start < end, got {start}, {end}$"):
        SeriesPair(start, end)
