"""The pieces of the picture of space: lines, labels that keep clear, numbers, tables, outlooks."""

from __future__ import annotations

from itertools import pairwise

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import View
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Layout, Region
from scenes.mobjects.animations import Fade
from scenes.mobjects.clips.point3d_table import Point3DTable, RowOfNumbers
from scenes.mobjects.space.boxes import share_inside
from scenes.mobjects.space.coordinate_text import (
    decimals_for,
    tuple_markup,
    tuple_text,
    value_text,
    written_alike,
)
from scenes.mobjects.space.coordinates import Coordinates
from scenes.mobjects.space.framing import Framing
from scenes.mobjects.space.place_search import steady_places
from scenes.mobjects.space.sheet import Patch
from scenes.mobjects.space.steady import (
    Bearer,
    Scenery,
    in_the_way,
    offset_at,
    on_the_way,
)
from scenes.theme import DARK

REGION = Region(-4.0, 4.0, -3.0, 3.0)
triples = st.tuples(*[st.floats(-1e4, 1e4).map(lambda v: round(v, 3))] * 3)


def still(strokes: list[list[list[float]]], dots: list[list[float]]) -> Scenery:
    lines = np.array(strokes, float).reshape(-1, 2, 2)
    return Scenery(
        np.array([0.0, 1.0]),
        np.tile(lines, (2, 1, 1, 1)),
        np.full(len(lines), 10.0),
        np.tile(np.array(dots, float).reshape(-1, 2), (2, 1, 1)),
    )


SIZE = np.array([1.6, 0.5])


def bearer(at: list[float], before: list[float] | None = None) -> Bearer:
    start = None if before is None else np.array(before)
    return Bearer(SIZE, np.tile(np.array(at), (2, 1)), start)


def offsets(bearers: list[Bearer], scenery: Scenery) -> np.ndarray:
    places, _ = steady_places(bearers, scenery, REGION)
    return offset_at(np.array(places), SIZE)


def test_a_place_keeps_its_gap_on_the_side_where_it_points() -> None:
    np.testing.assert_allclose(offset_at(np.array([0.0, 0.3]), SIZE), [1.1, 0.0])
    np.testing.assert_allclose(offset_at(np.array([np.pi / 2, 0.3]), SIZE), [0.0, 0.55], atol=1e-12)
    np.testing.assert_allclose(offset_at(np.array([-3 * np.pi / 4, 0.3]), SIZE), [-1.1, -0.55])


@given(st.floats(0, 7), st.floats(0, 7), st.floats(0, 1))
def test_a_label_glides_around_its_point_and_never_over_it(
    a: float, b: float, share: float
) -> None:
    place = on_the_way(np.array([a, 0.3]), np.array([b, 0.3]), share)
    assert abs(place[0] - a) <= np.pi + 1e-9
    assert (np.abs(offset_at(place, SIZE)) - SIZE / 2).max() >= 0.3 - 1e-9
    np.testing.assert_allclose(
        offset_at(on_the_way(np.array([a, 0.3]), np.array([b, 0.3]), 1.0), SIZE),
        offset_at(np.array([b, 0.3]), SIZE),
        atol=1e-9,
    )


def test_labels_of_one_point_stand_apart_and_off_the_dot() -> None:
    places = offsets([bearer([0.0, 0.0]) for _ in range(3)], still([], [[0.0, 0.0]]))
    for k, place in enumerate(places):
        assert (np.abs(place) > SIZE / 2).any()
        for other in places[:k]:
            assert (np.abs(place - other) > SIZE).any()


def test_a_label_keeps_off_lines_and_inside_its_region() -> None:
    (place,) = offsets([bearer([0.0, 0.0])], still([[[0.0, 0.0], [3.0, 3.0]]], []))
    assert place[0] * place[1] <= 0 or place[0] < 0
    (place,) = offsets([bearer([3.9, 2.9])], still([], []))
    assert place[0] <= -0.7
    assert place[1] <= -0.15


def test_the_name_of_a_tip_stands_beyond_it() -> None:
    for outward in ([1.0, 0.0], [-0.6, -0.8], [0.0, 1.0]):
        tip = bearer([0.0, 0.0])
        tip.outward, tip.close = np.array(outward), True
        (place,) = offsets([tip], still([], []))
        assert place @ tip.outward / np.linalg.norm(place) > 0.8


def test_a_label_rather_stands_beside_a_face_than_on_it() -> None:
    scenery = still([], [])
    below = np.array([[-3.0, -2.0], [3.0, -2.0], [3.0, 0.1], [-3.0, 0.1]])
    scenery.faces = np.tile(below, (2, 1, 1, 1))
    (place,) = offsets([bearer([0.0, 0.0])], scenery)
    assert place[1] > 0.2


def test_the_share_of_a_box_inside_an_area_goes_from_none_to_all() -> None:
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    centers = np.array([[1.0, 1.0], [0.0, 1.0], [-1.0, 1.0]])
    for corners in (square, square[::-1]):
        inside, half_way, outside = share_inside(centers, np.array([0.5, 0.2]), corners)
        assert (inside, outside) == (1.0, 0.0)
        assert half_way == pytest.approx(0.6)  # three of five columns, the border's own included


def test_a_label_stays_where_it_is_when_nothing_is_in_its_way() -> None:
    before = [0.0, 0.24]
    (place,), hops = steady_places([bearer([0.0, 0.0], before)], still([], [[0.0, 0.0]]), REGION)
    assert hops == []
    np.testing.assert_array_equal(place, before)


def test_a_label_is_nearer_to_its_own_point_than_to_any_other() -> None:
    label, rival = bearer([0.0, 0.0]), np.array([0.5, 0.0])
    label.close = True
    scenery = still([], [])
    scenery.rivals = np.tile(rival, (2, 1, 1))
    (place,) = offsets([label], scenery)
    own, other = (
        np.linalg.norm(np.maximum(np.abs(place - point) - SIZE / 2, 0)) for point in (0.0, rival)
    )
    assert own + 0.1 < other


def test_a_label_that_has_chosen_makes_room_for_one_with_no_other_place() -> None:
    corridor = Region(-4.0, 4.0, -0.3, 0.3)
    on_its_right = still([[[2.2, 0.0], [4.0, 0.0]]], [])
    first, bound = bearer([0.0, 0.0]), bearer([2.1, 0.0])
    first.close, first.outward = True, np.array([1.0, 0.0])
    (alone,), _ = steady_places([first], on_its_right, corridor)
    both, _ = steady_places([first, bound], on_its_right, corridor)
    assert offset_at(alone, SIZE)[0] > 0
    assert [np.sign(offset_at(place, SIZE)[0]) for place in both] == [-1, -1]


def test_a_label_hops_where_its_glide_would_be_costly_and_it_may() -> None:
    shares = np.linspace(0.0, 1.0, 9)
    where_it_is = np.array([[[-3.0, y], [-0.2, y]] for y in np.linspace(-2, 2, 9)])
    around = np.array([[0.0, y] for y in (-1.8, -1.2, -0.6, 0.6, 1.2, 1.8)])
    scenery = Scenery(
        shares,
        np.tile(where_it_is, (9, 1, 1, 1)),
        np.full(len(where_it_is), 10.0),
        np.tile(around, (9, 1, 1)),
    )
    for may_hop in (False, True):
        label = Bearer(SIZE, np.zeros((9, 2)), np.array([np.pi, 0.24]), may_hop=may_hop)
        (place,), hops = steady_places([label], scenery, REGION)
        assert hops == ([0] if may_hop else [])
    assert offset_at(place, SIZE)[0] > 0


def test_room_is_left_for_a_label_that_appears_only_later() -> None:
    now, later = bearer([0.0, 0.0]), bearer([0.0, 0.0])
    later.later = True
    (one, other), hops = steady_places([now, later], still([], [[0.0, 0.0]]), REGION)
    assert (np.abs(offset_at(one, SIZE) - offset_at(other, SIZE)) > SIZE).any()
    assert hops == []
    assert in_the_way([now, later], [one, one], np.array([0.0, 1.0])) == []


def test_labels_that_will_meet_on_the_way_are_named() -> None:
    shares = np.linspace(0, 1, 5)
    moving = Bearer(SIZE, np.column_stack([8 * shares - 4, 0 * shares]), np.zeros(2))
    standing, far = (Bearer(SIZE, np.full((5, 2), at), np.zeros(2)) for at in (0.0, 2.0))
    assert in_the_way([standing, moving, far], [np.zeros(2)] * 3, shares) == [1]


@pytest.mark.parametrize(
    ("values", "text", "markup"),
    [
        ((-0.8, 0.6, 0.15), "(−0.8, 0.6, 0.15)", "(-0.80, 0.60, 0.15)"),
        ((2.0, 3.0, 0.5), "(2, 3, 0.5)", "(2.0, 3.0, 0.5)"),
        ((1 / 3, 1, 2), "(0.333, 1, 2)", "(0.333, 1.000, 2.000)"),
        ((0.0005, -0.003, 0), "(0.0005, −0.003, 0)", "(0.0005, -0.0030, 0.0000)"),
        ((12345.678, 1, 0), "(12346, 1, 0)", "(12346, 1, 0)"),
        ((2.5e6, 0, -1e-6), "(2.5e6, 0, −1e−6)", '("2.5e6", 0, "−1e−6")'),
        ((99999.9, 0, 0), "(1e5, 0, 0)", '("1e5", 0, 0)'),
    ],
)
def test_numbers_are_written_alike_everywhere(
    values: tuple[float, ...], text: str, markup: str
) -> None:
    assert tuple_text(values) == text
    assert tuple_markup(values) == markup


def test_points_are_alike_when_their_coordinates_are_written_alike() -> None:
    assert written_alike(np.array([1 / 3, 0, 2]), np.array([0.3333, 0, 2]))
    assert not written_alike(np.array([0.5, 0, 2]), np.array([0.5, 0.001, 2]))
    assert not written_alike(np.array([0.0, 0, 0]), np.array([0, 1e-6, 0]))


@given(triples)
def test_what_is_written_is_the_number_but_for_its_rounding(values: tuple[float, ...]) -> None:
    decimals = decimals_for(values)
    for value in values:
        shown = float(value_text(value, decimals).replace("−", "-"))
        assert shown == pytest.approx(value, abs=0.5001 * 10.0**-decimals)


def test_a_sign_that_goes_leaves_its_room_until_the_next_movement() -> None:
    start, end = np.array([-0.8, 0.6, 0.15]), np.array([0.0, 0.6, 0.15])
    label = Coordinates(DARK, 0.38, [start, end])
    label.expect(start, start)
    before = label.set_values(start).advance
    label.expect(start, end)
    middles = [
        label.set_values(start + share * (end - start), share).advance for share in (0, 0.5, 1)
    ]
    np.testing.assert_allclose(middles, before)
    assert label.texts[0] == "0.00"
    label.expect(end, end)
    assert label.settles
    assert label.set_values(end).advance < before - 0.2
    label.expect(end, end)
    assert not label.settles


def test_a_fade_leaves_the_points_alone_and_the_opacity_as_it_was() -> None:
    square = mn.Square(fill_opacity=0.5, stroke_opacity=0.8)
    for leaving, halfway in ((False, 0.25), (True, 0.25)):
        fade = Fade(square, leaving=leaving, rate_func=mn.linear)
        fade.begin()
        assert square.get_fill_opacity() == pytest.approx(0.5 if leaving else 0.0)
        square.shift(mn.RIGHT)
        here = square.points.copy()
        fade.interpolate(0.5)
        np.testing.assert_array_equal(square.points, here)
        assert square.get_fill_opacity() == pytest.approx(halfway)
        assert square.get_stroke_opacity() == pytest.approx(0.4)
        fade.finish()
        fade.clean_up_from_scene(mn.Scene())
        assert square.get_fill_opacity() == pytest.approx(0.5)


def test_decimal_points_of_a_column_stand_below_each_other() -> None:
    rows = [RowOfNumbers("$a$", [0.5, -12.25, 3]), RowOfNumbers("$b$", [100, 0.125, -3])]
    table = Point3DTable(rows, DARK, Layout.for_frame(STAGE_WIDTH, STAGE_HEIGHT).panel, 0.42)
    for row in table.rows:
        for cell, point in zip(row.cells, table.points, strict=True):
            whole = cell.markup.split(".")[0]
            left = cell.anchor.get_start()[0]
            assert left + table.before_point(whole) * table.size == pytest.approx(point)


@settings(max_examples=25, deadline=None)
@given(st.lists(triples, min_size=1, max_size=6))
def test_any_numbers_fit_into_the_panel(values: list[tuple[float, float, float]]) -> None:
    panel = Layout.for_frame(STAGE_WIDTH, STAGE_HEIGHT).panel
    table = Point3DTable(
        [RowOfNumbers("$-1234.5 times$", row) for row in values], DARK, panel, 0.42
    )
    assert table.right <= panel.right + 1e-9
    for row in table.rows:
        edges = [(cell.get_left()[0], cell.get_right()[0]) for cell in row.cells]
        for (_, before), (after, _) in pairwise(edges):
            assert after > before


def test_an_outlook_fits_its_points_and_axes_into_the_room() -> None:
    points = np.array([[1.0, -2.0, 0.5], [-3.0, 0.2, 0.1]])
    outlook = Framing.over(points, View(30, 20), REGION)
    assert (outlook.reach[:, 0] <= points.min(axis=0)).all()
    assert (outlook.reach[:, 1] >= points.max(axis=0)).all()
    ends = np.vstack([points, np.diag(outlook.reach[:, 0]), np.diag(outlook.reach[:, 1])])
    assert (np.abs(outlook.view.project(ends)) <= np.array([4, 3]) + 1e-9).all()


@given(st.floats(1e-6, 1e6), st.floats(-1, 1))
def test_a_patch_has_room_for_its_point_and_visible_arrows(size: float, other: float) -> None:
    patch = Patch.around(np.array([size, other * size]))
    assert size <= patch.half
    assert 0.1 * patch.half <= patch.unit <= patch.half
    assert np.abs(patch.grid).max() <= patch.half * (1 + 1e-9)


def test_the_octant_is_seen_without_the_axes_below_zero() -> None:
    outlook = Framing.over(np.array([[1.0, -2.0, 3.0]]), View(30, 20), REGION)
    assert outlook.reach[1, 0] < 0
    reach = outlook.without_negative_axes().reach
    np.testing.assert_array_equal(reach[:, 0], [0, 0, 0])
    np.testing.assert_array_equal(reach[:, 1], outlook.reach[:, 1])


def test_what_leans_to_the_left_leaves_its_spare_width_at_the_right() -> None:
    points = np.array([[1.0, 2.0, 3.0]])
    middle = Framing.over(points, View(30, 20), REGION)
    left = middle.leftmost(points, REGION)
    before, after = (
        outlook.view.project(outlook.with_axes(points))[:, 0] for outlook in (middle, left)
    )
    assert before.min() - REGION.left > 1
    np.testing.assert_allclose(after.min() - REGION.left, 0.55, atol=1e-9)
    np.testing.assert_allclose(np.ptp(after), np.ptp(before))


def test_a_panned_outlook_shows_the_same_axes_elsewhere() -> None:
    outlook = Framing.over(np.array([[1.0, 2.0, 3.0]]), View(30, 20), REGION)
    panned = outlook.panned(1.5, -0.5)
    np.testing.assert_array_equal(panned.reach, outlook.reach)
    moved = panned.view.project(np.eye(3)) - outlook.view.project(np.eye(3))
    np.testing.assert_allclose(moved, np.tile([1.5, -0.5], (3, 1)), atol=1e-9)


one_digit = st.floats(0, 9.9).map(lambda value: round(value, 1))


@given(one_digit, one_digit, st.floats(0, 1))
def test_a_minus_has_its_room_when_it_appears(start: float, end: float, share: float) -> None:
    here, there = np.full(3, start), np.full(3, -end)
    label = Coordinates(DARK, 0.38, [here, there])
    for first, last in ((here, here), (here, there)):
        label.expect(first, last)
        label.set_values(first, 0.0)
    label.set_values(here + share * (there - here), share)
    for sign, number in zip(label.signs, label.numbers, strict=False):
        room = number.start[0] - sign.start[0] - sign.advance
        assert room >= -0.02 or share < 0.06
