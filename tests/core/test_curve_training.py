"""Training on a curve: where the kinks are, what the curve is, and what becomes of a bad start."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import CurveTraining, Interpolant, layers_in

X = np.linspace(0, 1, 501)


def sine(x: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * x)


def small(neurons: int = 8, steps: int = 40, seed: int = 0, **settings: object) -> CurveTraining:
    choice = {"rate": 0.01, **settings}
    return CurveTraining.of_target(
        sine, (0.0, 1.0), neurons=neurons, steps=steps, seed=seed, **choice
    )


@cache
def default() -> CurveTraining:
    return small(64, 4000, 4)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 20), st.integers(0, 999), st.floats(0, 1))
def test_the_corners_draw_the_network_of_that_moment(n: int, seed: int, share: float) -> None:
    training = small(n, seed=seed)
    step = float(training.step_at(share))
    network, corners = training.run.network(step), training.corners(step)
    drawn = np.interp(X, *corners.T)
    np.testing.assert_allclose(drawn, network(X[:, np.newaxis])[:, 0], atol=1e-9)
    first = network.layers[0]
    kinks = -first.biases / first.weights[0]
    np.testing.assert_allclose(training.kinks(step), kinks, rtol=1e-9)
    inside = (kinks >= 0) & (kinks <= 1)
    np.testing.assert_array_equal(training.inside(kinks), inside)
    np.testing.assert_allclose(corners[1:-1, 0], np.sort(kinks[inside]), rtol=1e-9)
    parts = training.parts_of(training.run.at(step), X).sum(axis=1)
    np.testing.assert_allclose(parts + network.layers[1].biases, drawn, atol=1e-9)


def test_a_good_run_ends_where_most_runs_end() -> None:
    training = default()
    assert 0.005 < training.max_error < 0.025
    x = np.union1d(np.linspace(0, 1, 20_001), training.corners(4000)[:, 0])
    missing = np.abs(np.interp(x, *training.corners(4000).T) - sine(x))
    assert training.max_error == pytest.approx(missing.max(), rel=1e-6)
    assert training.has_learnt
    assert training.run.losses[0] > 0.1 > 1e-4 > training.run.losses[-1]
    assert training.inside(training.kinks(0)).all()
    assert 35 < training.inside(training.kinks(4000)).sum() < 60
    weights, biases = layers_in(training.run.parameters[-1], (1, 64, 1))[0]
    off = (np.maximum(0, X[:, np.newaxis] * weights + biases) == 0).all(axis=0)
    np.testing.assert_array_equal(training.dead, off)
    assert training.by_hand is not None
    assert training.by_hand.segments == 64
    few, more = (Interpolant(sine, count, (0.0, 1.0)).max_error.error for count in (16, 32))
    assert few > training.max_error > more > training.by_hand.max_error.error


def test_from_b_0_half_of_the_neurons_never_move_and_the_loss_stays() -> None:
    training = default().from_origin
    assert (training.kinks(0) == 0).all()
    weights = training.run.network(0).layers[0].weights[0]
    np.testing.assert_array_equal(training.stuck, weights < 0)
    assert (training.kinks(4000)[training.stuck] == 0).all()
    line = np.polyfit(training.points[:, 0], training.points[:, 1], 1)
    straight = ((np.polyval(line, training.points[:, 0]) - training.points[:, 1]) ** 2).mean()
    assert straight > training.run.losses[-1] > 0.5 * straight
    assert not training.has_learnt
    assert training.dead[training.stuck].all()


def test_rounding_does_not_change_the_first_two_digits() -> None:
    training, nudged = default(), default().points * [1, 1 + 1e-15]
    other = CurveTraining(nudged, (0.0, 1.0), 64, 4000, 4, 0.01, target=sine)
    assert other.max_error == pytest.approx(training.max_error, rel=1e-2)
    again = small(64, 40, 4)
    np.testing.assert_array_equal(again.run.losses, small(64, 40, 4).run.losses)
    np.testing.assert_array_equal(again.run.losses[:41], training.run.losses[:41])


@pytest.mark.parametrize("start", ["spread", "origin"])
def test_another_domain_and_height_make_the_same_run(start: str) -> None:
    unit = small(start=start)
    wide = CurveTraining.of_target(
        lambda x: 4 * sine((x - 3) / 2),
        (3.0, 5.0),
        neurons=8,
        steps=40,
        seed=0,
        rate=0.01,
        start=start,
    )
    np.testing.assert_allclose(wide.run.losses, 16 * unit.run.losses, rtol=1e-6)
    for step in (0, 40):
        np.testing.assert_allclose(wide.kinks(step), 3 + 2 * unit.kinks(step), rtol=1e-6)
        expected = unit.corners(step) * [2, 4] + [3, 0]
        np.testing.assert_allclose(wide.corners(step), expected, atol=1e-6)


def test_points_are_met_where_they_are_and_know_no_pieces_by_hand() -> None:
    points = np.array([[0.0, 1.0], [0.5, -1.0], [0.5, -2.0], [2.0, 0.0]])
    training = CurveTraining(points, (0.0, 2.0), 8, 50, 1, 0.02)
    network = training.run.network(50)
    missing = network(points[:, :1])[:, 0] - points[:, 1]
    assert training.max_error == pytest.approx(np.abs(missing).max())
    assert training.run.losses[-1] == pytest.approx((missing**2).mean())
    assert training.by_hand is None
    assert training.loss_by_hand == np.inf
    assert not training.is_beaten


def test_the_clock_runs_from_0_to_all_steps_and_ever_faster() -> None:
    steps = small(steps=500).step_at(np.linspace(0, 1, 11))
    assert steps[[0, -1]].tolist() == [0, 500]
    assert (np.diff(steps, 2) > 0).all()
