"""One fault and what must hold after it: a real render, small, in a folder of its own."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.rendering.sampling import decoded

ROOT = Path(__file__).parents[2]
SUFFIXES = (".json", ".mp4", ".png", ".srt", ".vtt")
CLIP, LAYER = "dense", {"point": "2", "weights": "-1.5", "biases": "0.25"}
"""What is rendered: it takes the least time."""
SECONDS_TO_END = 90.0
"""A program that is still there after that, or a process of its after a tenth of it, hangs."""
_MARK = "RELU_ANIM_TRIAL"

Files = dict[str, str]


class Lost(Exception):
    """A fault that was not survived as it should be; the text says how."""


@dataclass
class Reference:
    """What whole sets of files look like: the film that is asked for, and an older one."""

    folder: Path
    wanted: Files = field(default_factory=dict)
    older: Files = field(default_factory=dict)
    seconds: float = 0.0

    def make(self) -> None:
        """Render both, with nothing in the way, and count the frames of what came."""
        for name, options in (("older", ["--biases", "0.5"]), ("wanted", [])):
            folder = self.folder / name
            folder.mkdir(parents=True)
            started = time.monotonic()
            subprocess.run(command(*options), cwd=folder, check=True, capture_output=True)
            self.seconds = time.monotonic() - started
            facts = json.loads((folder / "out" / "clip.json").read_text())
            assert len(decoded(folder / "out" / "clip.mp4")) == facts["frames"] > 100
            setattr(self, name, digests(folder / "out"))
        assert set(self.wanted) == {f"clip{suffix}" for suffix in SUFFIXES}
        assert not set(self.wanted.values()) & set(self.older.values())


def command(*options: str) -> list[str]:
    """The command line of a small render to out/clip.mp4 in the current folder."""
    layer = [word for name, value in LAYER.items() for word in (f"--{name}", value)]
    size = ("-r", "128,72", "--fps", "4", "-o", "out/clip.mp4")
    return [sys.executable, str(ROOT / "render.py"), CLIP, *layer, *size, *options]


def digests(folder: Path) -> Files:
    """A digest of each regular file that stands there under a final name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("clip.*")
        if path.is_file()
    }


class Trial:
    """A folder, a render in it, and a fault; `check` says whether all was survived."""

    def __init__(self, folder: Path, reference: Reference, number: int, seed: int) -> None:
        self.random = random.Random(f"{seed} {number}")  # the same again
        self.folder = folder
        self.out = folder / "out"
        self.reference = reference
        self.did = ""
        self.planted: set[str] = set()
        self.may_be_silent = False
        self.expects: int | None = None
        self.undo: list[Callable[[], object]] = []
        self.process: subprocess.Popen[bytes]
        self.out.mkdir(parents=True)
        self.before: Files = {}
        if self.random.random() < 0.5:
            shutil.copytree(reference.folder / "older" / "out", self.out, dirs_exist_ok=True)
            self.before = reference.older

    def start(self, *options: str, script: str = "", **settings: Any) -> None:
        """Begin the render; `script`, of bash, is put around its command line, where "$@" is it."""
        words = command(*options)
        if script:
            words = ["bash", "-c", script, "bash", *words]
        self.start_program(words, **settings)

    def start_program(self, words: list[str], **settings: Any) -> None:
        """Begin any program that makes the film."""
        with (self.folder / "said").open("wb") as said:
            self.process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
                env={**os.environ, _MARK: str(self.folder)},
                **{"cwd": self.folder, **settings},
            )

    def wait_a_while(self) -> bool:
        """Let the render go on for some time, as long as it may take; whether it still does."""
        try:
            self.process.wait(self.random.uniform(0, 1.1 * self.reference.seconds))
        except subprocess.TimeoutExpired:
            return True
        return False

    def its(self, generation: int) -> list[psutil.Process]:
        """The processes that the render has started, or (2) that those have."""
        found = [psutil.Process(self.process.pid)]
        try:
            for _ in range(generation):
                found = [child for parent in found for child in parent.children()]
        except psutil.Error:
            return []
        return found

    def check(self) -> None:
        """Wait for the end, then look at everything; raises Lost."""
        try:
            code = self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            raise Lost("the program hangs") from None
        finally:
            for undo in self.undo:
                undo()
        self._check_processes()
        self._check_words(code)
        self._check_files(code)
        self._check_next()

    def end(self) -> None:
        """End whatever hangs."""
        for process in self._left():
            process.kill()

    def _left(self) -> list[psutil.Process]:
        return [process for process in psutil.process_iter() if self._is_left(process)]

    def _is_left(self, process: psutil.Process) -> bool:
        with suppress(psutil.Error, OSError):
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            # A process that takes up another program shows no mark meanwhile, but its session.
            if os.getsid(process.pid) == self.process.pid:
                return True
            return bool(process.environ().get(_MARK) == str(self.folder))
        return False

    def _check_processes(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_END / 10
        while left := self._left():
            if time.monotonic() > deadline:
                raise Lost(f"{len(left)} processes are left behind")
            time.sleep(0.1)

    def _check_words(self, code: int) -> None:
        said = (self.folder / "said").read_text(errors="replace")
        if "Traceback" in said:
            raise Lost(f"a traceback: {said.splitlines()[-1]}")
        if code in (1, 2) and "rror" not in said and not self.may_be_silent:
            raise Lost(f"exit code {code} without a word")
        if self.expects is not None and code != self.expects:
            raise Lost(f"exit code {code}, not {self.expects}: {said[-200:]}")

    def _check_files(self, code: int) -> None:
        found = {n: d for n, d in digests(self.out).items() if n not in self.planted}
        wanted = {n: d for n, d in self.reference.wanted.items() if n not in self.planted}
        before = {n: d for n, d in self.before.items() if n not in self.planted}
        if code == 0 and found != wanted:
            raise Lost(f"exit code 0, but there is {_told(found, wanted)}")
        if found not in (wanted, before):
            raise Lost(f"a mixture: {_told(found, wanted)}")

    def _check_next(self) -> None:
        """The next run simply works, and clears away what the one before has left."""
        words = command("--no-cache", "--quiet")
        run = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=False)
        if run.returncode != 0 or run.stderr:
            raise Lost(f"the next run fails: {run.stderr[-200:]}")
        if digests(self.out) != self.reference.wanted:
            raise Lost(f"the next run leaves {_told(digests(self.out), self.reference.wanted)}")
        names = {path.name for path in self.out.iterdir()}
        if names != set(self.reference.wanted):
            raise Lost(f"left behind: {', '.join(sorted(names - set(self.reference.wanted)))}")


def _told(found: Files, wanted: Files) -> str:
    if not found:
        return "nothing"
    return ", ".join(
        f"{name} ({'new' if wanted.get(name) == digest else 'other'})"
        for name, digest in sorted(found.items())
    )
