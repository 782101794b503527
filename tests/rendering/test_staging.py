"""Files appear whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from rendering.errors import RenderError
from rendering.staging import Staging


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
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".a.mp4.{dead.pid}-1.part").touch()
    (tmp_path / f".a.mp4.{dead.pid}-2.part").mkdir()
    (tmp_path / f".a.mp4.{dead.pid}-2.part" / "chunk").touch()
    with Staging(tmp_path) as other:
        running = other.path_for(tmp_path / "a.mp4")
        running.touch()
        (tmp_path / ".a.part").touch()
        (tmp_path / "a.mp4").touch()
        with Staging(tmp_path):
            assert names(tmp_path) == sorted([running.name, ".a.part", "a.mp4"])


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RenderError, match=r"cannot write to .*file"):
        Staging(tmp_path / "file" / "folder")
