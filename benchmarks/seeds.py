"""`python -m benchmarks.seeds`: what the training clip reaches from 20 seeds, the best one first.

A lucky run shown as the usual one would be a lie. So the clip's own seed is the one in the middle:
of seeds 0 to 19, ordered by their largest error in the end, the eleventh.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from relu_anim import CurveTraining
from scenes.catalogue.contents import find_clip

SEEDS = range(20)

Row = tuple[float, int, float]
"""The largest error, the seed, and the final loss."""


def ranked(seeds: Iterable[int], start: str = "spread", **options: Any) -> list[Row]:
    """What the clip's training reaches from each seed, the smallest largest error first."""
    clip, rows = find_clip("training"), []
    for seed in seeds:
        given = clip.parameters(seed=seed, start=start, **options)
        given.pop("data")
        training = CurveTraining.of_target(given.pop("target"), given.pop("domain"), **given)
        rows.append((training.max_error, seed, float(training.run.losses[-1])))
    return sorted(rows)


def middle_seed(rows: Sequence[Row]) -> int:
    """The seed in the middle; of an even number, the worse one of the two."""
    return rows[len(rows) // 2][1]


def listed(rows: Sequence[Row]) -> str:
    """The rows in one line: `seed 1: 0.0099, ...`."""
    return ", ".join(f"{seed}: {error:.4f}" for error, seed, _ in rows)


@click.command()
def main() -> None:
    """Print seed and largest error of 20 trainings, from either start."""
    for start in ("spread", "origin"):
        rows = ranked(SEEDS, start)
        click.echo(f"{start}: {listed(rows)}; in the middle: {middle_seed(rows)}")


if __name__ == "__main__":
    main()
