"""From pictures to packets to one film.

A worker encodes a *chunk*, a run of frames that starts afresh with a key frame. The film takes the
chunks in order and writes them into its container, with the time stamps counted in frames, so that
no time is lost or gained where two chunks meet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.packet import PacketSideData, packet_sidedata_type_from_literal

from rendering.codecs import Codec, FrameConverter, Pixels, configure

ALPHA_LAYER = "matroska_block_additional"
"""The side data in which VP9 carries its alpha channel."""


@dataclass(frozen=True)
class EncodedPacket:
    """One packet of a chunk; times are in frames from the chunk's start."""

    pts: int
    dts: int
    is_keyframe: bool
    data: bytes
    alpha: bytes = b""


@dataclass
class Chunk:
    """The packets of `frames` frames in the order of decoding."""

    frames: int = 0
    packets: list[EncodedPacket] = field(default_factory=list)


class ChunkEncoder:
    """Encodes pictures into one chunk."""

    def __init__(self, codec: Codec, width: int, height: int, fps: int) -> None:
        context = av.CodecContext.create(codec.name, "w")
        configure(context, codec, width, height, fps)
        context.options = dict(codec.options)
        self._context = context
        self._convert = FrameConverter(codec)
        self._chunk = Chunk()
        self._time_base = Fraction(1, fps)

    def add(self, pixels: Pixels, repeat: int = 1) -> None:
        """Append an RGBA picture (height, width, 4), shown for `repeat` frames."""
        frame = self._convert(pixels)
        for _ in range(repeat):
            frame.pts = self._chunk.frames
            frame.time_base = self._time_base
            self._keep(self._context.encode(frame))
            self._chunk.frames += 1

    def finish(self) -> Chunk:
        """The chunk, whole; the encoder is of no more use."""
        self._keep(self._context.encode(None))
        return self._chunk

    def _keep(self, packets: list[av.Packet]) -> None:
        for packet in packets:
            alpha = b""
            if packet.has_sidedata(ALPHA_LAYER):
                alpha = bytes(packet.get_sidedata(ALPHA_LAYER))
            self._chunk.packets.append(
                EncodedPacket(
                    packet.pts, packet.dts, bool(packet.is_keyframe), bytes(packet), alpha
                )
            )


class Film:
    """A film file that grows by chunks; used as a context manager."""

    def __init__(self, path: Path, codec: Codec, width: int, height: int, fps: int) -> None:
        self.frames = 0
        self._time_base = Fraction(1, fps)
        self._container = av.open(
            str(path), "w", format=codec.container, options=dict(codec.container_options)
        )
        self._stream = self._container.add_stream(codec.name, rate=fps, options=dict(codec.options))
        configure(self._stream.codec_context, codec, width, height, fps)
        self._stream.time_base = self._time_base
        if codec.has_alpha and codec.container == "webm":
            self._stream.metadata["alpha_mode"] = "1"
        # Opening the encoder writes the header that the chunks' encoders have written too.
        self._container.start_encoding()

    def append(self, chunk: Chunk) -> None:
        """Write a chunk after the ones before it."""
        for encoded in chunk.packets:
            packet = av.Packet(encoded.data)
            packet.pts = self.frames + encoded.pts
            packet.dts = self.frames + encoded.dts
            packet.duration = 1
            packet.time_base = self._time_base
            packet.is_keyframe = encoded.is_keyframe
            packet.stream = self._stream
            if encoded.alpha:
                _attach_alpha(packet, encoded.alpha)
            self._container.mux(packet)
        self.frames += chunk.frames

    def close(self) -> None:
        """Write the index and close the file."""
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _attach_alpha(packet: av.Packet, alpha: bytes) -> None:
    side_data = PacketSideData(packet_sidedata_type_from_literal(ALPHA_LAYER), len(alpha))
    side_data.update(alpha)
    packet.set_sidedata(side_data, move=True)
