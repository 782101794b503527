"""Errors fall as fast as the books say, and their slope is the one that NumPy fits."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Convergence, error_bound
from tests.core.test_approximation import DESIGN_ERRORS, sine

DOUBLING = (4, 8, 16, 32, 64)
count_lists = st.sets(st.integers(1, 256), min_size=2, max_size=7).map(sorted).map(tuple)


def test_the_errors_of_the_sine_are_those_in_the_table_and_stay_below_the_bound() -> None:
    found = Convergence(sine, DOUBLING)
    assert [round(error, 6) for error in found.errors] == list(DESIGN_ERRORS.values())
    bounds = [error_bound(4 * math.pi**2, count) for count in DOUBLING]
    assert all(error <= bound for error, bound in zip(found.errors, bounds, strict=True))
    assert [round(quotient, 1) for quotient in found.quotients] == [3.0, 3.7, 3.9, 4.0]
    assert round(found.slope, 2) == -1.98
    assert [layer.size for layer in found.layers] == [3, 7, 15, 31, 63]  # the middle is straight


@given(count_lists)
@settings(max_examples=20, deadline=None)
def test_slope_and_line_are_those_of_numpy_s_polyfit_for_the_last_three_errors(
    counts: tuple[int, ...],
) -> None:
    found = Convergence(lambda x: np.exp(-x) * np.cos(6 * x), counts)
    slope, height = np.polyfit(np.log(counts[-3:]), np.log(found.errors[-3:]), 1)
    assert found.slope == pytest.approx(slope, abs=1e-9)
    places = np.array([1.5, 7.0, 300.0])
    np.testing.assert_allclose(found.fitted(places), np.exp(height) * places**slope, rtol=1e-8)


def corner(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.abs(x - 1 / 3))


@pytest.mark.parametrize(
    ("target", "counts", "goal", "needed"),
    [
        (np.square, (2, 5), 1e-3, 16),
        (np.sqrt, (4, 8, 16, 32), 1e-2, 626),
        (corner, (2, 4, 8, 16, 32, 64, 128), 1e-3, 446),
    ],
    ids=["parabola", "root", "corner"],
)
def test_the_line_says_how_many_pieces_a_smaller_error_takes(
    target: Callable[[Any], Any], counts: tuple[int, ...], goal: float, needed: int
) -> None:
    """1/(4 n^2) is 0.001 for n = 15.8, 1/(4 sqrt(n)) is 0.01 for n = 625, and 4/(9 n) is 0.001
    for n = 444.4; but 625 is odd, and 444 pieces meet a corner at a third.
    """
    found = Convergence(target, counts)
    assert found.goal == goal
    assert found.fitted(np.array([found.foretold])) == pytest.approx(goal)
    assert found.further.counts == (*counts, needed)
    assert found.further.errors[-1] <= goal * (1 + 1e-9)


@pytest.mark.parametrize(
    ("target", "slope"),
    [(np.square, -2.0), (np.sqrt, -0.5), (corner, -1.0)],
    ids=["parabola", "root", "corner"],
)
def test_targets_have_the_slopes_of_the_books(target: Callable[[Any], Any], slope: float) -> None:
    """Closed forms on [0, 1]: 1/(4 n^2) for x^2, 1/(4 sqrt(n)) for sqrt(x), 4/(9 n) for a corner
    that lies at a third of a piece (1/3 with n = 2^k, or at two thirds).
    """
    found = Convergence(target, DOUBLING)
    assert found.slope == pytest.approx(slope, abs=1e-6)


@given(count_lists)
@settings(max_examples=20, deadline=None)
def test_n_pieces_take_at_most_n_relus_and_these_draw_them(counts: tuple[int, ...]) -> None:
    found = Convergence(lambda x: np.exp(-x) * np.cos(6 * x), counts)
    x = np.linspace(0, 1, 57)
    for layer, polygon, count in zip(found.layers, found.interpolants, counts, strict=True):
        assert layer.size <= count
        np.testing.assert_allclose(layer(x), np.interp(x, polygon.knots, polygon.values), atol=1e-9)


def test_an_error_of_0_is_refused_since_it_has_no_logarithm() -> None:
    with pytest.raises(ValueError, match=r"with 10 pieces .* the error is 0"):
        Convergence(lambda x: np.abs(x - 0.3), (3, 10, 100))


@pytest.mark.parametrize("counts", [(), (4,), (8, 4), (4, 4), (0, 3)])
def test_counts_have_to_increase(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="need"):
        Convergence(sine, counts)
