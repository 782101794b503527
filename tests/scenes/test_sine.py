"""The sine clip's sum is np.interp at every moment, and its numbers are those of the design."""

from __future__ import annotations

from typing import TypeVar

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import HiddenLayer, Split, interpolate
from scenes.catalogue.options.expressions import Target
from scenes.mobjects.clips.sine_tents import Gap, Rings, Stack, Tents, eased
from scenes.mobjects.plots.bend_arcs import Turn
from scenes.sine import answer_of
from scenes.stage import MOST_WORDS
from scenes.theme import DARK
from tests.scenes.performance import Moment, Performance, perform

FINE = np.linspace(0.0, 1.0, 200_001)
SINE = np.sin(2 * np.pi * np.linspace(0, 1, 9))


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("sine")


Kind = TypeVar("Kind")


def the(kind: type[Kind], moment: Moment) -> list[Kind]:
    return [picture for picture in moment.pictures if isinstance(picture, kind)]


def check_sum(moment: Moment, knots: np.ndarray, heights: np.ndarray) -> None:
    """The bright curve is the polygon through these points."""
    (curve,) = moment.curves_in(DARK.total)
    (corners,) = curve.pieces
    inside = np.clip(corners[:, 0], knots[0], knots[-1])
    expected = np.interp(inside, knots, heights)
    scale = max(1.0, np.abs(heights).max())
    np.testing.assert_allclose(corners[:, 1], expected, rtol=0, atol=1e-9 * scale)
    x = np.clip(knots, corners[0, 0], corners[-1, 0])
    drawn = np.interp(x, corners[:, 0], corners[:, 1])
    np.testing.assert_allclose(drawn, heights, rtol=0, atol=1e-9 * scale)


@pytest.mark.parametrize(("beat", "last"), [("first-tent", 1), ("more-tents", 4), ("hanging", 8)])
def test_the_sum_follows_the_tents_that_stand(shown: Performance, beat: str, last: int) -> None:
    raised = np.where(np.arange(9) <= last, SINE, 0.0)
    check_sum(shown.moments[beat], np.linspace(0, 1, 9), raised)


def test_the_tents_that_a_beat_speaks_of_have_their_heights_at_their_tips(
    shown: Performance,
) -> None:
    first, hanging = (shown.moments[beat].texts for beat in ("first-tent", "hanging"))
    assert [first.count(text) for text in ("tent, 0.707", "0: no tent")] == [1, 1]
    assert [text for text in hanging if "." in text] == ["-0.707", "-1.000", "-0.707"]


def test_rings_are_filled_when_the_sum_has_met_them(shown: Performance) -> None:
    scene = shown.scene
    rings, total = Rings(scene.plot, scene.model), mn.ManimColor(DARK.total)
    # Where the sine is 0, the sum of no tents is there already.
    for standing, full in ((-1.0, 0), (0.0, 3), (0.9, 3), (1.0, 4), (3.0, 6), (6.0, 9)):
        rings.set_value(standing)
        assert [ring.get_fill_color() for ring in rings].count(total) == full, standing


def test_a_tent_rises_fast_at_first_and_stands_at_the_end() -> None:
    shares = [eased(3 + share) for share in np.linspace(0, 1, 21)]
    assert shares[0] == 3.0
    assert np.all(np.diff(shares) >= 0)
    assert shares[10] > 3.8
    assert shares[-1] == pytest.approx(4.0)


def test_the_last_picture_tells_what_every_split_leaves_of_the_error(shown: Performance) -> None:
    moment = shown.moments["split-2"]
    for text in ("8 pieces", "0.0704", "16", "0.0188", "32", "0.0048", "largest error"):
        assert moment.texts.count(text) == 1
    assert shown.scene.answered == "They add up; each split roughly quarters the error."


@pytest.mark.parametrize(("beat", "segments"), [("split-1", 16), ("split-2", 32)])
def test_a_split_leads_to_the_polygon_of_twice_as_many_pieces(
    shown: Performance, beat: str, segments: int
) -> None:
    knots = np.linspace(0, 1, segments + 1)
    check_sum(shown.moments[beat], knots, np.sin(2 * np.pi * knots))


def test_all_tents_of_32_pieces_stand_in_the_end(shown: Performance) -> None:
    (tents,) = the(Tents, shown.moments["split-2"])
    knots = np.linspace(0, 1, 33)
    inner = np.delete(knots, [0, 16, 32])  # where the sine is 0, no tent is needed
    tips = [outline[np.abs(outline[:, 1]).argmax()] for outline in tents.outlines]
    np.testing.assert_allclose(tips, np.column_stack([inner, np.sin(2 * np.pi * inner)]))


def test_the_manifest_tells_pieces_tents_neurons_and_errors(shown: Performance) -> None:
    numbers = shown.scene.numbers
    assert numbers["max_error"] == pytest.approx(0.070378, abs=5e-7)
    assert (numbers["segments"], numbers["tents"]) == (8, 6)
    splits = numbers["splits"]
    assert [split["segments"] for split in splits] == [8, 16, 32]
    assert [split["tents"] for split in splits] == [6, 14, 30]
    assert [split["neurons"] for split in splits] == [7, 15, 31]  # the middle does not bend
    errors = [split["max_error"] for split in splits]
    assert errors == pytest.approx([0.070378, 0.018846, 0.004792], abs=5e-7)


def test_one_neuron_stands_on_every_bend(shown: Performance) -> None:
    moment, scene = shown.moments["neurons"], shown.scene
    inner = np.array([0, 1, 2, 3, 5, 6, 7])  # of the rings: in the middle the sine is straight
    expected = scene.plot.points_of(np.column_stack([inner / 8, SINE[inner]]))
    middles = [neuron[0].get_center() for neuron in scene.neurons]
    np.testing.assert_allclose(middles, expected, atol=1e-9)
    assert "7 bends: 7 ReLU neurons" in moment.texts
    assert [text for text in moment.texts if text in "234567"] == [*"234567"]
    assert not the(Tents, moment)
    (curve,) = moment.curves_in(DARK.total)
    assert curve.pieces[0][-1] == pytest.approx([1, 0])  # it ends with the target
    assert curve.pieces[0][0, 0] < -0.04
    check_sum(moment, np.linspace(0, 1, 9), SINE)


def test_an_arc_leads_from_straight_on_to_where_one_neuron_turns_the_line(
    shown: Performance,
) -> None:
    (turn,) = the(Turn, shown.moments["neurons"])
    slopes = np.diff(SINE)[1:3] * 8
    units = shown.scene.plot.unit
    np.testing.assert_allclose(turn.corner, shown.scene.plot.point(0.25, 1.0), atol=1e-9)
    np.testing.assert_allclose(turn.rises, slopes * units[1] / units[0])


def test_between_two_rings_one_height_stands_on_the_other(shown: Performance) -> None:
    moment, plot = shown.moments["more-tents"], shown.scene.plot
    numbers = [text for text in moment.texts if "." in text]
    assert sorted(numbers) == ["0.354", "0.500", "0.854"]  # (0.7071 + 0) / 2, (0 + 1) / 2
    (stack,) = the(Stack, moment)
    for x in (0.16, 0.1875, 0.21):
        first = np.interp(x, [0, 0.125, 0.25], [0, SINE[1], 0])
        second = np.interp(x, [0.125, 0.25, 0.375], [0, 1, 0])
        for standing, low, high in ((1.0, 0.0, second), (2.0, first, first + second)):
            stack.set_value((x, standing))
            lower, upper = (plot.data_of(body.points[::4]) for body in stack.bodies)
            np.testing.assert_allclose(lower[:, 1], [0, 0, low, low], atol=1e-9)
            np.testing.assert_allclose(upper[:, 1], [low, low, high, high], atol=1e-9)
        whole = np.interp(x, np.linspace(0, 1, 9), SINE)
        assert upper[2, 1] == pytest.approx(whole)
        assert np.mean(upper[:, 0]) == pytest.approx(x)
    assert stack.bodies[0].width < 0.3
    assert not the(Stack, shown.moments["hanging"])


def scallops(gap: Gap) -> tuple[np.ndarray, np.ndarray]:
    """Where a gap is drawn, and how high over its level, in units of the plot."""
    ends = np.vstack([gap.curve.points[::4], gap.curve.points[-1:]])
    unit = gap.plot.window.height / (gap.plot.y_range[1] - gap.plot.y_range[0])
    return gap.plot.data_of(ends)[:, 0], (ends[:, 1] - gap.level) / unit


def test_the_scallops_at_the_foot_are_those_of_the_last_generation(shown: Performance) -> None:
    assert shown.scene.times == 10
    assert "error (drawn times 10)" in shown.moments["split-2"].texts
    (gap,) = the(Gap, shown.moments["split-2"])
    x, heights = scallops(gap)
    knots = np.linspace(0, 1, 33)
    missing = np.abs(np.sin(2 * np.pi * x) - np.interp(x, knots, np.sin(2 * np.pi * knots)))
    np.testing.assert_allclose(heights, 10 * missing, atol=1e-9)


def test_the_columns_compare_the_largest_errors(shown: Performance) -> None:
    columns = shown.scene.record.columns
    heights = np.array([column.height for column in columns])
    expected = np.array([0.070378, 0.018846, 0.004792]) / 0.070378
    np.testing.assert_allclose(heights / heights[0], expected, rtol=1e-4)
    feet = [column.get_bottom()[1] for column in columns]
    assert feet == pytest.approx([feet[0]] * 3)
    for beat, count in (("error", 1), ("split-1", 2), ("split-2", 3)):
        stage = {part for picture in shown.moments[beat].pictures for part in picture.get_family()}
        assert [column in stage for column in columns] == [True] * count + [False] * (3 - count)


def test_the_scallops_before_stay_as_an_outline(shown: Performance) -> None:
    (gap,) = the(Gap, shown.moments["split-2"])
    assert shown.scene.ghost in shown.moments["split-2"].pictures
    unit = gap.plot.window.height / (gap.plot.y_range[1] - gap.plot.y_range[0])
    assert shown.scene.ghost.height == pytest.approx(10 * unit * 0.018846, rel=1e-3)
    assert "target" not in shown.moments["split-1"].texts  # it is covered


def test_the_error_is_red_between_the_curves_before_it_drops(shown: Performance) -> None:
    scene = shown.scene
    gap = Gap(scene.plot, scene.generations[-1], -3.5)
    function = scene.model.function
    gap.set_value((function, 1.0, 0.0))
    assert gap.area.get_fill_opacity() > 0.8
    corners = gap.plot.data_of(gap.area.points[::4])
    tops, feet = np.split(corners, 2)
    wave, polygon = np.sin(2 * np.pi * tops[:, 0]), function(tops[:, 0])
    np.testing.assert_allclose(tops[:, 1], np.maximum(wave, polygon), atol=1e-9)
    np.testing.assert_allclose(feet[::-1, 1], np.minimum(wave, polygon), atol=1e-9)


def test_the_error_keeps_its_height_on_its_way_down(shown: Performance) -> None:
    scene = shown.scene
    gap = Gap(scene.plot, scene.generations[-1], -3.5)
    lengths = []
    for dropped in (0.0, 0.4, 1.0):
        gap.set_value((scene.model.function, 1.0, dropped))
        corners = gap.area.points[::4]
        tops, feet = np.split(corners, 2)
        lengths.append(tops[:, 1] - feet[::-1, 1])
    np.testing.assert_allclose(lengths[1], lengths[0], atol=1e-9)
    np.testing.assert_allclose(lengths[2], lengths[0], atol=1e-9)
    assert gap.area.points[:, 1].min() == pytest.approx(-3.5)


@given(
    st.sampled_from(["exp(-x)*cos(6*x)", "x**2 - 1", "abs(x)", "sin(2*pi*x)"]),
    st.integers(1, 30),
    st.floats(0.0, 1.0),
)
def test_while_they_split_the_tents_add_up_to_the_sum_that_is_drawn(
    text: str, segments: int, share: float
) -> None:
    target, domain = Target(text), (-1.0, 2.0)
    x = np.linspace(*domain, 481)[1:-1]
    split = Split.of(interpolate(target, segments, domain))
    coarse, fine = (np.linspace(*domain, count + 1) for count in (segments, 2 * segments))
    before, after = (np.interp(x, knots, target(knots)) for knots in (coarse, fine))
    expected = (1 - share) * before + share * after
    np.testing.assert_allclose(split.function(share)(x), expected, atol=1e-9)
    tents = sum(np.interp(x, *flank_sides(outline), 0, 0) for outline in split.outlines(share))
    np.testing.assert_allclose(tents, expected, atol=1e-9)


def flank_sides(outline: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """An outline as a function: without the feet that stand straight under another corner."""
    inside = [
        all(not (other[0] == corner[0] and abs(other[1]) > abs(corner[1])) for other in outline)
        for corner in outline
    ]
    return outline[inside, 0], outline[inside, 1]


def test_split_tents_are_those_of_the_finer_polygon_in_the_end() -> None:
    split = Split.of(interpolate(Target("sin(2*pi*x)"), 8))
    highest = sorted(np.abs(outline[:, 1]).max() for outline in split.outlines(1.0))
    wanted = sorted(abs(tent.height) for tent in split.after.tents)
    assert highest == pytest.approx(wanted)


def test_two_segments_of_the_sine_need_no_tent_and_say_so() -> None:
    shown = perform("sine", {"segments": 2})
    assert "no tent" in shown.beats[1].caption
    assert [text for text in shown.moments["none"].texts if "tent" in text][1:] == ["0: no tent"]
    assert "1.000" in shown.moments["error"].texts
    assert shown.scene.answered == "They add up; each split shrinks the error."


def test_a_corner_that_the_knots_meet_ends_the_splits() -> None:
    shown = perform("sine", {"segments": 1, "target": "abs(x)", "domain": (-1.0, 1.0)})
    assert [each.segments for each in shown.scene.generations] == [1, 2]
    assert shown.scene.answered == "They add up to the curve itself."
    assert "No error" in shown.beats[-1].caption


def test_more_than_64_pieces_are_never_drawn() -> None:
    for segments, last in ((8, 32), (16, 64), (17, 34), (33, 33), (64, 64)):
        generations = interpolate(Target("exp(x)"), segments).halvings()
        assert generations[-1].segments == last


@pytest.mark.parametrize(
    ("target", "segments", "answer"),
    [
        ("x**2", 4, "They add up; each split quarters the error."),
        ("sin(2*pi*x)", 8, "They add up; each split roughly quarters the error."),
        ("sqrt(x)", 4, "They add up; each split shrinks the error."),  # the root of a half is left
        ("sin(16*pi*x)", 2, "They add up to 8 straight pieces."),  # its zeros are all they meet
        ("sqrt(x)", 33, "They add up to 33 straight pieces."),
        ("abs(x-0.5)", 1, "They add up to the curve itself."),
    ],
)
def test_the_answer_follows_the_numbers(target: str, segments: int, answer: str) -> None:
    assert answer_of(interpolate(Target(target), segments).halvings()) == answer


@settings(max_examples=6, deadline=None)
@given(
    st.sampled_from(["exp(-x)*cos(6*x)", "x**2 - 1", "abs(x)", "tanh(3*x)", "2", "sqrt(x+5)"]),
    st.integers(1, 40),
    st.tuples(st.integers(-40, 5), st.integers(7, 60)).map(
        lambda ends: (ends[0] / 10, ends[1] / 10)
    ),
)
def test_random_targets_are_met_at_every_knot(
    text: str, segments: int, domain: tuple[float, float]
) -> None:
    shown = perform("sine", {"target": text, "segments": segments, "domain": domain})
    target = Target(text)
    last = shown.scene.generations[-1]
    knots = np.linspace(*domain, last.segments + 1)
    check_sum(shown.moments[shown.beats[-1].name], knots, target(knots) * np.ones(len(knots)))
    x = domain[0] + FINE * (domain[1] - domain[0])
    worst = np.abs(target(x) - np.interp(x, knots, target(knots) * np.ones(len(knots)))).max()
    split = shown.scene.numbers["splits"][-1]
    assert split["max_error"] == pytest.approx(worst, abs=1e-4)  # a mesh may miss a corner
    assert split["max_error"] >= worst - 1e-9
    assert split["neurons"] == HiddenLayer.from_function(last.function, *domain).size
    assert 0 < len(shown.scene.answered.split()) <= MOST_WORDS
