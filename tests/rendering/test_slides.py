"""Slides and beats, opened again: movies, notes and pages."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from rendering.engine import render
from rendering.errors import RenderError
from rendering.job import Job
from rendering.lecture.clip_films import leave_beats
from rendering.lecture.slides import make_slides
from rendering.progress import SilentProgress
from tests.rendering.inline import InlinePool, pool_of
from tests.rendering.sampling import decoded, sample_job

CAPTIONS = ["A square & a dot", "A wheel turns <b>on</b>", "The end"]
STARTS, FRAMES = [0, 12, 54], 67
OFFICES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""What setup.sh looks for too, before it installs one."""


@dataclass(frozen=True)
class Clip:
    """A rendered clip of three beats, in a folder whose cache knows it."""

    root: Path
    job: Job
    pictures: list[npt.NDArray[Any]]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    root = tmp_path_factory.mktemp("slides")
    job = sample_job(root / "clip.mp4", "InSections", question="What is *this*, [a] #test?")
    with pool_of(InlinePool):
        return Clip(root, job, decoded(render(job, root=root).output))


def make(clip: Clip, name: str, **settings: Any) -> Path:
    with pool_of(InlinePool):
        made = make_slides(
            [clip.job] * 2, clip.root / name, SilentProgress(), root=clip.root, **settings
        )
    assert made[0] == clip.root / name
    assert all(file.is_file() for file in made)
    return made[0]


@pytest.fixture(scope="module")
def pptx_file(clip: Clip) -> Path:
    return make(clip, "slides.pptx")


@pytest.fixture(scope="module")
def pptx(pptx_file: Path) -> Any:
    return Presentation(str(pptx_file))


def part(slide: Any, shape: Any, tag: str, attribute: str) -> bytes:
    """What a movie's shape refers to: its film, or its poster."""
    element = next(shape._element.iter(qn(tag)))
    blob: bytes = slide.part.related_part(element.get(qn(attribute))).blob
    return blob


def test_each_beat_is_a_slide_with_its_caption_as_notes(pptx: Any) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in pptx.slides]
    assert notes == 2 * CAPTIONS
    assert pptx.slide_width * 9 == pptx.slide_height * 16


def test_the_movie_fills_the_slide_and_starts_by_itself(pptx: Any) -> None:
    for slide in pptx.slides:
        (movie,) = slide.shapes
        place = movie.left, movie.top, movie.width, movie.height
        assert place == (0, 0, pptx.slide_width, pptx.slide_height)
        (condition,) = slide.element.iter(qn("p:cond"))
        assert condition.get("delay") == "0"
        (target,) = slide.element.iter(qn("p:spTgt"))
        assert target.get("spid") == str(movie.shape_id)


def test_movies_and_posters_are_the_beats_frame_by_frame(
    pptx: Any, clip: Clip, tmp_path: Path
) -> None:
    shown = []
    for slide in list(pptx.slides)[:3]:
        (movie,) = slide.shapes
        film = tmp_path / "beat.mp4"
        film.write_bytes(part(slide, movie, "a:videoFile", "r:link"))
        pictures = decoded(film)
        poster = Image.open(io.BytesIO(part(slide, movie, "a:blip", "r:embed")))
        assert np.array_equal(np.asarray(poster), pictures[-1])
        shown.append(pictures)
    assert [len(pictures) for pictures in shown] == [12, 42, 13]
    together = [picture for pictures in shown for picture in pictures]
    assert all(map(np.array_equal, together, clip.pictures))


@pytest.mark.parametrize(("per_page", "pages"), [(2, 3), (4, 2)])
def test_the_handout_has_a_page_for_so_many_beats(clip: Clip, per_page: int, pages: int) -> None:
    assert pages_of(make(clip, "slides.pdf", per_page=per_page)) == pages


def pages_of(pdf: Path) -> int:
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF")
    return len(re.findall(rb"/Type\s*/Page\b", content))


def test_libreoffice_opens_it_and_makes_a_page_of_each_beat(
    pptx_file: Path, tmp_path: Path
) -> None:
    program = next(filter(None, map(shutil.which, OFFICES)), None)
    if program is None:
        pytest.fail("no LibreOffice is found: run `bash setup.sh --dev`", pytrace=False)
    profile = (tmp_path / "profile").as_uri()  # one of its own: an office may be open already
    words = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [program, *words, "--outdir", tmp_path, pptx_file],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    pdf = tmp_path / "slides.pdf"
    assert pdf.is_file(), f"is LibreOffice Impress installed? {done.stderr}"
    assert pages_of(pdf) == 2 * len(CAPTIONS)


def test_for_manim_slides_each_beat_is_a_movie_with_notes(clip: Clip) -> None:
    file = make(clip, "talk/slides.json")
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [slide["notes"] for slide in found["slides"]] == 2 * CAPTIONS
    movies = [file.parents[1] / slide["file"] for slide in found["slides"]]
    assert [len(decoded(movie)) for movie in movies] == 2 * [12, 42, 13]
    assert found["resolution"] == [128, 72]


def test_without_python_pptx_the_command_that_installs_it_is_named(
    clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(RenderError, match=r"run `bash setup.sh --slides`"):
        make(clip, "other.pptx")
    assert not (clip.root / "other.pptx").exists()


def test_beats_are_left_as_films_beside_the_clip(clip: Clip) -> None:
    files = leave_beats(clip.job.output, print)
    names = [f"clip-{number}{kind}" for number in (1, 2, 3) for kind in (".mp4", ".png")]
    assert [file.name for file in files] == names
    ends = [*STARTS[1:], FRAMES]
    for film, start, end in zip(files[::2], STARTS, ends, strict=True):
        beat = decoded(film)
        assert len(beat) == end - start
        assert all(map(np.array_equal, beat, clip.pictures[start:end]))
        assert np.array_equal(np.asarray(Image.open(film.with_suffix(".png"))), beat[-1])
    assert leave_beats(clip.job.output, print) == files  # over its own
    files[1].write_text("somebody else's")
    with pytest.raises(RenderError, match=r"clip-1\.png"):
        leave_beats(clip.job.output, print)
    assert files[1].read_text() == "somebody else's"
