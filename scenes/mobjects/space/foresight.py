"""Looking ahead in a movement of the picture: what will be seen where, before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from scenes.mobjects.space.octant import Drops
from scenes.mobjects.space.space import Dot, Spatial
from scenes.mobjects.space.space_label import Label, stroke_scenery
from scenes.mobjects.space.steady import Bearer, Scenery

if TYPE_CHECKING:
    from scenes.mobjects.clips.point3d_space import Point3DSpace

_MOMENTS = 9
"""At how many moments of a movement it is made sure that no label is in the way."""
_FEW_MOMENTS = 6
"""The same where nothing moves but the labels."""


def necessary_bow(picture: Point3DSpace) -> float:
    """How far the camera steps back on its way, so that nothing turns out of sight."""
    picture.bow = bow = 0.0
    if picture.goal.outlook is picture.pose.outlook:
        return bow
    room = np.array([picture.region.width, picture.region.height]) / 2
    for share in np.linspace(0.0, 1.0, _MOMENTS)[1:-1]:
        picture.place(picture.pose.towards(picture.goal, share), share)
        outermost = np.zeros((0, 3))
        if picture.axes in picture.seen:
            outermost = picture.axes.lines[:, 1]
        if picture.sheet in picture.seen:
            outermost = np.vstack([outermost, picture.sheet.face.corners])
        reached = np.abs(picture.view.project(outermost)) / room
        excess = float(reached.max(initial=0.0)) - 1
        bow = max(bow, excess / (4 * share * (1 - share)))
    return bow


def foresee(
    picture: Point3DSpace,
    labels: Sequence[Label],
    arriving: Sequence[Spatial],
    leaving: Sequence[Spatial],
    expected: Sequence[Spatial],
) -> tuple[list[Bearer], Scenery]:
    """How the labels' points will move and what will be seen, moment by moment."""
    solid = [thing for thing in picture.seen if thing not in (*leaving, *labels)]
    solid.extend(expected)
    dots = [thing for thing in solid if isinstance(thing, Dot)]
    drops = [thing for thing in solid if isinstance(thing, Drops)]
    faces = [picture.sheet.face] if picture.sheet in solid else []
    shares = np.linspace(0.0, 1.0, _FEW_MOMENTS if _is_still(picture) else _MOMENTS)
    strokes, anchors, spots, feet, areas = [], [], [], [], []
    weights = np.zeros(0)
    sizes = np.zeros((len(labels), 2))
    for share in shares:
        picture.place(picture.pose.towards(picture.goal, share), share)
        lines, weights = stroke_scenery(solid)
        strokes.append(lines)
        sizes = np.maximum(sizes, [label.size for label in labels])
        anchors.append([picture.flat(label.at)[:2] for label in labels])
        spots.append([picture.flat(dot.at)[:2] for dot in dots])
        feet.append([picture.flat(foot)[:2] for thing in drops for foot in thing.feet_at])
        areas.append([picture.flat(face.corners)[:, :2] for face in faces])
    places = np.array(anchors).reshape(len(shares), -1, 2)
    marked = np.array(spots).reshape(len(shares), -1, 2)
    points = [k for k, label in enumerate(labels) if label is not picture.bias_label]  # names a way
    scenery = Scenery(
        shares,
        np.array(strokes),
        weights,
        dots=marked,
        feet=np.array(feet).reshape(len(shares), -1, 2),
        faces=np.array(areas).reshape(len(shares), -1, 4, 2),
        rivals=np.concatenate([marked, places[:, points]], axis=1),
    )
    bearers = [
        _bearer(picture, label, size, way, arriving, leaving, expected)
        for label, size, way in zip(labels, sizes, np.moveaxis(places, 1, 0), strict=True)
    ]
    return bearers, scenery


def _is_still(picture: Point3DSpace) -> bool:
    return picture.goal == picture.pose


def _bearer(
    picture: Point3DSpace,
    label: Label,
    size: np.ndarray,
    anchors: np.ndarray,
    arriving: Sequence[Spatial],
    leaving: Sequence[Spatial],
    expected: Sequence[Spatial],
) -> Bearer:
    stays, later = label in leaving, label in expected
    new = later or label in arriving
    return Bearer(
        size,
        anchors,
        before=None if new else label.end,
        close=label.close,
        stays=stays,
        later=later,
        may_hop=_is_still(picture) and picture.may_hop and not (new or stays),
        outward=label.outward,
    )
