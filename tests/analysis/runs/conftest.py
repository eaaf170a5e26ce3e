"""The study of the tests of runs, and its samples in one chunk."""

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


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of(orbitcalc.load("google-1gw"), seed=3)


@pytest.fixture(scope="module")
def reference(study: Study) -> dict[str, Any]:
    return study.chunk(0, SAMPLES).columns
