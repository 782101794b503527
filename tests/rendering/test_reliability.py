"""Whatever happens, no broken file stands under a final name, and nobody is left behind."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

from rendering.engine import render
from rendering.workers import session
from rendering.workers.pool import WorkerPool
from rendering.workers.scheduler import ForkingScheduler
from rendering.workers.task import Task
from tests.processes import descendants, have_ended, wait_until
from tests.rendering import driver
from tests.rendering.inline import needs_fork
from tests.rendering.sampling import decoded, sample_job

ROOT = Path(__file__).parents[2]
SUFFIXES = (".json", ".mp4", ".png", ".srt", ".vtt")

Found = TypeVar("Found")


class Run:
    """The driver at work, in a process of its own.

    Its scene takes long to be drawn, so that whatever a test does comes in the middle.
    """

    def __init__(
        self, folder: Path, scene: str = "SlowToDraw", workers: int = 2, kind: str = "forking"
    ) -> None:
        self.folder = folder
        self.output = folder / "clip.mp4"
        arguments = (self.output, scene, folder.parent / "root", workers, kind)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.rendering.driver", *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, timeout: float = 120) -> tuple[int, str]:
        """The exit code, and what was written to standard error."""
        _, errors = self.process.communicate(timeout=timeout)
        return self.process.returncode, errors

    def wait_for(self, look: Callable[[], Found]) -> Found:
        """What `look` finds while the run goes on."""

        def look_while_it_runs() -> Found:
            found = look()
            assert found or self.process.poll() is None, self.finish()
            return found

        return wait_until(look_while_it_runs)

    def all(self) -> list[int]:
        """All processes that the run has started."""
        return descendants(self.process.pid)

    def workers(self) -> list[int]:
        """The processes that play the scene."""
        return descendants(self.process.pid, generation=1)

    def drawing(self) -> list[int]:
        """The processes that draw chunks for a worker that forks."""
        return descendants(self.process.pid, generation=2)

    def files(self, pattern: str) -> list[Path]:
        """What the run is making, under names that are not final."""
        return list(self.folder.glob(pattern))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The film of a run that nothing happens to."""
    folder = tmp_path_factory.mktemp("undisturbed")
    run = Run(folder)
    code, errors = run.finish()
    assert code == 0, errors
    assert names(folder) == [f"clip{suffix}" for suffix in SUFFIXES]
    return run.output.read_bytes()


@pytest.mark.parametrize(
    "moment", ["starting", pytest.param("drawing", marks=needs_fork), "joining"]
)
@pytest.mark.parametrize("times", [1, 5], ids=["once", "impatiently"])
def test_ctrl_c_leaves_nothing_and_nobody(folder: Path, moment: str, times: int) -> None:
    older = folder / "clip.mp4"
    older.write_bytes(b"an older film")
    run = Run(folder, "Moving", kind="dawdling") if moment == "joining" else Run(folder)
    looks: dict[str, Callable[[], object]] = {
        "starting": run.workers,
        "drawing": run.drawing,
        "joining": lambda: any(map(Path.is_file, run.files(".*.part/new/clip.mp4"))),
    }
    run.wait_for(looks[moment])
    processes = run.all()
    for _ in range(times):
        run.process.send_signal(signal.SIGINT)
    code, errors = run.finish()
    assert code == 130, errors
    assert have_ended(processes)
    assert names(folder) == ["clip.mp4"]
    assert older.read_bytes() == b"an older film"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_is_taken_like_a_polite_kill(
    folder: Path, number: signal.Signals
) -> None:
    run = Run(folder)
    run.wait_for(run.workers)
    processes = run.all()
    run.process.send_signal(number)
    code, errors = run.finish()
    assert code == 128 + number, errors
    assert have_ended(processes)
    assert names(folder) == []


def test_ctrl_c_that_reaches_the_worker_alone_disturbs_nothing(
    folder: Path, undisturbed: bytes
) -> None:
    run = Run(folder)
    for process in [*run.wait_for(run.drawing), *run.workers()]:
        os.kill(process, signal.SIGINT)
    code, errors = run.finish()
    assert code == 0, errors
    assert run.output.read_bytes() == undisturbed


@needs_fork
@pytest.mark.usefixtures("quick_processes")
@pytest.mark.parametrize("most", [0, 1])
def test_where_no_process_may_be_started_fewer_draw(
    folder: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def film(name: str) -> bytes:
        job = sample_job(folder / name, workers=3)
        return render(job, root=folder / "root", use_cache=False).output.read_bytes()

    freely = film("freely.mp4")
    fork = ForkingScheduler._fork

    def refuse(self: ForkingScheduler, chunk: Any) -> None:
        if len(self._under_way) >= most:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        fork(self, chunk)

    monkeypatch.setattr(ForkingScheduler, "_fork", refuse)
    assert film("refused.mp4") == freely


def test_where_one_worker_alone_may_be_started_it_makes_the_film(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = WorkerPool._start

    def refuse(self: WorkerPool, task: Task) -> None:
        if not task.leads:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        start(self, task)

    monkeypatch.setattr(WorkerPool, "_start", refuse)
    monkeypatch.setattr(session, "can_fork", lambda: False)
    rendered = render(sample_job(folder / "a.mp4"), root=folder / "root", use_cache=False)
    assert len(decoded(rendered.output)) == rendered.frames > 0


Fail = Callable[..., str]


@pytest.fixture
def fail(folder: Path, quick_processes: None, capsys: pytest.CaptureFixture[str]) -> Fail:
    """The driver in this process, its workers being forks of it: what it says when it fails."""

    def run(scene: str, workers: int = 2) -> str:
        arguments = (folder / "clip.mp4", scene, folder.parent / "root", workers, "forking")
        assert driver.main(*map(str, arguments)) == 1
        return capsys.readouterr().err

    return run


@needs_fork
def test_too_little_memory_is_no_mistake_of_the_scene(fail: Fail) -> None:
    errors = fail("Greedy")
    assert errors.splitlines()[-1].startswith("greedy: there is too little memory here")
    assert "Traceback" not in errors


def test_a_limit_of_processor_time_is_named(folder: Path) -> None:
    limited = 'ulimit -S -t 1 && exec "$@"'
    render_py = [sys.executable, str(ROOT / "render.py"), "tent", "-ql", "--quiet"]
    run = subprocess.run(
        ["bash", "-c", limited, "bash", *render_py],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (1, 128 + signal.SIGXCPU)
    assert "the processor time that is allowed here is used up" in run.stderr
    assert "Traceback" not in run.stderr


@needs_fork
def test_frames_of_a_killed_worker_are_drawn_by_another(folder: Path, undisturbed: bytes) -> None:
    run = Run(folder)
    os.kill(run.wait_for(run.drawing)[0], signal.SIGKILL)
    code, errors = run.finish()
    assert code == 0, errors
    assert run.output.read_bytes() == undisturbed


@needs_fork
def test_a_killed_worker_is_replaced(folder: Path, undisturbed: bytes) -> None:
    run = Run(folder)
    orphans = run.wait_for(run.drawing)
    os.kill(run.workers()[0], signal.SIGKILL)
    code, errors = run.finish()
    assert code == 0, errors
    assert run.output.read_bytes() == undisturbed
    assert have_ended(orphans)


def test_the_chunks_of_a_killed_worker_are_drawn_by_another(
    folder: Path, undisturbed: bytes
) -> None:
    run = Run(folder, kind="claiming")
    run.wait_for(lambda: len(run.files(".*.part/work/*.claim")) == 2)
    os.kill(run.workers()[1], signal.SIGKILL)
    code, errors = run.finish()
    assert code == 0, errors
    assert run.output.read_bytes() == undisturbed


@needs_fork
def test_workers_that_are_killed_again_and_again_end_the_run_with_a_message(folder: Path) -> None:
    run = Run(folder)
    while run.process.poll() is None:
        time.sleep(0.02)  # far less than a chunk takes
        for process in run.drawing():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    code, errors = run.finish()
    assert code == 1
    assert "killed again and again (by SIGKILL)" in errors.splitlines()[-1]
    assert names(folder) == []


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=needs_fork)])
def test_workers_of_a_killed_parent_end_and_the_next_run_cleans_up(
    folder: Path, workers: int
) -> None:
    run = Run(folder, workers=workers)
    run.wait_for(run.drawing if workers > 1 else lambda: run.files(".*.part/work/*.claim"))
    processes = run.all()
    run.process.kill()
    run.finish()
    wait_until(lambda: have_ended(processes))
    assert all(name.startswith(".") for name in names(folder))
    code, errors = Run(folder, "Moving").finish()
    assert code == 0, errors
    assert names(folder) == [f"clip{suffix}" for suffix in SUFFIXES]


def test_a_scene_that_raises_is_reported_by_its_own_line(folder: Path) -> None:
    code, errors = Run(folder, "Failing").finish()
    assert code == 1
    assert "in fall_over" in errors
    assert "rendering/workers/worker.py" not in errors
    assert 'raise ArithmeticError("the numbers do not add up")' in errors
    assert errors.splitlines()[-1] == "failing: ArithmeticError: the numbers do not add up"
    assert names(folder) == []


@needs_fork
@pytest.mark.parametrize("workers", [1, 2])
def test_a_picture_that_cannot_be_drawn_ends_the_run(
    folder: Path, fail: Fail, workers: int
) -> None:
    errors = fail("FailingPicture", workers)
    assert errors.splitlines()[-1].startswith("failingpicture: KeyError")
    assert names(folder) == []


@needs_fork
def test_a_scene_that_plays_nothing_is_refused(folder: Path, fail: Fail) -> None:
    errors = fail("Empty")
    assert "empty" in errors.splitlines()[-1]
    assert names(folder) == []


def test_two_renders_of_one_clip_at_a_time_both_succeed(folder: Path, undisturbed: bytes) -> None:
    runs = [Run(folder), Run(folder)]
    for run in runs:
        code, errors = run.finish()
        assert code == 0, errors
    assert (folder / "clip.mp4").read_bytes() == undisturbed
    assert names(folder) == [f"clip{suffix}" for suffix in SUFFIXES]
    manifest = json.loads((folder / "clip.json").read_text())
    assert len(decoded(folder / "clip.mp4")) == manifest["frames"]


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[None]:
    """Mount a small disk there, where the tests may do that."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    if not done:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_in_one_line(folder: Path) -> None:
    with small_disk(folder, "size=20k"):
        code, errors = Run(folder, "Moving").finish()
        assert code == 1
        assert errors.splitlines()[-1] == f"the disk is full, {folder}/clip.mp4 was not written"
        assert names(folder) == []


def test_a_disk_that_fills_up_keeps_the_older_film(folder: Path) -> None:
    with small_disk(folder, "size=24k"):
        (folder / "clip.mp4").write_bytes(b"older" * 2000)
        code, errors = Run(folder, "Moving").finish()
        assert code == 1
        assert "the disk is full" in errors.splitlines()[-1]
        assert names(folder) == ["clip.mp4"]
        assert (folder / "clip.mp4").read_bytes() == b"older" * 2000


def test_a_folder_that_is_read_only_is_said_in_one_line(folder: Path) -> None:
    if os.geteuid() == 0:  # root may write anywhere, but not to a disk that is read-only
        with small_disk(folder, "ro"):
            code, errors = Run(folder).finish()
    else:
        folder.chmod(0o555)
        code, errors = Run(folder).finish()
    assert code == 1
    assert errors.splitlines()[-1].startswith(f"cannot write to {folder}: ")
