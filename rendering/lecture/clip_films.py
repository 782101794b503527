"""The films that a lecture or its slides are made of, and the beats in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from rendering.batch import render_all
from rendering.engine import explain
from rendering.errors import RenderError
from rendering.job import Job
from rendering.output.manifest import LARGEST_MANIFEST
from rendering.output.ownership import PICTURE_NOTE, refusal
from rendering.output.regular_files import read_json
from rendering.output.staging import Staging
from rendering.progress import Progress
from rendering.video.splicing import Cut, picture_at, splice
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


def leave_beats(film: Path, tell: Callable[[str], None]) -> tuple[Path, ...]:
    """Cut a rendered film `tent.mp4` to `tent-1.mp4`, `tent-2.mp4`, ... with posters; the files.

    Raises RenderError; then there are none, or those of before.
    """
    files: list[Path] = []
    try:
        with Staging(film.parent, tell) as staging:
            for number, (_, cut) in enumerate(ClipFilm(film).beats, start=1):
                movie = film.with_name(f"{film.stem}-{number}{film.suffix}")
                poster = movie.with_suffix(".png")
                if why := refusal({".mp4": movie, ".png": poster}):
                    raise RenderError(f"a beat {why}")
                splice([cut], staging.path_for(movie))
                save_last_picture(cut, staging.path_for(poster))
                files += [movie, poster]
            staging.publish()
    except OSError as error:
        raise RenderError(explain(error, film)) from error
    return tuple(files)


def save_last_picture(cut: Cut, file: Path) -> None:
    """Save the last picture of a part of a film as a PNG, with the note that it is ours."""
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    for key, text in PICTURE_NOTE.items():
        note.add_text(key, text)
    picture_at(cut.film, cut.end - 1).save(file, format="png", pnginfo=note)
