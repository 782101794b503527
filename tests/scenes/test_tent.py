"""The tent clip shows what NumPy says, for the source's numbers and for random ones."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import relu_anim
from scenes.catalogue.entries.tent import SHORTEST_SIDE
from scenes.layout import FRAME
from scenes.mobjects.clips.tent_gauge import Gauge, Trace
from scenes.mobjects.clips.tent_one_layer import GAP, OneLayer
from scenes.mobjects.clips.tent_takeoff import Arrows, Difference, Takeoff
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.glyphs import LiveNumber
from scenes.mobjects.text.notation import Notation, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.tent import ASIDE, CEILING, FLOOR, HEIGHT
from scenes.theme import DARK
from tests.scenes.performance import Performance, number_in, perform, plain, ramps_in


@st.composite
def tents(draw: st.DrawFn) -> dict[str, float]:
    hundredths = st.integers(-5000, 5000), st.integers(20, 4000)
    left, width = (draw(numbers) / 100 for numbers in hundredths)
    peak = left + draw(st.floats(SHORTEST_SIDE + 0.02, 0.98 - SHORTEST_SIDE)) * width
    height = draw(st.floats(0.05, 20))
    return {"left": left, "peak": round(peak, 3), "right": left + width, "height": height}


def read_from(tent: relu_anim.Tent) -> Notation:
    return Notation.reading(tent.peak - tent.left, tent.right - tent.peak, tent.height)


@pytest.fixture(scope="module")
def default() -> Performance:
    return perform("tent")


def tent_by_numpy(
    x: np.ndarray, left: float, peak: float, right: float, height: float
) -> np.ndarray:
    heights: np.ndarray = np.interp(x, [left, peak, right], [0.0, height, 0.0])
    return heights


def ramps_by_numpy(
    x: np.ndarray | float, left: float, peak: float, right: float, height: float
) -> tuple[np.ndarray, np.ndarray]:
    rising = np.maximum(0.0, height / (peak - left) * (x - left))
    falling = np.maximum(0.0, height / (right - peak) * (right - x))
    return np.asarray(rising), np.asarray(falling)


def assert_says(number: LiveNumber, value: float, read: Notation) -> None:
    """The number is the value, rounded; only where it lies midway, either neighbour may do."""
    off = abs(float(written(number.text)) - value)
    assert off <= 0.5 * 10.0**-read.decimals + 1e-9 * (1 + abs(value))


def ground_for(tent: relu_anim.Tent) -> Ground:
    width, frame = tent.right - tent.left, FRAME.inset(top=FRAME.top - CEILING)
    around = tent.left - 0.8 * width, tent.right + 0.8 * width
    return Ground(DARK, frame, around, FLOOR, up=HEIGHT / tent.height)


def check_curves(shown: Performance, **tent: float) -> None:
    scale = tent["height"]
    for beat in ("lower", "subtract", "one-layer", "answer"):
        (curve,) = shown.moments[beat].curves_in(DARK.total)
        (corners,) = curve.pieces
        expected = tent_by_numpy(corners[:, 0], **tent)
        np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-9 * scale)
        for kink in (tent["left"], tent["peak"], tent["right"]):
            assert np.abs(corners[:, 0] - kink).min() < 1e-9 * max(1.0, abs(kink))
        assert len(corners) == 5
    for index, colour in enumerate((DARK.ramp, DARK.second)):
        (ramp,) = shown.moments["ramps"].curves_in(colour)
        for corners in ramp.pieces:
            expected = ramps_by_numpy(corners[:, 0], **tent)[index]
            np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-9 * scale)


def test_the_default_curves_are_the_tent_of_the_source(default: Performance) -> None:
    check_curves(default, left=0.2, peak=0.5, right=0.8, height=0.3)


@settings(max_examples=3, deadline=None)
@given(tents())
def test_random_tents_are_drawn_exactly(tent: dict[str, float]) -> None:
    check_curves(perform("tent", tent), **tent)


def test_the_sides_of_the_default_tent_stand_at_45_degrees_in_the_middle(
    default: Performance,
) -> None:
    ground = default.scene.ground
    left, peak, right = (ground.point(x, y) for x, y in ((0.2, 0), (0.5, 0.3), (0.8, 0)))
    np.testing.assert_allclose(peak - left, [2.58, 2.58, 0])
    np.testing.assert_allclose(right - peak, [2.58, -2.58, 0])
    np.testing.assert_allclose(left + right, [0, 2 * FLOOR, 0], atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(tents(), st.floats(-0.5, 1.5))
def test_the_lower_ramp_fills_the_glass_that_the_higher_one_is(
    numbers: dict[str, float], share: float
) -> None:
    tent = relu_anim.Tent(**numbers)
    ground, x = ground_for(tent), tent.left + share * (tent.right - tent.left)
    gauge = Gauge(tent, ground, tent.left, read_from(tent)).set_value(x)
    heights = ramps_by_numpy(x, **numbers)
    tops = np.minimum([ground.point(x, float(y))[1] for y in heights], CEILING)
    low, high = sorted(tops)
    assert gauge.filling.get_top()[1] == pytest.approx(low, abs=1e-6)
    assert gauge.filling.width == pytest.approx(gauge.glass.width)
    assert gauge.glass.get_top()[1] == pytest.approx(high, abs=1e-6)
    assert gauge.level.get_center()[1] == pytest.approx(
        ground.point(x, float(tent_by_numpy(np.array([x]), **numbers)[0]))[1], abs=1e-6
    )
    read = read_from(tent)
    as_shown = ramps_by_numpy(round(x, read.decimals), **numbers)
    for number, height in zip(gauge.numbers, as_shown, strict=True):
        assert_says(number, float(height), read)
    if abs(heights[0] - heights[1]) > 1e-6 * tent.height:
        colours = [DARK.ramp, DARK.second][:: 1 if heights[0] < heights[1] else -1]
        shapes = gauge.filling, gauge.glass
        assert [shape.get_fill_color().to_hex().lower() for shape in shapes] == colours


def test_at_the_peak_one_number_stands_for_both_and_the_ramps_change_places() -> None:
    tent = relu_anim.Tent(0.2, 0.5, 0.8, 0.3)
    gauge = Gauge(tent, ground_for(tent), 0.5, read_from(tent))
    assert plain(gauge.equal.markup) == "0.30, equal"
    assert gauge.equal.get_fill_opacity() == 1
    assert [label.get_fill_opacity() for label in (*gauge.numbers, gauge.word)] == [0, 0, 0]
    gauge.turn(1.0)
    assert gauge.filling.get_fill_color().to_hex().lower() == DARK.second
    assert gauge.bead.get_fill_color().to_hex().lower() == DARK.ramp
    gauge.set_value(0.6)
    assert gauge.equal.get_fill_opacity() == 0
    assert [number.get_fill_opacity() for number in gauge.numbers] == [1, 1]
    assert gauge.word.get_center()[1] == pytest.approx(gauge.numbers[1].get_center()[1], abs=0.1)


def test_the_beats_end_with_both_numbers_in_sight(default: Performance) -> None:
    expected = [{"x": 0.41, "y1": 0.21, "y2": 0.39}, {"x": 0.68, "y1": 0.48, "y2": 0.12}]
    assert [default.moments[beat].numbers for beat in ("guess", "lower")] == expected


@settings(max_examples=30, deadline=None)
@given(tents(), st.floats(-0.5, 1.5))
def test_the_level_has_drawn_the_tent_as_far_as_the_probe_is(
    numbers: dict[str, float], share: float
) -> None:
    tent = relu_anim.Tent(**numbers)
    ground, x = ground_for(tent), tent.left + share * (tent.right - tent.left)
    trace = Trace(tent, ground, ground.x_range[0]).set_value(x)
    (path,) = trace.line.graph.paths
    drawn = ground.data_of(path)
    assert drawn[-1, 0] == pytest.approx(x, abs=1e-9 * (1 + abs(x)))
    expected = tent_by_numpy(drawn[:, 0], **numbers)
    np.testing.assert_allclose(drawn[:, 1], expected, rtol=0, atol=1e-9 * tent.height)


@settings(max_examples=40, deadline=None)
@given(tents(), st.floats(-0.5, 1.5))
def test_the_arrow_takes_off_what_the_first_ramp_has_too_much(
    numbers: dict[str, float], share: float
) -> None:
    tent = relu_anim.Tent(**numbers)
    ground, read = ground_for(tent), read_from(tent)
    rest = tent.peak + 0.6 * min(tent.peak - tent.left, tent.right - tent.peak)
    takeoff = Takeoff(tent, ground, rest)
    rising, falling = ramps_by_numpy(rest, **numbers)
    top, foot = ground.point(rest, float(rising)), ground.point(rest, float(falling))
    np.testing.assert_allclose(takeoff.arrow.shafts.points[0], top, atol=1e-6)
    assert takeoff.arrow.heads.get_bottom()[1] == pytest.approx(foot[1], abs=1e-6)
    assert top[1] < CEILING
    x = tent.left + share * (tent.right - tent.left)
    told = Difference(tent, ground, x, read, np.zeros(3))
    rising, falling = ramps_by_numpy(round(x, read.decimals), **numbers)
    lower = np.minimum(rising, falling)
    for number, value in zip(told.numbers, (rising, rising - lower, lower), strict=True):
        assert_says(number, float(value), read)
    takeoff.set_value(tent.left)
    assert takeoff.arrow.shafts.height < 1e-6


def test_arrows_hang_down_to_the_tent_where_there_is_anything_to_take_off() -> None:
    tent = relu_anim.Tent(0.2, 0.5, 0.8, 0.3)
    ground = ground_for(tent)
    fan = Arrows(tent, ground, DARK.third, 3.0, 0.2).set_value(np.array([0.45, 0.5]))
    assert fan.shafts.height < 1e-6
    places = np.array([0.55, 0.6, 0.68])
    ends = ground.data_of(fan.set_value(places).heads.points.reshape(-1, 12, 3)[:, 4])
    np.testing.assert_allclose(ends, np.column_stack([places, 0.8 - places]), atol=1e-9)


def test_the_default_arrow_says_round_numbers_of_which_one_is_the_rest(
    default: Performance,
) -> None:
    moment = default.moments["network"]
    shown = [
        Decimal(number.text)
        for number in moment.pictures
        if isinstance(number, LiveNumber) and number.called == "activation"
    ]
    assert [str(number) for number in shown] == ["0.68", "0.48", "0.12", "0.48", "0.36", "0.12"]
    said = {"x": 0.68, "ramp": 0.48, "third": 0.36, "total": 0.12}
    assert default.moments["subtract"].numbers == said
    assert "=" in default.moments["subtract"].texts


@settings(max_examples=2, deadline=None)
@given(tents())
def test_the_nodes_say_what_the_ramps_are_at_the_probe(tent: dict[str, float]) -> None:
    shown = perform("tent", tent)
    rest, read = shown.scene.rest, shown.scene.read
    rising, falling = (float(y) for y in ramps_by_numpy(rest, **tent))
    expected = [rest, rising, falling, rising, rising - falling, falling]
    numbers = [n for row in shown.scene.diagram.activity.rows for n in row]
    for number, value in zip(numbers, expected, strict=bool(numbers)):
        assert float(written(number.text)) == pytest.approx(value, abs=0.51 * 10.0**-read.decimals)


def test_the_formulas_are_those_of_the_source(default: Performance) -> None:
    moment = default.moments["ramps"]
    assert ramps_in(moment.text_with("y_1 = ReLU(")) == [(1.0, 1.0, -0.2)]
    assert ramps_in(moment.text_with("y_2 = ReLU(")) == [(1.0, -1.0, 0.8)]
    rule = default.moments["subtract"].text_with("min")
    assert rule == "min(y_1, y_2) = y_1 - ReLU(y_1 - y_2)"
    assert default.moments["answer"].text_with("min") == "min(y_1, y_2)"


def test_no_two_things_in_the_network_have_one_name(default: Performance) -> None:
    diagram = default.scene.diagram
    family = [text for row in diagram.nodes for node in row for text in node.get_family()]
    names = [plain(text.markup) for text in family if isinstance(text, Typeset)]
    assert names == ["x", "y_1", "y_2", "y_1 again", "s = ReLU(y_1 - y_2)", "tent"]


def test_the_network_says_only_where_something_is_taken_off(default: Performance) -> None:
    labels = default.scene.diagram.labels.items()
    assert {key: label.markup for key, label in labels} == {(1, 1, 1): "$-1$", (2, 1, 0): "$-1$"}


def test_the_ground_ends_before_the_network_and_comes_back() -> None:
    def look(scene: Stage) -> None:
        beyond[scene.beats[-1].name] = vars(vars(scene)["ground"].line).get("melts")

    beyond: dict[str, Any] = {}
    scene = perform("tent", look=look).scene
    assert beyond["network"][1][0] < scene.diagram.nodes[1][0].shape.get_left()[0]
    assert beyond["one-layer"][0][0] == pytest.approx(FRAME.right)


def test_one_layer_adds_the_three_ramps_of_the_source(default: Performance) -> None:
    moment = default.moments["one-layer"]
    units = [unit for text in moment.texts for unit in ramps_in(text)]
    assert units == [(1.0, 1.0, -0.2), (-2.0, 1.0, -0.5), (1.0, 1.0, -0.8)]
    assert [*moment.texts].count("1 - 2 + 1 = 0") == 1
    assert [text for text in moment.texts if text in {"+ 1", "- 2"}] == ["+ 1", "- 2", "+ 1"]


@settings(max_examples=3, deadline=None)
@given(tents())
def test_the_terms_and_weights_of_the_one_layer_are_those_of_the_tent(
    tent: dict[str, float],
) -> None:
    layer = perform("tent", tent).scene.layer
    left, peak, right, height = (tent[name] for name in ("left", "peak", "right", "height"))
    up, down = height / (peak - left), -height / (right - peak)
    weights = [up, down - up, -down]
    said = [number_in(plain(weight.markup)) for weight in layer.weights]
    assert said == pytest.approx(weights, abs=6e-4)
    terms = [plain(term.markup.removeprefix(GAP)).split(" ReLU")[0] for term in layer.terms]
    assert [number_in(term.removeprefix("tent =")) for term in terms] == said
    last = plain(layer.total.markup).removeprefix("slope ")
    told = sum(Decimal(term.replace(" ", "")) for term in re.findall(r"[+-]? ?[\d.]+", last)[:-1])
    assert last == "0" or (" = 0" in last) == (told == 0)
    corners = np.array([[left, 0.0], [peak, height], [right, 0.0]])
    for turn, place in zip(layer.turns, layer.ground.points_of(corners), strict=True):
        np.testing.assert_allclose(turn.corner, place, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(tents(), st.floats(0, 1), st.integers(0, 2))
def test_an_arc_turns_from_straight_on_to_where_the_line_is(
    numbers: dict[str, float], share: float, which: int
) -> None:
    tent = relu_anim.Tent(**numbers)
    ground, kinks = ground_for(tent), (tent.left, tent.peak, tent.right)
    slopes = [0.0, tent.rising_slope, tent.falling_slope, 0.0]
    layer = OneLayer(tent, ground, Notation.of(kinks), FRAME.width, 0.0)
    turn = layer.turns[which].set_value(share)
    step, height = 1e-3 * (tent.right - tent.left), [0.0, tent.height, 0.0][which]
    turned = slopes[which] + share * (slopes[which + 1] - slopes[which])
    rises = np.array([slopes[which], turned]) * step
    ends = [ground.point(kinks[which] + step, height + rise) - turn.corner for rise in rises]
    straight, along = (end / np.linalg.norm(end) for end in ends)
    if np.linalg.norm(along - straight) > 0.05:  # a smaller turn has no head
        radius = float(np.linalg.norm(turn.path[0] - turn.corner))
        tips = turn.head.points.reshape(-1, 4, 3)[1, 0]
        np.testing.assert_allclose(tips, turn.corner + radius * along, atol=1e-3)


@settings(max_examples=2, deadline=None)
@given(tents())
def test_random_formulas_say_what_is_drawn_to_three_decimals(tent: dict[str, float]) -> None:
    shown = perform("tent", tent)
    slope = tent["height"] / (tent["peak"] - tent["left"])
    texts = shown.moments["ramps"].texts
    (formula,) = [text for text in texts if text.startswith("y_1 ") and "ReLU" in text]
    ((_, weight, bias),) = ramps_in(formula)
    assert weight == pytest.approx(slope, abs=6e-4, rel=1e-5)
    assert bias == pytest.approx(-slope * tent["left"], abs=6e-4, rel=1e-5)
    assert number_in(plain(shown.scene.height.markup)) == pytest.approx(tent["height"], abs=6e-4)


def test_the_tent_makes_way_and_comes_back(default: Performance) -> None:
    aside = default.moments["network"].curves_in(DARK.total)[0].pieces[0]
    unit = 5.16 / 0.6
    assert aside[1, 0] == pytest.approx(0.2 - ASIDE / unit)
    back = default.moments["one-layer"].curves_in(DARK.total)[0].pieces[0]
    assert back[1, 0] == pytest.approx(0.2)


def test_the_answer_and_the_price_are_said(default: Performance) -> None:
    assert default.scene.answered == "The lower of two ramps is a tent."
    price = default.moments["answer"].text_with("neurons")
    assert price == "2 + 2 neurons in two layers, or 3 in one that must cancel"


def test_the_peak_of_the_manifest_is_the_one_on_the_screen(default: Performance) -> None:
    numbers = default.scene.clip.numbers(default.scene.model)
    assert (numbers["peak_x"], numbers["peak_y"]) == (0.5, pytest.approx(0.3, abs=1e-12))
    assert "0.3" in default.moments["answer"].texts


def test_a_large_height_leaves_the_places_as_they_are() -> None:
    shown = perform("tent", {"height": 9999.5})
    assert {"0.2", "0.5", "0.8", "9999.5"} <= set(shown.moments["answer"].texts)
