"""Running a command and measuring it: wall time, CPU time and memory of all of its processes."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_SECONDS_BETWEEN_LOOKS = 0.2
NAN = float("nan")


@dataclass(frozen=True)
class Measured:
    """Seconds of wall time, and the most memory (MB) that all processes held together.

    Memory is the proportional set size: what processes share is counted once. NaN where the system
    does not tell (outside Linux).
    """

    seconds: float
    megabytes: float


def measure(command: Sequence[str], folder: Path) -> Measured:
    """Run a command in `folder` to its end; RuntimeError with its words when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    memory = _MemoryWatch(process.pid)
    memory.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - started
    memory.stop()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors.decode(errors='replace')}")
    return Measured(seconds, memory.most)


class _MemoryWatch(threading.Thread):
    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.most = NAN
        self._process = process
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_SECONDS_BETWEEN_LOOKS):
            now = _megabytes(self._process)
            if now and not self.most >= now:
                self.most = now

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _megabytes(ancestor: int) -> float:
    megabytes = 0.0
    with suppress(psutil.Error):
        family = psutil.Process(ancestor)
        for process in [family, *family.children(recursive=True)]:
            with suppress(psutil.Error):
                megabytes += getattr(process.memory_full_info(), "pss", NAN) / 1024**2
    return megabytes
