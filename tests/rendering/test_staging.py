"""Files appear whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

from rendering.errors import RenderError
from rendering.output.staging import Staging


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_published_files_have_their_names_and_nothing_else_is_left(tmp_path: Path) -> None:
    with Staging(tmp_path / "new") as staging:
        staging.write_text(tmp_path / "new" / "a.srt", "ä\n")
        (staging.folder_for(tmp_path / "new" / "a.mp4") / "chunk").touch()
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


def test_what_a_dead_process_left_is_cleared_and_the_rest_is_not(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from rendering.output.staging import Staging\n"
        "staging = Staging(Path())\n"
        "staging.path_for(Path('a.mp4')).touch()\n"
        "(staging.folder_for(Path('a.mp4')) / 'chunk').touch()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True)
    assert len(names(tmp_path)) == 2
    elsewhere = ".a.mp4.00000000-1-1.part"
    (tmp_path / elsewhere).touch()
    with Staging(tmp_path) as other:
        running = other.path_for(tmp_path / "a.mp4")
        running.touch()
        (tmp_path / ".a.part").touch()
        (tmp_path / "a.mp4").touch()
        with Staging(tmp_path):
            assert names(tmp_path) == sorted([running.name, elsewhere, ".a.part", "a.mp4"])


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
