"""The commands that inspect clips without rendering them: `storyboard` and `check`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import click

from rendering.cli.clips import plan, show
from rendering.cli.render_options import RenderOptions
from rendering.cli.terminal import FAILED, SectionedCommand, from_here, report_failure
from rendering.interrupts import end_on_signals
from scenes.catalogue.clip import UnknownClip
from scenes.catalogue.selection import Selected, select
from scenes.theme import THEME_NAMES


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


@click.command(
    "storyboard",
    cls=SectionedCommand,
    short_help="Lay the end of each beat on one sheet.",
    epilog="Examples:\n\n\b\n  python render.py storyboard tent --left 0.1 --theme light\n"
    "  python render.py storyboard all --dense",
    context_settings=WITH_CLIP_OPTIONS,
)
@SOME_CLIPS
@click.option("--theme", type=click.Choice(THEME_NAMES), default=THEME_NAMES[0], show_default=True)
@click.option("--dense", is_flag=True, help="The middle of each animation too.")
@click.option("-p", "--preview", is_flag=True, help="Open the sheets when done.")
def storyboard(words: tuple[str, ...], theme: str, dense: bool, preview: bool) -> None:
    """Lay the picture at the end of each beat on one sheet a clip, below media/.

    Takes names of clips, or `all`, and the options of these clips.
    """
    if not words:
        raise click.UsageError("which clip? Name one or more of them, or `all`")
    from rendering.workers.manim_settings import import_manim

    import_manim()  # before a module of ours does it, with whatever is configured here
    from rendering.inspection.storyboard import storyboard as make
    from rendering.inspection.storyboard_sheet import DENSE_TILE, TILE, sheet_path

    end_on_signals()
    for choice in selected(words):
        output = str(sheet_path(choice.clip.name, theme, dense))
        size = "{},{}".format(*(DENSE_TILE if dense else TILE))
        choices = RenderOptions(resolution=size, theme=theme, output=output)
        sheet = make(plan(choice.clip, choice.given, choices, 1), dense=dense, root=Path.cwd())
        click.echo(from_here(sheet))
        if preview:
            show(sheet)


@click.command(
    "check",
    cls=SectionedCommand,
    short_help="Look for faults of layout; exit 1 when there are any.",
    epilog="Examples:\n\n\b\n  python render.py check\n"
    "  python render.py check sine --segments 13 --theme light",
    context_settings=WITH_CLIP_OPTIONS,
)
@SOME_CLIPS
@click.option(
    "--theme", type=click.Choice([*THEME_NAMES, "both"]), default="both", show_default=True
)
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
    from rendering.inspection.check import Subject, check

    end_on_signals()
    subjects = []
    for choice in selected(words):
        others = [Selected(choice.clip, dict(e)) for e in choice.clip.examples if examples]
        for one, name in itertools.product([choice, *others], THEME_NAMES):
            if theme in (name, "both"):
                job = plan(one.clip, one.given, RenderOptions(format="png", theme=name), 1)
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
