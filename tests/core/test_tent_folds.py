"""A tent after a tent: composed point by point, counted by closed forms, drawn by its network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Folds

depths = st.integers(1, 8)


def tent(x: np.ndarray) -> np.ndarray:
    return np.maximum(0.0, 1.0 - np.abs(2.0 * x - 1.0))


@given(depths, st.lists(st.floats(-0.5, 1.5), min_size=1, max_size=20))
def test_it_is_the_tent_of_the_tent_at_every_point(depth: int, points: list[float]) -> None:
    x = np.array(points)
    expected = x
    for _ in range(depth):
        expected = tent(expected)
    folds = Folds(depth)
    np.testing.assert_allclose(folds.function(x), expected, atol=1e-12 * 2**depth)
    np.testing.assert_allclose(
        folds.network()(x[:, np.newaxis])[:, 0], expected, atol=1e-12 * 2**depth
    )


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 7, 10])
def test_counts_are_those_of_the_closed_forms(depth: int) -> None:
    folds = Folds(depth)
    assert folds.teeth == 2 ** (depth - 1)
    assert folds.pieces == 2**depth
    assert folds.units_deep == 3 * depth
    assert folds.units_one_layer == folds.function.kinks.size == 2**depth + 1


@given(depths)
def test_its_corners_are_a_zigzag_of_equal_strokes(depth: int) -> None:
    x, y = Folds(depth).function.corners(0.0, 1.0).T
    assert x.tolist() == (np.arange(2**depth + 1) / 2**depth).tolist()
    assert y.tolist() == (np.arange(2**depth + 1) % 2).tolist()


@given(depths)
def test_the_network_draws_the_same_curve(depth: int) -> None:
    drawn, folds = Folds(depth).network().curves[-1].column(0), Folds(depth)
    assert folds.network().sizes == (1, *[3] * depth, 1)
    assert drawn.kinks.tolist() == folds.function.kinks.tolist()
    assert drawn.values.tolist() == folds.function.values.tolist()


def test_nothing_can_be_folded_less_than_once() -> None:
    with pytest.raises(ValueError, match="at least 1, got 0"):
        Folds(0)
