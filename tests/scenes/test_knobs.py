"""Every pull lights just the numbers that it changes, and all of them say what NumPy says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Pull, Tent, pulls_at
from scenes.knobs import Knobs
from scenes.layout import STAGE_WIDTH
from scenes.mobjects.clips.knobs_tent import RootedTent, Shape
from scenes.mobjects.controls.handles import Handle
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.networks.hanging_neurons import colour_of
from scenes.mobjects.text.notation import MINUS, Notation, written
from scenes.theme import DARK
from tests.scenes.performance import Performance, drawn_pieces, perform, plain
from tests.scenes.test_every_clip import check_spoken_numbers

LIT = {
    "position": {"bias 1", "bias 2", "bias 3"},
    "height": {"weight 1", "weight 2", "weight 3"},
    "flip": {"weight 1", "weight 2", "weight 3"},
    "right slope": {"weight 2", "bias 3", "weight 3"},
}


def weights_of(corners: np.ndarray) -> list[float]:
    """`H/(m-a)`, `-(H/(m-a) + H/(b-m))` and `H/(b-m)`."""
    (a, _), (m, height), (b, _) = corners
    return [height / (m - a), -height / (m - a) - height / (b - m), height / (b - m)]


def rounding(notation: Notation) -> float:
    """By how much a number is off as it is written, at most."""
    return 0.51 * float(10.0**-notation.decimals)


@st.composite
def tents(draw: st.DrawFn) -> dict[str, float]:
    """Options that can be shown: places in tenths, no side shorter than a quarter."""
    left, side = draw(st.integers(-50, 30)), draw(st.integers(3, 20))
    other = draw(st.integers(int(np.ceil(0.34 * side)), 3 * side))
    height = draw(st.sampled_from([0.07, 0.3, 2.0, 14.0]))
    return {
        "left": left / 10,
        "peak": (left + side) / 10,
        "right": (left + side + other) / 10,
        "height": height,
    }


def lit_in(picture: RootedTent) -> set[str]:
    """Which numbers have the colour of their role, on the line and in the digits alike."""
    lit = set()
    for index, root in enumerate(picture.roots, start=1):
        for kind, line, number in (
            ("weight", root.wire, root.weight),
            ("bias", root.bead.body, root.bead.number),
        ):
            own = np.array([colour_of(DARK, kind, share).to_rgb() for share in (0.0, 1.0)])
            strokes, fills = (
                np.abs(own - rgbas[0, :3]).max(axis=1) < 1e-6
                for rgbas in (line.stroke_rgbas, number.fill_rgbas)
            )
            np.testing.assert_array_equal(strokes, fills)
            assert strokes.any()
            lit |= {f"{kind} {index}"} if strokes[1] else set()
    return lit


def numbers_in(picture: RootedTent) -> list[list[float]]:
    """The places of the corners, the biases and the weights, as they are written."""
    rows = (
        picture.numbers,
        [root.bead.number for root in picture.roots],
        [root.weight for root in picture.roots],
    )
    return [[float(written(number.text)) for number in row] for row in rows]


class Notes:
    """What is lit, what is written and where the handles are, when each pull has ended."""

    def __init__(self, scene: Knobs) -> None:
        self.lit, self.read = lit_in(scene.picture), numbers_in(scene.picture)
        knobs = [thing.knob.get_center() for thing in scene.shown if isinstance(thing, Handle)]
        self.ends = scene.picture.ground.data_of(np.array(knobs))


@pytest.fixture(scope="module")
def shown() -> Iterator[Performance]:
    """The clip with its default numbers; its scene has `notes` on each pull."""
    pull_at = Knobs.pull

    def pull(scene: Any, pull: Pull) -> None:
        pull_at(scene, pull)
        scene.notes = {**getattr(scene, "notes", {}), pull.name: Notes(scene)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Knobs, "pull", pull)
        yield perform("knobs")


def test_every_pull_lights_just_what_it_changes(shown: Performance) -> None:
    assert {name: note.lit for name, note in shown.scene.notes.items()} == LIT


def test_the_numbers_have_counted_to_those_of_the_pulled_tent(shown: Performance) -> None:
    notes = shown.scene.notes
    for pull in shown.scene.model:
        places, biases, weights = notes[pull.name].read
        assert places == pytest.approx([pull.after.left, pull.after.peak, pull.after.right])
        assert biases == pytest.approx([-x for x in places])
        assert weights == pytest.approx(weights_of(pull.corners(1.0)))
    assert notes["right slope"].read[2] == [1.0, -1.6, 0.6]


def test_the_handle_is_at_the_corner_that_is_pulled(shown: Performance) -> None:
    ends = {"position": [0.7, 0.3], "height": [0.5, 0.15], "flip": [0.5, -0.15]}
    ends |= {"right slope": [1.0, 0.0]}
    for name, place in ends.items():
        np.testing.assert_allclose(shown.scene.notes[name].ends, [place], atol=1e-9)


@pytest.mark.parametrize(
    ("beat", "olds"),
    [
        ("position", ["-0.2", "-0.5", "-0.8"]),
        ("height", ["1.0", "-2.0", "1.0"]),
        ("flip", ["0.5", "-1.0", "0.5"]),
        ("right", ["-2.0", "1.0", "-0.8"]),
    ],
)
def test_each_pull_leaves_behind_what_the_changed_numbers_were(
    shown: Performance, beat: str, olds: list[str]
) -> None:
    glyphs = shown.moments[beat].glyphs
    assert [text.replace(MINUS, "-") for text in glyphs[-len(olds) :]] == olds


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_turns_and_places_are_seen_as_far_as_their_numbers_are_lit(share: float) -> None:
    picture = RootedTent(DARK, pulls_at(Tent(0.2, 0.5, 0.8, 0.3)))
    lit = share * np.array([[0, 1, 1], [1, 0, 1]])
    picture.set_value(Shape(picture.shape.corners, lit))
    assert [turn.arc.get_stroke_opacity() for turn in picture.turns] == pytest.approx(lit[0])
    assert [number.get_fill_opacity() for number in picture.numbers] == pytest.approx(lit[1])
    feet = [number.get_center()[0] for number in picture.numbers]
    wires = [root.wire.get_center()[0] for root in picture.roots]
    np.testing.assert_allclose(feet, wires, atol=0.02)


@pytest.mark.parametrize("joined", [[0, 0, 0], [2, 0, 0], [2, 1.5, 0], [2, 2, 1], [2, 2, 2]])
def test_neuron_after_neuron_the_line_is_the_sum_of_those_that_bend_it(joined: list[float]) -> None:
    picture = RootedTent(DARK, pulls_at(Tent(0.2, 0.5, 0.8, 0.3)))
    picture.set_value(Shape(picture.shape.corners, joined=np.array(joined, dtype=float)))
    x = np.linspace(-0.2, 1.2, 57)
    parts = zip(joined, (1, -2, 1), (0.2, 0.5, 0.8), strict=True)
    sums = sum(max(0, j - 1) * w * np.maximum(x - place, 0) for j, w, place in parts)
    np.testing.assert_allclose(picture.line.graph.function(x), sums, atol=1e-9)
    heights = [root.wire.get_top()[1] - root.bead.body.get_top()[1] for root in picture.roots]
    assert [height > 0.5 for height in heights] == [j >= 1 for j in joined]


def test_numbers_on_their_way_have_a_decimal_more_and_add_up() -> None:
    pull = pulls_at(Tent(0.2, 0.5, 0.8, 0.3))[3]
    picture = RootedTent(DARK, pulls_at(pull.before))
    start, end = (Shape(pull.corners(share)) for share in (0.0, 1.0))
    picture.set_value(start.towards(end, 0.4))
    foot = 0.88
    places, biases, weights = numbers_in(picture)
    assert places == [0.2, 0.5, foot]
    assert biases == [-0.2, -0.5, -foot]
    assert weights == [1.0, round(-1 - 0.3 / 0.38, 2), round(0.3 / 0.38, 2)]
    picture.set_value(start.towards(end, 1.0))
    assert numbers_in(picture)[2] == [1.0, -1.6, 0.6]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_half_way_the_line_the_numbers_and_the_arcs_fit_together(share: float) -> None:
    pull = pulls_at(Tent(0.2, 0.5, 0.8, 0.3))[3]
    picture = RootedTent(DARK, pulls_at(Tent(0.2, 0.5, 0.8, 0.3)))
    picture.set_value(Shape(pull.corners(share)))
    foot = 0.8 + 0.2 * share
    (line,) = drawn_pieces(picture.line.graph)
    x = np.linspace(-0.2, 1.2, 57)
    np.testing.assert_allclose(
        np.interp(x, line[:, 0], line[:, 1]), np.interp(x, [0.2, 0.5, foot], [0, 0.3, 0]), atol=1e-9
    )
    weight = -1 - 0.3 / (foot - 0.5)
    assert numbers_in(picture)[2][1] == pytest.approx(weight, abs=0.051)
    turn, up = picture.turns[1], picture.steep
    angles = np.arctan([1.0 * up, (1 + weight) * up])
    spread = np.arccos(np.dot(*((turn.path[k] - turn.corner) / turn.radius for k in (0, -1))))
    assert spread == pytest.approx(angles[0] - angles[1], abs=1e-6)
    np.testing.assert_allclose(picture.roots[2].wire.get_top()[0], picture.ground.point(foot, 0)[0])


def test_the_slopes_are_running_sums_of_the_weights(shown: Performance) -> None:
    texts = [plain(text.markup) for text in shown.scene.picture.sums()]
    assert texts == ["slope 0", "0 + 1.0 = 1.0", "1.0 - 1.6 = -0.6", "-0.6 + 0.6 = 0"]
    assert set(texts) <= set(shown.moments["answer"].texts)
    assert lit_in(shown.scene.picture) == LIT["position"] | LIT["height"]
    assert shown.scene.answered == "Biases place the corners, weights bend the line."


def test_the_manifest_tells_every_tent_and_what_changed(shown: Performance) -> None:
    pulls = shown.scene.numbers["pulls"]
    assert [pull["pull"] for pull in pulls] == list(LIT)
    assert all(set(pull["changed"]) == LIT[pull["pull"]] for pull in pulls)
    last = {key: pulls[-1][key] for key in ("left", "peak", "right", "height")}
    assert last == {"left": 0.2, "peak": 0.5, "right": 1.0, "height": 0.3}


@settings(max_examples=5, deadline=None)
@given(tents())
def test_any_tent_and_its_roots_fit_the_frame_side_by_side(given_tent: dict[str, float]) -> None:
    pulls = pulls_at(Tent(**given_tent))
    picture = RootedTent(DARK, pulls)
    for pull in pulls:
        for share in (0.0, 0.5, 1.0):
            corners = pull.corners(share)
            picture.set_value(Shape(corners))
            places, biases, weights = numbers_in(picture)
            off = rounding(picture.places)
            np.testing.assert_allclose(places, corners[:, 0], atol=off)
            np.testing.assert_allclose(biases, -corners[:, 0], atol=off)
            off = rounding(picture.weights)
            np.testing.assert_allclose(weights, weights_of(corners), atol=off)
        drawn = [part for root in picture.roots for part in (root.bead.body, root.weight)]
        boxes = [box_of(piece) for piece in (*picture.words, *picture.before(pull), *drawn)]
        assert max(max(-box.left, box.right) for box in boxes) < STAGE_WIDTH / 2 - 0.35
        assert not any(overlap(a, b) > 1e-3 for k, a in enumerate(boxes) for b in boxes[:k])


@settings(max_examples=1, deadline=None)
@given(tents())
def test_random_sums_say_the_slopes(given_tent: dict[str, float]) -> None:
    shown = perform("knobs", given_tent)
    check_spoken_numbers(shown)
    tent = shown.scene.model[3].after
    slopes = [0.0, tent.rising_slope, tent.falling_slope, 0.0]
    texts = [plain(text.markup) for text in shown.scene.picture.sums()]
    said = [float(text.split()[-1]) for text in texts]
    np.testing.assert_allclose(said, slopes, atol=rounding(shown.scene.picture.weights))
