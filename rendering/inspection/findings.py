"""Findings: faults with names and times, repeated ones merged, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rendering.inspection.checks.faults import Kind

GAP = 4.0
"""Seconds after which a fault that comes back is told anew."""


@dataclass(frozen=True)
class Finding:
    """One problem of a clip: what is wrong with which objects, where, and how far.

    `parameters` are as they are typed, and empty for the defaults. `beat` is where it begins,
    `time` when it is at its worst, between `start` and `end`; all in seconds.
    """

    clip: str
    parameters: str
    themes: tuple[str, ...]
    beat: int
    beat_name: str
    start: float
    end: float
    time: float
    kind: Kind
    objects: tuple[str, ...]
    how_far: str
    amount: float

    def __str__(self) -> str:
        span = f"{self.start:.1f} s"
        if self.end - self.start >= 0.1:
            span = f"{self.start:.1f}-{self.end:.1f} s"
        where = f"beat {self.beat} {self.beat_name}".rstrip() if self.beat else "before the beats"
        clip = f"{self.clip} {self.parameters}".rstrip()
        what = " and ".join(self.objects) or "the picture"
        return (
            f"{clip} [{', '.join(self.themes)}] {where}, {span}: "
            f"{self.kind}: {what}: {self.how_far}"
        )


@dataclass(frozen=True)
class Exemption:
    """A declaration that a fault is exempt; `is_needed` is false when it has not been found."""

    clip: str
    thing: str
    kind: str
    reason: str
    is_needed: bool

    def __str__(self) -> str:
        spare = "" if self.is_needed else " (not found, so it need not be declared)"
        return f"{self.clip}: {self.kind} of {self.thing} is meant: {self.reason}{spare}"


@dataclass(frozen=True)
class Examined:
    """What has come of an examination; `samples` is the number of frames that were judged."""

    findings: tuple[Finding, ...]
    exemptions: tuple[Exemption, ...]
    samples: int


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each fault, however many samples and themes show it.

    Clip by clip, in order of time.
    """
    findings = list(findings)
    order = list(dict.fromkeys((f.clip, f.parameters) for f in findings))
    result: list[Finding] = []
    latest: dict[tuple[object, ...], int] = {}
    for finding in sorted(findings, key=lambda finding: finding.start):
        key = (finding.clip, finding.parameters, finding.kind, finding.objects)
        at = latest.get(key)
        if at is not None and _touch(result[at], finding):
            result[at] = _together(result[at], finding)
        else:
            latest[key] = len(result)
            result.append(finding)
    return sorted(result, key=lambda f: (order.index((f.clip, f.parameters)), f.start))


def _touch(one: Finding, other: Finding) -> bool:
    gap = 0.0 if one.kind == "idle" else GAP  # each rest that is too long is one of its own
    return other.start <= one.end + gap and one.start <= other.end + gap


def _together(one: Finding, other: Finding) -> Finding:
    first = min(one, other, key=lambda finding: finding.start)
    worst = max(one, other, key=lambda finding: finding.amount)
    return replace(
        worst,
        themes=tuple(dict.fromkeys((*one.themes, *other.themes))),
        beat=first.beat,
        beat_name=first.beat_name,
        start=first.start,
        end=max(one.end, other.end),
    )
