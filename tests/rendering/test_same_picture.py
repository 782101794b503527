"""What the engine draws is what stock Manim draws, bit by bit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rendering.job import Job
from rendering.workers.frame_digests import engine_digests, stock_digests
from scenes.catalogue.contents import CATALOGUE
from tests.rendering.inline import needs_fork
from tests.rendering.sampling import sample_job

pytestmark = [needs_fork, pytest.mark.usefixtures("quick_processes")]


def job_for(scene: str, fps: int) -> Job:
    return sample_job(Path("unused.mp4"), scene, fps=fps)


@cache
def stock(scene: str, fps: int) -> list[str]:
    return stock_digests(job_for(scene, fps))


@pytest.mark.parametrize("forks", [True, False], ids=["forking", "claiming"])
@pytest.mark.parametrize(
    ("scene", "fps", "chunk_frames"),
    [
        ("Moving", 10, 7),
        ("Moving", 24, 0),
        ("Peculiar", 10, 4),
        ("Peculiar", 15, 11),
        ("Hard", 10, 7),
    ],
)
def test_every_frame_is_stock_manims(scene: str, fps: int, chunk_frames: int, forks: bool) -> None:
    frames = engine_digests(job_for(scene, fps), forks=forks, chunk_frames=chunk_frames)
    assert frames == stock(scene, fps)


def test_the_samples_move_enough_to_tell() -> None:
    assert len(set(stock("Moving", 10))) > 40
    assert len(set(stock("Peculiar", 10))) > 30


def test_a_single_worker_draws_the_same(tmp_path: Path) -> None:
    job = sample_job(tmp_path / "moving.mp4", workers=1)
    assert engine_digests(job, chunk_frames=5) == stock("Moving", 10)


@pytest.mark.daily(2)
@pytest.mark.parametrize("name", CATALOGUE)
def test_every_frame_of_every_clip_is_stock_manims(name: str) -> None:
    clip = CATALOGUE[name]
    job = sample_job(
        Path("unused.mp4"),
        clip.scene_class,
        module=clip.module,
        clip=clip.name,
        parameters=clip.parameters(),
        fps=3,  # so that even a short animation has two frames, and a chunk ends inside a long one
    )
    assert engine_digests(job, chunk_frames=7) == stock_digests(job)
