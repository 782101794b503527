"""The pair clip shows what NumPy says, for the source's numbers and for random ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.pair_regimes import Regimes
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.text.notation import MINUS
from scenes.theme import DARK, LIGHT, Theme
from tests.scenes.performance import DrawnCurve, Performance, number_in, perform, ramps_in

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


def copy_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - right)
    return heights


def added_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - left) + np.maximum(0.0, right - x)
    return heights


def subtracted_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - left) - np.maximum(0.0, x - right)
    return heights


def tent_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.minimum(np.maximum(0.0, x - left), np.maximum(0.0, right - x))
    return heights


def check_heights(curve: DrawnCurve, oracle: Oracle, left: float, right: float) -> None:
    scale = max(abs(left), abs(right))
    for piece in curve.pieces:
        np.testing.assert_allclose(
            piece[:, 1], oracle(piece[:, 0], left, right), rtol=0, atol=1e-9 * scale
        )


def check_whole_curve(curve: DrawnCurve, oracle: Oracle, left: float, right: float) -> None:
    check_heights(curve, oracle, left, right)
    (corners,) = curve.pieces
    assert len(corners) == 4
    np.testing.assert_allclose(corners[1:3, 0], [left, right], rtol=1e-9, atol=1e-9)


def check_curves(shown: Performance, left: float, right: float, *, theme: Theme = DARK) -> None:
    moments = shown.moments
    (rising,) = moments["printed-pair"].curves_in(theme.ramp)
    check_heights(rising, rising_by_numpy, left, right)
    (falling,) = moments["printed-pair"].curves_in(theme.second)
    check_heights(falling, falling_by_numpy, left, right)
    for beat in ("stack", "floor", "basin"):
        (total,) = moments[beat].curves_in(theme.total)
        check_whole_curve(total, added_by_numpy, left, right)
    (described,) = moments["described"].curves_in(theme.target)
    check_heights(described, subtracted_by_numpy, left, right)
    assert not moments["subtract"].curves_in(theme.second)
    rising, copy = moments["subtract"].curves_in(theme.ramp)
    check_heights(rising, rising_by_numpy, left, right)
    check_heights(copy, copy_by_numpy, left, right)
    (total,) = moments["subtract"].curves_in(theme.total)
    check_whole_curve(total, subtracted_by_numpy, left, right)
    basin, stopped, tent = moments["tent"].curves_in(theme.total)
    check_whole_curve(basin, added_by_numpy, left, right)
    check_whole_curve(stopped, subtracted_by_numpy, left, right)
    check_heights(tent, tent_by_numpy, left, right)


def line_in(markup: str) -> tuple[float, float]:
    """(slope, intercept) of a line as it is printed: `0.8 - x`, `x - 0.2`, `0.6`."""
    slope, intercept = 0.0, 0.0
    text = markup.strip("$").replace("- ", "+ -")
    for term in filter(None, (part.strip() for part in text.split("+"))):
        if "x" in term:
            slope += number_in(term.replace("x", ""))
        else:
            intercept += number_in(term)
    return slope, intercept


def check_formulas(regimes: Regimes, oracle: Oracle, left: float, right: float) -> None:
    width = right - left
    places = [(left - width, left), (left, right), (right, right + width)]
    for regime, (low, high) in zip(regimes.regimes, places, strict=True):
        x = np.array([low, high])
        slope, intercept = line_in(regime.formula.markup)
        np.testing.assert_allclose(slope * x + intercept, oracle(x, left, right), rtol=0, atol=6e-4)


def test_the_default_curves_are_the_basin_and_the_ramp_that_stops(default: Performance) -> None:
    check_curves(default, left=0.2, right=0.8)


def test_the_light_theme_draws_the_same_in_its_own_colours() -> None:
    check_curves(perform("pair", theme="light"), left=0.2, right=0.8, theme=LIGHT)


@settings(max_examples=6, deadline=None)
@given(pairs())
def test_random_pairs_are_drawn_exactly_and_their_regimes_say_so(pair: dict[str, float]) -> None:
    shown = perform("pair", pair)
    check_curves(shown, pair["left"], pair["right"])
    check_formulas(shown.scene.sum_regimes, added_by_numpy, **pair)
    check_formulas(shown.scene.difference_regimes, subtracted_by_numpy, **pair)


def test_the_formulas_of_the_regimes_are_those_of_the_table(default: Performance) -> None:
    shown = [
        [regime.formula.markup.strip("$") for regime in regimes.regimes]
        for regimes in (default.scene.sum_regimes, default.scene.difference_regimes)
    ]
    assert shown == [["0.8 - x", "0.6", "x - 0.2"], ["0.0", "x - 0.2", "0.6"]]
    for beat, formulas in zip(("basin", "subtract"), shown, strict=True):
        assert set(formulas) <= set(default.moments[beat].texts)


def test_a_band_ends_where_a_neuron_switches(default: Performance) -> None:
    scene = default.scene
    edges = [scene.plot.data_of(regime.band.points)[:, 0] for regime in scene.sum_regimes.regimes]
    low, high = scene.plot.x_range
    spans = [(across.min(), across.max()) for across in edges]
    np.testing.assert_allclose(spans, [(low, 0.2), (0.2, 0.8), (0.8, high)], atol=1e-9)


def test_a_bar_below_the_axis_shows_where_each_neuron_is_on(default: Performance) -> None:
    scene = default.scene
    low, high = scene.plot.x_range
    bars = (scene.rising_on, scene.falling_on, scene.copy_on)
    ends = [scene.plot.data_of(bar.bar.points)[:, 0] for bar in bars]
    spans = [(across.min(), across.max()) for across in ends]
    np.testing.assert_allclose(spans, [(0.2, high), (low, 0.8), (0.8, high)], atol=1e-9)


def test_the_neurons_are_those_of_the_source(default: Performance) -> None:
    moment = default.moments["printed-pair"]
    assert ramps_in(moment.text_with("y_1 = ")) == [(1.0, 1.0, -0.2)]
    assert ramps_in(moment.text_with("y_2 = ")) == [(1.0, -1.0, 0.8)]
    assert default.moments["subtract"].text_with("y_1 - ") == "y_1 - ReLU( x - 0.8)"


@pytest.mark.parametrize("pair", [(0.2, 0.8), (100.0, 250.0), (-1.375, -0.24)])
def test_the_stacked_heights_are_right_and_add_up_as_shown(pair: tuple[float, float]) -> None:
    left, right = pair
    shown = perform("pair", {"left": left, "right": right})
    numbers, x = shown.moments["floor"].numbers, np.array(shown.scene.stack.x)
    assert left < x < right
    assert numbers["y1"] == pytest.approx(float(rising_by_numpy(x, left, right)), rel=5e-3)
    assert numbers["y2"] == pytest.approx(float(falling_by_numpy(x, left, right)), rel=5e-3)
    texts = [number.text.replace(MINUS, "-") for number in shown.scene.stack.numbers]
    first, second, total = map(Decimal, texts)
    assert first + second == total
    assert float(total) == pytest.approx(right - left, rel=5e-3)


@pytest.mark.parametrize("pair", [(0.2, 0.8), (-1.375, -0.24), (-123456.789, 1e6)])
def test_an_arrow_says_how_far_the_copy_has_moved(pair: tuple[float, float]) -> None:
    left, right = pair
    scene = perform("pair", {"left": left, "right": right}).scene
    tail, tip = scene.plot.data_of(scene.shift.arrow.points[[0, 3]])
    assert tail[1] == pytest.approx(tip[1])
    assert rising_by_numpy(tail[0], left, right) == pytest.approx(tail[1], rel=1e-6)
    assert copy_by_numpy(tip[0], left, right) == pytest.approx(tip[1], rel=1e-6)
    assert tip[0] - tail[0] == pytest.approx(right - left, rel=1e-6)
    said = number_in(scene.shift.distance.markup.strip("$"))
    assert said == pytest.approx(right - left, abs=6e-4)
    corner, opposite = (scene.shift.distance.get_corner(at) for at in (mn.UL, mn.DR))
    (x, top), (end, bottom) = scene.plot.data_of(np.array([corner, opposite]))
    assert top < rising_by_numpy(x, left, right)
    assert bottom > copy_by_numpy(end, left, right)


def test_dots_stand_on_the_kinks(default: Performance) -> None:
    assert sorted(default.moments["basin"].dots) == [
        (0.2, 0.0),
        (0.2, pytest.approx(0.6)),
        (0.8, 0.0),
        (0.8, pytest.approx(0.6)),
    ]
    assert (0.8, pytest.approx(0.6)) in default.moments["subtract"].dots


def test_the_manifest_holds_what_is_on_the_screen(default: Performance) -> None:
    numbers = default.scene.clip.numbers(default.scene.model)
    assert numbers == {
        "left": 0.2,
        "right": 0.8,
        "floor": pytest.approx(0.6, abs=1e-12),
        "plateau": pytest.approx(0.6, abs=1e-12),
    }
    assert default.moments["basin"].text_with("basin") == "a basin with floor 0.6"
    assert default.moments["subtract"].text_with("stops") == "a ramp that stops at 0.6"


@pytest.mark.parametrize(
    ("left", "right"),
    [(0.49, 0.51), (250000.0, 1e6), (-123456.789, 999999.999)],
)
def test_formulas_of_any_length_stay_apart_and_below_their_bands(left: float, right: float) -> None:
    scene = perform("pair", {"left": left, "right": right}).scene
    row = scene.formula_row
    for regimes in (scene.sum_regimes, scene.difference_regimes):
        boxes = [box_of(regime.formula) for regime in regimes.regimes]
        assert all(overlap(a, b) == 0 for a, b in itertools.combinations(boxes, 2))
        assert all(row.left <= box.left and box.right <= row.right for box in boxes)
        for regime, box in zip(regimes.regimes, boxes, strict=True):
            led_out = len(regime.inscription) > 1
            band = box_of(regime.band)
            assert led_out or (band.left <= box.left and box.right <= band.right)


def test_a_pair_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(OptionError, match="must be smaller than --right"):
        find_clip("pair").parameters(left=0.8, right=0.2)
    with pytest.raises(OptionError, match="must be further from --right"):
        find_clip("pair").parameters(left=100.0, right=100.0001)
