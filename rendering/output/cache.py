"""Films that were made before, kept with what they were made from.

An entry is found by everything that a job says about its picture, and it holds only while every
source file that the scene had imported, and every package that draws, is as it was. So a changed
scene makes its own clip anew and no other, and neither asking nor answering imports Manim.

What is in the folder is never trusted: each file is checked against its digest before it is used,
and whatever does not fit is as good as not there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.job import Job
from rendering.output.staging import clear_leftovers, temporary_path
from rendering.output.versions import versions

LIMIT = 2 * 1024**3
"""Bytes that the cache may take, before the films that were not asked for longest go."""

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
    """An entry of the cache: the files by their suffix, and the film's frames and rate."""

    files: dict[str, Path]
    frames: int
    fps: float


class ClipCache:
    """The cache in `folder`; a folder that cannot be written to just never has anything."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def find(self, job: Job) -> Kept | None:
        """What was made for the same job from the same sources, if it is still whole."""
        entry = self._folder / _key(job)
        try:
            record = json.loads((entry / _ENTRY).read_text(encoding="utf-8"))
            if record["versions"] != versions() or not _all_match(record["sources"]):
                return None
            files = {suffix: entry / f"clip{suffix}" for suffix in record["files"]}
            if not _all_match({str(files[suffix]): is_ for suffix, is_ in record["files"].items()}):
                return None
            kept = Kept(files, int(record["frames"]), float(record["fps"]))
            (entry / _ENTRY).touch()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return kept

    def keep(
        self,
        job: Job,
        files: Iterable[Path],
        frames: int,
        fps: float,
        sources: Iterable[str],
        started: float,
    ) -> None:
        """Remember the files of a job that was begun at the time `started`.

        Nothing is kept when a source was changed since, for nobody knows which state was drawn.
        """
        entry = self._folder / _key(job)
        unfinished = temporary_path(entry)
        try:
            sources = sorted(sources)
            if any(Path(source).stat().st_mtime >= started for source in sources):
                return
            unfinished.mkdir(parents=True)
            digests = {}
            for file in files:
                copy = unfinished / f"clip{file.suffix}"
                shutil.copyfile(file, copy)
                digests[file.suffix] = file_digest(copy)
            record = {
                "frames": frames,
                "fps": fps,
                "files": digests,
                "sources": {source: file_digest(Path(source)) for source in sources},
                "versions": versions(),
            }
            (unfinished / _ENTRY).write_text(json.dumps(record, indent=1), encoding="utf-8")
            shutil.rmtree(entry, ignore_errors=True)
            unfinished.rename(entry)
            clear_leftovers(self._folder)
            self._make_room()
        except OSError:
            pass  # a film that is not kept will be made again
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def _make_room(self) -> None:
        entries = []
        for record in self._folder.glob(f"[!.]*/{_ENTRY}"):
            with suppress(OSError):
                size = sum(file.stat().st_size for file in record.parent.iterdir())
                entries.append((record.stat().st_mtime, size, record.parent))
        total = sum(size for _, size, _ in entries)
        for _, size, entry in sorted(entries)[:-1]:
            if total <= self._limit:
                return
            shutil.rmtree(entry, ignore_errors=True)
            total -= size


def file_digest(path: Path) -> str:
    """A digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def clean(root: Path) -> int:
    """Delete everything that is cached below the project's `media`; the bytes that it took."""
    folder = root / "media" / ".cache"
    size = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            size += path.lstat().st_size if path.is_file() else 0
    shutil.rmtree(folder, ignore_errors=True)
    return size


def _key(job: Job) -> str:
    picture: dict[str, Any] = {name: getattr(job, name) for name in _PICTURE}
    text = json.dumps(picture, sort_keys=True, default=dict)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _all_match(digests: Mapping[str, str]) -> bool:
    return all(file_digest(Path(path)) == digest for path, digest in digests.items())
