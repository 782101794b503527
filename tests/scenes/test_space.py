"""The pieces of the picture of space: lines, labels that keep clear, numbers, tables, framings."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import View
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Layout, Region
from scenes.mobjects.animations import Fade
from scenes.mobjects.clips.point3d_table import Point3DTable, RowOfNumbers
from scenes.mobjects.labels import SPACING, box_of
from scenes.mobjects.space.coordinates import Coordinates
from scenes.mobjects.space.framing import Framing
from scenes.mobjects.space.labels import NEAR, Label, Surroundings, place_label, share_inside
from scenes.mobjects.space.shapes import Arrows, Dot
from scenes.mobjects.space.sheet import Patch
from scenes.mobjects.space.space import Space, Spatial
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import DARK

REGION = Region(-4.0, 4.0, -3.0, 3.0)
triples = st.tuples(*[st.floats(-1e4, 1e4).map(lambda v: round(v, 3))] * 3)


def front(*things: Spatial) -> Space:
    """The space in which (x, 0, z) is seen at (x, z) of the frame."""
    space = Space(DARK, REGION, View(-90, 0))
    space.hold(*things)
    return space


def label(x: float = 0.0, y: float = 0.0, *, close: bool = False) -> Label:
    """A label of a point on the frame, 1.6 by 0.5."""
    text = Typeset("O", DARK, 0.4)
    made = Label(text, DARK, close=close)
    made.ink = np.array([1.6, 0.5]) - 2 * Label.PADDING
    made.at = np.array([x, 0.0, y])
    return made


def arrow(start: tuple[float, float], end: tuple[float, float]) -> Arrows:
    made = Arrows(DARK.weight)
    made.lines = np.array([[[start[0], 0.0, start[1]], [end[0], 0.0, end[1]]]])
    return made


def dot(x: float, y: float) -> Dot:
    made = Dot(DARK, "input")
    made.at = np.array([x, 0.0, y])
    return made


def placed(labels: list[Label], *things: Spatial, within: Region = REGION) -> np.ndarray:
    """The boxes (n, 4) of labels placed one after the other: left, bottom, right, top."""
    front(*labels, *things)
    for k, one in enumerate(labels):
        place_label(one, Surroundings.of(things, labels[:k]), within)
    boxes = [box_of(one.plate) for one in labels]
    return np.array([(box.left, box.bottom, box.right, box.top) for box in boxes])


def distance(box: np.ndarray, point: np.ndarray) -> float:
    """How far a point of the frame is from a box."""
    return math.dist(np.clip(point, box[:2], box[2:]), point)


def between(one: np.ndarray, other: np.ndarray) -> float:
    """How far two boxes are apart in the direction in which they are; below 0: they overlap."""
    return float(np.maximum(one[:2] - other[2:], other[:2] - one[2:]).max())


def test_labels_of_one_point_stand_apart_and_off_the_dot() -> None:
    boxes = placed([label() for _ in range(4)], dot(0.0, 0.0))
    for k, box in enumerate(boxes):
        assert distance(box, np.zeros(2)) >= Dot.HALO
        assert all(between(box, other) >= SPACING - 1e-9 for other in boxes[:k])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-2.5, 2.5), st.floats(-2, 2)), min_size=1, max_size=4),
    st.tuples(st.floats(-3, 3), st.floats(-2, 2)),
)
def test_no_label_lies_on_a_label_or_a_dot_wherever_the_points_are(
    points: list[tuple[float, float]], tip: tuple[float, float]
) -> None:
    dots = [dot(*point) for point in points]
    boxes = placed([label(*point) for point in points], *dots, arrow((0.0, 0.0), tip))
    for one, other in combinations(boxes, 2):
        assert between(one, other) >= 0
    for box in boxes:
        assert min(distance(box, np.array(point)) for point in points) >= Dot.RADIUS
        assert (np.abs(box.reshape(2, 2)) <= [4 + SPACING, 3 + SPACING]).all()


def test_a_label_keeps_off_lines_and_inside_its_region() -> None:
    ((left, bottom, _, _),) = placed([label()], arrow((0.0, 0.0), (3.0, 3.0)))
    assert left < 0 or bottom < 0
    ((_, _, right, top),) = placed([label(3.9, 2.9)])
    assert right <= 4
    assert top <= 3


@pytest.mark.parametrize("outward", [(1.0, 0.0), (-0.6, -0.8), (0.0, 1.0)])
def test_the_name_of_a_tip_stands_beyond_it(outward: tuple[float, float]) -> None:
    name = label(*outward, close=True)
    (box,) = placed([name], arrow((0.0, 0.0), outward))
    beyond = (box[:2] + box[2:]) / 2 - outward
    assert beyond @ outward / np.linalg.norm(beyond) > 0.8


def test_a_label_does_not_stand_where_it_would_name_another_point() -> None:
    others = [(0.5, 0.0), (0.0, 0.6), (-1.0, -0.5)]
    (box,) = placed([label(close=True)], *(dot(*other) for other in others))
    assert min(distance(box, np.array(other)) for other in others) >= NEAR - 1e-9
    assert distance(box, np.zeros(2)) <= math.sqrt(2) * NEAR


def test_a_label_far_from_its_point_has_a_leader_that_runs_through_no_other() -> None:
    labels = [label() for _ in range(9)]
    boxes = placed(labels, dot(0.0, 0.0))
    leaders = [one.leader_to(one.offset) for one in labels]
    assert 0 < sum(map(len, leaders)) < 9
    for k, lines in enumerate(leaders):
        for start, end in lines[..., :2]:
            for share in np.linspace(0, 1, 50):
                here = start + share * (end - start)
                assert all(distance(box, here) > 0 for box in np.delete(boxes, k, axis=0))


def test_a_label_that_moves_along_stays_within_its_region_on_the_way() -> None:
    moving = label(3.0, 0.0)
    front(moving)
    steps = [np.array([-6.0, 0.0, 0.0]), np.array([0.0, 2.6, 0.0])]
    place_label(moving, Surroundings.of([], []), REGION, steps)
    for step in (np.zeros(3), *steps):
        box = box_of(moving.plate, moving.plate.middle + step)
        assert min(box.left + 4, 4 - box.right, box.bottom + 3, 3 - box.top) >= -1e-9


def test_a_label_keeps_its_offset_when_the_view_moves() -> None:
    one = label(1.0, 0.5)
    space = front(one)
    place_label(one, Surroundings.of([], []), REGION)
    space.seen = [one]
    for view in (View(-90, 0), View(-40, 20, 2.0)):
        space.look(view)
        offset = one.plate.middle - space.flat(one.at)
        np.testing.assert_allclose(offset, one.offset, atol=1e-9)


def test_the_share_of_a_box_inside_an_area_goes_from_none_to_all() -> None:
    square = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]])
    samples = np.stack(np.meshgrid([-0.5, -0.25, 0, 0.25, 0.5], [-0.2, 0, 0.2]), axis=-1)
    boxes = np.array([[1.0, 1.0], [0.0, 1.0], [-1.0, 1.0]])[:, None] + samples.reshape(-1, 2)
    for corners in (square, square[::-1]):
        inside, half_way, outside = share_inside(boxes, corners)
        assert (inside, outside) == (1.0, 0.0)
        assert half_way == pytest.approx(0.6)  # three of five columns, the border's own included


def test_a_sign_that_goes_leaves_its_room_until_it_is_taken_away() -> None:
    start, end = np.array([-0.8, 0.6, 0.15]), np.array([0.0, 0.6, 0.15])
    text = Coordinates(DARK, 0.38, Notation.of([*start, *end]))
    text.make_room(start, end, at_once=True)
    before = text.set_values(start).advance
    middles = [text.set_values(start + share * (end - start), share).advance for share in (0.5, 1)]
    np.testing.assert_allclose(middles, before)
    assert text.texts[0] == "0.00"
    assert not text.settles
    text.make_room(end)
    assert text.settles
    half_way, whole = (text.set_values(end, share).advance for share in (0.5, 1.0))
    assert whole < half_way < before
    text.make_room(end)
    assert not text.settles


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


def test_a_framing_fits_its_points_and_axes_into_the_room() -> None:
    points = np.array([[1.0, -2.0, 0.5], [-3.0, 0.2, 0.1]])
    framing = Framing.over(points, View(30, 20), REGION)
    assert (framing.reach[:, 0] <= points.min(axis=0)).all()
    assert (framing.reach[:, 1] >= points.max(axis=0)).all()
    ends = np.vstack([points, np.diag(framing.reach[:, 0]), np.diag(framing.reach[:, 1])])
    assert (np.abs(framing.view.project(ends)) <= np.array([4, 3]) + 1e-9).all()


@given(st.floats(1e-6, 1e6), st.floats(-1, 1))
def test_a_patch_has_room_for_its_point_and_visible_arrows(size: float, other: float) -> None:
    patch = Patch.around(np.array([size, other * size]))
    assert size <= patch.half
    assert 0.1 * patch.half <= patch.unit <= patch.half
    assert np.abs(patch.grid).max() <= patch.half * (1 + 1e-9)


def test_the_octant_is_seen_without_the_axes_below_zero() -> None:
    framing = Framing.over(np.array([[1.0, -2.0, 3.0]]), View(30, 20), REGION)
    assert framing.reach[1, 0] < 0
    reach = framing.without_negative_axes().reach
    np.testing.assert_array_equal(reach[:, 0], [0, 0, 0])
    np.testing.assert_array_equal(reach[:, 1], framing.reach[:, 1])


def test_what_leans_to_the_left_leaves_its_spare_width_at_the_right() -> None:
    points = np.array([[1.0, 2.0, 3.0]])
    middle = Framing.over(points, View(30, 20), REGION)
    left = middle.leftmost(points, REGION)
    before, after = (
        framing.view.project(framing.with_axes(points))[:, 0] for framing in (middle, left)
    )
    assert before.min() - REGION.left > 1
    np.testing.assert_allclose(after.min() - REGION.left, 0.55, atol=1e-9)
    np.testing.assert_allclose(np.ptp(after), np.ptp(before))


def test_a_panned_framing_shows_the_same_axes_elsewhere() -> None:
    framing = Framing.over(np.array([[1.0, 2.0, 3.0]]), View(30, 20), REGION)
    panned = framing.panned(1.5, -0.5)
    np.testing.assert_array_equal(panned.reach, framing.reach)
    moved = panned.view.project(np.eye(3)) - framing.view.project(np.eye(3))
    np.testing.assert_allclose(moved, np.tile([1.5, -0.5], (3, 1)), atol=1e-9)


one_digit = st.floats(0, 9.9).map(lambda value: round(value, 1))


@given(one_digit, one_digit, st.floats(0, 1))
def test_a_minus_has_its_room_when_it_appears(start: float, end: float, share: float) -> None:
    here, there = np.full(3, start), np.full(3, -end)
    text = Coordinates(DARK, 0.38, Notation.of([*here, *there]))
    text.make_room(here, there, at_once=True)
    text.set_values(here + share * (there - here), share)
    for sign, number in zip(text.signs, text.numbers, strict=False):
        assert number.start[0] - sign.start[0] - sign.advance >= -0.02
