"""The names by which a report calls the things of a scene, so that its author knows them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import manim as mn

from rendering.inspection.measuring.grouping import Thing

_DEPTH = 3
"""How deep a name may be: `diagram.weights[0, 1]` is two deep."""
_MANIMS_OWN = {
    "animations",
    "foreground_mobjects",
    "mobjects",
    "moving_mobjects",
    "static_mobjects",
    "submobjects",
    "saved_state",
    "target",
    "updaters",
}


class Names:
    """Names the things of `scene` after the attributes and variables that hold them.

    A thing keeps the name under which it was first seen.
    """

    def __init__(self, scene: mn.Scene) -> None:
        self._scene = scene
        self._labels: dict[int, tuple[mn.Mobject, str]] = {}
        self._known: tuple[int, dict[int, str]] = -1, {}

    def label(self, thing: Thing) -> str:
        """A name such as `"y_1" (rising_name)`, `rising (PiecewiseGraph)` or `plot.grid`."""
        kept = self._labels.get(id(thing.mobject))
        if kept is None:
            kept = thing.mobject, self._called(thing)
            self._labels[id(thing.mobject)] = kept
        name = kept[1]
        if thing.string is None:
            return name
        return f'"{thing.string}"' + (f" ({name})" if name else "")

    def _called(self, thing: Thing) -> str:
        play = self._scene.renderer.num_plays
        if self._known[0] != play:  # the scene's own code runs between two plays only
            self._known = play, dict(self._look_around())
        known = self._known[1]
        kind = type(thing.mobject).__name__
        name = known.get(id(thing.mobject))
        if name is not None:
            return name if thing.string is not None else f"{name} ({kind})"
        for holder in reversed(thing.holders):
            name = known.get(id(holder))
            if name is not None:
                return f"in {name}" if thing.string is not None else f"{kind} in {name}"
        if thing.string is not None:
            return ""
        holder_kinds = [
            type(h).__name__ for h in thing.holders if type(h) not in (mn.VGroup, mn.Group)
        ]
        return f"{kind} in {holder_kinds[-1]}" if holder_kinds else kind

    def _look_around(self) -> Iterator[tuple[int, str]]:
        """Mobjects by id with their names, the best name last."""
        found: list[tuple[int, str]] = []
        level = [*_attributes(self._scene), *self._variables()]
        for depth in range(_DEPTH):
            found.extend((id(mobject), name) for name, mobject in level)
            if depth + 1 < _DEPTH:
                level = [
                    (f"{name}.{attribute}", part)
                    for name, mobject in level
                    for attribute, part in _attributes(mobject)
                ]
        yield from reversed(found)

    def _variables(self) -> Iterator[tuple[str, mn.Mobject]]:
        """The local variables of the scene's methods that are running."""
        frame = sys._getframe()
        while frame is not None:
            if frame.f_locals.get("self") is self._scene:
                yield from _mobjects_in(frame.f_locals)
            frame = frame.f_back  # type: ignore[assignment]  # None at the end


def _attributes(holder: Any) -> Iterator[tuple[str, mn.Mobject]]:
    yield from _mobjects_in(vars(holder))


def _mobjects_in(values: dict[str, Any]) -> Iterator[tuple[str, mn.Mobject]]:
    """The mobjects among named values, and in the lists and tables among them."""
    for name, value in values.items():
        if name.startswith("_") or name in _MANIMS_OWN or name == "self":
            continue
        if isinstance(value, mn.Mobject):
            yield name, value
        elif isinstance(value, list | tuple | dict):
            yield from _mobjects_of(name, value)


def _mobjects_of(name: str, values: Any) -> Iterator[tuple[str, mn.Mobject]]:
    entries = values.items() if isinstance(values, dict) else enumerate(values)
    for key, value in entries:
        place = str(key).strip("()")
        if isinstance(value, mn.Mobject):
            yield f"{name}[{place}]", value
        elif isinstance(value, list | tuple):
            yield from _mobjects_of(f"{name}[{place}]", value)
