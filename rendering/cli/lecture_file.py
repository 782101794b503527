"""A lecture as a file: its parts, and their clips with titles and options of their own (TOML)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import click

from rendering.cli.terminal import from_here
from rendering.output.regular_files import read_start
from rendering.streams import one_line
from scenes.catalogue.clip import UnknownClip
from scenes.catalogue.contents import find_clip, suggestion
from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.selection import Selected

LARGEST = 30_000
"""Bytes: a hundred clips with their options. To find a line, a file is read once for each line."""
_KEYS: dict[str, dict[str, type]] = {
    "the file": {"title": str, "part": list},
    "a part": {"title": str, "clip": list},
    "a clip": {"name": str, "title": str, "options": dict},
}
"""What may stand where, and of what type."""
_WORDS: dict[type, str] = {
    str: "a text in quotes",
    list: "tables in double brackets",
    dict: "a table",
}
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


class AskedClip(NamedTuple):
    """A clip that is asked for, with a title of its own if it has one."""

    choice: Selected
    title: str = ""


class AskedPart(NamedTuple):
    """A part of a lecture that is asked for; the heading stands over its title."""

    title: str
    clips: tuple[AskedClip, ...]
    heading: str = ""


def read_lecture(file: Path) -> tuple[str, list[AskedPart]]:
    """The title of a lecture and its parts; UsageError, with the line, for what is wrong there."""
    try:
        content = read_start(file.resolve(), LARGEST + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise click.UsageError(f"--from cannot read {from_here(file)}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"--from needs a text in UTF-8: {from_here(file)}") from None
    if len(content) > LARGEST:
        raise click.UsageError(f"--from needs a file of at most {LARGEST} bytes: {from_here(file)}")
    return _Reader(from_here(file), text.replace("\r\n", "\n")).lecture()


class _Reader:
    """Reads one file, and knows the line of each of its keys."""

    def __init__(self, name: str, text: str) -> None:
        self._name, self._lines = name, text.split("\n")

    def lecture(self) -> tuple[str, list[AskedPart]]:
        try:
            root = tomllib.loads("\n".join(self._lines))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            found = _AT.search(str(error))
            line = int(found[1] or len(self._lines)) if found else 1
            self._fail_at(line, _AT.sub("", str(error)))
        self._look_at(root, "the file", (), "part")
        parts = [self._part(part, ("part", i)) for i, part in enumerate(root["part"])]
        return one_line(root.get("title", "")), parts

    def _part(self, part: Any, at: tuple[Any, ...]) -> AskedPart:
        self._look_at(part, "a part", at, "clip")
        clips = [self._clip(clip, (*at, "clip", i)) for i, clip in enumerate(part["clip"])]
        return AskedPart(one_line(part.get("title", "")), tuple(clips))

    def _clip(self, entry: Any, at: tuple[Any, ...]) -> AskedClip:
        self._look_at(entry, "a clip", at, "name")
        try:
            clip = find_clip(entry["name"])
        except UnknownClip as error:
            self._fail((*at, "name"), str(error.args[0]))
        options = {name: _typed(value) for name, value in entry.get("options", {}).items()}
        choice = Selected(clip, options)
        try:
            _ = choice.parameters
        except OptionError as error:
            named = (name for name in error.option.replace("-", "").split() if name in options)
            name = next(named, next(iter(options), ""))
            self._fail((*at, "options", name), str(error))
        return AskedClip(choice, one_line(entry.get("title", "")))

    def _look_at(self, table: Any, where: str, at: tuple[Any, ...], needed: str) -> None:
        """Refuse a table with keys that are not known, or of the wrong type, or without one."""
        known = _KEYS[where]
        if not isinstance(table, dict):
            self._fail(at, f"{where} must be a table")
        for key, value in table.items():
            if key not in known:
                self._fail((*at, key), f"{where} has no {key!r}: {suggestion(key, known)}")
            if not isinstance(value, known[key]):
                self._fail((*at, key), f"{key} must be {_WORDS[known[key]]}")
        if not table.get(needed):
            self._fail(at, f"{where} needs {needed!r}")

    def _fail(self, at: tuple[Any, ...], message: str) -> NoReturn:
        """Say what is wrong with a key, in the first line with which the file has that key."""
        for line in range(1, len(self._lines) + 1):
            try:
                value: Any = tomllib.loads("\n".join(self._lines[:line]))
                for key in at:
                    value = value[key]
            except (tomllib.TOMLDecodeError, LookupError, TypeError):
                continue
            break
        self._fail_at(line, message)

    def _fail_at(self, line: int, message: str) -> NoReturn:
        raise click.UsageError(f"{self._name}, line {line}: {message}")


def _typed(value: Any) -> str:
    """A value as it is typed on the command line: lists with commas, lists of others with `;`."""
    if isinstance(value, list):
        is_flat = not any(isinstance(entry, (list, str)) for entry in value)
        return ("," if is_flat else ";").join(map(_typed, value))
    return str(value)
