"""Signatures are what the layer says, and their measures are those of the textbooks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from relu_anim import (
    Network,
    SignatureTraining,
    blobs,
    cross_entropy,
    nearest_is_own,
    scatter_ratio,
    spiral,
    squared_error,
    train,
    zero_lines,
)
from relu_anim.dense import Dense
from relu_anim.signature_training import Drawn


@pytest.mark.parametrize("seed", range(4))
def test_spread_between_and_within_classes_add_up_to_the_whole(seed: int) -> None:
    chance = np.random.default_rng(seed)
    places, classes = chance.normal(size=(40, 3)), chance.permutation(np.arange(40) % 4)
    within = sum(places[classes == each].var(axis=0).sum() * 10 for each in range(4))
    whole = places.var(axis=0).sum() * 40
    assert scatter_ratio(places, classes) == pytest.approx((whole - within) / within)


def test_a_ratio_without_any_spread_is_0_or_infinite() -> None:
    classes = np.array([0, 0, 1, 1])
    assert scatter_ratio(np.zeros((4, 3)), classes) == 0
    assert scatter_ratio(np.outer(classes, np.ones(3)), classes) == np.inf


def test_a_place_is_told_apart_where_its_own_mean_is_nearest() -> None:
    chance = np.random.default_rng(1)
    places, classes = chance.normal(size=(30, 3)), chance.permutation(np.arange(30) % 3)
    means = [places[classes == each].mean(axis=0) for each in range(3)]
    expected = [
        int(np.argmin([np.linalg.norm(place - mean) for mean in means])) == each
        for place, each in zip(places, classes, strict=True)
    ]
    assert nearest_is_own(places, classes).tolist() == expected
    assert not nearest_is_own(np.zeros((4, 3)), np.array([0, 0, 1, 1])).any()  # as near: not told


def test_the_means_and_spreads_of_classes_give_the_ratio() -> None:
    model = SignatureTraining(*blobs(), 60, 3)
    means, spreads = model.middles(0.7)
    scores = model.signatures(0.7)
    for each, (mean, spread) in enumerate(zip(means, spreads, strict=True)):
        own = scores[model.classes == each]
        np.testing.assert_allclose(own.sum(axis=0), len(own) * mean)
        assert len(own) * spread**2 == pytest.approx(np.linalg.norm(own - mean) ** 2)
    whole, within = scores.var(axis=0).sum(), (spreads**2).mean()  # classes of one size
    assert model.ratio(0.7) == pytest.approx((whole - within) / within)


@pytest.mark.parametrize(("data", "wide"), [(blobs, False), (spiral, True)])
@pytest.mark.parametrize("share", [0.0, 0.37, 1.0])
def test_signatures_are_the_outputs_of_the_last_layer_before_the_head(
    data: Callable[[], Drawn], wide: bool, share: float
) -> None:
    model = SignatureTraining(*data(), 60, 3, wide)
    assert np.allclose(model.plane.mean(axis=0), 0)
    assert (model.plane**2).mean() == pytest.approx(1)
    layers = model.run.network(float(model.step_at(share))).layers[:-1]
    scores = model.plane
    for layer in layers:
        scores = layer(scores)
    assert len(layers) == 1 + wide
    np.testing.assert_allclose(model.signatures(share), scores, atol=1e-12)
    assert model.accuracy(share) == nearest_is_own(scores, model.classes).mean()
    assert model.ratio(share) == pytest.approx(scatter_ratio(scores, model.classes))


@pytest.mark.parametrize("seed", range(6))
def test_where_lines_end_and_a_place_is_measured_sums_are_0(seed: int) -> None:
    model = SignatureTraining(*blobs(), 30, seed)
    reach = 1.1 * float(np.linalg.norm(model.plane, axis=1).max())
    for share in (0.0, 1.0):
        rims = model.rims(share, reach)
        inside = np.linalg.norm(rims.mean(axis=1), axis=1) < 0.999 * reach
        for neuron, ends in enumerate(rims):
            sums = model.sums(share, ends)[:, neuron]
            assert not inside[neuron] or np.allclose(sums, 0)
    for place in (model.telling, model.plane[0]):
        feet, here = model.feet(place, reach), model.sums(0.0, place)
        sums = np.diag(model.sums(0.0, feet))
        far = np.linalg.norm(feet, axis=1)
        assert (far < reach * 1.000001).all()
        inside = far < 0.999 * reach  # else a line may be further
        np.testing.assert_allclose(sums[inside], np.minimum(here, 0)[inside], atol=1e-12)
    most = (model.sums(0.0, np.vstack([model.telling, model.plane])) > 0).sum(axis=1)
    assert most[0] == most.max()


@pytest.mark.parametrize("seed", [5, 18, 59])
def test_the_telling_place_is_approached_as_far_as_scores_may_rise(seed: int) -> None:
    model = SignatureTraining(*blobs(), 10, seed)
    most = 1.04 * model.signatures(0.0).max(axis=0)
    place = model.within(most)
    scores, share = model.sums(0.0, place), np.linalg.norm(place) / np.linalg.norm(model.telling)
    assert (scores < most + 1e-9).all()
    assert share == pytest.approx(1.0) or np.isclose(scores, most).any()
    np.testing.assert_allclose(place, share * model.telling, atol=1e-12)


@pytest.mark.parametrize("seed", [3, 5, 59])
def test_a_walk_crosses_a_line_and_ticks_stand_at_whole_scores(seed: int) -> None:
    model = SignatureTraining(*blobs(), 10, seed)
    reach = 1.1 * float(np.linalg.norm(model.plane, axis=1).max())
    end = model.within(np.full(3, 9.0))
    start = model.start(end, reach)
    scores = [model.sums(0.0, place) for place in (start, end)]
    mirrored = np.isclose(scores[0], -scores[1]) & (scores[1] > 0)
    assert mirrored.any()
    assert np.linalg.norm(start) < reach
    ((weights, _),) = model.layers(0.0)
    for neuron, ticks in enumerate(model.ticks(end, reach, 0.1)):
        ways = np.diff(ticks, axis=1)[:, 0]
        np.testing.assert_allclose(ways @ weights[:, neuron], 0, atol=1e-12)
        np.testing.assert_allclose(np.linalg.norm(ways, axis=1), 0.2)
        levels = model.sums(0.0, ticks)[..., neuron].mean(axis=1)
        whole = np.arange(1, scores[1][neuron])  # the first may be outside the circle
        np.testing.assert_allclose(levels, whole[len(whole) - len(levels) :])
        assert len(levels) or len(whole) < 2


def test_a_walk_that_can_cross_no_line_starts_in_the_middle() -> None:
    model = SignatureTraining(*spiral(), 10, 3, wide=True)
    assert not model.start(model.telling, 3.0).any()
    assert not any(map(len, model.ticks(model.telling, 3.0, 0.1)))


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_patterns_say_of_each_class_how_many_points_a_neuron_scores(share: float) -> None:
    model = SignatureTraining(*blobs(), 500, 59)
    for each, row in enumerate(model.patterns(share)):
        count = (model.sums(share, model.plane[model.classes == each]) > 0).sum(axis=0)
        assert row == tuple("all" if n > 18 else "none" if n < 2 else "some" for n in count)
    assert model.parted(share) == (share == 1)


def test_classes_with_the_same_pattern_are_not_parted_by_it() -> None:
    model = SignatureTraining(np.array([[0.0, 0.0]] * 4), np.array([0, 0, 1, 1]), 10, 12)
    assert not any("some" in row for row in model.patterns(0.0))
    assert not model.parted(0.0)


@pytest.mark.parametrize("seed", [6, 59])
def test_a_line_leaves_where_it_is_far_from_all_points_in_the_end(seed: int) -> None:
    model, reach = SignatureTraining(*blobs(), 500, seed), 3.0
    far = []
    for share in (0.0, 1.0):
        ((weights, biases),) = model.layers(share)
        far.append(biases > reach * np.hypot(*weights))
    assert model.leaving(reach) == np.flatnonzero(~far[0] & far[1]).tolist()
    assert (model.leaving(reach) == [2]) == (seed == 59)


def test_classes_are_apart_where_their_balls_do_not_meet() -> None:
    model = SignatureTraining(*blobs(), 500, 59)
    for share in (0.0, 0.7, 0.85, 1.0):
        scores = [model.signatures(share)[model.classes == each] for each in range(3)]
        means, radii = zip(
            *[(own.mean(axis=0), np.sqrt(own.var(axis=0).sum())) for own in scores], strict=True
        )
        meet = [np.linalg.norm(means[n - 1] - means[n]) < radii[n - 1] + radii[n] for n in range(3)]
        assert model.apart(share) == (not any(meet))
    assert model.apart(1.0)
    assert not model.apart(0.0)


def test_at_its_pace_middles_go_and_the_ratio_grows_evenly() -> None:
    model = SignatureTraining(*blobs(), 500, 59)
    shares = [model.paced(share) for share in np.linspace(0, 1, 41)]
    assert shares[0] == 0
    assert shares[-1] == 1
    assert (np.diff(shares) > 0).all()
    ways, grown = np.array([_happening(model, *ends) for ends in pairwise(shares)]).T
    both = ways / ways.sum() + grown / grown.sum()
    assert both.max() < 1.35 * both.mean()
    assert both.min() > 0.65 * both.mean()


def _happening(model: SignatureTraining, start: float, end: float) -> tuple[float, float]:
    """How far the middles go, and how much the ratio's logarithm changes, without turning back."""
    means = [model.middles(share)[0] for share in (start, end)]
    ratios = [model.ratio(share) for share in (start, end)]
    return float(np.linalg.norm(means[1] - means[0], axis=1).sum()), float(
        np.abs(np.log(ratios[1] / ratios[0]))
    )


def test_where_nothing_happens_the_pace_is_that_of_the_clock() -> None:
    model = SignatureTraining(np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([0, 1]), 10, 12)
    assert model.paced(0.0) == 0
    assert model.paced(1.0) == 1


def test_a_seed_always_draws_the_same_run_and_another_seed_another() -> None:
    one, same, other = (SignatureTraining(*blobs(), 30, seed).run.parameters for seed in (5, 5, 6))
    assert (one == same).all()
    assert (one != other).any()


def test_of_weights_alone_training_takes_what_shrinks() -> None:
    start = Network((Dense(np.array([[1.0, -2.0]]), np.array([0.5, 3.0])),))
    points = np.array([[0.2], [0.7]])
    wanted = points @ start.layers[0].weights + start.layers[0].biases  # nothing is left to learn
    (weights, biases) = (
        train(start, points, wanted, steps=1, rate=0.1, shrink=0.3).parameters[1].reshape(2, 2)
    )
    np.testing.assert_allclose(weights, [0.9, -1.9])  # Adam's first step is the rate itself
    np.testing.assert_allclose(biases, [0.5, 3.0], atol=1e-6)


def test_what_falls_is_the_loss_and_half_the_squared_weights() -> None:
    chance, shrink = np.random.default_rng(0), 0.2
    layers = (
        Dense(chance.normal(size=(2, 3)), np.ones(3)),
        Dense(chance.normal(size=(3, 2)), np.ones(2)),
    )
    points, wanted = chance.normal(size=(20, 2)), np.eye(2)[np.arange(20) % 2]
    for loss in (cross_entropy, squared_error):
        run = train(Network(layers), points, wanted, loss, steps=300, rate=0.01, shrink=shrink)
        falls = [
            run.losses[step]
            + shrink / 2 * sum((layer.weights**2).sum() for layer in run.network(step).layers)
            for step in (0, 300)
        ]
        assert falls[1] < falls[0]


def test_a_straight_line_of_zeros_is_found_from_border_to_border() -> None:
    steps = np.linspace(-1, 1, 8)
    places = np.stack(np.meshgrid(steps, steps), axis=-1)
    lines = zero_lines(places @ [1.0, -2.0] + 0.3, places)
    np.testing.assert_allclose(lines @ [1.0, -2.0], -0.3, atol=1e-12)
    length = np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1).sum()
    assert length == pytest.approx(np.hypot(2, 1))  # y = (x + 0.3) / 2 for x from -1 to 1


def test_a_bent_line_of_zeros_goes_around_a_corner() -> None:
    steps = np.linspace(-1, 1, 41)
    places = np.stack(np.meshgrid(steps, steps), axis=-1)
    values = np.maximum(places, 0.0).sum(axis=-1) - 0.5
    lines = zero_lines(values, places)
    np.testing.assert_allclose(np.maximum(lines, 0.0).sum(axis=-1), 0.5, atol=0.03)
    assert np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1).sum() == pytest.approx(2 + 0.5**0.5)
