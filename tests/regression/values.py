"""The regression file: written by this tool, compared in `make test`, its differences printed as a table.

    python -m tests.regression.values            what has moved, as the table that the CHANGELOG takes
    python -m tests.regression.values --write    write the values that the program gives now

These numbers are the program's own earlier output, in coherent SI: they show that something moved, never
that it is right. What is right is tested against sources elsewhere.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import orbitcalc
from orbitcalc import catalog, model
from orbitcalc.graph import Parameter, Rule
from orbitcalc.units import number

FOLDER = Path(__file__).parent / "data"
HEADER = "# regression values: this program's own earlier output, in coherent SI\n"
TOLERANCE = 1e-12
"""Relative difference up to which a value has not moved."""


RANGES = "ranges"
"""In place of a scenario: the ranges of the parameters, and of the catalogue as it stands."""


def names() -> tuple[str, ...]:
    """What has a file: the shipped scenarios, and the ranges."""
    return (*orbitcalc.scenarios(), RANGES)


def ranges() -> dict[str, str]:
    """The 5, 50 and 95 % points of every parameter, and the text of every range of the catalogue."""
    parameters = model.graph().of(Parameter).values()
    ends = ("low", "default", "high")
    declared = {f"{item.name} {end}": getattr(item, end) for item in parameters for end in ends if getattr(item, end)}
    entries = ((table, entry) for table in catalog.tables() for entry in catalog.names(table))
    data = {f"{table}/{entry}": catalog.entry(table, entry).values for table, entry in entries}
    found = {
        f"{place} {name} {end}": getattr(datum, end)
        for place, values in data.items()
        for name, datum in values.items()
        for end in ("low", "value", "high")
        if getattr(datum, end)
    }
    return declared | found


def computed(scenario: str) -> dict[str, str]:
    """Every scalar output of a scenario: a number to the last digit, a word, or n/a; the ranges under their name."""
    if scenario == RANGES:
        return ranges()
    result = orbitcalc.load(scenario).run()
    scalars = [name for name in result.scenario.graph.of(Rule) if name in result.si and not result.is_series(name)]
    return {name: result.word(name) if result.is_word(name) else text(float(result.value_si(name))) for name in scalars}


def text(value: float) -> str:
    """A number to the last digit."""
    return "n/a" if math.isnan(value) else repr(value)


def stored(scenario: str) -> dict[str, str]:
    """The values of the file of a scenario."""
    lines = (FOLDER / f"{scenario}.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def write(scenario: str) -> None:
    """Write the file of a scenario."""
    FOLDER.mkdir(exist_ok=True)
    lines = "".join(f"{name}\t{value}\n" for name, value in sorted(computed(scenario).items()))
    (FOLDER / f"{scenario}.tsv").write_text(HEADER + lines, encoding="utf-8")


def moved(old: str, new: str) -> bool:
    """Whether two stored values differ by more than the tolerance."""
    if old == new:
        return False
    try:
        return not math.isclose(float(old), float(new), rel_tol=TOLERANCE, abs_tol=0.0)
    except ValueError:
        return True


def differences(scenario: str) -> Iterator[tuple[str, str, str]]:
    """Each variable that is new, gone or moved: name, value in the file, value now."""
    old, new = stored(scenario), computed(scenario)
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, ""), new.get(name, "")
        if not before or not after or moved(before, after):
            yield name, before, after


def table(rows: list[tuple[str, str, str, str]]) -> str:
    """Moved results as a Markdown table: scenario, variable, old and new value in SI, change."""
    lines = ["| scenario | variable | old [SI] | new [SI] | change |", "|---|---|---|---|---|"]
    for scenario, name, before, after in rows:
        lines.append(f"| {scenario} | `{name}` | {short(before)} | {short(after)} | {change(before, after)} |")
    return "\n".join(lines)


def short(value: str) -> str:
    """A stored value in six digits."""
    try:
        return number(float(value), 6)
    except ValueError:
        return value or "-"


def change(before: str, after: str) -> str:
    """The relative change of a number."""
    try:
        return f"{float(after) / float(before) - 1.0:+.2%}"
    except (ValueError, ZeroDivisionError):
        return ""


def main(arguments: list[str]) -> int:
    """Write the files, or print what has moved."""
    if "--write" in arguments:
        for stale in set(FOLDER.glob("*.tsv")) - {FOLDER / f"{name}.tsv" for name in names()}:
            stale.unlink()
        for name in names():
            write(name)
        return 0
    rows = [(name, *row) for name in names() if (FOLDER / f"{name}.tsv").exists() for row in differences(name)]
    sys.stdout.write(table(rows) + "\n" if rows else "nothing has moved\n")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
