"""The command `lecture`: which films it asks for, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rendering.lecture.lecture
from rendering.lecture.lecture import LecturePart
from scenes.catalogue.contents import PARTS
from tests.cli.conftest import RunCommand

EXAMPLE = Path(__file__).parents[2] / "lecture.toml"
Asked = dict[str, Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the command has asked for."""
    received: Asked = {}

    def remember(title: str, parts: list[LecturePart], output: Path, *_: Any, **__: Any) -> Any:
        received.update(title=title, parts=parts, output=output)
        return (output,)

    monkeypatch.setattr(rendering.lecture.lecture, "make_lecture", remember)
    return received


def clips_of(part: LecturePart) -> list[str]:
    return [entry.job.clip for entry in part.clips]


def test_without_names_it_is_every_clip_by_part(run: RunCommand, asked: Asked) -> None:
    result = run("lecture", "-ql", "--theme", "light")
    assert result.stdout == "media/480p15/lecture-light.mp4\n"
    parts = [(part.heading, part.title, tuple(clips_of(part))) for part in asked["parts"]]
    assert parts == [(f"Part {p.number}", p.title, p.clips) for p in PARTS]
    assert {(e.job.height, e.job.theme) for p in asked["parts"] for e in p.clips} == {
        (480, "light")
    }


def test_a_part_or_some_clips_with_options(run: RunCommand, asked: Asked) -> None:
    run("lecture", "--part", "2", "--vector", "1,-1")
    assert [clips_of(part) for part in asked["parts"]] == [list(PARTS[1].clips)]
    run("lecture", "dense", "tent", "pair", "--left", "0.1", "-o", "talk.mp4")
    assert [clips_of(part) for part in asked["parts"]] == [["dense"], ["tent", "pair"]]
    assert [e.job.parameters["left"] for e in asked["parts"][1].clips] == [0.1, 0.1]
    assert asked["output"].name == "talk.mp4"


def test_the_example_in_the_repository_is_a_lecture(run: RunCommand, asked: Asked) -> None:
    assert run("lecture", "--from", str(EXAMPLE)).exit_code == 0
    assert asked["title"] == "From two ramps to a wave"
    assert [(part.title, clips_of(part)) for part in asked["parts"]] == [
        ("One tent", ["pair", "tent"]),
        ("Many of them", ["sine"]),
    ]
    (_, tent), (sine,) = (part.clips for part in asked["parts"])
    assert (tent.title, tent.job.parameters["left"]) == ("How steep may a tent be?", 0.1)
    assert sine.job.parameters_json["segments"] == 13
    assert sine.title == sine.job.question


CLIP = '[[part]]\n[[part.clip]]\nname = "tent"\n'
BAD_FILES = {
    "title = \n": (1, "Invalid value"),
    'title = "a"\n': (1, "needs 'part'"),
    '[[part]]\n\ntitel = "a"\n': (3, "did you mean title?"),
    "[[part]]\ntitle = 3\n": (2, "a text in quotes"),
    "part = [1]\n": (1, "must be a table"),
    '[[part]]\n[[part.clip]]\ntitle = "a"\n': (2, "a clip needs 'name'"),
    '[[part]]\n[[part.clip]]\n\nname = "tnet"\n': (4, "did you mean tent"),
    f"{CLIP}left = 0.1\n": (4, "a clip has no 'left'"),
    f"{CLIP}options = {{ lft = 0.1 }}\n": (4, "--lft is not an option of tent"),
    f"{CLIP}[part.clip.options]\nheight = 1\n\nleft = 0.9\n": (7, "must be smaller than --right"),
    f"{CLIP}{CLIP}bogus = [\n1]\n": (8, "a clip has no 'bogus'"),
}


@pytest.mark.parametrize("text", BAD_FILES)
def test_a_mistake_in_a_file_is_told_with_its_line(
    text: str, run: RunCommand, folder: Path, asked: Asked
) -> None:
    (folder / "talk.toml").write_text(text)
    result = run("lecture", "--from", "talk.toml")
    line, words = BAD_FILES[text]
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(f"Error: talk.toml, line {line}: ")
    assert words in result.stderr
    assert not asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lecture tnet", "did you mean tent"),
        ("lecture tent --lft 1", "not an option"),
        ("lecture --part 1 tent", "without names"),
        ("lecture tent --from a.toml", "stands alone"),
        ("lecture --from a.toml", "cannot read a.toml"),
        ("lecture tent -o talk.webm", "must end in .mp4"),
        ("lecture tent -o talk.mp4", "talk-chapters.txt"),
    ],
)
def test_what_cannot_be_had_is_refused_in_one_line(
    words: str, said: str, run: RunCommand, folder: Path, asked: Asked
) -> None:
    (folder / "talk-chapters.txt").write_text("somebody else's")
    result = run(*words.split())
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert said in result.stderr
    assert not asked


def test_a_folder_that_cannot_be_written_is_told_in_one_line(run: RunCommand, folder: Path) -> None:
    (folder / "media").write_text("in the way")
    result = run("lecture", "tent", "-ql")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
