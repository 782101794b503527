"""Snapshots: what is on each picture of a scene, noted down now, to be drawn now or later.

Playing a scene has to be done in one go; drawing its pictures can be shared out. So the process
that plays it takes snapshots, which are copies of the mobjects at that moment, and whoever has the
time draws them, with Manim's own camera.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import manim as mn
import numpy as np

from rendering.video.pixels import Pixels

_MOST_OUTLINES = 10_000
"""Outlines that are remembered; a scene that has had more than that starts afresh."""


@dataclass(frozen=True)
class StaticLayer:
    """What stands still during a play, in the order of drawing, on the camera's background."""

    background: Pixels
    mobjects: Sequence[mn.Mobject]


@dataclass(frozen=True)
class Snapshot:
    """What is drawn over its static layer, and for how many frames it is shown.

    The mobjects of both are copies that nobody changes any more.
    """

    static: StaticLayer
    moving: Sequence[mn.Mobject]
    frames: int


class MobjectCopier:
    """Makes copies of mobjects that can be drawn later, and share outlines that stay the same."""

    def __init__(self) -> None:
        self._points: dict[int, Pixels] = {}

    def copies(self, mobjects: Iterable[mn.Mobject]) -> list[mn.Mobject]:
        """Copies of the mobjects as they are now."""
        return [self._copy(mobject) for mobject in mobjects]

    def _copy(self, mobject: mn.Mobject) -> mn.Mobject:
        attributes = mobject.__dict__.copy()
        for name, value in mobject.__dict__.items():
            if value.__class__ is np.ndarray and name != "points":
                attributes[name] = value.copy()
        attributes["points"] = self._outline(mobject)
        attributes["copy_of"] = id(mobject)
        if mobject.submobjects and _has_gradient(mobject):
            # A gradient runs across the whole family.
            attributes["submobjects"] = self.copies(mobject.submobjects)
        copy: mn.Mobject = object.__new__(type(mobject))
        copy.__dict__ = attributes
        return copy

    def _outline(self, mobject: mn.Mobject) -> Pixels:
        points, before = mobject.points, self._points.get(id(mobject))
        if before is not None and before.shape == points.shape and (before == points).all():
            return before
        if len(self._points) >= _MOST_OUTLINES:
            self._points.clear()
        self._points[id(mobject)] = kept = points.copy()
        return kept


class SnapshotPainter:
    """Draws snapshots as stock Manim does: the static layer once, and on it what moves."""

    def __init__(self, camera: Any) -> None:
        self._camera = camera
        self._static: StaticLayer | None = None
        self._ground: Pixels

    def paint(self, snapshot: Snapshot) -> Pixels:
        """The pixels of a snapshot; the array is the camera's own, drawn over the next time."""
        if self._static is not snapshot.static:
            self._static = snapshot.static
            self._ground = snapshot.static.background
            if snapshot.static.mobjects:
                self._ground = self._draw(snapshot.static.mobjects).copy()
        return self._draw(snapshot.moving)

    def _draw(self, mobjects: Sequence[mn.Mobject]) -> Pixels:
        self._camera.set_pixel_array(self._ground)
        # Copies have been put in their order, without their families, when they were made.
        self._camera.capture_mobjects(mobjects, include_submobjects=False)
        pixels: Pixels = self._camera.pixel_array
        return pixels


def _has_gradient(mobject: mn.Mobject) -> bool:
    rgbas = (getattr(mobject, f"{kind}_rgbas", ()) for kind in ("fill", "stroke"))
    return any(len(colours) > 1 for colours in rgbas)
