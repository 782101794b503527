"""Strokes: straight lines, dashes and arrow heads, as the points that Manim draws them from.

A path is a polyline of n points; an array (..., n, 3) holds many paths with as many points each.
Separate lines are paths of two points, (m, 2, 3). Lines of which one starts where the one before
ends are drawn as one, with a joint.
"""

from __future__ import annotations

from typing import Self

import manim as mn
import numpy as np

Dash = tuple[float, float]
"""The lengths of a stroke and of the gap after it, in frame units."""
DASHED: Dash = (0.16, 0.1)
"""Of two curves that have to be told apart, the second; or what is expected and not there."""
GUIDE: Dash = (0.09, 0.07)
"""A thin line that leads the eye from one place to another."""
DROP: Dash = (0.11, 0.07)
"""A line along which a coordinate is read off."""
NEGATIVE: Dash = (0.08, 0.06)
"""The wire of a weight below zero."""

DOTS: Dash = (0.005, 0.19)
"""A threshold: dashes of next to no length, with round caps."""
DOT = 9.0
"""The width of dots in stroke units."""

SPREAD = 0.6
"""How far a head of two strokes reaches to either side, as a share of its length."""
FILLED_SPREAD = 0.4
"""The same of a filled head, which looks larger."""
LONGEST_HEAD = 0.6
"""The share of a short arrow that its head takes up at most."""
OVERLAP = 0.2
"""The share of a filled head that its shaft reaches into, so that no gap is seen between them."""
SHORTEST_ARROW = 0.02
"""An arrow shorter than this, in frame units, has nowhere to point."""


def polyline(*paths: np.ndarray) -> np.ndarray:
    """The cubic Bézier points (4k, 3) of straight lines through the points of paths (..., n, 3)."""
    pieces = [np.zeros((0, 3))]
    for path in paths:
        start, end = path[..., :-1, :], path[..., 1:, :]
        thirds = [start, start + (end - start) / 3, start + (end - start) * 2 / 3, end]
        pieces.append(np.stack(thirds, axis=-2).reshape(-1, 3))
    return np.vstack(pieces)


def polygon(*outlines: np.ndarray) -> np.ndarray:
    """The Bézier points (4k, 3) of closed outlines with corners (..., n, 3)."""
    return polyline(*[np.concatenate([path, path[..., :1, :]], axis=-2) for path in outlines])


def stroked(colour: mn.ManimColor | str, width: float, points: np.ndarray) -> mn.VMobject:
    """A line, or an outline, through these Bézier points."""
    return mn.VMobject(stroke_color=colour, stroke_width=width).set_points(points)


def filled(colour: mn.ManimColor | str, corners: np.ndarray) -> mn.VMobject:
    """A shape without an outline, with these corners (n, 3)."""
    shape = mn.VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
    return shape.set_points(polygon(corners))


def draw(shape: mn.VMobject, points: np.ndarray, spot: np.ndarray) -> None:
    """Let a shape have these Bézier points; where there are none, an invisible line at `spot`.

    A shape without any points would break the animation that it is part of.
    """
    shape.set_points(points if len(points) else np.tile(spot, (4, 1)))


def dashes(paths: np.ndarray, dash: Dash) -> np.ndarray:
    """Cut paths (..., n, 3) into dashes, measured along each path from its start.

    The dashes are lines (k, 2, 3); one that goes around a corner is a line on either side of it.
    """
    stroke, gap = dash
    paths = paths.reshape(-1, *paths.shape[-2:])
    steps = np.diff(paths, axis=1)
    lengths = np.linalg.norm(steps, axis=2)
    after = np.cumsum(lengths, axis=1)
    before = np.column_stack([np.zeros(len(paths)), after[:, :-1]])
    starts = np.arange(0, after.max(initial=0.0), stroke + gap)
    begin = np.maximum(starts, before[..., None])
    end = np.minimum(starts + stroke, after[..., None])
    path, line, which = np.nonzero(begin < end)
    along = steps[path, line] / lengths[path, line][:, None]
    shares = np.stack([begin, end])[:, path, line, which] - before[path, line]
    ends: np.ndarray = paths[path, line] + shares[..., None] * along
    return ends.swapaxes(0, 1)


def fitted(dash: Dash, length: float, count: int | None = None) -> Dash:
    """The dash a little longer or shorter, so that a line of this length ends with a whole one.

    `count` is how many dashes there are to be; by default as many as need the least change.
    """
    stroke, gap = dash
    count = count or max(1, round((length + gap) / (stroke + gap)))
    scale = length / (count * (stroke + gap) - gap)
    return scale * stroke, scale * gap


def dotted(colour: mn.ManimColor | str, line: np.ndarray) -> mn.VMobject:
    """A dotted line (2, 3), as thresholds are everywhere."""
    dash = fitted(DOTS, float(np.linalg.norm(line[1] - line[0])))
    dots = stroked(colour, DOT, polyline(dashes(line, dash)))
    dots.cap_style = mn.CapStyleType.ROUND
    return dots


def heads(lines: np.ndarray, size: float | np.ndarray, spread: float = SPREAD) -> np.ndarray:
    """The heads of arrows (m, 2, 3) as paths (m, 3, 3): from one side over the tip to the other.

    size: how long they are, (m,) where they differ.
    """
    tips, steps = lines[:, 1], lines[:, 1] - lines[:, 0]
    along = steps / np.linalg.norm(steps, axis=1)[:, None]
    size = np.broadcast_to(size, len(lines))[:, None]
    across = along[:, [1, 0, 2]] * [-1.0, 1.0, 0.0] * size * spread
    base = tips - size * along
    return np.stack([base + across, tips, base - across], axis=1)


def arrows(lines: np.ndarray, head: float) -> tuple[np.ndarray, np.ndarray]:
    """The shafts (k, 2, 3) of arrows (m, 2, 3), and the corners (k, 3, 3) of their filled heads.

    A short arrow has a smaller head. One without length, or seen end-on, is left out.
    """
    lengths = np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1)
    seen = lengths > SHORTEST_ARROW
    lines, lengths = lines[seen], lengths[seen]
    size = np.minimum(head, LONGEST_HEAD * lengths)
    along = (lines[:, 1] - lines[:, 0]) / lengths[:, None]
    ends = lines[:, 1] - (1 - OVERLAP) * size[:, None] * along
    shafts = np.stack([lines[:, 0], ends], axis=1)
    return shafts, heads(lines, size, FILLED_SPREAD)


class Melting(mn.VMobject):
    """A shape that may melt into the ground on one side, wherever its outline goes."""

    melts: tuple[np.ndarray, np.ndarray] | None = None

    def melt(self, whole: np.ndarray, gone: np.ndarray) -> Self:
        """Be whole up to one point of the frame, and less and less on the way to another."""
        self.melts = whole, gone
        for colours in ("stroke_rgbas", "fill_rgbas"):
            (colour,) = getattr(self, colours)[:1]
            setattr(self, colours, np.array([colour, colour * [1.0, 1.0, 1.0, 0.0]]))
        return self

    def get_gradient_start_and_end_points(self) -> tuple[np.ndarray, np.ndarray]:
        """The two points, where Manim would take the ends of the outline as it is now."""
        return self.melts or super().get_gradient_start_and_end_points()
