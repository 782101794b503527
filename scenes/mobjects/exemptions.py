"""Exemptions from the layout check: declared where a thing is made, each with its reason.

`render.py check` leaves out the faults that are exempt, and `check --explain` lists them.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args

import manim as mn

FaultKind = Literal[
    "cut",
    "overlap",
    "gap",
    "crossing",
    "covered",
    "small",
    "contrast",
    "belonging",
    "names",
    "twins",
    "jump",
]
FAULT_KINDS: tuple[FaultKind, ...] = get_args(FaultKind)

MobjectT = TypeVar("MobjectT", bound=mn.Mobject)


def exempt(mobject: MobjectT, kind: FaultKind, reason: str) -> MobjectT:
    """Exempt `mobject`, and all that it holds by now, from a kind of fault.

    An overlap or a crossing is exempt when either of the two is. Copies are exempt too.

    Raises ValueError for a kind that does not exist, or no reason.
    """
    if kind not in FAULT_KINDS:
        raise ValueError(f"need one of {', '.join(FAULT_KINDS)}, got {kind!r}")
    if not reason.strip():
        raise ValueError(f"need a reason why {kind} is exempt")
    for member in mobject.get_family():
        vars(member)["exempt_faults"] = {**exempt_faults(member), kind: reason}
    return mobject


def exempt_faults(mobject: Any) -> dict[FaultKind, str]:
    """The kinds of faults that a mobject is exempt from, each with its reason."""
    declared: dict[FaultKind, str] = getattr(mobject, "exempt_faults", {})
    return declared
