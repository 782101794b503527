"""The dense clip shows what NumPy says, true to the last digit that is written, for any layer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.dense import Dense
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH
from scenes.mobjects.text.glyphs import Glyphs, Signs, before_point
from scenes.mobjects.text.notation import MINUS, written
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import DIMMED
from tests.scenes.performance import visible_family

SAFE = 0.35
"""Nothing comes closer to the frame's edge."""
PIXELS = 1080 / STAGE_HEIGHT
NUMBER = rf"{MINUS}?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
DIGIT_HEIGHT = 0.66  # of New Computer Modern, in em

SOURCE = {
    "point": (0.5, 1.0),
    "weights": ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4)),
    "biases": (2.0, 3.0, 0.5),
}
SINGLE = {"point": (2.0,), "weights": ((-1.5,),), "biases": (0.25,)}
LARGE = {
    "point": (1.0, -0.5, 2.0, 0.3),
    "weights": (
        (0.12, -1.4, 2.0, 0.75, -0.3),
        (-0.6, 0.9, 1.25, -2.1, 0.4),
        (1.1, 0.35, -0.8, 0.05, 1.6),
        (0.7, -2.2, 0.5, 1.0, -1.9),
    ),
    "biases": (0.5, -1.0, 0.0, 2.5, 0.75),
}
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
SHAPES: dict[str, dict[str, Any]] = {
    "source": SOURCE,
    "single": SINGLE,
    "large": LARGE,
    "long": LONG,
    "small": SMALL,
}


@dataclass(frozen=True)
class Seen:
    """A piece of text as it stands on the stage: `x` is where it begins, `point` where its
    decimal point is, `y` its baseline, `box` its left, right, bottom and top."""

    text: str
    x: float
    point: float
    y: float
    opacity: float
    size: float
    box: tuple[float, float, float, float]


def pieces_of(mobject: mn.Mobject) -> list[Seen]:
    if isinstance(mobject, Typeset):
        size, start = mobject.size, mobject.anchor.get_start()
        texts = [(mobject.markup, 0.0)]
    elif isinstance(mobject, Signs):
        size, start, texts = mobject.size, mobject.start, list(mobject.pieces)
    elif isinstance(mobject, Glyphs):
        size, texts = mobject.size, [(mobject.text, 0.0)]
        start = mobject.point - size * before_point(mobject.text) * mn.RIGHT
    else:
        return []
    opacity = max(member.get_fill_opacity() for member in mobject.family_members_with_points())
    box = tuple(
        float(edge)
        for edge in (
            mobject.get_left()[0],
            mobject.get_right()[0],
            mobject.get_bottom()[1],
            mobject.get_top()[1],
        )
    )
    return [
        Seen(
            text,
            start[0] + size * at,
            start[0] + size * (at + (0 if isinstance(mobject, Typeset) else before_point(text))),
            start[1],
            opacity,
            size,
            box,  # type: ignore[arg-type]  # four of them
        )
        for text, at in texts
    ]


@dataclass(frozen=True)
class Shown:
    """What was seen at the end of each beat, and how long the clip is."""

    beats: dict[str, list[Seen]]
    duration: float
    boxes: list[mn.Mobject]

    def line(self, beat: str, y: float) -> str:
        """What stands on one line, from left to right."""
        pieces = [seen for seen in self.beats[beat] if abs(seen.y - y) < 1e-6]
        return "".join(seen.text for seen in sorted(pieces, key=lambda seen: seen.x))


def show(parameters: Mapping[str, Any], theme: str = "dark") -> Shown:
    beats: dict[str, list[Seen]] = {}
    outside: list[mn.Mobject] = []

    def close_and_note(scene: Dense) -> None:
        Dense._close_beat(scene)
        if scene.beats:
            family = [member for top in scene.mobjects for member in visible_family(top)]
            beats[scene.beats[-1].name] = [seen for m in family for seen in pieces_of(m)]
            outside.extend(m for m in family if m.has_points() and is_outside(m))

    watched = type("Dense", (Dense,), {"_close_beat": close_and_note})
    scene = watched(parameters=parameters, theme=theme, skip_animations=True)
    scene.render()
    return Shown(beats, scene.time, outside)


def is_outside(mobject: mn.Mobject) -> bool:
    reach = np.abs([mobject.get_corner(corner)[:2] for corner in (mn.UR, mn.DL)]).max(axis=0)
    return bool((reach > [STAGE_WIDTH / 2 - SAFE, STAGE_HEIGHT / 2 - SAFE]).any())


def is_number(text: str) -> bool:
    return re.fullmatch(NUMBER, text) is not None


def says(text: str, value: float) -> bool:
    """Whether a number as it is written is `value`, rounded half up to the digits it has."""
    unit = Decimal(1).scaleb(written(text).as_tuple().exponent)  # type: ignore[arg-type]
    slack = Decimal(1e-9 * max(1.0, abs(value)))
    return abs(written(text) - Decimal(value)) <= unit / 2 + slack


def rows_of(seen: list[Seen]) -> list[list[Seen]]:
    """The numbers on the stage, line by line from the top, each line from left to right."""
    rows: dict[float, list[Seen]] = defaultdict(list)
    for piece in seen:
        if is_number(piece.text):
            rows[round(piece.y, 6)].append(piece)
    return [sorted(rows[y], key=lambda piece: piece.x) for y in sorted(rows, reverse=True)]


def check_matrices(shown: Shown, layer: Mapping[str, Any]) -> None:
    """Every number of the last picture is where NumPy's result says that it belongs."""
    point, weights = np.array(layer["point"]), np.array(layer["weights"])
    biases = np.array(layer["biases"])
    expected = [
        np.arange(1, len(biases) + 1),
        *weights,
        np.concatenate([point, point @ weights]),
        biases,
        point @ weights + biases,
    ]
    rows = rows_of(shown.beats["coordinates"])
    assert [len(row) for row in rows] == [len(values) for values in expected]
    for row, values in zip(rows, expected, strict=True):
        for piece, value in zip(row, values, strict=True):
            assert says(piece.text, float(value)), (piece.text, value)
    count = len(biases)
    for column in range(count):
        points = [row[column - count].point for row in rows[1:]]
        np.testing.assert_allclose(points, points[0], rtol=0, atol=1e-9)


def check_sum(shown: Shown, layer: Mapping[str, Any], neuron: int) -> None:
    """The sum at the foot says how NumPy's number comes about, and each of its steps is true."""
    beat = f"neuron-{neuron + 1}"
    point, weights = np.array(layer["point"]), np.array(layer["weights"])[:, neuron]
    lowest = rows_of(shown.beats["layer"])[-1][0].y
    lines = sorted({round(s.y, 6) for s in shown.beats[beat] if s.y < lowest - 1e-6}, reverse=True)
    line = " ".join(shown.line(beat, y).strip() for y in lines)
    *sides, total = re.split("[=≈]", line)
    relations = re.findall("[=≈]", line)
    assert says(total.strip(), float(point @ weights))
    texts = re.findall(NUMBER, sides[0])
    for factor, text in zip(np.column_stack([point, weights]).ravel(), texts, strict=True):
        assert says(text, float(factor)), (text, factor)
    factors = list(map(written, texts))
    values = [sum(a * b for a, b in zip(factors[::2], factors[1::2], strict=True))]
    if len(point) > 1:
        terms = re.findall(NUMBER, sides[1].replace(f"{MINUS} ", MINUS))
        for text, product in zip(terms, point * weights, strict=True):
            assert says(text.replace(" ", ""), float(product)), (text, product)
        values.append(sum(map(written, terms)))
    values.append(written(total.strip()))
    assert len(relations) == len(values) - 1
    for relation, left, right in zip(relations, values[:-1], values[1:], strict=True):
        assert (relation == "=") == (left == right), line


def bias_sums_in(shown: Shown) -> list[str]:
    """The bias steps as they stand below the results, from the top, from left to right."""
    seen = shown.beats["bias"]
    results = rows_of(shown.beats["coordinates"])[-1][0].y
    below = sorted((s for s in seen if s.y < results - 1e-6), key=lambda s: (round(-s.y, 6), s.x))
    return ["".join(s.text for s in below[k : k + 4]) for k in range(0, len(below), 4)]


def check_bias_sums(shown: Shown, layer: Mapping[str, Any]) -> None:
    """Each step says what NumPy does with the bias, with a sign that is true as it is written."""
    linear = np.array(layer["point"]) @ np.array(layer["weights"])
    steps = bias_sums_in(shown)
    assert len(steps) == len(layer["biases"])
    for text, start, bias in zip(steps, linear, layer["biases"], strict=True):
        before, sign, size, relation, after = text.split(" ")
        shift = f"{sign.replace('+', '')}{size}"
        assert says(before, float(start)), text
        assert says(shift, bias), text
        assert says(after, float(start + bias)), text
        assert (relation == "=") == (written(before) + written(shift) == written(after)), text


@st.composite
def layers(draw: st.DrawFn) -> dict[str, Any]:
    size = draw(st.sampled_from([2, 10, 1000, 9999]))
    decimals = draw(st.integers(0, 3))
    numbers = st.floats(-size, size).map(lambda value: round(value, decimals) + 0.0)
    inputs, neurons = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    return {
        "point": tuple(draw(numbers) for _ in range(inputs)),
        "weights": tuple(tuple(draw(numbers) for _ in range(neurons)) for _ in range(inputs)),
        "biases": tuple(draw(numbers) for _ in range(neurons)),
    }


@pytest.fixture(scope="module")
def source() -> Shown:
    return show({})


@pytest.fixture(scope="module", params=SHAPES)
def shaped(request: pytest.FixtureRequest) -> tuple[Shown, dict[str, Any]]:
    layer = SHAPES[request.param]
    return show(layer), layer


def test_the_sums_are_those_of_the_source(source: Shown) -> None:
    sums = {
        "neuron-1": f"0.5 · 0.2 + 1.0 · ({MINUS}0.9) = 0.10 {MINUS} 0.90 = {MINUS}0.80",
        "neuron-2": "0.5 · 0.8 + 1.0 · 0.2 = 0.40 + 0.20 = 0.60",
        "neuron-3": f"0.5 · ({MINUS}0.5) + 1.0 · 0.4 = {MINUS}0.25 + 0.40 = 0.15",
    }
    for beat, line in sums.items():
        lowest = min(seen.y for seen in source.beats[beat])
        assert source.line(beat, lowest) == line


def test_the_bias_steps_are_those_of_the_source(source: Shown) -> None:
    steps = [f"{MINUS}0.80 + 2.00 = 1.20", "0.60 + 3.00 = 3.60", "0.15 + 0.50 = 0.65"]
    assert bias_sums_in(source) == steps


def test_it_ends_on_the_coordinates_of_the_source(source: Shown) -> None:
    rows = rows_of(source.beats["coordinates"])
    assert [piece.text for piece in rows[-1]] == ["1.20", "3.60", "0.65"]
    conclusions = [s.text for s in source.beats["coordinates"] if "before any activation" in s.text]
    assert len(conclusions) == 1


def test_the_row_of_v_and_one_column_are_lit_and_the_others_dimmed(source: Shown) -> None:
    for neuron in range(3):
        rows = rows_of(source.beats[f"neuron-{neuron + 1}"])
        for row in rows[1:3]:
            opacities = [piece.opacity for piece in row]
            assert opacities == [1.0 if j == neuron else DIMMED for j in range(3)]
        assert [piece.opacity for piece in rows[3][:2]] == [1.0, 1.0]


@pytest.mark.parametrize("layer", [SOURCE, SINGLE, LARGE])
def test_an_arrow_leads_from_each_input_to_its_row_of_weights(layer: dict[str, Any]) -> None:
    scene = Dense(parameters=layer, skip_animations=True)
    scene.set_the_scheme()
    scheme = scene.scheme
    for k, elbow in enumerate(scheme.elbows):
        start, end = elbow.points[0], elbow.points[7]
        value, weight = scheme.point.entries[0][k], scheme.weights.entries[k][0]
        assert value.get_left()[0] < start[0] < value.get_right()[0]
        assert start[1] > scheme.point.brackets.get_top()[1]
        assert weight.get_bottom()[1] < end[1] < weight.get_top()[1]
        assert end[0] < scheme.weights.brackets.get_left()[0]


def test_every_number_in_the_end_is_numpys(shaped: tuple[Shown, dict[str, Any]]) -> None:
    check_matrices(*shaped)


def test_every_bias_step_is_true_as_it_is_written(
    shaped: tuple[Shown, dict[str, Any]],
) -> None:
    check_bias_sums(*shaped)


def test_every_sum_is_true_as_it_is_written(shaped: tuple[Shown, dict[str, Any]]) -> None:
    shown, layer = shaped
    for neuron in range(len(layer["biases"])):
        check_sum(shown, layer, neuron)


@settings(max_examples=6, deadline=None)
@given(layers())
def test_random_layers_are_shown_as_numpy_computes_them(layer: dict[str, Any]) -> None:
    shown = show(layer, theme="light")
    check_matrices(shown, layer)
    check_layout(shown)
    check_bias_sums(shown, layer)
    for neuron in range(len(layer["biases"])):
        check_sum(shown, layer, neuron)


def check_layout(shown: Shown) -> None:
    assert not shown.boxes
    for seen in shown.beats.values():
        boxes = {piece.box for piece in seen}
        for one in boxes:
            for other in boxes - {one}:
                apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2]
                assert apart or other[3] <= one[2] or _is_inside_a_sum(one, other), seen
        for piece in seen:
            assert piece.size * DIGIT_HEIGHT * PIXELS >= 20, piece


def _is_inside_a_sum(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether one of them is the signs of a product, which stand around its numbers."""
    inner, outer = sorted([one, other], key=lambda box: box[1] - box[0])
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def test_nothing_is_cut_overlaps_or_is_too_small(shaped: tuple[Shown, dict[str, Any]]) -> None:
    check_layout(shaped[0])


def test_a_large_layer_takes_no_more_than_50_seconds(shaped: tuple[Shown, dict[str, Any]]) -> None:
    assert shaped[0].duration <= 50


def test_rounded_sums_are_not_called_equal() -> None:
    shown = show({"point": (1 / 3, 1 / 3), "weights": ((1.0,), (1.0,)), "biases": (1 / 3,)})
    lowest = min(seen.y for seen in shown.beats["neuron-1"])
    line = shown.line("neuron-1", lowest)
    assert line == "0.333 · 1 + 0.333 · 1 = 0.333 + 0.333 ≈ 0.667"
    signs = [seen.text for seen in shown.beats["bias"] if "approx" in seen.text]
    assert not signs  # 0.667 + 0.333 = 1.0 is true as it is written
