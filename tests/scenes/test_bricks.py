"""The bricks lie as chords of a circle, and the gap is what NumPy measures between the two."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenes.bricks import CORNER, FLOOR, LIFT, RADIUS, Bricks
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.bricks_gaps import Arrow, Column
from scenes.mobjects.clips.bricks_wall import BENT, ArchGap, BentLine, Courses, Wall
from scenes.mobjects.text.notation import written
from tests.scenes.performance import Moment, UnseenRenderer, drawn_pieces, look_at

HALF = math.radians(78)
CENTRE = np.array([0.0, FLOOR - RADIUS * math.cos(HALF), 0.0])

lists = st.sets(st.integers(1, 96), min_size=1, max_size=5).map(sorted).map(tuple)


class Seen(Bricks):
    """Keeps, for each beat, the wall, the gap and the columns as they are at its end."""

    def __init__(self, parameters: dict[str, Any] | None = None) -> None:
        type(self).__name__ = "Bricks"  # the stage finds the clip by it
        self.kept: dict[str, tuple[Wall, ArchGap, list[Column]]] = {}
        self.moments: dict[str, Moment] = {}
        self.half_way: tuple[Wall, Column] | None = None
        super().__init__(parameters, renderer=UnseenRenderer())

    def _close_beat(self) -> None:
        super()._close_beat()
        if len(self.beats) > 1:
            columns = [column.copy() for column in self.columns]
            self.kept[self.beats[-1].name] = self.wall.copy(), self.gap.copy(), columns
            self.moments[self.beats[-1].name] = look_at(self)

    def play(self, *moves: Any, **options: Any) -> None:
        super().play(*moves, **options)
        if self.beats[-1].name == "split" and any(isinstance(move, Morph) for move in moves):
            for move in moves:
                move.interpolate(0.5)
            self.half_way = self.wall.copy(), self.columns[-1].copy()
            for move in moves:
                move.interpolate(1.0)


@pytest.fixture(scope="module")
def seen() -> Seen:
    return see()


def see(counts: tuple[int, ...] = (3, 6, 12, 24)) -> Seen:
    scene = Seen({"bricks": counts})
    scene.render()
    return scene


def gap_of(n: int) -> float:
    return 1 - math.cos(HALF / n)


def check_wall(wall: Wall, n: int) -> None:
    """Equal chords of the circle, and each brick is drawn along its chord."""
    angles = np.linspace(-HALF, HALF, n + 1)
    expected = CENTRE + RADIUS * np.column_stack([np.sin(angles), np.cos(angles), 0 * angles])
    np.testing.assert_allclose(wall.courses.outer, expected, atol=1e-9)
    assert len(wall.bricks) == n
    for brick, start, end in zip(wall.bricks, expected[:-1], expected[1:], strict=True):
        along = (end - start) / np.linalg.norm(end - start)
        for corner in brick.points[[0, 3]]:  # the outer edge
            away = corner - start
            assert abs(away[0] * along[1] - away[1] * along[0]) < 1e-9
            assert 0 <= away @ along <= np.linalg.norm(end - start)


def check_columns(columns: list[Column], counts: tuple[int, ...]) -> None:
    """As high as their gaps, all on one measure, with millimetres of a radius of a metre."""
    heights = [np.ptp(column.body.points[:, 1]) for column in columns]
    gaps = [gap_of(n) for n in counts]
    np.testing.assert_allclose(heights, np.array(gaps) * heights[0] / gaps[0], atol=1e-9)
    for column, gap in zip(columns, gaps, strict=True):
        assert column.body.points[:, 1].min() == pytest.approx(FLOOR)
        decimals = column.number.notation.decimals
        assert float(written(column.number.text)) == round(1000 * gap, decimals)


def test_three_bricks_leave_a_gap_of_a_tenth_of_the_radius(seen: Seen) -> None:
    wall, gap, columns = seen.kept["bricks"]
    check_wall(wall, 3)
    check_columns(columns, (3,))
    assert columns[0].number.text == "101.2"
    from_centre = np.linalg.norm(gap.points - CENTRE, axis=1) / RADIUS
    assert from_centre.max() == pytest.approx(1.0, abs=1e-4)
    assert from_centre.min() > 1 - gap_of(3) - 1e-9


def test_walls_grow_and_all_gaps_stay_as_columns(seen: Seen) -> None:
    for name, counts in (("split", (3, 6)), ("again", (3, 6, 12, 24))):
        wall, _, columns = seen.kept[name]
        check_wall(wall, counts[-1])
        check_columns(columns, counts)
    assert sum(isinstance(label, Arrow) for label in seen.labels) == 3
    seen.moments["again"].text_with("about a quarter")


def test_columns_say_how_much_larger_than_the_wall_they_are_drawn(seen: Seen) -> None:
    seen.moments["bricks"].text_with("drawn")
    height = np.ptp(seen.columns[0].body.points[:, 1])
    assert seen.enlarged == 3
    assert height == pytest.approx(seen.enlarged * RADIUS * gap_of(3))


def test_about_a_quarter_is_true() -> None:
    ratios = [gap_of(2 * n) / gap_of(n) for n in (3, 6, 12)]
    np.testing.assert_allclose(ratios, 0.25, atol=0.005)
    assert "about 0.26 of it" in Bricks({"bricks": (2, 4)}).ratio(1)


def test_while_joints_swing_out_the_number_is_the_largest_gap(seen: Seen) -> None:
    assert seen.half_way
    wall, column = seen.half_way
    outer = wall.courses.outer
    new = np.linalg.norm(outer[1::2] - CENTRE, axis=1) / RADIUS
    np.testing.assert_allclose(new, (1 + math.cos(HALF / 3)) / 2, atol=1e-9)  # half way out
    shares = np.linspace(0, 1, 4001)[:, None, None]
    points = outer[:-1] + shares * np.diff(outer, axis=0)
    largest = 1 - np.linalg.norm(points - CENTRE, axis=2).min() / RADIUS
    assert gap_of(6) < largest < gap_of(3)
    assert np.ptp(column.body.points[:, 1]) / seen.unit == pytest.approx(largest, abs=1e-6)
    assert column.number.value == pytest.approx(1000 * largest, abs=1e-3)


def test_two_bricks_are_turned_as_they_are_and_one_lies_on_the_floor(seen: Seen) -> None:
    corner = seen.pair.courses.outer[1]
    before = corner - [0.0, LIFT, 0.0]
    pair = seen.pair.courses.moved(corner, before, 0.0, 1.0, -1.0)  # as before it is turned back
    steps = np.diff(pair.outer, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    assert lengths[0] == pytest.approx(lengths[1])
    angles = np.arctan2(steps[:, 1], steps[:, 0])
    np.testing.assert_allclose(angles, [0.0, 2 * HALF / 6], atol=1e-9)  # it lies flat; it rises
    assert pair.outer[1] == pytest.approx([CORNER, FLOOR, 0.0])
    inside = pair.inner - pair.outer
    turned = steps[0, 0] * inside[0, 1] - steps[0, 1] * inside[0, 0]
    assert turned > 0  # on the left of the way, on the right in the arch: they are upside down


def test_the_corner_draws_a_relu(seen: Seen) -> None:
    (curve,) = seen.moments["relu"].curves
    (corners,) = curve.pieces
    expected = np.maximum(0.0, math.tan(2 * HALF / 6) * corners[:, 0])
    np.testing.assert_allclose(corners[:, 1], expected, atol=1e-9)


def test_turned_back_it_is_minus_a_relu(seen: Seen) -> None:
    (curve,) = seen.moments["minus"].curves
    edge = seen.line.graph.plot.data_of(seen.pair.courses.outer)
    corners = np.vstack([*curve.pieces, edge[:, :2]])
    expected = LIFT - np.maximum(0.0, math.tan(2 * HALF / 6) * corners[:, 0])
    np.testing.assert_allclose(corners[:, 1], expected, atol=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.35, 1.0, 2.5, 4.0, 5.0])
def test_relus_bend_the_line_one_after_another(seen: Seen, value: float) -> None:
    """The first brick's slope, less so much of each change of slope as has been passed."""
    bent = BentLine(seen.ground, seen.model, 6).set_value(value)
    angles = np.linspace(-HALF, HALF, 7)
    x, y = np.sin(angles), np.cos(angles) - math.cos(HALF)
    bends = np.diff(np.diff(y) / np.diff(x))
    assert (bends < 0).all()
    shares = np.clip((value - np.arange(5)) / BENT, 0.0, 1.0)
    (corners,) = drawn_pieces(bent.line.graph)
    expected = (corners[:, 0] - x[0]) * (y[1] - y[0]) / (x[1] - x[0])
    expected += np.maximum(corners[:, :1] - x[1:-1], 0.0) @ (shares * bends)
    np.testing.assert_allclose(corners[:, 1], expected, atol=1e-9)


def test_the_bends_are_counted_at_the_joints(seen: Seen) -> None:
    moment = seen.moments["bends"]
    assert {"6 bricks", "5 bends"} <= set(moment.texts)
    places = [disc.get_center() for disc in seen.joints]
    joints = CENTRE + RADIUS * np.array(
        [[math.sin(a), math.cos(a), 0.0] for a in np.linspace(-HALF, HALF, 7)[1:-1]]
    )
    np.testing.assert_allclose(places, joints, atol=1e-9)


def test_the_answer_ends_on_a_line_that_is_the_wall(seen: Seen) -> None:
    assert seen.answered == "By many small bends, each minus a ReLU."
    (curve,) = seen.moments["answer"].curves
    (corners,) = curve.pieces
    np.testing.assert_allclose(seen.ground.points_of(corners), seen.wall.courses.outer, atol=1e-9)
    assert sum("ReLU" in text for text in seen.moments["answer"].texts) == 5 + 1  # the answer too


@settings(max_examples=2, deadline=None)
@example((1, 96))
@given(lists.filter(lambda counts: counts[-1] > 1))
def test_any_counts_lay_chords_and_measure_them(counts: tuple[int, ...]) -> None:
    seen = see(counts)
    names = [beat.name for beat in seen.beats]
    wall, _, columns = seen.kept[names[names.index("bends") - 1]]
    check_wall(wall, counts[-1])
    check_columns(columns, counts)
    boxes = [(column.number.get_left()[0], column.number.get_right()[0]) for column in columns]
    assert all(left[1] < right[0] for left, right in pairwise(boxes))
    assert 5 <= seen.plain <= 8
    check_wall(seen.wall, seen.plain)
    slopes = np.diff(seen.pair.courses.outer, axis=0)
    assert abs(slopes[0, 1]) < 1e-9  # one brick lies on the floor
    (corners,) = drawn_pieces(seen.bent.line.graph)
    np.testing.assert_allclose(seen.ground.points_of(corners), seen.wall.courses.outer, atol=1e-9)


def test_a_wall_s_feet_are_level_with_the_floor(seen: Seen) -> None:
    for n in (2, 3, 6, 96):
        courses = Courses.in_arch(seen.ground, seen.model.joints(n))
        np.testing.assert_allclose(courses.inner[[0, -1], 1], FLOOR, atol=1e-9)
