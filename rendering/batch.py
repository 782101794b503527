"""Several jobs in their order, as many side by side as keep every core busy."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from rendering.engine import Rendered, render
from rendering.errors import RenderError, guess
from rendering.job import Job
from rendering.progress import Progress, SilentProgress
from rendering.workers.pool import Interruption

_SECONDS_BETWEEN_LOOKS = 0.1
"""So often Ctrl-C gets a chance while the main thread waits (some systems need that)."""
_CORES_A_PLAY = 5
"""What one process plays keeps as many cores busy: drawing a clip takes four times as long."""


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
    cores: int | None = None,
) -> Generator[Outcome, None, None]:
    """Render jobs in their order and yield what came of each as soon as it is known.

    A job starts when one before it has no more frames to hand out, so that its start (one process
    importing Manim) falls into the time in which the last chunks are drawn; on many of the `cores`
    (those of the machine, unless given) some are played at once. An error ends its own job only.
    Whatever interrupts the caller ends all.
    """
    interruption = Interruption()
    progress = progress or SilentProgress()
    for job in jobs:
        progress.update(job.label, 0, None)
    cores = cores or os.cpu_count() or 1
    at_once = plays_at_once(cores)

    def render_one(job: Job, gives_way: Callable[[], None]) -> Rendered:
        return render(
            replace(job, workers=job.workers or drawers_of(cores)),
            progress,
            root=root,
            use_cache=use_cache,
            interruption=interruption,
            on_last_frames=gives_way,
        )

    def start(job: Job, gives_way: Callable[[], None]) -> Future[Outcome]:
        return threads.submit(_outcome, render_one, progress, job, gives_way)

    with ThreadPoolExecutor(2 * at_once) as threads:  # as many again whose last chunks are drawn
        try:
            yield from _overlapping(jobs, start, at_once)
        except BaseException:
            interruption.come()
            raise


def plays_at_once(cores: int) -> int:
    """How many jobs are played side by side on so many cores."""
    return 1 + (cores - 1) // _CORES_A_PLAY


def drawers_of(cores: int) -> int:
    """How many processes draw each of them: together a few more than there are cores."""
    at_once = plays_at_once(cores)
    return cores if at_once == 1 else -(-cores // at_once) + 1


def _overlapping(
    jobs: Sequence[Job], start: Callable[[Job, Callable[[], None]], Future[Outcome]], at_once: int
) -> Iterator[Outcome]:
    running: deque[Future[Outcome]] = deque()
    free = threading.Semaphore(at_once)
    for job in jobs:
        while not free.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
            yield from _ended(running)
        running.append(start(job, _once(free.release)))
    while running:
        wait(running, _SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
        yield from _ended(running)


def _once(do: Callable[[], None]) -> Callable[[], None]:
    """What does something when it is called first, and nothing later."""
    left = [do]

    def call() -> None:
        if left:
            left.pop()()

    return call


def _ended(running: deque[Future[Outcome]]) -> Iterator[Outcome]:
    """What has come of the jobs that have ended, as far as they are next in line."""
    while running and running[0].done():
        yield running.popleft().result()


def _outcome(
    render_one: Callable[[Job, Callable[[], None]], Rendered],
    progress: Progress,
    job: Job,
    gives_way: Callable[[], None],
) -> Outcome:
    try:
        rendered = render_one(job, gives_way)
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
        gives_way()
