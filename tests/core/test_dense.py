"""A point on its way through a dense layer, step by step."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Dense
from tests.core.strategies import dense_layers, slopes

SOURCE = Dense(
    np.array([[0.2, 0.8, -0.5], [-0.9, 0.2, 0.4]]),
    np.array([2.0, 3.0, 0.5]),
)
POINT = (0.5, 1.0)


def by_hand(layer: Dense, point: list[float]) -> list[float]:
    """`v W`, by two plain loops."""
    rows = layer.weights.tolist()
    return [
        math.fsum(x * row[j] for x, row in zip(point, rows, strict=True))
        for j in range(layer.neurons)
    ]


def test_the_source_point_times_the_weights_is_minus_0_8_0_6_and_0_15() -> None:
    np.testing.assert_allclose(SOURCE.linear(POINT), (-0.8, 0.6, 0.15), rtol=0, atol=1e-15)


def test_with_the_biases_it_is_1_2_3_6_and_0_65() -> None:
    np.testing.assert_allclose(SOURCE.affine(POINT), (1.2, 3.6, 0.65), rtol=0, atol=1e-15)


def test_relu_leaves_the_source_point_as_it_is() -> None:
    assert SOURCE(POINT).tolist() == SOURCE.affine(POINT).tolist()


def test_without_the_bias_relu_takes_its_negative_entry() -> None:
    trace = SOURCE.trace(POINT)
    np.testing.assert_allclose(trace.output_without_bias, (0, 0.6, 0.15), rtol=0, atol=1e-15)
    assert not np.signbit(trace.output_without_bias).any()


def test_the_trace_holds_every_product_and_sum_of_the_source() -> None:
    trace = SOURCE.trace(POINT)
    products = [[0.1, 0.4, -0.25], [-0.9, 0.2, 0.4]]
    np.testing.assert_allclose(trace.products, products, rtol=0, atol=1e-15)
    sums = [[0.1, 0.4, -0.25], [-0.8, 0.6, 0.15]]
    np.testing.assert_allclose(trace.partial_sums, sums, rtol=0, atol=1e-15)
    np.testing.assert_allclose(trace.linear, (-0.8, 0.6, 0.15), rtol=0, atol=1e-15)
    np.testing.assert_allclose(trace.affine, (1.2, 3.6, 0.65), rtol=0, atol=1e-15)
    np.testing.assert_allclose(trace.output, (1.2, 3.6, 0.65), rtol=0, atol=1e-15)
    assert trace.point.tolist() == [0.5, 1.0]
    assert trace.biases.tolist() == [2.0, 3.0, 0.5]
    assert trace.weights.tolist() == SOURCE.weights.tolist()


@given(dense_layers(), st.data())
def test_every_step_is_what_two_plain_loops_compute(layer: Dense, data: st.DataObject) -> None:
    point = data.draw(st.lists(slopes, min_size=layer.inputs, max_size=layer.inputs))
    linear = np.array(by_hand(layer, point))
    trace = layer.trace(point)
    for step in (trace.linear, layer.linear(point), trace.partial_sums[-1]):
        np.testing.assert_allclose(step, linear, atol=1e-12)
    for step in (trace.affine, layer.affine(point)):
        np.testing.assert_allclose(step, linear + layer.biases, atol=1e-12)
    outputs = [max(0.0, z) for z in linear + layer.biases]
    for step in (trace.output, layer(point)):
        np.testing.assert_allclose(step, outputs, atol=1e-12)
    without = [max(0.0, z) for z in linear]
    np.testing.assert_allclose(trace.output_without_bias, without, atol=1e-12)


@given(dense_layers(), st.integers(0, 6), st.data())
def test_many_points_go_through_as_each_would_alone(
    layer: Dense, count: int, data: st.DataObject
) -> None:
    numbers = st.lists(slopes, min_size=layer.inputs, max_size=layer.inputs)
    points = np.array(data.draw(st.lists(numbers, min_size=count, max_size=count)))
    points = points.reshape(count, layer.inputs)
    many = layer.trace(points)
    assert many.products.shape == (count, layer.inputs, layer.neurons)
    assert layer(points).shape == many.output.shape == (count, layer.neurons)
    for index, point in enumerate(points):
        one = layer.trace(point)
        for step in ("products", "partial_sums", "linear", "affine", "output"):
            assert getattr(many, step)[index].tolist() == getattr(one, step).tolist()


@given(dense_layers(), st.data())
def test_partial_sums_grow_by_one_product_each(layer: Dense, data: st.DataObject) -> None:
    point = data.draw(st.lists(slopes, min_size=layer.inputs, max_size=layer.inputs))
    trace = layer.trace(point)
    steps = np.diff(trace.partial_sums, axis=0, prepend=0)
    np.testing.assert_allclose(steps, trace.products, atol=1e-12)


def test_one_input_and_one_neuron_make_a_layer() -> None:
    layer = Dense(np.array([[2.0]]), np.array([-1.0]))
    assert layer([3.0]).tolist() == [5.0]
    assert (layer.inputs, layer.neurons) == (1, 1)


def test_lists_and_integers_are_welcome() -> None:
    layer = Dense([[1, 0, -1], [0, 2, 1]], [0, 1, 0])  # type: ignore[arg-type]
    assert layer.affine((1, -2)).tolist() == [1.0, -3.0, -3.0]


def test_nothing_of_a_layer_or_trace_can_be_changed() -> None:
    trace = SOURCE.trace(POINT)
    for array in (SOURCE.weights, SOURCE.biases, trace.products, trace.output, trace.point):
        with pytest.raises(ValueError, match="read-only"):
            array.flat[0] = 7.0


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Dense(np.zeros(3), np.zeros(3)), "weights in rows and columns"),
        (lambda: Dense(np.zeros((0, 3)), np.zeros(3)), "weights in rows and columns"),
        (lambda: Dense(np.zeros((2, 3)), np.zeros(2)), "one bias for each of the 3 columns.*got 2"),
        (lambda: Dense(np.zeros((2, 3)), np.zeros((1, 3))), "one bias for each.*shape"),
        (lambda: Dense([[1, 2], [3]], [0, 0]), "rows of equal length"),  # type: ignore[arg-type]
        (lambda: Dense(np.array([[math.nan]]), np.zeros(1)), "finite weights, got nan"),
        (lambda: Dense(np.zeros((1, 1)), np.array([math.inf])), "finite biases, got inf"),
        (lambda: SOURCE([1.0]), "one number in a point for each of the 2 rows.*got 1"),
        (lambda: SOURCE([1.0, 2.0, 3.0]), "one number in a point.*got 3"),
        (lambda: SOURCE(1.0), "one number in a point"),
        (lambda: SOURCE(np.zeros((2, 2, 2))), "one number in a point.*shape"),
        (lambda: SOURCE.trace([math.nan, 0]), "finite point, got nan"),
        (lambda: Dense(np.array([[1e200]]), np.zeros(1))([1e200]), "finite weighted sums"),
        (lambda: Dense(np.array([[1e200]]), np.zeros(1)).trace([1e200]), "finite products"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(
    make: Callable[[], object], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        make()
    assert str(refusal.value).startswith("need ")
    assert "\n" not in str(refusal.value)
