"""Performs a scene without drawing it, and notes what stands on the stage when each beat ends."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import manim as mn
import numpy as np

from scenes.beat import Beat
from scenes.catalogue.contents import find_clip
from scenes.mobjects.plots.curves import Curve, PiecewiseGraph
from scenes.mobjects.text.glyphs import Glyphs, LiveNumber
from scenes.mobjects.text.notation import written
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage

VISIBLE = 0.05


class UnseenRenderer(mn.CairoRenderer):
    """Plays a scene from rest to rest; where Manim draws a frame of each play, it draws none."""

    def __init__(self) -> None:
        super().__init__(skip_animations=True)

    def update_frame(self, *_: Any, **__: Any) -> None:
        """Draw nothing."""


@dataclass(frozen=True)
class DrawnCurve:
    """A curve as the mobject's own points tell it, in data coordinates."""

    colour: str
    pieces: tuple[np.ndarray, ...]
    opacity: float


@dataclass(frozen=True)
class Moment:
    """What is seen at the end of one beat."""

    name: str
    curves: tuple[DrawnCurve, ...]
    texts: tuple[str, ...]
    glyphs: tuple[str, ...]
    numbers: dict[str, float]
    pictures: tuple[mn.Mobject, ...]

    def curves_in(self, colour: str) -> list[DrawnCurve]:
        return [curve for curve in self.curves if curve.colour == mn.ManimColor(colour).to_hex()]

    def text_with(self, part: str) -> str:
        """The one text on the stage that contains `part`."""
        found = [text for text in self.texts if part in text]
        assert len(found) == 1, f"{part!r} stands in {found} of {self.texts}"
        return found[0]


@dataclass(frozen=True)
class Performance:
    scene: Any  # a Stage of whichever clip: tests look at what that clip keeps
    beats: list[Beat]
    moments: dict[str, Moment]


def perform(
    name: str,
    parameters: Mapping[str, Any] | None = None,
    theme: str = "dark",
    look: Callable[[Stage], object] = id,
) -> Performance:
    """Run a clip's scene through without drawing a frame; `look` at it when each beat ends."""
    clip = find_clip(name)
    scene_class = getattr(importlib.import_module(clip.module), clip.scene_class)
    moments: dict[str, Moment] = {}

    def close_and_note(scene: Stage) -> None:
        scene_class._close_beat(scene)
        if scene.beats:
            moments[scene.beats[-1].name] = look_at(scene)
            look(scene)

    watched = type(scene_class.__name__, (scene_class,), {"_close_beat": close_and_note})
    scene = watched(parameters=parameters, theme=theme, renderer=UnseenRenderer())
    scene.render()
    return Performance(scene, scene.beats, moments)


def look_at(scene: Stage) -> Moment:
    family = [mobject for top in scene.mobjects for mobject in visible_family(top)]
    return Moment(
        name=scene.beats[-1].name,
        curves=tuple(
            DrawnCurve(
                mn.ManimColor(curve.get_stroke_color()).to_hex(),
                drawn_pieces(curve),
                curve.get_stroke_opacity(),
            )
            for curve in family
            if isinstance(curve, PiecewiseGraph)
        ),
        texts=tuple(plain(text.markup) for text in family if isinstance(text, Typeset)),
        glyphs=tuple(piece.text for piece in family if isinstance(piece, Glyphs)),
        numbers={
            number.called: float(written(number.text))
            for number in family
            if isinstance(number, LiveNumber)
        },
        pictures=tuple(family),
    )


def visible_family(mobject: mn.Mobject) -> Iterator[mn.Mobject]:
    """Yield a mobject and its submobjects, without those that have faded out."""
    for member in mobject.get_family():
        if isinstance(member, mn.VMobject) and member.has_points():
            shown = max(member.get_fill_opacity(), member.get_stroke_opacity())
            if shown < VISIBLE:
                continue
        yield member


def drawn_pieces(curve: Curve) -> tuple[np.ndarray, ...]:
    """The corners (k, 2) of each subpath of a curve, in data coordinates."""
    pieces: list[np.ndarray] = []
    points = curve.points.reshape(-1, 4, 3)
    for bezier in points:
        data = curve.plot.data_of(bezier[[0, 3]])
        if pieces and np.allclose(pieces[-1][-1], data[0], rtol=0, atol=1e-9):
            pieces[-1] = np.vstack([pieces[-1], data[1:]])
        else:
            pieces.append(data)
    return tuple(pieces)


def plain(markup: str) -> str:
    """Markup without colours and parts: `#bias[$- 0.2$]` becomes `- 0.2`."""
    text, before = markup, ""
    while text != before:
        before = text
        text = re.sub(r"#[a-z]+(?:\(\d+\))?\[([^\[\]]*)\]", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("$", "").replace("\\", "")).strip()


def ramps_in(formula: str) -> list[tuple[float, float, float]]:
    """(coefficient, weight, bias) of every `c ReLU(w x + b)` in a formula, as printed."""
    found = []
    for coefficient, weight, bias in re.findall(
        r"([+-]? ?[\d.]*) ?ReLU\(([+-]? ?[\d.]*) ?x ?([+-] [\d.]+)?\s*\)", formula
    ):
        found.append((number_in(coefficient), number_in(weight), float(bias.replace(" ", "") or 0)))
    return found


def number_in(text: str) -> float:
    """The number of a term as it is printed: an empty text is 1, a lone minus is -1."""
    text = text.replace(" ", "")
    return {"": 1.0, "+": 1.0, "-": -1.0}.get(text) or float(text)
