"""Whatever is typed after an option, the command line renders or says in one line why not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from render import main
from rendering.job import Job
from scenes.catalogue.contents import CATALOGUE

CLIP_OPTIONS = [
    (clip.name, f"--{option.name}") for clip in CATALOGUE.values() for option in clip.options
]
RENDER_OPTIONS = ["-q", "--format", "-r", "--fps", "--theme", "-o", "--jobs"]

texts = st.one_of(
    st.text(st.characters(exclude_characters="\0"), max_size=40),
    st.text("0123456789+-.,;eExX/*() naif", max_size=20),
)


@given(
    option=st.sampled_from([*CLIP_OPTIONS, *(("tent", name) for name in RENDER_OPTIONS)]),
    text=texts,
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_after_any_option(
    folder: object, jobs: list[Job], option: tuple[str, str], text: str
) -> None:
    check([*option, text])


@given(st.lists(st.one_of(st.sampled_from(["tent", "sine", "all", "list", "-t"]), texts)))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words(folder: object, jobs: list[Job], words: list[str]) -> None:
    check(words)


def check(words: list[str]) -> None:
    result = CliRunner().invoke(main, words, prog_name="render.py")
    assert result.exit_code in (0, 2)
    assert isinstance(result.exception, SystemExit | None)
    if result.exit_code == 2 and "Usage:" not in result.stderr:
        (line,) = result.stderr.split("\n")[:-1]
        assert line.startswith("Error: ")
        assert line.isprintable()
        assert result.stdout == ""


@pytest.mark.parametrize("name", ["..", ".", "a/..", "/", "~", "-", "con.mp4/", " .mp4", ".mp4"])
def test_odd_file_names_do_no_harm(folder: object, jobs: list[Job], name: str) -> None:
    check(["tent", "-o", name])
