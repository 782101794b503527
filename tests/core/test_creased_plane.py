"""The creased plane: its pieces tile the window, and ReLU is what NumPy says on each of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import CreasedPlane, Dense, Piece, relu
from tests.core.strategies import dense_layers

SOURCE = Dense(np.array([[0.2, 0.8, -0.5], [-0.9, 0.2, 0.4]]), np.array([2.0, 3.0, 0.5]))
whole = st.integers(-3, 3)  # parallel, coincident and missing creases are common among these
layers = st.lists(whole, min_size=9, max_size=9).map(
    lambda numbers: Dense(np.array(numbers[:6]).reshape(2, 3), np.array(numbers[6:]))
)


def plane_of(weights: list[list[float]], biases: list[float]) -> CreasedPlane:
    return CreasedPlane.around_creases(Dense(np.array(weights), np.array(biases)))


def holds(piece: Piece, points: np.ndarray) -> np.ndarray:
    """Whether points (k, 2) lie well inside a piece, whichever way its corners go round."""
    edges = np.roll(piece.corners, -1, axis=0) - piece.corners
    steps = points[:, None] - piece.corners
    turns = edges[:, 0] * steps[..., 1] - edges[:, 1] * steps[..., 0]
    least = 1e-7 * np.abs(edges).max()
    inside: np.ndarray = (turns > least).all(axis=1) | (turns < -least).all(axis=1)
    return inside


def check_the_pieces(plane: CreasedPlane) -> None:
    """Areas, patterns on a dense grid of points, and images, all against NumPy."""
    low, high = plane.window
    total = sum(piece.area for piece in plane.pieces)
    assert total == pytest.approx((high - low).prod(), rel=1e-9)
    assert len({piece.pattern for piece in plane.pieces}) == len(plane.pieces)
    across, up = (np.linspace(start, end, 41) for start, end in zip(low, high, strict=True))
    points = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    sums = points @ plane.layer.weights + plane.layer.biases
    inside = np.array([holds(piece, points) for piece in plane.pieces])
    assert (inside.sum(axis=0) <= 1).all()
    for piece, own in zip(plane.pieces, inside, strict=True):
        np.testing.assert_array_equal(sums[own] > 0, np.tile(piece.pattern, (own.sum(), 1)))
        there = piece.corners @ plane.layer.weights + plane.layer.biases
        size = np.abs(there).max(initial=1.0)
        np.testing.assert_allclose(plane.image(piece), relu(there), atol=1e-7 * size)
        for shares in (1.0, 0.4, np.array([1.0, 0.0, 0.3][: plane.layer.neurons])):
            image = plane.image(piece, np.resize(shares, plane.layer.neurons))
            spread = np.linalg.svd(image - image[0], compute_uv=False)
            assert (spread[2:] <= 1e-9 * size).all()  # planar, under way too
        flat = np.linalg.svd(plane.image(piece) - plane.image(piece)[0], compute_uv=False)
        assert (flat > 1e-6 * size).sum() <= piece.dimension <= sum(piece.pattern)


def test_the_creases_of_the_source_meet_where_the_text_says() -> None:
    plane = CreasedPlane.around_creases(SOURCE)
    vertices = [(-4.0789, 1.3158), (3.3784, 2.9730), (-2.6190, -4.5238)]
    np.testing.assert_allclose(plane.vertices, vertices, atol=5e-5)
    assert (plane.vertices > plane.window[0]).all()
    assert (plane.vertices < plane.window[1]).all()
    check_the_pieces(plane)
    dimensions = {piece.pattern: piece.dimension for piece in plane.pieces}
    assert len(dimensions) == 7
    assert (False, False, False) not in dimensions
    assert all(dimension == min(sum(on), 2) for on, dimension in dimensions.items())


def test_three_on_is_left_as_it_is_and_each_neuron_presses_for_itself() -> None:
    plane = CreasedPlane.around_creases(SOURCE)
    for piece in plane.pieces:
        if all(piece.pattern):
            np.testing.assert_array_equal(plane.image(piece), piece.sums)
        half = plane.image(piece, [0.5, 0.0, 1.0])
        low = np.minimum(piece.sums, 0.0)
        np.testing.assert_allclose(half, piece.sums - low * [0.5, 0.0, 1.0])


@settings(max_examples=60)
@given(layers)
def test_any_layer_of_small_whole_numbers_is_cut_rightly(layer: Dense) -> None:
    plane = CreasedPlane.around_creases(layer)
    check_the_pieces(plane)
    assert len(plane.pieces) <= 7
    for neuron, weights in enumerate(layer.weights.T):
        crease = plane.crease(neuron)
        assert len(crease) == (2 if weights.any() else 0)
        np.testing.assert_allclose(
            crease @ weights + (layer.biases[neuron] * any(weights)), 0, atol=1e-9
        )


@settings(max_examples=30)
@given(dense_layers(inputs=2))
def test_random_layers_agree_with_a_grid_of_points(layer: Dense) -> None:
    check_the_pieces(CreasedPlane(layer, np.array([[-7.0, -5.0], [6.0, 8.0]])))


@pytest.mark.parametrize(
    ("weights", "biases", "patterns", "vertices", "lines"),
    [
        ([[1, 2, -1], [0, 0, 0]], [0, 2, 1], 4, 0, 3),  # all parallel
        ([[1, 2, 0], [0, 0, 1]], [1, 2, 0], 4, 2, 2),  # two coincide
        ([[1, -1, 0], [1, -1, 1]], [1, -1, 0], 4, 2, 2),  # two coincide, facing each other
        ([[1, 0, 0], [0, 0, 0]], [0, 1, -1], 2, 0, 1),  # two are missing
        ([[1, 1, 1], [0, 1, -1]], [0, 0, 0], 6, 3, 3),  # all meet in one point
    ],
)
def test_parallel_coincident_and_missing_creases(
    weights: list[list[float]], biases: list[float], patterns: int, vertices: int, lines: int
) -> None:
    plane = plane_of(weights, biases)
    check_the_pieces(plane)
    assert (len(plane.pieces), len(plane.vertices), plane.lines) == (patterns, vertices, lines)


def test_segments_are_cut_like_the_plane() -> None:
    plane = CreasedPlane.around_creases(SOURCE)
    assert plane.sums(np.zeros((0, 2)), (True, True, True)).shape == (0, 3)  # no line meets a piece
    line = np.array([[-7.0, 0.0], [6.0, 0.0]])
    parts = plane.cut([line])
    assert sum(np.linalg.norm(part[1] - part[0]) for _, part in parts) == pytest.approx(13.0)
    for pattern, part in parts:
        middle = part.mean(axis=0) @ SOURCE.weights + SOURCE.biases
        np.testing.assert_array_equal(middle > 0, pattern)


def test_what_is_no_plane_of_two_inputs_is_refused() -> None:
    with pytest.raises(ValueError, match="two inputs, got 1"):
        CreasedPlane(Dense(np.ones((1, 3)), np.zeros(3)), np.array([[0, 0], [1, 1]]))
    with pytest.raises(ValueError, match="lower and an upper corner"):
        CreasedPlane(SOURCE, np.array([[0, 0], [1, 0]]))
