"""The process that plays a scene, started by the pool.

It reads its task from standard input, imports Manim, plays the scene from start to end, and has a
scheduler see to it that the frames are drawn and encoded. What there is to report goes to standard
output, one JSON object a line, each short enough for the system to write it in one piece, so that
many processes can share the pipe.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pickle
import signal
import sys
import threading
import traceback
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

from rendering.errors import guess
from rendering.output.sources import imported_sources
from rendering.workers.task import (
    POSTER_FILE,
    SCENE_FILE,
    TRACEBACK_FILE,
    CannotWrite,
    Reports,
    Task,
    own_files,
)
from scenes.catalogue.options.kinds import OptionError

SECONDS_TO_IMPORT = 120
"""After that the process ends by SIGALRM: with too little memory, OpenBLAS tries for ever."""


class PipedReports:
    """Writes reports to the pool, or ends the process when nobody listens any more."""

    def __init__(self) -> None:
        # Whatever a scene prints must not get between the reports.
        self._file = os.dup(1)
        os.dup2(2, 1)

    def send(self, **report: Any) -> None:
        """Send one report of JSON values."""
        try:
            os.write(self._file, json.dumps(report).encode() + b"\n")
        except BrokenPipeError:
            os._exit(1)


def play(task: Task, reports: Reports) -> None:
    """Play the scene of `task` and report what comes of it."""
    job = task.job
    fail = partial(_fail, task, reports)
    try:
        _limit_time(SECONDS_TO_IMPORT)
        from rendering.workers.manim_settings import import_manim, manim_settings

        import_manim()
        import manim as mn

        from rendering.workers.cairo_camera import camera_class
        from rendering.workers.renderer import SnapshotRenderer
        from rendering.workers.scheduler import ClaimingScheduler, ForkingScheduler

        _limit_time(0)
        mn.config.update(manim_settings(job, str(task.media_folder)))
        scene_class = getattr(importlib.import_module(job.module), job.scene_class)
        # What has been imported stays: the collector need not look at it in every process again.
        gc.collect()
        gc.freeze()
        scheduler = (
            ForkingScheduler(task, reports, fail)
            if task.forks
            else ClaimingScheduler(task, reports)
        )
        renderer = SnapshotRenderer(scheduler, camera_class(job.transparent))
        scene = scene_class(parameters=dict(job.parameters), theme=job.theme, renderer=renderer)
        scene.render()
        reports.send(total=renderer.frames)
        scheduler.wrap_up()
        if task.leads:
            _save_poster(renderer.draw_last_picture(scene), task)
        scheduler.finish()
        if task.leads:
            summary = {
                "frames": renderer.frames,
                "chunks": scheduler.chunks,
                "beats": _beats_of(scene),
                "answer": getattr(scene, "answered", ""),
                "numbers": getattr(scene, "numbers", {}),
                "sources": sorted(imported_sources()),
            }
            text = json.dumps(summary, allow_nan=False)
            with own_files():
                (task.folder / SCENE_FILE).write_text(text, encoding="utf-8")
    except BaseException as error:
        fail(error)


def _limit_time(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # POSIX only
        signal.alarm(seconds)


def _beats_of(scene: Any) -> list[dict[str, Any]]:
    """The beats that a scene has recorded, as plain values; none for a scene without beats."""
    fields = ("index", "name", "caption", "start", "end")
    return [{name: getattr(beat, name) for name in fields} for beat in getattr(scene, "beats", [])]


def _save_poster(pixels: Any, task: Task) -> None:
    from PIL import Image, PngImagePlugin

    from rendering.output.ownership import PICTURE_NOTE
    from rendering.video.pixels import straight

    picture = straight(pixels) if task.job.transparent else pixels[..., :3]
    note = PngImagePlugin.PngInfo()
    for key, text in PICTURE_NOTE.items():
        note.add_text(key, text)
    with own_files():
        Image.fromarray(picture).save(task.folder / POSTER_FILE, format="png", pnginfo=note)


def _fail(task: Task, reports: Reports, error: BaseException) -> NoReturn:
    """Report an error, and end this process."""
    if isinstance(error, CannotWrite):
        reports.send(error="disk", errno=error.errno)
        os._exit(1)
    if isinstance(error, OptionError):
        reports.send(error="parameters", message=str(error))
        os._exit(1)
    if words := guess(error):
        reports.send(error="system", message=words)
        os._exit(1)
    with suppress(OSError):
        text = "".join(_told_from_the_scene_on(error, task.job.module))
        (task.folder / TRACEBACK_FILE).write_text(text, encoding="utf-8")
    first_line = (str(error).splitlines() or [""])[0]
    reports.send(error="scene", message=f"{type(error).__name__}: {first_line}"[:300])
    os._exit(1)


def _told_from_the_scene_on(error: BaseException, module: str) -> list[str]:
    """The traceback without the engine and Manim's loop above the scene's own first line."""
    source = getattr(sys.modules.get(module), "__file__", None)
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != source:
        trace = trace.tb_next
    return traceback.format_exception(type(error), error, trace or error.__traceback__)


def _end_with_the_pool() -> None:
    """End this process when the pool closes standard input, as it does when it ends."""
    sys.stdin.buffer.read()
    os._exit(1)


def main() -> None:
    """Do the task that is on standard input."""
    # Ctrl-C is for the process that decides what is to be done about it, and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reports = PipedReports()
    task = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by our own pool
    if os.name == "nt":  # elsewhere the number of the parent process tells
        threading.Thread(target=_end_with_the_pool, daemon=True).start()
    play(task, reports)
    sys.stdout.flush()
    os._exit(0)
