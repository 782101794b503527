"""The coordinates of a point, written beside it and live: each in the colour of its neuron."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.mobjects.text.glyphs import Glyphs, LiveNumber, advance
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Anchor, Typeset
from scenes.theme import Theme

NEURON_ROLES = ("ramp", "second", "third")
"""The colours of neuron 1, 2 and 3, and of whatever is measured along their axes."""


class Coordinates(mn.VGroup):
    """A bracket of three live numbers, after a name: `O (−0.80, 0.60, 0.15)`.

    It stays centred. `make_room` before a movement in which a number gains or loses a sign or a
    digit, and again after it, so that nothing jumps.
    """

    GAP = 0.17

    def __init__(self, theme: Theme, size: float, notation: Notation, name: str = "") -> None:
        super().__init__()
        self.size, self.notation = size, notation
        self.anchor = Anchor()
        self.head = Typeset(name, theme, size, "input") if name else None
        self.signs = [Glyphs(sign, theme, size, "muted") for sign in "(,,)"]
        self.numbers = [
            LiveNumber(0.0, notation, theme, size, role=role, sign="inline")
            for role in NEURON_ROLES
        ]
        self.add(self.anchor, *([self.head] if self.head else []), *self.signs, *self.numbers)
        self.old_rooms = self.rooms = self._rooms(np.zeros(3))
        self.shown_rooms = np.zeros(3)
        self.set_values(np.zeros(3))

    def make_room(self, *values: np.ndarray, at_once: bool = False) -> None:
        """Let each number have as much room as it needs for any of these values, (3,) each.

        Where it has another room it comes to that with the share that `set_values` is given, or
        `at_once`.
        """
        rooms = np.max([self._rooms(value) for value in values], axis=0)
        self.old_rooms, self.rooms = rooms if at_once else self.rooms, rooms

    @property
    def settles(self) -> bool:
        """Whether the room for the numbers changes with the share."""
        return bool((self.old_rooms != self.rooms).any())

    def set_values(self, values: np.ndarray, share: float = 1.0) -> Coordinates:
        """Show other numbers at a share of the movement, about the same middle."""
        rooms = (1 - share) * self.old_rooms + share * self.rooms
        before = self.texts
        for number, value in zip(self.numbers, values, strict=True):
            number.set_value(value)
        if self.texts == before and (rooms == self.shown_rooms).all():
            return self
        self.shown_rooms = rooms
        first, *between, last = self.signs
        gap = self.GAP * self.size
        line: list[tuple[Typeset | Glyphs, float, float]] = [(first, first.advance, 0.0)]
        if self.head:
            line.insert(0, (self.head, self.head.advance + gap, 0.0))
        for number, room, sign in zip(self.numbers, rooms, [*between, last], strict=True):
            indent = self.size * (room - advance(number.text))
            line.append((number, room * self.size, indent))
            line.append((sign, sign.advance + gap, 0.0))
        self.advance = sum(width for _, width, _ in line) - gap
        at = self.anchor.get_start() - np.array([self.advance / 2, 0.0, 0.0])
        for piece, width, indent in line:
            piece.place(at + np.array([indent, 0.0, 0.0]))
            at[0] += width
        return self

    def _rooms(self, values: np.ndarray) -> np.ndarray:
        return np.array([advance(self.notation(value)) for value in values])

    @property
    def texts(self) -> tuple[str, ...]:
        """What is shown, number by number, for instance `−0.80`."""
        return tuple(number.text for number in self.numbers)
