"""Where along the axis a neuron is on."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.layout import Region
from scenes.mobjects.lines import Dash, dashes, fitted, polyline
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES

SIZE = 0.36
GAP = 0.2


class Activity(mn.VGroup):
    """A bar below a plot, over the part of the axis where a neuron is on.

    The bar starts at the break point, beside which its name stands, and ends where the window does.
    `room` says at which height.
    """

    def __init__(
        self,
        plot: Plot,
        room: Region,
        neuron: Neuron,
        role: str,
        name: str,
        dash: Dash | None = None,
    ) -> None:
        if neuron.break_point is None:
            raise ValueError("need a weight other than 0: this neuron never switches")
        self.plot, self.neuron = plot, neuron
        side = 1 if neuron.weight > 0 else -1
        end = plot.x_range[1] if side > 0 else plot.x_range[0]
        ends = plot.points_of(np.array([[neuron.break_point, 0.0], [end, 0.0]]))
        ends[:, 1] = room.center[1]
        self.bar: mn.VMobject = mn.VMobject(
            stroke_color=plot.theme.colour(role),
            stroke_width=STROKES.strong,
            fill_opacity=0,
            cap_style=mn.CapStyleType.BUTT,
        )
        label = Typeset(name, plot.theme, SIZE, "muted")
        baseline = room.center[1] - 0.22 * SIZE
        beside = np.array([ends[0, 0] - side * GAP, baseline, 0.0])
        self.label = label.place(beside, align=1.0 if side > 0 else 0.0)
        length = float(np.linalg.norm(ends[1] - ends[0]))
        self.bar.set_points(polyline(dashes(ends, fitted(dash, length)) if dash else ends))
        super().__init__(self.bar, self.label)
