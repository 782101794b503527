"""Jobs check themselves, and know where their files go."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from rendering.job import default_output, files_of
from rendering.workers.manim_settings import frame_size
from tests.rendering.sampling import sample_job

ROOT = Path("/project")
SHARED = (".png", ".srt", ".vtt")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"width": 8}, "a width of 16 to 7680 pixels, got 8"),
        ({"height": 9000}, "a height of 16 to 7680 pixels, got 9000"),
        ({"fps": 0}, "1 to 120 frames a second, got 0"),
        ({"format": "avi"}, "one of mp4, webm, mov, gif, png as the format, got 'avi'"),
        ({"width": 129}, "an even width and height for mp4, got 129x72"),
        ({"transparent": True}, "mp4 cannot be transparent"),
        ({"theme": "pink"}, "one of dark, light as the theme, got 'pink'"),
        ({"workers": 0}, "at least one worker, got 0"),
        ({"format": "webm"}, "an output that ends in .webm, got a.mp4"),
        ({"parameters_json": {"error": float("nan")}}, "JSON"),
    ],
)
def test_a_job_that_makes_no_sense_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sample_job(Path("a.mp4"), **changes)


def test_a_gif_may_have_an_odd_width() -> None:
    assert sample_job(Path("a.gif"), width=129).width == 129


def test_a_job_can_be_sent_to_another_process() -> None:
    job = sample_job(Path("a.mp4"), parameters={"left": 0.2})
    assert pickle.loads(pickle.dumps(job)) == job  # noqa: S301  # our own


@pytest.mark.parametrize(
    ("size", "fps", "theme", "expected"),
    [
        ((854, 480), 15, "dark", "media/480p15/tent.mp4"),
        ((1920, 1080), 60, "light", "media/1080p60/tent-light.mp4"),
        ((1080, 1080), 30, "dark", "media/1080x1080p30/tent.mp4"),
    ],
)
def test_files_go_where_the_design_says(
    size: tuple[int, int], fps: int, theme: str, expected: str
) -> None:
    assert default_output(ROOT, "tent", size, fps, "mp4", theme) == ROOT / expected


def test_what_differs_between_films_of_a_clip_has_its_own_name() -> None:
    size = 854, 480
    film, clear = (
        files_of(default_output(ROOT, "tent", size, 15, kind, "dark", kind == "webm"), kind)
        for kind in ("mp4", "webm")
    )
    assert not set(film.values()) & set(clear.values())
    moving = files_of(default_output(ROOT, "tent", size, 15, "gif", "dark"), "gif")
    assert set(film.values()) & set(moving.values()) == {film[kind] for kind in SHARED}
    assert moving[".json"].name == "tent.gif.json"  # it may have fewer frames


@pytest.mark.parametrize(
    "size", [(1920, 1080), (854, 480), (1080, 1080), (1080, 1920), (2560, 1080)]
)
def test_every_picture_shows_the_whole_stage(size: tuple[int, int]) -> None:
    width, height = frame_size(*size)
    assert width >= 14.22
    assert height >= 8.0
    assert width / height == pytest.approx(size[0] / size[1], rel=0.005)
    assert width == pytest.approx(14.2222, abs=1e-4) or height == 8.0
