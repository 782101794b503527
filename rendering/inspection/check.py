"""`check(subjects)`: the layout check of clips, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any

from rendering.errors import SceneError
from rendering.import_path import python_environment
from rendering.inspection.findings import Examined, Exemption, Finding, merged
from rendering.inspection.sharing import OF_COLOURS, Share
from rendering.interrupts import undisturbed
from rendering.job import Job
from rendering.workers.manim_settings import import_manim


@dataclass(frozen=True)
class Subject:
    """A clip to be examined, with its parameters and in its theme.

    `given` are the parameters as they are typed, for the report; empty for the defaults.
    """

    job: Job
    given: str = ""

    def __str__(self) -> str:
        return f"{self.job.clip} {self.given}".rstrip() + f", {self.job.theme}"


@dataclass(frozen=True)
class Report:
    """What is wrong with some clips, what is exempt, and which of them could not be made.

    `samples` is the number of frames that were judged.
    """

    findings: tuple[Finding, ...]
    exemptions: tuple[Exemption, ...]
    failures: tuple[SceneError, ...]
    samples: int

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values."""
        return {
            "findings": [asdict(finding) for finding in self.findings],
            "exemptions": [asdict(exemption) for exemption in self.exemptions],
            "failures": [str(failure) for failure in self.failures],
            "looks": self.samples,
        }


def check(
    subjects: Sequence[Subject],
    *,
    quick: bool = False,
    root: Path | None = None,
    workers: int | None = None,
    tell: Callable[[str], None] | None = None,
) -> Report:
    """Examine clips; a fault that one of them has in both themes is one finding.

    `quick` judges the ends and middles of animations only. `root` is the project's folder, the
    current one unless given; `workers` is the number of processes, one on each core unless given.
    `tell` is told of each subject that is done.
    """
    one = partial(_examine_one, quick=quick, root=root or Path.cwd())
    shared = [(subject, _share(subjects, subject)) for subject in subjects]
    outcomes = []
    for subject, outcome in zip(subjects, _in_processes(shared, one, workers), strict=True):
        outcomes.append(outcome)
        if tell is not None:
            tell(f"{subject}: {_summary(outcome)}")
    results = [outcome for outcome in outcomes if isinstance(outcome, Examined)]
    exemptions: dict[tuple[str, str, str], Exemption] = {}
    for exemption in (exemption for result in results for exemption in result.exemptions):
        key = exemption.clip, exemption.thing, exemption.kind
        if exemption.is_needed or key not in exemptions:
            exemptions[key] = exemption
    return Report(
        findings=tuple(merged(_in_all_themes(subjects, outcomes))),
        exemptions=tuple(exemptions.values()),
        failures=tuple(SceneError(*outcome) for outcome in outcomes if isinstance(outcome, tuple)),
        samples=sum(result.samples for result in results),
    )


def _themes(subjects: Sequence[Subject], subject: Subject) -> list[str]:
    """The themes in which the same clip is examined with the same parameters."""
    job = subject.job
    return [
        other.job.theme
        for other in subjects
        if (other.job.clip, other.job.parameters) == (job.clip, job.parameters)
    ]


def _share(subjects: Sequence[Subject], subject: Subject) -> Share:
    themes = _themes(subjects, subject)
    return Share(themes.index(subject.job.theme), len(themes))


def _in_all_themes(
    subjects: Sequence[Subject], outcomes: Sequence[Examined | tuple[str, str]]
) -> Iterator[Finding]:
    """All findings; what has nothing to do with colours is there in all themes."""
    for subject, outcome in zip(subjects, outcomes, strict=True):
        for finding in outcome.findings if isinstance(outcome, Examined) else ():
            themes = finding.themes
            if finding.kind not in OF_COLOURS:
                themes = tuple(_themes(subjects, subject))
            yield replace(finding, themes=themes)


def _examine_one(
    subject: Subject, share: Share, *, quick: bool, root: Path
) -> Examined | tuple[str, str]:
    """The examination, or message and traceback of a scene that raised."""
    import_manim()  # here, since the process that only waits can do without
    from rendering.inspection.examination import examine

    try:
        return examine(subject.job, subject.given, quick=quick, root=root, share=share)
    except SceneError as error:
        return str(error), error.scene_traceback


def _summary(outcome: Examined | tuple[str, str]) -> str:
    if isinstance(outcome, tuple):
        return "could not be made"
    return f"{outcome.samples} looks, {len(outcome.findings) or 'no'} findings"


def _in_processes(
    shared: Sequence[tuple[Subject, Share]],
    one: partial[Examined | tuple[str, str]],
    workers: int | None,
) -> Iterator[Examined | tuple[str, str]]:
    count = min(workers or os.cpu_count() or 1, len(shared))
    if count <= 1:
        yield from starmap(one, shared)
        return
    # A fresh process has no threads that a fork would cut off in the middle of something.
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        try:
            with undisturbed(), _foreign_modules_kept_from_children():
                pool = stack.enter_context(ProcessPoolExecutor(count, mp_context=context))
                with _interrupts_kept_from_children():
                    outcomes = [pool.submit(one, *each) for each in shared]
            for outcome in outcomes:
                yield outcome.result()
        except BaseException:
            for process in multiprocessing.active_children():
                process.terminate()
            raise


@contextmanager
def _interrupts_kept_from_children() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it is for the one that decides what to do."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _foreign_modules_kept_from_children() -> Iterator[None]:
    """Start processes that import nothing from the folder that they are started in."""
    before = dict(os.environ)
    _set_environment(python_environment())
    try:
        yield
    finally:
        _set_environment(before)


def _set_environment(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
