"""Networks from files: what torch, Keras and NumPy save is read, all else refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenes.catalogue.options.network_files import NetworkFile

SHAPES = [(1, 3), (3,), (3, 2), (2,), (2, 1), (1,)]
ARRAYS = [np.arange(1.0, 1 + np.prod(shape)).reshape(shape) for shape in SHAPES]
LISTS = [array.tolist() for array in ARRAYS]
NAMES = ("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias")
PAIRS = [{"weights": LISTS[k], "biases": LISTS[k + 1]} for k in (0, 2, 4)]


def rows(layers: Any) -> list[Any]:
    return [np.array(array).tolist() for layer in layers.layers for array in layer]


@pytest.mark.parametrize(
    "content",
    [LISTS, PAIRS, {"layers": PAIRS}, {"layers": LISTS}, dict(zip(NAMES, LISTS, strict=True))],
    ids=["arrays", "layers", "an object of layers", "an object of arrays", "names"],
)
def test_json_holds_a_network_in_many_ways(tmp_path: Path, content: Any) -> None:
    (tmp_path / "net.json").write_text(json.dumps(content))
    assert rows(NetworkFile().parse(str(tmp_path / "net.json"))) == LISTS


def test_an_npz_of_keras_and_one_of_torch_hold_the_same(tmp_path: Path) -> None:
    np.savez(tmp_path / "keras.npz", *ARRAYS)
    turned = {name: array.T for name, array in zip(NAMES, ARRAYS, strict=True)}
    np.savez(tmp_path / "torch.npz", **turned)  # type: ignore[arg-type]  # names of arrays
    for name in ("keras", "torch"):
        assert rows(NetworkFile().parse(str(tmp_path / f"{name}.npz"))) == LISTS


def test_biases_may_be_a_row_and_a_layer_may_be_one_neuron(tmp_path: Path) -> None:
    one = [[[2.0]], [[1.0]], [[3.0], [4.0]], [[1.0, 2.0]], [[5.0, 6.0]], [[0.0]]]  # torch's rows
    (tmp_path / "one.json").write_text(json.dumps(one))
    wanted = [[[2.0]], [1.0], [[3.0, 4.0]], [1.0, 2.0], [[5.0], [6.0]], [0.0]]
    assert rows(NetworkFile().parse(str(tmp_path / "one.json"))) == wanted


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LISTS[:2], "holds 2 arrays"),
        ([*LISTS, *LISTS], "holds 12 arrays"),
        (7, "must hold an object"),
        ({"layers": 7}, "must hold a list of layers"),
        ([[[1, 2]], [1, 2], [[1, 2], [3, 4]], [1, 2]], "not lead from one input to one output"),
        ([[[1, 2]], [1, 2, 3], [[1], [2]], [0]], "not lead from one input to one output"),
        ([[[1] * 13], [1] * 13, [[1]] * 13, [0]], "shape 1 x 13.* 1 to 12 neurons"),
        ([[["a"]], [1], [[1]], [0]], "not one of numbers"),
        ([[[1, 2], [3]], [1], [[1]], [0]], "not one of numbers"),
        ([[1], [1], [[1]], [0]], "shape 1: W1, b1"),
        ([[[1e9]], [1], [[1]], [0]], "finite, up to 1e.06"),
        ([[[None]], [1], [[1]], [0]], "finite"),
    ],
)
def test_what_is_no_such_network_gets_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Any, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("net.json").write_text(json.dumps(content))
    with pytest.raises(ValueError, match=f"^'net.json' .*{says}") as refused:
        NetworkFile().parse("net.json")
    assert str(refused.value).isprintable()
