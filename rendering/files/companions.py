"""What stands beside a film: its poster, its captions in two formats, and its manifest."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rendering.job import Job
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


def manifest(
    job: Job, beats: Sequence[Beat], frames: int, fps: float, versions: Mapping[str, str]
) -> dict[str, Any]:
    """What is known of a film, ready for JSON; `frames` at `fps` a second were written."""
    return {
        "clip": job.clip,
        "title": job.title,
        "question": job.question,
        "part": job.part,
        "theme": job.theme,
        "params": dict(job.parameters_json),
        "width": job.width,
        "height": job.height,
        "fps": int(fps) if fps == int(fps) else fps,
        "frames": frames,
        "duration": frames / fps,
        "beats": [asdict(beat) for beat in beats],
        "numbers": dict(job.numbers),
        "versions": dict(versions),
    }


def is_manifest(path: Path) -> bool:
    """Whether a file is the manifest of a film, and not a JSON file of somebody else's."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"clip", "beats"} <= found.keys()


def as_json(values: Mapping[str, Any]) -> str:
    """JSON that a person can read too; NaN and infinity are refused."""
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


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
