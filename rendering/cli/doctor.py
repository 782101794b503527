"""What a machine needs to render, held against what it has."""

from __future__ import annotations

import importlib
import platform
import shutil
import sys
import tempfile
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from rendering.output.staging import nowhere
from rendering.workers.manim_settings import import_manim

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
FONTS = ("New Computer Modern", "New Computer Modern Math")
ENCODERS = {"libx264": "mp4", "libvpx-vp9": "webm", "prores_ks": "transparent mov", "gif": "gif"}
LEAST_FREE_BYTES = 500_000_000
SET_UP = "run `bash setup.sh`"
SET_UP_AFRESH = "run `rm -r .venv; bash setup.sh`"  # which also installs the system libraries

_MODULES = {"pillow": "PIL"}


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
    pythons, requirements = _wanted()
    return [
        _python(pythons),
        *_packages(requirements),
        *_libraries(),
        *_encoders(),
        _fonts(),
        _media_folder(root),
        _disk_space(root),
        _opener(),
    ]


def _python(supported: SpecifierSet) -> Finding:
    state = platform.python_version() + (
        "" if sys.prefix != sys.base_prefix else ", not in a virtual environment"
    )
    if supported.contains(platform.python_version(), prereleases=True):
        return Finding("Python", state)
    return Finding("Python", state, f"need {supported}: run `PYTHON=python3.12 bash setup.sh`")


def _packages(requirements: Iterable[Requirement]) -> Iterator[Finding]:
    for requirement in requirements:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = requirement.name
        try:
            version = metadata.version(name)
            with warnings.catch_warnings(action="ignore"):  # other people's, and not our subject
                if name == "manim":
                    import_manim()
                else:
                    importlib.import_module(_MODULES.get(name, name))
        except metadata.PackageNotFoundError:
            yield Finding(name, "not installed", SET_UP)
        except Exception as error:  # a broken install may raise anything
            yield Finding(name, f"cannot be imported ({error})", SET_UP)
        else:
            wanted = requirement.specifier
            fits = wanted.contains(version, prereleases=True)
            yield Finding(name, version, "" if fits else f"need {wanted}: {SET_UP}")


def _wanted() -> tuple[SpecifierSet, list[Requirement]]:
    """The Pythons and packages that the project asks for: as installed, or else as it stands."""
    try:
        pythons = metadata.metadata("relu-anim")["Requires-Python"]
        requirements = metadata.requires("relu-anim") or []
    except metadata.PackageNotFoundError:
        project = tomllib.loads(PYPROJECT.read_text())["project"]
        pythons, requirements = project["requires-python"], project["dependencies"]
    return SpecifierSet(pythons), [Requirement(line) for line in requirements]


def _libraries() -> Iterator[Finding]:
    for name, module, describe in (
        ("cairo", "cairo", lambda cairo: cairo.cairo_version_string()),
        ("pango", "manimpango", lambda pango: pango.__version__ + " (ManimPango)"),
    ):
        try:
            yield Finding(name, describe(importlib.import_module(module)))
        except Exception as error:  # a missing shared library raises ImportError, a broken one more
            yield Finding(name, f"cannot be used ({error})", SET_UP_AFRESH)


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
    if why := nowhere(media):
        return Finding("media folder", why, f"make what it leads to, or remove {media}")
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
    opener = "open" if sys.platform == "darwin" else "xdg-open"  # what click.launch calls
    if shutil.which(opener):
        return Finding("program for --preview", opener, is_needed=False)
    remedy = "install xdg-utils, or open the files yourself"
    return Finding("program for --preview", "none found", remedy, is_needed=False)
