"""What all tests need."""

from __future__ import annotations

import signal
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

LONGEST = (
    "test_reliability", "test_cluster", "test_check_clips", "test_faults", "test_player",
    "test_project", "test_same_picture", "test_every_clip",
)  # fmt: skip
"""Files that take half a minute or more."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let all examples of the catalogue be checked, which takes a minute or two."""
    words = "check all clips and examples wholly, not some of them, others each day"
    parser.addoption("--all-examples", action="store_true", help=words)


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One process more than there are cores: many tests wait, for a process or for a silence."""
    return (yield) + 1


# A busy machine is no fault of the code.
settings.register_profile("machine", deadline=None)
settings.load_profile("machine")


def pytest_configure() -> None:
    """Let Ctrl-C and a closed terminal reach the processes of the tests.

    What a shell starts in the background, or with `nohup`, ignores them, and so would everything
    started from there.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no core is idle while the last one goes on."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Of the faults that are planted for the check: how many of each kind it has found."""
    tally: dict[str, dict[str, list[bool]]] = {}
    for report in (
        one for name in ("passed", "failed") for one in _reports(terminalreporter, name)
    ):
        properties: list[tuple[str, Any]] = report.user_properties  # of these tests alone
        for what, (kind, is_reported) in properties:
            tally.setdefault(kind, {}).setdefault(what, []).append(is_reported)
    for kind, found in tally.items():
        faults, others = found.get("fault", []), found.get("look-alike", [])
        terminalreporter.write_line(
            f"check: {kind}: {sum(faults)} of {len(faults)} faults found, "
            f"{sum(others)} false alarms on {len(others)} look-alikes"
        )


def _reports(reporter: pytest.TerminalReporter, outcome: str) -> list[pytest.TestReport]:
    return [one for one in reporter.stats.get(outcome, []) if isinstance(one, pytest.TestReport)]
