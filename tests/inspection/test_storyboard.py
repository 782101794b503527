"""The storyboard shows the end of each beat as the film shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rendering.errors import RenderError, SceneError
from rendering.inspection.stepping import camera_of, drawn_mobjects, step_through
from rendering.inspection.storyboard import FrameRecorder, storyboard
from rendering.job import Job

WIDTH, HEIGHT = 320, 180


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(
        module="tests.inspection.planted_faults",
        scene_class="ThreeBeats",
        clip="trial",
        question="What moves?",
        parameters_json={"side": 2.0},
        output=tmp_path / "sheets" / "trial.png",
        format="png",
        width=WIDTH,
        height=HEIGHT,
    )


def test_the_sheet_holds_a_frame_for_each_beat(job: Job) -> None:
    with Image.open(storyboard(job)) as sheet:
        assert sheet.format == "PNG"
        columns, rows = sheet.width // WIDTH, sheet.height // HEIGHT
    assert columns * rows >= 3
    assert columns <= 2


def test_a_dense_sheet_holds_the_middle_of_each_animation_too(job: Job) -> None:
    recorder = FrameRecorder(dense=True)
    step_through(job, recorder, job.output.parent)
    samples = [frame.sample for frame in recorder.frames()]
    assert [(sample.beat, sample.share) for sample in samples] == [
        (1, 0.5),
        (1, 1),
        (2, 0.5),
        (2, 0.5),
        (2, 1),
        (3, 0.5),
        (3, 1),
    ]
    assert [sample.time for sample in samples] == sorted(sample.time for sample in samples)


def test_the_frames_are_those_that_manim_draws(job: Job) -> None:
    """Each is compared with the scene as it stands, drawn from nothing by Manim's own camera."""

    class Twice(FrameRecorder):
        def observe(self, scene, sample):  # type: ignore[no-untyped-def]
            super().observe(scene, sample)
            if sample.share == 1:
                camera = camera_of(scene)
                camera.reset()
                camera.capture_mobjects(scene.mobjects)
                plain = camera.pixel_array[..., :3]
                assert np.array_equal(self._ends[sample.beat].pixels, plain)
                assert drawn_mobjects(scene)

    recorder = Twice()
    step_through(job, recorder, job.output.parent)
    first, second, third = (frame.pixels for frame in recorder.frames())
    assert not np.array_equal(first, second)
    assert not np.array_equal(second, third)


def test_the_times_are_those_of_the_film(job: Job) -> None:
    recorder = FrameRecorder()
    step_through(job, recorder, job.output.parent)
    ends = [frame.sample.time for frame in recorder.frames()]
    assert ends == pytest.approx([1.7, 4.9, 6.2])


def test_a_light_sheet_has_light_labels(job: Job) -> None:
    with Image.open(storyboard(replace(job, theme="light"))) as sheet:
        corner = sheet.convert("L").getpixel((2, 2))
    assert isinstance(corner, int)
    assert corner > 200


def test_a_scene_that_raises_is_told_from_our_own_mistakes(job: Job) -> None:
    failing = replace(job, module="tests.rendering.sample_scenes", scene_class="Failing")
    with pytest.raises(SceneError, match="the numbers do not add up") as caught:
        storyboard(failing)
    assert "fall_over" in caught.value.scene_traceback
    assert not job.output.exists()


def test_a_folder_that_cannot_be_written_to_is_one_line(job: Job, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RenderError, match="cannot write"):
        storyboard(replace(job, output=tmp_path / "file" / "sheet.png"))
