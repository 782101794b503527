"""Starts the workers, listens to their reports, and sees to it that none outlives the render."""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from rendering.import_path import WORKER_ARGUMENTS, python_environment
from rendering.interrupts import undisturbed
from rendering.workers.task import Task

LOG_FILE = "worker.log"

KEEP_FREED_MEMORY = {
    # Frame buffers come and go sixty times a second; glibc would hand each back to the system.
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
}
ONE_THREAD_EACH = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
SAME_IN_EVERY_PROCESS = {"PYTHONHASHSEED": "0"}


class Interruption:
    """Ends all pools that work under it, from whichever thread."""

    def __init__(self) -> None:
        self._pools: set[WorkerPool] = set()
        self._lock = threading.Lock()
        self.has_come = False

    def come(self) -> None:
        """End the pools, and every one that comes to work later."""
        with self._lock:
            self.has_come = True
            for pool in self._pools:
                pool.end()

    def watch(self, pool: WorkerPool) -> None:
        """A pool begins to work."""
        with self._lock:
            self._pools.add(pool)
            if self.has_come:
                pool.end()

    def forget(self, pool: WorkerPool) -> None:
        """A pool is closed."""
        with self._lock:
            self._pools.discard(pool)


class WorkerPool:
    """The processes that play the scene in one attempt at a film; used as a context manager.

    A forking task needs one such worker, any other as many as it asks for.
    """

    def __init__(self, task: Task, interruption: Interruption | None = None) -> None:
        self._interruption = interruption or Interruption()
        self._reports: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._workers: list[subprocess.Popen[bytes]] = []
        self._log = (task.folder / LOG_FILE).open("ab")
        try:
            with undisturbed():  # whoever has been started must be known, to be ended
                for number in range(1 if task.forks else task.workers):
                    try:
                        self._start(replace(task, parent=os.getpid(), leads=number == 0))
                    except (OSError, RuntimeError):
                        if number == 0:
                            raise
                        if len(self._workers) > number:  # started, but nobody can listen to it
                            unheard = self._workers.pop()
                            unheard.kill()
                            unheard.wait()
                        break  # there may be no more processes or threads: so few will do
            self._interruption.watch(self)
        except BaseException:
            self.close()
            raise

    def reports(self) -> Iterator[dict[str, Any]]:
        """What the workers report, until the last of them has ended."""
        for _ in self._workers:
            while (report := self._reports.get()) is not None:
                yield report

    def exit_codes(self) -> list[int]:
        """How the workers ended; negative for a signal."""
        return [worker.wait() for worker in self._workers]

    def end(self) -> None:
        """End every process of the pool that is still there."""
        for worker in self._workers:
            if os.name == "posix":
                # The worker leads a process group in which all of its children are.
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(worker.pid, signal.SIGKILL)
            else:
                worker.kill()

    def close(self) -> None:
        """End every process of the pool, and wait until they have ended."""
        self._interruption.forget(self)
        self.end()
        for worker in self._workers:
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, task: Task) -> None:
        # A group of its own keeps Ctrl-C for the process that decides what is to be done about it.
        group: dict[str, Any] = {"process_group": 0}
        if os.name == "nt":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined,unused-ignore]
        worker = subprocess.Popen(
            [sys.executable, *WORKER_ARGUMENTS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_environment(),
            **group,
        )
        self._workers.append(worker)
        assert worker.stdin is not None
        with suppress(BrokenPipeError):
            worker.stdin.write(pickle.dumps(task))
            worker.stdin.flush()
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()

    def _listen(self, worker: subprocess.Popen[bytes]) -> None:
        assert worker.stdout is not None
        try:
            for line in worker.stdout:
                with suppress(json.JSONDecodeError):
                    self._reports.put(json.loads(line))
        except (OSError, ValueError):
            pass  # closed
        finally:
            self._reports.put(None)


def last_words(folder: Path) -> str:
    """The last line that a worker has written to its log."""
    with suppress(OSError):
        lines = (folder / LOG_FILE).read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")
    return ""


def _environment() -> dict[str, str]:
    settings = KEEP_FREED_MEMORY | ONE_THREAD_EACH | SAME_IN_EVERY_PROCESS
    return python_environment() | settings
