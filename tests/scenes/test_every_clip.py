"""What holds for every clip of the catalogue, whatever it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import manim as mn
import pytest

from relu_anim import PiecewiseLinear
from scenes.beat import LONGEST_REST, REST
from scenes.catalogue.contents import CATALOGUE
from scenes.mobjects.plots.curves import PiecewiseGraph
from scenes.mobjects.text.notation import MINUS
from scenes.stage import Stage
from scenes.theme import THEMES
from tests.scenes.fidelity import unfaithful
from tests.scenes.pane import Pane
from tests.scenes.performance import Performance, perform

MOVED = {
    "tent": ("network",),
    "universal": ("guess", "narrow", "curve-3", "closer", "theorem"),
    "depth": ("race", "answer"),
}
"""Beats at whose ends small copies of curves, or parts of them, are shown beside their plots."""
READABLE = 21.0
"""Characters a second: the fastest captions that broadcasters allow."""


@pytest.fixture(scope="module", params=CATALOGUE)
def shown(request: pytest.FixtureRequest) -> Performance:
    faults: list[str] = []

    def look(scene: Stage) -> None:
        faults.extend(f"{scene.beats[-1].name}: {fault}" for fault in unfaithful(scene))

    performance = perform(request.param, look=look)
    performance.scene.unfaithful = faults
    return performance


def test_curves_are_drawn_where_the_core_has_them(shown: Performance) -> None:
    moved = MOVED.get(shown.scene.clip.name, ("",))
    faults = [fault for fault in shown.scene.unfaithful if not fault.startswith(moved)]
    assert not faults
    assert moved == ("",) or len(faults) < len(shown.scene.unfaithful)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda graph: graph.shift(0.05 * mn.UP), "not in its plot"),
        (lambda graph: setattr(graph, "function", 1.1 * graph.function), "elsewhere"),
        (lambda graph: graph.set_stroke(width=0), "100% of it is missing"),
        (lambda graph: graph, ""),
    ],
)
def test_a_curve_in_the_wrong_place_is_noticed(
    change: Callable[[PiecewiseGraph], object], words: str
) -> None:
    graph = PiecewiseGraph(Pane(), PiecewiseLinear.line(2.0, -0.5).relu(), "ramp")
    change(graph)
    scene = mn.Scene()
    scene.add(graph)
    assert [words in fault for fault in unfaithful(scene)] == [True] * bool(words)


def test_beats_follow_one_another_without_a_gap(shown: Performance) -> None:
    assert len(shown.beats) >= 3
    assert shown.beats[0].start == 0
    for before, after in zip(shown.beats, shown.beats[1:], strict=False):
        assert after.start == before.end
        assert after.index == before.index + 1
    assert shown.beats[-1].end == pytest.approx(shown.scene.time)


def test_beat_names_can_be_file_names_and_differ(shown: Performance) -> None:
    names = [beat.name for beat in shown.beats]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() for name in names)


def test_captions_are_sentences_that_can_be_read_in_time(shown: Performance) -> None:
    for beat in shown.beats:
        assert beat.caption[0].isupper() or beat.caption[0].isdigit()
        assert beat.caption[-1] in ".?!"
        assert len(beat.caption) / (beat.end - beat.start) <= READABLE, beat


def test_clips_have_the_length_of_a_lecture_s_patience(shown: Performance) -> None:
    assert 10 <= shown.beats[-1].end <= 60


def test_every_beat_ends_with_a_rest(shown: Performance) -> None:
    assert REST >= 1
    assert LONGEST_REST <= 3  # the check calls more than that idle
    assert all(beat.end - beat.start > REST for beat in shown.beats)


def test_the_question_is_on_the_stage_from_the_first_frame(shown: Performance) -> None:
    question = shown.scene.question
    assert question in shown.scene.get_mobject_family_members()
    assert question.width <= shown.scene.layout.header.width


@pytest.mark.daily(2)
@pytest.mark.parametrize(
    ("name", "example"),
    [(name, example) for name, clip in CATALOGUE.items() for example in clip.examples],
    ids=str,
)
def test_unusual_parameters_of_the_catalogue_make_a_whole_clip(
    name: str, example: dict[str, Any]
) -> None:
    shown = perform(name, example, theme="light")
    assert shown.scene.theme is THEMES["light"]
    assert shown.beats[-1].end > 5
    check_spoken_numbers(shown)


NUMBER = r"[−-]?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
COUNTED = (
    r"\d+ (?:equal )?pieces|with \d+, it|all \d+ are|[Nn]eurons? \d(?: and \d)?|input \d"
    r"|(?:is|are|are all|to|times) 0(?![.·]\d)"
)
"""What counts or names things, and what holds for every layer: it need not stand on the stage."""


def check_spoken_numbers(shown: Performance) -> None:
    """Whatever number a caption says stands in the picture, with the same digits."""
    for beat in shown.beats:
        moment = shown.moments[beat.name]
        seen = " ".join([*moment.texts, *moment.glyphs]).replace("-", MINUS)
        said = re.findall(NUMBER, re.sub(COUNTED, "", beat.caption))
        missing = set(said) - set(re.findall(NUMBER, seen))
        assert not missing, (beat.caption, seen)


def test_captions_and_pictures_write_a_number_alike(shown: Performance) -> None:
    check_spoken_numbers(shown)
