"""How each kind of file is encoded, and how pictures become what its encoder wants.

Manim's pictures are RGBA with colours already multiplied by their opacity (Cairo's way). Opaque
films are converted to limited-range BT.709, which is also what is written into the file, so that
players show the theme's own colours. Films with transparency keep straight colours, or the edges of
every glyph would get a dark rim.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.codec.context import Flags
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    VideoReformatter,
)

Pixels = npt.NDArray[Any]
"""RGBA pictures (height, width, 4) of uint8 (Manim's annotations do not say so)."""

BT709 = {
    "color_range": ColorRange.MPEG,
    "colorspace": 1,
    "color_primaries": ColorPrimaries.BT709,
    "color_trc": ColorTrc.BT709,
}
"""The tags of an opaque film: limited range, BT.709 matrix, primaries and transfer."""


@dataclass(frozen=True)
class Codec:
    """An encoder with its settings, and the container that its packets go into."""

    name: str
    pixel_format: str
    container: str
    options: dict[str, str] = field(default_factory=dict)
    container_options: dict[str, str] = field(default_factory=dict)
    has_alpha: bool = False

    @property
    def is_yuv(self) -> bool:
        """Whether colours are converted to BT.709."""
        return self.pixel_format.startswith("yuv")


H264 = Codec(
    "libx264",
    "yuv420p",
    "mp4",
    {"preset": "veryfast", "crf": "18"},
    {"movflags": "+faststart"},
)
VP9_SPEED = {"deadline": "realtime", "cpu-used": "6", "crf": "24", "b": "0", "row-mt": "0"}

CODECS: dict[tuple[str, bool], Codec] = {
    ("mp4", False): H264,
    ("mov", False): Codec(H264.name, "yuv420p", "mov", H264.options, H264.container_options),
    ("mov", True): Codec(
        "prores_ks",
        "yuva444p10le",
        "mov",
        {"profile": "4444", "vendor": "apl0", "alpha_bits": "16"},
        {"movflags": "+faststart"},
        has_alpha=True,
    ),
    ("webm", False): Codec("libvpx-vp9", "yuv420p", "webm", VP9_SPEED),
    ("webm", True): Codec(
        "libvpx-vp9", "yuva420p", "webm", {**VP9_SPEED, "auto-alt-ref": "0"}, has_alpha=True
    ),
    # A GIF needs one palette for all of its frames, so it is made from a lossless film.
    ("gif", False): Codec("ffv1", "bgr0", "matroska", {"level": "3"}),
    ("gif", True): Codec("ffv1", "bgra", "matroska", {"level": "3"}, has_alpha=True),
}
"""The codec for a format, opaque or transparent."""


def codec_for(file_format: str, transparent: bool) -> Codec:
    """The codec of the film that is made for a format."""
    return CODECS[file_format, transparent]


def configure(context: Any, codec: Codec, width: int, height: int, fps: int) -> None:
    """Set up an encoder; the same settings always give the same stream header."""
    context.width, context.height = width, height
    context.pix_fmt = codec.pixel_format
    context.time_base = Fraction(1, fps)
    context.framerate = Fraction(fps)
    context.gop_size = 2 * fps
    context.thread_count = 1
    context.flags |= Flags.global_header
    if codec.is_yuv:
        for name, value in BT709.items():
            setattr(context, name, int(value))


def straight(pixels: Pixels) -> Pixels:
    """Undo the multiplication of colours by opacity: `c = c' * 255 / a`, and 0 where a is 0.

    `pixels` is (height, width, 4) RGBA; a new array of the same shape is returned.
    """
    alpha = pixels[..., 3:].astype(np.uint16)
    colours = pixels[..., :3].astype(np.uint16)
    colours = (colours * 255 + alpha // 2) // np.maximum(alpha, 1)
    result = np.empty_like(pixels)
    np.minimum(colours, 255, out=result[..., :3], casting="unsafe")
    result[..., 3] = pixels[..., 3]
    return result


class FrameConverter:
    """Turns RGBA pictures into frames for one codec, without a copy where none is needed."""

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._reformatter = VideoReformatter()

    def __call__(self, pixels: Pixels) -> av.VideoFrame:
        """A frame that shares nothing with `pixels`, which may be drawn over afterwards."""
        if self._codec.has_alpha:
            pixels = straight(pixels)
        frame = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        if not self._codec.is_yuv:
            return self._reformatter.reformat(frame, format=self._codec.pixel_format, threads=1)
        return self._reformatter.reformat(
            frame,
            format=self._codec.pixel_format,
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
