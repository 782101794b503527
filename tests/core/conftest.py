"""How much hypothesis tries in the tests of the core."""

from __future__ import annotations

from hypothesis import settings

# On a busy machine one example may take long; that says nothing about the code.
settings.register_profile("core", deadline=None, max_examples=30)
settings.load_profile("core")
