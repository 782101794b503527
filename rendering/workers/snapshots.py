"""Snapshots: what is on each picture of a scene, noted down now, to be drawn now or later.

Playing a scene has to be done in one go; drawing its pictures can be shared out. So the process
that plays it takes snapshots, which are copies of the mobjects at that moment, and whoever has the
time draws them, with Manim's own camera.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import manim as mn
import numpy as np

from rendering.video.pixels import NOWHERE, Pixels, Region
from rendering.workers.camera import PathKeepingCamera, region_of

_MOST_COPIES = 10_000
"""Copies that are remembered; a scene that has had more than that starts afresh."""


@dataclass(frozen=True)
class StaticLayer:
    """What stands still during a play, in the order of drawing, on the camera's background."""

    background: Pixels
    mobjects: Sequence[mn.Mobject]


@dataclass(frozen=True)
class Snapshot:
    """What is drawn over its static layer, and for how many frames it is shown.

    The mobjects of both are copies that nobody changes any more. A mobject that is as it was in the
    snapshot before has the same copy in both.
    """

    static: StaticLayer
    moving: Sequence[mn.Mobject]
    frames: int


class MobjectCopier:
    """Makes copies of mobjects that can be drawn later, one for as long as a mobject stays."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, mn.Mobject]] = {}

    def copies(self, mobjects: Iterable[mn.Mobject]) -> list[mn.Mobject]:
        """Copies of the mobjects as they are now."""
        return [self._copy(mobject) for mobject in mobjects]

    def _copy(self, mobject: mn.Mobject) -> mn.Mobject:
        # A gradient runs across the whole family.
        family = mobject.submobjects and _has_gradient(mobject)
        submobjects = self.copies(mobject.submobjects) if family else mobject.submobjects
        count, before = self._kept.get(id(mobject), (0, None))
        old = {} if type(before) is not type(mobject) else before.__dict__
        changed = count != len(mobject.__dict__)
        attributes = mobject.__dict__.copy()
        for name, value in mobject.__dict__.items():
            if name == "submobjects":
                value = attributes[name] = submobjects
            was = old.get(name, _NOTHING)
            if _is_equal(was, value):
                attributes[name] = was
            else:
                changed = True
                if value.__class__ is np.ndarray:
                    attributes[name] = value.copy()
        if not changed and before is not None:
            return before
        attributes["copy_of"] = id(mobject)
        copy: mn.Mobject = object.__new__(type(mobject))
        copy.__dict__ = attributes
        if len(self._kept) >= _MOST_COPIES:
            self._kept.clear()
        self._kept[id(mobject)] = len(mobject.__dict__), copy
        return copy


class SnapshotPainter:
    """Draws snapshots as stock Manim does: the static layer once, and on it what moves.

    Only what touches the rectangle in which something has changed is drawn again.
    """

    def __init__(self, camera: PathKeepingCamera) -> None:
        self.region: Region | None = None
        """Outside of this, the last picture is the one painted before it; None: anywhere."""
        self._camera = camera
        self._static: StaticLayer | None = None
        self._moving: Sequence[mn.Mobject] = ()
        self._ground: Pixels
        self._picture: Pixels

    def paint(self, snapshot: Snapshot) -> Pixels:
        """The pixels of a snapshot; the array is the painter's own, drawn over the next time."""
        camera, moving = self._camera, snapshot.moving
        if self._static is snapshot.static:
            self.region = region_of(camera, changes(self._moving, moving))
        else:
            self.region = None
            self._static = snapshot.static
            self._ground = snapshot.static.background
            if snapshot.static.mobjects:
                camera.draw(self._ground, snapshot.static.mobjects)
                self._ground = camera.pixel_array.copy()
        self._moving = moving
        if self.region is None:
            camera.draw(self._ground, moving)
            self._picture = camera.pixel_array.copy()
        elif self.region != NOWHERE:
            camera.draw(self._ground, moving, self.region)
            top, bottom, left, right = self.region
            self._picture[top:bottom, left:right] = camera.pixel_array[top:bottom, left:right]
        return self._picture


def changes(
    before: Sequence[mn.Mobject], after: Sequence[mn.Mobject]
) -> Sequence[mn.Mobject] | None:
    """What is drawn in one of two pictures alone; None when their common things change places."""
    ids_before, ids_after = ([id(mobject) for mobject in part] for part in (before, after))
    common = {*ids_before} & {*ids_after}
    if [key for key in ids_before if key in common] != [key for key in ids_after if key in common]:
        return None
    return [mobject for mobject in [*before, *after] if id(mobject) not in common]


_NOTHING = object()


def _is_equal(one: object, other: object) -> bool:
    """Whether two attributes are the same in a picture, as far as can be told at once."""
    if one is other:
        return one.__class__ is not np.ndarray  # which is changed in place
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.shape == other.shape and one.dtype == other.dtype and bool((one == other).all())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(operator.is_, one, other))
    return isinstance(one, int | float | str) and one == other


def _has_gradient(mobject: mn.Mobject) -> bool:
    rgbas = (getattr(mobject, f"{kind}_rgbas", ()) for kind in ("fill", "stroke"))
    return any(len(colours) > 1 for colours in rgbas)
