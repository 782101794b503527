"""The bias clip's break points are where NumPy finds the neuron waking up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.theme import DARK
from tests.scenes.performance import Performance, number_in, perform, plain

biases = st.lists(st.floats(-9, 9).map(lambda b: round(b, 1)), min_size=1, max_size=5)
weights = st.floats(-5, 5).map(lambda w: round(w, 1)).filter(lambda w: abs(w) >= 0.2)


def check(shown: Performance, weight: float, given_biases: list[float]) -> None:
    last = len(given_biases)
    beats = {"first-bias": (1.0, given_biases[0])}
    beats |= {f"bias-{k}": (1.0, given_biases[k - 1]) for k in range(2, last + 1)}
    beats |= {"weight": (weight, given_biases[-1])}
    beats |= {f"weighted-bias-{k}": (weight, given_biases[k - 1]) for k in range(1, last)}
    for name, (w, b) in beats.items():
        moment = shown.moments[name]
        ramp = next(c for c in moment.curves_in(DARK.ramp) if c.opacity == 1)
        for corners in ramp.pieces:
            expected = np.maximum(0.0, w * corners[:, 0] + b)
            np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-8)
        (dot,) = moment.dots
        assert dot == (pytest.approx(-b / w, abs=1e-9), 0.0)
        shown_numbers = {"weight": w, "bias": b, "tag": -b / w}
        assert moment.numbers == pytest.approx(shown_numbers, abs=5.1e-3)


def test_the_default_slides_over_0_minus_1_and_1_at_both_weights() -> None:
    shown = perform("bias")
    check(shown, 2.0, [0.0, -1.0, 1.0])
    cells = [[number_in(plain(cell.markup)) for cell in row] for row in shown.scene.table.cells]
    assert cells == [[0, 0, 0], [-1, 1, 0.5], [1, -1, -0.5]]


def test_the_digits_of_a_column_stand_below_each_other() -> None:
    shown = perform("bias")
    for column in zip(*shown.scene.table.cells, strict=True):
        ends = [cell.get_right()[0] for cell in column]
        assert max(ends) - min(ends) < 0.02


@settings(max_examples=4, deadline=None)
@given(weights, biases)
def test_random_biases_break_at_minus_b_over_w(weight: float, given_biases: list[float]) -> None:
    shown = perform("bias", {"weight": weight, "biases": tuple(given_biases)})
    check(shown, weight, given_biases)
