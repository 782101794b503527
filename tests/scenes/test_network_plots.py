"""A network as small plots: curves, dots, wires and light against NumPy's own forward pass."""

from __future__ import annotations

import numpy as np
import pytest

from relu_anim import Dense, Gables, Network
from scenes.layers import DEEP
from scenes.layout import FRAME
from scenes.mobjects.networks.edges import width_of
from scenes.mobjects.networks.plots import PlotNetwork, Travel
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.moving import Trail, Turned
from scenes.theme import DARK
from tests.scenes.performance import drawn_pieces

KNOTS = np.arange(9) / 8
X = np.linspace(0.0, 1.0, 401)
PEAK, HALF = 0.25, 0.125


def sine(x: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * x)


WAVE = np.interp(X, KNOTS, sine(KNOTS))
GABLES = Gables.of(sine, 8)


def forward(network: Network, x: float) -> list[np.ndarray]:
    """What each layer puts out, written out anew."""
    outputs, signal = [], np.array([x])
    for layer in network.layers:
        signal = signal @ layer.weights + layer.biases
        if layer is not network.layers[-1]:
            signal = np.where(signal > 0, signal, 0.0)
        outputs.append(signal)
    return outputs


def check_the_network(drawing: PlotNetwork, travel: Travel, x: float) -> None:
    """Curves, dots, wires and what is lit, against the forward pass."""
    network, outputs_of = drawing.network, [np.ones(1), *forward(drawing.network, x)]
    low, high = drawing.output.x_range
    places = np.linspace(low, high, 9)
    signals = [forward(network, place) for place in places]
    dots = travel.dots.points.reshape(-1, 32, 3).mean(axis=1)
    for layer, outputs in enumerate(forward(network, x)):
        for neuron, y in enumerate(outputs):
            plot, index = drawing.curve(layer, neuron)
            away = np.linalg.norm(dots - plot.point(x, y), axis=1)
            assert away.min() < 1e-6 or y == 0
            if plot is not drawing.output:
                assert (plot.lit[index] > 0) == (y > 0)
            corners = np.vstack(drawn_pieces(plot.curves[index]))
            wanted = [signal[layer][neuron] for signal in signals]
            got = np.interp(places, corners[:, 0], corners[:, 1])
            np.testing.assert_allclose(got, wanted, atol=1e-6 * (1 + np.abs(wanted).max()))
    for (layer, source, neuron), wire in drawing.wires.items():
        weight = network.layers[layer].weights[source, neuron]
        assert wire.weight == weight
        assert (wire.lit > 0) == (outputs_of[layer][source] > 0)
        if wire.lit == 1 and weight:
            assert wire.get_stroke_width() == pytest.approx(width_of(weight))


@pytest.mark.parametrize("x", [0.0, 0.3, 0.5, 0.81, 1.0])
def test_one_x_is_on_every_plot_at_once(x: float) -> None:
    drawing = PlotNetwork(GABLES.network, DARK, DEEP, (0, 1), shared=(2, 1))
    check_the_network(drawing, Travel(drawing, DARK, 0.0).set_value(x), x)


def test_a_changed_weight_changes_its_wire_and_what_depends_on_it() -> None:
    drawing = PlotNetwork(GABLES.network, DARK, DEEP, (0, 1), shared=(2, 1))
    before = [plot.curves[0].points.copy() for plot in drawing.plots[1]]
    ramps, tents, output = GABLES.network.layers
    weights = tents.weights.copy()
    weights[4, 2] = -4.0
    changed = Network((ramps, Dense(weights, tents.biases), output))
    drawing.set_value(changed)
    check_the_network(drawing, Travel(drawing, DARK, 0.4), 0.4)
    after = [plot.curves[0].points for plot in drawing.plots[1]]
    same = [*map(np.array_equal, before, after)]
    assert same == [True, True, False, True, True, True]


def test_a_part_is_turned_and_what_moved_lies_between() -> None:
    ground = Ground(DARK, FRAME, (0.0, 1.0), 0.0, up=1.0)
    tent = GABLES.gable(1).relu()
    turned = Turned(ground, GABLES.wave, tent, "total", 1.4)
    (piece,) = drawn_pieces(turned.graph.graph)
    bump = np.maximum(0.0, 1 - np.abs(piece[:, 0] - PEAK) / HALF)
    np.testing.assert_allclose(piece[:, 1], np.interp(piece[:, 0], X, WAVE) + 0.4 * bump, atol=1e-4)


def test_a_trail_ends_at_its_x() -> None:
    trail = Trail(Ground(DARK, FRAME, (0.0, 1.0), 0.0, up=1.0), GABLES.wave, "total", 0.0)
    (piece,) = drawn_pieces(trail.set_value(0.4).bright.graph)
    assert piece[-1, 0] == pytest.approx(0.4)
    np.testing.assert_allclose(piece[:, 1], np.interp(piece[:, 0], KNOTS, sine(KNOTS)), atol=1e-9)


def test_a_plot_goes_to_another_place_with_all_that_it_shows() -> None:
    plot = PlotNetwork(GABLES.network, DARK, DEEP, (0, 1), shared=(2, 1)).output
    plot.set_value(plot.to(FRAME, (-1.5, 1.5))(1.0))
    (piece,) = drawn_pieces(plot.curves[0])
    assert plot.window == FRAME
    np.testing.assert_allclose(piece[:, 1], np.interp(piece[:, 0], KNOTS, sine(KNOTS)), atol=1e-9)
