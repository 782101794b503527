"""The colours, strokes and type sizes of every clip: the one place where a colour is written down.

A name says what a thing *is* (a weight, the target, the error), never what it looks like, so
that the same thing has the same colour in every diagram, formula and curve. Two sets carry the
same names: one for a dark room, one for a bright one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class QuietColours:
    """The colours that no text is set in."""

    ground: str
    """The background of the frame."""
    panel: str
    """A quiet surface beside the ground: the inside of a node."""
    grid: str
    axis: str
    floor: str
    """What is under ground: below zero, where ReLU lets nothing stay."""
    paper: str
    """A sheet that is laid in space."""
    print: str
    """What is written and drawn on such a sheet."""


@dataclass(frozen=True)
class Theme(QuietColours):
    """One set of colours; every role but `ink` and `muted` is a strong colour.

    Its roles are the colours that stand in this class itself. Each keeps a contrast of at least
    4.5:1 against `ground`, `panel` and `floor`, so that text can be set in it.
    """

    name: str
    ink: str
    """Text that carries the point of a beat."""
    muted: str
    """Text and lines that only support it."""
    input: str
    """A data point, x, the coordinates that go in."""
    weight: str
    bias: str
    ramp: str
    """The first neuron, the activator, and neuron 1 of a layer."""
    second: str
    """The second neuron, the deactivator, and neuron 2 of a layer."""
    third: str
    """Neuron 3 of a layer."""
    total: str
    """What comes out: a sum, a tent, a network's output."""
    target: str
    """What the network is meant to draw."""
    error: str

    def colour(self, role: str) -> str:
        """The colour of a role; raises `KeyError` for a name that is none."""
        if role not in COLOURS:
            raise KeyError(f"no role {role!r} in the theme")
        colour: str = getattr(self, role)
        return colour

    def faint(self, role: str) -> str:
        """The colour of a thin line that is not spoken of now: the role's, mixed into the ground.

        It is opaque, since transparent lines change where they cross, and keeps 3:1 to the ground.
        """
        return self._mixed(role, FAINT_SHARES[self.name])

    def body(self, role: str) -> str:
        """The colour of a solid body, opaque too; edges in the role's own colour stand out."""
        return self._mixed(role, BODY_SHARES[self.name])

    def inked(self, role: str) -> str:
        """The colour of lines and text on a sheet of paper: the role's, mixed into the print.

        It keeps 3:1 to the paper, and that of `total`, which text is set in, 4.5:1.
        """
        return self._mixed(role, INK_SHARES[self.name], self.print)

    def lit(self, *roles: str) -> str:
        """The colour of paper on which neurons shine: with one it has its colour, with two what
        paints of both would give, with all three its own, and with none it lies in the dark.
        """
        if len(roles) == 1:
            return self._mixed(roles[0], LIT_BY_ONE)
        if len(roles) == 2:
            first, second = (_channels(self.colour(role)) for role in roles)
            both = _written((a * b) ** 0.5 for a, b in zip(first, second, strict=True))
            return blended(self.paper, both, LIT_BY_TWO[self.name])
        return self.paper if roles else self.floor

    def _mixed(self, role: str, share: float, into: str = "") -> str:
        return blended(into or self.ground, self.colour(role), share)

    @property
    def dimmed(self) -> float:
        """The opacity of what is not spoken of now; its colour keeps 3:1 to the ground."""
        return FAINT_SHARES[self.name]

    @property
    def glow(self) -> tuple[tuple[float, float], ...]:
        """The strokes under the one bright line: how much wider they are, and their opacities."""
        return GLOWS[self.name]


FAINT_SHARES = {"dark": 0.60, "light": 0.70}
"""How much of its own colour a faint line keeps, so that it has a contrast of 3:1."""
BODY_SHARES = {"dark": 0.46, "light": 0.37}
"""How much of the colour of its edges a body has: on paper, edges have 3:1 to it up to 0.38."""
INK_SHARES = {"dark": 0.42, "light": 1.0}
"""How much of its own colour ink has: the colours of the dark room are too bright for paper."""
LIT_BY_ONE, LIT_BY_TWO = 0.86, {"dark": 0.75, "light": 0.45}
"""How much of the colour of neurons the ground takes on from one, and paper from two."""
GLOWS = {
    "dark": ((7.0, 0.13), (14.0, 0.10), (21.0, 0.07), (28.0, 0.05)),
    "light": ((26.0, 0.17),),  # on paper a glow looks like ink that has run: a marker pen
}


def blended(under: str, colour: str, share: float) -> str:
    """A share of a colour over another one, as an opaque colour."""
    pairs = zip(_channels(under), _channels(colour), strict=True)
    return _written((1 - share) * below + share * above for below, above in pairs)


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


COLOURS = {field.name for field in fields(Theme)} - {"name"}
_QUIET = {field.name for field in fields(QuietColours)}
ROLES = tuple(field.name for field in fields(Theme) if field.name in COLOURS - _QUIET)
"""What text can be set in, in the order of the class."""

DARK = Theme(
    name="dark",
    ground="#0f1521",
    panel="#18202f",
    grid="#232d3f",
    axis="#77839a",
    floor="#1b2537",
    paper="#e2dccb",
    print="#0f1521",
    ink="#eef2f8",
    muted="#9aa6ba",
    input="#f7f4ea",
    weight="#f0d264",
    bias="#f590cc",
    ramp="#58b8f7",
    second="#ff9f45",
    third="#dcc6ff",
    total="#3fdca6",
    target="#cfc6ff",
    error="#ff7465",
)

LIGHT = Theme(
    name="light",
    ground="#fbf8f2",
    panel="#f1ece2",
    grid="#e3ddd1",
    axis="#7b818c",
    floor="#ebe1cf",
    paper="#eadfc4",
    print="#1b2230",
    ink="#1b2230",
    muted="#5a6373",
    input="#20242e",
    weight="#7a5c00",
    bias="#ad2478",
    ramp="#0a66b0",
    second="#a04400",
    third="#6a45c4",
    total="#00714f",
    target="#574a9e",
    error="#b82c20",
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
THEME_NAMES = tuple(THEMES)


@dataclass(frozen=True)
class Strokes:
    """Widths in Manim's stroke units (1 is a pixel at 1080p, near enough)."""

    hair: float = 1.5
    axis: float = 2.5
    guide: float = 3.0
    curve: float = 6.0
    strong: float = 8.0


@dataclass(frozen=True)
class TypeSizes:
    """Heights of one em in frame units; at 1080p a unit is 135 pixels.

    A digit of New Computer Modern is 0.66 em high, so 0.30 makes digits of 27 pixels.
    """

    tick: float = 0.32
    label: float = 0.38
    formula: float = 0.5
    question: float = 0.56


STROKES = Strokes()
SIZES = TypeSizes()
FILL_OPACITY = 0.2
"""How strongly an area under or between curves is filled."""
GHOST = 0.72
"""Opacity of thin curves that stay behind: dimmer, but seen from the last row."""
