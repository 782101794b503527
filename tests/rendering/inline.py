"""Rendering in the test's own process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self

import manim as mn
import pytest

from rendering import shoot
from rendering.crew import Interruption
from rendering.studio import Task, play


class InlineCrew:
    """Plays the scene in this very process, for tests of what has nothing to do with processes."""

    def __init__(self, task: Task, interruption: Interruption) -> None:
        self._reports: list[dict[str, Any]] = []
        with mn.tempconfig({}):
            play(replace(task, workers=1, forks=False, scouts=False), self)  # type: ignore[arg-type]

    def send(self, **report: Any) -> None:
        self._reports.append(report)

    def reports(self) -> list[dict[str, Any]]:
        return self._reports

    def exit_codes(self) -> list[int]:
        return [0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


@contextmanager
def inline_crew() -> Iterator[None]:
    """Render without starting processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shoot, "Crew", InlineCrew)
        yield
