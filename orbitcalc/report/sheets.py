"""The tables and charts of a report: each for people, with the same figures exact beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orbitcalc.analysis.provenance import entered, references
from orbitcalc.report import listing, waterfall
from orbitcalc.report.curve import Series, curves
from orbitcalc.report.levels import Level, levels
from orbitcalc.report.page import Page, upstream
from orbitcalc.report.screen import COSTS, MASSES
from orbitcalc.report.tables import Table
from orbitcalc.report.verdict import margins, slack
from orbitcalc.units import number


@dataclass(frozen=True)
class Sheet:
    """A table with the charts above it and the name of its file; `data` is what the file holds."""

    file: str
    caption: str
    shown: Table
    data: Table
    charts: tuple[str, ...] = ()
    folded: bool = False


FULL_POWER = (
    ("satellites", "capex_satellites", ""), ("accelerators", "capex_accelerators", "ground_accelerator_cost"),
    ("launch", "capex_launch", ""), ("insurance", "capex_insurance", ""), ("development", "capex_development", ""),
    ("ground stations", "capex_ground_segment", ""), ("building", "", "ground_civil_cost"),
    ("cooling and electrical plant", "", "ground_plant_cost"), ("network", "", "ground_network_cost"),
    ("power plant of its own", "", "ground_source_cost"), ("total", "capex", "ground_capex"),
    ("total per watt", "cost_per_watt", "ground_cost_per_watt"),
)  # fmt: skip
"""The lines of the cost to first full power, in orbit and on the ground."""

RUNNING = (
    ("replacements", "renewal_rate", ""), ("operations", "operations_rate", ""), ("energy", "", "ground_energy_rate"),
    ("upkeep, staff, replaced accelerators", "", "ground_upkeep_rate"),
    ("running cost at full power", "opex_rate", "ground_opex_rate"),
    ("present cost over the horizon", "present_cost", "ground_present_cost"),
    ("present energy over the horizon", "present_energy", "ground_present_energy"),
    ("levelised cost", "levelised_cost", "ground_levelised_cost"), ("orbit over ground", "cost_ratio", ""),
)  # fmt: skip
"""What comes after full power, and both sides on one basis."""

HORIZON = (
    ("satellites", "cost_satellites"), ("accelerators", "cost_accelerators"), ("launch", "cost_launch"),
    ("insurance", "cost_insurance"), ("development", "cost_development"), ("ground stations", "cost_ground_segment"),
    ("operations", "cost_operations"), ("hardware bought again", "cost_repairs"), ("disposal", "cost_disposal"),
)  # fmt: skip
"""The lines of the cost over the horizon; their total is cost_total."""


def exact(page: Page, names: Iterable[str]) -> Table:
    """Variables with every digit."""
    entries = [page.result.entry(name, page.shown_units.get(name, "")) for name in names]
    return Table(tuple(listing.COLUMNS), [[entry.get(column) for column in listing.COLUMNS] for entry in entries])


def shown(page: Page, name: str) -> str:
    """A value with its unit; nothing where there is no variable."""
    return page.result.text(name, page.shown_units.get(name, "")) if name else ""


def size(page: Page, name: str) -> float:
    """The number of what is shown, for drawing."""
    return float(page.result.value(name, page.shown_units.get(name, "")))


def masses(page: Page) -> Sheet | None:
    """The parts of one satellite, the heaviest first; None where its mass is given as a whole."""
    inside = upstream(page.result, "satellite_wet_mass")
    parts = (*MASSES, *((("tanks", "tank_mass"),) if "satellite_dry_mass" in page.result.arguments("satellite_wet_mass")
                        and page.result.arguments("satellite_dry_mass") else ()))  # fmt: skip
    known = [(label, name) for label, name in parts if (name in inside or name == "tank_mass") and page.known(name)]
    held = [(label, name) for label, name in known if page.result.value_si(name) > 0.0]
    heavy = sorted(held, key=lambda part: -float(page.result.value_si(part[1])))
    total = "satellite_wet_mass"
    if not heavy or not page.known(total):
        return None
    whole = float(page.result.value_si(total))
    rows = [[label, shown(page, name), f"{float(page.result.value_si(name)) / whole:.1%}", name]
            for label, name in (*heavy, ("whole satellite at launch", total))]  # fmt: skip
    bars = [Level(label, float(page.result.value_si(name)), shown(page, name)) for label, name in heavy]
    drawn = levels("Mass of one satellite", bars, _said(bars, f"One satellite of {shown(page, total)}"))
    columns = ("part", "mass", "share", "variable")
    table = Table(columns, rows, right=frozenset(columns[1:3]))
    return Sheet("mass", "Mass of one satellite", table, exact(page, [name for *_, name in rows]), (drawn,))


def _said(bars: Sequence[Level], start: str) -> str:
    """What a chart of bars shows, in words."""
    return f"{start}: {', '.join(f'{bar.label} {bar.figure}' for bar in bars)}."


def campaign(page: Page) -> Sheet:
    """Power on line and flights, year by year."""
    result, units = page.result, page.shown_units
    drawn = tuple(_yearly(page, title, name) for title, name in (
        ("Power on line, mean of each year", "power_online"), ("Flights a year for this programme", "launches"),
    ))  # fmt: skip
    return Sheet("campaign", "The campaign by year", listing.yearly_shown(result, units), listing.yearly(result, units),
                 drawn)  # fmt: skip


def _yearly(page: Page, title: str, name: str) -> str:
    """One series over the years, with what is asked for beside the power."""
    result = page.result
    unit = result.display_unit(name, page.shown_units.get(name, ""))
    values = [float(value) for value in unit.from_si(result.value_si(name))]
    first = float(result.value("first_launch"))
    years = [first + index for index in range(len(values))]
    series = [Series(name.replace("_", " "), years, values)]
    if name == "power_online":
        series.append(Series("target power", years, [float(unit.from_si(result.value_si("target_power")))] * len(years)))
    label = "flights" if name == "launches" else f"{series[0].name} [{unit.text}]"
    ends = f"{number(values[0])} in {years[0]:g}, {number(max(values))} at most, {number(values[-1])} in {years[-1]:g}"
    return curves(title, "year", label, series, f"{label}: {ends}.")


def full_power(page: Page) -> Sheet:
    """The cost to first full power beside the ground's."""
    lines = [(label, name) for label, name in COSTS if page.known(name)]
    total = ("in orbit", "capex"), ("on the ground", "ground_capex")
    drawn = _steps(page, "Cost to first full power", lines, total)
    return _pairs(page, "cost-to-full-power", "Cost to first full power", FULL_POWER, drawn)


def running(page: Page) -> Sheet:
    """What follows, and both sides on one basis."""
    return _pairs(page, "cost-after", "At full power, and over the horizon at present value", RUNNING, ())


def horizon(page: Page) -> Sheet:
    """The cost over the horizon, line by line."""
    lines = [(label, name) for label, name in HORIZON if page.known(name)]
    drawn = _steps(page, "Cost over the horizon, undiscounted", lines, (("total", "cost_total"),))
    rows = [[label, shown(page, name), name] for label, name in (*HORIZON, ("total", "cost_total"))]
    columns = ("line", "in orbit", "variable")
    table = Table(columns, rows, right=frozenset(columns[1:2]))
    names = [name for *_, name in rows]
    return Sheet("cost-over-horizon", "Cost over the horizon, undiscounted", table, exact(page, names), drawn)


def _pairs(page: Page, file: str, caption: str, lines: Sequence[tuple[str, str, str]], drawn: tuple[str, ...]) -> Sheet:
    """Orbit beside the ground."""
    rows = [[label, shown(page, orbit), shown(page, ground)] for label, orbit, ground in lines]
    columns = ("line", "in orbit", "on the ground")
    names = [name for _, *pair in lines for name in pair if name]
    return Sheet(file, caption, Table(columns, rows, right=frozenset(columns[1:])), exact(page, names), drawn)


def _steps(
    page: Page, title: str, lines: Sequence[tuple[str, str]], totals: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Lines that add up to the first of the totals, as a chart; none where that is unknown."""
    if not page.known(totals[0][1]):
        return ()
    known = [(label, name) for label, name in totals if page.known(name)]
    unit = page.result.unit(totals[0][1])
    bars = [
        waterfall.Bar(label, float(page.result.value(name, unit)), page.result.text(name, unit), total)
        for part, total in ((lines, False), (known, True)) for label, name in part
        if page.result.value_si(name) > 0.0
    ]  # fmt: skip
    said = ", ".join(f"{bar.label} {bar.figure}" for bar in bars)
    return (waterfall.waterfall(title, bars, f"{title}: {said}."),)


def constraints(page: Page) -> Sheet:
    """Every margin, the tightest first."""
    result = page.result
    found = sorted(margins(result).items(), key=lambda item: _order(float(result.value_si(item[1]))))
    rows, bars = [], []
    for word, name in found:
        margin = float(result.value_si(name))
        rows.append([word, shown(page, name), slack(result, name), "yes" if margin >= 0.0 else "no"])
        bars.append(Level(word, 1.0 - margin, _used(margin)))
    drawn = levels("What is used of each capacity; the line is all of it", bars, _said(bars, "Used"), limit=1.0)
    columns = ("constraint", "margin", "in words", "holds")
    table = Table(columns, rows, prose="in words", right=frozenset(("margin",)))
    return Sheet("margins", "All margins, the tightest first", table, exact(page, [n for _, n in found]), (drawn,))


def _order(margin: float) -> float:
    """Unknown margins first: nothing says that they hold."""
    return -math.inf if math.isnan(margin) else margin


def _used(margin: float) -> str:
    if math.isnan(margin):
        return "unknown"
    return "never enough" if math.isinf(margin) else f"{1.0 - margin:.1%}" if margin > -1.0 else f"{1.0 - margin:,.1f} x"


def given(page: Page) -> Sheet:
    """What the scenario and its overrides give, each with who gave it and why."""
    scenario = page.result.scenario
    rows = [
        [name, _value(page, name), _range(page, name), each.origin, ", ".join(each.source) or each.kind,
         "; ".join(part for part in (each.locator, each.as_of, each.note or each.missing) if part)]
        for name, each in scenario.given.items()
    ]  # fmt: skip
    columns = ("input", "value", "range", "given by", "source", "where, and why")
    table = Table(columns, rows, right=frozenset(columns[1:2]))
    return Sheet("given", "Inputs that the scenario gives", table, exact(page, scenario.given))


def _value(page: Page, name: str) -> str:
    return "not published" if page.result.scenario[name].missing else shown(page, name)


def _range(page: Page, name: str) -> str:
    """The range that a given value has, and the shape of it."""
    spread = page.result.scenario[name].distribution
    if spread is None:
        return ""
    unit = page.result.display_unit(name, page.shown_units.get(name, ""))
    ends = [number(float(unit.from_si(end))) for end in spread.support()]
    return f"{spread.kind}, {ends[0]} to {ends[1]}"


def inputs(page: Page) -> Sheet:
    """Every input of the answer, folded away: it is long."""
    rows = [
        [each.name, each.text, each.origin, each.kind, ", ".join(each.sources),
         "; ".join(part for part in (each.locator, each.note) if part)]
        for each in entered(page.result)
    ]  # fmt: skip
    columns = ("input", "value", "given by", "kind", "source", "where, and why")
    table = Table(columns, rows, right=frozenset(columns[1:2]))
    caption = f"All {len(rows)} inputs of the answer, defaults included"
    every = listing.variables(page.result, page.shown_units)
    return Sheet("variables", caption, table, every, folded=True)


def sources(page: Page) -> list[tuple[str, str, str, str]]:
    """Each source: its key, its reference without the address, its address, and the inputs that rest on it."""
    found = []
    for each in references(page.result):
        address = each.fields.get("url", "") or (f"https://doi.org/{each.fields['doi']}" if "doi" in each.fields else "")
        parts = [each.fields.get(name, "") for name in ("publisher", "title", "date", "doi")]
        uses = [f"{one.name} ({one.locator})" if one.locator else one.name for one in each.inputs]
        found.append((each.key, ", ".join(part for part in parts if part), address, ", ".join(uses)))
    return found
