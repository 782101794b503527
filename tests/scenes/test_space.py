"""What is stuck through something else in space is split there, and drawn from back to front."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import View
from scenes.layout import Region
from scenes.mobjects.labels import around, box_of, overlap, put_clear
from scenes.mobjects.space.polygons import common, cut, plane_of, sorted_by, split
from scenes.mobjects.space.space import Ink, Part, Space, back_to_front, face, pieces_of, segment
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import DARK

SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0.0]])
INK = Ink(DARK.ramp, 0.5)
coordinates = st.floats(-2, 2).map(lambda value: round(value, 2))
corners = st.tuples(coordinates, coordinates, coordinates)
triangles = st.tuples(corners, corners, corners).map(np.array)


def area(polygon: np.ndarray) -> float:
    arms = polygon[1:] - polygon[0]
    return float(np.linalg.norm(np.cross(arms[:-1], arms[1:]).sum(axis=0)) / 2)


def test_a_plane_splits_a_square_at_half_its_height() -> None:
    front, back = split(SQUARE, (np.array([0.0, 1.0, 0.0]), 0.25))
    assert area(front) == pytest.approx(0.75)
    assert area(back) == pytest.approx(0.25)
    assert (front[:, 1] >= 0.25).all()


@given(triangles, triangles)
def test_the_parts_of_a_split_polygon_make_up_the_whole(one: np.ndarray, other: np.ndarray) -> None:
    plane = plane_of(other)
    if plane is None:
        return
    parts = [part for part in split(one, plane) if len(part)]
    assert sum(map(area, parts)) == pytest.approx(area(one), abs=1e-9)
    for part in parts:
        high = part @ plane[0] - plane[1]
        assert (high >= -1e-8).all() or (high <= 1e-8).all()


def test_a_cut_is_where_one_goes_through_the_other_and_nowhere_else() -> None:
    plane = plane_of(SQUARE)
    assert plane is not None
    through = np.array([[0.5, -1, -1], [0.5, 2, -1], [0.5, 2, 1], [0.5, -1, 1.0]])
    ends = cut(through, SQUARE, plane)
    np.testing.assert_allclose(sorted(ends.tolist()), [[0.5, 0, 0], [0.5, 1, 0]])
    beside = through + np.array([2.0, 0.0, 0.0])
    touching = through * [1, 1, 0.5] + np.array([0.0, 0.0, 0.5])
    assert len(cut(beside, SQUARE, plane)) == len(cut(touching, SQUARE, plane)) == 0
    needle = np.array([[0.3, 0.4, -1], [0.3, 0.4, 2.0]])
    np.testing.assert_allclose(cut(needle, SQUARE, plane)[0], [0.3, 0.4, 0.0])


def test_what_overlaps_on_the_picture_is_found_and_what_touches_is_not() -> None:
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    moved = [(x + 0.5, y) for x, y in square]
    shared = np.array(common(square, moved))
    assert (shared[:, 0].min(), shared[:, 0].max()) == pytest.approx((0.5, 1.0))
    assert common(square, [(x + 1.0, y) for x, y in square]) == []
    assert common([(0.0, 0.0), (2.0, 0.0)], square)  # along an edge
    assert common([(1.0, 1.0), (2.0, 2.0)], square) == []  # at a corner


def flat_depth(part: Part, view: View, at: np.ndarray) -> float | None:
    """How near a plane part is where a line of sight meets it; None where it misses."""
    plane = plane_of(part.corners)
    sight = view.rotation[2]
    if plane is None or abs(plane[0] @ sight) < 1e-2:
        return None
    ray = view.facing_place(at)
    meets = ray + (plane[1] - plane[0] @ ray) / (plane[0] @ sight) * sight
    turns = np.cross(np.roll(part.corners, -1, axis=0) - part.corners, meets - part.corners)
    sides = turns @ plane[0]
    is_inside = (sides > 1e-3).all() or (sides < -1e-3).all()
    return float((meets - view.center) @ sight) if is_inside else None


@settings(max_examples=60, deadline=None)
@given(triangles, triangles, st.floats(-60, 60), st.floats(-60, 60))
def test_of_two_faces_the_nearer_one_is_drawn_last_wherever_both_are_seen(
    one: np.ndarray, other: np.ndarray, azimuth: float, elevation: float
) -> None:
    view = View(azimuth, elevation)
    if min(area(one), area(other)) < 0.2:
        return
    drawn = back_to_front(pieces_of([face("one", one, INK), face("other", other, INK)]), view)
    for at in np.random.default_rng(3).uniform(-2, 2, (60, 2)):
        depths = [(depth, part.name) for part in drawn if (depth := flat_depth(part, view, at))]
        for (behind, _), (before, _) in pairwise(depths):
            assert behind <= before + 1e-2


def test_a_needle_through_a_pane_is_behind_it_and_before_it() -> None:
    pane = face("pane", np.array([[0, -1, -1], [0, 1, -1], [0, 1, 1], [0, -1, 1.0]]), INK)
    needle = segment("needle", np.array([[-1, 0, 0], [1, 0.1, 0.1]]), Ink(DARK.bias, width=3))
    order = [part.name for part in back_to_front(pieces_of([needle, pane]), View(20, 20))]
    assert order == ["needle1", "pane", "needle0"]
    order = [part.name for part in back_to_front(pieces_of([needle, pane]), View(200, 20))]
    assert order == ["needle0", "pane", "needle1"]


def test_in_one_plane_the_layer_decides() -> None:
    low, high = face("low", SQUARE, INK), face("high", SQUARE / 2, INK, layer=1)
    assert [part.name for part in back_to_front([high, low], View(10, 50))] == ["low", "high"]


def test_a_ring_of_things_before_one_another_is_still_drawn_whole() -> None:
    assert sorted(sorted_by(4, [(0, 1), (1, 2), (2, 0), (3, 0)])) == [0, 1, 2, 3]
    assert sorted_by(3, [(2, 0), (0, 1)]) == [2, 0, 1]


def test_a_shape_keeps_its_name_and_says_by_its_height_what_it_is_over() -> None:
    space = Space(DARK, View(20, 20), np.zeros(3))
    wall = np.array([[0, -1, -1], [0, 1, -1], [0, 1, 1], [0, -1, 1.0]])
    for side in (-1, 1):
        away = face("away", wall + np.array([side, 0, 0]), INK)
        space.draw([face("wall", wall, INK), away], [])
        heights = {name: shape.z_index for name, shape in space.kept.items()}
        assert (heights["away.0"] > heights["wall.0"]) == (side > 0)
        assert max(heights.values()) < 0  # texts are over all of them
    space.draw([face("wall", wall, INK)], [])
    assert not space.kept["away.0"].has_points()


def test_a_gradient_runs_across_the_whole_face_in_each_of_its_pieces() -> None:
    space = Space(DARK, View(20, 20), np.zeros(3))
    wall = np.array([[0, -1, -1], [0, 1, -1], [0, 1, 1], [0, -1, 1.0]])
    floor = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0.0]])
    space.draw([face("floor", floor, INK), face("wall", wall, Ink(DARK.ramp, 0.2, fades=0.6))], [])
    assert "floor.0" in space.kept  # what comes first stays whole
    for name in ("wall0.0", "wall1.0"):
        ends = space.kept[name].get_gradient_start_and_end_points()
        np.testing.assert_allclose(ends, space.flat(wall[[0, 2]]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-2.5, 2.5), st.floats(-2, 2)), min_size=1, max_size=3))
def test_labels_stand_in_their_region_and_on_no_other_wherever_their_points_are(
    points: list[tuple[float, float]],
) -> None:
    region, placed = Region(-4.0, 4.0, -3.0, 3.0), list[Typeset]()
    for x, y in points:
        label = Typeset("$O'$", DARK, 0.4)
        places = around(label, np.array([x, y, 0.0]), (0.2, 0.5, 0.8, 1.2, 1.6))
        put_clear(label, places, within=region, texts=placed)
        box = box_of(label)
        assert overlap(box, region) == pytest.approx(box.width * box.height)
        assert all(overlap(box, box_of(other)) == 0 for other in placed)
        placed.append(label)
