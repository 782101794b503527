"""Films that are made for the tests in no time, and whose frames carry their own numbers."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from PIL import Image

WIDTH, HEIGHT, FPS = 320, 180, 20
BITS = 8
_BLOCK = WIDTH // BITS
_MIDDLE = slice(70, 110)
"""Rows of the blocks, where neither captions nor messages lie over the picture."""


def numbered_frame(number: int) -> np.ndarray:
    """A grey picture with the bits of its number as black and white blocks."""
    frame = np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8)
    for bit in range(BITS):
        frame[_MIDDLE, bit * _BLOCK : (bit + 1) * _BLOCK] = 255 * (number >> bit & 1)
    return frame


def number_on(picture: bytes) -> int:
    """The number of the frame that a screenshot of it shows, whatever its size."""
    grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=int)
    row = grey[grey.shape[0] // 2]
    blocks = np.array_split(row, BITS)
    levels = [float(np.median(block)) for block in blocks]
    assert all(level < 60 or level > 195 for level in levels), f"no numbered frame: {levels}"
    return sum((level > 128) << bit for bit, level in enumerate(levels))


def make_film(folder: Path, clip: str, ends: Sequence[int], theme: str = "dark") -> Path:
    """A film whose beats end before the frames `ends`, with all that lies beside a real one."""
    film = folder / f"{clip}.mp4"
    film.parent.mkdir(parents=True, exist_ok=True)
    with av.open(film, "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(ends[-1]):
            frame = av.VideoFrame.from_ndarray(numbered_frame(number), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    Image.fromarray(numbered_frame(ends[-1] - 1)).save(film.with_suffix(".png"))
    for kind in (".srt", ".vtt"):
        film.with_suffix(kind).write_text("WEBVTT\n\n00:00.000 --> 00:09.000\ncaptions\n")
    beats = [
        {
            "index": index + 1,
            "name": f"beat-{index + 1}",
            "caption": f"Beat {index + 1} of {clip} <b>& more</b>.",
            "start": start / FPS,
            "end": end / FPS,
        }
        for index, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    facts = {
        "clip": clip,
        "title": f"The {clip}",
        "question": f"What is {clip}?",
        "answer": f"It is </script><script>document.title = 'broken'</script> {clip}.",
        "theme": theme,
        "width": WIDTH,
        "height": HEIGHT,
        "fps": FPS,
        "frames": ends[-1],
        "duration": ends[-1] / FPS,
        "beats": beats,
    }
    film.with_suffix(".json").write_text(json.dumps(facts))
    return film
