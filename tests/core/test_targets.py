"""Targets may take arrays or numbers, and must be finite and real."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from relu_anim.targets import Target, sample

PLACES = np.array([[0.0, 0.25, 0.5], [0.75, 1.0, 2.0]])


@pytest.mark.parametrize(
    "target",
    [np.sqrt, math.sqrt, lambda x: x**0.5, lambda x: [math.sqrt(each) for each in x]],
    ids=["numpy", "math", "operator", "list"],
)
def test_every_way_of_writing_a_target_gives_the_same_heights(target: Target) -> None:
    heights = sample(target, PLACES)
    assert heights.shape == PLACES.shape
    np.testing.assert_allclose(heights, np.sqrt(PLACES), rtol=1e-15)


def test_a_target_of_arrays_is_asked_once_with_a_plain_row() -> None:
    asked: list[tuple[int, ...]] = []

    def target(x: np.ndarray) -> np.ndarray:
        asked.append(x.shape)
        return x

    sample(target, PLACES)
    assert asked == [(6,)]


@pytest.mark.parametrize("height", [3, 2.5, np.float32(0.5), True])
def test_a_constant_may_be_a_single_number(height: Any) -> None:
    assert sample(lambda x: height, PLACES).tolist() == [[float(height)] * 3] * 2


def test_a_target_with_an_if_is_asked_for_each_place() -> None:
    assert sample(lambda x: 1 if x > 0.4 else -1, PLACES).tolist() == [[-1, -1, 1], [1, 1, 1]]


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        (lambda x: np.where(x == 0.5, np.nan, x), "got nan at x = 0.5"),
        (lambda x: 1 / (x - 2), "got inf at x = 2"),
        (lambda x: 1 / (float(x) - 0.75), "at x = 0.75: (float )?division by zero"),
        (lambda x: x * 1j, "at x = 0: the value is complex"),
        (lambda x: None, "got nan at x = 0"),
        (lambda x: [1.0, 2.0], "at x = 0"),
    ],
)
def test_a_target_that_is_not_a_finite_number_somewhere_is_refused(
    target: Target, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint) as refusal:
        sample(target, PLACES)
    assert "\n" not in str(refusal.value)
