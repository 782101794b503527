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
from tests.scenes.performance import Performance, perform, plain
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
    """Bars, numbers and ghosts, for any vectors."""
    scene, outputs = shown.scene, np.maximum(inputs, 0.0)
    picture = scene.picture
    np.testing.assert_allclose(levels(picture), outputs, atol=1e-9)
    unit = 10.0**-picture.notation.decimals
    bars = [bar for bars in picture.bars for bar in bars]
    numbers = [float(written(bar.number.text)) for bar in bars]
    np.testing.assert_allclose(numbers, inputs.flat, atol=0.501 * unit)
    hanging = inputs[inputs < 0]
    assert len(scene.ghosts) == len(hanging)
    for ghost, entry in zip(scene.ghosts, hanging, strict=True):
        corners = picture.data_of(ghost.points)[:, 1]
        np.testing.assert_allclose([corners.min(), corners.max()], [entry, 0.0], atol=1e-9)
    assert [zero.text for zero in scene.zeros] == ["0"] * len(hanging)
    family = scene.get_mobject_family_members()
    boxes = [box_of(text) for text in [*scene.texts, *scene.zeros, *(bar.number for bar in bars)]]
    assert all(bar.number in family for bar in bars)
    assert all(overlap(a, b) == 0 for i, a in enumerate(boxes) for b in boxes[:i])
    frame = FRAME.inset(0.35, 0.35, 0.35, 0.35)
    assert all(overlap(box, frame) == pytest.approx(box.width * box.height) for box in boxes)


def test_the_default_ends_with_one_bar_pushed_up_and_all_others_as_they_were(
    shown: Performance,
) -> None:
    names = ["bars", "bias", "guess", "floor", "entries", "with-b", "answer"]
    assert [beat.name for beat in shown.beats] == names
    check_the_end(shown, DEFAULT)
    assert shown.scene.answered == "Each negative entry becomes 0. The rest stays."
    end = shown.moments["answer"]
    assert {"without b", "with b = (2.00, 3.00, 0.50)", "ReLU(z) = max(0, z)"} <= {*end.texts}
    assert sorted(end.glyphs) == sorted(["−0.80", "0", "0.60", "0.15", "1.20", "3.60", "0.65"])


def test_what_becomes_of_an_entry_is_written_below_its_bar(shown: Performance) -> None:
    assert "max(0, 0.15) = 0.15" in shown.moments["entries"].texts
    assert "max(0, 0.65) = 0.65" in shown.moments["with-b"].texts
    picture = Bars(DARK, Activation(np.array([[-2.5, 0.0, 4.0]])))
    lines = [picture.compare(bar) for bar in picture.bars[0]]
    says = ["max(0, -2.5) = 0", "max(0, 0) = 0", "max(0, 4.0) = 4.0"]
    assert [plain(line.markup) for line in lines] == says
    for line, bar in zip(lines, picture.bars[0], strict=True):
        assert abs(line.get_x() - bar.foot[0]) < 0.1
        assert line.get_top()[1] < bar.corners(-2.5)[1, 1]


def test_a_number_lies_in_its_ghost_or_below_it(shown: Performance) -> None:
    (ghost,) = shown.scene.ghosts
    number = shown.scene.picture.bars[0][0].number
    assert overlap(box_of(number), box_of(ghost)) == pytest.approx(number.width * number.height)
    shown = perform("activation", {"vector": (-1.0, 20.0)})
    (ghost,) = shown.scene.ghosts
    assert shown.scene.picture.bars[0][0].number.get_top()[1] < ghost.get_bottom()[1]


def test_0_stands_on_the_floor_only_when_the_floor_has_come(shown: Performance) -> None:
    assert "0" not in shown.moments["guess"].glyphs
    assert "0" in shown.moments["floor"].glyphs
    moments = [shown.moments[name] for name in ("bias", "guess", "floor")]
    assert [shown.scene.picture.floor in moment.pictures for moment in moments] == [0, 1, 1]
    assert [shown.scene.ghosts[0] in moment.pictures for moment in moments] == [0, 0, 1]


def test_on_its_way_the_floor_carries_the_tips_it_has_reached() -> None:
    picture = Bars(DARK, Activation(DEFAULT))
    down = float(picture.point(0.0, -0.8)[1])
    for height in np.linspace(START, picture.zero, 9):
        picture.set_value(height)
        level = float(picture.data_of(np.array([[0.0, height, 0.0]]))[0, 1])
        np.testing.assert_allclose(levels(picture), np.maximum(DEFAULT, min(level, 0)), atol=1e-9)
        assert picture.floor.line.get_start()[1] == pytest.approx(height)
        assert level_of(picture, picture.bars[0][0]) > -0.8 + 1e-9 or height < down + 1e-9
    assert down - 0.5 > START  # it comes from below


def test_the_bias_lifts_each_bar_along_its_arrow(shown: Performance) -> None:
    picture = shown.scene.picture
    assert [step.text for step in shown.scene.steps] == ["+2.00", "+3.00", "+0.50"]
    for arrow, before, after in zip(shown.scene.arrows, *DEFAULT, strict=True):
        start, tip = picture.data_of(np.array([arrow[0].get_start(), arrow[1].points[3]]))[:, 1]
        assert [start, tip] == pytest.approx([before, after])
        assert arrow in shown.moments["bias"].pictures
        assert arrow not in shown.moments["guess"].pictures


def test_a_vector_of_ones_own_has_no_bias_and_no_second_vector() -> None:
    shown = perform("activation", {"vector": (-1.0, 0.0, 2.5)})
    assert [beat.name for beat in shown.beats] == ["bars", "guess", "floor", "entries", "answer"]
    check_the_end(shown, np.array([[-1.0, 0.0, 2.5]]))
    assert not [text for text in shown.moments["answer"].texts if text.endswith(" b")]
    assert shown.scene.numbers == {"inputs": [[-1.0, 0.0, 2.5]], "outputs": [[0.0, 0.0, 2.5]]}


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
