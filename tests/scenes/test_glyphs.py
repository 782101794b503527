"""Numbers as outlines: how they are compared, measured, and counted."""

from __future__ import annotations

import manim as mn
import numpy as np
import pytest

from scenes.mobjects.animations import Morph
from scenes.mobjects.text.glyphs import LiveNumber, before_point
from scenes.mobjects.text.notation import MINUS, Notation, relation, written
from scenes.theme import DARK


def test_only_what_is_true_as_written_is_called_equal() -> None:
    assert relation(written("0.1") + written(f" {MINUS} 0.9"), written(f"{MINUS}0.8")) == "="
    assert relation(3 * written("0.333"), written("1")) == "≈"


def test_a_number_keeps_its_decimal_point_when_it_counts() -> None:
    place = np.array([1.0, 2.0, 0.0])
    number = LiveNumber(0.5, Notation(2), DARK, 0.4)
    number.shift(place - number.point)
    counting = Morph(number, lambda share: float(mn.interpolate(0.5, -123.75, share)))
    counting.begin()
    seen = []
    for alpha in (0.0, 0.3, 0.6, 1.0):
        counting.interpolate(alpha)
        seen.append(number.text)
        np.testing.assert_allclose(number.point, place, atol=1e-12)
        digits = LiveNumber(0.0, Notation(2), DARK, 0.4)
        digits.shift(place - digits.point)
        assert number.get_right()[0] == pytest.approx(digits.get_right()[0], abs=0.01)
    assert (seen[0], seen[-1]) == ("0.50", f"{MINUS}123.75")
    assert all(text.startswith(MINUS) for text in seen[1:])


def test_the_part_before_the_point_does_not_depend_on_the_decimals() -> None:
    assert before_point("12.5") == before_point("12") == before_point("12.345")
