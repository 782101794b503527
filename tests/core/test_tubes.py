"""How few pieces stay inside a tube, against dense grids and closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Tubes

Curve = Callable[[np.ndarray], np.ndarray]


def sine(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(2 * np.pi * x))


def bump(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(-30 * (x - 0.5) ** 2))


def zigzag(x: np.ndarray) -> np.ndarray:
    """It has corners at 1/4, 1/2 and 3/4."""
    return np.asarray(0.5 - np.abs(np.abs(4 * x - 2) - 1))


def missing(target: Curve, pieces: int, x: np.ndarray) -> np.ndarray:
    """How far the interpolant misses the target, by NumPy alone."""
    knots = np.arange(pieces + 1) / pieces
    return np.asarray(np.abs(target(x) - np.interp(x, knots, target(knots))))


@pytest.mark.parametrize("target", [sine, bump, zigzag])
@pytest.mark.parametrize("widths", [(0.1, 0.02), (0.3, 0.07, 0.005)])
def test_the_fewest_pieces_are_those_that_a_dense_grid_finds(
    target: Curve, widths: tuple[float, ...]
) -> None:
    x = np.linspace(0, 1, 100_001)
    errors = [missing(target, pieces, x).max() for pieces in range(1, 80)]
    fewest = [1 + int(np.argmax(np.array(errors) <= width)) for width in widths]
    assert [fit.segments for fit in Tubes(target, widths).fits] == fewest


@given(st.floats(0.002, 1))
def test_a_parabola_needs_as_many_as_its_closed_form_says(width: float) -> None:
    (fit,) = Tubes(lambda x: x**2, (width,)).fits  # n pieces miss it by 1 / (4 n^2)
    assert fit.segments == math.ceil(1 / (2 * math.sqrt(width)) - 1e-9)


def test_an_error_that_is_just_the_half_width_is_inside() -> None:
    fits = Tubes(lambda x: x**2, (0.04, 0.01, 0.0001)).fits
    assert [fit.segments for fit in fits] == [3, 5, 50]


def test_more_pieces_may_be_worse() -> None:
    tubes = Tubes(zigzag, (0.1, 1e-9))
    assert [fit.segments for fit in tubes.fits] == [4, 4]
    assert tubes.interpolant(4).max_error.error == pytest.approx(0, abs=1e-15)
    assert tubes.interpolant(5).max_error.error > 0.3
    assert len(tubes.outside(5, 0.1))
    assert not len(tubes.outside(4, 1e-9))


@pytest.mark.parametrize(("target", "pieces", "width"), [(sine, 6, 0.1), (bump, 7, 0.02)])
def test_what_is_outside_is_found_with_its_ends(target: Curve, pieces: int, width: float) -> None:
    outside = Tubes(target, (width,)).outside(pieces, width)
    np.testing.assert_allclose(missing(target, pieces, outside), width, atol=1e-12)
    x = np.linspace(0, 1, 20_001)
    inside_an_interval = ((outside[:, :1] < x) & (x < outside[:, 1:])).any(axis=0)
    np.testing.assert_array_equal(missing(target, pieces, x) > width, inside_an_interval)


@given(st.floats(0.01, 0.99), st.floats(0.25, 2))
def test_a_jump_is_bridged_by_no_number_of_pieces(place: float, height: float) -> None:
    step = Tubes(lambda x: np.where(x < place, 0.0, height), (0.1,))
    with pytest.raises(ValueError, match=r"^no number of pieces stays within 0\.1 .* it jumps at"):
        step.fits  # noqa: B018


def test_a_steep_target_needs_more_pieces_than_there_may_be() -> None:
    steep = Tubes(lambda x: np.tanh(1e5 * (x - 0.3)), (0.1,))
    with pytest.raises(ValueError, match=r"^no drawable number .* within 0\.1 .*: 256 pieces"):
        steep.fits  # noqa: B018


@pytest.mark.parametrize("widths", [(), (0.1, 0.1), (0.1, 0.2), (0.1, 0.0), (-1.0,)])
def test_tubes_get_narrower_and_have_a_width(widths: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="half-widths above 0, each below the last"):
        Tubes(sine, widths)


@pytest.mark.parametrize(("target", "pieces", "width"), [(sine, 16, 0.02), (np.sqrt, 7, 0.1)])
def test_inside_one_looks_where_half_of_the_largest_error_is_missed(
    target: Curve, pieces: int, width: float
) -> None:
    tubes = Tubes(target, (width,))
    bend, place = tubes.places_to_look(pieces, width)
    error, worst = tubes.interpolant(pieces).max_error
    assert missing(target, pieces, np.array([place]))[0] == pytest.approx(error / 2, rel=0.05)
    assert 0 < abs(place - bend) < abs(worst - bend) < 1 / pieces
    assert bend * pieces == pytest.approx(round(bend * pieces))


@pytest.mark.parametrize(
    ("target", "pieces", "width", "level"), [(sine, 16, 0.004, 0.008), (sine, 13, 0.02, 0.0243)]
)
def test_outside_one_looks_where_the_line_is_beyond_the_edge(
    target: Curve, pieces: int, width: float, level: float
) -> None:
    bend, place = Tubes(target, (width,)).places_to_look(pieces, width)
    assert missing(target, pieces, np.array([place]))[0] == pytest.approx(level, rel=0.05)
    assert abs(place - bend) < 0.5 / pieces


def test_a_line_that_is_exact_is_looked_at_where_it_bends_and_a_flat_one_in_the_middle() -> None:
    assert Tubes(zigzag, (0.1,)).places_to_look(4, 0.1) == (0.5, 0.5)
    assert Tubes(np.ones_like, (0.1,)).places_to_look(1, 0.1) == (0.5, 0.5)
