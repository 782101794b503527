"""Standard output and standard error that never end the work, and what is written to them.

A stream may be closed, full, or a pipe that nobody reads any more. What is written then is lost,
but the films are still made; `Program` says at the end that their paths could not be told.
"""

from __future__ import annotations

import io
import json
import os
import re
import select
import sys
from contextlib import suppress
from pathlib import Path

_TWO_LINES = re.compile(r'^"|[\x00-\x1f\x7f-\x9f\u2028\u2029]')


class _SteadyFile(io.FileIO):
    """A stream that keeps the first error of writing to it instead of raising it."""

    failure: OSError | None = None

    def write(self, content: object, /) -> int:
        """Write what can be written; the number of bytes that need not be written again."""
        size = memoryview(content).nbytes  # type: ignore[arg-type]  # some buffer, says FileIO
        while self.failure is None:
            try:
                written: int | None = super().write(content)  # type: ignore[arg-type]
            except OSError as error:
                self.failure = error
            else:
                if written is not None:
                    return written
                select.select([], [self], [])  # a pipe that is full, and does not wait by itself
        return size


def hold_streams() -> None:
    """Let whatever is wrong with the standard streams of this process be no error.

    A stream that was closed from the start is one that nobody wants: it goes nowhere. (Its number
    must be taken, or the next file that is opened gets what is meant for the stream.)
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # open to the end
    # Names of files that are no UTF-8 leave as they came.
    sys.stdout = _steady(1, "surrogateescape")
    sys.stderr = _steady(2, "backslashreplace")


def _steady(number: int, errors: str) -> io.TextIOWrapper:
    before = sys.stdout if number == 1 else sys.stderr
    with suppress(OSError, AttributeError):
        before.flush()
    file = io.BufferedWriter(_SteadyFile(number, "wb", closefd=False))
    encoding = before.encoding if before is not None else "utf-8"
    return io.TextIOWrapper(file, encoding, errors, write_through=True, line_buffering=True)


def failure_of(stream: object) -> OSError | None:
    """What has kept a stream from taking all that was written to it, if anything has."""
    with suppress(AttributeError, OSError):
        stream.flush()  # type: ignore[attr-defined]
        raw = stream.buffer.raw  # type: ignore[attr-defined]
        return raw.failure if isinstance(raw, _SteadyFile) else None
    return None


def one_line(text: str) -> str:
    """A message without line breaks, and without what a terminal would take for a command."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def told(path: Path) -> str:
    """A path as it stands in one line of standard output.

    One that has control characters in it, or begins with a quotation mark, is a string of JSON.
    """
    text = str(path)
    return json.dumps(text) if _TWO_LINES.search(text) else text
