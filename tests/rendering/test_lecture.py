"""Films that are joined to a lecture, looked at frame by frame."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from rendering.engine import render
from rendering.errors import RenderError
from rendering.lecture.lecture import Entry, LecturePart, make_lecture
from rendering.progress import SilentProgress
from rendering.video.splicing import Cut, picture_at, splice
from tests.rendering.inline import InlinePool, pool_of
from tests.rendering.sampling import decoded, sample_job

QUESTIONS = ("What & why?", "What else?")
CARD = "Part 7: A title"
Pictures = list[npt.NDArray[Any]]


@dataclass(frozen=True)
class Made:
    """A lecture of a card and two clips."""

    files: tuple[Path, ...]
    film: Pictures
    clips: list[Pictures]

    def text(self, ending: str) -> str:
        (file,) = [file for file in self.files if file.name.endswith(ending)]
        return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("lecture")
    jobs = [
        sample_job(
            root / f"{side}.mp4",
            "InSections",
            parameters={"side": side},
            parameters_json={"side": side},
        )
        for side in (2.0, 1.0)
    ]
    entries = tuple(map(Entry, jobs, QUESTIONS))
    with pool_of(InlinePool):
        clips = [decoded(render(job, root=root).output) for job in jobs]
        parts = [LecturePart("Part 7", "A title", entries)]
        files = make_lecture("All", parts, root / "talk.mp4", SilentProgress(), root=root)
    return Made(files, decoded(files[0]), clips)


def test_the_film_is_card_and_clips_frame_by_frame_and_nothing_else(lecture: Made) -> None:
    card = len(lecture.film) - sum(map(len, lecture.clips))
    assert card == 30  # two seconds, and half a second for each of two questions
    expected = [picture for clip in lecture.clips for picture in clip]
    assert all(map(np.array_equal, lecture.film[card:], expected))
    assert len({picture.tobytes() for picture in lecture.film[:card]}) <= 2  # by rounding errors
    assert not np.array_equal(lecture.film[0], lecture.clips[0][0])


def test_no_picture_is_encoded_again(lecture: Made) -> None:
    def packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as film:
            return [bytes(packet) for packet in film.demux(video=0) if packet.size]

    film = lecture.files[0]
    clips = [packets(film.with_name(name)) for name in ("2.0.mp4", "1.0.mp4")]
    assert packets(film)[30:] == [*clips[0], *clips[1]]


def test_chapters_begin_with_the_films_and_are_named_by_the_questions(lecture: Made) -> None:
    with av.open(str(lecture.files[0])) as film:
        chapters = [
            (c["metadata"]["title"], c["start"] * c["time_base"] * 10, c["end"] * c["time_base"])
            for c in film.chapters()
            if c["time_base"]
        ]
        assert film.metadata["title"] == "All"
    frames = [30, *map(len, lecture.clips)]
    starts = [0, *accumulate(frames)]
    assert [name for name, *_ in chapters] == [CARD, *QUESTIONS]
    assert [start for _, start, _ in chapters] == starts[:3]
    assert [10 * end for *_, end in chapters] == starts[1:]
    for (_, start, _), clip in zip(chapters[1:], lecture.clips, strict=True):
        assert np.array_equal(lecture.film[int(start)], clip[0])


def test_for_video_sites_each_question_has_a_line_and_the_first_begins_at_nothing(
    lecture: Made,
) -> None:
    assert lecture.text("-chapters.txt") == "0:00 What & why?\n0:09 What else?\n"


def test_captions_and_beats_come_when_their_clips_do(lecture: Made) -> None:
    facts = json.loads(lecture.text(".json"))
    alone = json.loads((lecture.files[0].parent / "1.0.json").read_text())["beats"]
    assert [b["caption"] for b in facts["beats"]] == 2 * [b["caption"] for b in alone]
    assert [b["start"] for b in facts["beats"][3:]] == pytest.approx(
        [b["start"] + 9.7 for b in alone]
    )
    assert [b["index"] for b in facts["beats"]] == [1, 2, 3, 4, 5, 6]
    assert facts["frames"] == len(lecture.film)
    assert [(c["start"], c["end"]) for c in facts["clips"]] == [(3.0, 9.7), (9.7, 16.4)]
    assert "00:00:03,000 --> 00:00:04,200\nA square & a dot\n" in lecture.text(".srt")
    assert "00:00:09.700 --> 00:00:10.900\nA square &amp; a dot\n" in lecture.text(".vtt")


def test_nothing_is_left_beside_the_lecture(lecture: Made) -> None:
    names = {file.name for file in lecture.files}
    assert names == {f"talk{end}" for end in (".mp4", ".png", ".srt", ".vtt", ".json")} | {
        "talk-chapters.txt"
    }
    assert not [path for path in lecture.files[0].parent.iterdir() if path.name.startswith(".")]


def test_a_beat_is_cut_out_of_a_film(lecture: Made, tmp_path: Path) -> None:
    film = lecture.files[0].with_name("2.0.mp4")
    assert splice([Cut(film, 12, 54)], tmp_path / "beat.mp4") == 42
    beat = decoded(tmp_path / "beat.mp4")
    assert all(map(np.array_equal, beat, lecture.clips[0][12:54]))
    assert len(beat) == 42
    assert np.array_equal(np.asarray(picture_at(film, 53)), beat[-1])


def test_a_film_is_not_cut_where_no_key_frame_is(lecture: Made, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="cannot be cut at frame 13"):
        splice([Cut(lecture.files[0].with_name("2.0.mp4"), 13, 54)], tmp_path / "beat.mp4")


def test_films_of_two_sizes_are_not_joined(lecture: Made, tmp_path: Path) -> None:
    with pool_of(InlinePool):
        wide = render(sample_job(tmp_path / "wide.mp4", width=256), root=tmp_path).output
    cuts = [Cut(film, 0, 67) for film in (lecture.files[0].with_name("2.0.mp4"), wide)]
    with pytest.raises(RenderError, match="encoded in another way"):
        splice(cuts, tmp_path / "both.mp4")


def test_where_a_clip_fails_an_older_lecture_stays(tmp_path: Path) -> None:
    older = tmp_path / "talk.mp4"
    older.write_text("older")
    part = LecturePart("", "", (Entry(sample_job(tmp_path / "a.mp4", "Failing"), "?"),))
    with pytest.raises(RenderError, match="do not add up"):
        make_lecture("", [part], older, SilentProgress(), root=tmp_path)
    assert older.read_text() == "older"
    assert not list(tmp_path.glob("talk*.*"))[1:]
