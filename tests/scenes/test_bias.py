"""The bias lifts the line, and its corner is where NumPy finds the line to be zero."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relu_anim import BiasSweep
from scenes.bias import Bias
from scenes.mobjects.clips.bias_fan import Fan
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import written
from scenes.theme import DARK
from tests.scenes.performance import Performance, drawn_pieces, number_in, perform, plain

biases = st.lists(st.floats(-9, 9).map(lambda b: round(b, 1)), min_size=1, max_size=5)
weights = st.floats(-5, 5).map(lambda w: round(w, 1)).filter(lambda w: abs(w) >= 0.1)


def check_the_fan(fan: Fan) -> None:
    """Everything that a fan draws, against the line `w x + b`."""
    w, b = fan.weight, fan.bias
    corner = fan.data_of(fan.corner.get_center()[np.newaxis])[0]
    handle = fan.data_of(fan.cabin.knob.get_center()[np.newaxis])[0]
    np.testing.assert_allclose(corner, [-b / w, 0.0], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(handle, [0.0, b], rtol=1e-9, atol=1e-9)
    for corners in drawn_pieces(fan.ramp.graph):
        expected = np.maximum(0.0, w * corners[:, 0] + b)
        np.testing.assert_allclose(corners[:, 1], expected, rtol=1e-9, atol=1e-8)
    for dash in drawn_pieces(fan.below):
        np.testing.assert_allclose(dash[:, 1], w * dash[:, 0] + b, rtol=1e-8, atol=1e-8)
        assert (dash[:, 1] <= 1e-8).all()
    shown = b if b in fan.order else float(written(fan.cabin.number.text))
    for number, value in ((fan.cabin.number, b), (fan.at, -shown / w), (fan.formula[-2], b)):
        assert isinstance(number, LiveNumber)
        assert float(written(number.text)) == pytest.approx(value, abs=5.1e-2)
    for ghost in fan.ghosts:
        kept = number_in(plain(ghost.label.markup))
        for corners in drawn_pieces(ghost.line):
            expected = np.maximum(0.0, w * corners[:, 0] + kept)
            np.testing.assert_allclose(corners[:, 1], expected, rtol=1e-9, atol=1e-8)
        foot = fan.data_of(ghost.foot.get_center()[np.newaxis])[0]
        np.testing.assert_allclose(foot, [-kept / w, 0.0], rtol=1e-9, atol=1e-9)
        if abs(kept / w) < 1e3:
            assert number_in(plain(ghost.number.markup)) == pytest.approx(-kept / w, abs=5.1e-2)


def directions(shown: Performance) -> None:
    """What the captions say of larger and smaller, left and right, is what the corner does."""
    stops = shown.scene.model.stops
    corners = [-b for b in stops]  # of weight 1
    captions = {beat.name: beat.caption for beat in shown.beats}
    assert ("larger" in captions["guess"]) == (stops[1] > stops[0])
    assert ("to the left" in captions["lift"]) == (corners[1] < corners[0])
    assert ("lifts the line" in captions["lift"]) == (stops[1] > stops[0])
    later = captions.get("lifts", "")
    if later.startswith("The"):
        for (b, x), (next_b, next_x) in pairwise(list(zip(stops, corners, strict=True))[1:]):
            assert ("The larger b" in later) == (next_b > b)
            assert ("left" in later) == (next_x < x)
    assert ("the other way" in captions["lifts-again"]) == (shown.scene.model.weight < 0)


def test_the_default_moves_the_corner_half_as_far_at_twice_the_weight() -> None:
    scene = perform("bias").scene
    left, right = scene.left, scene.right
    for fan in (left, right):
        check_the_fan(fan)
        assert [ghost.neuron.bias for ghost in fan.ghosts] == [-1.0, 0.0]
    runs = []
    for fan in (left, right):
        feet = [ghost.foot.get_center()[0] for ghost in fan.ghosts]
        runs.append(np.diff([*feet, fan.corner.get_center()[0]]))
    np.testing.assert_allclose(runs[0], 2 * runs[1])  # on the frame: one common measure
    rises = [fan.cabin.knob.get_center()[1] - fan.point(0, 0)[1] for fan in (left, right)]
    assert rises[0] == pytest.approx(rises[1])


def test_the_answer_comes_with_both_sums() -> None:
    shown = perform("bias")
    assert shown.scene.answered == "The corner moves to -b/w."
    last = shown.moments["answer"]
    sums = [re.findall(r"-?\d[\d.]*", text) for text in last.texts if "frac" in text]
    assert sums == [["1.0", "1", "-1.0"], ["1.0", "2", "-0.5"]]


def test_half_way_up_the_lift_the_corner_is_half_way_left() -> None:
    scene = Bias(skip_animations=True)
    scene.render()
    for fan in (scene.left, scene.right):
        fan.set_value((-1.0, fan.view))
        fan.stand_on_zero(False)
        fan.leave_a_ghost()
        lift = scene.to(fan, 0.0)
        lift.begin()
        lift.interpolate(0.5)
        assert fan.bias == pytest.approx(-0.5)
        check_the_fan(fan)
        for share in (0.05, 0.12, 0.9):
            fan.set_value((share, fan.view))
            numbers = (float(written(number.text)) for number in (fan.cabin.number, fan.at))
            bias, corner = numbers
            assert corner == pytest.approx(-bias / fan.weight, abs=1e-9)
        fan.set_value((-0.5, fan.view))
        start = fan.point(1.0 / fan.weight, 0)
        np.testing.assert_allclose(fan.run[0].points[0], start, atol=1e-9)
        np.testing.assert_allclose(fan.rise[0].points[0], fan.point(0, -1.0), atol=1e-9)


def test_the_triangle_has_rise_b_and_run_b_over_w() -> None:
    scene = perform("bias").scene
    for fan in (scene.left, scene.right):
        corners = fan.data_of(fan.triangle.points)
        run, rise = np.ptp(corners, axis=0)
        assert rise == pytest.approx(fan.bias)
        assert run == pytest.approx(fan.bias / fan.weight)
    letters = ["rise b", "slope w", "run b / w", "to the left: minus"]
    assert [plain(name.markup) for name in scene.left.names_of_the_triangle()] == letters
    numbers = ["rise 1.0", "slope 2", "run 1.0 / 2 = 0.5", "to the left: minus"]
    assert [plain(name.markup) for name in scene.names] == numbers


def test_the_line_below_zero_is_dashed_and_the_ramp_alone_glows() -> None:
    fan = perform("bias").scene.left
    assert len(drawn_pieces(fan.below)) > 5
    assert len(drawn_pieces(fan.ramp.graph)) == 1
    for ghost in fan.ghosts:
        assert ghost.line.get_stroke_color().to_hex().lower() == DARK.faint("ramp")


@pytest.mark.parametrize(
    ("given_biases", "stops"),
    [
        ((-1.0, 0.0, 1.0), (-1.0, 0.0, 1.0)),
        ((2.0, 2.0, 1.0), (2.0, 1.0)),
        ((3.0,), (0.0, 3.0)),
        ((0.0, 0.0), (0.0, 1.0)),
        ((-2.0, 0.5), (-2.0, 0.5, -2.0)),
    ],
)
def test_the_handle_always_has_somewhere_to_go(
    given_biases: tuple[float, ...], stops: tuple[float, ...]
) -> None:
    assert BiasSweep(1.0, given_biases).stops == stops


@settings(max_examples=6, deadline=None)
@example(-0.1, [0.0])
@example(1.0, [-9.0, 0.1, 0.1, 9.0, -9.0])
@given(weights, biases)
def test_any_biases_move_the_corner_to_minus_b_over_w(
    weight: float, given_biases: list[float]
) -> None:
    shown = perform("bias", {"weight": weight, "biases": tuple(given_biases)})
    assert {*given_biases} <= {*shown.scene.model.stops}
    for fan in (shown.scene.left, shown.scene.right):
        check_the_fan(fan)
        inside = [fan.corner, fan.cabin, *(ghost.foot for ghost in fan.ghosts)]
        for piece in inside:
            assert fan.view.left < piece.get_left()[0] < piece.get_right()[0] < fan.view.right
    directions(shown)
    assert len(shown.beats) <= 8
