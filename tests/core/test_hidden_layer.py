"""One hidden layer can draw any piecewise-linear curve, with a unit for each kink."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import HiddenLayer, Neuron, PiecewiseLinear
from tests.core.strategies import functions, slopes, spread

units = st.lists(st.tuples(slopes, st.builds(Neuron, st.sampled_from([-2.0, 0.5, 1.0]), slopes)))


@given(slopes, units)
def test_a_layer_is_its_offset_plus_its_weighted_ramps(
    offset: float, ramps: list[tuple[float, Neuron]]
) -> None:
    x = np.linspace(-12, 12, 97)
    expected = offset + sum(
        c * np.maximum(0, neuron.weight * x + neuron.bias) for c, neuron in ramps
    )
    layer = HiddenLayer(offset, tuple(ramps))
    np.testing.assert_allclose(layer(x), expected * np.ones_like(x), rtol=1e-12, atol=1e-10)
    np.testing.assert_allclose(layer.function(x), expected * np.ones_like(x), rtol=1e-9, atol=1e-8)


@given(slopes, units)
def test_each_unit_adds_one_kink_at_most(offset: float, ramps: list[tuple[float, Neuron]]) -> None:
    layer = HiddenLayer(offset, tuple(ramps))
    assert layer.function.kinks.size <= layer.size


@given(slopes, units, st.floats(0, 5))
def test_the_first_units_are_those_before_and_a_share_of_the_one_at_work(
    offset: float, ramps: list[tuple[float, Neuron]], progress: float
) -> None:
    x, whole = np.linspace(-12, 12, 97), int(progress)
    before, after = (HiddenLayer(offset, tuple(ramps[:n]))(x) for n in (whole, whole + 1))
    expected = before + (progress - whole) * (after - before)
    layer = HiddenLayer(offset, tuple(ramps)).first(progress)
    np.testing.assert_allclose(layer(x), expected, rtol=1e-9, atol=1e-9)


@given(functions())
def test_every_function_comes_back_from_the_layer_that_draws_it(f: PiecewiseLinear) -> None:
    layer = HiddenLayer.from_function(f)
    x = spread(f)
    np.testing.assert_allclose(layer(x), f(x), rtol=1e-7, atol=1e-6)
    np.testing.assert_allclose(layer.function(x), f(x), rtol=1e-7, atol=1e-6)


@given(functions(), st.floats(-60, 60))
def test_a_layer_that_starts_somewhere_equals_the_function_from_there_on(
    f: PiecewiseLinear, start: float
) -> None:
    layer = HiddenLayer.from_function(f, start)
    x = spread(f)
    right = x[x >= start]
    np.testing.assert_allclose(layer(right), f(right), rtol=1e-7, atol=1e-6)
    assert layer(start - 3.0) == layer(start) == pytest.approx(f(start), abs=1e-9)


def test_a_layer_that_stops_somewhere_goes_on_straight() -> None:
    zigzag = PiecewiseLinear.through([(0, 0), (1, 1), (2, 0), (3, 5)])
    layer = HiddenLayer.from_function(zigzag, 0, 2)
    assert layer.size == 2
    assert layer(np.array([0.5, 1.0, 1.5, 2.0, 3.0])).tolist() == [0.5, 1.0, 0.5, 0.0, -1.0]


def test_a_function_that_slopes_on_its_left_takes_a_mirrored_ramp() -> None:
    valley = PiecewiseLinear.through([(1, 0)], left_slope=-1, right_slope=1)
    layer = HiddenLayer.from_function(valley)
    assert layer.units == ((1.0, Neuron(-1, 1)), (1.0, Neuron(1, -1)))


def test_constants_need_no_units_and_knots_that_are_no_kinks_get_none() -> None:
    assert HiddenLayer.from_function(PiecewiseLinear.constant(3)) == HiddenLayer(3.0, ())
    bent_twice = PiecewiseLinear.through([(0, 0), (1, 0), (2, 1)])
    assert HiddenLayer.from_function(bent_twice).size == 2


def test_a_layer_without_units_is_its_offset() -> None:
    assert HiddenLayer(0.5, ()).function(9.0) == 0.5
    assert HiddenLayer(0.5, ())(np.zeros((2, 2))).tolist() == [[0.5, 0.5]] * 2


def test_the_numbers_of_a_layer_are_plain_floats() -> None:
    layer = HiddenLayer.from_function(PiecewiseLinear.through([(0, 0), (1, 1)]))
    numbers = [layer.offset, layer(0.5)]
    numbers += [n for c, unit in layer.units for n in (c, unit.weight, unit.bias)]
    assert {type(number) for number in numbers} == {float}


def test_a_layer_refuses_numbers_that_are_not_finite() -> None:
    with pytest.raises(ValueError, match="finite offset"):
        HiddenLayer(math.nan, ())
    with pytest.raises(ValueError, match="finite output weight"):
        HiddenLayer(0, ((math.inf, Neuron(1, 0)),))


@given(slopes, units, functions())
def test_a_layer_after_a_curve_is_the_layer_of_its_heights(
    offset: float, ramps: list[tuple[float, Neuron]], inner: PiecewiseLinear
) -> None:
    layer, x = HiddenLayer(offset, tuple(ramps)), spread(inner)
    np.testing.assert_allclose(layer.after(inner)(x), layer(inner(x)), rtol=1e-7, atol=1e-6)
