"""Turn by turn, what is drawn is what NumPy computes from the numbers turned so far."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from relu_anim import HandTuning, interpolate
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.handtune import Handtune
from scenes.mobjects.clips.handtune_network import TunedNetwork, Turning
from scenes.mobjects.controls.dial import Dial, DialNumber, angle_of
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.labels import box_of, overlap, stations
from scenes.mobjects.naming import named_thing
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.typesetting import Typeset
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
        assert numbers[int(layer) - 1, int(pair) - 1] == 0
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
    assert (rims.count(DARK.weight), rims.count(DARK.bias)) == (24, 16)
    assert all(dial.value for dial in picture.dials.values())
    np.testing.assert_allclose(
        curves_of(picture), np.column_stack(outputs(shown.scene.numbers["turns"], 8)), atol=1e-9
    )
    knots = np.arange(9) / 8
    np.testing.assert_allclose(
        curves_of(picture)[:, -1], np.interp(X, knots, np.sin(2 * np.pi * knots)), atol=1e-9
    )
    assert {"at most 0.0704 off", "output", "turns", "layer 1", "layer 2"} <= set(last.texts)
    assert shown.scene.answered == "Tedious: 40 turns for 8 pieces."


def test_the_lens_shows_the_largest_gap_and_that_is_what_it_says(shown: Performance) -> None:
    (lens,) = [each for each in shown.scene.mobjects if isinstance(each, Lens)]
    *_, gap = lens.things
    (x, y), (same, target) = shown.scene.picture.output.data_of(gap.points[[0, -1]])
    assert x == pytest.approx(same)
    assert target == pytest.approx(np.sin(2 * np.pi * x))
    assert abs(y - target) == pytest.approx(shown.scene.numbers["max_error"])
    np.testing.assert_allclose(lens.spot, gap.get_center(), atol=1e-9)


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


@pytest.mark.parametrize("index", [0, 1, 2, 3, 4, 8, 39])
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
    assert stirred.tolist() == [[pair], [pair], [], [pair + 8], [16]][index % 5]
    turned = [d.value != old for d, old in zip(picture.dials.values(), hands, strict=True)]
    assert sum(turned) == 1
    bright = [plot.lit[0] for plot in picture.plots]
    lit = [[pair], [pair], [pair + 8], [pair + 8], []][index % 5]
    assert np.flatnonzero(bright).tolist() == lit
    assert picture.dials[turning.turn.key].value == turning.turn.end / 2


@pytest.mark.parametrize("pair", [0, 1])
def test_layer_2_is_layer_1_turned_upside_down_and_lifted_and_what_relu_leaves_of_that(
    picture: TunedNetwork, pair: int
) -> None:
    last, end = None, (pair + 1) / 8
    layer_1, weight = np.maximum(1 - X / end, 0), -end * 8
    for index in range(5 * pair + 4):
        last = Turning(picture, index, last).set_value(1.0)
        if index >= 5 * pair + 2:
            wanted = weight * layer_1 + (index == 5 * pair + 3)
            corners = picture.sums[pair].function.corners(0, 1)
            np.testing.assert_allclose(np.interp(X, *corners.T), wanted, atol=1e-9)
            kept = curves_of(picture)[:, 8 + pair]
            np.testing.assert_allclose(kept, np.maximum(wanted, 0), atol=1e-9)
            for path in picture.sums[pair].paths:
                assert picture.plots[8 + pair].data_of(path)[:, 1].min() > -1.1


def test_the_piece_that_stands_out_is_that_which_the_pair_fits(picture: TunedNetwork) -> None:
    for far, pair in ((0.0, 0), (0.0, 7), (1.0, 3)):
        picture.set_value(far)
        (path,) = picture.piece_of_target(pair).paths
        x = np.array([pair, pair + 1]) / 8
        ends = [picture.output.point(at, np.sin(2 * np.pi * at)) for at in x]
        np.testing.assert_allclose(path[[0, -1]], ends, atol=1e-9)


def test_from_near_all_plots_have_one_unit_of_height_and_a_line_at_1(picture: TunedNetwork) -> None:
    units = [plot.unit[1] for plot in (*picture.plots, picture.output)]
    assert units == pytest.approx([units[0]] * 17)
    assert picture.output.point(0, 0)[1] == pytest.approx(picture.plots[0].point(0, 0)[1])
    for plot, level in picture.levels.items():
        np.testing.assert_allclose(plot.data_of(level.line.points)[:, 1], 1.0)


def test_ticks_stand_at_the_ends_of_the_pieces(picture: TunedNetwork) -> None:
    for plot in (*picture.near, picture.output):
        across = plot.data_of(plot.marks.points)[:, 0]
        np.testing.assert_allclose(np.unique(across.round(9)), np.arange(9) / 8)
    assert [number.markup for number in picture.output.numbers] == ["$0$", "$1$"]
    assert [number.markup for number in picture.near[0].numbers] == [r"$1\/8$"]


@pytest.mark.parametrize(("far", "pair"), [(0.0, 0), (0.0, 1), (1.0, 5)])
def test_bars_mark_the_piece_on_the_floors_of_its_pair_and_of_the_output(
    picture: TunedNetwork, far: float, pair: int
) -> None:
    bars = picture.set_value(far).bars_of(pair).points.reshape(3, -1, 3)
    plots = picture.plots[pair], picture.plots[8 + pair], picture.output
    for plot, bar in zip(plots, bars, strict=True):
        across, up = plot.data_of(bar).T
        assert (across.min(), across.max()) == pytest.approx((pair / 8, (pair + 1) / 8))
        assert up.max() == pytest.approx(0)


def test_dots_are_where_layer_1_reaches_zero_and_where_the_sum_does(
    shown: Performance, picture: TunedNetwork
) -> None:
    texts = [text for text in shown.moments["next"].pictures if isinstance(text, Typeset)]
    dots = {text.markup: named_thing(text) for text in texts}
    for word, plot, zero in (("end", picture.plots[1], 2 / 8), ("start", picture.plots[9], 1 / 8)):
        dot = dots[word]
        assert dot
        (place,) = plot.data_of(dot.get_center()[np.newaxis])
        np.testing.assert_allclose(place, [zero, 0], atol=1e-9)
    assert np.maximum(1 - 4 * 2 / 8, 0) == 1 - 2 * np.maximum(1 - 4 * 1 / 8, 0) == 0


def test_the_name_of_the_target_is_clear_of_all_that_comes_out(picture: TunedNetwork) -> None:
    for far in (0.0, 1.0):
        picture.set_value(far)
        box = box_of(picture.word)
        for turned in range(0, 41, 5):
            picture.draw_output(picture.tuning.output(turned))
            assert not overlap(box, box_of(picture.named))
            for path in picture.graph.graph.paths:
                assert not any(map(box.holds, stations(path)))


def test_wires_of_last_weights_keep_the_colour_of_their_sign(shown: Performance) -> None:
    wires = shown.scene.picture.drawing.wires
    colours = [wires[2, pair, 0].get_stroke_color().to_hex().lower() for pair in range(8)]
    rises = np.diff(np.sin(np.arange(9) * np.pi / 4))
    assert colours == [DARK.faint("weight" if rise > 0 else "error") for rise in rises]


def test_two_rows_are_seen_from_near_and_all_from_far(picture: TunedNetwork) -> None:
    for far, rows in ((0.0, 2), (1.0, 8)):
        picture.set_value(far)
        low = picture.plots[0].window.top - rows * picture.row
        inside = [plot.window.bottom > low for plot in picture.plots]
        assert inside == 2 * [row < rows for row in range(8)]
        for (layer, *_, pair), dial in picture.dials.items():
            if layer < 2:
                window = picture.drawing.plots[layer][pair].window
                assert dial.place[1] == pytest.approx(window.center[1])
                assert dial.place[0] + dial.radius < window.left
        for row in range(8):
            end = picture.drawing.wires[2, row, 0].points[-1]
            floor = picture.output.point(0, 0)
            assert end[1] == pytest.approx(floor[1])
            assert end[0] < floor[0]


def test_the_tally_has_a_stroke_for_every_turn_and_five_under_every_piece(
    picture: TunedNetwork,
) -> None:
    picture.set_value(1.0)
    for count in (1, 5, 40):
        strokes = picture.tally.set_value(count).points.reshape(-1, 4, 3)
        across = strokes[:, 3, 0] - strokes[:, 0, 0] > 0.1
        assert (len(strokes), across.sum()) == (count, count // 5)
    middles = picture.output.data_of(strokes.mean(axis=1))[:, 0]
    assert (8 * middles // 1).tolist() == [stroke // 5 for stroke in range(40)]


def test_a_dial_points_up_at_0_and_to_the_right_above_it() -> None:
    assert [angle_of(value) / np.pi for value in (0, 1, -1)] == pytest.approx([0.5, 0.125, 0.875])
    angles = [angle_of(value) for value in (-100, -8, -0.5, 0, 0.5, 8, 100)]
    assert angles == sorted(angles, reverse=True)
    assert max(abs(angle - np.pi / 2) for angle in angles) < 0.75 * np.pi


def test_the_number_of_a_dial_has_decimals_on_the_way() -> None:
    number = DialNumber(Dial(DARK, "weight"), -8.0)
    texts = [number.set_value(value).text for value in (0.0, -3.456, -7.98, -8.0)]
    assert texts == ["0", "\N{MINUS SIGN}3.5", "\N{MINUS SIGN}8", "\N{MINUS SIGN}8"]


@pytest.mark.parametrize(("segments", "answer"), [(4, "20 turns for 4 pieces"), (9, "45 turns")])
def test_with_other_numbers_of_pieces_it_says_how_many(segments: int, answer: str) -> None:
    other = perform("handtune", {"segments": segments})
    check_spoken_numbers(other)
    assert answer in other.scene.answered
    assert len(other.scene.picture.tally.points) == 4 * 5 * segments


@pytest.mark.parametrize("segments", ["3", "6", "10"])
def test_what_no_picture_can_show_is_refused_by_name(segments: str) -> None:
    with pytest.raises(OptionError, match=r"^--segments must"):
        find_clip("handtune").parameters(segments=segments)
