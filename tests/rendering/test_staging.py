"""Files appear whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

from rendering.errors import RenderError
from rendering.output import private_folder
from rendering.output import staging as staging_module
from rendering.output.staging import Staging


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_published_files_have_their_names_and_nothing_else_is_left(tmp_path: Path) -> None:
    with Staging(tmp_path / "new") as staging:
        staging.write_text(tmp_path / "new" / "a.srt", "ä\n")
        (staging.work_folder() / "chunk").touch()
        assert all(name.startswith(".") for name in names(tmp_path / "new"))
        assert staging.publish() == [tmp_path / "new" / "a.srt"]
    assert names(tmp_path / "new") == ["a.srt"]
    assert (tmp_path / "new" / "a.srt").read_bytes() == "ä\n".encode()


def test_a_failure_leaves_the_older_file_whole(tmp_path: Path) -> None:
    older = tmp_path / "a.srt"
    older.write_text("older")
    with suppress(ZeroDivisionError), Staging(tmp_path) as staging:
        staging.write_text(older, "newer")
        raise ZeroDivisionError
    assert names(tmp_path) == ["a.srt"]
    assert older.read_text() == "older"


def refuse(*_: object, **__: object) -> NoReturn:
    raise PermissionError(1, "Operation not permitted")


PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from rendering.output.staging import Staging
staging = Staging(Path())
staging.path_for(Path('a.mp4')).touch()
(staging.work_folder() / 'chunk').touch()
"""


def leave_something(folder: Path) -> Path:
    """What a process has left in a folder that ended without warning."""
    arguments = ("-c", PROGRAM, str(Path(__file__).parents[2]))
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True)
    (left,) = folder.iterdir()
    return left


def test_what_a_dead_process_left_is_cleared_and_the_rest_is_not(tmp_path: Path) -> None:
    left = leave_something(tmp_path)
    for kept in ("theirs", ".relu-anim-mine", "a.mp4.part"):
        (tmp_path / kept).mkdir()
    link = left.with_name(f"{left.name[:-5]}-link.part")
    link.symlink_to(tmp_path / "theirs")
    (tmp_path / "theirs" / "lock").touch()
    left.with_name(f"{left.name[:-5]}-empty.part").mkdir()  # killed before it had its lock
    with Staging(tmp_path) as other:
        other.path_for(tmp_path / "a.mp4").touch()
        running = other.work_folder().parent.name
        with Staging(tmp_path):
            expected = ["theirs", ".relu-anim-mine", "a.mp4.part", link.name, running]
            assert names(tmp_path) == sorted(expected)
            assert names(tmp_path / "theirs") == ["lock"]


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from rendering.output.staging import Staging
replace, left = Path.replace, iter(range(int(sys.argv[2])))
def replace_or_die(path, target):
    if next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target)
Path.replace = replace_or_die
staging = Staging(Path.cwd())
for name in ('a.mp4', 'a.json', 'a.srt'):
    staging.write_text(Path.cwd() / name, 'newer')
staging.publish()
"""


def killed_while_publishing(folder: Path, moved: int) -> None:
    """Three newer files, of which a process has `moved` some to their names before its end."""
    arguments = ("-c", KILLED, str(Path(__file__).parents[2]), str(moved))
    ended = subprocess.run([sys.executable, *arguments], cwd=folder, check=False)
    assert ended.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moved", range(3))
def test_a_set_whose_process_was_killed_half_way_is_made_whole_by_the_next(
    tmp_path: Path, moved: int
) -> None:
    for name in ("a.mp4", "a.json", "b.mp4"):
        (tmp_path / name).write_text("older")
    killed_while_publishing(tmp_path, moved)
    assert [(tmp_path / name).read_text() for name in ("a.mp4", "a.json")] == (
        ["newer"] * moved + ["older"] * (2 - moved)
    )
    Staging(tmp_path)
    found = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert found == {"a.mp4": "newer", "a.json": "newer", "a.srt": "newer", "b.mp4": "older"}


def test_nothing_that_others_may_have_put_there_gets_a_name(tmp_path: Path) -> None:
    killed_while_publishing(tmp_path, 0)
    (left,) = tmp_path.iterdir()
    left.chmod(0o755)
    Staging(tmp_path)
    assert names(tmp_path) == []


def test_what_cannot_be_cleared_now_is_cleared_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its workers may still be writing."""
    left = leave_something(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", refuse)
        Staging(tmp_path)
    assert names(tmp_path) == [left.name]
    Staging(tmp_path)
    assert names(tmp_path) == []


def test_without_locks_nothing_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = leave_something(tmp_path)
    monkeypatch.setattr(private_folder, "fcntl", None)
    with Staging(tmp_path) as staging:
        staging.write_text(tmp_path / "a.srt", "whole")
        staging.publish()
    assert names(tmp_path) == sorted([left.name, "a.srt"])


def test_nobody_can_foretell_the_place_of_what_is_made_or_look_into_it(tmp_path: Path) -> None:
    final = tmp_path / "a.srt"
    with Staging(tmp_path) as one, Staging(tmp_path) as other:
        folders = {staging.path_for(final).parents[1] for staging in (one, other)}
    with Staging(tmp_path) as again:
        folders.add(again.path_for(final).parents[1])
        mode = again.path_for(final).parents[1].stat().st_mode
    assert len(folders) == 3
    assert stat.S_IMODE(mode) == 0o700


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_a_set_that_cannot_be_published_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a.mp4").write_text("older")
    (tmp_path / "a.png").symlink_to("picture")
    (tmp_path / "a.vtt").mkdir()
    (tmp_path / "a.vtt" / "kept").touch()
    with Staging(tmp_path) as staging:
        for kind in (".srt", ".mp4", ".png", ".vtt", ".json"):
            staging.write_text(tmp_path / f"a{kind}", "newer")
        with pytest.raises(OSError, match=r"a\.vtt is in the way"):
            staging.publish()
    assert names(tmp_path) == ["a.mp4", "a.png", "a.vtt"]
    assert (tmp_path / "a.mp4").read_text() == "older"
    assert (tmp_path / "a.png").readlink() == Path("picture")
    assert names(tmp_path / "a.vtt") == ["kept"]


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RenderError, match=r"cannot write to .*file"):
        Staging(tmp_path / "file" / "folder")


def test_files_of_two_renders_do_not_mix(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "a.srt").write_text("older")
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # another render is giving its files their names
    with Staging(tmp_path) as staging:
        staging.write_text(tmp_path / "a.srt", "newer")
        publishing = threading.Thread(target=staging.publish)
        publishing.start()
        publishing.join(timeout=0.3)
        assert (tmp_path / "a.srt").read_text() == "older"
        os.close(folder)
        publishing.join()
    assert (tmp_path / "a.srt").read_text() == "newer"


def test_a_folder_that_another_program_holds_is_waited_for_with_a_word_and_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(staging_module, "SILENCE", 0.05)
    monkeypatch.setattr(staging_module, "PATIENCE", 0.2)
    words: list[str] = []
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with Staging(tmp_path, words.append) as staging:
        staging.write_text(tmp_path / "a.srt", "newer")
        with pytest.raises(RenderError, match="another program holds"):
            staging.publish()
    os.close(folder)
    assert words == [f"waiting for another program that holds {tmp_path}"]
    assert not list(tmp_path.iterdir())


def test_ctrl_c_ends_the_waiting_for_a_folder_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(staging_module, "SILENCE", 0.05)
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with Staging(tmp_path, lambda _: os.kill(os.getpid(), signal.SIGINT)) as staging:
        staging.write_text(tmp_path / "a.srt", "newer")
        with pytest.raises(KeyboardInterrupt):
            staging.publish()
    os.close(folder)
    assert not list(tmp_path.iterdir())


class Told(Exception):
    """What the program itself does about a signal."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_does_not_part_files_that_belong_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    replace = Path.replace

    def interrupted_replace(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), number)
        return replace(path, target)

    def tell(*_: object) -> NoReturn:
        raise Told

    before = signal.signal(number, tell)

    monkeypatch.setattr(Path, "replace", interrupted_replace)
    with Staging(tmp_path) as staging:
        staging.write_text(tmp_path / "a.srt", "")
        staging.write_text(tmp_path / "a.vtt", "")
        with pytest.raises(Told):
            staging.publish()
    signal.signal(number, before)
    assert names(tmp_path) == ["a.srt", "a.vtt"]


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "media").symlink_to("/no/such/disk")
    with pytest.raises(RenderError, match="media is a link to /no/such/disk, which is not there"):
        Staging(tmp_path / "media" / "480p15")
