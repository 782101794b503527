"""Ctrl-C, a closed terminal and a polite kill: each ends the program once, between two units."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from rendering.errors import NO_TIME

INTERRUPTED = 128 + signal.SIGINT
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGXCPU")  # Windows has the first two
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
_IMPATIENCE = 1.0
"""Seconds in which the same wish, repeated, must not disturb the cleaning up."""


def exit_on_signals() -> None:
    """Have these signals end the program on the spot, which is good as long as nothing is begun.

    What is raised in the middle of an import may get lost there, or leave it locked.
    Whoever started this program with a signal ignored (as `nohup` and `&` do) is not contradicted.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit)


def why_ended(code: object) -> str | None:
    """The words for an exit code of a signal; None where whoever sent it knows."""
    if code == INTERRUPTED:
        return "interrupted"
    if hasattr(signal, "SIGXCPU") and code == 128 + signal.SIGXCPU:
        return NO_TIME
    return None


def _exit(number: int, frame: FrameType | None) -> None:
    words = why_ended(128 + number)
    if words:
        with suppress(OSError):
            os.write(2, f"\nError: {words}\n".encode())
    os._exit(128 + number)


def end_on_signals() -> None:
    """From now on, have them raise SystemExit instead, so that what is begun is cleaned up.

    The code is 128 and the signal's number, as a shell would report it.
    """
    last = -_IMPATIENCE

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _IMPATIENCE:
            last = now
            if number == getattr(signal, "SIGXCPU", None):
                signal.signal(number, signal.SIG_IGN)  # it would come again each second
            raise SystemExit(128 + number)

    for number in _SIGNALS:
        if signal.getsignal(number) is _exit:
            signal.signal(number, end)


def ignore_signals() -> None:
    """Let nothing interrupt what is left, which is the end: its exit code is settled."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put these signals off until the end (in the main thread, which alone gets them)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: came.append(number))
        for number in _SIGNALS
    }
    try:
        yield
    finally:
        for put_off, handler in before.items():
            signal.signal(put_off, handler)
    for number in came[:1]:
        signal.raise_signal(number)
