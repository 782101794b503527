"""The diagram of a network: where its nodes stand, and that all it shows is the network's."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import manim as mn
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relu_anim import Dense, Network, Tent
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Layout, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.networks.diagram import Look, NetworkDiagram
from scenes.mobjects.networks.edges import Edge, width_of
from scenes.mobjects.networks.nodes import PlotNode
from scenes.mobjects.networks.places import Direction, node_boxes
from scenes.mobjects.text.notation import Notation
from scenes.theme import DARK, STROKES

ROOM = Layout.for_frame(STAGE_WIDTH, STAGE_HEIGHT).main
LINE = np.array([[0.0, 0.0, 0.0], [2.0, 1.0, 0.0]])
TENT = Tent(0.2, 0.5, 0.8, 0.3).in_two_layers()
directions: st.SearchStrategy[Direction] = st.sampled_from(["right", "down"])


@st.composite
def networks(draw: st.DrawFn, sizes: tuple[int, ...] = ()) -> Network:
    """Networks of one input; some of their weights and biases are 0."""
    if not sizes:
        sizes = (1, *draw(st.lists(st.integers(1, 4), min_size=1, max_size=3)))
    number = st.just(0.0) | st.floats(-9, 9).map(lambda weight: round(weight, 2))
    layers = []
    for inputs, neurons in pairwise(sizes):
        count = (inputs + 1) * neurons
        numbers = draw(st.lists(number, min_size=count, max_size=count))
        matrix = np.array(numbers).reshape(inputs + 1, neurons)
        layers.append(Dense(matrix[:-1], matrix[-1]))
    return Network(tuple(layers))


def diagram_of(network: Network, look: Look, **options: Any) -> NetworkDiagram:
    roles = [["ramp"] * size for size in network.sizes]
    return NetworkDiagram(network, DARK, ROOM, look, roles, **options)


def outputs_by_hand(network: Network, x: np.ndarray) -> list[np.ndarray]:
    signals = [x[:, np.newaxis]]
    for layer in network.layers:
        sums = signals[-1] @ layer.weights + layer.biases
        signals.append(sums if layer is network.layers[-1] else np.maximum(0.0, sums))
    return signals


@given(
    st.lists(st.integers(1, 12), min_size=2, max_size=6),
    st.floats(0.5, 14),
    st.floats(0.5, 8),
    directions,
    st.floats(0.1, 3),
    st.floats(0.1, 3),
)
def test_nodes_stand_inside_their_region_and_never_touch(
    sizes: list[int], width: float, height: float, direction: Direction, along: float, across: float
) -> None:
    region = Region(-1.0, width - 1.0, -2.0, height - 2.0)
    rows = node_boxes(region, sizes, direction, [(along, across)] * len(sizes))
    assert [len(row) for row in rows] == sizes
    boxes = [box for row in rows for box in row]
    for box in boxes:
        assert region.left - 1e-9 <= box.left < box.right <= region.right + 1e-9
        assert region.bottom - 1e-9 <= box.bottom < box.top <= region.top + 1e-9
    for first, second in combinations(boxes, 2):
        apart = (
            max(first.left, second.left) > min(first.right, second.right),
            max(first.bottom, second.bottom) > min(first.top, second.top),
        )
        assert any(apart)


@pytest.mark.parametrize(("direction", "axis", "sign"), [("right", 0, 1), ("down", 1, -1)])
def test_a_network_leads_from_its_inputs_to_its_outputs(
    direction: Direction, axis: int, sign: int
) -> None:
    rows = node_boxes(ROOM, [1, 8, 8, 1], direction, [(0.7, 0.7)] * 4)
    places = [sign * row[0].center[axis] for row in rows]
    assert places == sorted(places)
    neurons = [box.center[1 - axis] for box in rows[1]]
    assert neurons == sorted(neurons, reverse=direction == "right")


@given(directions, st.booleans(), networks())
@settings(max_examples=20)
def test_edges_run_from_the_border_of_a_node_to_that_of_another(
    direction: Direction, framed: bool, network: Network
) -> None:
    look = Look(direction, numbers=False, x_range=(0.0, 1.0) if framed else None)
    diagram = diagram_of(network, look)
    for (layer, source, neuron), edge in diagram.edges.items():
        ends = diagram.nodes[layer][source], diagram.nodes[layer + 1][neuron]
        for node, end in zip(ends, edge.line, strict=True):
            from_middle = np.abs(end - node.middle)
            if isinstance(node, PlotNode):
                assert np.isclose(from_middle, node.half).any()
            else:
                assert np.linalg.norm(from_middle) == pytest.approx(node.half[0])


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_the_larger_a_weight_the_wider_its_edge(one: float, other: float) -> None:
    small, large = sorted((one, other), key=abs)
    assume(abs(large) - abs(small) > 1e-6)
    assert STROKES.hair <= width_of(small) < width_of(large) < STROKES.strong
    assert width_of(-large) == width_of(large)


def test_colour_and_dashes_tell_the_sign_of_a_weight() -> None:
    edge = Edge(LINE, 0.5, DARK, None, zeros=False)
    plus = edge.stroke_color, len(edge.points)
    edge.set_value(-0.5)
    minus = edge.stroke_color, len(edge.points)
    assert plus == (mn.ManimColor(DARK.weight), 4)
    assert minus[0] == mn.ManimColor(DARK.error)
    assert minus[1] > 4
    edge.set_value(2.0)
    assert (edge.stroke_color, len(edge.points)) == plus


def test_an_edge_takes_the_colour_of_its_neuron_where_there_is_one() -> None:
    for weight in (2.0, -1.0):
        edge = Edge(LINE, weight, DARK, "second", zeros=False)
        assert edge.stroke_color == mn.ManimColor(DARK.second)
        assert edge.stroke_width == STROKES.guide


@pytest.mark.parametrize(("zeros", "width"), [(False, 0.0), (True, STROKES.hair)])
def test_a_weight_of_0_is_left_out_or_a_hairline(zeros: bool, width: float) -> None:
    edge = Edge(LINE, 3.0, DARK, None, zeros).set_value(0.0)
    assert edge.stroke_width == width


def test_how_opaque_an_edge_is_stays_with_the_scene() -> None:
    edge = Edge(LINE, 3.0, DARK, None, zeros=False)
    edge.set_stroke(opacity=0.3)
    assert edge.set_value(-1.0).stroke_opacity == 0.3


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_another_value_shows_what_a_diagram_of_that_network_shows(data: st.DataObject) -> None:
    first = data.draw(networks())
    second = data.draw(networks(first.sizes))
    ranges = [(-5.0, 8.0)] * len(first.layers)
    look = Look(
        data.draw(directions),
        signed=data.draw(st.booleans()),
        zeros=data.draw(st.booleans()),
        weights=Notation(2),
        biases=Notation(2),
        x_range=data.draw(st.sampled_from([None, (-1.0, 2.0)])),
        y_ranges=ranges,
    )
    point = data.draw(st.none() | st.just(0.3))
    changed = diagram_of(first, look, point=point).set_value(second)
    fresh = diagram_of(second, look, point=point)
    for one, other in zip(changed.get_family(), fresh.get_family(), strict=True):
        assert type(one) is type(other)
        np.testing.assert_allclose(one.points, other.points, atol=1e-9)
        if isinstance(one, mn.VMobject) and len(one.points):
            assert one.stroke_width == other.stroke_width
            np.testing.assert_array_equal(one.stroke_rgbas, other.stroke_rgbas)
            np.testing.assert_array_equal(one.fill_rgbas, other.fill_rgbas)


def test_a_network_of_other_sizes_is_refused() -> None:
    other = Network(TENT.layers[:2])
    with pytest.raises(ValueError, match=r"sizes \(1, 2, 2, 1\), got \(1, 2, 2\)"):
        diagram_of(TENT, Look()).set_value(other)


@given(networks())
@settings(max_examples=25)
def test_the_curve_in_a_node_is_what_its_neuron_puts_out(network: Network) -> None:
    diagram = diagram_of(network, Look(numbers=False, x_range=(-1.0, 2.0)))
    for row, nodes in enumerate(diagram.nodes[1:], 1):
        for neuron, node in enumerate(nodes):
            assert isinstance(node, PlotNode)
            (path,) = node.curve.paths
            x, y = node.data_of(path).T
            expected = outputs_by_hand(network, x)[row][:, neuron]
            np.testing.assert_allclose(y, expected, atol=1e-9 * (1 + np.abs(expected).max()))
            between = np.linspace(-1, 2, 200)
            expected = outputs_by_hand(network, between)[row][:, neuron]
            drawn = np.interp(between, x, y)
            np.testing.assert_allclose(drawn, expected, atol=1e-6 * (1 + np.abs(expected).max()))


@given(networks((1, 2, 3, 1)), st.floats(-2, 2))
@settings(max_examples=20)
def test_the_numbers_in_the_nodes_are_those_of_the_forward_pass(network: Network, x: float) -> None:
    diagram = diagram_of(network, Look(numbers=False), point=0.0)
    assert diagram.activity is not None
    diagram.activity.set_value(x)
    for numbers, outputs in zip(
        diagram.activity.rows, outputs_by_hand(network, np.array([x])), strict=True
    ):
        values = [number.value for number in numbers]
        np.testing.assert_allclose(values, outputs[0], atol=1e-9)


def test_a_node_is_the_brighter_the_more_it_puts_out() -> None:
    diagram = diagram_of(TENT, Look(full=0.6), point=0.1)
    assert diagram.activity is not None
    node, dark = diagram.nodes[1][0].shape, mn.ManimColor(DARK.panel).to_rgb()
    np.testing.assert_allclose(node.fill_rgbas[0, :3], dark)
    brightness = []
    for x in (0.3, 0.5, 0.7, 0.9):
        diagram.activity.set_value(x)
        brightness.append(float(node.fill_rgbas[0, :3].sum()))
    assert brightness[0] > dark.sum()
    assert brightness == sorted(set(brightness))


def test_nodes_are_lit_even_where_there_is_no_room_for_any_number() -> None:
    small = Region(0.0, 1.0, 0.0, 1.0)
    roles = [["ramp"] * size for size in TENT.sizes]
    diagram = NetworkDiagram(TENT, DARK, small, Look(numbers=False), roles, point=0.5)
    assert diagram.activity is not None
    assert not any(diagram.activity.rows)
    bright = diagram.nodes[1][0].shape.fill_rgbas.copy()
    first, *others = TENT.layers
    diagram.set_value(Network((Dense(first.weights, np.array([-9.0, -9.0])), *others)))
    assert diagram.nodes[1][0].shape.fill_rgbas[0].sum() < bright[0].sum()


def test_a_number_that_could_not_be_read_is_left_out() -> None:
    wide = Network((Dense(np.ones((1, 12)), np.zeros(12)), Dense(np.ones((12, 1)), np.zeros(1))))
    diagram = diagram_of(wide, Look(numbers=False), point=1.0)
    assert diagram.activity is not None
    assert [len(numbers) for numbers in diagram.activity.rows] == [1, 0, 1]


def test_numbers_keep_clear_of_nodes_and_of_one_another() -> None:
    crossing = np.array([[1.0, 0.5], [-2.0, 1.0]])
    network = Network((*TENT.layers[:1], Dense(crossing, np.ones(2)), *TENT.layers[2:]))
    for direction in ("right", "down"):
        diagram = diagram_of(network, Look(direction), point=0.5)
        labels = [label for label in diagram.labels.values() if label.markup]
        shapes = [node.shape for row in diagram.nodes for node in row]
        assert len(labels) == 12
        for one, other in combinations([*labels, *shapes], 2):
            assert overlap(box_of(one), box_of(other)) < 1e-3


def test_a_number_on_demand_is_live_but_not_yet_on_the_stage() -> None:
    diagram = diagram_of(TENT, Look(numbers=False, weights=Notation(1)))
    assert not diagram.labels
    (label,) = diagram.write((1, 1, 1))
    assert label not in diagram.get_family()
    matrix = TENT.layers[1].weights.copy()
    matrix[1, 1] = -3.2
    diagram.set_value(
        Network((TENT.layers[0], Dense(matrix, TENT.layers[1].biases), TENT.layers[2]))
    )
    assert label.markup == "$-3.2$"


def test_a_diagram_can_be_morphed_and_can_follow() -> None:
    def scaled(share: float) -> Network:
        first, *others = TENT.layers
        return Network((Dense(first.weights * (1 + share), first.biases), *others))

    diagram = diagram_of(TENT, Look(x_range=(0.0, 1.0), weights=Notation(1)))
    scene = mn.Scene()
    scene.add(diagram)
    scene.play(Morph(diagram, scaled, run_time=0.2))
    assert diagram.edges[0, 0, 0].weight == 2.0
    tracker = mn.ValueTracker(0.0)
    diagram.follow(lambda: scaled(tracker.get_value()))
    scene.play(tracker.animate.set_value(0.5), run_time=0.2)
    assert diagram.labels[0, 0, 0].markup == "$1.5$"
