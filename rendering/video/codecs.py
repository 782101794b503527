"""How each kind of file is encoded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from av.codec.context import Flags
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc

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
    reordering: int = 0
    """By how many frames a packet may be needed before it is shown."""


FAST_START = {"movflags": "+faststart"}

# Pictures of flat areas and sharp lines cost few bits even without most of x264's inventions. The
# film is larger than a slower preset's and closer to what was drawn (see benchmarks/). A constant
# quantiser saves x264 a look at every frame in advance. Entropy coding, transforms of 8 by 8, and
# frames that look both ways take 40 % off the film, and nothing from the picture.
H264 = Codec(
    "libx264",
    "yuv420p",
    "mp4",
    {
        "preset": "ultrafast",
        "qp": "20",
        "x264-params": "force-cfr=1:cabac=1:8x8dct=1:trellis=1:partitions=i8x8,i4x4"
        ":bframes=3:b-adapt=0:b-pyramid=normal",
    },
    FAST_START,
    reordering=2,
)
# At a constant quantiser: searching for one frame by frame to meet a bit rate takes five times as
# long. The number is 8 of ProRes's own, in the unit of libavcodec.
PRORES = {
    "profile": "4444",
    "vendor": "apl0",
    "alpha_bits": "8",
    "flags": "+qscale",
    "global_quality": str(8 * 118),
}
VP9_SPEED = {"deadline": "realtime", "cpu-used": "6", "crf": "24", "b": "0", "row-mt": "0"}

CODECS: dict[tuple[str, bool], Codec] = {
    ("mp4", False): H264,
    ("mov", False): replace(H264, container="mov"),
    ("mov", True): Codec("prores_ks", "yuva444p10le", "mov", PRORES, FAST_START, has_alpha=True),
    ("webm", False): Codec("libvpx-vp9", "yuv420p", "webm", VP9_SPEED),
    ("webm", True): Codec(
        "libvpx-vp9", "yuva420p", "webm", {**VP9_SPEED, "auto-alt-ref": "0"}, has_alpha=True
    ),
    # A GIF needs one palette for all of its frames, so it is made from a lossless film.
    ("gif", False): Codec("libx264rgb", "bgr24", "matroska", {"preset": "ultrafast", "qp": "0"}),
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
    if codec.pixel_format.startswith("yuv"):
        for name, value in BT709.items():
            setattr(context, name, int(value))
