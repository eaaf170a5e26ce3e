"""The study of the tests of runs, and its samples in one chunk."""

from __future__ import annotations

from typing import Any

import pytest

import orbitcalc
from orbitcalc.analysis.runs.study import Study, study_of
from tests.analysis.runs.helpers import SAMPLES


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of(orbitcalc.load("google-1gw"), seed=3)


@pytest.fixture(scope="module")
def reference(study: Study) -> dict[str, Any]:
    return study.chunk(0, SAMPLES).columns
