"""Columns of chunks, compared by their bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from orbitcalc.analysis.runs.study import Chunk

SAMPLES, CHUNK = 6000, 1000


def joined(chunks: list[Chunk]) -> dict[str, Any]:
    return {name: np.concatenate([chunk.columns[name] for chunk in chunks]) for name in chunks[0].columns}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return list(one) == list(other) and all(one[name].tobytes() == other[name].tobytes() for name in one)
