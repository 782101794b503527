"""`knobs`: a tent that is pulled into other shapes, and the numbers of its network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.catalogue.clip import Clip
from scenes.catalogue.entries.tent import CLIP as TENT
from scenes.catalogue.options.kinds import OptionError

if TYPE_CHECKING:
    from relu_anim import Pull

DIGITS = 3
"""Of a place, in all: `-1.25` or `-12.5`; and of a slope."""
FLATTEST = 0.01
"""The smallest slope that is not written as 0 then."""
STEEPEST = 500
"""The largest one: weights, up to twice as large, are written without powers of ten."""


def _validate(left: float, peak: float, right: float, height: float) -> None:
    from scenes.mobjects.text.notation import Notation

    TENT.validate(left, peak, right, height)
    if not Notation.of((left, peak, right), digits=DIGITS).is_exact(left, peak, right):
        need = f"must have at most {DIGITS} digits, as --peak and --right, to stand in a circle"
        raise OptionError("left", f"{need}: got left {left:g}, peak {peak:g}, right {right:g}")
    small = min(_slopes(left, peak, right, height), key=abs)
    if abs(small) < FLATTEST:
        need = f"must make slopes of at least {FLATTEST}, to be added up: it must suit the width"
        raise OptionError("height", f"{need}; got a slope of {small:.2g}")
    large = max(map(abs, _slopes(left, peak, right, height)))
    if large > STEEPEST:
        need = f"must make slopes of at most {STEEPEST}, to be read at the roots"
        raise OptionError("height", f"{need}; got a slope of {large:.4g}")


def _slopes(left: float, peak: float, right: float, height: float) -> list[float]:
    """Of all tents that are seen, before and after each pull."""
    tents = [t for pull in _model(left, peak, right, height) for t in (pull.before, pull.after)]
    return [slope for tent in tents for slope in (tent.rising_slope, tent.falling_slope)]


def _model(left: float, peak: float, right: float, height: float) -> tuple[Pull, ...]:
    from relu_anim import Tent, pulls_at

    return pulls_at(Tent(left, peak, right, height))


def _numbers(pulls: tuple[Pull, ...]) -> dict[str, Any]:
    return {
        "pulls": [
            {
                "pull": pull.name,
                "left": pull.after.left,
                "peak": pull.after.peak,
                "right": pull.after.right,
                "height": pull.after.height,
                "changed": list(pull.changed),
            }
            for pull in pulls
        ]
    }


CLIP = Clip(
    name="knobs",
    title="The tent's knobs",
    question="How do you shape a tent?",
    summary="Pull a corner of a tent, and the weights and biases that change light up.",
    options=TENT.options,
    validate=_validate,
    model=_model,
    numbers=_numbers,
    examples=(
        {"left": 0.1, "peak": 0.3, "right": 0.9, "height": 0.8},
        {"left": -3.0, "right": 2.0, "height": 40.0},
        {"left": 0.0, "peak": 0.6, "right": 1.0, "height": 0.05},
    ),
)
