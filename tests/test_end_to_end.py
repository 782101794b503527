"""One real preview, made as a newcomer makes it, and opened again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import srt
from PIL import Image

from tests.processes import RENDER_PY, console_script, descendants, wait_until

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Made:
    film: Path
    printed: list[str]
    messages: str
    manifest: dict[str, Any]
    frames: list[np.ndarray]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("lecture")
    command = [sys.executable, str(ROOT / "render.py"), "tent", "-ql", "--left", "0.1"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    film = folder / "media" / "480p15" / "tent.mp4"
    with av.open(film) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    manifest = json.loads(film.with_suffix(".json").read_text(encoding="utf-8"))
    return Made(film, done.stdout.splitlines(), done.stderr, manifest, frames)


def test_standard_output_is_the_paths_of_what_was_made(made: Made) -> None:
    kinds = (".mp4", ".png", ".srt", ".vtt", ".json")
    assert [Path(line).name for line in made.printed] == [f"tent{kind}" for kind in kinds]
    folder = made.film.parents[2]
    assert sorted(folder / line for line in made.printed) == sorted(made.film.parent.iterdir())


def test_the_film_is_what_every_player_and_slide_takes(made: Made) -> None:
    with av.open(made.film) as container:
        (stream,) = container.streams.video
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height, stream.average_rate) == (854, 480, 15)
    data = made.film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # it plays before it has arrived


def test_the_manifest_tells_the_length_of_the_film(made: Made) -> None:
    assert len(made.frames) == made.manifest["frames"]
    assert made.manifest["duration"] == pytest.approx(len(made.frames) / 15)
    with av.open(made.film) as container:
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(made.manifest["duration"], abs=0.07)
    assert made.manifest["beats"][-1]["end"] == pytest.approx(made.manifest["duration"], abs=0.5)


def test_the_manifest_holds_the_parameters_and_what_they_prove(made: Made) -> None:
    assert made.manifest["params"] == {"left": 0.1, "peak": 0.45, "right": 0.8, "height": 0.3}
    assert made.manifest["numbers"]["peak_x"] == pytest.approx(0.45, abs=1e-12)
    assert made.manifest["numbers"]["peak_y"] == pytest.approx(0.3, abs=1e-12)


def test_the_film_begins_with_the_question_and_ends_with_a_picture(made: Made) -> None:
    first, last = (made.frames[index].astype(int) for index in (0, -1))
    for frame in (first, last):
        ground = np.bincount(frame.ravel()).argmax()
        assert (np.abs(frame - ground) > 60).mean() > 0.005
    header = slice(0, 80)
    assert (np.abs(first[header] - first[0, 0]) > 60).mean() > 0.01
    assert np.abs(first - last).mean() > 1


def test_the_poster_is_the_last_picture(made: Made) -> None:
    poster = np.asarray(Image.open(made.film.with_suffix(".png")).convert("L"), dtype=int)
    assert np.abs(poster - made.frames[-1]).mean() < 2


def test_the_captions_are_the_beats(made: Made) -> None:
    captions = list(srt.parse(made.film.with_suffix(".srt").read_text(encoding="utf-8")))
    beats = made.manifest["beats"]
    spoken = " ".join(caption.content for caption in captions)
    assert spoken.split() == " ".join(beat["caption"] for beat in beats).split()
    starts = np.array([caption.start.total_seconds() for caption in captions])
    for beat in beats:
        assert np.abs(starts - beat["start"]).min() < 0.002  # a long one is said in several
    assert made.film.with_suffix(".vtt").read_text(encoding="utf-8").startswith("WEBVTT")


@pytest.mark.skipif(os.name != "posix", reason="sends signals to a process group")
@pytest.mark.parametrize(
    ("program", "words", "number", "code", "said"),
    [
        (RENDER_PY, "tent --no-cache --quiet", signal.SIGTERM, 143, ""),
        (console_script(), "tent --no-cache --quiet", signal.SIGHUP, 129, ""),
        (RENDER_PY, "check --quick", signal.SIGINT, 130, "Error: interrupted\n"),
    ],
)
def test_a_signal_to_all_of_its_processes_ends_it_without_a_traceback(
    tmp_path: Path, program: list[str], words: str, number: signal.Signals, code: int, said: str
) -> None:
    command = [*program, *words.split()]
    running = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_until(lambda: descendants(running.pid))
    os.killpg(running.pid, number)
    _, messages = running.communicate(timeout=20)
    assert running.returncode == code
    assert messages.lstrip() == said
    assert [path for path in tmp_path.rglob("*.part") if path.parent.name != ".cache"] == []
