"""What the reader is told while a render goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tqdm import tqdm

from rendering.engine import render
from rendering.progress import BarProgress, LineProgress, SilentProgress, progress_for
from tests.rendering.sampling import sample_job


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Notes(SilentProgress):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int | None]] = []

    def update(self, name: str, done: int, total: int | None) -> None:
        self.told.append((name, done, total))


def test_the_kind_of_progress_suits_the_stream() -> None:
    assert isinstance(progress_for(Terminal()), BarProgress)
    assert isinstance(progress_for(io.StringIO()), LineProgress)
    assert type(progress_for(Terminal(), quiet=True)) is SilentProgress


def test_the_bar_shows_frames_speed_and_time_left() -> None:
    stream = Terminal()
    with BarProgress(stream, seconds_between=0.0) as progress:
        progress.update("tent", 0, None)
        progress.update("tent", 30, 120)
        progress.message("a note")
        progress.update("tent", 120, 120)
    text = stream.getvalue()
    assert "tent:  25%" in text
    assert "30/120 [" in text
    assert "frames/s]" in text
    assert "a note" in text


def test_the_bar_makes_room_for_what_others_write() -> None:
    stream = Terminal()
    with BarProgress(stream, seconds_between=0.0) as progress:
        with tqdm.external_write_mode(file=stream):
            pass  # there is no bar yet
        progress.update("tent", 30, 120)
        with tqdm.external_write_mode(file=stream):
            stream.write("media/tent.mp4\n")
        progress.update("tent", 60, 120)
    before, after = stream.getvalue().split("media/tent.mp4\n")
    assert before.endswith("\r")
    assert before.rpartition("\r")[0].rpartition("\r")[2].strip() == ""  # the bar is wiped out
    assert "30/120" in after


def test_lines_are_plain_and_few() -> None:
    stream = io.StringIO()
    with LineProgress(stream, seconds_between=1000) as progress:
        for done in range(100):
            progress.update("tent", done, 100)
        progress.message("a note")
    assert stream.getvalue() == "a note\n"


def test_a_line_adds_up_the_clips() -> None:
    stream = io.StringIO()
    with LineProgress(stream, seconds_between=0.0) as progress:
        progress.update("tent", 10, 40)
        progress.update("sine", 20, 60)
    last = stream.getvalue().splitlines()[-1]
    assert "30 frames of 100" in last
    assert "s left" in last


def test_a_name_with_a_line_break_is_told_in_one_line() -> None:
    stream = io.StringIO()
    with LineProgress(stream, seconds_between=0.0) as progress:
        progress.update("out/two\nlines.mp4", 10, 40)
    assert stream.getvalue().startswith("out/two lines.mp4: 10 frames")
    assert len(stream.getvalue().splitlines()) == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_frames_are_counted_up_to_the_number_in_the_film(tmp_path: Path, workers: int) -> None:
    notes = Notes()
    rendered = render(
        sample_job(tmp_path / "moving.mp4", workers=workers), notes, root=tmp_path / "root"
    )
    done = [done for _, done, _ in notes.told]
    assert done == sorted(done)
    assert notes.told[-1] == (f"{tmp_path.name}/moving.mp4", rendered.frames, rendered.frames)
