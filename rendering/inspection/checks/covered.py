"""Texts that are hidden behind what is drawn after them."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring import shapes
from rendering.inspection.measuring.closeup import CloseUp
from rendering.inspection.measuring.things import Thing
from rendering.inspection.thresholds import COVERED_INK


def covers(close_up: CloseUp) -> Iterator[Fault]:
    """Filled shapes that hide a text drawn before them."""
    suspects = [
        piece for piece in close_up.later_fills if shapes.meets(close_up.text.box, piece.box)
    ]
    hidden = close_up.hidden_share(suspects) if suspects else 0.0
    if hidden <= COVERED_INK:
        return
    shares = {
        piece: close_up.hidden_share([other for other in suspects if other is not piece])
        for piece in suspects
    }
    guilty = min(suspects, key=lambda piece: shares[piece])
    things = (Thing.of(close_up.text), Thing.of(guilty))
    yield Fault("covered", things, f"{hidden:.0%} of the text is hidden", hidden)
