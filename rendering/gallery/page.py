"""The gallery's folder: its page, and the films that it shows, moved into place together.

The page is one file of HTML with everything that is known of the films inlined, beside a style
sheet and scripts that a browser takes from disk too: from there it fetches neither JSON nor
captions nor modules. The films lie beside it, as second names of the same files where that can be.
"""

from __future__ import annotations

import html
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendering.engine import explain
from rendering.errors import RenderError
from rendering.job import files_of
from rendering.output.captions import cues
from rendering.output.manifest import LARGEST_MANIFEST, is_manifest
from rendering.output.regular_files import read_json
from rendering.output.staging import Staging
from scenes.beat import Beat
from scenes.theme import DARK, LIGHT, Theme

ASSETS = Path(__file__).parent / "assets"
TEMPLATE = "page.html"
PAGE = "index.html"

_PAGE_COLOURS = ("ground", "panel", "grid", "axis", "ink", "muted", "total")
_SHOWN = ("clip", "title", "question", "answer", "theme", "width", "height", "fps", "duration")
"""What the page takes from a manifest as it stands there."""
_EMBED = """\
<video controls playsinline width="{width}" height="{height}" style="max-width: 100%; height: auto"
       poster="{poster}" src="{film}">
  <track kind="captions" srclang="en" label="English" src="{captions}" default>
</video>"""


@dataclass(frozen=True)
class Exhibit:
    """A film that the gallery shows: under the heading `part`, with the command that makes it."""

    film: Path
    part: str
    command: str


def need_writable(folder: Path) -> None:
    """Make the folder, so that one that cannot be written to is known before any rendering.

    Raises RenderError.
    """
    try:
        with Staging(folder) as staging:
            staging.work_folder()
    except OSError as error:
        raise RenderError(explain(error, folder / PAGE)) from error


def write_gallery(
    folder: Path, exhibits: Sequence[Exhibit], tell: Callable[[str], None] = lambda word: None
) -> Path:
    """Write the gallery of these films to `folder` and return its page.

    Films that an earlier gallery has left there, and that this one does not show, are deleted.
    Raises RenderError; then everything in the folder is as it was.
    """
    shown = []
    try:
        with Staging(folder, tell) as staging:
            for exhibit in exhibits:
                with Staging(exhibit.film.parent, tell).alone():  # these files belong together
                    for file in files_of(exhibit.film, "mp4").values():
                        _lay(file, staging.path_for(folder / file.name))
                shown.append(_shown(exhibit, staging.path_for(folder / exhibit.film.name)))
            for asset in sorted(ASSETS.iterdir()):
                if asset.name != TEMPLATE:
                    staging.write_text(folder / asset.name, asset.read_text(encoding="utf-8"))
            staging.write_text(folder / PAGE, _page(shown))
            staging.publish()
    except OSError as error:
        raise RenderError(explain(error, folder / PAGE)) from error
    _clear(folder, {exhibit.film.stem for exhibit in exhibits})
    return folder / PAGE


def _lay(file: Path, place: Path) -> None:
    """Give a file a second name, or copy it where there is another disk, or no such thing."""
    try:
        os.link(file.resolve(), place)
    except OSError:
        shutil.copyfile(file, place)


def _clear(folder: Path, kept: set[str]) -> None:
    """Delete the films that bear the name of their clip, as a gallery lays them there."""
    for path in folder.glob("*.json"):
        if path.stem not in kept and is_manifest(path):
            facts = read_json(path, LARGEST_MANIFEST)
            if path.stem in (facts["clip"], f"{facts['clip']}-{facts.get('theme')}"):
                for file in files_of(path.with_suffix(".mp4"), "mp4").values():
                    file.unlink(missing_ok=True)


def _shown(exhibit: Exhibit, staged: Path) -> dict[str, Any]:
    """What the page knows of a film, whose files are staged."""
    try:
        facts = read_json(staged.with_suffix(".json"), LARGEST_MANIFEST)
        return _described(exhibit, staged, facts)
    except (ValueError, LookupError, TypeError) as error:
        manifest = exhibit.film.with_suffix(".json")
        raise RenderError(f"{manifest} is no manifest of a film ({error!r})") from error


def _described(exhibit: Exhibit, staged: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A film as the page has it; `last` is the frame of a beat to stop on."""
    fps, frames = facts["fps"], facts["frames"]
    beats = [Beat(**beat) for beat in facts["beats"]]
    names = {
        "film": staged.name,
        "poster": staged.with_suffix(".png").name,
        "captions": staged.with_suffix(".vtt").name,
    }
    quoted = {name: html.escape(str(value)) for name, value in {**names, **facts}.items()}
    return {
        **{name: facts[name] for name in _SHOWN},
        **names,
        "part": exhibit.part,
        "command": exhibit.command,
        "embed": _EMBED.format(**quoted),
        "cues": cues(beats),
        "beats": [
            {
                "caption": beat.caption,
                "start": beat.start,
                "end": beat.end,
                "first": round(beat.start * fps),
                "last": min(round(beat.end * fps), frames) - 1,
            }
            for beat in beats
        ],
    }


def _page(shown: Sequence[dict[str, Any]]) -> str:
    # A "<" of the data could end the script that it stands in.
    data = json.dumps(shown, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
    template = (ASSETS / TEMPLATE).read_text(encoding="utf-8")
    return template.replace("{{colours}}", _colours()).replace("{{films}}", data)


def _colours() -> str:
    """The colours of the clips: the page's follow the reader's system, a film's player the film."""

    def of(theme: Theme) -> str:
        colours = "".join(f" --{name}: {getattr(theme, name)};" for name in _PAGE_COLOURS)
        return f"{{ color-scheme: {theme.name};{colours} }}"

    return (
        f':root, [data-theme="dark"] {of(DARK)}\n'
        f"@media (prefers-color-scheme: light) {{ :root {of(LIGHT)} }}\n"
        f'[data-theme="light"] {of(LIGHT)}'
    )
