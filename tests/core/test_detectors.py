"""Neurons as detectors: their lines and pieces, against NumPy alone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relu_anim import Dense, Detectors
from relu_anim.detectors import along

BOX = np.array([[-4.0, -3.0], [4.0, -3.0], [4.0, 3.0], [-4.0, 3.0]])
SOURCE = Dense(np.array([[0.2, 0.8, -0.5], [-0.9, 0.2, 0.4]]), np.array([2.0, 3.0, 0.5]))
POINTS = np.array([[0.5, 1.0], [-3.0, 1.0], [-2.0, 3.0]])
tenths = st.integers(-30, 30).map(lambda n: n / 10)
layers = st.lists(tenths, min_size=9, max_size=9).map(np.array)


def area(corners: np.ndarray) -> float:
    """By the shoelace formula; corners go around to the left."""
    x, y = corners.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def test_the_points_of_the_text_have_its_signatures() -> None:
    model = Detectors(SOURCE, POINTS, 1.0)
    np.testing.assert_allclose(model.scores, [[1.2, 3.6, 0.65], [0.5, 0.8, 2.4], [0, 2, 2.7]])
    assert [" ".join(row) for row in model.signatures] == [
        "HIGH HIGH LOW", "LOW LOW HIGH", "LOW HIGH HIGH",
    ]  # fmt: skip
    assert [" ".join(row) for row in Detectors(SOURCE, POINTS, 2.5).signatures] == [
        "LOW HIGH LOW", "LOW LOW LOW", "LOW LOW HIGH",
    ]  # fmt: skip


@given(layers, st.lists(st.tuples(tenths, tenths), min_size=1, max_size=12), st.just(0.7))
def test_lines_and_pieces_follow_from_the_scores(
    numbers: np.ndarray, points: list[tuple[float, float]], threshold: float
) -> None:
    weights, biases = numbers[:6].reshape(2, 3), numbers[6:]
    assume(weights.any(axis=0).all())
    model = Detectors(Dense(weights, biases), np.array(points), threshold)
    steps = model.rises @ weights
    np.testing.assert_allclose(np.diag(steps), threshold)
    for neuron, (w, b) in enumerate(zip(weights.T, biases, strict=True)):
        near = model.nearest(points[0], neuron, threshold)
        assert near @ w + b == pytest.approx(threshold)
        assert np.cross([*(near - points[0]), 0], [*w, 0]) == pytest.approx([0, 0, 0], abs=1e-9)
        sides = np.sign(BOX @ w + b - threshold)
        if sides.min() < 0 < sides.max():
            line = model.line(neuron, threshold, BOX)
            np.testing.assert_allclose(line @ w + b, threshold, atol=1e-9)
            on_rim = np.isclose(np.abs(line), [4.0, 3.0])
            assert on_rim.any(axis=1).all()
            assert (np.abs(line) <= [4 + 1e-9, 3 + 1e-9]).all()
    pieces = {}
    for point in [*points, *np.random.default_rng(7).uniform(-3, 3, (300, 2))]:
        high = point @ weights + biases >= threshold
        np.testing.assert_array_equal(model.high(point), high)
        corners = pieces[tuple(high)] = model.piece(point, BOX)
        inside = (corners + np.array(point)) / 2 @ weights + biases
        assert ((inside - threshold) * np.where(high, 1, -1) >= -1e-9).all()
    assert sum(map(area, pieces.values())) <= area(BOX) + 1e-9


def test_the_pieces_of_all_signatures_fill_the_box() -> None:
    model = Detectors(SOURCE, POINTS, 1.0)
    spots = np.random.default_rng(1).uniform(-3, 3, (5000, 2))
    found = {tuple(model.high(spot)): area(model.piece(spot, BOX)) for spot in spots}
    assert sum(found.values()) == pytest.approx(area(BOX))
    assert model.extent == pytest.approx(np.array([[-3, 0.3053], [0.5, 3]]), abs=1e-4)
    assert model.narrowest == pytest.approx(1 / np.hypot(0.2, 0.9) / 3.5, rel=1e-4)
    half = model.piece(POINTS[0], BOX, first=1)
    assert half == pytest.approx(model.half(0, 1, BOX, 1.0))


def test_a_way_crosses_every_line_that_it_must_once_and_clear_of_the_others() -> None:
    model = Detectors(SOURCE, POINTS, 1.0)
    for start, stop in combinations(POINTS, 2):
        way = model.way(start, stop, BOX)
        np.testing.assert_array_equal(way[[0, 2]], [start, stop])
        crossings = model.crossings(way)
        scores = along(way, crossings) @ SOURCE.weights + SOURCE.biases
        crossed = np.isclose(scores, 1.0)
        assert crossed.sum(axis=1).tolist() == [1] * len(crossings)
        flips = model.high(start) != model.high(stop)
        np.testing.assert_array_equal(crossed.sum(axis=0), flips)
        gaps = np.abs(scores - 1) / np.linalg.norm(SOURCE.weights, axis=0)
        assert np.sort(gaps, axis=1)[:, 1:].min() > 0.3


def test_a_way_without_lines_is_straight() -> None:
    model = Detectors(SOURCE, POINTS, 1.0)
    way = model.way(POINTS[0], POINTS[0] + [1.0, -0.5], BOX)
    np.testing.assert_allclose(way[1], POINTS[0] + [0.5, -0.25])
    assert len(model.crossings(way)) == 0
    np.testing.assert_allclose(along(way, 0.25), POINTS[0] + [0.25, -0.125])


@pytest.mark.parametrize(
    ("layer", "points", "threshold", "says"),
    [
        (SOURCE, POINTS, 0.0, "above 0"),
        (SOURCE, [[1.0]], 1.0, "two numbers"),
        (Dense(np.ones((3, 2)), np.ones(2)), POINTS, 1.0, "two inputs"),
        (Dense(np.array([[1.0, 0.0], [1.0, 0.0]]), np.ones(2)), POINTS, 1.0, "not all 0"),
    ],
)
def test_what_has_no_lines_is_refused(
    layer: Dense, points: np.ndarray, threshold: float, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Detectors(layer, points, threshold)
