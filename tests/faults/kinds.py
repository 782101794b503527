"""The kinds of faults: each function does one of its kind, at random, to a trial."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from tests.faults.trial import ROOT, Trial
from tests.rendering.local_cluster import Cluster

Fault = Callable[[Trial], None]
WISHES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def signals(trial: Trial) -> None:
    """Wishes to end, once or again, to the program or to all that the terminal reaches."""
    number, times = trial.random.choice(WISHES), trial.random.choice((1, 1, 3))
    to_all, to_worker = trial.random.random() < 0.3, trial.random.random() < 0.2
    trial.did = f"{number.name} x{times} {'to the worker' if to_worker else f'{to_all=}'}"
    trial.start("--no-cache")
    if not trial.wait_a_while():
        return
    for _ in range(times):
        with suppress(ProcessLookupError, psutil.Error):
            if to_worker:
                for worker in trial.its(1):
                    worker.send_signal(number)
            elif to_all:
                os.killpg(trial.process.pid, number)
            else:
                trial.process.send_signal(number)


def kills(trial: Trial) -> None:
    """The program, a worker or a drawing process is killed, or stopped for a while."""
    generation = trial.random.choice((0, 1, 2))
    stops = trial.random.random() < 0.25
    trial.did = f"{'stop' if stops else 'kill'} a process of generation {generation}"
    trial.start("--no-cache")
    if not trial.wait_a_while():
        return
    with suppress(psutil.Error, IndexError):
        process = trial.random.choice(trial.its(generation))
        if stops:
            process.suspend()
            threading.Timer(1.0, _resume, (process,)).start()
        else:
            process.kill()


def _resume(process: psutil.Process) -> None:
    with suppress(psutil.Error):
        process.resume()


def limits(trial: Trial) -> None:
    """Too little processor time, memory, open files, or room for a file."""
    name, most = trial.random.choice(
        [
            ("RLIMIT_CPU", 2),
            ("RLIMIT_AS", 2 * 10**9),
            ("RLIMIT_NOFILE", 60),
            ("RLIMIT_FSIZE", 10**5),
        ]
    )
    value = trial.random.randint(min(most // 10 + 1, 10**8), most)
    kind = getattr(resource, name)
    trial.did = f"{name} {value}"

    def limit() -> None:
        resource.setrlimit(kind, (value, value + (kind == resource.RLIMIT_CPU)))

    trial.start("--no-cache", preexec_fn=limit)


def disks(trial: Trial) -> None:
    """A disk that is small, or becomes read-only under way."""
    size = trial.random.randint(8, 300)
    turns = trial.random.random() < 0.3
    had = trial.folder / "had"
    trial.out.rename(had)
    trial.out.mkdir()
    trial.did = f"a disk of {size}k" + (", read-only under way" if turns else "")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={300 if turns else size}k", "tmpfs"]
    if subprocess.run([*mount, str(trial.out)], check=False, capture_output=True).returncode:
        trial.out.rmdir()
        had.rename(trial.out)
        limits(trial)  # one may not mount anything here: let a file be too large instead
        return

    def unmount() -> None:
        kept = trial.folder / "kept"
        shutil.copytree(trial.out, kept)
        subprocess.run(["umount", str(trial.out)], check=True)
        shutil.copytree(kept, trial.out, dirs_exist_ok=True)

    trial.undo.append(unmount)
    try:
        shutil.copytree(had, trial.out, dirs_exist_ok=True)
    except (OSError, shutil.Error):
        for path in trial.out.iterdir():
            path.unlink()
        trial.before = {}
    trial.start("--no-cache")
    if turns and trial.wait_a_while():
        subprocess.run(
            ["mount", "-o", "remount,ro", str(trial.out)], check=False, capture_output=True
        )


def folders(trial: Trial) -> None:
    """Something is in the way, is taken away, or is not ours."""
    trial.random.choice(_FOLDERS)(trial)


def _folder_in_the_way(trial: Trial) -> None:
    name = f"clip{trial.random.choice(('.vtt', '.srt', '.png', '.json', '.mp4'))}"
    trial.did = f"a folder {name} in the way"
    trial.planted = {name}
    in_the_way, had = trial.out / name, trial.folder / name
    if in_the_way.exists():
        in_the_way.rename(had)
    (in_the_way / "inside").mkdir(parents=True)

    def clear() -> None:
        shutil.rmtree(in_the_way, ignore_errors=True)
        if had.exists():
            had.rename(in_the_way)

    trial.undo.append(clear)
    trial.start("--no-cache")


def _folder_removed(trial: Trial) -> None:
    trial.did = "the folder is removed under way"
    trial.start("--no-cache")
    if trial.wait_a_while():
        shutil.rmtree(trial.out, ignore_errors=True)
        trial.before = {}
    trial.undo.append(lambda: trial.out.mkdir(exist_ok=True))


def _links_planted(trial: Trial) -> None:
    trial.did = "links stand under the final names"
    victim = trial.folder / "victim"
    victim.write_text("mine")
    for name in trial.reference.wanted:
        (trial.out / name).unlink(missing_ok=True)
    for suffix in (".png", ".srt", ".vtt"):
        (trial.out / f"clip{suffix}").symlink_to(victim)
    trial.planted = {"clip.png", "clip.srt", "clip.vtt"}
    trial.before = {}
    trial.start("--no-cache")

    def look() -> None:
        assert victim.read_text() == "mine", "a file elsewhere was overwritten"
        for name in trial.planted:
            if (trial.out / name).is_symlink():
                (trial.out / name).unlink()

    trial.undo.append(look)


def _foreign_modules(trial: Trial) -> None:
    name = trial.random.choice(("random.py", "numpy.py", "scenes.py", "manim.cfg"))
    trial.did = f"{name} in the current folder"
    trial.expects = 0
    text = "[CLI]\nfrom_animation_number = 3\n" if name == "manim.cfg" else "raise SystemExit(9)\n"
    (trial.folder / name).write_text(text)
    trial.start("--no-cache")


def _foreign_lock(trial: Trial) -> None:
    trial.did = "another program holds the folder for two seconds"
    trial.expects = 0
    lock = os.open(trial.out, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    trial.start("--no-cache")
    threading.Timer(trial.reference.seconds + 2, os.close, (lock,)).start()


_FOLDERS = (_folder_in_the_way, _folder_removed, _links_planted, _foreign_modules, _foreign_lock)


def caches(trial: Trial) -> None:
    """Something is wrong with what is remembered."""
    shutil.copytree(trial.reference.folder / "wanted" / "media", trial.folder / "media")
    cache = trial.folder / "media" / ".cache"
    files = sorted(path for path in (cache / "clips").rglob("*") if path.is_file())
    path = trial.random.choice(files)
    what = trial.random.choice(list(_SPOILS))
    trial.did = f"{what} {path.name}"
    trial.expects = 0
    _SPOILS[what](trial, path)
    trial.start()


def _spoil_with(text: str) -> Callable[[Trial, Path], None]:
    return lambda trial, path: _replace(path.with_name("entry.json"), text.encode())


def _replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def _instead(make: Callable[[Path], object]) -> Callable[[Trial, Path], None]:
    def spoil(_: Trial, path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def _flip(trial: Trial, path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[trial.random.randrange(len(content))] ^= 1 << trial.random.randrange(8)
    _replace(path, bytes(content))


_SPOILS: dict[str, Callable[[Trial, Path], None]] = {
    "flip a bit of": _flip,
    "cut": lambda trial, path: _replace(
        path, path.read_bytes()[: trial.random.randrange(path.stat().st_size)]
    ),
    "delete": _instead(lambda path: None),
    "a folder instead of": _instead(Path.mkdir),
    "a FIFO instead of": _instead(os.mkfifo),
    "a link to a device instead of": _instead(lambda path: path.symlink_to("/dev/zero")),
    "an entry of no files beside": _spoil_with('{"files": {}, "frames": 1, "fps": 1}'),
    "an entry of nonsense beside": _spoil_with('{"frames": Infinity, "files": [[[[]]]]}'),
    "a deep entry beside": _spoil_with("[" * 100_000),
}


def streams(trial: Trial) -> None:
    """A standard stream is closed, full, or a pipe that nobody reads."""
    out = trial.random.choice(("", ">&-", ">/dev/full", "| true"))
    error = trial.random.choice(("", "2>&-", "2>/dev/full"))
    rest = trial.random.choice(("", "<&-"))
    trial.did = f"{out} {error} {rest}"
    trial.expects = 1 if out in (">/dev/full", "| true") else 0
    trial.may_be_silent = bool(error) or out == "| true"
    trial.start("--no-cache", script=f'set -o pipefail; "$@" {error} {rest} {out}')


def cluster(trial: Trial) -> None:
    """A worker or the scheduler is killed or stopped, or the program that asks."""
    whom = trial.random.choice(("one worker", "all workers", "the scheduler", "the program"))
    number = trial.random.choice((signal.SIGKILL, signal.SIGSTOP))
    if whom == "the program":
        number = signal.SIGKILL
    trial.did = f"{number.name} to {whom}"
    machines = Cluster(trial.folder)
    trial.undo.append(machines.stop)
    words = [sys.executable, "-m", "tests.faults.on_cluster", machines.address, str(trial.out)]
    trial.start_program(words, cwd=ROOT)
    if not trial.wait_a_while():
        return
    trial.wait_a_while()
    chosen: dict[str, list[subprocess.Popen[bytes]]] = {
        "one worker": machines.workers[:1],
        "all workers": machines.workers,
        "the scheduler": [machines.scheduler],
        "the program": [trial.process],
    }
    for process in chosen[whom]:
        process.send_signal(number)


KINDS: tuple[Fault, ...] = (signals, kills, limits, disks, folders, caches, streams, cluster)
EXPENSIVE = (cluster,)
"""Kinds that take much longer, so that they come less often."""
EVERY = 3
"""Of an expensive kind, one round in so many."""
