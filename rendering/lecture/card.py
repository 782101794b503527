"""The title card before a part of a lecture: its title, and the questions to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import manim as mn
import numpy as np

from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH
from scenes.mobjects.text.typesetting import Typeset, escape, typeset
from scenes.theme import SIZES, THEMES

TITLE = 0.95
"""Height of an em of the title, in frame units, where it is not too long for that."""
INDENT = 0.9
"""Frame units that are free on both sides."""
HEADING, BASELINE, QUESTIONS = 0.2, 0.33, 0.5
"""Where the heading, the title and the first question stand: shares of the height from the top."""
LEADING = 1.6
"""From one question to the next, in ems."""
MOST_IN_COLUMN = 7
GAP = 0.5
"""Frame units between two columns."""
SHORTEST, EACH = 2.0, 0.5
"""Seconds that a card stays, and for each of its questions besides: who reads them, pauses."""


class Card(mn.Scene):
    """A heading, a title and questions; nothing moves."""

    def __init__(self, parameters: Mapping[str, Any], theme: str, **manim_options: Any) -> None:
        self.parameters, self.theme = parameters, THEMES[theme]
        super().__init__(**manim_options)
        cast(mn.Camera, self.camera).background_color = mn.ManimColor(self.theme.ground)

    def construct(self) -> None:
        """Put it all there, and wait."""
        questions = self.parameters["questions"]
        width = STAGE_WIDTH - 2 * INDENT
        self._line(self.parameters["heading"], SIZES.question, "muted", 0, HEADING)
        self._line(self.parameters["title"], _fitting([self.parameters["title"]], width, TITLE))
        columns = -(-len(questions) // MOST_IN_COLUMN) or 1
        rows = -(-len(questions) // columns)
        column = (width + GAP) / columns
        size = _fitting(questions, column - GAP, SIZES.label)
        for index, question in enumerate(questions):
            row = QUESTIONS + LEADING * size * (index % rows) / STAGE_HEIGHT
            self._line(question, size, "muted", column * (index // rows), row)
        self.wait(SHORTEST + EACH * len(questions))

    def _line(
        self, text: str, size: float, role: str = "ink", right: float = 0.0, down: float = BASELINE
    ) -> None:
        if text.strip():
            place = (INDENT + right - STAGE_WIDTH / 2, STAGE_HEIGHT * (0.5 - down), 0.0)
            self.add(Typeset(escape(text), self.theme, size, role).place(np.array(place)))


def _fitting(texts: Sequence[str], width: float, size: float) -> float:
    """The largest em height, at most `size`, at which every text fits into `width`."""
    advances = [typeset(escape(text)).advance for text in texts if text.strip()]
    return min([size, *(width / advance for advance in advances if advance)])
