"""The tables and charts of a report: each for people, with the same figures exact beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orbitcalc.analysis.insight.provenance import entered, references
from orbitcalc.analysis.insight.remedy import margins
from orbitcalc.report import listing, waterfall
from orbitcalc.report.levels import Level, columns, levels
from orbitcalc.report.page import Page
from orbitcalc.report.screen import labelled
from orbitcalc.report.tables import Table
from orbitcalc.report.verdict import slack
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


WHOLE = "whole satellite at launch"
"""What the last line of the masses is called."""

RUNNING = (
    ("replacements", "renewal_rate", ""), ("operations", "operations_rate", ""),
    ("energy", "", "ground_energy_rate"),
    ("upkeep, staff, replaced accelerators", "", "ground_upkeep_rate"),
    ("running cost at full power", "opex_rate", "ground_opex_rate"),
    ("present cost over the horizon", "present_cost", "ground_present_cost"),
    ("present energy over the horizon", "present_energy", "ground_present_energy"),
    ("levelised cost", "levelised_cost", "ground_levelised_cost"), ("orbit over ground", "cost_ratio", ""),
)  # fmt: skip
"""What comes after full power, and both sides on one basis."""


Lines = Sequence[tuple[str, str]]
"""Labels with the variables that they stand for."""


def exact(page: Page, names: Iterable[str]) -> Table:
    """Variables with every digit."""
    entries = [page.result.entry(name, page.shown_units.get(name, "")) for name in names]
    rows = [[entry.get(column) for column in listing.COLUMNS] for entry in entries]
    return Table(tuple(listing.COLUMNS), rows)


def shown(page: Page, name: str) -> str:
    """A value with its unit; nothing where there is no variable."""
    return page.result.text(name, page.shown_units.get(name, "")) if name else ""


def masses(page: Page) -> Sheet | None:
    """The parts of one satellite, the heaviest first; None where its mass is given as a whole."""
    total = "satellite_wet_mass"
    heavy = sorted((line for line in labelled(page, total) if line[0] > 0.0), key=lambda line: -line[0])
    if not heavy or not page.known(total):
        return None
    whole = float(page.result.value_si(total))
    rows = [[label, shown(page, name), f"{mass / whole:.1%}", name] for mass, label, name in heavy]
    bars = [Level(label, mass, figure) for (mass, label, _), (_, figure, *_) in zip(heavy, rows, strict=True)]
    rows.append([WHOLE, shown(page, total), f"{1:.1%}", total])
    drawn = levels("Mass of one satellite", bars, _said(bars, f"One satellite of {shown(page, total)}"))
    heads = ("part", "mass", "share", "variable")
    table = Table(heads, rows, right=frozenset(heads[1:3]))
    data = exact(page, [name for *_, name in rows])
    return Sheet("mass", "Mass of one satellite", table, data, (drawn,))


def _said(bars: Sequence[Level], start: str) -> str:
    """What a chart of bars shows, in words."""
    return f"{start}: {', '.join(f'{bar.label} {bar.figure}' for bar in bars)}."


def campaign(page: Page) -> Sheet:
    """Power on line and flights, year by year."""
    result, units = page.result, page.shown_units
    power = result.display_unit("power_online", units.get("power_online", ""))
    target = float(power.from_si(result.value_si("target_power")))
    drawn = (
        _yearly(page, f"Mean power on line in each year [{power.text}]; the line is what is asked for",
                "power_online", target),
        _yearly(page, "Flights for this programme in each year", "launches"),
    )  # fmt: skip
    shown_table, data = listing.yearly_shown(result, units), listing.yearly(result, units)
    return Sheet("campaign", "The campaign by year", shown_table, data, drawn)


def _yearly(page: Page, title: str, name: str, limit: float = 0.0) -> str:
    """One series over the years."""
    values = [float(value) for value in page.result.value(name, page.shown_units.get(name, ""))]
    first = float(page.result.value("first_launch"))
    years = [first + index for index in range(len(values))]
    ends = f"{number(values[0])} in {years[0]:g}, {number(values[-1])} in {years[-1]:g}"
    return columns(title, years, values, f"{title}: {ends}, {number(max(values))} at most.", limit)


def full_power(page: Page) -> Sheet:
    """The cost to first full power beside the ground's, lines of one label side by side."""
    orbit = {label: name for _, label, name in labelled(page, "capex")}
    ground = {label: name for _, label, name in labelled(page, "ground_capex")}
    lines = [(label, orbit.get(label, ""), ground.get(label, "")) for label in dict.fromkeys((*orbit, *ground))]
    lines += [("total", "capex", "ground_capex"), ("total per watt", "cost_per_watt", "ground_cost_per_watt")]
    total = ("in orbit", "capex"), ("on the ground", "ground_capex")
    drawn = _steps(page, "Cost to first full power", tuple(orbit.items()), total)
    return _pairs(page, "cost-to-full-power", "Cost to first full power", lines, drawn)


def running(page: Page) -> Sheet:
    """What follows, and both sides on one basis."""
    return _pairs(page, "cost-after", "At full power, and over the horizon at present value", RUNNING, ())


def horizon(page: Page) -> Sheet:
    """The cost over the horizon, line by line."""
    lines = [(label, name) for _, label, name in labelled(page, "cost_total")]
    total = ("total", "cost_total")
    drawn = _steps(page, "Cost over the horizon, undiscounted", lines, (total,))
    rows = [[label, shown(page, name), name] for label, name in (*lines, total)]
    heads = ("line", "in orbit", "variable")
    table = Table(heads, rows, right=frozenset(heads[1:2]))
    names = [name for *_, name in rows]
    return Sheet("cost-over-horizon", "Cost over the horizon, undiscounted", table, exact(page, names), drawn)


def _pairs(
    page: Page, file: str, caption: str, lines: Sequence[tuple[str, str, str]], drawn: tuple[str, ...]
) -> Sheet:
    """Orbit beside the ground."""
    rows = [[label, shown(page, orbit), shown(page, ground)] for label, orbit, ground in lines]
    heads = ("line", "in orbit", "on the ground")
    names = [name for _, *pair in lines for name in pair if name]
    return Sheet(file, caption, Table(heads, rows, right=frozenset(heads[1:])), exact(page, names), drawn)


def _steps(page: Page, title: str, lines: Lines, totals: Lines) -> tuple[str, ...]:
    """Lines that add up to the first of the totals, as a chart; none where that is unknown."""
    if not page.known(totals[0][1]):
        return ()
    unit = page.result.unit(totals[0][1])
    known = [(label, name) for label, name in totals if page.known(name)]
    parts = [(*line, False) for line in lines if page.result.value_si(line[1]) > 0.0]
    bars = [_step(page, *part, unit) for part in (*parts, *((*line, True) for line in known))]
    said = ", ".join(f"{bar.label} {bar.figure}" for bar in bars)
    return (waterfall.waterfall(f"{title} [{unit}]", bars, f"{title}, in {unit}: {said}."),)


def _step(page: Page, label: str, name: str, total: bool, unit: str) -> waterfall.Bar:
    value = float(page.result.value(name, unit))
    return waterfall.Bar(label, value, number(value), total)


def constraints(page: Page) -> Sheet:
    """Every margin, the tightest first."""
    result = page.result
    found = sorted(margins(result).items(), key=lambda item: _order(float(result.value_si(item[1]))))
    rows, bars = [], []
    for word, name in found:
        margin = float(result.value_si(name))
        rows.append([word, shown(page, name), slack(result, name), "yes" if margin >= 0.0 else "no"])
        bars.append(Level(word, 1.0 - margin, _used(margin)))
    title = "What is used of each capacity; the line is all of it"
    drawn = levels(title, bars, _said(bars, title), limit=1.0)
    heads = ("constraint", "margin", "in words", "holds")
    table = Table(heads, rows, prose="in words", right=frozenset(("margin",)))
    data = exact(page, [name for _, name in found])
    return Sheet("margins", "All margins, the tightest first", table, data, (drawn,))


def _order(margin: float) -> float:
    """Unknown margins first: nothing says that they hold."""
    return -math.inf if math.isnan(margin) else margin


def _used(margin: float) -> str:
    if math.isnan(margin):
        return "unknown"
    if math.isinf(margin):
        return "never enough" if margin < 0.0 else "nothing"
    return f"{1.0 - margin:.1%}" if margin > -1.0 else f"{number(1.0 - margin, 3)} times what there is"


def given(page: Page) -> Sheet:
    """What the scenario and its overrides give, each with who gave it and why."""
    scenario = page.result.scenario
    rows = [
        [name, _value(page, name), _range(page, name), each.origin, _source(page, name),
         "; ".join(part for part in (each.locator, each.as_of, each.note or each.missing) if part)]
        for name, each in scenario.given.items()
    ]  # fmt: skip
    heads = ("input", "value", "range", "given by", "source", "where, and why")
    table = Table(heads, rows, right=frozenset(heads[1:2]))
    return Sheet("given", "Inputs that the scenario gives", table, exact(page, scenario.given))


def _source(page: Page, name: str) -> str:
    """The sources of a given value, or that it has none; a choice needs none."""
    setting = page.result.scenario[name]
    return ", ".join(setting.source) or ("a choice" if page.result.is_word(name) else setting.kind)


def _value(page: Page, name: str) -> str:
    return "not published" if page.result.scenario[name].missing else shown(page, name)


def _range(page: Page, name: str) -> str:
    """The range that a given value has, and the shape of it."""
    spread = page.result.scenario[name].distribution
    if spread is None:
        return ""
    unit = page.result.display_unit(name, page.shown_units.get(name, ""))
    ends = spread.support() if all(map(math.isfinite, spread.support())) else spread.stated()
    return f"{spread.kind}, {' to '.join(number(float(unit.from_si(end))) for end in ends)}"


def inputs(page: Page) -> Sheet:
    """Every input of the answer, folded away: it is long."""
    rows = [
        [each.name, each.text, each.origin, each.kind, ", ".join(each.sources),
         "; ".join(part for part in (each.locator, each.note) if part)]
        for each in entered(page.result)
    ]  # fmt: skip
    heads = ("input", "value", "given by", "kind", "source", "where, and why")
    table = Table(heads, rows, right=frozenset(heads[1:2]))
    caption = f"All {len(rows)} inputs of the answer, defaults included"
    return Sheet("inputs", caption, table, exact(page, [name for name, *_ in rows]), folded=True)


def sources(page: Page) -> list[tuple[str, str, str, str]]:
    """Each source: key, reference without the address, address, and the inputs that rest on it."""
    found = []
    for each in references(page.result):
        doi = each.fields.get("doi", "")
        address = each.fields.get("url", "") or (f"https://doi.org/{doi}" if doi else "")
        parts = [each.fields.get(name, "") for name in ("publisher", "title", "date", "doi")]
        uses = [f"{one.name} ({one.locator})" if one.locator else one.name for one in each.inputs]
        found.append((each.key, ", ".join(part for part in parts if part), address, ", ".join(uses)))
    return found
