"""Manim's camera, made quicker where it draws the same again, and clear where it is transparent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import manim as mn
import numpy as np

from rendering.video.pixels import Pixels

_MOST_PATHS = 4096
"""Paths that are kept; a scene that has shown more than that starts afresh."""


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


def camera_class(transparent: bool) -> type[mn.Camera]:
    """The camera that draws a film, with or without its background."""
    return TransparentCamera if transparent else PathKeepingCamera
