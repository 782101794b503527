"""Where chunks begin, and the files that they travel in.

A chunk is the unit of work: a second or two of frames, drawn and encoded by one process. Every
process that steps through the scene comes to the same boundaries by itself, since they depend on
the scene's timing alone.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class EncodedPacket:
    """One packet of a chunk; `pts` is in frames from the chunk's start."""

    pts: int
    is_keyframe: bool
    data: bytes
    alpha: bytes = b""


@dataclass
class Chunk:
    """The packets of `frames` frames in the order of decoding."""

    frames: int = 0
    packets: list[EncodedPacket] = field(default_factory=list)


SHORTEST_CHUNK = 60
"""Frames; starting a chunk costs about as much as drawing a few, which should not count."""


def chunk_length(fps: int) -> int:
    """The number of frames that a chunk should have: two seconds', or 60 if more."""
    return max(2 * fps, SHORTEST_CHUNK)


class ChunkPlan:
    """Decides, frame by frame, where the next chunk begins.

    A section begins a chunk, so that it begins with a key frame, to which players jump at once.
    Other boundaries are at the start of a play where possible, since nothing that stands still has
    to be drawn again there; a long play is divided. `index` and `start` are the current chunk's.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self.index = -1
        self.start = 0

    def begins_with_play(self, frame: int, opens_section: bool) -> bool:
        """Whether a new chunk begins at `frame`, where a play starts, maybe a section's first."""
        long_enough = 2 * (frame - self.start) >= self._length
        return self._turn(frame, self.index < 0 or opens_section or long_enough)

    def begins_within_play(self, frame: int, remaining: int) -> bool:
        """Whether a new chunk begins at `frame`, with `remaining` frames of the play to come."""
        long_enough = frame - self.start >= self._length
        return self._turn(frame, long_enough and 2 * remaining >= self._length)

    def _turn(self, frame: int, begins: bool) -> bool:
        if begins:
            self.index += 1
            self.start = frame
        return begins


def chunk_path(folder: Path, index: int) -> Path:
    """The file of a chunk in the folder of one render."""
    return folder / f"chunk-{index:05}"


def write_chunk(path: Path, chunk: Chunk) -> None:
    """Write a chunk, checksum first; it has its name only when it is whole."""
    table = [
        [packet.pts, packet.is_keyframe, len(packet.data), len(packet.alpha)]
        for packet in chunk.packets
    ]
    header = {"frames": chunk.frames, "packets": table}
    parts = [json.dumps(header).encode(), b"\n"]
    for packet in chunk.packets:
        parts += [packet.data, packet.alpha]
    content = b"".join(parts)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(zlib.crc32(content).to_bytes(4, "big") + content)
    unfinished.replace(path)


def read_chunk(path: Path) -> Chunk:
    """Read a chunk; ValueError when it is not what was written."""
    content = memoryview(path.read_bytes())
    checksum, content = int.from_bytes(content[:4], "big"), content[4:]
    if zlib.crc32(content) != checksum:
        raise ValueError(f"{path.name} is damaged")
    header_end = bytes(content).index(b"\n")
    header = json.loads(bytes(content[:header_end]))
    position = header_end + 1
    packets = []
    for pts, is_keyframe, size, alpha_size in header["packets"]:
        data = bytes(content[position : position + size])
        alpha = bytes(content[position + size : position + size + alpha_size])
        position += size + alpha_size
        packets.append(EncodedPacket(pts, is_keyframe, data, alpha))
    return Chunk(header["frames"], packets)
