"""The command that makes the gallery: a page of the clips, with a player for the lecture hall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rendering.cli.clips import deliver_all, plan, show
from rendering.cli.inspection import SOME_CLIPS, WITH_CLIP_OPTIONS, selected
from rendering.cli.render_options import MP4_OPTIONS, RenderOptions
from rendering.cli.terminal import SectionedCommand, from_here
from scenes.catalogue.contents import part_of
from scenes.catalogue.selection import Selected


@click.command(
    "gallery",
    cls=SectionedCommand,
    short_help="Make a page of the clips, with a player for the lecture hall.",
    epilog="Examples:\n\n\b\n  python render.py gallery\n"
    "  python render.py gallery pair tent sine --segments 13 --theme light",
    context_settings=WITH_CLIP_OPTIONS,
    params=[*MP4_OPTIONS],
)
@SOME_CLIPS
@click.option("-p", "--preview", is_flag=True, help="Open the page when done.")
def gallery(
    words: tuple[str, ...],
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    preview: bool,
    **given: Any,
) -> None:
    """Write media/gallery/: a page of the clips, all of them unless some are named.

    What is missing or has changed is rendered first. Open index.html there: it works from disk,
    and on any computer that the folder is copied to, without a network. Takes the options of the
    clips too.
    """
    choices = RenderOptions(**given)
    chosen = selected(words)
    planned = [plan(choice.clip, choice.given, choices, jobs) for choice in chosen]

    from rendering.gallery.page import Exhibit, need_writable, write_gallery

    folder = Path.cwd() / "media" / "gallery"
    need_writable(folder)
    deliver_all(planned, no_cache, quiet, None)
    exhibits = [
        Exhibit(job.output, str(part_of(choice.clip)), _command(choice, choices))
        for job, choice in zip(planned, chosen, strict=True)
    ]
    page = write_gallery(folder, exhibits, lambda text: click.echo(text, err=True))
    click.echo(from_here(page))
    if preview:
        show(page)


def _command(choice: Selected, choices: RenderOptions) -> str:
    """The command that makes this very film."""
    usual = RenderOptions()
    words = [f"python render.py {choice.clip.name}", choice.typed]
    for option in MP4_OPTIONS:
        value = getattr(choices, option.name or "", None)
        if value is not None and value != getattr(usual, option.name or "", None):
            words.append(f"{option.opts[-1]} {value}")
    return " ".join(filter(None, words))
