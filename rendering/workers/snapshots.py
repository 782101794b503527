"""Pictures as they will be drawn: what is on them, noted down now, to be drawn now or later.

Playing a scene has to be done in one go; drawing its pictures can be shared out. So a scene's
process notes down what is on each picture, as copies of the mobjects at that moment, and whoever
has the time draws it, with Manim's own camera.
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
class Backdrop:
    """What stands still during a play, in the order of drawing, on the camera's background."""

    background: Pixels
    standing: Sequence[mn.Mobject]


@dataclass(frozen=True)
class Picture:
    """What is drawn over its backdrop, and for how many frames it is shown.

    `has_copies` is true when the mobjects are copies that nobody changes any more, submobjects
    apart; otherwise they are the scene's own, and the picture has to be drawn at once.
    """

    backdrop: Backdrop
    drawn: Sequence[mn.Mobject]
    frames: int
    has_copies: bool


class Copier:
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


class Painter:
    """Draws pictures as stock Manim does: the backdrop once, and on it what moves."""

    def __init__(self, camera: Any) -> None:
        self._camera = camera
        self._backdrop: Backdrop | None = None
        self._ground: Pixels

    def set_up(self, backdrop: Backdrop, has_copies: bool) -> None:
        """Draw a backdrop, to be used for the pictures that have it."""
        if self._backdrop is backdrop:
            return
        self._backdrop = backdrop
        self._ground = backdrop.background
        if backdrop.standing:
            self._draw(backdrop.standing, has_copies)
            self._ground = self._camera.pixel_array.copy()

    def paint(self, picture: Picture) -> Pixels:
        """Draw a picture; the array is the camera's own, and is drawn over the next time."""
        self.set_up(picture.backdrop, picture.has_copies)
        self._draw(picture.drawn, picture.has_copies)
        pixels: Pixels = self._camera.pixel_array
        return pixels

    def _draw(self, mobjects: Sequence[mn.Mobject], has_copies: bool) -> None:
        self._camera.set_pixel_array(self._ground)
        # Copies have been put in their order, without their families, when they were made.
        self._camera.capture_mobjects(mobjects, include_submobjects=not has_copies)


def _has_gradient(mobject: mn.Mobject) -> bool:
    rgbas = (getattr(mobject, f"{kind}_rgbas", ()) for kind in ("fill", "stroke"))
    return any(len(colours) > 1 for colours in rgbas)
