"""How lines are written, and where ticks stand, whichever clip uses them."""

from __future__ import annotations

import pytest

from scenes.mobjects.clips.pair_regimes import line_markup
from scenes.mobjects.text.notation import Notation


@pytest.mark.parametrize(
    ("slope", "intercept", "markup"),
    [
        (0.0, 0.6, "0.6"),
        (0.0, -2.0, "-2"),
        (-1.0, 0.8, "0.8 - x"),
        (1.0, -0.2, "x - 0.2"),
        (1.0, 3.0, "x + 3"),
        (1.0, 0.0, "x"),
        (-1.0, 0.0, "-x"),
        (-1.0, -0.5, "-x - 0.5"),
        (2.5, 1.0, "2.5 x + 1.0"),
        (-2.0, 1.0, "1 - 2 x"),
    ],
)
def test_a_line_is_written_with_its_positive_term_first(
    slope: float, intercept: float, markup: str
) -> None:
    assert line_markup(slope, intercept, Notation.of([slope, intercept])) == markup
