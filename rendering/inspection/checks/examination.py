"""The examination of one clip in one theme: looks at it from moment to moment."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import manim as mn

from rendering.inspection.canvas import Painter
from rendering.inspection.checks.drawing import Picture, Sketchbook
from rendering.inspection.checks.faults import Fault, Thing
from rendering.inspection.checks.layout import LayoutCheck
from rendering.inspection.checks.motion import FlashCheck, IdleCheck, JumpCheck, may_flash
from rendering.inspection.checks.names import Names
from rendering.inspection.checks.overview import Overview
from rendering.inspection.checks.report import Exemption, Finding, merged
from rendering.inspection.checks.thresholds import (
    ENDS,
    FEW_LOOKS,
    FEWEST_LOOKS,
    FLASH_RATE,
    LONGEST_GAP,
)
from rendering.inspection.stepping import Moment, camera_of, step_through
from rendering.job import Job
from scenes.mobjects.exemptions import exempt_faults

_GOLDEN = (math.sqrt(5) - 1) / 2
_UNEVENNESS = 0.6
_MOST_NAMED = 3


@dataclass(frozen=True)
class Examined:
    """What has come of an examination; `looks` is the number of moments that were looked at."""

    findings: tuple[Finding, ...]
    exemptions: tuple[Exemption, ...]
    looks: int


def examine(
    job: Job, given: str = "", *, quick: bool = False, root: Path | None = None
) -> Examined:
    """Examine the clip of `job` with its parameters, in its theme; its size does not matter.

    `given` is how the findings call the parameters. A quick examination looks at the ends and the
    middles of animations only. `root` is the project's folder, the current one unless given.
    Raises SceneError when the scene itself raises.
    """
    examiner = Examiner(job, given, quick)
    scene = step_through(job, examiner, (root or Path.cwd()) / "media" / ".cache" / "manim")
    return examiner.result(scene)


class Examiner:
    """Looks at a scene at many moments and writes down what is wrong."""

    def __init__(self, job: Job, given: str = "", quick: bool = False) -> None:
        self._job, self._given, self._quick = job, given, quick
        self._eyes: _Eyes | None = None
        self._glances: set[float] = set()
        self._findings: list[Finding] = []
        self._exemptions: dict[tuple[str, str], Exemption] = {}
        self._looks = 0
        self._last: Moment | None = None

    def shares(self, duration: float) -> Sequence[float]:
        """When to look inside an animation, and when to glance at it for flashes only."""
        if self._quick:
            return FEW_LOOKS
        count = max(FEWEST_LOOKS, math.ceil(duration / LONGEST_GAP))
        looks = {*ENDS, *((k + 0.5) / count for k in range(count))}
        steps = duration * FLASH_RATE
        glances = {(k + _UNEVENNESS * (k * _GOLDEN % 1)) / steps for k in range(1, int(steps))}
        self._glances = glances - looks
        return sorted(looks | glances)

    def look(self, scene: mn.Scene, moment: Moment) -> None:
        """Examine the picture of a moment."""
        if self._eyes is None:
            self._eyes = _Eyes(scene)
        is_glance = moment.share in self._glances
        if is_glance and not may_flash(scene):
            return
        picture = self._eyes.book.picture(scene)
        if is_glance:
            self._take_in(self._eyes.glance(moment, picture), scene, moment)
            return
        self._take_in(self._eyes.look(moment, picture), scene, moment)
        if moment.share == 1:
            self._note_exemptions(picture)
        self._looks += 1
        self._last = moment

    def result(self, scene: mn.Scene) -> Examined:
        """All findings, the repeated ones merged, once the scene has ended."""
        if self._eyes is not None and self._last is not None:
            self._take_in(self._eyes.idleness.end(), scene, self._last)
        findings = merged(self._findings)
        return Examined(tuple(findings), tuple(self._exemptions.values()), self._looks)

    def _take_in(self, faults: Iterable[Fault], scene: mn.Scene, moment: Moment) -> None:
        for fault in faults:
            if not self._is_meant(fault):
                self._findings.append(self._finding(fault, scene, moment))

    def _is_meant(self, fault: Fault) -> bool:
        """Whether one of the things says so; of a jump, each of them."""
        assert self._eyes is not None
        meant = [thing for thing in fault.things if thing.reason(fault.kind)]
        is_meant = len(meant) == len(fault.things) if fault.kind == "jump" else True
        if not meant or not is_meant:
            return False
        for thing in meant:
            label, reason = self._eyes.names.label(thing), thing.reason(fault.kind) or ""
            exemption = Exemption(self._job.clip, label, fault.kind, reason, is_needed=True)
            self._exemptions[label, fault.kind] = exemption
        return True

    def _note_exemptions(self, picture: Picture) -> None:
        """Note what is declared to be meant, found or not."""
        assert self._eyes is not None
        for piece in picture.pieces:
            for kind, reason in exempt_faults(piece.mobject).items():
                label = self._eyes.names.label(Thing.of(piece))
                exemption = Exemption(self._job.clip, label, kind, reason, is_needed=False)
                self._exemptions.setdefault((label, kind), exemption)

    def _finding(self, fault: Fault, scene: mn.Scene, moment: Moment) -> Finding:
        assert self._eyes is not None
        first, last = fault.span or (moment, moment)
        beats = getattr(scene, "beats", ())
        name = getattr(beats[first.beat - 1], "name", "") if first.beat else ""
        things = fault.things[:_MOST_NAMED]
        return Finding(
            clip=self._job.clip,
            parameters=self._given,
            themes=(self._job.theme,),
            beat=first.beat,
            beat_name=name,
            start=first.time,
            end=last.time,
            time=moment.time,
            kind=fault.kind,
            objects=tuple(dict.fromkeys(self._eyes.names.label(thing) for thing in things)),
            how_far=fault.how_far,
            amount=fault.amount,
        )


class _Eyes:
    """All checks for one scene, and the picture that they saw last."""

    def __init__(self, scene: mn.Scene) -> None:
        camera = camera_of(scene)
        painter = Painter(camera)
        self.names = Names(scene)
        self.book = Sketchbook(camera)
        self.idleness = IdleCheck()
        self._painter = painter
        self._layout = LayoutCheck(painter)
        self._jumps = JumpCheck()
        self._flashes = FlashCheck(painter)
        self._seen: tuple[int, bool] | None = None
        self._overview: Overview | None = None
        self._faults: list[Fault] = []

    def glance(self, moment: Moment, picture: Picture) -> Iterator[Fault]:
        """Flashes up to this moment."""
        return self._flashes.faults(moment, picture)

    def look(self, moment: Moment, picture: Picture) -> Iterator[Fault]:
        """All faults at this moment."""
        yield from self._flashes.faults(moment, picture)
        settled = moment.share == 1 or moment.is_rest
        if self._seen != (picture.version, settled) or self._overview is None:
            self._overview = Overview(picture, self._painter, settled, self._overview)
            self._faults = []
            if settled or moment.share not in ENDS:
                self._faults = list(self._faults_of(picture, self._overview, settled))
            self._seen = picture.version, settled
        canvas = self._overview.canvas
        yield from self._faults
        yield from self._jumps.faults(moment, picture, canvas)
        yield from self.idleness.faults(moment, picture, canvas)

    def _faults_of(self, picture: Picture, overview: Overview, settled: bool) -> Iterator[Fault]:
        yield from self._layout.faults(picture, overview.canvas, settled)
        yield from overview.faint_curves()
        for mobject in (*picture.still.unseen, *picture.moving.unseen):
            yield Fault("unseen", (Thing(mobject, ()),), "this check has no eyes for it")
