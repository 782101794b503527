"""What several tests of the engine need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rendering.inline import inline_crew


@pytest.fixture
def without_processes() -> Iterator[None]:
    """Scenes are played in the test's own process."""
    with inline_crew():
        yield
