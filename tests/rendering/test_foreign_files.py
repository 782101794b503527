"""What lies in the working folder is neither run nor obeyed, nor replaced if it is not ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from rendering.engine import render
from rendering.errors import RenderError
from rendering.inspection.check import Subject, check
from rendering.job import files_of
from rendering.output.ownership import refusal
from scenes.catalogue.contents import CATALOGUE
from tests.processes import console_script
from tests.rendering.sampling import decoded, sample_job

ROOT = Path(__file__).parents[2]
FRAMES = 67
MODULES = ("random", "json", "signal", "tempfile", "pickle", "numpy", "click", "manim", "av", "PIL")
PACKAGES = ("rendering", "scenes", "relu_anim", "tests")
ONE_NEURON = "dense --point 2 --weights -1.5 --biases 0.25"
"""The clip and the parameters that take least time."""
SETTINGS = """
[CLI]
from_animation_number = 3
renderer = opengl
preview = True
background_color = RED
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with modules and settings that somebody keeps there and at home."""
    for name in (*MODULES, *PACKAGES):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise OSError")
    home = tmp_path / "home"
    for settings in (tmp_path / "manim.cfg", home / ".config" / "manim" / "manim.cfg"):
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", str(tmp_path)]))
    return tmp_path


@pytest.mark.parametrize("workers", [1, 2])
def test_a_film_is_the_same_wherever_it_is_made(folder: Path, workers: int) -> None:
    rendered = render(sample_job(folder / "a.mp4", workers=workers), root=folder / "root")
    assert not (folder / "ran").exists()
    film = decoded(rendered.output)
    assert len(film) == FRAMES
    assert film[0][0, 0] == pytest.approx((16, 24, 32), abs=2)


def test_the_processes_of_the_layout_check_run_nothing_of_it(folder: Path) -> None:
    subjects = [
        Subject(sample_job(folder / f"{clip}.png", clip=clip, format="png")) for clip in "ab"
    ]
    report = check(subjects, quick=True, root=folder, workers=2)
    assert not (folder / "ran").exists()
    assert report.samples > 0
    assert not report.failures


def run_among_them(folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    (folder / "manim.cfg").write_text("this is no setting")
    command = [sys.executable, str(ROOT / "render.py"), *words.split()]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, (folder / "ran").exists()) == (0, False), run.stderr
    return run


@pytest.mark.parametrize("words", ["list", "doctor"])
def test_the_program_runs_and_obeys_nothing_of_it(folder: Path, words: str) -> None:
    assert run_among_them(folder, words).stdout


def test_a_storyboard_is_made_from_start_to_end(folder: Path) -> None:
    sheet = run_among_them(folder, f"storyboard {ONE_NEURON}").stdout.strip()
    with Image.open(folder / sheet) as picture:
        assert min(picture.size) > 1000


def test_the_layout_check_works_from_start_to_end(folder: Path) -> None:
    """In processes that import everything anew, also what render.py itself imports."""
    run = run_among_them(folder, f"check {ONE_NEURON} --json --quick --jobs 2")
    answer = json.loads(run.stdout)
    assert answer["looks"] > 50
    assert not answer["findings"]
    assert "Traceback" not in run.stderr


def test_the_installed_program_runs_nothing_of_it_either(folder: Path) -> None:
    command = [*console_script(), "list"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, (folder / "ran").exists()) == (0, False), run.stderr
    assert run.stdout.split()[0] == next(iter(CATALOGUE))


def test_nothing_beside_the_program_is_taken_for_a_module_of_python(tmp_path: Path) -> None:
    for name in ("relu_anim", "scenes", "rendering"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "render.py").write_text((ROOT / "render.py").read_text())
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text("raise SystemExit('foreign')")
    command = [sys.executable, "render.py", "list"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.usefixtures("without_processes")
def test_a_still_of_ours_may_become_the_poster_of_a_film(tmp_path: Path) -> None:
    still, film = tmp_path / "a.png", files_of(tmp_path / "a.mp4", "mp4")
    Image.new("RGB", (16, 16)).save(still)
    assert refusal(film) == "needs 'a.png' beside it, which is no clip's: rename one"
    render(sample_job(still), root=tmp_path)
    assert refusal(film) is None


def test_a_film_with_its_manifest_may_be_made_anew(tmp_path: Path) -> None:
    files = files_of(tmp_path / "a.mp4", "mp4")
    for file in files.values():
        file.touch()
    assert "which is no clip's" in str(refusal(files))
    files[".json"].write_text('{"clip": "tent", "beats": []}')
    assert refusal(files) is None
    for foreign in ('{"clip": "tent", "beats": [Infinity]}', "[" * 10**5):
        files[".json"].write_text(foreign)
        assert "which is no clip's" in str(refusal(files))


def test_a_pipe_beside_it_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    assert refusal(files_of(tmp_path / "a.mp4", "mp4")) == (
        "needs 'a.json', which cannot be replaced: rename one"
    )


@pytest.mark.parametrize("name", ["a.mp4", "a.vtt"])
def test_a_file_that_is_fixed_for_ever_is_refused_beforehand(tmp_path: Path, name: str) -> None:
    fixed = tmp_path / name
    fixed.touch()
    try:
        subprocess.run(["chattr", "+i", fixed], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("such files cannot be made here")
    try:
        assert refusal(files_of(tmp_path / "a.mp4", "mp4")) == (
            f"needs '{name}', which cannot be replaced: rename one"
        )
    finally:
        subprocess.run(["chattr", "-i", fixed], check=True)


def test_a_read_only_file_of_ours_can_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch(mode=0o444)
    assert refusal(files_of(tmp_path / "a.mp4", "mp4")) is None


@pytest.mark.usefixtures("without_processes")
def test_a_folder_in_the_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "a.vtt").mkdir(parents=True)
    older = {"a.mp4": b"an older film", "a.json": b"an older manifest"}
    for name, content in older.items():
        (folder / name).write_bytes(content)
    for _ in range(2):  # the second time from the cache
        with pytest.raises(RenderError, match=r"a\.mp4 was not written: a\.vtt is in the way"):
            render(sample_job(folder / "a.mp4"), root=tmp_path)
        assert sorted(path.name for path in folder.iterdir()) == ["a.json", "a.mp4", "a.vtt"]
        assert {name: (folder / name).read_bytes() for name in older} == older
