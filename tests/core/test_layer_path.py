import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from relu_anim import Dense, LayerPath, Placement, pressed

WEIGHTS = [[0.2, 0.8, -0.5], [-0.9, 0.2, 0.4]]
BIASES = [2.0, 3.0, 0.5]
Pair = tuple[float, float]
Triple = tuple[float, float, float]
numbers = st.floats(-1e3, 1e3, allow_subnormal=False)
triples = st.tuples(numbers, numbers, numbers)


def layer_path(
    point: ArrayLike = (0.5, 1.0), weights: ArrayLike = WEIGHTS, biases: ArrayLike = BIASES
) -> LayerPath:
    return LayerPath(Dense(np.array(weights), np.array(biases)).trace(point))


def test_the_sources_point_goes_where_the_source_says() -> None:
    path = layer_path()
    np.testing.assert_allclose(path.linear, [-0.8, 0.6, 0.15])
    np.testing.assert_allclose(path.affine, [1.2, 3.6, 0.65])
    np.testing.assert_allclose(path.output, [1.2, 3.6, 0.65])
    np.testing.assert_allclose(path.output_without_bias, [0.0, 0.6, 0.15])


def test_unit_vectors_land_on_the_rows_of_the_weights() -> None:
    np.testing.assert_array_equal(layer_path().placement(0.0)(np.eye(2)), WEIGHTS)


@given(
    st.tuples(numbers, numbers), st.tuples(triples, triples), triples, st.tuples(triples, triples)
)
def test_every_stop_on_the_way_is_a_weighted_mean_of_both_ends(
    point: Pair, weights: tuple[Triple, Triple], biases: Triple, rows: tuple[Triple, Triple]
) -> None:
    path, origin = layer_path(point, weights, biases), np.array([7.0, -8.0, 9.0])
    before = Placement(np.array(rows), origin)
    there, landed = origin + np.array(point) @ np.array(rows), np.array(point) @ np.array(weights)
    size = 1e3 + np.abs(point).max() * (np.abs(rows).max() + np.abs(weights).max())
    for share in (0.0, 0.3, 1.0):
        here = before.towards(path.placement(0.0), share)([point])[0]
        np.testing.assert_allclose(here, there + share * (landed - there), atol=1e-12 * size)
        shifted = path.placement(share)([point])[0]
        np.testing.assert_allclose(shifted, landed + share * np.array(biases), atol=1e-12 * size)


def test_a_sum_that_cancels_has_no_sign() -> None:
    path = layer_path((3.0, -1.0), [[0.1, -0.1, 1], [0.3, -0.3, 1]], [0.0, 0.0, 0.0])
    assert path.trace.linear[0] != 0
    np.testing.assert_array_equal(path.linear[:2], [0.0, 0.0])


def test_another_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="two inputs and three neurons"):
        layer_path((1.0,), [[1.0, 2.0]], [0.0, 0.0])
    with pytest.raises(ValueError, match="one point"):
        layer_path([[1.0, 2.0], [3.0, 4.0]])


@given(triples, st.floats(0, 1))
def test_relu_pushes_a_point_straight_to_its_output(point: Triple, share: float) -> None:
    there = np.maximum(point, 0.0)
    np.testing.assert_allclose(pressed(point, share), point + share * (there - point), atol=1e-9)
    np.testing.assert_array_equal(pressed(point, 1.0), there)
    np.testing.assert_array_equal(pressed(point, 0.0), np.array(point) + 0.0)


@pytest.mark.parametrize(
    ("linear", "biases", "telling"),
    [
        ((-0.8, 0.6, 0.15), (2, 3, 0.5), 0),
        ((-1, -3, 2), (0, 5, 0), 1),  # the furthest below zero without the bias
        ((1, 2, 3), (0, -3, -9), 2),  # with it, where none is below zero without
        ((3, 1, 2), (0, 0, 0), 1),  # the nearest to zero, where none ever is
    ],
)
def test_the_wall_that_tells_most_is_that_of_the_neuron_that_relu_stops(
    linear: Triple, biases: Triple, telling: int
) -> None:
    path = layer_path((1.0, 0.0), [linear, (0.0, 0.0, 0.0)], biases)
    assert path.telling == telling
