"""The pieces that clips are made of: type, numbers, windows, curves and places."""

from __future__ import annotations

import manim as mn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Neuron, Tent
from scenes.layout import Region
from scenes.mobjects.labels import leader, put_clear, roomiest
from scenes.mobjects.plots.areas import Area
from scenes.mobjects.plots.curves import PiecewiseGraph, clip_to_height
from scenes.mobjects.plots.ticks import nice_ticks
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset, escape, typeset
from scenes.theme import DARK
from tests.scenes.pane import Pane

ROOM = Region(-6.0, 2.0, -3.0, 2.5)


def test_a_live_number_keeps_its_place_and_width_when_it_changes() -> None:
    number = LiveNumber(1.11, Notation(2), DARK, 0.4).place(np.array([1.0, 2.0, 0.0]))
    point, width = number.points[:, 0].min(), number.advance
    number.set_value(-8.88)
    assert number.text == "−8.88"
    assert number.advance == width
    assert number.start == pytest.approx([1.0, 2.0, 0.0])
    number.set_value(1.11)
    assert number.points[:, 0].min() == pytest.approx(point)


def test_a_live_number_sits_on_its_baseline() -> None:
    number = LiveNumber(4.74, Notation(2), DARK, 0.5).place(np.array([0.0, -1.0, 0.0]))
    assert number.points[:, 1].min() == pytest.approx(-1.0, abs=0.03 * 0.5)


def test_type_is_measured_from_its_baseline() -> None:
    flat, deep = typeset("x"), typeset("y")
    assert np.vstack([run.points for run in flat.runs])[:, 1].min() == pytest.approx(0, abs=0.02)
    assert np.vstack([run.points for run in deep.runs])[:, 1].min() < -0.15
    assert typeset("xx").advance == pytest.approx(2 * typeset("x").advance, abs=0.01)


def test_parts_of_a_formula_are_found_by_their_role() -> None:
    formula = Typeset("$y = #weight[$2$] x #bias[$- 0.5$] + #part(200)[$c$]$", DARK, 0.5)
    assert len(formula.role("weight")) == len(formula.role("bias")) == 1
    assert formula.role("weight")[0].get_fill_color() == mn.ManimColor(DARK.weight)
    assert len(formula.part(200)) == 1


def test_type_never_comes_from_a_font_of_the_machine() -> None:
    with pytest.raises(ValueError, match="Typst cannot set"):
        typeset("#unknown[x]")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30))
def test_any_plain_text_can_be_set(text: str) -> None:
    assert typeset(escape(text)).advance >= 0


@given(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5), st.integers(2, 10))
def test_ticks_are_round_and_inside(low: float, width: float, wanted: int) -> None:
    ticks = nice_ticks(low, low + width, wanted)
    assert 2 <= len(ticks) <= wanted + 3
    margin = 1e-6 * width
    assert ticks.min() >= low - margin
    assert ticks.max() <= low + width + margin


def test_a_window_takes_points_to_the_frame_and_back() -> None:
    plot = Pane((-1.0, 3.0), (0.0, 10.0))
    data = np.array([[0.5, 2.0], [-1.0, 0.0], [3.0, 10.0]])
    np.testing.assert_allclose(plot.data_of(plot.points_of(data)), data, atol=1e-12)


def test_a_graph_is_cut_exactly_where_it_leaves_the_window() -> None:
    plot = Pane((0.0, 1.0), (0.0, 0.4))
    graph = PiecewiseGraph(plot, Neuron(1.0, -0.2).function, "ramp")
    (path,) = graph.paths
    expected = [[0.0, 0.0], [0.2, 0.0], [0.6, 0.4]]
    np.testing.assert_allclose(plot.data_of(path), expected, atol=1e-12)


def test_a_curve_that_leaves_and_returns_is_drawn_in_two_pieces() -> None:
    corners = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 0.0]])
    first, second = clip_to_height(corners, 0.0, 1.0)
    np.testing.assert_allclose(first, [[0.0, 0.0], [0.5, 1.0]])
    np.testing.assert_allclose(second, [[1.5, 1.0], [2.0, 0.0]])


def test_an_area_has_the_area_of_its_function() -> None:
    plot = Pane((0.0, 1.0), (0.0, 1.0))
    area = Area(plot, Tent(0.2, 0.5, 0.8, 0.3).function, "total")
    x, y = plot.data_of(area.points.reshape(-1, 4, 3)[:, 0]).T
    shoelace = abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2
    assert shoelace == pytest.approx(0.5 * 0.6 * 0.3)


def test_a_label_goes_to_the_first_place_that_is_clear() -> None:
    taken = mn.Square(1.0)
    label = mn.Square(0.5)
    places = [np.zeros(3), np.array([0.4, 0.0, 0.0]), np.array([2.0, 0.0, 0.0])]
    put_clear(label, places, within=ROOM, texts=[taken])
    assert label.get_center() == pytest.approx([2.0, 0.0, 0.0])
    path = np.array([[2.0, -1.0, 0.0], [2.0, 1.0, 0.0]])
    put_clear(label, [places[2], places[2] + mn.LEFT], within=ROOM, paths=[path])
    assert label.get_center() == pytest.approx([1.0, 0.0, 0.0])


def test_a_minus_stands_right_before_the_digits_whatever_room_they_have() -> None:
    narrow, roomy = (LiveNumber(-3.0, Notation(2), DARK, 0.4, digits=digits) for digits in (1, 3))
    assert np.ptp(roomy.points[:, 0]) == pytest.approx(np.ptp(narrow.points[:, 0]))
    assert roomy.advance > narrow.advance


def test_a_box_is_put_where_a_polygon_has_most_room_and_a_leader_ends_at_its_place() -> None:
    triangle = np.array([[0, 0, 0], [4, 0, 0], [0, 2, 0.0]])
    place, size = roomiest(triangle, np.array([1.0, 0.5]), 1.0)
    assert size == pytest.approx(1.0, abs=0.05)  # the half of it that is a rectangle
    np.testing.assert_allclose(place, [1, 0.5, 0], atol=0.15)
    label = Typeset("here", DARK, 0.4)
    line = leader(label, np.array([3.0, 2.0, 0.0]), DARK)[1]
    np.testing.assert_allclose(line.get_end(), [3, 2, 0])
    assert line.get_start()[0] == pytest.approx(label.get_right()[0] + 0.1)
