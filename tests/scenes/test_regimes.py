"""The bands of regimes, stacked heights and ticks, whichever clip uses them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relu_anim import Neuron
from scenes.layout import Region
from scenes.mobjects.clips.pair_activity import Activity
from scenes.mobjects.clips.pair_regimes import Regimes, Stretch, line_markup, moved_apart
from scenes.mobjects.plots.plot import Plot
from scenes.mobjects.plots.ticks import MOST, ticks_through
from scenes.mobjects.text.notation import Notation
from scenes.theme import DARK

ROOM = Region(-6.0, 2.0, -1.5, 2.5)
FOOT = Region(-6.0, 2.0, -2.5, -1.6)


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


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 1.2)), min_size=1, max_size=6))
def test_texts_that_fit_into_a_row_are_moved_apart_inside_it(
    texts: list[tuple[float, float]],
) -> None:
    centers, widths = np.array(sorted(texts)).T
    assume(widths.sum() + 0.1 * len(widths) < 10)
    places = moved_apart(centers, widths, -5.0, 5.0, gap=0.1)
    left, right = places - widths / 2, places + widths / 2
    assert (left[1:] - right[:-1] >= 0.1 - 1e-9).all()
    assert left.min() >= -5 - 1e-9
    assert right.max() <= 5 + 1e-9


def test_texts_that_are_apart_already_stay_where_they_are() -> None:
    centers = np.array([-3.0, 0.0, 3.0])
    np.testing.assert_array_equal(moved_apart(centers, np.ones(3), -5.0, 5.0), centers)


def test_formulas_move_out_of_bands_that_are_too_narrow_and_lines_lead_to_them() -> None:
    plot = Plot(DARK, ROOM, (0.0, 10.0), (0.0, 1.0))
    edges = [-np.inf, 4.9, 5.0, 5.1, np.inf]
    stretches = [
        Stretch(low, high, "ramp", f"$x + {k}.25$") for k, (low, high) in enumerate(pairwise(edges))
    ]
    regimes = Regimes(plot, FOOT, stretches).regimes
    boxes = [(r.formula.get_left()[0], r.formula.get_right()[0]) for r in regimes]
    assert all(before[1] < after[0] for before, after in pairwise(boxes))
    for regime in regimes:
        leader = next(part for part in regime.inscription if part is not regime.formula)
        start, end = leader.get_start()[0], leader.get_end()[0]
        assert regime.band.get_left()[0] <= start <= regime.band.get_right()[0]
        assert regime.formula.get_left()[0] <= end <= regime.formula.get_right()[0]


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


@pytest.mark.parametrize(
    ("at", "weight", "span"),
    [(4.0, 2.0, (4.0, 10.0)), (4.0, -0.5, (0.0, 4.0)), (9.5, 1.0, (9.5, 10.0))],
)
def test_a_bar_lies_where_the_neuron_is_on_and_its_name_beside_it(
    at: float, weight: float, span: tuple[float, float]
) -> None:
    plot = Plot(DARK, ROOM, (0.0, 10.0), (0.0, 1.0))
    bar = Activity(plot, FOOT, Neuron.breaking_at(at, weight), "ramp", "on")
    across = plot.data_of(bar.bar.points)[:, 0]
    assert (across.min(), across.max()) == pytest.approx(span)
    label = plot.data_of(bar.label.get_center()[None])[0, 0]
    assert not span[0] - 0.1 <= label <= span[1] + 0.1
    assert abs(label - at) < 2


def test_a_neuron_that_never_switches_has_no_bar() -> None:
    plot = Plot(DARK, ROOM, (0.0, 10.0), (0.0, 1.0))
    with pytest.raises(ValueError, match="weight other than 0"):
        Activity(plot, FOOT, Neuron(0.0, 1.0), "ramp", "on")
