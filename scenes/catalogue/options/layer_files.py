"""Layers of the user's own, read from a file: JSON, .npz, .npy, and nothing that could run.

A layer is data, so a file is only ever read as data: its size is limited before anything is opened,
pickled objects are refused instead of loaded, and what an array claims to be is checked before
there is memory for it. Whatever is wrong comes back as one sentence that names the file.

PyTorch keeps a row for each neuron, NumPy and Keras a column. The number of biases tells which it
is; of a square matrix only its name can: `kernel` is Keras' word, `weights` the one used here.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from scenes.catalogue.options.kinds import FileKind, Kind, Matrix, Numbers
from scenes.catalogue.options.messages import counted, quoted

LARGEST_FILE = 1_000_000
"""Bytes; the largest layer that can be shown needs less than one thousandth of it."""
MOST_ARRAYS = 100
"""Of an archive so many are unpacked at most."""
INPUTS, NEURONS = "inputs", "neurons"
"""What the rows of a matrix of weights may belong to."""
_BY_INPUTS = ("weights", "kernel")
_ARRAYS = {
    "weights": re.compile(r"(?:.*[./_])?(weights?|kernel|w)(?::0)?", re.IGNORECASE),
    "biases": re.compile(r"(?:.*[./_])?(bias(?:es)?|b)(?::0)?", re.IGNORECASE),
}
"""What they are called: `kernel`, `dense1.weight`, `dense/bias:0`."""
_UNNAMED = ("arr_0", "arr_1")
"""The names that NumPy gives to arrays without a name."""
_NEED = "weights (or weight, kernel) and biases (or bias) of one layer are needed"
_NEITHER = "is neither JSON nor .npz nor .npy"
_ANY_SIDE = (1, 1000)
_ZIP_SIGNATURE, _NPY_SIGNATURE = b"PK", b"\x93NUMPY"
_TOO_LARGE = f"is too large: at most {LARGEST_FILE // 1000} kB are read"


@dataclass(frozen=True)
class Layer:
    """The weights and biases of a file.

    What the `rows` of the weights may belong to, INPUTS or NEURONS, is what the shapes leave open;
    it `asks` where nothing else tells. The biases are None in a file that holds weights alone.
    """

    file: str
    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...] | None
    rows: tuple[str, ...] = (INPUTS,)
    asks: bool = False

    def turned(self, rows: str) -> tuple[tuple[float, ...], ...]:
        """The weights with a row for each input, where those of the file belong to `rows`."""
        return self.weights if rows == INPUTS else tuple(zip(*self.weights, strict=True))


@dataclass(frozen=True)
class LayerFile(FileKind):
    """A file that holds the weights and biases of one layer, by whatever name they go."""

    rows: tuple[int, int] = (1, 4)
    columns: tuple[int, int] = (1, 5)

    holds = Layer

    def read(self, file: str) -> Layer:
        try:
            return self._layer(file, content_of(file))
        except ValueError as refusal:
            raise ValueError(f"{quoted(file)} {refusal}") from None

    def _layer(self, file: str, content: bytes) -> Layer:
        held = _held(content, lambda names: _roles(names).values())
        roles = _roles(held)
        any_matrix = Matrix(_ANY_SIDE, _ANY_SIDE, smallest=0.0)
        weights = _each(any_matrix, "weights", held[roles["weights"]])
        biases = None
        if "biases" in roles:
            row = _as_row(held[roles["biases"]])
            biases = _each(Numbers(*_ANY_SIDE, smallest=0.0), "biases", row)
        sides = {INPUTS: len(weights[0]), NEURONS: len(weights)}
        rows = [name for name, side in sides.items() if biases is None or len(biases) == side]
        if not rows:
            raise ValueError(
                f"holds {counted(len(biases or ()), 'number')} as biases but weights of "
                f"{counted(len(weights[0]), 'column')}: one bias for each column is needed "
                f"(or for each row, as PyTorch has it)"
            )
        layer, fits = Layer(file, weights, biases), Matrix(self.rows, self.columns, smallest=0.0)
        drawn = [name for name in rows if _is(fits, layer.turned(name))]
        if not drawn:
            _each(fits, "weights", layer.turned(rows[0]))
        asks = len(drawn) > 1 and _called(roles["weights"]) not in _BY_INPUTS
        return Layer(file, weights, biases, tuple(drawn), asks)


def content_of(file: str) -> bytes:
    """What is in a file, if it is an ordinary one of a size that a layer or points may have.

    A pipe or a device might never end, nor some of what the system calls a file and writes while
    it is read; but that is not as long as it claims to be.
    """
    try:
        with open(file, "rb", opener=_without_waiting) as stream:  # takes an opener
            state = os.fstat(stream.fileno())
            if stat.S_ISREG(state.st_mode) and state.st_size > LARGEST_FILE:
                raise ValueError(_TOO_LARGE)
            if stat.S_ISREG(state.st_mode):
                content = stream.read(state.st_size + 1) or b""  # None from what is waited for
                if len(content) == state.st_size:
                    return content
    except FileNotFoundError:
        raise ValueError("does not exist") from None
    except IsADirectoryError:
        pass
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    raise ValueError("is not an ordinary file")


def _without_waiting(file: str, flags: int) -> int:
    """Open a file at once, even if it is a pipe that nobody writes to."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


def arrays_in(file: str) -> list[Any]:
    """All arrays of a file, in their order, as lists; of a JSON object its entries."""
    content = content_of(file)
    if content.startswith((_ZIP_SIGNATURE, _NPY_SIGNATURE)):
        return [*_held(content, list).values()]
    found = _from_json(content, (dict, list))
    found = found.get("layers", found) if isinstance(found, dict) else found
    entries = [*found.values()] if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise ValueError(f"must hold a list of layers: got {quoted(entries)}")
    if all(isinstance(entry, dict) for entry in entries):
        layers = [(entry, _roles(entry)) for entry in entries]
        if not all("biases" in roles for _, roles in layers):
            raise ValueError(f"must hold a list of layers with biases: got {quoted(entries)}")
        return [entry[roles[name]] for entry, roles in layers for name in _ARRAYS]
    return entries


def _held(content: bytes, chosen: Callable[[list[str]], Iterable[str]]) -> dict[str, Any]:
    """The arrays of a file that are `chosen` from their names, as lists; of JSON, what it holds."""
    if content.startswith(_ZIP_SIGNATURE):
        return _from_npz(content, chosen)
    if content.startswith(_NPY_SIGNATURE):
        return {_UNNAMED[0]: _from_npy("its array", content, ".npy")}
    found = _from_json(content)
    if len(found) == 1 and isinstance(only := next(iter(found.values())), dict):
        return dict(only)  # a layer by its name
    return dict(found)


def _roles(names: Iterable[str]) -> dict[str, str]:
    """Which names are those of the weights and, if there are any, of the biases of one layer."""
    names = [*names]
    found = {role: [*filter(which.fullmatch, names)] for role, which in _ARRAYS.items()}
    if names and {*names} <= {*_UNNAMED}:
        found = {role: [name] for role, name in zip(_ARRAYS, sorted(names), strict=False)}
    if len(found["weights"]) != 1 or len(found.get("biases", ())) > 1:
        raise ValueError(f"holds {quoted(', '.join(names))}: {_NEED}")
    return {role: each[0] for role, each in found.items() if each}


def _called(name: str) -> str:
    match = _ARRAYS["weights"].fullmatch(name)
    return match[1].lower() if match else name


def _is(kind: Kind, value: Any) -> bool:
    try:
        kind.check(value)
    except ValueError:
        return False
    return True


def _from_json(content: bytes, kinds: tuple[type, ...] = (dict,)) -> Any:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ValueError(f"{_NEITHER}: {error.msg}, {where}") from None
    except (ValueError, RecursionError):  # not UTF-8, endless numbers, endless nesting
        raise ValueError(_NEITHER) from None
    if not isinstance(found, kinds):
        raise ValueError('must hold an object such as {"weights": [[1, 0]], "biases": [0, 0]}')
    return found


def _from_npz(content: bytes, chosen: Callable[[list[str]], Iterable[str]]) -> dict[str, Any]:
    """The arrays in an archive that are chosen from their names."""
    import zipfile  # only when there is an archive: it takes a while to import

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = archive.namelist()[:MOST_ARRAYS]
    except Exception:  # damaged archives make zipfile and the unpackers fail in many ways
        raise ValueError("is a damaged .npz file") from None
    if any(name.endswith(".pkl") for name in listed):
        raise ValueError(
            "is of torch.save, which is not loaded, as it could run anything: save the arrays, "
            "such as np.savez(file, weight=layer.weight.detach(), bias=layer.bias.detach())"
        )
    wanted = [*chosen([name.removesuffix(".npy") for name in listed if name.endswith(".npy")])]
    members = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in wanted:
                with archive.open(f"{name}.npy") as stream:
                    # A few packed bytes may unpack to any number of them.
                    members[name] = stream.read(LARGEST_FILE + 1)
    except Exception:
        raise ValueError("is a damaged .npz file") from None
    if any(len(unpacked) > LARGEST_FILE for unpacked in members.values()):
        raise ValueError(_TOO_LARGE)
    return {name: _from_npy(name, unpacked) for name, unpacked in members.items()}


def _from_npy(name: str, content: bytes, suffix: str = ".npz") -> Any:
    import numpy as np
    from numpy.lib import format as npy

    stream = BytesIO(content)
    try:
        if npy.read_magic(stream) == (1, 0):
            shape, _, dtype = npy.read_array_header_1_0(stream)
        else:
            shape, _, dtype = npy.read_array_header_2_0(stream)
    except Exception:  # NumPy evaluates the header as a literal, which fails in many ways
        raise ValueError(f"is a damaged {suffix} file: {name} is no array") from None
    if dtype.hasobject:
        raise ValueError(f"holds {name} as pickled objects, which are not loaded: save numbers")
    if dtype.kind not in "fiu":
        raise ValueError(f"holds {name} of type {dtype.name}: numbers are needed")
    sides = all(type(side) is int and 0 <= side <= LARGEST_FILE for side in shape)
    if not sides or len(shape) > 2 or math.prod(shape) * dtype.itemsize > len(content):
        raise ValueError(f"holds {name} of shape {quoted(shape)}: rows and columns are needed")
    return np.load(BytesIO(content), allow_pickle=False).tolist()


def _as_row(value: Any) -> Any:
    """Biases of shape (1, n) or (n, 1) as (n,): that is how they are often saved."""
    if isinstance(value, list) and value and all(isinstance(entry, list) for entry in value):
        if len(value) == 1:
            return value[0]
        if all(len(entry) == 1 for entry in value):
            return [entry[0] for entry in value]
    return value


def _each(kind: Kind, name: str, value: Any) -> Any:
    """The numbers of this name, checked as if they had been typed."""
    try:
        return kind.check(value)
    except ValueError as refusal:
        raise ValueError(f"holds {name} that do not fit: they {refusal}") from None
    except RecursionError:
        raise ValueError(f"holds {name} that are lists in lists without end") from None
