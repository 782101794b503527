"""A view of space: how points in three dimensions come to lie on a flat picture.

The camera looks at `center` from far away, so parallel lines stay parallel and lengths do not
depend on the distance: the orthographic view of engineering drawings, from which coordinates can be
read off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from relu_anim.arrays import FloatArray, finite_array, finite_number


@dataclass(frozen=True)
class View:
    """An orthographic view of space, z pointing up.

    azimuth: degrees, where the viewer stands around the z axis (0: on the x axis, -90: in front,
    with x to the right). elevation: degrees above the ground, -90 to 90. scale: picture units per
    unit of space, above 0. center: the point of space in the middle of the picture. Raises
    ValueError when a number is not finite or out of its range.
    """

    azimuth: float
    elevation: float
    scale: float = 1.0
    center: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        for name in ("azimuth", "elevation", "scale"):
            object.__setattr__(self, name, finite_number(name, getattr(self, name)))
        object.__setattr__(self, "center", tuple(_points("center", self.center).ravel().tolist()))
        if not -90 <= self.elevation <= 90:
            raise ValueError(f"need an elevation from -90 to 90 degrees, got {self.elevation:g}")
        if self.scale <= 0:
            raise ValueError(f"need a scale above 0, got {self.scale:g}")
        if len(self.center) != 3:
            raise ValueError(
                f"need one center with three coordinates, got {len(self.center)} numbers"
            )

    @cached_property
    def rotation(self) -> FloatArray:
        """(3, 3) the directions of space that point right, up, and towards the viewer, as rows."""
        a, e = math.radians(self.azimuth), math.radians(self.elevation)
        return finite_array(
            "rotation",
            [
                [-math.sin(a), math.cos(a), 0.0],
                [-math.sin(e) * math.cos(a), -math.sin(e) * math.sin(a), math.cos(e)],
                [math.cos(e) * math.cos(a), math.cos(e) * math.sin(a), math.sin(e)],
            ],
        )

    @cached_property
    def matrix(self) -> FloatArray:
        """(3, 3) what steps in space, as rows, are multiplied by to be steps on the picture.

        Their third coordinate there, the depth, is left out: it is 0.
        """
        return finite_array("matrix", self.scale * self.rotation.T * [1.0, 1.0, 0.0])

    def project(self, points: ArrayLike) -> FloatArray:
        """`points` (..., 3) on the picture: (..., 2) right and up from its middle."""
        return self._turned(points)[..., :2]

    def depth(self, points: ArrayLike) -> FloatArray:
        """How far `points` (..., 3) stand out towards the viewer, in picture units: (...)."""
        return self._turned(points)[..., 2]

    def facing_place(self, points: ArrayLike) -> FloatArray:
        """The places (..., 3) that `project` brings to `points` (..., 2) of the picture.

        Many do; these lie in the plane through `center` that faces the viewer.
        """
        places: FloatArray = finite_array("points", points) / self.scale @ self.rotation[:2]
        return places + self.center

    def fitted(self, points: ArrayLike, width: float, height: float) -> View:
        """The view from the same side whose picture of points (k, 3) just fits into a rectangle.

        width, height: of the rectangle, above 0, in picture units; the points' bounding box lies
        about its middle. Where all points fall into one, the scale stays as it is. Raises
        ValueError for a rectangle without an area or when there is no point.
        """
        width, height = finite_number("width", width), finite_number("height", height)
        if width <= 0 or height <= 0:
            raise ValueError(f"need a rectangle to fit into, got {width:g} by {height:g}")
        array = _points("points", points).reshape(-1, 3)
        if not len(array):
            raise ValueError("need at least one point to fit a view to")
        turned = array @ self.rotation.T
        low, high = turned.min(axis=0), turned.max(axis=0)
        wide, tall, _ = high - low
        with np.errstate(over="ignore"):  # a hair's breadth would need an infinite scale
            scales = [room / size for room, size in ((width, wide), (height, tall)) if size > 0]
        scale = min(scales) if scales and math.isfinite(min(scales)) else self.scale
        middle = (low + high) / 2 @ self.rotation
        return View(self.azimuth, self.elevation, scale, (middle[0], middle[1], middle[2]))

    def _turned(self, points: ArrayLike) -> FloatArray:
        turned: FloatArray = (
            self.scale * (_points("points", points) - self.center) @ self.rotation.T
        )
        return turned


def _points(name: str, points: ArrayLike) -> FloatArray:
    array = finite_array(name, points)
    if array.ndim == 0 or array.shape[-1] != 3:
        raise ValueError(f"need {name} with three coordinates, got shape {array.shape}")
    return array
