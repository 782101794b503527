"""Layers of the user's own, read from a file: JSON, or NumPy's .npz, and nothing that could run.

A layer is data, so a file is only ever read as data: its size is limited before anything is opened,
pickled objects are refused instead of loaded, and what an array claims to be is checked before
there is memory for it. Whatever is wrong comes back as one sentence that names the file.
"""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from scenes.catalogue.options.kinds import FileKind, Kind, Matrix, Numbers
from scenes.catalogue.options.messages import counted, quoted

LARGEST_FILE = 1_000_000
"""Bytes; the largest layer that can be shown needs less than one thousandth of it."""
MOST_ARRAYS = 100
"""Of an archive so many are unpacked at most."""
_ARRAYS = ("weights", "biases")
_ZIP_SIGNATURE = b"PK"
_TOO_LARGE = f"is too large: at most {LARGEST_FILE // 1000} kB are read"


@dataclass(frozen=True)
class Layer:
    """The weights (a row for each input, a column for each neuron) and biases of a file."""

    file: str
    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]


@dataclass(frozen=True)
class LayerFile(FileKind):
    """A file that holds `weights` and `biases`: a JSON object, or an .npz of two arrays."""

    rows: tuple[int, int] = (1, 4)
    columns: tuple[int, int] = (1, 5)

    holds = Layer

    def read(self, file: str) -> Layer:
        try:
            content = _arrays_of(content_of(file))
            weights = _each(Matrix(self.rows, self.columns), "weights", content)
            biases = _each(Numbers(*self.columns), "biases", content)
            if len(biases) != len(weights[0]):
                raise ValueError(
                    f"holds {counted(len(biases), 'number')} as biases but weights of "
                    f"{counted(len(weights[0]), 'column')}: one bias for each column is needed"
                )
        except ValueError as refusal:
            raise ValueError(f"{quoted(file)} {refusal}") from None
        return Layer(file, weights, biases)


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
    if content.startswith(_ZIP_SIGNATURE):
        return [*_from_npz(content).values()]
    found = _from_json(content, (dict, list))
    found = found.get("layers", found) if isinstance(found, dict) else found
    entries = [*found.values()] if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise ValueError(f"must hold a list of layers: got {quoted(entries)}")
    if all(isinstance(entry, dict) and {*_ARRAYS} <= {*entry} for entry in entries):
        return [entry[name] for entry in entries for name in _ARRAYS]
    return entries


def _arrays_of(content: bytes) -> dict[str, Any]:
    packed = content.startswith(_ZIP_SIGNATURE)
    found = _from_npz(content, _ARRAYS) if packed else _from_json(content)
    for name in _ARRAYS:
        if name not in found:
            raise ValueError(f"holds no {name}: weights and biases are needed")
    return found


def _from_json(content: bytes, kinds: tuple[type, ...] = (dict,)) -> Any:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ValueError(f"is neither JSON nor .npz: {error.msg}, {where}") from None
    except (ValueError, RecursionError):  # not UTF-8, endless numbers, endless nesting
        raise ValueError("is neither JSON nor .npz") from None
    if not isinstance(found, kinds):
        raise ValueError('must hold an object such as {"weights": [[1, 0]], "biases": [0, 0]}')
    return found


def _from_npz(content: bytes, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The arrays of these names in an archive, or all of them."""
    import zipfile  # only when there is an archive: it takes a while to import

    members = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            listed = archive.namelist()
            for name in names or [entry.removesuffix(".npy") for entry in listed[:MOST_ARRAYS]]:
                if f"{name}.npy" in listed:
                    with archive.open(f"{name}.npy") as stream:
                        # A few packed bytes may unpack to any number of them.
                        members[name] = stream.read(LARGEST_FILE + 1)
    except Exception:  # damaged archives make zipfile and the unpackers fail in many ways
        raise ValueError("is a damaged .npz file") from None
    if any(len(unpacked) > LARGEST_FILE for unpacked in members.values()):
        raise ValueError(_TOO_LARGE)
    return {name: _from_npy(name, unpacked) for name, unpacked in members.items()}


def _from_npy(name: str, content: bytes) -> Any:
    import numpy as np
    from numpy.lib import format as npy

    stream = BytesIO(content)
    try:
        if npy.read_magic(stream) == (1, 0):
            shape, _, dtype = npy.read_array_header_1_0(stream)
        else:
            shape, _, dtype = npy.read_array_header_2_0(stream)
    except Exception:  # NumPy evaluates the header as a literal, which fails in many ways
        raise ValueError(f"is a damaged .npz file: {name} is no array") from None
    if dtype.hasobject:
        raise ValueError(f"holds {name} as pickled objects, which are not loaded: save numbers")
    if dtype.kind not in "fiu":
        raise ValueError(f"holds {name} of type {dtype.name}: numbers are needed")
    sides = all(type(side) is int and 0 <= side <= LARGEST_FILE for side in shape)
    if not sides or len(shape) > 2 or math.prod(shape) * dtype.itemsize > len(content):
        raise ValueError(f"holds {name} of shape {quoted(shape)}: rows and columns are needed")
    return np.load(BytesIO(content), allow_pickle=False).tolist()


def _each(kind: Kind, name: str, content: Mapping[str, Any]) -> Any:
    """The numbers of this name, checked as if they had been typed."""
    value = content[name]
    if name == "biases" and isinstance(value, list) and len(value) == 1:
        (only,) = value  # biases are often saved as a matrix of one row
        value = only if isinstance(only, list) else value
    try:
        return kind.check(value)
    except ValueError as refusal:
        raise ValueError(f"holds {name} that do not fit: they {refusal}") from None
    except RecursionError:
        raise ValueError(f"holds {name} that are lists in lists without end") from None
