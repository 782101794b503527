"""What every room in space has: axes, arrows, and moments to be moved between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from relu_anim import Placement, View
from scenes.mobjects.lines import DASHED, arrows, dashes
from scenes.mobjects.space.space import Ink, Part, Space, segment
from scenes.theme import STROKES, Theme

HEAD = 0.26
"""Frame units: the head of an arrow."""
LEAST = 0.27
"""The shortest an axis is, as a share of the longest."""
ROD, CASE = 0.1, 0.16
"""Frame units: the width of a rod, and of the dark case around it."""
HALF_TURN = np.linspace(-np.pi / 2, np.pi / 2, 13)


@dataclass(frozen=True)
class Moments:
    """How far everything in a room is, each a share from 0 to 1."""

    def towards(self, other: Self, share: float) -> Self:
        """The moment on the way to another one."""
        pairs = [(getattr(self, one.name), getattr(other, one.name)) for one in fields(self)]
        return type(self)(*[(1 - share) * start + share * end for start, end in pairs])


class Room(Space):
    """A space with its axes.

    roles: the colours of the axes, in their places in the picture. ends: (3, 3) their tips.
    faintest: lines no wider than this may pass behind labels.
    """

    roles: list[str]
    ends: np.ndarray
    faintest = STROKES.hair

    def __init__(self, theme: Theme, view: View, middle: np.ndarray) -> None:
        super().__init__(theme, view, middle)
        self.made: dict[str, tuple[tuple[float, ...], Part]] = {}

    def ink(self, role: str, opacity: float = 1.0, width: float = 0.0, faint: bool = False) -> Ink:
        """An ink in a colour of the theme."""
        colour = self.theme.faint(role) if faint else self.theme.colour(role)
        return Ink(colour, opacity, width)

    def grid(self, corners: np.ndarray, step: float) -> np.ndarray:
        """(m, 2, 3) lines on a wall whose corners (4, 3) go round, parallel to its sides."""
        corner, first, _, second = corners
        lines = []
        for along, across in ((first - corner, second), (second - corner, first)):
            shares = np.arange(step, np.linalg.norm(along), step) / np.linalg.norm(along)
            starts = corner + shares[:, None] * along
            lines.append(np.stack([starts, starts + across - corner], axis=1))
        return np.vstack(lines)

    def axes(self, seen: float) -> list[Part]:
        """The three axes, from the origin."""
        return [
            self.arrow(f"axis{place}", np.zeros(3), end, self.ink(role, seen, 4.0))
            for place, (role, end) in enumerate(zip(self.roles, self.ends, strict=True))
        ]

    def arrow(self, name: str, start: np.ndarray, end: np.ndarray, ink: Ink) -> Part:
        """An arrow in space, with a head that faces the viewer."""
        line = segment(name, np.array([start, end]), ink, layer=2)
        head = arrows(self.flat(line.corners)[None], HEAD)[1]
        facing = end + self.off(head - self.flat(end))
        heads = ((replace(ink, width=0.0), facing),) if len(head) else ()
        return replace(line, inks=(*line.inks, *heads))

    def rod(self, points: np.ndarray, ink: Ink, share: float = 1.0) -> Part:
        """A round rod, or a bead, where points (k, 3) on a line are: so far as it has come."""
        start = points[np.linalg.norm(points - points[0], axis=1).argmax()]
        ends = np.array([start, points[np.linalg.norm(points - start, axis=1).argmax()]])
        across, up, _ = self.flat(ends[1]) - self.flat(ends[0])
        turned = np.arctan2(up, across) + np.concatenate([HALF_TURN + np.pi, HALF_TURN])
        ring = np.column_stack([np.cos(turned), np.sin(turned), 0 * turned])
        feet = np.repeat(ends, len(HALF_TURN), axis=0)
        case, rod = [(feet + self.off(share * width / 2 * ring))[None] for width in (CASE, ROD)]
        return Part("", ends, ((self.ink("print"), case), (ink, rod)))

    def dashed(self, corners: np.ndarray) -> np.ndarray:
        """(m, 2, 3) the rim of a face as dashes: of a face that is not there."""
        rim = self.flat(np.vstack([corners, corners[:1]]))
        places: np.ndarray = corners[0] + self.off(dashes(rim, DASHED) - rim[0])
        return places

    def resting(self, make: Callable[[int], Part], number: int, *state: float) -> Part:
        """What `make(number)` made, made anew when what it depends on has changed."""
        name = f"{make.__name__}{number}"
        if name not in self.made or self.made[name][0] != state:
            self.made[name] = state, replace(make(number), name=name)
        return self.made[name][1]

    def off(self, steps: np.ndarray) -> np.ndarray:
        """The steps in space (..., 3), across the line of sight, that are seen as these."""
        turned: np.ndarray = steps @ self.view.rotation / self.view.scale
        return turned

    def facing(
        self, patch: np.ndarray, size: float, place: np.ndarray, nearer: float = 0.0
    ) -> Placement:
        """Where a patch of the plane (2, 2) faces the viewer, its longer side of this size.

        place: of its middle on the frame. nearer: how far before the middle of the view it is.
        """
        low, high = patch
        rows = self.view.rotation[:2] * size / self.view.scale / (high - low).max()
        start = self.view.facing_place((place - self.middle)[:2]) + nearer * self.view.rotation[2]
        return Placement(rows, start - (low + high) / 2 @ rows)

    @property
    def paths(self) -> list[np.ndarray]:
        """All lines on the frame, (n, 3) each, for labels to keep off: all but the faintest."""
        paths: list[np.ndarray] = []
        for name, shape in self.kept.items():
            if shape.stroke_width > self.faintest and not name.startswith("ball"):
                lines = shape.points.reshape(-1, 4, 3)[:, [0, 3]]
                joined = np.array_equal(lines[1:, 0], lines[:-1, 1])
                paths += [np.vstack([lines[:, 0], lines[-1:, 1]])] if joined else list(lines)
        return [path for path in paths if len(path)]
