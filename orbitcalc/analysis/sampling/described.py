"""What is uncertain as plain data, from which another program draws: the one in `orbitcalc/tape/runtime.js`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from orbitcalc.analysis.sampling.correlation import correlation_of
from orbitcalc.analysis.sampling.quantiles import from_normal
from orbitcalc.analysis.sampling.uncertain import Uncertain, uncertain
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.distribution import Distribution

TABLE = np.linspace(-6.0, 6.0, 481)
"""Standard normal numbers at which a distribution without a kind of its own is tabulated."""


def described(scenario: Scenario, outputs: Iterable[str]) -> dict[str, Any]:
    """The uncertain inputs of a scenario that may enter some outputs, whatever the words, and their correlations.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    outputs : iterable of str
        Names of variables.

    Returns
    -------
    dict
        `inputs`: for each its name, a kind, the numbers of the kind in SI, and hard bounds (None where there is none).
        `root`: for each correlated input its place in the list, and its weights of the independent normal numbers of
        all correlated inputs.
    """
    everything = uncertain(scenario)
    entering = scenario.graph.upstream(outputs, (), {})
    inputs = [item for item in everything if item.name in entering]
    places = {item.name: place for place, item in enumerate(inputs)}
    correlation = correlation_of(scenario, everything)
    linked = correlation.among(places) if correlation else None
    rows = zip(linked.names, linked.root.tolist(), strict=True) if linked else ()
    return {"inputs": [_input(item) for item in inputs], "root": [[places[name], row] for name, row in rows]}


def _input(item: Uncertain) -> list[Any]:
    kind, numbers = _kind(item.distribution)
    limits = [float(bound) if math.isfinite(bound) else None for bound in item.bounds]
    return [item.name, kind, numbers, *limits]


def _kind(d: Distribution) -> tuple[str, list[Any]]:
    """The name of a kind, and its numbers."""
    n = d.numbers
    if d.kind == "percentiles":
        return "halves", [n["p05"], n["p50"], n["p95"], int(d.in_logs)]
    if d.kind in ("uniform", "loguniform"):
        logs = d.kind == "loguniform"
        return "uniform", [*(math.log(n[key]) if logs else n[key] for key in ("low", "high")), int(logs)]
    if d.kind == "triangular":
        return "triangular", [n["low"], n["mode"], n["high"]]
    if d.kind == "discrete":
        return "steps", [np.cumsum(d.weights).tolist(), list(d.values)]
    if d.kind == "empirical":
        values = sorted(d.values)
        return "steps", [[(place + 1) / len(values) for place in range(len(values))], values]
    return "table", [float(TABLE[0]), float(TABLE[1] - TABLE[0]), from_normal(d, TABLE).tolist()]
