"""Every clip passes the layout check: by being mended, never by loosening a threshold."""

from __future__ import annotations

from itertools import cycle

from rendering.cli.clips import plan
from rendering.cli.render_options import RenderOptions
from rendering.inspection.check import Report, Subject, check
from scenes.catalogue.contents import CATALOGUE
from scenes.catalogue.selection import Selected
from scenes.theme import THEME_NAMES

DARK, LIGHT = THEME_NAMES


def subject(choice: Selected, theme: str) -> Subject:
    choices = RenderOptions(format="png", theme=theme)
    return Subject(plan(choice.clip, choice.given, choices, 1), choice.typed)


def faults_in(report: Report) -> str:
    return "\n".join(map(str, [*report.findings, *report.failures]))


def test_no_clip_has_a_fault_at_any_moment_of_its_animations() -> None:
    report = check([subject(Selected(clip), DARK) for clip in CATALOGUE.values()])
    assert not faults_in(report)
    assert report.samples > 100 * len(CATALOGUE)


def test_no_clip_has_a_fault_in_the_light_theme_or_with_unusual_parameters() -> None:
    """A quick check, of ends and middles, of the clips and of their examples in a theme by turns.

    The geometry of the light theme is that of the dark one.
    """
    choices = [Selected(clip, example) for clip in CATALOGUE.values() for example in clip.examples]
    subjects = [subject(Selected(clip), LIGHT) for clip in CATALOGUE.values()]
    subjects += map(subject, choices, cycle(THEME_NAMES))
    report = check(subjects, quick=True)
    assert not faults_in(report)
    assert report.samples > 50 * len(subjects)
