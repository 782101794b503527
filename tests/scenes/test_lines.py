"""Strokes are cut and pointed as measuring them by hand says."""

from __future__ import annotations

import cmath
import math
from itertools import pairwise

import manim as mn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.mobjects.lines import arrows, dashes, draw, fitted, heads, polygon, polyline

CORNER = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]])
coordinates = st.floats(-5, 5).map(lambda value: round(value, 2))
flat_points = st.builds(lambda x, y: (x, y, 0.0), coordinates, coordinates)
lengths = st.floats(0.05, 2.0)


def test_a_polyline_passes_its_points_at_an_even_pace() -> None:
    points = np.array([[0.0, 0.0, 0.0], [3.0, 6.0, 0.0], [3.0, 0.0, 0.0]])
    expected = [[0, 0], [1, 2], [2, 4], [3, 6], [3, 6], [3, 4], [3, 2], [3, 0]]
    np.testing.assert_allclose(polyline(points)[:, :2], expected)


def test_many_paths_at_once_are_drawn_like_each_alone() -> None:
    lines = np.random.default_rng(0).normal(size=(4, 2, 3))
    np.testing.assert_array_equal(polyline(lines), np.vstack([polyline(line) for line in lines]))
    np.testing.assert_array_equal(polyline(lines), polyline(*lines))
    assert polyline().shape == polyline(lines[:0]).shape == (0, 3)


def test_a_polygon_ends_where_it_began() -> None:
    square = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0]])
    points = polygon(square)
    np.testing.assert_array_equal(points[0], points[-1])
    np.testing.assert_allclose(points[::4], square)


def test_a_shape_without_lines_keeps_an_invisible_one() -> None:
    shape, spot = mn.VMobject(), np.array([1.0, 2.0, 0.0])
    draw(shape, polyline(), spot)
    np.testing.assert_array_equal(shape.points, np.tile(spot, (4, 1)))


def test_dashes_go_around_a_corner_and_are_measured_along_the_path() -> None:
    pieces = dashes(CORNER, (0.3, 0.25))
    assert pieces[:, :, :2].tolist() == [
        [pytest.approx([0.0, 0.0]), pytest.approx([0.3, 0.0])],
        [pytest.approx([0.55, 0.0]), pytest.approx([0.85, 0.0])],
        [pytest.approx([1.0, 0.1]), pytest.approx([1.0, 0.4])],
        [pytest.approx([1.0, 0.65]), pytest.approx([1.0, 0.95])],
    ]
    first, second = dashes(CORNER, (0.8, 0.1))[1:3]
    np.testing.assert_allclose(first[:, :2], [[0.9, 0.0], [1.0, 0.0]])
    np.testing.assert_allclose(second[:, :2], [[1.0, 0.0], [1.0, 0.7]])


@given(st.lists(flat_points, min_size=2, max_size=6), lengths, lengths)
def test_dashes_take_their_share_of_any_path(
    points: list[tuple[float, float, float]], stroke: float, gap: float
) -> None:
    pieces = dashes(np.array(points), (stroke, gap))
    drawn = np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1).sum()
    total = sum(math.dist(*pair) for pair in pairwise(points))
    whole, rest = divmod(total, stroke + gap)
    assert drawn == pytest.approx(whole * stroke + min(rest, stroke), abs=1e-9)


def test_each_of_many_lines_is_dashed_from_its_own_start() -> None:
    lines = np.array(
        [[[0, 0, 0], [3, 4, 0]], [[1, 1, 0], [1, 1, 0]], [[3, 4, 0], [3, 5, 0]]], dtype=float
    )
    pieces = dashes(lines, (0.5, 0.4))
    np.testing.assert_allclose(
        pieces[:6] @ [0.6, 0.8, 0.0], [[0.9 * k, min(0.9 * k + 0.5, 5.0)] for k in range(6)]
    )
    np.testing.assert_allclose(pieces[6:, :, 1] - 4, [[0.0, 0.5], [0.9, 1.0]])


def test_nothing_is_dashed_where_there_is_no_line() -> None:
    assert len(dashes(np.zeros((0, 2, 3)), (0.1, 0.1))) == 0
    assert len(dashes(np.zeros((1, 3, 3)), (0.1, 0.1))) == 0


@given(st.floats(0.01, 20.0), lengths, lengths)
def test_a_fitted_dash_ends_with_a_whole_stroke_and_keeps_its_proportions(
    length: float, stroke: float, gap: float
) -> None:
    fit = fitted((stroke, gap), length)
    assert fit[0] / fit[1] == pytest.approx(stroke / gap)
    assert (length + fit[1]) / sum(fit) == pytest.approx(round((length + fit[1]) / sum(fit)))


def test_a_fitted_dash_comes_as_often_as_it_is_told_to() -> None:
    pieces = dashes(np.array([[0.0, 0.0, 0.0], [0.0, 2.0, 0.0]]), fitted((0.08, 0.06), 2.0, 9))
    assert len(pieces) == 9
    assert pieces[-1, 1, 1] == pytest.approx(2.0)


@given(flat_points, flat_points, st.floats(0.05, 0.5), st.floats(0.1, 1.0))
def test_a_head_is_turned_the_way_its_arrow_points(
    start: tuple[float, float, float], end: tuple[float, float, float], size: float, spread: float
) -> None:
    """The same triangle turned in the complex plane."""
    tip, step = complex(*end[:2]), complex(*end[:2]) - complex(*start[:2])
    if abs(step) < 0.01:
        return
    turn = cmath.rect(size, cmath.phase(step))
    expected = [tip + turn * at for at in (complex(-1, spread), 0, complex(-1, -spread))]
    (head,) = heads(np.array([[start, end]]), size, spread)
    np.testing.assert_allclose(head[:, 0] + 1j * head[:, 1], expected, atol=1e-9)


def test_an_arrow_has_a_head_at_its_tip_and_a_shaft_that_ends_inside() -> None:
    lines = np.array([[[0, 0, 0], [2, 0, 0]], [[1, 1, 0], [1, 1.1, 0]]], dtype=float)
    shafts, tips = arrows(lines, 0.25)
    np.testing.assert_allclose(tips[:, 1], lines[:, 1])
    np.testing.assert_allclose(tips[0, [0, 2], 0], 1.75)
    np.testing.assert_allclose(tips[1, [0, 2], 1], 1.1 - 0.6 * 0.1)  # a short one, a small head
    assert (shafts[:, 0] == lines[:, 0]).all()
    assert 1.75 < shafts[0, 1, 0] < 2.0


def test_an_arrow_seen_end_on_is_left_out() -> None:
    lines = np.array([[[0, 0, 0], [2, 0, 0]], [[1, 1, 0], [1, 1, 0]]], dtype=float)
    shafts, tips = arrows(lines, 0.25)
    assert (len(shafts), len(tips)) == (1, 1)
