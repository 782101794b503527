"""The films that a lecture or its slides are made of, and the beats in them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from rendering.batch import render_all
from rendering.job import Job
from rendering.output.manifest import LARGEST_MANIFEST
from rendering.output.regular_files import read_json
from rendering.progress import Progress
from rendering.video.splicing import Cut
from scenes.beat import Beat


@dataclass(frozen=True)
class ClipFilm:
    """A rendered film with its manifest beside it."""

    path: Path

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Its manifest."""
        facts: dict[str, Any] = read_json(self.path.with_suffix(".json"), LARGEST_MANIFEST)
        return facts

    @property
    def whole(self) -> Cut:
        """All of it."""
        return Cut(self.path, 0, self.facts["frames"])

    @property
    def beats(self) -> list[tuple[Beat, Cut]]:
        """Its beats that last, and the part of the film that each one is; none is left over."""
        frames, fps = self.facts["frames"], self.facts["fps"]
        beats = [Beat(**beat) for beat in self.facts["beats"] if beat["end"] > beat["start"]]
        starts = [0, *(round(beat.start * fps) for beat in beats[1:])]
        ends = [*starts[1:], frames]
        return [
            (beat, Cut(self.path, start, end))
            for beat, start, end in zip(beats, starts, ends, strict=True)
        ]


def render_films(
    jobs: Sequence[Job], folder: Path, progress: Progress, root: Path, use_cache: bool
) -> list[ClipFilm]:
    """Render jobs into a folder of their own, each under another name; raise at the first error.

    So a clip may come twice with other options, and its usual film stays as it is.
    """
    there = [
        replace(job, output=folder / job.output.parent.name / f"{number:02}-{job.clip}.mp4")
        for number, job in enumerate(jobs, start=1)
    ]
    with closing(render_all(there, progress, root=root, use_cache=use_cache)) as outcomes:
        for outcome in outcomes:
            if outcome.error is not None:
                raise outcome.error
    return [ClipFilm(job.output) for job in there]
