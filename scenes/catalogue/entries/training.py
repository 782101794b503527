"""`training`: a network with one hidden layer learns a curve before the viewer's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.digit_limit import need_short
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Choice, Number, OptionError, PositiveInteger
from scenes.catalogue.options.point_files import PointFile, Points
from scenes.catalogue.target_options import DOMAIN, TARGET, check_target

if TYPE_CHECKING:
    from relu_anim import CurveTraining

Domain = tuple[float, float]
WIDE, HIGH, OFF = (0.1, 100), (0.01, 100), 10
"""How wide and high a picture may be, and how often that from 0, for its numbers to be written."""
STARTS = "Where the bends are at first: anywhere, or all at the left end."
NOTE = "the same again on one machine; on another, rounding may grow until the third digit differs"


def _validate(target: Target, domain: Domain, data: Points | None, **_: Any) -> None:
    import numpy as np

    if data is None:
        check_target(target, domain)
        for end in domain:
            need_short("domain", (end,))
        x, names = np.linspace(*domain, 256), ("domain", "target")
        y = target(x)
    else:
        for option, value in ((TARGET, target), (DOMAIN, domain)):
            if value != option.default:
                raise OptionError(option.name, "cannot be given together with --data")
        (x, y), names = np.transpose(data.points), ("data", "data")
    for name, what, values, (least, most) in zip(names, "xy", (x, y), (WIDE, HIGH), strict=True):
        low, high = float(values.min()), float(values.max())
        if not least <= high - low <= most or max(-low, high) > OFF * (high - low):
            need = f"must span {least:g} to {most:g} in {what}, at most {OFF} times that from 0"
            raise OptionError(name, f"{need}: got {low:g} to {high:g}")


def _model(target: Target, domain: Domain, data: Points | None, **settings: Any) -> CurveTraining:
    import numpy as np

    from relu_anim import CurveTraining, DivergenceError

    if data is None:
        training = CurveTraining.of_target(target, domain, **settings)
    else:
        points = np.array(data.points)
        training = CurveTraining(points, (points[0, 0], points[-1, 0]), **settings)
    try:
        for each in (training, training.from_origin):
            each.run  # noqa: B018  # what is trained once is kept
    except DivergenceError as refusal:
        why = str(refusal).partition(": ")[2]
        raise OptionError("rate", f"must be lower: got {settings['rate']:g}, and {why}") from None
    return training


def _results(training: CurveTraining) -> dict[str, Any]:
    kinks = training.kinks(training.steps)
    return {
        "start": training.start,
        "initial_loss": float(training.run.losses[0]),
        "final_loss": float(training.run.losses[-1]),
        "final_max_error": training.max_error,
        "has_learnt": training.has_learnt,
        "kinks": sorted(kinks[training.inside(kinks)].tolist()),
        "dead_units": int(training.dead.sum()),
        "unmoved_units": int(training.stuck.sum()),
    }


def _numbers(training: CurveTraining) -> dict[str, Any]:
    return {
        "seed": training.seed,
        **_results(training),
        "from_origin": _results(training.from_origin),
        "loss_by_hand": training.loss_by_hand if training.by_hand else None,
        "reproducible": NOTE,
    }


CLIP = Clip(
    name="training",
    title="Training",
    question="Who sets the weights in practice?",
    summary="A network learns a curve: its bends walk, its loss falls; from b = 0 it fails.",
    options=(
        Option("neurons", PositiveInteger(2, 128), 64, "The number of ReLUs."),
        Option("steps", PositiveInteger(10, 20000), 4000, "The steps of training, with Adam."),
        Option("rate", Number(above=0, most=1000), 0.01, "The size of a step."),
        Option("seed", PositiveInteger(0, 10**6), 4, "What the random start is drawn from."),
        Option("start", Choice(("spread", "origin")), "spread", STARTS),
        TARGET,
        DOMAIN,
        Option("data", PointFile(), None, "Points to learn instead of a target: rows of x,y."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"neurons": 12, "seed": 3, "target": Target("abs(x)"), "domain": (-2.0, 2.0)},
        {"neurons": 2, "steps": 500, "seed": 1},
        {"neurons": 128, "steps": 300, "start": "origin"},
        {"steps": 1000, "target": Target("10*x**2 - 40*x + 10"), "domain": (1.0, 5.0)},
    ),
)
