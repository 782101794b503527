"""From pictures to packets to one film.

A worker encodes a *chunk*, a run of frames that starts afresh with a key frame. The film takes the
chunks in order and writes them into its container, with the time stamps counted in frames, so that
no time is lost or gained where two chunks meet.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Self, cast

import av
from av.packet import Packet, PacketSideData, packet_sidedata_type_from_literal
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from rendering.job import Job
from rendering.video.chunks import Chunk, EncodedPacket, write_chunk
from rendering.video.codecs import codec_for, configure
from rendering.video.pixels import Pixels, converter_for

ALPHA_LAYER: Final = "matroska_block_additional"
"""The side data in which VP9 carries its alpha channel."""


class ChunkRecorder:
    """Encodes pictures into one chunk of a job's film."""

    def __init__(self, job: Job) -> None:
        codec = codec_for(job.format, job.transparent)
        self._context = cast(VideoCodecContext, av.CodecContext.create(codec.name, "w"))
        configure(self._context, codec, job.width, job.height, job.fps)
        self._context.options = dict(codec.options)
        self._context.open()
        self._convert = converter_for(codec.pixel_format)
        self._time_base = Fraction(1, job.fps)
        self._chunk = Chunk()
        self.header = bytes(self._context.extradata or b"")

    def add(self, pixels: Pixels, repeat: int = 1) -> None:
        """Append an RGBA picture (height, width, 4), shown for `repeat` frames."""
        frame = self._convert(pixels)
        frame.time_base = self._time_base
        for _ in range(repeat):
            frame.pts = self._chunk.frames
            self._keep(self._context.encode(frame))
            self._chunk.frames += 1

    def finish(self) -> Chunk:
        """The chunk, whole; the recorder is of no more use."""
        self._keep(self._context.encode(None))
        return self._chunk

    def save(self, path: Path) -> None:
        """Finish, and write the chunk to a file."""
        write_chunk(path, self.finish())

    def _keep(self, packets: list[Packet[VideoStream]]) -> None:
        for packet in packets:
            assert packet.pts is not None
            alpha = b""
            if packet.has_sidedata(ALPHA_LAYER):
                alpha = bytes(packet.get_sidedata(ALPHA_LAYER))
            self._chunk.packets.append(
                EncodedPacket(packet.pts, packet.is_keyframe, bytes(packet), alpha)
            )


class Film:
    """A film file that grows by chunks; used as a context manager."""

    def __init__(self, path: Path, job: Job) -> None:
        codec = codec_for(job.format, job.transparent)
        self.frames = 0
        self._time_base = Fraction(1, job.fps)
        self._reordering = codec.reordering
        self._container = av.open(
            str(path), "w", format=codec.container, options=dict(codec.container_options)
        )
        self._stream: Any = self._container.add_stream(
            codec.name, rate=job.fps, options=dict(codec.options)
        )
        configure(self._stream.codec_context, codec, job.width, job.height, job.fps)
        self._stream.time_base = self._time_base
        if codec.has_alpha and codec.container == "webm":
            self._stream.metadata["alpha_mode"] = "1"
        # Opening the encoder writes the header that the chunks' encoders have written too.
        self._container.start_encoding()

    def append(self, chunk: Chunk) -> None:
        """Write a chunk after the ones before it."""
        for index, encoded in enumerate(chunk.packets):
            packet = av.Packet(encoded.data)
            packet.pts = self.frames + encoded.pts
            # The encoder's own are of no use where a chunk is too short for it to look ahead.
            packet.dts = self.frames + index - self._reordering
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

    def __exit__(self, *_: object) -> None:
        self.close()


def _attach_alpha(packet: Packet[Any], alpha: bytes) -> None:
    kind = packet_sidedata_type_from_literal(ALPHA_LAYER)
    side_data = PacketSideData(kind, len(alpha))  # type: ignore[call-arg]  # as the stubs omit
    side_data.update(alpha)
    packet.set_sidedata(side_data, move=True)
