"""The dense clip shows what NumPy says, and its wires carry every weight to its place in W."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Dense as Layer
from scenes.layout import STAGE_HEIGHT
from scenes.mobjects.clips.dense_plan import ROOM, Plan
from scenes.mobjects.clips.dense_wiring import Body, Wiring
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.notation import MINUS, written
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform

PIXELS = 1080 / STAGE_HEIGHT
NUMBER = rf"{MINUS}?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
DIGIT_HEIGHT = 0.66  # of New Computer Modern, in em

SOURCE = {
    "point": (0.5, 1.0),
    "weights": ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4)),
    "biases": (2.0, 3.0, 0.5),
}
SINGLE = {"point": (2.0,), "weights": ((-1.5,),), "biases": (0.25,)}
LONG = {
    "point": (-9938.25, -9444.5, -9728.0, -9120.75),
    "weights": tuple((-9064.5, -9679.25, 9869.0, -9227.75, 9895.5) for _ in range(4)),
    "biases": (-9680.0, -9200.5, -9492.0, -9493.0, -9763.25),
}
SMALL = {
    "point": (0.000001, 1 / 3, 2 / 3),
    "weights": ((0.000001, 0.00041), (0.1234567, 3.0), (-1 / 3, 0.7)),
    "biases": (0.0, 0.000001),
}


def says(text: str, value: float) -> bool:
    """Whether a number as it is written is `value`, rounded half up to the digits it has."""
    number = written(text)
    unit = Decimal(1).scaleb(number.as_tuple().exponent)  # type: ignore[arg-type]
    slack = Decimal(1e-9 * max(1.0, abs(value)))
    return abs(number - Decimal(value)) <= unit / 2 + slack


def plan_of(layer: Mapping[str, Any]) -> Plan:
    return Plan(Layer(np.array(layer["weights"]), np.array(layer["biases"])).trace(layer["point"]))


def check_last_picture(shown: Performance, layer: Mapping[str, Any]) -> None:
    """All bodies hold NumPy's numbers, and those of one neuron stand in one column."""
    point, weights = np.array(layer["point"]), np.array(layer["weights"])
    linear, biases = point @ weights, np.array(layer["biases"])
    scene, wiring = shown.scene, shown.scene.wiring
    rows = [wiring.inputs, *wiring.chips, wiring.neurons, scene.biases, scene.scores]
    expected = [point, *weights, linear, biases, linear + biases]
    for bodies, values in zip(rows, expected, strict=True):
        assert len({round(body.get_y(), 9) for body in bodies}) == 1
        for body, value in zip(bodies, values, strict=True):
            assert says(body.number.text, float(value)), (body.number.text, value)
            assert body.number.get_fill_opacity() == 1
    for columns in (
        np.array([[b.get_x() for b in row] for row in part]) for part in (rows[1:-3], rows[-3:])
    ):
        np.testing.assert_allclose(columns - columns[0], 0, atol=1e-9)
        np.testing.assert_allclose(np.diff(columns, 2, axis=1), 0, atol=1e-9)  # evenly spaced


def check_sum(shown: Performance, layer: Mapping[str, Any]) -> None:
    """The written sum says how NumPy's number comes about, and each of its steps is true."""
    point, weights = np.array(layer["point"]), np.array(layer["weights"])[:, 0]
    pieces = [p for side in shown.scene.sum.sides for piece in side for p in piece]
    *sides, total = re.split("[=≈]", line := "".join(piece.text for piece in pieces))
    assert says(total, float(point @ weights))
    texts = re.findall(NUMBER, sides[0])
    factors = list(map(written, texts))
    for text, factor in zip(texts, np.column_stack([point, weights]).ravel(), strict=True):
        assert says(text, float(factor)), (text, factor)
    values = [sum(a * b for a, b in zip(factors[::2], factors[1::2], strict=True))]
    if len(point) > 1:
        terms = re.findall(NUMBER, sides[1].replace(f"{MINUS} ", MINUS))
        for text, product in zip(terms, point * weights, strict=True):
            assert says(text, float(product)), (text, product)
        values.append(sum(map(written, terms)))
    values.append(written(total))
    for sign, left, right in zip(re.findall("[=≈]", line), values[:-1], values[1:], strict=True):
        assert (sign == "=") == (left == right), line


def check_bodies(plan: Plan) -> None:
    """Numbers can be read and fit, and no wire runs through another's weight."""
    wiring = Wiring(plan, DARK)
    assert plan.em * DIGIT_HEIGHT * PIXELS >= 24
    for value in (0.0, 1.0, 1.0 + plan.columns):
        wiring.set_value(value)
        for body in wiring.family_members_with_points():
            assert body.get_left()[0] > -6.75
            assert body.get_right()[0] < 6.75
    for body in [body for body in wiring.get_family() if isinstance(body, Body)]:
        assert body.number.width < body.shape.width - 0.05
    assert plan.score_level - plan.score[1] / 2 >= ROOM.bottom - 1e-9
    half = np.array(plan.chip) / 2
    for (row, column), _ in np.ndenumerate(plan.trace.weights):
        path = plan.bent(row, column)
        dense = np.vstack([np.linspace(a, b, 60) for a, b in pairwise(path)])
        for other, _ in np.ndenumerate(plan.trace.weights):
            inside = (np.abs(dense - plan.cells[other])[:, :2] < half).all(axis=1)
            assert inside.any() == (other == (row, column)), (row, column, other)


@pytest.fixture(scope="module")
def source() -> Performance:
    return perform("dense")


@pytest.mark.parametrize("layer", [SINGLE, LONG, SMALL], ids=["single", "long", "small"])
def test_unusual_layers_are_shown_as_numpy_computes_them(layer: dict[str, Any]) -> None:
    shown = perform("dense", layer)
    check_last_picture(shown, layer)
    check_sum(shown, layer)
    check_bodies(shown.scene.plan)
    assert shown.beats[-1].end < 52


def test_it_says_what_the_source_says(source: Performance) -> None:
    check_last_picture(source, SOURCE)
    check_sum(source, SOURCE)
    glyphs = [piece.text for piece in source.moments["neuron-1"].pictures if type(piece) is Glyphs]
    line = f"0.5 · 0.2 + 1.0 · ({MINUS}0.9) = 0.10 {MINUS} 0.90 = {MINUS}0.80"
    assert "".join(glyphs).endswith(line)
    assert [body.number.text for body in source.scene.scores] == ["1.20", "3.60", "0.65"]
    assert source.scene.answered == "One score per neuron: weighted sum plus bias."
    assert "O'" in source.moments["scores"].text_with("O'")


def test_every_weight_rides_on_its_wire_while_it_bends() -> None:
    plan = plan_of(SOURCE)
    wiring = Wiring(plan, DARK)
    for value in (0.0, 0.5, 1.0, 1.5, 2.5, 3.5, 4.0):
        wiring.set_value(value)
        for wires, chips in zip(wiring.wires, wiring.chips, strict=True):
            for wire, chip in zip(wires, chips, strict=True):
                off = np.linalg.norm(wire.points - chip.get_center(), axis=1).min()
                assert off < 0.2  # the corner is rounded off, and the wire may be broken there


def test_wires_are_as_wide_as_their_weights_are_large_and_broken_below_zero() -> None:
    wiring = Wiring(plan_of(SOURCE), DARK)
    weights = np.array(SOURCE["weights"])
    widths = np.array([[wire.get_stroke_width() for wire in line] for line in wiring.wires])
    order = np.argsort(np.abs(weights), axis=None)
    assert (np.diff(widths.ravel()[order]) >= -1e-9).all()
    for line, row in zip(wiring.wires, weights, strict=True):
        for wire, weight in zip(line, row, strict=True):
            assert (len(wire.get_subpaths()) > 1) == (weight < 0)


def test_one_neuron_after_the_other_bends_its_wires_and_keeps_its_rows() -> None:
    plan = plan_of(SOURCE)
    wiring = Wiring(plan, DARK)

    def places() -> np.ndarray:
        return np.array([[chip.get_center() for chip in line] for line in wiring.chips])

    network = places()
    for value, landed in ((1.0, 0), (2.0, 1), (3.0, 2), (4.0, 3)):
        now = places() if wiring.set_value(value) else network
        first = plan.columns - landed
        np.testing.assert_allclose(now[:, first:], plan.cells[:, first:], atol=1e-9)
        np.testing.assert_allclose(now[:, :first], network[:, :first], atol=1e-9)
        np.testing.assert_allclose(now[..., 1], network[..., 1], atol=1e-9)


def test_products_wait_beside_their_weights_and_hide_none() -> None:
    plan = plan_of(SOURCE)
    for (row, column), _ in np.ndenumerate(plan.trace.weights):
        off = np.abs(plan.waiting(row, column, 1.0) - plan.cells)[..., 0]
        assert (off > (plan.chip[0] + 1.0) / 2).all()


@st.composite
def layers(draw: st.DrawFn) -> dict[str, Any]:
    size, decimals = draw(st.sampled_from([2, 10, 1000, 9999])), draw(st.integers(0, 3))
    numbers = st.floats(-size, size).map(lambda value: round(value, decimals) + 0.0)
    inputs, neurons = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    return {
        "point": tuple(draw(numbers) for _ in range(inputs)),
        "weights": tuple(tuple(draw(numbers) for _ in range(neurons)) for _ in range(inputs)),
        "biases": tuple(draw(numbers) for _ in range(neurons)),
    }


@settings(max_examples=15, deadline=None)
@given(layers())
def test_any_layer_fits_and_no_wire_runs_through_another_s_weight(layer: dict[str, Any]) -> None:
    check_bodies(plan_of(layer))


@settings(max_examples=2, deadline=None)
@given(layers())
def test_random_layers_are_shown_as_numpy_computes_them(layer: dict[str, Any]) -> None:
    shown = perform("dense", layer, theme="light")
    check_last_picture(shown, layer)
    check_sum(shown, layer)
