"""The captions of a film, in the two formats that players read."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from scenes.beat import Beat


def subrip(beats: Sequence[Beat]) -> str:
    """The captions as SubRip (.srt)."""
    blocks = [
        f"{number}\n{_clock(beat.start, ',')} --> {_clock(beat.end, ',')}\n{_lines(beat.caption)}\n"
        for number, beat in enumerate(_spoken(beats), start=1)
    ]
    return "\n".join(blocks)


def webvtt(beats: Sequence[Beat]) -> str:
    """The captions as WebVTT (.vtt), with what would be markup escaped."""
    blocks = [
        f"{_clock(beat.start, '.')} --> {_clock(beat.end, '.')}\n"
        f"{html.escape(_lines(beat.caption), quote=False)}\n"
        for beat in _spoken(beats)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def _spoken(beats: Sequence[Beat]) -> Iterator[Beat]:
    """The beats that have something to read and time to read it."""
    return (beat for beat in beats if beat.caption.strip() and beat.end > beat.start)


def _lines(caption: str) -> str:
    """A caption without blank lines (they would end it) and without the arrow of time stamps."""
    lines = (line.strip() for line in caption.splitlines())
    return "\n".join(line for line in lines if line).replace("-->", "→")


def _clock(seconds: float, decimal_mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    whole, milliseconds = divmod(milliseconds, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{decimal_mark}{milliseconds:03}"
