"""`signature`: a layer of three neurons is trained, and the signatures of the classes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.class_files import Classed, ClassedPoints
from scenes.catalogue.options.kinds import PositiveInteger

if TYPE_CHECKING:
    from relu_anim import SignatureTraining


def _validate(**_: Any) -> None:
    """Each option is refused by its kind; all that are left go together."""


def _model(data: str | Classed, steps: int, seed: int) -> SignatureTraining:
    import numpy as np

    from relu_anim import SignatureTraining, blobs, spiral

    if isinstance(data, Classed):
        points, classes = np.array(data.points), np.array(data.classes)
        return SignatureTraining(points, classes, steps, seed)
    drawn = {"blobs": blobs, "spiral": spiral}[data]()
    return SignatureTraining(*drawn, steps, seed, wide=data == "spiral")


def _numbers(model: SignatureTraining) -> dict[str, Any]:
    ratios = {"ratio_start": model.ratio(0.0), "ratio_end": model.ratio(1.0)}
    accuracies = {"accuracy_start": model.accuracy(0.0), "accuracy_end": model.accuracy(1.0)}
    return {**ratios, **accuracies, "seed": model.seed}


CLIP = Clip(
    name="signature",
    title="Signatures",
    question="What does training do to signatures?",
    summary="Three lines turn in training, and the classes' signatures part in space.",
    options=(
        Option(
            "data",
            ClassedPoints(("blobs", "spiral")),
            "blobs",
            "Points to tell apart: blobs, spiral (with a wider layer first), or rows of x,y,class.",
        ),
        Option("steps", PositiveInteger(10, 5000), 500, "The steps of training, with Adam."),
        Option("seed", PositiveInteger(0, 10**6), 59, "What the random start is drawn from."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=({"data": "spiral", "seed": 3}, {"seed": 3, "steps": 200}, {"steps": 10, "seed": 12}),
)
