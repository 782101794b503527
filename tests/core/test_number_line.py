"""Numbers that go through ReLU, the line that swings, and the places of numbers on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import NumberLine, spread, swung

numbers = st.lists(
    st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6), min_size=1, max_size=7
).map(lambda drawn: tuple(sorted({*drawn})))
GAP, WIDTH = 0.8, 9.0


def test_negative_numbers_become_0_and_the_others_stay() -> None:
    line = NumberLine((-2.0, -0.5, 0.0, 1.5, 3.0))
    assert line.outputs == (0.0, 0.0, 0.0, 1.5, 3.0)


def test_equal_numbers_are_on_the_line_once_and_in_order() -> None:
    assert NumberLine((7.0, 0.5, 7.0, -1.0)).different == (-1.0, 0.5, 7.0)


@given(st.floats(0, 1), st.floats(-100, 100))
def test_the_swinging_line_takes_a_share_of_what_is_below_zero_away(share: float, z: float) -> None:
    assert swung(share)(z) == pytest.approx(z - share * min(z, 0.0), abs=1e-12)


def test_a_line_that_has_swung_up_is_relu_and_one_that_has_not_is_straight() -> None:
    z = np.linspace(-5, 5, 101)
    np.testing.assert_array_equal(swung(1.0)(z), np.maximum(0, z))
    np.testing.assert_array_equal(swung(0.0)(z), z)
    with pytest.raises(ValueError, match=r"share from 0 to 1, got 1\.5"):
        swung(1.5)


@given(numbers)
def test_places_keep_order_signs_and_distance_and_fill_the_width(x: tuple[float, ...]) -> None:
    places = spread(x, GAP, WIDTH)
    np.testing.assert_array_equal(np.sign(places), np.sign(x))
    whole = np.unique([0.0, *places])
    assert (np.diff(whole) >= GAP * (1 - 1e-9)).all()
    assert np.ptp(whole) <= WIDTH * (1 + 1e-9)
    if any(x):  # the largest scale: there is nothing left of the width
        assert np.ptp(whole) == pytest.approx(WIDTH)


def test_places_are_to_scale_where_numbers_are_far_enough_apart() -> None:
    places = spread((-2.0, -0.5, 0.0, 1.5, 3.0), 0.5, 10.0)
    np.testing.assert_allclose(places, [-4.0, -1.0, 0.0, 3.0, 6.0])


def test_numbers_that_are_too_near_are_a_gap_apart() -> None:
    np.testing.assert_allclose(spread((-1e6, 0.0, 1e-6, 3.0), 0.8, 9.0), [-7.4, 0.0, 0.8, 1.6])


def test_0_alone_is_at_0() -> None:
    assert spread((0.0,), GAP, WIDTH).tolist() == [0.0]


@pytest.mark.parametrize(
    ("x", "gap", "message"),
    [((1.0, 1.0), 0.1, "increasing order"), ((1.0, 2.0), 5.0, "need room for 2 numbers")],
)
def test_places_that_do_not_exist_are_refused(
    x: tuple[float, ...], gap: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        spread(x, gap, WIDTH)
