"""`check(jobs)`: the layout check of clips, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rendering.checks.examination import Examined, examine
from rendering.checks.report import Exemption, Finding, merged
from rendering.job import Job


@dataclass(frozen=True)
class Report:
    """What is wrong with some clips, and what of it is meant."""

    findings: tuple[Finding, ...]
    exemptions: tuple[Exemption, ...]
    looks: int


def check(
    jobs: Sequence[Job],
    *,
    quick: bool = False,
    root: Path | None = None,
    workers: int | None = None,
) -> Report:
    """Examine the clips of `jobs`; the same job in two themes makes one finding of a fault in both.

    `quick` looks at the ends and middles of animations only. `workers` is the number of processes,
    one on each core unless given. Raises SceneError when a scene raises.
    """
    results = list(_examined(jobs, partial(examine, quick=quick, root=root), workers))
    findings = merged(finding for result in results for finding in result.findings)
    exemptions: dict[tuple[str, str, str], Exemption] = {}
    for exemption in (exemption for result in results for exemption in result.exemptions):
        key = exemption.clip, exemption.thing, exemption.kind
        if exemption.is_needed or key not in exemptions:
            exemptions[key] = exemption
    looks = sum(result.looks for result in results)
    return Report(tuple(findings), tuple(exemptions.values()), looks)


def _examined(
    jobs: Sequence[Job], one: partial[Examined], workers: int | None
) -> Iterator[Examined]:
    count = min(workers or os.cpu_count() or 1, len(jobs))
    if count <= 1:
        yield from map(one, jobs)
        return
    # A fresh process has no threads that a fork would cut off in the middle of something.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        yield from pool.map(one, jobs)
