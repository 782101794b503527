"""Several jobs, one after the other, with every core busy where one job gives way to the next."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from rendering.engine import Rendered, render
from rendering.errors import RenderError, guess
from rendering.job import Job
from rendering.progress import Progress, SilentProgress
from rendering.workers.pool import Interruption

_SECONDS_BETWEEN_LOOKS = 0.1
"""So often Ctrl-C gets a chance while the main thread waits (some systems need that)."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job: its files, or the error that it ended with."""

    job: Job
    rendered: Rendered | None = None
    error: RenderError | None = None


def render_all(
    jobs: Sequence[Job],
    progress: Progress | None = None,
    *,
    root: Path | None = None,
    use_cache: bool = True,
) -> Generator[Outcome, None, None]:
    """Render jobs in their order and yield what came of each as soon as it is known.

    A job starts when the one before has no more frames to hand out, so that its start (one process
    importing Manim) falls into the time in which the last chunks are drawn. An error ends its own
    job only. Whatever interrupts the caller ends all.
    """
    interruption = Interruption()
    progress = progress or SilentProgress()
    for job in jobs:
        progress.update(job.label, 0, None)
    with ThreadPoolExecutor(max_workers=2) as threads:
        try:
            yield from _overlapping(jobs, progress, root, use_cache, interruption, threads)
        except BaseException:
            interruption.come()
            raise


def _overlapping(
    jobs: Sequence[Job],
    progress: Progress,
    root: Path | None,
    use_cache: bool,
    interruption: Interruption,
    threads: ThreadPoolExecutor,
) -> Iterator[Outcome]:
    running: deque[Future[Outcome]] = deque()
    for job in jobs:
        gives_way = threading.Event()
        running.append(
            threads.submit(_outcome, job, progress, root, use_cache, interruption, gives_way)
        )
        while not gives_way.wait(_SECONDS_BETWEEN_LOOKS):
            yield from _ended(running)
    while running:
        wait(running, _SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
        yield from _ended(running)


def _ended(running: deque[Future[Outcome]]) -> Iterator[Outcome]:
    """What has come of the jobs that have ended, as far as they are next in line."""
    while running and running[0].done():
        yield running.popleft().result()


def _outcome(
    job: Job,
    progress: Progress,
    root: Path | None,
    use_cache: bool,
    interruption: Interruption,
    gives_way: threading.Event,
) -> Outcome:
    try:
        rendered = render(
            job,
            progress,
            root=root,
            use_cache=use_cache,
            interruption=interruption,
            on_last_frames=gives_way.set,
        )
        progress.update(job.label, rendered.frames, rendered.frames)
        return Outcome(job, rendered)
    except RenderError as error:
        progress.update(job.label, 0, 0)
        return Outcome(job, error=error)
    except Exception as error:
        if not (words := guess(error)):
            raise
        return Outcome(job, error=RenderError(f"{job.clip}: {words}"))
    finally:
        gives_way.set()
