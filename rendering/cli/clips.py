"""The commands that render: one for each clip, and one for all of them."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from rendering.cli.render_options import (
    FILE_OPTIONS,
    RENDER_OPTIONS,
    VARIANT_OPTIONS,
    RenderOptions,
)
from rendering.cli.terminal import (
    FAILED,
    SectionedCommand,
    SectionedOption,
    from_here,
    report_error,
    report_failure,
)
from rendering.interrupts import end_on_signals
from rendering.job import Job
from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.contents import part_of
from scenes.catalogue.options.class_files import ClassedPoints
from scenes.catalogue.options.kinds import FileKind, Kind, OptionError

BEATS = SectionedOption(
    ["--beats"],
    is_flag=True,
    section="Render options",
    help="Each beat as a film of its own too: tent-1.mp4, tent-2.mp4, ...",
)
PRORES_BYTES, HEAVY = 0.175, 10
"""For a pixel of a transparent mov (27 seconds of tent at 1080p60 take 588 MB); MB a second."""
SCHEDULER = SectionedOption(
    ["--scheduler"],
    metavar="ADDRESS",
    section="Render options",
    help="Render on a Dask cluster, such as tcp://head:8786; needs `setup.sh --cluster`.",
)


def clip_command(clip: Clip) -> SectionedCommand:
    """The command that renders a clip, with the clip's own options before the render options."""

    def run(
        jobs: int | None, no_cache: bool, quiet: bool, preview: bool, beats: bool, **given: Any
    ) -> None:
        own = {option.name: given.pop(option.name) for option in clip.options}
        job = plan(clip, own, RenderOptions(**given), jobs)
        if beats and job.format != "mp4":
            raise OptionError("beats", f"needs the format mp4: got {job.format}")
        files = deliver(job, no_cache, quiet)
        if beats:
            from rendering.lecture.clip_films import leave_beats

            _tell(leave_beats(job.output.absolute(), lambda text: click.echo(text, err=True)))
        if preview:
            show(files[0])

    return SectionedCommand(
        clip.name,
        section=str(part_of(clip)),
        short_help=clip.question,
        help=f"{clip.question}\n\n{clip.summary}",
        epilog=f"Example:\n\n\b\n  {clip.command_line}",
        params=[*map(_clip_option, clip.options), *RENDER_OPTIONS, *FILE_OPTIONS, BEATS],
        callback=run,
    )


def _clip_option(option: Option) -> SectionedOption:
    """An option of a clip. Its value stays a text here: the catalogue knows what it stands for."""
    return SectionedOption(
        [f"--{option.name}"],
        metavar=option.kind.example,
        help=f"{option.help}  [default: {option.shown_default}]",
        section="Options of this clip",
        shell_complete=_completing(option.kind),
    )


def _completing(kind: Kind) -> Callable[..., list[CompletionItem]]:
    """What a shell offers for a value of this kind: its words, or names of files."""

    def complete(_: Any, __: Any, incomplete: str) -> list[CompletionItem]:
        words = [word for word in getattr(kind, "words", ()) if word.startswith(incomplete)]
        takes_files = isinstance(kind, FileKind | ClassedPoints) and not words
        files = [CompletionItem(incomplete, type="file")] if takes_files else []
        return [*map(CompletionItem, words), *files]

    return complete


def all_command(clips: Iterable[Clip]) -> SectionedCommand:
    """The command that renders every clip, in every variant that is asked for."""

    def run(
        quality: Sequence[str],
        format: Sequence[str | None],  # noqa: A002  # the option's own name
        theme: Sequence[str],
        jobs: int | None,
        no_cache: bool,
        quiet: bool,
        scheduler: str | None,
        **given: Any,
    ) -> None:
        formats = format or [None]
        variants = [
            RenderOptions(quality=letter, format=kind, theme=name, **given)
            for letter, kind, name in itertools.product(quality, formats, theme)
        ]
        planned = [plan(clip, {}, choices, jobs) for choices in variants for clip in clips]
        # A resolution makes all qualities one, so that some files may be asked for twice.
        wanted = list({job.output: job for job in planned}.values())
        deliver_all(wanted, no_cache, quiet, scheduler)

    return SectionedCommand(
        "all",
        short_help="Render every clip with its defaults.",
        help="Render every clip with its defaults. When one fails, the others are still made.",
        epilog="Examples:\n\n\b\n  python render.py all -qm --theme light\n"
        "  python render.py all -ql -qh --theme dark --theme light --scheduler tcp://head:8786",
        params=[*VARIANT_OPTIONS, SCHEDULER],
        callback=run,
    )


def plan(clip: Clip, given: Mapping[str, Any], choices: RenderOptions, workers: int | None) -> Job:
    """The job for a clip; OptionError, before any file is touched, when something is wrong."""
    settled = choices.settle(clip.name, Path.cwd())
    parameters = clip.parameters(**given)
    return Job(
        module=clip.module,
        scene_class=clip.scene_class,
        clip=clip.name,
        title=clip.title,
        question=clip.question_for(parameters),
        part=part_of(clip).number,
        parameters=parameters,
        parameters_json=clip.to_json(parameters),
        workers=workers,
        **settled,
    )


def deliver(job: Job, no_cache: bool, quiet: bool) -> tuple[Path, ...]:
    """Render a job and say on standard output which files it made."""
    from rendering.engine import render
    from rendering.progress import progress_for

    if not quiet and (size := heavy(job)):
        click.echo(size, err=True)
    end_on_signals()
    with progress_for(quiet=quiet) as progress:
        rendered = render(job, progress, root=Path.cwd(), use_cache=not no_cache)
    _tell(rendered.files)
    return rendered.files


def heavy(job: Job) -> str:
    """A word about a film that is so large that one would rather know before."""
    rate = job.width * job.height * job.fps * PRORES_BYTES / 1e6
    if job.format != "mov" or not job.transparent or rate < HEAVY:
        return ""
    return f"Such a mov takes about {rate:.0f} MB a second: -qm, or webm, is much smaller."


def deliver_all(jobs: Sequence[Job], no_cache: bool, quiet: bool, scheduler: str | None) -> None:
    """Render jobs, here or on a cluster; name the files that are made and those that are not."""
    from tqdm import tqdm

    from rendering.batch import render_all
    from rendering.cluster import render_on_cluster
    from rendering.progress import progress_for

    end_on_signals()
    failed, said = [], set()
    with progress_for(quiet=quiet) as progress:
        settings: dict[str, Any] = {"root": Path.cwd(), "use_cache": not no_cache}
        outcomes = (
            render_all(jobs, progress, **settings)
            if scheduler is None
            else render_on_cluster(jobs, scheduler, progress, **settings)
        )
        with closing(outcomes):  # Ctrl-C ends at once what is under way
            for outcome in outcomes:
                with tqdm.external_write_mode():  # the bar steps aside
                    if outcome.rendered is not None:
                        _tell(outcome.rendered.files)
                    if outcome.error is not None:
                        if outcome.error not in said:  # one error may end several
                            report_failure(outcome.error)
                        said.add(outcome.error)
                        failed.append(from_here(outcome.job.output))
    if failed:
        report_error(f"{len(failed)} of {len(jobs)} were not made: {', '.join(failed)}")
        click.get_current_context().exit(FAILED)


def show(file: Path) -> None:
    """Open a finished file, or say that nothing here opens it."""
    import subprocess

    # In a session of its own: Ctrl-C here does not end the player, and what the player writes does
    # not get among the paths on standard output.
    launch = "import sys, click; sys.exit(click.launch(sys.argv[1]))"
    launched = subprocess.run(
        [sys.executable, "-P", "-c", launch, str(file.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )
    if launched.returncode:
        click.echo(f"No program was found that opens {from_here(file)}.", err=True)


def _tell(files: Iterable[Path]) -> None:
    for file in files:
        click.echo(from_here(file))
