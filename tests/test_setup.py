"""setup.sh on machines of every kind, made of stand-ins for their programs (stand_in.sh).

Nothing is installed here. That the real programs do what they are asked to is seen each time
that the test command of the README starts from nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SYSTEM_TOOLS = [
    "bash",
    "cat",
    "cksum",
    "dirname",
    "env",
    "ln",
    "mkdir",
    "mv",
    "rm",
    "tail",
    "touch",
]
STAND_INS = ("cc", "c++", "pkg-config", "id", "uname")
Outcome = tuple[int, str, list[str]]
INSTALL = "pip -c constraints.txt -e ."
INSTALL_DEV = "pip -c constraints.txt -e .[dev]"


class Machine:
    """A machine of stand-ins, with the project in a folder: by default, nothing is missing."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.project = home / "project"
        for folder in ("bin", "has", "project"):
            (home / folder).mkdir(parents=True)
        for name in ("setup.sh", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.project)
        shutil.copy(ROOT / "tests" / "stand_in.sh", home)
        (home / "stand_in.sh").chmod(0o755)
        for tool in SYSTEM_TOOLS:
            (home / "bin" / tool).symlink_to(str(shutil.which(tool)))
        self.has_programs(*STAND_INS, "chromium", "soffice")
        self.has(tools="", id="0", uname="x86_64")
        self.has_python("3.12")
        self.offers("3.12")

    def has(self, **facts: str) -> None:
        for name, value in facts.items():
            (self.home / "has" / name).write_text(value)

    def has_programs(self, *names: str) -> None:
        for name in names:
            (self.home / "bin" / name).symlink_to(self.home / "stand_in.sh")

    def has_python(self, version: str, *, name: str = "", whole: bool = True) -> None:
        name = name or f"python{version}"
        self.has_programs(name)
        self.has(**{name: version}, **({f"python{version}-dev": ""} if whole else {}))

    def offers(self, python: str) -> None:
        (self.home / "offers").write_text(python)

    def lacks(self, *things: str) -> None:
        for thing in things:
            (self.home / "bin" / thing).unlink(missing_ok=True)
            (self.home / "has" / thing).unlink(missing_ok=True)

    @property
    def venv(self) -> Path:
        return self.project / ".venv"

    def setup(
        self, *options: str, started_by: str = "bash", **environment: str
    ) -> tuple[int, str, list[str]]:
        """Run setup.sh: its exit code, its messages, and what it had other programs do."""
        calls = self.home / "calls"
        calls.unlink(missing_ok=True)
        path = environment.pop("PATH", str(self.home / "bin"))
        run = subprocess.run(
            [str(shutil.which(started_by)), str(self.project / "setup.sh"), *options],
            env={"PATH": path, "MACHINE": str(self.home), **environment},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.stdout == "" or "--help" in options
        called = calls.read_text().splitlines() if calls.exists() else []
        assert not [call for call in called if call.startswith("unexpected")]
        return run.returncode, run.stderr + run.stdout, called


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "a machine")


# --- when nothing is missing ----------------------------------------------------------------


def test_a_new_folder_gets_a_venv_with_the_project(machine: Machine) -> None:
    code, said, called = machine.setup()
    assert (code, called) == (0, ["venv 3.12", INSTALL])
    assert re.sub(r"\d+ s", "0 s", said).splitlines() == [
        "setup: making .venv with Python 3.12",
        "setup: installing the project (a minute or two)",
        "setup: ready after 0 s",
    ]
    assert "Collecting manim" in (machine.venv / "setup.log").read_text()


def test_a_second_run_is_quick_and_silent(machine: Machine) -> None:
    machine.setup()
    start = time.perf_counter()
    assert machine.setup() == (0, "", [])
    assert time.perf_counter() - start < 1


def test_extras_are_added_to_those_that_are_there(machine: Machine) -> None:
    machine.setup()
    assert machine.setup("--dev")[2] == [INSTALL_DEV]
    assert machine.setup("--dev") == machine.setup() == (0, "", [])
    assert machine.setup("--cluster")[2] == ["pip -c constraints.txt -e .[dev,cluster]"]
    assert machine.setup("--slides")[2] == ["pip -c constraints.txt -e .[dev,cluster,slides]"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_what_changed_is_installed_again_with_the_same_extras(machine: Machine, name: str) -> None:
    machine.setup("--dev")
    with (machine.project / name).open("a") as file:
        file.write("# changed\n")
    assert machine.setup()[2] == [INSTALL_DEV]


def test_any_shell_may_start_it(machine: Machine) -> None:
    assert machine.setup(started_by="sh")[2] == ["venv 3.12", INSTALL]


def test_help_does_nothing_and_an_unknown_option_is_refused(machine: Machine) -> None:
    code, said, called = machine.setup("--help")
    assert (code, called) == (0, [])
    assert said.startswith("Usage: bash setup.sh [--dev] [--cluster] [--slides]\n")
    code, said, called = machine.setup("--develop")
    assert (code, called) == (2, [])
    assert said.startswith("setup: no such option: --develop")
    assert not machine.venv.exists()


# --- which Python ---------------------------------------------------------------------------


def test_the_newest_python_that_will_do_and_lacks_nothing_is_taken(machine: Machine) -> None:
    machine.has_python("3.14", whole=False)
    machine.has_python("3.13")
    machine.has_python("3.15", name="python3")
    assert machine.setup()[2][0] == "venv 3.13"
    machine.lacks("python3.12", "python3.13")
    machine.has_python("3.11", name="python")
    shutil.rmtree(machine.venv)
    assert machine.setup()[2][0] == "venv 3.11"


def test_a_python_can_be_asked_for(machine: Machine) -> None:
    machine.has_python("3.11")
    assert machine.setup(PYTHON="python3.11")[2][0] == "venv 3.11"
    assert machine.setup() == (0, "", [])
    assert machine.setup(PYTHON="python3.12")[2] == ["venv 3.12", INSTALL]


@pytest.mark.parametrize("python", ["python3.10", "python4"])
def test_an_unfit_python_is_refused(machine: Machine, python: str) -> None:
    machine.has_python("3.10")
    assert machine.setup(PYTHON=python) == (
        1,
        f"setup: PYTHON={python} does not run, or is none of Python 3.14, 3.13, 3.12, 3.11\n",
        [],
    )


# --- what the system lacks ------------------------------------------------------------------

APT = "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends"
APT_TOOLS = "gcc g++ libc6-dev pkg-config libcairo2-dev libpango1.0-dev"
RPM_TOOLS = "gcc gcc-c++ pkgconf-pkg-config cairo-devel pango-devel"
MANAGERS = {
    "apt-get": f"{APT} {APT_TOOLS} python3.11-venv python3.11-dev",
    "dnf": f"dnf install -y {RPM_TOOLS} python3.11 python3.11-devel",
    "zypper": f"zypper install -y {RPM_TOOLS} python311 python311-devel",
    "pacman": "pacman -S --needed --noconfirm gcc pkgconf cairo pango python",
    "brew": "brew install pkgconf cairo pango python@3.11",
}


@pytest.mark.parametrize("manager", MANAGERS)
def test_a_machine_that_has_nothing_gets_the_python_that_its_system_offers(
    machine: Machine, manager: str
) -> None:
    machine.lacks("tools", "python3.12")
    machine.offers("3.11")
    machine.has_programs(manager)
    machine.has(id="501" if manager == "brew" else "0")  # brew does not want to be root
    code, _, called = machine.setup()
    assert (code, called[-3:]) == (0, [MANAGERS[manager], "venv 3.11", INSTALL])
    assert (called[0] == "apt-get update") == (manager == "apt-get")


@pytest.mark.parametrize("manager", MANAGERS)
def test_a_python_that_is_there_is_completed_or_left_alone(machine: Machine, manager: str) -> None:
    machine.lacks("tools", "python3.12-dev")
    machine.has_programs(manager)
    assert machine.setup()[2][-3] == MANAGERS[manager].replace("11", "12")
    machine.lacks("tools")
    shutil.rmtree(machine.venv)
    without_python = re.sub(r" python\S*", "", MANAGERS[manager])
    assert machine.setup()[2][-3:] == [without_python, "venv 3.12", INSTALL]


def test_of_a_python_that_is_asked_for_no_other_version_is_installed(machine: Machine) -> None:
    machine.lacks("python3.12-dev")
    machine.offers("3.14")
    machine.has_programs("dnf")
    code, _, called = machine.setup(PYTHON="python3.12")
    assert (code, called) == (1, [f"dnf install -y {RPM_TOOLS} python3.12 python3.12-devel"])


def test_on_an_arm_processor_a_cplusplus_compiler_is_needed_too(machine: Machine) -> None:
    machine.has_programs("apt-get")
    assert machine.setup()[2] == ["venv 3.12", INSTALL]
    shutil.rmtree(machine.venv)
    machine.has(uname="aarch64")
    code, said, called = machine.setup()
    assert (code, called[-1]) == (1, f"{APT} {APT_TOOLS}")
    assert "setup: there is still no" in said


def test_sudo_is_used_by_others_than_root(machine: Machine) -> None:
    machine.lacks("tools")
    machine.has(id="1000", password="")
    machine.has_programs("apt-get", "sudo")
    code, said, called = machine.setup()
    assert (code, called[:3]) == (0, ["sudo -v", "apt-get update", f"{APT} {APT_TOOLS}"])
    assert said.startswith(f"setup: sudo is needed to install {APT_TOOLS}\n")


def test_who_may_not_use_sudo_is_told_what_an_administrator_should_install(
    machine: Machine,
) -> None:
    machine.lacks("tools")
    machine.has(id="1000")
    machine.has_programs("dnf", "sudo")
    code, said, called = machine.setup()
    assert (code, called) == (1, ["sudo -v"])
    assert said == (
        f"setup: sudo is needed to install {RPM_TOOLS}\n"
        "setup: let an administrator install these (with dnf), then run this again\n"
    )


OFFICES = {
    "apt-get": "libreoffice-impress-nogui",
    "dnf": "libreoffice-impress",
    "zypper": "libreoffice-impress",
    "pacman": "libreoffice-fresh",
    "brew": "libreoffice",
}


@pytest.mark.parametrize("manager", MANAGERS)
def test_the_tests_get_a_browser_and_an_office_where_there_is_none(
    machine: Machine, manager: str
) -> None:
    machine.lacks("chromium", "soffice")
    machine.has_programs(manager)
    machine.has(id="501" if manager == "brew" else "0")
    install = re.split(r" (?:gcc|pkgconf) ", MANAGERS[manager])[0]
    browser, office = f"{install} chromium", f"{install} {OFFICES[manager]}"
    assert machine.setup()[2] == ["venv 3.12", INSTALL]  # who makes clips needs none
    update = ["apt-get update"] if manager == "apt-get" else []
    code, _, called = machine.setup("--dev")
    assert (code, called) == (0, [INSTALL_DEV, *update, browser, office])
    assert machine.setup() == (0, "", [])
    for program, wanted in (("chromium", browser), ("soffice", office)):
        machine.lacks(program)
        assert machine.setup()[2] == [*update, wanted]
    machine.lacks("chromium", "soffice")
    machine.has_programs("google-chrome", "libreoffice")
    assert machine.setup() == (0, "", [])


@pytest.mark.parametrize("manager", ["", "dnf"])
def test_where_neither_can_be_had_all_else_is_ready_even_so(machine: Machine, manager: str) -> None:
    machine.lacks("chromium", "soffice")
    if manager:
        machine.has(id="1000")
        machine.has_programs(manager, "sudo")
    code, said, called = machine.setup("--dev")
    assert (code, called) == (0, ["venv 3.12", INSTALL_DEV, *(["sudo -v"] if manager else [])])
    assert said.splitlines()[-2:] == [
        "setup: without Chromium or Chrome the tests of the gallery fail: install one (on Ubuntu"
        " Chrome, as its Chromium is a snap, which sees no files in /tmp)",
        "setup: without LibreOffice Impress the tests of the slides fail: install it",
    ]


@pytest.mark.parametrize("manager", ["", "dnf"])
def test_what_cannot_be_installed_is_named(machine: Machine, manager: str) -> None:
    machine.lacks("python3.12")
    machine.offers("3.10")
    if manager:
        machine.has_programs(manager)
    code, said, called = machine.setup()
    assert (code, len(called)) == (1, 4 if manager else 0)  # each Python that will do is tried
    assert ("could not install these" if manager else "install by hand a Python") in said


# --- when something went wrong --------------------------------------------------------------


@pytest.mark.parametrize("moment", ["venv", "pip"])
def test_an_install_that_was_killed_is_made_anew(machine: Machine, moment: str) -> None:
    assert machine.setup("--dev", KILL_AT=moment)[0] == -9
    assert machine.setup()[2] == ["venv 3.12", INSTALL_DEV]
    assert machine.setup("--cluster", KILL_AT="pip")[0] == -9
    assert machine.setup()[2] == ["venv 3.12", "pip -c constraints.txt -e .[dev,cluster]"]


def test_ctrl_c_ends_it_without_the_log(machine: Machine) -> None:
    code, said, _ = machine.setup(INTERRUPT_AT="pip")
    assert (code, said.splitlines()[2:]) == (130, ["setup: interrupted; run it again to go on"])
    assert machine.setup()[2] == ["venv 3.12", INSTALL]


def test_a_venv_that_was_moved_or_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.setup("--dev")
    machine.project = machine.project.rename(machine.home / "moved")
    assert machine.setup()[2] == ["venv 3.12", INSTALL_DEV]
    (machine.venv / "bin" / "python").unlink()
    (machine.venv / "bin" / "python").symlink_to("/nowhere/python3.12")
    assert machine.setup()[2] == ["venv 3.12", INSTALL_DEV]


def test_a_venv_made_by_hand_is_kept(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "setup.state").unlink()
    assert machine.setup()[2] == [INSTALL]


def test_a_venv_of_another_user_is_left_alone_with_one_line(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "setup.state").write_text("/elsewhere\n")
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    os.chown(machine.venv, 12345, 12345)
    code, said, called = machine.setup()
    assert (code, called) == (1, [])
    assert len(said.splitlines()) == 1
    assert said.startswith("setup: .venv belongs to another user")
    assert (machine.venv / "bin" / "python").exists()


def test_a_venv_that_cannot_be_removed_is_said_in_one_line(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "setup.state").write_text("/elsewhere\n")
    (machine.home / "bin" / "rm").unlink()
    (machine.home / "bin" / "rm").write_text("#!/bin/sh\necho no >&2; echo no >&2; exit 1\n")
    (machine.home / "bin" / "rm").chmod(0o755)
    code, said, called = machine.setup()
    assert (code, called) == (1, [])
    assert len(said.splitlines()) == 1
    assert said.startswith("setup: could not remove .venv")


def test_an_activated_venv_is_not_used_to_make_itself(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "setup.state").write_text("/elsewhere\n")
    (machine.venv / "bin" / "python3.13").symlink_to(machine.venv / "bin" / "python")
    path = f"{machine.venv / 'bin'}:{machine.home / 'bin'}"
    assert machine.setup(PATH=path)[2] == ["venv 3.12", INSTALL]


def test_when_pip_fails_the_log_is_shown_and_what_works_is_left(machine: Machine) -> None:
    code, said, _ = machine.setup(PIP_FAILS_WITH="error: subprocess-exited-with-error")
    assert code == 1
    assert "Collecting manim\nerror: subprocess-exited-with-error\n" in said
    assert f"the whole log is {machine.venv / 'setup.log'}" in said.splitlines()[-1]
    assert machine.setup()[0] == 0
    assert machine.setup("--dev", PIP_FAILS_WITH="no network")[0] == 1
    assert machine.setup() == (0, "", [])
    assert machine.setup("--dev")[2] == [INSTALL_DEV]


# --- the script itself ----------------------------------------------------------------------

NEWER_THAN_BASH_3 = re.compile(
    r"\b(?:mapfile|readarray|coproc)\b|(?:declare|local|typeset) -[A-Za-z]*[Ang]|&>>|\|&|;;?&\s"
    r"|\$\{[\w@*]+(?:\[[^]]*\])?[\^,]|\$\{[\w@*]+@|\[\[ -v |\"\$\{\w+\[@\]\}\""
)


def test_it_keeps_to_the_bash_that_macos_has() -> None:
    assert NEWER_THAN_BASH_3.findall((ROOT / "setup.sh").read_text()) == []


@pytest.mark.parametrize(
    "line", ["declare -A pins", "${name,,}", "mapfile -t lines", "make &>>log", '"${empty[@]}"']
)
def test_what_is_newer_is_found(line: str) -> None:
    assert NEWER_THAN_BASH_3.search(line)


@pytest.mark.parametrize("script", ["setup.sh", ".ci/run", "tests/stand_in.sh"])
def test_shellcheck_finds_nothing(script: str) -> None:
    shellcheck = shutil.which("shellcheck", path=f"{Path(sys.executable).parent}:{os.defpath}")
    if not shellcheck:
        pytest.skip("shellcheck has no wheel for this processor")
    run = subprocess.run([shellcheck, ROOT / script], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")
