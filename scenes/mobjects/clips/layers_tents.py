"""Tents where the wave is, as the output adds them up: weighed, so that they may hang."""

from __future__ import annotations

from relu_anim import Gables
from scenes.mobjects.networks.plots import MiniPlot, Place
from scenes.theme import Theme


class Parts(MiniPlot):
    """The tents of a network in one plot; at first each as layer 2 puts it out."""

    def __init__(self, theme: Theme, place: Place, gables: Gables) -> None:
        self.gables = gables
        tents = [gables.gable(index).relu() for index in range(len(gables.peaks))]
        super().__init__(theme, place[0], (0.0, 1.0), place[1], "second", tents)
        for index, curve in enumerate(self.curves):
            curve.domain = gables.place(index)
        self.set_value(place)

    def weigh(self, share: float) -> None:
        """Let each tent be so far on its way to what the output makes of it."""
        for index, weight in enumerate(self.gables.weights):
            times = 1 + share * (weight - 1)
            self.draw_curve(index, times * self.gables.gable(index).relu())
