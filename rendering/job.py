"""A job: one clip, with its parameters, at one size, into one file.

Everything the engine needs to know is in it, so that a job can be sent to another process or
another machine. It names the scene by module and class and never holds the scene itself: making
a job does not import Manim.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenes.theme import THEME_NAMES

FORMATS = ("mp4", "webm", "mov", "gif", "png")
"""The kinds of file that can be asked for; png is one still, the last picture of the clip."""

TRANSPARENT_FORMATS = ("webm", "mov", "gif", "png")
"""The formats that can leave the background out."""

EVEN_SIDED_FORMATS = ("mp4", "webm", "mov")
"""The formats whose pixels share their colour with their neighbours, two by two."""

BESIDE_A_FILM = (".png", ".srt", ".vtt", ".json")
"""What a film has beside it: poster, captions and manifest."""

LARGEST_SIDE = 7680
HIGHEST_FRAME_RATE = 120


@dataclass(frozen=True)
class Job:
    """One clip to be rendered to one file and its companions.

    `scene_class` is looked up in `module` and is made with `parameters=` and `theme=`; `parameters`
    may be any values that can be pickled, `parameters_json` is the same for the manifest.
    `width` and `height` are in pixels, `fps` in frames a second. `output` is the file to be made.
    `workers` is the number of processes that draw, None for one on each core.

    Raises ValueError when the size, rate, format, theme or output make no sense, or (TypeError)
    when the parameters cannot be put into JSON.
    """

    module: str
    scene_class: str
    clip: str
    output: Path
    title: str = ""
    question: str = ""
    part: int | str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    parameters_json: Mapping[str, Any] = field(default_factory=dict)
    theme: str = "dark"
    width: int = 1920
    height: int = 1080
    fps: int = 60
    format: str = "mp4"
    transparent: bool = False
    workers: int | None = None

    def __post_init__(self) -> None:
        for name in ("width", "height"):
            side = getattr(self, name)
            if not 16 <= side <= LARGEST_SIDE:
                raise ValueError(f"need a {name} of 16 to {LARGEST_SIDE} pixels, got {side}")
        if not 1 <= self.fps <= HIGHEST_FRAME_RATE:
            raise ValueError(f"need 1 to {HIGHEST_FRAME_RATE} frames a second, got {self.fps}")
        if self.format not in FORMATS:
            raise ValueError(f"need one of {', '.join(FORMATS)} as the format, got {self.format!r}")
        if self.format in EVEN_SIDED_FORMATS and (self.width % 2 or self.height % 2):
            raise ValueError(
                f"need an even width and height for {self.format}, got {self.width}x{self.height}"
            )
        if self.transparent and self.format not in TRANSPARENT_FORMATS:
            raise ValueError(
                f"{self.format} cannot be transparent, choose {', '.join(TRANSPARENT_FORMATS)}"
            )
        if self.theme not in THEME_NAMES:
            raise ValueError(
                f"need one of {', '.join(THEME_NAMES)} as the theme, got {self.theme!r}"
            )
        if self.workers is not None and self.workers < 1:
            raise ValueError(f"need at least one worker, got {self.workers}")
        if Path(self.output).suffix.lower() != f".{self.format}":
            raise ValueError(f"need an output that ends in .{self.format}, got {self.output}")
        json.dumps(dict(self.parameters_json), allow_nan=False)
        object.__setattr__(self, "output", Path(self.output))

    @property
    def label(self) -> str:
        """What to call it while it is made: `480p15/tent-light.mp4`."""
        return f"{self.output.absolute().parent.name}/{self.output.name}"

    @property
    def files(self) -> dict[str, Path]:
        """The files that it makes, by their kind: ".mp4" first, then ".png" and what else there is.

        The output may end in .MP4; the kind does not.
        """
        return files_of(self.output, self.format)


def files_of(output: Path, file_format: str) -> dict[str, Path]:
    """The files that are made for an output, by their kind, the output first.

    Films of one name share their poster and captions; a gif, which may have fewer frames, has a
    manifest of its own.
    """
    others = () if file_format == "png" else BESIDE_A_FILM
    files = {f".{file_format}": output} | {kind: output.with_suffix(kind) for kind in others}
    return files | {".json": output.with_suffix(".gif.json")} if file_format == "gif" else files


def default_output(
    root: Path,
    clip: str,
    size: tuple[int, int],
    fps: int,
    file_format: str,
    theme: str,
    transparent: bool = False,
) -> Path:
    """Where a clip goes unless told otherwise: `media/480p15/tent.mp4`, `tent-light.mp4`,
    `tent-transparent.webm`.

    A picture that is not 16:9 names its width too: `media/1080x1080p30/tent.mp4`.
    """
    width, height = size
    is_widescreen = abs(width * 9 - height * 16) <= 16
    folder = f"{height}p{fps}" if is_widescreen else f"{width}x{height}p{fps}"
    stem = clip if theme == THEME_NAMES[0] else f"{clip}-{theme}"
    stem += "-transparent" if transparent else ""
    return root / "media" / folder / f"{stem}.{file_format}"
