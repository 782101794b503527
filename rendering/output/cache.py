"""Films that were made before, kept with what they were made from.

An entry is found by everything that a job says about its picture, and it holds only while every
source file that the scene had imported, and every package that draws, is as it was. So a changed
scene makes its own clip anew and no other, and neither asking nor answering imports Manim.

What is in the folder is never trusted: an entry has exactly the files of its job, ordinary ones of
a bounded size, each checked against its digest before it is used. Whatever does not fit is as good
as not there.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.errors import RenderError
from rendering.job import Job
from rendering.output.private_folder import PrivateFolder, clear_leftovers
from rendering.output.regular_files import file_digest, read_json
from rendering.output.versions import versions

LIMIT = 2 * 1024**3
"""Bytes that the cache may take, before the films that were not asked for longest go."""
LARGEST_FILE = LIMIT
"""Bytes of a file that is kept."""
LARGEST_RECORD = 1_000_000
"""Bytes of what is noted of an entry, and of one source; hundreds of times what they have."""

_ENTRY = "entry.json"
_PICTURE = (
    "module",
    "scene_class",
    "clip",
    "title",
    "question",
    "part",
    "parameters_json",
    "theme",
    "width",
    "height",
    "fps",
    "format",
    "transparent",
)
"""The fields of a job that have a say in its files."""


@dataclass(frozen=True)
class Kept:
    """An entry of the cache: its files by their kind, and the film's frames and duration."""

    folder: Path
    digests: dict[str, str]
    frames: int
    duration: float

    def matches(self, path: Path, kind: str) -> bool:
        """Whether a file is the very one that was kept."""
        with suppress(OSError):
            return file_digest(path, LARGEST_FILE) == self.digests[kind]
        return False

    def copy(self, kind: str, path: Path) -> bool:
        """Copy a file to `path`; False when it is not what was kept, or no longer there."""
        with path.open("wb") as copy:
            try:
                source = _member(self.folder, kind)
                return file_digest(source, LARGEST_FILE, copy=copy) == self.digests[kind]
            except OSError as error:
                if error.filename is None:  # it is the copy that cannot be written
                    raise
                return False


class ClipCache:
    """The cache in `folder`; a folder that cannot be written to just never has anything."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def find(self, job: Job) -> Kept | None:
        """What was made for the same job from the same sources, if it is still whole."""
        entry = self._folder / _key(job)
        try:
            kept = _kept_in(entry, job)
            if all(kept.matches(_member(entry, kind), kind) for kind in kept.digests):
                os.utime(entry / _ENTRY, follow_symlinks=False)
                return kept
        except Exception:  # whatever is wrong with it, it is not there
            pass
        return None

    def keep(
        self,
        job: Job,
        files: Mapping[str, Path],
        frames: int,
        duration: float,
        sources: Iterable[str],
        started: float,
    ) -> None:
        """Remember the files, by their kind, of a job that was begun at the time `started`.

        Nothing is kept when a source was changed since, for nobody knows which state was drawn.
        """
        entry = self._folder / _key(job)
        try:
            sources = sorted(sources)
            if any(Path(source).stat().st_mtime >= started for source in sources):
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            with PrivateFolder(self._folder) as private:
                unfinished = private.path / "entry"
                unfinished.mkdir()
                digests = {}
                for kind, file in files.items():
                    with _member(unfinished, kind).open("xb") as copy:
                        digests[kind] = file_digest(file, LARGEST_FILE, copy=copy)
                record = {
                    "frames": frames,
                    "duration": duration,
                    "files": digests,
                    "sources": {source: _source_digest(source) for source in sources},
                    "versions": versions(),
                }
                (unfinished / _ENTRY).write_text(json.dumps(record, indent=1), encoding="utf-8")
                _delete(entry)
                unfinished.rename(entry)
            clear_leftovers(self._folder)
            self._make_room()
        except OSError:
            pass  # a film that is not kept will be made again

    def _make_room(self) -> None:
        entries = []
        for record in self._folder.glob(f"[!.]*/{_ENTRY}"):
            with suppress(OSError):
                size = _size(record.parent)
                entries.append((record.lstat().st_mtime, size, record.parent))
        total = sum(size for _, size, _ in entries)
        for _, size, entry in sorted(entries)[:-1]:
            if total <= self._limit:
                return
            _delete(entry)
            total -= size


def clean(root: Path) -> int:
    """Delete everything that is cached below the project's `media`; the bytes that were freed.

    Raises RenderError when something of it is left.
    """
    folder = root / "media" / ".cache"
    size = _size(folder)
    shutil.rmtree(folder, ignore_errors=True)
    freed = size - _size(folder)
    if folder.is_symlink():
        raise RenderError(f"{folder} is a link, which is not followed: nothing was freed")
    if os.path.lexists(folder):
        left = "all" if not freed else "some"
        raise RenderError(f"{folder} could not be deleted, {left} of it is left")
    return freed


def _size(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            state = path.lstat()
            size += state.st_size if stat.S_ISREG(state.st_mode) else 0
    return size


def _delete(entry: Path) -> None:
    """Delete an entry, or whatever has its name."""
    if entry.is_symlink() or not entry.is_dir():
        entry.unlink(missing_ok=True)
    else:
        shutil.rmtree(entry, ignore_errors=True)


def _member(entry: Path, kind: str) -> Path:
    return entry / f"clip{kind}"


def _kept_in(entry: Path, job: Job) -> Kept:
    """What an entry says of itself, if a job has left it so; an error of any kind if not."""
    record = read_json(entry / _ENTRY, LARGEST_RECORD)
    frames, duration, digests = record["frames"], record["duration"], record["files"]
    holds = (
        not entry.is_symlink()
        and record["versions"] == versions()
        and digests.keys() == job.files.keys()
        and (type(frames), type(duration)) == (int, float)
        and frames > 0
        and 0 <= duration < math.inf
        and record["sources"]
        and all(_source_digest(file) == digest for file, digest in record["sources"].items())
    )
    if not holds:
        raise ValueError(f"{entry} is of no use")
    return Kept(entry, digests, frames, duration)


def _key(job: Job) -> str:
    picture: dict[str, Any] = {name: getattr(job, name) for name in _PICTURE}
    text = json.dumps(picture, sort_keys=True, default=dict)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _source_digest(source: str) -> str:
    return file_digest(Path(source), LARGEST_RECORD, follow_links=True)
