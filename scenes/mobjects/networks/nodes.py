"""The nodes of a network: circles, or frames that hold the curve that a neuron draws over x."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Self

import manim as mn
import numpy as np
from numpy.typing import ArrayLike

from relu_anim import Network, PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.live import Live
from scenes.mobjects.networks.places import Beside
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.window import Window
from scenes.mobjects.text.formulas import SMALLEST, fitting_size
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import MINUS, Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

CHORD = 1.7
"""The chord of a circle that its name may fill, in radii."""
NUMBER_CHORD = 1.75
"""The same of a number, with its sign."""
OUTPUTS = Notation(2)
"""How the numbers in the nodes are written."""
NAME_SIZE = 0.38
OFF_NODE = 0.14
"""Frame units from a node to what is written beside it."""
PADDING = 0.08
"""Frame units between a frame and the curve in it; its corners are as round."""
CURVE = 4.5
"""The stroke width of a curve in a frame, between a guide and the curve of a whole plot."""
BRIGHTEST = 0.4
"""The share of its own colour that a node is filled with when it is as active as may be."""


class Node(mn.VGroup):
    """A neuron or an input: a shape in the colour of its role, and its name in or beside it."""

    def __init__(self, box: Region, shape: mn.VMobject, theme: Theme, role: str) -> None:
        super().__init__(shape)
        self.middle, self.shape, self.theme, self.role = box.center, shape, theme, role
        self.half = np.array([box.width, box.height, 0.0]) / 2
        shape.set_stroke(theme.colour(role), STROKES.guide).set_fill(theme.panel, opacity=1)
        shape.move_to(self.middle)
        self._dark, self._bright = (
            np.array(mn.ManimColor(colour).to_rgb()) for colour in (theme.panel, theme.colour(role))
        )

    def beside(self, away: np.ndarray) -> Beside:
        """The place for a label next to it, in the direction of a unit vector."""
        return Beside(self.middle, away, OFF_NODE + float(np.abs(away) @ self.half))

    def write(self, name: str, away: np.ndarray) -> None:
        """Name it beside it, in the direction of a unit vector."""
        label = Typeset(name, self.theme, NAME_SIZE, self.role)
        self.add(label.move_to(self.beside(away).center(label.width, label.height)))

    def light(self, share: float) -> None:
        """Show how active it is: dark for 0, as bright as may be for 1."""
        fill = self._dark + BRIGHTEST * share * (self._bright - self._dark)
        self.shape.fill_rgbas[:, :3] = fill


class CircleNode(Node):
    """A circle, as large as its box allows."""

    def __init__(self, box: Region, theme: Theme, role: str) -> None:
        self.radius = min(box.width, box.height) / 2
        super().__init__(box, mn.Circle(self.radius), theme, role)
        self.half = np.array([self.radius, self.radius, 0.0])

    def write_inside(self, name: str) -> None:
        """Name it in its middle."""
        size = fitting_size([name], CHORD * self.radius, NAME_SIZE)
        label = Typeset(name, self.theme, size, self.role)
        label.shift(self.middle - mn.VGroup(*[glyphs for _, glyphs in label.runs]).get_center())
        self.add(label)


class PlotNode(Node, Window):
    """A frame with a curve over x in it and a floor at 0: a window for all that plots can show."""

    def __init__(
        self,
        box: Region,
        theme: Theme,
        role: str,
        function: PiecewiseLinear,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
    ) -> None:
        shape = mn.RoundedRectangle(corner_radius=PADDING, width=box.width, height=box.height)
        super().__init__(box, shape, theme, role)
        shape.set_stroke(theme.axis, STROKES.hair)  # so that the curve is what is seen
        self.window = box.inset(PADDING, PADDING, PADDING, PADDING)
        self.x_range, self.y_range = x_range, y_range
        self.floor = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair, fill_opacity=0)
        self.floor.set_points(polyline(self.level(0.0)))
        self.curve = PiecewiseGraph(self, function, role, CURVE)
        self.add(self.floor, self.curve)


def line_between(source: Node, neuron: Node, along: np.ndarray) -> np.ndarray:
    """The line (2, 3) from node to node; `along`, a unit vector, is the network's direction.

    At a frame it ends in the middle of a side; at a circle it points to the centre.
    """
    sides = [
        0.0 if isinstance(node, CircleNode) else node.half * along for node in (source, neuron)
    ]
    start, end = source.middle + sides[0], neuron.middle - sides[1]
    step = (end - start) / np.linalg.norm(end - start)
    rims = [node.radius if isinstance(node, CircleNode) else 0.0 for node in (source, neuron)]
    return np.array([start + rims[0] * step, end - rims[1] * step])


class Activity(mn.VGroup, Live[ArrayLike]):
    """Every node lit by what it puts out for one input, with the number in it if it is a circle.

    Its value is the input: a number, or (i,) for a network of i inputs. `full` is the size of what
    a node puts out when it is as bright as may be; `written` is how the numbers are, with
    so many `digits` before the point. `rows` are the numbers, row by row; there are none where the
    circles are too small for one that can be read.
    """

    def __init__(
        self,
        nodes: Sequence[Sequence[Node]],
        network: Network,
        point: ArrayLike,
        full: float,
        written: Notation = OUTPUTS,
        digits: int = 1,
    ) -> None:
        self.nodes, self.network, self.full = nodes, network, full
        self.rows = [list(self._numbers(row, written, digits)) for row in nodes]
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

    @staticmethod
    def _numbers(nodes: Sequence[Node], written: Notation, digits: int) -> list[LiveNumber]:
        circles = [node for node in nodes if isinstance(node, CircleNode)]
        width = LiveNumber(0.0, written, nodes[0].theme, 1.0, digits=digits).advance
        sizes = [min(NAME_SIZE, NUMBER_CHORD * node.radius / width) for node in circles]
        return [
            LiveNumber(0.0, written, node.theme, size, digits=digits, called="activation")
            for node, size in zip(circles, sizes, strict=True)
            if size >= SMALLEST
        ]
