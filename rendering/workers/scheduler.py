"""Schedulers: they decide which process draws and encodes which chunk of a scene.

There are two ways to share out the chunks of a scene:

* `ForkingScheduler` (Linux): one process plays the scene and takes snapshots of its pictures. When
  a chunk is complete, it forks a process, which finds the snapshots in its memory and draws them.
  The scene is played only once.
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
from rendering.video.encoder import ChunkRecorder  # imported before the forks, that is once
from rendering.video.pixels import Pixels
from rendering.workers.frame_digests import DigestRecorder
from rendering.workers.snapshots import Snapshot, SnapshotPainter
from rendering.workers.task import CannotWrite, Reports, Task, own_files

ATTEMPTS = 2
"""How often a chunk is given to a process, if the first is killed."""
LONGEST_QUEUE = 12
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
    """Takes the snapshots of a scene, and sees to it that each is drawn by somebody, once."""

    def __init__(self, task: Task, reports: Reports) -> None:
        self.task = task
        self.reports = reports
        self._plan = ChunkPlan(task.chunk_frames or chunk_length(task.job.fps))

    @property
    def chunks(self) -> int:
        """The number of chunks begun so far, by whomever."""
        return self._plan.index + 1

    def begin_play(self, frame: int, opens_section: bool) -> None:
        """Turn to the next chunk if it starts with this play."""
        if self._plan.begins_with_play(frame, opens_section):
            self._turn()

    def begin_frame(self, frame: int, remaining: int) -> None:
        """Turn to the next chunk if it starts with this frame."""
        if os.getppid() != self.task.parent:
            os._exit(1)  # nobody is left to work for
        if self._plan.begins_within_play(frame, remaining):
            self._turn()

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        """Take the next snapshot."""
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
    """Draws the chunks that it is the first process to reach."""

    def __init__(self, task: Task, reports: Reports) -> None:
        super().__init__(task, reports)
        self._drawing: _ChunkDrawing | None = None

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        """Draw a snapshot of a chunk of its own."""
        if self._drawing is not None:
            self._drawing.draw(snapshot, painter)

    def wrap_up(self) -> None:
        """Finish the last chunk."""
        if self._drawing is not None:
            self._drawing.end()
            self._drawing = None

    def _turn(self) -> None:
        self.wrap_up()
        if self._is_wanted(self._plan.index) and self._claim(self._plan.index):
            self._drawing = _ChunkDrawing(self.task, self._plan.index, self.reports)

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
    """Collects the snapshots of a chunk, then forks a process that draws them."""

    def __init__(
        self, task: Task, reports: Reports, fail: Callable[[BaseException], NoReturn]
    ) -> None:
        super().__init__(task, reports)
        self._fail = fail
        self._begun = 0
        self._snapshots: list[Snapshot] = []
        self._painter: SnapshotPainter
        self._waiting: deque[_PendingChunk] = deque()
        self._under_way: dict[int, _PendingChunk] = {}
        self._most = task.workers

    def show(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        """Keep a snapshot."""
        self._painter = painter
        self._snapshots.append(snapshot)
        self._share_out()

    def finish(self) -> None:
        """Have the rest drawn."""
        while self._waiting or self._under_way:
            self._share_out(wait=True)

    def _turn(self) -> None:
        """Queue the chunk that is complete, and play on unless the queue is long."""
        index = self._begun - 1
        self._begun = self._plan.index + 1
        if self._snapshots and self._is_wanted(index):
            self._waiting.append(_PendingChunk(index, self._snapshots))
        self._snapshots = []
        while len(self._waiting) > LONGEST_QUEUE:
            self._share_out(wait=True)

    def _share_out(self, wait: bool = False) -> None:
        """Take back processes that have ended, and give work to as many as there may be."""
        if self._under_way:
            process, status = os.waitpid(-1, 0 if wait else os.WNOHANG)
            chunk = self._under_way.pop(process, None)
            if chunk is not None and status != 0:
                self._try_again(chunk, os.WTERMSIG(status))
        while self._waiting and len(self._under_way) < self._most:
            self._give_away(self._waiting.popleft())

    def _try_again(self, chunk: _PendingChunk, signal: int) -> None:
        """Somebody has killed the process; had it failed by itself, that would be the end."""
        self.reports.send(chunk=chunk.index, lost=signal)
        if chunk.attempts < ATTEMPTS:
            self._waiting.appendleft(chunk)

    def _give_away(self, chunk: _PendingChunk) -> None:
        """Have another process draw a chunk, or draw it here where there may be no other."""
        try:
            self._fork(chunk)
        except OSError:
            self._most = max(len(self._under_way), 1)
            if self._under_way:
                self._waiting.appendleft(chunk)
            else:
                self._draw(chunk)

    def _fork(self, chunk: _PendingChunk) -> None:
        leader = os.getpid()
        process = os.fork()
        chunk.attempts += 1
        if process:
            self._under_way[process] = chunk
            return
        try:
            self._draw(chunk, leader)
        except BaseException as error:
            self._fail(error)
        os._exit(0)

    def _draw(self, chunk: _PendingChunk, leader: int | None = None) -> None:
        drawing = _ChunkDrawing(self.task, chunk.index, self.reports)
        for snapshot in chunk.snapshots:
            if os.getppid() != (leader or self.task.parent):
                os._exit(1)
            drawing.draw(snapshot, self._painter)
        drawing.end()


class _PendingChunk:
    """The snapshots of a chunk, waiting to be drawn."""

    def __init__(self, index: int, snapshots: list[Snapshot]) -> None:
        self.index = index
        self.snapshots = snapshots
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

    def draw(self, snapshot: Snapshot, painter: SnapshotPainter) -> None:
        """Draw and encode a snapshot."""
        self._recorder.add(painter.paint(snapshot), snapshot.frames)
        self._drawn += snapshot.frames
        now = time.monotonic()
        if now - self._last_report >= SECONDS_BETWEEN_REPORTS:
            self._last_report = now
            self._reports.send(chunk=self._index, drawn=self._drawn)

    def end(self) -> None:
        """Leave the chunk in its file."""
        with own_files():
            self._recorder.save(self._path)
        self._reports.send(chunk=self._index, drawn=self._drawn, done=True)
