"""ReLU swings the line up below zero: beads, points and formulas say what NumPy says."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.layout import Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.relu_line import FRAME, ReluLine
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.text.notation import MINUS, written
from scenes.relu import Relu
from scenes.theme import DARK
from tests.scenes.performance import Performance, drawn_pieces, perform, plain
from tests.scenes.test_every_clip import check_spoken_numbers

DEFAULT = [-2.0, -0.5, 0.0, 1.5, 3.0]
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


def numbers_of(shown: Performance, beat: str) -> list[float]:
    """What the beads bear at the end of a beat, from left to right."""
    seen = shown.moments[beat].pictures
    beads = [rider.bead for rider in shown.scene.riders]
    assert all(bead.body in seen for bead in beads)
    return [float(written(bead.number.text)) for bead in beads]


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
        if value < 0:
            np.testing.assert_allclose(
                where(picture, rider.spot.get_center()), [rider.at] * 2, atol=1e-9
            )
            assert float(written(rider.number.text)) == pytest.approx(value, rel=6e-3)
        elif value > 0:
            np.testing.assert_allclose(
                where(picture, rider.spot.get_center()), [rider.at, 0.0], atol=1e-9
            )
    for before, after in pairwise(riders):
        assert after.bead.get_left()[0] > before.bead.get_right()[0]


def test_the_beads_bear_the_inputs_and_at_last_the_outputs(shown: Performance) -> None:
    assert numbers_of(shown, "answer") == np.maximum(0, DEFAULT).tolist()
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


def test_half_way_up_the_negative_beads_are_empty_and_half_as_deep() -> None:
    scene = Relu(skip_animations=True)
    halves = []

    def play(*animations: Any, **options: Any) -> None:
        for animation in animations:
            if isinstance(animation, Morph):
                animation.begin()
                animation.interpolate_mobject(0.5)
                halves.append([rider.bead.number in rider.bead for rider in scene.riders])
                for rider in scene.riders:
                    at = where(scene.picture, rider.bead.body.get_center())
                    y = rider.at / 2 if rider.at < 0 else rider.at
                    np.testing.assert_allclose(at, [rider.at, y], atol=1e-9)
                (arm,) = drawn_pieces(scene.picture.arm.graph)
                np.testing.assert_allclose(arm[:, 1], arm[:, 0] / 2, atol=1e-9)
        Relu.play(scene, *animations, **options)

    scene.play = play  # type: ignore[method-assign]
    scene.render()
    assert halves == [[False, False, True, True, True]]


def test_the_positive_half_never_moves() -> None:
    scene = perform("relu").scene
    for rider in scene.above:
        places = []
        for share in (0.0, 0.3, 1.0):
            scene.picture.set_value(share)
            places.append(rider.bead.body.get_center())
        np.testing.assert_array_equal(places[0], places[1])
        np.testing.assert_array_equal(places[0], places[2])


def test_an_arrow_leads_from_the_old_number_up_to_its_bead(shown: Performance) -> None:
    scene = shown.scene
    for rider in scene.below:
        tail, tip = rider.arrow[0].get_start(), rider.arrow[1].points[3]
        assert tail[0] == tip[0] == pytest.approx(rider.spot.get_center()[0])
        assert rider.spot.get_top()[1] == pytest.approx(tail[1])
        assert tip[1] == pytest.approx(rider.bead.get_bottom()[1], abs=0.03)
        assert tail[1] < tip[1]


def test_each_bead_is_weighed_as_the_larger_of_0_and_its_number() -> None:
    written_formulas: list[str] = []

    class Watched(Relu):
        def written(self, markup):  # type: ignore[no-untyped-def]
            formula = super().written(markup)
            written_formulas.append(plain(formula.markup))
            return formula

    Watched.__name__ = "Relu"
    Watched(skip_animations=True).render()
    weighed = [formula for formula in written_formulas if formula.startswith("max")]
    assert weighed == [f"max(0, {x:g}) = {max(0, x):g}" for x in DEFAULT]
    assert written_formulas[:2] == ["ReLU(-2) = thick ?", "ReLU(-2) = 0"]


def test_the_line_of_the_end_has_the_colour_of_ramps_and_its_corner_at_0(
    shown: Performance,
) -> None:
    scene = shown.scene
    graph = scene.picture.ramp.graph
    assert graph.get_stroke_color().to_hex().lower() == DARK.ramp
    np.testing.assert_allclose(drawn_pieces(graph)[0][1], [0.0, 0.0], atol=1e-9)


def test_old_numbers_stay_clear_of_one_another() -> None:
    shown = perform("relu", {"inputs": (-300.25, -3.5, -2.0, -1.0, -0.5, -0.25, -0.01)})
    boxes: list[Region] = [box_of(rider.number) for rider in shown.scene.below]
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
