"""ReLU and the neuron: one break point, one ramp."""

from __future__ import annotations

import json
import math
import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Neuron, PiecewiseLinear, relu
from tests.core.strategies import places, slopes

weights = slopes.filter(lambda weight: abs(weight) > 1e-3)


def test_relu_stops_negative_numbers_and_passes_the_others() -> None:
    inputs = np.array([-2.0, -0.5, 0.0, 1.5, 3.0])
    assert relu(inputs).tolist() == [0.0, 0.0, 0.0, 1.5, 3.0]


def test_relu_of_a_number_is_a_plain_float() -> None:
    assert type(relu(np.float64(2.5))) is float
    assert json.dumps(relu(-2)) == "0.0"


@pytest.mark.parametrize("shape", [(0,), (3,), (2, 3), (2, 1, 4)])
def test_relu_keeps_the_shape_of_its_input(shape: tuple[int, ...]) -> None:
    assert relu(np.ones(shape)).shape == shape


def test_relu_never_returns_minus_zero() -> None:
    assert not np.signbit(relu(np.array([-0.0, -1.0, 0.0]))).any()
    assert math.copysign(1, relu(-0.0)) == 1


def test_relu_lets_nan_through_rather_than_hiding_it() -> None:
    assert math.isnan(relu(math.nan))


@pytest.mark.parametrize(
    ("weight", "bias", "where"),
    [(1, 0, 0), (1, -1, 1), (1, 1, -1), (2, -1, 0.5), (2, 1, -0.5), (-1, 0.8, 0.8)],
)
def test_a_neuron_breaks_at_minus_bias_over_weight(
    weight: float, bias: float, where: float
) -> None:
    assert Neuron(weight, bias).break_point == where


def test_a_break_point_at_zero_is_not_minus_zero() -> None:
    assert math.copysign(1, Neuron(1, 0).break_point or 0.0) == 1
    assert str(Neuron(1, 0).break_point) == "0.0"


@pytest.mark.parametrize(("bias", "level"), [(0.7, 0.7), (-0.7, 0.0), (0.0, 0.0)])
def test_a_neuron_of_weight_0_is_a_constant_without_a_break_point(
    bias: float, level: float
) -> None:
    neuron = Neuron(0, bias)
    assert neuron.break_point is None
    assert neuron(np.array([-5.0, 0.0, 5.0])).tolist() == [level] * 3
    assert neuron.function.kinks.size == 0


@given(weights, slopes)
def test_the_slope_is_the_weight_on_the_active_side_and_0_on_the_other(
    weight: float, bias: float
) -> None:
    neuron = Neuron(weight, bias)
    at = -bias / weight
    right = (neuron(at + 2.0) - neuron(at + 1.0)) / 1.0
    left = (neuron(at - 1.0) - neuron(at - 2.0)) / 1.0
    active, quiet = (right, left) if weight > 0 else (left, right)
    assert active == pytest.approx(weight, rel=1e-9)
    assert quiet == 0.0


@given(slopes, slopes, places)
def test_a_neuron_is_the_maximum_of_0_and_its_line(weight: float, bias: float, x: float) -> None:
    assert Neuron(weight, bias)(x) == max(0.0, weight * x + bias)


@given(weights, slopes)
def test_the_function_of_a_neuron_is_its_ramp(weight: float, bias: float) -> None:
    neuron = Neuron(weight, bias)
    x = np.linspace(-60, 60, 241)
    np.testing.assert_allclose(neuron.function(x), neuron(x), rtol=1e-9, atol=1e-9)


@given(weights, places)
def test_a_neuron_that_was_given_its_break_point_keeps_it_exactly(weight: float, x: float) -> None:
    neuron = Neuron.breaking_at(x, weight)
    assert neuron.break_point == x
    assert neuron.function.kinks.tolist() == [x]
    assert pickle.loads(pickle.dumps(neuron)).break_point == x  # noqa: S301 - our own bytes
    assert neuron.bias / -weight == pytest.approx(x, rel=1e-15, abs=1e-300)


@given(weights, places)
def test_neurons_of_the_same_weight_and_bias_are_equal_however_they_were_made(
    weight: float, x: float
) -> None:
    given_place, given_bias = Neuron.breaking_at(x, weight), Neuron(weight, -weight * x)
    assert given_place == given_bias
    assert hash(given_place) == hash(given_bias)
    assert repr(given_place) == f"Neuron(weight={weight!r}, bias={given_bias.bias!r})"


def test_a_neuron_that_gets_another_bias_breaks_elsewhere() -> None:
    assert replace(Neuron.breaking_at(0.3, 2.0), bias=-1.0).break_point == 0.5


def test_a_mirrored_weight_mirrors_the_ramp() -> None:
    x = np.linspace(-3, 3, 61)
    np.testing.assert_array_equal(Neuron(-2, 1)(x), Neuron(2, 1)(-x))


def test_numpy_numbers_and_integers_become_plain_floats() -> None:
    neuron = Neuron(np.float64(2), np.int64(-1))  # type: ignore[arg-type]
    assert [type(value) for value in (neuron.weight, neuron.bias, neuron.break_point)] == [
        float
    ] * 3
    assert neuron == Neuron(2.0, -1.0)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "2", None, [1.0], 1j])
def test_a_neuron_refuses_what_is_not_a_finite_number(value: object) -> None:
    with pytest.raises(ValueError, match=r"^need a (finite weight|number for weight), got"):
        Neuron(value, 0.0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="bias"):
        Neuron(1.0, value)  # type: ignore[arg-type]


def test_a_neuron_refuses_a_break_point_beyond_all_floats() -> None:
    with pytest.raises(ValueError, match="need a weight further from 0"):
        Neuron(1e-300, 1e300)


def test_breaking_at_refuses_a_weight_of_0() -> None:
    with pytest.raises(ValueError, match="need a weight other than 0"):
        Neuron.breaking_at(1.0, 0.0)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_relu_agrees_with_pythons_max(z: float) -> None:
    assert relu(z) == max(0.0, z)


def test_the_ramp_of_a_neuron_has_one_knot_only() -> None:
    ramp = Neuron(2, -1).function
    assert isinstance(ramp, PiecewiseLinear)
    assert (ramp.knots.tolist(), ramp.left_slope, ramp.right_slope) == ([0.5], 0.0, 2.0)
