"""Regimes of a piecewise-linear function: shaded bands, and below them what holds in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.formulas import SMALLEST
from scenes.mobjects.graph import Band
from scenes.mobjects.numbers import number_markup, term_markup
from scenes.mobjects.plot import Plot, polyline
from scenes.mobjects.typesetting import Typeset, typeset
from scenes.theme import SIZES, STROKES

NOTE_SIZE = 0.34
GAP = 0.18
"""The least room between two neighbouring texts, in frame units."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of the axis, low <= x <= high, which may be infinite, and what holds there.

    ``formula`` and ``note`` are Typst markup; the note, in smaller type, says why.
    """

    low: float
    high: float
    role: str
    formula: str
    note: str = ""


class Regime(mn.VGroup):
    """One band with its texts, and a leader line where they had to move out of the band."""

    def __init__(self, band: Band, texts: mn.VGroup, leader: mn.VMobject) -> None:
        super().__init__(band, leader, texts)
        self.band, self.texts, self.leader = band, texts, leader


class Regimes(mn.VGroup):
    """Bands over the height of a plot; their texts stand in a row in ``foot``, below the ticks.

    Each formula stands in the middle of its band. Where bands are too narrow for that even in
    the smallest type, the formulas move apart and thin lines lead to them.
    """

    def __init__(
        self, plot: Plot, foot: Region, stretches: Sequence[Stretch], size: float = SIZES.formula
    ) -> None:
        super().__init__()
        self.plot, self.foot = plot, foot
        bands = [Band(plot, s.low, s.high, s.role) for s in stretches]
        notes, formulas = [s.note for s in stretches], [s.formula for s in stretches]
        self.size = self._fitting(formulas, bands, size)
        self.note_size = self._fitting(notes, bands, min(NOTE_SIZE, self.size))
        centers = self._centers(notes, formulas, bands)
        for band, center, note, formula in zip(bands, centers, notes, formulas, strict=True):
            texts = mn.VGroup(*self._texts(center, note, formula))
            self.add(Regime(band, texts, self._leader(band, center)))
        self.regimes: list[Regime] = list(self.submobjects)
        for regime in self.regimes:
            regime.band.set_z_index(-1)

    def _fitting(self, markups: Sequence[str], bands: Sequence[Band], size: float) -> float:
        """Return the em height at which every text keeps inside its band, or the smallest."""
        advances = [typeset(markup).advance if markup else 0.0 for markup in markups]
        rooms = [self._room(band) - GAP for band in bands]
        fits = [room / a for room, a in zip(rooms, advances, strict=True) if a]
        return max(SMALLEST, min([size, *fits]))

    @staticmethod
    def _room(band: Band) -> float:
        return float(band.width)

    def _centers(
        self, notes: Sequence[str], formulas: Sequence[str], bands: Sequence[Band]
    ) -> np.ndarray:
        widths = np.array(
            [
                max(
                    self.size * typeset(formula).advance if formula else 0.0,
                    self.note_size * typeset(note).advance if note else 0.0,
                )
                for formula, note in zip(formulas, notes, strict=True)
            ]
        )
        wanted = np.array([band.get_center()[0] for band in bands])
        window = self.plot.window
        return moved_apart(wanted, widths, window.left, window.right)

    def _texts(self, center: float, note: str, formula: str) -> list[Typeset]:
        lines = [(note, self.note_size)] if note else []
        lines += [(formula, self.size)]
        baseline = self.foot.top
        texts = []
        for markup, size in lines:
            baseline -= 1.25 * size
            text = Typeset(markup, self.plot.theme, size)
            texts.append(text.place(np.array([center, baseline, 0.0]), align=0.5))
            baseline -= 0.25 * size
        return texts

    def _leader(self, band: Band, center: float) -> mn.VMobject:
        leader = mn.VMobject(
            stroke_color=self.plot.theme.colour("muted"), stroke_width=STROKES.hair
        )
        if not band.get_left()[0] <= center <= band.get_right()[0]:
            start = np.array([band.get_center()[0], self.plot.window.bottom, 0.0])
            end = np.array([center, self.foot.top, 0.0])
            leader.set_points(polyline(np.array([start, end])))
        return leader
