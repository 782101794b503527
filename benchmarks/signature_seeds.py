"""`python -m benchmarks.signature_seeds`: what training reaches from 20 seeds, the least first.

A lucky run shown as the usual one would be a lie. So the clip's own seed is the one in the middle:
of those among seeds 0 to 19 from which all three neurons score some point, at the start and in the
end, and whose three lines are at first at least 20 degrees apart, so that they can be told from one
another; ordered by the ratio of spreads in the end; of two in the middle, the lower.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
import numpy as np

from relu_anim import SignatureTraining
from scenes.catalogue.contents import find_clip

SEEDS, APART = range(20), 20.0
"""Degrees between lines that can be told from one another."""


def ranked(seeds: Iterable[int]) -> list[SignatureTraining]:
    """The trainings of the clip from these seeds, by their ratios in the end."""
    clip = find_clip("signature")
    runs = [clip.model_of(clip.parameters(seed=seed)) for seed in seeds]
    return sorted(runs, key=lambda run: run.ratio(1.0))


def alive(run: SignatureTraining) -> bool:
    """Whether each of the three neurons scores some point, at the start and in the end."""
    return all(bool((run.signatures(share) > 0).any(axis=0).all()) for share in (0.0, 1.0))


def apart(run: SignatureTraining) -> float:
    """The smallest angle between two of the three lines at the start, in degrees."""
    ((weights, _),) = run.layers(0.0)
    lines = np.sort(np.degrees(np.arctan2(weights[1], weights[0])) % 180)
    return float(np.diff(lines, append=lines[0] + 180).min())


def middle_seed(runs: Sequence[SignatureTraining]) -> int:
    """The seed in the middle of those with all neurons alive and lines apart."""
    legible = [run.seed for run in runs if alive(run) and apart(run) >= APART]
    return legible[(len(legible) - 1) // 2]


def listed(run: SignatureTraining) -> str:
    """`0: 75 to 100 %, 1.1 to 15.4`, and a star where a neuron is dead or lines are close."""
    shares, ratios = zip(*[(run.accuracy(at), run.ratio(at)) for at in (0.0, 1.0)], strict=True)
    start, end = (f"{100 * share:.0f}" for share in shares)
    star = "" if alive(run) and apart(run) >= APART else "\\*"
    return f"{run.seed}{star}: {start} to {end} %, {ratios[0]:.1f} to {ratios[1]:.1f}"


@click.command()
def main() -> None:
    """Print what 20 trainings reach: points told apart, and the ratio of spreads."""
    runs = ranked(SEEDS)
    click.echo(f"{'; '.join(map(listed, runs))}; in the middle: {middle_seed(runs)}")


if __name__ == "__main__":
    main()
