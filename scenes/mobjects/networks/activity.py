"""What the nodes of a network put out for one input."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Self

import manim as mn
import numpy as np
from numpy.typing import ArrayLike

from relu_anim import Network
from scenes.mobjects.live import Live
from scenes.mobjects.networks.nodes import CHORD, CircleNode, Node
from scenes.mobjects.text.numbers import MINUS, LiveNumber

LARGEST = 0.42
"""The size of the numbers where there is room."""


class Activity(mn.VGroup, Live[ArrayLike]):
    """Every node lit by how active it is for one input, with the number in it if it is a circle.

    Its value is the input: a number, or (i,) for a network of i inputs. `full` is the size of what
    a node puts out when it is as bright as may be. `rows` are the numbers, row by row.
    """

    def __init__(
        self, nodes: Sequence[Sequence[Node]], network: Network, point: ArrayLike, full: float
    ) -> None:
        self.nodes, self.network, self.full = nodes, network, full
        self.rows = [
            [self._number(node) for node in row if isinstance(node, CircleNode)] for row in nodes
        ]
        super().__init__(*chain(*self.rows))
        self.set_value(point)

    def set_value(self, value: ArrayLike) -> Self:
        """Show what is put out for another input."""
        self.point = np.atleast_1d(np.asarray(value, dtype=float))
        signals = (self.point, *self.network.activations(self.point))
        for nodes, numbers, outputs in zip(self.nodes, self.rows, signals, strict=True):
            for node, output in zip(nodes, outputs, strict=True):
                node.light(min(1.0, abs(float(output)) / self.full))
            for node, number, output in zip(nodes, numbers, outputs, strict=False):
                number.set_value(float(output))
                minus = number.spread - number.advance if number.text.startswith(MINUS) else 0.0
                number.hang(node.middle + minus / 2 * mn.RIGHT)
        return self

    def show_network(self, network: Network) -> None:
        """Show what another network puts out for the same input."""
        self.network = network
        self.set_value(self.point)

    @staticmethod
    def _number(node: CircleNode) -> LiveNumber:
        size = min(LARGEST, CHORD * node.radius / LiveNumber(0.0, node.theme, 1.0).advance)
        return LiveNumber(0.0, node.theme, size, called="activation")
