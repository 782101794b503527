"""The pieces of matrix pictures: how numbers are written, lined up, counted and carried."""

from __future__ import annotations

import manim as mn
import numpy as np
import pytest

from relu_anim import Dense
from scenes.mobjects.animations import Morph, Travel
from scenes.mobjects.clips.dense_bias_sums import BiasText, stack_bias_sums, width_of_lines
from scenes.mobjects.matrices.matrix import Columns, Light, Matrix
from scenes.mobjects.matrices.sums import SumText, WeightedSum, width_of
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber, advance, before_point
from scenes.mobjects.text.notation import MINUS, Notation, relation, written
from scenes.theme import DARK

VALUES = np.array([[0.5, 10.0], [-12.25, 3.125]])


def example() -> Matrix:
    notation = Notation.of(VALUES.flat)
    columns = Columns.holding([list(map(notation, column)) for column in VALUES.T])
    corner = np.array([1.0, -2.0, 0.0])
    return Matrix(VALUES, notation, columns, DARK, 0.5, ["ramp", "second"], corner)


def test_only_what_is_true_as_written_is_called_equal() -> None:
    assert relation(written("0.1") + written(f" {MINUS} 0.9"), written(f"{MINUS}0.8")) == "="
    assert relation(3 * written("0.333"), written("1")) == "≈"


def test_columns_line_up_at_the_decimal_point() -> None:
    matrix = example()
    for column in range(2):
        points = {tuple(np.round(line[column].point, 9)[:1]) for line in matrix.entries}
        assert len(points) == 1
    for line in matrix.entries:
        assert line[0].get_right()[0] < line[1].get_left()[0]
        assert matrix.brackets.get_left()[0] < line[0].get_left()[0]
        assert line[1].get_right()[0] < matrix.brackets.get_right()[0]


def test_a_light_covers_a_column_and_stays_between_the_brackets() -> None:
    matrix = example()
    light = Light(matrix.light_on_column(1), DARK, "second")
    for inner, outer in ((matrix.column(1), light), (light, matrix.brackets)):
        assert (outer.get_corner(mn.DL)[:2] < inner.get_corner(mn.DL)[:2]).all()
        assert (outer.get_corner(mn.UR)[:2] > inner.get_corner(mn.UR)[:2]).all()
    assert light.get_left()[0] > matrix.column(0).get_right()[0]


def test_a_light_on_a_cell_is_where_its_row_and_column_meet() -> None:
    matrix = example()
    cell, column, row = (
        matrix.light_on_cell(1, 0),
        matrix.light_on_column(0),
        matrix.light_on_row(1),
    )
    assert (cell.left, cell.right) == (column.left, column.right)
    assert (cell.bottom, cell.top) == (row.bottom, row.top)


def test_bias_steps_stand_in_columns_with_their_signs_below_each_other() -> None:
    layer = Dense(np.array([[0.2, -15.5, 1.0, 8.25]]), np.array([2.0, -0.5, 30.0, 0.0]))
    texts = [BiasText.of(layer.trace([3.0]), neuron, Notation(2)) for neuron in range(4)]
    assert "".join(texts[1].pieces) == f"{MINUS}46.50 {MINUS} 0.50 = {MINUS}47.00"
    sums = stack_bias_sums(texts, DARK, 0.4, ["ramp"] * 4, 2, np.zeros(3))
    for above, below in ((0, 2), (1, 3)):
        signs = [sums[k].answer[0].get_center()[0] for k in (above, below)]
        assert signs[0] == pytest.approx(signs[1])
    group = mn.VGroup(*sums)
    assert group.width == pytest.approx(0.4 * width_of_lines(texts, 2), abs=0.05)
    assert group.get_center()[0] == pytest.approx(0.0, abs=0.05)


def test_a_number_keeps_its_decimal_point_when_it_counts() -> None:
    place = np.array([1.0, 2.0, 0.0])
    number = LiveNumber(0.5, Notation(2), DARK, 0.4).place_point(place)
    counting = Morph(number, lambda share: float(mn.interpolate(0.5, -123.75, share)))
    counting.begin()
    seen = []
    for alpha in (0.0, 0.3, 0.6, 1.0):
        counting.interpolate(alpha)
        seen.append(number.text)
        np.testing.assert_allclose(number.point, place, atol=1e-12)
        digits = LiveNumber(0.0, Notation(2), DARK, 0.4).place_point(place)
        assert number.get_right()[0] == pytest.approx(digits.get_right()[0], abs=0.01)
    assert (seen[0], seen[-1]) == ("0.50", f"{MINUS}123.75")
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
        text = SumText.of(trace, neuron, Notation(1), Notation(2), Notation(3))
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
