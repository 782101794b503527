"""Which worker of a Dask cluster does which job, and how long a silent one is waited for.

One job at a time goes to each worker, and only to those with the code and packages of the machine
that asks. Each second the cluster is looked at: what a lost worker had goes to another.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rendering.errors import RenderError
from rendering.job import Job
from rendering.progress import Progress

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_FOR_AN_ANSWER = 5.0
"""So long a look waits for the scheduler, before the next one tries again."""
SECONDS_BETWEEN_WORDS = 10.0
"""So often the state of the cluster is told."""
LATECOMERS = 3.0
"""Seconds in which a good worker may still come when all that are there were refused."""
LONGEST_SILENCE = 120.0
"""Seconds after which a scheduler or a worker without any sign is given up.

The sign is Dask's heartbeat, which comes every few seconds, also while a clip is drawn.
"""
ATTEMPTS = 3
"""So many workers may be lost, or fail in a way of their own, over one job."""

Ask = Callable[[], str]
Do = Callable[[Job, str], Any]


@dataclass(eq=False)
class _Errand:
    """What a worker has been asked for: a job, or (None) which code it has."""

    worker: str
    job: Job | None
    task: Any


@dataclass
class _Worker:
    """What is known of a worker; `refused` says why it gets nothing to do."""

    last_seen: object
    heard: float
    agrees: bool = False
    refused: str = ""
    errand: _Errand | None = None


class Dispatch:
    """Jobs, handed out to the workers of the scheduler that `client` is connected to.

    `digest` is called on each worker and must give `code` there; `do(job, code)` does a job.
    """

    def __init__(
        self, client: Any, address: str, digest: Ask, code: str, do: Do, progress: Progress
    ) -> None:
        self._client = client
        self._address = address
        self._digest = digest
        self._code = code
        self._do = do
        self._progress = progress
        self._waiting: deque[Job] = deque()
        self._failures: Counter[int] = Counter()
        self._workers: dict[str, _Worker] = {}
        self._answers: queue.Queue[tuple[_Errand, Any]] = queue.Queue()
        self._heard = self._had_workers = self._said = time.monotonic()
        self._has_agreed = False
        self._ended: list[tuple[Job, Any]] = []
        self._count = 0

    def run(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Any]]:
        """What came of each job, the quickest first: what `do` returned, or a RenderError.

        The error of those that are given up together is one and the same.
        """
        self._waiting.extend(jobs)
        self._count = len(jobs)
        while self._left():
            try:
                self._look()
                self._hand_out()
                with suppress(queue.Empty):
                    self._take_in(*self._answers.get(timeout=SECONDS_BETWEEN_LOOKS))
            except RenderError as lost:
                self._ended += [(job, lost) for job in self._left()]
                self._waiting.clear()
                self._workers.clear()
            yield from self._ended
            self._ended.clear()

    def _left(self) -> list[Job]:
        errands = [worker.errand for worker in self._workers.values() if worker.errand]
        return [*self._waiting, *(errand.job for errand in errands if errand.job)]

    def _look(self) -> None:
        """See who is there; RenderError when nobody is, for too long."""
        now = time.monotonic()
        seen = self._seen()
        if seen is not None:
            self._heard = now
            for address, last_seen in seen.items():
                worker = self._workers.setdefault(address, _Worker(last_seen, now))
                if worker.last_seen != last_seen:
                    worker.last_seen, worker.heard = last_seen, now
        elif now - self._heard > LONGEST_SILENCE:
            silence = f"has not answered for {LONGEST_SILENCE:.0f} s"
            raise RenderError(f"the Dask scheduler at {self._address} {silence}")
        for address, worker in list(self._workers.items()):
            unheard = self._heard - worker.heard
            if seen is not None and address not in seen:
                self._lose(address, worker, "has vanished")
                del self._workers[address]
            elif unheard > LONGEST_SILENCE:
                self._lose(address, worker, f"has been silent for {unheard:.0f} s")
        self._expect_workers(now)
        if now - self._said >= SECONDS_BETWEEN_WORDS:
            self._said = now
            self._progress.message(self._state(now))

    def _seen(self) -> dict[str, Any] | None:
        """When the scheduler has heard of each worker, by its own clock; None without an answer."""
        if self._client.status != "running":
            raise self._lost()
        try:
            identity = self._client.sync(
                self._client.scheduler.identity, callback_timeout=SECONDS_FOR_AN_ANSWER
            )
        except (OSError, TimeoutError):
            return None
        except (AttributeError, CancelledError, RuntimeError, ValueError):  # half closed
            raise self._lost() from None
        return {address: about["last_seen"] for address, about in identity["workers"].items()}

    def _expect_workers(self, now: float) -> None:
        workers = self._workers.values()
        alive = [w for w in workers if self._heard - w.heard <= LONGEST_SILENCE and not w.refused]
        if alive:
            self._had_workers = now
        elif workers and not self._has_agreed and now - self._had_workers > LATECOMERS:
            known = sorted(self._workers.items())
            reasons = "; ".join(f"{a} {w.refused or 'gives no sign'}" for a, w in known)
            raise RenderError(f"no worker of the cluster can be used: {reasons}")
        elif now - self._had_workers > LONGEST_SILENCE:
            raise RenderError(
                f"no worker of the Dask scheduler at {self._address} has been heard for "
                f"{LONGEST_SILENCE:.0f} s"
            )

    def _hand_out(self) -> None:
        for address, worker in self._workers.items():
            is_free = worker.errand is None and not worker.refused
            if not is_free or self._heard - worker.heard > LONGEST_SILENCE:
                continue
            if not worker.agrees:
                self._send(address, worker, None)
            elif self._waiting:
                self._send(address, worker, self._waiting.popleft())

    def _send(self, address: str, worker: _Worker, job: Job | None) -> None:
        asked: tuple[Any, ...] = (self._digest,) if job is None else (self._do, job, self._code)
        task = self._client.submit(*asked, workers=[address], pure=False)
        worker.errand = _Errand(address, job, task)
        threading.Thread(target=self._wait, args=(worker.errand,), daemon=True).start()

    def _wait(self, errand: _Errand) -> None:
        try:
            answer = errand.task.result()
        except BaseException as error:  # whatever it is, the main thread decides
            answer = error
        self._answers.put((errand, answer))

    def _take_in(self, errand: _Errand, answer: Any) -> None:
        worker = self._workers.get(errand.worker)
        if worker is None or worker.errand is not errand:
            return  # it was given to another
        if isinstance(answer, CancelledError):
            raise self._lost()
        worker.errand = None
        if errand.job is None:
            self._learn(errand.worker, worker, answer)
        elif isinstance(answer, BaseException):
            self._try_again(errand.job, _why(answer))
        else:
            self._ended.append((errand.job, answer))

    def _learn(self, address: str, worker: _Worker, answer: Any) -> None:
        if answer == self._code:
            worker.agrees = self._has_agreed = True
            return
        worker.refused = "has other code or packages than the machine here"
        if isinstance(answer, BaseException):
            worker.refused = f"cannot run this project ({_why(answer)})"
        self._progress.message(f"cluster: {address} {worker.refused}, and gets no work")

    def _lose(self, address: str, worker: _Worker, why: str) -> None:
        errand, worker.errand = worker.errand, None
        if errand is None:
            return
        errand.task.release()
        if errand.job is not None:
            self._progress.message(f"cluster: {address} {why}, and loses {errand.job.clip}")
            self._try_again(errand.job, "its workers have vanished")

    def _try_again(self, job: Job, reason: str) -> None:
        self._failures[id(job)] += 1
        if self._failures[id(job)] < ATTEMPTS:
            self._waiting.append(job)
        else:
            self._ended.append((job, RenderError(f"{job.clip}: lost by the cluster ({reason})")))

    def _lost(self) -> RenderError:
        return RenderError(f"the Dask scheduler at {self._address} was lost")

    def _state(self, now: float) -> str:
        """The state of the cluster in one line."""
        parts = [f"{self._count - len(self._left())} of {self._count} clips are made"]
        if now - self._heard > SECONDS_BETWEEN_WORDS:
            parts.append(f"the scheduler has been silent for {now - self._heard:.0f} s")
        for address, worker in sorted(self._workers.items()):
            silence = self._heard - worker.heard
            doing = worker.errand.job.clip if worker.errand and worker.errand.job else ""
            if worker.refused:
                parts.append(f"{address} gets no work")
            elif silence > SECONDS_BETWEEN_WORDS:
                parts.append(f"{address} has been silent for {silence:.0f} s")
            else:
                parts.append(f"{address} makes {doing}" if doing else f"{address} is idle")
        return f"cluster: {', '.join(parts if self._workers else [*parts, 'no worker is there'])}"


def _why(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0] or type(error).__name__
