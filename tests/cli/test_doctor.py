"""The doctor: what is there is ok, what is missing is named with what to do."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from typing import NoReturn

import pytest
import typst
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from rendering.cli import doctor
from rendering.cli.doctor import Finding, examine
from tests.cli.conftest import RunCommand


def finding(root: Path, what: str) -> Finding:
    return next(found for found in examine(root) if found.what == what)


def want(monkeypatch: pytest.MonkeyPatch, requirement: str, pythons: str = ">=3.11") -> None:
    """Have the project ask for one package, and for some Pythons."""
    wanted = SpecifierSet(pythons), [Requirement(requirement)]
    monkeypatch.setattr(doctor, "_wanted", lambda: wanted)


def test_a_machine_that_can_run_the_tests_is_healthy(run: RunCommand, folder: Path) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "MISSING" not in result.stdout
    assert list(folder.iterdir()) == []


def test_a_missing_package_is_named_and_fails(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    want(monkeypatch, "nowhere-to-be-found>=1")
    result = run("doctor")
    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if "nowhere" in line]
    assert line.startswith("MISSING")
    assert "bash setup.sh" in line


def test_a_package_of_another_version_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    want(monkeypatch, "click<100,>=99")
    found = finding(folder, "click")
    assert found.is_failure
    assert found.state == metadata.version("click")
    assert "need <100,>=99" in found.remedy


def test_a_python_that_is_too_new_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    want(monkeypatch, "click", pythons="<3.11")
    found = finding(folder, "Python")
    assert found.is_failure
    assert "need <3.11" in found.remedy


def test_what_the_project_asks_for_is_read_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(name: str) -> NoReturn:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", unknown)
    pythons, requirements = doctor._wanted()
    assert pythons.contains(platform.python_version())
    assert {"manim", "numpy", "click"} <= {wanted.name for wanted in requirements}


def test_without_the_font_there_is_no_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoFonts:
        def __init__(self, **_: object) -> None: ...

        def families(self) -> list[str]:
            return ["Libertinus Serif"]

    monkeypatch.setattr(typst, "Fonts", NoFonts)
    found = finding(folder, "Typst fonts")
    assert found.is_failure
    assert "New Computer Modern" in found.state


def test_a_media_folder_that_cannot_be_written_to_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    found = finding(folder, "media folder")
    assert found.is_failure
    assert "Permission denied" in found.state


def test_a_media_link_that_leads_nowhere_is_named(folder: Path) -> None:
    (folder / "media").symlink_to("/no/such/disk")
    found = finding(folder, "media folder")
    assert found.is_failure
    assert found.state == "media is a link to /no/such/disk, which is not there"


def test_nothing_to_open_files_with_is_only_a_note(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    found = finding(folder, "program for --preview")
    assert found.remedy
    assert not found.is_failure


def test_a_system_library_that_is_gone_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cairo", None)
    found = finding(folder, "cairo")
    assert found.is_failure
    assert "bash setup.sh" in found.remedy
