"""The pieces of matrix pictures: how numbers are written, lined up, counted and carried."""

from __future__ import annotations

import manim as mn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Dense
from scenes.mobjects.animations import Count, Travel
from scenes.mobjects.clips.dense_bias_sums import BiasText, stack_bias_sums, width_of_lines
from scenes.mobjects.matrices.matrix import Columns, Light, Matrix
from scenes.mobjects.matrices.sums import SumText, WeightedSum, width_of
from scenes.mobjects.text.glyphs import Glyphs, advance, before_point
from scenes.mobjects.text.notation import Notation, relation, written
from scenes.mobjects.text.numbers import MINUS
from scenes.theme import DARK


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (-0.8, f"{MINUS}0.8"),
        (2.0, "2.0"),
        (0.0, "0.0"),
        (1 / 3, "0.333"),
        (0.0004, "0.0004"),
        (0.000001, "0.000001"),
        (-1e-17, "0.0"),
        (1234.5678, "1234.568"),
    ],
)
def test_numbers_are_written_with_three_decimals_or_what_one_digit_needs(
    value: float, text: str
) -> None:
    assert Notation(least=1)(value) == text


@pytest.mark.parametrize(
    ("digits", "text"), [(7, "1234.568"), (6, "1234.57"), (5, "1234.6"), (4, "1235"), (2, "1235")]
)
def test_decimals_are_dropped_before_any_digit_of_the_whole(digits: int, text: str) -> None:
    assert Notation(digits, least=1)(1234.5678) == text


@given(st.floats(-1e8, 1e8), st.integers(4, 12), st.integers(0, 1))
def test_what_is_written_is_within_half_a_unit_of_its_last_digit(
    value: float, digits: int, least: int
) -> None:
    text = Notation(digits, least)(value)
    unit = 10.0 ** -len(text.partition(".")[2]) if "." in text else 1.0
    assert abs(float(written(text)) - value) <= unit / 2 * (1 + 1e-6) + 1e-11 * abs(value)


def test_only_what_is_true_as_written_is_called_equal() -> None:
    assert relation(written("0.1") + written(f" {MINUS} 0.9"), written(f"{MINUS}0.8")) == "="
    assert relation(3 * written("0.333"), written("1")) == "≈"


def test_columns_line_up_at_the_decimal_point() -> None:
    texts = [["0.5", "10"], [f"{MINUS}12.25", "3.125"]]
    columns = Columns.holding(list(zip(*texts, strict=True)))
    corner = np.array([1.0, -2.0, 0.0])
    matrix = Matrix(texts, columns, DARK, 0.5, ["ramp", "second"], corner)
    for column in range(2):
        points = {tuple(np.round(line[column].point, 9)[:1]) for line in matrix.entries}
        assert len(points) == 1
    for line in matrix.entries:
        assert line[0].get_right()[0] < line[1].get_left()[0]
        assert matrix.brackets.get_left()[0] < line[0].get_left()[0]
        assert line[1].get_right()[0] < matrix.brackets.get_right()[0]


def test_a_light_covers_a_column_and_stays_between_the_brackets() -> None:
    texts = [["0.5", "10"], [f"{MINUS}12.25", "3.125"]]
    columns = Columns.holding(list(zip(*texts, strict=True)))
    matrix = Matrix(texts, columns, DARK, 0.5, ["ramp", "second"], np.zeros(3))
    light = Light(matrix.light_on_column(1), DARK, "second")
    for inner, outer in ((matrix.column(1), light), (light, matrix.brackets)):
        assert (outer.get_corner(mn.DL)[:2] < inner.get_corner(mn.DL)[:2]).all()
        assert (outer.get_corner(mn.UR)[:2] > inner.get_corner(mn.UR)[:2]).all()
    assert light.get_left()[0] > matrix.column(0).get_right()[0]


def test_a_light_on_a_cell_is_where_its_row_and_column_meet() -> None:
    texts = [["0.5", "10"], [f"{MINUS}12.25", "3.125"]]
    columns = Columns.holding(list(zip(*texts, strict=True)))
    matrix = Matrix(texts, columns, DARK, 0.5, ["ramp", "second"], np.zeros(3))
    cell, column, row = (
        matrix.light_on_cell(1, 0),
        matrix.light_on_column(0),
        matrix.light_on_row(1),
    )
    assert (cell.left, cell.right) == (column.left, column.right)
    assert (cell.bottom, cell.top) == (row.bottom, row.top)


def test_bias_steps_stand_in_columns_with_their_signs_below_each_other() -> None:
    layer = Dense(np.array([[0.2, -15.5, 1.0, 8.25]]), np.array([2.0, -0.5, 30.0, 0.0]))
    texts = [BiasText.of(layer.trace([3.0]), neuron, Notation(least=1)) for neuron in range(4)]
    assert "".join(texts[1].pieces) == f"{MINUS}46.5 {MINUS} 0.5 = {MINUS}47.0"
    sums = stack_bias_sums(texts, DARK, 0.4, ["ramp"] * 4, 2, np.zeros(3))
    for above, below in ((0, 2), (1, 3)):
        signs = [sums[k].answer[0].get_center()[0] for k in (above, below)]
        assert signs[0] == pytest.approx(signs[1])
    group = mn.VGroup(*sums)
    assert group.width == pytest.approx(0.4 * width_of_lines(texts, 2), abs=0.05)
    assert group.get_center()[0] == pytest.approx(0.0, abs=0.05)


def test_a_number_keeps_its_decimal_point_when_it_counts() -> None:
    number = Glyphs("0.5", DARK, 0.4).place(np.array([1.0, 2.0, 0.0]))
    point = number.point
    counting = Count(number, 0.5, -123.75, f"{MINUS}123.75", 2)
    counting.begin()
    seen = []
    for alpha in (0.0, 0.3, 0.6, 1.0):
        counting.interpolate(alpha)
        seen.append(number.text)
        np.testing.assert_allclose(number.point, point, atol=1e-12)
    assert (seen[0], seen[-1]) == ("0.5", f"{MINUS}123.75")
    assert all(text.startswith(MINUS) for text in seen[1:])


def test_a_number_travels_from_its_source_to_its_own_place_and_size() -> None:
    source = Glyphs("0.25", DARK, 0.3).place(np.array([-3.0, 2.0, 0.0]))
    number = Glyphs("0.25", DARK, 0.5).place(np.array([4.0, -2.0, 0.0]))
    end, travel = number.copy(), Travel(number, source, lane=-1.0)
    travel.begin()
    assert number.get_fill_opacity() == 0
    np.testing.assert_allclose(number.points, source.points, atol=1e-9)
    travel.finish()
    assert number.get_fill_opacity() == 1
    np.testing.assert_allclose(number.points, end.points, atol=1e-9)
    assert not number.exempt_faults


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_sum_is_as_wide_as_it_is_said_to_be(lines: int) -> None:
    layer = Dense(np.array([[0.2, -1.5], [-0.9, 20.25], [1.0, 0.0]]), np.zeros(2))
    trace = layer.trace([0.5, -1.0, 3.0])
    for neuron in range(2):
        text = SumText.of(trace, neuron, Notation(least=1))
        written_out = WeightedSum(text, DARK, 0.5, "ramp", lines=lines)
        width = 0.5 * width_of(text, lines)
        assert written_out.get_right()[0] == pytest.approx(width, abs=0.05)
        assert written_out.get_left()[0] == pytest.approx(0.0, abs=0.05)
        rows = {round(piece.start[1], 6) for piece in (*written_out.inputs, *written_out.relations)}
        assert len(rows) == lines


def test_the_part_before_the_point_does_not_depend_on_the_decimals() -> None:
    assert before_point("12.5") == before_point("12") == before_point("12.345")


def test_the_middle_of_a_column_is_that_of_its_digits_without_the_sign() -> None:
    plain, signed = Columns.holding([["0.5"]]), Columns.holding([["0.5", f"{MINUS}0.5"]])
    assert signed.middle(0) - plain.middle(0) == pytest.approx(advance(MINUS))
    assert signed.middle(0) == pytest.approx(signed.right(0) - advance("0.5") / 2)
