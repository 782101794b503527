"""Who draws what: a studio directs the renderer, and has the chunks that fall to it encoded.

There are two ways to share out the chunks of a scene:

* `ForkingScheduler` (Linux): one process plays the scene and notes down its pictures. When a chunk
  is complete, it forks a process, which finds the pictures in its memory and draws them. The scene
  is played only once.
* `ClaimingScheduler` (everywhere): several processes play the same scene, and each draws the chunks
  that it was the first to claim by creating a file.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, Protocol

from rendering.job import Job
from rendering.video.chunks import ChunkPlan, chunk_length, chunk_path
from rendering.video.film import ChunkRecorder  # imported before the forks, that is once
from rendering.video.pixels import Pixels
from rendering.workers.frame_digests import DigestRecorder
from rendering.workers.snapshots import Painter, Picture
from rendering.workers.task import CannotWrite, Reports, Task, own_files

ATTEMPTS = 2
"""How often a chunk is given to a process, if the first is killed."""
LONGEST_LINE = 12
"""Chunks that may wait to be drawn; some ten megabytes each."""
SECONDS_BETWEEN_REPORTS = 0.2


class Recorder(Protocol):
    """Makes a file of the pictures of a chunk."""

    def add(self, pixels: Pixels, repeat: int) -> None:
        """Take a picture that is shown for `repeat` frames."""

    def save(self, path: Path) -> None:
        """Write the file."""


RECORDERS: dict[str, Callable[[Job], Recorder]] = {
    "film": ChunkRecorder,
    "digests": DigestRecorder,
}


class Scheduler:
    """Takes the pictures of a scene, and sees to it that each is drawn by somebody, once."""

    def __init__(self, task: Task, reports: Reports) -> None:
        self.task = task
        self.reports = reports
        self._plan = ChunkPlan(task.chunk_frames or chunk_length(task.job.fps))

    @property
    def chunks(self) -> int:
        """The number of chunks begun so far, by whomever."""
        return self._plan.index + 1

    def begin_play(self, frame: int) -> None:
        """Turn to the next chunk if it starts with this play."""
        if self._plan.begins_with_play(frame):
            self._turn()

    def begin_frame(self, frame: int, remaining: int) -> None:
        """Turn to the next chunk if it starts with this frame."""
        if os.getppid() != self.task.crew:
            os._exit(1)  # nobody is left to work for
        if self._plan.begins_within_play(frame, remaining):
            self._turn()

    def show(self, picture: Picture, painter: Painter) -> None:
        """Take the next picture."""
        raise NotImplementedError

    def wrap_up(self) -> None:
        """The scene has ended: share out what is left."""
        self._turn()

    def finish(self) -> None:
        """Wait until everything is drawn."""

    def _turn(self) -> None:
        """A chunk begins, the one before is complete."""
        raise NotImplementedError

    def _is_wanted(self, index: int) -> bool:
        return self.task.job.format != "png" and index not in self.task.finished


class ClaimingScheduler(Scheduler):
    """Draws the chunks that it is the first studio to reach."""

    def __init__(self, task: Task, reports: Reports) -> None:
        super().__init__(task, reports)
        self._shift: _ChunkDrawing | None = None

    def show(self, picture: Picture, painter: Painter) -> None:
        """Draw a picture of a chunk of its own."""
        if self._shift is not None:
            self._shift.draw(picture, painter)

    def wrap_up(self) -> None:
        """Finish the last chunk."""
        if self._shift is not None:
            self._shift.end()
            self._shift = None

    def _turn(self) -> None:
        self.wrap_up()
        if self._is_wanted(self._plan.index) and self._claim(self._plan.index):
            self._shift = _ChunkDrawing(self.task, self._plan.index, self.reports)

    def _claim(self, index: int) -> bool:
        """The file system lets one process alone create a file."""
        try:
            chunk_path(self.task.folder, index).with_suffix(".claim").open("x").close()
        except FileExistsError:
            return False
        except OSError as error:
            raise CannotWrite(error) from error
        return True


class ForkingScheduler(Scheduler):
    """Notes down the pictures of a chunk, then forks a process that draws them."""

    def __init__(
        self, task: Task, reports: Reports, fail: Callable[[BaseException], NoReturn]
    ) -> None:
        super().__init__(task, reports)
        self._fail = fail
        self._begun = 0
        self._pictures: list[Picture] = []
        self._painter: Painter
        self._waiting: deque[_PendingChunk] = deque()
        self._under_way: dict[int, _PendingChunk] = {}

    def show(self, picture: Picture, painter: Painter) -> None:
        """Note a picture down."""
        self._painter = painter
        self._pictures.append(picture)
        self._share_out()

    def finish(self) -> None:
        """Have the rest drawn."""
        while self._waiting or self._under_way:
            self._share_out(wait=True)

    def _turn(self) -> None:
        """Put the chunk that is complete in line, and run on unless the line is long."""
        index = self._begun - 1
        self._begun = self._plan.index + 1
        if self._pictures and self._is_wanted(index):
            self._waiting.append(_PendingChunk(index, self._pictures))
        self._pictures = []
        while len(self._waiting) > LONGEST_LINE:
            self._share_out(wait=True)

    def _share_out(self, wait: bool = False) -> None:
        """Take back processes that have ended, and give work to as many as there may be."""
        if self._under_way:
            process, status = os.waitpid(-1, 0 if wait else os.WNOHANG)
            work = self._under_way.pop(process, None)
            if work is not None and status != 0:
                self._try_again(work, os.WTERMSIG(status))
        while self._waiting and len(self._under_way) < self.task.workers:
            self._fork(self._waiting.popleft())

    def _try_again(self, work: _PendingChunk, signal: int) -> None:
        """Somebody has killed the process; had it failed by itself, that would be the end."""
        self.reports.send(chunk=work.index, lost=signal)
        if work.attempts < ATTEMPTS:
            self._waiting.appendleft(work)

    def _fork(self, work: _PendingChunk) -> None:
        leader = os.getpid()
        work.attempts += 1
        process = os.fork()
        if process:
            self._under_way[process] = work
            return
        try:
            shift = _ChunkDrawing(self.task, work.index, self.reports)
            for picture in work.pictures:
                if os.getppid() != leader:
                    os._exit(1)
                shift.draw(picture, self._painter)
            shift.end()
        except BaseException as error:
            self._fail(error)
        os._exit(0)


class _PendingChunk:
    """The pictures of a chunk, waiting to be drawn."""

    def __init__(self, index: int, pictures: list[Picture]) -> None:
        self.index = index
        self.pictures = pictures
        self.attempts = 0


class _ChunkDrawing:
    """The drawing of one chunk."""

    def __init__(self, task: Task, index: int, reports: Reports) -> None:
        self._path = chunk_path(task.folder, index)
        self._index = index
        self._reports = reports
        self._recorder = RECORDERS[task.recorder](task.job)
        self._drawn = 0
        self._last_report = time.monotonic()

    def draw(self, picture: Picture, painter: Painter) -> None:
        """Draw and encode a picture."""
        self._recorder.add(painter.paint(picture), picture.frames)
        self._drawn += picture.frames
        now = time.monotonic()
        if now - self._last_report >= SECONDS_BETWEEN_REPORTS:
            self._last_report = now
            self._reports.send(chunk=self._index, drawn=self._drawn)

    def end(self) -> None:
        """Leave the chunk in its file."""
        with own_files():
            self._recorder.save(self._path)
        self._reports.send(chunk=self._index, drawn=self._drawn, done=True)
