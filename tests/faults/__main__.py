"""Random faults in real renders: `python -m tests.faults --count 200 --seed 1`.

Prints a table by kind, and what was not survived as it should be; exit 1 when anything was not.
"""

from __future__ import annotations

import argparse
import itertools
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.kinds import EVERY, EXPENSIVE, KINDS, WISHES, Fault
from tests.faults.trial import Lost, Reference, Trial


def rounds() -> Iterator[Fault]:
    """The kinds in turn, so that each comes about equally often."""
    for number in itertools.count():
        for kind in KINDS:
            if kind not in EXPENSIVE or number % EVERY == EVERY - 1:
                yield kind


def attempt(kind: Fault, number: int, seed: int, folder: Path, reference: Reference) -> str:
    """Do one fault; the reason why it was not survived, or nothing."""
    trial = Trial(folder / f"trial-{number}", reference, number, seed)
    try:
        kind(trial)
        trial.check()
    except Lost as lost:
        return f"{number} ({kind.__name__}: {trial.did}): {lost}"
    except Exception as error:  # the harness itself, which must not be taken for a success
        return f"{number} ({kind.__name__}: {trial.did}): {type(error).__name__}: {error}"
    finally:
        trial.end()
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="trials at a time")
    parser.add_argument("--only", type=int, help="the number of one trial, to see it again")
    options = parser.parse_args()
    for number in WISHES:  # a shell has them ignored in the background, and so would the renders
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    started = time.monotonic()
    tried: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        ThreadPoolExecutor(options.jobs) as threads,
    ):
        folder = Path(name)
        reference = Reference(folder / "reference")
        reference.make()
        kinds = list(enumerate(itertools.islice(rounds(), options.count)))
        if options.only is not None:
            kinds = [next(pair for pair in enumerate(rounds()) if pair[0] == options.only)]
        reasons = threads.map(
            lambda pair: attempt(pair[1], pair[0], options.seed, folder, reference), kinds
        )
        for (_, kind), reason in zip(kinds, reasons, strict=True):
            tried[kind.__name__] += 1
            if reason:
                lost[kind.__name__] += 1
                sys.stdout.write(f"lost: {reason}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{'kind':10}{'tried':>8}{'survived':>10}{'lost':>6}\n")
    rows = [(name, tried[name], lost[name]) for name in tried]
    for name, times, bad in [*rows, ("all", tried.total(), lost.total())]:
        sys.stdout.write(f"{name:10}{times:8}{times - bad:10}{bad:6}\n")
    sys.stdout.write(f"seed {options.seed}, {time.monotonic() - started:.0f} s\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
