import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import View, clearest

coordinates = st.floats(-1e3, 1e3, allow_subnormal=False)
clouds = st.lists(st.tuples(coordinates, coordinates, coordinates), min_size=1, max_size=8)


@given(clouds, st.floats(-180, 180), st.floats(-90, 90))
def test_a_fitted_view_fills_its_rectangle_and_no_more(
    cloud: list[tuple[float, float, float]], azimuth: float, elevation: float
) -> None:
    plain = View(azimuth, elevation)
    picture = plain.fitted(cloud, 8.0, 5.0).project(cloud)
    low, high = picture.min(axis=0), picture.max(axis=0)
    wide, tall = np.ptp(plain.project(cloud), axis=0)
    if max(wide, tall) < 1e-6 * np.abs(cloud).max(initial=1.0):
        return  # too small for anything to be said about it
    np.testing.assert_allclose(low + high, 0.0, atol=1e-6)
    assert np.all(high - low <= np.array([8.0, 5.0]) + 1e-6)
    assert np.any(np.isclose(high - low, [8.0, 5.0], atol=1e-6))


def test_a_single_point_is_centred_and_the_scale_kept() -> None:
    view = View(30.0, 20.0, scale=3.0).fitted([[1.0, 2.0, 3.0]], 8.0, 5.0)
    assert view.scale == 3.0
    np.testing.assert_allclose(view.project([1.0, 2.0, 3.0]), 0.0, atol=1e-12)


def test_the_middle_of_a_fitted_view_is_the_middle_in_depth_too() -> None:
    points = [[1.0, 0.0, 0.0], [3.0, 0.0, 0.0]]
    assert View(0.0, 0.0).fitted(points, 1.0, 1.0).center == pytest.approx((2.0, 0.0, 0.0))


def test_nothing_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        View(0.0, 0.0).fitted(np.zeros((0, 3)), 8.0, 5.0)
    with pytest.raises(ValueError, match="rectangle"):
        View(0.0, 0.0).fitted([[1.0, 2.0, 3.0]], 0.0, 5.0)


def test_foreshortening_is_the_sine_of_the_angle_to_the_line_of_sight() -> None:
    points = [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    for azimuth in (0.0, 30.0, 90.0):
        seen = View(azimuth, 0.0).foreshortening(points)
        assert seen == pytest.approx(abs(np.sin(np.radians(azimuth))), abs=1e-12)
    assert View(0.0, 0.0).foreshortening([[1.0, 1.0, 1.0]]) == 1.0
    assert View(0.0, 0.0).foreshortening([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]) == 1.0


def test_the_clearest_view_hides_no_point_behind_another() -> None:
    points = [[0.0, 0.0, 0.0], [1.0, 1.0, 0.0]]
    views = [View(azimuth, 0.0) for azimuth in (45.0, 60.0, 135.0, 225.0)]
    assert clearest(views, points).azimuth == 135.0
    with pytest.raises(ValueError, match="at least one view"):
        clearest([], points)


def test_facing_is_the_sine_of_the_angle_between_sight_and_plane() -> None:
    for elevation in (0.0, 30.0, -90.0):
        seen = View(20.0, elevation).facing([0.0, 0.0, 5.0])
        assert seen == pytest.approx(abs(np.sin(np.radians(elevation))), abs=1e-12)
    assert View(20.0, 0.0).facing([0.0, 0.0, 0.0]) == 1.0


def test_a_point_that_seems_to_lie_on_an_axis_is_not_off_it() -> None:
    """From the x axis on the ground, y is to the right and z up."""
    view = View(0.0, 0.0)
    assert view.off_axes([[3.0, 2.0, 0.0]]) == pytest.approx(0.0)  # right of y, but before it
    assert view.off_axes([[0.0, 2.0, 1.0]]) == pytest.approx(0.0)  # x is seen end-on
    assert view.off_axes([[0.0, 0.0, 0.0]]) == 1.0


@pytest.mark.parametrize("azimuth", [20.0, 45.0, 70.0])
@pytest.mark.parametrize("elevation", [10.0, 35.0, 60.0])
def test_off_axes_is_the_angle_that_is_seen_over_the_angle_in_space(
    azimuth: float, elevation: float
) -> None:
    view, point = View(azimuth, elevation), np.array([1.2, 3.6, 0.65])
    shares = []
    for axis in np.eye(3):
        (px, py), (ax, ay) = view.project(point), view.project(axis)
        seen = abs(math.sin(math.atan2(py, px) - math.atan2(ay, ax)))
        true = math.sqrt(1 - (point @ axis / np.linalg.norm(point)) ** 2)
        shares.append(seen / true)
    assert view.off_axes(point) == pytest.approx(min(1.0, *shares), abs=1e-9)


def test_the_clearest_view_keeps_points_off_the_axes() -> None:
    views = [View(azimuth, 25.0) for azimuth in range(25, 66, 5)]
    point = [1.2, 3.6, 0.65]
    chosen = clearest(views, [[0.0, 0.0, 0.0], point], off_axes=point)
    assert chosen.off_axes(point) > 4 * clearest(views, [[0.0, 0.0, 0.0], point]).off_axes(point)


def test_the_clearest_view_does_not_see_the_plane_edge_on() -> None:
    points = [[0.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    views = [View(0.0, elevation) for elevation in (0.0, 20.0, 70.0)]
    assert clearest(views, points).elevation == 0.0
    assert clearest(views, points, normal=[0.0, 0.0, 1.0]).elevation == 70.0


@given(st.floats(0, 1))
def test_what_two_views_have_in_common_does_not_tremble_on_the_way(share: float) -> None:
    view = View(10, 90, 3.0).towards(View(20, 90, 3.0), share)
    assert (view.elevation, view.scale) == (90, pytest.approx(3.0))


@given(st.floats(1e-3, 1e3), st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1))
def test_what_both_views_show_stays_in_the_picture_on_the_way(
    size: float, across: float, up: float, share: float
) -> None:
    seen = np.array([0.0, 1.0, 1.0])
    here = View(0, 0, 1.0, (0.0, 1.0 + across, 1.0 + up))
    there = View(0, 0, 1 / size, (0.0, 1.0 + size * up, 1.0 - size * across))
    for view in (here, there):
        assert np.abs(view.project(seen)).max() <= 1 + 1e-9
    assert np.abs(here.towards(there, share).project(seen)).max() <= 1 + 1e-9


TOP = View(-90, 90)
FLOOR = ([0.0, 0.0, 0.0], [0.0, 0.0, 1.0])


@pytest.mark.parametrize(
    ("line", "before", "behind"),
    [
        ([[0, 0, 1], [0, 0, 3]], [[0, 0, 1], [0, 0, 3]], None),
        ([[0, 0, -1], [0, 0, -3]], None, [[0, 0, -1], [0, 0, -3]]),
        ([[0, 0, 1], [4, 0, -3]], [[0, 0, 1], [1, 0, 0]], [[1, 0, 0], [4, 0, -3]]),
        ([[4, 0, -3], [0, 0, 1]], [[1, 0, 0], [0, 0, 1]], [[4, 0, -3], [1, 0, 0]]),
        ([[0, 0, 0], [0, 0, 2]], [[0, 0, 0], [0, 0, 2]], None),
        ([[0, 0, 2], [0, 0, 0]], [[0, 0, 2], [0, 0, 0]], None),
        ([[0, 0, 0], [0, 0, -2]], None, [[0, 0, 0], [0, 0, -2]]),
        ([[0, 0, -2], [0, 0, 0]], None, [[0, 0, -2], [0, 0, 0]]),
        ([[1, 2, 0], [3, 4, 0]], [[1, 2, 0], [3, 4, 0]], None),
    ],
)
def test_a_plane_parts_lines_into_what_is_before_it_and_what_it_hides(
    line: list[list[float]], before: list[list[float]] | None, behind: list[list[float]] | None
) -> None:
    for part, wanted in zip(TOP.parted([line], *FLOOR), (before, behind), strict=True):
        if wanted is None:
            np.testing.assert_array_equal(part[0, 0], part[0, 1])
        else:
            np.testing.assert_allclose(part, [wanted])


def test_which_side_of_a_plane_is_before_it_depends_on_the_viewer_not_on_its_normal() -> None:
    line = [[[0.0, 0.0, 1.0], [0.0, 0.0, 2.0]]]
    for normal in (np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, -1.0])):
        above, _ = View(0, 45).parted(line, np.zeros(3), normal)
        _, below = View(0, -45).parted(line, np.zeros(3), normal)
        np.testing.assert_array_equal(above, line)
        np.testing.assert_array_equal(below, line)


def test_no_plane_hides_nothing() -> None:
    line = [[[0.0, 0.0, 1.0], [0.0, 0.0, -2.0]]]
    np.testing.assert_array_equal(View(0, 45).parted(line, np.zeros(3), np.zeros(3))[0], line)
