"""Where each shipped scenario lies among its own futures, and why: a table of positions, printed by one command.

    python -m tests.positions                     scenario x figure, then the scenarios outside the gate
    python -m tests.positions NAME ...            the same for some scenarios
    python -m tests.positions --why NAME ...      what moves the positions of each: its inputs, its intermediate results

The position of a figure is the share of the futures below the scenario's own value plus half the share equal to it; no
value is above every value. `tests/analysis/insight/test_gate.py` holds the scenarios to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

import orbitcalc
from orbitcalc._typing import Array
from orbitcalc.analysis.insight.futures import FUTURES, range_of_values
from orbitcalc.analysis.runs.study import Study, study_of
from orbitcalc.analysis.sampling.outputs import is_output
from orbitcalc.evaluate import evaluate_columns
from orbitcalc.futures import GATE
from orbitcalc.model import story
from orbitcalc.result import Result
from tests import shipped

GATED = tuple(name for _, name in story().judgement.gated)
"""The figures of the gate."""

MOST = 12
"""Inputs, and intermediate results, that a diagnosis names."""

Row = tuple[str, list[tuple[float, float]], list[tuple[float, float]]]
"""An input with the position and drift of each figure: drawn alone, and held while all others are drawn."""


def positions(result: Result) -> dict[str, float]:
    """The position of each figure of the gate; none where nothing is uncertain."""
    futures = result.futures
    return {name: futures.position(name) for name in GATED if futures and name in futures.ranges}


def outside(result: Result) -> dict[str, float]:
    """The positions outside the gate."""
    return result.futures.outside(GATED) if result.futures else {}


def report(results: Iterable[Result]) -> str:
    """The table of some scenarios, then the list of those outside the gate."""
    lines, listed = ["scenario".ljust(34) + "".join(name.rjust(20) for name in GATED)], []
    for result in results:
        name = result.scenario.name
        values, far = positions(result), outside(result)
        row = [_cell(values, item, item in far) for item in GATED]
        lines.append(name.ljust(34) + "".join(text.rjust(20) for text in row))
        stance = "  (claim)" if result.scenario.claim[0] else ""
        listed += [f"{name}: {', '.join(far)}{stance}"] if far else []
    return "\n".join([*lines, "", f"{len(listed)} outside {GATE[0]:g} to {GATE[1]:g}:", *listed])


def _cell(values: Mapping[str, float], name: str, is_outside: bool) -> str:
    """A position, marked where it is outside."""
    return f"{values[name]:.2f}{'*' if is_outside else ' '}" if name in values else "- "


# Why


class Diagnosis:
    """What moves the positions of a scenario: each uncertain input drawn alone, and held while all others are drawn."""

    def __init__(self, name: str) -> None:
        self.result = shipped.result(name)
        self.figures = [item for item in GATED if is_output(self.result.scenario, item)]
        self.study: Study = study_of(self.result.scenario, outputs=self.figures, conditions=())
        self.draws = self.study.sampler.draw(0, FUTURES, self.study.effective)

    def places(self, draws: Mapping[str, Array], names: Sequence[str]) -> list[tuple[float, float]]:
        """Position and drift of some variables when these inputs are drawn.

        The drift is the mean logarithm of the values over the scenario's own: what skewed ranges add to the middle.
        """
        columns = evaluate_columns(self.result.scenario, draws, names, FUTURES)
        own = {name: float(self.result.value_si(name)) for name in names}
        return [
            (range_of_values(columns[name], own[name]).position, _drift(columns[name], own[name])) for name in names
        ]

    def inputs(self) -> list[Row]:
        """Each input drawn alone, and held while all others are drawn; those that drift most first."""
        rows = []
        for name, column in self.draws.items():
            others = {other: item for other, item in self.draws.items() if other != name}
            rows.append((name, self.places({name: column}, self.figures), self.places(others, self.figures)))
        return sorted(rows, key=lambda row: -max(abs(drift) for _, drift in row[1]))

    def within(self) -> list[tuple[str, float]]:
        """Intermediate results by how far their own position is from one half."""
        scenario = self.result.scenario
        above = self.result.upstream(self.figures[0]) - set(self.draws)
        names = [name for name in above if is_output(scenario, name) and not self.result.is_word(name)]
        values = self.places(self.draws, names)
        places = [(name, position) for name, (position, _) in zip(names, values, strict=True)]
        return sorted(places, key=lambda pair: -abs(pair[1] - 0.5))

    def skew(self, name: str) -> float:
        """The upper half of an input's range over its lower half, in logarithms where it is drawn so."""
        distribution = next(item.distribution for item in self.study.inputs if item.name == name)
        if "p50" not in distribution.numbers:
            return 1.0
        ends = [distribution.numbers[key] for key in ("p05", "p50", "p95")]
        low, median, high = np.log(ends) if distribution.in_logs else ends
        return float((high - median) / (median - low))

    def text(self) -> str:
        """The diagnosis as Markdown."""
        base, rows = self.places(self.draws, self.figures), self.inputs()
        sums = [sum(alone[index][1] for _, alone, _ in rows) for index in range(len(self.figures))]
        lines = [
            f"## {self.result.scenario.name}",
            "",
            "| figure | position | drift | sum of the drifts of the inputs |",
        ]
        lines += ["|---|---|---|---|"]
        for figure, (position, drift), total in zip(self.figures, base, sums, strict=True):
            lines.append(f"| `{figure}` | {position:.2f} | {drift:+.3f} | {total:+.3f} |")
        lines += [
            "",
            "| input | position, drawn alone | change of the position, held | drift, drawn alone | upper/lower |",
        ]
        lines += ["|---|---|---|---|---|"]
        for name, alone, held in rows[:MOST]:
            places = " ".join(f"{position:.2f}" for position, _ in alone)
            changes = " ".join(f"{after - before:+.2f}" for (after, _), (before, _) in zip(held, base, strict=True))
            drifts = " ".join(f"{drift:+.3f}" for _, drift in alone)
            lines.append(f"| `{name}` | {places} | {changes} | {drifts} | {self.skew(name):.2f} |")
        lines += ["", "| intermediate result | position |", "|---|---|"]
        lines += [f"| `{name}` | {value:.2f} |" for name, value in self.within()[: 2 * MOST]]
        return "\n".join([*lines, ""])


def _drift(values: Array, own: float) -> float:
    known = values[np.isfinite(values) & (values * own > 0.0)]
    return float(np.mean(np.log(known / own))) if known.size else 0.0


def main(arguments: Sequence[str]) -> int:
    """Print the table, or the diagnosis of the named scenarios."""
    names = [name for name in arguments if not name.startswith("-")]
    if "--why" in arguments:
        sys.stdout.write("\n".join(Diagnosis(name).text() for name in names))
        return 0
    results = (shipped.result(name) for name in names or orbitcalc.scenarios())
    sys.stdout.write(report(results) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
