"""What several tests of the engine need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rendering.inline import ForkedPool, InlinePool, pool_of


@pytest.fixture
def without_processes() -> Iterator[None]:
    """Scenes are played in the test's own process."""
    with pool_of(InlinePool):
        yield


@pytest.fixture
def quick_processes() -> Iterator[None]:
    """Scenes are played in forks of the test's process."""
    with pool_of(ForkedPool):
        yield
