"""The question of a clip, and its answer: on one line or, where that is too long, on two."""

from __future__ import annotations

import manim as mn
import numpy as np

from scenes.layout import QUESTION_LEADING, Region
from scenes.mobjects.text.formulas import fitting_size
from scenes.mobjects.text.typesetting import Typeset, escape, typeset
from scenes.theme import SIZES, Theme

BASELINE = 0.25
"""Frame units from the foot of the header to the last baseline: room for descenders."""


class Question(mn.VGroup):
    """The lines of a question or an answer, no wider than `width`.

    `markup` is the text in colours (Typst), which stands on one line. Raises ValueError when that,
    or two lines of text, are not enough.
    """

    def __init__(self, text: str, theme: Theme, width: float, markup: str = "") -> None:
        lines = broken_into_lines(text, width / SIZES.question)
        markups = [markup] if markup else [escape(line) for line in lines]
        size = fitting_size(markups, width, SIZES.question)
        self.lines = [Typeset(markup, theme, size) for markup in markups]
        super().__init__(*self.lines)

    def place(self, header: Region) -> Question:
        """Put the last line at the foot of the header, and the others above it."""
        for index, line in enumerate(reversed(self.lines)):
            height = header.bottom + BASELINE + index * QUESTION_LEADING
            line.place(np.array([header.left, height, 0.0]))
        return self


def broken_into_lines(text: str, ems: float) -> tuple[str, ...]:
    """The text itself if it is at most `ems` wide, or else two lines of about the same width."""
    if typeset(escape(text)).advance <= ems:
        return (text,)
    words = text.split()
    breaks = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
    widest = [max(typeset(escape(line)).advance for line in lines) for lines in breaks]
    return breaks[int(np.argmin(widest))] if breaks else (text,)
