"""A network drawn with its real weights and biases, all of them live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Self

import manim as mn
import numpy as np
from numpy.typing import ArrayLike

from relu_anim import Network
from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import put_clear
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.networks.edges import NUMBER_SIZE, Edge, ParameterLabel
from scenes.mobjects.networks.nodes import (
    OUTPUTS,
    Activity,
    CircleNode,
    Node,
    PlotNode,
    line_between,
)
from scenes.mobjects.networks.places import Beside, Direction, beside_line, node_boxes
from scenes.mobjects.plots.window import padded
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.glyphs import HEIGHT
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import STROKES, Theme

DIAMETER = 0.72
VALUE_DIAMETER = 1.0
"""Of a circle that a number stands in."""
FRAME = (2.4, 1.8)
"""What a frame with a curve measures at most: across the page, and up."""
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
"""Of the way along an edge: where its number may stand, the best place first."""
OFF_EDGE = 0.12
"""Frame units from an edge to its number."""
CENTRAL = 0.05
"""An edge whose middle is so near to that of the network has no outer side, in frame units."""
HALO = 9.0
"""The stroke width of the ground behind a number that an edge may pass."""
TYPICAL = "$-0.0$"
"""The number that room is kept for beside an edge or node: its own may change."""

Key = tuple[int, ...]


@dataclass(frozen=True)
class Look:
    """How a diagram shows a network.

    signed: whether colour and width of an edge tell sign and size of its weight; if not, it has the
    colour of the node where it starts. zeros: whether weights and biases of 0 are shown. numbers:
    whether all weights and biases are written down. weights, biases: how they are; by default, as
    those need that the network has at first. x_range: if there is one, neurons are frames with
    their curves on it. y_ranges: those of the frames, for each layer, with 0 in it; by default,
    what the network reaches at first. full: what a node puts out when it is as bright as may be.
    outputs, digits: how the numbers in the nodes are written, and their digits before the point.
    """

    direction: Direction = "right"
    signed: bool = True
    zeros: bool = False
    numbers: bool = True
    weights: Notation | None = None
    biases: Notation | None = None
    x_range: tuple[float, float] | None = None
    y_ranges: Sequence[tuple[float, float]] = ()
    full: float = 1.0
    outputs: Notation = OUTPUTS
    digits: int = 1


class NetworkDiagram(mn.VGroup, Live[Network]):
    """A network from its inputs at the left, or at the top; what it shows is its value.

    `roles` and `names` give each node's colour and its symbol (Typst), row by row, the inputs
    included; `layers` are words that stand between the first two nodes of a row. With a `point`,
    an input, every node shows what it puts out for it; `activity` can be led to other inputs.

    A node is `nodes[row][neuron]`, where row 0 are the inputs. The key of an edge is
    (layer, source, neuron), with layers as in `network.layers`, and that of a bias (layer, neuron):
    `edges[1, 0, 3]`, `labels[1, 0, 3]`, `labels[1, 3]`.
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
        weights = (weight for layer in network.layers for weight in layer.weights.flat)
        biases = (bias for layer in network.layers for bias in layer.biases)
        self.weights = look.weights or Notation.of(weights)
        self.biases = look.biases or Notation.of(biases)
        right, down = mn.RIGHT, mn.DOWN
        self.along, self.across = (right, down) if look.direction == "right" else (down, right)
        self.valued = point is not None
        boxes = self._boxes(VALUE_DIAMETER if self.valued else DIAMETER)
        self.nodes = [
            [self._node(row, *cell) for cell in zip(count(), *cells, strict=False)]
            for row, cells in enumerate(zip(boxes, roles, strict=True))
        ]
        for row, symbols in enumerate(names):
            for neuron, name in enumerate(symbols):
                self._name(row, neuron, name)
        self.layers = [self._layer(*row) for row in zip(self.nodes, layers, strict=False)]
        self.activity: Activity | None = None
        if point is not None:
            written = look.outputs, look.digits
            self.activity = Activity(self.nodes, network, point, look.full, *written)
        self.edges: dict[Key, Edge] = {}
        for layer, dense in enumerate(network.layers):
            for (source, neuron), weight in np.ndenumerate(dense.weights):
                ends = self.nodes[layer][source], self.nodes[layer + 1][neuron]
                self.edges[layer, source, neuron] = self._edge(*ends, float(weight))
        self.labels: dict[Key, ParameterLabel] = {}
        self.shown: set[Key] = set()
        if look.numbers:
            self.write(*parameters_of(network))
        values = [] if self.activity is None else [self.activity]
        self.add(*self.edges.values(), *chain(*self.nodes), *values)
        self.add(*self.labels.values(), *self.layers)

    def step(self, row: int) -> mn.VGroup:
        """What a row adds to the drawing: the edges that lead to it, its nodes, its numbers."""
        edges = [edge for (layer, *_), edge in self.edges.items() if layer == row - 1]
        labels = [label for (layer, *_), label in self.labels.items() if layer == row - 1]
        values = [] if self.activity is None else self.activity.rows[row]
        return mn.VGroup(*edges, *self.nodes[row], *values, *labels, *self.layers[row : row + 1])

    def shade(self, row: int, width: float, off: float) -> mn.RoundedRectangle:
        """A quiet shade behind a column of nodes, so far beyond them; outer names make way."""
        high, low = self.nodes[row][0], self.nodes[row][-1]
        for node, away in ((high, mn.UP), (low, mn.DOWN)):
            node[-1].shift(off * away)
        height = high.shape.get_top()[1] - low.shape.get_bottom()[1] + 2 * off
        shade = mn.RoundedRectangle(corner_radius=0.2, width=width, height=height)
        shade.set_stroke(self.theme.grid, STROKES.guide).set_fill(self.theme.panel, 1)
        exempt(shade, "contrast", "a quiet shade, which is named in words")
        return shade.move_to((high.shape.get_center() + low.shape.get_center()) / 2)

    def set_value(self, value: Network) -> Self:
        """Show another network of the same sizes."""
        if value.sizes != self.network.sizes:
            raise ValueError(f"need a network of sizes {self.network.sizes}, got {value.sizes}")
        self.network, parameters = value, parameters_of(value)
        for key, edge in self.edges.items():
            edge.set_value(parameters[key])
        for key, label in self.labels.items():
            label.set_value(parameters[key])
        if self.labels and self._shown(parameters) != self.shown:
            self.write(*self.labels)
        for row, nodes in enumerate(self.nodes):
            for neuron, node in enumerate(nodes):
                if isinstance(node, PlotNode):
                    node.curve.set_value(value.curves[row].column(neuron))
        if self.activity is not None:  # one without numbers is an empty group
            self.activity.network = value
            self.activity.set_value(self.activity.point)
        return self

    def write(self, *keys: Key) -> mn.VGroup:
        """The numbers of these weights and biases, clear of all else that is drawn.

        They are live from now on, but on the stage only when the scene brings them there. They keep
        their places until a weight or a bias comes to be 0, or is no longer.
        """
        parameters = parameters_of(self.network)
        self.shown = shown = self._shown(parameters)
        texts: list[mn.VMobject] = [*chain(*self.nodes), *self.layers]
        texts += [_room(self.labels[key].beside) for key in self.labels if key in shown - {*keys}]
        for key in keys:
            places = self._places(key)
            room = _room(places[0])
            if key in shown:
                lines = [self.edges[other].line for other in self.edges if other in shown - {key}]
                centers = [place.center(room.width, room.height) for place in places]
                put_clear(room, centers, within=self.region, texts=texts, paths=lines)
                texts.append(room)
                chosen = [np.allclose(center, room.get_center()) for center in centers]
                places = [places[chosen.index(True)]]
            if key in self.labels:
                self.labels[key].put(places[0])
            else:
                self.labels[key] = self._label(key, parameters[key], places[0])
        return mn.VGroup(*[self.labels[key] for key in keys])

    def _shown(self, parameters: dict[Key, float]) -> set[Key]:
        """The keys of the weights and biases that are seen."""
        return {key for key, number in parameters.items() if number or self.look.zeros}

    def _places(self, key: Key) -> list[Beside]:
        """The places for a number beside its edge or node, the best first."""
        if key in self.edges:
            line = self.edges[key].line
            middle = np.mean([node.middle for node in chain(*self.nodes)], axis=0)
            off = float((line.mean(axis=0) - middle) @ self.across)
            outer = -self.across if off < -CENTRAL else self.across
            return [place for at in SHARES for place in beside_line(line, at, outer, OFF_EDGE)]
        layer, neuron = key
        outwards = self._outwards(layer + 1, neuron)
        taken = self.valued or self.look.x_range  # by the neuron's name
        return [self.nodes[layer + 1][neuron].beside(-outwards if taken else outwards)]

    def _outwards(self, row: int, neuron: int) -> np.ndarray:
        """The direction, across the network, in which there is room beside a node."""
        size = len(self.nodes[row])
        return -self.across if neuron < size / 2 and size > 1 else self.across

    def _boxes(self, diameter: float) -> list[list[Region]]:
        direction, circle, (width, height) = self.look.direction, (diameter, diameter), FRAME
        frame = (width, height) if direction == "right" else (height, width)
        largest = [circle, *[frame if self.look.x_range else circle] * len(self.network.layers)]
        return node_boxes(self.region, self.network.sizes, direction, largest)

    def _node(self, row: int, neuron: int, box: Region, role: str) -> Node:
        x_range = self.look.x_range
        if row == 0 or x_range is None:
            return CircleNode(box, self.theme, role)
        y_ranges = self.look.y_ranges or reached(self.network, x_range)
        curve = self.network.curves[row].column(neuron)
        return PlotNode(box, self.theme, role, curve, x_range, y_ranges[row - 1])

    def _name(self, row: int, neuron: int, name: str) -> None:
        node = self.nodes[row][neuron]
        if isinstance(node, CircleNode) and not self.valued:
            node.write_inside(name)
        else:
            node.write(name, self._outwards(row, neuron))

    def _layer(self, nodes: Sequence[Node], name: str) -> mn.VGroup:
        """The name of a row, between its first two nodes; nothing where it has none."""
        if not name:
            return mn.VGroup()
        first, second = nodes[:2]
        room = float(abs(self.across @ (second.middle - first.middle)) - 2 * first.half[0] - 0.2)
        label = Typeset(name, self.theme, fitting_size([name], room, NUMBER_SIZE), "muted")
        return mn.VGroup(label.move_to((first.middle + second.middle) / 2))

    def _edge(self, source: Node, neuron: Node, weight: float) -> Edge:
        role = None if self.look.signed else source.role
        line = line_between(source, neuron, self.along)
        return Edge(line, weight, self.theme, role, self.look.zeros)

    def _label(self, key: Key, number: float, beside: Beside) -> ParameterLabel:
        is_weight = key in self.edges
        colour = self.theme.weight if is_weight else self.theme.bias
        markup_of = self.weights.markup if is_weight else self.biases.term
        label = ParameterLabel(number, markup_of, colour, beside, self.look.zeros)
        if is_weight:
            names(label, self.edges[key])
        if self.look.signed:  # widths may bring an edge close to a number
            label.set_stroke(self.theme.ground, HALO, background=True)
        return label


def parameters_of(network: Network) -> dict[Key, float]:
    """All biases and weights of a network."""
    return {
        (layer, *index): float(number)
        for layer, dense in enumerate(network.layers)
        for numbers in (dense.biases, dense.weights)
        for index, number in np.ndenumerate(numbers)
    }


def _room(beside: Beside) -> mn.Rectangle:
    """The rectangle that is kept for a number, in its place."""
    width, height = NUMBER_SIZE * typeset(TYPICAL).advance, NUMBER_SIZE * HEIGHT
    return mn.Rectangle(width=width, height=height).move_to(beside.center(width, height))


def reached(network: Network, x_range: tuple[float, float]) -> list[tuple[float, float]]:
    """For each layer, the range of what its neurons put out, with 0 and a margin."""
    heights = [curves.corners(*x_range)[:, 1:] for curves in network.curves[1:]]
    return [padded(min(0.0, float(y.min())), max(0.0, float(y.max()))) for y in heights]
