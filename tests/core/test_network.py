"""Networks: layers that feed each other, and the exact curve at every node."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Dense, Network
from tests.core.strategies import dense_layers


@st.composite
def networks(draw: st.DrawFn, inputs: int) -> Network:
    layers = [draw(dense_layers(inputs))]
    for _ in range(draw(st.integers(0, 2))):
        layers.append(draw(dense_layers(layers[-1].neurons)))
    return Network(tuple(layers))


def by_hand(network: Network, points: np.ndarray) -> list[np.ndarray]:
    signals = [points]
    for number, layer in enumerate(network.layers, 1):
        sums = signals[-1] @ layer.weights + layer.biases
        signals.append(sums if number == len(network.layers) else np.maximum(0, sums))
    return signals


@given(networks(inputs=2))
def test_each_layer_feeds_the_next_and_the_last_has_no_relu(network: Network) -> None:
    points = np.array([[0.3, -2.0], [1.5, 0.25], [-1.0, -1.0]])
    signals = by_hand(network, points)
    np.testing.assert_allclose(network(points), signals[-1], rtol=1e-9, atol=1e-9)
    for layer, signal in zip(network.activations(points), signals[1:], strict=True):
        np.testing.assert_allclose(layer, signal, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(network(points[1]), signals[-1][1], rtol=1e-9, atol=1e-9)


@given(networks(inputs=1))
def test_the_curve_at_every_node_is_what_the_node_puts_out(network: Network) -> None:
    x = np.linspace(-4, 4, 161)
    assert [curves.values.shape[1] for curves in network.curves] == list(network.sizes)
    for signal, curves in zip(by_hand(network, x[:, np.newaxis]), network.curves, strict=True):
        size = 1 + np.abs(signal).max()
        np.testing.assert_allclose(curves(x) / size, signal / size, atol=1e-9)
        for neuron, expected in enumerate(signal.T):
            curve = curves.column(neuron)
            np.testing.assert_allclose(curve(x) / size, expected / size, atol=1e-9)


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5, 6])
def test_the_tent_map_through_k_layers_has_2_to_the_k_pieces_from_3_k_units(depth: int) -> None:
    first = Dense(np.ones((1, 3)), np.array([0.0, -0.5, -1.0]))
    fold = np.array([[2.0], [-4.0], [2.0]])
    middle = Dense(fold @ np.ones((1, 3)), first.biases)
    network = Network((first, *[middle] * (depth - 1), Dense(fold, np.zeros(1))))
    sawtooth = network.curves[-1].column(0)
    x = np.linspace(0, 1, 999)
    expected = 1 - np.abs((x * 2 ** (depth - 1) % 1) * 2 - 1)
    np.testing.assert_allclose(sawtooth(x), expected, atol=1e-12)
    assert len(sawtooth.corners(0, 1)) - 1 == 2**depth
    assert sum(network.sizes[1:-1]) == 3 * depth


def test_layers_that_do_not_fit_together_are_refused() -> None:
    two = Dense(np.ones((1, 2)), np.zeros(2))
    three = Dense(np.ones((3, 1)), np.zeros(1))
    with pytest.raises(ValueError, match="fit together, got 2 neurons before 3 inputs"):
        Network((two, three))
    with pytest.raises(ValueError, match="at least one layer"):
        Network(())


def test_curves_are_drawn_over_one_input_only() -> None:
    with pytest.raises(ValueError, match="need a network of one input"):
        _ = Network((Dense(np.ones((2, 1)), np.zeros(1)),)).curves
