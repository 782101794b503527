"""What a label names: told where the label is made, so that `check` can judge where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import manim as mn

LabelT = TypeVar("LabelT", bound=mn.Mobject)


def names(label: LabelT, thing: mn.Mobject | Callable[[], mn.Mobject]) -> LabelT:
    """Let a label be the name of a thing: it stands nearer to it than to any other of its sort.

    A thing that is not always drawn as the same mobjects is asked for when it is looked at.
    """
    asked = thing if callable(thing) else lambda: thing  # a copy of the label copies no function
    vars(label)["named_thing"] = asked
    return label


def named_thing(label: Any) -> mn.Mobject | None:
    """What a label names; None when it names nothing."""
    thing: mn.Mobject | None = vars(label).get("named_thing", lambda: None)()
    return thing
