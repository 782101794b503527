"""Manim's camera, made quicker where it draws the same again, and clear where it is transparent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import manim as mn
import numpy as np

from rendering.video.pixels import NOWHERE, Pixels, Region

_MOST_PATHS = 4096
"""Paths that are kept; a scene that has shown more than that starts afresh."""
_MITER = 5
"""Widths of a stroke by which a sharp corner may stick out: half of Cairo's limit of 10."""
_EDGE = 2
"""Pixels around what is drawn, for its soft edge and for rounding."""


@dataclass(frozen=True)
class _KeptPath:
    points: Pixels
    matrix: Any
    path: Any


class PathKeepingCamera(mn.Camera):
    """Keeps the outlines that it has traced, since most of what is redrawn has not changed.

    Manim draws everything above the lowest thing that moves, glyph by glyph and curve by curve.
    What Cairo hands out as a path is already in its own fixed-point numbers, so that appending it
    again draws the same pixels.
    """

    def draw(
        self, ground: Pixels, mobjects: Sequence[mn.Mobject], region: Region | None = None
    ) -> None:
        """Draw mobjects over `ground`; the picture is right within `region` (None: everywhere).

        The mobjects are in their order, and come without their families. Whatever touches the
        region is drawn whole: clipped, Cairo draws some pixels of an edge a little differently.
        """
        if region is None:
            self.set_pixel_array(ground)
        else:
            top, bottom, left, right = region
            self.pixel_array[top:bottom, left:right] = ground[top:bottom, left:right]
            mobjects = [mobject for mobject in mobjects if _touches(_box(self, mobject), region)]
        self.capture_mobjects(mobjects, include_submobjects=False)

    def set_cairo_context_path(self, ctx: Any, vmobject: mn.VMobject) -> PathKeepingCamera:
        """Make the outline of `vmobject` the current path."""
        paths: dict[int, _KeptPath] = self.__dict__.setdefault("_kept_paths", {})
        points, matrix = vmobject.points, ctx.get_matrix()
        key = getattr(vmobject, "copy_of", id(vmobject))
        kept = paths.get(key)
        if kept is not None and kept.matrix == matrix and _are_equal(kept.points, points):
            ctx.new_path()
            ctx.append_path(kept.path)
        elif len(points):
            _trace(ctx, vmobject, self.transform_points_pre_display(vmobject, points))
            if len(paths) >= _MOST_PATHS:
                paths.clear()
            is_shared = "copy_of" in vmobject.__dict__
            kept_points = points if is_shared else points.copy()
            paths[key] = _KeptPath(kept_points, matrix, ctx.copy_path())
        return self


def region_of(camera: mn.Camera, mobjects: Sequence[mn.Mobject] | None) -> Region | None:
    """The smallest region that holds all of these; None where that cannot be told."""
    if mobjects is None:
        return None
    top, bottom, left, right = camera.pixel_height, 0, camera.pixel_width, 0
    for mobject in mobjects:
        box = _box(camera, mobject)
        if box is None:
            return None
        top, bottom = min(top, box[0]), max(bottom, box[1])
        left, right = min(left, box[2]), max(right, box[3])
    # A conversion to half of the colours takes two columns at a time.
    top, bottom = max(top, 0), min(bottom, camera.pixel_height)
    left, right = max(left, 0) // 2 * 2, min((right + 1) // 2 * 2, camera.pixel_width)
    return (top, bottom, left, right) if top < bottom and left < right else NOWHERE


def _box(camera: mn.Camera, mobject: mn.Mobject) -> Region | None:
    """Pixels outside which a mobject draws nothing, by its control points and its stroke."""
    if not isinstance(mobject, mn.VMobject) or mobject.get_background_image():
        return None
    if not len(mobject.points):
        return NOWHERE
    low, high = mobject.points[:, :2].min(axis=0), mobject.points[:, :2].max(axis=0)
    if not np.isfinite([low, high]).all():
        return None
    width = max(mobject.get_stroke_width(), mobject.get_stroke_width(background=True))
    margin = _MITER * width * camera.cairo_line_width_multiple
    scale = np.array([camera.pixel_width, camera.pixel_height]) / (
        camera.frame_width,
        camera.frame_height,
    )
    middle = np.asarray(camera.frame_center)[:2]
    left, bottom = (low - margin - middle) * scale
    right, top = (high + margin - middle) * scale
    half_width, half_height = camera.pixel_width / 2, camera.pixel_height / 2
    return (
        math.floor(half_height - top) - _EDGE,
        math.ceil(half_height - bottom) + _EDGE,
        math.floor(half_width + left) - _EDGE,
        math.ceil(half_width + right) + _EDGE,
    )


def _touches(box: Region | None, region: Region) -> bool:
    if box is None:
        return True
    return box[0] < region[1] and region[0] < box[1] and box[2] < region[3] and region[2] < box[3]


def _are_equal(one: Pixels, other: Pixels) -> bool:
    return one is other or (one.shape == other.shape and bool((one == other).all()))


def _trace(ctx: Any, vmobject: mn.VMobject, points: Pixels) -> None:
    """Draw the subpaths of `points`, as `Camera.set_cairo_context_path` does, with less ado."""
    ctx.new_path()
    step = vmobject.n_points_per_cubic_curve
    curve_to = ctx.curve_to
    flat = points[:, :2].ravel().tolist()
    for start, end in vmobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist():
        if end - start < step:
            continue
        ctx.move_to(flat[2 * start], flat[2 * start + 1])
        for first in range(2 * start + 2, 2 * (end - step) + 3, 2 * step):
            curve_to(*flat[first : first + 6])
        if vmobject.consider_points_equals_2d(points[start], points[end - 1]):
            ctx.close_path()


class TransparentCamera(PathKeepingCamera):
    """Clears to nothing at all; Manim's own leaves a tint that shows around every edge."""

    def init_background(self) -> None:
        """Fill the background with transparent black, as Cairo's blending needs it."""
        self.background = np.zeros((self.pixel_height, self.pixel_width, 4), dtype=np.uint8)


def camera_class(transparent: bool) -> type[PathKeepingCamera]:
    """The camera that draws a film, with or without its background."""
    return TransparentCamera if transparent else PathKeepingCamera
