"""The regions of the stage, in frames of every aspect, and the question on top of them."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.catalogue.clip import Clip
from scenes.catalogue.contents import CATALOGUE
from scenes.layout import Layout, on_pixels
from scenes.mobjects.text.question import Question
from scenes.sine import Sine
from scenes.theme import DARK

SAFE = 0.35
"""Nothing comes closer to the frame's edge."""
LONG = "Why does a sum of so many neurons, each with a kink of its own, come close to a sine wave?"

sides = st.integers(240, 4000)


def near(left: float, right: float, bottom: float, top: float) -> object:
    return pytest.approx((left, right, bottom, top), abs=1e-4)


def test_the_regions_of_a_16_to_9_frame() -> None:
    layout = Layout.for_frame(1920, 1080)
    assert astuple(layout.header) == near(-6.6111, 6.6111, 2.75, 3.5)
    assert astuple(layout.main) == near(-6.6111, 6.6111, -3.5, 2.5)


@given(width=sides, height=sides, lines=st.integers(1, 2))
def test_the_regions_are_apart_and_within_the_margins(width: int, height: int, lines: int) -> None:
    unit = min(width, height) / 8
    room = np.array([width, height]) / unit / 2 - SAFE
    layout = Layout.for_frame(width, height, question_lines=lines)
    for region in (layout.header, layout.main):
        corners = np.array([[region.left, region.bottom], [region.right, region.top]])
        assert (np.abs(corners) <= room).all()
    assert layout.main.top < layout.header.bottom


@pytest.mark.parametrize("size", [(1080, 1080), (1080, 1920), (1440, 1080), (2560, 1080)])
def test_the_short_side_is_8_units_in_every_aspect(size: tuple[int, int]) -> None:
    layout = Layout.for_frame(*size)
    extent = [layout.header.width + 1, layout.header.top - layout.main.bottom + 1]
    assert min(extent) == pytest.approx(8)
    assert extent[0] / extent[1] == pytest.approx(size[0] / size[1])


def test_a_question_of_two_lines_makes_the_header_higher_and_lowers_all_below() -> None:
    one, two = (Layout.for_frame(16, 9, question_lines=lines) for lines in (1, 2))
    assert two.header.top == one.header.top
    lower = one.header.bottom - two.header.bottom
    assert lower > 0.5
    assert one.main.top - two.main.top == pytest.approx(lower)
    assert one.main.bottom == two.main.bottom


@pytest.mark.parametrize("clip", CATALOGUE.values(), ids=lambda clip: clip.name)
def test_the_questions_of_the_clips_fit_on_one_line(clip: Clip) -> None:
    header = Layout.for_frame(16, 9).header
    (line,) = Question(clip.question, DARK, header.width).place(header).lines
    assert line.anchor.get_start() == pytest.approx([header.left, header.bottom + 0.25, 0])


@pytest.mark.parametrize("clip", CATALOGUE.values(), ids=lambda clip: clip.name)
@pytest.mark.parametrize("size", [(1080, 1080), (1080, 1920)])
def test_the_questions_of_the_clips_fit_into_narrow_frames(
    size: tuple[int, int], clip: Clip
) -> None:
    header = Layout.for_frame(*size, question_lines=2).header
    question = Question(clip.question, DARK, header.width).place(header)
    assert len(question.lines) <= 2
    assert question.width <= header.width
    assert header.bottom <= question.get_bottom()[1] < question.get_top()[1] <= header.top


@settings(max_examples=25, deadline=None)  # Typst sets each line anew
@given(st.lists(st.sampled_from(["why", "neurons", "sums", "a", "piecewise"]), min_size=1))
def test_a_question_is_broken_between_words_and_only_when_it_is_too_long(words: list[str]) -> None:
    text = " ".join(words) + "?"
    width = 6.0
    alone = Question(text, DARK, 1e6).lines[0].advance
    try:
        lines = Question(text, DARK, width).lines
    except ValueError:
        assert alone > 2 * width
        return
    assert (len(lines) == 1) == (alone <= width or len(words) == 1)
    assert " ".join(line.markup for line in lines) == text
    assert all(line.advance <= width + 1e-9 for line in lines)


def test_a_long_question_stands_in_its_header_and_the_room_below_keeps_clear_of_it() -> None:
    scene = Sine()
    before = scene.layout
    scene.clip = replace(scene.clip, question=LONG, rephrase=None)
    scene.setup()
    upper, lower = scene.question.lines
    header = scene.layout.header
    assert upper.get_bottom()[1] > lower.get_top()[1]
    assert header.bottom <= lower.get_bottom()[1]
    assert upper.get_top()[1] <= header.top
    assert scene.question.width <= header.width
    assert scene.layout.main.top < lower.get_bottom()[1] < before.header.bottom


def test_a_place_on_pixels_is_less_than_a_pixel_away_and_on_whole_ones() -> None:
    places = np.random.default_rng(0).uniform(-4, 4, (50, 3))
    moved = np.array([on_pixels(place) for place in places])
    assert np.abs(moved - places).max() <= 0.5 / 135 + 1e-12
    pixels = moved * 1080 / 8
    np.testing.assert_allclose(pixels, pixels.round(), atol=1e-9)
