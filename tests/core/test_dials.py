"""Turn by turn, one number at a time, a network of all 0 comes to draw the interpolant."""

from __future__ import annotations

import numpy as np
import pytest

from relu_anim import HandTuning, Network, interpolate

X = np.linspace(0, 1, 2001)
COUNTS = (2, 3, 4, 5, 7, 8, 9)


def sine(x: float) -> float:
    """One wave on [0, 1]."""
    return float(np.sin(2 * np.pi * x))


def tuning(segments: int) -> HandTuning:
    """Of a sine; or of half an arch, where that has nothing but zeros."""
    return HandTuning(interpolate(sine if segments > 2 else lambda x: x * x, segments))


def numbers_of(network: Network) -> np.ndarray:
    """All weights and biases, layer by layer."""
    parts = [(layer.weights.ravel(), layer.biases) for layer in network.layers]
    return np.concatenate([part for both in parts for part in both])


@pytest.mark.parametrize("segments", COUNTS)
def test_every_turn_changes_exactly_one_number_by_what_it_says(segments: int) -> None:
    hand = tuning(segments)
    networks = [hand.network(turned) for turned in range(len(hand.turns) + 1)]
    assert not numbers_of(networks[0]).any()
    for turn, before, after in zip(hand.turns, networks, networks[1:], strict=False):
        old, new = numbers_of(before), numbers_of(after)
        (changed,) = np.flatnonzero(old != new)
        assert (old[changed], new[changed]) == (0.0, turn.end)
        layer = after.layers[turn.key[0]]
        assert (layer.weights if turn.is_weight else layer.biases)[turn.key[1:]] == turn.end


@pytest.mark.parametrize("segments", COUNTS)
def test_in_the_end_it_draws_straight_pieces_from_knot_to_knot(segments: int) -> None:
    hand, knots = tuning(segments), np.linspace(0, 1, segments + 1)
    heights = [hand.interpolant.target(x) for x in knots]
    drawn = hand.network(len(hand.turns))(X[:, None])[:, 0]
    np.testing.assert_allclose(drawn, np.interp(X, knots, heights), atol=1e-12)
    np.testing.assert_allclose(hand.output(len(hand.turns))(X), drawn, atol=1e-12)


def test_eight_pieces_take_forty_of_97_numbers_and_miss_the_sine_by_0_0704() -> None:
    hand = tuning(8)
    weights = [key for key in hand.parameters if len(key) == 3]
    assert (len(weights), len(hand.parameters) - len(weights), hand.size) == (24, 16, 97)
    last = numbers_of(hand.network(40))
    assert np.count_nonzero(last) == len(hand.turns) == 40
    drawn = hand.network(40)(X[:, None])[:, 0]
    assert np.abs(drawn - np.sin(2 * np.pi * X)).max() == pytest.approx(0.0704, abs=5e-5)


@pytest.mark.parametrize("segments", [4, 8, 9])
def test_pair_after_pair_a_piece_more_fits_and_right_of_it_the_line_is_level(segments: int) -> None:
    hand = tuning(segments)
    for pair in range(1, segments):
        done, end = hand.output(5 * pair), pair / segments
        fits = np.where(end >= X, hand.interpolant.function(X), sine(end))
        np.testing.assert_allclose(done(X), fits, atol=1e-12)


def test_pairs_have_round_numbers_and_half_a_turn_is_half_the_way() -> None:
    hand = tuning(8)
    values = [(turn.name, round(turn.end, 3)) for turn in hand.turns]
    assert values[:5] == [
        ("layer 1 bias 1", 1.0),
        ("layer 1 weight 1", -8.0),
        ("layer 2 weight 1", -1.0),
        ("layer 2 bias 1", 1.0),
        ("layer 3 weight 1", 0.707),
    ]
    assert [value for _, value in values[-5:]] == [1.0, -1.0, -8.0, 1.0, 0.707]
    assert hand.network(1.5).layers[0].weights[0, 0] == -4.0
    assert hand.output(4.5)(1.0) == pytest.approx(np.sqrt(0.5) / 2)


@pytest.mark.parametrize("turned", [0, 3, 7.5, 8.5, 40])
def test_of_its_sums_relu_leaves_the_second_layer(turned: float) -> None:
    hand = tuning(8)
    first, second, _ = hand.network(turned).layers
    sums = first(X[:, None]) @ second.weights + second.biases
    np.testing.assert_allclose(hand.sums(turned)(X), sums, atol=1e-12)
    np.testing.assert_allclose(hand.network(turned).curves[2](X), np.maximum(sums, 0), atol=1e-12)


@pytest.mark.parametrize(
    ("target", "segments", "domain", "says"),
    [
        (sine, 6, (0.0, 1.0), "level"),
        (lambda x: 1.0 - x, 3, (0.0, 1.0), "starts at 0"),
        (sine, 8, (0.0, 2.0), r"on \[0, 1\]"),
        (lambda x: x, 1, (0.0, 1.0), "2 pieces"),
    ],
)
def test_what_no_pairs_can_draw_is_refused(
    target: object, segments: int, domain: tuple[float, float], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        HandTuning(interpolate(target, segments, domain))  # type: ignore[arg-type]
