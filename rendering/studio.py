"""Who draws what: a studio directs the renderer, and has the chunks that fall to it encoded.

There are two ways to share out the chunks of a scene:

* `ForkingStudio` (Linux): at the start of each chunk the process forks. The child draws the chunk,
  the process itself runs on without drawing. The scene is built only once, and its state at the
  start of a chunk is exact, being the very same memory.
* `ClaimingStudio` (everywhere): several studios play the same scene, and each draws the chunks that
  it was the first to claim by creating a file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rendering.chunks import ChunkPlan, chunk_length, chunk_path
from rendering.task import Reports, Task

SECONDS_BETWEEN_REPORTS = 0.2


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
