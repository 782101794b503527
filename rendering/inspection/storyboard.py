"""The storyboard of a clip: the picture at the end of each beat, on one labelled sheet.

No film is made: the scene is stepped through and only the pictures on the sheet are drawn, at the
size at which they stand there, so that small type can be judged as it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import manim as mn
import numpy as np
from PIL import Image

from rendering.errors import RenderError
from rendering.inspection.stepping import Moment, camera_of, drawn, step_through
from rendering.job import THEMES as THEME_NAMES
from rendering.job import Job
from rendering.output.staging import Staging
from scenes.mobjects.text.typesetting import Typeset, escape
from scenes.theme import THEMES, Theme

TILE = (1280, 720)
"""Width and height of a picture on the sheet, in pixels."""
DENSE_TILE = (960, 540)
"""The same where there are many."""
GUTTER = 24
EM = 26
"""Size of the labels in pixels, beside pictures that are 720 high."""
COMPRESSION = 2
"""Of zlib's levels: a sheet is looked at soon, and a smaller file would take longer to write."""

Pixels = np.ndarray


@dataclass(frozen=True)
class Picture:
    """One picture of the sheet, and when it was taken."""

    moment: Moment
    pixels: Pixels


class Photographer:
    """Takes a picture at the end of each beat, and in the middle of each animation if `dense`."""

    def __init__(self, dense: bool = False) -> None:
        self._dense = dense
        self._ends: dict[int, Picture] = {}
        self._middles: list[Picture] = []

    def shares(self, duration: float) -> Sequence[float]:
        """Look halfway, or not at all."""
        return (0.5,) if self._dense else ()

    def look(self, scene: mn.Scene, moment: Moment) -> None:
        """Take a picture if it may be wanted: any play may turn out to be the last of its beat."""
        if moment.share == 1:
            self._ends[moment.beat] = Picture(moment, _photograph(scene))
        elif self._dense and moment.share == 0.5:
            self._middles.append(Picture(moment, _photograph(scene)))

    def pictures(self) -> list[Picture]:
        """The pictures in the order of time; those before the first beat only if there is none."""
        ends = [end for beat, end in self._ends.items() if beat or len(self._ends) == 1]
        return sorted([*ends, *self._middles], key=lambda picture: picture.moment.time)


def storyboard(job: Job, *, dense: bool = False, root: Path | None = None) -> Path:
    """Write the storyboard of `job`, whose size is that of one picture, to its output.

    `root` is the project's folder, the current one unless given. Raises RenderError when the sheet
    cannot be written, SceneError when the scene itself raised.
    """
    photographer = Photographer(dense)
    media_folder = (root or Path.cwd()) / "media" / ".cache" / "manim"
    scene = step_through(job, photographer, media_folder)
    sheet = _sheet(job, photographer.pictures(), getattr(scene, "beats", []))
    output = job.output.absolute()
    try:
        with Staging(output.parent) as staging:
            sheet.save(staging.path_for(output), format="png", compress_level=COMPRESSION)
            staging.publish()
    except OSError as error:
        raise RenderError(f"{output} was not written: {error.strerror or error}") from error
    return output


def sheet_path(clip: str, theme: str, dense: bool) -> Path:
    """Where the sheet of a clip goes, from the project's folder."""
    parts = [clip, *([theme] if theme != THEME_NAMES[0] else []), *(["dense"] if dense else [])]
    return Path("media") / "storyboard" / f"{'-'.join(parts)}.png"


def _photograph(scene: mn.Scene) -> Pixels:
    camera = camera_of(scene)
    camera.reset()
    camera.capture_mobjects(drawn(scene), include_submobjects=False)
    pixels: Pixels = camera.pixel_array[..., :3].copy()
    return pixels


def _sheet(job: Job, pictures: Sequence[Picture], beats: Sequence[object]) -> Image.Image:
    """Lay the pictures out in rows, under a title."""
    columns = math.ceil(math.sqrt(len(pictures) / 2))  # 8 in two columns, 18 in three
    labels = _Labels(THEMES[job.theme], job.width, job.height)  # type: ignore[index]
    tile_height = labels.height + job.height + GUTTER
    rows = -(-len(pictures) // columns)
    width = columns * (job.width + GUTTER) + GUTTER
    sheet = Image.new("RGB", (width, labels.height + GUTTER + rows * tile_height), labels.ground)
    end = f"{pictures[-1].moment.time:.1f} s" if pictures else ""
    sheet.paste(labels.draw(f"{job.clip}: {job.question}", _given(job), end), (GUTTER, GUTTER // 2))
    for index, picture in enumerate(pictures):
        x = GUTTER + index % columns * (job.width + GUTTER)
        y = labels.height + GUTTER + index // columns * tile_height
        sheet.paste(labels.draw(*_label(picture.moment, beats)), (x, y))
        sheet.paste(Image.fromarray(picture.pixels), (x, y + labels.height))
    return sheet


def _given(job: Job) -> str:
    """The parameters, as the manifest holds them; those that were left open are left out."""
    given = {name: value for name, value in job.parameters_json.items() if value is not None}
    return ", ".join(f"{name} {json.dumps(value)}" for name, value in given.items())


def _label(moment: Moment, beats: Sequence[object]) -> tuple[str, str, str]:
    """Number and name, caption, and time of a picture."""
    time = f"{moment.time:.1f} s"
    if not 0 < moment.beat <= len(beats):
        return "", "", time
    beat = beats[moment.beat - 1]
    name, caption = getattr(beat, "name", ""), getattr(beat, "caption", "")
    halfway = "" if moment.share == 1 else ", halfway through an animation"
    return f"{moment.beat}  {name}{halfway}", caption, time


class _Labels:
    """Sets the two lines above a picture in the type of the clips, so that every sign is there."""

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
