"""A clip's model, which may take long to make, is made once, where the scene is played."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from render import main
from scenes.catalogue.contents import find_clip
from tests.rendering.inline import needs_fork

pytestmark = [needs_fork, pytest.mark.usefixtures("quick_processes")]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many models of the tent were made so far, in whichever process."""
    tally, tent = tmp_path / "tally", find_clip("tent")
    tally.touch()
    make = tent.model

    def counted(**parameters: Any) -> Any:
        with tally.open("a") as file:
            file.write("|")
        return make(**parameters)

    monkeypatch.setitem(vars(tent), "model", counted)
    return lambda: len(tally.read_text())


def render(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["tent", "-r", "128,72", "--fps", "4", *words])


def test_a_render_makes_its_model_once_and_an_unchanged_clip_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, models: Callable[[], int]
) -> None:
    first = render(tmp_path, monkeypatch, "--height", "0.6", "-o", "tent.mp4")
    assert first.exit_code == 0, first.output
    assert models() == 1
    numbers = json.loads((tmp_path / "tent.json").read_text())["numbers"]
    assert numbers["peak_y"] == pytest.approx(0.6)
    again = render(tmp_path, monkeypatch, "--height", "0.6", "-o", "copy.mp4")
    assert again.exit_code == 0, again.output
    assert models() == 1
    assert (tmp_path / "copy.json").read_bytes() == (tmp_path / "tent.json").read_bytes()


@pytest.mark.parametrize(
    "words", [["tent", "-ql"], ["storyboard", "tent"], ["check", "tent", "--jobs", "1"]]
)
def test_what_only_the_model_finds_out_is_one_line_and_wrong_usage(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def diverging(**parameters: float) -> None:
        raise ValueError("the training diverges at step 12")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(vars(find_clip("tent")), "model", diverging)
    result = CliRunner().invoke(main, [*words, "--height", "0.6"])
    assert result.exit_code == 2
    (line,) = (line for line in result.stderr.splitlines() if not line.startswith("tent"))
    assert line.startswith("Error: --")
    assert line.endswith("cannot be shown: the training diverges at step 12")
    assert not list(tmp_path.rglob("tent.*"))
