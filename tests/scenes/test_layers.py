"""A second layer: every curve, cut and dot against NumPy's own forward pass, or a closed form."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Dense, Network
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.options.network_files import NetworkArrays
from scenes.layers import NUDGE, TAIL
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform
from tests.scenes.test_network_plots import HALF, KNOTS, PEAK, WAVE, X, forward, sine

FOOT = PEAK - HALF
MOVED = TAIL * np.maximum(0.0, X - FOOT) / (1 - FOOT)
"""How far the wave moves when the ramp that starts at the foot of its peak is turned."""
TENT = np.maximum(0.0, 1 - np.abs(X - PEAK) / HALF)


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers; none of its parts is moved by a test."""
    return perform("layers")


def drawn(shown: Performance, moment: str, colour: str) -> list[np.ndarray]:
    """The heights at X of all curves of a colour that stand there at the end of a beat."""
    curves = [curve for curve in shown.moments[moment].curves_in(colour) if curve.opacity > 0.05]
    pieces = [np.vstack(curve.pieces) for curve in curves]
    return [np.interp(X, piece[:, 0], piece[:, 1]) for piece in pieces]


def test_the_story_and_its_numbers(shown: Performance) -> None:
    names = ["one-layer", "one-weight", "peak", "turn-one", "cut", "weigh", "network", "turn"]
    assert [beat.name for beat in shown.beats] == names
    assert shown.scene.answered == "With it, one weight moves only one tent."
    numbers = shown.scene.numbers
    assert numbers["sizes"] == [1, 12, 6, 1]
    np.testing.assert_allclose(numbers["kinks"], KNOTS[[0, 1, 2, 3, 5, 6, 7, 8]])
    assert numbers["stations"] == [0.0, 0.3, 1.0]
    wanted = np.interp(numbers["stations"], KNOTS, sine(KNOTS))
    np.testing.assert_allclose(numbers["outputs"], wanted, atol=1e-12)


def test_one_layer_draws_the_wave_and_one_weight_moves_all_to_its_right(
    shown: Performance,
) -> None:
    (wave,) = drawn(shown, "one-layer", DARK.total)
    np.testing.assert_allclose(wave, WAVE, atol=1e-9)
    (moved,) = drawn(shown, "one-weight", DARK.total)
    np.testing.assert_allclose(moved, WAVE + MOVED, atol=1e-9)
    bend = 8 * (sine(np.array(0.25)) - 2 * sine(np.array(0.125)))
    shown_weight = shown.moments["one-weight"].numbers["number"]
    assert shown_weight == pytest.approx(bend + TAIL / (1 - FOOT), abs=0.051)


def test_before_the_cut_a_peak_moves_skirts_too_and_after_it_only_the_tent(
    shown: Performance,
) -> None:
    gable, ground = 1 - np.abs(X - PEAK) / HALF, shown.scene.ground
    low, (left, right) = ground.y_range[0], ground.x_range
    inside = (left < X) & (right > X)
    (peak,) = drawn(shown, "peak", DARK.second)
    seen = inside & (gable > low)
    np.testing.assert_allclose(peak[seen], gable[seen], atol=1e-9)
    assert {"layer 1: two ramps", "endless sides (skirts)"} <= {*shown.moments["peak"].texts}
    (before,) = drawn(shown, "turn-one", DARK.second)
    seen = inside & (NUDGE * gable > low)
    np.testing.assert_allclose(before[seen], NUDGE * gable[seen], atol=1e-9)
    assert [shown.moments[beat].numbers["weight"] for beat in ("turn-one", "cut")] == [NUDGE] * 2
    (after,) = drawn(shown, "cut", DARK.second)
    np.testing.assert_allclose(after, NUDGE * TENT, atol=1e-9)
    _, _, line, _ = shown.scene.floor
    np.testing.assert_allclose(ground.data_of(line.points)[:, 1], 0.0, atol=1e-9)


def test_tents_hang_where_their_weight_is_negative_and_add_up_to_the_wave(
    shown: Performance,
) -> None:
    parts = shown.scene.parts
    weights = sine(KNOTS[[1, 2, 3, 5, 6, 7]])
    for curve, knot, weight in zip(parts.curves, KNOTS[[1, 2, 3, 5, 6, 7]], weights, strict=True):
        piece = parts.data_of(curve.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3))
        wanted = weight * np.maximum(0.0, 1 - np.abs(piece[:, 0] - knot) / HALF)
        np.testing.assert_allclose(piece[:, 1], wanted, atol=1e-9)
    (wave,) = drawn(shown, "network", DARK.total)
    np.testing.assert_allclose(wave, WAVE, atol=1e-9)


def test_one_weight_lifts_the_peak_as_much_in_both_and_all_else_in_one(shown: Performance) -> None:
    one, two = sorted(drawn(shown, "turn", DARK.total), key=lambda wave: -wave[-1])
    lift = TAIL * HALF / (1 - FOOT)
    np.testing.assert_allclose([one, two], [WAVE + MOVED, WAVE + lift * TENT], atol=1e-9)
    peak = np.abs(X - PEAK).argmin()
    assert one[peak] == pytest.approx(WAVE[peak] + lift)

    assert {"all this moves", "only this moves"} <= {*shown.moments["turn"].texts}
    bend = 8 * (sine(np.array(0.25)) - 2 * sine(np.array(0.125)))
    weights = [shown.moments["turn"].numbers[name] for name in ("ramp", "second")]
    np.testing.assert_allclose(weights, [bend + TAIL / (1 - FOOT), 1 + lift], atol=0.0051)


some_layers = st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(0, 2**32 - 1))


@settings(max_examples=6, deadline=None)
@given(some_layers)
def test_any_network_of_one_s_own_shows_what_it_computes(layers: tuple[int, int, int]) -> None:
    first, second, seed = layers
    rng = np.random.default_rng(seed)
    sizes = [1, first, *([second] if second else []), 1]
    pairs = [
        (rng.normal(size=(a, b)).round(3), rng.normal(size=b).round(3)) for a, b in pairwise(sizes)
    ]
    arrays = tuple((tuple(map(tuple, w.tolist())), tuple(b.tolist())) for w, b in pairs)
    given = {"network": NetworkArrays("own.npz", arrays), "domain": (-2.0, 2.0)}
    shown = perform("layers", given)
    numbers, network = shown.scene.numbers, Network(tuple(Dense(w, b) for w, b in pairs))
    assert numbers["sizes"] == sizes
    wanted = [forward(network, x)[-1][0] for x in numbers["stations"]]
    np.testing.assert_allclose(numbers["outputs"], wanted, atol=1e-9)
    bends = sum(-2 < kink < 2 for kink in numbers["kinks"])
    assert f"bends {bends} time" in shown.scene.answered
    assert shown.scene.question.lines[0].markup == "What does this network compute?"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"domain": "0,2"}, "--domain is that of a --network, which is not given"),
        ({"segments": "3"}, "--segments must be a whole number from 4 to 10"),
        ({"network": "none such"}, "--network 'none such' does not exist"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(options: dict[str, str], says: str) -> None:
    with pytest.raises(OptionError, match=f"^{says}"):
        find_clip("layers").parameters(**options)
