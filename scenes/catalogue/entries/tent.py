"""`tent`: the smaller of two ramps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip, Option
from scenes.catalogue.options.digit_limit import need_short
from scenes.catalogue.options.increasing import need_in_order
from scenes.catalogue.options.kinds import Number, OptionError

if TYPE_CHECKING:
    from relu_anim import Tent

SHORTEST_SIDE = 0.24
"""Of the tent's width."""


def _validate(left: float, peak: float, right: float, height: float) -> None:
    need_short("height", (height,))
    given = {"left": left, "peak": peak, "right": right}
    is_midway = peak == _midway(given)  # then nobody chose it, and it is not to blame
    ends = (("left", "right"),) if is_midway else ()
    for smaller, larger in (*ends, ("left", "peak"), ("peak", "right")):
        need_in_order(given, smaller, larger)
    low, high = (left + share * (right - left) for share in (SHORTEST_SIDE, 1 - SHORTEST_SIDE))
    if not low <= peak <= high:
        need = f"must be between {low:.3g} and {high:.3g}, or labels overlap"
        raise OptionError("peak", f"{need}: got {peak:g}")


def _model(left: float, peak: float, right: float, height: float) -> Tent:
    from relu_anim import Tent

    return Tent(left, peak, right, height)


def _numbers(tent: Tent) -> dict[str, Any]:
    return {
        "left": tent.left,
        "peak_x": tent.peak,
        "peak_y": float(tent(tent.peak)),
        "right": tent.right,
        "height": tent.height,
        "rising_slope": float(tent.rising_slope),
        "falling_slope": float(tent.falling_slope),
    }


def _midway(parameters: Mapping[str, Any]) -> float:
    return float((parameters["left"] + parameters["right"]) / 2)


CLIP = Clip(
    name="tent",
    title="The tent",
    question="How do two ramps make a tent?",
    summary="Two ramps, and a second layer that keeps the smaller of them, make a tent.",
    options=(
        Option("left", Number(), 0.2, "Where the tent begins."),
        Option(
            "peak",
            Number(),
            0.5,
            "Where the tent is highest.",
            derive=_midway,
            derived="midway between left and right",
        ),
        Option("right", Number(), 0.8, "Where the tent ends."),
        Option("height", Number(above=0), 0.3, "How high the tent is."),
    ),
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"left": 0.1, "peak": 0.3, "right": 0.9, "height": 0.8},
        {"left": -3.0, "right": 2.0, "height": 40.0},
        {"left": 0.0, "peak": 0.75, "right": 1.0, "height": 0.05},
    ),
)
