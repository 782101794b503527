"""What the command line says about itself, and how quickly."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scenes.catalogue.clip import Clip
from scenes.catalogue.contents import CATALOGUE, part_of
from tests.cli.conftest import RunCommand

PROJECT = Path(__file__).parents[2]
HEAVY = {"manim", "numpy", "av", "scipy", "PIL", "typst", "simpleeval", "tqdm"}


def test_help_shows_every_clip_under_its_part_with_its_question(run: RunCommand) -> None:
    sections = run("--help").stdout.split("\n\n")
    for clip in CATALOGUE.values():
        (section,) = [text for text in sections if text.startswith(f"{part_of(clip)}:")]
        assert f"{clip.name} " in section
        assert clip.question in section


def test_help_shows_the_commands_after_the_clips(run: RunCommand) -> None:
    last_section = run("--help").stdout.split("\n\n")[-1]
    assert last_section.startswith("Commands:")
    assert all(f"  {name} " in last_section for name in ("all", "list", "doctor"))


@pytest.mark.parametrize("clip", CATALOGUE.values(), ids=lambda clip: clip.name)
def test_help_of_a_clip_shows_its_options_with_defaults_and_an_example(
    run: RunCommand, clip: Clip
) -> None:
    words = " ".join(run(clip.name, "--help").stdout.split())
    for option in clip.options:
        assert f"--{option.name} {option.kind.example} {option.help}" in words
        assert f"[default: {option.shown_default}]" in words
    assert clip.command_line in words


def test_help_of_a_clip_shows_the_render_options_by_manims_names(run: RunCommand) -> None:
    text = run("tent", "--help").stdout
    for names in ("-q, --quality", "-p, --preview", "--format", "-t, --transparent"):
        assert names in text
    for names in ("-r, --resolution", "--fps", "--theme", "-o, --output", "--jobs", "--no-cache"):
        assert names in text


def test_help_goes_to_standard_output_and_the_short_form_works(run: RunCommand) -> None:
    assert run("-h").stdout == run("--help").stdout
    assert run("-h").exit_code == 0


def test_the_version_is_that_of_the_package(run: RunCommand) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    assert run("--version").stdout == f"relu-anim {project['version']}\n"


def test_nothing_asked_for_is_wrong_usage_and_shows_the_help_as_a_message(run: RunCommand) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


def test_list_has_a_line_for_each_clip(run: RunCommand) -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOGUE)


def test_list_for_programs_holds_the_options_and_their_defaults(run: RunCommand) -> None:
    clips = {clip["clip"]: clip for clip in json.loads(run("list", "--json").stdout)}
    assert list(clips) == list(CATALOGUE)
    assert clips["point3d"]["scene"] == "Point3D"
    assert clips["tent"]["part"] == 1
    defaults = {option["name"]: option["default"] for option in clips["sine"]["options"]}
    assert defaults == {"segments": 8, "target": "sin(2*pi*x)", "domain": [0.0, 1.0]}


@pytest.mark.parametrize(
    ("typed", "meant"), [("tetn", "tent"), ("Tent", "tent"), ("point3", "point3d"), ("lst", "list")]
)
def test_a_mistyped_clip_gets_did_you_mean(run: RunCommand, typed: str, meant: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert f"Did you mean '{meant}'?" in result.stderr


def test_a_name_like_nothing_known_is_sent_to_the_help(run: RunCommand) -> None:
    assert "--help" in run("zzzzzz").stderr


@pytest.mark.parametrize("words", [["--help"], ["list"], ["list", "--json"], ["tent", "--help"]])
def test_help_and_list_import_nothing_heavy(words: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", str(PROJECT / "render.py"), *words]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {line.rsplit("|", 1)[-1].strip() for line in result.stderr.splitlines()}
    assert "click" in imported
    assert {name.partition(".")[0] for name in imported} & HEAVY == set()


def test_a_python_without_the_packages_is_told_what_to_do() -> None:
    result = subprocess.run(
        [sys.executable, "-S", str(PROJECT / "render.py"), "tent"],  # -S leaves the packages out
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "bash setup.sh" in line


def test_a_reader_that_leaves_early_is_no_crash() -> None:
    with subprocess.Popen(
        [sys.executable, str(PROJECT / "render.py"), "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
