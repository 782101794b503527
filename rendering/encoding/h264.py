"""Frames of H.264 that say "as before", written without an encoder.

A clip rests for about a second at the end of each beat, and x264 looks at every macroblock of every
frame of it just to find that nothing has moved. Such a frame is a P picture in which all
macroblocks are skipped: a header and one number, eleven bytes in all (ITU-T H.264, 7.3.3 and
7.3.4). Being reference pictures, they count in `frame_num`, so the frames of x264 that follow in
the same group of pictures are given numbers that go on from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_START_CODE = re.compile(rb"\x00\x00\x01")
_TO_BE_ESCAPED = re.compile(rb"\x00\x00(?=[\x00-\x03])")
_SLICE, _KEY_SLICE, _SEQUENCE, _PICTURE = 1, 5, 7, 8
_P_SLICES_ONLY = 5
_BASELINE = 66


class RepeatWriter:
    """Numbers the pictures of one x264 stream, with repetitions written between them."""

    def __init__(self, header: StreamHeader) -> None:
        self._header = header
        self._number = 0
        self._written = 0

    @classmethod
    def for_stream(cls, extradata: bytes) -> RepeatWriter | None:
        """The writer for a stream with these parameter sets, if it allows one."""
        header = StreamHeader.read(extradata)
        return None if header is None else cls(header)

    def first(self, packet: bytes) -> bytes:
        """x264's packet of the next picture, with the number that it has among all."""
        if is_key_picture(packet):
            self._number = self._written = 0
            return packet
        self._number += 1
        return self._header.renumbered(packet, self._written)

    def again(self) -> bytes:
        """A packet that shows the picture once more."""
        self._number += 1
        self._written += 1
        return self._header.frame_as_before(self._number)


class BitReader:
    """Reads the fields of a header, most significant bit first."""

    def __init__(self, data: bytes) -> None:
        self._bits = int.from_bytes(data, "big")
        self._left = 8 * len(data)
        self._length = self._left

    @property
    def position(self) -> int:
        """The number of bits read so far."""
        return self._length - self._left

    def u(self, bits: int) -> int:
        """An unsigned number of `bits` bits."""
        self._left -= bits
        return self._bits >> self._left & (1 << bits) - 1

    def ue(self) -> int:
        """An unsigned number in Exp-Golomb code (9.1)."""
        zeros = 0
        while not self.u(1):
            zeros += 1
        return (1 << zeros) - 1 + self.u(zeros)


class BitWriter:
    """Writes what `BitReader` reads."""

    def __init__(self) -> None:
        self._bits = ""

    def u(self, value: int, bits: int) -> None:
        """An unsigned number of `bits` bits."""
        self._bits += f"{value:0{bits}b}"

    def ue(self, value: int) -> None:
        """An unsigned number in Exp-Golomb code."""
        digits = f"{value + 1:b}"
        self._bits += "0" * (len(digits) - 1) + digits

    def trailing(self) -> bytes:
        """All that was written, with the stop bit and zeros up to a whole byte."""
        bits = self._bits + "1"
        bits += "0" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big")


@dataclass(frozen=True)
class StreamHeader:
    """What has to be known of a stream to write frames into it.

    `frame_number_bits` is the width of `frame_num`, `macroblocks` the size of a picture.
    """

    frame_number_bits: int
    macroblocks: int
    has_deblocking_control: bool

    @classmethod
    def read(cls, extradata: bytes) -> StreamHeader | None:
        """Read the parameter sets; None for a stream that frames cannot be written into so."""
        units = {unit[0] & 31: _unescaped(unit) for unit in _units(extradata)}
        if _SEQUENCE not in units or _PICTURE not in units:
            return None
        sequence = BitReader(units[_SEQUENCE][1:])
        profile = sequence.u(8)
        sequence.u(16)  # constraints and level
        sequence.ue()
        frame_number_bits = sequence.ue() + 4
        order_type = sequence.ue()
        if profile != _BASELINE or order_type != 2:  # output in the order of decoding
            return None
        sequence.ue()
        sequence.u(1)
        macroblocks = (sequence.ue() + 1) * (sequence.ue() + 1)
        has_frames_only = sequence.u(1)
        picture = BitReader(units[_PICTURE][1:])
        picture.ue(), picture.ue()
        is_cabac, has_field_order, slice_groups = picture.u(1), picture.u(1), picture.ue()
        references = picture.ue() + 1
        picture.ue()
        is_weighted = picture.u(1)
        picture.u(2)
        picture.ue(), picture.ue(), picture.ue()
        has_deblocking_control, _, is_redundant = picture.u(1), picture.u(1), picture.u(1)
        if not has_frames_only or references != 1:
            return None
        if is_cabac or has_field_order or slice_groups or is_weighted or is_redundant:
            return None
        return cls(frame_number_bits, macroblocks, bool(has_deblocking_control))

    def frame_as_before(self, frame_number: int) -> bytes:
        """A P picture that repeats the one before it, with this `frame_num`."""
        writer = BitWriter()
        writer.ue(0)  # first macroblock
        writer.ue(_P_SLICES_ONLY)
        writer.ue(0)  # picture parameter set
        writer.u(self._wrapped(frame_number), self.frame_number_bits)
        writer.u(0, 1)  # as many references as usual,
        writer.u(0, 1)  # in their usual order,
        writer.u(0, 1)  # of which the oldest goes
        writer.ue(0)  # quantiser: as usual
        if self.has_deblocking_control:
            writer.ue(1)  # off
        writer.ue(self.macroblocks)  # how many to skip: all
        return b"\x00\x00\x00\x01\x41" + _escaped(writer.trailing())

    def renumbered(self, packet: bytes, shift: int) -> bytes:
        """An x264 packet with its `frame_num` raised by `shift`."""
        if shift % (1 << self.frame_number_bits) == 0:
            return packet
        return b"".join(
            b"\x00\x00\x00\x01" + (self._shifted(unit, shift) if unit[0] & 31 == _SLICE else unit)
            for unit in _units(packet)
        )

    def _shifted(self, unit: bytes, shift: int) -> bytes:
        content = _unescaped(unit)
        head = content[1:17]
        reader = BitReader(head)
        reader.ue(), reader.ue(), reader.ue()
        before = reader.position
        number = self._wrapped(reader.u(self.frame_number_bits) + shift)
        after = 8 * len(head) - reader.position
        bits = int.from_bytes(head, "big")
        mask = (1 << self.frame_number_bits) - 1 << after
        bits = bits & ~mask | number << after
        assert before + self.frame_number_bits + after == 8 * len(head)
        return content[:1] + _escaped(bits.to_bytes(len(head), "big") + content[17:])

    def _wrapped(self, frame_number: int) -> int:
        return frame_number % (1 << self.frame_number_bits)


def is_key_picture(packet: bytes) -> bool:
    """Whether a packet starts a new group of pictures, in which `frame_num` starts from 0."""
    return any(unit[0] & 31 == _KEY_SLICE for unit in _units(packet))


def _units(stream: bytes) -> list[bytes]:
    """The NAL units of an Annex B byte stream, without their start codes."""
    starts = [match.end() for match in _START_CODE.finditer(stream)]
    units = [stream[start : end - 3] for start, end in pairwise([*starts, len(stream) + 3])]
    return [unit.rstrip(b"\x00") for unit in units if unit]


def _unescaped(unit: bytes) -> bytes:
    return unit.replace(b"\x00\x00\x03", b"\x00\x00")


def _escaped(content: bytes) -> bytes:
    return _TO_BE_ESCAPED.sub(b"\x00\x00\x03", content)
