import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import View

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
