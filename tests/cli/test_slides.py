"""The commands that make something of beats: `slides`, and `--beats` on a clip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import rendering.lecture.clip_films
import rendering.lecture.slides
from rendering.job import Job
from tests.cli.conftest import RunCommand

Asked = dict[str, Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the command has asked for."""
    received: Asked = {}

    def remember(jobs: list[Job], output: Path, *_: Any, per_page: int, **__: Any) -> Any:
        received.update(jobs=jobs, output=output, per_page=per_page)
        return (output,)

    monkeypatch.setattr(rendering.lecture.slides, "make_slides", remember)
    return received


def test_clips_become_slides_where_their_films_are(run: RunCommand, asked: Asked) -> None:
    words = "slides tent --left 0.1 --to pdf --per-page 4 --theme light -qm"
    result = run(*words.split())
    assert result.stdout == "media/720p30/slides-light.pdf\n"
    ((job,), pages) = asked["jobs"], asked["per_page"]
    assert (job.clip, job.parameters["left"], job.theme, pages) == ("tent", 0.1, "light", 4)
    assert (
        run("slides", "pair", "tent", "--to", "pptx", "-o", "talk/s.pptx").stdout == "talk/s.pptx\n"
    )
    assert [job.clip for job in asked["jobs"]] == ["pair", "tent"]
    result = run("slides", "pair", "--to", "manim-slides", "-ql")
    assert result.stdout == "media/480p15/slides/slides.json\n"


def test_beats_are_cut_out_of_the_clip_that_was_rendered(
    run: RunCommand, folder: Path, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(film: Path, *_: Any) -> tuple[Path, ...]:
        assert [job.output for job in jobs] == [film]
        return (film.with_name("tent-1.mp4"),)

    monkeypatch.setattr(rendering.lecture.clip_films, "leave_beats", cut)
    lines = run("tent", "--beats", "-ql").stdout.splitlines()
    assert [lines[0], lines[-1]] == ["media/480p15/tent.mp4", "media/480p15/tent-1.mp4"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("slides tent", "--to"),
        ("slides tnet --to pdf", "did you mean tent"),
        ("slides tent --to pdf --lft 1", "not an option"),
        ("slides tent --to pdf -o s.pptx", "must end in .pdf"),
        ("slides tent --to pdf -o s.pdf", "not a folder"),
        ("slides tent --to pdf --per-page 3", "--per-page"),
        ("tent --beats --format gif", "needs the format mp4"),
    ],
)
def test_what_cannot_be_had_is_refused_in_one_line(
    words: str, said: str, run: RunCommand, folder: Path, asked: Asked, jobs: list[Job]
) -> None:
    (folder / "s.pdf").mkdir()
    result = run(*words.split())
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert said in result.stderr
    assert not asked
    assert not jobs


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_rendered(
    run: RunCommand, folder: Path, jobs: list[Job]
) -> None:
    (folder / "media").write_text("in the way")
    result = run("slides", "tent", "--to", "pdf", "-ql")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "cannot write to" in result.stderr
    assert not jobs
