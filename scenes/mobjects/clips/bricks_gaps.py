"""The largest gaps of walls as columns on the floor, all on one measure."""

from __future__ import annotations

from typing import NamedTuple, Self

import manim as mn
import numpy as np

from scenes.mobjects.exemptions import FaultKind, exempt
from scenes.mobjects.lines import GUIDE, arrows, dashes, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.theme import STROKES, Theme

PASSED: tuple[FaultKind, ...] = ("crossing", "overlap", "contrast", "covered")
WIDTH = 0.62
"""Of a column, in frame units."""
THIN = 0.2
"""Of one that still stands in the gap it measures, with a rim of the ground's colour."""
NUMBER = 0.46
BESIDE = (0.58, 0.96)
"""From where to where the dashes of a guess go, from the middle of a column: past its number."""
ABOVE = 0.14
"""From the top of a column to its number."""


class Standing(NamedTuple):
    """How a column stands: on a point of the frame, so wide, tilted, and in which scale.

    gap: what it measures. unit: frame units of one unit of it. tilt: an angle from the upright.
    """

    foot: np.ndarray
    width: float
    unit: float
    gap: float
    tilt: float = 0.0

    def towards(self, other: Standing, share: float) -> Standing:
        """How it stands that share of the way to another standing."""
        foot = self.foot + share * (other.foot - self.foot)
        width, unit, gap, tilt = (
            (1 - share) * here + share * there
            for here, there in zip(self[1:], other[1:], strict=True)
        )
        return Standing(foot, width, unit, gap, tilt)

    @property
    def up(self) -> np.ndarray:
        """From its foot to its top."""
        height = self.unit * self.gap
        return height * np.array([np.sin(self.tilt), np.cos(self.tilt), 0.0])


class Column(mn.VGroup, Live[Standing]):
    """A column as high as a gap, with its number on top; in thousandths: millimetres."""

    def __init__(self, standing: Standing, written: Notation, digits: int, theme: Theme) -> None:
        self.body = mn.VMobject(stroke_color=theme.ground, fill_color=theme.error, fill_opacity=1)
        self.top = mn.VMobject(stroke_color=theme.error, stroke_width=STROKES.hair)
        self.number = LiveNumber(
            1000 * standing.gap, written, theme, NUMBER, digits=digits, sign="none", called="gap"
        )
        super().__init__(self.body, self.top, names(self.number, self.body))
        self.set_value(standing)

    def set_out(self, reason: str) -> None:
        """Lose its number, and pass over other things on its way, for this reason."""
        self.number.set_fill(opacity=0)
        for fault in PASSED:
            exempt(self, fault, reason)

    def arrive(self) -> mn.Animation:
        """From here on it is in nobody's way, and shows its number."""
        for piece in self.get_family():
            vars(piece).pop("exempt_faults", None)
        return self.number.animate.set_fill(opacity=1).build()

    def set_value(self, value: Standing) -> Self:
        """Stand elsewhere, or show another gap."""
        self.standing, up = value, value.up
        across = value.width / 2 * np.array([np.cos(value.tilt), -np.sin(value.tilt), 0.0])
        left, right = value.foot - across, value.foot + across
        thin = min(1.0, (WIDTH - value.width) / (WIDTH - THIN))
        self.body.set_stroke(width=thin * STROKES.curve)
        self.body.set_points(polygon(np.array([left, right, right + up, left + up])))
        self.top.set_points(polyline(np.array([left + up, right + up])))
        self.number.set_value(1000 * value.gap)
        middle = value.foot + up + ABOVE * mn.UP
        text = self.number
        shown = text.points[:, 0]
        text.place(np.array([text.start[0], middle[1], 0.0]))
        text.shift((middle[0] - (shown.min() + shown.max()) / 2) * mn.RIGHT)
        return self


class Guess(mn.VMobject):
    """Dashes on either side of a column, as high as it is expected to be, `apart` from the next."""

    def __init__(self, standing: Standing, apart: float, theme: Theme) -> None:
        super().__init__(stroke_color=theme.ink, stroke_width=STROKES.guide, fill_opacity=0)
        top = standing.foot + standing.up
        near, far = BESIDE
        far = min(far, apart - WIDTH / 2 - ABOVE)
        sides = [[top + side * end * mn.RIGHT for end in (near, far)] for side in (-1, 1)]
        self.set_points(polyline(dashes(np.array(sides), GUIDE)))


class Arrow(mn.VGroup):
    """An arrow from one point of the frame to another."""

    def __init__(self, theme: Theme, start: np.ndarray, end: np.ndarray) -> None:
        shafts, tips = arrows(np.array([[start, end]]), 0.3)
        shaft = mn.VMobject(stroke_color=theme.ink, stroke_width=6.0, fill_opacity=0)
        tip = mn.VMobject(stroke_width=0, fill_color=theme.ink, fill_opacity=1)
        super().__init__(shaft.set_points(polyline(shafts)), tip.set_points(polygon(tips)))
