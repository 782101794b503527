"""Random command lines, looked at: `python -m tests.command_lines --count 300 bias pair`.

Whatever numbers are typed after a clip's options, the clip is refused in one line, or every picture
of it passes the layout check and says its numbers as a lecture would. Exit 1 when one does not.
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

import manim as mn
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from render import main as program
from rendering.cli.clips import plan
from rendering.cli.render_options import RenderOptions
from rendering.errors import ParametersError, SceneError
from rendering.inspection.examination import Examiner
from rendering.inspection.stepping import Sample, step_through
from rendering.job import Job
from scenes.catalogue.clip import Clip
from scenes.catalogue.contents import CATALOGUE
from scenes.catalogue.options import kinds
from scenes.catalogue.options.class_files import ClassedPoints
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Kind, OptionError
from scenes.catalogue.selection import select
from tests.scenes.performance import look_at

COMPUTERS = re.compile(r"\de[+-]?\d|\b(?:nan|inf)\b|[<=]class|Fraction|float64")
"""How a computer writes, and a lecture does not."""
SAID = re.compile(r"\d+\.\d+")
"""A number with decimals: a caption says only such as stand in the picture."""
LONGEST_REFUSAL = 260

LECTURE = (
    "0", "1", "2", "3", "4", "5", "7", "10", "20", "50", "100", "-1", "-2", "-5", "-40", "0.5",
    "-0.5", "1.5", "2.5", "12.5", "0.1", "0.2", "0.3", "0.8", "-0.9", "0.25", "-0.75", "0.05",
    "0.01", "0.125", "0.625", "1/3", "2/3", "pi", "-pi/4", "sqrt(2)",
)  # fmt: skip
FUNCTIONS = (
    "{0}*sin({1}*x)", "sin(2*pi*x)", "{0}*x", "{0}*x + {1}", "{0}", "x**2 - {0}", "{0}*x**3 - x",
    "exp(-x**2/{0})", "abs(x - {0})", "{0}*sqrt(abs(x))", "max(0, x - {0})", "exp({0}*x)",
    "{0}/(1 + x**2)", "log({0} + x**2)", "cos(x)/{0}", "tanh({0}*x)", "floor({0}*x)",
)  # fmt: skip

SHAPES = tuple(itertools.product(range(1, 5), range(1, 6)))
"""Of layers: how many inputs and neurons."""
INTO_SPACE = ("point3d", "fold", "detectors")
"""Clips whose layers lead from the plane into space."""
RISING = ("left", "peak", "right")
"""Options whose values are refused unless each is larger than the one before."""
WITH_FILES = {"layers": ("domain",), "dense": ("rows",), "activation": ("rows",),
              "detectors": ("rows",)}  # fmt: skip
"""Options that only a file goes with."""

usual = st.sampled_from(LECTURE)
short = st.builds(lambda whole, shift: f"{Decimal(whole).scaleb(-shift):f}",
                  st.integers(-99, 99), st.integers(0, 2))  # fmt: skip
odd = st.builds(
    lambda digits, power: f"{Decimal(digits).scaleb(power):f}",
    st.integers(-99999, 99999),
    st.integers(-9, 3),
)


def numbers(ordinary: bool) -> st.SearchStrategy[str]:
    """How a number is typed: as lectures have it, or any."""
    return usual | short if ordinary else usual | short | odd


def lists(entry: st.SearchStrategy[str], size: int) -> st.SearchStrategy[str]:
    return st.lists(entry, min_size=size, max_size=size).map(",".join)


def in_order(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: Target(text).constant)


def texts(
    kind: Kind, entry: st.SearchStrategy[str], shape: tuple[int, int]
) -> st.SearchStrategy[str] | None:
    """What may be typed for an option of a kind, where a layer has this shape; None for a file."""
    match kind:
        case kinds.Number():
            positive = kind.above == 0 or kind.least > 0
            return entry.map(lambda text: text.lstrip("-")) if positive else entry
        case kinds.PositiveInteger():
            return st.integers(kind.least, kind.most).map(str)
        case kinds.Counts():
            each = st.integers(kind.each.least, kind.each.most)
            counts = st.lists(each, min_size=kind.least, max_size=kind.most, unique=True)
            return counts.map(lambda counts: ",".join(map(str, sorted(counts))))
        case kinds.Point():
            return lists(entry, shape[0])
        case kinds.Numbers():
            return lists(entry, min(max(kind.least, shape[1]), kind.most))
        case kinds.Interval():
            return st.lists(entry, min_size=2, max_size=2).map(in_order).map(",".join)
        case kinds.Matrix(rows=least_and_most, columns=(2, 2)):  # points of the plane
            rows = st.lists(lists(entry, 2), min_size=least_and_most[0], max_size=least_and_most[1])
            return rows.map(";".join)
        case kinds.Matrix():
            rows = st.lists(lists(entry, shape[1]), min_size=shape[0], max_size=shape[0])
            return rows.map(";".join)
        case kinds.Expression():
            return functions(entry)
        case kinds.Expressions():
            return st.lists(functions(entry), min_size=1, max_size=kind.most).map(";".join)
        case kinds.Choice() | ClassedPoints():
            return st.sampled_from(kind.words)
    return None


def functions(entry: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    number = entry.map("({})".format)
    return st.builds(str.format, st.sampled_from(FUNCTIONS), number, number)


@st.composite
def command_lines(draw: st.DrawFn, clip: Clip) -> tuple[str, ...]:
    """A clip's options, some of them, with values of their kinds."""
    entry = numbers(ordinary=draw(st.booleans()))
    usual = 100 if clip.name in INTO_SPACE else len(SHAPES)
    shape = draw(st.sampled_from([(2, 3)] * usual + [*SHAPES]))
    filed = WITH_FILES.get(clip.name, ())
    choices = {o.name: texts(o.kind, entry, shape) for o in clip.options if o.name not in filed}
    typed = {name: choice for name, choice in choices.items() if choice is not None}
    alone = draw(st.sampled_from([None, *typed]))
    names = [name for name in typed if draw(st.integers(0, 9)) < 7] if alone is None else [alone]
    values = {name: draw(typed[name]) for name in names}
    rising = [name for name in RISING if name in values]
    values |= zip(rising, in_order([values[name] for name in rising]), strict=True)
    return tuple(f"--{name}={value}" for name, value in values.items())


class Watcher(Examiner):
    """Judges a clip's pictures, and notes what stands in each beat's last one."""

    def __init__(self, job: Job, *, ends_only: bool) -> None:
        super().__init__(job, quick=True)
        self.ends_only, self.texts = ends_only, defaultdict[str, set[str]](set)

    def shares(self, duration: float) -> Sequence[float]:
        return () if self.ends_only else super().shares(duration)

    def observe(self, scene: mn.Scene, sample: Sample) -> None:
        if sample.share == 1 or not self.ends_only:
            super().observe(scene, sample)
        if sample.share == 1 and sample.beat:
            moment = look_at(scene)  # type: ignore[arg-type]
            self.texts[moment.name] |= {*moment.texts, *moment.glyphs}


def refusal_of(words: Sequence[str]) -> str:
    """Why the program does not take a command line; nothing if it does."""
    try:
        (choice,) = select(words)
        choice.clip.parameters(**choice.given)
    except OptionError as refusal:
        return str(refusal)
    return ""


def faults_of(words: Sequence[str], ends_only: bool = False) -> list[str]:
    """What is wrong with a clip's command line: with its refusal, or with its pictures."""
    return outcome_of(words, ends_only)[1]


def outcome_of(words: Sequence[str], ends_only: bool) -> tuple[str, list[str]]:
    """Whether a clip's command line is refused or shown, and what is wrong with that."""
    if refusal_of(words):
        result = CliRunner().invoke(program, [*words], prog_name="render.py")
        lines = result.stderr.splitlines()
        is_right = result.exit_code == 2 and len(lines) == 1 and lines[0].startswith("Error: --")
        too_long = len(result.stderr) > LONGEST_REFUSAL
        return "refused", [] if is_right and not too_long else [f"refused so: {result.stderr}"]
    (choice,) = select(words)
    job = plan(choice.clip, choice.given, RenderOptions(format="png"), 1)
    watcher = Watcher(job, ends_only=ends_only)
    try:
        with tempfile.TemporaryDirectory() as folder:
            scene = step_through(job, watcher, Path(folder))
    except ParametersError:
        return "refused", []  # what only the model finds out
    except SceneError as error:
        return "shown", [str(error)]
    # What comes back to its place looks idle to who sees its ends only.
    findings = [
        finding
        for finding in watcher.result(scene).findings
        if not (ends_only and finding.kind == "idle")
    ]
    return "shown", [*map(str, findings), *words_wrong(scene, watcher.texts)]


def words_wrong(scene: mn.Scene, seen: Mapping[str, set[str]]) -> list[str]:
    wrong = []
    for beat in scene.beats:  # type: ignore[attr-defined]
        texts = seen[beat.name]
        wrong += [f"{beat.name}: written as computers do: {text}"
                  for text in (beat.caption, *texts) if COMPUTERS.search(text)]  # fmt: skip
        shown = {number for text in texts for number in SAID.findall(text)}
        wrong += [f"{beat.name}: says {number}, which no picture of it has: {beat.caption}"
                  for number in SAID.findall(beat.caption) if number not in shown]  # fmt: skip
    return wrong


def try_clip(name: str, count: int, number: int, ends_only: bool) -> list[str]:
    """Try random command lines of a clip, and tell of each that is not right."""
    clip, tried, wrong = CATALOGUE[name], Counter[str](), list[str]()

    @seed(number)
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(command_lines(clip))
    def one(options: tuple[str, ...]) -> None:
        words = [name, *options]
        outcome, faults = outcome_of(words, ends_only)
        tried[outcome] += 1
        for fault in faults:
            wrong.append(f"{' '.join(map(repr, words))}: {fault}")
            sys.stdout.write(f"{wrong[-1]}\n")
            sys.stdout.flush()

    one()
    sys.stdout.write(f"{name}: {dict(tried)}, {len(wrong)} faults\n")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.command_lines", description=__doc__)
    parser.add_argument("clips", nargs="*", choices=[*CATALOGUE], default=[*CATALOGUE])
    parser.add_argument("--count", type=int, default=300, help="command lines of each clip")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ends", action="store_true", help="look at ends of animations only")
    options = parser.parse_args()
    mn.config.progress_bar = "none"
    run = partial(try_clip, count=options.count, number=options.seed, ends_only=options.ends)
    wrong = [run(name) for name in options.clips]
    return int(any(wrong))


if __name__ == "__main__":
    sys.exit(main())
