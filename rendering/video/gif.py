"""GIF: one palette for the whole film, chosen from all of its frames.

The film is read twice, frame by frame, so that a long one needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.filter import Graph
from av.filter.context import FilterContext

QUICKEST = 50
"""Frames a second; browsers slow down a GIF that wants more."""

# Flat areas and smooth edges of a few colours: dithering would only add noise.
PALETTE_USE = "dither=none:diff_mode=rectangle"


def gif_step(fps: int) -> int:
    """Every how many frames a GIF takes one, so that it has at most 50 a second."""
    return -(-fps // QUICKEST)


def write_gif(source: Path, target: Path, fps: int, transparent: bool) -> int:
    """Turn a lossless film of `fps` frames a second into a GIF; the number of its frames."""
    step = gif_step(fps)
    palette = _palette(source, step, transparent)
    rate = Fraction(fps, step)
    written = 0
    with av.open(str(source)) as film, av.open(str(target), "w", format="gif") as gif:
        template = film.streams.video[0]
        stream = gif.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = template.width, template.height, "pal8"
        graph = Graph()
        pictures, colours = graph.add_buffer(template=template), _palette_buffer(graph, palette)
        use = graph.add("paletteuse", PALETTE_USE)
        sink = graph.add("buffersink")
        pictures.link_to(use, 0, 0)
        colours.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        colours.push(palette)
        colours.push(None)
        for frame in _every(film, step):
            pictures.push(frame)
            for mapped in _available(sink):
                written += _encode(gif, stream, mapped, written, rate)
        pictures.push(None)
        for mapped in _available(sink):
            written += _encode(gif, stream, mapped, written, rate)
        gif.mux(stream.encode(None))
    return written


def _encode(
    gif: av.container.OutputContainer,
    stream: av.VideoStream,
    frame: av.VideoFrame,
    number: int,
    rate: Fraction,
) -> int:
    frame.pts, frame.time_base = number, 1 / rate
    gif.mux(stream.encode(frame))
    return 1


def _palette(source: Path, step: int, transparent: bool) -> av.VideoFrame:
    """The 256 colours that suit all frames together."""
    with av.open(str(source)) as film:
        graph = Graph()
        pictures = graph.add_buffer(template=film.streams.video[0])
        choose = graph.add("palettegen", f"reserve_transparent={int(transparent)}")
        sink = graph.add("buffersink")
        pictures.link_to(choose)
        choose.link_to(sink)
        graph.configure()
        for frame in _every(film, step):
            pictures.push(frame)
        pictures.push(None)
        return cast(av.VideoFrame, sink.pull())


def _palette_buffer(graph: Graph, palette: av.VideoFrame) -> FilterContext:
    return graph.add_buffer(
        width=palette.width,
        height=palette.height,
        format=palette.format,
        time_base=Fraction(1, 1),
    )


def _every(film: av.container.InputContainer, step: int) -> Iterator[av.VideoFrame]:
    for number, frame in enumerate(film.decode(video=0)):
        if number % step == 0:
            yield frame


def _available(sink: FilterContext) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield cast(av.VideoFrame, sink.pull())
        except (BlockingIOError, EOFError):
            return
