"""The contents of the lecture: its parts, and the clips in their order.

The command line, the gallery, the checks and the tests all read this one list, and none of it
imports Manim or NumPy: an entry imports the core only when its functions are called. To add a clip,
write its entry in `scenes/catalogue/entries/` and its scene in `scenes/`, and put its name here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from scenes.catalogue.clip import Clip, Part, UnknownClip

PARTS = (
    Part(
        1,
        "From ramps to waves",
        (
            "bricks",
            "relu",
            "weight",
            "bias",
            "pair",
            "tent",
            "knobs",
            "sine",
            "handtune",
            "neurons",
            "training",
            "layers",
            "universal",
            "depth",
        ),
    ),
    Part(2, "One point through a layer", ("dense", "activation", "point3d", "fold")),
    Part(3, "What a neuron is for", ("detectors", "signature")),
)


def _entry(name: str) -> Clip:
    clip: Clip = import_module(f"scenes.catalogue.entries.{name}").CLIP
    return clip


CATALOGUE = {name: _entry(name) for part in PARTS for name in part.clips}


def part_of(clip: Clip) -> Part:
    """The part of the lecture that a clip belongs to."""
    return next(part for part in PARTS if clip.name in part.clips)


def find_clip(name: str) -> Clip:
    """The clip of this name; UnknownClip, with "did you mean", when there is none."""
    if name not in CATALOGUE:
        raise UnknownClip(f"there is no clip {name!r}: {suggestion(name, CATALOGUE)}")
    return CATALOGUE[name]


def suggestion(name: str, known: Mapping[str, Any]) -> str:
    """What to say to a mistyped name: the nearest ones, or all of them."""
    import difflib  # only when something was mistyped: it takes a while to import

    near = difflib.get_close_matches(name.lower(), known, n=2, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
