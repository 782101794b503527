"""What several tests of the engine need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rendering.inline import ForkedCrew, InlineCrew, crew_of


@pytest.fixture
def without_processes() -> Iterator[None]:
    """Scenes are played in the test's own process."""
    with crew_of(InlineCrew):
        yield


@pytest.fixture
def quick_processes() -> Iterator[None]:
    """Scenes are played in forks of the test's process."""
    with crew_of(ForkedCrew):
        yield
