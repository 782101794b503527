"""A view is a rotation seen from the front: what is flat stays true to scale."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import View

azimuths, elevations = st.floats(-360, 360), st.floats(-90, 90)
points = st.lists(st.floats(-10, 10), min_size=3, max_size=3)
views = st.builds(
    View, azimuths, elevations, st.floats(0.1, 10), st.tuples(*[st.floats(-5, 5)] * 3)
)


@pytest.mark.parametrize(
    ("view", "picture"),
    [
        (View(-90, 0), (1, 3)),  # from the front: x to the right, z up
        (View(0, 0), (2, 3)),  # from the x axis: y to the right, z up
        (View(-90, 90), (1, 2)),  # from above: the plane as it is drawn on paper
        (View(90, 0), (-1, 3)),  # from behind
        (View(-90, 0, scale=2, center=(1, 1, 1)), (0, 4)),
    ],
)
def test_the_plain_views_show_two_of_the_coordinates(
    view: View, picture: tuple[float, float]
) -> None:
    np.testing.assert_allclose(view.project([1, 2, 3]), picture, atol=1e-15)


@given(azimuths, elevations)
def test_its_rotation_is_a_rotation(azimuth: float, elevation: float) -> None:
    rotation = View(azimuth, elevation).rotation
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-14)
    assert np.linalg.det(rotation) == pytest.approx(1)


@given(views, points, points)
def test_picture_and_depth_together_keep_every_distance(
    view: View, here: list[float], there: list[float]
) -> None:
    both = np.array([here, there])
    flat = np.column_stack([view.project(both), view.depth(both)])
    distance = math.dist(here, there) * view.scale
    assert math.dist(*flat) == pytest.approx(distance, rel=1e-9, abs=1e-9)


@given(views, points, points, st.floats(0, 1))
def test_straight_lines_stay_straight(
    view: View, here: list[float], there: list[float], share: float
) -> None:
    between = (1 - share) * np.array(here) + share * np.array(there)
    expected = (1 - share) * view.project(here) + share * view.project(there)
    np.testing.assert_allclose(view.project(between), expected, atol=1e-9)


@given(views)
def test_the_center_is_in_the_middle_of_the_picture(view: View) -> None:
    np.testing.assert_allclose([*view.project(view.center), view.depth(view.center)], 0, atol=1e-12)


@given(views, st.tuples(st.floats(-10, 10), st.floats(-10, 10)))
def test_the_place_that_faces_a_point_of_the_picture_is_projected_there(
    view: View, point: tuple[float, float]
) -> None:
    place = view.facing_place(point)
    np.testing.assert_allclose(view.project(place), point, atol=1e-9)
    assert view.depth(place) == pytest.approx(0, abs=1e-9)


@given(azimuths, elevations)
def test_what_lies_towards_the_viewer_is_nearer_and_projects_onto_the_middle(
    azimuth: float, elevation: float
) -> None:
    a, e = math.radians(azimuth), math.radians(elevation)
    viewer = [math.cos(e) * math.cos(a), math.cos(e) * math.sin(a), math.sin(e)]
    view = View(azimuth, elevation)
    np.testing.assert_allclose(view.project(viewer), [0, 0], atol=1e-14)
    assert view.depth(viewer) == pytest.approx(1)


@given(azimuths, st.floats(-89, 89))
def test_up_is_never_drawn_sideways_or_upside_down(azimuth: float, elevation: float) -> None:
    across, up = View(azimuth, elevation).project([0, 0, 1])
    assert across == pytest.approx(0, abs=1e-14)
    assert up > 0


@pytest.mark.parametrize("shape", [(3,), (0, 3), (5, 3), (2, 4, 3)])
def test_points_may_come_in_any_shape(shape: tuple[int, ...]) -> None:
    view = View(30, 20)
    assert view.project(np.ones(shape)).shape == (*shape[:-1], 2)
    assert view.depth(np.ones(shape)).shape == shape[:-1]


def test_its_numbers_are_plain_floats() -> None:
    view = View(np.float64(10), 5, np.int64(2), np.zeros(3))  # type: ignore[arg-type]
    assert {type(n) for n in (view.azimuth, view.elevation, view.scale, *view.center)} == {float}


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: View(math.nan, 0), "finite azimuth"),
        (lambda: View(0, 91), "elevation from -90 to 90 degrees, got 91"),
        (lambda: View(0, 0, 0), "scale above 0, got 0"),
        (lambda: View(0, 0, 1, (0, 0)), "center with three coordinates"),  # type: ignore[arg-type]
        (lambda: View(0, 0, 1, (0, 0, math.inf)), "finite center"),
        (lambda: View(0, 0).project([1, 2]), "points with three coordinates"),
        (lambda: View(0, 0).project(1.0), "points with three coordinates"),
        (lambda: View(0, 0).depth([1, 2, math.nan]), "finite points"),
    ],
)
def test_what_cannot_be_seen_is_refused(make: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()
