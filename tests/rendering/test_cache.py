"""Films that were made before are not made again, unless something has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rendering.engine import Rendered, render
from rendering.job import Job
from rendering.output.cache import ClipCache, clean
from tests.rendering.sampling import sample_job

ROOT = Path(__file__).parents[2]


def kept(folder: Path, job: Job, *, limit: int = 10**9, size: int = 1000) -> ClipCache:
    """A cache that holds a film of `size` bytes, made of one source."""
    cache = ClipCache(folder / "cache", limit)
    source, film = folder / "source.py", folder / "film.mp4"
    source.touch()
    os.utime(source, (0, 0))
    film.write_bytes(b"f" * size)
    cache.keep(job, [film], 25, 10.0, [str(source)], started=time.time())
    return cache


def entry_of(folder: Path) -> Path:
    (entry,) = (path for path in (folder / "cache").iterdir() if path.is_dir())
    return entry


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return sample_job(tmp_path / "film.mp4", parameters_json={"left": 0.2})


def test_what_was_kept_is_found(tmp_path: Path, job: Job) -> None:
    found = kept(tmp_path, job).find(job)
    assert found is not None
    assert (found.frames, found.fps) == (25, 10.0)
    assert found.files[".mp4"].read_bytes() == b"f" * 1000


@pytest.mark.parametrize(
    "change",
    [{"parameters_json": {"left": 0.3}}, {"theme": "light"}, {"fps": 12}, {"width": 130}],
)
def test_another_job_is_not_the_same(tmp_path: Path, job: Job, change: dict[str, Any]) -> None:
    other = replace(job, **change)
    assert kept(tmp_path, job).find(other) is None


def test_where_it_goes_and_who_draws_it_do_not_matter(tmp_path: Path, job: Job) -> None:
    other = replace(job, output=tmp_path / "b.mp4", workers=7)
    assert kept(tmp_path, job).find(other) is not None


def test_a_changed_source_is_noticed(tmp_path: Path, job: Job) -> None:
    cache = kept(tmp_path, job)
    (tmp_path / "source.py").write_text("changed = True")
    assert cache.find(job) is None


def test_a_source_that_changed_while_it_was_drawn_is_not_trusted(tmp_path: Path, job: Job) -> None:
    cache = ClipCache(tmp_path / "cache")
    source = tmp_path / "source.py"
    source.touch()
    cache.keep(job, [source], 1, 1.0, [str(source)], started=time.time() - 60)
    assert cache.find(job) is None


@pytest.mark.parametrize("file", ["clip.mp4", "entry.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\x00", None])
def test_a_damaged_or_foreign_file_is_as_good_as_none(
    tmp_path: Path, job: Job, file: str, content: bytes | None
) -> None:
    cache = kept(tmp_path, job)
    path = entry_of(tmp_path) / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert cache.find(job) is None
    assert kept(tmp_path, job).find(job) is not None


def test_a_cache_that_is_a_file_does_no_harm(tmp_path: Path, job: Job) -> None:
    (tmp_path / "cache").touch()
    assert kept(tmp_path, job).find(job) is None


def test_the_oldest_films_make_room(tmp_path: Path) -> None:
    jobs = [sample_job(tmp_path / "film.mp4", fps=fps) for fps in (10, 11, 12)]
    for age, each in zip((300, 200), jobs, strict=False):
        cache = kept(tmp_path, each, limit=4000)
        newest = max(
            (tmp_path / "cache").glob("*/entry.json"), key=lambda path: path.stat().st_mtime
        )
        os.utime(newest, (time.time() - age,) * 2)
    assert cache.find(jobs[0]) is not None  # asked for again, so it is no longer the oldest
    cache = kept(tmp_path, jobs[2], limit=4000)
    assert [cache.find(each) is not None for each in jobs] == [True, False, True]


def test_clean_empties_it_and_says_how_much_it_was(tmp_path: Path, job: Job) -> None:
    caches = tmp_path / "media" / ".cache"
    caches.mkdir(parents=True)
    (caches / "something").write_bytes(b"12345")
    (tmp_path / "media" / "tent.mp4").touch()
    assert clean(tmp_path) == 5
    assert [path.name for path in (tmp_path / "media").iterdir()] == ["tent.mp4"]
    assert clean(tmp_path) == 0


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two scenes of its own."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("first", "second"):
        text = (
            "from tests.rendering.sample_scenes import SampleScene\n"
            "import manim as mn\n"
            f"class {name.title()}(SampleScene):\n"
            "    def construct(self):\n"
            "        self.play(mn.Create(mn.Square()))\n"
        )
        (folder / f"{name}.py").write_text(text)
    return folder


PROGRAM = """
import sys
from pathlib import Path
from rendering.engine import render
from tests.rendering.sampling import sample_job
for name in sys.argv[1:]:
    job = sample_job(Path(f"{name}.mp4"), name.title(), module=name)
    print(name, render(job, root=Path.cwd()).from_cache, "manim" in sys.modules)
"""


def ask_for(project: Path, *names: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names],
        cwd=project,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(project), str(ROOT)])},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.splitlines()


def test_a_change_in_one_scene_makes_its_clip_anew_and_no_other(project: Path) -> None:
    assert ask_for(project, "first", "second") == ["first False False", "second False False"]
    shutil.move(project / "first.mp4", project / "before.mp4")
    assert ask_for(project, "first", "second") == ["first True False", "second True False"]
    assert (project / "first.mp4").read_bytes() == (project / "before.mp4").read_bytes()
    with (project / "first.py").open("a") as source:
        source.write("        self.wait(1)\n")
    assert ask_for(project, "first", "second") == ["first False False", "second True False"]


@pytest.mark.usefixtures("without_processes")
def test_without_the_cache_a_clip_is_made_anew(tmp_path: Path) -> None:
    job = sample_job(tmp_path / "still.png")

    def made(use_cache: bool) -> Rendered:
        return render(job, root=tmp_path, use_cache=use_cache)

    assert not made(use_cache=True).from_cache
    assert made(use_cache=True).from_cache
    assert not made(use_cache=False).from_cache
