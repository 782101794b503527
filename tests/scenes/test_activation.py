"""The floor comes up under the bars: heights, numbers and ghosts are what NumPy says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from relu_anim import Activation
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError, Vector
from scenes.layout import FRAME
from scenes.mobjects.clips.activation_bars import START, Bar, Bars
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.text.notation import written
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers

DEFAULT = np.array([[-0.8, 0.6, 0.15], [1.2, 3.6, 0.65]])
entries = st.floats(-50, 50).map(lambda z: round(z, 1))


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers; none of its parts is moved by a test."""
    return perform("activation")


def level_of(picture: Bars, bar: Bar) -> float:
    """The value of a bar as it is drawn, from its foot at zero to its tip."""
    corners = picture.data_of(bar.body.points[::4])
    low, high = corners[:, 1].min(), corners[:, 1].max()
    assert min(abs(low), abs(high)) < 1e-9
    tip = float(picture.data_of(bar.tip.points[:1])[0, 1])
    assert tip == pytest.approx(low if abs(low) > abs(high) else high, abs=1e-9)
    return tip


def levels(picture: Bars) -> np.ndarray:
    return np.array([[level_of(picture, bar) for bar in bars] for bars in picture.bars])


def check_the_end(shown: Performance, inputs: np.ndarray) -> None:
    """Bars, their numbers, ghosts and verdicts, for any vectors."""
    scene, picture = shown.scene, shown.scene.picture
    outputs, unit = np.maximum(inputs, 0.0), 10.0**-picture.notation.decimals
    np.testing.assert_allclose(levels(picture), outputs, atol=1e-9)
    bars = [bar for each in picture.bars for bar in each]
    numbers = [float(written(bar.number.text)) for bar in bars]
    np.testing.assert_allclose(numbers, outputs.ravel(), atol=0.501 * unit)
    family, hanging = scene.get_mobject_family_members(), inputs[inputs < 0]
    ghosts = [bar.ghost for bar in bars if bar.ghost in family]
    assert len(ghosts) == len(hanging)
    for ghost, entry in zip(ghosts, hanging, strict=True):
        heights = picture.data_of(ghost.points)[:, 1]
        np.testing.assert_allclose([heights.min(), heights.max()], [entry, 0.0], atol=1e-9)
    said = [verdict[1].markup for verdict in scene.verdicts]
    below = [sum(entry < 0 for entry in entries) for entries in inputs.tolist()]
    assert said == [f"{changed} of {inputs.shape[1]}" for changed in below]
    boxes = [box_of(text) for text in [*scene.texts, *(bar.number for bar in bars)]]
    assert all(overlap(a, b) == 0 for i, a in enumerate(boxes) for b in boxes[:i])
    frame = FRAME.inset(0.35, 0.35, 0.35, 0.35)
    assert all(overlap(box, frame) == pytest.approx(box.width * box.height) for box in boxes)


def test_the_default_ends_with_one_bar_pushed_up_and_all_others_as_they_were(
    shown: Performance,
) -> None:
    names = ["bars", "floor", "entries", "bias", "again", "answer"]
    assert [beat.name for beat in shown.beats] == names
    check_the_end(shown, DEFAULT)
    assert shown.scene.answered == "Each negative entry becomes 0. The rest stays."


def test_every_number_on_screen_is_what_numpy_says(shown: Performance) -> None:
    pushed = np.maximum(DEFAULT, 0.0)
    stand = {  # at the bars, and what b adds below them
        "bars": [DEFAULT[0]],
        "floor": [pushed[0]],
        "entries": [pushed[0]],
        "bias": [pushed[0], DEFAULT[1], DEFAULT[1] - DEFAULT[0]],
        "again": [*pushed],
        "answer": [*pushed],
    }
    for name, rows in stand.items():
        glyphs = [text for text in shown.moments[name].glyphs if any(map(str.isdigit, text))]
        numbers = sorted(float(written(text)) for text in glyphs)
        assert numbers == pytest.approx(sorted([0.0, *np.concatenate(rows)])), name


def test_alone_the_first_vector_is_larger_and_side_by_side_both_share_one_scale(
    shown: Performance,
) -> None:
    alone, both = Bars(DARK, Activation(DEFAULT[:1])), shown.scene.picture
    assert alone.bars[0][0].body.height > 2 * 0.8 * both.up
    assert {bar.up for bars in both.bars for bar in bars} == {both.up}


def test_a_ghost_stays_where_a_bar_hung(shown: Performance) -> None:
    ghosts = {
        name: shown.scene.picture.bars[0][0].ghost in moment.pictures
        for name, moment in shown.moments.items()
    }
    assert [name for name, there in ghosts.items() if there] == ["bias", "again", "answer"]


def test_on_its_way_the_floor_carries_the_tips_it_has_reached() -> None:
    picture = Bars(DARK, Activation(DEFAULT))
    down = float(picture.point(0.0, -0.8)[1])
    for height in [*np.linspace(START, picture.zero, 9), (down + picture.zero) / 2]:
        picture.floors[0].set_value(float(height))
        level = float(picture.data_of(np.array([[0.0, height, 0.0]]))[0, 1])
        expected = np.array([np.maximum(DEFAULT[0], min(level, 0.0)), DEFAULT[1]])
        np.testing.assert_allclose(levels(picture), expected, atol=1e-9)
        assert picture.floors[0].line.get_start()[1] == pytest.approx(height)
        number = float(written(picture.bars[0][0].number.text))
        assert number == pytest.approx(expected[0, 0], abs=0.00501)
    assert down - 0.5 > START  # it comes from below
    assert level_of(picture, picture.bars[0][0]) == pytest.approx(-0.4)  # half-way, on the floor


def test_the_bias_lifts_each_bar_along_its_arrow(shown: Performance) -> None:
    scene = shown.scene
    assert [step.text for step in scene.steps[3:]] == ["2.00", "3.00", "0.50"]
    for arrow, ends in zip(scene.arrows, DEFAULT.T, strict=True):
        drawn = scene.picture.data_of(np.array([arrow[0].get_start(), arrow[1].points[3]]))
        np.testing.assert_allclose(drawn[:, 1], ends, atol=1e-9)


@pytest.mark.parametrize(
    ("biases", "moves", "caught"),
    [
        ("2,3,0.5", "lifts", "So b has a say in what the floor catches."),
        ("-2,-3,-0.5", "lowers", "So b has a say in what the floor catches."),
        ("-2,3,0", "moves", "With b or without, the floor catches the same."),
        ("0,0,0", "moves", "With b or without, the floor catches the same."),
    ],
)
def test_captions_say_what_b_does(biases: str, moves: str, caught: str) -> None:
    captions = {beat.name: beat.caption for beat in perform("activation", {"biases": biases}).beats}
    assert f"it {moves} each bar" in captions["bias"]
    assert captions["answer"] == caught


def test_a_vector_of_ones_own_has_no_bias_and_no_second_vector() -> None:
    shown = perform("activation", {"vector": (-1.0, 0.0, 2.5)})
    assert [beat.name for beat in shown.beats] == ["bars", "floor", "entries", "answer"]
    check_the_end(shown, np.array([[-1.0, 0.0, 2.5]]))
    assert not [text for text in shown.moments["answer"].texts if text.endswith(" b")]
    vectors = {"inputs": [[-1.0, 0.0, 2.5]], "outputs": [[0.0, 0.0, 2.5]]}
    assert shown.scene.numbers == {**vectors, "changed": [1]}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"vector": "1,2", "weights": "1;2"}, "--vector cannot be given together with --weights"),
        ({"vector": "1,2,3,4,5,6,7"}, "--vector must be 1 to 6 numbers"),
        ({"vector": "1,-10000"}, "--vector makes an entry of 10000: at most 9999"),
        ({"vector": "0.01,-1"}, "--vector makes a bar too low to be seen: 0.01 by 1"),
        ({"point": "0.5,100,3"}, "--point has 3 numbers but --weights has 2 rows"),
        ({"point": "0,20000"}, "--point makes an entry of 18000"),
    ],
)
def test_what_no_picture_can_show_is_refused_by_name(options: dict[str, str], says: str) -> None:
    with pytest.raises(OptionError, match=f"^{says}"):
        find_clip("activation").parameters(**options)


def test_no_vector_is_typed_as_none() -> None:
    assert Vector().parse("none") == Vector().check(()) == ()
    assert Vector().format(()) == "none"
    assert Vector().format((1.0, -2.0)) == "1,-2"


@settings(max_examples=6, deadline=None)
@example([-9.0, 4.0, 0.5, -1.0, 9.0, 0.0])
@example([0.0])
@given(st.lists(entries, min_size=1, max_size=6))
def test_any_vector_loses_what_is_negative(vector: list[float]) -> None:
    try:
        parameters = find_clip("activation").parameters(vector=vector)
    except OptionError:
        assume(False)
    shown = perform("activation", parameters)
    check_the_end(shown, np.array([vector]))
    check_spoken_numbers(shown)


@settings(max_examples=4, deadline=None)
@example([(1.0, 0.0, 2.0)])
@example([(4.0, 0.0, -3.0), (1.0, 1.0, 1.0)])
@given(st.lists(st.tuples(entries, entries, entries), min_size=1, max_size=5))
def test_any_layer_of_two_inputs_is_shown_without_and_with_its_bias(
    columns: list[tuple[float, float, float]],
) -> None:
    first, second, biases = map(list, zip(*columns, strict=True))
    try:
        given = find_clip("activation").parameters(weights=[first, second], biases=biases)
    except OptionError:
        assume(False)
    shown = perform("activation", given)
    linear = 0.5 * np.array(first) + np.array(second)
    check_the_end(shown, np.round([linear, linear + biases], 9))
    check_spoken_numbers(shown)
