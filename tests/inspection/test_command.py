"""`render.py check` and `render.py storyboard` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import rendering.inspection.check
import rendering.inspection.storyboard
from render import main
from rendering.errors import SceneError
from rendering.inspection.check import Report, Subject
from rendering.inspection.findings import Exemption
from rendering.job import Job
from scenes.catalogue.clip import UnknownClip
from scenes.catalogue.contents import CATALOGUE
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.selection import select
from tests.inspection.test_parts import FOUND

NOTHING = Report((), (), (), samples=10)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), prog_name="render.py")


class Stand:
    """Stands in for the check: remembers what it was asked, and answers with `report`."""

    def __init__(self, report: Report = NOTHING) -> None:
        self.report = report
        self.subjects: list[Subject] = []
        self.settings: dict[str, object] = {}

    def __call__(self, subjects: list[Subject], **settings: object) -> Report:
        self.subjects, self.settings = list(subjects), settings
        return self.report


def stand_in(monkeypatch: pytest.MonkeyPatch, report: Report = NOTHING) -> Stand:
    stand = Stand(report)
    monkeypatch.setattr(rendering.inspection.check, "check", stand)
    return stand


def test_check_without_names_checks_every_clip_in_both_themes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = stand_in(monkeypatch)
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    asked = [(subject.job.clip, subject.job.theme) for subject in stand.subjects]
    assert asked == [(name, theme) for name in CATALOGUE for theme in ("dark", "light")]
    assert all(subject.given == "" for subject in stand.subjects)


def test_check_takes_names_a_theme_and_options_of_the_clips(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = stand_in(monkeypatch)
    run("check", "tent", "sine", "--left=-0.5", "--theme", "light", "--segments", "5", "--quick")
    tent, sine = stand.subjects
    assert (tent.job.parameters["left"], sine.job.parameters["segments"]) == (-0.5, 5)
    assert (tent.given, sine.given) == ("--left -0.5", "--segments 5")
    assert {subject.job.theme for subject in stand.subjects} == {"light"}
    assert stand.settings["quick"] is True


def test_check_takes_the_examples_when_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand = stand_in(monkeypatch)
    run("check", "tent", "--examples", "--theme", "dark")
    assert len(stand.subjects) == 1 + len(CATALOGUE["tent"].examples)


def test_a_fault_is_a_line_and_exit_code_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, Report((FOUND,), (), (), samples=10))
    result = run("check", "tent")
    assert (result.exit_code, result.stdout) == (1, f"{FOUND}\n")


def test_check_for_programs_holds_all_that_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, Report((FOUND,), (), (), samples=10))
    answer = json.loads(run("check", "tent", "--json").stdout)
    (found,) = answer["findings"]
    assert (found["kind"], found["beat"], found["objects"]) == ("crossing", 2, list(FOUND.objects))
    assert answer["looks"] == 10


def test_check_explains_what_is_exempt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exemption = Exemption("tent", "tag", "overlap", "it flies by", is_needed=True)
    stand_in(monkeypatch, Report((), (exemption,), (), samples=10))
    assert run("check", "tent").stdout == ""
    result = run("check", "tent", "--explain")
    assert (result.exit_code, result.stdout) == (0, f"{exemption}\n")
    assert "it flies by" in result.stdout


def test_a_scene_that_raises_is_reported_and_the_others_are_still_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = SceneError("tent: ValueError: no", "Traceback: line 7")
    stand_in(monkeypatch, Report((FOUND,), (), (failure,), samples=10))
    result = run("check")
    assert result.exit_code == 1
    assert "line 7" in result.stderr
    assert str(FOUND) in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("check", "tnt"), "did you mean tent?"),
        (("check", "tent", "--lft", "1"), "--lft is not an option of tent"),
        (("check", "tent", "--left"), "--left needs a value"),
        (("check", "tent", "--left", "2"), "--left must be smaller than --right"),
        (("check", "--theme", "pink"), "pink"),
        (("storyboard",), "which clip?"),
        (("storyboard", "tent", "--left", "x"), "--left must be a number"),
    ],
)
def test_a_mistake_is_one_clear_line(folder: Path, words: tuple[str, ...], message: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not list(folder.iterdir())


def test_storyboard_says_where_the_sheets_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Job, bool]] = []

    def make(job: Job, *, dense: bool, root: Path) -> Path:
        asked.append((job, dense))
        return root / job.output

    monkeypatch.setattr(rendering.inspection.storyboard, "storyboard", make)
    assert run("storyboard", "tent", "bias").stdout.split() == [
        str(Path("media/storyboard/tent.png")),
        str(Path("media/storyboard/bias.png")),
    ]
    result = run("storyboard", "tent", "--theme", "light", "--dense", "--left", "0.1")
    assert result.stdout.split() == [str(Path("media/storyboard/tent-light-dense.png"))]
    job, dense = asked[-1]
    assert (job.theme, job.parameters["left"], dense) == ("light", 0.1, True)
    assert len(run("storyboard", "all").stdout.split()) == len(CATALOGUE)


def test_options_go_to_the_clips_that_have_them() -> None:
    tent, sine = select(["tent", "--segments", "4", "sine"])
    assert (dict(tent.given), dict(sine.given)) == ({}, {"segments": "4"})
    assert sine.parameters["segments"] == 4
    assert sine.typed == "--segments 4"


def test_clips_are_selected_once_each_and_all_stands_for_every_one() -> None:
    assert [choice.clip.name for choice in select(["tent", "tent"])] == ["tent"]
    assert [choice.clip.name for choice in select(["all"])] == list(CATALOGUE)
    assert [choice.clip.name for choice in select([])] == list(CATALOGUE)


def test_a_selection_refuses_what_there_is_not() -> None:
    with pytest.raises(UnknownClip):
        select(["tnt"])
    with pytest.raises(OptionError, match="needs a value"):
        select(["tent", "--left"])
    with pytest.raises(OptionError, match="not an option of tent"):
        select(["tent", "--wrong", "1"])
