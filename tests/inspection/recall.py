"""How many planted faults the layout check finds, by kind: `python -m tests.inspection.recall`."""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from rendering.inspection.examination import examine
from rendering.inspection.sharing import Share
from rendering.job import Job
from tests.inspection.held_out_faults import FAULTS, LOOK_ALIKES

BARE = str.maketrans("", "", "$ ")


@dataclass
class Recall:
    """What came of planted scenes: faults planted and found by kind, and what was said wrongly."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the planted faults that are found, and named by their kind and texts."""
        return self.found.total() / self.planted.total()

    def __str__(self) -> str:
        rows = [f"{kind:<10} {self.found[kind]} of {self.planted[kind]}" for kind in self.planted]
        return "\n".join(
            [
                *rows,
                f"{self.share:.1%} found; missed: {', '.join(self.missed) or 'none'}",
                f"false alarms: {', '.join(self.false_alarms) or 'none'}",
            ]
        )


def reported(scene: str) -> list[tuple[str, str]]:
    """The kind of each fault that is reported of a planted scene, and what is named in it.

    Examined in two shares, as `check` does; both in one theme, that whose colours are planted.
    """
    job = Job(
        module="tests.inspection.held_out_faults",
        scene_class=scene,
        clip=scene,
        output=Path("unused.png"),
        format="png",
        width=960,
        height=540,
    )
    findings = (finding for own in (0, 1) for finding in examine(job, share=Share(own, 2)).findings)
    return [(finding.kind, " ".join(finding.objects).translate(BARE)) for finding in findings]


def recall() -> Recall:
    """Examine all planted scenes."""
    result = Recall()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=context) as pool:
        scenes = [*(scene for scene, _, _ in FAULTS), *LOOK_ALIKES]
        reports = pool.map(reported, scenes, chunksize=8)
        for scene, kind, texts in FAULTS:
            named = [objects for found, objects in next(reports) if found == kind]
            result.planted[kind] += 1
            if any(all(text.translate(BARE) in objects for text in texts) for objects in named):
                result.found[kind] += 1
            else:
                result.missed.append(scene)
        result.false_alarms = [
            f"{scene} {kind}" for scene in LOOK_ALIKES for kind, _ in next(reports)[:1]
        ]
    return result


if __name__ == "__main__":
    sys.stdout.write(f"{recall()}\n")
