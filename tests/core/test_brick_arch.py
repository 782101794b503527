"""Bricks in an arch: chords of a circle, measured against sampled points of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import BrickArch

counts = st.integers(1, 96)
ARCH = BrickArch((3, 6, 12, 24))


def sampled_gap(arch: BrickArch, wall: np.ndarray) -> float:
    """The same from many points on the polygon."""
    shares = np.linspace(0.0, 1.0, 2001)[:, np.newaxis, np.newaxis]
    points = wall[:-1] + shares * np.diff(wall, axis=0)
    return float((arch.radius - np.linalg.norm(points - arch.centre, axis=2)).max())


def test_twice_the_bricks_leave_about_a_quarter_of_the_gap() -> None:
    gaps = np.array(ARCH.gaps)
    expected = [1 - math.cos(math.radians(78) / n) for n in (3, 6, 12, 24)]
    np.testing.assert_allclose(gaps, expected, rtol=1e-12)
    np.testing.assert_allclose(gaps[:-1] / gaps[1:], [3.95, 3.99, 4.00], atol=0.005)


@given(counts, st.floats(0.1, 10), st.floats(0.1, 1.5))
def test_the_closed_form_is_the_gap_of_the_polygon(n: int, radius: float, angle: float) -> None:
    arch = BrickArch((n,), radius, angle)
    wall = arch.joints(n)
    assert arch.gap(n) == pytest.approx(sampled_gap(arch, wall), rel=1e-4, abs=1e-12 * radius)
    assert arch.largest_gap(wall) == pytest.approx(arch.gap(n), rel=1e-6, abs=1e-13 * radius)


@given(counts)
def test_bricks_are_equally_long_and_end_on_the_circle(n: int) -> None:
    wall = ARCH.joints(n)
    lengths = np.linalg.norm(np.diff(wall, axis=0), axis=1)
    np.testing.assert_allclose(lengths, lengths[0])
    np.testing.assert_allclose(np.hypot(*(wall - ARCH.centre).T), 1.0)
    np.testing.assert_allclose(wall[[0, -1], 1], 0.0, atol=1e-12)


@given(st.integers(1, 12), st.integers(2, 4), st.floats(0, 1))
def test_cut_bricks_swing_from_the_old_wall_to_the_circle(n: int, k: int, share: float) -> None:
    old, new = ARCH.joints(n), ARCH.swung(n, n * k, 0.0)
    np.testing.assert_allclose(new[::k], old, atol=1e-12)
    np.testing.assert_allclose(np.interp(new[:, 0], *old.T), new[:, 1], atol=1e-12)
    np.testing.assert_allclose(ARCH.swung(n, n * k, 1.0), ARCH.joints(n * k), atol=1e-12)
    between = ARCH.swung(n, n * k, share)
    assert ARCH.largest_gap(between) == pytest.approx(sampled_gap(ARCH, between), abs=1e-6)


@given(st.integers(2, 96))
def test_a_wall_bends_at_its_joints_and_needs_one_relu_for_each(n: int) -> None:
    wall, joints = ARCH.function(n), ARCH.joints(n)
    np.testing.assert_allclose(wall.kinks, joints[1:-1, 0])
    turns = np.diff(np.arctan(wall.slopes))
    np.testing.assert_allclose(turns, -ARCH.bend(n), atol=1e-9)
    x = np.linspace(joints[0, 0], joints[-1, 0], 301)
    first = joints[0, 1] + wall.slopes[0] * (x - joints[0, 0])
    relus = np.maximum(0, x - wall.kinks[:, np.newaxis])
    total = first + np.diff(wall.slopes) @ relus
    np.testing.assert_allclose(total, np.interp(x, *joints.T), atol=1e-9)


@pytest.mark.parametrize(
    "given_values",
    [((),), ((0,),), ((3, 3),), ((6, 3),), ((3,), 0.0), ((3,), 1.0, 2.0), ((3,), math.nan)],
)
def test_what_is_no_arch_is_refused(given_values: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match="need"):
        BrickArch(*given_values)


def test_bricks_cut_into_unequal_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="equally many"):
        ARCH.swung(3, 7, 0.5)
