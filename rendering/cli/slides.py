"""The command that makes slides of clips, one for each beat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rendering.cli.clips import plan, show
from rendering.cli.inspection import SOME_CLIPS, WITH_CLIP_OPTIONS, selected
from rendering.cli.render_options import MP4_OPTIONS, RenderOptions
from rendering.cli.terminal import SectionedCommand, SectionedOption, from_here
from rendering.interrupts import end_on_signals
from rendering.job import Job, default_output
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.options.messages import quoted

_KINDS = {"pptx": ".pptx", "pdf": ".pdf", "manim-slides": ".json"}
"""What slides can be made for, and how that file ends."""
_PER_PAGE = ("2", "4")
_OUTPUT = SectionedOption(
    ["-o", "--output"],
    metavar="FILE",
    section="Render options",
    help="The file to make.  [default: below media/]",
)


@click.command(
    "slides",
    cls=SectionedCommand,
    short_help="Make slides of clips for PowerPoint, or a handout.",
    epilog="Examples:\n\n\b\n  python render.py slides pair tent --to pptx\n"
    "  python render.py slides --to pdf --per-page 4 --theme light",
    context_settings=WITH_CLIP_OPTIONS,
    params=[*MP4_OPTIONS, _OUTPUT],
)
@SOME_CLIPS
@click.option("--to", "kind", type=click.Choice(list(_KINDS)), required=True, help="What to make.")
@click.option(
    "--per-page",
    type=click.Choice(_PER_PAGE),
    default=_PER_PAGE[0],
    show_default=True,
    help="Beats on a page of a handout.",
)
@click.option("-p", "--preview", is_flag=True, help="Open the file when done.")
def slides(
    words: tuple[str, ...],
    kind: str,
    per_page: str,
    output: str | None,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    preview: bool,
    **given: Any,
) -> None:
    """Make slides of clips, one for each beat: of all of them unless some are named.

    pptx: each beat's movie starts by itself and stops on its last picture; its caption is in the
    speaker's notes. pdf: a handout with the last picture and the caption of each beat.
    manim-slides: what `manim-slides present` reads. What is missing or has changed is rendered
    first. Takes the options of the clips too.
    """
    choices = RenderOptions(**given)
    planned = [plan(choice.clip, choice.given, choices, jobs) for choice in selected(words)]
    file = _file(output, kind, planned[0])
    from rendering.lecture.slides import make_slides, need_python_pptx
    from rendering.progress import progress_for

    if kind == "pptx":
        need_python_pptx()
    end_on_signals()
    with progress_for(quiet=quiet) as progress:
        made = make_slides(
            planned,
            file,
            progress,
            per_page=int(per_page),
            root=Path.cwd(),
            use_cache=not no_cache,
        )
    for path in made:
        click.echo(from_here(path))
    if preview:
        show(made[0])


def _file(output: str | None, kind: str, job: Job) -> Path:
    """The file to make, as it was typed or where it goes otherwise."""
    if output is None:
        size = job.width, job.height
        file = default_output(Path.cwd(), "slides", size, job.fps, _KINDS[kind][1:], job.theme)
        if kind == "manim-slides":  # which wants a folder of its own
            file = file.parent / "slides" / file.name
    else:
        file = Path(output).expanduser()
    if file.suffix.lower() != _KINDS[kind]:
        raise OptionError("output", f"must end in {_KINDS[kind]}: got {quoted(str(output))}")
    if file.is_dir():
        raise OptionError("output", f"must be a file, not a folder: got {quoted(str(file))}")
    return file
