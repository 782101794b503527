"""The command line: `python render.py CLIP`, one command for each clip of the catalogue.

Standard output carries the paths of the files made; progress and messages go to standard error.
Manim is imported only when something is rendered, so that the help is quick.
"""

from __future__ import annotations

import itertools
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # Ctrl-C before the program has begun is no reason for a traceback either.
    interrupt = signal.signal(signal.SIGINT, lambda *_: sys.exit(130))

try:
    import click
except ModuleNotFoundError:
    sys.exit(
        "Error: click is not installed: run `bash setup.sh`, then `.venv/bin/python render.py`"
    )

from rendering.commands.choices import FILE_OPTIONS, RENDER_OPTIONS, Choices
from rendering.commands.terminal import (
    FAILED,
    WRONG_USAGE,
    Program,
    SectionedCommand,
    SectionedOption,
    report_failure,
)
from rendering.errors import RenderError
from rendering.job import THEMES, Job
from scenes.catalogue import CATALOGUE, UnknownClip
from scenes.clip import Clip, Option
from scenes.selection import Selected, select


@click.group(
    cls=Program,
    invoke_without_command=True,
    options_metavar="",
    subcommand_metavar="CLIP|COMMAND [OPTIONS]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def main(context: click.Context) -> None:
    """Make animations of what ReLU neurons do, ready for a slide.

    `render.py CLIP` makes one of the clips below; `render.py CLIP --help` shows its options.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(WRONG_USAGE)


def clip_command(clip: Clip) -> SectionedCommand:
    """The command that renders a clip, with the clip's own options before the render options."""

    def run(jobs: int | None, no_cache: bool, quiet: bool, preview: bool, **given: Any) -> None:
        own = {option.name: given.pop(option.name) for option in clip.options}
        files = deliver(plan(clip, own, Choices(**given), jobs), no_cache, quiet)
        if preview:
            show(files[0])

    return SectionedCommand(
        clip.name,
        section=str(clip.part),
        short_help=clip.question,
        help=f"{clip.question}\n\n{clip.summary}",
        epilog=f"Example:\n\n\b\n  {clip.command_line}",
        params=[*map(clip_option, clip.options), *RENDER_OPTIONS, *FILE_OPTIONS],
        callback=run,
    )


def clip_option(option: Option) -> SectionedOption:
    """An option of a clip. Its value stays a text here: the catalogue knows what it stands for."""
    return SectionedOption(
        f"--{option.name}",
        metavar=option.kind.example,
        help=f"{option.help}  [default: {option.shown_default}]",
        section="Options of this clip",
    )


def plan(clip: Clip, given: Mapping[str, Any], choices: Choices, workers: int | None) -> Job:
    """The job for a clip; OptionError, before any file is touched, when something is wrong."""
    settled = choices.settle(clip.name, Path.cwd())
    parameters = clip.parameters(**given)
    return Job(
        module=clip.module,
        scene_class=clip.scene_class,
        clip=clip.name,
        title=clip.title,
        question=clip.question_for(parameters),
        part=clip.part.number,
        parameters=parameters,
        parameters_json=clip.to_json(parameters),
        numbers=clip.numbers(clip.model(**parameters)),
        workers=workers,
        **settled,
    )


def deliver(job: Job, no_cache: bool, quiet: bool) -> tuple[Path, ...]:
    """Render a job and say on standard output which files it made."""
    from rendering.engine import render
    from rendering.progress import progress_for

    with progress_for(quiet=quiet) as progress:
        rendered = render(job, progress, root=Path.cwd(), use_cache=not no_cache)
    for file in rendered.files:
        click.echo(_from_here(file))
    return rendered.files


def show(file: Path) -> None:
    """Open a finished file, or say that nothing here opens it."""
    from rendering.preview import open_file

    if not open_file(file):
        click.echo(f"No program was found that opens {_from_here(file)}.", err=True)


def _from_here(file: Path) -> Path:
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


for _clip in CATALOGUE.values():
    main.add_command(clip_command(_clip))


@main.command("all", params=RENDER_OPTIONS, short_help="Render every clip with its defaults.")
def render_all(jobs: int | None, no_cache: bool, quiet: bool, **given: Any) -> None:
    """Render every clip with its defaults. When one fails, the others are still made."""
    failures = 0
    for job in [plan(clip, {}, Choices(**given), jobs) for clip in CATALOGUE.values()]:
        try:
            deliver(job, no_cache, quiet)
        except RenderError as error:
            report_failure(error)
            failures += 1
    if failures:
        click.get_current_context().exit(FAILED)


@main.command("list", short_help="List the clips.")
@click.option("--json", "as_json", is_flag=True, help="For programs: options and defaults too.")
def list_clips(as_json: bool) -> None:
    """List the clips."""
    if as_json:
        click.echo(json.dumps([clip.described() for clip in CATALOGUE.values()], indent=2))
    else:
        for clip in CATALOGUE.values():
            click.echo(f"{clip.name:12}{clip.question}")


class ClipNames(click.Argument):
    """Names of clips, and options of these clips among them."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Its row in the help, in all versions of Click."""
        return "CLIP...", "Names of clips, or all; with options of these clips."


SOME_CLIPS = click.argument(
    "words", nargs=-1, type=click.UNPROCESSED, metavar="[CLIP]...", cls=ClipNames
)
WITH_CLIP_OPTIONS = {"ignore_unknown_options": True}


def selected(words: Sequence[str]) -> list[Selected]:
    """The clips that are named, with the options of theirs that stand among the names."""
    try:
        return select(words)
    except UnknownClip as error:
        raise click.UsageError(str(error.args[0])) from None


@main.command(
    "storyboard",
    short_help="Lay the end of each beat on one sheet.",
    epilog="Examples:\n\n\b\n  python render.py storyboard tent --left 0.1 --theme light\n"
    "  python render.py storyboard all --dense",
    context_settings=WITH_CLIP_OPTIONS,
)
@SOME_CLIPS
@click.option("--theme", type=click.Choice(THEMES), default=THEMES[0], show_default=True)
@click.option("--dense", is_flag=True, help="The middle of each animation too.")
@click.option("-p", "--preview", is_flag=True, help="Open the sheets when done.")
def storyboard(words: tuple[str, ...], theme: str, dense: bool, preview: bool) -> None:
    """Lay the picture at the end of each beat on one sheet a clip, below media/.

    Takes names of clips, or `all`, and the options of these clips.
    """
    if not words:
        raise click.UsageError("which clip? Name one or more of them, or `all`")
    from rendering.looking.storyboard import DENSE_TILE, TILE, sheet_path
    from rendering.looking.storyboard import storyboard as make

    for choice in selected(words):
        output = str(sheet_path(choice.clip.name, theme, dense))
        size = "{},{}".format(*(DENSE_TILE if dense else TILE))
        choices = Choices(resolution=size, theme=theme, output=output)
        sheet = make(plan(choice.clip, choice.given, choices, 1), dense=dense, root=Path.cwd())
        click.echo(_from_here(sheet))
        if preview:
            show(sheet)


@main.command(
    "check",
    short_help="Look for faults of layout; exit 1 when there are any.",
    epilog="Examples:\n\n\b\n  python render.py check\n"
    "  python render.py check sine --segments 13 --theme light",
    context_settings=WITH_CLIP_OPTIONS,
)
@SOME_CLIPS
@click.option("--theme", type=click.Choice([*THEMES, "both"]), default="both", show_default=True)
@click.option("--examples", is_flag=True, help="The clips' unusual parameters too.")
@click.option("--quick", is_flag=True, help="Look at ends and middles of animations only.")
@click.option("--json", "as_json", is_flag=True, help="For programs: all that is known.")
@click.option("--explain", is_flag=True, help="List what is meant to be so, with the reasons.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes.")
def check_layout(
    words: tuple[str, ...],
    theme: str,
    examples: bool,
    quick: bool,
    as_json: bool,
    explain: bool,
    jobs: int | None,
) -> None:
    """Look for faults of layout in clips, all of them unless some are named, in both themes.

    Something cut by the frame, texts that overlap, lines through a text, a text that is covered,
    too small or too faint, curves too faint, pictures that jump, stand still or flash. One line
    each; takes the options of the clips too.
    """
    from rendering.looking.check import Subject, check

    subjects = []
    for choice in selected(words):
        others = [Selected(choice.clip, dict(e)) for e in choice.clip.examples if examples]
        for one, name in itertools.product([choice, *others], THEMES):
            if theme in (name, "both"):
                job = plan(one.clip, one.given, Choices(format="png", theme=name), 1)
                subjects.append(Subject(job, one.typed))
    report = check(
        subjects,
        quick=quick,
        root=Path.cwd(),
        workers=jobs,
        tell=lambda text: click.echo(text, err=True),
    )
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        for line in [*report.findings, *(report.exemptions if explain else ())]:
            click.echo(str(line))
    for failure in report.failures:
        report_failure(failure)
    if report.findings or report.failures:
        click.get_current_context().exit(FAILED)


@main.command("doctor", short_help="Say what is missing on this machine, and how to get it.")
def doctor() -> None:
    """Say what is missing on this machine, and how to get it."""
    from rendering.doctor import examine

    findings = examine(Path.cwd())
    for finding in findings:
        click.echo(str(finding))
    if any(finding.is_failure for finding in findings):
        click.get_current_context().exit(FAILED)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, interrupt)
    main()
