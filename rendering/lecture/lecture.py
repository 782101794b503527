"""A lecture: films joined to one, with a card before each part, chapters, and captions in time."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from rendering.engine import explain
from rendering.errors import RenderError
from rendering.job import Job, files_of
from rendering.lecture.clip_films import ClipFilm, render_films
from rendering.output.captions import subrip, webvtt
from rendering.output.manifest import as_json
from rendering.output.staging import Staging
from rendering.output.versions import versions
from rendering.progress import Progress
from rendering.video.splicing import Chapter, splice
from scenes.beat import Beat

_OF_A_CLIP = ("clip", "title", "question", "answer", "part", "params", "frames", "numbers")
"""What the manifest takes from a clip's; its beats are among the lecture's."""


@dataclass(frozen=True)
class Entry:
    """A film in a lecture, by its job, and what its chapter is called."""

    job: Job
    title: str
    is_card: bool = False


@dataclass(frozen=True)
class LecturePart:
    """A part of a lecture; without a title it has no card."""

    heading: str
    title: str
    clips: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its films in their order, the card before them."""
        if not self.title:
            return self.clips
        questions = [clip.title for clip in self.clips]
        parameters = {"heading": self.heading, "title": self.title, "questions": questions}
        card = replace(
            self.clips[0].job,
            module="rendering.lecture.card",
            scene_class="Card",
            clip="card",
            title=self.title,
            question="",
            parameters=parameters,
            parameters_json=parameters,
        )
        name = f"{self.heading}: {self.title}" if self.heading else self.title
        return Entry(card, name, is_card=True), *self.clips


def lecture_files(output: Path) -> dict[str, Path]:
    """What a lecture is made of, by its kind: the film, what every film has, and its chapters."""
    chapters = output.with_name(f"{output.stem}-chapters.txt")
    return files_of(output, "mp4") | {".txt": chapters}


def make_lecture(
    title: str,
    parts: Sequence[LecturePart],
    output: Path,
    progress: Progress,
    *,
    root: Path,
    use_cache: bool = True,
) -> tuple[Path, ...]:
    """Render what has not been rendered yet, and join it to `output`, an mp4; all of its files.

    Raises RenderError; then what was there before is whole.
    """
    entries = [entry for part in parts for entry in part.entries]
    output = output.absolute()
    files = lecture_files(output)
    try:
        with Staging(output.parent, progress.message) as staging:
            staged = {kind: staging.path_for(file) for kind, file in files.items()}
            jobs = [entry.job for entry in entries]
            films = render_films(jobs, staging.work_folder(), progress, root, use_cache)
            chapters = _chapters(entries, films)
            splice([film.whole for film in films], staged[".mp4"], chapters, title)
            facts = _manifest(title, entries, films, chapters)
            beats = [Beat(**beat) for beat in facts["beats"]]
            shutil.copyfile(films[0].path.with_suffix(".png"), staged[".png"])
            staging.write_text(files[".srt"], subrip(beats))
            staging.write_text(files[".vtt"], webvtt(beats))
            staging.write_text(files[".json"], as_json(facts))
            staging.write_text(files[".txt"], _for_video_sites(entries, chapters, facts["fps"]))
            staging.publish()
    except OSError as error:
        raise RenderError(explain(error, output)) from error
    return tuple(files.values())


def _chapters(entries: Sequence[Entry], films: Sequence[ClipFilm]) -> list[Chapter]:
    """A chapter for each film, in frames."""
    ends = list(accumulate(film.facts["frames"] for film in films))
    return [
        Chapter(entry.title, start, end)
        for entry, start, end in zip(entries, [0, *ends], ends, strict=False)
    ]


def _manifest(
    title: str,
    entries: Sequence[Entry],
    films: Sequence[ClipFilm],
    chapters: Sequence[Chapter],
) -> dict[str, Any]:
    """What is known of the lecture, ready for JSON; `clips` has the manifest of each clip."""
    job, frames = entries[0].job, chapters[-1].end
    beats: list[dict[str, Any]] = []
    clips = []
    for entry, film, chapter in zip(entries, films, chapters, strict=True):
        start = chapter.first / job.fps
        times = {"chapter": chapter.title, "start": start, "end": chapter.end / job.fps}
        if not entry.is_card:
            clips.append(times | {k: v for k, v in film.facts.items() if k in _OF_A_CLIP})
        for beat in (Beat(**beat) for beat in film.facts["beats"]):
            moved = replace(
                beat, index=len(beats) + 1, start=beat.start + start, end=beat.end + start
            )
            beats.append(asdict(moved.on_frames(job.fps)))
    return {
        "clip": "lecture",
        "title": title,
        "theme": job.theme,
        "width": job.width,
        "height": job.height,
        "fps": job.fps,
        "frames": frames,
        "duration": frames / job.fps,
        "chapters": [
            {"title": c.title, "start": c.first / job.fps, "end": c.end / job.fps} for c in chapters
        ],
        "clips": clips,
        "beats": beats,
        "versions": dict(versions()),
    }


def _for_video_sites(entries: Sequence[Entry], chapters: Sequence[Chapter], fps: int) -> str:
    """`0:00 question`, one a line. A card belongs to the clip after it: sites want ten seconds."""
    lines, start = [], 0
    for entry, chapter in zip(entries, chapters, strict=True):
        if not entry.is_card:
            lines.append(f"{_clock(start // fps)} {chapter.title}\n")
            start = chapter.end
    return "".join(lines)


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
