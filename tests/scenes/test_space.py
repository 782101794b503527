"""What is stuck through a wall in space is split there, and drawn in the order that is given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import View
from scenes.layout import Region
from scenes.mobjects.labels import around, box_of, overlap, put_clear
from scenes.mobjects.space.polygons import split
from scenes.mobjects.space.space import Ink, Space, face
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


@given(triangles, corners, coordinates)
def test_the_parts_of_a_split_polygon_make_up_the_whole(
    one: np.ndarray, normal: tuple[float, float, float], offset: float
) -> None:
    plane = np.array(normal), offset
    parts = [part for part in split(one, plane) if len(part)]
    assert sum(map(area, parts)) == pytest.approx(area(one), abs=1e-6)
    for part in parts:
        high = part @ plane[0] - plane[1]
        assert (high >= -1e-8).all() or (high <= 1e-8).all()


def test_a_shape_keeps_its_name_and_says_by_its_height_what_it_is_over() -> None:
    space = Space(DARK, View(20, 20), np.zeros(3))
    parts = [face("low", SQUARE, INK), face("high", SQUARE / 2, INK)]
    for order in (parts, parts[::-1]):
        space.draw_in_order(order)
        heights = [space.kept[f"{part.name}.0"].z_index for part in order]
        assert heights == sorted(heights)
        assert max(heights) < 0  # texts are over all of them
    space.draw_in_order(parts[:1])
    assert not space.kept["high.0"].has_points()


def test_a_gradient_runs_across_the_whole_face_in_each_of_its_pieces() -> None:
    space = Space(DARK, View(20, 20), np.zeros(3))
    wall = np.array([[0, -1, -1], [0, 1, -1], [0, 1, 1], [0, -1, 1.0]])
    pane = face("wall", wall, Ink(DARK.ramp, 0.2, fades=0.6))
    space.draw_in_order(pane.split_by((np.array([0.0, 0.0, 1.0]), 0.0)))
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
