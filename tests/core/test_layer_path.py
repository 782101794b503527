import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from relu_anim import Dense, LayerPath, Placement, point_along, relu_stations, walked_lines

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
    assert path.rank == 2


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


def test_the_rank_says_whether_the_plane_stays_one() -> None:
    assert layer_path(weights=[[1, 2, 3], [2, 4, 6]]).rank == 1
    assert layer_path(weights=np.zeros((2, 3))).rank == 0


def test_a_sum_that_cancels_has_no_sign() -> None:
    path = layer_path((3.0, -1.0), [[0.1, -0.1, 1], [0.3, -0.3, 1]], [0.0, 0.0, 0.0])
    assert path.trace.linear[0] != 0
    np.testing.assert_array_equal(path.linear[:2], [0.0, 0.0])


def test_another_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="two inputs and three neurons"):
        layer_path((1.0,), [[1.0, 2.0]], [0.0, 0.0])
    with pytest.raises(ValueError, match="one point"):
        layer_path([[1.0, 2.0], [3.0, 4.0]])


def test_relu_stops_one_coordinate_after_the_other() -> None:
    np.testing.assert_array_equal(relu_stations([1.0, 2.0, 0.0]), [[1.0, 2.0, 0.0]])
    np.testing.assert_array_equal(
        relu_stations([-1.0, 2.0, -3.0]), [[-1.0, 2.0, -3.0], [0.0, 2.0, -3.0], [0.0, 2.0, 0.0]]
    )


@given(triples)
def test_the_walk_through_relu_ends_at_its_output_along_the_axes(point: Triple) -> None:
    stations = relu_stations(point)
    np.testing.assert_array_equal(stations[-1], np.maximum(point, 0))
    assert np.all(np.count_nonzero(np.diff(stations, axis=0), axis=1) == 1)


def test_a_walk_takes_the_same_time_for_every_stretch() -> None:
    stations = [[0.0, 0.0], [4.0, 0.0], [4.0, 1.0]]
    np.testing.assert_allclose(point_along(stations, 0.25), [2.0, 0.0])
    np.testing.assert_allclose(point_along(stations, 0.5), [4.0, 0.0])
    np.testing.assert_allclose(point_along(stations, 0.75), [4.0, 0.5])
    np.testing.assert_allclose(point_along(stations, 1.0), [4.0, 1.0])
    np.testing.assert_allclose(point_along([[7.0, 8.0]], 0.4), [7.0, 8.0])


def test_what_has_been_walked_ends_where_the_walk_has_come_to() -> None:
    stations = [[0.0, 0.0], [4.0, 0.0], [4.0, 1.0]]
    np.testing.assert_allclose(
        walked_lines(stations, 0.25), [[[0.0, 0.0], [2.0, 0.0]], [[2.0, 0.0], [2.0, 0.0]]]
    )
    np.testing.assert_allclose(
        walked_lines(stations, 0.75), [[[0.0, 0.0], [4.0, 0.0]], [[4.0, 0.0], [4.0, 0.5]]]
    )
    assert walked_lines([[7.0, 8.0]], 0.4).shape == (0, 2, 2)


@given(triples, st.floats(0, 1))
def test_every_stretch_begins_where_the_one_before_ends(point: Triple, share: float) -> None:
    stretches = walked_lines(relu_stations(point), share)
    np.testing.assert_array_equal(stretches[1:, 0], stretches[:-1, 1])
    here = stretches[-1, 1] if len(stretches) else np.array(point)
    np.testing.assert_array_equal(here, point_along(relu_stations(point), share))
