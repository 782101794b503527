"""Areas under and between curves, and bands of the window."""

from __future__ import annotations

from typing import Self

import numpy as np

from relu_anim import PiecewiseLinear, minimum
from scenes.mobjects.lines import Melting, polygon
from scenes.mobjects.live import Live
from scenes.mobjects.plots.window import Window
from scenes.theme import FILL_OPACITY


class Area(Melting, Live[PiecewiseLinear]):
    """The area between a function and a floor (0 by default), inside the window, exactly."""

    def __init__(
        self,
        plot: Window,
        function: PiecewiseLinear,
        role: str,
        *,
        floor: PiecewiseLinear | None = None,
        domain: tuple[float, float] | None = None,
        opacity: float = FILL_OPACITY,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=plot.theme.colour(role), fill_opacity=opacity)
        self.plot, self.domain = plot, domain or plot.x_range
        self.floor = floor or PiecewiseLinear.constant(0.0)
        self.set_value(function)

    def set_value(self, value: PiecewiseLinear) -> Self:
        """Fill down from another function."""
        self.function = value
        upper, lower = self._corners(value), self._corners(self.floor)
        self.set_points(polygon(self.plot.points_of(np.vstack([upper, lower[::-1]]))))
        return self

    def _corners(self, function: PiecewiseLinear) -> np.ndarray:
        """The corners (k, 2) of what is in the window of a function."""
        corners, (bottom, top) = function.corners(*self.domain), self.plot.y_range
        if bottom <= corners[:, 1].min() and corners[:, 1].max() <= top:
            return corners
        low, high = PiecewiseLinear.constant(bottom), PiecewiseLinear.constant(top)
        return (-minimum(-minimum(function, high), -low)).corners(*self.domain)
