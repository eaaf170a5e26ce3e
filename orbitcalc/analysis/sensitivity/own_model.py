"""Sobol indices of another model, from its results for a table of samples."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.sample_table import TABLE_FORMAT
from orbitcalc.analysis.sensitivity.sobol import UnknownOutputError
from orbitcalc.analysis.sensitivity.variance import Estimator, Sensitivity, sensitivity_of
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import load

REPORTED_PROBLEMS = 6
"""Problems of a file of results that an error lists."""


def read_back(design_path: str | Path, results_path: str | Path) -> Sensitivity:
    """Sobol indices from a table of samples and the results of a model for its points.

    Parameters
    ----------
    design_path : path
        The CSV of a table of kind "saltelli", with its `.meta.json` beside it; or its `.npz`.
    results_path : path
        A CSV with the column `id` and a column of numbers for each output, rows in any order.

    Raises
    ------
    ScenarioError
        If a file has another form, or points are missing or repeated.
    UnknownOutputError
        If an output has no finite value for some point.
    """
    about = _about(Path(design_path))
    if about.get("kind") != "saltelli":
        raise ScenarioError(f"{design_path} is no design for Sobol indices", hint="write one with: design --for sobol")
    groups = {name: tuple(members) for name, members in about["groups"].items()}
    outputs = _outputs(Path(results_path), about["rows"])
    estimators = {name: _estimator(name, column, about["samples"], len(groups)) for name, column in outputs.items()}
    known = dict.fromkeys(estimators, 0.0)
    return sensitivity_of(load(about["scenario"]), about["samples"], about["seed"], groups, estimators, known)


def _estimator(name: str, column: Array, samples: int, inputs: int) -> Estimator:
    """The estimator of one output, from its values at A, at B, and at each A with an input from B."""
    bad = np.flatnonzero(~np.isfinite(column))
    if len(bad):
        raise UnknownOutputError(f"{name} has no finite value in row {int(bad[0])}, and {len(bad) - 1} more")
    at_a, at_b, *mixed = column.reshape(-1, samples)
    estimator = Estimator(inputs)
    estimator.add(at_a, at_b, mixed)
    if not estimator.variance > 0.0:
        raise UnknownOutputError(f"{name} is the same for every point")
    return estimator


def _about(path: Path) -> dict[str, Any]:
    """The description of a table of samples."""
    try:
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as stored:
                text = str(stored["about"])
        else:
            text = path.with_name(f"{path.name}.meta.json").read_text("utf-8")
        about: dict[str, Any] = json.loads(text)
    except (OSError, ValueError, KeyError) as error:
        raise ScenarioError(f"{path} is no design: {error}", hint="write one with: orbitcalc design") from error
    if about.get("format") != TABLE_FORMAT:
        raise ScenarioError(f"{path} is of format {about.get('format')}, this version reads {TABLE_FORMAT}")
    return about


def _outputs(path: Path, rows: int) -> dict[str, Array]:
    """The columns of a CSV of results, in the order of the points."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{path}: {error}") from error
    head = [name.strip() for name in lines[0]] if lines else []
    if "id" not in head:
        raise ScenarioError(f"{path} has no column 'id'", hint=did_you_mean("id", head))
    by_point = _lines_by_point(path, head, lines[1:], rows)
    columns = {name: head.index(name) for name in head if name not in ("id", "status", "")}
    return {
        name: np.array([_number(by_point[point][column]) for point in range(rows)]) for name, column in columns.items()
    }


def _lines_by_point(path: Path, head: list[str], lines: list[list[str]], rows: int) -> dict[int, list[str]]:
    """The line of each point, of which each must be there once."""
    id_column = head.index("id")
    by_point: dict[int, list[str]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        place = f"{path}:{number}"
        point = int(line[id_column]) if len(line) == len(head) and line[id_column].strip().isdigit() else -1
        if not 0 <= point < rows:
            problems.append(Problem(place, f"no row of the design: {','.join(line)[:40]}"))
        elif point in by_point:
            problems.append(Problem(place, f"row {point} is there twice"))
        by_point[point] = line
    missing = [point for point in range(rows) if point not in by_point] if not problems else []
    if missing:
        problems.append(Problem(str(path), f"{len(missing)} of {rows} rows are missing, the first is {missing[0]}"))
    if problems:
        raise ScenarioError(problems[:REPORTED_PROBLEMS])
    return by_point


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
