"""`bricks`: straight bricks in an arch, and the corner where two of them meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.kinds import Counts, OptionError, PositiveInteger

if TYPE_CHECKING:
    from relu_anim import BrickArch


def _validate(bricks: tuple[int, ...]) -> None:
    if bricks[-1] == 1:
        raise OptionError("bricks", "must go beyond 1: a single brick has no joint")


def _model(bricks: tuple[int, ...]) -> BrickArch:
    from relu_anim import BrickArch

    return BrickArch(bricks)


def _numbers(arch: BrickArch) -> dict[str, Any]:
    return {"bricks": list(arch.counts), "gaps": list(arch.gaps)}  # in radii: metres


CLIP = Clip(
    name="bricks",
    title="Bricks in an arch",
    question="How do straight bricks make a curved wall?",
    summary="Ever more straight bricks close in on an arch; where two of them meet is a ReLU.",
    options=(
        Option(
            "bricks",
            Counts(PositiveInteger(1, 96), most=5),
            (3, 6, 12, 24),
            "How many bricks, one wall after the other.",
        ),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"bricks": (5, 7, 40)},
        {"bricks": (2, 4, 8, 16, 96)},
        {"bricks": (1, 3)},
        {"bricks": (96,)},
    ),
)
