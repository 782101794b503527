"""The kinds of options: what they take, what they refuse, and how they are typed."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import (
    Counts,
    Expression,
    Interval,
    Kind,
    Matrix,
    Number,
    Numbers,
    OptionError,
    Point,
    PositiveInteger,
)

KINDS = (
    Number(),
    Number(above=0),
    PositiveInteger(1, 64),
    Counts(PositiveInteger(1, 96), most=5),
    Numbers(1, 5),
    Point(),
    Matrix(),
    Interval(),
    Expression(),
)

drawable = st.floats(-1e6, 1e6).filter(lambda number: number == 0 or abs(number) >= 1e-6)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Number(), "0.5", 0.5),
        (Number(), " -.5 ", -0.5),
        (Number(), "+3.", 3.0),
        (Number(), "1e-3", 0.001),
        (Number(), "-0", 0.0),
        (PositiveInteger(1, 64), "8", 8),
        (Counts(PositiveInteger(1, 96)), "3, 6,12", (3, 6, 12)),
        (Numbers(1, 5), "0,-1, 1", (0.0, -1.0, 1.0)),
        (Point(), "1,-2", (1.0, -2.0)),
        (Matrix(), "1,0,-1;0.5,2,1", ((1.0, 0.0, -1.0), (0.5, 2.0, 1.0))),
        (Interval(), "-1,1", (-1.0, 1.0)),
        (Expression(), " x \N{MINUS SIGN} 1", Target("x \N{MINUS SIGN} 1")),
        (Number(), "1/3", 1 / 3),
        (Number(), "-√(2)/2", -math.sqrt(2) / 2),
        (Interval(), "-π,2pi", (-math.pi, 2 * math.pi)),
        (Interval(), "min(1,2),3", (1.0, 3.0)),
        (Matrix(), "1/4,2^-1;0,3·2", ((0.25, 0.5), (0.0, 6.0))),
        (Counts(), "2^1,2^2,2^3", (2, 4, 8)),
    ],
)
def test_a_text_becomes_a_value(kind: Kind, text: str, value: Any) -> None:
    assert kind.parse(text) == value
    assert str(kind.parse("-0") if isinstance(kind, Number) else 0.0)[0] != "-"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@given(text=st.one_of(st.text(max_size=60), st.text("0123456789+-.,;eEx naif", max_size=30)))
def test_any_text_is_a_value_or_a_refusal_in_one_line(kind: Kind, text: str) -> None:
    try:
        value = kind.parse(text)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = "must "
        assert kind.check(value) == value
        assert kind.parse(kind.format(value)) == value
        json.dumps(kind.to_json(value), allow_nan=False)
    assert refusal.startswith("must ")
    assert refusal.isprintable()


@given(drawable)
def test_a_number_is_typed_as_it_is(number: float) -> None:
    assert Number().parse(Number().format(number)) == number


@given(
    st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.lists(drawable, min_size=columns, max_size=columns).map(tuple),
            min_size=1,
            max_size=4,
        ).map(tuple)
    )
)
def test_a_matrix_is_typed_as_it_is(matrix: tuple[tuple[float, ...], ...]) -> None:
    assert Matrix().parse(Matrix().format(matrix)) == matrix
    assert Matrix().check([list(row) for row in matrix]) == matrix


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Number(), None),
        (Number(), True),
        (Number(), float("nan")),
        (Number(), float("inf")),
        (Number(), 10**400),
        (Number(), 1 + 2j),
        (Number(), [1]),
        (PositiveInteger(), 1.0),
        (PositiveInteger(), True),
        (PositiveInteger(), 0),
        (Counts(), (3, 3)),
        (Counts(), (3, 6.0)),
        (Counts(), ()),
        (Counts(), "3"),
        (Numbers(), 3.0),
        (Numbers(), ()),
        (Numbers(), ("a",)),
        (Matrix(), ((1.0, 2.0), (3.0,))),
        (Matrix(), ()),
        (Matrix(), (1.0, 2.0)),
        (Interval(), (0.0, 1.0, 2.0)),
        (Expression(), lambda x: x),
        (Expression(), 2),
    ],
)
def test_values_from_python_are_checked_as_well(kind: Kind, value: Any) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        kind.check(value)


def test_numpy_values_become_plain_ones() -> None:
    import numpy as np

    value = Matrix().check(np.array([[1, 2], [3, 4]]))
    assert value == ((1.0, 2.0), (3.0, 4.0))
    assert type(value[0][0]) is float
    assert type(PositiveInteger().check(np.int64(3))) is int


def test_an_option_error_is_one_line_that_begins_with_the_option() -> None:
    error = OptionError("left", "must be a number: got 'abc'")
    assert str(error) == "--left must be a number: got 'abc'"
    assert (error.option, error.message) == ("left", "must be a number: got 'abc'")
