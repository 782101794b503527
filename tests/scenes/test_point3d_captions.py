"""The captions of point3d say what the trace says, whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import ArrayLike

from relu_anim import Dense, LayerPath
from scenes.mobjects.clips import point3d_captions as words
from scenes.mobjects.clips.point3d_notation import PathNotation

WEIGHTS = ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4))


Told = tuple[LayerPath, PathNotation]


def layer_path(
    point: ArrayLike = (0.5, 1.0),
    weights: ArrayLike = WEIGHTS,
    biases: ArrayLike = (2.0, 3.0, 0.5),
) -> Told:
    path = LayerPath(Dense(np.array(weights), np.array(biases)).trace(point))
    return path, PathNotation.of(path)


def test_the_source_s_point_is_told_as_the_source_tells_it() -> None:
    path = layer_path()
    assert words.on_the_plane(*path).startswith("The point O sits at (0.5, 1.0)")
    assert words.landed(*path) == "O lands at (−0.80, 0.60, 0.15), so neuron 1 is negative."
    assert "by (2.00, 3.00, 0.50), and O with it, to (1.20, 3.60, 0.65)" in words.by_bias(*path)
    assert words.by_relu(*path) == "ReLU leaves O as it is, since no neuron is negative."
    assert "sent O onto the wall where neuron 1 is 0: (0.00, 0.60, 0.15)" in words.without_bias(
        *path
    )


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (WEIGHTS, "the second; the whole plane follows."),
        (((1, 2, 3), (2, 4, 6)), "plane collapses onto it"),
        (((1, 2, 3), (0, 0, 0)), "plane collapses onto it"),
        (np.zeros((2, 3)), "collapses into the origin"),
    ],
)
def test_what_becomes_of_the_plane_depends_on_the_rank(weights: ArrayLike, said: str) -> None:
    assert said in words.by_weights(layer_path(weights=weights)[0], 1.0)


def test_longer_steps_are_called_by_their_length() -> None:
    said = words.by_weights(layer_path()[0], 20.0)
    assert said.startswith("A step of 20 along input 1 lands on 20 times the first row of W, one")


@pytest.mark.parametrize(
    ("biases", "said"),
    [
        ((2, -5, 2), "ReLU sets neuron 2 to 0: O goes onto the wall, to (1.20, 0.00, 2.15)."),
        (
            (0, 3, -5),
            "neurons 1 and 3 to 0: O goes onto the axis of neuron 2, to (0.00, 3.60, 0.00).",
        ),
        ((-9, -9, -9), "ReLU sets all three neurons to 0: O goes to the origin."),
        ((0.8, 0, 0), "ReLU leaves O as it is, since no neuron is negative."),
    ],
)
def test_what_relu_does_depends_on_the_signs(biases: ArrayLike, said: str) -> None:
    assert said in words.by_relu(*layer_path(biases=biases))


def test_a_point_that_needs_no_relu_is_not_said_to_be_stopped() -> None:
    plain = ((1, 1, 1), (1, 1, 1))
    assert words.landed(*layer_path(weights=plain)).endswith(": no neuron is negative.")
    assert "left O alone, too: at (1.5, 1.5, 1.5)" in words.without_bias(*layer_path(weights=plain))
    stopped = layer_path(weights=plain, biases=(-9, 0, 0))
    assert "left O alone: at (1.5, 1.5, 1.5)" in words.without_bias(*stopped)


def test_two_ways_to_one_place_are_said_to_meet() -> None:
    path = layer_path((1, -2), ((1, 0, -1), (0.5, 2, 1)), (0, 1, 0))
    assert words.without_bias(*path) == (
        "With or without the bias, O ends in the same place: (0, 0, 0)."
    )


def test_no_bias_and_no_point_are_said_so() -> None:
    assert words.by_bias(*layer_path(biases=(0, 0, 0))) == "The biases are all 0, so nothing moves."
    assert "stays there" in words.landed(*layer_path((0, 0)))
