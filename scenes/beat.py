"""The beats of a clip, for the stage that opens them and for whoever captions or cuts by them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Beat:
    """One idea of a clip: a section, a caption and a slide step. Times in seconds."""

    index: int
    name: str
    caption: str
    start: float
    end: float
