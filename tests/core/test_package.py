"""The core as a whole: light, documented, and the same however it is reached."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest

import relu_anim

PUBLIC = [getattr(relu_anim, name) for name in relu_anim.__all__]


def test_importing_the_core_imports_nothing_heavier_than_numpy() -> None:
    code = "import sys, relu_anim; print(*{name.partition('.')[0] for name in sys.modules})"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="."
    )
    loaded = set(result.stdout.split())
    foreign = loaded - set(sys.stdlib_module_names) - {"relu_anim", "numpy", "__main__"}
    assert not {name for name in foreign if not name.startswith(("_", "sitecustomize"))}


@pytest.mark.parametrize("thing", PUBLIC, ids=relu_anim.__all__)
def test_everything_public_says_what_it_is(thing: object) -> None:
    members = inspect.getmembers(thing) if inspect.isclass(thing) else []
    own = [value for name, value in members if name in vars(thing) and not name.startswith("_")]
    documented = [value for value in own if callable(value) or isinstance(value, property)]
    for value in [thing, *documented]:
        assert inspect.getdoc(value), value


@pytest.mark.parametrize("thing", [t for t in PUBLIC if is_dataclass(t)], ids=str)
def test_what_has_parameters_is_frozen(thing: type) -> None:
    assert fields(thing)
    assert thing.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_the_public_names_are_sorted_and_each_listed_once() -> None:
    assert relu_anim.__all__ == sorted(set(relu_anim.__all__))
