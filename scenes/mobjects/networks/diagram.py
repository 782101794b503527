"""A network drawn with its real weights and biases."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import Network
from scenes.layout import Region
from scenes.mobjects.lines import NEGATIVE, dashes, fitted, polyline
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.numbers import number_markup, term_markup
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

RADIUS = 0.36
WEIGHT_SIZE = 0.36
NAME_SIZE = 0.38
DASHES = 9
"""On the wire of a negative weight."""


class NetworkDiagram(mn.VGroup):
    """Neurons as circles, in rows from the input at the top to the output at the bottom.

    An edge of weight 0 is left out; a negative weight is drawn dashed. `names` and `roles`
    give each neuron's symbol (Typst) and colour role, row by row, the input row included;
    `layers` are the names of the rows, which stand in the middle of those that have one.
    """

    def __init__(
        self,
        network: Network,
        theme: Theme,
        region: Region,
        names: Sequence[Sequence[str]],
        roles: Sequence[Sequence[str]],
        layers: Sequence[str],
    ) -> None:
        super().__init__()
        self.network, self.theme = network, theme
        self.centers = self._lay_out(region, [len(row) for row in names])
        self.edges: dict[tuple[int, int, int], mn.VMobject] = {}
        self.weights: dict[tuple[int, int, int], Typeset] = {}
        for layer, dense in enumerate(network.layers):
            for (source, neuron), weight in np.ndenumerate(dense.weights):
                if weight:
                    self._add_edge(layer, source, neuron, float(weight), roles[layer][source])
        self.nodes = [
            mn.VGroup(*[self._node(*cell) for cell in zip(centers, marks, tones, strict=True)])
            for centers, marks, tones in zip(self.centers, names, roles, strict=True)
        ]
        self.biases = [self._biases(layer) for layer in range(len(network.layers))]
        self.layers = [self._layer(*row) for row in zip(self.centers, layers, strict=True)]
        self.add(
            *self.edges.values(), *self.nodes, *self.weights.values(), *self.biases, *self.layers
        )

    def step(self, layer: int) -> mn.VGroup:
        """What one layer adds to the drawing: edges, weights, neurons and biases."""
        edges = [edge for (at, _, _), edge in self.edges.items() if at == layer]
        weights = [label for (at, _, _), label in self.weights.items() if at == layer]
        neurons = (self.nodes[layer + 1], self.layers[layer + 1])
        return mn.VGroup(*edges, *neurons, *weights, self.biases[layer])

    @staticmethod
    def _lay_out(region: Region, sizes: Sequence[int]) -> list[list[np.ndarray]]:
        inner = region.inset(top=RADIUS, bottom=RADIUS)
        rows = []
        for row, size in enumerate(sizes):
            up = 1 - row / (len(sizes) - 1)
            rows.append([inner.at((2 * k + 1) / (2 * size), up) for k in range(size)])
        return rows

    def _node(self, center: np.ndarray, name: str, role: str) -> mn.VGroup:
        circle = mn.Circle(
            RADIUS,
            stroke_color=self.theme.colour(role),
            stroke_width=STROKES.guide,
            fill_color=self.theme.panel,
            fill_opacity=1,
        ).move_to(center)
        widest = 1.7 * RADIUS  # the chord of the circle that a name may fill
        label = Typeset(name, self.theme, fitting_size([name], widest, NAME_SIZE), role)
        label.shift(center - mn.VGroup(*[glyphs for _, glyphs in label.runs]).get_center())
        return mn.VGroup(circle, label)

    def _layer(self, centers: list[np.ndarray], name: str) -> mn.VGroup:
        """The name of a row, between its two neurons; nothing where it has none."""
        if not name:
            return mn.VGroup()
        room = centers[1][0] - centers[0][0] - 2 * RADIUS - 0.2
        label = Typeset(name, self.theme, fitting_size([name], room, WEIGHT_SIZE), "muted")
        return mn.VGroup(label.move_to((centers[0] + centers[1]) / 2))

    def _add_edge(self, layer: int, source: int, neuron: int, weight: float, role: str) -> None:
        start, end = self.centers[layer][source], self.centers[layer + 1][neuron]
        along = (end - start) / np.linalg.norm(end - start)
        line = np.array([start + RADIUS * along, end - RADIUS * along])
        edge = mn.VMobject(stroke_color=self.theme.colour(role), stroke_width=STROKES.guide)
        dash = fitted(NEGATIVE, float(np.linalg.norm(line[1] - line[0])), DASHES)
        edge.set_points(polyline(dashes(line, dash) if weight < 0 else line))
        label = Typeset(f"${number_markup(weight)}$", self.theme, WEIGHT_SIZE, "weight")
        label.move_to(self._beside(line, label))
        self.edges[layer, source, neuron] = edge
        self.weights[layer, source, neuron] = label

    def _beside(self, line: np.ndarray, label: Typeset) -> np.ndarray:
        """A place next to an edge's middle, on the side that points away from the centre."""
        middle, along = line.mean(axis=0), line[1] - line[0]
        normal = np.array([-along[1], along[0], 0.0]) / np.linalg.norm(along)
        center_x = np.mean([center[0] for row in self.centers for center in row])
        outward = middle[0] - center_x
        if normal[0] * (outward if abs(outward) > 0.05 else 1.0) < 0:
            normal = -normal
        room = 0.12 + abs(normal[0]) * label.width / 2 + abs(normal[1]) * label.height / 2
        place: np.ndarray = middle + room * normal
        return place

    def _biases(self, layer: int) -> mn.VGroup:
        """The biases that are not 0, each on the outer side of its neuron."""
        labels = mn.VGroup()
        centers = self.centers[layer + 1]
        for neuron, bias in enumerate(self.network.layers[layer].biases):
            if not bias:
                continue
            label = Typeset(f"${term_markup(float(bias))}$", self.theme, WEIGHT_SIZE, "bias")
            left = neuron < len(centers) / 2 and len(centers) > 1
            offset = (RADIUS + 0.14 + label.width / 2) * (-1 if left else 1)
            labels.add(label.move_to(centers[neuron] + np.array([offset, 0.0, 0.0])))
        return labels
