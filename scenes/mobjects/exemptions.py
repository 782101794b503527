"""Saying, where a thing is made, that something about it is meant and is no fault of layout.

`render.py check` leaves out what is declared here, and `check --explain` lists it with its reason.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args

import manim as mn

Fault = Literal["cut", "overlap", "crossing", "covered", "small", "contrast", "jump"]
FAULTS: tuple[Fault, ...] = get_args(Fault)

MobjectT = TypeVar("MobjectT", bound=mn.Mobject)


def exempt(mobject: MobjectT, fault: Fault, reason: str) -> MobjectT:
    """Declare that a fault of `mobject`, and of all that it holds by now, is meant.

    An overlap or a crossing is meant when either of the two things says so. Copies say the same.

    Raises ValueError for a fault that does not exist, or no reason.
    """
    if fault not in FAULTS:
        raise ValueError(f"need one of {', '.join(FAULTS)}, got {fault!r}")
    if not reason.strip():
        raise ValueError(f"need a reason why {fault} is meant")
    for member in mobject.get_family():
        vars(member)["exempt_faults"] = {**exempt_faults(member), fault: reason}
    return mobject


def exempt_faults(mobject: Any) -> dict[Fault, str]:
    """The faults that are meant, each with its reason."""
    declared: dict[Fault, str] = getattr(mobject, "exempt_faults", {})
    return declared
