"""The bias lifts the line, and its corner is where NumPy finds the line to be zero."""

from __future__ import annotations

import re

import manim as mn
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relu_anim import BiasSweep
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.layout import FRAME
from scenes.mobjects.animations import lead
from scenes.mobjects.clips.bias_lift import Ghost, Lift
from scenes.mobjects.controls.beads import DOT
from scenes.mobjects.text.notation import written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import DARK
from tests.scenes.performance import (
    Performance,
    drawn_pieces,
    number_in,
    perform,
    plain,
)

biases = st.lists(st.floats(-9, 9).map(lambda b: round(b, 1)), min_size=1, max_size=5)
weights = st.floats(-5, 5).map(lambda w: round(w, 1)).filter(lambda w: abs(w) >= 0.1)


def check_the_picture(picture: Lift) -> None:
    """Everything that the line draws, against `w x + b`."""
    b, w = picture.bias, picture.weight
    ends = np.array([picture.cabin.knob.get_center(), picture.corner.get_center()])
    np.testing.assert_allclose(picture.data_of(ends), [[0.0, b], [-b / w, 0.0]], atol=1e-9)
    for corners in drawn_pieces(picture.ramp.graph):
        expected = np.maximum(0.0, w * corners[:, 0] + b)
        np.testing.assert_allclose(corners[:, 1], expected, rtol=1e-8, atol=1e-8)
    for dash in drawn_pieces(picture.below):
        np.testing.assert_allclose(dash[:, 1], w * dash[:, 0] + b, rtol=1e-8, atol=1e-8)
        assert (dash[:, 1] <= 1e-8).all()
    assert float(written(picture.cabin.number.text)) == pytest.approx(b, abs=5.1e-2)
    for number in (picture.at, picture.result):
        assert float(written(number.text)) == pytest.approx(-b / w, abs=5.1e-2)


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
    stops, weight = shown.scene.model.stops, shown.scene.model.weight
    corners = [-b / weight for b in stops]
    captions = {beat.name: beat.caption for beat in shown.beats}
    assert ("larger" in captions["guess"]) == (stops[1] > stops[0])
    assert ("runs left" in captions["lift"]) == (corners[1] < corners[0])
    assert ("goes up" in captions["lift"]) == (stops[1] > stops[0])
    if "back" in captions:
        side = "left" if weight > 0 else "right"
        assert re.search(f"larger b (takes the corner )?to the {side}", captions["back"])
    assert ("left of zero" in captions["answer"]) == (corners[-1] < 0)


def test_the_default_moves_the_corner_twice_as_far_at_half_the_weight() -> None:
    shown = perform("bias")
    picture = shown.scene.picture
    check_the_picture(picture)
    across, up = picture.unit
    np.testing.assert_allclose(way(picture, picture.run)[0] - DOT / across, -4.0)
    assert across == pytest.approx(up)
    seen = shown.moments["lift"]
    assert {"b = -1.0", "2.0"} <= {plain(text) for text in (*seen.texts, *seen.glyphs)}


def test_the_answer_says_where_the_line_is_zero_and_little_else() -> None:
    shown = perform("bias")
    assert shown.scene.answered == "The corner, not the slope."
    texts = [plain(text) for text in shown.moments["answer"].texts]
    assert [text for text in texts if "=" in text] == [
        'y = "ReLU"(0.5 thin x + b)', "b = thick", "-b / w = med", "slope w = 0.5",
    ]  # fmt: skip
    assert shown.scene.picture.result.text == "\N{MINUS SIGN}2.0"


def test_half_way_up_the_lift_the_corner_is_half_way_along() -> None:
    picture = perform("bias").scene.picture
    picture.set_value(-1.0)
    picture.start_from(-1.0)
    (lift,) = lead(-1.0, 0.0, picture)
    lift.begin()
    lift.interpolate(0.5)
    assert picture.bias == pytest.approx(-0.5)
    check_the_picture(picture)
    np.testing.assert_allclose(way(picture, picture.run)[0] - DOT / picture.unit[0], -1.0)


@pytest.mark.parametrize(
    ("weight", "bias", "shown"),
    [
        (2.0, 1.0, "b / w = 1.0 / 2 = 0.5"),
        (-0.5, 1.0, "-b / w = 1.0 / 0.5 = 2.0"),
        (0.5, -2.0, "-b / w = 2.0 / 0.5 = 4.0"),
        (-1.0, -2.0, "b / w = 2.0 / 1 = 2.0"),
        (3.0, 1.0, "b / w = 1.0 / 3 approx 0.33"),
    ],
)
def test_the_triangle_has_rise_b_and_run_b_over_w(weight: float, bias: float, shown: str) -> None:
    scene = perform("bias", {"weight": weight, "biases": (bias,)}).scene
    corners = scene.picture.data_of(scene.triangle.area.points)
    np.testing.assert_allclose(np.ptp(corners, axis=0), [abs(bias / weight), abs(bias)])
    arrow = scene.triangle.run
    assert np.sign(way(scene.picture, arrow)[0]) == np.sign(-bias / weight)
    assert plain(scene.triangle.length.markup) == shown
    assert last_number(scene.triangle.slope) == weight


def test_a_ghost_is_a_parallel_line_with_its_bias_and_corner() -> None:
    picture = perform("bias").scene.picture
    for bias in (-1.0, 0.0, 1.0):
        picture.set_value(bias)
        ghost = Ghost(picture, goes_up=bias < 1)
        assert last_number(ghost.bias) == bias
        assert float(written(ghost.place.text)) == -2 * bias
        (corners,) = drawn_pieces(ghost.line)
        np.testing.assert_allclose(corners[:, 1], 0.5 * corners[:, 0] + bias, atol=1e-9)
        foot = picture.data_of(ghost.foot.get_center()[np.newaxis])[0]
        np.testing.assert_allclose(foot, [-2 * bias, 0.0], atol=1e-9)
        assert ghost.line.stroke_color.to_hex().lower() == DARK.faint("ramp")


def test_every_number_is_centred_under_its_dot() -> None:
    picture = perform("bias").scene.picture
    for bias in (-1.0, 0.0, 0.3, 1.0):
        picture.set_value(bias)
        assert picture.at.get_center()[0] == pytest.approx(picture.corner.get_center()[0], abs=0.03)
    assert picture.formula.get_center()[0] == pytest.approx(
        picture.corner.get_center()[0], abs=0.05
    )


def test_the_line_below_zero_is_dashed() -> None:
    picture = perform("bias").scene.picture
    assert len(drawn_pieces(picture.below)) > 5
    assert len(drawn_pieces(picture.ramp.graph)) == 1


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
    for piece in (picture.cabin, picture.corner):
        assert FRAME.left < piece.get_left()[0] < piece.get_right()[0] < FRAME.right
    directions(shown)
    assert len(shown.beats) <= 6
