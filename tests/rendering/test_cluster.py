"""Jobs on a Dask cluster: a real scheduler and two workers, processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rendering.cluster import code_digest, deliver, render_on_cluster
from rendering.errors import RenderError, SceneError
from rendering.progress import SilentProgress
from tests.processes import descendants, wait_until
from tests.rendering.sampling import sample_job

ROOT = Path(__file__).parents[2]


class Cluster:
    """A scheduler and its workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._contact = folder / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", "--no-dashboard", "--port", "0")
        wait_until(self._contact.exists)
        self.workers = [
            self._start("dask_worker", "--no-nanny", "--no-dashboard", "--nthreads", "1")
            for _ in range(2)
        ]

    @property
    def address(self) -> str:
        return str(json.loads(self._contact.read_text())["address"])

    def stop(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()

    def _start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        log = (self._folder / "log.txt").open("ab")
        return subprocess.Popen(
            [
                *(sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1"),
                *("--scheduler-file", str(self._contact), *options),
            ],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.stop()


class KillFirst(SilentProgress):
    """Kills the worker that is the first to render, while it does so."""

    def __init__(self, cluster: Cluster) -> None:
        self.has_killed = False
        threading.Thread(target=self._kill, args=(cluster.workers,), daemon=True).start()

    def _kill(self, workers: list[subprocess.Popen[bytes]]) -> None:
        while not self.has_killed:
            for worker in (w for w in workers if descendants(w.pid)):
                worker.kill()
                self.has_killed = True
                return
            time.sleep(0.05)


def test_jobs_are_done_although_a_worker_is_lost_and_a_scene_fails(
    cluster: Cluster, tmp_path: Path
) -> None:
    jobs = [
        sample_job(tmp_path / f"{name.lower()}.mp4", name, workers=1)
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


def test_a_cluster_without_workers_is_said_in_one_line(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for worker in cluster.workers:
        worker.kill()
        worker.wait()
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
