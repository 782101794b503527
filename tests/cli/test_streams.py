"""Standard streams that are closed, full, or not read to the end: the work is done all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RENDER = Path(__file__).resolve().parents[2] / "render.py"
FULL = "Error: standard output took not all of it: No space left on device\n"

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")


def run(folder: Path, words: str, redirections: str) -> subprocess.CompletedProcess[str]:
    shell = ("bash", "-c", f'set -o pipefail; "$@" {redirections}', "bash")
    return subprocess.run(
        [*shell, sys.executable, str(RENDER), *words.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", ["list", "list --json", "--help", "tent --help"])
@pytest.mark.parametrize(
    ("redirections", "code", "said"),
    [(">/dev/full", 1, FULL), (">&-", 0, ""), ("2>&-", 0, ""), (">/dev/full 2>/dev/full", 1, "")],
)
def test_what_is_shown_ends_in_order(
    tmp_path: Path, words: str, redirections: str, code: int, said: str
) -> None:
    ended = run(tmp_path, words, redirections)
    assert (ended.returncode, ended.stderr) == (code, said)
    assert bool(ended.stdout) == (redirections == "2>&-")


@pytest.mark.parametrize(
    ("redirections", "code", "said"),
    [
        (">/dev/full", 1, FULL),
        ("2>&- <&-", 0, ""),
        ("2>/dev/full", 0, ""),
        (">&-", 0, ""),
        ("| true", 1, ""),
    ],
)
def test_a_film_is_made_whatever_becomes_of_the_words(
    tmp_path: Path, redirections: str, code: int, said: str
) -> None:
    size = "-r 128,72 --fps 1 --jobs 1"
    ended = run(tmp_path, f"dense {size} -o clip.mp4 --quiet", redirections)
    assert (ended.returncode, ended.stderr) == (code, said)
    assert len(list(tmp_path.glob("clip.*"))) == 5
    assert (ended.stdout.splitlines()[:1] == ["clip.mp4"]) == (code == 0 and redirections != ">&-")


def test_an_error_without_a_place_for_it_is_told_by_the_exit_code(tmp_path: Path) -> None:
    ended = run(tmp_path, "tent --left 2", "2>&-")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "")


def test_a_name_that_is_no_text_leaves_as_it_came(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.png")
    ended = subprocess.run(
        [sys.executable, str(RENDER), "dense", "-r", "128,72", "--fps", "1", "--quiet", "-o", name],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"caf\xe9.png\n", b"")
