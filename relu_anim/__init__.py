"""The mathematics behind the clips: what ReLU networks draw, computed exactly. NumPy only.

Read it in this order: `relu` (one neuron, one ramp), `piecewise` (what ramps add up to, one curve
or a whole layer of them), `hidden_layer` (ramps side by side), `dense` and `network` (layers with
their weights, and their curves), `tents` and `pairs` (two neurons together), `approximation` (many
tents), `convergence` (how fast their error falls), `tubes` (how many are close enough),
`activation` (vectors over a rising floor), `layer_path` (a point's way through a layer), `creases`
(the whole plane's way through it), `projection` (how three dimensions get onto the picture),
`sweeps` (one neuron at several biases or weights), `arches` (a curve of straight bricks),
`number_line` (numbers that go through ReLU), `pulls` (a tent that is pulled into another shape),
`folds` (a tent fed into itself, layer after layer), `gables` (peaks of which a second layer makes
tents), `dials` (a network that is set by hand, number by number), `training` and `curve_training`
(weights that find themselves), `detectors` (what every neuron says of a point). They stand on
`arrays`, `targets`, `largest_error` and `floating_point`, which keep numbers finite, sampled,
compared and free of rounding errors.
"""

from relu_anim.activation import Activation
from relu_anim.approximation import Hat, Interpolant, Split, error_bound, interpolate
from relu_anim.brick_arch import BrickArch
from relu_anim.convergence import Convergence
from relu_anim.corner_pulls import Pull, bends, corners_of, parameters_of, pulls_at
from relu_anim.creased_plane import CreasedPlane, Piece
from relu_anim.curve_training import CurveTraining
from relu_anim.dense import Dense, Trace
from relu_anim.detectors import Detectors
from relu_anim.dials import HandTuning, Turn, pair_of
from relu_anim.gables import Gables
from relu_anim.hidden_layer import HiddenLayer
from relu_anim.largest_error import LargestError
from relu_anim.layer_path import LayerPath, Placement, pressed
from relu_anim.network import Network
from relu_anim.number_line import NumberLine, spread, swung
from relu_anim.pairs import NeuronPair, SeriesPair
from relu_anim.piecewise import PiecewiseLinear, minimum
from relu_anim.projection import View
from relu_anim.relu import Neuron, relu
from relu_anim.signature_training import (
    SignatureTraining,
    blobs,
    nearest_is_own,
    scatter_ratio,
    spiral,
    zero_lines,
)
from relu_anim.sweeps import BiasSweep, WeightSweep
from relu_anim.tent_folds import Folds
from relu_anim.tents import Tent
from relu_anim.training import (
    Backpropagation,
    DivergenceError,
    Run,
    cross_entropy,
    flattened,
    layers_in,
    squared_error,
    train,
)
from relu_anim.tubes import Tubes

__all__ = [
    "Activation",
    "Backpropagation",
    "BiasSweep",
    "BrickArch",
    "Convergence",
    "CreasedPlane",
    "CurveTraining",
    "Dense",
    "Detectors",
    "DivergenceError",
    "Folds",
    "Gables",
    "HandTuning",
    "Hat",
    "HiddenLayer",
    "Interpolant",
    "LargestError",
    "LayerPath",
    "Network",
    "Neuron",
    "NeuronPair",
    "NumberLine",
    "Piece",
    "PiecewiseLinear",
    "Placement",
    "Pull",
    "Run",
    "SeriesPair",
    "SignatureTraining",
    "Split",
    "Tent",
    "Trace",
    "Tubes",
    "Turn",
    "View",
    "WeightSweep",
    "bends",
    "blobs",
    "corners_of",
    "cross_entropy",
    "error_bound",
    "flattened",
    "interpolate",
    "layers_in",
    "minimum",
    "nearest_is_own",
    "pair_of",
    "parameters_of",
    "pressed",
    "pulls_at",
    "relu",
    "scatter_ratio",
    "spiral",
    "spread",
    "squared_error",
    "swung",
    "train",
    "zero_lines",
]
