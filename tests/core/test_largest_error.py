"""The largest error against closed forms, for smooth, bent, broken and steep targets."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import PiecewiseLinear, interpolate
from tests.core.strategies import functions

ZERO = PiecewiseLinear.constant(0)
Curve = Callable[[np.ndarray], np.ndarray]


@given(st.floats(0.5, 40), st.floats(0, 6))
def test_the_error_of_a_wave_against_0_is_its_amplitude(waves: float, phase: float) -> None:
    error, where = ZERO.max_error(lambda x: 3 * np.sin(waves * x + phase), 0, 20)
    assert error == pytest.approx(3, abs=1e-9)
    assert abs(3 * math.sin(waves * where + phase)) == pytest.approx(error, abs=1e-12)


@given(st.floats(0.05, 0.95))
def test_a_parabola_is_furthest_from_its_chord_at_a_quarter_of_the_square(width: float) -> None:
    chord = PiecewiseLinear.line(width, 0)
    error, where = chord.max_error(lambda x: x**2, 0, width)
    assert error == pytest.approx(width**2 / 4, abs=1e-12)
    assert where == pytest.approx(width / 2, abs=1e-6)


@given(functions(), functions())
def test_between_two_polygons_the_largest_error_is_at_a_corner(
    f: PiecewiseLinear, g: PiecewiseLinear
) -> None:
    low, high = -60.0, 60.0
    corners = np.concatenate([f.corners(low, high)[:, 0], g.corners(low, high)[:, 0]])
    exact = np.abs(f(corners) - g(corners)).max()
    error, where = f.max_error(g, low, high)
    assert error == pytest.approx(exact, rel=1e-9, abs=1e-9)
    assert abs(f(where) - g(where)) == pytest.approx(error, abs=1e-9)


@given(st.floats(0.01, 0.99))
def test_a_kink_of_the_target_between_the_mesh_points_is_found(kink: float) -> None:
    error, where = ZERO.max_error(lambda x: 1 - np.abs(x - kink), 0, 1)
    assert error == pytest.approx(1, abs=1e-12)
    assert where == pytest.approx(kink, abs=1e-9)


@given(st.floats(0.01, 0.99))
def test_a_jump_of_the_target_counts_with_its_full_height(jump: float) -> None:
    ramp = PiecewiseLinear.line(1, 0)
    error, where = ramp.max_error(lambda x: np.where(x < jump, x, x + 2 - x), 0, 1)
    assert error == pytest.approx(max(2 - jump, 1), abs=1e-9)
    assert where == pytest.approx(jump, abs=1e-9)


@given(st.floats(0.02, 0.98), st.integers(1, 40))
def test_a_steep_step_is_found_on_a_fine_mesh(middle: float, segments: int) -> None:
    def step(x: np.ndarray) -> np.ndarray:
        return np.asarray(np.tanh(2000 * (x - middle)))

    polygon = interpolate(step, segments)
    x = np.concatenate([np.linspace(0, 1, 20001), middle + np.linspace(-0.01, 0.01, 20001)])
    x = np.clip(np.concatenate([x, polygon.knots]), 0, 1)
    seen = np.abs(step(x) - np.interp(x, polygon.knots, step(polygon.knots))).max()
    assert polygon.max_error.error >= seen - 1e-9
    assert polygon.max_error.error <= 2


@pytest.mark.parametrize("segments", [3, 7, 50, 333, 2000])
def test_many_pieces_do_not_hide_the_largest_error(segments: int) -> None:
    def wobble(x: np.ndarray) -> np.ndarray:
        return np.asarray(np.exp(-x) * np.cos(6 * x))

    polygon = interpolate(wobble, segments)
    x = np.linspace(0, 1, 400_001)
    seen = np.abs(wobble(x) - np.interp(x, polygon.knots, polygon.values)).max()
    assert polygon.max_error.error == pytest.approx(seen, rel=1e-4)
    assert polygon.max_error.error >= seen - 1e-15


def test_of_peaks_that_tie_the_leftmost_counts() -> None:
    error, where = ZERO.max_error(lambda x: np.sin(2 * np.pi * x), 0, 5)
    assert (error, where) == (pytest.approx(1, abs=1e-15), pytest.approx(0.25, abs=1e-7))


@pytest.mark.parametrize("at", [0.0, 1.0])
def test_an_error_at_an_end_is_found_there(at: float) -> None:
    assert ZERO.max_error(lambda x: 1 - np.abs(x - at), 0, 1) == (1.0, at)


@pytest.mark.parametrize("size", [1e-12, 1e-6, 1e6, 1e12])
def test_the_error_does_not_depend_on_the_units_of_the_axes(size: float) -> None:
    polygon = interpolate(lambda x: size * np.sin(2 * np.pi * x / size), 8, (0, size))
    error, where = polygon.max_error
    assert error / size == pytest.approx(0.0703776226, rel=1e-8)
    assert where / size == pytest.approx(0.1891777, abs=1e-6)


def test_no_error_is_exactly_no_error() -> None:
    assert PiecewiseLinear.line(2, 1).max_error(lambda x: 2 * x + 1, -1, 1) == (0.0, -1.0)


def test_the_answer_is_two_plain_floats_with_names() -> None:
    answer = ZERO.max_error(np.cos, 0, 1)
    assert (type(answer.error), type(answer.where)) == (float, float)


def test_the_residual_is_what_is_missing() -> None:
    f = PiecewiseLinear.line(1, 0)
    missing = f.residual(lambda x: x**2)
    assert missing(3.0) == 6.0
    assert type(missing(3)) is float
    assert missing(np.array([[0.0, 1.0], [2.0, 3.0]])).tolist() == [[0, 0], [2, 6]]


def test_a_target_that_is_not_finite_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"finite on the interval, got inf at x = 0$"):
        ZERO.max_error(lambda x: 1 / np.abs(x), -1, 1)
