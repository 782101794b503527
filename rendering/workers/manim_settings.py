"""Manim's settings for a job, and the size of the frame in scene units."""

from __future__ import annotations

import importlib
from configparser import ConfigParser
from typing import Any

from rendering.job import Job
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH

_CLOSE_TO_WIDESCREEN = 0.005
"""854x480 is 16:9 for all but a fifth of a pixel; Manim's own frame is kept for such sizes."""


def frame_size(width: int, height: int) -> tuple[float, float]:
    """The frame (width, height) in scene units for a picture of `width` x `height` pixels.

    The whole stage fits: a wider picture gets a wider frame, a taller one a taller frame.
    """
    aspect, stage_aspect = width / height, STAGE_WIDTH / STAGE_HEIGHT
    if abs(aspect / stage_aspect - 1) < _CLOSE_TO_WIDESCREEN:
        return STAGE_WIDTH, STAGE_HEIGHT
    if aspect > stage_aspect:
        return STAGE_HEIGHT * aspect, STAGE_HEIGHT
    return STAGE_WIDTH, STAGE_WIDTH / aspect


def import_manim() -> None:
    """Import Manim with its own defaults, whatever a `manim.cfg` here or the user's own one says.

    Manim reads them while it is imported. Some of it cannot be set right later (a renderer chooses
    the classes that others are made of), and a line that makes no sense ends the import.
    """

    def read_nothing(*_: object, **__: object) -> list[str]:
        return []

    ConfigParser.read = read_nothing  # type: ignore[assignment, method-assign]
    try:
        importlib.import_module("manim")
    finally:
        del ConfigParser.read


def manim_settings(job: Job, media_folder: str) -> dict[str, Any]:
    """What to hand to `manim.tempconfig`; Manim itself writes no film (`dry_run`)."""
    frame_width, frame_height = frame_size(job.width, job.height)
    return {
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
        "media_dir": media_folder,
        "pixel_width": job.width,
        "pixel_height": job.height,
        "frame_width": frame_width,
        "frame_height": frame_height,
        "frame_rate": job.fps,
        "background_opacity": 0.0 if job.transparent else 1.0,
        "notify_outdated_version": False,
        "seed": 0,  # a scene that draws lots gets the same ones in every process
    }
