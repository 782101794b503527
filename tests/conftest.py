"""What all tests need."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Generator
from datetime import date
from typing import Any

import pytest
from hypothesis import settings

LONGEST = (
    "test_reliability", "test_cluster", "test_clips", "test_faults", "test_player",
    "test_project", "test_same_picture", "test_every_clip",
)  # fmt: skip
"""Files that take half a minute or more."""
TODAY = int(os.environ.setdefault("TESTS_OF_DAY", str(date.today().toordinal())))
"""The day's number, the same in all processes although midnight comes between their starts."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let everything be tried that takes turns, which takes some minutes more."""
    words = "try all clips, examples and odd lines, not some of them, others each day"
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


@pytest.hookimpl(trylast=True)  # once others have taken out what was not asked for
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no core is idle while the last one goes on.

    Of a test marked `daily(n)` leave every n-th case, others each day, unless few were asked for.
    """
    items.sort(key=lambda item: item.path.stem not in LONGEST)
    if config.getoption("--all-examples"):
        return
    marked = {item: mark.args[0] for item in items if (mark := item.get_closest_marker("daily"))}
    cases = Counter(map(_function, marked))
    numbers = Counter[str]()
    others = []
    for item, share in marked.items():
        number = numbers[_function(item)]
        numbers[_function(item)] += 1
        if cases[_function(item)] > share and number % share != TODAY % share:
            others.append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in set(others)]


def _function(item: pytest.Item) -> str:
    return item.nodeid.split("[")[0]


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
