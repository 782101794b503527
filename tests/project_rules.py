"""The rules that every file of the project keeps, as functions from a folder to what breaks them.

Each takes the root of a tree, so that the tests can hold it against the project and also against
a small tree with a planted violation: a rule that cannot fail would prove nothing.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

LAYERS = ("relu_anim", "scenes", "rendering", "render")
OUTSIDE = ("tests", "benchmarks")
SETUP_FILES = ("setup.sh", "pyproject.toml", "constraints.txt", ".ci/run")

HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-z_])", re.IGNORECASE)
ADDRESS = re.compile(
    r"://|index-url|find-links|trusted-host|\b[a-z][a-z-]*\.(?:org|com|net|io)\b", re.IGNORECASE
)


# --- reading a tree -------------------------------------------------------------------------


def python_files(root: Path, *places: str) -> Iterator[Path]:
    """The Python files of some layers and folders (of all of them, when none is named)."""
    for place in places or LAYERS + OUTSIDE:
        module = root / f"{place}.py"
        yield from [module] if module.exists() else sorted((root / place).rglob("*.py"))


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def nodes_of(file: Path) -> list[ast.AST]:
    """All syntax nodes of a file that have a line."""
    return [node for node in ast.walk(parsed(file)) if hasattr(node, "lineno")]


def every_node(root: Path, *places: str) -> Iterator[tuple[str, ast.AST]]:
    """All syntax nodes that have a line, each with its place in the tree: `scenes/tent.py:12`."""
    for file in python_files(root, *places):
        name = file.relative_to(root)
        for node in nodes_of(file):
            yield f"{name}:{node.lineno}", node  # type: ignore[attr-defined]


def imported_names(node: ast.AST) -> list[str]:
    """What an import statement names: `from scenes.theme import INK` is `scenes.theme.INK`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = "." * node.level + (node.module or "")
        return [f"{base}.{alias.name}" for alias in node.names]
    return []


def imports(root: Path, *places: str) -> Iterator[tuple[str, str]]:
    """Every import, wherever it stands: its place in the tree and what it names."""
    for place, node in every_node(root, *places):
        for name in imported_names(node):
            yield place, name


def dotted(node: ast.AST) -> str:
    """`np.random.rand` as it is written; nothing for what is no such chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def top(name: str) -> str:
    return name.partition(".")[0]


# --- imports (who imports whom among ourselves is checked by import-linter) -----------------


def core_needs_only_numpy(root: Path) -> list[str]:
    """`relu_anim/` imports nothing but the standard library, NumPy and itself."""
    allowed = {*sys.stdlib_module_names, "numpy", "relu_anim", ""}  # "" where it begins with a dot
    return [
        f"{place} imports {name}"
        for place, name in imports(root, "relu_anim")
        if top(name) not in allowed
    ]


# --- clips ----------------------------------------------------------------------------------


def scene_classes(root: Path) -> dict[str, set[str]]:
    """The classes derived from Stage that each file directly in `scenes/` defines, by its stem."""
    found: dict[str, set[str]] = {}
    for file in sorted((root / "scenes").glob("*.py")):
        for node in parsed(file).body:
            if isinstance(node, ast.ClassDef) and any(
                dotted(base).rpartition(".")[2] == "Stage" for base in node.bases
            ):
                found.setdefault(file.stem, set()).add(node.name)
    return found


def clips_are_catalogued(root: Path, catalogue: Mapping[str, str]) -> list[str]:
    """Each catalogued clip has its scene, and each scene its entry; CATALOGUE: name -> class."""
    scenes = scene_classes(root)
    return [
        f"scenes/{stem}.py defines {name}, which is not catalogued"
        for stem, names in scenes.items()
        for name in sorted(names)
        if catalogue.get(stem) != name
    ] + [
        f"the catalogue has {clip}, but scenes/{clip}.py defines no {name}"
        for clip, name in catalogue.items()
        if name not in scenes.get(clip, ())
    ]


# --- colours --------------------------------------------------------------------------------


@cache
def colours_of_manim() -> frozenset[str]:
    """The names of Manim's colours, read from its files: importing Manim takes seconds."""
    spec = find_spec("manim")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0], "utils", "color")
    return frozenset(
        target.id
        for file in folder.glob("*.py")
        for node in parsed(file).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id.isupper()
    )


def colours_live_in_the_theme(root: Path) -> list[str]:
    """No layer but `scenes/theme.py` names a colour: not #rrggbb, nor mn.RED, nor color="red"."""
    return [
        f"{place} names the colour {colour}"
        for place, node in every_node(root, *LAYERS, "benchmarks")
        if not place.startswith(str(Path("scenes", "theme.py")))
        for colour in colours_in(node)
    ]


def colours_in(node: ast.AST) -> Iterable[str]:
    names = colours_of_manim()
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return HEX_COLOUR.findall(node.value)
    if isinstance(node, ast.Attribute) and dotted(node.value) in ("mn", "manim"):
        return {node.attr} & names
    if isinstance(node, ast.ImportFrom) and top(node.module or "") == "manim":
        return {alias.name for alias in node.names} & names
    if isinstance(node, ast.keyword) and (node.arg or "").endswith(("color", "colour")):
        return {ast.literal_eval(node.value)} if is_colour_name(node.value) else ()
    if isinstance(node, ast.Call) and dotted(node.func).endswith("ManimColor"):
        return [ast.literal_eval(value) for value in node.args if is_colour_name(value)]
    return ()


def is_colour_name(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.upper() in colours_of_manim()
    )


# --- what no file does ----------------------------------------------------------------------


def nothing_runs_what_it_is_given(root: Path) -> list[str]:
    """No eval, exec or compile, and no shell between us and another program."""
    return [
        f"{place} uses {danger}" for place, node in every_node(root) for danger in ways_to_run(node)
    ]


def ways_to_run(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Call):
        return {dotted(node.func)} & {"eval", "exec", "compile", "os.system", "os.popen"}
    if isinstance(node, ast.keyword) and node.arg == "shell":
        return () if is_false(node.value) else ["a shell"]
    return ()


def nothing_is_unpickled(root: Path) -> list[str]:
    """No file that a user gives is a pickle, which could run anything."""
    own_processes = {
        "rendering/workers/pool.py",
        "rendering/workers/worker.py",
    }  # a pipe between the two
    return [
        f"{place} uses {pickle}"
        for place, node in every_node(root, *LAYERS, "benchmarks")
        if Path(place.partition(":")[0]).as_posix() not in own_processes
        for pickle in ways_to_unpickle(node)
    ]


def ways_to_unpickle(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {top(name) for name in imported_names(node)} & {"pickle", "marshal", "shelve"}
    if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
        return () if is_false(node.value) else ["allow_pickle"]
    return ()


def is_false(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def nothing_is_star_imported(root: Path) -> list[str]:
    """A reader can find where each name comes from."""
    return [f"{place} imports {name}" for place, name in imports(root) if name.endswith(".*")]


def files_are_named_for_one_thing(root: Path) -> list[str]:
    """There is no utils.py, which would be a place for everything."""
    return [
        str(file.relative_to(root))
        for file in python_files(root)
        if file.stem in {"utils", "util", "helpers", "helper", "misc", "common"}
    ]


def version_stands_in_one_place(root: Path) -> list[str]:
    """pyproject.toml has the version; code reads it from the installed package."""
    return [
        f"{place} sets {name}"
        for place, node in every_node(root)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for name in map(dotted, node.targets)
        if name.strip("_").lower() == "version"
    ]


def setup_names_no_address(root: Path) -> list[str]:
    """Where packages come from is the business of the machine, not of the project."""
    return [
        f"{name}:{number} has {match.group()}"
        for name in SETUP_FILES
        if (root / name).exists()
        for number, line in enumerate((root / name).read_text().splitlines(), start=1)
        for match in ADDRESS.finditer(line)
    ]
