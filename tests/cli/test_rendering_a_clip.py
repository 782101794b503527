"""From the command line to jobs, and from finished files to standard output."""

from __future__ import annotations

import errno
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

import rendering.batch
import rendering.cluster
import rendering.engine
from rendering.batch import Outcome
from rendering.cli.clips import show
from rendering.engine import Rendered
from rendering.errors import RenderError, SceneError
from rendering.job import Job
from scenes.catalogue.contents import CATALOGUE
from scenes.theme import THEME_NAMES
from tests.cli.conftest import RunCommand


def test_standard_output_carries_the_paths_and_nothing_else(
    run: RunCommand, jobs: list[Job]
) -> None:
    result = run("tent", "-ql")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["media/480p15/tent.mp4", "media/480p15/tent.png"]


def test_all_renders_every_clip(run: RunCommand, jobs: list[Job]) -> None:
    result = run("all", "-qm", "--theme", "light")
    assert [job.clip for job in jobs] == list(CATALOGUE)
    assert [line for line in result.stdout.splitlines() if line.endswith(".mp4")] == [
        f"media/720p30/{name}-light.mp4" for name in CATALOGUE
    ]


def test_a_job_holds_what_the_manifest_needs(run: RunCommand, jobs: list[Job]) -> None:
    run("tent", "--left", "0.1", "--peak", "0.3", "--right", "0.9", "--height", "0.8")
    (job,) = jobs
    assert (job.module, job.scene_class, job.clip, job.part) == ("scenes.tent", "Tent", "tent", 1)
    assert job.parameters_json == {"left": 0.1, "peak": 0.3, "right": 0.9, "height": 0.8}
    assert (job.width, job.height, job.fps, job.theme) == (1920, 1080, 60, "dark")


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (["bias", "--biases", "-1,2"], "biases", (-1.0, 2.0)),
        (["bias", "--biases=-1,2"], "biases", (-1.0, 2.0)),
        (["bias", "--weight", "-2"], "weight", -2.0),
        (["bias", "--weight", "\N{MINUS SIGN}2"], "weight", -2.0),
        (["bias", "--biases", " 0 , -1 "], "biases", (0.0, -1.0)),
        (["point3d", "--point", "-1,-2"], "point", (-1.0, -2.0)),
        (["sine", "--domain", "-.5,1e1"], "domain", (-0.5, 10.0)),
        (["tent", "--left", "-1", "--right", "2"], "peak", 0.5),
        (["tent", "--left", "0.1", "--left", "0.3"], "left", 0.3),
    ],
)
def test_numbers_are_taken_as_they_are_typed(
    run: RunCommand, jobs: list[Job], words: list[str], name: str, value: Any
) -> None:
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert jobs[0].parameters[name] == value


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("-ql", (854, 480, 15, "mp4", "media/480p15/tent.mp4")),
        ("-qm", (1280, 720, 30, "mp4", "media/720p30/tent.mp4")),
        ("-qh", (1920, 1080, 60, "mp4", "media/1080p60/tent.mp4")),
        ("-qp", (2560, 1440, 60, "mp4", "media/1440p60/tent.mp4")),
        ("-qk", (3840, 2160, 60, "mp4", "media/2160p60/tent.mp4")),
        ("-ql --fps 24", (854, 480, 24, "mp4", "media/480p24/tent.mp4")),
        ("-r 1280,720 --fps 25", (1280, 720, 25, "mp4", "media/720p25/tent.mp4")),
        ("-r 640x360", (640, 360, 60, "mp4", "media/360p60/tent.mp4")),
        ("--format gif", (1920, 1080, 60, "gif", "media/1080p60/tent.gif")),
        ("-r 333,333 --format png", (333, 333, 60, "png", "media/333x333p60/tent.png")),
        ("-t", (1920, 1080, 60, "webm", "media/1080p60/tent-transparent.webm")),
        ("-t --format mov", (1920, 1080, 60, "mov", "media/1080p60/tent-transparent.mov")),
        ("-o new/film.webm", (1920, 1080, 60, "webm", "new/film.webm")),
        ("-o FILM.MP4", (1920, 1080, 60, "mp4", "FILM.MP4")),
        ("-t -o film.gif", (1920, 1080, 60, "gif", "film.gif")),
    ],
)
def test_render_options_settle_size_rate_format_and_file(
    run: RunCommand, folder: Path, jobs: list[Job], words: str, expected: tuple[Any, ...]
) -> None:
    result = run("tent", *words.split())
    assert result.exit_code == 0, result.stderr
    (job,) = jobs
    output = job.output.relative_to(folder).as_posix()
    assert (job.width, job.height, job.fps, job.format, output) == expected
    assert job.transparent is ("-t" in words)


def test_a_file_elsewhere_is_named_by_its_whole_path(
    run: RunCommand, tmp_path_factory: pytest.TempPathFactory, jobs: list[Job]
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "film.mp4"
    assert run("tent", "-o", str(elsewhere)).stdout.splitlines()[0] == str(elsewhere)


def test_a_home_folder_that_no_shell_has_read_is_found(
    run: RunCommand, folder: Path, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    assert run("tent", "--output=~/slides/tent.png").exit_code == 0
    assert jobs[0].output == folder / "home" / "slides" / "tent.png"


def test_a_current_folder_that_is_gone_is_one_line(
    run: RunCommand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = run("tent", "-ql")
    assert result.exit_code == 1
    assert result.stderr == "Error: the current folder is gone: change to one that exists\n"


@pytest.mark.parametrize("name", ["two\nlines", "a\x1b[2Jb", '"quoted', "a\u2028b"])
def test_a_path_that_would_not_be_one_line_is_a_string_of_json(
    run: RunCommand, jobs: list[Job], name: str
) -> None:
    lines = run("tent", "-o", f"{name}.mp4").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [f"{name}.mp4", f"{name}.png"]


def test_a_failed_render_is_one_line_and_exit_code_1(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, RenderError("the disk is full, tent.mp4 was not written"))
    result = run("tent")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: the disk is full, tent.mp4 was not written\n"


def test_a_scenes_own_mistake_is_shown_with_its_line(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = 'Traceback (most recent call last):\n  File "scenes/tent.py", line 7, in construct'
    fail_with(monkeypatch, SceneError("tent: ZeroDivisionError: division by zero", trace))
    result = run("tent")
    assert result.exit_code == 1
    assert result.stderr == f"{trace}\nError: tent: ZeroDivisionError: division by zero\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "too little memory"),
        (ImportError("libx.so: failed to map segment from shared object"), "too little memory"),
        (RuntimeError("can't start new thread"), "no more processes or threads"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "no more processes"),
        (OSError(errno.EMFILE, "Too many open files"), "no more files may be opened"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "gone"), "gone: No such"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    fail_with(monkeypatch, error)
    result = run("tent")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_mistake_of_our_own_keeps_its_traceback(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, ValueError("a bug"))
    assert isinstance(run("tent").exception, ValueError)


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("can't start new thread")])
def test_what_the_system_refuses_to_one_of_all_clips_ends_that_alone(
    run: RunCommand, jobs: list[Job], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    remember = rendering.engine.render

    def fail_at_sine(job: Job, *arguments: Any, **settings: Any) -> Any:
        if job.clip == "sine":
            raise error
        return remember(job, *arguments, **settings)

    monkeypatch.setattr(rendering.batch, "render", fail_at_sine)
    result = run("all", "--quiet")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 2)
    assert len(jobs) == len(CATALOGUE) - 1


def test_an_error_that_ends_several_clips_is_said_once(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(jobs: Sequence[Job], *_: object, **__: object) -> Generator[Outcome, None, None]:
        lost = RenderError("the Dask scheduler at tcp://head:8786 was lost")
        yield from [Outcome(job, error=lost) for job in jobs]

    monkeypatch.setattr(rendering.cluster, "render_on_cluster", lose)
    result = run("all", "--scheduler", "tcp://head:8786", "--quiet")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].endswith("was lost")
    assert len(result.stderr.splitlines()) == 2


def test_an_interrupt_is_exit_code_130(run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    result = run("tent")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.strip() == "Error: interrupted"


def test_what_is_not_installed_is_named_with_what_to_do(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, ModuleNotFoundError("No module named 'manim'", name="manim"))
    result = run("tent")
    assert result.exit_code == 1
    assert result.stderr == "Error: manim is not installed: run `bash setup.sh`\n"


def test_when_one_of_all_clips_fails_the_others_are_still_made(
    run: RunCommand, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    remember = rendering.engine.render

    def fail_at_sine(job: Job, *arguments: Any, **settings: Any) -> Any:
        if job.clip == "sine":
            raise RenderError("sine could not be drawn")
        return remember(job, *arguments, **settings)

    monkeypatch.setattr(rendering.batch, "render", fail_at_sine)
    result = run("all")
    assert result.exit_code == 1
    assert [job.clip for job in jobs] == [name for name in CATALOGUE if name != "sine"]
    assert result.stderr.splitlines()[-2:] == [
        "Error: sine could not be drawn",
        f"Error: 1 of {len(CATALOGUE)} were not made: media/1080p60/sine.mp4",
    ]


def test_all_takes_several_qualities_formats_and_themes(run: RunCommand, jobs: list[Job]) -> None:
    words = "all -ql -qm --theme dark --theme light --format mp4 --format gif --quiet"
    assert run(*words.split()).exit_code == 0
    assert {(job.clip, job.height, job.theme, job.format) for job in jobs} == set(
        itertools.product(CATALOGUE, (480, 720), THEME_NAMES, ("mp4", "gif"))
    )
    jobs.clear()
    run("all", "-ql", "-qm", "-r", "640,360", "--fps", "10", "--quiet")
    assert len(jobs) == len(CATALOGUE)  # the same file is not made twice


def test_all_can_be_handed_to_a_cluster(run: RunCommand, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []

    def render_on_cluster(
        jobs: Sequence[Job], address: str, *_: object, use_cache: bool, **__: object
    ) -> Generator[Outcome, None, None]:
        asked.append((address, use_cache))
        for job in reversed(jobs):
            if job.clip == "sine":
                yield Outcome(job, error=RenderError("sine: lost by the cluster"))
            else:
                yield Outcome(job, Rendered((job.output,), 60, 1.0))

    monkeypatch.setattr(rendering.cluster, "render_on_cluster", render_on_cluster)
    result = run("all", "-ql", "--scheduler", "tcp://head:8786", "--quiet")
    assert (asked, result.exit_code) == ([("tcp://head:8786", True)], 1)
    assert len(result.stdout.splitlines()) == len(CATALOGUE) - 1
    assert result.stderr.splitlines()[-1].endswith("were not made: media/480p15/sine.mp4")


def test_clean_empties_the_cache_and_keeps_the_films(run: RunCommand, folder: Path) -> None:
    film, kept = folder / "media" / "tent.mp4", folder / "media" / ".cache" / "clips" / "a"
    for file in (film, kept):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 1_500_000)
    result = run("clean")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1.5 MB freed.\n")
    assert film.exists()
    assert not kept.exists()


@pytest.fixture
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[str, int]]:
    """What the program that opens files was given, once it was started, and its session."""
    note, opener = folder / "opened", folder / "xdg-open"
    opener.write_text(
        f"#!/bin/sh\nread -r _ _ _ _ _ session _ </proc/$$/stat\necho noise\n"
        f'printf "%s|" "$@" "$session" >"{note}.part"\nmv "{note}.part" "{note}"\n'
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def look() -> tuple[str, int]:
        deadline = time.monotonic() + 10
        while not note.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        words, session, _ = note.read_text().rsplit("|", 2)
        return words, int(session)

    return look


ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="opens otherwise")


@ON_LINUX
def test_preview_opens_the_film(
    run: RunCommand, folder: Path, jobs: list[Job], opened: Callable[[], tuple[str, int]]
) -> None:
    assert run("tent", "-p", "-ql").exit_code == 0
    assert opened()[0] == str(folder / "media" / "480p15" / "tent.mp4")


@ON_LINUX
def test_the_opener_gets_the_file_as_one_word_and_no_shell(
    folder: Path, opened: Callable[[], tuple[str, int]]
) -> None:
    film = folder / "a film; $(touch harm).mp4"
    show(film)
    assert opened()[0] == str(film)
    assert not (folder / "harm").exists()


@ON_LINUX
def test_ctrl_c_and_standard_output_are_not_shared_with_the_player(
    folder: Path, opened: Callable[[], tuple[str, int]], capfd: pytest.CaptureFixture[str]
) -> None:
    show(folder / "tent.mp4")
    assert opened()[1] != os.getsid(0)
    assert capfd.readouterr().out == ""


def test_without_a_program_to_open_it_preview_says_so(
    run: RunCommand, folder: Path, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    result = run("tent", "-p")
    assert result.exit_code == 0
    assert "No program was found" in result.stderr
    assert result.stdout.splitlines()[0] == "media/1080p60/tent.mp4"


def test_cache_quiet_and_jobs_reach_the_engine(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    def look(job: Job, progress: object, *, root: Path, use_cache: bool) -> NoReturn:
        seen.update(
            workers=job.workers, use_cache=use_cache, root=root, progress=type(progress).__name__
        )
        raise RenderError("seen enough")

    monkeypatch.setattr(rendering.engine, "render", look)
    run("tent", "--jobs", "3", "--no-cache", "--quiet")
    assert seen == {
        "workers": 3,
        "use_cache": False,
        "root": Path.cwd(),
        "progress": "SilentProgress",
    }


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(rendering.engine, "render", fail)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tent -t --format mov", "about 22 MB a second"),
        ("tent -t --format mov --quiet", ""),
        ("tent -t --format mov -ql", ""),
        ("tent --format mov", ""),
        ("tent -t", ""),
    ],
)
def test_a_film_that_will_be_very_large_is_told_of(
    run: RunCommand, jobs: list[Job], words: str, said: str
) -> None:
    result = run(*words.split())
    assert result.exit_code == 0
    assert (said in result.stderr) if said else not result.stderr
    assert len(jobs) == 1
