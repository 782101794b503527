"""What hypothesis draws for the core: functions, tents and layers of ordinary sizes."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from relu_anim import Dense, PiecewiseLinear, Tent

heights = st.floats(-100, 100, allow_subnormal=False)
# A slope of 1e-300 puts zeros where no float reaches; 1e-90 is far enough out.
slopes = st.floats(-10, 10).map(lambda slope: slope if abs(slope) > 1e-90 else 0.0)
places = st.floats(-50, 50, allow_subnormal=False)
gaps = st.floats(0.01, 10)
scales = st.sampled_from([1e-9, 1e-3, 1.0, 1e3, 1e9])


@st.composite
def increasing(draw: st.DrawFn, min_size: int = 1, max_size: int = 6) -> list[float]:
    """Numbers in increasing order, a hundredth apart at least."""
    steps = draw(st.lists(gaps, min_size=min_size - 1, max_size=max_size - 1))
    return list(np.cumsum([draw(places), *steps]))


@st.composite
def functions(draw: st.DrawFn, max_knots: int = 6) -> PiecewiseLinear:
    """Piecewise-linear functions with any slopes at their ends."""
    knots = draw(increasing(max_size=max_knots))
    values = draw(st.lists(heights, min_size=len(knots), max_size=len(knots)))
    return PiecewiseLinear(np.array(knots), np.array(values), draw(slopes), draw(slopes))


@st.composite
def tents(draw: st.DrawFn) -> Tent:
    """Tents of all shapes, standing and hanging."""
    left, peak, right = draw(increasing(3, 3))
    return Tent(left, peak, right, draw(heights.filter(lambda height: abs(height) > 0.01)))


@st.composite
def dense_layers(draw: st.DrawFn, inputs: int | None = None) -> Dense:
    """Dense layers of up to four inputs and five neurons."""
    rows = draw(st.integers(1, 4)) if inputs is None else inputs
    columns = draw(st.integers(1, 5))
    numbers = draw(st.lists(slopes, min_size=(rows + 1) * columns, max_size=(rows + 1) * columns))
    matrix = np.array(numbers).reshape(rows + 1, columns)
    return Dense(matrix[:-1], matrix[-1])


def spread(*functions: PiecewiseLinear) -> np.ndarray:
    """Places in and around all knots of the functions: at them, between them and far outside."""
    knots = np.unique(np.concatenate([function.knots for function in functions]))
    low, high = knots[0] - 20, knots[-1] + 20
    return np.unique(np.concatenate([knots, np.linspace(low, high, 301), knots - 0.004]))


def close(f: PiecewiseLinear, g: PiecewiseLinear, tolerance: float = 1e-9) -> bool:
    """Whether values at all knots, and outer slopes, differ by `tolerance` at most."""
    knots = np.union1d(f.knots, g.knots)
    apart = np.abs(f(knots) - g(knots)).max()
    outer = np.abs(f.slopes[[0, -1]] - g.slopes[[0, -1]]).max()
    return bool(max(apart, outer) <= tolerance)
