"""The render options: what `-q -p --format -t -r --fps --theme -o` come to for one clip.

Each of them is optional, and they lean on one another: the output's suffix names the format, a
transparent film needs a format that can hold it, a resolution replaces that of the quality.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from rendering.cli.terminal import SectionedOption
from rendering.job import (
    EVEN_SIDED_FORMATS,
    FORMATS,
    HIGHEST_FRAME_RATE,
    LARGEST_SIDE,
    TRANSPARENT_FORMATS,
    default_output,
    files_of,
)
from rendering.output.ownership import refusal
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.options.messages import quoted
from scenes.theme import THEME_NAMES

LEAST_SIDE = 64
LONGEST_FILE_NAME = 200

_RESOLUTION = re.compile(r"\s*(\d{1,6})\s*[,xX×]\s*(\d{1,6})\s*", re.ASCII)


@dataclass(frozen=True)
class Quality:
    """A size in pixels and a frame rate that go by one of Manim's letters."""

    width: int
    height: int
    fps: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height} at {self.fps}"


QUALITIES = {
    "l": Quality(854, 480, 15),
    "m": Quality(1280, 720, 30),
    "h": Quality(1920, 1080, 60),
    "p": Quality(2560, 1440, 60),
    "k": Quality(3840, 2160, 60),
}


def _render_option(*names: str, **attributes: Any) -> SectionedOption:
    return SectionedOption(names, section="Render options", **attributes)


_SIZES = ", ".join(f"{letter} {quality}" for letter, quality in QUALITIES.items())


def _variants(*, several: bool) -> list[click.Parameter]:
    """The options that say in which variants a clip is made; of `several`, each may be repeated."""
    again = " Repeat it for several." if several else ""
    return [
        _render_option(
            "-q",
            "--quality",
            type=click.Choice(list(QUALITIES), case_sensitive=False),
            default=["h"] if several else "h",
            multiple=several,
            metavar="LETTER",
            help=f"Size and frames a second: {_SIZES}.{again}  [default: h]",
        ),
        _render_option(
            "--format",
            type=click.Choice(FORMATS, case_sensitive=False),
            multiple=several,
            metavar="KIND",
            help=f"mp4, webm, mov, gif or png (the last frame).{again}  [default: mp4]",
        ),
        _render_option(
            "--theme",
            type=click.Choice(THEME_NAMES, case_sensitive=False),
            default=[THEME_NAMES[0]] if several else THEME_NAMES[0],
            multiple=several,
            metavar="NAME",
            help=f"{' or '.join(THEME_NAMES)}.{again}  [default: {THEME_NAMES[0]}]",
        ),
    ]


_SAME_FOR_ALL: list[click.Parameter] = [
    _render_option(
        "-t",
        "--transparent",
        is_flag=True,
        help="Leave the background out; webm unless --format says mov, gif or png.",
    ),
    _render_option("-r", "--resolution", metavar="W,H", help="Width and height in pixels."),
    _render_option(
        "--fps", type=int, metavar="RATE", help=f"Frames a second, 1 to {HIGHEST_FRAME_RATE}."
    ),
    _render_option(
        "--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes.  [default: the cores]"
    ),
    _render_option("--no-cache", is_flag=True, help="Render anew what has not changed."),
    _render_option("--quiet", is_flag=True, help="No progress, no messages but errors."),
]

RENDER_OPTIONS = [*_variants(several=False), *_SAME_FOR_ALL]
"""What every render takes; the names are Manim's."""

MP4_OPTIONS = [option for option in RENDER_OPTIONS if option.name not in ("format", "transparent")]
"""The same where the films are mp4, which are joined and cut without encoding."""

VARIANT_OPTIONS = [*_variants(several=True), *_SAME_FOR_ALL]
"""The same where a clip may be made in several qualities, formats and themes at once."""

FILE_OPTIONS: list[click.Parameter] = [
    _render_option(
        "-o",
        "--output",
        metavar="FILE",
        shell_complete=lambda *given: [CompletionItem(given[-1], type="file")],
        help="The file to make, its companions beside it.  [default: below media/]",
    ),
    _render_option("-p", "--preview", is_flag=True, help="Open it when done."),
]
"""What a render of one clip takes besides."""


@dataclass(frozen=True)
class RenderOptions:
    """The render options as they were typed; None where nothing was."""

    quality: str = "h"
    format: str | None = None
    transparent: bool = False
    resolution: str | None = None
    fps: int | None = None
    theme: str = THEME_NAMES[0]
    output: str | None = None

    def settle(self, clip: str, root: Path) -> dict[str, Any]:
        """What they come to for a clip, in the folder `root`, by the names that a Job gives them.

        Raises OptionError when they cannot be had together.
        """
        quality = QUALITIES[self.quality]
        file_format = self._format()
        width, height = self._size(quality, file_format)
        fps = quality.fps if self.fps is None else self.fps
        if not 1 <= fps <= HIGHEST_FRAME_RATE:
            raise OptionError("fps", f"must be from 1 to {HIGHEST_FRAME_RATE}: got {fps}")
        output = (
            default_output(
                root, clip, (width, height), fps, file_format, self.theme, self.transparent
            )
            if self.output is None
            else root / self._output_path()
        )
        if why := refusal(files_of(output, file_format)):
            raise OptionError("output", why)
        return {
            "width": width,
            "height": height,
            "fps": fps,
            "format": file_format,
            "transparent": self.transparent,
            "theme": self.theme,
            "output": output,
        }

    def _format(self) -> str:
        suffix = self._output_suffix()
        if self.format and suffix and suffix != self.format:
            raise OptionError(
                "output", f"must end in .{self.format} for that --format: got {quoted(self.output)}"
            )
        chosen = self.format or suffix or ("webm" if self.transparent else "mp4")
        if self.transparent and chosen not in TRANSPARENT_FORMATS:
            raise OptionError(
                "transparent", f"needs the format {_either(TRANSPARENT_FORMATS)}: got {chosen}"
            )
        return chosen

    def _output_path(self) -> Path:
        """The file that was typed; a `~` that no shell has read is the home folder."""
        typed = self.output or ""
        if os.sep == "/" and ("\\" in typed or re.match(r"[A-Za-z]:", typed)):
            need = "must have slashes between its folders, as this system has them"
            raise OptionError("output", f"{need}: got {quoted(typed)}")
        try:
            return Path(typed).expanduser()
        except RuntimeError:
            text = f"must be in a known home folder: got {quoted(typed)}"
            raise OptionError("output", text) from None

    def _output_suffix(self) -> str | None:
        if self.output is None:
            return None
        path = self._output_path()
        if "\0" in self.output or len(path.name.encode(errors="replace")) > LONGEST_FILE_NAME:
            raise OptionError(
                "output",
                f"must have a file name of at most {LONGEST_FILE_NAME} bytes: "
                f"got {quoted(path.name)}",
            )
        if self.output.endswith(("/", os.sep)) or _is(path, Path.is_dir):
            raise OptionError("output", f"must be a file, not a folder: got {quoted(self.output)}")
        in_the_way = next((parent for parent in path.parents if _is(parent, Path.is_file)), None)
        if in_the_way:
            raise OptionError("output", f"must be in a folder: {quoted(in_the_way)} is a file")
        suffix = path.suffix[1:].lower()
        if suffix not in FORMATS:
            raise OptionError(
                "output",
                f"must end in {_either([f'.{known}' for known in FORMATS])}: "
                f"got {quoted(self.output)}",
            )
        return suffix

    def _size(self, quality: Quality, file_format: str) -> tuple[int, int]:
        if self.resolution is None:
            return quality.width, quality.height
        need = "must be a width and a height in pixels such as 1280,720"
        match = _RESOLUTION.fullmatch(self.resolution)
        if not match:
            raise OptionError("resolution", f"{need}: got {quoted(self.resolution)}")
        width, height = int(match[1]), int(match[2])
        if not all(LEAST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
            raise OptionError(
                "resolution",
                f"must be from {LEAST_SIDE} to {LARGEST_SIDE} pixels: got {width},{height}",
            )
        if file_format in EVEN_SIDED_FORMATS and (width % 2 or height % 2):
            raise OptionError(
                "resolution", f"must be even numbers for {file_format}: got {width},{height}"
            )
        return width, height


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Whether a path is a folder or a file; False where one may not even look."""
    try:
        return kind(path)
    except OSError:
        return False


def _either(names: tuple[str, ...] | list[str]) -> str:
    """`webm, mov or gif`."""
    return f"{', '.join(names[:-1])} or {names[-1]}"
