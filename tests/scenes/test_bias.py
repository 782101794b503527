"""The bias lifts the line, and its corner is where NumPy finds the line to be zero."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import manim as mn
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relu_anim import BiasSweep
from scenes.bias import Bias
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.layout import FRAME
from scenes.mobjects.clips.bias_lift import Ghost, Lift
from scenes.mobjects.text.notation import written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import DARK
from tests.scenes.performance import (
    Performance,
    UnseenRenderer,
    drawn_pieces,
    number_in,
    perform,
    plain,
)

biases = st.lists(st.floats(-9, 9).map(lambda b: round(b, 1)), min_size=1, max_size=5)
weights = st.floats(-5, 5).map(lambda w: round(w, 1)).filter(lambda w: abs(w) >= 0.1)


def check_the_picture(picture: Lift) -> None:
    """Everything that both lines draw, against `w x + b`."""
    b = picture.state.bias
    handle = picture.data_of(picture.cabin.knob.get_center()[np.newaxis])[0]
    np.testing.assert_allclose(handle, [0.0, b], rtol=1e-9, atol=1e-9)
    for slant, w in zip(picture.slants, (1.0, picture.state.weight), strict=True):
        corner = picture.data_of(slant.corner.get_center()[np.newaxis])[0]
        np.testing.assert_allclose(corner, [-b / w, 0.0], rtol=1e-9, atol=1e-9)
        for corners in drawn_pieces(slant.ramp.graph):
            expected = np.maximum(0.0, w * corners[:, 0] + b)
            np.testing.assert_allclose(corners[:, 1], expected, rtol=1e-8, atol=1e-8)
        for dash in drawn_pieces(slant.below):
            np.testing.assert_allclose(dash[:, 1], w * dash[:, 0] + b, rtol=1e-8, atol=1e-8)
            assert (dash[:, 1] <= 1e-8).all()
    for number, value in ((picture.cabin.number, b), (picture.at, -b)):
        assert float(written(number.text)) == pytest.approx(value, abs=5.1e-2)


def last_number(text: Typeset) -> float:
    """What a text says after its equals sign."""
    return number_in(plain(text.markup).rpartition("=")[2])


def way(picture: Lift, arrow: mn.VGroup) -> np.ndarray:
    """From the tail of an arrow to its tip, in units of the data."""
    tail, tip = arrow[0].get_start(), arrow[1].points[3]
    there: np.ndarray = np.diff(picture.data_of(np.array([tail, tip])), axis=0)[0]
    return there


def directions(shown: Performance) -> None:
    """What the captions say of larger and smaller, left and right, is what the corner does."""
    stops = shown.scene.model.stops
    corners = [-b for b in stops]  # of weight 1
    captions = {beat.name: beat.caption for beat in shown.beats}
    assert ("larger" in captions["guess"]) == (stops[1] > stops[0])
    assert ("to the left" in captions["lift"]) == (corners[1] < corners[0])
    assert ("lifts the line" in captions["lift"]) == (stops[1] > stops[0])
    later = captions.get("lifts", "")
    if "gets" in later:
        for (b, x), (next_b, next_x) in pairwise(list(zip(stops, corners, strict=True))[1:]):
            assert ("the larger b" in later) == (next_b > b)
            assert ("to the left" in later) == (next_x < x)
    assert ("the other way" in captions["lift-both"]) == (shown.scene.model.weight < 0)


def test_the_default_moves_the_corner_half_as_far_at_twice_the_weight() -> None:
    shown = perform("bias")
    picture = shown.scene.picture
    check_the_picture(picture)
    rise, runs = picture.rise, [slant.run for slant in picture.slants]
    np.testing.assert_allclose([way(picture, run)[0] for run in runs], [-2.0, -1.0])
    assert picture.point(0, -1)[1] == pytest.approx(rise[0].get_start()[1])
    texts = [plain(text) for text in shown.moments["lift-both"].texts]
    assert [text for text in texts if "move" in text or "up by" in text] == [
        "b up by 2", "moves 2", "moves 1: half as far",
    ]  # fmt: skip
    assert [text for text in texts if text.endswith(("1.0", "0.5"))][-4:] == [
        "1.0", "0.5", "-1.0", "-0.5",
    ]  # fmt: skip


def test_the_answer_says_where_the_line_is_zero() -> None:
    shown = perform("bias")
    assert shown.scene.answered == "The corner, not the slope."
    assert plain(shown.moments["answer"].texts[-1]) == "corner at -b / w"


def test_half_way_up_the_lift_both_corners_are_half_way_along() -> None:
    scene = Bias(renderer=UnseenRenderer())
    scene.render()
    picture = scene.picture
    picture.set_value(replace(picture.state, bias=-1.0))
    picture.start_from(-1.0)
    lift = scene.to(bias=0.0)
    lift.begin()
    lift.interpolate(0.5)
    assert picture.state.bias == pytest.approx(-0.5)
    check_the_picture(picture)
    runs = [way(picture, slant.run)[0] for slant in picture.slants]
    np.testing.assert_allclose(runs, [-0.5, -0.25])


def test_the_second_line_tilts_out_of_the_first_about_the_handle() -> None:
    picture = perform("bias", {"weight": -2.0}).scene.picture
    bias = picture.state.bias
    for weight in (1.0, 0.4, -0.1, -1.3):
        picture.set_value(replace(picture.beside, weight=weight))
        (corners,) = drawn_pieces(picture.second.ramp.graph)
        assert np.interp(0.0, *corners.T) == pytest.approx(bias)
        check_the_picture(picture)


@pytest.mark.parametrize(("weight", "bias"), [(2.0, 1.0), (-0.5, 1.0), (0.5, -2.0)])
def test_the_triangles_have_rise_b_and_run_b_over_w(weight: float, bias: float) -> None:
    picture = perform("bias", {"weight": weight, "biases": (bias,)}).scene.picture
    for slant in picture.slants:
        corners = picture.data_of(slant.triangle.points)
        run, rise = np.ptp(corners, axis=0)
        assert rise == pytest.approx(abs(bias))
        assert run == pytest.approx(abs(bias / slant.weight))
        measured = picture.data_of(slant.span.points)
        assert np.ptp(measured[:, 0]) == pytest.approx(abs(bias / slant.weight))
        assert last_number(slant.run_name) == pytest.approx(abs(bias / slant.weight))
        assert last_number(slant.name) == pytest.approx(-bias / slant.weight)
        assert last_number(slant.slope) == slant.weight
    assert plain(picture.first.name.markup) == f"-b / w = {-bias:.1f}"


def test_each_ghost_is_a_parallel_line_with_its_bias_and_corner() -> None:
    picture = perform("bias").scene.picture
    picture.set_value(picture.alone)
    for bias in (-1.0, 0.0):
        picture.set_value(replace(picture.alone, bias=bias))
        ghost = Ghost(picture.first, bias)
        kept = last_number(ghost.bias)
        assert number_in(plain(ghost.place.markup)) == -kept
        (corners,) = drawn_pieces(ghost.line)
        np.testing.assert_allclose(corners[:, 1], corners[:, 0] + kept, atol=1e-9)
        foot = picture.data_of(ghost.foot.get_center()[np.newaxis])[0]
        np.testing.assert_allclose(foot, [-kept, 0.0], atol=1e-9)
        assert ghost.line.stroke_color.to_hex().lower() == DARK.faint("ramp")


def test_the_line_below_zero_is_dashed() -> None:
    picture = perform("bias").scene.picture
    assert len(drawn_pieces(picture.first.below)) > 5
    assert len(drawn_pieces(picture.first.ramp.graph)) == 1


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
@example(1.5, [-9.0, 3.5, 3.5, 9.0, -9.0])
@example(0.125, [-1.0, 0.5, 1.0])
@given(weights, biases)
def test_any_biases_move_the_corner_to_minus_b_over_w(
    weight: float, given_biases: list[float]
) -> None:
    given = {"weight": weight, "biases": tuple(given_biases)}
    try:
        find_clip("bias").parameters(**given)
    except OptionError:
        return  # no picture can show them
    shown = perform("bias", given)
    assert {*given_biases} <= {*shown.scene.model.stops}
    picture = shown.scene.picture
    check_the_picture(picture)
    for piece in (picture.cabin, *(slant.corner for slant in picture.slants)):
        assert FRAME.left < piece.get_left()[0] < piece.get_right()[0] < FRAME.right
    directions(shown)
    assert len(shown.beats) <= 8
