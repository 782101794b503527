"""Tubes: how few straight pieces stay within a given distance of a target.

The tube of half-width w around a target g is all that lies no more than w above or below it. The
interpolant of n equal pieces is inside when its largest error is at most w. Its error need not fall
with every further piece (four pieces meet the corners of a W, five miss them), so that every n is
tried, from 1 up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np

from relu_anim.approximation import EXACT, Interpolant
from relu_anim.arrays import FloatArray
from relu_anim.targets import Target, sample

MOST_PIECES = 256
"""More pieces than this no picture can show."""

IN_ALL, FACTOR = 4, 5.0
"""So many tubes show that there is always a narrower one, and by how much if one is given."""

PLACES = 2048
"""At least so many places are looked at for where a curve leaves a tube."""

LOOKS = 129
"""From a bend, at so many places up to the largest error."""

HALVINGS = 40
"""So often a place is halved until hardly any float is left between its ends."""

AT_ONCE = 30
"""What changes within two pieces that were halved so often, changes at once: in 2e-9 of a piece."""


@dataclass(frozen=True, eq=False)
class Tubes:
    """Ever narrower tubes around a target, and what it takes to stay inside of each.

    widths: the half-widths, each above 0 and below the one before.

    Raises ValueError otherwise, and where the target is not finite. `fits` raises it, too, when
    more than 256 pieces would be needed.
    """

    target: Target
    widths: tuple[float, ...]
    domain: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        falling = all(wide > narrow for wide, narrow in pairwise((*self.widths, 0.0)))
        if not self.widths or not falling:
            raise ValueError(f"need half-widths above 0, each below the last, got {self.widths}")

    def interpolant(self, pieces: int) -> Interpolant:
        """The interpolant of so many pieces."""
        return _interpolant(self.target, pieces, self.domain)

    @cached_property
    def fits(self) -> tuple[Interpolant, ...]:
        """For every tube the interpolant of the fewest equal pieces that is inside."""
        found: list[Interpolant] = []
        tried = self.interpolant(1)
        for width in self.widths:
            while not _is_inside(tried, width):  # what is outside a tube is outside a narrower one
                if tried.segments.bit_count() == 1:  # 1, 2, 4, ...: a jump is soon found
                    _refuse_hopeless(tried, width)
                tried = self.interpolant(tried.segments + 1)
            found.append(tried)
        return tuple(found)

    @cached_property
    def narrower(self) -> Tubes:
        """These tubes and, up to four in all, narrower ones by the factor of the last two.

        Where there is just one, it is 5. Those that need more pieces than 256 are left out.
        """
        factor = self.widths[-2] / self.widths[-1] if len(self.widths) > 1 else FACTOR
        longer = self
        for _ in range(IN_ALL - len(self.widths)):
            width = float(f"{longer.widths[-1] / factor:.12g}")
            tubes = Tubes(self.target, (*longer.widths, width), self.domain)
            try:
                tubes.fits  # noqa: B018  # what is found once is kept
            except ValueError:
                break
            longer = tubes
        return longer

    def places_to_look(self, pieces: int, width: float) -> tuple[float, float]:
        """The next bend after the largest error, or else the last, and a telling place between.

        Inside of a tube, the line misses half as much there as at most. Outside, it is half-way
        from the edge to the largest error, or twice as far off as the edge if that is less. Where
        nothing bends, or nothing is missed, both are one place.
        """
        polygon = self.interpolant(pieces)
        error, worst = polygon.max_error
        if polygon.is_exact:
            worst = float(np.median(polygon.knots))
        bends = np.array([-neuron.bias / neuron.weight for _, neuron in polygon.layer.units])
        after = min(int(np.searchsorted(bends, worst)), len(bends) - 1)
        bend = float(bends[after]) if len(bends) else worst
        if polygon.is_exact:
            return bend, bend
        level = error / 2 if _is_inside(polygon, width) else min((width + error) / 2, 2 * width)
        x = np.linspace(bend, worst, LOOKS)
        missing = np.abs(polygon.function.residual(self.target)(x))
        return bend, float(x[np.abs(missing - level).argmin()])

    def outside(self, pieces: int, width: float) -> FloatArray:
        """(k, 2) the intervals `low, high` on which so many pieces are outside a tube."""
        polygon = self.interpolant(pieces)
        limit = _limit(polygon, width)
        missing = polygon.function.residual(self.target)
        each = -(-PLACES // pieces)
        x = np.linspace(*self.domain, each * pieces + 1)
        x = np.unique([*x, *polygon.knots, polygon.max_error.where])
        is_out = np.abs(missing(x)) > limit
        border = np.flatnonzero(is_out[1:] != is_out[:-1])
        starts_out, low, high = is_out[border], x[border], x[border + 1]
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            as_low = (np.abs(missing(middle)) > limit) == starts_out
            low, high = np.where(as_low, middle, low), np.where(as_low, high, middle)
        ends = [x[:1]] * bool(is_out[0]) + [low] + [x[-1:]] * bool(is_out[-1])
        return np.concatenate(ends).reshape(-1, 2)


@lru_cache(maxsize=1024)
def _interpolant(target: Target, pieces: int, domain: tuple[float, float]) -> Interpolant:
    """The same one for tubes that share a target: its largest error takes a while."""
    return Interpolant(target, pieces, domain)


def _is_inside(interpolant: Interpolant, width: float) -> bool:
    """Whether its largest error is no more than the half-width of a tube, but for rounding."""
    return interpolant.max_error.error <= _limit(interpolant, width)


def _limit(interpolant: Interpolant, width: float) -> float:
    """The half-width, and what an exact interpolant may miss by rounding."""
    return width + EXACT * min(width, float(np.abs(interpolant.target_heights).max()))


def _refuse_hopeless(tried: Interpolant, width: float) -> None:
    """Raise ValueError where the target jumps, or has as many pieces as there may be."""
    stays = f"of pieces stays within {width:g} of the target"
    place, height = _steepest(tried)
    if height > 2 * width:
        jumps = f"it jumps at x = {place:.6g}, and a continuous curve has to bridge the jump"
        raise ValueError(f"no number {stays}: {jumps}")
    if tried.segments == MOST_PIECES:
        error, where = tried.max_error
        misses = f"{MOST_PIECES} pieces still miss it by {error:.3g} at x = {where:.6g}"
        raise ValueError(f"no drawable number {stays}: {misses}")


def _steepest(tried: Interpolant) -> tuple[float, float]:
    """Where the target is steepest near the largest error, and what it changes there at once."""
    where, piece = tried.max_error.where, float(tried.knots[1] - tried.knots[0])
    low, high = np.clip([where - piece, where + piece], *tried.domain)
    for _ in range(AT_ONCE):
        middle = (low + high) / 2
        before, after = np.abs(np.diff(sample(tried.target, np.array([low, middle, high]))))
        low, high = (low, middle) if before > after else (middle, high)
    ends = np.clip([2 * low - high, 2 * high - low], *tried.domain)  # it may be at a border
    before, after = sample(tried.target, ends)
    return float(ends.mean()), float(abs(after - before))
