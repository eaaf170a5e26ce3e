"""Sobol indices of another model, from its results for a table of samples."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.sampling.sample_table import TABLE_FORMAT
from orbitcalc.analysis.sensitivity.sobol import UnknownOutputError
from orbitcalc.analysis.sensitivity.variance import Estimator, Sensitivity, sensitivity_of
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.regular import read_regular
from orbitcalc.scenario import load

REPORTED_PROBLEMS = 6
"""Problems of a file of results that an error lists."""


WRITE = "write one with: orbitcalc design"

MOST_ABOUT, MOST_RESULTS = 5_000_000, 500_000_000
"""Longest description of a design, and longest file of results [byte]."""

LONGEST_ROW = 20_000
"""Bytes of a row of results, on average, at most."""

MOST_ROWS, MOST_NAMES = 100_000_000, 1000
"""Most rows of a design, and most columns among which a misspelt name is looked for."""

_ID = re.compile(r"\s*[0-9]{1,12}\s*")


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
    groups = _groups(Path(design_path), about)
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


def _groups(path: Path, about: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The groups of a design, whose counts and groups agree.

    Raises
    ------
    ScenarioError
        If they do not, or an entry is missing or of another kind.
    """
    try:
        groups = {str(name): tuple(map(str, members)) for name, members in about["groups"].items()}
        counts = (about["samples"], about["seed"], about["rows"])
        sound = all(type(count) is int for count in counts) and counts[0] > 0 <= counts[1]
        if sound and isinstance(about["scenario"], dict) and counts[0] * (len(groups) + 2) == counts[2] <= MOST_ROWS:
            return groups
    except (KeyError, TypeError, AttributeError) as error:
        raise ScenarioError(f"{path}: its description lacks {error}", hint=WRITE) from error
    raise ScenarioError(f"{path}: the entries of its description do not agree", hint=WRITE)


def _about(path: Path) -> dict[str, Any]:
    """The description of a table of samples."""
    try:
        about = json.loads(_packed(path) if path.suffix == ".npz" else _beside(path))
    except (OSError, ValueError, KeyError, RecursionError, EOFError, BadZipFile, NotImplementedError) as error:
        raise ScenarioError(f"{path} is no design: {error}", hint=WRITE) from error
    if not isinstance(about, dict) or about.get("format") != TABLE_FORMAT:
        own = about.get("format") if isinstance(about, dict) else None
        raise ScenarioError(f"{path} is of format {own}, this version reads {TABLE_FORMAT}")
    return about


def _beside(path: Path) -> bytes:
    data = read_regular(path.with_name(f"{path.name}.meta.json"), MOST_ABOUT)
    if len(data) > MOST_ABOUT:
        raise ValueError(f"its description has more than {MOST_ABOUT / 1e6:g} MB")
    return data


def _packed(path: Path) -> str:
    """The description in an uncompressed NumPy archive."""
    with ZipFile(io.BytesIO(read_regular(path, MOST_RESULTS))) as archive:
        item = archive.getinfo("about.npy")
        if item.compress_type != ZIP_STORED or item.file_size > 4 * MOST_ABOUT:
            raise ValueError("its description is packed or too long")
        with archive.open(item) as file:
            return str(np.lib.format.read_array(file, allow_pickle=False))


def _outputs(path: Path, rows: int) -> dict[str, Array]:
    """The columns of a CSV of results, in the order of the points."""
    most = min(MOST_RESULTS, LONGEST_ROW * (rows + 1))
    try:
        data = read_regular(path, most)
        if len(data) > most:
            raise ScenarioError(f"{path} has more than {most:,} bytes, too many for {rows:,} rows")
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except OSError as error:
        raise ScenarioError(f"cannot read {path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ScenarioError(f"{path} is no CSV of results: {error}") from error
    head = [name.strip() for name in lines[0]] if lines else []
    if "id" not in head:
        raise ScenarioError(f"{path} has no column 'id'", hint=did_you_mean("id", head[:MOST_NAMES]))
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
        point = int(line[id_column]) if len(line) == len(head) and _ID.fullmatch(line[id_column]) else -1
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
