"""A network of one input, drawn as columns of small plots: what each neuron puts out over x."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import manim as mn
import numpy as np

from relu_anim import Network, PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.controls.beads import disc
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import Melting, polygon
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.networks.diagram import Key, parameters_of, reached
from scenes.mobjects.networks.edges import ROLES, width_of
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES, Theme

CURVE = 4.5
"""The stroke width of a curve in a small plot, between a guide and the curve of a whole one."""
UNDER_GROUND = 0.25
"""The least share of a plot's height that lies below zero."""
FILLED = 0.75
"""The share of a row's height that its plot takes up; the rest parts it from the next."""
OFF_PLOT, OFF_INPUT = 0.12, 0.2
"""Frame units from a plot to the wires that lead to it and from it, and from the middle of x."""
APART = 0.22
"""The same between the wires of neurons that share a plot."""
SHADE = 0.16
"""How opaque the area between a curve and the floor is."""
HEAD, OVER, OVER_X = 0.6, 0.2, 0.3
"""The em height of names; from the first row, and from the input, up to them."""
HIDDEN = ("ramp", "second")
"""The colours of the hidden layers."""
FULL = 0.05
"""What a neuron puts out, as a share of its plot's height, to be as bright as may be."""
CIRCLE = mn.Circle(1.0).points
DOT = 0.11
"""The radius of the dot on a neuron that puts something out."""


Place = tuple[Region, tuple[float, float]]
"""A region of the frame, and the heights that it shows."""


class MiniPlot(Ground, Live[Place]):
    """The curves that neurons draw over x, over a floor of their own; they may change.

    y_range: the heights that are to have room. Its value is where it lies on the frame, and which
    heights it shows there.
    """

    def __init__(
        self,
        theme: Theme,
        frame: Region,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        role: str,
        functions: Sequence[PiecewiseLinear],
    ) -> None:
        self.value = frame, y_range
        super().__init__(theme, frame, x_range, 0.0)
        self.role, self.lit = role, [1.0] * len(functions)
        self.shades = [
            Melting(stroke_width=0, fill_color=theme.colour(role), fill_opacity=SHADE)
            for _ in functions
        ]
        self.curves = [PiecewiseGraph(self, function, role, CURVE) for function in functions]
        for quiet in (self.earth, *self.shades):
            exempt(quiet, "contrast", "a quiet tint, under ground or under its curve")
        for curve in self.curves:
            exempt(curve, "contrast", "it is faint where the neuron is not spoken of")
        self.add(*self.shades, *self.curves)
        self.set_value(self.value)

    def draw_curve(self, index: int, function: PiecewiseLinear) -> None:
        """Let one of the curves be this function, and fill down from it to the floor."""
        self.curves[index].set_value(function)
        corners = function.corners(*self.x_range)
        ends = [[corners[-1, 0], 0.0], [corners[0, 0], 0.0]]
        outline = np.vstack([corners, ends])
        outline[:, 1] = outline[:, 1].clip(*self.y_range)
        self.shades[index].set_points(polygon(self.points_of(outline)))

    def light(self, index: int, lit: float) -> None:
        """Let one of the curves be bright (1), or faint (0), or in between."""
        if lit != self.lit[index]:
            self.lit[index] = lit
            faint, colour = self.theme.faint(self.role), self.theme.colour(self.role)
            between = mn.ManimColor(faint).interpolate(mn.ManimColor(colour), lit)
            self.curves[index].set_stroke(between)

    def set_value(self, value: Place) -> Self:
        """Lie elsewhere on the frame, with all that is drawn."""
        self.value, (frame, (low, high)) = value, value
        low = min(low, -UNDER_GROUND / (1 - UNDER_GROUND) * high)
        up = frame.height / (high - low)
        self.lay(frame, self.x_range, frame.bottom - low * up, up)
        self.earth.melt(self.point(0.0, 0.0), self.point(0.0, self.y_range[0]))
        for index, curve in enumerate(self.curves):
            self.draw_curve(index, curve.function)
        return self

    def to(self, frame: Region, y_range: tuple[float, float]) -> Callable[[float], Place]:
        """The way to another place, for `Morph`."""
        here, y_before = self.value
        before = np.array([here.left, here.right, here.bottom, here.top, *y_before])
        after = np.array([frame.left, frame.right, frame.bottom, frame.top, *y_range])

        def at(share: float) -> Place:
            left, right, bottom, top, low, high = map(float, before + share * (after - before))
            return Region(left, right, bottom, top), (low, high)

        return at


class Wire(mn.VMobject, Live[float]):
    """A bent edge from one place (3,) to another; sign and size of its weight are its value.

    Lit, it has the colour of its sign, which is faint unless it is `bright`; else it is a hairline
    that is hardly seen. A weight of 0 is not seen.
    """

    def __init__(self, ends: np.ndarray, weight: float, theme: Theme, bright: bool) -> None:
        super().__init__(fill_opacity=0)
        self.theme, self.bright, self.lit = theme, bright, 1.0
        self.lead_between(*ends)
        exempt(self, "crossing", "wires of a dense layer cross")
        exempt(self, "contrast", "an idle wire is not spoken of")
        exempt(self, "twins", "wires from neighbours to one neuron run side by side")
        self.set_value(weight)

    def lead_between(self, start: np.ndarray, end: np.ndarray) -> None:
        """Lead from one place (3,) to another."""
        half = np.array([(end - start)[0] / 2, 0.0, 0.0])
        self.set_points(np.array([start, start + half, end - half, end]))

    def set_value(self, value: float) -> Self:
        """Show another weight."""
        self.weight, role = float(value), ROLES[int(np.sign(value))]
        width = STROKES.hair + self.lit * (width_of(value) - STROKES.hair) if value else 0.0
        idle = mn.ManimColor(self.theme.floor)
        lit = self.theme.colour(role) if self.bright else self.theme.faint(role)
        self.set_stroke(idle.interpolate(mn.ManimColor(lit), self.lit), width)
        return self

    def light(self, lit: float) -> None:
        """Show how much it carries now, from 0 to 1."""
        if lit != self.lit:
            self.lit = lit
            self.set_value(self.weight)

    def at(self, share: float) -> np.ndarray:
        """The place (3,) so far along it."""
        place: np.ndarray = self.point_from_proportion(share)
        return place


@dataclass(frozen=True)
class Columns:
    """Where a network stands on the frame.

    input: the place (3,) of x. spans: from where to where across the columns of hidden neurons go.
    low, high: the heights between which these stand. output: the region of what comes out.
    """

    input: np.ndarray
    spans: Sequence[tuple[float, float]]
    low: float
    high: float
    output: Region

    def boxes(self, layer: int, count: int) -> list[Region]:
        """The regions of the plots of a hidden layer, from the top."""
        row, (left, right) = (self.high - self.low) / count, self.spans[layer]
        tops = [self.high - (k + (1 - FILLED) / 2) * row for k in range(count)]
        return [Region(left, right, top - FILLED * row, top) for top in tops]


class PlotNetwork(mn.VGroup, Live[Network]):
    """A network of one input, with a small plot for each of its hidden neurons; its value.

    shared: how many neurons of each hidden layer have a plot together, one by default. y_ranges: of
    each layer, with 0 in it; by default what the network reaches on x_range at first.

    `plots[layer]` are the plots of a layer, the last one that of the output; `curve(layer, neuron)`
    says where a neuron is drawn, `wires[layer, source, neuron]` has the key of a weight, and
    `input` is x with its dot.
    """

    def __init__(
        self,
        network: Network,
        theme: Theme,
        columns: Columns,
        x_range: tuple[float, float],
        *,
        shared: Sequence[int] = (),
        y_ranges: Sequence[tuple[float, float]] = (),
    ) -> None:
        super().__init__()
        self.network, self.columns = network, columns
        self.shared = (*(shared or [1] * (len(network.layers) - 1)), 1)
        roles = (*HIDDEN[: len(network.layers) - 1], "total")
        heights = y_ranges or reached(network, x_range)
        self.plots: list[list[MiniPlot]] = []
        for layer, (curves, role) in enumerate(zip(network.curves[1:], roles, strict=True)):
            count, together = network.sizes[layer + 1] // self.shared[layer], self.shared[layer]
            last = layer == len(network.layers) - 1
            boxes = [columns.output] if last else columns.boxes(layer, count)
            functions = [curves.column(neuron) for neuron in range(count * together)]
            self.plots.append(
                [
                    MiniPlot(theme, box, x_range, heights[layer], role, functions[k : k + together])
                    for box, k in zip(boxes, range(0, len(functions), together), strict=True)
                ]
            )
        self.wires: dict[Key, Wire] = {}
        for layer, dense in enumerate(network.layers):
            bright = layer == len(network.layers) - 1
            for (source, neuron), weight in np.ndenumerate(dense.weights):
                ends = np.array([self.port(layer - 1, source, 1), self.port(layer, neuron, -1)])
                self.wires[layer, source, neuron] = Wire(ends, float(weight), theme, bright)
        x = Typeset("$x$", theme, HEAD, "input").place(columns.input + OVER_X * mn.UP, align=0.5)
        dot = disc(theme, "input").move_to(columns.input)
        self.input = mn.VGroup(dot, names(x, dot))
        self.add(*self.wires.values(), *[plot for column in self.plots for plot in column])
        self.add(self.input)

    def heads(self, *words: str) -> mn.VGroup:
        """The names of the columns, over them, in their colours."""
        spans = [(column[0].window.left, column[0].window.right) for column in self.plots]
        heads = mn.VGroup()
        for (left, right), word, column in zip(spans, words, self.plots, strict=False):
            head = Typeset(word, column[0].theme, HEAD, column[0].role)
            heads.add(head.place(np.array([(left + right) / 2, self.columns.high + OVER, 0]), 0.5))
        return heads

    @property
    def output(self) -> MiniPlot:
        """The plot of what comes out."""
        return self.plots[-1][0]

    def curve(self, layer: int, neuron: int) -> tuple[MiniPlot, int]:
        """The plot in which a neuron is drawn, and which of its curves that is."""
        cell, index = divmod(neuron, self.shared[layer])
        return self.plots[layer][cell], index

    def port(self, layer: int, neuron: int, side: int) -> np.ndarray:
        """Where wires reach a neuron (side -1) or leave it (1); layer -1 is the input."""
        if layer < 0:
            return self.columns.input + OFF_INPUT * mn.RIGHT
        plot, index = self.curve(layer, neuron)
        window, together = plot.window, self.shared[layer]
        down = (index - (together - 1) / 2) * APART
        middle = plot.point(0.0, 0.0)[1] if plot is self.output else window.center[1]
        across = window.left - OFF_PLOT if side < 0 else window.right + OFF_PLOT
        place: np.ndarray = np.array([across, middle - down, 0.0])
        return place

    def set_value(self, value: Network) -> Self:
        """Show another network of the same sizes; only what differs is drawn anew."""
        before, after = parameters_of(self.network), parameters_of(value)
        for key, wire in self.wires.items():
            if after[key] != before[key]:
                wire.set_value(after[key])
        self.network = value
        for layer, curves in enumerate(value.curves[1:]):
            for neuron in range(value.sizes[layer + 1]):
                (plot, index), function = self.curve(layer, neuron), curves.column(neuron)
                old = plot.curves[index].function.corners(*plot.x_range)
                if not np.array_equal(function.corners(*plot.x_range), old):
                    plot.draw_curve(index, function)
        return self


class Travel(mn.VGroup, Live[float]):
    """One x on its way through a network: what puts something out is lit, and has a dot.

    It takes the network's wires and curves with it, since they change with x, its value; `dots` it
    leaves to be added over all that they lie on. A wire is lit by what it comes from.

    parts: where what the last hidden layer puts out is drawn once more, each neuron a curve.
    """

    def __init__(
        self, drawing: PlotNetwork, theme: Theme, x: float, parts: MiniPlot | None = None
    ) -> None:
        self.drawing, self.parts = drawing, parts
        self.dots = mn.VMobject(fill_color=theme.input, fill_opacity=1)
        self.dots.set_stroke(theme.ground, STROKES.guide)
        exempt(self.dots, "contrast", "a rim of the ground's colour parts a dot from its curve")
        exempt(self.dots, "covered", "a dot rides on its curve")
        exempt(self.dots, "jump", "they are one shape, as wide as the first and last are apart")
        plots = [plot for column in drawing.plots[:-1] for plot in column]
        curves = [curve for plot in [*plots, *([parts] if parts else [])] for curve in plot.curves]
        super().__init__(*drawing.wires.values(), *curves)
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Send another x."""
        self.x, drawing = float(value), self.drawing
        outputs = drawing.network.activations(np.array([self.x]))
        shares, dots = [np.ones(1)], []
        for layer, heights in enumerate(outputs):
            last = layer == len(outputs) - 1
            top = drawing.plots[layer][0].y_range[1]
            shares.append(np.ones(1) if last else np.clip(heights / (FULL * top), 0.0, 1.0))
            for neuron, lit in enumerate(map(float, shares[-1])):
                shown = [drawing.curve(layer, neuron)]
                if self.parts and layer == len(outputs) - 2:
                    shown.append((self.parts, neuron))
                for plot, index in shown:
                    if not last:
                        plot.light(index, lit)
                    if lit:
                        place = plot.point(self.x, plot.curves[index].function(self.x))
                        dots.append(lit * DOT * CIRCLE + place)
        self.dots.set_points(np.vstack(dots))
        for (layer, source, _), wire in drawing.wires.items():
            wire.light(float(shares[layer][source]))
        return self
