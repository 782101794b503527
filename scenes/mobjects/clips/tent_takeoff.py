"""What is taken off y1 so that the tent is left: an arrow from the ramp down to the tent."""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

from relu_anim import Tent
from scenes.mobjects.clips.tent_gauge import Bead
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import legible, show
from scenes.mobjects.lines import Melting, arrows, draw, polygon, polyline
from scenes.mobjects.live import Live
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import LiveNumber, advance
from scenes.mobjects.text.notation import Notation, equals
from scenes.mobjects.text.typesetting import Typeset


class Arrows(mn.VGroup, Live[np.ndarray]):
    """Arrows that hang from y1 down to the tent, at each x of their value; there is none where
    nothing is to be taken off, and those at the end of the plot melt away."""

    def __init__(self, tent: Tent, ground: Ground, colour: str, width: float, head: float) -> None:
        self.tent, self.ground, self.head = tent, ground, head
        self.shafts = Melting(stroke_color=colour, stroke_width=width, fill_opacity=0)
        self.shafts.melt(*ground.melting)
        self.heads = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
        exempt(self.heads, "contrast", "heads of short arrows lie on one another")
        super().__init__(self.shafts, self.heads)
        self.set_value(np.zeros(0))

    def set_value(self, value: np.ndarray) -> Self:
        """Hang at other places."""
        curves = self.tent.activator, self.tent
        ends = [self.ground.points_of(np.column_stack([value, curve(value)])) for curve in curves]
        ends[0][:, 1] = np.minimum(ends[0][:, 1], self.ground.window.top)
        self.lines = np.stack(ends, axis=1)
        shafts, heads = arrows(self.lines, self.head)
        peak = self.ground.point(self.tent.peak, self.tent.height)
        draw(self.shafts, polyline(shafts), peak)
        draw(self.heads, polygon(heads), peak)
        return self


class Takeoff(mn.VGroup, Live[float]):
    """The arrow s at x, which hangs from y1 down to the tent. Its value is x."""

    SHORT, SHOWN = 0.15, 0.35
    """Of an arrow shorter than this the name is out of sight, and from here on it is whole."""

    def __init__(self, tent: Tent, ground: Ground, x: float) -> None:
        theme = ground.theme
        self.arrow = Arrows(tent, ground, theme.third, 11.0, 0.34)
        self.beads = Bead(ground, "ramp", 0.14), Bead(ground, "total", 0.17)
        self.label = legible(Typeset("$#third[$s$]$", theme, 0.62), theme)
        exempt(self.label, "contrast", "it comes into sight as the arrow grows")
        exempt(self.beads[1], "covered", "it sets out from the bead above it")
        super().__init__(*self.beads, self.arrow, self.label)  # a short arrow is seen on them
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Hang at another x."""
        ((top, foot),) = self.arrow.set_value(np.array([value])).lines
        for bead, end in zip(self.beads, (top, foot), strict=True):
            bead.put(end)
        self.label.place((top + foot) / 2 + np.array([0.3, -0.15, 0.0]))
        show(self.label, (top[1] - foot[1] - self.SHORT) / (self.SHOWN - self.SHORT))
        return self


class Difference(mn.VGroup, Live[float]):
    """`y1 - s = tent`, and the same in numbers below it; its value is x.

    All of it stands left of the line that rises to the tent, which goes on below the floor.
    """

    SIZE, OPERATOR, LEADING, BESIDE = 0.5, 1.68, 0.74, 0.2
    """The em, in frame units, which numbers with many digits have less of; what an operator takes,
    in em; a line, and the room beside it."""

    def __init__(
        self, tent: Tent, ground: Ground, x: float, written: Notation, start: np.ndarray
    ) -> None:
        self.written, theme = written, ground.theme
        self.curves = tent.activator.function, tent.overlap, tent.function
        furthest = 2 * tent.right - tent.peak  # the arrow walks not so far
        reached = [float(curve(furthest)) for curve in self.curves]
        digits = written.digits([*np.ravel(ground.y_range), *reached])
        foot, tip = ground.point(tent.left, 0.0), ground.point(tent.peak, tent.height)
        run = (tip - foot)[0] / (tip - foot)[1] * (foot[1] - start[1] + self.LEADING)
        places = 3 * advance("0" * digits + f"{0:.{written.decimals}f}"[1:]) + 2 * self.OPERATOR
        size = min(self.SIZE, (foot[0] - run - self.BESIDE - start[0]) / places)
        self.numbers = [
            LiveNumber(
                0.0, written, theme, size, role=role, digits=digits, sign="none", called=role
            )
            for role in ("ramp", "third", "total")
        ]
        # Where there is nothing to take off, both sides are the same number.
        same = equals(written.is_exact(*(float(curve(x)) for curve in self.curves)))
        columns: list[tuple[str, LiveNumber | Typeset]] = [
            ("#ramp[$y_1$]", self.numbers[0]),
            ("$-$", Typeset("$-$", theme, size)),
            ("#third[$s$]", self.numbers[1]),
            ("$=$", Typeset(f"${same}$", theme, size)),
            ("#total[tent]", self.numbers[2]),
        ]
        super().__init__()
        for markup, below in columns:
            width = size * self.OPERATOR if isinstance(below, Typeset) else below.advance
            middle = start + width / 2 * mn.RIGHT
            self.add(Typeset(markup, theme, self.SIZE).place(middle, align=0.5))
            self.add(below.place(middle + self.LEADING * mn.DOWN, align=0.5))
            start = start + width * mn.RIGHT
        self.set_value(x)

    def set_value(self, value: float) -> Self:
        """Say what is taken off at another x, as it is written, so that the numbers fit."""
        for number, curve in zip(self.numbers, self.curves, strict=True):
            number.set_value(float(curve(round(value, self.written.decimals))))
        return self
