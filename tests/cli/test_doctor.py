"""The doctor: what is there is ok, what is missing is named with what to do."""

from __future__ import annotations

import shutil
import tempfile
from importlib import metadata
from pathlib import Path

import pytest
import typst

from rendering.cli import doctor
from rendering.cli.doctor import Finding, examine
from tests.cli.conftest import RunCommand


def finding(root: Path, what: str) -> Finding:
    return next(found for found in examine(root) if found.what == what)


def test_a_machine_that_can_run_the_tests_is_healthy(run: RunCommand, folder: Path) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "MISSING" not in result.stdout
    assert list(folder.iterdir()) == []


def test_a_missing_package_is_named_and_fails(
    run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_requirements", lambda root: ["nowhere-to-be-found>=1"])
    result = run("doctor")
    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if "nowhere" in line]
    assert line.startswith("MISSING")
    assert "bash setup.sh" in line


def test_a_package_of_another_version_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_requirements", lambda root: ["click>=99,<100"])
    found = finding(folder, "click")
    assert found.is_failure
    assert found.state == metadata.version("click")
    assert ">=99,<100" in found.remedy


@pytest.mark.parametrize(
    ("version", "wanted", "within"),
    [
        ("0.22.0", ">=0.22,<0.23", True),
        ("0.22.7", ">=0.22,<0.23", True),
        ("0.23.0", ">=0.22,<0.23", False),
        ("0.9", ">=0.22", False),
        ("2.10", ">=2.9", True),
        ("1.0.8", "", True),
        ("3.0rc1", ">=3", True),
        ("2.1", "==2.1", True),
    ],
)
def test_versions_are_compared_as_numbers(version: str, wanted: str, within: bool) -> None:
    assert doctor._is_within(version, wanted) is within


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


def test_nothing_to_open_files_with_is_only_a_note(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "opener", lambda: None)
    found = finding(folder, "program for --preview")
    assert found.remedy
    assert not found.is_failure


@pytest.mark.parametrize("manager", doctor.SYSTEM_LIBRARIES)
def test_system_libraries_are_installed_with_the_machines_own_tool(
    manager: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == manager else None)
    assert manager in doctor.system_libraries()
    assert "cairo" in doctor.system_libraries()
