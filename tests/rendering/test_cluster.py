"""Jobs on a Dask cluster: a real scheduler and two workers, processes of their own."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rendering import cluster_dispatch
from rendering.batch import Outcome
from rendering.cluster import Delivery, code_digest, deliver, render_on_cluster
from rendering.engine import recall
from rendering.errors import RenderError, SceneError
from rendering.job import Job
from rendering.progress import SilentProgress
from tests.processes import wait_until
from tests.rendering.local_cluster import ROOT, Cluster
from tests.rendering.sampling import lose_what_is_published, sample_job


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask takes its time to start where many tests run at once."""
    monkeypatch.setattr("rendering.cluster.PATIENCE", 60.0)


@pytest.fixture
def workers() -> int:
    """How many workers the cluster has; those that are not needed are not waited for."""
    return 2


@pytest.fixture
def cluster(tmp_path: Path, workers: int) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path, [ROOT] * workers)
    yield cluster
    cluster.stop()


class KillFirst(SilentProgress):
    """Kills the worker that is the first to render, while it does so."""

    def __init__(self, cluster: Cluster) -> None:
        self.has_killed = False
        threading.Thread(target=self._kill, args=(cluster,), daemon=True).start()

    def _kill(self, cluster: Cluster) -> None:
        wait_until(cluster.at_work)[0].kill()
        self.has_killed = True


def test_jobs_are_done_although_a_worker_is_lost_and_a_scene_fails(
    cluster: Cluster, tmp_path: Path
) -> None:
    jobs = [
        sample_job(tmp_path / f"{name.lower()}.mp4", name, workers=1, fps=5)
        for name in ("SlowToDraw", "Failing", "Moving")
    ]
    killer = KillFirst(cluster)
    outcomes = {}
    for outcome in render_on_cluster(jobs, cluster.address, killer, root=tmp_path):
        outcomes[outcome.job.clip] = outcome
    assert killer.has_killed
    assert isinstance(outcomes["failing"].error, SceneError)
    assert not (tmp_path / "failing.mp4").exists()
    for clip in ("slowtodraw", "moving"):
        rendered = outcomes[clip].rendered
        assert rendered is not None, outcomes[clip].error
        assert all(path.is_file() for path in rendered.files)
        assert len(rendered.files) == 5
    jobs_done = [jobs[0], jobs[2]]  # they are remembered here, so that nobody has to be asked
    again = list(render_on_cluster(jobs_done, "tcp://127.0.0.1:9", root=tmp_path))
    assert [outcome.rendered and outcome.rendered.from_cache for outcome in again] == [True, True]


@pytest.mark.parametrize("workers", [0])
def test_a_cluster_without_workers_is_said_in_one_line(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rendering.cluster.PATIENCE", 2.0)
    with pytest.raises(RenderError, match=r"has no workers: start `dask worker tcp://127"):
        list(render_on_cluster([sample_job(tmp_path / "a.mp4")], cluster.address, root=tmp_path))


def test_no_scheduler_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rendering.cluster.PATIENCE", 1.0)
    with pytest.raises(RenderError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(render_on_cluster([sample_job(tmp_path / "a.mp4")], "tcp://127.0.0.1:9"))


def test_a_worker_with_other_code_refuses(tmp_path: Path) -> None:
    delivery = deliver(sample_job(tmp_path / "a.mp4"), code="something else")
    assert "other code" in str(delivery.error)
    assert len(code_digest()) == 32


class Watch(SilentProgress):
    """Keeps what is told, and does something once a worker has begun to render."""

    def __init__(self, cluster: Cluster, act: Callable[[subprocess.Popen[bytes]], None]) -> None:
        self.messages: list[str] = []
        self._cluster = cluster
        self._act = act
        threading.Thread(target=self._watch, daemon=True).start()

    def message(self, text: str) -> None:
        self.messages.append(text)

    def _watch(self) -> None:
        self._act(wait_until(self._cluster.at_work)[0])


IMPATIENCE = {
    "LONGEST_SILENCE": 4.0,
    "SECONDS_BETWEEN_WORDS": 1.0,
    "SECONDS_BETWEEN_LOOKS": 0.2,
    "SECONDS_FOR_AN_ANSWER": 1.0,
}


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in IMPATIENCE.items():
        monkeypatch.setattr(cluster_dispatch, name, seconds)


def slow_job(output: Path) -> Job:
    """A job of about two seconds, in which there is time for something to happen."""
    return sample_job(output, "SlowToDraw", workers=1, fps=5)


def rendered(outcomes: list[Outcome]) -> list[str]:
    return [outcome.job.clip for outcome in outcomes if outcome.rendered]


def errors(outcomes: list[Outcome]) -> set[str]:
    return {str(outcome.error) for outcome in outcomes if outcome.error}


@pytest.mark.usefixtures("impatience")
def test_a_worker_that_is_stopped_is_told_and_its_job_given_to_another(
    cluster: Cluster, tmp_path: Path
) -> None:
    progress = Watch(cluster, lambda worker: worker.send_signal(signal.SIGSTOP))
    job = slow_job(tmp_path / "slow.mp4")
    outcomes = list(render_on_cluster([job], cluster.address, progress, root=tmp_path))
    assert (rendered(outcomes), errors(outcomes)) == (["slowtodraw"], set())
    given_up = r"cluster: tcp://\S+ has been silent for \d+ s, and loses slowtodraw"
    assert any(re.fullmatch(given_up, message) for message in progress.messages)
    assert any("0 of 1 clips are made" in message for message in progress.messages)


@pytest.mark.usefixtures("impatience")
@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL])
def test_when_all_workers_are_lost_the_rest_is_given_up_and_what_came_home_is_kept(
    cluster: Cluster, tmp_path: Path, number: signal.Signals
) -> None:
    first = tmp_path / "first.mp4"

    def lose_all(_: object) -> None:
        wait_until(first.exists)
        for worker in cluster.workers:
            worker.send_signal(number)

    progress = Watch(cluster, lose_all)
    jobs = [sample_job(first, workers=1, fps=5)]
    jobs += [slow_job(tmp_path / f"slow{n}.mp4") for n in range(3)]
    outcomes = list(render_on_cluster(jobs, cluster.address, progress, root=tmp_path))
    assert rendered(outcomes) == ["moving"]
    assert len(outcomes) == len(jobs)
    assert errors(outcomes) == {
        f"no worker of the Dask scheduler at {cluster.address} has been heard for 4 s"
    }


@pytest.mark.usefixtures("impatience")
@pytest.mark.parametrize(
    ("number", "words", "workers"),
    [(signal.SIGSTOP, "has not answered for 4 s", 1), (signal.SIGKILL, "was lost", 1)],
)
def test_a_scheduler_that_is_lost_ends_the_rest_with_one_line_and_nothing_of_dasks(
    cluster: Cluster, tmp_path: Path, number: signal.Signals, words: str
) -> None:
    program = (
        "import sys; from pathlib import Path; from rendering import cluster_dispatch;"
        "from rendering.cluster import render_on_cluster;"
        "from tests.rendering.test_cluster import IMPATIENCE, slow_job;"
        "vars(cluster_dispatch).update(IMPATIENCE); folder = Path(sys.argv[2]);"
        "jobs = [slow_job(folder / f'{n}.mp4') for n in range(3)];"
        "outcomes = list(render_on_cluster(jobs, sys.argv[1], root=folder));"
        "print(len(outcomes), *{str(outcome.error) for outcome in outcomes})"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program, cluster.address, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(cluster.at_work)
    cluster.scheduler.send_signal(number)
    said, noise = run.communicate(timeout=60)
    assert said == f"3 the Dask scheduler at {cluster.address} {words}\n"
    assert (run.returncode, noise) == (0, "")


@pytest.mark.parametrize("workers", [0])
def test_a_scheduler_that_is_stopped_before_it_is_asked_is_said_in_one_line(
    cluster: Cluster, tmp_path: Path
) -> None:
    cluster.scheduler.send_signal(signal.SIGSTOP)
    program = (
        "import sys; from pathlib import Path; from rendering import cluster;"
        "from tests.rendering.test_cluster import slow_job; cluster.PATIENCE = 1.0;"
        "list(cluster.render_on_cluster([slow_job(Path('unused.mp4'))], sys.argv[1]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, cluster.address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.stderr.splitlines()[-1] == (
        f"rendering.errors.RenderError: no Dask scheduler answers at {cluster.address}"
    )


def other_tree(folder: Path) -> Path:
    """The project with another line in it."""
    for package in ("relu_anim", "scenes", "rendering"):
        shutil.copytree(ROOT / package, folder / package)
    with (folder / "scenes" / "theme.py").open("a") as file:
        file.write("# changed\n")
    return folder


@pytest.mark.usefixtures("impatience")
def test_work_goes_only_to_workers_with_the_same_code_and_the_others_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(tmp_path, [other_tree(tmp_path / "other"), ROOT])
    progress = Watch(cluster, lambda _: None)
    jobs = [sample_job(tmp_path / f"{n}.mp4", workers=1, fps=5) for n in range(2)]
    try:
        outcomes = list(render_on_cluster(jobs, cluster.address, progress, root=tmp_path))
        assert (rendered(outcomes), errors(outcomes)) == (["moving", "moving"], set())
        for worker in cluster.workers[-1:]:
            worker.kill()
            worker.wait()
        monkeypatch.setattr(cluster_dispatch, "LATECOMERS", 0.5)
        others = list(
            render_on_cluster(jobs, cluster.address, progress, root=tmp_path, use_cache=False)
        )
    finally:
        cluster.stop()
    named = [message for message in progress.messages if "and gets no work" in message]
    assert any("has other code or packages than the machine here" in line for line in named)
    assert len(errors(others)) == 1
    assert "no worker of the cluster can be used: tcp://" in errors(others).pop()


def test_what_a_killed_worker_leaves_is_in_the_folder_that_dask_clears(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path, [ROOT])
    left: list[Path] = []

    def look(worker: subprocess.Popen[bytes]) -> None:
        left.extend(wait_until(lambda: list((tmp_path / "work").rglob(".relu-anim-*/work/*"))))
        worker.kill()
        cluster.add_worker()

    progress = Watch(cluster, look)
    job = slow_job(tmp_path / "slow.mp4")
    try:
        outcomes = list(render_on_cluster([job], cluster.address, progress, root=tmp_path))
    finally:
        cluster.stop()
    assert rendered(outcomes) == ["slowtodraw"]
    assert left
    assert not any(path.exists() for path in left)
    assert any("has vanished, and loses slowtodraw" in message for message in progress.messages)


@pytest.mark.usefixtures("without_processes")
def test_what_is_kept_is_what_came_home_and_not_what_another_has_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = sample_job(tmp_path / "still.png")

    class AtHome:
        """A cluster of this process alone."""

        def __init__(self, *_: object) -> None: ...

        def close(self, timeout: float) -> None: ...

        def run(self, jobs: list[Job]) -> Iterator[tuple[Job, Delivery]]:
            delivered = [(job, deliver(job, code_digest())) for job in jobs]
            lose_what_is_published(monkeypatch, job.output)
            yield from delivered

    monkeypatch.setattr("rendering.cluster._connect", AtHome)
    monkeypatch.setattr("rendering.cluster.Dispatch", AtHome)
    (outcome,) = render_on_cluster([job], "tcp://nowhere", root=tmp_path)
    assert outcome.rendered is not None
    assert outcome.rendered.files == (job.output,)
    assert job.output.read_text() == "another's"
    monkeypatch.undo()
    recalled = recall(job, tmp_path)
    assert recalled is not None
    assert recalled.output.read_bytes().startswith(b"\x89PNG")
