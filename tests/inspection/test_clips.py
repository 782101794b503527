"""Every clip passes the layout check: by being mended, never by loosening a threshold."""

from __future__ import annotations

from itertools import cycle

import pytest

from rendering.cli.clips import plan
from rendering.cli.render_options import RenderOptions
from rendering.inspection.check import Report, Subject, check
from scenes.catalogue.contents import CATALOGUE
from scenes.catalogue.selection import Selected
from scenes.theme import THEME_NAMES
from tests.conftest import TODAY


def subject(choice: Selected, theme: str) -> Subject:
    choices = RenderOptions(format="png", theme=theme)
    return Subject(plan(choice.clip, choice.given, choices, 1), choice.typed)


def faults_in(report: Report) -> str:
    return "\n".join(map(str, [*report.findings, *report.failures]))


CLIPS = list(CATALOGUE.values())


@pytest.fixture
def all_of_them(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--all-examples"))


def test_no_clip_has_a_fault_at_any_moment_of_its_animations(all_of_them: bool) -> None:
    """A quarter of the clips, another one each day."""
    clips = map(Selected, CLIPS if all_of_them else CLIPS[TODAY % 4 :: 4])
    report = check([subject(choice, theme) for choice in clips for theme in THEME_NAMES])
    assert not faults_in(report)
    assert report.samples > 500


def test_no_clip_has_a_fault_at_the_ends_and_in_the_middles_of_them() -> None:
    """Another quarter, in a theme by turns, so that each clip is looked at every other day."""
    clips = CLIPS[(TODAY + 2) % 4 :: 4]
    subjects = list(map(subject, map(Selected, clips), cycle(THEME_NAMES)))
    report = check(subjects, quick=True)
    assert not faults_in(report)
    assert report.samples > 50 * len(clips)


def test_no_clip_has_a_fault_with_unusual_parameters(all_of_them: bool) -> None:
    """The same of an example of a third of the clips, others each day."""
    some = CLIPS if all_of_them else CLIPS[TODAY % 3 :: 3]
    chosen = [
        Selected(clip, example)
        for clip in some
        for number, example in enumerate(clip.examples)
        if all_of_them or number == TODAY // 3 % len(clip.examples)
    ]
    subjects = list(map(subject, chosen, cycle(THEME_NAMES)))
    report = check(subjects, quick=True)
    assert not faults_in(report)
    assert report.samples > 50 * len(subjects)
