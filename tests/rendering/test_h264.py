"""Frames that say "as before", among those of x264."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.logging
import numpy as np
import numpy.typing as npt
import pytest
from av.codec.context import Flags

from rendering.encoding.chunks import Chunk
from rendering.encoding.film import ChunkRecorder
from rendering.encoding.h264 import BitReader, BitWriter, RepeatWriter, StreamHeader
from tests.rendering.sampling import sample_job

WIDTH, HEIGHT = 128, 72


def pictures(count: int) -> list[npt.NDArray[np.uint8]]:
    """A bright patch wanders over noise."""
    rng = np.random.default_rng(5)
    ground = rng.integers(0, 255, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    ground[..., 3] = 255
    found = []
    for index in range(count):
        picture = ground.copy()
        picture[20:40, index : index + 20, :3] = rng.integers(0, 255, 3)
        found.append(picture)
    return found


def recorded(repeats: list[int]) -> Chunk:
    recorder = ChunkRecorder(sample_job(Path("film.mp4"), fps=30))
    for picture, repeat in zip(pictures(len(repeats)), repeats, strict=True):
        recorder.add(picture, repeat)
    return recorder.finish()


def decode(chunk: Chunk) -> list[npt.NDArray[np.uint8]]:
    recorder = ChunkRecorder(sample_job(Path("film.mp4"), fps=30))
    decoder: Any = av.CodecContext.create("h264", "r")
    decoder.extradata = recorder.header
    av.logging.set_level(av.logging.WARNING)
    try:
        with av.logging.Capture() as messages:
            frames = [
                frame
                for packet in [*chunk.packets, None]
                for frame in decoder.decode(av.Packet(packet.data) if packet else None)
            ]
        assert messages == []
    finally:
        av.logging.set_level(None)
    return [frame.to_ndarray() for frame in frames]


# Longer than a group of pictures, and frame numbers of 4 bits wrap many times.
REPEATS = [1, 4, 1, 1, 17, 2, *[1] * 70, 40, 1, 3]


def test_repeats_change_nothing_else() -> None:
    once, repeated = decode(recorded([1] * len(REPEATS))), decode(recorded(REPEATS))
    expected = [frame for frame, count in zip(once, REPEATS, strict=True) for _ in range(count)]
    assert len(repeated) == sum(REPEATS)
    assert all(np.array_equal(a, b) for a, b in zip(repeated, expected, strict=True))


def test_a_repeated_frame_costs_a_few_bytes() -> None:
    chunk = recorded([1, 1, 60])
    assert max(len(packet.data) for packet in chunk.packets[3:]) < 16
    assert chunk.frames == len(chunk.packets) == 62


def test_times_are_counted_through_repeats() -> None:
    packets = recorded([3, 2, 1]).packets
    assert [packet.pts for packet in packets] == [0, 1, 2, 3, 4, 5]
    assert [packet.is_keyframe for packet in packets] == [True, *[False] * 5]


@pytest.mark.parametrize("value", [0, 1, 2, 7, 8, 8159, 8160, 32400])
def test_exp_golomb_numbers_are_read_as_written(value: int) -> None:
    writer = BitWriter()
    writer.ue(value)
    writer.u(5, 3)
    reader = BitReader(writer.trailing())
    assert (reader.ue(), reader.u(3)) == (value, 5)


def test_streams_that_are_not_as_expected_are_left_alone() -> None:
    context: Any = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base = Fraction(1, 30)
    context.options = {"preset": "medium"}
    context.flags |= Flags.global_header
    context.open()
    assert StreamHeader.read(bytes(context.extradata)) is None
    assert RepeatWriter.for_stream(b"") is None
