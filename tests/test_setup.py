"""setup.sh on machines of every kind, made of stand-ins for their programs (stand_in.sh).

Nothing is installed here. That the real programs do what they are asked to is seen each time
that the test command of the README starts from nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BASH = shutil.which("bash") or "/bin/bash"
SYSTEM_TOOLS = (
    "cat",
    "cksum",
    "dirname",
    "env",
    "grep",
    "ln",
    "mkdir",
    "mv",
    "rm",
    "tail",
    "touch",
)
BUILD_TOOLS = ("cc", "c++", "pkg-config")
INSTALL = "pip -c constraints.txt -e ."
INSTALL_DEV = "pip -c constraints.txt -e .[dev]"


class Machine:
    """A machine of stand-ins, with the project in a folder: by default, nothing is missing."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.project = home / "project"
        for folder in ("bin", "has", "offers", "project"):
            (home / folder).mkdir(parents=True)
        for name in ("setup.sh", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.project)
        shutil.copy(ROOT / "tests" / "stand_in.sh", home)
        (home / "stand_in.sh").chmod(0o755)
        for tool in ("bash", *SYSTEM_TOOLS):
            (home / "bin" / tool).symlink_to(BASH if tool == "bash" else str(shutil.which(tool)))
        self.has("id", "uname", *BUILD_TOOLS, "cairo", "pango")
        self.has_python("3.12")
        self.is_told("user-id", "0")
        self.is_told("processor", "x86_64")
        self.is_told("system", "Linux")

    def has(self, *things: str) -> None:
        for thing in things:
            if thing in ("cairo", "pango"):
                (self.home / "has" / thing).touch()
            else:
                (self.home / "bin" / thing).symlink_to(self.home / "stand_in.sh")

    def lacks(self, *things: str) -> None:
        for thing in things:
            (self.home / "bin" / thing).unlink(missing_ok=True)
            (self.home / "has" / thing).unlink(missing_ok=True)

    def has_python(self, version: str, *, name: str = "", whole: bool = True) -> None:
        name = name or f"python{version}"
        self.has(name)
        self.is_told(f"version-of-{name}", version)
        for part in ("venv", "dev") if whole else ():
            (self.home / "has" / f"python{version}-{part}").touch()

    def is_told(self, fact: str, value: str = "") -> None:
        (self.home / fact).write_text(value)

    @property
    def venv(self) -> Path:
        return self.project / ".venv"

    def setup(self, *options: str, **environment: str) -> tuple[int, str, list[str]]:
        """Run setup.sh: its exit code, its messages, and what it had other programs do."""
        calls = self.home / "calls"
        calls.unlink(missing_ok=True)
        path = environment.pop("PATH", str(self.home / "bin"))
        run = subprocess.run(
            [BASH, str(self.project / "setup.sh"), *options],
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


def test_dev_adds_to_a_plain_install(machine: Machine) -> None:
    machine.setup()
    assert machine.setup("--dev")[2] == [INSTALL_DEV]
    assert machine.setup("--dev") == (0, "", [])


def test_a_plain_run_after_dev_leaves_the_test_tools_alone(machine: Machine) -> None:
    machine.setup("--dev")
    assert machine.setup() == (0, "", [])
    assert machine.setup("--cluster")[2] == ["pip -c constraints.txt -e .[dev,cluster]"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_what_changed_is_installed_again_with_the_same_extras(machine: Machine, name: str) -> None:
    machine.setup("--dev")
    with (machine.project / name).open("a") as file:
        file.write("# changed\n")
    assert machine.setup()[2] == [INSTALL_DEV]


def test_any_shell_may_start_it(machine: Machine) -> None:
    run = subprocess.run(
        ["/bin/sh", "setup.sh"],
        cwd=machine.project,
        env={"PATH": str(machine.home / "bin"), "MACHINE": str(machine.home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr.splitlines()[-1][:14]) == (0, "setup: ready a")


def test_help_does_nothing(machine: Machine) -> None:
    code, said, called = machine.setup("--help")
    assert (code, called) == (0, [])
    assert said.startswith("Usage: bash setup.sh [--dev] [--cluster]\n")
    assert not machine.venv.exists()


def test_an_unknown_option_is_refused(machine: Machine) -> None:
    code, said, called = machine.setup("--develop")
    assert (code, called) == (2, [])
    assert said.startswith("setup: no such option: --develop")


# --- which Python ---------------------------------------------------------------------------


def test_the_first_python_that_will_do_is_taken(machine: Machine) -> None:
    machine.lacks("python3.12")
    machine.has_python("3.14", name="python3")
    machine.has_python("3.11", name="python")
    assert machine.setup()[2][0] == "venv 3.11"


def test_a_python_that_lacks_nothing_comes_before_a_newer_one(machine: Machine) -> None:
    machine.has_python("3.13", whole=False)
    assert machine.setup()[2][0] == "venv 3.12"


def test_a_python_can_be_asked_for(machine: Machine) -> None:
    machine.has_python("3.11")
    assert machine.setup(PYTHON="python3.11")[2][0] == "venv 3.11"
    assert machine.setup() == (0, "", [])
    assert machine.setup(PYTHON="python3.12")[2] == ["venv 3.12", INSTALL]


def test_an_unfit_python_is_refused(machine: Machine) -> None:
    machine.has_python("3.10")
    code, said, _ = machine.setup(PYTHON="python3.10")
    assert (code, said) == (1, "setup: PYTHON=python3.10 is Python 3.10; need 3.11, 3.12 or 3.13\n")
    code, said, _ = machine.setup(PYTHON="python4")
    assert code == 1
    assert said.startswith("setup: PYTHON=python4 does not run; give the name or path")


def test_without_a_python_it_says_so(machine: Machine) -> None:
    machine.lacks("python3.12")
    machine.has("pacman")
    code, said, called = machine.setup()
    assert (code, called) == (1, [])
    assert said.startswith("setup: found no Python 3.11, 3.12 or 3.13; install one, or tell where")


@pytest.mark.parametrize(
    ("manager", "offer", "packages"),
    [
        ("apt-get", "python3.11", "python3.11-venv python3.11-dev"),
        ("dnf", "python3.13", "python3.13 python3.13-devel"),
        ("brew", "python@3.13", "python@3.13"),
    ],
)
def test_a_python_that_the_system_offers_is_installed(
    machine: Machine, manager: str, offer: str, packages: str
) -> None:
    machine.lacks("python3.12")
    machine.has(manager, *(["apt-cache"] if manager == "apt-get" else []))
    machine.is_told(f"offers/{offer}")
    machine.is_told("system", "Darwin" if manager == "brew" else "Linux")
    code, _, called = machine.setup()
    assert code == 0
    assert called[0].endswith(packages)
    assert called[1:] == [f"venv {offer.strip('@python')}", INSTALL]


# --- what the system lacks ------------------------------------------------------------------

EVERYTHING = {
    "apt-get": "apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300"
    " python3.12-venv python3.12-dev gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev",
    "dnf": "dnf install -y"
    " python3.12 python3.12-devel gcc pkgconf-pkg-config cairo-devel pango-devel",
    "pacman": "pacman -S --needed --noconfirm python gcc pkgconf cairo pango",
}


@pytest.mark.parametrize("manager", EVERYTHING)
def test_everything_that_is_missing_is_asked_for_at_once(machine: Machine, manager: str) -> None:
    machine.lacks(*BUILD_TOOLS, "cairo", "pango", "python3.12-venv", "python3.12-dev")
    machine.has(manager)
    code, said, called = machine.setup()
    assert (code, called) == (0, [EVERYTHING[manager], "venv 3.12", INSTALL])
    assert said.splitlines()[-4].startswith("setup: installing ")


def test_homebrew_brings_the_libraries_on_a_mac(machine: Machine) -> None:
    machine.lacks("pkg-config", "cairo", "pango")
    machine.has("brew")
    machine.is_told("system", "Darwin")
    machine.is_told("processor", "arm64")
    machine.is_told("user-id", "501")
    code, _, called = machine.setup()
    assert (code, called[0]) == (0, "brew install pkg-config cairo pango")


def test_a_mac_without_a_compiler_is_told_how_to_get_it(machine: Machine) -> None:
    machine.lacks("cc")
    machine.has("brew")
    machine.is_told("system", "Darwin")
    code, said, called = machine.setup()
    assert (code, called) == (1, [])
    assert "xcode-select --install" in said


@pytest.mark.parametrize(
    ("missing", "packages"), [("cairo", "libcairo2-dev"), ("pango", "libpango1.0-dev")]
)
def test_nothing_more_is_asked_for_than_is_missing(
    machine: Machine, missing: str, packages: str
) -> None:
    machine.lacks(missing)
    machine.has("apt-get")
    machine.setup()
    assert machine.setup() == (0, "", [])
    machine.lacks(missing)
    shutil.rmtree(machine.venv)
    _, _, called = machine.setup()
    assert called[0].endswith(f"Timeout=300 {packages}")


def test_on_an_arm_processor_a_cplusplus_compiler_is_needed_too(machine: Machine) -> None:
    machine.lacks("c++")
    machine.has("apt-get")
    assert machine.setup()[2] == ["venv 3.12", INSTALL]
    shutil.rmtree(machine.venv)
    machine.is_told("processor", "aarch64")
    assert machine.setup()[2][0].endswith(" g++")


def test_libraries_that_are_built_already_need_no_tools(machine: Machine) -> None:
    machine.setup()
    machine.lacks(*BUILD_TOOLS, "cairo", "pango")
    assert machine.setup("--dev")[2] == [INSTALL_DEV]


def test_sudo_is_used_by_others_than_root(machine: Machine) -> None:
    machine.lacks("cairo")
    machine.has("dnf", "sudo")
    machine.is_told("user-id", "1000")
    assert machine.setup()[2][:2] == ["sudo", "dnf install -y cairo-devel"]


def test_without_sudo_it_says_what_an_administrator_should_install(machine: Machine) -> None:
    machine.lacks("cairo", "pango")
    machine.has("apt-get")
    machine.is_told("user-id", "1000")
    code, said, called = machine.setup()
    assert (code, called) == (1, [])
    assert said == (
        "setup: only an administrator can install what is missing; let one install"
        " libcairo2-dev libpango1.0-dev (with apt-get), then run this again\n"
    )


def test_an_unknown_system_is_told_what_to_install(machine: Machine) -> None:
    assert machine.setup()[0] == 0
    shutil.rmtree(machine.venv)
    machine.lacks("cc", "pango")
    code, said, called = machine.setup()
    assert (code, called) == (1, [])
    assert said == (
        "setup: found no apt-get, dnf, pacman or brew to install what is missing;"
        " install it by hand, then run this again: a C compiler, pango with its headers\n"
    )


def test_packages_that_cannot_be_fetched_are_named(machine: Machine) -> None:
    machine.lacks("cairo")
    machine.has("dnf")
    machine.is_told("offline")
    code, said, _ = machine.setup()
    assert code == 1
    assert said.splitlines()[-1].startswith("setup: could not install cairo-devel: check the net")


# --- when something went wrong --------------------------------------------------------------


@pytest.mark.parametrize("moment", ["KILL_AT_VENV", "KILL_AT_PIP"])
def test_an_install_that_was_killed_is_made_anew(machine: Machine, moment: str) -> None:
    assert machine.setup("--dev", **{moment: "1"})[0] == -9
    code, _, called = machine.setup("--dev")
    assert (code, called) == (0, ["venv 3.12", INSTALL_DEV])
    assert machine.setup() == (0, "", [])


def test_ctrl_c_ends_it_without_the_log(machine: Machine) -> None:
    code, said, _ = machine.setup(INTERRUPT_PIP="1")
    assert (code, said.splitlines()[2:]) == (130, ["setup: interrupted; run it again to go on"])
    assert machine.setup()[2] == ["venv 3.12", INSTALL]


def test_a_killed_addition_is_made_anew_with_what_was_there(machine: Machine) -> None:
    machine.setup("--dev")
    machine.setup("--cluster", KILL_AT_PIP="1")
    assert machine.setup()[2] == ["venv 3.12", "pip -c constraints.txt -e .[dev,cluster]"]


def test_a_moved_folder_gets_its_venv_anew_with_its_extras(machine: Machine) -> None:
    machine.setup("--dev")
    machine.project = machine.project.rename(machine.home / "moved")
    assert machine.setup()[2] == ["venv 3.12", INSTALL_DEV]


def test_a_venv_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "bin" / "python").unlink()
    (machine.venv / "bin" / "python").symlink_to("/nowhere/python3.12")
    assert machine.setup()[2] == ["venv 3.12", INSTALL]


def test_a_venv_made_by_hand_is_kept(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "setup.state").unlink()
    (machine.venv / "mine").touch()
    assert machine.setup()[2] == [INSTALL]
    assert (machine.venv / "mine").exists()


def test_an_activated_venv_is_not_used_to_make_itself(machine: Machine) -> None:
    machine.setup()
    (machine.venv / "setup.state").write_text("root=/elsewhere\n")
    (machine.venv / "bin" / "python3.13").symlink_to(machine.venv / "bin" / "python")
    path = f"{machine.venv / 'bin'}:{machine.home / 'bin'}"
    assert machine.setup(PATH=path)[2] == ["venv 3.12", INSTALL]


def test_the_log_is_shown_when_pip_fails(machine: Machine) -> None:
    code, said, _ = machine.setup(PIP_FAILS_WITH="error: subprocess-exited-with-error")
    assert code == 1
    assert "Collecting manim\nerror: subprocess-exited-with-error\n" in said
    assert f"the whole log is {machine.venv / 'setup.log'}" in said.splitlines()[-1]
    assert machine.setup()[2] == [INSTALL]


def test_without_a_network_it_says_so_and_leaves_what_works(machine: Machine) -> None:
    machine.setup()
    code, said, _ = machine.setup(
        "--dev", PIP_FAILS_WITH="Retrying after connection broken by 'NewConnectionError()'"
    )
    assert code == 1
    assert said.splitlines()[-1].startswith("setup: could not fetch the packages: check the netw")
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
    shellcheck = shutil.which("shellcheck", path=f"{ROOT / '.venv' / 'bin'}:{os.defpath}")
    if not shellcheck:
        pytest.skip("shellcheck has no wheel for this processor")
    run = subprocess.run([shellcheck, ROOT / script], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")
