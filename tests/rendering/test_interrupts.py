"""Ctrl-C, a closed terminal and a polite kill, as the program itself takes them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rendering.interrupts import end_on_signals, exit_on_signals, undisturbed

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU)


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_ends_the_program_once(number: signal.Signals) -> None:
    exit_on_signals()
    end_on_signals()
    with pytest.raises(SystemExit) as end:
        signal.raise_signal(number)
    assert end.value.code == 128 + number
    signal.raise_signal(number)  # while things are cleaned up


def test_a_signal_that_was_ignored_from_the_start_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    exit_on_signals()
    end_on_signals()
    signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_program_that_has_only_begun_ends_on_the_spot() -> None:
    program = (
        "import signal; from rendering.interrupts import exit_on_signals; exit_on_signals();"
        "signal.raise_signal(signal.SIGINT)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr.strip()) == (130, "Error: interrupted")


def test_signals_of_a_program_that_does_not_ask_for_it_stay_as_they_are() -> None:
    before = [signal.getsignal(number) for number in NUMBERS]
    end_on_signals()
    assert [signal.getsignal(number) for number in NUMBERS] == before


def test_what_is_undisturbed_is_done_before_the_end() -> None:
    exit_on_signals()
    end_on_signals()
    done = []

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")

    with pytest.raises(SystemExit):
        work()
    assert done == ["all of it"]
