"""Every clip passes the layout check: by being mended, never by loosening a threshold."""

from __future__ import annotations

from datetime import date
from itertools import cycle

import pytest

from rendering.cli.clips import plan
from rendering.cli.render_options import RenderOptions
from rendering.inspection.check import Report, Subject, check
from scenes.catalogue.contents import CATALOGUE
from scenes.catalogue.selection import Selected
from scenes.theme import THEME_NAMES


def subject(choice: Selected, theme: str) -> Subject:
    choices = RenderOptions(format="png", theme=theme)
    return Subject(plan(choice.clip, choice.given, choices, 1), choice.typed)


def faults_in(report: Report) -> str:
    return "\n".join(map(str, [*report.findings, *report.failures]))


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> list[Selected]:
    """An example of each clip, another one each day; with --all-examples all of them."""
    every = [[Selected(clip, example) for example in clip.examples] for clip in CATALOGUE.values()]
    if request.config.getoption("--all-examples"):
        return [choice for choices in every for choice in choices]
    today = date.today().toordinal()
    return [choices[today % len(choices)] for choices in every if choices]


def test_no_clip_has_a_fault_at_any_moment_of_its_animations() -> None:
    clips = map(Selected, CATALOGUE.values())
    report = check([subject(choice, theme) for choice in clips for theme in THEME_NAMES])
    assert not faults_in(report)
    assert report.samples > 100 * len(CATALOGUE)


def test_no_clip_has_a_fault_with_unusual_parameters(examples: list[Selected]) -> None:
    """A quick check, of ends and middles, of examples in a theme by turns."""
    subjects = list(map(subject, examples, cycle(THEME_NAMES)))
    report = check(subjects, quick=True)
    assert not faults_in(report)
    assert report.samples > 50 * len(subjects)
