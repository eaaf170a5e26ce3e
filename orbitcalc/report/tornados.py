"""A tornado and elasticities as tables, and a tornado as a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orbitcalc.analysis.sensitivity.elasticity import Elasticity
from orbitcalc.analysis.sensitivity.tornado import Tornado, TornadoBar, bar_entry
from orbitcalc.report import bars
from orbitcalc.report.tables import Table
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.display import unit_of
from orbitcalc.scenario.display import value_text as text_of
from orbitcalc.units import number

COLUMNS = (
    "output", "output_unit", "output_base", "input", "unit", "low", "high", "base", "at_low", "at_high", "swing",
    "monotone", "inner", "status",
)  # fmt: skip


def table(found: Tornado, shown_units: Mapping[str, str]) -> Table:
    """One row a bar, numbers in columns of their own."""
    rows = []
    for output, each in found.bars.items():
        unit = unit_of(found.scenario, output, shown_units.get(output, ""))
        for bar in each:
            e = bar_entry(found.scenario, output, bar, shown_units)
            inner = [f"{extreme['at']!r}: {extreme['value']!r}" for extreme in e["inner"]]
            numbers = (e["low"], e["high"], e["base"], e["at_low"], e["at_high"], e["swing"])
            base = float(unit.from_si(found.base[output]))
            rows.append(
                [output, unit.text, base, bar.name, e["unit"], *numbers, e["monotone"], "; ".join(inner), e["status"]]
            )
    return Table(COLUMNS, rows)


def shown(found: Tornado, output: str, top: int, shown_units: Mapping[str, str]) -> Table:
    """The longest bars of one output, for people."""
    scenario = found.scenario

    def text(name: str, value: float) -> str:
        return text_of(scenario, name, value, shown_units.get(name, ""))

    rows = [
        [bar.name, text(bar.name, bar.low), text(bar.name, bar.high), text(output, bar.at_low),
         text(output, bar.at_high), swing(scenario, output, bar, shown_units), remark(found, output, bar, shown_units)]
        for bar in found.bars[output][:top]
    ]  # fmt: skip
    columns = ("input", "from", "to", "gives", "and", "swing", "remark")
    return Table(columns, rows, prose="remark", right=frozenset(columns[1:6]))


def swing(scenario: Scenario, output: str, bar: TornadoBar, shown_units: Mapping[str, str]) -> str:
    """The swing of a bar with its unit."""
    unit = unit_of(scenario, output, shown_units.get(output, ""))
    return f"{number(float(unit.from_si(bar.swing) - unit.from_si(0.0)))} {unit.label}".strip()


def remark(found: Tornado, output: str, bar: TornadoBar, shown_units: Mapping[str, str]) -> str:
    """What a reader should know of a bar: where the effect turns, and where nothing comes out."""
    said = []
    if not bar.monotone:
        turns = [
            f"{text_of(found.scenario, output, value, shown_units.get(output, ''))} at "
            f"{text_of(found.scenario, bar.name, at, shown_units.get(bar.name, ''))}"
            for at, value in bar.inner
        ]
        said.append(f"not monotone{': ' if turns else ''}{', '.join(turns)}")
    if bar.reason:
        said.append(f"in part of the range {bar.reason}")
    return "; ".join(said)


def local(scenario: Scenario, output: str, found: Sequence[Elasticity]) -> Table:
    """Elasticities with every digit; `slope` is in units of the output over units of the input."""
    of = unit_of(scenario, output)
    rows = []
    for each in found:
        unit = unit_of(scenario, each.name)
        slope = each.slope * (unit.to_si(1.0) - unit.to_si(0.0)) * (of.from_si(1.0) - of.from_si(0.0))
        share = None if each.reason else each.elasticity
        status = each.reason or ("kink" if each.kink else "ok")
        rows.append([output, each.name, float(unit.from_si(each.value)), unit.text, share, slope, of.text, status])
    return Table(("output", "input", "value", "unit", "elasticity", "slope", "output_unit", "status"), rows)


def local_shown(scenario: Scenario, output: str, found: Sequence[Elasticity], top: int) -> Table:
    """The largest elasticities, for people."""
    kink = "a kink or step here: a step up and a step down differ"
    rows = [
        [each.name, text_of(scenario, each.name, each.value), number(each.elasticity, 3) if not each.reason else "n/a",
         each.reason or (kink if each.kink else "")]
        for each in found[:top]
    ]  # fmt: skip
    columns = ("input", "now", f"percent of {output} per percent", "remark")
    return Table(columns, rows, prose="remark", right=frozenset(columns[1:3]))


def figure(found: Tornado, output: str, top: int, shown_units: Mapping[str, str]) -> str:
    """The longest bars of one output as an SVG document."""
    scenario = found.scenario
    unit = unit_of(scenario, output, shown_units.get(output, ""))
    drawn = []
    for bar in found.bars[output][:top]:
        ends = [text_of(scenario, bar.name, end, shown_units.get(bar.name, "")) for end in (bar.low, bar.high)]
        results = [text_of(scenario, output, each, shown_units.get(output, "")) for each in (bar.at_low, bar.at_high)]
        low, high, *inner = (float(unit.from_si(x)) for x in (bar.at_low, bar.at_high, *(v for _, v in bar.inner)))
        said = f"{bar.name}: {results[0]} to {results[1]}"
        drawn.append(bars.Bar(f"{bar.name}: {_span(*ends)}", low, high, inner, said))
    base = float(unit.from_si(found.base[output]))
    title = f"What drives {output}: {scenario.name}"
    description = f"{output} is {number(base)} {unit.label}. ".replace(" .", ".") + ". ".join(b.figure for b in drawn)
    return bars.tornado(title, f"{output} [{unit.text}]".replace(" [1]", ""), base, drawn, description)


def _span(low: str, high: str) -> str:
    """Two figures with a unit they share written once: 800 to 25,000 USD_2025/m^2."""
    number, _, unit = low.partition(" ")
    return f"{number} to {high}" if unit and high.endswith(f" {unit}") else f"{low} to {high}"
