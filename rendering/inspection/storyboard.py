"""The storyboard of a clip: the frame at the end of each beat, on one labelled sheet.

No film is made: the scene is stepped through and only the frames on the sheet are drawn, at the
size at which they stand there, so that small type can be judged as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import manim as mn
import numpy as np

from rendering.errors import RenderError
from rendering.inspection.stepping import Sample, camera_of, drawn_mobjects, step_through
from rendering.inspection.storyboard_sheet import RecordedFrame, storyboard_sheet
from rendering.job import Job
from rendering.output.staging import Staging

COMPRESSION = 2
"""Of zlib's levels: a sheet is wanted at once, and a smaller file would take longer to write."""


class FrameRecorder:
    """Records the frame at the end of each beat, and amid each animation if `dense`."""

    def __init__(self, dense: bool = False) -> None:
        self._dense = dense
        self._ends: dict[int, RecordedFrame] = {}
        self._middles: list[RecordedFrame] = []

    def shares(self, duration: float) -> Sequence[float]:
        """The middle of an animation, or nothing within it."""
        return (0.5,) if self._dense else ()

    def observe(self, scene: mn.Scene, sample: Sample) -> None:
        """Record a frame if it may be wanted: any play may turn out to be the last of its beat."""
        if sample.share == 1:
            self._ends[sample.beat] = RecordedFrame(sample, _draw(scene))
        elif self._dense and sample.share == 0.5:
            self._middles.append(RecordedFrame(sample, _draw(scene)))

    def frames(self) -> list[RecordedFrame]:
        """The frames in the order of time; those before the first beat only if there is none."""
        ends = [end for beat, end in self._ends.items() if beat or len(self._ends) == 1]
        return sorted([*ends, *self._middles], key=lambda frame: frame.sample.time)


def storyboard(job: Job, *, dense: bool = False, root: Path | None = None) -> Path:
    """Write the storyboard of `job`, whose size is that of one frame, to its output.

    `root` is the project's folder, the current one unless given. Raises RenderError when the sheet
    cannot be written, SceneError when the scene itself raised.
    """
    recorder = FrameRecorder(dense)
    media_folder = (root or Path.cwd()) / "media" / ".cache" / "manim"
    scene = step_through(job, recorder, media_folder)
    sheet = storyboard_sheet(job, recorder.frames(), getattr(scene, "beats", []))
    output = job.output.absolute()
    try:
        with Staging(output.parent) as staging:
            sheet.save(staging.path_for(output), format="png", compress_level=COMPRESSION)
            staging.publish()
    except OSError as error:
        raise RenderError(f"{output} was not written: {error.strerror or error}") from error
    return output


def _draw(scene: mn.Scene) -> np.ndarray:
    camera = camera_of(scene)
    camera.reset()
    camera.capture_mobjects(drawn_mobjects(scene), include_submobjects=False)
    pixels: np.ndarray = camera.pixel_array[..., :3].copy()
    return pixels
