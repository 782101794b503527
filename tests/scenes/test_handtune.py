"""Turn by turn, what is drawn is what NumPy computes from the numbers turned so far."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from relu_anim import HandTuning, interpolate
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.handtune import Handtune
from scenes.mobjects.clips.handtune_network import Tally, TunedNetwork, Turning
from scenes.mobjects.controls.dial import Dial, LargeDial, angle_of
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import written
from scenes.theme import DARK
from tests.scenes.performance import Performance, drawn_pieces, perform
from tests.scenes.test_every_clip import check_spoken_numbers

X = np.linspace(0, 1, 161)


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers."""
    return perform("handtune")


@pytest.fixture
def picture() -> TunedNetwork:
    """The network of eight pieces, all flat."""
    return TunedNetwork(DARK, HandTuning(interpolate(lambda x: np.sin(2 * np.pi * x), 8)))


def outputs(turns: list[dict[str, Any]], count: int) -> list[np.ndarray]:
    """(161, n) what the neurons of each layer put out, replayed from the manifest's turns."""
    weights, biases = np.zeros((3, count)), np.zeros((2, count))
    for turn in turns:
        _, layer, kind, pair = turn["parameter"].split()
        numbers = weights if kind == "weight" else biases
        assert numbers[int(layer) - 1, int(pair) - 1] == turn["from"]
        numbers[int(layer) - 1, int(pair) - 1] = turn["to"]
    first = np.maximum(X[:, None] * weights[0] + biases[0], 0)
    second = np.maximum(first * weights[1] + biases[1], 0)
    return [first, second, second @ weights[2][:, None]]


def graphs_of(picture: TunedNetwork) -> list[PiecewiseGraph]:
    """The curves of all plots, layer by layer."""
    return [*[plot.curves[0] for plot in picture.plots], picture.graph.graph]


def curves_of(picture: TunedNetwork) -> np.ndarray:
    """(161, 2n + 1) the heights of what is drawn in all plots, layer by layer."""
    drawn = []
    for graph in graphs_of(picture):
        (corners,) = drawn_pieces(graph)
        drawn.append(np.interp(X, corners[:, 0], corners[:, 1]))
    return np.column_stack(drawn)


def test_after_every_turn_the_numbers_turned_so_far_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int, np.ndarray]] = []
    turn = Handtune.turn

    def watched(scene: Any, *args: Any) -> None:
        turn(scene, *args)
        seen.append((scene.made, curves_of(scene.picture)))

    monkeypatch.setattr(Handtune, "turn", watched)
    scene = perform("handtune", {"segments": 5}).scene
    turns = scene.numbers["turns"]
    assert [made for made, _ in seen] == list(range(1, 26))
    for made, curves in seen:
        expected = np.column_stack(outputs(turns[:made], 5))
        np.testing.assert_allclose(curves, expected, atol=1e-9)


def test_in_the_end_all_dials_that_were_set_are_lit_and_the_wave_stands(shown: Performance) -> None:
    picture, last = shown.scene.picture, shown.moments["answer"]
    rims = [dial.rim.get_stroke_color().to_hex().lower() for dial in picture.dials.values()]
    assert (rims.count(DARK.weight), rims.count(DARK.bias)) == (24, 15)
    assert [dial.value for dial in picture.dials.values()].count(0.0) == 1
    np.testing.assert_allclose(
        curves_of(picture), np.column_stack(outputs(shown.scene.numbers["turns"], 8)), atol=1e-9
    )
    knots = np.arange(9) / 8
    np.testing.assert_allclose(
        curves_of(picture)[:, -1], np.interp(X, knots, np.sin(2 * np.pi * knots)), atol=1e-9
    )
    assert last.numbers == {"turns": 40}
    assert {"largest error 0.0704", "output"} <= set(last.texts)
    assert shown.scene.answered == "Tedious: forty turns for eight pieces."


def test_the_manifest_counts_what_was_set(shown: Performance) -> None:
    numbers = shown.scene.numbers
    assert numbers["parameters"] == {"weights": 24, "biases": 16, "network": 97}
    assert len(numbers["turns"]) == 40
    scanned = np.abs(np.interp(X, np.arange(9) / 8, np.sin(np.arange(9) * np.pi / 4)) - wave())
    assert numbers["max_error"] == pytest.approx(scanned.max(), abs=1e-3)
    assert numbers["max_error"] == pytest.approx(0.070378, abs=5e-7)


def wave() -> np.ndarray:
    """The sine at all places."""
    return np.sin(2 * np.pi * X)


@pytest.mark.parametrize("index", [0, 1, 2, 3, 4, 5, 8, 10, 39])
def test_only_what_depends_on_a_number_stirs_and_is_bright(
    picture: TunedNetwork, index: int
) -> None:
    last = None
    for before in range(index):
        last = Turning(picture, before, last).set_value(1.0)
    still, hands = curves_of(picture), [dial.value for dial in picture.dials.values()]
    turning = Turning(picture, index, last)
    turning.set_value(0.5)
    stirred = np.flatnonzero(np.abs(curves_of(picture) - still).max(axis=0) > 1e-9)
    pair = turning.turn.pair
    expected = {0: [pair], 1: [pair], 2: [pair + 8], 3: [pair + 8], 4: [16], 5: [16]}
    others = {8: [pair + 8], 10: [16], 39: [16]}
    assert stirred.tolist() == (expected | others)[index]
    turned = [d.value != old for d, old in zip(picture.dials.values(), hands, strict=True)]
    assert sum(turned) == 1
    bright = [plot.lit[0] for plot in picture.plots]
    assert np.flatnonzero(bright).tolist() == [k for k in stirred if k < 16]
    halfway = turning.turn.before + (turning.turn.after - turning.turn.before) / 2
    assert picture.dials[turning.turn.key].value == halfway
    assert turning.moves == (16 in stirred)
    swept = [turning.set_value(share).area.get_fill_opacity() > 0 for share in (0.5, 1.0)]
    assert swept == [turning.moves, False]


def test_the_piece_that_stands_out_is_that_which_the_pair_fits(picture: TunedNetwork) -> None:
    for pair in range(8):
        (path,) = picture.piece(pair).paths
        x = np.array([7 - pair, 8 - pair]) / 8
        ends = [picture.output.point(at, np.sin(2 * np.pi * at)) for at in x]
        np.testing.assert_allclose(path[[0, -1]], ends, atol=1e-9)


def test_each_of_the_first_numbers_has_a_reason_that_leads_to_its_piece(
    picture: TunedNetwork,
) -> None:
    tuning, seen = picture.tuning, {}
    for turn in tuning.turns[:6]:
        dashed, *rest = picture.reason(turn)
        sizes = [size for size in rest if isinstance(size, Glyphs)]
        path = picture.output.data_of(dashed.points[[0, -1]])
        seen[turn.name] = path, [float(written(vars(size)["text"])) for size in sizes]
    assert {name: sizes for name, (_, sizes) in seen.items()} == {
        "layer 1 weight 1": [1.0],
        "layer 1 bias 1": [0.875],
        "layer 2 bias 1": [1.0],
        "layer 3 weight 1": [-0.707],
        "layer 2 weight 1": [0.125, 1.0],
    }
    for name, end in (("layer 3 weight 1", -1), ("layer 1 bias 1", 0)):
        np.testing.assert_allclose(seen[name][0][end], [0.875, -np.sqrt(0.5)], atol=0.03)
    assert tuning.parameters[1, 0, 0] == -1.0 / 0.125


def test_the_tally_has_a_stroke_for_every_turn_and_a_five_for_every_piece() -> None:
    tally = Tally(DARK, 8)
    for count in (1, 5, 40):
        strokes = tally.set_value(count).points.reshape(-1, 4, 3)
        across = strokes[:, 3, 0] - strokes[:, 0, 0] > 0.1
        assert (len(strokes), across.sum()) == (count, count // 5)


def test_the_first_neurons_are_drawn_in_the_large_plot_too(picture: TunedNetwork) -> None:
    Turning(picture, 3).set_value(0.5)
    ramp = np.maximum(X - 0.875, 0)
    for graph, heights in zip(picture.close, (ramp, np.maximum(1 - 4 * ramp, 0)), strict=True):
        np.testing.assert_allclose(graph.function(X), heights, atol=1e-12)


def test_a_dial_points_up_at_0_and_to_the_right_above_it() -> None:
    assert [angle_of(value) / np.pi for value in (0, 1, -1)] == pytest.approx([0.5, 0.125, 0.875])
    angles = [angle_of(value) for value in (-100, -8, -0.5, 0, 0.5, 8, 100)]
    assert angles == sorted(angles, reverse=True)
    assert max(abs(angle - np.pi / 2) for angle in angles) < 0.75 * np.pi


def test_a_large_dial_says_its_number_and_has_decimals_on_the_way() -> None:
    dial = LargeDial(DARK, np.zeros(3), Dial(DARK, np.zeros(3), "weight"), "$w_2$", (0.0, -8.0))
    texts = [dial.set_value(value).number.text for value in (0.0, -3.456, -8.0)]
    assert texts == ["0", "\N{MINUS SIGN}3.46", "\N{MINUS SIGN}8"]
    tip = dial.hand.points[-1] - dial.place
    assert np.arctan2(tip[1], tip[0]) % (2 * np.pi) == pytest.approx(angle_of(-8.0))


@pytest.mark.parametrize(("segments", "answer"), [(4, "twenty turns for four pieces"), (9, "nine")])
def test_with_other_numbers_of_pieces_it_says_how_many(segments: int, answer: str) -> None:
    other = perform("handtune", {"segments": segments})
    check_spoken_numbers(other)
    assert answer in other.scene.answered
    assert other.moments["answer"].numbers == {"turns": 5 * segments}


@pytest.mark.parametrize("segments", ["3", "6", "10"])
def test_what_no_picture_can_show_is_refused_by_name(segments: str) -> None:
    with pytest.raises(OptionError, match=r"^--segments must"):
        find_clip("handtune").parameters(segments=segments)
