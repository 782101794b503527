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
from manim import Line

from relu_anim import Dense as Layer
from rendering.inspection.measuring.digits import digit_height
from rendering.inspection.thresholds import SMALLEST_DIGIT
from scenes.layout import STAGE_HEIGHT
from scenes.mobjects.clips.dense_place import AXES, Place
from scenes.mobjects.clips.dense_plan import ROOM, Plan
from scenes.mobjects.clips.dense_wiring import Body, Wiring
from scenes.mobjects.labels import SPACING
from scenes.mobjects.text.notation import written
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform, plain

PIXELS = 1080 / STAGE_HEIGHT

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
FIVE = {
    "point": (0.5, 1.0),
    "weights": ((1.0, 2.0, 3.0, 4.0, 5.0),) * 2,
    "biases": (0.0000051, 1.0, 2.0, 3.0, 4.0),
}
POWERS = {**SOURCE, "weights": ((0.02946, 0.0000041, -106200.0), (-40.0, 16.121, 25.0))}
ZEROS = {"point": (0.0,) * 3, "weights": ((0.0,) * 5,) * 3, "biases": (0.0,) * 5}


def says(number: Decimal, value: float) -> bool:
    """Whether a number as it is written is `value`, rounded half up to the digits it has."""
    unit = Decimal(1).scaleb(number.as_tuple().exponent)  # type: ignore[arg-type]
    slack = Decimal(1e-9 * max(1.0, abs(value)))
    return abs(number - Decimal(value)) <= unit / 2 + slack


def numbers_in(markup: str) -> list[Decimal]:
    """The numbers of a line of Typst markup."""
    text = re.sub(r' class\("normal", dot.op\) 10\^\((-?\d+)\)', r"e\1", plain(markup))
    return [Decimal(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]


def plan_of(layer: Mapping[str, Any]) -> Plan:
    return Plan(Layer(np.array(layer["weights"]), np.array(layer["biases"])).trace(layer["point"]))


def check_last_picture(shown: Performance, layer: Mapping[str, Any]) -> None:
    """All bodies hold NumPy's numbers, and those of one neuron stand in one column."""
    point, weights = np.array(layer["point"]), np.array(layer["weights"])
    linear, biases = point @ weights, np.array(layer["biases"])
    scene, wiring = shown.scene, shown.scene.wiring
    rows = [*wiring.chips, scene.sums, scene.biases, wiring.neurons]
    expected = [*weights, linear, biases, linear + biases]
    for bodies, values in zip([wiring.inputs, *rows], [point, *expected], strict=True):
        for body, value in zip(bodies, values, strict=True):
            assert says(written(body.number.text), float(value)), (body.number.text, value)
            assert body.number.get_fill_opacity() == 1
    for bodies in rows:
        assert len({round(body.get_y(), 9) for body in bodies}) == 1
        across = np.array([body.get_x() for body in bodies])
        np.testing.assert_allclose(np.diff(across - scene.plan.middles), 0, atol=1e-9)


def check_sum(shown: Performance, layer: Mapping[str, Any]) -> None:
    """The written sum says how NumPy's number comes about, and each of its signs is true."""
    point, weights = np.array(layer["point"]), np.array(layer["weights"])[:, 0]
    lines = [line.markup for line in shown.scene.sum if hasattr(line, "markup")]
    shown_products = []
    for line, x, weight in zip(lines, point, weights, strict=False):
        factor, other, product = numbers_in(line)
        assert says(factor, float(x))
        assert says(other, float(weight))
        assert says(product, float(x * weight))
        assert ("≈" in line) == (factor * other != product), line
        shown_products.append(product)
    assert len(lines) == len(point) + (len(point) > 1)
    (total,) = numbers_in(lines[-1])[-1:]
    assert says(total, float(point @ weights))
    if len(point) > 1:
        assert ("≈" in lines[-1]) == (sum(shown_products) != total), lines


def check_names_of_rows(shown: Performance) -> None:
    """Wires end in the sums, and what is said of biases is nearer to them than to the sums."""
    scene = shown.scene
    ends = [wire.get_bottom()[1] for line in scene.wiring.wires for wire in line]
    assert min(ends) > scene.sums[0].get_bottom()[1]
    name, bracket = scene.formulas[-1], scene.brackets[1]
    above = bracket.get_bottom()[1] - name.get_top()[1]
    assert scene.biases[0].get_left()[0] - name.get_right()[0] < above + 0.05


def check_bodies(plan: Plan) -> None:
    """Numbers can be read and fit, and no wire runs through another's weight."""
    wiring = Wiring(plan, DARK).set_value(1.0)
    bodies = [body for body in wiring.get_family() if isinstance(body, Body)]
    for body in (*bodies, *wiring.neurons):
        assert digit_height([body.number.points]) * PIXELS >= SMALLEST_DIGIT
        assert body.number.width < body.shape.width - 0.05
        assert body.get_left()[0] > ROOM.left
        assert body.get_right()[0] < ROOM.right
    assert plan.names[0, 1] > ROOM.bottom
    half = np.array(plan.chip) / 2
    apart = np.diff([chip.get_x() for chip in Wiring(plan, DARK).chips[0]])  # on straight wires
    assert (apart > plan.chip[0]).all()
    for (row, column), _ in np.ndenumerate(plan.trace.weights):
        path = plan.bent(row, column)
        dense = np.vstack([np.linspace(a, b, 60) for a, b in pairwise(path)])
        for other, _ in np.ndenumerate(plan.trace.weights):
            inside = (np.abs(dense - plan.cells[other])[:, :2] < half).all(axis=1)
            assert inside.any() == (other == (row, column)), (row, column, other)


@pytest.fixture(scope="module")
def source() -> Performance:
    return perform("dense")


@pytest.mark.parametrize(
    "layer",
    [SINGLE, LONG, SMALL, FIVE, POWERS, ZEROS],
    ids=["single", "long", "small", "five", "powers", "zeros"],
)
def test_unusual_layers_are_shown_as_numpy_computes_them(layer: dict[str, Any]) -> None:
    shown = perform("dense", layer)
    check_last_picture(shown, layer)
    check_sum(shown, layer)
    check_bodies(shown.scene.plan)
    check_names_of_rows(shown)
    assert shown.scene.sum[-1].get_right()[0] < shown.scene.names[0].get_left()[0] - SPACING
    assert shown.beats[-1].end < 52


def test_it_says_what_the_source_says(source: Performance) -> None:
    check_last_picture(source, SOURCE)
    check_sum(source, SOURCE)
    texts = source.moments["neuron-1"].texts
    assert {"0.5 dot 0.2 = 0.10", "1.0 dot (-0.9) = -0.90", "-0.80"} <= set(texts)
    assert [body.number.text for body in source.scene.wiring.neurons] == ["1.20", "3.60", "0.65"]
    assert source.scene.answered == "One number per neuron: weighted sum plus bias."
    assert "O' = O thin W + b =" in source.moments["numbers"].texts


def test_the_point_and_its_image_stand_where_their_coordinates_lead(source: Performance) -> None:
    point, image = SOURCE["point"], (1.2, 3.6, 0.65)
    for beat, values in (("point", point), ("numbers", point), ("numbers", image)):
        places = [p for p in source.moments[beat].pictures if isinstance(p, Place)]
        (place,) = [p for p in places if len(p.numbers) == len(values)]
        steps = np.diff(place.corners, axis=0)
        expected = np.array(values)[:, None] * AXES[len(values)]
        np.testing.assert_allclose(steps * expected.max() / steps.max(), expected, atol=1e-9)
        lines = [place.submobjects.index(p) for p in place if isinstance(p, Line)]
        assert place.submobjects.index(place.numbers[0]) > max(lines)  # which would cover it


def test_every_weight_rides_on_its_wire_while_it_bends() -> None:
    wiring = Wiring(plan_of(SOURCE), DARK)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        wiring.set_value(value)
        for wires, chips in zip(wiring.wires, wiring.chips, strict=True):
            assert len({round(chip.get_y(), 9) for chip in chips}) == 1  # they are always a row
            for wire, chip in zip(wires, chips, strict=True):
                along = np.linspace(wire.get_start_anchors(), wire.get_end_anchors(), 200)
                off = np.linalg.norm(along - chip.get_center(), axis=2).min()
                assert off < 0.2  # the corner is rounded off, and the wire may be broken there


def test_the_wires_alone_bend_and_weights_end_in_columns() -> None:
    plan = plan_of(SOURCE)
    wiring = Wiring(plan, DARK)
    before = [body.get_center() for body in (*wiring.inputs, *wiring.neurons)]
    wiring.set_value(1.0)
    places = np.array([[chip.get_center() for chip in line] for line in wiring.chips])
    np.testing.assert_allclose(np.diff(places[..., 0], axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(
        before, [body.get_center() for body in (*wiring.inputs, *wiring.neurons)]
    )


def test_wires_are_as_wide_as_their_weights_are_large_and_broken_below_zero(
    source: Performance,
) -> None:
    weights = np.array(SOURCE["weights"])
    for wiring in (Wiring(plan_of(SOURCE), DARK), source.scene.wiring):  # first, and at the end
        widths = np.array([[wire.get_stroke_width() for wire in line] for line in wiring.wires])
        order = np.argsort(np.abs(weights), axis=None)
        assert (np.diff(widths.ravel()[order]) >= -1e-9).all()
        assert widths.max() > 1.5 * widths.min()
        for line, row in zip(wiring.wires, weights, strict=True):
            for wire, weight in zip(line, row, strict=True):
                assert (len(wire.get_subpaths()) > 1) == (weight < 0)


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


def test_the_last_picture_holds_the_point_its_image_and_their_row_alone(
    source: Performance,
) -> None:
    last = source.moments["numbers"]
    assert not {*last.glyphs} - {"0.5", "1.0", "1.20", "3.60", "0.65"}
    assert {"O", "O'", "layer"} <= {*last.texts}
    assert not any(isinstance(piece, Wiring) for piece in last.pictures)
