"""The beats of a clip, and how long they last.

The stage opens them, captions and slides are cut by them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

REST = 1.0
"""Seconds of stillness at the end of each beat: a lecturer talks here."""
READING_SPEED = 18.0
"""Characters a second that a viewer reads comfortably in a caption."""
LONGEST_REST = 2.8
"""Seconds; after that, nothing seems to come any more."""


@dataclass(frozen=True)
class Beat:
    """One idea of a clip: a section, a caption and a slide step. Times in seconds."""

    index: int
    name: str
    caption: str
    start: float
    end: float

    def on_frames(self, rate: float) -> Beat:
        """The same, from whole frame to whole frame, where adding up has left rounding errors."""
        start, end = (round(time * rate) / rate for time in (self.start, self.end))
        return replace(self, start=start, end=end)


def rest_after(caption: str, seconds: float) -> float:
    """The rest at the end of a beat that has moved for `seconds`: enough to read its caption."""
    unread = len(caption) / READING_SPEED - seconds
    return round(min(max(REST, unread), LONGEST_REST), 1)
