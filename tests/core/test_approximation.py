"""Tents add up to the interpolant, and its error is the one in the books."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Hat, HiddenLayer, Interpolant, PiecewiseLinear, error_bound, interpolate
from relu_anim.targets import Target
from tests.core.strategies import close

DESIGN_ERRORS = {4: 0.210514, 8: 0.070378, 16: 0.018846, 32: 0.004792, 64: 0.001203}
DESIGN_BOUNDS = {4: 0.308425, 8: 0.077106, 16: 0.019277, 32: 0.004819, 64: 0.001205}

TARGETS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sine": lambda x: np.sin(2 * np.pi * x),
    "damped": lambda x: np.exp(-x) * np.cos(6 * x),
    "square": lambda x: x**2,
    "shifted": lambda x: 3 - x**3,
    "zigzag": lambda x: np.abs(x - 0.3) - 1,
    "constant": lambda x: np.full_like(x, 2.5),
    "zero": lambda x: 0 * x,
}
targets = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
segments_up_to_40 = st.integers(1, 40)
domains = st.tuples(st.floats(-20, 20), st.floats(0.05, 30)).map(lambda d: (d[0], d[0] + d[1]))


def sine(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(2 * np.pi * x))


def in_one_layer(polygon: Interpolant) -> HiddenLayer:
    return HiddenLayer.from_function(polygon.function, *polygon.domain)


# The numbers of the design


@pytest.mark.parametrize(("segments", "error"), DESIGN_ERRORS.items())
def test_the_largest_error_of_the_sine_is_the_one_in_the_table(segments: int, error: float) -> None:
    assert round(interpolate(sine, segments).max_error.error, 6) == error


@pytest.mark.parametrize(("segments", "bound"), DESIGN_BOUNDS.items())
def test_the_bound_of_the_sine_is_pi_squared_over_2_n_squared(segments: int, bound: float) -> None:
    assert round(error_bound(4 * math.pi**2, segments), 6) == bound
    assert error_bound(4 * math.pi**2, segments) == pytest.approx(math.pi**2 / (2 * segments**2))


def steepest_gap(segments: int) -> float:
    """The exact largest error of the sine on the segment that ends at its crest or next to it.

    On [a, b] the chord has slope s; sin(2 pi x) - chord is extreme where 2 pi cos(2 pi x) = s.
    """
    gaps = []
    for k in range(segments):
        a, b = k / segments, (k + 1) / segments
        slope = (math.sin(2 * math.pi * b) - math.sin(2 * math.pi * a)) / (b - a)
        turn = math.acos(max(-1.0, min(1.0, slope / (2 * math.pi)))) / (2 * math.pi)
        for x in (turn, 1 - turn):
            if a <= x <= b:
                chord = math.sin(2 * math.pi * a) + slope * (x - a)
                gaps.append(abs(math.sin(2 * math.pi * x) - chord))
    return max(gaps)


@pytest.mark.parametrize("segments", [3, 4, 5, 8, 13, 16, 32, 64, 101, 1000])
def test_the_largest_error_of_the_sine_is_its_closed_form(segments: int) -> None:
    assert interpolate(sine, segments).max_error.error == pytest.approx(
        steepest_gap(segments), rel=1e-9
    )


def test_two_segments_see_only_zeros_of_the_sine_and_miss_all_of_it() -> None:
    two = interpolate(sine, 2)
    assert two.max_error == (1.0, 0.25)
    assert (two.tents, two.values.tolist()) == ((), [0.0, 0.0, 0.0])
    assert two.function(0.25) == 0.0


def test_one_segment_of_the_sine_is_a_flat_line_too() -> None:
    one = interpolate(sine, 1)
    assert (one.max_error.error, len(one.hats), one.tents) == (1.0, 2, ())


def test_eight_segments_of_the_sine_need_six_tents_since_the_middle_one_is_flat() -> None:
    eight = interpolate(sine, 8)
    assert len(eight.hats) == 9
    inner = eight.hats[1:-1]
    assert [hat.is_flat for hat in inner] == [False] * 3 + [True] + [False] * 3
    assert [tent.index for tent in eight.tents] == [1, 2, 3, 5, 6, 7]
    half = math.sqrt(0.5)
    heights = [tent.height for tent in eight.tents]
    assert heights == pytest.approx([half, 1, half, -half, -1, -half])


@pytest.mark.parametrize("segments", [4, 8, 16, 32])
def test_twice_the_segments_leave_a_quarter_of_the_error(segments: int) -> None:
    coarse, fine = (interpolate(sine, n).max_error.error for n in (segments * 4, segments * 8))
    assert coarse / fine == pytest.approx(4, rel=0.03)


@pytest.mark.parametrize("segments", [1, 2, 3, 8, 50])
def test_the_bound_holds_and_is_reached_by_a_parabola(segments: int) -> None:
    parabola = interpolate(lambda x: 3 * x**2, segments, (-1, 3))
    assert parabola.max_error.error == pytest.approx(error_bound(6, segments, 4), rel=1e-9)


# The sum of tents


@targets
@pytest.mark.parametrize("segments", [1, 2, 3, 8, 37])
def test_the_interpolant_is_numpys(
    target: Callable[[np.ndarray], np.ndarray], segments: int
) -> None:
    polygon = interpolate(target, segments)
    x = np.linspace(-0.5, 1.5, 401)
    knots = np.arange(segments + 1) / segments
    np.testing.assert_allclose(polygon(x), np.interp(x, knots, target(knots)), atol=1e-12)
    np.testing.assert_allclose(polygon.function(x), polygon(x), atol=0)


@targets
@pytest.mark.parametrize("segments", [1, 2, 3, 8, 37])
def test_the_tents_add_up_to_the_interpolant(
    target: Callable[[np.ndarray], np.ndarray], segments: int
) -> None:
    polygon = interpolate(target, segments)
    x = np.linspace(-0.5, 1.5, 401)
    total = sum((tent.function(x) for tent in polygon.tents), np.zeros_like(x))
    np.testing.assert_allclose(total, polygon(x), rtol=0, atol=1e-12)
    exact = PiecewiseLinear.sum_of(tent.function for tent in polygon.tents)
    assert close(exact, polygon.function, 1e-12)


@given(segments_up_to_40, domains)
def test_all_hats_of_height_1_add_up_to_1(segments: int, domain: tuple[float, float]) -> None:
    hats = interpolate(np.cos, segments, domain).hats
    x = np.linspace(domain[0] - 1, domain[1] + 1, 301)
    total = sum((replace(hat, height=1.0).function(x) for hat in hats), np.zeros_like(x))
    np.testing.assert_allclose(total, 1.0, rtol=0, atol=1e-12)


@given(segments_up_to_40, domains, st.floats(-3, 3))
def test_hats_are_numpys_hat_functions_also_where_the_target_is_not_0_at_the_ends(
    segments: int, domain: tuple[float, float], phase: float
) -> None:
    polygon = interpolate(lambda x: np.cos(x + phase) + 1.5, segments, domain)
    x = np.linspace(domain[0] - 1, domain[1] + 1, 201)
    for hat in polygon.hats:
        bump = np.zeros(segments + 1)
        bump[hat.index] = hat.height
        expected = np.interp(x, polygon.knots, bump)
        np.testing.assert_allclose(hat.function(x), expected, rtol=0, atol=1e-9)
    assert [hat.is_half for hat in polygon.hats] == [True] + [False] * (segments - 1) + [True]


def test_half_tents_stand_where_the_target_is_not_0_at_an_end() -> None:
    polygon = interpolate(lambda x: 1 - x, 4)
    first, last = polygon.hats[0], polygon.hats[-1]
    assert (first.is_half, first.height, first.area_of_effect) == (True, 1.0, (0.0, 0.25))
    assert (last.is_half, last.is_flat, last.area_of_effect) == (True, True, (0.75, 1.0))
    assert polygon.tents[0] is first
    assert first.function(np.array([-5.0, 0.0, 0.125, 0.25, 5.0])).tolist() == [1, 1, 0.5, 0, 0]


def test_a_constant_target_is_met_exactly_by_the_smallest_layer() -> None:
    polygon = interpolate(lambda x: 2.5, 7)
    assert polygon.max_error == (0.0, 0.0)
    assert len(polygon.tents) == 8
    assert in_one_layer(polygon).size == 0
    assert polygon(0.3) == 2.5


def test_a_target_that_is_0_needs_no_tents() -> None:
    polygon = interpolate(lambda x: 0.0, 5)
    assert (polygon.tents, polygon.max_error) == ((), (0.0, 0.0))


@pytest.mark.parametrize("waves", [1, 3, 10, 25])
def test_knots_on_zeros_of_the_target_never_become_tents_out_of_rounding(waves: int) -> None:
    polygon = interpolate(lambda x: np.sin(waves * np.pi * x), waves)
    assert polygon.tents == ()


def test_a_small_target_is_not_mistaken_for_rounding() -> None:
    polygon = interpolate(lambda x: 1e-14 * np.sin(2 * np.pi * x), 8)
    assert len(polygon.tents) == 6
    assert polygon.max_error.error == pytest.approx(DESIGN_ERRORS[8] * 1e-14, rel=1e-5)


# One at a time


@targets
def test_raising_whole_tents_gives_the_running_sums_of_the_tents(
    target: Callable[[np.ndarray], np.ndarray],
) -> None:
    polygon = interpolate(target, 9)
    x = np.linspace(-0.2, 1.2, 141)
    running = np.zeros_like(x)
    for count, tent in enumerate(polygon.tents, 1):
        running = running + tent.function(x)
        np.testing.assert_allclose(polygon.raised(count)(x), running, rtol=0, atol=1e-12)
    np.testing.assert_allclose(running, polygon(x), rtol=0, atol=1e-12)


@given(st.floats(0, 7))
def test_raising_goes_on_smoothly_from_one_partial_sum_to_the_next(progress: float) -> None:
    polygon = interpolate(lambda x: np.cos(5 * x), 6)
    assert len(polygon.tents) == 7
    x = np.linspace(0, 1, 101)
    expected = np.zeros_like(x)
    for place, tent in enumerate(polygon.tents):
        expected += np.clip(progress - place, 0, 1) * tent.function(x)
    np.testing.assert_allclose(polygon.raised(progress)(x), expected, rtol=0, atol=1e-12)


def test_the_outlines_of_raised_tents_are_theirs_with_the_last_one_on_its_way_up() -> None:
    polygon = interpolate(sine, 8)
    first, second = polygon.outlines(1.5)
    np.testing.assert_array_equal(first, polygon.tents[0].outline)
    np.testing.assert_allclose(second[:, 0], polygon.tents[1].outline[:, 0])
    assert second[:, 1].max() == pytest.approx(0.5)
    assert polygon.outlines(0.0) == []


@pytest.mark.parametrize("progress", [-0.1, 6.1, math.nan])
def test_raising_more_tents_than_there_are_is_refused(progress: float) -> None:
    with pytest.raises(ValueError, match="progress"):
        interpolate(sine, 8).raised(progress)


def test_the_error_of_a_partial_sum_is_that_of_the_part_still_missing() -> None:
    polygon = interpolate(sine, 8)
    assert polygon.error_of(polygon.raised(0)).error == pytest.approx(1.0)
    half_done = polygon.raised(3)
    assert polygon.error_of(half_done) == (pytest.approx(1.0), pytest.approx(0.75))
    assert polygon.error_of(polygon.function) == polygon.max_error


# As a hidden layer


@given(segments_up_to_40, domains, st.floats(-3, 3))
def test_one_hidden_layer_needs_one_unit_for_each_segment(
    segments: int, domain: tuple[float, float], phase: float
) -> None:
    def target(x: np.ndarray) -> np.ndarray:
        return np.asarray(np.cosh((x - domain[0]) / (domain[1] - domain[0]) + phase) + 0.1 * x**2)

    polygon = interpolate(target, segments, domain)
    layer = in_one_layer(polygon)
    assert layer.size == segments
    x = np.linspace(*domain, 301)
    np.testing.assert_allclose(layer(x), np.interp(x, polygon.knots, target(polygon.knots)), 1e-9)


def test_the_layer_is_v0_plus_changes_of_slope() -> None:
    polygon = interpolate(lambda x: x**2 + 1, 4, (0, 4))
    layer = in_one_layer(polygon)
    assert layer.offset == 1
    assert [c for c, _ in layer.units] == [1, 2, 2, 2]
    assert [unit.break_point for _, unit in layer.units] == [0, 1, 2, 3]


def test_a_knot_without_a_bend_saves_a_unit() -> None:
    assert in_one_layer(interpolate(sine, 8)).size == 7
    assert in_one_layer(interpolate(lambda x: 3 * x - 1, 20)).size == 1


# Being a value


def test_its_numbers_can_be_written_as_json() -> None:
    polygon = interpolate(sine, 8)
    hat = polygon.hats[3]
    numbers = [*polygon.max_error, hat.knot, hat.height, hat.left, hat.right, *polygon.domain]
    assert {type(number) for number in numbers} == {float}
    assert json.loads(json.dumps(numbers)) == numbers
    assert type(polygon.segments) is int


def test_it_cannot_be_changed() -> None:
    polygon = interpolate(sine, 8)
    with pytest.raises(ValueError, match="read-only"):
        polygon.values[0] = 1
    with pytest.raises(AttributeError):
        polygon.segments = 9  # type: ignore[misc]


@pytest.mark.parametrize("target", [math.sin, lambda x: 1 if x > 0.5 else 0, lambda x: 4])
def test_targets_may_be_plain_python_functions(target: Target) -> None:
    polygon = interpolate(target, 5)
    assert polygon.values.tolist() == [target(k) for k in polygon.knots.tolist()]


# Refusals


@pytest.mark.parametrize("segments", [0, -3, 2.5, "8", None])
def test_segments_must_be_a_whole_number_from_1(segments: int) -> None:
    with pytest.raises(ValueError, match=r"^need (at least 1 segment|a whole number of segments)"):
        interpolate(sine, segments)


@pytest.mark.parametrize("domain", [(1, 0), (1, 1), (0, math.inf), (math.nan, 1), (-1e308, 1e308)])
def test_the_domain_must_be_a_finite_interval(domain: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"^need "):
        interpolate(sine, 4, domain)


def test_segments_too_narrow_for_floats_are_refused() -> None:
    with pytest.raises(ValueError, match="need fewer segments"):
        interpolate(sine, 100, (1.0, 1.0 + 1e-15))


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        (lambda x: 1 / x, "finite on the interval, got inf at x = 0"),
        (np.log, "finite on the interval, got -inf at x = 0"),
        (lambda x: np.sqrt(x - 0.5), "finite on the interval, got nan at x = 0"),
        (lambda x: x + 1j, "need a number from the target at x = 0"),
        (lambda x: "high", "need a number from the target at x = 0"),
        (lambda x: math.log(x), "need a number from the target at x = 0"),
        (lambda x: 1 / (x - 0.333), "finite on the interval, got inf at x = 0.333"),
    ],
)
def test_targets_that_are_not_finite_on_the_interval_are_refused(
    target: Target, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        interpolate(target, 4)


@pytest.mark.parametrize(
    "numbers", [(0.5, 1, 0.5, 0.5), (0.2, 1, 0.3, 0.4), (0.5, math.nan, 0.4, 0.6)]
)
def test_a_hat_without_width_or_height_is_refused(numbers: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"^need "):
        Hat(0, *numbers)


@pytest.mark.parametrize("given_numbers", [(-1, 4, 1), (1, 4, 0), (1, 0, 1), (math.nan, 4, 1)])
def test_a_bound_needs_a_width_segments_and_a_size(given_numbers: tuple[float, int, float]) -> None:
    with pytest.raises(ValueError, match=r"^need "):
        error_bound(*given_numbers)


def test_interpolate_makes_an_interpolant() -> None:
    assert isinstance(interpolate(sine, 3), Interpolant)


def test_a_refined_interpolant_has_the_errors_of_the_finer_one() -> None:
    finer = interpolate(lambda x: np.sin(2 * np.pi * x), 8).refined(2)
    assert finer.segments == 16
    assert finer.max_error.error == pytest.approx(0.018846, abs=5e-7)
