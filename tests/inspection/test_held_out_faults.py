"""The check finds faults that were planted without sight of it, and says nothing of look-alikes."""

from __future__ import annotations

import sys

from tests.inspection.recall import recall


def test_nearly_all_are_found_and_nothing_else_is_reported() -> None:
    result = recall()
    sys.stdout.write(f"{result}\n")
    assert result.share >= 0.95, str(result)
    assert not result.false_alarms
