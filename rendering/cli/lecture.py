"""The command that joins clips to one film for a whole lecture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from rendering.cli.clips import plan, show
from rendering.cli.inspection import SOME_CLIPS, WITH_CLIP_OPTIONS, selected
from rendering.cli.lecture_file import AskedClip, AskedPart, read_lecture
from rendering.cli.render_options import FILE_OPTIONS, MP4_OPTIONS, RenderOptions
from rendering.cli.terminal import SectionedCommand, from_here
from rendering.interrupts import end_on_signals
from rendering.output.ownership import refusal
from scenes.catalogue.contents import PARTS, part_of
from scenes.catalogue.options.kinds import OptionError


@click.command(
    "lecture",
    cls=SectionedCommand,
    short_help="Join clips to one film with title cards and chapters.",
    epilog="Examples:\n\n\b\n  python render.py lecture --part 1\n"
    "  python render.py lecture pair tent sine --segments 13 --theme light\n"
    "  python render.py lecture --from lecture.toml -o talk.mp4",
    context_settings=WITH_CLIP_OPTIONS,
    params=[*MP4_OPTIONS, *FILE_OPTIONS],
)
@SOME_CLIPS
@click.option(
    "--part",
    type=click.Choice([str(part.number) for part in PARTS]),
    help="The clips of this part.",
)
@click.option("--from", "file", metavar="FILE", help="Parts, clips, options and titles, in TOML.")
def lecture(
    words: tuple[str, ...],
    part: str | None,
    file: str | None,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    preview: bool,
    **given: Any,
) -> None:
    """Join clips to one film, media/1080p60/lecture.mp4: all of them unless some are named.

    Each part begins with a title card. The questions are the film's chapters, also as text for
    video sites; captions and a manifest lie beside it. What is missing or has changed is rendered
    first. Takes the options of the clips too.
    """
    choices = RenderOptions(**given)
    title, parts = _asked_for(words, part, file)
    from rendering.lecture.lecture import Entry, LecturePart, lecture_files, make_lecture
    from rendering.progress import progress_for

    settled = choices.settle("lecture", Path.cwd())
    if settled["format"] != "mp4":
        raise OptionError("output", f"must end in .mp4: got {choices.output}")
    if why := refusal(lecture_files(settled["output"])):
        raise OptionError("output", why)
    clip_choices = replace(choices, output=None)
    planned = []
    for asked in parts:
        entries = []
        for choice, name in asked.clips:
            job = plan(choice.clip, choice.given, clip_choices, jobs)
            entries.append(Entry(job, name or job.question))
        planned.append(LecturePart(asked.heading, asked.title, tuple(entries)))
    end_on_signals()
    with progress_for(quiet=quiet) as progress:
        files = make_lecture(
            title, planned, settled["output"], progress, root=Path.cwd(), use_cache=not no_cache
        )
    for made in files:
        click.echo(from_here(made))
    if preview:
        show(files[0])


def _asked_for(
    words: Sequence[str], part: str | None, file: str | None
) -> tuple[str, list[AskedPart]]:
    """The title of the lecture, and its parts."""
    if file is not None:
        if words or part:
            raise click.UsageError("--from stands alone: the file names the clips")
        return read_lecture(Path(file).expanduser())
    if part is not None:
        if any(not word.startswith("--") for word in words[:1]):
            raise click.UsageError("--part stands without names of clips")
        words = [*PARTS[int(part) - 1].clips, *words]
    return "What ReLU neurons do", [
        AskedPart(of.title, tuple(map(AskedClip, choices)), f"Part {of.number}")
        for of, choices in groupby(selected(words), key=lambda choice: part_of(choice.clip))
    ]
