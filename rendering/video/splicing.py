"""Films made of films: packets go from file to file, and no picture is encoded again.

A film can be cut wherever it begins afresh with a key frame, as it does with each beat. Several can
be joined where they were encoded in one way, so that one header describes them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import av
from av.packet import Packet
from av.video.stream import VideoStream
from PIL.Image import Image

from rendering.errors import RenderError
from rendering.video.codecs import H264


class Cut(NamedTuple):
    """The frames of a film from `first` on, and before `end`."""

    film: Path
    first: int
    end: int


class Chapter(NamedTuple):
    """A chapter of a film, from frame `first` on, and before `end`."""

    title: str
    first: int
    end: int


def splice(
    cuts: Sequence[Cut], output: Path, chapters: Sequence[Chapter] = (), title: str = ""
) -> int:
    """Write the cuts one after the other to `output`, an mp4; the number of its frames.

    Raises RenderError where a cut begins with no key frame, or the films differ in their encoding.
    """
    with av.open(str(cuts[0].film)) as first:
        model, header = first.streams.video[0], _header(first.streams.video[0])
        film = av.open(str(output), "w", format="mp4", options=dict(H264.container_options))
        stream = film.add_stream_from_template(model)
    with film:
        tick = 1 / Fraction(header[-1])
        stream.time_base = tick
        film.metadata["title"] = title
        film.set_chapters([_in_container(chapter, tick) for chapter in chapters])
        frames = 0
        for cut in cuts:
            for index, packet in enumerate(_packets(cut, header)):
                packet.pts = frames + round(packet.pts * packet.time_base / tick) - cut.first
                packet.dts = frames + index - H264.reordering
                packet.duration, packet.time_base, packet.stream = 1, tick, stream
                film.mux(packet)
            frames += cut.end - cut.first
    return frames


def picture_at(film: Path, frame: int) -> Image:
    """The picture of a frame, for which no more is decoded than from the key frame before it."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        time = frame / Fraction(_header(stream)[-1])
        container.seek(round(time / stream.time_base), stream=stream)
        for decoded in container.decode(stream):
            assert decoded.pts is not None
            if decoded.pts * stream.time_base >= time:
                image: Image = decoded.to_image()
                return image
    raise RenderError(f"{film.name} has no frame {frame}")


def _header(stream: VideoStream) -> tuple[Any, ...]:
    """What has to be the same in films that are joined; the frame rate comes last."""
    context = stream.codec_context
    rate = stream.average_rate
    return context.name, context.extradata, stream.width, stream.height, rate


def _packets(cut: Cut, header: tuple[Any, ...]) -> Iterator[Any]:
    """The packets of a cut in the order of decoding."""
    with av.open(str(cut.film)) as film:
        stream = film.streams.video[0]
        if _header(stream) != header:
            raise RenderError(f"{cut.film.name} is encoded in another way than the films before it")
        inside: list[Packet[VideoStream]] = []
        shown = []
        for packet in film.demux(stream):
            if packet.pts is None or packet.time_base is None:  # the end
                continue
            frame = round(packet.pts * packet.time_base * header[-1])
            if cut.first <= frame < cut.end:
                inside.append(packet)
                shown.append(frame)
        if sorted(shown) != list(range(cut.first, cut.end)):
            raise RenderError(f"{cut.film.name} lacks frames from {cut.first} to {cut.end - 1}")
        if shown[0] != cut.first or not inside[0].is_keyframe:
            raise RenderError(f"{cut.film.name} cannot be cut at frame {cut.first}: no key frame")
        yield from inside


def _in_container(chapter: Chapter, tick: Fraction) -> Any:
    return {
        "id": chapter.first,
        "start": chapter.first,
        "end": chapter.end,
        "time_base": tick,
        "metadata": {"title": chapter.title},
    }
