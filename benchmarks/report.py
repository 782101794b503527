"""The results as a table to read and a small chart to show."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from benchmarks.cores import Work, cores_table
from scenes.theme import LIGHT

ROW, LABEL, SCALE = 34, 110, 520
SECONDS_A_CHUNK = 2
LONG = 80
"""A bar from this width on has room for its number."""
OURS, THEIRS, PLAY = LIGHT.ramp, LIGHT.axis, LIGHT.error


@dataclass(frozen=True)
class Result:
    """One clip: its length, and the seconds that rendering it took (medians of the pairs)."""

    clip: str
    quality: str
    plays: float
    ours: float
    stock: float
    floor: float
    megabytes: float
    film: float = float("nan")
    """Megabytes of the film itself."""
    playing: float = float("nan")
    drawing: float = float("nan")
    """Processor seconds of the process that plays it, and of those that draw and encode it."""
    speedups: tuple[float, ...] = ()
    same_picture: bool | None = None
    quality_numbers: str = ""

    @property
    def times_play(self) -> float:
        """How many times faster than the clip plays."""
        return self.plays / self.ours

    @property
    def times_stock(self) -> float:
        """How many times faster than stock Manim: the median over the pairs."""
        return median(self.speedups) if self.speedups else float("nan")

    @property
    def times_floor(self) -> float:
        """How many times what encoding alone would take."""
        return self.ours / self.floor


def table(results: Sequence[Result]) -> str:
    """The results as Markdown."""
    cores = os.cpu_count()
    lines = [
        f"Measured on a machine with {cores} cores; medians, whole process, empty cache.",
        "",
        "| clip | quality | plays | rendered in | x faster than it plays | stock Manim |"
        " x faster than stock | floor | ours / floor | peak memory | film, MB | same picture |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for result in results:
        same = {True: "yes", False: "NO", None: "-"}[result.same_picture]
        lines.append(
            f"| {result.clip} | -q{result.quality} | {result.plays:.1f} s | {result.ours:.1f} s |"
            f" {result.times_play:.2f} | {_seconds(result.stock)} | {_number(result.times_stock)} |"
            f" {_seconds(result.floor)} | {_number(result.times_floor)} |"
            f" {result.megabytes:.0f} MB | {_number(result.film)} | {same} |"
        )
    for quality in dict.fromkeys(result.quality for result in results):
        lines += ["", f"With -q{quality}:"]
        for what, name in (
            ("times faster than it plays", "times_play"),
            ("times faster than stock Manim", "times_stock"),
            ("times the floor", "times_floor"),
        ):
            found = [getattr(result, name) for result in results if result.quality == quality]
            if times := [value for value in found if value == value]:
                spread = f"{median(times):.2f}, from {min(times):.2f} to {max(times):.2f}"
                lines.append(f"- {what}: median {spread}")
    for quality in dict.fromkeys(result.quality for result in results):
        works = [
            Work(result.playing, result.drawing, ceil(result.plays / SECONDS_A_CHUNK))
            for result in results
            if result.quality == quality and result.playing == result.playing
        ]
        if works:
            lines += ["", cores_table(works, quality)]
    numbers = [result for result in results if result.quality_numbers]
    if numbers:
        lines += [
            "",
            "Quality of the encoding, on lightness, against what was drawn:",
            "",
            "| clip | encoder | PSNR | SSIM | Mbit/s |",
            "|---|---|--:|--:|--:|",
            *(result.quality_numbers for result in numbers),
        ]
    return "\n".join(lines) + "\n"


def chart(results: Sequence[Result]) -> str:
    """Bars as SVG: ours over stock Manim's, and a mark where the clip's own length is."""
    longest = max(max(result.ours, result.plays, result.stock or 0) for result in results)
    scale = SCALE / longest
    height = ROW * len(results) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LABEL + SCALE + 80}" height="{height}"'
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="100%" height="100%" fill="{LIGHT.ground}"/><text x="{LABEL}" y="18">'
        "seconds to render: this engine (blue), stock Manim (grey); red: the clip's length</text>",
    ]
    for row, result in enumerate(results):
        y = 30 + ROW * row
        parts.append(f'<text x="{LABEL - 8}" y="{y + 17}" text-anchor="end">')
        parts.append(f"{escape(result.clip)} -q{result.quality}</text>")
        bars = [(result.stock, THEIRS, 12), (result.ours, OURS, 0)]
        for seconds, colour, offset in bars:
            if seconds == seconds:
                width = seconds * scale
                # Within a long bar, its number is out of the way of the mark beyond.
                place, look = (
                    (width - 5, f'text-anchor="end" fill="{LIGHT.ground}"')
                    if width > LONG
                    else (width + 5, f'fill="{LIGHT.ink}"')
                )
                parts.append(
                    f'<rect x="{LABEL}" y="{y + offset}" width="{width:.1f}" height="11"'
                    f' fill="{colour}"/><text x="{LABEL + place:.1f}" y="{y + offset + 10}"'
                    f' font-size="11" {look}>{seconds:.1f}</text>'
                )
        x = LABEL + result.plays * scale
        parts.append(f'<path d="M{x:.1f} {y - 2}v28" stroke="{PLAY}" stroke-width="2"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def write(results: Sequence[Result], core: str, folder: Path) -> list[Path]:
    """Write the tables of clips and core, chart and numbers into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "results.md": f"{table(results)}\n{core}",
        "results.svg": chart(results),
        "results.json": json.dumps([asdict(result) for result in results], indent=1) + "\n",
    }
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in contents]


def _seconds(value: float) -> str:
    return "-" if value != value else f"{value:.1f} s"


def _number(value: float) -> str:
    return "-" if value != value else f"{value:.2f}"
