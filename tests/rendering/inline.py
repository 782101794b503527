"""Crews that do not start Python and Manim anew, for tests that are not about that."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self

import manim as mn
import pytest

from rendering.workers import session
from rendering.workers.pool import Interruption
from rendering.workers.task import Task
from rendering.workers.worker import play


class _ShortCrew:
    """What `Session` asks of a crew."""

    def reports(self) -> Iterator[dict[str, Any]]:
        raise NotImplementedError

    def exit_codes(self) -> list[int]:
        return [0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class InlineCrew(_ShortCrew):
    """One studio, in the test's own process."""

    def __init__(self, task: Task, interruption: Interruption) -> None:
        self._reports: list[dict[str, Any]] = []
        with mn.tempconfig({}):
            play(replace(task, workers=1, forks=False, scouts=False), self)

    def send(self, **report: Any) -> None:
        self._reports.append(report)

    def reports(self) -> Iterator[dict[str, Any]]:
        return iter(self._reports)


class ForkedCrew(_ShortCrew):
    """As many studios as usual, each a fork of the test's process."""

    def __init__(self, task: Task, interruption: Interruption) -> None:
        self._reports, self._written = os.pipe()
        self._studios = [
            self._fork(replace(task, crew=os.getpid(), leads=number == 0))
            for number in range(1 if task.forks else task.workers)
        ]
        os.close(self._written)

    def send(self, **report: Any) -> None:
        os.write(self._written, json.dumps(report).encode() + b"\n")

    def reports(self) -> Iterator[dict[str, Any]]:
        with os.fdopen(self._reports) as lines:
            yield from map(json.loads, lines)

    def exit_codes(self) -> list[int]:
        return [os.waitpid(studio, 0)[1] for studio in self._studios]

    def _fork(self, task: Task) -> int:
        studio = os.fork()
        if studio:
            return studio
        try:
            play(task, self)
        finally:
            os._exit(0)


@contextmanager
def crew_of(kind: type[_ShortCrew]) -> Iterator[None]:
    """Have the engine work with another kind of crew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "WorkerPool", kind)
        yield


needs_fork = pytest.mark.skipif(not session.can_fork(), reason="forks a process that has Manim")
