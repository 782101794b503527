"""What a process that plays a scene is asked to do, and where it leaves what it has made."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from rendering.job import Job

SCENE_FILE = "scene.json"
POSTER_FILE = "poster.png"
TRACEBACK_FILE = "traceback.txt"


class Reports(Protocol):
    """Takes what there is to report while a task is done."""

    def send(self, **report: Any) -> None:
        """Take one report of JSON values.

        `chunk` and `drawn`: so many frames of a chunk are drawn; with `done` they are all, and in
        their file; with `lost`, the signal that has killed its process, the chunk has to be drawn
        again. `total`: the number of frames of the whole clip, once it has been played. `error`:
        nothing will come of it.
        """


@dataclass(frozen=True)
class Task:
    """What a worker is asked to do.

    `parent` is the process that it works for; without that there is nothing to be done. `leads` is
    true for the one worker that reports on the scene as a whole and draws the poster. `forks` says
    which scheduler shares out the chunks among `workers` processes. `recorder` says what is made of
    the frames: a film, or digests to compare them by. `chunk_frames` is how long chunks shall be, 0
    for what suits the frame rate. `finished` are the chunks that an earlier attempt has left; they
    are not drawn again.
    """

    job: Job
    folder: Path
    media_folder: Path
    workers: int
    forks: bool
    parent: int = field(default_factory=os.getppid)
    leads: bool = True
    recorder: str = "film"
    chunk_frames: int = 0
    finished: frozenset[int] = frozenset()

    def without(self, finished: Collection[int]) -> Task:
        """The same task, but for these chunks."""
        return replace(self, finished=frozenset(finished))


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
