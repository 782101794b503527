"""The commands that the README shows: each of them would be accepted as it stands there."""

from __future__ import annotations

import ast
import ipaddress
import re
import shlex
from pathlib import Path

import click
import pytest

from render import main
from scenes.catalogue.contents import CATALOGUE, find_clip

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
FIRST_CLIP = "bash setup.sh && .venv/bin/python render.py tent"
RUN_TESTS = "bash setup.sh --dev && .venv/bin/python -m pytest"
ANY_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b|\.\.\.|…|<")  # as in `python render.py CLIP --help`


def commands_in(text: str) -> list[list[str]]:
    """The words of each of our commands in a Markdown text: in code blocks and `inline code`."""
    fence = re.compile(r"^```(?:bash|sh|shell|console|bat)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
    lines = "\n".join(fence.findall(text)).replace("\\\n", " ").splitlines()
    lines += INLINE.findall(ANY_FENCE.sub("", text))
    ours = [line for line in lines if re.search(r"render\.py\b|setup\.sh|\bmanim -", line)]
    return [command for line in ours for command in split(line) if is_run(command)]


def split(line: str) -> list[list[str]]:
    """The commands of a line of shell, without what only sets the stage for them."""
    lexer = shlex.shlex(line.removeprefix("$ "), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    commands: list[list[str]] = [[]]
    for word in lexer:
        if word in {"&&", "||", "|", ";", "&"}:
            commands.append([])
        elif commands[-1] or "=" not in word:  # PYTHON=python3.12 bash setup.sh
            commands[-1].append(word)
    return commands


def is_run(command: list[str]) -> bool:
    """Whether this is a command, and not just the name of a file or a folder to go to."""
    return len(command) > 1 and command[0] != "cd"


def problem_with(command: list[str]) -> str | None:
    """Why a command would be refused; None when it would run, or is none of ours."""
    match command:
        case [python, "render.py", *given] if python.endswith("python"):
            return None if PLACEHOLDER.search(" ".join(given)) else problem_with_clip(given)
        case ["bash", "setup.sh", *options]:
            unknown = set(options) - {"--dev", "--cluster", "--slides", "--help"}
            return f"setup.sh has no {unknown}" if unknown else None
        case [manim, *_, file, scene] if manim.endswith("manim"):
            classes = ast.parse((ROOT / file).read_text()).body if (ROOT / file).exists() else []
            known = {node.name for node in classes if isinstance(node, ast.ClassDef)}
            return None if scene in known else f"{file} has no scene {scene}"
        case [_, *rest] if "render.py" in rest or "setup.sh" in rest:
            return "render.py is run by python, and setup.sh by bash"
    return None


def problem_with_clip(given: list[str]) -> str | None:
    """What render.py's own parser, and the clip's own checks, have to say about its arguments."""
    name, *rest = given or ["--help"]
    if name in ("-h", "--help"):
        return None
    if name not in main.commands:
        return f"there is no clip or command {name}"
    parent = click.Context(main, **main.context_settings)  # Click keeps what it makes of them
    try:
        context = main.commands[name].make_context(name, rest, parent=parent)
    except click.exceptions.Exit:
        return None  # it asked for the help
    except click.ClickException as error:
        return error.format_message()
    if name in CATALOGUE:
        clip = find_clip(name)
        own = {option.name: context.params[option.name] for option in clip.options}
        try:
            clip.parameters(**own)
        except ValueError as error:
            return str(error)
    return None


def test_the_readme_shows_the_two_commands() -> None:
    lines = [line.strip() for line in README.read_text(encoding="utf-8").splitlines()]
    assert FIRST_CLIP in lines
    assert RUN_TESTS in lines


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines[-1] == RUN_TESTS
    assert "set -euo pipefail" in lines


def test_every_command_of_the_readme_would_run() -> None:
    commands = commands_in(README.read_text(encoding="utf-8"))
    assert sum("render.py" in command for command in commands) >= 5
    problems = [(shlex.join(command), problem_with(command)) for command in commands]
    assert [(command, problem) for command, problem in problems if problem] == []


def test_every_clip_is_shown_in_the_readme() -> None:
    shown = {tuple(command[1:]) for command in commands_in(README.read_text(encoding="utf-8"))}
    assert [clip for clip in CATALOGUE if ("render.py", clip) not in shown] == []


def test_the_port_of_a_cluster_is_shown_in_a_private_network_alone() -> None:
    text = README.read_text(encoding="utf-8")
    addresses = re.findall(r"(?:--host |tcp://)([\d.]+)", text)
    assert "--host" in text
    assert "as good as a login" in text
    assert addresses
    assert all(ipaddress.ip_address(address).is_private for address in addresses)


def test_files_that_the_readme_links_to_exist() -> None:
    text = INLINE.sub("", ANY_FENCE.sub("", README.read_text(encoding="utf-8")))
    linked = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    local = [target for target in linked if "://" not in target]
    assert local
    assert [target for target in local if not (ROOT / target).exists()] == []


@pytest.mark.parametrize(
    "command",
    [
        "python render.py tnet",
        "python render.py tent --width 3",
        "python render.py tent --left 0.9 --peak 0.5",
        "python render.py tent --quality z",
        "bash render.py tent",
        "bash setup.sh --develop",
        "manim -ql scenes/tent.py Tents",
        "manim -ql scenes/tents.py Tent",
    ],
)
def test_a_command_that_would_not_run_is_found(command: str) -> None:
    [found] = commands_in(f"First\n\n```bash\ncd here && {command}  # and rest\n```\n\nThen `x`.")
    assert found == shlex.split(command)
    assert problem_with(found)


@pytest.mark.parametrize(
    "command",
    [
        "python render.py --help",
        "python render.py tent --left 0.1 --peak 0.3 --right 0.9 --height 0.8 -ql",
        'python render.py sine --segments 13 --target "exp(-x)*cos(6*x)"',
        "python render.py CLIP --help",
        'python render.py point3d --point 1,-2 --weights "1,0,-1;0.5,2,1" --biases 0,1,0',
        "python render.py list --json",
        "bash setup.sh --dev",
        "manim -ql scenes/tent.py Tent",
    ],
)
def test_a_command_that_would_run_is_accepted(command: str) -> None:
    [found] = commands_in(f"It's `{command}` that makes it.")
    assert found == shlex.split(command)
    assert problem_with(found) is None
