"""Jobs for the sample scenes, small enough to be rendered in a blink."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy.typing as npt
import pytest

from rendering.job import Job
from rendering.output.staging import Staging

MODULE = "tests.rendering.sample_scenes"


def sample_job(output: Path, scene: str = "Moving", **changes: Any) -> Job:
    """A job of 128x72 pixels at 10 frames a second."""
    settings: dict[str, Any] = {
        "module": MODULE,
        "scene_class": scene,
        "clip": scene.lower(),
        "title": "A sample",
        "question": "Does it work?",
        "part": 1,
        "width": 128,
        "height": 72,
        "fps": 10,
        "format": output.suffix[1:],
        "workers": 2,
        "output": output,
    }
    return Job(**(settings | changes))


def decoded(path: Path, codec: str | None = None) -> list[npt.NDArray[Any]]:
    """All frames of a film as RGB or, if `codec` names a decoder, RGBA arrays."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        if codec is None:
            return [frame.to_ndarray(format="rgb24") for frame in film.decode(stream)]
        decoder: Any = av.CodecContext.create(codec, "r")
        decoder.extradata = stream.codec_context.extradata
        frames = []
        for packet in film.demux(stream):
            frames += decoder.decode(packet if packet.size else None)
        return [frame.to_ndarray(format="rgba") for frame in frames]


def lose_what_is_published(patch: pytest.MonkeyPatch, path: Path) -> None:
    """As soon as files are published, another's stands in the place of one."""
    publish = Staging.publish

    def publish_and_lose(staging: Staging) -> list[Path]:
        published = publish(staging)
        path.write_text("another's")
        return published

    patch.setattr(Staging, "publish", publish_and_lose)
