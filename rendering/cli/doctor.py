"""What a machine needs to render, held against what it has."""

from __future__ import annotations

import importlib
import platform
import re
import shutil
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from rendering.cli.preview import opener
from rendering.workers.manim_settings import import_manim

OLDEST_PYTHON, FIRST_UNTESTED_PYTHON = (3, 11), (3, 14)
FONTS = ("New Computer Modern", "New Computer Modern Math")
ENCODERS = {"libx264": "mp4", "libvpx-vp9": "webm", "prores_ks": "transparent mov", "gif": "gif"}
LEAST_FREE_BYTES = 500_000_000
SET_UP = "run `bash setup.sh`"
SYSTEM_LIBRARIES = {
    "apt-get": "sudo apt-get install build-essential pkg-config python3-dev "
    "libcairo2-dev libpango1.0-dev",
    "dnf": "sudo dnf install gcc pkgconf-pkg-config python3-devel cairo-devel pango-devel",
    "pacman": "sudo pacman -S base-devel pkgconf cairo pango",
    "brew": "brew install pkg-config cairo pango",
}
"""The command that installs what pycairo and ManimPango are built from, by package manager."""

_MODULES = {"pillow": "PIL", "pycairo": "cairo", "manimpango": "manimpango"}
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(\[[\w,-]+\])?(?P<range>[^;]*)(?P<marker>;.*)?")
_BOUND = re.compile(r"(>=|<=|==|<|>)\s*([\d.]+)")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `remedy` says what to do; empty when nothing is to be done."""

    what: str
    state: str
    remedy: str = ""
    is_needed: bool = True

    @property
    def is_failure(self) -> bool:
        """Whether rendering cannot work before the remedy."""
        return bool(self.remedy) and self.is_needed

    def __str__(self) -> str:
        mark = "MISSING" if self.is_failure else "note" if self.remedy else "ok"
        remedy = f": {self.remedy}" if self.remedy else ""
        return f"{mark:8}{self.what:22}{self.state}{remedy}"


def examine(root: Path) -> list[Finding]:
    """Look at everything; `root` is the folder that `media/` will be in."""
    return [
        _python(),
        *_packages(root),
        *_libraries(),
        *_encoders(),
        _fonts(),
        _media_folder(root),
        _disk_space(root),
        _opener(),
    ]


def _python() -> Finding:
    version = sys.version_info[:2]
    state = platform.python_version() + (
        "" if sys.prefix != sys.base_prefix else ", not in a virtual environment"
    )
    if OLDEST_PYTHON <= version < FIRST_UNTESTED_PYTHON:
        return Finding("Python", state)
    return Finding(
        "Python", state, f"use Python 3.11, 3.12 or 3.13: PYTHON=python3.12 {SET_UP[4:]}"
    )


def _packages(root: Path) -> Iterator[Finding]:
    for requirement in _requirements(root):
        match = _REQUIREMENT.fullmatch(requirement.strip())
        if match is None or match["marker"]:
            continue
        name, wanted = match["name"], match["range"].strip()
        try:
            version = metadata.version(name)
            with warnings.catch_warnings(action="ignore"):  # other people's, and not our subject
                if name == "manim":
                    import_manim()
                else:
                    importlib.import_module(_MODULES.get(name.lower(), name.lower()))
        except metadata.PackageNotFoundError:
            yield Finding(name, "not installed", SET_UP)
        except Exception as error:  # a broken install may raise anything
            yield Finding(name, f"cannot be imported ({error})", f"{SET_UP}")
        else:
            remedy = "" if _is_within(version, wanted) else f"need {wanted}: {SET_UP}"
            yield Finding(name, version, remedy)


def _requirements(root: Path) -> list[str]:
    """What pyproject.toml asks for, as it was installed or else as it stands in the folder."""
    try:
        return metadata.requires("relu-anim") or []
    except metadata.PackageNotFoundError:
        project = root / "pyproject.toml"
        if not project.is_file():
            return []
        with project.open("rb") as file:
            return list(tomllib.load(file)["project"]["dependencies"])


def _is_within(version: str, wanted: str) -> bool:
    holds: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
        ">=": lambda have, bound: have >= bound,
        "<=": lambda have, bound: have[: len(bound)] <= bound,
        "==": lambda have, bound: have[: len(bound)] == bound,
        "<": lambda have, bound: have < bound,
        ">": lambda have, bound: have > bound,
    }
    return all(
        holds[sign](_numbers(version), _numbers(bound)) for sign, bound in _BOUND.findall(wanted)
    )


def _numbers(version: str) -> tuple[int, ...]:
    """`0.22.1` as numbers that compare; what follows them (`rc1`) is left out."""
    leading = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(number) for number in leading[0].split(".")] if leading else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _libraries() -> Iterator[Finding]:
    for name, module, describe in (
        ("cairo", "cairo", lambda cairo: cairo.cairo_version_string()),
        ("pango", "manimpango", lambda pango: pango.__version__ + " (ManimPango)"),
    ):
        try:
            yield Finding(name, describe(importlib.import_module(module)))
        except Exception as error:  # a missing shared library raises ImportError, a broken one more
            yield Finding(name, f"cannot be used ({error})", f"{system_libraries()}, then {SET_UP}")


def system_libraries() -> str:
    """The command that installs the system libraries here."""
    for manager, command in SYSTEM_LIBRARIES.items():
        if shutil.which(manager):
            return command
    return "install a C compiler, pkg-config and the headers of cairo and pango"


def _encoders() -> Iterator[Finding]:
    try:
        from av.codec import Codec
    except ImportError:
        return  # said already among the packages
    for name, kind in ENCODERS.items():
        try:
            Codec(name, "w")
        except ValueError:
            remedy = f"install PyAV from its wheel: {SET_UP}"
            yield Finding(f"encoder {name}", f"PyAV cannot write {kind}", remedy, name == "libx264")
        else:
            yield Finding(f"encoder {name}", f"writes {kind}")


def _fonts() -> Finding:
    try:
        import typst

        families = typst.Fonts(include_system_fonts=False).families()
    except Exception as error:  # a broken install may raise anything
        return Finding("Typst fonts", f"cannot be read ({error})", SET_UP)
    missing = [font for font in FONTS if font not in families]
    if missing:
        return Finding("Typst fonts", f"without {' and '.join(missing)}", SET_UP)
    return Finding("Typst fonts", FONTS[0])


def _media_folder(root: Path) -> Finding:
    media = root / "media"
    try:
        with tempfile.TemporaryFile(dir=media if media.is_dir() else root):
            return Finding("media folder", f"{media} can be written to")
    except OSError as error:
        remedy = "go to a folder that you may write to, or use --output"
        return Finding("media folder", f"{media} cannot be written to ({error.strerror})", remedy)


def _disk_space(root: Path) -> Finding:
    free = shutil.disk_usage(root).free
    remedy = "" if free >= LEAST_FREE_BYTES else "make room: a render and its cache need more"
    return Finding("disk space", f"{free / 1e9:.1f} GB free", remedy, is_needed=False)


def _opener() -> Finding:
    command = opener()
    if command:
        return Finding("program for --preview", " ".join(command), is_needed=False)
    remedy = "install xdg-utils, or open the files yourself"
    return Finding("program for --preview", "none found", remedy, is_needed=False)
