"""Films that were made before are not made again, unless something has changed."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rendering.engine import Rendered, recall, remember, render
from rendering.errors import RenderError
from rendering.job import Job
from rendering.output.cache import ClipCache, clean
from rendering.output.ownership import refusal
from rendering.output.staging import Staging
from tests.rendering.sampling import lose_what_is_published, sample_job

ROOT = Path(__file__).parents[2]


def kept(folder: Path, job: Job, *, limit: int = 10**9, size: int = 1000) -> ClipCache:
    """A cache that holds a film and what belongs to it, of `size` bytes, made of one source."""
    cache = ClipCache(folder / "cache", limit)
    source = folder / "source.py"
    source.touch()
    os.utime(source, (0, 0))
    files = {kind: folder / f"made{kind}" for kind in job.files}
    for kind, file in files.items():
        file.write_text(kind.ljust(size // len(files)))
    cache.keep(job, files, 25, 2.5, [str(source)], started=time.time())
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
    assert (found.frames, found.duration) == (25, 2.5)
    for kind in job.files:
        assert found.copy(kind, tmp_path / "copy")
        assert (tmp_path / "copy").read_text() == kind.ljust(200)


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
    files = dict.fromkeys(job.files, source)
    cache.keep(job, files, 1, 1.0, [str(source)], started=time.time() - 60)
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


def change_record(entry: Path, **changes: Any) -> None:
    record = json.loads((entry / "entry.json").read_text())
    (entry / "entry.json").write_text(json.dumps(record | changes))


def put_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_a_link(path: Path, target: Path) -> None:
    path.unlink()
    path.symlink_to(target)


def put_something_without_end(path: Path) -> None:
    os.truncate(path, 10**13)  # takes no room on the disk, but hours to be read


def put_a_file_for_the_folder(entry: Path) -> None:
    shutil.rmtree(entry)
    entry.touch()


def put_a_link_for_the_folder(entry: Path) -> None:
    entry.rename(entry.with_name("moved"))
    entry.symlink_to("moved")


def name_as_source(entry: Path, source: Path) -> None:
    if not source.exists():
        os.mkfifo(source)
    change_record(entry, sources={str(source): "0" * 32})


def write_an_overflow(record: Path) -> None:
    record.write_text(record.read_text().replace("2.5", "1e999"))


ZERO = Path("/dev/zero")
HOSTILE: dict[str, Callable[[Path], object]] = {
    "a pipe for the film": lambda entry: put_a_pipe(entry / "clip.mp4"),
    "a pipe for the record": lambda entry: put_a_pipe(entry / "entry.json"),
    "a device for the film": lambda entry: put_a_link(entry / "clip.mp4", ZERO),
    "a device for the record": lambda entry: put_a_link(entry / "entry.json", ZERO),
    "a device as a source": lambda entry: name_as_source(entry, ZERO),
    "a pipe as a source": lambda entry: name_as_source(entry, entry / "pipe"),
    "a link to the very film": lambda entry: put_a_link(
        entry / "clip.mp4", entry.parents[1] / "made.mp4"
    ),
    "a link for the folder": put_a_link_for_the_folder,
    "a file for the folder": put_a_file_for_the_folder,
    "a film without end": lambda entry: put_something_without_end(entry / "clip.mp4"),
    "a record without end": lambda entry: put_something_without_end(entry / "entry.json"),
    "lists without end": lambda entry: (entry / "entry.json").write_text("[" * 10**5),
    "no files": lambda entry: change_record(entry, files={}),
    "other files": lambda entry: change_record(entry, files={".mp4": "", ".txt": ""}),
    "a list of files": lambda entry: change_record(entry, files=[".mp4"]),
    "no sources": lambda entry: change_record(entry, sources={}),
    "no frames": lambda entry: change_record(entry, frames=0),
    "frames that are true": lambda entry: change_record(entry, frames=True),
    "infinity": lambda entry: change_record(entry, duration=math.inf),
    "an overflow": lambda entry: write_an_overflow(entry / "entry.json"),
    "NaN": lambda entry: change_record(entry, duration=math.nan),
    "a negative time": lambda entry: change_record(entry, duration=-1.0),
}


@pytest.mark.parametrize("spoil", HOSTILE.values(), ids=list(HOSTILE))
def test_whatever_is_put_into_an_entry_it_is_not_there(
    tmp_path: Path, job: Job, spoil: Callable[[Path], None]
) -> None:
    cache = kept(tmp_path, job)
    spoil(entry_of(tmp_path))
    assert cache.find(job) is None
    assert kept(tmp_path, job).find(job) is not None


def test_a_cache_that_is_a_file_does_no_harm(tmp_path: Path, job: Job) -> None:
    (tmp_path / "cache").touch()
    assert kept(tmp_path, job).find(job) is None


def test_the_oldest_films_make_room(tmp_path: Path) -> None:
    jobs = [sample_job(tmp_path / "film.mp4", fps=fps) for fps in (10, 11, 12)]
    for age, each in zip((300, 200), jobs, strict=False):
        cache = kept(tmp_path, each, limit=4500)
        newest = max(
            (tmp_path / "cache").glob("*/entry.json"), key=lambda path: path.stat().st_mtime
        )
        os.utime(newest, (time.time() - age,) * 2)
    assert cache.find(jobs[0]) is not None  # asked for again, so it is no longer the oldest
    cache = kept(tmp_path, jobs[2], limit=4500)
    assert [cache.find(each) is not None for each in jobs] == [True, False, True]


def test_clean_empties_it_and_says_how_much_it_was(tmp_path: Path, job: Job) -> None:
    caches = tmp_path / "media" / ".cache"
    caches.mkdir(parents=True)
    (caches / "something").write_bytes(b"12345")
    (tmp_path / "media" / "tent.mp4").touch()
    assert clean(tmp_path) == 5
    assert [path.name for path in (tmp_path / "media").iterdir()] == ["tent.mp4"]
    assert clean(tmp_path) == 0


def test_clean_says_so_when_it_freed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, caches = tmp_path / "elsewhere", tmp_path / "media" / ".cache"
    elsewhere.mkdir()
    (elsewhere / "something").write_bytes(b"12345")
    caches.parent.mkdir()
    caches.symlink_to(elsewhere)
    with pytest.raises(RenderError, match="is a link, which is not followed: nothing was freed"):
        clean(tmp_path)
    assert (elsewhere / "something").exists()
    caches.unlink()
    elsewhere.rename(caches)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # as with somebody else's folder
    with pytest.raises(RenderError, match="could not be deleted, all of it is left"):
        clean(tmp_path)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two scenes of its own, and two files that have no business there."""
    folder = tmp_path_factory.mktemp("project")
    for package in ("relu_anim", "scenes", "rendering", "tests"):
        (folder / package).symlink_to(ROOT / package)
    for module in ("random", "numpy"):
        (folder / f"{module}.py").write_text("raise SystemExit('foreign')")
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
sys.path.insert(0, sys.argv.pop(1))
from rendering.import_path import settle_import_path
settle_import_path()
from pathlib import Path
from rendering.engine import render
from tests.rendering.sampling import sample_job
for name in sys.argv[1:]:
    job = sample_job(Path(f"{name}.mp4"), name.title(), module=name)
    print(name, render(job, root=Path.cwd()).from_cache, "manim" in sys.modules)
"""


def ask_for(project: Path, *names: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, str(project), *names],
        cwd=project,
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


def make(job: Job, root: Path) -> Rendered:
    """The files of a job as if they had been rendered: each holds the job's clip and its kind."""
    for kind, file in job.files.items():
        file.write_text(f"{job.clip}{kind}")
    return Rendered(tuple(job.files.values()), 25, 2.5, sources=(str(ROOT / "render.py"),))


def contents(job: Job) -> list[str]:
    return [file.read_text() for file in job.files.values()]


def test_an_answer_looks_at_what_is_there_when_no_other_render_can_change_it(
    tmp_path: Path,
) -> None:
    fcntl = pytest.importorskip("fcntl")
    output = tmp_path / "out" / "clip.mp4"
    output.parent.mkdir()
    one, other = (sample_job(output, clip=clip) for clip in ("one", "other"))
    for job in (other, one):
        remember(job, make(job, tmp_path), tmp_path, time.time())
    lock = os.open(output.parent, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)  # the other one is being delivered
    answer = threading.Thread(target=recall, args=(one, tmp_path))
    answer.start()
    answer.join(timeout=0.3)
    make(other, tmp_path)
    os.close(lock)
    answer.join()
    assert contents(one) == [f"one{kind}" for kind in one.files]


def test_an_answer_that_has_gone_meanwhile_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = sample_job(tmp_path / "clip.mp4")
    remember(job, make(job, tmp_path), tmp_path, time.time())
    for file in job.files.values():
        file.unlink()
    find = ClipCache.find

    def find_and_clean(cache: ClipCache, job: Job) -> Any:
        found = find(cache, job)
        clean(tmp_path)
        return found

    monkeypatch.setattr(ClipCache, "find", find_and_clean)
    assert recall(job, tmp_path) is None
    assert not any(file.exists() for file in job.files.values())


@pytest.mark.usefixtures("without_processes")
def test_what_is_kept_is_what_was_made_and_not_what_another_has_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = sample_job(tmp_path / "still.png")
    with monkeypatch.context() as patch:
        lose_what_is_published(patch, job.output)
        render(job, root=tmp_path)
    recalled = recall(job, tmp_path)
    assert recalled is not None
    assert recalled.output.read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("without_processes")
def test_a_suffix_in_capitals_is_kept_and_renames_nothing_later(tmp_path: Path) -> None:
    shouted = render(sample_job(tmp_path / "A.PNG", format="png"), root=tmp_path)
    spoken = render(sample_job(tmp_path / "b.png"), root=tmp_path)
    assert (shouted.files, shouted.from_cache) == ((tmp_path / "A.PNG",), False)
    assert (spoken.files, spoken.from_cache) == ((tmp_path / "b.png",), True)
    assert spoken.output.is_file()
    film = sample_job(tmp_path / "C.MP4", format="mp4")
    assert [file.name for file in film.files.values()][:2] == ["C.MP4", "C.png"]


@pytest.mark.parametrize("moved", range(5))
def test_what_a_power_failure_leaves_of_a_set_is_known_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    job = sample_job(tmp_path / "clip.mp4")
    made = make(job, tmp_path)
    job.files[".json"].write_text('{"clip": "sample", "beats": []}')
    remember(job, made, tmp_path, time.time())
    for file in job.files.values():
        file.unlink()
    replace, left = Path.replace, iter(range(moved))

    def fail_after_some(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail_after_some)
    monkeypatch.setattr(Staging, "_bring_back", lambda *_: None)
    with pytest.raises(RenderError):
        recall(job, tmp_path)
    assert sum(file.exists() for file in job.files.values()) == moved
    assert refusal(job.files) is None
