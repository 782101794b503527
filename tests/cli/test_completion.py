"""What a shell offers while a command line is typed."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from render import main


def offered(*words: str) -> list[tuple[str, str]]:
    """What may come for the last word, each with its type: `file` has the shell look itself."""
    *given, incomplete = words
    complete = ShellComplete(main, {}, "relu-anim", "_RELU_ANIM_COMPLETE")
    return [(item.value, item.type) for item in complete.get_completions(given, incomplete)]


@pytest.mark.parametrize(
    "words",
    ["dense --layer net", "layers --network net", "training --data net", "tent -o net"],
)
def test_files_are_offered_where_a_file_is_wanted(words: str) -> None:
    assert offered(*words.split()) == [("net", "file")]


def test_words_are_offered_where_one_of_them_is_wanted() -> None:
    assert offered("training", "--start", "") == [("spread", "plain"), ("origin", "plain")]
    assert offered("signature", "--data", "sp") == [("spiral", "plain")]
    assert offered("signature", "--data", "my") == [("my", "file")]


def test_nothing_is_offered_for_a_number() -> None:
    assert offered("tent", "--left", "0") == []
    assert ("tent", "plain") in offered("te")
