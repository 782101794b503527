"""The command `gallery`: what it renders, what it writes, and what it refuses."""

from __future__ import annotations

import errno
import json
import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

import rendering.batch
import rendering.engine
from rendering.engine import Rendered
from rendering.errors import RenderError
from rendering.gallery import page as gallery_page
from rendering.job import Job
from rendering.output.staging import Staging
from scenes.catalogue.contents import CATALOGUE, part_of
from scenes.theme import DARK, LIGHT
from tests.cli.conftest import RunCommand
from tests.cli.test_bad_input import contents
from tests.project_rules import HEX_COLOUR

KINDS = (".mp4", ".png", ".srt", ".vtt", ".json")


@pytest.fixture
def films(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that reached the engine, which makes small files of them, and no pictures."""
    received: list[Job] = []

    def make(job: Job, *_: object, **__: object) -> Rendered:
        received.append(job)
        job.output.parent.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            job.output.with_suffix(kind).write_text(f"{kind} of {job.clip}")
        beats = [{"index": 1, "name": "all", "caption": "This.", "start": 0.0, "end": 2.0}]
        facts = {"answer": "Yes.", "frames": 2 * job.fps, "duration": 2.0, "beats": beats}
        names = ("clip", "title", "question", "theme", "width", "height", "fps")
        facts |= {name: getattr(job, name) for name in names}
        job.output.with_suffix(".json").write_text(json.dumps(facts))
        return Rendered(tuple(job.files.values()), frames=2 * job.fps, duration=2.0)

    for module in (rendering.engine, rendering.batch):
        monkeypatch.setattr(module, "render", make)
    return received


def shown(folder: Path) -> list[dict[str, Any]]:
    """What the page knows of its films."""
    text = (folder / "media" / "gallery" / "index.html").read_text(encoding="utf-8")
    inlined = text.partition('<script type="application/json" id="data">')[2]
    films: list[dict[str, Any]] = json.loads(inlined.partition("</script>")[0])
    return films


def test_all_clips_are_rendered_where_all_puts_them_and_laid_beside_the_page(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    result = run("gallery", "-qm")
    assert result.exit_code == 0, result.stderr
    assert [job.output for job in films] == [
        folder / "media" / "720p30" / f"{name}.mp4" for name in CATALOGUE
    ]
    assert result.stdout.splitlines()[-1] == "media/gallery/index.html"
    there = {path.name for path in (folder / "media" / "gallery").iterdir()}
    assert {f"{name}{kind}" for name in CATALOGUE for kind in KINDS} <= there
    assert {"index.html", "gallery.css", "gallery.js", "player.js"} <= there
    assert not [name for name in there if name.startswith(".") or name == "page.html"]
    assert [(film["clip"], film["part"]) for film in shown(folder)] == [
        (name, str(part_of(clip))) for name, clip in CATALOGUE.items()
    ]


def test_a_film_takes_no_room_twice_and_stays_when_another_is_rendered(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    run("gallery", "tent", "-ql")
    (made,) = films
    laid = folder / "media" / "gallery" / "tent.mp4"
    assert laid.samefile(made.output)
    made.output.unlink()
    assert laid.read_text() == ".mp4 of tent"


def test_on_another_disk_films_are_copied(
    run: RunCommand, folder: Path, films: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def refuse(source: Path, target: Path, **settings: Any) -> None:
        if Path(source).parent.name == "480p15":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        link(source, target, **settings)

    monkeypatch.setattr(os, "link", refuse)
    assert run("gallery", "tent", "-ql").exit_code == 0
    assert (folder / "media" / "gallery" / "tent.vtt").read_text() == ".vtt of tent"


def test_the_page_tells_the_command_of_each_film(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    words = "gallery tent sine --left 0.1 --target 2*x --theme light --quality m --fps 25"
    assert run(*words.split()).exit_code == 0
    options = "--quality m --theme light --fps 25"
    assert [film["command"] for film in shown(folder)] == [
        f"python render.py tent --left 0.1 {options}",
        f'python render.py sine --target "2*x" {options}',
    ]
    planned = [(job.clip, job.parameters_json, job.output) for job in films]
    films.clear()
    for film in shown(folder):
        assert run(*shlex.split(film["command"])[2:]).exit_code == 0
    assert [(job.clip, job.parameters_json, job.output) for job in films] == planned


def test_the_frame_to_stop_on_is_the_last_before_the_beats_end(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    run("gallery", "tent", "-ql")
    (film,) = shown(folder)
    assert film["beats"] == [{"caption": "This.", "start": 0.0, "end": 2.0, "first": 0, "last": 29}]
    assert film["cues"] == [[0.0, 2.0, "This."]]


def test_films_of_an_earlier_gallery_go_and_what_is_not_its_own_stays(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    gallery = folder / "media" / "gallery"
    run("gallery", "tent", "sine", "-ql")
    (gallery / "notes.txt").write_text("mine")
    (gallery / "mine.json").write_bytes((gallery / "sine.json").read_bytes())
    run("gallery", "tent", "--theme", "light", "-ql")
    names = {path.name for path in gallery.iterdir()}
    assert {f"tent-light{kind}" for kind in KINDS} <= names
    assert {"notes.txt", "mine.json"} <= names
    assert not {"sine.mp4", "sine.png", "sine.json", "tent.mp4", "tent.vtt"} & names


def test_the_colours_are_those_of_the_clips(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    run("gallery", "tent", "-ql")
    text = (folder / "media" / "gallery" / "index.html").read_text()
    for theme in (DARK, LIGHT):
        assert text.count(f"--ground: {theme.ground}; ") == (1 if theme is DARK else 2)
    assets = list(gallery_page.ASSETS.iterdir())
    assert len(assets) > 4
    assert [asset.name for asset in assets if HEX_COLOUR.search(asset.read_text())] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tnet", "there is no clip 'tnet': did you mean tent"),
        ("tent --segments 8", "--segments"),
        ("tent --left", "--left needs a value"),
        ("tent --left 0.9 --right 0.1", "--left"),
        ("-q z", "--quality"),
        ("-r 321,180", "--resolution must be even"),
        ("tent --format gif", "--format"),
        ("tent -t", "-t"),
    ],
)
def test_bad_input_gets_one_line_and_touches_nothing(
    run: RunCommand, folder: Path, films: list[Job], words: str, said: str
) -> None:
    before = contents(folder)
    result = run("gallery", *words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert said in line
    assert (contents(folder), films) == (before, [])


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_rendered(
    run: RunCommand, folder: Path, films: list[Job]
) -> None:
    (folder / "media").mkdir()
    (folder / "media" / "gallery").write_text("a file of that name")
    result = run("gallery")
    assert (result.exit_code, result.stdout, films) == (1, "", [])
    (line,) = result.stderr.splitlines()
    assert line == f"Error: cannot write to {folder / 'media' / 'gallery'}: File exists"


Spoil = Callable[[Path, pytest.MonkeyPatch], None]


def put_a_folder_in_the_way(gallery: Path, _: pytest.MonkeyPatch) -> None:
    (gallery / "player.js").unlink()
    (gallery / "player.js").mkdir()


def fill_the_disk(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Staging, "write_text", refuse)


def lose_a_clip(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = rendering.engine.render

    def fail_at_sine(job: Job, *words: Any, **settings: Any) -> Any:
        if job.clip == "sine":
            raise RenderError("sine could not be drawn")
        return make(job, *words, **settings)

    monkeypatch.setattr(rendering.batch, "render", fail_at_sine)


def spoil_a_manifest(gallery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallery_page, "read_json", lambda *_: {"clip": "tent"})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (put_a_folder_in_the_way, "index.html was not written: player.js is in the way"),
        (fill_the_disk, "the disk is full"),
        (lose_a_clip, "sine could not be drawn"),
        (spoil_a_manifest, "tent-light.json is no manifest of a film"),
    ],
)
def test_when_something_goes_wrong_the_gallery_of_before_is_whole(
    run: RunCommand,
    folder: Path,
    films: list[Job],
    monkeypatch: pytest.MonkeyPatch,
    spoil: Spoil,
    said: str,
) -> None:
    gallery = folder / "media" / "gallery"
    run("gallery", "tent", "-ql")
    spoil(gallery, monkeypatch)
    before = contents(gallery)
    result = run("gallery", "tent", "sine", "-ql", "--theme", "light")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert contents(gallery) == before


def test_the_page_can_be_opened_when_done(
    run: RunCommand, folder: Path, films: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("rendering.cli.gallery.show", opened.append)
    run("gallery", "tent", "-ql", "-p")
    assert opened == [folder / "media" / "gallery" / "index.html"]
