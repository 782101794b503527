"""`relu`: numbers on the line y = x, and what ReLU makes of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Numbers, OptionError

if TYPE_CHECKING:
    from relu_anim import NumberLine


def _validate(inputs: tuple[float, ...]) -> None:
    from scenes.mobjects.text.notation import on_a_bead

    for lower, higher in pairwise(sorted({*inputs})):
        if on_a_bead(lower) == on_a_bead(higher):
            raise OptionError(
                "inputs",
                "must be equal or far enough apart to be written differently: "
                f"got {lower!r} and {higher!r}",
            )


def _model(inputs: tuple[float, ...]) -> NumberLine:
    from relu_anim import NumberLine

    return NumberLine(inputs)


def _numbers(line: NumberLine) -> dict[str, Any]:
    return {"inputs": list(line.inputs), "outputs": list(line.outputs)}


CLIP = Clip(
    name="relu",
    title="ReLU",
    question="What does ReLU do to a number?",
    summary="Numbers ride on a line whose part below zero swings up, and takes them along to 0.",
    options=(
        Option("inputs", Numbers(1, 7), (-2.0, -1.0, 0.0, 1.5, 3.0), "The numbers that go in."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"inputs": (-1.0, 4.0)},
        {"inputs": (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, -0.25)},
        {"inputs": (7.0, 0.5, 7.0, 2.25)},
        {"inputs": (-1000000.0, -0.000001, 0.0, 0.000001, 123456.7)},
    ),
)
