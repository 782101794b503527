"""The files of every format, opened again with other eyes."""

from __future__ import annotations

import json
from contextlib import nullcontext
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import manim as mn
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from rendering.engine import Rendered, render
from rendering.video.gif import write_gif
from rendering.workers.manim_settings import manim_settings
from rendering.workers.renderer import SnapshotRenderer
from rendering.workers.snapshots import Snapshot, SnapshotPainter
from tests.rendering.inline import InlinePool, pool_of
from tests.rendering.sample_scenes import Moving
from tests.rendering.sampling import decoded, sample_job

FRAMES = 67
GROUND = (16, 24, 32)


class Keeper:
    """Keeps every frame."""

    def __init__(self) -> None:
        self.frames: list[npt.NDArray[Any]] = []

    def begin_play(self, frame: int, opens_section: bool) -> None:
        return None

    def begin_frame(self, frame: int, remaining: int) -> None:
        return None

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        self.frames += [painter.paint(snapshot).copy()] * snapshot.frames


@cache
def drawn() -> list[npt.NDArray[Any]]:
    """The frames of the sample as they are drawn, before encoding."""
    keeper = Keeper()
    with mn.tempconfig(manim_settings(sample_job(Path("a.mp4")), "unused")):
        Moving(renderer=SnapshotRenderer(keeper, mn.Camera)).render()
    return keeper.frames


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="module")
def made(folder: Path) -> Any:
    """Renders the sample in a format, once."""

    @cache
    def make(name: str, **changes: Any) -> Rendered:
        with nullcontext() if "workers" in changes else pool_of(InlinePool):
            return render(sample_job(folder / name, **changes), root=folder)

    return make


def worst_psnr(film: list[npt.NDArray[Any]], expected: list[npt.NDArray[Any]]) -> float:
    errors = [
        np.mean((found[..., :3].astype(float) - frame[..., :3]) ** 2)
        for found, frame in zip(film, expected, strict=True)
    ]
    return float(10 * np.log10(255**2 / max(errors)))


def test_the_mp4_is_what_players_like(made: Any) -> None:
    rendered = made("moving.mp4")
    with av.open(str(rendered.output)) as film:
        stream = film.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height, stream.average_rate) == (128, 72, 10)
        tags = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
        assert tags == (1, 1, 1, 1)  # BT.709 throughout, limited range
        assert (stream.frames, stream.start_time) == (FRAMES, 0)
        assert stream.duration is not None
        assert stream.time_base is not None
        assert stream.duration * stream.time_base == pytest.approx(6.7)
        times = [frame.time for frame in film.decode(stream)]
    assert times == pytest.approx([index / 10 for index in range(FRAMES)])


def test_the_index_comes_first_so_that_it_streams(made: Any) -> None:
    content = made("moving.mp4").output.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_film_shows_what_was_drawn(made: Any) -> None:
    """Chroma is stored at half the size, which costs thin coloured lines a little."""
    assert worst_psnr(decoded(made("moving.mp4").output), drawn()) > 32


def test_lightness_hardly_suffers(made: Any) -> None:
    weights = np.array([0.2126, 0.7152, 0.0722])
    film = decoded(made("moving.mp4").output)
    errors = [
        np.mean((frame @ weights - expected[..., :3] @ weights) ** 2)
        for frame, expected in zip(film, drawn(), strict=True)
    ]
    assert 10 * np.log10(255**2 / max(errors)) > 42


def test_the_ground_has_the_colour_of_the_theme(made: Any) -> None:
    corner = decoded(made("moving.mp4").output)[0][0, 0]
    assert corner == pytest.approx(GROUND, abs=2)


def test_the_poster_is_the_last_frame(made: Any) -> None:
    poster = np.array(Image.open(made("moving.mp4").output.with_suffix(".png")))
    assert np.array_equal(poster, drawn()[-1][..., :3])


def test_the_manifest_agrees_with_the_film(made: Any) -> None:
    rendered = made("moving.mp4")
    manifest = json.loads(rendered.output.with_suffix(".json").read_text())
    assert (manifest["frames"], manifest["fps"], manifest["duration"]) == (FRAMES, 10, 6.7)
    assert (rendered.frames, rendered.duration) == (FRAMES, 6.7)
    beats = manifest["beats"]
    assert beats[0]["caption"] == "A square & a dot"
    assert beats[0]["start"] == 0
    assert beats[-1]["end"] == pytest.approx(6.7)
    assert all(one["end"] == next_["start"] for one, next_ in pairwise(beats))


def test_the_files_are_listed_film_first(made: Any) -> None:
    files = made("moving.mp4").files
    assert [path.suffix for path in files] == [".mp4", ".png", ".srt", ".vtt", ".json"]
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_does_not_change_a_byte(made: Any, workers: int) -> None:
    other = made(f"with{workers}.mp4", workers=workers, clip="other")
    assert other.output.read_bytes() == made("moving.mp4").output.read_bytes()


def test_webm_is_vp9(made: Any) -> None:
    rendered = made("opaque.webm")
    film = decoded(rendered.output)
    assert len(film) == FRAMES
    assert worst_psnr(film, drawn()) > 28
    with av.open(str(rendered.output)) as opened:
        assert opened.streams.video[0].codec_context.name == "vp9"


def straight_over(frame: npt.NDArray[Any], ground: tuple[int, int, int]) -> npt.NDArray[Any]:
    """Lay a frame with straight alpha over a ground."""
    alpha = frame[..., 3:].astype(float) / 255
    return np.asarray(frame[..., :3] * alpha + np.array(ground) * (1 - alpha))


@pytest.mark.parametrize(
    ("name", "decoder"), [("clear.webm", "libvpx-vp9"), ("clear.mov", "prores")]
)
def test_a_transparent_film_over_its_ground_is_the_opaque_one(
    made: Any, name: str, decoder: str
) -> None:
    """So the edges have neither a dark nor a tinted rim."""
    film = decoded(made(name, transparent=True).output, codec=decoder)
    assert film[0][0, 0, 3] <= 1
    assert max(frame[..., 3].max() for frame in film) > 150
    laid = [straight_over(frame, GROUND) for frame in film]
    assert worst_psnr(laid, drawn()) > 30


def test_a_transparent_still_over_its_ground_is_the_opaque_one(made: Any) -> None:
    files = made("clear.png", transparent=True).files
    assert [path.name for path in files] == ["clear.png"]
    still = np.array(Image.open(files[0]))
    assert still[0, 0, 3] == 0
    assert worst_psnr([straight_over(still, GROUND)], [drawn()[-1]]) > 45


def test_a_still_alone_is_the_last_frame(made: Any) -> None:
    still = np.array(Image.open(made("still.png").output))
    assert np.array_equal(still, drawn()[-1][..., :3])


def test_a_mov_is_h264_unless_it_is_transparent(made: Any) -> None:
    with av.open(str(made("opaque.mov").output)) as film:
        assert film.streams.video[0].codec_context.name == "h264"
    with av.open(str(made("clear.mov", transparent=True).output)) as film:
        assert film.streams.video[0].codec_context.name == "prores"


def gif_frames(path: Path) -> tuple[list[npt.NDArray[Any]], int]:
    """The frames of a GIF as RGBA, and how long it plays, in milliseconds."""
    frames, duration = [], 0
    with Image.open(path) as image:
        assert isinstance(image.info["loop"], int)
        for index in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(index)
            frames.append(np.array(image.convert("RGBA")))
            duration += image.info["duration"]
    return frames, duration


def test_a_gif_shows_what_was_drawn(made: Any) -> None:
    frames, duration = gif_frames(made("moving.gif").output)
    assert duration == 6700
    assert worst_psnr(frames, drawn()) > 35


def test_a_quick_gif_keeps_its_time(made: Any) -> None:
    """Browsers slow down a GIF of more than 50 frames a second."""
    rendered = made("quick.gif", fps=60, width=64, height=36)
    frames, duration = gif_frames(rendered.output)
    manifest = json.loads(rendered.output.with_suffix(".gif.json").read_text())
    assert (manifest["fps"], manifest["frames"]) == (30, len(frames))
    assert duration == pytest.approx(1000 * manifest["duration"], abs=40)


def test_a_gif_can_be_transparent(made: Any) -> None:
    frames, _ = gif_frames(made("clear.gif", transparent=True).output)
    assert frames[0][0, 0, 3] == 0
    assert frames[0][..., 3].max() == 255


def clear_gif(folder: Path, *alphas: int) -> Path:
    """A GIF of 10 pictures a second, each a stroke of one pixel that is so opaque."""
    with av.open(str(folder / "lossless"), "w", format="matroska") as film:
        stream = film.add_stream("ffv1", rate=10, options={"level": "3"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "bgra"
        for number, alpha in enumerate(alphas):
            picture = np.zeros((36, 64, 4), np.uint8)
            picture[:, 20] = 200, 220, 240, alpha
            frame = av.VideoFrame.from_ndarray(picture, format="bgra")
            frame.pts = number
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    write_gif(folder / "lossless", folder / "clear.gif", 10, transparent=True)
    return folder / "clear.gif"


def test_thin_strokes_of_type_stay_in_a_transparent_gif_and_a_glow_does_not(tmp_path: Path) -> None:
    frames, _ = gif_frames(clear_gif(tmp_path, 100, 60))
    assert [(frame[..., 3] > 0).sum() for frame in frames] == [36, 0]


def test_a_picture_that_stays_is_stored_once_in_a_transparent_gif(tmp_path: Path) -> None:
    frames, duration = gif_frames(clear_gif(tmp_path, *[255] * 8, *[10] * 9))
    assert duration == 1700
    assert len(frames) == 3  # the last is there twice: it ends the film


def test_an_upright_picture_shows_the_stage_unstretched(made: Any) -> None:
    """The circle of radius 1.5 around the middle of the stage, which is 14.2 units wide."""
    still = np.array(Image.open(made("upright.png", width=72, height=128).output)).astype(int)
    assert still.shape == (128, 72, 3)
    lit = np.abs(still - GROUND).sum(axis=2) > 60
    rows, columns = np.flatnonzero(lit.any(axis=1)), np.flatnonzero(lit.any(axis=0))
    radius = 1.5 * 72 / 14.222
    assert rows[-1] == pytest.approx(64 + radius, abs=1.5)
    assert columns[-1] == pytest.approx(36 + radius, abs=1.5)
