"""Layers from files: what is read, and what is refused in one line with exit code 2."""

from __future__ import annotations

import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rendering.job import Job
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.layer_files import LARGEST_FILE, Layer, LayerFile
from scenes.mobjects.clips.dense_plan import Writing
from tests.cli.conftest import RunCommand

WEIGHTS = [[0.5, -1.0, 2.0], [0.25, 0.75, -3.5]]
BIASES = [1.0, 0.0, -0.5]
LAYER = {"weights": WEIGHTS, "biases": BIASES}


class Trap:
    """Something whose unpickling would be noticed."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, ("sprung",)


def npz(**arrays: Any) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def npy(array: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.asarray(array))
    return stream.getvalue()


def torch_archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("layer/data.pkl", pickle.dumps(Trap()))
        archive.writestr("layer/data/0", bytes(24))
    return stream.getvalue()


def npz_of(**members: bytes) -> bytes:
    """An archive whose members are these very bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return stream.getvalue()


def npy_header(shape: str, descr: str = "<f8") -> bytes:
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header


def text(**layer: Any) -> bytes:
    return json.dumps(LAYER | layer).encode()


def trap() -> np.ndarray:
    return np.array([[Trap()]], dtype=object)


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "neither JSON nor .npz"),
    "no JSON": (b"weights = 1", "nor .npy: Expecting value, line 1, column 1"),
    "half of a JSON": (text()[:-9], "neither JSON nor .npz"),
    "no text": (b"\xff\xfe\x00\x01", "neither JSON nor .npz"),
    "a list": (b"[1, 2]", "must hold an object"),
    "a number of too many digits": (b"9" * 10_000, "neither JSON nor .npz"),
    "lists without end": (b"[" * 100_000, "neither JSON nor .npz"),
    "no weights": (json.dumps({"biases": BIASES}).encode(), "holds 'biases': weights (or weight"),
    "two layers": (
        npz(**{"0.weight": WEIGHTS, "0.bias": [1, 2], "2.weight": [[1.0, 2.0]], "2.bias": [1]}),
        "holds '0.weight, 0.bias, 2.weight, 2.bias': weights (or weight, kernel)",
    ),
    "three arrays without names": (npz(arr_0=WEIGHTS, arr_1=BIASES, arr_2=1), "'arr_0, arr_1, arr"),
    "what torch saves": (torch_archive(), "is of torch.save, which is not loaded"),
    "half an array": (npy(WEIGHTS)[:100], "damaged .npy file"),
    "an array of words": (npy([["a"]]), "type str32: numbers are needed"),
    "a pickled array": (npy(trap()), "pickled objects, which are not loaded"),
    "a pickle": (pickle.dumps(LAYER), "neither JSON nor .npz"),
    "ragged weights": (text(weights=[[1, 2, 3], [4, 5]]), "row 2 has 2"),
    "weights in one row without a row": (text(weights=[1, 2, 3]), "must be rows of numbers"),
    "no rows": (text(weights=[]), "got none"),
    "an empty row": (text(weights=[[]]), "got none"),
    "weights that are words": (text(weights=[["a", 1, 2]]), "must be a number: got 'a'"),
    "weights that are true": (text(weights=[[True, 1, 2]]), "must be a number: got 'True'"),
    "no numbers": (text(weights=None), "must be rows of numbers"),
    "NaN": (text(weights=[[float("nan"), 1, 2]]), "must be a finite number: got nan"),
    "infinity": (text(biases=[float("inf"), 1, 2]), "must be a finite number: got inf"),
    "a float's overflow": (b'{"weights": [[1e999]], "biases": [1]}', "must be a finite number"),
    "a number too large": (text(biases=[1e7, 1, 2]), "between -1000000 and 1000000"),
    "five inputs": (text(weights=[[1, 2, 3]] * 5), "1 to 4 rows: got 5"),
    "six neurons": (text(weights=[[1] * 6], biases=[1] * 6), "1 to 5 columns: got 6"),
    "too few biases": (text(biases=[1]), "1 number as biases but weights of 3 columns"),
    "biases in two rows": (text(biases=[[1, 2, 3], [1, 2, 3]]), "must be a number"),
    "lists in lists": (text(weights=[[[[1]]]]), "must be a number: got '[[1]]'"),
    "a bare zip signature": (b"PK\x03\x04", "damaged .npz"),
    "half an archive": (npz(**LAYER)[:-40], "damaged .npz"),
    "an archive without arrays": (npz(other=[1]), "holds 'other': weights (or weight"),
    "an archive of nothing": (npz(), "holds '': weights"),
    "pickled weights": (
        npz(weights=trap(), biases=BIASES),
        "pickled objects, which are not loaded",
    ),
    "pickled biases": (
        npz(weights=WEIGHTS, biases=trap()),
        "pickled objects, which are not loaded",
    ),
    "a pickle for an array": (
        npz_of(weights=pickle.dumps(Trap()), biases=b""),
        "weights is no array",
    ),
    "NaN in an array": (npz(weights=[[np.nan]], biases=[1.0]), "finite"),
    "complex weights": (npz(weights=[[1j]], biases=[1.0]), "complex128"),
    "texts in an array": (npz(weights=[["a"]], biases=[1.0]), "numbers are needed"),
    "a number for an array": (npz(weights=1.0, biases=[1.0]), "must be rows of numbers"),
    "three dimensions": (npz(weights=np.ones((2, 3, 2)), biases=BIASES), "rows and columns"),
    "an array that claims to be endless": (
        npz_of(weights=npy_header("(10000000, 10000000)"), biases=b""),
        "rows and columns are needed",
    ),
    "a side that is true": (npz_of(weights=npy_header("(True, 2)"), biases=b""), "'(True, 2)'"),
    "a side without end beside an empty one": (
        npz_of(weights=npy_header(f"(0, {10**20})"), biases=b""),
        "rows and columns are needed",
    ),
    "a side of 4000 digits": (
        npz_of(weights=npy_header(f"(2, {'9' * 4000})"), biases=b""),
        "rows and columns are needed",
    ),
    "a negative side": (npz_of(weights=npy_header("(-1, 2)"), biases=b""), "'(-1, 2)'"),
    "a header that is no header": (
        npz_of(weights=npy_header("__import__('os').mkdir('sprung')"), biases=b""),
        "no array",
    ),
    "a bomb": (npz_of(weights=npy_header("(2, 3)") + bytes(10**8), biases=b""), "too large"),
    "a file too large": (b" " * (LARGEST_FILE + 1), "too large: at most 1000 kB"),
}


@pytest.fixture
def refused(run: RunCommand, jobs: list[Job]) -> Callable[..., str]:
    """Run dense with these words, expect a refusal, and return its line."""

    def run_and_expect_a_refusal(*words: str) -> str:
        result = run("dense", *words)
        assert result.exit_code == 2
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("Error: --")
        assert line.isprintable()
        assert not jobs
        return line.removeprefix("Error: ")

    return run_and_expect_a_refusal


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=list(BAD))
def test_a_file_that_holds_no_layer_gets_one_line(
    folder: Path, refused: Callable[..., str], content: bytes, said: str
) -> None:
    (folder / "layer").write_bytes(content)
    line = refused("--layer", "layer")
    assert line.startswith("--layer 'layer' ")
    assert said in line
    assert not (folder / "sprung").exists()


def test_a_file_that_is_missing(refused: Callable[..., str]) -> None:
    assert refused("--layer", "lyer.json") == "--layer 'lyer.json' does not exist"


def test_a_folder_and_a_pipe_are_not_read(folder: Path, refused: Callable[..., str]) -> None:
    os.mkfifo(folder / "pipe")
    for name in (".", "pipe"):
        assert refused("--layer", name) == f"--layer '{name}' is not an ordinary file"


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="needs Linux's /proc")
def test_what_only_claims_to_be_a_file_is_not_read(refused: Callable[..., str]) -> None:
    """It has no size, is written while it is read, and some of its kind never end."""
    line = refused("--layer", "/proc/self/status")
    assert line == "--layer '/proc/self/status' is not an ordinary file"


def test_a_file_below_a_file(folder: Path, refused: Callable[..., str]) -> None:
    (folder / "layer").write_bytes(text())
    assert "cannot be read" in refused("--layer", "layer/layer")


@pytest.mark.parametrize("name", ["weights", "biases"])
def test_a_layer_file_besides_its_numbers_is_an_error(
    folder: Path, refused: Callable[..., str], name: str
) -> None:
    (folder / "layer.json").write_bytes(text())
    given_as = {"weights": "1,2,3;4,5,6", "biases": "1,2,3"}[name]
    line = refused("--layer", "layer.json", f"--{name}", given_as)
    assert line == f"--{name} cannot be given together with --layer, which holds {name}"


def test_a_layer_of_other_than_two_inputs_needs_a_point(
    folder: Path, refused: Callable[..., str]
) -> None:
    (folder / "layer.json").write_bytes(text(weights=[[1, 2, 3]] * 3))
    line = refused("--layer", "layer.json")
    assert line.startswith("--point must be given when there are not 2 inputs: this layer has 3")
    assert "--point 0.5,1,1.5" in line


def test_a_point_of_the_wrong_size(folder: Path, refused: Callable[..., str]) -> None:
    (folder / "layer.json").write_bytes(text())
    assert refused("--layer", "layer.json", "--point", "1,2,3").startswith("--point has 3 numbers")


def test_numbers_that_become_too_long(folder: Path, refused: Callable[..., str]) -> None:
    (folder / "layer.json").write_bytes(text(weights=[[1e6, 1, 1], [1, 1, 1]]))
    line = refused("--layer", "layer.json", "--point", "1000000,1")
    assert line.startswith("--layer makes numbers too long")


@pytest.mark.parametrize(
    "content",
    [
        text(),
        b"\xef\xbb\xbf" + text(),
        text(biases=[BIASES], comment="a row of biases, and more than is needed"),
        npz(**LAYER),
        npz(weights=np.array(WEIGHTS, dtype=np.float32, order="F"), biases=[BIASES]),
        npz(weights=np.array(WEIGHTS, dtype=">f8"), biases=np.array(BIASES), other=np.ones(3)),
    ],
    ids=["JSON", "with a byte order mark", "a row", "npz", "single, by columns", "big-endian"],
)
def test_a_layer_reaches_the_engine(
    folder: Path, run: RunCommand, jobs: list[Job], content: bytes
) -> None:
    (folder / "layer").write_bytes(content)
    result = run("dense", "--layer", "layer", "--point", "1,2")
    assert result.exit_code == 0, result.stderr
    (job,) = jobs
    assert job.parameters["weights"] == tuple(map(tuple, WEIGHTS))
    assert job.parameters["biases"] == tuple(BIASES)
    assert job.parameters_json["layer"] == "layer"
    clip = find_clip("dense")
    numbers = clip.numbers(clip.model_of(job.parameters))
    assert numbers["products"] == [[0.5, -1.0, 2.0], [0.5, 1.5, -7.0]]
    assert numbers["linear"] == [1.0, 0.5, -5.0]
    assert numbers["affine"] == [2.0, 0.5, -5.5]
    pickle.dumps(job)


def test_compressed_archives_are_read_too(folder: Path, run: RunCommand, jobs: list[Job]) -> None:
    np.savez_compressed(folder / "layer.npz", weights=np.array(WEIGHTS), biases=np.array(BIASES))
    assert run("dense", "--layer", "layer.npz").exit_code == 0
    assert jobs[0].parameters["point"] == (0.5, 1.0)


TURNED = np.array(WEIGHTS).T
SQUARE, PAIR = [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0]


@pytest.mark.parametrize(
    "content",
    [
        npz(weight=TURNED, bias=BIASES),
        npz(kernel=WEIGHTS, bias=[BIASES]),
        npz(**{"dense1.weight": TURNED, "dense1.bias": BIASES}),
        npz(**{"dense/kernel:0": WEIGHTS, "dense/bias:0": np.array(BIASES)[:, None]}),
        npz(arr_0=WEIGHTS, arr_1=np.array(BIASES)[:, None]),
        npz(arr_0=TURNED.astype(np.float16), arr_1=BIASES),
        npz(fc1_weight=TURNED, fc1_bias=BIASES, step=7),
        npz(W=WEIGHTS, b=BIASES),
        json.dumps({"dense1": {"weight": TURNED.tolist(), "bias": BIASES}}).encode(),
    ],
    ids=["torch", "Keras", "a dot", "slashes", "no names", "half", "underscores", "short", "inner"],
)
def test_a_layer_is_read_as_it_is_usually_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "layer").write_bytes(content)
    given = find_clip("dense").parameters(layer=tmp_path / "layer")
    assert given["weights"] == tuple(map(tuple, WEIGHTS))
    assert given["biases"] == tuple(BIASES)


@pytest.mark.parametrize(
    ("content", "shapes", "torch"),
    [
        (npz(weight=SQUARE, bias=PAIR), None, True),
        (npz(arr_0=SQUARE, arr_1=PAIR), None, True),
        (npz(kernel=SQUARE, bias=PAIR), SQUARE, True),
        (text(weights=SQUARE, biases=PAIR), SQUARE, True),
        (npz(weight=[[1.0, 3.0], [2.0, 4.0], [5.0, 6.0]], bias=[1, 2, 3]), None, False),
    ],
    ids=["torch", "no names", "Keras", "here", "not square"],
)
def test_shapes_tell_what_rows_are_or_a_name_or_else_the_user(
    tmp_path: Path, content: bytes, shapes: Any, torch: bool
) -> None:
    (tmp_path / "layer").write_bytes(content)
    clip, given = find_clip("dense"), {"layer": tmp_path / "layer", "point": "1,2"}
    turned = tuple(zip(*SQUARE, strict=True))
    if shapes:
        assert clip.parameters(**given)["weights"] == tuple(map(tuple, shapes))
    elif torch:
        with pytest.raises(ValueError, match=r"^--rows must say .* --rows neurons \(PyTorch\)$"):
            clip.parameters(**given)
    if torch:
        assert clip.parameters(**given, rows="neurons")["weights"] == turned
        assert clip.parameters(**given, rows="inputs")["weights"] == tuple(map(tuple, SQUARE))
    else:
        with pytest.raises(ValueError, match=r"^--rows must be neurons, as shapes in"):
            clip.parameters(**given, rows="inputs")


def test_weights_alone_go_with_biases_that_are_typed(
    folder: Path, run: RunCommand, jobs: list[Job], refused: Callable[..., str]
) -> None:
    (folder / "w.npy").write_bytes(npy(WEIGHTS))
    assert refused("--layer", "w.npy", "--biases", "1,2,3").startswith("--rows must say what a row")
    must = "--biases must be given, as 'w.npy' holds weights alone: for instance --biases 0,0,0"
    assert refused("--layer", "w.npy", "--rows", "inputs") == must
    assert run("dense", "--layer", "w.npy", "--rows", "inputs", "--biases", "1,2,3").exit_code == 0
    assert jobs[0].parameters["weights"] == tuple(map(tuple, WEIGHTS))
    assert jobs[0].parameters["biases"] == (1, 2, 3)


def test_rows_without_a_layer_are_an_error(refused: Callable[..., str]) -> None:
    assert refused("--rows", "inputs").startswith("--rows is about the weights of a --layer")


def test_a_trained_weight_of_almost_0_is_shown_as_about_0(tmp_path: Path) -> None:
    (tmp_path / "layer").write_bytes(npz(weight=[[0.25, 1.2e-7], [1.5, -2]], bias=[3e-9, 1]))
    clip = find_clip("dense")
    given = clip.parameters(layer=tmp_path / "layer", rows="neurons")
    assert given["weights"][1][0] == 1.2e-7
    writing = Writing.of(clip.model_of(given))
    assert list(map(writing.weights, (0.25, 1.2e-7, 0.0))) == ["0.25", "≈ 0", "0.00"]
    assert writing.bias(3e-9) == "+ ≈ 0"
    lines = writing.sum(clip.model_of(given), 0, "ramp")
    assert lines[1] == "$#input[$1.0$] dot (#weight[$≈ 0$]) = #ramp[$≈ 0$]$"


def test_the_default_shows_the_numbers_of_the_source() -> None:
    clip = find_clip("dense")
    numbers = clip.numbers(clip.model(**clip.parameters()))
    assert numbers.keys() == {"products", "linear", "affine"}
    np.testing.assert_allclose(numbers["products"], [[0.1, 0.4, -0.25], [-0.9, 0.2, 0.4]])
    np.testing.assert_allclose(numbers["linear"], [-0.8, 0.6, 0.15])
    np.testing.assert_allclose(numbers["affine"], [1.2, 3.6, 0.65])


def test_a_layer_is_a_value_too(tmp_path: Path) -> None:
    file = tmp_path / "layer.json"
    file.write_bytes(text())
    kind = LayerFile()
    layer = kind.check(file)
    assert layer == Layer(str(file), tuple(map(tuple, WEIGHTS)), tuple(BIASES))
    assert kind.check(layer) is layer
    assert kind.parse(kind.format(layer)) == layer
    assert (kind.parse("none"), kind.check(None), kind.format(None)) == (None, None, "none")


@given(st.binary(max_size=300) | st.binary(max_size=300).map(b"PK\x03\x04".__add__))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_a_layer_or_a_refusal(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "layer"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"neither JSON|must hold|holds no|damaged"):
        LayerFile().parse(str(file))


@given(st.integers(0, 600), st.integers(0, 255))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_archive_is_a_layer_or_a_refusal(tmp_path: Path, at: int, byte: int) -> None:
    content = bytearray(npz(**LAYER))
    content[at % len(content)] = byte
    file = tmp_path / "layer"
    file.write_bytes(content)
    try:
        layer = LayerFile().parse(str(file))
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = "'"
        assert layer is not None
        assert layer.biases is None or len(layer.weights[0]) == len(layer.biases)
    assert refusal.startswith("'")
    assert refusal.isprintable()
