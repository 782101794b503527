"""`python -m benchmarks`: the engine against the clock, stock Manim, and the floor.

Every clip is rendered by `render.py` and by stock Manim in turn, each time as a whole new process
without a cache, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

import click

from benchmarks.core import core_table, core_times
from benchmarks.encoding import Encoding, Quality, encoding_of
from benchmarks.measuring import Measured, measure
from benchmarks.report import Result, table, write
from rendering.cli.render_options import QUALITIES
from rendering.job import Job
from rendering.workers.frame_digests import engine_digests, stock_digests
from scenes.catalogue.clip import Clip
from scenes.catalogue.contents import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
NAN = float("nan")


@click.command(context_settings={"show_default": True})
@click.argument("clips", nargs=-1, type=click.Choice(list(CATALOGUE)))
@click.option(
    "-q", "--quality", "qualities", type=click.Choice(list(QUALITIES)), default=["h"], multiple=True
)
@click.option("--pairs", type=click.IntRange(1), default=3, help="Runs of each, in turn.")
@click.option("--stock/--no-stock", default=True, help="Run stock Manim too.")
@click.option("--floor/--no-floor", default=True, help="Encode from memory too.")
@click.option("--compare", default=3, help="So many clips have their encoding compared.")
@click.option("--identity", default=0, help="So many clips have their raw frames compared.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=ROOT / "media" / "benchmarks",
    help="Folder for results.md, results.svg and results.json.",
)
def main(
    clips: tuple[str, ...],
    qualities: tuple[str, ...],
    pairs: int,
    stock: bool,
    floor: bool,
    compare: int,
    identity: int,
    output: Path,
) -> None:
    """Measure the core, then CLIPS (all of them unless named)."""
    core = core_table(core_times())
    click.echo(core, err=True)
    starting = measure([sys.executable, "-c", "import manim, scenes.stage"], ROOT).seconds
    results: list[Result] = []
    names = list(enumerate(clips or CATALOGUE))
    for quality, (number, name) in itertools.product(qualities, names):
        clip = CATALOGUE[name]
        with tempfile.TemporaryDirectory() as folder:
            result = time_clip(clip, quality, pairs if stock else 0, pairs, Path(folder))
            job = job_for(clip, quality)
            if floor:
                compares = number < compare
                encoding = encoding_of(job, folder, compares)
                drawing = encoding.painting + encoding.encoding
                playing = encoding.playing + starting
                result = replace(result, floor=encoding.floor, playing=playing, drawing=drawing)
                if compares:
                    result = replace(
                        result, quality_numbers=quality_rows(f"{name} -q{quality}", encoding)
                    )
            if number < identity:
                same = engine_digests(job) == stock_digests(job)
                result = replace(result, same_picture=same)
        results.append(result)
        click.echo(f"{name} -q{quality}: {result.ours:.1f} s", err=True)
    click.echo(table(results), err=True)
    for path in write(results, core, output):
        click.echo(path)


def time_clip(clip: Clip, quality: str, stock_runs: int, runs: int, folder: Path) -> Result:
    """Render a clip by both in turn."""
    ours: list[Measured] = []
    stock: list[Measured] = []
    film = folder / f"{clip.name}.mp4"
    for run in range(runs):
        ours.append(measure(our_command(clip, quality, film), ROOT))
        if run < stock_runs:
            stock.append(measure(stock_command(clip, quality, folder / f"stock{run}"), ROOT))
    return Result(
        clip=clip.name,
        quality=quality,
        plays=json.loads(film.with_suffix(".json").read_text(encoding="utf-8"))["duration"],
        ours=median(run.seconds for run in ours),
        stock=median(run.seconds for run in stock) if stock else NAN,
        floor=NAN,
        megabytes=max(run.megabytes for run in ours),
        film=film.stat().st_size / 1e6,
        speedups=tuple(b.seconds / a.seconds for a, b in zip(ours, stock, strict=False)),
    )


def our_command(clip: Clip, quality: str, film: Path) -> list[str]:
    """The command that renders a clip with this engine."""
    options = ["-q", quality, "--no-cache", "--quiet", "-o", str(film)]
    return [sys.executable, "render.py", clip.name, *options]


def stock_command(clip: Clip, quality: str, media: Path) -> list[str]:
    """The command that renders the same scene with stock Manim."""
    options = ["-q", quality, "--disable_caching", "--progress_bar", "none", "-v", "ERROR"]
    source = f"{clip.module.replace('.', '/')}.py"
    command = [sys.executable, "-m", "manim", "render", *options, "--media_dir", str(media)]
    return [*command, source, clip.scene_class]


def job_for(clip: Clip, quality: str) -> Job:
    """The job of a clip with its defaults."""
    size = QUALITIES[quality]
    return Job(
        module=clip.module,
        scene_class=clip.scene_class,
        clip=clip.name,
        output=Path(f"{clip.name}.mp4"),
        parameters=clip.parameters(),
        width=size.width,
        height=size.height,
        fps=size.fps,
    )


def quality_rows(name: str, encoding: Encoding) -> str:
    """Two rows of the table of qualities."""

    def row(encoder: str, found: Quality) -> str:
        return (
            f"| {name} | {encoder} | {found.psnr:.1f} dB | {found.ssim:.5f} |"
            f" {found.megabits_a_second:.2f} |"
        )

    ours, reference = encoding.ours, encoding.reference
    return "\n".join([row("ours", ours), row("x264 medium, crf 23", reference)])


if __name__ == "__main__":
    main()
