"""The nodes of a network: circles, or frames that hold the curve that a neuron draws over x."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.lines import polyline
from scenes.mobjects.networks.places import Beside
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.plot import Window
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

CHORD = 1.7
"""The chord of a circle that its name or number may fill, in radii."""
NAME_SIZE = 0.38
OFF_NODE = 0.14
"""Frame units from a node to what is written beside it."""
PADDING = 0.08
"""Frame units between a frame and the curve in it; its corners are as round."""
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
        """The place for a label next to it, in an upright or level direction (3,)."""
        return Beside(self.middle, away, OFF_NODE + float(np.abs(away) @ self.half))

    def write_beside(self, name: str, away: np.ndarray) -> None:
        """Name it, in this direction from it."""
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
        """Name it, in its middle."""
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
        self.window = box.inset(PADDING, PADDING, PADDING, PADDING)
        self.x_range, self.y_range = x_range, y_range
        self.floor = mn.VMobject(stroke_color=theme.axis, stroke_width=STROKES.hair, fill_opacity=0)
        self.floor.set_points(polyline(self.level(0.0)))
        self.curve = PiecewiseGraph(self, function, role, width=STROKES.guide)
        self.add(self.floor, self.curve)


def line_between(source: Node, neuron: Node, along: np.ndarray) -> np.ndarray:
    """The line (2, 3) from node to node, where `along` is the direction of the network.

    At a frame it ends in the middle of a side; at a circle it points to the centre.
    """
    start, end = (
        node.middle + (side * node.half * along if isinstance(node, PlotNode) else 0.0)
        for node, side in ((source, 1), (neuron, -1))
    )
    step = (end - start) / np.linalg.norm(end - start)
    trims = [node.radius if isinstance(node, CircleNode) else 0.0 for node in (source, neuron)]
    return np.array([start + trims[0] * step, end - trims[1] * step])
