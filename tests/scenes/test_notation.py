"""How numbers are written: true to the last digit, alike in a group, and nothing as 0 but 0."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Dense
from scenes.mobjects.clips.dense_plan import Writing
from scenes.mobjects.text.glyphs import advance
from scenes.mobjects.text.notation import MINUS, Notation, alone, as_markup, written
from scenes.mobjects.text.typesetting import typeset

sizes = st.floats(1e-6, 1e6) | st.floats(-6, 6).map(lambda power: float(10**power))
numbers = st.just(0.0) | st.builds(float.__mul__, sizes, st.sampled_from([-1.0, 1.0]))
short_numbers = st.builds(round, numbers, st.integers(0, 6)).map(lambda value: value + 0.0)
groups = st.lists(numbers, min_size=1, max_size=6) | st.lists(short_numbers, min_size=1, max_size=6)


def decimals_of(text: str) -> int:
    return len(text.partition(".")[2])


@pytest.mark.parametrize(
    ("group", "texts"),
    [
        ([0.3], "0.3"),
        ([2.0], "2"),
        ([-0.8], f"{MINUS}0.8"),
        ([0.1 + 0.2], "0.3"),
        ([-1e-17], "0"),
        ([0.0005], "0.0005"),
        ([0.00012345], "0.000123"),
        ([1e-6], "0.000001"),
        ([0.0126], "0.013"),
        ([1234.5], "1234.5"),
        ([0.5, 1.0], "0.5 1.0"),
        ([-0.8, 0.6, 0.15], f"{MINUS}0.80 0.60 0.15"),
        ([1 / 3, 1.0, 0.0], "0.333 1.000 0.000"),
        ([0.98765, 0.98999, 0.00234], "0.98765 0.98999 0.00234"),
        ([1.0, 0.004], "1.000 0.004"),
        ([0.00041, 1 / 3, 1.25], "0.0004 0.3333 1.2500"),
        ([1e-6, 1e6], "1·10⁻⁶ 1000000"),
        ([-1.2345e-6, 1e6], f"{MINUS}1.2·10⁻⁶ 1000000"),
        ([3.0, 5.0 - 5.0 - 1e-16], "3 0"),
    ],
)
def test_a_group_has_the_decimals_that_it_needs(group: Sequence[float], texts: str) -> None:
    assert " ".join(map(Notation.of(group), group)) == texts


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((-0.8, 0.6, 0.15), "(−0.80, 0.60, 0.15)"),
        ((0.0005, -0.003, 0.0), "(0.0005, −0.0030, 0.0000)"),
        ((12345.678, 1.0, 0.0), "(12346, 1, 0)"),
        ((2.5e6, 0.0, -1e-6), "(2.5·10⁶, 0, −1·10⁻⁶)"),
        ((99999.9, 0.0, 0.0), "(1·10⁵, 0, 0)"),
        ((0.25, 2e9, 1e-3), "(0.250, 2·10⁹, 0.001)"),
    ],
)
def test_where_there_is_little_room_decimals_go_first_and_then_powers_of_ten_come(
    values: tuple[float, ...], text: str
) -> None:
    assert Notation.of(values, digits=5).tuple(*values) == text


def test_half_rounds_up_and_nothing_is_minus_0() -> None:
    assert list(map(Notation(2), (2.675, 0.125, -0.125, -0.001))) == [
        "2.68", "0.13", f"{MINUS}0.13", "0.00",
    ]  # fmt: skip


@given(groups)
def test_what_is_written_says_the_number_within_half_a_unit_of_its_last_digit(
    group: list[float],
) -> None:
    notation = Notation.of(group)
    for value in group:
        said = written(notation(value))
        unit = Decimal(1).scaleb(int(said.as_tuple().exponent))
        assert abs(said - Decimal(value)) <= unit / 2 + Decimal(1e-11 * abs(value))
        missing = abs(float(said) - value)
        assert missing <= 1e-11 * abs(value) or not notation.is_exact(value)
        assert missing > 1e-13 * abs(value) or notation.is_exact(value)
        assert notation.about(value).startswith("about") != notation.is_exact(value)


@given(groups)
def test_only_0_is_written_as_0(group: list[float]) -> None:
    notation = Notation.of(group)
    for value in group:
        assert (written(notation(value)) == 0) == (value == 0)
        assert notation(value).startswith(MINUS) == (value < 0)


@given(groups)
def test_the_numbers_of_a_group_have_the_same_decimals(group: list[float]) -> None:
    notation = Notation.of(group)
    plain = [text for text in map(notation, group) if "·" not in text]
    assert len(set(map(decimals_of, plain))) <= 1
    assert notation.tuple(*group) == f"({', '.join(notation(value) for value in group)})"


@given(groups)
def test_no_group_has_decimals_that_none_of_its_numbers_needs(group: list[float]) -> None:
    texts = [text for text in map(Notation.of(group), group) if "·" not in text]
    if all(map(Notation.of(group).is_exact, group)) and decimals_of(texts[0]):
        assert any(text[-1] != "0" for text in texts)


@given(numbers, numbers)
def test_a_sum_adds_up_as_shown_unless_a_number_is_about_so(first: float, second: float) -> None:
    group = [first, second, float(Decimal(repr(first)) + Decimal(repr(second)))]
    notation = Notation.of(group)
    if notation.is_exact(*group):
        one, other, total = (written(notation(value)) for value in group)
        assert float(one + other) == pytest.approx(float(total), rel=1e-11)


@given(short_numbers, short_numbers, short_numbers)
def test_a_step_of_a_layer_says_equal_only_where_its_numbers_are(
    point: float, weight: float, bias: float
) -> None:
    trace = Dense(np.array([[weight]]), np.array([bias])).trace([point])
    writing = Writing.of(trace)
    (line,) = writing.sum(trace, 0, "ramp")
    product = written(writing.inputs(point)) * written(writing.weights(weight))
    total = writing.added(trace.linear[0])
    assert as_markup(total) in line
    assert (" = " in line) == (product == written(total))


@given(numbers)
def test_a_picture_says_the_same_as_a_caption(value: float) -> None:
    notation = Notation.of([value, 1000.25])
    typst = notation.markup(value).replace(' class("normal", dot.op) 10^(', "e").rstrip(")")
    assert Decimal(typst) == written(notation(value))
    assert notation.term(value) == f"{'-' if value < 0 else '+'} {notation.markup(abs(value))}"


def test_a_power_of_ten_is_set_in_a_formula_as_among_glyphs() -> None:
    assert alone(1e-6) == "0.000001"
    notation = Notation.of([2.5e-7, 1e6])
    assert notation.markup(-2.5e-7) == '-2.5 class("normal", dot.op) 10^(-7)'
    formula = typeset(f"${notation.markup(2.5e-7)}$").advance
    assert advance(notation(2.5e-7)) == pytest.approx(formula, abs=0.06)
