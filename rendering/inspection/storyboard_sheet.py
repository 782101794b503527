"""The sheet of a storyboard: the recorded frames in rows, each with its label, under a title."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import manim as mn
import numpy as np
from PIL import Image

from rendering.inspection.stepping import Sample
from rendering.job import Job
from scenes.mobjects.text.typesetting import Typeset, escape
from scenes.theme import THEME_NAMES, THEMES, Theme

TILE = (1280, 720)
"""Width and height of a frame on the sheet, in pixels."""
DENSE_TILE = (960, 540)
"""The same where there are many."""
GUTTER = 24
"""Pixels between two frames, and around all of them."""
EM = 26
"""Size of the labels in pixels, beside frames that are 720 high."""


@dataclass(frozen=True)
class RecordedFrame:
    """A frame of the clip as it goes on the sheet."""

    sample: Sample
    pixels: np.ndarray


def sheet_path(clip: str, theme: str, dense: bool) -> Path:
    """Where the sheet of a clip goes, from the project's folder."""
    parts = [clip, *([theme] if theme != THEME_NAMES[0] else []), *(["dense"] if dense else [])]
    return Path("media") / "storyboard" / f"{'-'.join(parts)}.png"


def storyboard_sheet(
    job: Job, frames: Sequence[RecordedFrame], beats: Sequence[object]
) -> Image.Image:
    """Lay the frames out in rows, under a title."""
    columns = math.ceil(math.sqrt(len(frames) / 2))  # 8 in two columns, 18 in three
    labels = _Labels(THEMES[job.theme], job.width, job.height)
    tile_height = labels.height + job.height + GUTTER
    rows = -(-len(frames) // columns)
    width = columns * (job.width + GUTTER) + GUTTER
    sheet = Image.new("RGB", (width, labels.height + GUTTER + rows * tile_height), labels.ground)
    end = f"{frames[-1].sample.time:.1f} s" if frames else ""
    sheet.paste(labels.draw(f"{job.clip}: {job.question}", _given(job), end), (GUTTER, GUTTER // 2))
    for index, frame in enumerate(frames):
        x = GUTTER + index % columns * (job.width + GUTTER)
        y = labels.height + GUTTER + index // columns * tile_height
        sheet.paste(labels.draw(*_label(frame.sample, beats)), (x, y))
        sheet.paste(Image.fromarray(frame.pixels), (x, y + labels.height))
    return sheet


def _given(job: Job) -> str:
    """The parameters, as the manifest holds them; those that were left open are left out."""
    given = {name: value for name, value in job.parameters_json.items() if value is not None}
    return ", ".join(f"{name} {json.dumps(value)}" for name, value in given.items())


def _label(sample: Sample, beats: Sequence[object]) -> tuple[str, str, str]:
    """Number and name, caption, and time of a frame."""
    time = f"{sample.time:.1f} s"
    if not 0 < sample.beat <= len(beats):
        return "", "", time
    beat = beats[sample.beat - 1]
    name, caption = getattr(beat, "name", ""), getattr(beat, "caption", "")
    halfway = "" if sample.share == 1 else ", halfway through an animation"
    return f"{sample.beat}  {name}{halfway}", caption, time


class _Labels:
    """Sets the two lines above a frame in the type of the clips, so that every sign is there."""

    def __init__(self, theme: Theme, width: int, height: int) -> None:
        self._theme, self._width = theme, width
        self._em = EM * height / TILE[1]
        self.height = round(2.9 * self._em)
        self.ground = theme.panel

    def draw(self, name: str, text: str, time: str) -> Image.Image:
        """The name and the time on the upper line, the text on the lower one."""
        camera = mn.Camera(
            pixel_width=self._width,
            pixel_height=self.height,
            frame_width=self._width,
            frame_height=self.height,
            background_color=self._theme.panel,
            background_opacity=1.0,
        )
        clock = self._line(time, 1, "muted")
        clock.shift((self._width - clock.advance) * mn.RIGHT)
        lines = [self._line(name, 1, "ink"), clock, self._line(text, 2, "muted")]
        camera.capture_mobjects([line for line in lines if line.runs])
        return Image.fromarray(camera.pixel_array[..., :3])

    def _line(self, text: str, line: int, role: str) -> Typeset:
        size = self._em
        typeset = Typeset(escape(text), self._theme, size, role)
        if typeset.advance > self._width:
            size *= self._width / typeset.advance
            typeset = Typeset(escape(text), self._theme, size, role)
        baseline = self.height / 2 - 1.25 * line * self._em
        return typeset.place(np.array([-self._width / 2, baseline, 0.0]))
