"""How lines are written, and where ticks stand, whichever clip uses them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scenes.mobjects.clips.pair_regimes import line_markup
from scenes.mobjects.plots.ticks import MOST, ticks_through
from scenes.mobjects.text.notation import Notation


@pytest.mark.parametrize(
    ("slope", "intercept", "markup"),
    [
        (0.0, 0.6, "0.6"),
        (0.0, -2.0, "-2"),
        (-1.0, 0.8, "0.8 - x"),
        (1.0, -0.2, "x - 0.2"),
        (1.0, 3.0, "x + 3"),
        (1.0, 0.0, "x"),
        (-1.0, 0.0, "-x"),
        (-1.0, -0.5, "-x - 0.5"),
        (2.5, 1.0, "2.5 x + 1.0"),
        (-2.0, 1.0, "1 - 2 x"),
    ],
)
def test_a_line_is_written_with_its_positive_term_first(
    slope: float, intercept: float, markup: str
) -> None:
    assert line_markup(slope, intercept, Notation.of([slope, intercept])) == markup


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e4))
def test_ticks_go_through_the_places_spoken_of(left: float, width: float) -> None:
    assume(width > 1e-3 * abs(left))
    right = left + width
    ticks = ticks_through((left, right), left - 0.6 * width, right + 0.6 * width)
    assert 2 <= len(ticks) <= MOST
    assert (np.diff(ticks) > 0).all()
    for place in (left, right):
        assert np.abs(ticks - place).min() <= 1e-8 * width


def test_ticks_are_round_where_that_is_possible() -> None:
    np.testing.assert_allclose(ticks_through((0.2, 0.8), -0.16, 1.16), np.arange(6) * 0.2)
    np.testing.assert_allclose(ticks_through((-3.0, 5.0), -7.8, 9.8), [-3.0, 0.0, 5.0])
