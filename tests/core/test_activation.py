"""ReLU on vectors, and the floor that comes up to zero under their entries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relu_anim import Activation, Dense

rows = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(st.floats(-1e6, 1e6), min_size=n, max_size=n), min_size=1)
)


@given(rows)
def test_each_output_is_the_entry_or_0(vectors: list[list[float]]) -> None:
    activation = Activation(np.array(vectors))
    outputs = activation.outputs.tolist()
    assert outputs == [[z if z > 0 else 0.0 for z in vector] for vector in vectors]
    assert activation.changed == [sum(z < 0 for z in vector) for vector in vectors]


@given(rows, st.floats(-1e6, 0.0))
def test_the_floor_moves_what_hangs_below_it_and_nothing_else(
    vectors: list[list[float]], floor: float
) -> None:
    activation = Activation(np.array(vectors))
    raised = activation.over(floor)
    below = activation.inputs < floor
    assert (raised[below] == floor).all()
    np.testing.assert_array_equal(raised[~below], activation.inputs[~below])
    np.testing.assert_array_equal(activation.over(0.0), activation.outputs)


def test_what_is_no_vector_or_no_floor_is_refused() -> None:
    for vectors in (np.zeros((0, 2)), np.zeros(3)):
        with pytest.raises(ValueError, match="need vectors as rows"):
            Activation(vectors)
    with pytest.raises(ValueError, match="finite"):
        Activation(np.array([[np.nan]]))
    with pytest.raises(ValueError, match=r"at most 0, got 0\.5"):
        Activation(np.array([[1.0]])).over(0.5)


def test_sums_that_cancel_are_0_whatever_rounding_leaves_of_them() -> None:
    layer = Dense(np.array([[0.1, 0.1], [0.2, 0.2]]), np.array([-0.3, 0.5]))
    trace = layer.trace((1.0, 1.0))
    assert trace.affine[0] != 0
    assert trace.sums(bias=True).tolist() == [0.0, trace.affine[1]]
    assert trace.sums(bias=False).tolist() == trace.linear.tolist()
