"""Options that make up one dense layer and a point to send through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.catalogue.options.kinds import OptionError
from scenes.catalogue.options.messages import counted

if TYPE_CHECKING:
    from relu_anim import Trace

Row = tuple[float, ...]
Rows = tuple[Row, ...]

SOURCE_POINT: Row = (0.5, 1.0)
SOURCE_WEIGHTS: Rows = ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4))
SOURCE_BIASES: Row = (2.0, 3.0, 0.5)
"""The example of the text that the clips teach."""
QUOTES_NEEDED = '; a matrix of several rows goes in quotes: --weights "1,2;3,4"'
"""Since a shell takes what is after a semicolon for another command."""


def need_matching(point: Row, weights: Rows, biases: Row) -> None:
    """Refuse a point or biases that do not fit the rows and columns of the weights."""
    rows, columns = len(weights), len(weights[0])
    if len(point) != rows:
        raise OptionError(
            "point",
            f"has {counted(len(point), 'number')} but --weights has {counted(rows, 'row')}: "
            f"one number for each row is needed{QUOTES_NEEDED if rows == 1 else ''}",
        )
    if len(biases) != columns:
        raise OptionError(
            "biases",
            f"has {counted(len(biases), 'number')} but --weights has "
            f"{counted(columns, 'column')}: one bias for each column is needed",
        )


def need_plane_into_space(weights: Rows) -> None:
    """Refuse weights that do not lead from two inputs to three neurons."""
    rows, columns = len(weights), len(weights[0])
    if (rows, columns) != (2, 3):
        raise OptionError(
            "weights",
            "must have 2 rows and 3 columns, from the plane into space: "
            f"got {counted(rows, 'row')} and {counted(columns, 'column')}",
        )


def trace_of(point: Row, weights: Rows, biases: Row) -> Trace:
    """Every step of the point's way through the layer."""
    import numpy as np

    from relu_anim import Dense

    return Dense(np.array(weights), np.array(biases)).trace(point)
