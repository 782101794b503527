"""Labels that do not stand at what they name, and names that two things bear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import manim as mn
import numpy as np

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.categories import (
    Sort,
    distance,
    has_inside,
    is_axis,
    is_rule,
    sort_of,
)
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Piece, Text
from rendering.inspection.thresholds import FARTHEST_LABEL, LEADER_ENDS, NEARER, SEEN
from scenes.mobjects.naming import named_thing

Array = Any

_ALIKE = 3.0
"""How many times as large, or as long, another thing of one sort may be."""
_ALIKE_WIDTH = 1.7
"""The same of the widths of curves: a hairline is no curve."""
_DETOUR = 2.0
"""How many times as long as the shortest way such a line may be that leads to a name's thing."""


@dataclass(frozen=True)
class Name:
    """A label in a frame, with the pieces of what it names and their sort."""

    text: Text
    box: Array
    thing: mn.Mobject
    pieces: list[Piece]
    sort: Sort


def names_in(frame: DrawnFrame) -> list[Name]:
    """The labels that can be read, and name something that is in the picture."""
    labelled: dict[int, tuple[mn.Mobject, list[Text]]] = {}
    for text in frame.texts:
        for holder in (text.mobject, *reversed(text.pieces[0].holders)):
            if (thing := named_thing(holder)) is not None:
                labelled.setdefault(id(holder), (thing, []))[1].append(text)
                break
    found = []
    for thing, texts in labelled.values():
        family = set(map(id, thing.get_family()))
        own = {id(text.mobject) for text in texts}
        pieces = [
            piece
            for piece in frame.pieces
            if id(piece.mobject) in family
            and piece.opacity >= SEEN
            and not own & {id(piece.mobject), *map(id, piece.holders)}
        ]
        if pieces:
            box = geometry.union(np.array([text.box for text in texts]))
            found.append(Name(texts[0], box, thing, pieces, sort_of(pieces)))
    return found


def misplaced(frame: DrawnFrame) -> Iterator[Fault]:
    """Labels that are nearer to another thing of the same sort, or far from their own."""
    for name in names_in(frame):
        own = distance(name.box, name.pieces)
        nearest, off = None, own - max(NEARER, 0.1 * own)
        for other in _others(frame, name):
            if (there := distance(name.box, other)) < off:
                nearest, off = other, there
        if not np.isfinite(own) or (nearest is None and own <= FARTHEST_LABEL):
            continue
        if _has_leader(frame, name, nearest or []):
            continue
        mine = Thing(name.thing, name.pieces[0].holders)
        if nearest is None:
            how_far = f"{frame.pixels(own)} px from what it names, and no line leads there"
            yield Fault("belonging", (Thing.of(name.text), mine), how_far, own)
        else:
            apart, there = frame.pixels(own), round(off * frame.density)
            how_far = f"{apart} px from what it names, {there} px from another"
            things = (Thing.of(name.text), mine, frame.thing(nearest[0]))
            yield Fault("belonging", things, how_far, own - off)


def shared_names(frame: DrawnFrame) -> Iterator[Fault]:
    """Names that two things bear at a time."""
    for one, other in combinations(names_in(frame), 2):
        is_word = any(character.isalpha() for character in one.text.string)
        is_shared = is_word and one.text.string == other.text.string
        if is_shared and not {*map(id, one.pieces)} & {*map(id, other.pieces)}:
            things = (Thing.of(one.text), frame.thing(one.pieces[0]), frame.thing(other.pieces[0]))
            yield Fault("names", things, f'two things are called "{one.text.string}"')


def _others(frame: DrawnFrame, name: Name) -> Iterator[list[Piece]]:
    """The other things of the sort of the one that is named."""
    own = {id(piece) for piece in name.pieces}
    box = geometry.union(np.array([piece.box for piece in name.pieces]))
    if name.sort == "text":
        texts = (text.pieces for text in frame.texts if text is not name.text)
        yield from (pieces for pieces in texts if not own & {*map(id, pieces)})
        return
    things: dict[Thing, list[Piece]] = {}
    for piece in frame.pieces:
        if id(piece) not in own and not piece.is_text and piece.opacity >= SEEN:
            things.setdefault(Thing.of(piece), []).append(piece)
    for pieces in things.values():
        there = geometry.union(np.array([piece.box for piece in pieces]))
        is_alike = sort_of(pieces) == name.sort and _is_alike(name, box, pieces, there)
        if is_alike and not all(_leads(name, piece) for piece in pieces):
            yield pieces


def _is_alike(name: Name, box: Array, pieces: list[Piece], there: Array) -> bool:
    """Whether a thing could be taken for the one that is named, and is not a part of it."""
    if name.sort == "region":  # what lies around a thing, or in it, goes with it
        return not (_holds(box, there) or _holds(there, box))
    ratio = np.linalg.norm(geometry.size(there)) / np.linalg.norm(geometry.size(box))
    if not 1 / _ALIKE <= ratio <= _ALIKE:
        return False
    if name.sort == "dot":
        middle = (box[:2] + box[2:]) / 2
        return not (np.abs(middle - (there[:2] + there[2:]) / 2) < geometry.size(box) / 2).all()
    width = max(piece.stroke_width for piece in name.pieces)
    other = max(piece.stroke_width for piece in pieces)
    is_guide = all(is_axis(piece) or (is_rule(piece) and other < 0.9 * width) for piece in pieces)
    if is_guide and not all(map(is_rule, name.pieces)):
        return False
    return bool(1 / _ALIKE_WIDTH <= other / max(width, 1e-6) <= _ALIKE_WIDTH)


def _leads(name: Name, piece: Piece) -> bool:
    """Whether a piece is a line that leads from a label to what it names, by a short way."""
    start, end = piece.outline.points[[0, -1], :2]
    if geometry.gap_between(name.box, np.array([*end, *end])) <= LEADER_ENDS:
        start, end = end, start
    return (
        geometry.gap_between(name.box, np.array([*start, *start])) <= LEADER_ENDS
        and distance(np.array([*end, *end]), name.pieces) <= LEADER_ENDS
        and bool(np.linalg.norm(end - start) <= _DETOUR * distance(name.box, name.pieces))
    )


def _holds(box: Array, other: Array) -> bool:
    return bool((box[:2] <= other[:2] + NEARER).all() and (box[2:] >= other[2:] - NEARER).all())


def _has_leader(frame: DrawnFrame, name: Name, nearest: list[Piece]) -> bool:
    """Whether a line leads from a label to what it names, and not from what is nearer."""
    own = {id(piece) for piece in name.pieces}
    ends: dict[Thing, list[Array]] = {}
    for piece in frame.pieces:
        if id(piece) in own or piece.is_text or not len(piece.outline.points):
            continue
        points = piece.outline.points if has_inside(piece) else piece.outline.points[[0, -1]]
        ends.setdefault(Thing.of(piece), []).extend(points[:, :2])
    for points in ends.values():
        at = np.array([[*point, *point] for point in points])
        is_here = any(
            geometry.gap_between(name.box, point) <= LEADER_ENDS
            and distance(point, nearest) > NEARER
            for point in at
        )
        if is_here and any(distance(point, name.pieces) <= LEADER_ENDS for point in at):
            return True
    return False
