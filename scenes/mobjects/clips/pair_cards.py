"""Small plots side by side, each with a formula over it and its name under it."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from relu_anim import PiecewiseLinear
from scenes.layout import Region
from scenes.mobjects.lines import Dash
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.plots.marks import KinkDot
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import GHOST, SIZES, STROKES, Theme

GAP = 0.6
ASPECT = 1.05
"""Height of a small plot's region as a share of its width, at most."""


class PlotCard(mn.VGroup):
    """One small plot; `title` stands above its window, `name` below its ticks."""

    def __init__(self, plot: Plot, title: Typeset, name: Typeset, region: Region) -> None:
        middle = plot.window.center[0]
        title.place(np.array([middle, region.top - title.size, 0.0]), align=0.5)
        name.place(np.array([middle, region.bottom + 0.3 * name.size, 0.0]), align=0.5)
        self.plot, self.title, self.name_below = plot, title, name
        self.parts, self.results, self.kinks = mn.VGroup(), mn.VGroup(), mn.VGroup()
        super().__init__(plot, title, name, self.parts, self.results, self.kinks)

    def draw(
        self, function: PiecewiseLinear, role: str, dash: Dash | None = None, *, faint: bool = False
    ) -> PiecewiseGraph:
        """Add a curve: strong and with its kinks, or faint as what the strong one is made of."""
        width = STROKES.curve if faint else STROKES.strong
        curve = PiecewiseGraph(self.plot, function, role, width=width, dash=dash)
        curve.set_stroke(opacity=GHOST if faint else 1)
        if faint:
            self.parts.add(curve)
        else:
            self.results.add(curve)
            self.kinks.add(*[KinkDot(self.plot, x, function(x), role) for x in function.kinks])
        return curve


def labels_fit(
    width: float,
    x_range: tuple[float, float],
    x_ticks: np.ndarray,
    y_ticks: Sequence[np.ndarray],
    x_notation: Notation,
    y_notations: Sequence[Notation],
) -> bool:
    """Whether the tick labels of a small plot of this width leave room for the plot."""

    def breadths(ticks: np.ndarray, notation: Notation) -> list[float]:
        return [SIZES.tick * typeset(f"${notation.markup(tick)}$").advance for tick in ticks]

    beside = max(
        breadth
        for ticks, notation in zip(y_ticks, y_notations, strict=True)
        for breadth in breadths(ticks, notation)
    )
    scale = (width - beside - 0.75) / (x_range[1] - x_range[0])  # less what x and gaps take
    below = sum(breadths(x_ticks, x_notation)) / max(1, len(x_ticks))
    closest = np.diff(x_ticks).min(initial=np.inf) * scale
    return beside < width / 3 and below < 0.8 * closest


def plot_cards(
    contents: Sequence[tuple[str, str]],
    theme: Theme,
    region: Region,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    x_ticks: np.ndarray,
    y_ticks: Sequence[np.ndarray],
    notation: Notation,
    size: float = SIZES.formula,
) -> list[PlotCard]:
    """Set small plots of (title, name) side by side, with the same window for all of them.

    `notation` is that of the ticks, except where it would round them.
    """
    y_notations = [
        notation if notation.is_exact(*ticks) else Notation.of(ticks) for ticks in y_ticks
    ]
    columns = region.columns(*[1] * len(contents), gap=GAP)
    size = fitting_size([text for pair in contents for text in pair], columns[0].width, size)
    if not labels_fit(columns[0].width, x_range, x_ticks, y_ticks, notation, y_notations):
        x_ticks, y_ticks = np.zeros(0), [np.zeros(0)] * len(contents)
    line = 2.0 * size
    height = min(region.height, ASPECT * columns[0].width + 2 * line)
    spare = (region.height - height) / 2
    cards = []
    for (title, name), ticks, written, column in zip(
        contents, y_ticks, y_notations, columns, strict=True
    ):
        room = column.inset(top=spare, bottom=spare)
        inner = room.inset(top=line, bottom=line)
        plot = Plot(
            theme,
            inner,
            x_range,
            y_range,
            x_ticks=x_ticks,
            y_ticks=ticks,
            x_notation=notation,
            y_notation=written,
        )
        texts = Typeset(title, theme, size), Typeset(name, theme, size)
        cards.append(PlotCard(plot, *texts, room))
    return cards
