"""ReLU swings the line up below zero: beads, points and formulas say what NumPy says."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.layout import FRAME, Region
from scenes.mobjects.clips.relu_line import ReluLine
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.text.notation import MINUS, written
from scenes.theme import DARK
from tests.scenes.performance import Performance, drawn_pieces, perform
from tests.scenes.test_every_clip import check_spoken_numbers

DEFAULT = [-2.0, -1.0, 0.0, 1.5, 3.0]
inputs = st.lists(st.floats(-1000, 1000).map(lambda x: round(x, 2)), min_size=1, max_size=7).map(
    tuple
)


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers; none of its parts is moved by a test."""
    return perform("relu")


def where(picture: ReluLine, place: np.ndarray) -> np.ndarray:
    """A place of the frame in units of the plot."""
    at: np.ndarray = picture.data_of(place[np.newaxis])[0]
    return at


def check_the_end(shown: Performance, given_inputs: tuple[float, ...]) -> None:
    """Beads, points and the bent line, for any numbers."""
    x = np.unique(given_inputs)
    picture = shown.scene.picture
    riders = shown.scene.riders
    (bent,) = drawn_pieces(picture.ramp.graph)
    np.testing.assert_allclose(bent[:, 1], np.maximum(0, bent[:, 0]), atol=1e-9)
    for rider, value in zip(riders, x, strict=True):
        assert float(written(rider.text)) == pytest.approx(value, rel=6e-3)
        at = where(picture, rider.bead.body.get_center())
        np.testing.assert_allclose(at, [rider.at, max(0.0, rider.at)], atol=1e-9)
        assert np.sign(rider.at) == np.sign(value)
        assert overlap(box_of(rider.bead), FRAME.inset(0.35, 0.35, 0.35, 0.35)) == pytest.approx(
            box_of(rider.bead).width * box_of(rider.bead).height
        )
        assert float(written(rider.bead.number.text)) == pytest.approx(max(0, value), rel=6e-3)
        assert float(written(rider.old.number.text)) == pytest.approx(value, rel=6e-3)
        lower, upper = (where(picture, ring.get_center()) for ring in (rider.lower, rider.upper))
        np.testing.assert_allclose(lower, [rider.at, min(0.0, rider.at)], atol=1e-9)
        np.testing.assert_allclose(upper, [rider.at, max(0.0, rider.at)], atol=1e-9)
        for ring, number in ((rider.lower, min(0, value)), (rider.upper, max(0, value))):
            assert float(written(ring.number.text)) == pytest.approx(number, rel=6e-3)
    for before, after in pairwise(riders):
        assert after.bead.get_left()[0] > before.bead.get_right()[0]


def test_the_beads_bear_the_inputs_and_at_last_the_outputs(shown: Performance) -> None:
    beads = [rider.bead for rider in shown.scene.riders]
    assert all(bead.body in shown.moments["guess"].pictures for bead in beads)
    numbers = [float(written(bead.number.text)) for bead in beads]
    assert numbers == np.maximum(0, DEFAULT).tolist()
    assert [float(written(rider.text)) for rider in shown.scene.riders] == DEFAULT
    check_the_end(shown, tuple(DEFAULT))
    assert shown.scene.answered == "Negative becomes 0. The rest stays."


def test_the_default_numbers_are_to_scale_on_a_straight_line(shown: Performance) -> None:
    scales = [rider.at / rider.x for rider in shown.scene.riders if rider.x]
    np.testing.assert_allclose(scales, scales[0])
    assert "not to scale" not in shown.moments["answer"].texts
    (line,) = [curve for curve in shown.moments["beads"].curves if curve.opacity == 1]
    np.testing.assert_allclose(line.pieces[0][:, 0], line.pieces[0][:, 1])


def test_what_is_not_to_scale_says_so() -> None:
    shown = perform("relu", {"inputs": (-1e6, 1e-6, 2.0)})
    assert "not to scale" in shown.moments["answer"].texts


@pytest.mark.parametrize("share", [0.4, 0.5, 0.93])
def test_on_the_way_up_each_negative_bead_is_empty_and_an_arrow_follows_it(share: float) -> None:
    scene = perform("relu").scene
    scene.picture.set_value(share)
    for rider in scene.riders:
        height = rider.at * (1 - share) if rider.at < 0 else rider.at
        at = where(scene.picture, rider.bead.body.get_center())
        np.testing.assert_allclose(at, [rider.at, height], atol=1e-9)
        assert rider.bead.number.get_fill_opacity() == (rider.x >= 0)
    shaft, head = scene.below[0].arrow
    assert shaft.get_bottom()[1] == pytest.approx(scene.below[0].old.get_top()[1], abs=0.02)
    assert scene.below[0].bead.get_bottom()[1] - 0.1 < head.get_top()[1]
    assert head.get_top()[1] < scene.below[0].bead.get_bottom()[1]
    (arm,) = drawn_pieces(scene.picture.arm.graph)
    np.testing.assert_allclose(arm[:, 1], (1 - share) * arm[:, 0], atol=1e-9)


def test_a_number_stays_clear_of_the_rim_of_its_bead_before_and_after_its_way() -> None:
    scene = perform("relu", {"inputs": (-300.25, -2.0, -0.5, -0.25)}).scene
    for share in (0.0, 0.05, 0.95, 1.0):
        scene.picture.set_value(share)
        for rider in scene.riders:
            assert rider.bead.number.width < rider.bead.body.width - 0.15


def test_the_positive_half_never_moves() -> None:
    scene = perform("relu").scene
    for rider in scene.above:
        places = []
        for share in (0.0, 0.3, 1.0):
            scene.picture.set_value(share)
            places.append(rider.bead.body.get_center())
        np.testing.assert_array_equal(places[0], places[1])
        np.testing.assert_array_equal(places[0], places[2])


def test_a_line_links_the_two_places_and_a_ring_is_around_what_stays(shown: Performance) -> None:
    for rider in shown.scene.riders:
        ends = sorted(rider.link.points[[0, -1]].tolist(), key=lambda end: end[1])
        rings = (rider.lower.get_center(), rider.upper.get_center())
        np.testing.assert_allclose(ends, rings, atol=0.01)
    assert all(rider.old.width > rider.bead.width + 0.1 for rider in shown.scene.above)


def test_both_places_of_a_negative_and_a_positive_number_are_seen_before_the_larger_one(
    shown: Performance,
) -> None:
    first, last = shown.scene.told
    assert [first.x, last.x] == [-2.0, 3.0]
    places, larger = shown.moments["places"], shown.moments["larger"]
    for rider in (first, last):
        assert all(ring in places.pictures for ring in (rider.lower, rider.upper))
        assert not any(part in places.pictures for part in (rider.bead.body, rider.out))
        assert all(part in larger.pictures for part in (rider.bead.body, rider.out))
    assert sorted(places.glyphs) == sorted(["0", "0", "0", MINUS + "2", "3"])
    assert all("max" not in text for text in places.texts)
    assert larger.text_with("max") == "ReLU(x) = max(0, x)"


def test_the_formula_says_what_comes_out_for_one_number_of_either_half(shown: Performance) -> None:
    said = [shown.moments[beat].text_with("ReLU(") for beat in ("guess", "swing", "stays")]
    assert said == ["ReLU(-2) = thick ?", "ReLU(-2) = 0", "ReLU(3) = 3"]


def test_the_end_shows_what_goes_in_and_out_on_both_sides_of_a_bare_corner(
    shown: Performance,
) -> None:
    scene, end = shown.scene, shown.moments["answer"]
    told = [rider for rider in scene.riders if rider.bead.body in end.pictures]
    assert [rider.x for rider in told] == [-2.0, 3.0]
    assert all(rider.old in end.pictures and rider.into in end.pictures for rider in told)
    assert [rider.arrow in end.pictures for rider in told] == [True, False]
    assert [end.texts.count(word) for word in ("in", "out")] == [2, 2]
    pin, _ = scene.picture.corner
    np.testing.assert_allclose(where(scene.picture, pin.get_center()), [0.0, 0.0], atol=1e-9)
    assert pin in end.pictures


def test_the_line_of_the_end_has_the_colour_of_ramps_and_its_corner_at_0(
    shown: Performance,
) -> None:
    scene = shown.scene
    graph = scene.picture.ramp.graph
    assert graph.get_stroke_color().to_hex().lower() == DARK.ramp
    np.testing.assert_allclose(drawn_pieces(graph)[0][1], [0.0, 0.0], atol=1e-9)


def test_old_numbers_stay_clear_of_one_another() -> None:
    shown = perform("relu", {"inputs": (-300.25, -3.5, -2.0, -1.0, -0.5, -0.25, -0.01)})
    boxes: list[Region] = [box_of(rider.old.number) for rider in shown.scene.below]
    for index, box in enumerate(boxes):
        assert all(overlap(box, other) == 0 for other in boxes[:index])


def test_numbers_that_are_written_alike_are_refused_by_name() -> None:
    with pytest.raises(OptionError, match=r"^--inputs must be .* got 1\.00001 and 1\.00002$"):
        find_clip("relu").parameters(inputs="1.00001,1.00002")


@settings(max_examples=2, deadline=None)
@example((0.0,))
@example((5.0, 5.0))
@example((-7.0,))
@given(inputs)
def test_any_numbers_come_out_as_numpy_says(given_inputs: tuple[float, ...]) -> None:
    shown = perform("relu", {"inputs": given_inputs})
    check_the_end(shown, given_inputs)
    check_spoken_numbers(shown)
    assert shown.scene.numbers["inputs"] == list(given_inputs)
    np.testing.assert_array_equal(shown.scene.numbers["outputs"], np.maximum(0, given_inputs))
    assert MINUS not in shown.scene.answered
