"""Columns of chunks, compared by their bytes."""

from __future__ import annotations
import os
import time
from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any
import numpy as np
import pytest
import orbitcalc
from orbitcalc.analysis.runs import engine
from orbitcalc.analysis.runs.engine import STATUS_FAILED, Chunk, Study, Task, computed, tasks
from orbitcalc.analysis.runs.montecarlo import mc, study_of
from orbitcalc.analysis.runs.workers import cluster, processes
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Rule


SAMPLES, CHUNK = 6000, 1000


def joined(chunks: list[Chunk]) -> dict[str, Any]:
    return {name: np.concatenate([chunk.columns[name] for chunk in chunks]) for name in chunks[0].columns}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return list(one) == list(other) and all(one[name].tobytes() == other[name].tobytes() for name in one)
