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
from orbitcalc.model.answer import GATED
from orbitcalc.result import Result

MOST = 12
"""Inputs, and intermediate results, that a diagnosis names."""

SKEW = 1.5
"""Ratio of the two halves of a range, in logarithms where it is drawn so, from which it is called asymmetric."""


def positions(result: Result) -> dict[str, float]:
    """The position of each figure of the gate; none where nothing is uncertain."""
    futures = result.futures
    return {name: futures.position(name) for name in GATED if futures and name in futures.ranges}


def outside(values: Mapping[str, float]) -> dict[str, float]:
    """The figures that lie outside the gate."""
    return {name: value for name, value in values.items() if not GATE[0] <= value <= GATE[1]}


def report(names: Iterable[str]) -> str:
    """The table of all scenarios, then the list of those outside the gate."""
    lines, listed = ["scenario".ljust(34) + "".join(name.rjust(20) for name in GATED)], []
    for name in names:
        result = orbitcalc.load(name).run()
        values = positions(result)
        row = [f"{values[item]:.2f}{'*' if item in outside(values) else ' '}" if item in values else "- " for item in GATED]
        lines.append(name.ljust(34) + "".join(text.rjust(20) for text in row))
        stance = "  (claim)" if result.scenario.claim[0] else ""
        listed += [f"{name}: {', '.join(outside(values))}{stance}"] if outside(values) else []
    return "\n".join([*lines, "", f"{len(listed)} outside {GATE[0]:g} to {GATE[1]:g}:", *listed])


# Why


class Diagnosis:
    """What moves the positions of a scenario: every uncertain input is drawn alone, and held while all others are drawn."""

    def __init__(self, name: str) -> None:
        self.result = orbitcalc.load(name).run()
        scenario = self.result.scenario
        self.figures = [item for item in GATED if is_output(scenario, item)]
        self.study: Study = study_of(scenario, outputs=self.figures, conditions=())
        names = self.study.effective
        self.draws = self.study.sampler.draw(0, FUTURES, names)
        self.positions = self.positions_of(self.draws)

    def positions_of(self, draws: Mapping[str, Array], names: Sequence[str] = ()) -> dict[str, float]:
        """The positions of some variables when these inputs are drawn."""
        names = names or self.figures
        columns = evaluate_columns(self.result.scenario, draws, names, FUTURES)
        return {name: range_of_values(columns[name], float(self.result.value_si(name))).position for name in names}

    def inputs(self) -> list[tuple[str, dict[str, float], dict[str, float]]]:
        """Each input with the positions when it alone is drawn, and when all others are; the weightiest first."""
        rows = []
        for name, column in self.draws.items():
            others = {other: item for other, item in self.draws.items() if other != name}
            rows.append((name, self.positions_of({name: column}), self.positions_of(others)))
        return sorted(rows, key=lambda row: -max(self._shifts(row)))

    def _shifts(self, row: tuple[str, dict[str, float], dict[str, float]]) -> list[float]:
        return [abs(row[2][item] - self.positions[item]) for item in self.figures]

    def within(self) -> list[tuple[str, float]]:
        """Intermediate results by how far their own position is from one half."""
        graph = self.result.scenario.graph
        above = self.result.upstream(self.figures[0]) - set(self.draws)
        names = [name for name in above if is_output(self.result.scenario, name) and not self.result.is_word(name)]
        places = self.positions_of(self.draws, [name for name in names if name in graph])
        return sorted(places.items(), key=lambda pair: -abs(pair[1] - 0.5))

    def skew(self, name: str) -> float:
        """The upper half of an input's range over its lower half."""
        distribution = next(item.distribution for item in self.study.inputs if item.name == name)
        numbers = distribution.numbers
        if "p50" not in numbers:
            return 1.0
        ends = [numbers[key] for key in ("p05", "p50", "p95")]
        low, median, high = np.log(ends) if distribution.in_logs else ends
        return float((high - median) / (median - low))

    def text(self) -> str:
        """The diagnosis as Markdown."""
        head = ", ".join(f"{name} {value:.2f}" for name, value in self.positions.items())
        rows = [
            f"| `{name}` | {_numbers(alone, self.figures)} | {_shift(rest, self.positions, self.figures)} | {self.skew(name):.2f} |"
            for name, alone, rest in self.inputs()[:MOST]
        ]
        places = [f"| `{name}` | {value:.2f} |" for name, value in self.within()[: 2 * MOST]]
        return "\n".join(
            [
                f"## {self.result.scenario.name}: {head}",
                "",
                f"Order of the figures: {', '.join(self.figures)}.",
                "",
                "| input | drawn alone | held: change of the position | upper half / lower half |",
                "|---|---|---|---|",
                *rows,
                "",
                "| intermediate result | position |",
                "|---|---|",
                *places,
                "",
            ]
        )


def _numbers(values: Mapping[str, float], names: Sequence[str]) -> str:
    return " ".join(f"{values[name]:.2f}" for name in names)


def _shift(values: Mapping[str, float], base: Mapping[str, float], names: Sequence[str]) -> str:
    return " ".join(f"{values[name] - base[name]:+.2f}" for name in names)


def main(arguments: Sequence[str]) -> int:
    """Print the table, or the diagnosis of the named scenarios."""
    names = [name for name in arguments if not name.startswith("-")]
    if "--why" in arguments:
        sys.stdout.write("\n".join(Diagnosis(name).text() for name in names))
        return 0
    sys.stdout.write(report(names or orbitcalc.scenarios()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
