"""A strip of paper opens into the wave of the composed tents; neurons are counted by one rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Folds
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.depth import FLOOR, LENGTH, LOW, SHOWN, TOOTH
from scenes.layout import STAGE_HEIGHT
from scenes.mobjects.clips.depth_paper import DISTANCE, EYE, TOP, FoldedStrip, Twins
from scenes.mobjects.clips.depth_race import Bar
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers

LEFT = -LENGTH / 2


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("depth")


@pytest.fixture
def strip(shown: Performance) -> FoldedStrip:
    """A strip of five folds, creased, with the wave on it."""
    strip = FoldedStrip(shown.scene.ground, 5)
    strip.creased = True
    return strip.draw(Folds(5).function)


def zigzag(depth: int, first: int, last: int) -> np.ndarray:
    """The corners of the wave on the frame, between two of its kinks: every second one is up."""
    at = np.arange(first, last + 1)
    up = FLOOR + TOOTH * (at % 2)
    return np.column_stack([LEFT + LENGTH * at / 2**depth, up, 0.0 * at])


def corners(stroke: np.ndarray) -> np.ndarray:
    """The corners of a polyline of Bézier curves."""
    return np.vstack([stroke[::4], stroke[-1:]])


@pytest.mark.parametrize("opened", range(6))
def test_so_many_opened_pages_show_so_many_strokes_of_the_wave(
    strip: FoldedStrip, opened: int
) -> None:
    strip.set_value(opened)
    np.testing.assert_allclose(
        corners(strip.base.stroke.points), zigzag(5, 0, 2**opened), atol=1e-9
    )
    right = LEFT + LENGTH * 2.0 ** (opened - 5)
    sheet = strip.base.sheet.points
    assert sheet[:, 0].max() == pytest.approx(right)
    np.testing.assert_allclose([sheet[:, 1].min(), sheet[:, 1].max()], [FLOOR, FLOOR + TOP * TOOTH])
    assert not len(strip.page.stroke.points)
    assert len(strip.base.sheets.points) // 8 == 2 ** (5 - opened) - 1  # behind the front one


@pytest.mark.parametrize("share", [0.1, 0.4, 0.75, 0.9])
def test_a_page_swings_in_perspective_and_bears_the_mirror_image(
    strip: FoldedStrip, share: float
) -> None:
    """Each point of the page turns about the crease, as the eye of a pinhole camera sees it."""
    strip.set_value(4 + share)
    np.testing.assert_allclose(corners(strip.base.stroke.points), zigzag(5, 0, 16), atol=1e-9)
    mirror = zigzag(5, 0, 16)[::-1]  # what lies under it, from the crease on
    hinge = np.array([LEFT + LENGTH / 2, FLOOR + EYE * TOOTH])
    turn = np.pi * share
    for drawn, under in zip(corners(strip.page.stroke.points), mirror, strict=True):
        off = hinge[0] - under[0]
        x, towards = -off * np.cos(turn), off * np.sin(turn)
        expected = np.array([x, under[1] - hinge[1]]) * DISTANCE / (DISTANCE - towards)
        np.testing.assert_allclose(drawn[:2] - hinge, expected, atol=1e-9)


@pytest.mark.parametrize(("share", "sign"), [(1e-9, 1), (1 - 1e-9, -1)])
def test_a_page_begins_and_ends_flat(strip: FoldedStrip, share: float, sign: int) -> None:
    strip.set_value(2 + share)
    crease = LEFT + LENGTH / 8
    away = np.abs(zigzag(5, 0, 4)[::-1] - [crease, 0, 0]) * [-sign, 1, 1]
    expected = zigzag(5, 0, 4)[::-1] * [0, 1, 1] + away * [1, 0, 0] + [crease, 0, 0]
    np.testing.assert_allclose(corners(strip.page.stroke.points), expected, atol=1e-6)


def test_a_fold_lays_x_and_its_mirror_together(shown: Performance, strip: FoldedStrip) -> None:
    strip.draw(Folds(1).function)
    twins = Twins(strip, SHOWN)
    height = FLOOR + TOOTH * 2 * SHOWN
    ends = [dot.get_center() for dot in twins.dots]
    expected = [[LEFT + LENGTH * x, height, 0] for x in (SHOWN, 1 - SHOWN)]
    np.testing.assert_allclose(ends, expected, atol=1e-9)
    strip.set_value(4.0)
    twins.set_value(SHOWN)
    np.testing.assert_allclose(twins.dots[1].get_center(), expected[0], atol=1e-9)
    assert {"same height", "x", "1 - x"} <= set(shown.moments["tent"].texts)


def test_the_network_on_the_stage_draws_the_wave_on_the_paper(shown: Performance) -> None:
    network = shown.scene.network.network
    assert network.sizes == (1, 3, 3, 3, 3, 3, 1)
    x = np.linspace(0, 1, 33)
    np.testing.assert_allclose(network(x[:, None])[:, 0], np.arange(33) % 2, atol=1e-12)
    assert shown.scene.strip.function(x).tolist() == (np.arange(33) % 2).tolist()


def test_the_story_is_told_in_numbers(shown: Performance) -> None:
    assert "32 sheets" in shown.moments["layers"].texts
    assert {"1 stroke through 32 sheets", "how many teeth?"} <= set(shown.moments["guess"].texts)
    assert "16 teeth" in shown.moments["open"].texts
    kinks = set(shown.moments["kinks"].texts)
    assert {"33 kinks: 33 neurons in one layer", "15 neurons", "in five layers"} <= kinks
    assert shown.scene.answered == "Every layer doubles the teeth; width only adds."
    assert shown.beats[-1].end <= 45


def check_the_kinks(shown: Performance, depth: int) -> None:
    """Each kink of the wave, the two at its ends too, has one neuron under it."""
    (wave,) = shown.moments["kinks"].curves
    (drawn,) = wave.pieces
    inner = drawn[1:-1]
    np.testing.assert_allclose(inner[:, 0], np.arange(2**depth + 1) / 2**depth, atol=1e-9)
    np.testing.assert_allclose(inner[:, 1], np.arange(2**depth + 1) % 2, atol=1e-9)
    discs = [disc.get_center() for _, disc, _ in shown.scene.roots]
    neurons = [neuron.get_center() for _, _, neuron in shown.scene.roots]
    np.testing.assert_allclose(discs, zigzag(depth, 0, 2**depth), atol=1e-9)
    np.testing.assert_allclose(np.array(neurons)[:, 0], np.array(discs)[:, 0], atol=1e-9)


def check_the_race(shown: Performance, depth: int) -> None:
    """Bars are as high as 3 k and 2^k + 1, on one scale; the last one leaves the frame."""
    last = shown.moments["answer"]
    bars = [bar for bar in last.pictures if isinstance(bar, Bar)]
    folds = [*range(1, depth + 1), 10]
    counts = [count for k in folds for count in (3 * k, 2**k + 1)]
    sizes = [np.ptp(bar.points[:, 1]) / shown.scene.unit for bar in bars]
    np.testing.assert_allclose(sizes, counts, rtol=1e-9)
    assert all(bar.points[:, 1].min() == pytest.approx(LOW) for bar in bars)
    *inside, far = [bar.points[:, 1].max() for bar in bars]
    assert max(inside) < 1 < STAGE_HEIGHT / 2 < far
    assert set(map(str, counts)) <= set(last.texts)
    screens = last.text_with("screens").split()[0]
    decimals = len(screens.partition(".")[2])
    assert float(screens) == pytest.approx((far - LOW) / STAGE_HEIGHT, abs=10.0**-decimals)
    heights = [curve.pieces[0][:, 1] for curve in last.curves]
    teeth = [int((height > height.mean()).sum()) for height in heights]
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
@given(st.sampled_from([2, 4, 6]))
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
