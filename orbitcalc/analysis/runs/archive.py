"""The content of a chunk: an uncompressed NumPy archive, untrusted, read within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection

import numpy as np

from orbitcalc._typing import Array

OVERHEAD = 1024
"""Most bytes of a column of a chunk beside its numbers."""


def most_bytes(count: int, names: Collection[str]) -> int:
    """The largest file that a chunk may be [byte]."""
    return sum(8 * count + OVERHEAD + 2 * len(name.encode()) for name in names) + OVERHEAD


def columns_of(data: bytes, count: int) -> dict[str, Array]:
    """The columns of an uncompressed NumPy archive, each of `count` numbers.

    Raises
    ------
    ValueError
        If it holds anything else.
    """
    columns: dict[str, Array] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for item in archive.infolist():
            if item.compress_type != zipfile.ZIP_STORED or item.file_size > 8 * count + OVERHEAD:
                raise ValueError(f"{item.filename} is not a column of {count} numbers")
            with archive.open(item) as file:
                np.lib.format.read_magic(file)
                shape, _, dtype = np.lib.format.read_array_header_1_0(file)
                if shape != (count,) or dtype not in (np.dtype(np.float64), np.dtype(np.uint8)):
                    raise ValueError(f"{item.filename} is not a column of {count} numbers")
                columns[item.filename.removesuffix(".npy")] = np.frombuffer(file.read(), dtype, count).copy()
    return columns
