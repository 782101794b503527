"""The curves of a whole layer at once: against the forward pass, NumPy, and one curve at a time."""

from __future__ import annotations

import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relu_anim import Dense, HiddenLayer, Network, Neuron, PiecewiseLinear
from tests.core.strategies import increasing

X = np.linspace(-4, 4, 321)
# Many weights are 0, many neurons dead, and many break points equal, exactly or but for rounding.
plain = st.sampled_from([0.0, 0.0, 0.1, 0.2, -0.3, 0.3, 0.7, -1.0, 1.0, 2.0, -2.0])
numbers = plain | st.floats(-3, 3).map(lambda number: round(number, 6))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    sizes = [1, *draw(st.lists(st.integers(1, 5), min_size=1, max_size=3)), 1]
    layers = []
    for rows, columns in pairwise(sizes):
        count = (rows + 1) * columns
        drawn = draw(st.lists(numbers, min_size=count, max_size=count))
        matrix = np.array(drawn).reshape(rows + 1, columns)
        layers.append(Dense(matrix[:-1], matrix[-1]))
    return Network(tuple(layers))


def outputs(network: Network) -> list[np.ndarray]:
    """What the forward pass computes at X, of the input itself and of every layer."""
    points = X[:, np.newaxis]
    return [points, *network.activations(points)]


def sizes_of_terms(network: Network) -> list[np.ndarray]:
    """The same with all signs made +: what rounding errors are measured by."""
    sizes = [np.abs(X)[:, np.newaxis]]
    for layer in network.layers:
        sizes.append(sizes[-1] @ np.abs(layer.weights) + np.abs(layer.biases))
    return [size + 1e-300 for size in sizes]


def one_at_a_time(network: Network) -> list[list[PiecewiseLinear]]:
    """The curve of every neuron, made of functions that are added up by themselves."""
    rows = [[PiecewiseLinear.line(1.0, 0.0)]]
    for number, layer in enumerate(network.layers, 1):
        row = []
        for weights, bias in zip(layer.weights.T, layer.biases, strict=True):
            terms = [weight * f for weight, f in zip(weights, rows[-1], strict=True)]
            total = PiecewiseLinear.sum_of([PiecewiseLinear.constant(bias), *terms])
            row.append(total if number == len(network.layers) else total.relu())
        rows.append(row)
    return rows


@given(networks())
def test_the_curves_of_a_layer_are_its_forward_pass(network: Network) -> None:
    for curves, expected, size in zip(
        network.curves, outputs(network), sizes_of_terms(network), strict=True
    ):
        np.testing.assert_allclose(curves(X) / size, expected / size, rtol=0, atol=1e-12)


@given(networks())
def test_a_neuron_taken_out_is_numpys_interpolation_of_its_own_corners(network: Network) -> None:
    for curves, expected, size in zip(
        network.curves, outputs(network), sizes_of_terms(network), strict=True
    ):
        for neuron in range(curves.values.shape[1]):
            corners = curves.column(neuron).corners(-4, 4)
            drawn = np.interp(X, *corners.T)
            error = np.abs(drawn - expected[:, neuron]).max()
            assert error <= 1e-12 * size[:, neuron].max()


@given(networks())
def test_a_neuron_taken_out_has_the_kinks_of_the_curve_made_by_itself(network: Network) -> None:
    for curves, alone in zip(network.curves, one_at_a_time(network), strict=True):
        for neuron, expected in enumerate(alone):
            curve = curves.column(neuron)
            assert curve.kinks.size == expected.kinks.size
            np.testing.assert_allclose(curve.kinks, expected.kinks, rtol=1e-9, atol=1e-9)
            assert curve.simplified().knots.tolist() == curve.knots.tolist()


@given(networks())
@example(Network((Dense(np.array([[1.0, 1.0]]), np.array([-0.3, -0.1 - 0.2])),)))
def test_every_neuron_of_the_first_layer_bends_at_minus_bias_over_weight(network: Network) -> None:
    first = network.layers[0]
    curves = PiecewiseLinear(np.zeros(1), np.zeros((1, 1)), 1, 1)
    ramps = curves.affine(first.weights, first.biases).relu()
    for neuron, (weight, bias) in enumerate(zip(first.weights[0], first.biases, strict=True)):
        expected = [-bias / weight] if weight else []
        np.testing.assert_allclose(ramps.column(neuron).kinks, expected, rtol=1e-14, atol=1e-14)


@given(st.lists(st.tuples(numbers, numbers.filter(bool), numbers), min_size=1, max_size=8))
def test_one_output_of_many_ramps_bends_where_the_ramps_do_not_cancel(
    units: list[tuple[float, float, float]],
) -> None:
    layer = HiddenLayer(0.0, tuple((c, Neuron.breaking_at(x, w)) for c, w, x in units))
    bends = {round(x, 9): 0.0 for _, _, x in units}
    for c, w, x in units:
        bends[round(x, 9)] += c * abs(w)
    expected = sorted(x for x, bend in bends.items() if abs(bend) > 1e-12)
    np.testing.assert_allclose(layer.function.kinks, expected, atol=1e-8)
    np.testing.assert_allclose(layer.function(X), layer(X), rtol=0, atol=1e-12)


def test_break_points_that_coincide_up_to_rounding_are_one_knot_of_the_layer() -> None:
    ramps = PiecewiseLinear.ramps(np.array([0.3, 0.1 + 0.2, 0.5]), np.array([1.0, -2.0, 3.0]))
    assert ramps.knots.tolist() == [0.3, 0.5]
    assert ramps(np.array([0.3])).tolist() == [[0.0, 0.0, 0.0]]
    np.testing.assert_allclose(ramps(np.array([0.0, 1.0])), [[0, 0.6, 0], [0.7, 0, 1.5]])


def test_what_cancels_in_a_layer_is_exactly_0_and_bends_nowhere() -> None:
    pair = Dense(np.ones((1, 2)), np.array([-0.3, -0.1 - 0.2]))
    network = Network((pair, Dense(np.array([[1.0, 0.1], [-1.0, 0.2]]), np.zeros(2))))
    nothing, ramp = (network.curves[-1].column(neuron) for neuron in (0, 1))
    assert (nothing.kinks.tolist(), nothing(X).any()) == ([], False)
    assert ramp.kinks.tolist() == [0.3]


def test_dead_neurons_are_0_and_bend_nowhere() -> None:
    network = Network((Dense(np.zeros((1, 2)), np.array([-1.0, 2.0])), Dense(np.ones((2, 1)), [0])))  # type: ignore[arg-type]
    dead, constant = (network.curves[1].column(neuron) for neuron in (0, 1))
    assert (dead.kinks.size, dead(X).any()) == (0, False)
    assert (constant.kinks.size, set(constant(X))) == (0, {2.0})


@given(increasing(2, 5), st.integers(1, 4), st.data())
def test_columns_of_given_values_are_numpys_interpolations(
    knots: list[float], columns: int, data: st.DataObject
) -> None:
    count = len(knots) * columns
    drawn = data.draw(st.lists(numbers, min_size=count, max_size=count))
    values = np.array(drawn).reshape(len(knots), columns)
    f = PiecewiseLinear(np.array(knots), values)
    x = np.linspace(knots[0] - 1, knots[-1] + 1, 101)
    expected = np.column_stack([np.interp(x, knots, column) for column in values.T])
    np.testing.assert_allclose(f(x), expected, atol=1e-12)
    np.testing.assert_allclose(f.relu()(x), np.maximum(0, expected), atol=1e-12)
    for index, column in enumerate(values.T):
        alone = PiecewiseLinear(np.array(knots), column).simplified()
        assert f.column(index).knots.tolist() == alone.knots.tolist()


def test_corners_of_a_layer_draw_all_of_its_graphs() -> None:
    f = PiecewiseLinear(np.array([0.0, 1.0]), np.array([[0.0, 1.0], [2.0, 1.0]]))
    assert f.corners(-1, 2).tolist() == [[-1, 0, 1], [0, 0, 1], [1, 2, 1], [2, 2, 1]]


def test_a_layer_answers_with_one_more_axis() -> None:
    f = PiecewiseLinear(np.zeros(1), np.zeros((1, 3)), -1.0, np.array([1.0, 2.0, 3.0]))
    assert np.shape(f(2.0)) == (3,)
    assert f(np.zeros((4, 2))).shape == (4, 2, 3)
    assert f(np.array([-2.0, 2.0])).tolist() == [[2, 2, 2], [2, 4, 6]]


def test_a_layer_survives_the_way_to_another_process_and_reads_aloud() -> None:
    f = PiecewiseLinear(np.arange(2.0), np.ones((2, 3)), 1.0, 2.0)
    again = pickle.loads(pickle.dumps(f.relu()))  # noqa: S301 - our own bytes
    np.testing.assert_array_equal(again(X), f.relu()(X))
    assert repr(f) == "PiecewiseLinear(3 columns over 2 knots)"


@pytest.mark.parametrize(
    ("values", "slope", "complaint"),
    [
        (np.zeros((2, 3)), np.zeros(2), "one left slope, or one for each column"),
        (np.zeros((2, 3)), np.zeros((1, 3)), "one left slope, or one for each column"),
        (np.zeros((3, 2)), 0.0, "as many values as knots"),
        (np.zeros((2, 0)), 0.0, "as many values as knots"),
        (np.zeros((2, 3)), np.array([0, np.nan, 0]), "finite left slope"),
        (np.zeros(2), np.zeros(2), "one left slope, or one for each column"),
    ],
)
def test_values_and_slopes_that_do_not_fit_are_refused(
    values: np.ndarray, slope: float | np.ndarray, complaint: str
) -> None:
    with pytest.raises(ValueError, match=f"^need .*{complaint}"):
        PiecewiseLinear(np.arange(2.0), values, slope)


def test_heights_that_no_float_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="finite values"):
        PiecewiseLinear(np.zeros(1), np.full((1, 1), 1e200)).affine(np.full((1, 2), 1e200))
