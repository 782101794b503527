"""The weight tilts the ramp: line, corner, triangle and ghosts are where NumPy says they are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from relu_anim import WeightSweep
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.layout import FRAME, NEURON_FLOOR
from scenes.mobjects.clips.weight_seesaw import Seesaw
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.text.notation import written
from scenes.theme import DARK
from tests.scenes.performance import Performance, drawn_pieces, number_in, perform, plain
from tests.scenes.test_every_clip import check_spoken_numbers

DEFAULT = (1.0, 2.0, 0.4, 0.0, -1.0)
some_weights = st.lists(st.floats(-9, 9).map(lambda w: round(w, 1)), min_size=2, max_size=5)
some_bias = st.floats(-3, 3).map(lambda b: round(b, 1))


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers; none of its parts is moved by a test."""
    return perform("weight")


def seesaw(weights: tuple[float, ...], bias: float = 0.0) -> Seesaw:
    """The picture alone, with everything in it."""
    return Seesaw(DARK, WeightSweep(weights, bias))


def kinds(shown: Performance) -> list[str]:
    """The names of the beats without their numbers."""
    return [beat.name.split("-")[0] for beat in shown.beats]


def check_the_picture(picture: Seesaw, w: float) -> None:
    """Everything that is drawn at a weight, against `w x + b`."""
    b, (low, high) = picture.bias, picture.x_range
    for corners in drawn_pieces(picture.plank.graph):
        expected = np.maximum(0.0, w * corners[:, 0] + b)
        np.testing.assert_allclose(corners[:, 1], expected, rtol=1e-7, atol=1e-7)
    dashes = np.vstack([np.zeros((0, 2)), *drawn_pieces(picture.below)])
    np.testing.assert_allclose(dashes[:, 1], w * dashes[:, 0] + b, rtol=1e-7, atol=1e-7)
    assert (dashes[:, 1] <= 1e-7).all()
    assert picture.triangle.tag.get_top()[1] < NEURON_FLOOR - 0.7  # no ramp, no ghost comes here
    assert float(written(picture.triangle.number.text)) == pytest.approx(w, abs=0.0501)
    if w == 0:
        assert picture.pin.ring.get_fill_opacity() == 0 or picture.pin.get_left()[0] > FRAME.right
        np.testing.assert_allclose(drawn_pieces(picture.plank.graph)[0][:, 0], [low, high])
        return
    triangle, side = picture.triangle, np.sign(w)
    at, far = -b / w, -b / w + side
    shown = [picture.pin.ring.get_center(), triangle.handle.get_center()]
    shown += [part[0].get_start() for part in (triangle.arrow, triangle.run)]
    drawn = picture.data_of(np.array([*shown, triangle.run[1].points[3]]))
    np.testing.assert_allclose(drawn[:, 0], [at, far, far, *sorted([at, far])], atol=1e-7)
    np.testing.assert_allclose(drawn[:3, 1], [0, w * far + b, max(0, -w)], atol=1e-7)


def check_the_ghosts(shown: Performance) -> None:
    """Each former ramp on its own line, with its weight."""
    picture = shown.scene.picture
    for ghost in picture.past:
        ends = picture.data_of(ghost.line.points[[0, -1]])
        level = np.maximum(0.0, ghost.weight * ends[:, 0] + picture.bias)
        np.testing.assert_allclose(ends[:, 1], level, rtol=1e-7, atol=1e-7)
        assert number_in(plain(ghost.label.markup).removeprefix("w =")) == ghost.weight
    labels = [box_of(ghost.label) for ghost in picture.past]
    assert all(overlap(a, b) == 0 for i, a in enumerate(labels) for b in labels[:i])


def test_each_rest_of_the_default_shows_its_weight(shown: Performance) -> None:
    names = ["line", "relu", "triangle", "steeper", "flatter", "flat", "guess", "turn", "answer"]
    assert kinds(shown) == names
    check_the_picture(shown.scene.picture, -1.0)
    check_the_ghosts(shown)
    assert [ghost.weight for ghost in shown.scene.picture.past] == [1.0, 2.0, 0.4]
    assert shown.scene.answered == "How steep, and which side rises."
    assert "0 for every x, no corner" in shown.moments["flat-5"].texts
    assert "w < 0 ?" in shown.moments["guess"].texts
    said = "ReLU makes this 0"
    assert [said in shown.moments[name].texts for name in ("line", "relu", "triangle")] == [0, 1, 0]
    assert {"w < 0 ↑", "w > 0 ↑", "w = -1"} <= {*shown.moments["answer"].texts}


def test_the_first_line_turns_on_its_pin_and_relu_lays_flat_what_is_below() -> None:
    x = np.array([-2.0, 1.0, 4.0])
    for weights, bias in ((DEFAULT, 0.0), ((-2.0, 1.0), 3.0)):
        picture = seesaw(weights, bias)
        w, corner = weights[0], -bias / weights[0]
        np.testing.assert_allclose(picture.straight()(x), w * x + bias)
        assert picture.straight(0.2)(corner) == pytest.approx(0.0)
        half = np.where(w * x + bias < 0, 0.5, 1.0) * (w * x + bias)
        np.testing.assert_allclose(picture.straight(flat=0.5)(x), half)
        flat = np.maximum(0.0, w * x + bias)
        np.testing.assert_allclose(picture.straight(flat=1.0)(x), flat, atol=1e-12)


def test_slope_1_is_drawn_at_45_degrees_about_the_same_corner(shown: Performance) -> None:
    picture = shown.scene.picture
    starts = [ghost.line.points[0] for ghost in picture.past]
    np.testing.assert_allclose(starts, [picture.point(0, 0)] * 3, atol=1e-9)
    across, up, _ = picture.past[0].line.points[-1] - starts[0]
    assert across == pytest.approx(up)


@pytest.mark.parametrize("w", [1.0, 1.37, 2.0, 0.4, 0.01, 0.0, -1e-4, -0.6, -1.0])
def test_on_the_way_all_is_where_the_formula_says(w: float) -> None:
    check_the_picture(seesaw(DEFAULT).set_value(w), w)


def test_half_way_through_the_turn_the_left_side_is_up() -> None:
    picture = seesaw(DEFAULT)
    w = picture.weight_of(picture.angle_of(-1.0) / 2)
    assert w == pytest.approx(-math.tan(math.pi / 8))
    check_the_picture(picture.set_value(w), w)
    (plank,) = drawn_pieces(picture.plank.graph)
    assert plank[0, 0] < plank[1, 0] == 0 == plank[1, 1] < plank[0, 1]
    assert picture.data_of(picture.triangle.arrow[1].points[3:4])[0] == pytest.approx([-1, 0])


def test_at_weight_0_the_triangle_changes_sides_along_the_floor_and_the_pin_is_empty() -> None:
    picture = seesaw(DEFAULT).set_value(0.0)
    places = [picture.triangle.set_value(x).handle.get_center() for x in (1.0, 0.3, -1.0)]
    wanted = np.array([[1, 0], [0.3, 0], [-1, 0]])
    np.testing.assert_allclose(picture.data_of(np.array(places)), wanted, atol=1e-9)
    pin = picture.pin
    assert [part.get_stroke_opacity() for part in (pin.ring, pin.empty[0])] == [0, 1]


def test_with_a_bias_the_corner_leaves_on_one_side_and_comes_back_on_the_other() -> None:
    picture = seesaw((1.0, -1.0), 1.0)
    places = []
    for w in (1.0, 0.5, 0.2, 0.05, 0.0, -0.05, -0.2, -1.0):
        picture.set_value(w)
        check_the_picture(picture, w)
        if w:
            places.append(picture.pin.place[0])
            assert np.sign(places[-1]) == -np.sign(w)
        else:
            (line,) = drawn_pieces(picture.plank.graph)
            np.testing.assert_allclose(line[:, 1], 1.0)
    assert places[:4] == sorted(places[:4], reverse=True)
    assert places[3] < FRAME.left
    assert places[4:] == sorted(places[4:], reverse=True)
    assert places[4] > FRAME.right


@pytest.mark.parametrize(
    ("weights", "names", "answer"),
    [
        ((1.0, 2.0, 3.0), ["steeper"], "How steep the ramp is."),
        ((-1.0, -2.0, -0.5), ["steeper", "flatter"], "How steep the ramp is."),
        ((-1.0, 1.0), ["flat", "guess", "turn"], "How steep, and which side rises."),
        ((0.0, 1.0, 0.0, 2.0), ["rise", "flat", "rise"], "How steep the ramp is."),
        ((1.0, -1.0, 1.0), ["flat", "guess", "turn", "more"], "How steep, and which side rises."),
    ],
)
def test_beats_and_answer_follow_from_the_weights(
    weights: tuple[float, ...], names: list[str], answer: str
) -> None:
    shown = perform("weight", {"weights": weights})
    before = ["line", "relu"] if weights[0] else []
    assert kinds(shown) == [*before, "triangle", *names, "answer"]
    assert shown.scene.answered == answer


def test_the_weight_never_passes_0_at_once() -> None:
    assert WeightSweep((1.0, 2.0), 3.0).stops == (1.0, 2.0)
    assert WeightSweep((1.0, 1.0, -1.0, 0.0, 0.0, 2.0), 3.0).stops == (1.0, 0.0, -1.0, 0.0, 2.0)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"weights": "2,2"}, "--weights must be two different numbers"),
        ({"weights": "2,1.99"}, "--weights must be further apart.* got 1.99, 2"),
        ({"weights": "2.3,2,1"}, "--weights must be further apart.* got 2, 2.3"),
        ({"weights": "2.5,2,1", "bias": "2"}, "--weights must be further apart.* got 2, 2.5"),
        ({"weights": "0.01,2"}, "--weights must be further apart.* got 0, 0.01"),
        ({"weights": "1,0.4", "bias": "3"}, "--bias must be -1.8 to 1.8 .* got 3"),
    ],
)
def test_what_no_picture_can_show_is_refused_by_name(options: dict[str, str], says: str) -> None:
    with pytest.raises(OptionError, match=f"^{says}"):
        find_clip("weight").parameters(**options)


@settings(max_examples=5, deadline=None)
@example([-9.0, 4.0, 1.0, -1.0, 9.0], -3.0)
@given(some_weights, some_bias)
def test_any_weights_tilt_the_ramp_as_numpy_says(weights: list[float], bias: float) -> None:
    try:
        parameters = find_clip("weight").parameters(weights=weights, bias=bias)
    except OptionError:
        assume(False)
    shown = perform("weight", parameters)
    check_the_picture(shown.scene.picture, weights[-1])
    check_the_ghosts(shown)
    check_spoken_numbers(shown)
    assert len(shown.beats) <= 10
    assert len({beat.name for beat in shown.beats}) == len(shown.beats)
    numbers, w = shown.scene.numbers, np.array(weights)
    assert numbers["weights"] == weights
    points = [0.0 - bias / weight if weight else None for weight in weights]
    assert numbers["break_points"] == points
    assert numbers["bias"] == bias
    np.testing.assert_array_equal(
        numbers["slopes"], np.column_stack([np.minimum(w, 0), np.maximum(w, 0)])
    )
