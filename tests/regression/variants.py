"""Regression values of models that no shipped scenario is: every word of every choice, every parameter moved.

    python -m tests.regression.variants            which values have moved
    python -m tests.regression.variants --write    write the values that the program gives now

The words and values of a model depend on names alone, so a new variable leaves those of the others as they are.
These numbers are the program's own earlier output, in coherent SI: they show that something moved, never that it
is right.
"""

from __future__ import annotations

import hashlib
import math
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import orbitcalc
from orbitcalc import catalog
from orbitcalc._typing import Array
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Choice, Graph, Parameter, Rule, Selection
from orbitcalc.scenario import Scenario

FILE = Path(__file__).parent / "data" / "variants.txt"
HEADER = "# regression values: this program's own earlier output; mean over samples in SI, and how many are numbers\n"
BASES = ("baseline", "baseline", "google-planet-prototypes", "baseline", "mccalip", "reactor-cluster")
SETS, SAMPLES = 28, 3
TOLERANCE = 1e-7
"""Relative difference up to which a value has not moved: more than a compiler's or processor's last digits."""


def share(*names: object) -> float:
    """A number from 0 to 1 that these names alone give."""
    digest = hashlib.sha256(" ".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def words(graph: Graph, number: int) -> dict[str, str]:
    """A word for each choice and an entry for each selection; over all sets each of them at least once."""
    listed = {name: choice.words for name, choice in graph.of(Choice).items()}
    listed |= {name: catalog.names(item.table) for name, item in graph.of(Selection).items()}
    return {
        name: options[(number + int(100 * share(name))) % len(options)]
        for name, options in listed.items()
        if share(name, number, "kept") < 0.8
    }


@cache
def model(number: int) -> Scenario:
    """A base with words of its own; a word that does not go with the others is left out."""
    scenario = orbitcalc.load(BASES[number % len(BASES)])
    for name, word in words(scenario.graph, number).items():
        try:
            changed = scenario.with_({name: word})
            changed.numbers  # noqa: B018 - refuses words that do not go together
        except orbitcalc.ScenarioError:
            continue
        scenario = changed
    return scenario


def samples(scenario: Scenario, number: int) -> dict[str, Array]:
    """Most parameters within the range that is believed, or near their value."""
    columns = {}
    for name, parameter in scenario.graph.of(Parameter).items():
        own = scenario.numbers.get(name, math.nan)
        if math.isfinite(own):
            shares = np.array([share(name, number, sample) for sample in range(SAMPLES)])
            column = _between(parameter, own, shares)
            columns[name] = np.where(
                [share(name, number, sample, "kept") < 0.3 for sample in range(SAMPLES)], own, column
            )
    return columns


def _between(parameter: Parameter, own: float, shares: Array) -> Array:
    if parameter.low and parameter.high:
        low, high = parameter.si(parameter.low), parameter.si(parameter.high)
    else:
        low, high = sorted((0.8 * own, 1.2 * own))
    bounds = parameter.limits
    if low == high == 0.0 and math.isfinite(bounds[1]):
        high = 0.1 * bounds[1]
    return np.clip(low + (high - low) * shares, *bounds)


@cache
def computed(number: int) -> dict[str, str]:
    """The mean of each output of a set of models, a series with all its years, in nine digits."""
    scenario = model(number)
    names = [name for name in scenario.graph.of(Rule) if name not in scenario.settings]
    with np.errstate(all="ignore"):
        values = evaluate(scenario, samples(scenario, number), names, check=False)
    return {name: text(values[name]) for name in names}


def text(value: Any) -> str:
    """The mean of the numbers among some values, each weighted by its place, and how many are numbers."""
    flat = np.ravel(np.asarray(value, float))
    known = np.isfinite(flat)
    weights = 1.0 + np.arange(flat.size) % 7
    mean = float(np.sum(flat[known] * weights[known]) / max(1, known.sum()))
    return f"{mean:.9g}/{known.sum()}"


@cache
def stored() -> dict[tuple[int, str], str]:
    """The values of the file, by set and variable."""
    rows = (line.split("\t") for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {(number, name): text for name, *texts in rows for number, text in enumerate(texts)}


def moved(old: str, new: str) -> bool:
    """Whether two texts differ by more than the tolerance."""
    if old == new:
        return False
    (one, count), (other, number) = (text.split("/") if "/" in text else (text, "") for text in (old, new))
    return count != number or not math.isclose(float(one or "nan"), float(other or "nan"), rel_tol=TOLERANCE)


def differences(number: int) -> list[str]:
    """Each variable of a set whose value has moved, with the old and the new text."""
    old = {name: text for (place, name), text in stored().items() if place == number and text}
    new = computed(number)
    pairs = ((name, old.get(name, ""), new.get(name, "")) for name in sorted(old.keys() | new.keys()))
    return [f"set {number} {name}: {before} -> {after}" for name, before, after in pairs if moved(before, after)]


def write() -> None:
    """Write the file: a row for each variable, a column for each set."""
    names = sorted({name for number in range(SETS) for name in computed(number)})
    rows = ("\t".join([name, *(computed(number).get(name, "") for number in range(SETS))]) + "\n" for name in names)
    FILE.write_text(HEADER + "".join(rows), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the file, or print what has moved."""
    if "--write" in arguments:
        write()
        return 0
    rows = [row for number in range(SETS) for row in differences(number)]
    sys.stdout.write("\n".join(rows or ["nothing has moved"]) + "\n")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
