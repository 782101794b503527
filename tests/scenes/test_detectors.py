"""The meters read what NumPy says, and a point and its meter cross their dotted lines together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relu_anim import Dense
from relu_anim import Detectors as Model
from relu_anim.detectors import along
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.detectors_map import Chart, Walker
from scenes.mobjects.controls.meters import FOOT, HEIGHT, Bar, Signature
from scenes.mobjects.labels import box_of
from scenes.mobjects.text.notation import written
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers

WEIGHTS = np.array([[0.2, 0.8, -0.5], [-0.9, 0.2, 0.4]])
BIASES = np.array([2.0, 3.0, 0.5])
POINTS = np.array([[0.5, 1.0], [-3.0, 1.0], [-2.0, 3.0]])
tenths = st.integers(-20, 20).map(lambda n: n / 10)


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers; none of its parts is moved by a test."""
    return perform("detectors")


@pytest.fixture(scope="module")
def walker() -> Walker:
    """The point with its three meters, which tests lead over the map."""
    model = Model(Dense(WEIGHTS, BIASES), POINTS, 1.0)
    chart = Chart(DARK, model)
    chart.put_badges(chart.points_of(POINTS))
    walker = Walker(chart, POINTS)
    walker.awake.add(*walker.meters)
    return walker.set_value(POINTS[0])


def row_of(signature: Signature) -> list[str]:
    """What is read off a signature at its dotted line; bars end well clear of it."""
    limit, unit = signature.dots.get_y(), signature.height
    tops = [box_of(bar).top - limit for bar in signature.bars]
    assert all(box_of(bar).bottom < limit - unit / 5 for bar in signature.bars)
    assert all(abs(top) > unit / 5 for top in tops)
    return ["HIGH" if top > 0 else "LOW" for top in tops]


def check_bar(bar: Bar, dots: float, score: float) -> None:
    """Its height, its dotted line and its brightness."""
    unit = (dots - bar.foot[1]) / bar.threshold
    assert bar.level.get_y() - bar.foot[1] == pytest.approx(unit * score, abs=1e-6)
    assert bar.body.get_top()[1] == pytest.approx(bar.level.get_y(), abs=1e-6)
    colour = bar.bodies[int(score >= bar.threshold)]
    assert bar.body.get_fill_color().to_hex().lower() == colour


def check_meters(walker: Walker, place: np.ndarray, weights: Any, biases: Any) -> None:
    """Everything that is read at a place, against `max(0, x W + b)`."""
    chart = walker.chart
    np.testing.assert_allclose(chart.data_of(walker.ball.get_center()[np.newaxis])[0], place)
    for meter, z in zip(walker.meters, place @ np.array(weights) + biases, strict=True):
        check_bar(meter.bar, meter.dots.get_y(), max(z, 0))
        assert meter.bar.foot[1] == FOOT[1]
        assert float(written(meter.number.text)) == pytest.approx(max(z, 0), abs=0.0051)
        assert meter.reading.text == ("HIGH" if z >= 1 else "LOW")


@pytest.mark.parametrize("place", [*POINTS, [-1.0, 1.0], [1.0, -1.0], [-5.0, 4.0]])
def test_anywhere_on_the_map_the_meters_read_the_scores(walker: Walker, place: Any) -> None:
    check_meters(walker.set_value(np.array(place)), np.array(place), WEIGHTS, BIASES)


@pytest.mark.parametrize("neuron", [0, 1, 2])
def test_the_point_and_its_meter_cross_their_dotted_lines_at_once(
    walker: Walker, neuron: int
) -> None:
    chart, model, meter = walker.chart, walker.chart.model, walker.meters[neuron]
    edge = model.nearest(POINTS[1], neuron, 1.0)
    dots = chart.data_of(chart.dots[neuron].points)
    np.testing.assert_allclose((dots @ WEIGHTS + BIASES)[:, neuron], 1.0, atol=1e-9)
    for share in (0.8, 0.999, 1.001, 1.2):
        walker.set_value(edge + (share - 1) * model.rises[neuron])
        assert meter.bar.high == (share > 1)
        above = meter.bar.level.get_y() - meter.dots.get_y()
        assert above == pytest.approx((share - 1) * HEIGHT / 3.6, abs=1e-6)


def test_badges_are_on_their_lines(walker: Walker) -> None:
    chart = walker.chart
    for neuron, (disc, _) in enumerate(chart.badges):
        at = chart.data_of(np.array([disc.get_center()])) @ WEIGHTS + BIASES
        assert at[0, neuron] == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_the_piece_of_the_point_is_lit_as_the_lines_so_far_cut_it(
    walker: Walker, lines: int
) -> None:
    walker.lines = lines
    for point in POINTS:
        corners = walker.chart.data_of(walker.set_value(point).lit.get_start_anchors())
        sides = (corners @ WEIGHTS + BIASES - 1) * np.where(point @ WEIGHTS + BIASES >= 1, 1, -1)
        assert sides[:, :lines].min() > -1e-9
        rim = np.isclose(corners[:, np.newaxis], walker.chart.box[[0, 2]]).any(axis=(1, 2))
        assert (rim | np.isclose(sides[:, :lines], 0).any(axis=1)).all()  # nothing is left out


def check_the_end(shown: Performance, parameters: dict[str, Any]) -> None:
    """The signatures that stay, one for each piece, and what was said of the lines on the way."""
    scene, limit = shown.scene, parameters["threshold"]
    points, weights, biases = (np.array(parameters[n]) for n in ("points", "weights", "biases"))
    scores = np.maximum(0, points @ weights + biases)
    numbers = scene.numbers
    np.testing.assert_allclose(numbers["scores"], scores, atol=1e-9)
    assert numbers["points"] == points.tolist()
    assert numbers["threshold"] == limit
    words = [["HIGH" if score >= limit else "LOW" for score in row] for row in scores]
    assert numbers["signatures"] == words
    assert [row_of(card) for _, card in scene.cards] == words
    assert [letter.text for letter, _ in scene.cards] == list("ABCD"[: len(points)])
    for before, after, beat in zip(words, words[1:], shown.beats[5:], strict=False):
        flips = sum(a != b for a, b in zip(before, after, strict=True))
        assert f". {('No', 'One', 'Two', 'Three')[flips]} line" in beat.caption
        assert ", ".join(after) in beat.caption
    for spot, letter in zip(scene.spots, scene.letters, strict=True):
        assert 0.2 < np.linalg.norm(letter.get_center() - spot.get_center()) < 1.0
    assert len(scene.spots) == len(points)


def test_the_default_stamps_the_signatures_of_the_text(shown: Performance) -> None:
    names = ["score", "threshold", "wander", "point-a", "piece", "point-b", "point-c", "answer"]
    assert [beat.name for beat in shown.beats] == names
    check_the_end(shown, find_clip("detectors").parameters())
    captions = {beat.name: beat.caption for beat in shown.beats}
    assert "HIGH, HIGH, LOW" in captions["point-a"]
    assert "Three lines" in captions["point-b"]
    assert "One line" in captions["point-c"]
    assert shown.scene.answered == "Each says HIGH or LOW; together, a signature."
    assert shown.moments["point-a"].numbers == {"score 1": 1.2, "score 2": 3.6, "score 3": 0.65}
    assert shown.moments["point-b"].numbers == {"score 1": 0.5, "score 2": 0.8, "score 3": 2.4}
    assert shown.moments["point-c"].numbers == {"score 1": 0.0, "score 2": 2.0, "score 3": 2.7}


def test_the_way_to_b_crosses_one_line_at_a_time(shown: Performance) -> None:
    path = along(shown.scene.ways[0], np.linspace(0, 1, 2001))
    near = np.abs(path @ WEIGHTS + BIASES - 1) < 0.05  # where a line is bright
    assert near.any(axis=0).all()
    assert near.sum(axis=1).max() == 1


def test_the_point_stays_in_its_piece_and_elsewhere_on_the_map(shown: Performance) -> None:
    high = shown.scene.stay @ WEIGHTS + BIASES >= 1
    assert (high == [True, True, False]).all()
    first = shown.scene.tour @ WEIGHTS + BIASES
    assert first[0, 0] < 0 < 1.3 < first[-1, 0]
    wander, (low, high) = shown.scene.wander, shown.scene.chart.box[[0, 2]]
    assert ((wander > low) & (wander < high)).all()
    turns = (wander @ WEIGHTS + BIASES >= 1).astype(int)
    assert (np.abs(np.diff(turns, axis=0)).sum(axis=0) >= 2).all()  # each meter falls and rises
    np.testing.assert_allclose(wander[-1], POINTS[0])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"points": "1"}, "--points must have 2 columns"),
        ({"points": "1,1;2,2;3,3;4,4;5,5"}, "--points must have 1 to 4 rows"),
        ({"points": "0.5,1;0.5,1.01"}, "--points must be as far apart"),
        ({"points": "0.5,1;0,0", "biases": "1,3,1"}, "--points must not lie so near .* got 0,0"),
        ({"weights": "0,1,1;0,2,1"}, "--weights must not both be 0: neuron 1"),
        ({"weights": "1,2;3,4", "biases": "1,2"}, "--weights must have 2 rows and 3 columns"),
        ({"threshold": "0.2"}, "--threshold must be at least 0.6 .* got 0.2"),
        ({"threshold": "0"}, "--threshold must be between 0.01 and 1000"),
    ],
)
def test_what_no_picture_can_show_is_refused_by_name(options: dict[str, str], says: str) -> None:
    with pytest.raises(OptionError, match=f"^{says}"):
        find_clip("detectors").parameters(**options)


@settings(max_examples=4, deadline=None)
@given(
    st.lists(st.tuples(tenths, tenths), min_size=1, max_size=4, unique=True),
    st.lists(tenths, min_size=9, max_size=9),
)
def test_any_layer_and_points_are_read_as_numpy_says(
    points: list[tuple[float, float]], numbers: list[float]
) -> None:
    layer = {"weights": [numbers[:3], numbers[3:6]], "biases": numbers[6:]}
    try:
        parameters = find_clip("detectors").parameters(points=points, threshold=0.9, **layer)
    except OptionError:
        assume(False)
    shown = perform("detectors", parameters)
    check_the_end(shown, parameters)
    check_spoken_numbers(shown)
