"""A clip as it is really rendered, from the command to the player."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from tests.gallery.conftest import OpenPage
from tests.gallery.test_player import Show, box_of
from tests.processes import RENDER_PY


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the gallery of one small clip was made."""
    folder = tmp_path_factory.mktemp("lecture")
    words = "gallery relu -r 320,180 --fps 15 --inputs -1,4 --quiet"
    done = subprocess.run(
        [*RENDER_PY, *words.split()], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "media/gallery/index.html"
    return folder


def test_a_real_film_stops_on_the_last_frame_of_each_beat(
    open_page: OpenPage, lecture: Path
) -> None:
    film = lecture / "media" / "gallery" / "relu.mp4"
    beats: list[dict[str, Any]] = json.loads(film.with_suffix(".json").read_text())["beats"]
    with av.open(film) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    ends = [round(beat["end"] * 15) - 1 for beat in beats]
    assert len(ends) >= 4

    show = Show(open_page((film.parent / "index.html").as_uri(), viewport=VIEW)).start("relu")
    show.press("c")
    for number, end in enumerate(ends[:3], start=1):
        show.video.evaluate("video => { video.playbackRate = 4; }")
        show.wait_for("relu", number, "rest")
        assert show.video.evaluate("video => Math.floor(video.currentTime * 15)") == end
        show.page.wait_for_timeout(150)
        seen = show.page.screenshot(clip=box_of(show.video))
        assert nearest(seen, [frames[place] for place in ends]) == number - 1
        show.press("ArrowRight")
    command = show.page.locator("#relu code").nth(0).text_content()
    assert command == "python render.py relu --inputs -1,4 --resolution 320,180 --fps 15"


VIEW = {"width": 960, "height": 540}


def nearest(screenshot: bytes, frames: list[np.ndarray]) -> int:
    """Which of the frames a screenshot of the film shows."""
    picture = Image.open(io.BytesIO(screenshot)).convert("L").resize(frames[0].shape[::-1])
    seen = np.asarray(picture, dtype=int)
    distances = [np.abs(seen - frame).mean() for frame in frames]
    assert min(distances) < 6
    return int(np.argmin(distances))
