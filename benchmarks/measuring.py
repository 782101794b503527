"""Running a command and measuring it: wall time, CPU time and memory of all of its processes."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SECONDS_BETWEEN_LOOKS = 0.2


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
        self.most = float("nan")
        self._process = process
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(_SECONDS_BETWEEN_LOOKS):
            now = sum(map(_megabytes, _family(self._process)))
            if now and not self.most >= now:
                self.most = now

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _family(ancestor: int) -> list[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    family, generation = [ancestor], {ancestor}
    while generation:
        generation = {child for child, parent in parents.items() if parent in generation}
        family += generation
    return family


def _megabytes(process: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
