"""From pictures to frames: colours, edges, and only what has changed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering.video.pixels import ChangesConverter, FrameConverter, changed_parts, straight

HEIGHT, WIDTH = 180, 320
Picture = npt.NDArray[np.uint8]


def noise(seed: int) -> Picture:
    picture = np.random.default_rng(seed).integers(0, 255, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    picture[..., 3] = 255
    return picture


rectangles = st.tuples(
    st.integers(0, HEIGHT - 1), st.integers(1, 40), st.integers(0, WIDTH - 1), st.integers(1, 60)
)


@given(st.lists(rectangles, max_size=4))
@settings(max_examples=40, deadline=None)
def test_converting_the_changes_equals_converting_the_whole(
    changes: list[tuple[int, int, int, int]],
) -> None:
    convert, whole = ChangesConverter("yuv420p"), FrameConverter("yuv420p")
    picture, other = noise(1), noise(2)
    convert(picture)
    for top, height, left, width in changes:
        where = np.s_[top : top + height, left : left + width]
        picture[where] = other[where]
        assert np.array_equal(convert(picture).to_ndarray(), whole(picture).to_ndarray())


@given(st.lists(rectangles, max_size=4))
@settings(deadline=None)
def test_nothing_outside_the_changed_parts_differs(
    changes: list[tuple[int, int, int, int]],
) -> None:
    before, after = noise(1), noise(1)
    for top, height, left, width in changes:
        after[top : top + height, left : left + width] += 1
    patched = before.copy()
    for top, bottom, left, right in changed_parts(before, after):
        patched[top:bottom, left:right] = after[top:bottom, left:right]
    assert np.array_equal(patched, after)


def test_changes_far_apart_are_converted_apart() -> None:
    before, after = noise(1), noise(1)
    after[3, 10] += 1
    after[170, 300] += 1
    assert list(changed_parts(before, after)) == [(3, 4, 10, 12), (170, 171, 300, 302)]


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_colours_are_limited_range_bt709(
    colour: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    """The expected values are those of ITU-R BT.709-6, table 3."""
    picture = np.full((64, 64, 4), (*colour, 255), dtype=np.uint8)
    frame = FrameConverter("yuv420p")(picture)
    found = [int(np.asarray(memoryview(plane))[0]) for plane in frame.planes]
    assert found == pytest.approx(expected, abs=1)


@given(st.integers(0, 255), st.integers(0, 255))
def test_straight_colours_multiply_back(colour: int, alpha: int) -> None:
    multiplied = round(colour * alpha / 255)
    pixel = np.array([[[multiplied, 0, multiplied, alpha]]], dtype=np.uint8)
    red, green, blue, kept = (int(value) for value in straight(pixel)[0, 0])
    assert (green, kept) == (0, alpha)
    assert red == blue
    assert round(red * alpha / 255) == multiplied
