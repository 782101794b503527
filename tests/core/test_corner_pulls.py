"""Pulls at a tent: what moves, what bends, and which of its network's numbers change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Tent, bends, parameters_of, pulls_at
from tests.core.strategies import tents

DEFAULT = Tent(0.2, 0.5, 0.8, 0.3)
BIASES = ("bias 1", "bias 2", "bias 3")
WEIGHTS = ("weight 1", "weight 2", "weight 3")
CHANGED = {
    "position": BIASES,
    "height": WEIGHTS,
    "flip": WEIGHTS,
    "right slope": ("weight 2", "bias 3", "weight 3"),
}


def in_closed_form(tent: Tent) -> dict[str, float]:
    """`H/(m-a) r(x-a) - (H/(m-a) + H/(b-m)) r(x-m) + H/(b-m) r(x-b)`."""
    up, down = tent.height / (tent.peak - tent.left), tent.height / (tent.right - tent.peak)
    biases = zip(BIASES, (-tent.left, -tent.peak, -tent.right), strict=True)
    return dict(biases) | dict(zip(WEIGHTS, (up, -up - down, down), strict=True))


@given(tents())
def test_the_parameters_are_those_of_the_closed_form(tent: Tent) -> None:
    assert parameters_of(tent) == pytest.approx(in_closed_form(tent), rel=1e-6, abs=1e-9)


@given(tents(), st.floats(0, 1))
def test_on_the_way_corners_move_straight_and_the_bends_are_the_weights(
    tent: Tent, share: float
) -> None:
    for pull in pulls_at(tent):
        a, b = pull.before, pull.after
        x = [
            (1 - share) * p + share * q
            for p, q in zip(a.function.knots, b.function.knots, strict=True)
        ]
        height = (1 - share) * a.height + share * b.height
        corners = pull.corners(share)
        np.testing.assert_allclose(corners, [[x[0], 0], [x[1], height], [x[2], 0]], atol=1e-9)
        if abs(height) > 1e-3:
            want = in_closed_form(Tent(x[0], x[1], x[2], height))
            np.testing.assert_allclose(bends(corners), [want[name] for name in WEIGHTS], rtol=1e-6)


def test_a_tent_on_its_way_through_the_floor_is_flat() -> None:
    flip = pulls_at(DEFAULT)[2]
    np.testing.assert_array_equal(bends(flip.corners(0.5)), np.zeros(3))


@given(tents())
def test_every_pull_changes_just_what_its_corners_and_bends_need(tent: Tent) -> None:
    for pull in pulls_at(tent):
        assert set(pull.changed) == set(CHANGED[pull.name])
        moved = np.abs(pull.moved[:, 0]) > 0
        assert [f"bias {k}" in pull.changed for k in (1, 2, 3)] == moved.tolist()


def test_the_numbers_of_the_usual_tent_stay_short() -> None:
    shapes = {pull.name: pull.after for pull in pulls_at(DEFAULT)}
    assert shapes == {
        "position": Tent(0.4, 0.7, 1.0, 0.3),
        "height": Tent(0.2, 0.5, 0.8, 0.15),
        "flip": Tent(0.2, 0.5, 0.8, -0.15),
        "right slope": Tent(0.2, 0.5, 1.0, 0.3),
    }
