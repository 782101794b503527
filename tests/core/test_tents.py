"""The tent: the minimum of two ramps, two hidden layers, or three kinks in one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from relu_anim import Neuron, Tent, minimum
from tests.core.strategies import close, heights, increasing, spread, tents

DESIGN = Tent(0.2, 0.5, 0.8, 0.3)


def three_kinks(tent: Tent, x: np.ndarray) -> np.ndarray:
    """The general tent of the design, written out."""
    a, m, b, height = tent.left, tent.peak, tent.right, tent.height
    up, down = height / (m - a), height / (b - m)
    ramp_a, ramp_m, ramp_b = (np.maximum(0, x - kink) for kink in (a, m, b))
    return np.asarray(up * ramp_a - (up + down) * ramp_m + down * ramp_b)


def test_the_tent_of_the_two_printed_neurons_peaks_at_one_half_with_height_0_3() -> None:
    x = np.linspace(-1, 2, 601)
    smaller = np.minimum(np.maximum(0, x - 0.2), np.maximum(0, 0.8 - x))
    np.testing.assert_allclose(DESIGN(x), smaller, atol=1e-15)
    assert DESIGN(0.5) == 0.3


def test_the_printed_neurons_are_its_activator_and_deactivator() -> None:
    for neuron, weight, bias in ((DESIGN.activator, 1, -0.2), (DESIGN.deactivator, -1, 0.8)):
        assert (neuron.weight, neuron.bias) == pytest.approx((weight, bias), rel=1e-15)


def test_it_is_y1_less_relu_of_y1_less_y2() -> None:
    x = np.linspace(-1, 2, 601)
    y1, y2 = np.maximum(0, x - 0.2), np.maximum(0, -x + 0.8)
    np.testing.assert_allclose(DESIGN(x), y1 - np.maximum(0, y1 - y2), atol=1e-15)


def test_in_one_layer_it_takes_three_kinks_with_weights_1_minus_2_and_1() -> None:
    layer = DESIGN.in_one_layer()
    assert [c for c, _ in layer.units] == pytest.approx([1, -2, 1], rel=1e-15)
    assert [unit for _, unit in layer.units] == [Neuron(1, -0.2), Neuron(1, -0.5), Neuron(1, -0.8)]
    assert (layer.size, layer.function.kinks.size) == (3, 3)


@given(tents())
def test_every_tent_is_numpys_interpolation_of_its_corners(tent: Tent) -> None:
    x = spread(tent.function)
    corners = [tent.left, tent.peak, tent.right], [0, tent.height, 0]
    np.testing.assert_allclose(tent(x), np.interp(x, *corners), rtol=1e-9, atol=1e-10)


@given(tents())
def test_every_tent_is_the_formula_of_three_kinks_for_every_x(tent: Tent) -> None:
    x = spread(tent.function)
    np.testing.assert_allclose(tent(x), three_kinks(tent, x), rtol=1e-7, atol=1e-6)
    np.testing.assert_allclose(tent.in_one_layer()(x), three_kinks(tent, x), rtol=1e-9, atol=1e-7)


@given(tents())
def test_every_tent_is_the_minimum_of_its_neurons(tent: Tent) -> None:
    x = spread(tent.function)
    smaller = np.minimum(tent.activator(x), tent.deactivator(x))
    np.testing.assert_allclose(tent(x), tent.sign * smaller, rtol=1e-7, atol=1e-8)
    lesser = minimum(tent.activator.function, tent.deactivator.function)
    assert close(tent.function, tent.sign * lesser, 1e-7)


@given(tents())
def test_every_tent_is_what_two_hidden_layers_put_out(tent: Tent) -> None:
    network = tent.in_two_layers()
    x = spread(tent.function)
    np.testing.assert_allclose(network(x[:, np.newaxis])[:, 0], tent(x), rtol=1e-7, atol=1e-7)
    assert close(tent.function, network.curves[-1].column(0), 1e-7)
    assert network.sizes == (1, 2, 2, 1)


@given(tents())
def test_the_second_layer_is_fed_the_difference_and_keeps_the_overlap(tent: Tent) -> None:
    x = spread(tent.function)
    difference = tent.activator(x) - tent.deactivator(x)
    np.testing.assert_allclose(tent.difference(x), difference, rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(tent.overlap(x), np.maximum(0, difference), rtol=1e-7, atol=1e-7)
    assert tent.overlap(tent.peak) == pytest.approx(0, abs=1e-9)


def test_a_thousand_tents_get_their_corners_back_exactly_from_their_neurons() -> None:
    hundredths = np.random.default_rng(5).integers(-300, 300, (1000, 4))
    for left, peak, right, height in hundredths / 100:
        left, peak, right = sorted({left, peak + 6.01, right + 12.03})
        tent = Tent(left, peak, right, height or 1.0)
        activator, deactivator = tent.activator, tent.deactivator
        assert (activator.break_point, deactivator.break_point) == (left, right)
        assert activator.function.kinks.tolist() == [left]
        assert deactivator.function.kinks.tolist() == [right]
        assert tent.difference.kinks.tolist() == [left, right]
        assert tent.in_one_layer().function.kinks.tolist() == [left, peak, right]


@given(tents())
def test_a_tent_is_alive_exactly_in_its_area_of_effect(tent: Tent) -> None:
    low, high = tent.area_of_effect
    inside = np.linspace(low, high, 50)[1:-1]
    assert (tent.activator(inside) > 0).all()
    assert (tent.deactivator(inside) > 0).all()
    assert (tent(inside) != 0).all()
    assert tent(np.array([low - 5, low, high, high + 5])).tolist() == [0, 0, 0, 0]


@given(tents())
def test_the_slopes_are_the_finite_differences_of_the_sides(tent: Tent) -> None:
    left, right = tent.peak - tent.left, tent.right - tent.peak
    rise = (tent(tent.left + 0.75 * left) - tent(tent.left + 0.25 * left)) / (0.5 * left)
    fall = (tent(tent.peak + 0.75 * right) - tent(tent.peak + 0.25 * right)) / (0.5 * right)
    assert tent.rising_slope == pytest.approx(rise, rel=1e-9)
    assert tent.falling_slope == pytest.approx(fall, rel=1e-9)


@given(increasing(3, 3), heights.filter(lambda height: abs(height) > 0.01))
def test_flipping_the_height_flips_the_tent_and_keeps_its_neurons(
    corners: list[float], height: float
) -> None:
    left, peak, right = corners
    tent, flipped = Tent(left, peak, right, height), Tent(left, peak, right, -height)
    assert close(flipped.function, -tent.function, 0)
    assert (flipped.activator, flipped.deactivator) == (tent.activator, tent.deactivator)
    assert flipped.sign == -tent.sign


@pytest.mark.parametrize("size", [1e-12, 1e-6, 1e6, 1e12])
def test_tents_of_any_size_have_three_kinks_in_every_form(size: float) -> None:
    tent = Tent(-size, 0.25 * size, 3 * size, -size)
    forms = [tent.function, tent.in_one_layer().function, tent.in_two_layers().curves[-1].column(0)]
    for form in forms:
        np.testing.assert_allclose(form.kinks / size, [-1, 0.25, 3], atol=1e-12)
        np.testing.assert_allclose(form(form.kinks) / size, [0, -1, 0], atol=1e-12)


def test_its_numbers_are_plain_floats() -> None:
    tent = Tent(np.float64(0), np.float64(1), 3, np.int64(2))  # type: ignore[arg-type]
    numbers = (tent.left, tent.height, tent.sign, tent.rising_slope, tent(1.0), tent.falling_slope)
    assert {type(number) for number in numbers} == {float}
    assert tent == Tent(0, 1, 3, 2)


@pytest.mark.parametrize(
    "corners", [(0.8, 0.5, 0.2), (0.2, 0.2, 0.8), (0.2, 0.8, 0.8), (0.2, 0.9, 0.8), (0, 0, 0)]
)
def test_corners_out_of_order_are_refused(corners: tuple[float, float, float]) -> None:
    given_corners = ", ".join(f"{corner:g}" for corner in corners)
    with pytest.raises(ValueError, match=f"^need left < peak < right, got {given_corners}$"):
        Tent(*corners, 0.3)


@pytest.mark.parametrize("name", ["left", "peak", "right", "height"])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_not_finite_are_refused(name: str, value: float) -> None:
    numbers = {"left": 0.2, "peak": 0.5, "right": 0.8, "height": 0.3}
    numbers[name] = value
    with pytest.raises(ValueError, match=f"^need a finite {name}, got"):
        Tent(**numbers)


def test_a_height_of_0_is_refused() -> None:
    with pytest.raises(ValueError, match="height other than 0"):
        Tent(0, 1, 2, 0)


@pytest.mark.parametrize("height", [1e308, 5e-324])
def test_sides_that_no_float_can_hold_are_refused(height: float) -> None:
    width = 1e-3 if height > 1 else 1e3
    with pytest.raises(ValueError, match=r"^need sides"):
        Tent(-width, 0, width, height)
