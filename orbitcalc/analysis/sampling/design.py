"""Samples for a model of one's own, and Sobol indices from what it answers.

A design is written as CSV, one row a point, in the units its header names; beside it stands what it is.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.analysis.runs.engine import BLOCK, Study
from orbitcalc.analysis.sampling.uncertain import Method, correlation_of, uncertain
from orbitcalc.analysis.sensitivity.sobol import UnknownOutputError, groups_of, pairs
from orbitcalc.analysis.sensitivity.variance import Estimator, Sensitivity, sensitivity_of
from orbitcalc.errors import Problem, ScenarioError, did_you_mean
from orbitcalc.scenario import Scenario, load

FORMAT = "orbitcalc.design/1"
Kind = Literal["random", "sobol", "saltelli"]


@dataclass(frozen=True)
class Design:
    """Points to compute. `kind` "saltelli" is what Sobol indices need: A, B, then A with each input from B."""

    study: Study
    samples: int
    kind: Kind
    groups: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """What varies."""
        return tuple(each.name for each in self.study.chosen)

    @property
    def rows(self) -> int:
        """How many points there are."""
        return self.samples * (len(self.groups) + 2) if self.kind == "saltelli" else self.samples

    @property
    def columns(self) -> dict[str, str]:
        """The header of each column, with its unit, by name."""
        return {name: f"{name} [{self.unit(name)}]" for name in self.names}

    def unit(self, name: str) -> str:
        """The unit a column is written in."""
        return self.study.scenario.graph[name].unit.text or "1"

    def blocks(self) -> Iterator[dict[str, Array]]:
        """The number of each point and its values in the units of the header, some rows at a time."""
        graph, number = self.study.scenario.graph, 0
        for drawn in self._drawn():
            count = len(drawn[self.names[0]])
            values = {name: graph[name].unit.from_si(drawn[name]) for name in self.names}
            yield {"id": np.arange(number, number + count), **values}
            number += count

    def _drawn(self) -> Iterator[Mapping[str, Array]]:
        if self.kind != "saltelli":
            for start in range(0, self.samples, BLOCK):
                yield self.study.sampler.draw(start, min(BLOCK, self.samples - start))
            return
        for members in ((), self.names, *self.groups.values()):
            for _, a, b in pairs(self.study, self.samples):
                yield {name: b[name] if name in members else a[name] for name in self.names}

    def about(self) -> dict[str, Any]:
        """What the design is, as JSON data."""
        scenario = self.study.scenario
        return {
            "format": FORMAT, "scenario": scenario.to_dict(), "hash": scenario.digest, "kind": self.kind,
            "samples": self.samples, "rows": self.rows, "seed": self.study.seed,
            "groups": {name: list(members) for name, members in self.groups.items()},
            "columns": [
                {"name": name, "header": header, "unit": self.unit(name), "meaning": scenario.graph[name].meaning,
                 "source": list(scenario[name].source)}
                for name, header in self.columns.items()
            ],
        }  # fmt: skip


def design(
    scenario: Scenario, samples: int = 1024, *, kind: Kind = "random", vary: Iterable[str] = (), seed: int = 0,
    group_by: str = "",
) -> Design:  # fmt: skip
    """Points of the uncertain inputs of a scenario.

    Parameters
    ----------
    scenario : Scenario
        What is uncertain.
    samples : int
        How many points; for "saltelli" how many rows, each of which takes as many points as there are
        inputs and two more.
    kind : {"random", "sobol", "saltelli"}
        Independent draws, Sobol points, or what Sobol indices need.
    vary : iterable of str
        The only inputs to vary.
    seed : int
        Same seed, same points: those of `mc` and `sobol`.
    group_by : str
        "group" for indices of the groups of the model.

    Raises
    ------
    ScenarioError
        If nothing varies, a name cannot, or `samples` is no power of two where it must be.
    """
    chosen = uncertain(scenario, vary)
    if not chosen:
        raise ScenarioError(f"nothing varies in {scenario.name}", hint="give a parameter a range: NAME='a to b unit'")
    method: Method = "sobol" if kind == "sobol" else "random"
    study = Study(scenario, (), chosen, seed, method, correlation_of(scenario, chosen), keep_inputs=True)
    groups = groups_of(study, samples, group_by) if kind == "saltelli" else {}
    return Design(study, samples, kind, groups)


def arrays(points: Design) -> dict[str, Array]:
    """A design as whole columns by header, and what it is as a text under `about`."""
    blocks = list(points.blocks())
    heads = {"id": "id", **points.columns}
    columns = {header: np.concatenate([block[name] for block in blocks]) for name, header in heads.items()}
    return {**columns, "about": np.array(json.dumps(points.about()))}


def read_back(design_path: str | Path, results_path: str | Path) -> Sensitivity:
    """Sobol indices from a design and what one's own model gave for its points.

    Parameters
    ----------
    design_path : path
        The CSV of a design of kind "saltelli", its `.meta.json` beside it; or that `.npz`.
    results_path : path
        A CSV with the column `id` and one of numbers for each output, rows in any order.

    Raises
    ------
    ScenarioError
        If a file is not what it should be, or points are missing or there twice.
    UnknownOutputError
        If an output has no finite value for some point.
    """
    about = _about(Path(design_path))
    if about.get("kind") != "saltelli":
        raise ScenarioError(f"{design_path} is no design for Sobol indices", hint="write one with: design --for sobol")
    groups = {name: tuple(members) for name, members in about["groups"].items()}
    outputs = _outputs(Path(results_path), about["rows"])
    estimators = {name: _estimated(name, column, about["samples"], len(groups)) for name, column in outputs.items()}
    return sensitivity_of(load(about["scenario"]), about["samples"], about["seed"], groups, estimators)


def _estimated(name: str, column: Array, samples: int, inputs: int) -> Estimator:
    wrong = np.flatnonzero(~np.isfinite(column))
    if len(wrong):
        raise UnknownOutputError(f"{name} has no finite value in row {int(wrong[0])}, and {len(wrong) - 1} more")
    at_a, at_b, *mixed = column.reshape(-1, samples)
    estimator = Estimator(inputs)
    estimator.add(at_a, at_b, mixed)
    if not estimator.variance > 0.0:
        raise UnknownOutputError(f"{name} is the same for every point")
    return estimator


def _about(path: Path) -> dict[str, Any]:
    try:
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as stored:
                text = str(stored["about"])
        else:
            text = path.with_name(f"{path.name}.meta.json").read_text("utf-8")
        about: dict[str, Any] = json.loads(text)
    except (OSError, ValueError, KeyError) as error:
        raise ScenarioError(f"{path} is no design: {error}", hint="write one with: orbitcalc design") from error
    if about.get("format") != FORMAT:
        raise ScenarioError(f"{path} is of format {about.get('format')}, this version reads {FORMAT}")
    return about


def _outputs(path: Path, rows: int) -> dict[str, Array]:
    """The columns of a CSV of results in the order of the design."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file))
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{path}: {error}") from error
    head = [name.strip() for name in table[0]] if table else []
    if "id" not in head:
        raise ScenarioError(f"{path} has no column 'id'", hint=did_you_mean("id", head))
    at = head.index("id")
    found: dict[int, list[str]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(table[1:], 2):
        if not line:
            continue
        place = f"{path}:{number}"
        key = int(line[at]) if len(line) == len(head) and line[at].strip().isdigit() else -1
        if not 0 <= key < rows:
            problems.append(Problem(place, f"no row of the design: {','.join(line)[:40]}"))
        elif key in found:
            problems.append(Problem(place, f"row {key} is there twice"))
        found[key] = line
    missing = [key for key in range(rows) if key not in found] if not problems else []
    if missing:
        problems.append(Problem(str(path), f"{len(missing)} of {rows} rows are missing, the first is {missing[0]}"))
    if problems:
        raise ScenarioError(problems[:6])
    names = [name for name in head if name not in ("id", "status", "")]
    return {name: np.array([_number(found[key][head.index(name)]) for key in range(rows)]) for name in names}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
