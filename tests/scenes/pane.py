"""A window and nothing else: what graphs and numbers are tested in."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.layout import Region
from scenes.mobjects.plots.window import Window
from scenes.theme import DARK, Theme


@dataclass
class Pane(Window):
    """A window on the left of the stage."""

    x_range: tuple[float, float] = (0.0, 1.0)
    y_range: tuple[float, float] = (0.0, 1.0)
    window: Region = Region(-6.0, 2.0, -3.0, 2.5)  # noqa: RUF009 (frozen)
    theme: Theme = DARK
