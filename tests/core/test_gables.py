"""Gables, their tents and the same sum in one layer: against interpolation and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Gables

X = np.linspace(-0.5, 1.5, 321)


def sine(x: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * x)


@given(st.integers(3, 40))
def test_two_layers_interpolate_and_one_layer_does_so_on_the_interval(segments: int) -> None:
    gables, knots = Gables.of(sine, segments), np.arange(segments + 1) / segments
    wave = np.interp(X, knots, sine(knots), left=0.0, right=0.0)
    np.testing.assert_allclose(gables.network(X[:, None])[:, 0], wave, atol=1e-11)
    np.testing.assert_allclose(gables.wave(X), wave, atol=1e-11)
    inside = (X >= 0) & (X <= 1)
    np.testing.assert_allclose(gables.shallow(X[inside, None])[:, 0], wave[inside], atol=1e-11)
    assert len(gables.peaks) == np.count_nonzero(np.abs(sine(knots)) > 1e-9)


def test_a_gable_falls_for_ever_on_both_sides_and_its_tent_is_0_there() -> None:
    gables = Gables((0.25, 0.5), 0.125, (1.0, -2.0))
    np.testing.assert_allclose(gables.gable(0)(X), 1 - np.abs(X - 0.25) / 0.125)
    tents = gables.network.activations(X[:, None])[1]
    np.testing.assert_allclose(tents[:, 1], np.maximum(0, 1 - np.abs(X - 0.5) / 0.125))
    assert gables.tallest == 1
    assert gables.beside(1) == pytest.approx(0.55)


@pytest.mark.parametrize("wrong", [((0.5,), 0.1, (1.0, 2.0)), ((0.5,), 0.0, (1.0,))])
def test_gables_that_make_no_sense_are_refused(wrong: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="need as many weights as peaks"):
        Gables(*wrong)  # type: ignore[arg-type]  # what is given does not matter
