"""How the command line speaks: help in sections, every error in one line, and the exit codes.

0 is done, 1 failed, 2 wrong usage, 130 interrupted. Knows no clip: `render.py` fills it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from rendering.errors import RenderError, SceneError, guess
from rendering.interrupts import INTERRUPTED, why_ended
from rendering.streams import failure_of, hold_streams, one_line, told
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.options.typed_mathematics import DASHES

DONE, FAILED, WRONG_USAGE = 0, 1, 2
LONGEST_MESSAGE = 400

OWN_PACKAGES = ("relu_anim", "scenes", "rendering")


class SectionedOption(click.Option):
    """An option that stands under a heading of its command's help."""

    def __init__(self, names: Sequence[str], *, section: str, **attributes: Any) -> None:
        super().__init__(names, **attributes)
        self.section = section


class SectionedCommand(click.Command):
    """A command that stands under a heading of the program's help, its options under theirs."""

    def __init__(self, *arguments: Any, section: str = "Commands", **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.section = section

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, section by section."""
        records = [
            (getattr(parameter, "section", "Other options"), record)
            for parameter in self.get_params(ctx)
            if (record := parameter.get_help_record(ctx))
        ]
        _write_sections(formatter, records)


class Program(click.Group):
    """A group of commands whose errors are one line each, whatever goes wrong."""

    command_class = SectionedCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, section by section, in the order in which they were added."""
        records = [
            (getattr(command, "section", "Commands"), (name, command.short_help or ""))
            for name, command in self.commands.items()
        ]
        _write_sections(formatter, records)

    def main(self, *arguments: Any, **settings: Any) -> NoReturn:
        """Run, report what went wrong, and exit."""
        settings |= {"standalone_mode": False, "windows_expand_args": False}
        # OpenBLAS answers with Ctrl-C's own signal where it may not start threads, nor does it need
        # them for what is computed here.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        if sys.stdout is sys.__stdout__:  # which it is not in the tests
            hold_streams()
        try:
            code = super().main(*arguments, **settings)
        except click.NoSuchCommand as error:
            hint = "" if error.possibilities else " `--help` shows all of them."
            code = report_error(error.format_message() + hint, error.exit_code)
        except click.ClickException as error:
            typed = settings.get("args") or sys.argv[1:]
            code = report_error(_of_dashes(typed) or error.format_message(), error.exit_code)
        except OptionError as error:
            code = report_error(str(error), WRONG_USAGE)
        except RenderError as error:
            report_failure(error)
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = report_error("interrupted", INTERRUPTED)
        except SystemExit as end:
            code = end.code
            if words := why_ended(code):
                click.echo(err=True)  # the terminal has just written ^C
                report_error(words)
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package in OWN_PACKAGES:
                raise
            code = report_error(f"{package} is not installed: run `bash setup.sh`", FAILED)
        except Exception as error:
            words = guess(error)
            if isinstance(error, FileNotFoundError) and error.filename is None:
                words = "the current folder is gone: change to one that exists"
            if words is None and isinstance(error, OSError):
                words = f"{error.filename or 'a file'}: {error.strerror or error}"
            if words is None:
                raise
            code = report_error(words)
        unread = failure_of(sys.stdout)
        if unread is not None and code in (DONE, None):
            code = FAILED
            if not isinstance(unread, BrokenPipeError):  # that reader has left
                report_error(f"standard output took not all of it: {unread.strerror}")
        sys.exit(code if isinstance(code, int) else DONE)


def _of_dashes(arguments: Sequence[str]) -> str:
    """What to say where a word processor has made one dash of the two before an option."""
    for argument in arguments:
        if argument[:1] in DASHES:
            option = f"--{argument[1:].partition('=')[0]}"
            return f"{argument[:20]!r} begins with {DASHES[argument[0]]}: type {option}"
    return ""


def report_failure(error: RenderError) -> None:
    """Say on standard error why a render failed; a scene's own mistake with its own line."""
    if isinstance(error, SceneError):
        click.echo(error.scene_traceback.rstrip(), err=True)
    report_error(str(error))


def report_error(message: str, code: int = FAILED) -> int:
    """Say in one line on standard error what went wrong; the exit code is handed back."""
    line = one_line(message)
    if len(line) > LONGEST_MESSAGE:
        line = f"{line[: LONGEST_MESSAGE - 3]}..."
    click.echo(f"Error: {line}", err=True)
    return code


def from_here(file: Path) -> str:
    """A file as one line names it: from the current folder, or whole where it lies elsewhere."""
    here = Path.cwd()
    return told(file.relative_to(here) if file.is_relative_to(here) else file)


def _write_sections(
    formatter: click.HelpFormatter, records: Iterable[tuple[str, tuple[str, str]]]
) -> None:
    sections: dict[str, list[tuple[str, str]]] = {}
    for section, record in records:
        sections.setdefault(section, []).append(record)
    widest = max((len(name) for rows in sections.values() for name, _ in rows), default=0)
    for section, rows in sections.items():
        with formatter.section(section):
            # One column for all sections, so that the eye can run down it.
            formatter.write_dl([(name.ljust(min(widest, 30)), text) for name, text in rows])
