"""A point on its axes: its coordinates are steps along one axis after the other."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import around, halo, legible, put_clear
from scenes.mobjects.naming import names
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, STROKES, Theme

AXES = {
    2: np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
    3: np.array([[-0.75, -0.4, 0.0], [0.85, -0.28, 0.0], [0.0, 1.0, 0.0]]),
}
"""Where the axes point to in the frame, in the plane and in space."""
SIDES = {2: (mn.DOWN, mn.RIGHT), 3: (mn.UL, mn.DL, mn.RIGHT)}
"""On which side of a step its number stands."""
BEYOND = 0.06
"""How far an axis goes on, as a share of the longest step."""
BESIDE = 0.6
"""Room for numbers on the left of steps in space, and half of it below."""
SHORTEST = 0.4
"""A shorter step, in frame units, has no number: it would cover another one."""


class Place(mn.VGroup):
    """A point with 2 or 3 coordinates, and the steps that lead to it, in a region.

    Each step has a text and a role; the last role is that of the point and its name.
    """

    def __init__(
        self,
        called: str,
        values: np.ndarray,
        texts: Sequence[str],
        roles: Sequence[str],
        theme: Theme,
        region: Region,
    ) -> None:
        name = Typeset(f"${called}$", theme, SIZES.formula, roles[-1])
        ways, longest = AXES[len(values)], np.abs(values).max() or 1.0
        corners = np.vstack([np.zeros((1, 3)), np.cumsum(values[:, None] * ways, axis=0)])
        reach = values + BEYOND * longest * np.where(values < 0, -1.0, 1.0)
        axes = np.stack([np.zeros_like(ways), reach[:, None] * ways], axis=1)
        low, high = (end(axis=(0, 1)) for end in (axes.min, axes.max))
        low, high = np.minimum(low, corners.min(axis=0)), np.maximum(high, corners.max(axis=0))
        name_room, whole = name.height + 0.1, region
        region = region.inset(bottom=name_room) if values[-1] < 0 else region
        drawn = region.inset(BESIDE, 0, BESIDE / 2, 0) if len(values) == 3 else region
        scale = min(drawn.width / (high - low)[0], drawn.height / (high - low)[1])
        corners, axes = (drawn.center + scale * (p - (low + high) / 2) for p in (corners, axes))
        self.corners = corners
        first = corners[0] + corners[2] - corners[1]
        floor = mn.Polygon(*corners[:3], first, stroke_width=STROKES.hair)
        lines = [mn.Line(*axis, stroke_width=STROKES.axis) for axis in axes]
        super().__init__(floor, *lines)
        self.set_color(theme.axis)
        floor.set_fill(theme.panel, 1)
        self.numbers, seen = list[mn.VMobject](), list[mn.VMobject]()
        self.dot = dot = mn.Dot(corners[-1], 0.12, color=theme.colour(roles[-1]), z_index=1)
        steps = [*np.stack([corners[:-1], corners[1:]], axis=1)]
        for start, end, role, text, side in zip(
            corners, corners[1:], roles, texts, SIDES[len(values)], strict=False
        ):
            step = mn.Line(start, end, stroke_width=STROKES.curve, color=theme.colour(role))
            number = names(Glyphs(text, theme, 0.36, role), step)
            self.add(step)
            middle = (start + end) / 2
            places = [number.next_to(middle, way, buff=0.14).get_center() for way in (side, -side)]
            places += around(number, middle, (0.14, 0.3, 0.5))
            put_clear(number, places, within=region, texts=[*self.numbers, dot], paths=steps)
            exempt(number, "crossing", "its halo parts the lines behind it")
            self.numbers.append(halo(number, theme))
            seen += [number] if np.linalg.norm(end - start) > SHORTEST else []
        exempt(names(legible(name, theme), dot), "names", "the numbers in the layer are it too")
        first = name.next_to(dot, mn.UP if values[-1] >= 0 else mn.DOWN, buff=0.1).get_center()
        places = [first, *around(name, dot.get_center(), (0.22, 0.4))]
        put_clear(name, places, within=whole, texts=seen)
        self.add(*seen, dot, name)
