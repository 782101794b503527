"""The pair clip shows what NumPy says, for the source's numbers and for random ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import NeuronPair
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.pair_bends import Bend
from scenes.mobjects.clips.pair_column import Column, Trace
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.notation import written
from scenes.mobjects.text.typesetting import Typeset
from scenes.pair import FLOOR, SPREAD
from scenes.theme import DARK, LIGHT, Theme
from tests.scenes.performance import (
    DrawnCurve,
    Moment,
    Performance,
    drawn_pieces,
    number_in,
    perform,
    plain,
)

Oracle = Callable[[np.ndarray, float, float], np.ndarray]
"""The heights (k,) at places (k,), for left and right."""


@st.composite
def pairs(draw: st.DrawFn) -> dict[str, float]:
    left = draw(st.floats(-300, 300).map(lambda value: round(value, 2)))
    width = draw(st.sampled_from([0.05, 0.37, 1.0, 12.5, 640.0]))
    return {"left": left, "right": round(left + max(width, abs(left) / 100), 2)}


@pytest.fixture(scope="module")
def default() -> Performance:
    return perform("pair")


def rising_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - left)
    return heights


def falling_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, right - x)
    return heights


def third_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    """The other second neuron, turned over: it hangs in the ground."""
    heights: np.ndarray = -np.maximum(0.0, x - right)
    return heights


def added_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - left) + np.maximum(0.0, right - x)
    return heights


def subtracted_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - left) - np.maximum(0.0, x - right)
    return heights


def guess_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    """The tent between both corners whose peak is as high as the sum there."""
    heights: np.ndarray = np.interp(x, [left, (left + right) / 2, right], [0, right - left, 0])
    return heights


def steep_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    """The ramp that rises as the guess does."""
    heights: np.ndarray = 2 * np.maximum(0.0, x - left)
    return heights


def hanging_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    """The ramp that turns the steep one down at the guess's peak."""
    heights: np.ndarray = -4 * np.maximum(0.0, x - (left + right) / 2)
    return heights


def best_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    """What two neurons make of the guess: up from one corner, down from the next, and no more."""
    heights: np.ndarray = steep_by_numpy(x, left, right) + hanging_by_numpy(x, left, right)
    return heights


def check_heights(
    pieces: tuple[np.ndarray, ...], oracle: Oracle, left: float, right: float
) -> None:
    scale = max(abs(left), abs(right))
    for piece in pieces:
        np.testing.assert_allclose(
            piece[:, 1], oracle(piece[:, 0], left, right), rtol=0, atol=1e-9 * scale
        )


def check_whole_curve(curve: DrawnCurve, oracle: Oracle, left: float, right: float) -> None:
    check_heights(curve.pieces, oracle, left, right)
    (corners,) = curve.pieces
    assert len(corners) == 4
    np.testing.assert_allclose(corners[1:3, 0], [left, right], rtol=1e-9, atol=1e-9)


def check_curves(shown: Performance, left: float, right: float, *, theme: Theme = DARK) -> None:
    moments = shown.moments
    quiet = theme.faint("ramp"), theme.faint("second"), theme.faint("ink")
    strong = theme.ramp, theme.second, theme.ink
    oracles = rising_by_numpy, falling_by_numpy, guess_by_numpy
    shades = {"guess": strong, "stack": quiet, "basin": quiet[:2]}  # without the guess
    for beat, colours in shades.items():
        assert len(moments[beat].curves_in(quiet[2])) == (beat == "stack")
        for colour, oracle in zip(colours, oracles, strict=False):
            (curve,) = moments[beat].curves_in(colour)
            check_heights(curve.pieces, oracle, left, right)
    for beat in ("stack", "basin", "count"):
        (total,) = moments[beat].curves_in(theme.total)
        check_whole_curve(total, added_by_numpy, left, right)
    for beat in ("weight", "stop"):
        for colour, oracle in ((theme.ramp, rising_by_numpy), (theme.third, third_by_numpy)):
            (curve,) = moments[beat].curves_in(colour)
            check_heights(curve.pieces, oracle, left, right)
    (stopped,) = moments["stop"].curves_in(theme.total)
    check_whole_curve(stopped, subtracted_by_numpy, left, right)
    (tent,) = moments["tent"].curves_in(theme.ink)
    check_heights(tent.pieces, guess_by_numpy, left, right)
    parts = (
        (theme.ramp, steep_by_numpy),
        (theme.third, hanging_by_numpy),
        (theme.total, best_by_numpy),
    )
    for colour, oracle in parts:
        (curve,) = moments["tent"].curves_in(colour)
        check_heights(curve.pieces, oracle, left, right)
    assert min(piece[:, 1].min() for piece in curve.pieces) < 0


def floor_of(shown: Performance) -> str:
    """The number beside the height of the flat piece."""
    return plain(shown.scene.height[1].markup).removeprefix("approx ")


def bends(moment: Moment) -> list[tuple[float, float]]:
    return sorted({(thing.x, thing.y) for thing in moment.pictures if isinstance(thing, Bend)})


def test_the_default_curves_are_the_basin_and_the_ramp_that_stops(default: Performance) -> None:
    check_curves(default, left=0.2, right=0.8)


def test_the_light_theme_draws_the_same_in_its_own_colours() -> None:
    check_curves(perform("pair", theme="light"), left=0.2, right=0.8, theme=LIGHT)


@settings(max_examples=6, deadline=None)
@given(pairs())
def test_random_pairs_are_drawn_exactly_and_the_flat_piece_says_so(pair: dict[str, float]) -> None:
    shown = perform("pair", pair)
    left, right = pair["left"], pair["right"]
    check_curves(shown, left, right)
    assert number_in(floor_of(shown)) == pytest.approx(right - left, abs=6e-4)


def test_the_height_of_the_basin_is_measured_from_the_floor_to_its_flat_piece(
    default: Performance,
) -> None:
    moment, plot = default.moments["basin"], default.scene.plot
    assert moment.texts.count("0.6") == 1
    line = plot.data_of(default.scene.height[0].points)
    assert (line[:, 1].min(), line[:, 1].max()) == pytest.approx((0.0, 0.6))
    assert line[:, 0].max() < 0.2


def test_what_one_gains_the_other_loses_where_the_column_walks(default: Performance) -> None:
    shown = default.moments["basin"].numbers
    at = np.array([shown["x"]])
    assert shown["inner"] == pytest.approx(rising_by_numpy(at, 0.2, 0.8)[0])
    assert shown["second"] == pytest.approx(falling_by_numpy(at, 0.2, 0.8)[0])
    assert shown["outer"] == pytest.approx(0.6)


def test_the_neurons_keep_their_names(default: Performance) -> None:
    names = {
        "y_1": ("stack", "basin", "count", "weight", "stop"),
        "y_2": ("stack", "basin", "count"),
        "y_3": ("stop",),
    }
    for name, beats in names.items():
        shown = [beat for beat, moment in default.moments.items() if name in moment.texts]
        assert tuple(shown) == beats


def test_the_guess_pales_where_the_sum_leaves_it(default: Performance) -> None:
    assert "a tent?" in default.moments["guess"].texts
    assert "a tent?" not in default.moments["stack"].texts


def test_the_neurons_are_those_of_the_source(default: Performance) -> None:
    moment = default.moments["each-neuron"]
    assert moment.text_with("y_1") == "y_1 = ReLU(x - 0.2)"
    assert moment.text_with("y_2") == "y_2 = ReLU(0.8 - x)"
    assert default.moments["weight"].text_with("ReLU").endswith("ReLU(x - 0.8)")
    assert default.moments["weight"].text_with("y_3") == "y_3 =#h(0.3em)"
    assert default.moments["weight"].numbers == {"weight": -1.0}
    terms = [text for text in default.moments["tent"].texts if "ReLU" in text]
    assert [text.replace("#h(0.15em) ", "") for text in terms] == [
        "2 ReLU(x - 0.2)",
        "-4 ReLU(x - 0.5)",
    ]
    for tick in ("0.2", "0.5", "0.8"):
        assert tick in default.moments["tent"].texts


@cache
def scene_of(left: float, right: float) -> Any:
    return perform("pair", {"left": left, "right": right}).scene


def column_of(left: float, right: float, *, hangs: bool = False) -> Column:
    scene = scene_of(left, right)
    pair: NeuronPair = scene.model
    second, role = (-pair.stopper.function, "third") if hangs else (pair.falling.function, "second")
    return Column(scene.plot, (pair.rising.function, second), ("ramp", role), left, right - left)


def heights_of(body: mn.VMobject, plot: Ground) -> tuple[float, float]:
    y = plot.data_of(body.points)[:, 1]
    return float(y.min()), float(y.max())


@pytest.mark.parametrize("share", [-0.8, -0.01, 0.3, 0.5, 0.77, 1.0, 1.4])
@pytest.mark.parametrize("pair", [(0.2, 0.8), (100.0, 250.0), (-1.375, -0.24)])
def test_the_tip_of_the_column_draws_the_sum(pair: tuple[float, float], share: float) -> None:
    left, right = pair
    x = left + share * (right - left)
    column, scene = column_of(*pair).set_value((x, 0)), scene_of(*pair)
    trace = Trace(scene.plot, scene.model.added, scene.ends, x)
    plot, at = scene.plot, np.array([x])
    heights = [rising_by_numpy(at, *pair)[0], added_by_numpy(at, *pair)[0]]
    for body, low, high in zip(column.bodies, (0.0, heights[0]), heights, strict=True):
        assert heights_of(body, plot) == pytest.approx((low, high), abs=1e-9 * abs(right))
    tip = plot.data_of(trace.tip.get_center()[None])[0]
    np.testing.assert_allclose(tip, [x, heights[1]], rtol=1e-9)
    (drawn,) = drawn_pieces(trace.bright.graph)
    np.testing.assert_allclose(drawn[-1], tip, rtol=1e-9)
    check_heights((drawn,), added_by_numpy, left, right)


@pytest.mark.parametrize("share", [0.5, 1.25, 1.4])
def test_what_hangs_is_lifted_and_taken_off_the_top_of_the_first_neuron(share: float) -> None:
    x = 0.2 + 0.6 * share
    at = np.array([x])
    whole = rising_by_numpy(at, 0.2, 0.8)[0]
    left_over, hangs = subtracted_by_numpy(at, 0.2, 0.8)[0], third_by_numpy(at, 0.2, 0.8)[0]
    column = column_of(0.2, 0.8, hangs=True)
    expected = {
        0.0: ((0.0, whole), (hangs, 0.0)),
        1.0: ((0.0, whole), (left_over, whole)),
        2.0: ((0.0, left_over), (left_over, whole)),
    }
    for lift, spans in expected.items():
        column.set_value((x, lift))
        for body, span in zip(column.bodies, spans, strict=True):
            assert heights_of(body, scene_of(0.2, 0.8).plot) == pytest.approx(span, abs=1e-12)
    numbers = column.inner, column.second, column.outer
    shown = [written(number.text) for number in numbers]
    assert shown[0] + shown[1] == shown[2]
    assert column.inner.get_fill_opacity() == 0  # the body is as high as the sum by now
    for value, right in zip(shown, (whole, hangs, left_over), strict=True):
        assert float(value) == pytest.approx(right, abs=6e-3)
    assert column.bodies[1].get_fill_color().to_hex().lower() == DARK.ground


@pytest.mark.parametrize("hangs", [False, True])
@pytest.mark.parametrize("pair", [(0.2, 0.8), (100.0, 250.0), (0.49, 0.51), (-1.375, -0.24)])
def test_the_column_and_its_numbers_stay_in_the_frame(
    pair: tuple[float, float], hangs: bool
) -> None:
    column = column_of(*pair, hangs=hangs)
    for x in (column.first, column.last):
        box = box_of(column.set_value((x, 2.0)))
        assert column.plot.window.left < box.left < box.right < column.plot.window.right


@settings(max_examples=20, deadline=None)
@given(st.floats(-0.9, 1.9))
def test_the_numbers_in_the_column_are_right_and_add_up_as_they_stand(share: float) -> None:
    for left, right in ((0.2, 0.8), (100.0, 250.0), (-1.375, -0.24), (0.49, 0.51)):
        column = column_of(left, right).set_value((left + share * (right - left), 0))
        numbers = column.inner, column.second, column.outer
        low, high, whole = (written(number.text) for number in numbers)
        assert low + high == whole
        shown = written(column.place.text)
        assert abs(float(shown) - column.x) <= 0.51 * column.step + 6e-4
        at = np.array([column.start + column.step * round((column.x - left) / column.step)])
        half_a_unit = 0.51 * float(Decimal(10) ** -column.notation.decimals)
        assert abs(float(low) - rising_by_numpy(at, left, right)[0]) <= half_a_unit
        assert abs(float(high) - falling_by_numpy(at, left, right)[0]) <= half_a_unit


def test_the_column_is_gone_when_its_beat_ends(default: Performance) -> None:
    for beat in ("stack", "stop"):
        assert not {"inner", "second", "outer", "x"} & set(default.moments[beat].numbers)


def test_rings_stand_on_the_bends(default: Performance) -> None:
    corners = [(0.2, 0.0), (0.8, 0.0)]
    basin = [(0.2, pytest.approx(0.6)), (0.8, pytest.approx(0.6))]
    for beat in ("each-neuron", "weight"):
        assert bends(default.moments[beat]) == corners
    assert bends(default.moments["stop"]) == [corners[0], basin[1]]
    assert bends(default.moments["count"]) == sorted([corners[0], *basin, corners[1]], key=str)
    peak = (pytest.approx(0.5), pytest.approx(0.6))
    assert bends(default.moments["tent"]) == [corners[0], peak, corners[1]]


def test_all_corners_of_the_tent_are_counted_and_the_third_is_not_made(
    default: Performance,
) -> None:
    moment, plot = default.moments["tent"], default.scene.plot
    digits = {text.markup: text for text in moment.pictures if isinstance(text, Typeset)}
    for number, corner in {"$1$": (0.2, 0.0), "$2$": (0.5, 0.6), "$3$": (0.8, 0.0)}.items():
        np.testing.assert_allclose(digits[number].get_center(), plot.point(*corner), atol=1e-9)
    made = [ring for ring in moment.pictures if type(ring) is mn.Circle and ring.width > 0.4]
    centres = plot.data_of(np.array([ring.get_center() for ring in made]))
    np.testing.assert_allclose(centres, [[0.2, 0.0], [0.5, 0.6]], atol=1e-9)


def test_bends_are_counted_as_numpy_counts_them(default: Performance) -> None:
    x = np.linspace(-1.05, 2.0, 62)  # steps of 0.05 that meet 0.2, 0.5 and 0.8

    def counted(oracle: Oracle) -> int:
        return int((np.abs(np.diff(oracle(x, 0.2, 0.8), 2)) > 1e-9).sum())

    for beat, second in (("each-neuron", falling_by_numpy), ("weight", third_by_numpy)):
        texts = default.moments[beat].texts
        assert texts.count("1 bend") == counted(rising_by_numpy) + counted(second) == 2
    for beat, total in (("count", added_by_numpy), ("stop", subtracted_by_numpy)):
        assert default.moments[beat].text_with("1 + 1") == f"1 + 1 = {counted(total)} bends"
    corners = [text for text in default.moments["tent"].texts if text in ("1", "2", "3")]
    assert len(corners) == counted(guess_by_numpy) == 3
    assert "no third bend" in default.moments["tent"].texts
    assert counted(best_by_numpy) == 2


def test_the_answer_is_the_one_that_the_counts_give(default: Performance) -> None:
    assert default.scene.answered == "At most two bends: never a tent."


def test_the_manifest_holds_what_is_on_the_screen(default: Performance) -> None:
    numbers = default.scene.clip.numbers(default.scene.model)
    assert numbers == {
        "left": 0.2,
        "right": 0.8,
        "floor": pytest.approx(0.6, abs=1e-12),
        "plateau": pytest.approx(0.6, abs=1e-12),
    }
    assert "flat at 0.6" in default.beats[3].caption


@pytest.mark.parametrize("pair", [(0.2, 0.8), (-3.0, 5.0), (100.0, 250.0)])
def test_the_ramps_stand_where_the_tent_clip_takes_them_up(pair: tuple[float, float]) -> None:
    plot = scene_of(*pair).plot
    corners = plot.points_of(np.array([[x, 0.0] for x in pair]))
    np.testing.assert_allclose(corners[:, 0], [-SPREAD / 2, SPREAD / 2], atol=1e-9)
    np.testing.assert_allclose(corners[:, 1], FLOOR)


@pytest.mark.parametrize(
    ("left", "right"),
    [(0.49, 0.51), (25000.0, 1e5), (-1234.56, 9999.99)],
)
def test_texts_of_any_length_stay_apart(left: float, right: float) -> None:
    for moment in perform("pair", {"left": left, "right": right}).moments.values():
        texts = [box_of(text) for text in moment.pictures if isinstance(text, Typeset)]
        for first, second in itertools.combinations(texts, 2):
            assert overlap(first, second) == 0


def test_a_pair_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(OptionError, match="must be smaller than --right"):
        find_clip("pair").parameters(left=0.8, right=0.2)
    with pytest.raises(OptionError, match="must be further from --right"):
        find_clip("pair").parameters(left=100.0, right=100.0001)
