"""The captions of a film, in the two formats that players read."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from scenes.beat import Beat

LONGEST_LINE, MOST_LINES = 42, 2
"""What a viewer reads at a glance, and players show without covering the picture."""


def subrip(beats: Sequence[Beat]) -> str:
    """The captions as SubRip (.srt)."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(cues(beats), start=1)
    ]
    return "\n".join(blocks)


def webvtt(beats: Sequence[Beat]) -> str:
    """The captions as WebVTT (.vtt), with what would be markup escaped."""
    blocks = [
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n"
        f"{html.escape(cue.text, quote=False)}\n"
        for cue in cues(beats)
    ]
    return "\n".join(["WEBVTT\n", *blocks, ""])


class Cue(NamedTuple):
    """What a player shows at a time: at most two lines. Times in seconds."""

    start: float
    end: float
    text: str


def cues(beats: Sequence[Beat]) -> list[Cue]:
    """The captions in turn, a long one in several cues; each has time as it has letters."""
    found = []
    for beat in beats:
        texts, spent = _texts(beat.caption), 0
        letters = sum(map(len, texts))
        for text in texts if beat.end > beat.start else ():
            start, end = (
                beat.start + (beat.end - beat.start) * count / letters
                for count in (spent, spent + len(text))
            )
            found.append(Cue(start, end, text))
            spent += len(text)
    return found


def _texts(caption: str) -> list[str]:
    """A caption in pieces of two lines: whole sentences where they fit, and no arrow of times."""
    sentences = re.split(r"(?<=[.?!:;]) ", " ".join(caption.split()).replace("-->", "→"))
    pieces: list[list[str]] = []
    so_far = ""
    for sentence in sentences:
        longer = f"{so_far} {sentence}".strip()
        if pieces and so_far and len(_wrap(longer)) <= MOST_LINES:
            pieces[-1], so_far = _wrap(longer), longer
        else:
            lines, so_far = _wrap(sentence), sentence
            pieces += [lines[i : i + MOST_LINES] for i in range(0, len(lines), MOST_LINES)]
            so_far = so_far if len(lines) <= MOST_LINES else ""
    return ["\n".join(piece) for piece in pieces]


def _wrap(text: str) -> list[str]:
    """A text in as few lines as can be, and these about as long as one another."""
    fewest = textwrap.wrap(text, LONGEST_LINE, break_long_words=False)
    for width in range(len(text) // max(1, len(fewest)), LONGEST_LINE):
        even = textwrap.wrap(text, max(1, width), break_long_words=False)
        if len(even) <= len(fewest):
            return even
    return fewest


def _clock(seconds: float, decimal_mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    whole, milliseconds = divmod(milliseconds, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{decimal_mark}{milliseconds:03}"
