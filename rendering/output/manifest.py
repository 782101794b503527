"""The manifest of a film: what it shows, how long each beat lasts, and what it was made with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rendering.job import Job
from rendering.output.regular_files import read_json
from scenes.beat import Beat

LARGEST_MANIFEST = 10_000_000
"""Bytes; the longest so far has a thousandth of it."""


def manifest(
    job: Job,
    beats: Sequence[Beat],
    answer: str,
    numbers: Mapping[str, Any],
    frames: int,
    fps: float,
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """What is known of a film, ready for JSON; `frames` at `fps` a second were written.

    `answer` is what it says in the end, `numbers` are the values that it displays or proves.
    """
    return {
        "clip": job.clip,
        "title": job.title,
        "question": job.question,
        "answer": answer,
        "part": job.part,
        "theme": job.theme,
        "params": dict(job.parameters_json),
        "width": job.width,
        "height": job.height,
        "fps": int(fps) if fps == int(fps) else fps,
        "frames": frames,
        "duration": frames / fps,
        "beats": [asdict(beat) for beat in beats],
        "numbers": dict(numbers),
        "versions": dict(versions),
    }


def is_manifest(path: Path) -> bool:
    """Whether a file is the manifest of a film, and not a JSON file of somebody else's."""
    try:
        found = read_json(path, LARGEST_MANIFEST)
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"clip", "beats"} <= found.keys()


def as_json(values: Mapping[str, Any]) -> str:
    """JSON that a person can read too; NaN and infinity are refused."""
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
