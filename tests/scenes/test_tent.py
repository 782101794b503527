"""The tent clip shows what NumPy says, for the source's numbers and for random ones."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.theme import DARK
from tests.scenes.performance import Performance, number_in, perform, plain, ramps_in

finite = st.floats(-50, 50).map(lambda value: round(value, 2))


@st.composite
def tents(draw: st.DrawFn) -> dict[str, float]:
    left = draw(finite)
    peak = left + draw(st.floats(0.05, 20).map(lambda width: round(width, 2)))
    right = peak + draw(st.floats(0.05, 20).map(lambda width: round(width, 2)))
    return {"left": left, "peak": peak, "right": right, "height": draw(st.floats(0.05, 200))}


@pytest.fixture(scope="module")
def default() -> Performance:
    return perform("tent")


def tent_by_numpy(
    x: np.ndarray, left: float, peak: float, right: float, height: float
) -> np.ndarray:
    heights: np.ndarray = np.interp(x, [left, peak, right], [0.0, height, 0.0])
    return heights


def check_curves(shown: Performance, **tent: float) -> None:
    scale = tent["height"]
    for beat, colour in (("second-layer", DARK.total), ("peak", DARK.total), ("kinks", DARK.total)):
        (curve,) = shown.moments[beat].curves_in(colour)
        (corners,) = curve.pieces
        expected = tent_by_numpy(corners[:, 0], **tent)
        np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-9 * scale)
        for kink in (tent["left"], tent["peak"], tent["right"]):
            assert np.abs(corners[:, 0] - kink).min() < 1e-9 * max(1.0, abs(kink))
        assert len(corners) == 5
    (rising,) = shown.moments["activator"].curves_in(DARK.ramp)
    slope = tent["height"] / (tent["peak"] - tent["left"])
    for corners in rising.pieces:
        expected = np.maximum(0.0, slope * (corners[:, 0] - tent["left"]))
        np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-9 * scale)
    (falling,) = shown.moments["deactivator"].curves_in(DARK.second)
    slope = tent["height"] / (tent["right"] - tent["peak"])
    for dash in falling.pieces:
        expected = np.maximum(0.0, slope * (tent["right"] - dash[:, 0]))
        np.testing.assert_allclose(dash[:, 1], expected, rtol=0, atol=1e-9 * scale)


def test_the_default_curves_are_the_tent_of_the_source(default: Performance) -> None:
    check_curves(default, left=0.2, peak=0.5, right=0.8, height=0.3)


@settings(max_examples=3, deadline=None)
@given(tents())
def test_random_tents_are_drawn_exactly(tent: dict[str, float]) -> None:
    check_curves(perform("tent", tent), **tent)


def test_the_formulas_are_those_of_the_source(default: Performance) -> None:
    moment = default.moments["peak"]
    assert ramps_in(moment.text_with("y_1 = ReLU(")) == [(1.0, 1.0, -0.2)]
    assert ramps_in(moment.text_with("y_2 = ReLU(")) == [(1.0, -1.0, 0.8)]
    assert moment.text_with("s =") == "s = ReLU(y_1 - y_2)"
    assert moment.text_with("tent = y") == "tent = y_1 - s"
    assert moment.text_with("tent = m") == "tent = min(y_1, y_2)"
    assert moment.text_with("0.5, ") == "(0.5, 0.3)"


def test_the_three_kinks_are_those_of_the_source(default: Performance) -> None:
    texts = default.moments["kinks"].texts
    units = [unit for text in texts for unit in ramps_in(text.replace("quad", ""))]
    assert units == [(1.0, 1.0, -0.2), (-2.0, 1.0, -0.5), (1.0, 1.0, -0.8)]


@settings(max_examples=3, deadline=None)
@given(tents())
def test_each_kink_says_by_how_much_its_neuron_turns_the_slope(tent: dict[str, float]) -> None:
    shown = perform("tent", tent)
    moment = shown.moments["kinks"]
    left, peak, right, height = (tent[name] for name in ("left", "peak", "right", "height"))
    up, down = height / (peak - left), -height / (right - peak)
    weights = [number_in(plain(tag.label.markup)) for tag in shown.scene.names.weights]
    assert weights == pytest.approx([up, down - up, -down], abs=6e-4)
    assert all(tag in moment.pictures for tag in shown.scene.names.weights)


def test_nothing_but_the_tent_is_left_of_the_ramps_that_make_it(default: Performance) -> None:
    (tent,) = default.moments["kinks"].curves
    assert min(corners[:, 1].min() for corners in tent.pieces) > -1e-9


def test_the_network_names_its_layers(default: Performance) -> None:
    assert {"layer 1", "layer 2"} <= set(default.moments["network"].texts)


@settings(max_examples=2, deadline=None)
@given(tents())
def test_random_formulas_say_what_is_drawn_to_three_decimals(tent: dict[str, float]) -> None:
    moment = perform("tent", tent).moments["peak"]
    slope = tent["height"] / (tent["peak"] - tent["left"])
    (formula,) = [text for text in moment.texts if text.startswith("y_1 ") and "ReLU" in text]
    ((_, weight, bias),) = ramps_in(formula)
    assert weight == pytest.approx(slope, abs=6e-4)
    assert bias == pytest.approx(-slope * tent["left"], abs=6e-4)
    (place,) = [text for text in moment.texts if re.fullmatch(r"\(.*, .*\)", text)]
    peak, height = place.strip("()").split(", ")
    assert number_in(peak) == pytest.approx(tent["peak"], abs=6e-4)
    assert number_in(height) == pytest.approx(tent["height"], abs=6e-4)


def test_the_network_carries_the_weights_that_make_the_tent(default: Performance) -> None:
    diagram = default.scene.diagram
    ramp = {(0, 0, 0): "1", (0, 0, 1): "-1"}
    minimum = {(1, 0, 0): "1", (1, 0, 1): "1", (1, 1, 1): "-1", (2, 0, 0): "1", (2, 1, 0): "-1"}
    biases = {(0, 0): "- 0.2", (0, 1): "+ 0.8"}
    shown = {key: label.markup.strip("$") for key, label in diagram.labels.items()}
    assert {key: text for key, text in shown.items() if text} == ramp | minimum | biases


def test_the_peak_of_the_manifest_is_the_dot_on_the_screen(default: Performance) -> None:
    numbers = default.scene.clip.numbers(default.scene.model)
    assert (numbers["peak_x"], numbers["peak_y"]) == (0.5, pytest.approx(0.3, abs=1e-12))
    assert default.moments["peak"].dots[-1] == (0.5, 0.3)
