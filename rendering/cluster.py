"""Beyond one machine: jobs on a Dask cluster, one clip a task.

The cluster is the user's own (`dask scheduler`, and on each machine `dask worker ADDRESS
--nworkers 1 --nthreads 1` with this project installed); `Dispatch` decides who does what. Each
worker renders with all of its cores, and the files come back here, where they are remembered: a
clip that has not changed is not handed out.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from rendering.batch import Outcome
from rendering.cluster_dispatch import Dispatch
from rendering.engine import Rendered, explain, hand_over, recall, render, stage
from rendering.errors import RenderError
from rendering.job import Job
from rendering.output.staging import Staging
from rendering.output.versions import versions
from rendering.progress import Progress, SilentProgress

PATIENCE = 10.0
"""Seconds to wait for the scheduler, and for the first worker, to answer."""
_PATIENCE_TO_LEAVE = 2.0
"""Seconds for taking leave of a scheduler that may be stopped."""
_SECONDS_BETWEEN_LOOKS = 0.1
_LOGGERS = ("distributed", "tornado", "asyncio")
"""What says in forty lines what we say in one."""

_PROJECT = Path(__file__).resolve().parents[1]
_CODE = ("relu_anim", "scenes", "rendering")


@dataclass(frozen=True)
class Delivery:
    """What a worker sends back: the files by their kind, or the error of the job.

    `sources` are paths from the project's folder.
    """

    files: dict[str, bytes]
    frames: int = 0
    duration: float = 0.0
    sources: tuple[str, ...] = ()
    error: RenderError | None = None


def render_on_cluster(
    jobs: Sequence[Job],
    address: str,
    progress: Progress | None = None,
    *,
    root: Path | None = None,
    use_cache: bool = True,
) -> Generator[Outcome, None, None]:
    """Render jobs on the cluster at `address` and yield what came of each, the quickest first.

    What was made before comes from the cache of the project's folder `root` (the current one unless
    given). Raises RenderError when no scheduler or no worker answers, or Dask is not installed.
    """
    progress, root = progress or SilentProgress(), root or Path.cwd()
    remaining = []
    for job in jobs:
        recalled = recall(job, root) if use_cache else None
        if recalled:
            yield Outcome(job, recalled)
        else:
            remaining.append(job)
    if remaining:
        yield from _handed_out(remaining, address, progress, root)


def _handed_out(
    jobs: Sequence[Job], address: str, progress: Progress, root: Path
) -> Iterator[Outcome]:
    client = _connect(address)
    started = time.time()
    code = code_digest()
    dispatch = Dispatch(client, address, code_digest, code, deliver, progress)
    for job in jobs:
        progress.update(job.label, 0, None)
    try:
        for job, answer in dispatch.run(jobs):
            yield _outcome(job, answer, progress, root, started)
    finally:
        _leave(client)


def deliver(job: Job, code: str) -> Delivery:
    """Render a job on this machine and pack up its files; runs on a worker."""
    if code != code_digest():
        error = RenderError(f"{job.clip}: a worker has other code or packages than the one here")
        return Delivery({}, error=error)
    with tempfile.TemporaryDirectory(dir=_work_folder()) as name:
        folder = Path(name)
        here = replace(job, output=folder / job.output.name)
        try:
            rendered = render(here, root=folder, use_cache=False)
        except RenderError as error:
            return Delivery({}, error=error)
        files = {
            kind: path.read_bytes() for kind, path in zip(here.files, rendered.files, strict=True)
        }
        sources = tuple(os.path.relpath(source, _PROJECT) for source in rendered.sources)
        return Delivery(files, rendered.frames, rendered.duration, sources)


def _work_folder() -> str | None:
    """The folder of this Dask worker, which Dask clears when the worker has been killed."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # no worker
        return None


@cache
def code_digest() -> str:
    """A digest of all that a picture depends on, to tell whether two machines have the same.

    It stays what it was when a process first asked: what has been imported does not change either.
    """
    packages = {name: version for name, version in versions().items() if name != "python"}
    digest = hashlib.blake2b(repr(packages).encode(), digest_size=16)
    for package in _CODE:
        for path in sorted((_PROJECT / package).rglob("*.py")):
            digest.update(path.relative_to(_PROJECT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise RenderError("Dask is not installed: run `bash setup.sh --cluster`") from error
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _LOGGERS:
            logging.getLogger(name).disabled = True

    class PatientClient(Client):
        """Dask's own waits without end for a scheduler that is stopped while they meet."""

        def start(self, **settings: Any) -> None:
            try:
                super().start(callback_timeout=PATIENCE, **settings)
            except TimeoutError:
                self.status = "closed"  # nor is it waited for again, to take leave
                raise

    try:
        client = PatientClient(address, timeout=PATIENCE, set_as_default=False)
        try:
            _await_a_worker(client, address)
        except BaseException:
            _leave(client)
            raise
    except (OSError, ValueError, TimeoutError) as error:
        raise RenderError(f"no Dask scheduler answers at {address}") from error
    return client


def _await_a_worker(client: Any, address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not client.sync(client.scheduler.identity, callback_timeout=PATIENCE)["workers"]:
        if time.monotonic() > deadline:
            raise RenderError(
                f"the Dask scheduler at {address} has no workers: start `dask worker {address}`"
            )
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _leave(client: Any) -> None:
    """Take leave of the scheduler, which takes back what is under way."""
    with suppress(OSError, TimeoutError, AssertionError):  # if it does not let us go
        client.close(timeout=_PATIENCE_TO_LEAVE)


def _outcome(
    job: Job, delivery: Delivery | RenderError, progress: Progress, root: Path, started: float
) -> Outcome:
    if isinstance(delivery, RenderError):
        return Outcome(job, error=delivery)
    progress.update(job.label, delivery.frames, delivery.frames)
    if delivery.error is not None:
        return Outcome(job, error=delivery.error)
    try:
        return Outcome(job, _unpacked(job, delivery, progress, root, started))
    except RenderError as error:
        return Outcome(job, error=error)


def _unpacked(
    job: Job, delivery: Delivery, progress: Progress, root: Path, started: float
) -> Rendered:
    output = job.output.absolute()
    sources = tuple(str(_PROJECT / source) for source in delivery.sources)
    try:
        with Staging(output.parent, progress.message) as staging:
            staged = stage(job, staging)
            for kind, file in staged.items():
                file.write_bytes(delivery.files[kind])
            made = (tuple(staged.values()), delivery.frames, delivery.duration)
            return hand_over(job, Rendered(*made, sources=sources), staging, root, started)
    except OSError as error:
        raise RenderError(explain(error, output)) from error
