"""A network drawn with its real weights and biases, all of them live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Self

import manim as mn
import numpy as np
from numpy.typing import ArrayLike

from relu_anim import Network
from scenes.layout import Region
from scenes.mobjects.live import Live
from scenes.mobjects.networks.activity import Activity
from scenes.mobjects.networks.edges import Edge
from scenes.mobjects.networks.nodes import CircleNode, Node, PlotNode, line_between
from scenes.mobjects.networks.parameters import (
    SIZE,
    ParameterLabel,
    clear_place,
    typical_room,
)
from scenes.mobjects.networks.places import Beside, Direction, beside_line, node_boxes
from scenes.mobjects.plots.plot import padded
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.numbers import number_markup, term_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import Theme

DIAMETER = 0.72
VALUE_DIAMETER = 1.0
"""Of a circle that a number stands in."""
FRAME = (2.4, 1.8)
"""What a frame measures at most: across the page, and up."""
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
"""Of the way along an edge: where its number may stand, the best place first."""
OFF_EDGE = 0.12
"""Frame units from an edge to its number."""
CENTRAL = 0.05
"""An edge whose middle is so near to that of the network has no outer side, in frame units."""


@dataclass(frozen=True)
class Look:
    """How a diagram shows a network.

    signed: whether colour and width of an edge tell sign and size of its weight; if not, it has the
    colour of the node where it starts. zeros: whether weights and biases of 0 are shown. numbers:
    whether all weights and biases are written down, with so many `decimals`. x_range: if there is
    one, neurons are frames with their curves on it. y_ranges: those of the frames, for each layer,
    with 0 in it; by default, what the network reaches at first. full: what a node puts out when it
    is as bright as may be.
    """

    direction: Direction = "right"
    signed: bool = True
    zeros: bool = False
    numbers: bool = True
    decimals: int | None = None
    x_range: tuple[float, float] | None = None
    y_ranges: Sequence[tuple[float, float]] = ()
    full: float = 1.0


class NetworkDiagram(mn.VGroup, Live[Network]):
    """A network from its inputs at the left, or at the top; what it shows is its value.

    `roles` and `names` give each node's colour and its symbol (Typst), row by row, the inputs
    included; `layers` are words that stand between the first two nodes of a row. With a `point`,
    an input, every node shows what it puts out for it; `activity` can be led to other inputs.

    A node is `nodes[row][neuron]`, where row 0 are the inputs. `edges` and `weights` are found by
    (layer, source, neuron), `biases` by (layer, neuron), with layers as in `network.layers`.
    """

    def __init__(
        self,
        network: Network,
        theme: Theme,
        region: Region,
        look: Look,
        roles: Sequence[Sequence[str]],
        names: Sequence[Sequence[str]] = (),
        layers: Sequence[str] = (),
        point: ArrayLike | None = None,
    ) -> None:
        super().__init__()
        self.network, self.theme, self.region, self.look = network, theme, region, look
        right, down = mn.RIGHT, mn.DOWN
        self.along, self.across = (right, down) if look.direction == "right" else (down, right)
        self.valued = point is not None
        self.nodes = self._nodes(roles)
        self._name_nodes(names)
        self.layers = [self._layer(*row) for row in zip(self.nodes, layers, strict=False)]
        self.activity = None if point is None else Activity(self.nodes, network, point, look.full)
        self.edges = {
            (layer, source, neuron): self._edge(layer, source, neuron)
            for layer, dense in enumerate(network.layers)
            for source, neuron in np.ndindex(dense.weights.shape)
        }
        self.weights: dict[tuple[int, int, int], ParameterLabel] = {}
        self.biases: dict[tuple[int, int], ParameterLabel] = {}
        if look.numbers:
            for layer, dense in enumerate(network.layers):
                for neuron in range(dense.neurons):
                    self.write_bias(layer, neuron)
            self.write_weights(*self.edges)
        values = [self.activity] if self.activity else []
        self.add(*self.edges.values(), *chain(*self.nodes), *values)
        self.add(*self.weights.values(), *self.biases.values(), *self.layers)

    def step(self, row: int) -> mn.VGroup:
        """What a row adds to the drawing: the edges that lead to it, its nodes, its numbers."""
        edges, weights = (
            [thing for (layer, *_), thing in things.items() if layer == row - 1]
            for things in (self.edges, self.weights)
        )
        biases = [label for (layer, _), label in self.biases.items() if layer == row - 1]
        values = self.activity.rows[row] if self.activity else []
        names = self.layers[row : row + 1]
        return mn.VGroup(*edges, *self.nodes[row], *names, *values, *weights, *biases)

    def set_value(self, value: Network) -> Self:
        """Show another network of the same sizes."""
        if value.sizes != self.network.sizes:
            raise ValueError(f"need a network of sizes {self.network.sizes}, got {value.sizes}")
        before, self.network = self._shown(), value
        for edge_key, edge in self.edges.items():
            edge.set_value(self._weight(*edge_key))
        for edge_key, label in self.weights.items():
            label.set_value(self._weight(*edge_key))
        for bias_key, label in self.biases.items():
            label.set_value(self._bias(*bias_key))
        if self.weights and self._shown() != before:
            self.write_weights(*self.weights)
        for row, nodes in enumerate(self.nodes):
            for neuron, node in enumerate(nodes):
                if isinstance(node, PlotNode):
                    node.curve.set_value(value.curves[row].column(neuron))
        if self.activity:
            self.activity.show_network(value)
        return self

    def write_bias(self, layer: int, neuron: int) -> ParameterLabel:
        """The number of a bias beside its node: live from now on, but not on the stage yet."""
        away = self._outwards(layer + 1, neuron)
        label = ParameterLabel(
            self._bias(layer, neuron),
            partial(term_markup, decimals=self.look.decimals),
            self.nodes[layer + 1][neuron].beside(-away if self.valued else away),
            self.theme.bias,
            self.look.zeros,
        )
        self.biases[layer, neuron] = label
        return label

    def write_weights(self, *keys: tuple[int, int, int]) -> mn.VGroup:
        """The numbers of weights beside their edges, clear of all else: as live as those of biases.

        They keep their places until a weight or bias comes to be 0, or is no longer.
        """
        shown = self._shown()
        texts: list[mn.VMobject] = [*chain(*self.nodes), *self.layers]
        texts += [label for key, label in self.biases.items() if key in shown]
        texts += [
            typical_room(label.beside)
            for key, label in self.weights.items()
            if key in shown.difference(keys)
        ]
        for key in keys:
            line = self.edges[key].line
            outer = self._outer_side(line)
            places = [
                place for share in SHARES for place in beside_line(line, share, outer, OFF_EDGE)
            ]
            beside = places[0]
            if key in shown:
                others = [self.edges[other].line for other in self.edges if other in shown - {key}]
                beside = clear_place(places, self.region, texts, others)
                texts.append(typical_room(beside))
            if key in self.weights:
                self.weights[key].put(beside)
            else:
                self.weights[key] = self._weight_label(key, beside)
        return mn.VGroup(*[self.weights[key] for key in keys])

    def _weight_label(self, key: tuple[int, int, int], beside: Beside) -> ParameterLabel:
        markup_of = partial(number_markup, decimals=self.look.decimals)
        weight, colour = self._weight(*key), self.theme.weight
        return ParameterLabel(weight, markup_of, beside, colour, self.look.zeros)

    def _weight(self, layer: int, source: int, neuron: int) -> float:
        return float(self.network.layers[layer].weights[source, neuron])

    def _bias(self, layer: int, neuron: int) -> float:
        return float(self.network.layers[layer].biases[neuron])

    def _shown(self) -> set[tuple[int, ...]]:
        """The keys of the weights and biases that are seen."""
        zeros = self.look.zeros
        weights = {key for key in self.edges if zeros or self._weight(*key)}
        return weights.union(key for key in self.biases if zeros or self._bias(*key))

    def _outwards(self, row: int, neuron: int) -> np.ndarray:
        """The direction, across the network, in which there is room beside a node."""
        size = len(self.nodes[row])
        return -self.across if neuron < size / 2 and size > 1 else self.across

    def _outer_side(self, line: np.ndarray) -> np.ndarray:
        """The side of an edge that points away from the middle of the network."""
        middle = np.mean([node.middle for node in chain(*self.nodes)], axis=0)
        off = float((line.mean(axis=0) - middle) @ self.across)
        return -self.across if off < -CENTRAL else self.across

    def _nodes(self, roles: Sequence[Sequence[str]]) -> list[list[Node]]:
        network, look = self.network, self.look
        diameter = VALUE_DIAMETER if self.valued else DIAMETER
        circle, (width, height) = (diameter, diameter), FRAME
        frame = (width, height) if look.direction == "right" else (height, width)
        largest = [circle, *[frame if look.x_range else circle for _ in network.layers]]
        boxes = node_boxes(self.region, network.sizes, look.direction, largest)
        y_ranges = look.y_ranges or (reached(network, look.x_range) if look.x_range else ())
        rows: list[list[Node]] = []
        for row, cells in enumerate(zip(boxes, roles, strict=True)):
            rows.append([])
            for neuron, (box, role) in enumerate(zip(*cells, strict=True)):
                if row == 0 or look.x_range is None:
                    rows[row].append(CircleNode(box, self.theme, role))
                    continue
                curve, y_range = network.curves[row].column(neuron), y_ranges[row - 1]
                rows[row].append(PlotNode(box, self.theme, role, curve, look.x_range, y_range))
        return rows

    def _name_nodes(self, names: Sequence[Sequence[str]]) -> None:
        for row, symbols in enumerate(names):
            for neuron, name in enumerate(symbols):
                node = self.nodes[row][neuron]
                if isinstance(node, CircleNode) and not self.valued:
                    node.write_inside(name)
                else:
                    node.write_beside(name, self._outwards(row, neuron))

    def _layer(self, nodes: Sequence[Node], name: str) -> mn.VGroup:
        """The name of a row, between its first two nodes; nothing where it has none."""
        if not name:
            return mn.VGroup()
        first, second = nodes[:2]
        room = abs(self.across @ (second.middle - first.middle)) - 2 * first.half[0] - 0.2
        label = Typeset(name, self.theme, fitting_size([name], room, SIZE), "muted")
        return mn.VGroup(label.move_to((first.middle + second.middle) / 2))

    def _edge(self, layer: int, source: int, neuron: int) -> Edge:
        start, end = self.nodes[layer][source], self.nodes[layer + 1][neuron]
        return Edge(
            line_between(start, end, self.along),
            self._weight(layer, source, neuron),
            self.theme,
            None if self.look.signed else start.role,
            self.look.zeros,
        )


def reached(network: Network, x_range: tuple[float, float]) -> list[tuple[float, float]]:
    """For each layer, the range of what its neurons put out, with 0 and a margin."""
    heights = [curves.corners(*x_range)[:, 1:] for curves in network.curves[1:]]
    return [padded(min(0.0, float(y.min())), max(0.0, float(y.max()))) for y in heights]
