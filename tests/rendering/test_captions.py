"""Captions and manifests."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import srt
from hypothesis import given
from hypothesis import strategies as st

from rendering.output.captions import cues, subrip, webvtt
from rendering.output.manifest import as_json, manifest
from scenes.beat import Beat
from tests.rendering.sampling import sample_job

BEATS = [
    Beat(1, "one", "Slope < 0 & weight > 1", 0.0, 1.9996),
    Beat(2, "two", "  two lines\n\n of --> text ", 1.9996, 3725.5),
    Beat(3, "silent", " ", 3725.5, 3726.0),
    Beat(4, "no time", "nothing", 3726.0, 3726.0),
]


def test_subrip_is_read_back_by_another_reader() -> None:
    captions = list(srt.parse(subrip(BEATS)))
    assert [caption.content for caption in captions] == [
        "Slope < 0 & weight > 1",
        "two lines of → text",
    ]
    assert captions[0].end == captions[1].start == timedelta(seconds=2)
    assert captions[1].end == timedelta(hours=1, minutes=2, seconds=5.5)


def test_webvtt_escapes_what_would_be_markup() -> None:
    header, first, second = webvtt(BEATS).rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    assert first == "00:00:00.000 --> 00:00:02.000\nSlope &lt; 0 &amp; weight &gt; 1"
    assert second == "00:00:02.000 --> 01:02:05.500\ntwo lines of → text"


def test_captions_without_beats_are_still_valid() -> None:
    assert subrip([]) == ""
    assert webvtt([]) == "WEBVTT\n\n"


def test_a_long_caption_becomes_cues_of_two_lines() -> None:
    first = "Slide the tent: a bias is minus its corner's place, so all three change."
    beat = Beat(1, "position", f"{first} No weight does, whatever you do with it.", 2.0, 10.0)
    shown = cues([beat])
    assert [cue.text for cue in shown] == [
        "Slide the tent: a bias is minus its\ncorner's place, so all three change.",
        "No weight does, whatever you do with it.",
    ]
    assert (shown[0].start, shown[-1].end) == (2.0, 10.0)
    assert shown[0].end == shown[1].start == pytest.approx(2 + 8 * 72 / 112)


@given(st.lists(st.text("abc.?: ", max_size=300), max_size=3))
def test_any_caption_is_shown_whole_in_turn_and_in_few_lines(captions: list[str]) -> None:
    beats = [Beat(k, "beat", text, 5.0 * k, 5.0 * k + 5) for k, text in enumerate(captions)]
    shown = cues(beats)
    assert " ".join(cue.text for cue in shown).split() == " ".join(captions).split()
    assert all(before.end <= after.start for before, after in pairwise(shown))
    for cue in shown:
        lines = cue.text.split("\n")
        assert len(lines) <= 2
        assert all(len(line) <= 42 or " " not in line for line in lines)


def test_the_manifest_says_what_the_design_says() -> None:
    job = sample_job(Path("tent.mp4"), parameters_json={"left": 0.2}, theme="light")
    found = json.loads(
        as_json(manifest(job, BEATS[:1], "It does.", {"peak_y": 0.3}, 25, 10, {"manim": "0.22.0"}))
    )
    assert found == {
        "clip": "moving",
        "title": "A sample",
        "question": "Does it work?",
        "answer": "It does.",
        "part": 1,
        "theme": "light",
        "params": {"left": 0.2},
        "width": 128,
        "height": 72,
        "fps": 10,
        "frames": 25,
        "duration": 2.5,
        "beats": [
            {
                "index": 1,
                "name": "one",
                "caption": "Slope < 0 & weight > 1",
                "start": 0.0,
                "end": 1.9996,
            }
        ],
        "numbers": {"peak_y": 0.3},
        "versions": {"manim": "0.22.0"},
    }


def test_a_beat_starts_and_ends_with_a_frame() -> None:
    beat = Beat(1, "one", "Words", 6.999999999999995, 10.03333333333329)
    assert beat.on_frames(30) == Beat(1, "one", "Words", 7.0, 301 / 30)


def test_json_holds_no_infinities() -> None:
    with pytest.raises(ValueError, match="JSON"):
        as_json({"error": float("inf")})
