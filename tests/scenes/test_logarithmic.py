"""On logarithmic paper equal steps are equal factors, and stretching goes there without a leap."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.layout import Region
from scenes.mobjects.plots.logarithmic import LogarithmicPaper
from scenes.theme import DARK

WINDOW = Region(-4.0, 4.0, -2.0, 1.0)


def paper(x_power: float = 0.0) -> LogarithmicPaper:
    return LogarithmicPaper(
        DARK,
        WINDOW,
        (2.0, 32.0),
        (0.01, 10.0),
        names=("steps", "loss"),
        x_ticks=[(2.0, "2"), (8.0, "8")],
        factor=10.0,
        step="÷ 10",
        x_power=x_power,
    )


def test_equal_factors_are_equal_steps_both_ways() -> None:
    points = paper().points_of(np.array([[2, 10], [4, 1], [8, 0.1], [16, 0.01]]))
    np.testing.assert_allclose(points[:, 0], [-4, -2, 0, 2], atol=1e-12)
    np.testing.assert_allclose(points[:, 1], [1, 0, -1, -2], atol=1e-12)


def test_one_axis_may_be_even() -> None:
    points = paper(x_power=1.0).points_of(np.array([[2, 10], [17, 0.1], [32, 1]]))
    np.testing.assert_allclose(points[:, :2], [[-4, 1], [0, -1], [4, 0]], atol=1e-12)


def test_before_it_is_stretched_it_starts_at_0() -> None:
    made = paper().set_value(1.0)
    points = made.points_of(np.array([[2.0, y] for y in (0.0, 2.5, 10.0)]))
    np.testing.assert_allclose(points[:, 1], [-2, -1.25, 1], atol=1e-12)


@pytest.mark.parametrize("power", [0.0, 1e-13, 1e-4, 0.3, 1.0])
def test_data_and_points_are_inverse_at_every_power(power: float) -> None:
    made = paper().set_value(power)
    data = np.array([[2.0, 10.0], [5.0, 0.3], [31.0, 0.02]])
    np.testing.assert_allclose(made.data_of(made.points_of(data)), data, rtol=1e-9)


@pytest.mark.parametrize("power", [0.9, 0.5, 0.1])
def test_in_between_lies_a_power_law(power: float) -> None:
    made, low = paper().set_value(power), (1 - power) * 0.01
    y = np.array([0.05, 0.4, 3.0])
    up = (y**power - low**power) / (10**power - low**power)
    points = made.points_of(np.column_stack([np.full(3, 2.0), y]))
    np.testing.assert_allclose(points[:, 1], -2 + 3 * up, atol=1e-9)


def test_the_last_of_the_stretching_is_no_leap() -> None:
    made, y = paper(), np.array([[2.0, 0.05], [2.0, 3.0]])
    nearly, wholly = (made.set_value(power).points_of(y) for power in (1e-9, 0.0))
    np.testing.assert_allclose(nearly, wholly, atol=1e-6)


@pytest.mark.parametrize("power", [0.0, 0.4, 1.0])
def test_there_is_a_line_for_every_factor_that_fits(power: float) -> None:
    made = paper().set_value(power)
    lines = made.lines.points.reshape(-1, 4, 3)[:, [0, 3]]
    level = lines[lines[:, 0, 1] == lines[:, 1, 1]]
    data = made.data_of(level.mean(axis=1))
    np.testing.assert_allclose(data[:, 1], [10, 1, 0.1, 0.01], rtol=1e-9)
    (ruler,) = lines[lines[:, 0, 0] == lines[:, 1, 0]]
    np.testing.assert_allclose(ruler[:, 1], [1.0, -2.0])
    assert (ruler[:, 0] == level[:, :, 0].min()).all()


def test_the_first_steps_say_what_they_are() -> None:
    made = paper()
    assert [label.get_center()[1] for label in made.steps] == pytest.approx([0.5, -0.5], abs=0.02)
    assert all(label.get_right()[0] < -4.0 for label in made.steps)
