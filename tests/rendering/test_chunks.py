"""Where chunks begin, and the files that they travel in."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.video.chunks import (
    Chunk,
    ChunkPlan,
    EncodedPacket,
    chunk_length,
    read_chunk,
    write_chunk,
)

CHUNK = Chunk(2, [EncodedPacket(0, True, b"\n{}first"), EncodedPacket(1, False, b"", b"a")])


def starts(plays: list[int], length: int, opening: tuple[int, ...] = ()) -> list[int]:
    """The starts of all chunks of a film with these numbers of frames in its plays.

    `opening` are the indices of the plays that open sections.
    """
    plan, frame, found = ChunkPlan(length), 0, []
    for play, frames in enumerate(plays):
        if plan.begins_with_play(frame, play in opening):
            found.append(frame)
        for remaining in range(frames, 0, -1):
            if plan.begins_within_play(frame, remaining):
                found.append(frame)
            frame += 1
    return found


@given(st.lists(st.integers(1, 300), min_size=1), st.integers(4, 60))
def test_chunks_are_of_about_the_length_asked_for(plays: list[int], length: int) -> None:
    found = starts(plays, length)
    sizes = [end - start for start, end in pairwise([*found, sum(plays)])]
    assert found[0] == 0
    assert all(2 * size >= length for size in sizes[:-1])
    assert all(size <= 2 * length for size in sizes)


def test_a_chunk_begins_with_a_play_where_it_can() -> None:
    assert starts([30, 30, 30], length=60) == [0, 30, 60]
    assert starts([10, 10, 10, 10], length=60) == [0, 30]
    assert starts([200], length=60) == [0, 60, 120]


def test_a_chunk_begins_with_every_section() -> None:
    assert starts([10, 10, 10, 10], length=60, opening=(0, 2)) == [0, 20]
    assert starts([10, 30, 30], length=60, opening=(0, 1)) == [0, 10, 40]


def test_a_chunk_is_two_seconds_and_longer_in_previews() -> None:
    assert chunk_length(60) == 120
    assert chunk_length(15) == 60


def test_a_chunk_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_chunk(tmp_path / "chunk", CHUNK)
    assert read_chunk(tmp_path / "chunk") == CHUNK
    assert [path.name for path in tmp_path.iterdir()] == ["chunk"]


@pytest.mark.parametrize("position", [0, 5, -1])
def test_a_damaged_chunk_is_refused(tmp_path: Path, position: int) -> None:
    path = tmp_path / "chunk"
    write_chunk(path, CHUNK)
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match="damaged"):
        read_chunk(path)
