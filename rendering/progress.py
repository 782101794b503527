"""Telling the reader how far a render has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any, Protocol, Self, TextIO

from rendering.streams import one_line


class Progress(Protocol):
    """What the engine tells while it works; used as a context manager around one or more jobs."""

    def update(self, name: str, done: int, total: int | None) -> None:
        """`done` of `total` frames of the clip `name` are finished; None: not known yet."""

    def message(self, text: str) -> None:
        """Something worth a line."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class SilentProgress:
    """Says nothing."""

    def update(self, name: str, done: int, total: int | None) -> None:
        """Say nothing."""

    def message(self, text: str) -> None:
        """Say nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class _Frames(SilentProgress):
    """Adds up the frames of all clips; may be told from several threads."""

    def __init__(self) -> None:
        self._clips: dict[str, tuple[int, int | None]] = {}
        self._lock = threading.Lock()

    def update(self, name: str, done: int, total: int | None) -> None:
        """Take in the state of one clip and show the sum."""
        with self._lock:
            self._clips[name] = (done, total)
            states = self._clips.values()
            under_way = [name for name, (done, total) in self._clips.items() if 0 < done != total]
            known = [total for _, total in states if total is not None]
            # Clips that have not begun are taken to be as long as the others.
            total = round(sum(known) * len(states) / len(known)) if known else None
            label = one_line(" ".join(under_way) or name)
            self._show(label, sum(done for done, _ in states), total)

    def _show(self, label: str, done: int, total: int | None) -> None:
        raise NotImplementedError


class BarProgress(_Frames):
    """A bar with frames done, frames a second and the time left."""

    def __init__(self, stream: TextIO, seconds_between: float = 0.1) -> None:
        super().__init__()
        self._stream = stream
        self._seconds_between = seconds_between
        self._bar: Any = None

    def _show(self, label: str, done: int, total: int | None) -> None:
        if self._bar is None:
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # no thread of its own
            self._bar = tqdm(
                file=self._stream,
                unit=" frames",
                dynamic_ncols=True,
                mininterval=self._seconds_between,
                smoothing=0.1,  # chunks end in bursts
                leave=False,
            )
        self._bar.total = total
        self._bar.set_description_str(label, refresh=False)
        self._bar.update(done - self._bar.n)

    def message(self, text: str) -> None:
        """Write a line above the bar."""
        if self._bar is None:
            self._stream.write(f"{text}\n")
        else:
            self._bar.write(text, file=self._stream)

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


class LineProgress(_Frames):
    """A plain line now and then, for logs."""

    def __init__(self, stream: TextIO, seconds_between: float = 5.0) -> None:
        super().__init__()
        self._stream = stream
        self._seconds_between = seconds_between
        self._started = self._last = time.monotonic()

    def _show(self, label: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now - self._last < self._seconds_between:
            return
        self._last = now
        rate = done / (now - self._started)
        left = ""
        if total is not None and rate > 0:
            left = f" of {total}, {(total - done) / rate:.0f} s left"
        self.message(f"{label}: {done} frames{left} ({rate:.1f} frames/s)")

    def message(self, text: str) -> None:
        """Write a line."""
        self._stream.write(f"{text}\n")
        self._stream.flush()


def progress_for(stream: TextIO | None = None, quiet: bool = False) -> Progress:
    """The progress that suits `stream` (standard error unless given)."""
    stream = stream or sys.stderr
    if quiet:
        return SilentProgress()
    return BarProgress(stream) if stream.isatty() else LineProgress(stream)
