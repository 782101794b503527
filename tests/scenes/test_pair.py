"""The pair clip shows what NumPy says, for the source's numbers and for random ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import NeuronPair
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.pair_bends import Bend
from scenes.mobjects.clips.pair_column import Column, Layers, Parts, Trace
from scenes.mobjects.labels import box_of, overlap
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


def copy_by_numpy(x: np.ndarray, left: float, right: float) -> np.ndarray:
    heights: np.ndarray = np.maximum(0.0, x - right)
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
    for beat in ("each-neuron", "guess", "stack", "basin", "count"):
        (rising,) = moments[beat].curves_in(theme.ramp)
        check_heights(rising.pieces, rising_by_numpy, left, right)
        (falling,) = moments[beat].curves_in(theme.second)
        check_heights(falling.pieces, falling_by_numpy, left, right)
    for beat, colour in (
        ("guess", theme.ink),
        ("stack", theme.ink),
        ("basin", theme.muted),
        ("tent", theme.ink),
    ):
        (guess,) = moments[beat].curves_in(colour)
        check_heights(guess.pieces, guess_by_numpy, left, right)
    for beat in ("stack", "basin", "count", "tent"):
        (total,) = moments[beat].curves_in(theme.total)
        check_whole_curve(total, added_by_numpy, left, right)
    for beat in ("copy", "subtract"):
        (copy,) = moments[beat].curves_in(theme.third)
        check_heights(copy.pieces, copy_by_numpy, left, right)
        assert not moments[beat].curves_in(theme.second)
    (total,) = moments["subtract"].curves_in(theme.total)
    check_whole_curve(total, subtracted_by_numpy, left, right)


def line_in(markup: str) -> tuple[float, float]:
    """(slope, intercept) of a line as it is printed: `0.8 - x`, `x - 0.2`, `0.6`."""
    slope, intercept = 0.0, 0.0
    for term in filter(None, (part.strip() for part in markup.replace("- ", "+ -").split("+"))):
        if "x" in term:
            slope += number_in(term.replace("x", ""))
        else:
            intercept += number_in(term)
    return slope, intercept


def formulas_on_the_pieces(shown: Performance) -> list[str]:
    return [plain_line(piece.markup) for piece in shown.scene.pieces]


def plain_line(markup: str) -> str:
    """What comes out, where a sum is written out: `0.6` of `(x - 0.2) + (0.8 - x) = 0.6`."""
    return markup.rsplit("[$", 1)[1].split("$]")[0]


def bends(moment: Moment) -> list[tuple[float, float]]:
    return sorted({(thing.x, thing.y) for thing in moment.pictures if isinstance(thing, Bend)})


def test_the_default_curves_are_the_basin_and_the_ramp_that_stops(default: Performance) -> None:
    check_curves(default, left=0.2, right=0.8)


def test_the_light_theme_draws_the_same_in_its_own_colours() -> None:
    check_curves(perform("pair", theme="light"), left=0.2, right=0.8, theme=LIGHT)


@settings(max_examples=6, deadline=None)
@given(pairs())
def test_random_pairs_are_drawn_exactly_and_the_pieces_say_so(pair: dict[str, float]) -> None:
    shown = perform("pair", pair)
    left, right = pair["left"], pair["right"]
    check_curves(shown, left, right)
    width = right - left
    places = [(left - width, left), (left, right), (right, right + width)]
    for formula, ends in zip(formulas_on_the_pieces(shown), places, strict=True):
        x = np.array(ends)
        slope, intercept = line_in(formula)
        oracle = added_by_numpy(x, left, right)
        np.testing.assert_allclose(slope * x + intercept, oracle, rtol=0, atol=6e-4)


def test_the_formulas_on_the_pieces_are_those_of_the_table(default: Performance) -> None:
    assert formulas_on_the_pieces(default) == ["0.8 - x", "0.6", "x - 0.2"]
    texts = default.moments["basin"].texts
    assert {"0.8 - x", "(x - 0.2) + (0.8 - x) = 0.6", "x - 0.2", "y_1 + y_2: a basin"} <= set(texts)


def test_the_guess_is_struck_out_where_the_sum_is_read_off(default: Performance) -> None:
    scene = default.scene
    assert "a tent?" in default.moments["basin"].texts
    assert scene.strike in default.moments["basin"].pictures
    assert scene.strike.width > scene.rejected.width
    np.testing.assert_allclose(scene.strike.get_center(), scene.rejected.get_center())
    assert "a tent?" not in default.moments["copy"].texts


def test_each_formula_stands_above_its_piece(default: Performance) -> None:
    plot = default.scene.plot
    spans = [(-np.inf, 0.2), (0.2, 0.8), (0.8, np.inf)]
    for piece, (low, high) in zip(default.scene.pieces, spans, strict=True):
        bottom = plot.data_of(np.array([piece.get_corner(at) for at in ([-1, -1, 0], [1, -1, 0])]))
        assert (bottom[:, 1] > added_by_numpy(bottom[:, 0], 0.2, 0.8)).all()
        assert low < bottom[:, 0].mean() < high


def test_the_neurons_are_those_of_the_source(default: Performance) -> None:
    moment = default.moments["each-neuron"]
    assert moment.text_with("y_1") == "y_1 = ReLU(x - 0.2)"
    assert moment.text_with("y_2") == "y_2 = ReLU(0.8 - x)"
    assert default.moments["copy"].text_with("ReLU") == "y_1 - ReLU(x - 0.8)"


@cache
def scene_of(left: float, right: float) -> Any:
    return perform("pair", {"left": left, "right": right}).scene


def middle_of_the_scan(
    left: float, right: float, x: float, *, taken: bool = False
) -> tuple[Column, Layers, Trace]:
    """What the moment shows while the column stands at x."""
    scene = scene_of(left, right)
    pair: NeuronPair = scene.model
    low, high = (
        (pair.subtracted, pair.rising.function) if taken else (pair.rising.function, pair.added)
    )
    roles = ("ramp", "third" if taken else "second")
    parts = Parts(low, high, roles, scene.ends, taken=taken)
    column = Column(scene.plot, parts, left, right - left)
    layers = Layers(scene.plot, parts, scene.ends[0])
    trace = Trace(scene.plot, parts, scene.ends[0])
    column.set_value(x), layers.set_value(x), trace.set_value(x)
    return column, layers, trace


@pytest.mark.parametrize("share", [-0.8, -0.01, 0.3, 0.5, 0.77, 1.0, 1.4])
@pytest.mark.parametrize("pair", [(0.2, 0.8), (100.0, 250.0), (-1.375, -0.24)])
def test_the_tip_of_the_column_draws_the_sum(pair: tuple[float, float], share: float) -> None:
    left, right = pair
    x = left + share * (right - left)
    column, layers, trace = middle_of_the_scan(left, right, x)
    plot, at = column.plot, np.array([x])
    heights = [rising_by_numpy(at, *pair)[0], added_by_numpy(at, *pair)[0]]
    for body, low, high in zip((column.low, column.high), (0.0, heights[0]), heights, strict=True):
        edges = plot.data_of(body.points)[:, 1]
        assert (edges.min(), edges.max()) == pytest.approx((low, high), abs=1e-9 * abs(right))
    tip = plot.data_of(column.tip.get_center()[None])[0]
    np.testing.assert_allclose(tip, [x, heights[1]], rtol=1e-9)
    (drawn,) = drawn_pieces(trace.bright.graph)
    np.testing.assert_allclose(drawn[-1], tip, rtol=1e-9)
    check_heights((drawn,), added_by_numpy, left, right)
    for area in layers.areas:
        assert plot.data_of(area.points)[:, 0].max() == pytest.approx(x)


@pytest.mark.parametrize("share", [0.5, 1.0, 1.25, 1.4])
def test_what_is_taken_away_hangs_from_the_first_neuron_down_to_the_ramp_that_stops(
    share: float,
) -> None:
    x = 0.2 + 0.6 * share
    column, _, trace = middle_of_the_scan(0.2, 0.8, x, taken=True)
    at = np.array([x])
    edges = column.plot.data_of(column.high.points)[:, 1]
    assert edges.max() == pytest.approx(rising_by_numpy(at, 0.2, 0.8)[0])
    assert edges.min() == pytest.approx(subtracted_by_numpy(at, 0.2, 0.8)[0])
    assert edges.max() - edges.min() == pytest.approx(copy_by_numpy(at, 0.2, 0.8)[0], abs=1e-12)
    (drawn,) = drawn_pieces(trace.bright.graph)
    check_heights((drawn,), subtracted_by_numpy, 0.2, 0.8)
    copy, strip, result = (written(number.text) for number in column.numbers)
    assert copy == -strip
    assert float(copy) == pytest.approx(copy_by_numpy(at, 0.2, 0.8)[0], abs=6e-3)
    assert float(result) == pytest.approx(subtracted_by_numpy(at, 0.2, 0.8)[0], abs=6e-3)
    if share > 1:
        bar = column.plot.data_of(column.bar.points)[:, 1]
        assert bar.min() == pytest.approx(0.0, abs=1e-12)
        assert np.ptp(bar) == pytest.approx(np.ptp(edges))


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("pair", [(0.2, 0.8), (100.0, 250.0), (0.49, 0.51), (-1.375, -0.24)])
def test_the_column_and_its_numbers_stay_in_the_frame(
    pair: tuple[float, float], taken: bool
) -> None:
    column, *_ = middle_of_the_scan(*pair, pair[0], taken=taken)
    for x in (column.first, column.last):
        box = box_of(column.set_value(x))
        assert column.plot.window.left < box.left < box.right < column.plot.window.right


@settings(max_examples=20, deadline=None)
@given(st.floats(-0.9, 1.9))
def test_the_numbers_in_the_column_are_right_and_add_up_as_they_stand(share: float) -> None:
    for left, right in ((0.2, 0.8), (100.0, 250.0), (-1.375, -0.24), (0.49, 0.51)):
        column, *_ = middle_of_the_scan(left, right, left)
        column.set_value(left + share * (right - left))
        low, high, whole = (written(number.text) for number in column.numbers)
        assert low + high == whole
        shown = written(column.place.text)
        assert abs(float(shown) - column.x) <= 0.51 * column.step + 6e-4
        at = np.array([column.start + column.step * round((column.x - left) / column.step)])
        half_a_unit = 0.51 * float(Decimal(10) ** -column.notation.decimals)
        assert abs(float(low) - rising_by_numpy(at, left, right)[0]) <= half_a_unit
        assert abs(float(high) - falling_by_numpy(at, left, right)[0]) <= half_a_unit


def test_the_column_is_gone_when_its_beat_ends(default: Performance) -> None:
    for beat in ("stack", "subtract"):
        assert default.moments[beat].numbers == {}


def test_rings_stand_on_the_bends(default: Performance) -> None:
    corners = [(0.2, 0.0), (0.8, 0.0)]
    basin = [(0.2, pytest.approx(0.6)), (0.8, pytest.approx(0.6))]
    assert bends(default.moments["each-neuron"]) == corners
    assert bends(default.moments["subtract"]) == [corners[0], basin[1]]
    assert bends(default.moments["count"]) == sorted([corners[0], *basin, corners[1]], key=str)
    peak = (pytest.approx(0.5), pytest.approx(0.6))
    ends = bends(default.moments["tent"])
    assert len(ends) == 5
    assert all(bend in ends for bend in (*corners, *basin, peak))


def test_bends_are_counted_as_numpy_counts_them(default: Performance) -> None:
    x = np.linspace(-1.05, 2.0, 62)  # steps of 0.05 that meet 0.2, 0.5 and 0.8

    def counted(oracle: Oracle) -> int:
        return int((np.abs(np.diff(oracle(x, 0.2, 0.8), 2)) > 1e-9).sum())

    each = default.moments["each-neuron"].texts
    assert each.count("1 bend") == counted(rising_by_numpy) + counted(falling_by_numpy) == 2
    assert counted(subtracted_by_numpy) == counted(added_by_numpy) == 2
    for beat in ("subtract", "count"):
        assert default.moments[beat].text_with("1 + 1") == "1 + 1 = 2 bends"
    needs = default.moments["tent"].text_with("a tent")
    assert needs == f"a tent needs {counted(guess_by_numpy)} bends"


def test_the_answer_is_the_one_that_the_counts_give(default: Performance) -> None:
    assert default.scene.answered == "A basin. Two neurons bend at most twice."


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
    [(0.49, 0.51), (250000.0, 1e6), (-123456.789, 999999.999)],
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
