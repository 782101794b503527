"""A Dask scheduler and its workers on this machine, processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from tests.processes import descendants, wait_until

ROOT = Path(__file__).parents[2]


class Cluster:
    """A scheduler, and a worker for each of the trees that the project's code is taken from."""

    def __init__(self, folder: Path, trees: Sequence[Path] = (ROOT, ROOT)) -> None:
        self._folder = folder
        self._contact = folder / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", "--no-dashboard", "--port", "0")
        self.address = wait_until(self._written_address)
        self.workers: list[subprocess.Popen[bytes]] = []
        for tree in trees:
            self.add_worker(tree)

    def add_worker(self, tree: Path = ROOT) -> None:
        self.workers.append(
            self._start(
                *("dask_worker", "--no-nanny", "--no-dashboard", "--nthreads", "1"),
                *("--local-directory", str(self._folder / "work")),
                tree=tree,
            )
        )

    def at_work(self) -> list[subprocess.Popen[bytes]]:
        """The workers that render something now."""
        return [worker for worker in self.workers if any(map(_renders, descendants(worker.pid)))]

    def stop(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()

    def _written_address(self) -> str:
        with suppress(FileNotFoundError, ValueError):  # not there yet, or not all of it
            return str(json.loads(self._contact.read_text())["address"])
        return ""

    def _start(self, program: str, *options: str, tree: Path = ROOT) -> subprocess.Popen[bytes]:
        log = (self._folder / "log.txt").open("ab")
        return subprocess.Popen(
            [
                *(sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1"),
                *("--scheduler-file", str(self._contact), *options),
            ],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(tree)},
            stdout=log,
            stderr=log,
        )


def _renders(process: int) -> bool:
    """Whether it is one of ours: what Dask starts while it looks at its machine is not."""
    with suppress(psutil.Error):
        return any("rendering.workers.worker" in word for word in psutil.Process(process).cmdline())
    return False
