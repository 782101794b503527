"""GIF: one palette for the whole film, chosen from all of its frames.

The film is read twice, frame by frame, so that a long one needs no more memory than a short one.

A pixel of a GIF is there or not. Where the ground is left out, every frame is stored in full (where
it is not, only what has changed): such a file is some four times as large, and a picture that stays
is stored in it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.filter import Graph
from av.filter.context import FilterContext

QUICKEST = 50
"""Frames a second; browsers slow down a GIF that wants more."""

SEEN = 80
"""Of 255: what is less opaque is left out. Thin strokes of type have gaps from 100 on, and below 70
the glow around curves becomes a solid band."""

# Flat areas and smooth edges of a few colours: dithering would only add noise.
PALETTE_USE = f"dither=none:diff_mode=rectangle:alpha_threshold={SEEN}"


def gif_step(fps: int) -> int:
    """Every how many frames a GIF takes one, so that it has at most 50 a second."""
    return -(-fps // QUICKEST)


def write_gif(source: Path, target: Path, fps: int, transparent: bool) -> int:
    """Turn a lossless film of `fps` frames a second into a GIF; the number of its frames."""
    step = gif_step(fps)
    palette = _palette(source, step, transparent)
    rate = Fraction(fps, step)
    ends = {"final_delay": str(round(100 / rate))}  # hundredths of a second
    with (
        av.open(str(source)) as film,
        av.open(str(target), "w", format="gif", options=ends) as gif,
    ):
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
        count, seen, waiting = 0, b"", None
        for frame in _mapped(_every(film, step), pictures, sink):
            frame.pts, frame.time_base = count, 1 / rate
            count, before, seen = count + 1, seen, bytes(frame.planes[0])
            waiting = frame if transparent and seen == before else None
            if waiting is None:
                gif.mux(stream.encode(frame))
        gif.mux([*stream.encode(waiting), *stream.encode(None)] if waiting else stream.encode(None))
    return count


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


def _mapped(
    frames: Iterable[av.VideoFrame], pictures: FilterContext, sink: FilterContext
) -> Iterator[av.VideoFrame]:
    """The frames in the colours of the palette."""
    for frame in frames:
        pictures.push(frame)
        yield from _available(sink)
    pictures.push(None)
    yield from _available(sink)


def _available(sink: FilterContext) -> Iterator[av.VideoFrame]:
    while True:
        try:
            yield cast(av.VideoFrame, sink.pull())
        except (BlockingIOError, EOFError):
            return
