"""The command line: `python render.py CLIP`, one command for each clip of the catalogue.

Standard output carries the paths of the files made; progress and messages go to standard error.
Manim is imported only when something is rendered, so that the help is quick.
"""

from __future__ import annotations

from rendering.import_path import settle_import_path

if __name__ == "__main__":
    settle_import_path()

from rendering.errors import guess
from rendering.interrupts import exit_on_signals, ignore_signals

if __name__ == "__main__":
    exit_on_signals()  # before anything that takes time, so that nothing answers with a traceback

import json
import sys
from pathlib import Path

try:
    import click

    from rendering.cli.clips import all_command, clip_command
    from rendering.cli.gallery import gallery
    from rendering.cli.inspection import check_layout, storyboard
    from rendering.cli.lecture import lecture
    from rendering.cli.slides import slides
    from rendering.cli.terminal import FAILED, WRONG_USAGE, Program
    from scenes.catalogue.contents import CATALOGUE, part_of
except (ImportError, MemoryError, OSError) as error:
    if getattr(error, "name", "") == "click":
        sys.exit(
            "Error: click is not installed: run `bash setup.sh`, then `.venv/bin/python render.py`"
        )
    if words := guess(error):
        sys.exit(f"Error: {words}")
    raise


@click.group(
    cls=Program,
    invoke_without_command=True,
    options_metavar="",
    subcommand_metavar="CLIP|COMMAND [OPTIONS]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="relu-anim", message="%(package)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Make animations of what ReLU neurons do, ready for a slide.

    `render.py CLIP` makes one of the clips below; `render.py CLIP --help` shows its options.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(WRONG_USAGE)


for _clip in CATALOGUE.values():
    main.add_command(clip_command(_clip))
main.add_command(all_command(CATALOGUE.values()))


@main.command("list", short_help="List the clips.")
@click.option("--json", "as_json", is_flag=True, help="For programs: options and defaults too.")
def list_clips(as_json: bool) -> None:
    """List the clips."""
    if as_json:
        click.echo(
            json.dumps([clip.described(part_of(clip)) for clip in CATALOGUE.values()], indent=2)
        )
    else:
        for clip in CATALOGUE.values():
            click.echo(f"{clip.name:12}{clip.question}")


main.add_command(gallery)
main.add_command(lecture)
main.add_command(slides)
main.add_command(storyboard)
main.add_command(check_layout)


@main.command("doctor", short_help="Say what is missing on this machine, and how to get it.")
def doctor() -> None:
    """Say what is missing on this machine, and how to get it."""
    from rendering.cli.doctor import examine

    findings = examine(Path.cwd())
    for finding in findings:
        click.echo(str(finding))
    if any(finding.is_failure for finding in findings):
        click.get_current_context().exit(FAILED)


@main.command("clean", short_help="Empty the cache; films stay.")
def clean() -> None:
    """Delete what is kept below media/.cache to answer quickly. Films and stills stay."""
    from rendering.output.cache import clean as empty

    click.echo(f"{empty(Path.cwd()) / 1e6:.1f} MB freed.", err=True)


if __name__ == "__main__":
    try:
        main()
    finally:
        ignore_signals()
