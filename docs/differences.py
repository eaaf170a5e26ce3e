"""Write the page "Why they differ" and its picture: what leads from each headline answer to that of google-1gw.

    python docs/differences.py

Some seconds. The numbers are computed here; the sentences about them are in `TEXT`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import orbitcalc
from orbitcalc.analysis.bridge.factors import Factors, factors
from orbitcalc.charts.axes import box, sheet, text
from orbitcalc.charts.chart import Chart
from orbitcalc.units import number

FOLDER = Path(__file__).parent / "explanation"
NAME = "why-they-differ"
REFERENCE = "google-1gw"
WANTED = "cost_ratio"


class Answer(NamedTuple):
    """A headline answer: the scenario that restates it, its author in the picture, and what its source says."""

    scenario: str
    short: str
    says: str


ANSWERS = (
    Answer("starcloud-table", "Starcloud", "8.2 against 167 million dollars for 40 MW and ten years"),
    Answer("space-datacentre-model-mature", "model, Mature", "0.95 times the ground, on a mature Starship"),
    Answer("turyshev-parity", "Turyshev", "parity where a kilogram built and launched costs 250 dollars"),
    Answer("suncatcher-parity", "Suncatcher", "810 dollars a kilowatt and year of launch against 570 of electricity"),
    Answer("shapiro", "Shapiro", "2.43 times the ground a megawatt and year"),
    Answer("mccalip", "McCalip", "1,167 against 426 dollars a megawatt-hour"),
    Answer("semianalysis-2026", "SemiAnalysis", "10.91 against 2.49 dollars an accelerator-hour"),
    Answer("lcoc-2035", "LCOC, 2035", "1.98 dollars an hour, against 0.37 on the ground before scarcity"),
    Answer("space-datacentre-model-today", "model, Today", "5.58 times the ground, launched in 2026"),
    Answer("space-datacentre-model-skeptic", "model, Skeptic", "10.97 times the ground"),
    Answer("spacedc-mdao-1mw", "spacedc-mdao", "1,237 against 66 dollars a PFLOP-day"),
    Answer("lcoc-2026", "LCOC, 2026", "725 dollars an hour, against 2.34 on the ground"),
)

TEXT = """# Why they differ

Computing in orbit costs 0.05 times as much as on the ground, or 309 times: each of these answers is somebody's
headline, and each is restated here from its own inputs. This page says which inputs make one answer out of another.

![What leads from each answer to that of google-1gw](why-they-differ.svg)

A cell is the factor by which a cause moves an answer on its way to that of `{reference}`, {end}. The factors of a row
multiply to it: nothing is left over. A factor is the mean over every order in which the causes can come (Shapley's
value, of the logarithm). To go from one answer to any other, divide their rows, cell by cell.

{table}

The picture and this page are written by `python docs/differences.py`. Differences instead of factors, and every input
behind a cause, between any two:

```console
$ orbitcalc bridge suncatcher-parity turyshev-parity --group-by cause --figure bridge.svg
```

## The answers

{answers}

## What each cause is

- **What is counted and how**: the boundary; when capital is repaid; whether what is down is made good or not sold.
- **Scale, development and operations**: the power, and what is paid for the whole, whatever the number of satellites.
- **Lives and obsolescence**: of satellites, computers and buildings.
- **Failures, spares and idle time**: what is in place and not sold.
- **Price of the satellite**: learning, integration, insurance and the prices of its parts that are no other cause.
- The others are groups of the model. Which input belongs to which cause is one table, `orbitcalc/model/causes.py`.

## What the headlines rest on

{worth}
"""


class Change(NamedTuple):
    """What one headline rests on: the scenario with other inputs, and a sentence about it."""

    scenario: str
    changes: Mapping[str, str]
    sentence: str


WORTH = (
    Change(
        "space-datacentre-model-mature",
        {"accelerator_life": "8 yr"},
        "computers that live 8 years in orbit and 5 on the ground; 8 on both sides",
    ),
    Change(
        "space-datacentre-model-optimist",
        {"accelerator_life": "10 yr"},
        "computers that live 10 years in orbit and 5 on the ground; 10 on both sides",
    ),
    Change(
        "spacedc-mdao-1mw",
        {"operations_rate": "5 MUSD_2025/yr"},
        "failed accelerators that are lost and bought again; lost once",
    ),
    Change(
        "spacedc-mdao-1mw",
        {"eclipse_fraction_max": "0.2022"},
        "an eclipse with the Sun in the plane of an orbit over the terminator; its longest eclipse as it is",
    ),
    Change(
        "semianalysis-2026",
        {"availability": "0.95", "ground_availability": "1"},
        "spares of 20 % that multiply every cost, operations too; no spares on either side",
    ),
    Change("shapiro", {"repair_basis": "satellites"}, "hardware bought again is launched again; bought alone"),
    Change(
        "mccalip", {"ground_utilisation": "1"}, "energy of 100 % of the year in orbit and 85 % on the ground; alike"
    ),
)


def of_all() -> dict[Answer, Factors]:
    """The factors that lead from each answer to the reference."""
    reference = orbitcalc.load(REFERENCE)
    return {answer: factors(orbitcalc.load(answer.scenario), reference, WANTED) for answer in ANSWERS}


def causes_of(rows: Mapping[Answer, Factors]) -> list[str]:
    """Every cause, the one that moves the answers most first."""
    moved: dict[str, float] = {}
    for row in rows.values():
        for cause, factor in row.causes.items():
            moved[cause] = moved.get(cause, 0.0) + abs(math.log(factor))
    return sorted(moved, key=lambda cause: -moved[cause])


LEFT, TOP, CELL, HIGH = 192.0, 62.0, 42.0, 26.0
"""Where the cells begin, their width and height [px]."""

DARKEST = math.log(4.0)
"""Logarithm of the factor from which on a cell is darkest."""


def picture(rows: Mapping[Answer, Factors]) -> Chart:
    """The factors as a map: a row an answer, a column a cause."""
    causes = causes_of(rows)
    end = next(iter(rows.values())).end
    parts = [text(LEFT + CELL * (at + 0.5), TOP - 8.0, str(at + 1), "middle") for at in range(len(causes))]
    for place, (answer, row) in enumerate(rows.items()):
        top = TOP + HIGH * place
        parts += [text(16.0, top + 17.0, answer.short), text(LEFT - 12.0, top + 17.0, number(row.start, 3), "end")]
        for at, cause in enumerate(causes):
            parts += _cell(LEFT + CELL * at, top, cause, answer, row.causes.get(cause, 1.0))
    below = TOP + HIGH * len(rows) + 24.0
    for at, cause in enumerate(causes):
        column, line = divmod(at, (len(causes) + 1) // 2)
        parts.append(text(16.0 + 372.0 * column, below + 18.0 * line, f"{at + 1}  {cause}"))
    title = f"Cost in orbit over that on the ground: factors from each answer to {REFERENCE}, {number(end, 3)}"
    return sheet(title, _described(rows), parts, below + 18.0 * ((len(causes) + 1) // 2) + 8.0)


def _cell(left: float, top: float, cause: str, answer: Answer, factor: float) -> list[str]:
    kind = "high" if factor > 1.0 else "low"
    shade = min(1.0, abs(math.log(factor)) / DARKEST) * 0.75
    words = f"{answer.short}: {cause}, times {number(factor, 3)}"
    filled = box(kind, left, top, CELL - 2.0, HIGH - 2.0, words)
    shaded = filled.replace('"><title>', f'" fill-opacity="{shade:.2f}"><title>')
    return [shaded, text(left + 0.5 * (CELL - 2.0), top + 17.0, number(factor, 2), "middle")]


def _described(rows: Mapping[Answer, Factors]) -> str:
    texts = (
        f"{answer.short} {number(row.start, 3)}: "
        + ", ".join(f"{cause} times {number(factor, 2)}" for cause, factor in row.causes.items())
        for answer, row in rows.items()
    )
    return "; ".join(texts)


def table(rows: Mapping[Answer, Factors]) -> str:
    """The factors as a table, its columns numbered as in the picture."""
    causes = causes_of(rows)
    heads = ["answer", "ratio", *(f"{at + 1}" for at in range(len(causes)))]
    lines = [heads, ["---", *["---:"] * (len(causes) + 1)]]
    for answer, row in rows.items():
        cells = [number(row.causes.get(cause, 1.0), 3) for cause in causes]
        lines.append([answer.short, number(row.start, 4), *cells])
    legend = "; ".join(f"{at + 1} {cause}" for at, cause in enumerate(causes))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + f"\n\n{legend}."


def worth() -> Iterator[str]:
    """A line for each thing that a headline rests on, with the ratio before and after."""
    for item in WORTH:
        scenario = orbitcalc.load(item.scenario)
        before, after = (float(side.run().value(WANTED)) for side in (scenario, scenario.with_(dict(item.changes))))
        yield f"- `{item.scenario}`: {item.sentence}: {number(before, 4)} becomes {number(after, 4)}."


def page(rows: Mapping[Answer, Factors]) -> str:
    """The page with its numbers."""
    answers = (
        f"- **{answer.short}** (`{answer.scenario}`, {number(row.start, 4)}): {answer.says}."
        for answer, row in rows.items()
    )
    return TEXT.format(
        reference=REFERENCE,
        end=number(next(iter(rows.values())).end, 4),
        table=table(rows),
        answers="\n".join(answers),
        worth="\n".join(worth()),
    )


def write(folder: Path = FOLDER) -> None:
    """The page and its picture in a folder."""
    rows = of_all()
    (folder / f"{NAME}.svg").write_text(picture(rows).svg, encoding="utf-8")
    (folder / f"{NAME}.md").write_text(page(rows), encoding="utf-8")


if __name__ == "__main__":
    write()
