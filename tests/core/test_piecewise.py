"""Piecewise-linear functions against np.interp, plain arithmetic and finite differences."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Neuron, PiecewiseLinear, Tent, minimum
from tests.core.strategies import close, functions, increasing, scales, slopes, spread

line, constant, through = PiecewiseLinear.line, PiecewiseLinear.constant, PiecewiseLinear.through


def zigzag() -> PiecewiseLinear:
    return through([(0, 1), (1, -1), (3, 2)], left_slope=-2, right_slope=0.5)


# Values


@given(functions())
def test_between_its_outer_knots_it_is_numpys_interpolation(f: PiecewiseLinear) -> None:
    x = np.linspace(f.knots[0], f.knots[-1], 101)
    np.testing.assert_allclose(f(x), np.interp(x, f.knots, f.values), rtol=1e-12, atol=1e-10)


@given(functions())
def test_at_its_knots_it_has_its_values_exactly(f: PiecewiseLinear) -> None:
    assert f(f.knots).tolist() == f.values.tolist()


@given(functions(), st.floats(0.1, 30))
def test_outside_it_goes_on_along_its_outer_slopes(f: PiecewiseLinear, far: float) -> None:
    first, last = f.knots[0], f.knots[-1]
    assert f(first - far) == pytest.approx(f.values[0] - far * f.left_slope, abs=1e-9)
    assert f(last + far) == pytest.approx(f.values[-1] + far * f.right_slope, abs=1e-9)


@given(functions())
def test_its_slopes_are_its_finite_differences(f: PiecewiseLinear) -> None:
    ends = [f.knots[0] - 2, *f.knots, f.knots[-1] + 2]
    for slope, low, high in zip(f.slopes, ends[:-1], ends[1:], strict=True):
        quarter = (high - low) / 4
        difference = (f(high - quarter) - f(low + quarter)) / (2 * quarter)
        assert difference == pytest.approx(slope, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("shape", [(), (0,), (4,), (2, 3), (1, 2, 3)])
def test_the_answer_has_the_shape_of_the_question(shape: tuple[int, ...]) -> None:
    assert np.shape(zigzag()(np.zeros(shape))) == shape


@pytest.mark.parametrize("x", [0, 0.5, np.float64(0.5), np.array(0.5)])
def test_a_number_is_answered_with_a_plain_float(x: float) -> None:
    assert type(zigzag()(x)) is float


def test_nan_is_answered_with_nan() -> None:
    assert np.isnan(zigzag()(np.array([0.0, math.nan]))).tolist() == [False, True]


def test_lines_and_constants_are_what_they_say() -> None:
    x = np.linspace(-9, 9, 37)
    np.testing.assert_allclose(line(-3, 0.25)(x), -3 * x + 0.25)
    assert constant(0.1)(x).tolist() == [0.1] * 37


# Kinks and corners


def test_kinks_are_the_knots_where_the_slope_changes() -> None:
    bent = through([(0, 0), (1, 1), (2, 2), (3, 0)], left_slope=1)
    assert bent.kinks.tolist() == [2.0, 3.0]


def test_lines_have_no_kinks() -> None:
    x = np.linspace(-7, 3, 41)
    straight = PiecewiseLinear(x, 0.3 * x + 0.1, 0.3, 0.3)
    assert straight.kinks.size == 0
    assert straight.simplified().knots.size == 1


@given(functions())
def test_corners_draw_the_graph_exactly(f: PiecewiseLinear) -> None:
    low, high = f.knots[0] - 1.5, f.knots[-1] + 2.5
    corners = f.corners(low, high)
    x = np.linspace(low, high, 201)
    np.testing.assert_allclose(np.interp(x, *corners.T), f(x), rtol=1e-9, atol=1e-9)
    assert corners[[0, -1], 0].tolist() == [low, high]
    assert set(corners[1:-1, 0]) == set(f.kinks)


def test_corners_hold_the_exact_values_of_the_kinks() -> None:
    corners = Tent(0.2, 0.5, 0.8, 0.3).function.corners(0, 1)
    assert corners.tolist() == [[0, 0], [0.2, 0], [0.5, 0.3], [0.8, 0], [1, 0]]


def test_corners_leave_out_kinks_that_are_not_strictly_inside() -> None:
    tent = Tent(0.2, 0.5, 0.8, 0.3).function
    assert tent.corners(0.2, 0.5)[:, 0].tolist() == [0.2, 0.5]
    assert tent.corners(0.2 - 1e-17, 0.8 + 1e-16)[1:-1, 0].tolist() == [0.5]


def test_corners_of_a_straight_stretch_are_its_ends() -> None:
    assert line(2, 1).corners(-1, 3).tolist() == [[-1, -1], [3, 7]]


@pytest.mark.parametrize("interval", [(1, 1), (1, 0), (0, math.inf), (math.nan, 1)])
def test_corners_refuse_an_empty_or_infinite_interval(interval: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"^need "):
        zigzag().corners(*interval)


# Sums and multiples


@given(functions(), functions())
def test_a_sum_is_the_sum_at_every_place(f: PiecewiseLinear, g: PiecewiseLinear) -> None:
    x = spread(f, g)
    np.testing.assert_allclose((f + g)(x), f(x) + g(x), rtol=1e-9, atol=1e-8)
    np.testing.assert_allclose((f - g)(x), f(x) - g(x), rtol=1e-9, atol=1e-8)


@given(functions(), slopes)
def test_a_multiple_is_the_multiple_at_every_place(f: PiecewiseLinear, factor: float) -> None:
    x = spread(f)
    np.testing.assert_allclose((factor * f)(x), factor * f(x), rtol=1e-9, atol=1e-8)
    np.testing.assert_allclose((-f)(x), -f(x))


@given(functions(), functions())
def test_a_sum_has_kinks_only_where_its_terms_have(f: PiecewiseLinear, g: PiecewiseLinear) -> None:
    assert set((f + g).kinks) <= set(f.knots) | set(g.knots)


@given(functions())
def test_what_is_taken_away_from_itself_is_0_without_kinks(f: PiecewiseLinear) -> None:
    nothing = f - f
    assert nothing(spread(f)).any() == np.False_
    assert (nothing.knots.size, nothing.left_slope, nothing.right_slope) == (1, 0.0, 0.0)


@given(st.lists(functions(), max_size=5))
def test_the_sum_of_many_is_their_sum_one_by_one(terms: list[PiecewiseLinear]) -> None:
    x = spread(constant(0), *terms)
    expected = sum((term(x) for term in terms), np.zeros_like(x))
    np.testing.assert_allclose(PiecewiseLinear.sum_of(terms)(x), expected, rtol=1e-9, atol=1e-7)


def test_numbers_add_as_constants_from_either_side() -> None:
    f, x = zigzag(), np.linspace(-3, 5, 33)
    for shifted in (f + 2, 2 + f, np.float64(2) + f, f - -2, 2 - -f):
        assert isinstance(shifted, PiecewiseLinear)
        np.testing.assert_allclose(shifted(x), f(x) + 2, atol=1e-12)


def test_a_numpy_number_times_a_function_is_a_function() -> None:
    assert isinstance(np.float64(3) * zigzag(), PiecewiseLinear)


# Rounding


def test_kinks_that_coincide_up_to_rounding_become_one() -> None:
    there = 0.1 + 0.2
    assert there != 0.3
    total = Neuron(1, -0.3).function + Neuron(1, -there).function
    assert total.kinks.tolist() == [0.3]


def test_kinks_that_cancel_up_to_rounding_are_gone() -> None:
    there = 0.1 + 0.2
    gone = Neuron(1, -0.3).function - Neuron(1, -there).function
    assert gone.kinks.size == 0
    assert gone(5.0) == pytest.approx(0, abs=1e-15)


def test_slopes_that_cancel_up_to_rounding_leave_a_level_line() -> None:
    ramp = Neuron(1, 0).function
    level = 0.1 * ramp + 0.2 * ramp - 0.3 * ramp
    assert (level.kinks.size, level.right_slope, level(1e6)) == (0, 0.0, 0.0)


def test_a_height_that_cancels_up_to_rounding_is_not_an_active_neuron() -> None:
    almost = through([(0, 0), (1, 0.1 + 0.2), (2, 0)]) - through([(0, 0), (1, 0.3), (2, 0)])
    assert almost.relu().kinks.size == 0


@given(functions(), scales, scales)
def test_kinks_do_not_depend_on_the_units_of_the_axes(
    f: PiecewiseLinear, wide: float, high: float
) -> None:
    rise = high / wide
    left, right = f.slopes[[0, -1]].round(3)
    f = PiecewiseLinear(f.knots, f.values.round(3), left, right)
    scaled = PiecewiseLinear(
        f.knots * wide, f.values * high, f.left_slope * rise, f.right_slope * rise
    )
    np.testing.assert_allclose(scaled.kinks, f.kinks * wide, rtol=1e-12)


@given(functions(), scales, scales)
def test_zeros_do_not_depend_on_the_units_of_the_axes(
    f: PiecewiseLinear, wide: float, high: float
) -> None:
    # Rounded, since what is as small as a rounding error may be 0 in one unit and not in another.
    level = PiecewiseLinear(f.knots, f.values.round(3))
    scaled = PiecewiseLinear(level.knots * wide, level.values * high)
    expected = high * level.relu()(f.knots)
    np.testing.assert_allclose(scaled.relu()(scaled.knots), expected, rtol=1e-9, atol=1e-9 * high)
    np.testing.assert_allclose(scaled.relu().kinks, level.relu().kinks * wide, rtol=1e-9)


def test_a_cliff_is_kept_however_narrow() -> None:
    edge = np.nextafter(0.5, 1)
    cliff = PiecewiseLinear(np.array([0.5, edge]), np.array([0.0, 1.0]))
    both = cliff + Tent(0.2, 0.5, 0.8, 0.3).function
    assert (both(0.5), both(0.8)) == (0.3, 1.0)


@pytest.mark.parametrize("far", [1e6, 1e9, 1e12, 1e100, 1e200])
def test_a_kink_far_out_does_not_blur_the_others(far: float) -> None:
    tent = Tent(0.2, 0.5, 0.8, 0.3).function
    long_ramp = Neuron(1 / far, 1).function
    both = (tent + long_ramp - 0.5).relu() + 0.25
    x = np.linspace(-1, 2, 301)
    expected = np.maximum(0, tent(x) + x / far + 0.5) + 0.25
    np.testing.assert_allclose(both(x), expected, rtol=0, atol=1e-9)
    assert set(tent.kinks) < set(both.kinks)


def test_many_bends_that_are_each_too_small_to_see_are_kept_together() -> None:
    x = np.linspace(1, 1.01, 200_001)
    bowl = PiecewiseLinear(x, x**2, 2, 2.02).simplified()
    assert 1000 < bowl.knots.size < x.size / 2
    np.testing.assert_allclose(bowl(x), x**2, rtol=0, atol=1e-12)


@pytest.mark.parametrize("points", [3, 10, 100, 1000, 10_000])
def test_a_kink_between_any_number_of_points_is_the_only_one(points: int) -> None:
    x = np.unique(np.append(np.linspace(-3, 5, points), 0.7))
    bent = PiecewiseLinear(x, np.where(x < 0.7, 0.3 * x, 0.21 - 1.7 * (x - 0.7)), 0.3, -1.7)
    assert bent.kinks.tolist() == [0.7]


def test_a_tent_far_out_keeps_its_three_kinks() -> None:
    tent = Tent(1e15, 1e15 + 1, 1e15 + 2, 1.0).function
    assert tent.kinks.size == 3
    assert (tent + tent).kinks.size == 3


# ReLU and minimum


@given(functions())
def test_relu_of_a_function_is_relu_of_its_heights(f: PiecewiseLinear) -> None:
    x = spread(f)
    np.testing.assert_allclose(f.relu()(x), np.maximum(0, f(x)), rtol=1e-7, atol=1e-7)


@given(functions())
def test_relu_is_never_negative_and_doing_it_twice_changes_nothing(f: PiecewiseLinear) -> None:
    once = f.relu()
    assert once(spread(f, once)).min() >= -1e-9
    assert close(once.relu(), once, 1e-9)


@given(functions(), functions())
def test_the_minimum_is_the_smaller_at_every_place(f: PiecewiseLinear, g: PiecewiseLinear) -> None:
    x = spread(f, g)
    np.testing.assert_allclose(minimum(f, g)(x), np.minimum(f(x), g(x)), rtol=1e-6, atol=1e-6)


def test_relu_puts_its_new_kinks_at_the_zeros() -> None:
    assert line(2, -1).relu().kinks.tolist() == [0.5]
    assert line(-2, -1).relu().kinks.tolist() == [-0.5]
    assert through([(0, -1), (1, 1), (3, -1)]).relu().kinks.tolist() == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("level", [-1.0, 0.0, 2.5])
def test_relu_of_a_constant_is_a_constant(level: float) -> None:
    kept = constant(level).relu()
    assert (kept.kinks.size, kept(7.0)) == (0, max(0.0, level))


def test_relu_of_a_valley_that_touches_0_keeps_it() -> None:
    valley = through([(0, 0)], left_slope=-1, right_slope=1)
    assert close(valley.relu(), valley, 0)


# Being a value


def test_it_cannot_be_changed() -> None:
    f = zigzag()
    with pytest.raises(ValueError, match="read-only"):
        f.knots[0] = 5
    with pytest.raises(ValueError, match="read-only"):
        f.slopes[0] = 5
    with pytest.raises(AttributeError):
        f.left_slope = 5.0  # type: ignore[misc]


def test_it_does_not_change_with_the_arrays_it_was_made_from() -> None:
    knots = np.array([0.0, 1.0])
    f = PiecewiseLinear(knots, np.array([0.0, 1.0]))
    knots[0] = 0.9
    assert f(0.5) == 0.5


@given(functions())
def test_simplifying_changes_nothing_but_the_knots(f: PiecewiseLinear) -> None:
    simple = f.simplified()
    x = spread(f)
    np.testing.assert_allclose(simple(x), f(x), rtol=1e-9, atol=1e-9)
    assert simple.knots.size == max(1, f.kinks.size)


def test_it_survives_the_way_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(zigzag()))  # noqa: S301 - our own bytes
    assert close(again, zigzag(), 0)


def test_its_repr_reads_aloud() -> None:
    assert repr(zigzag()) == "PiecewiseLinear(slope -2, (0, 1), (1, -1), (3, 2), slope 0.5)"


# Refusals


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: through([(0, 0), (0, 1)]), "increasing order"),
        (lambda: through([(1, 0), (0, 1)]), "increasing order"),
        (lambda: through([(0, 0, 0)]), "rows of x, y"),
        (lambda: through([(0, math.nan)]), "finite points, got nan"),
        (lambda: through([(math.inf, 0)]), "finite points, got inf"),
        (lambda: through([(0, 0)], left_slope=math.inf), "finite left slope"),
        (lambda: through([(0, 0)], right_slope=math.nan), "finite right slope"),
        (lambda: PiecewiseLinear(np.zeros(0), np.zeros(0)), "at least one"),
        (lambda: PiecewiseLinear(np.zeros(1), np.zeros(2)), "as many values as knots"),
        (lambda: PiecewiseLinear(np.zeros((1, 1)), np.zeros((1, 1))), "as many values as knots"),
        (lambda: through([(0, -1e308), (1e-3, 1e308)]), "too steep"),
        (lambda: constant(math.nan), "finite intercept"),
        (lambda: line(math.inf, 0), "finite slope"),
        (lambda: zigzag() * math.nan, "finite factor"),
        (lambda: zigzag() + math.inf, "finite intercept"),
        (lambda: through([(0, "one")]), "numbers"),
    ],
)
def test_what_is_not_a_function_is_refused_in_one_sentence(
    make: Callable[[], object], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        make()
    assert str(refusal.value).startswith("need ")
    assert "\n" not in str(refusal.value)


@given(increasing(min_size=2))
def test_knots_may_be_given_as_points(knots: list[float]) -> None:
    f = through([(x, 2 * x) for x in knots], 2, 2)
    assert f.kinks.size == 0
    assert f(1.0) == pytest.approx(2.0, abs=1e-9)
