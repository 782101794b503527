"""Pools that do not start Python and Manim anew, for tests that are not about that."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self

import manim as mn
import pytest

import rendering.video.encoder  # noqa: F401  # a fork in the middle of an import hangs
from rendering.workers import session
from rendering.workers.pool import Interruption
from rendering.workers.task import Task
from rendering.workers.worker import play


class _ShortPool:
    """What `Session` asks of a pool."""

    def reports(self) -> Iterator[dict[str, Any]]:
        raise NotImplementedError

    def exit_codes(self) -> list[int]:
        return [0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class InlinePool(_ShortPool):
    """One worker, in the test's own process."""

    def __init__(self, task: Task, interruption: Interruption) -> None:
        self._reports: list[dict[str, Any]] = []
        with mn.tempconfig({}):
            play(replace(task, workers=1, forks=False), self)

    def send(self, **report: Any) -> None:
        self._reports.append(report)

    def reports(self) -> Iterator[dict[str, Any]]:
        return iter(self._reports)


class ForkedPool(_ShortPool):
    """As many workers as usual, each a fork of the test's process."""

    def __init__(self, task: Task, interruption: Interruption) -> None:
        self._reports, self._written = os.pipe()
        self._workers = [
            self._fork(replace(task, parent=os.getpid(), leads=number == 0))
            for number in range(1 if task.forks else task.workers)
        ]
        os.close(self._written)

    def send(self, **report: Any) -> None:
        os.write(self._written, json.dumps(report).encode() + b"\n")

    def reports(self) -> Iterator[dict[str, Any]]:
        with os.fdopen(self._reports) as lines:
            yield from map(json.loads, lines)

    def exit_codes(self) -> list[int]:
        return [os.waitpid(worker, 0)[1] for worker in self._workers]

    def _fork(self, task: Task) -> int:
        worker = os.fork()
        if worker:
            return worker
        try:
            play(task, self)
        finally:
            os._exit(0)


@contextmanager
def pool_of(kind: type[_ShortPool]) -> Iterator[None]:
    """Have the engine work with another kind of pool."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "WorkerPool", kind)
        yield


needs_fork = pytest.mark.skipif(not session.can_fork(), reason="forks a process that has Manim")
