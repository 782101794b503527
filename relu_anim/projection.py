"""A view of space: how points in three dimensions come to lie on a flat picture.

The camera looks at `center` from far away, so parallel lines stay parallel and lengths do not
depend on the distance: the orthographic view of engineering drawings, from which coordinates can be
read off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
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

    def panned(self, right: float, up: float) -> View:
        """The view whose picture lies further to the right and up than that of this one."""
        center = self.facing_place([-right, -up])
        return replace(self, center=(center[0], center[1], center[2]))

    def towards(self, other: View, share: float) -> View:
        """The view on the way to `other`: this one at 0, that one at 1 (scales go by ratio).

        What both views show from one side is in the picture all the way. For that the center keeps
        step with the size of what is seen, not with the share: on the way out to a picture a
        thousand times as large, it waits until there is room.
        """
        share = finite_number("share", share)
        progress = self.zoom_progress(other, share)

        def between(here: float, there: float, share: float) -> float:
            return here if here == there else (1 - share) * here + share * there

        x, y, z = (
            between(here, there, progress)
            for here, there in zip(self.center, other.center, strict=True)
        )
        return View(
            between(self.azimuth, other.azimuth, share),
            between(self.elevation, other.elevation, share),
            self.scale ** (1 - share) * other.scale**share,
            (x, y, z),
        )

    def zoom_progress(self, other: View, share: float) -> float:
        """How far the size of what is seen, `1 / scale`, has gone at a share of the way: 0 to 1."""
        ratio = self.scale / other.scale
        return share if math.isclose(ratio, 1) else (ratio**share - 1) / (ratio - 1)

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

    def parted(
        self, lines: ArrayLike, through: ArrayLike, normal: ArrayLike
    ) -> tuple[FloatArray, FloatArray]:
        """The parts of straight lines (m, 2, 3) before a plane, as one sees it here, and behind it.

        through: (3,) a point of the plane. normal: (3,) at right angles to it. Both parts are
        (m, 2, 3) again, of no length where a line has none. What lies in the plane is before it, as
        is everything where the plane is seen edge-on or the normal is 0.
        """
        ends = _points("lines", lines)
        towards = _points("normal", normal) * np.sign(self.rotation[2] @ _points("normal", normal))
        heights = (ends - _points("through", through)) @ towards
        level = 1e-9 * np.abs(heights).max(initial=0.0)
        first, last = np.where(np.abs(heights) <= level, 0.0, heights).T
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(first * last < 0, first / (first - last), last == 0)[:, np.newaxis]
        crossing = ends[:, 0] + share * (ends[:, 1] - ends[:, 0])
        before, behind = (
            np.stack(
                [
                    np.where((side * first > 0)[:, np.newaxis], ends[:, 0], crossing),
                    np.where((side * last > 0)[:, np.newaxis], ends[:, 1], crossing),
                ],
                axis=1,
            )
            for side in (1, -1)
        )
        within = (first == 0) & (last == 0)
        before[within] = ends[within]
        return before, behind

    def foreshortening(self, points: ArrayLike) -> float:
        """How much of their distance the worst two of `points` (k, 3) keep in this view: 0 to 1.

        1 where all distances are seen at full length, 0 where two points hide one another. Points
        that are one in space do not count; 1 where that leaves no two.
        """
        array = _points("points", points).reshape(-1, 3)
        first, second = np.triu_indices(len(array), 1)
        steps = array[first] - array[second]
        lengths = np.linalg.norm(steps, axis=1)
        apart = lengths > 1e-9 * lengths.max(initial=0.0)
        seen = np.linalg.norm(steps[apart] @ self.rotation[:2].T, axis=1)
        return float(np.min(seen / lengths[apart], initial=1.0))

    def facing(self, normal: ArrayLike) -> float:
        """How openly a plane at right angles to `normal` (3,) is seen: 0 edge-on, 1 face to face.

        1 as well where the normal is 0, so that there is no plane to see.
        """
        array = _points("normal", normal)
        length = float(np.linalg.norm(array))
        return abs(float(self.rotation[2] @ array)) / length if length else 1.0

    def off_axes(self, points: ArrayLike) -> float:
        """How much of their angle to the axes of space `points` (k, 3) keep at worst: 0 to 1.

        As the sine of the angle at the origin. 0 where a point that is not on an axis seems to lie
        on it. A point on an axis, or at the origin, does not count; 1 where none does.
        """
        array = _points("points", points).reshape(-1, 3)
        axes, onto = np.eye(3), self.rotation[:2].T
        arms = array[:, np.newaxis] + 0 * axes
        true = np.linalg.norm(np.cross(arms, axes), axis=-1)
        lengths = np.linalg.norm(arms, axis=-1)
        counts = true > 1e-9 * lengths
        flat_arms, flat_axes = arms @ onto, axes @ onto
        area = flat_arms[..., 0] * flat_axes[:, 1] - flat_arms[..., 1] * flat_axes[:, 0]
        sides = np.linalg.norm(flat_arms, axis=-1) * np.linalg.norm(flat_axes, axis=-1)
        seen = np.abs(area[counts]) / np.maximum(sides[counts], 1e-12)
        return float(np.min(seen * lengths[counts] / true[counts], initial=1.0))

    def clarity(self, points: ArrayLike, normal: ArrayLike = (0.0, 0.0, 0.0)) -> float:
        """The worse one of `foreshortening` and `facing`: 0 where something hides, 1 at best."""
        return min(self.foreshortening(points), self.facing(normal))

    def _turned(self, points: ArrayLike) -> FloatArray:
        turned: FloatArray = (
            self.scale * (_points("points", points) - self.center) @ self.rotation.T
        )
        return turned


def clearest(
    views: Iterable[View],
    points: ArrayLike,
    normal: ArrayLike = (0.0, 0.0, 0.0),
    off_axes: ArrayLike = (0.0, 0.0, 0.0),
) -> View:
    """The view that shows points (k, 3) best apart, and a plane with this normal (3,) openly.

    off_axes: (k, 3) points that should not seem to lie on an axis of space. Of `foreshortening`,
    `facing` and `View.off_axes`, the worst one is as good as it can be. The first view of several
    that do equally well. Raises ValueError when there is no view.
    """
    candidates = list(views)
    if not candidates:
        raise ValueError("need at least one view to choose from")
    return max(
        candidates,
        key=lambda view: round(min(view.clarity(points, normal), view.off_axes(off_axes)), 9),
    )


def _points(name: str, points: ArrayLike) -> FloatArray:
    array = finite_array(name, points)
    if array.ndim == 0 or array.shape[-1] != 3:
        raise ValueError(f"need {name} with three coordinates, got shape {array.shape}")
    return array
