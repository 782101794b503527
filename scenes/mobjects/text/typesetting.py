"""Text and formulas: Typst in, outlines out, with the baseline known.

Manim's own `Typst` mobject centres what it reads, so the baseline is lost, and it writes every
snippet to disk. Here Typst compiles in memory (under a millisecond a snippet) and each piece of
text knows its baseline, its advance and its named parts, so that rows line up and a part of a
formula can be coloured, moved or replaced by a live number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree

import manim as mn
import numpy as np
import svgelements
import typst

from scenes.theme import ROLES, Theme

EM = 100.0
"""Size in points at which Typst sets the text; large, since Typst rounds to 0.01 pt."""
_FIRST_PART = len(ROLES)
_BASELINE = "fffffe"
_HREF = "{http://www.w3.org/1999/xlink}href"


def _preamble() -> str:
    """Typst definitions: one function a role, `part(n)`, and the fonts.

    A part is marked by a fill colour that stands for a number; the theme gives the real one.
    """
    roles = "".join(
        f'#let {role}(body) = text(fill: rgb("{index:06x}"), body)\n'
        for index, role in enumerate(ROLES)
    )
    return (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f'#set text(size: {EM}pt, font: "New Computer Modern", fill: rgb("000000"))\n'
        '#show math.equation: set text(font: "New Computer Modern Math")\n'
        f"{roles}"
        "#let part(n, body) = text(fill: rgb(0, 0, n), body)\n"
        '#let ReLU = math.op("ReLU")\n'
    )


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(font_paths=fonts)


@dataclass(frozen=True)
class Run:
    """Neighbouring glyphs of one part: `points` (4k, 3) cubic Béziers in em, y up."""

    key: int
    points: np.ndarray
    x: float
    y: float


@dataclass(frozen=True)
class Setting:
    """One compiled snippet: its runs, measured in em from the start of the baseline."""

    runs: tuple[Run, ...]
    advance: float


def _cubics(path: svgelements.Path) -> np.ndarray:
    """A path's segments as cubic Béziers, shape (4k, 3), still y down."""
    points: list[tuple[complex, complex, complex, complex]] = []
    for segment in path:
        if isinstance(segment, svgelements.Move):
            continue
        start, end = complex(segment.start), complex(segment.end)
        if isinstance(segment, svgelements.CubicBezier):
            first, second = complex(segment.control1), complex(segment.control2)
        elif isinstance(segment, svgelements.QuadraticBezier):
            control = complex(segment.control)
            first, second = start + (control - start) * 2 / 3, end + (control - end) * 2 / 3
        elif start == end:  # a Close that has nothing left to close
            continue
        else:
            first, second = start + (end - start) / 3, start + (end - start) * 2 / 3
        points.append((start, first, second, end))
    flat = np.array(points).reshape(-1)
    return np.column_stack([flat.real, flat.imag, np.zeros(len(flat))])


@cache
def _outline(data: str) -> np.ndarray:
    return _cubics(svgelements.Path(data))


def _bar(data: str, width: float) -> np.ndarray:
    """A stroked horizontal rule (a fraction bar, a root's roof) as a filled rectangle."""
    box = svgelements.Path(data).bbox()
    left, top, right, bottom = box
    half = width / 2
    return _cubics(
        svgelements.Path(
            f"M {left} {top - half} L {right} {top - half} "
            f"L {right} {bottom + half} L {left} {bottom + half} Z"
        )
    )


def _walk(element: ElementTree.Element, matrix: svgelements.Matrix) -> Any:
    """Yield each drawn leaf with the matrix that places it."""
    if element.tag.endswith("defs"):
        return
    here = svgelements.Matrix(element.get("transform", "")) * matrix
    if element.tag.endswith(("}use", "}path")):
        yield element, here
    for child in element:
        yield from _walk(child, here)


@cache
def typeset(markup: str) -> Setting:
    """A line of Typst markup, compiled to outlines.

    Raises ValueError, which quotes the markup, when Typst refuses it.
    """
    mark = f'#box(width: 1pt, height: 1pt, fill: rgb("{_BASELINE}"));'
    try:
        svg = _compiler().compile(f"{_preamble()}{mark}{markup}".encode(), format="svg")
    except typst.TypstError as error:
        raise ValueError(f"Typst cannot set {markup!r}: {error.message}") from error
    if not isinstance(svg, bytes):
        raise ValueError(f"{markup!r} needs more than one page")
    root = ElementTree.fromstring(svg)
    symbols = {s.get("id"): s[0].get("d", "") for s in root.iter() if s.tag.endswith("}symbol")}
    origin_x, baseline, pieces = 0.0, 0.0, []
    for element, matrix in _walk(root, svgelements.Matrix()):
        fill = element.get("fill", "none")
        colour = (element.get("stroke", "0") if fill == "none" else fill).lstrip("#")
        if colour == _BASELINE:
            corner = np.array(svgelements.Path(element.get("d")).bbox()).reshape(2, 2)
            x, y = matrix.point_in_matrix_space(tuple(corner[1]))
            origin_x, baseline = x, y
            continue
        if element.tag.endswith("}use"):
            outline = _outline(symbols[element.get(_HREF, "").lstrip("#")])
            shift = np.array([float(element.get("x", 0)), float(element.get("y", 0)), 0.0])
            outline = outline + shift
        elif fill == "none":
            outline = _bar(element.get("d", ""), float(element.get("stroke-width", "1")))
            shift = np.zeros(3)
        else:
            outline, shift = _outline(element.get("d", "")), np.zeros(3)
        pieces.append((int(colour[:6], 16), outline, shift, matrix))
    return _assemble(pieces, origin_x, baseline, float(root.get("width", "0").rstrip("pt")))


def _assemble(pieces: list[Any], origin_x: float, baseline: float, width: float) -> Setting:
    runs: list[Run] = []
    for key, outline, shift, matrix in pieces:
        linear = np.array([[matrix.a, matrix.c], [matrix.b, matrix.d]])
        placed = outline.copy()
        placed[:, :2] = outline[:, :2] @ linear.T + [matrix.e, matrix.f]
        placed[:, 0] = (placed[:, 0] - origin_x) / EM
        placed[:, 1] = (baseline - placed[:, 1]) / EM
        at = linear @ shift[:2] + [matrix.e - origin_x, matrix.f - baseline]
        if runs and runs[-1].key == key:
            last = runs.pop()
            runs.append(Run(key, np.vstack([last.points, placed]), last.x, last.y))
        else:
            runs.append(Run(key, placed, at[0] / EM, -at[1] / EM))
    return Setting(tuple(runs), (width - origin_x) / EM)


class Typeset(mn.VGroup):
    r"""A line of Typst text or mathematics, coloured by the theme.

    `Typeset("$y = #ramp[$w x$] + #part(1)[$b$]$", theme, 0.4)` is 0.4 frame units an em.
    `formula.part(1)` and `formula.role("ramp")` are the glyphs so marked. The object starts
    with its baseline's left end at the origin; `place` moves that point.
    """

    def __init__(self, markup: str, theme: Theme, size: float, role: str = "ink") -> None:
        setting = typeset(markup)
        super().__init__()
        self.markup = markup
        self.theme = theme
        self.size = size
        self.advance = setting.advance * size
        self.runs: list[tuple[int, mn.VMobject]] = []
        self.anchor = Anchor()
        for run in setting.runs:
            colour = theme.colour(role)
            if 0 < run.key < _FIRST_PART:
                colour = theme.colour(ROLES[run.key])
            glyphs = Letters(run.points * size, colour, markup)
            self.runs.append((run.key, glyphs))
            self.add(glyphs)
        self.add(self.anchor)

    def role(self, name: str) -> mn.VGroup:
        """The glyphs set in a role's colour, for instance `role("weight")`."""
        key = ROLES.index(name)
        return mn.VGroup(*[glyphs for found, glyphs in self.runs if found == key])

    def part(self, number: int) -> mn.VGroup:
        """The glyphs marked `#part(number)[...]`, with numbers from 100 to 255."""
        return mn.VGroup(*[glyphs for found, glyphs in self.runs if found == number])

    def place(self, point: np.ndarray, align: float = 0.0) -> Typeset:
        """Put the baseline on `point`: its left end, or (`align` 0.5, 1) middle or right."""
        shift = point - self.anchor.get_start() - np.array([align * self.advance, 0.0, 0.0])
        self.shift(shift)
        return self


class Anchor(mn.VMobject):
    """An invisible point that moves along with its family: where a baseline starts."""

    def __init__(self) -> None:
        super().__init__(stroke_width=0, fill_opacity=0)
        self.set_points(np.zeros((4, 3)))

    def set_fill(self, *_: Any, **__: Any) -> Anchor:
        """Stay invisible, also when the family is dimmed or brightened."""
        super().set_fill(opacity=0)
        return self


class Letters(mn.VMobject):
    """Filled outlines of glyphs, without a stroke, as one mobject of many subpaths.

    A copy that flies through the picture still knows the `markup` that it is a piece of.
    """

    def __init__(self, points: np.ndarray, colour: str, markup: str) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.markup = markup
        self.set_points(points)


def escape(text: str) -> str:
    """Plain text with the characters escaped that mean something to Typst."""
    return re.sub(r"([\\#$*_`<>@~\[\]/=+\-\"'])", r"\\\1", text)
