"""Where along the axis a neuron is on."""

from __future__ import annotations

import manim as mn
import numpy as np

from relu_anim import Neuron
from scenes.layout import Region
from scenes.mobjects.plots.graph import Dash, dashes
from scenes.mobjects.plots.plot import Plot, polyline
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import STROKES

SIZE = 0.36
GAP = 0.2
SHORTEST = 0.8
"""Less bar than this beside its name would not be seen as a bar."""


class Activity(mn.VGroup):
    """A bar below a plot, over the part of the axis where a neuron is on.

    The bar starts at the break point and ends where the window does; its name stands in a gap in
    its middle, or beside the break point where the bar is too short. ``room`` says at which height.
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
        stretches = [ends]
        if abs(ends[1, 0] - ends[0, 0]) > label.advance + 2 * GAP + SHORTEST:
            middle = ends.mean(axis=0)
            self.label = label.place(np.array([middle[0], baseline, 0.0]), align=0.5)
            aside = side * (label.advance / 2 + GAP) * mn.RIGHT
            stretches = [np.array([ends[0], middle - aside]), np.array([middle + aside, ends[1]])]
        else:
            beside = np.array([ends[0, 0] - side * GAP, baseline, 0.0])
            self.label = label.place(beside, align=1.0 if side > 0 else 0.0)
        pieces = [piece for line in stretches for piece in (dashes(line, dash) if dash else [line])]
        self.bar.set_points(np.vstack([polyline(piece) for piece in pieces]))
        super().__init__(self.bar, self.label)
