"""What a label names: told where the label is made, so that `check` can judge where it stands."""

from __future__ import annotations

from typing import Any, TypeVar

import manim as mn

LabelT = TypeVar("LabelT", bound=mn.Mobject)


def names(label: LabelT, thing: mn.Mobject) -> LabelT:
    """Let a label be the name of a thing: it stands nearer to it than to any other of its sort."""
    vars(label)["named_thing"] = lambda: thing  # a copy of the label does not copy a function
    return label


def named_thing(label: Any) -> mn.Mobject | None:
    """What a label names; None when it names nothing."""
    thing: mn.Mobject | None = vars(label).get("named_thing", lambda: None)()
    return thing
