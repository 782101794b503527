"""The fault harness: a short run of it, and that it sees what is not survived."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.trial import SUFFIXES, Lost, Reference, Trial, digests

ROOT = Path(__file__).parents[1]


def test_a_few_random_faults_are_survived() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--count", "3", "--seed", "3", "--jobs", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^all +3 +3 +0$", run.stdout, re.MULTILINE)


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """A trial whose render should leave files with nothing but "new" in them."""
    reference = Reference(tmp_path / "reference")
    for name in ("wanted", "older"):
        folder = reference.folder / name / "out"
        folder.mkdir(parents=True)
        for suffix in SUFFIXES:
            (folder / f"clip{suffix}").write_text("new" if name == "wanted" else "old")
        setattr(reference, name, digests(folder))
    return Trial(tmp_path / "trial", reference, number=0, seed=0)


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ("pass", "exit code 0, but there is"),
        ("open('out/clip.mp4', 'w').write('new'); raise SystemExit('Error: x')", "a mixture"),
        ("raise SystemExit(1)", "without a word"),
        ("raise ValueError('a bug')", "a traceback: ValueError: a bug"),
    ],
)
def test_what_is_not_survived_is_found(trial: Trial, program: str, found: str) -> None:
    trial.start_program([sys.executable, "-c", program])
    with pytest.raises(Lost, match=re.escape(found)):
        trial.check()


def test_a_process_that_is_left_behind_is_found_and_ended(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.faults.trial.SECONDS_TO_END", 10.0)
    trial.start_program(["bash", "-c", "sleep 300 & exit 1"])
    with pytest.raises(Lost, match="1 processes are left behind"):
        trial.check()
    trial.end()
    trial._check_processes()
