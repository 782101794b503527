"""A strip of paper opens into the wave of the composed tents; neurons are counted by one rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.depth import FLOOR, LEFT, LENGTH, LOW, SHOWN, TOOTH
from scenes.layout import STAGE_HEIGHT
from scenes.mobjects.clips.depth_paper import DISTANCE, EYE, TOP, FoldedStrip, Twins
from scenes.mobjects.clips.depth_race import Bar
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("depth")


def wave(pages: int) -> np.ndarray:
    """The corners of what so many open pages show, over 0 to 1: every second one is up."""
    at = np.arange(2**pages + 1)
    return np.column_stack([at / 2**pages, at % 2])


@pytest.fixture
def strip(shown: Performance) -> FoldedStrip:
    """A strip of five folds, with the wave on it."""
    strip = FoldedStrip(shown.scene.ground, 5)
    return strip.draw({pages: wave(pages) for pages in range(6)})


def on_the_frame(xy: np.ndarray) -> np.ndarray:
    """Where points of the plot lie on the frame."""
    return np.column_stack([LEFT + LENGTH * xy[:, 0], FLOOR + TOOTH * xy[:, 1], 0 * xy[:, 0]])


def corners(stroke: np.ndarray) -> np.ndarray:
    """The corners of a polyline of Bézier curves."""
    return np.vstack([stroke[::4], stroke[-1:]])


@pytest.mark.parametrize("opened", range(6))
def test_so_many_opened_pages_fill_the_frame_with_so_many_strokes(
    strip: FoldedStrip, opened: int
) -> None:
    strip.set_value((opened, 1.0))
    drawn = corners(strip.base.stroke.points)
    np.testing.assert_allclose(drawn, on_the_frame(wave(opened)), atol=1e-9)
    sheet = strip.base.sheet.points
    np.testing.assert_allclose([sheet[:, 0].min(), sheet[:, 0].max()], [LEFT, LEFT + LENGTH])
    np.testing.assert_allclose([sheet[:, 1].min(), sheet[:, 1].max()], [FLOOR, FLOOR + TOP * TOOTH])
    assert not len(strip.page.stroke.points)
    edges = 6 * 4  # of the outline of a sheet behind the front one, as Bézier points
    assert len(strip.base.sheets.points) // edges == 2 ** (5 - opened) - 1


def test_the_scene_draws_the_waves_of_the_core_on_the_strip(shown: Performance) -> None:
    assert shown.scene.strip.curves.keys() == set(range(6))
    for pages, drawn in shown.scene.strip.curves.items():
        np.testing.assert_allclose(drawn, wave(pages), atol=1e-12)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.75, 0.9])
def test_a_page_swings_in_perspective_and_bears_the_mirror_image(
    strip: FoldedStrip, share: float
) -> None:
    """Each point of the page turns about the crease, as the eye of a pinhole camera sees it."""
    strip.set_value((3 + share, 0.7))
    under = on_the_frame(wave(3) * [0.7, 1])
    np.testing.assert_allclose(corners(strip.base.stroke.points), under, atol=1e-9)
    hinge = np.array([LEFT + 0.7 * LENGTH, FLOOR + EYE * TOOTH])
    turn = np.pi * share
    for drawn, point in zip(corners(strip.page.stroke.points), under, strict=True):
        off = hinge[0] - point[0]
        x, towards = -off * np.cos(turn), off * np.sin(turn)
        expected = np.array([x, point[1] - hinge[1]]) * DISTANCE / (DISTANCE - towards)
        np.testing.assert_allclose(drawn[:2] - hinge, expected, atol=1e-9)


def test_an_open_page_and_its_mirror_image_are_the_next_wave(strip: FoldedStrip) -> None:
    strip.set_value((4 - 1e-9, 0.5))
    left, right = (corners(leaf.stroke.points) for leaf in (strip.base, strip.page))
    expected = on_the_frame(wave(4))
    np.testing.assert_allclose(np.vstack([left, right[-2::-1]]), expected, atol=1e-6)


def test_a_fold_lays_x_and_its_mirror_together(shown: Performance, strip: FoldedStrip) -> None:
    strip.set_value((5.0, 1.0))
    twins = Twins(strip, lambda x: 1 - abs(2 * x - 1), SHOWN)
    points = [dot.get_center() for dot in twins.dots]
    expected = on_the_frame(np.array([[SHOWN, 2 * SHOWN], [1 - SHOWN, 2 * SHOWN]]))
    np.testing.assert_allclose(points, expected, atol=1e-9)
    strip.set_value((4.0, 0.5))
    twins.set_value(SHOWN)
    np.testing.assert_allclose(twins.dots[1].get_center(), expected[0], atol=1e-9)
    strip.set_value((4.0, 1.0))  # stretched out, it is as far to the right as it was high
    twins.set_value(SHOWN)
    stretched = on_the_frame(np.array([[2 * SHOWN, 2 * SHOWN]] * 2))
    points = [dot.get_center() for dot in twins.dots]
    np.testing.assert_allclose(points, stretched, atol=1e-9)


def test_three_neurons_bend_the_line_into_a_tent(shown: Performance) -> None:
    (tent,) = shown.moments["tent"].curves
    (drawn,) = tent.pieces
    np.testing.assert_allclose(drawn[1:-1], [[0.0, 0.0], [0.5, 1.0], [1.0, 0.0]], atol=1e-9)
    np.testing.assert_allclose(drawn[[0, -1], 1], 0, atol=1e-9)


def test_the_network_on_the_stage_draws_the_wave_on_the_paper(shown: Performance) -> None:
    network = shown.scene.network.network
    assert network.sizes == (1, 3, 3, 3, 3, 3, 1)
    x = np.linspace(0, 1, 33)
    np.testing.assert_allclose(network(x[:, None])[:, 0], np.arange(33) % 2, atol=1e-12)


def test_the_story_is_told_in_numbers(shown: Performance) -> None:
    assert {"sheets", "2", "4", "8", "16", "32"} <= set(shown.moments["layers"].texts)
    assert {"y", "how many teeth?", "output of layer 5"} <= set(shown.moments["guess"].texts)
    opened = shown.moments["open"].texts
    assert {"teeth", "1", "2", "4", "8", "16", "x"} <= set(opened)
    assert not {"sheets", "how many teeth?", "input of layer 2"} & set(opened)
    kinks = {"16 teeth, 33 bends", "33 neurons in one layer"}
    assert kinks | {"15 neurons", "in 5 layers"} <= set(shown.moments["kinks"].texts)
    assert shown.scene.answered == "Twice the teeth: depth adds 3, width nearly doubles."
    assert shown.beats[-1].end <= 45


def check_the_kinks(shown: Performance, depth: int) -> None:
    """Each kink of the wave, the two at its ends too, has one neuron under it."""
    (curve,) = shown.moments["kinks"].curves
    (drawn,) = curve.pieces
    inner = drawn[1:-1]
    np.testing.assert_allclose(inner[:, 0], np.arange(2**depth + 1) / 2**depth, atol=1e-9)
    np.testing.assert_allclose(inner[:, 1], np.arange(2**depth + 1) % 2, atol=1e-9)
    discs = [disc.get_center() for _, disc, _ in shown.scene.roots]
    neurons = [neuron.get_center() for _, _, neuron in shown.scene.roots]
    np.testing.assert_allclose(discs, on_the_frame(wave(depth)), atol=1e-9)
    np.testing.assert_allclose(np.array(neurons)[:, 0], np.array(discs)[:, 0], atol=1e-9)


def check_the_race(shown: Performance, depth: int) -> None:
    """Bars are as high as 3 k and 2^k + 1, on one scale; the last one leaves the frame."""
    last = shown.moments["answer"]
    bars = [bar for bar in last.pictures if isinstance(bar, Bar)]
    folds = [*range(1, depth + 1), 10]
    counts = [count for k in folds for count in (3 * k, 2**k + 1)]
    heights = np.array([np.ptp(bar.points[:, 1]) for bar in bars])
    np.testing.assert_allclose(heights / heights[0], np.array(counts) / 3, rtol=1e-9)
    assert all(bar.points[:, 1].min() == pytest.approx(LOW) for bar in bars)
    *inside, far = [bar.points[:, 1].max() for bar in bars]
    assert max(inside) < 1 < STAGE_HEIGHT / 2 < far
    assert set(map(str, counts)) <= set(last.texts)
    assert {"at least", f"{2**9} teeth"} <= set(last.texts)
    waves = [curve.pieces[0][:, 1] for curve in last.curves]
    teeth = [int((heights > heights.mean()).sum()) for heights in waves]
    assert sorted(teeth) == [2 ** (k - 1) for k in folds[:-1]]


def check_the_manifest(shown: Performance, depth: int) -> None:
    k = np.array([*range(1, depth + 1), 10])
    expected = {
        "folds": k,
        "teeth": 2 ** (k - 1),
        "pieces": 2**k,
        "units_deep": 3 * k,
        "units_one_layer": 2**k + 1,
    }
    assert shown.scene.numbers == {name: counts.tolist() for name, counts in expected.items()}


def test_five_folds_are_counted_and_compared(shown: Performance) -> None:
    check_the_kinks(shown, 5)
    check_the_race(shown, 5)
    check_the_manifest(shown, 5)


@settings(max_examples=2, deadline=None)
@given(st.sampled_from([1, 2, 4, 6]))
def test_any_depth_is_counted_and_compared(depth: int) -> None:
    other = perform("depth", {"depth": depth})
    check_the_kinks(other, depth)
    check_the_race(other, depth)
    check_the_manifest(other, depth)
    check_spoken_numbers(other)


@pytest.mark.parametrize("depth", ["0", "8", "2.5", "deep"])
def test_what_cannot_be_folded_is_refused_in_one_line(depth: str) -> None:
    with pytest.raises(OptionError, match="must be a whole number from 1 to 7") as refusal:
        find_clip("depth").parameters(depth=depth)
    assert "\n" not in str(refusal.value)
