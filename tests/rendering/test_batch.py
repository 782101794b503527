"""Several jobs after one another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rendering.batch import render_all
from rendering.engine import Rendered
from rendering.errors import SceneError
from rendering.job import Job
from tests.rendering.sampling import sample_job


@pytest.mark.usefixtures("quick_processes")
def test_every_job_is_done_although_one_fails(tmp_path: Path) -> None:
    jobs = [
        sample_job(tmp_path / f"{name.lower()}.mp4", name)
        for name in ("Moving", "Failing", "Peculiar")
    ]
    outcomes = list(render_all(jobs, root=tmp_path))
    assert [outcome.job for outcome in outcomes] == jobs
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert isinstance(outcomes[1].error, SceneError)
    assert outcomes[2].rendered is not None
    assert outcomes[2].rendered.output.is_file()
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["moving.mp4", "peculiar.mp4"]


@pytest.mark.parametrize(("cores", "most"), [(2, 1), (6, 2), (16, 4)])
def test_as_many_are_played_at_once_as_keep_the_cores_busy(
    cores: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    playing, together, counting = 0, list[int](), threading.Lock()
    all_there = threading.Barrier(most)

    def play(job: Job, *_: object, on_last_frames: Callable[[], None], **__: object) -> Rendered:
        nonlocal playing
        with counting:
            playing += 1
        all_there.wait(60)  # broken when fewer are played at once
        with counting:
            together.append(playing)
        all_there.wait(60)
        with counting:
            playing -= 1
        on_last_frames()
        assert most * (job.workers or 0) in range(cores, cores + 2 * most)
        return Rendered((job.output,), 1, 0.0)

    monkeypatch.setattr("rendering.batch.render", play)
    job = replace(sample_job(tmp_path / "0.mp4", "Moving"), workers=None)
    jobs = [replace(job, output=tmp_path / f"{number}.mp4") for number in range(2 * most)]
    outcomes = list(render_all(jobs, root=tmp_path, cores=cores))
    assert [outcome.job for outcome in outcomes] == jobs
    assert together == [most] * len(jobs)


def test_an_interruption_ends_all(tmp_path: Path) -> None:
    films = (tmp_path / "one.mp4", tmp_path / "two.mp4")
    jobs = [sample_job(film, "SlowToDraw", clip=film.stem) for film in films]
    outcomes = render_all(jobs, root=tmp_path)

    def interrupt_at_the_first_outcome() -> None:
        for _ in outcomes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt_at_the_first_outcome()
    outcomes.close()
    assert not list(tmp_path.glob(".*.part"))
    assert [path.name for path in tmp_path.glob("*.mp4")] == ["one.mp4"]
