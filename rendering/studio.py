"""The process in which a scene plays: `python -m rendering.studio`, started by the crew.

It reads its task from standard input, imports Manim, plays the scene from start to end, and has the
frames drawn and encoded chunk by chunk. There are two ways to share out the chunks:

* `ForkingStudio` (Linux): at the start of each chunk the process forks. The child draws the chunk,
  the process itself runs on without drawing. The scene is built only once, and its state at the
  start of a chunk is exact, being the very same memory.
* `ClaimingStudio` (everywhere): several studios play the same scene, and each draws the chunks that
  it was the first to claim by creating a file.

What there is to report goes to standard output, one JSON object a line, each short enough for the
system to write it in one piece, so that many processes can share the pipe.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pickle
import sys
import threading
import time
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from rendering.chunks import ChunkPlan, chunk_length, chunk_path
from rendering.job import Job
from rendering.sources import imported_sources

SECONDS_BETWEEN_REPORTS = 0.2
SCENE_FILE = "scene.json"
POSTER_FILE = "poster.png"
TRACEBACK_FILE = "traceback.txt"


@dataclass(frozen=True)
class Task:
    """What a studio is asked to do.

    `leads` is true for the one studio that reports on the scene as a whole and draws the poster.
    `scouts` asks for the number of frames to be found out early.
    `recorder` says what is made of the frames: a film, or digests to compare them by.
    `chunk_frames` is how long chunks shall be, 0 for what suits the frame rate.
    `finished` are the chunks that an earlier attempt has left; they are not drawn again.
    """

    job: Job
    folder: Path
    media_folder: Path
    workers: int
    forks: bool
    leads: bool = True
    scouts: bool = False
    recorder: str = "film"
    chunk_frames: int = 0
    finished: frozenset[int] = frozenset()

    def without(self, finished: Collection[int]) -> Task:
        """The same task, but for these chunks."""
        return replace(self, finished=frozenset(finished))


class Reports:
    """Writes reports to the crew, in one piece each, or ends the process when nobody listens."""

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


class CannotWrite(Exception):
    """A file of the engine's own could not be written; `errno` is the system's number for why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.errno = error.errno


@contextmanager
def own_files() -> Iterator[None]:
    """Tell the engine's own trouble with files from a scene's."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(error) from error


class Studio:
    """Directs the renderer: draws and encodes the chunks that fall to this process."""

    def __init__(self, task: Task, reports: Reports) -> None:
        self.task = task
        self.reports = reports
        self._plan = ChunkPlan(task.chunk_frames or chunk_length(task.job.fps))
        self._crew = os.getppid()
        self._recorder: Any = None
        self._drawn = 0
        self._last_report = 0.0

    @property
    def wants_frames(self) -> bool:
        """Whether a chunk is being drawn here."""
        return self._recorder is not None

    @property
    def chunks(self) -> int:
        """The number of chunks begun so far, by whomever."""
        return self._plan.index + 1

    def begin_play(self, frame: int, frames: int) -> bool:
        """Turn to the next chunk if it starts with this play; say if a background is needed."""
        if self._plan.begins_with_play(frame):
            self._turn()
        return self.wants_frames or self._plan.divides(frame, frames)

    def begin_frame(self, frame: int, remaining: int) -> None:
        """Turn to the next chunk if it starts with this frame."""
        if os.getppid() != self._crew:
            os._exit(1)  # nobody is left to work for
        if self._plan.begins_within_play(frame, remaining):
            self._turn()

    def take(self, pixels: Any, repeat: int) -> None:
        """Encode a picture of the chunk."""
        self._recorder.add(pixels, repeat)
        self._drawn += repeat
        now = time.monotonic()
        if now - self._last_report >= SECONDS_BETWEEN_REPORTS:
            self._last_report = now
            self.reports.send(chunk=self._current, drawn=self._drawn)

    def finish(self) -> None:
        """The scene has ended: finish the last chunk."""
        self._close()

    def may_draw(self, index: int) -> bool:
        """Whether this process shall draw the chunk that starts now."""
        raise NotImplementedError

    def _turn(self) -> None:
        self._close()
        if self.task.job.format == "png" or self._plan.index in self.task.finished:
            return
        if self.may_draw(self._plan.index):
            self._open(self._plan.index)

    def _open(self, index: int) -> None:
        from rendering.digests import DigestRecorder
        from rendering.film import ChunkRecorder

        self._current, self._drawn = index, 0
        recorder = {"film": ChunkRecorder, "digests": DigestRecorder}[self.task.recorder]
        self._recorder = recorder(self.task.job)

    def _close(self) -> None:
        if self._recorder is None:
            return
        with own_files():
            self._recorder.save(chunk_path(self.task.folder, self._current))
        self._recorder = None
        self.reports.send(chunk=self._current, drawn=self._drawn, done=True)


class ClaimingStudio(Studio):
    """Draws a chunk when it is the first studio to reach it."""

    def may_draw(self, index: int) -> bool:
        """Claim the chunk; the file system lets one process alone create the file."""
        try:
            chunk_path(self.task.folder, index).with_suffix(".claim").open("x").close()
        except FileExistsError:
            return False
        return True


class ForkingStudio(Studio):
    """Forks a process for each chunk and runs on; never draws itself."""

    def __init__(self, task: Task, reports: Reports) -> None:
        super().__init__(task, reports)
        self.is_child = False
        self._children: dict[int, int] = {}

    def may_draw(self, index: int) -> bool:
        """True in the new process that draws the chunk, False in the one that runs on."""
        while len(self._children) >= self.task.workers:
            self._reap()
        leader = os.getpid()
        child = os.fork()
        if child:
            self._children[child] = index
            return False
        self.is_child = True
        self._crew = leader
        self._children.clear()
        return True

    def finish(self) -> None:
        """Wait for all chunks."""
        super().finish()
        while self._children:
            self._reap()

    def _close(self) -> None:
        was_drawing = self.wants_frames
        super()._close()
        if self.is_child and was_drawing:
            os._exit(0)

    def _reap(self) -> None:
        child, status = os.waitpid(-1, 0)
        index = self._children.pop(child, None)
        if index is not None and status != 0:
            self.reports.send(chunk=index, lost=True)


def play(task: Task, reports: Reports) -> None:
    """Play the scene of `task` and report what comes of it."""
    import manim as mn

    from rendering.camera import camera_class_of
    from rendering.renderer import FrameRenderer, ScoutRenderer, beats_of
    from rendering.settings import manim_settings

    job = task.job
    studio = (ForkingStudio if task.forks else ClaimingStudio)(task, reports)
    try:
        mn.config.update(manim_settings(job, str(task.media_folder)))
        scene_class = getattr(importlib.import_module(job.module), job.scene_class)
        # What has been imported stays: the collector need not look at it in every process again.
        gc.collect()
        gc.freeze()
        camera_class = camera_class_of(scene_class, job.transparent)
        if task.scouts:
            _send_a_scout(scene_class, ScoutRenderer(camera_class), job, reports)
        renderer = FrameRenderer(studio, camera_class)
        scene = scene_class(parameters=dict(job.parameters), theme=job.theme, renderer=renderer)
        scene.render()
        reports.send(total=renderer.frames, final=True)
        if task.leads:
            _save_poster(renderer.draw_last_picture(scene), task)
        studio.finish()
        if task.leads:
            summary = {
                "frames": renderer.frames,
                "chunks": studio.chunks,
                "beats": beats_of(scene),
                "sources": sorted(imported_sources()),
            }
            with own_files():
                (task.folder / SCENE_FILE).write_text(json.dumps(summary), encoding="utf-8")
    except CannotWrite as error:
        reports.send(error="disk", errno=error.errno)
        os._exit(1)
    except BaseException as error:
        _give_up_on_scene(error, task, reports)


def _send_a_scout(scene_class: Any, renderer: Any, job: Job, reports: Reports) -> None:
    """Fork a process that finds out the number of frames, for those who watch the progress."""
    if os.fork():
        return
    try:
        scene_class(parameters=dict(job.parameters), theme=job.theme, renderer=renderer).render()
        reports.send(total=renderer.frames)
    finally:
        os._exit(0)  # whatever the scout stumbles over, the others will report


def _save_poster(pixels: Any, task: Task) -> None:
    from PIL import Image

    from rendering.conversion import straight

    picture = straight(pixels) if task.job.transparent else pixels[..., :3]
    with own_files():
        Image.fromarray(picture).save(task.folder / POSTER_FILE, format="png")


def _give_up_on_scene(error: BaseException, task: Task, reports: Reports) -> NoReturn:
    with suppress(OSError):
        text = "".join(traceback.format_exception(error))
        (task.folder / TRACEBACK_FILE).write_text(text, encoding="utf-8")
    reports.send(error="scene", message=f"{type(error).__name__}: {error}"[:300])
    os._exit(1)


def _end_with_the_crew() -> None:
    """End this process when the crew closes standard input, as it does when it ends."""
    sys.stdin.buffer.read()
    os._exit(1)


def main() -> None:
    """Do the task that is on standard input."""
    reports = Reports()
    task = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by our own crew
    if os.name == "nt":  # elsewhere the number of the parent process tells
        threading.Thread(target=_end_with_the_crew, daemon=True).start()
    play(task, reports)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
