"""`python -m benchmarks.signature_seeds`: what training reaches from 100 seeds, told in a line.

In the end a line mostly runs through some class, whose points its neuron scores low: that gathers
them as well as a line beside them, but is harder to see. So the clip's own seed is the first from
which each neuron scores some point, at the start and in the end, and no line runs through a class
in the end. It is a clear run, not the usual one, and the README says so.
"""

from __future__ import annotations

import click
import numpy as np

from relu_anim import SignatureTraining
from scenes.catalogue.contents import find_clip

SEEDS = range(100)


def trained() -> list[SignatureTraining]:
    """The trainings of the clip from all seeds."""
    clip = find_clip("signature")
    return [clip.model_of(clip.parameters(seed=seed)) for seed in SEEDS]


def clear(run: SignatureTraining) -> bool:
    """Whether all neurons score, at the start and in the end, and in the end none parts a class."""
    scores = [run.signatures(share) > 0 for share in (0.0, 1.0)]
    parted = [scores[1][run.classes == each] for each in range(run.classes.max() + 1)]
    alike = all((own.all(axis=0) | ~own.any(axis=0)).all() for own in parted)
    return alike and all(bool(moment.any(axis=0).all()) for moment in scores)


def told(runs: list[SignatureTraining]) -> str:
    """What the runs reach, and which are clear."""
    first, last = ([round(100 * run.accuracy(share), 1) for run in runs] for share in (0.0, 1.0))
    middle = f"{np.median(first):.0f} to {np.median(last):.0f} %"
    seeds = ", ".join(str(run.seed) for run in runs if clear(run))
    return f"from {middle} in the middle; {last.count(100.0)} runs end at 100 %; clear: {seeds}"


@click.command()
def main() -> None:
    """Print what the trainings reach: points told apart, and the seeds of clear runs."""
    click.echo(told(trained()))


if __name__ == "__main__":
    main()
