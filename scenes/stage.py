"""The stage that all clips share: the question on top, the regions, and the beats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import manim as mn
import numpy as np

from scenes.beat import Beat, rest_after
from scenes.catalogue.clip import Clip
from scenes.catalogue.contents import find_clip
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Layout
from scenes.mobjects.animations import Fade
from scenes.mobjects.labels import Label, places_near, put_clear
from scenes.mobjects.text.question import Question
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, THEMES, Theme

MOST_WORDS = 9
"""An answer is read at a glance."""
ASIDE = 0.58
"""How small a question becomes beside its answer."""
DROP = 0.34
"""Frame units from the baseline of a question to that of its answer."""


class Stage(mn.Scene):
    """A scene that knows its clip, its parameters, its theme and its beats.

    `Tent()` shows the defaults, so that stock Manim can render the file; the command line
    passes `parameters` and `theme`.
    """

    def __init__(
        self,
        parameters: Mapping[str, Any] | None = None,
        theme: str = "dark",
        **manim_options: Any,
    ) -> None:
        self.clip: Clip = find_clip(type(self).__name__.lower())
        self.parameters = self.clip.parameters(**(parameters or {}))
        self.model: Any = self.clip.model_of(self.parameters)
        self.theme: Theme = THEMES[theme]  # a wrong name raises KeyError
        self.layout = self._layout()
        self.beats: list[Beat] = []
        self.answered = ""
        super().__init__(**manim_options)
        camera = cast(mn.Camera, self.camera)
        camera.background_color = mn.ManimColor(self.theme.ground)

    @property
    def numbers(self) -> dict[str, Any]:
        """What the clip displays or proves, unrounded, for its manifest."""
        return self.clip.numbers(self.model)

    @property
    def texts(self) -> list[Typeset]:
        """All lines of text that stand on the stage now."""
        family = self.get_mobject_family_members()
        return [text for text in family if isinstance(text, Typeset)]

    def setup(self) -> None:
        """Put the question on the stage before the first frame; the regions make way for it."""
        text = self.clip.question_for(self.parameters)
        self.question = Question(text, self.theme, self.layout.header.width)
        self.layout = self._layout(question_lines=len(self.question.lines))
        self.add(self.question.place(self.layout.header))

    def _layout(self, question_lines: int = 1) -> Layout:
        return Layout.for_frame(STAGE_WIDTH, STAGE_HEIGHT, question_lines=question_lines)

    def tear_down(self) -> None:
        """Close the last beat."""
        self._close_beat()

    def beat(self, caption: str, name: str | None = None) -> None:
        """Open a beat: a section, a caption and a slide step, all three.

        The beat before is closed with a rest, long enough to finish reading its caption.
        """
        self._close_beat()
        words = re.findall(r"[a-z0-9]+", caption.lower())[:4]
        name = name or "-".join(words)
        self.beats.append(Beat(len(self.beats) + 1, name, caption, self.time, self.time))
        self.next_section(name)

    def answer(self, text: str, markup: str = "") -> mn.Animation:
        """The question shrinks, and the answer comes below it: at most nine words.

        `text` is what the manifest records; `markup` is the same in the colours of its nouns.
        """
        if len(text.split()) > MOST_WORDS:
            raise ValueError(f"need an answer of at most {MOST_WORDS} words, got {text!r}")
        self.answered, header = text, self.layout.header
        answer = Question(text, self.theme, header.width, markup)
        small = self.question.copy().scale(ASIDE).set_color(self.theme.muted)
        small.move_to(np.array([header.left, header.top, 0.0]), aligned_edge=mn.UL)
        return mn.AnimationGroup(
            mn.Transform(self.question, small),
            mn.FadeIn(answer.place(header).shift(DROP * mn.DOWN), shift=0.15 * mn.UP),
            run_time=1.2,
        )

    def typeset(self, markup: str, size: float = SIZES.formula, role: str = "ink") -> Typeset:
        """Set a line of Typst markup in the colours of the theme."""
        return Typeset(markup, self.theme, size, role)

    def put_clear(
        self, label: Label, places: Iterable[np.ndarray], paths: Sequence[np.ndarray] = ()
    ) -> Label:
        """A label in the first of these places where it is clear of all texts, and of paths."""
        return put_clear(label, places, within=self.layout.main, texts=self.texts, paths=paths)

    def put_near(self, label: Label, place: np.ndarray, paths: Sequence[np.ndarray] = ()) -> Label:
        """A label at a place, or as near to it as it is clear of all texts, and of paths."""
        near = places_near(label, place, self.layout.main)
        return self.put_clear(label, [place, *near], paths)

    def put_under(self, mobject: mn.Mobject, *covers: mn.Mobject) -> None:
        """Add something behind `covers`; plain `add` would put it in front of them."""
        levels = [
            level
            for level, top in enumerate(self.mobjects)
            if any(cover in top.get_family() for cover in covers)
        ]
        self.mobjects.insert(min(levels), mobject)

    def slip_under(
        self,
        mobject: mn.Mobject,
        *covers: mn.Mobject,
        by: type[mn.Animation] = mn.FadeIn,
    ) -> mn.Animation:
        """An entrance that leaves `covers` in front, where a plain one would hide them."""
        self.put_under(mobject, *covers)
        return self.entrance(mobject, by)

    def entrance(self, mobject: mn.Mobject, by: type[mn.Animation] = mn.FadeIn) -> mn.Animation:
        """The entrance of what is on the stage already, in its place, or part of what is."""
        entrance = by(mobject)
        entrance.introducer = False
        return entrance

    def all_leave(self, *but: mn.Mobject) -> list[mn.Animation]:
        """The exits of all that is on the stage, but for the question and these."""
        stay = (self.question, *but)
        old = [top for top in self.mobjects if top not in stay and isinstance(top, mn.VMobject)]
        return [Fade(top, leaving=True) for top in old]

    def _close_beat(self) -> None:
        if not self.beats:
            return
        last = self.beats[-1]
        self.wait(rest_after(last.caption, self.time - last.start))
        self.beats[-1] = Beat(last.index, last.name, last.caption, last.start, self.time)
        self.add_subcaption(
            last.caption, duration=self.time - last.start, offset=last.start - self.time
        )
