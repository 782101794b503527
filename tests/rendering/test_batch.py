"""Several jobs after one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from rendering.batch import render_all
from rendering.errors import SceneError
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
