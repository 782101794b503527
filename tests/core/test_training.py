"""Training: losses, their gradients, Adam, and the run that it records."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import (
    Backpropagation,
    Dense,
    DivergenceError,
    Network,
    cross_entropy,
    flattened,
    layers_in,
    squared_error,
    train,
)
from relu_anim.training import Loss

X = np.linspace(-1, 1, 41)[:, np.newaxis]
SINE = np.sin(np.pi * X)
LOSSES: tuple[Loss, ...] = (squared_error, cross_entropy)


def network(*sizes: int, seed: int = 0) -> Network:
    rng = np.random.default_rng(seed)
    layers = [Dense(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairwise(sizes)]
    return Network(tuple(layers))


def some_points(
    sizes: tuple[int, ...], loss: Loss, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and wanted outputs, which for the cross-entropy are shares of classes."""
    wanted = rng.normal(size=(7, sizes[-1]))
    if loss is cross_entropy:
        wanted = rng.dirichlet(np.ones(sizes[-1]), size=7)
    return rng.normal(size=(7, sizes[0])), wanted


@pytest.mark.parametrize("loss", LOSSES)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=4), st.integers(0, 10**6))
def test_the_gradient_is_what_finite_differences_say(
    loss: Loss, sizes: list[int], seed: int
) -> None:
    shape, rng, tiny = tuple(sizes), np.random.default_rng(seed), 1e-6
    propagate = Backpropagation(shape, *some_points(shape, loss, rng), loss)
    at = flattened(network(*shape, seed=seed))
    gradient, unused = np.empty_like(at), np.empty_like(at)
    here = propagate(at, gradient)
    for index, slope in enumerate(gradient):
        step = np.where(np.arange(at.size) == index, tiny, 0.0)
        right, left = propagate(at + step, unused) - here, here - propagate(at - step, unused)
        if abs(right - left) < 1e-9:  # else a ReLU wakes up or falls asleep within the step
            assert slope == pytest.approx((right + left) / (2 * tiny), rel=1e-4, abs=1e-6)


def test_the_losses_are_those_of_the_books() -> None:
    outputs, wanted = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    assert squared_error(outputs, wanted)[0] == (0 + 4 + 9 + 4) / 4
    softmax = np.exp(outputs) / np.exp(outputs).sum(axis=1, keepdims=True)
    expected = -(np.log(softmax[0, 0]) + np.log(softmax[1, 1])) / 2
    assert cross_entropy(outputs, wanted)[0] == pytest.approx(expected, rel=1e-12)
    loss, gradient = cross_entropy(1000 * outputs, wanted)
    assert loss == pytest.approx((1000 + 4000) / 2)
    assert np.isfinite(gradient).all()


def test_the_loss_is_that_of_the_network_itself() -> None:
    shape = (2, 3, 3)
    inputs, wanted = some_points(shape, squared_error, np.random.default_rng(4))
    run = train(network(*shape), inputs, wanted, steps=30, record=(7,))
    for step in (0, 7, 30):
        missing = run.network(step)(inputs) - wanted
        assert run.losses[step] == pytest.approx((missing**2).mean(), rel=1e-12)


def test_adam_takes_the_steps_of_its_paper() -> None:
    rate, decay, weight, mean, square = 0.1, 0.05, 3.0, 0.0, 0.0
    run = train(
        Network((Dense(np.full((1, 1), weight), np.zeros(1)),)),
        [[1.0], [-1.0]],
        [[2.0], [-2.0]],
        steps=20,
        rate=rate,
        decay=decay,
        record=range(20),
    )
    for t in range(1, 21):
        slope = 2 * (weight - 2)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        better, wider = mean / (1 - 0.9**t), square / (1 - 0.999**t)
        weight -= rate / (1 + decay * (t - 1)) * better / (np.sqrt(wider) + 1e-8)
        assert run.at(t)[0] == pytest.approx(weight, rel=1e-12)
    assert run.at(20)[1] == pytest.approx(0, abs=1e-12)


def test_without_a_hidden_layer_it_finds_the_least_squares_line() -> None:
    run = train(network(1, 1), X, SINE, steps=3000, rate=0.05, decay=0.01)
    best = np.polyfit(X[:, 0], SINE[:, 0], 1)
    np.testing.assert_allclose(run.parameters[-1], best, atol=1e-5)


def test_it_learns_a_sine_and_three_classes() -> None:
    assert train(network(1, 16, 1), X, SINE, steps=1000, rate=0.03).losses[-1] < 0.02
    centres = np.array([[0.0, 2.0], [2.0, -1.0], [-2.0, -1.0]])
    labels = np.repeat([0, 1, 2], 20)
    points = centres[labels] + 0.4 * np.random.default_rng(1).normal(size=(60, 2))
    run = train(network(2, 3, 3), points, np.eye(3)[labels], cross_entropy, steps=400, rate=0.05)
    assert (run.network(400)(points).argmax(axis=1) == labels).mean() > 0.95


def test_a_run_is_the_same_however_much_of_it_is_recorded() -> None:
    short = train(network(1, 4, 1), X, SINE, steps=25)
    long = train(network(1, 4, 1), X, SINE, steps=60, record=(10, 25))
    assert short.recorded.tolist() == [0, 25]
    assert long.recorded.tolist() == [0, 10, 25, 60]
    assert long.steps == 60
    np.testing.assert_array_equal(long.at(25), short.parameters[-1])
    np.testing.assert_array_equal(long.losses[:26], short.losses)
    np.testing.assert_allclose(long.at(15), (2 * long.at(10) + long.at(25)) / 3)
    with pytest.raises(ValueError, match="need a step from 0 to 60, got 61"):
        long.at(61)


def test_flat_parameters_are_the_layers_one_after_the_other() -> None:
    start = network(2, 3, 1)
    rows = np.vstack([flattened(start), 2 * flattened(start)])
    for (weights, biases), layer in zip(layers_in(rows, start.sizes), start.layers, strict=True):
        np.testing.assert_array_equal(weights, [layer.weights, 2 * layer.weights])
        np.testing.assert_array_equal(biases, [layer.biases, 2 * layer.biases])


@pytest.mark.parametrize("rate", [1e4, 1e200])
def test_a_run_that_diverges_says_so(rate: float) -> None:
    with pytest.raises(DivergenceError, match=r"need a lower rate: the loss is \S+ after step \d"):
        train(network(1, 4, 1), X, SINE, steps=50, rate=rate)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"need outputs in rows of 1, one row for each point"):
        train(network(1, 2, 1), X, SINE[1:], steps=1)
    with pytest.raises(ValueError, match=r"need inputs in rows of 2, .* got shape \(41, 1\)"):
        train(network(2, 2, 1), X, SINE, steps=1)
    with pytest.raises(ValueError, match="need steps, rate, decay and shrink >= 0, got -1"):
        train(network(1, 2, 1), X, SINE, steps=-1)
