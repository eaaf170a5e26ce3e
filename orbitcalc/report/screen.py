"""One screen: the answer, why it is that many, what binds, what to try next, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orbitcalc import catalog
from orbitcalc.analysis.insight.remedy import Change
from orbitcalc.graph import Selection
from orbitcalc.report import listing, verdict
from orbitcalc.report.page import Invocation, Page, ratio
from orbitcalc.report.style import Paint, fill
from orbitcalc.result import Result

FACTORS = {
    "duty_fraction": "in sunlight and computing",
    "accelerator_availability": "accelerators at work, mean of a satellite's life",
    "availability": "satellites at work, the rest failed: hence spares",
}
"""What stands between the plain division and the count, in short."""


def screen(
    result: Result, shown_units: Mapping[str, str], invocation: Invocation, width: int, paint: Paint,
    changes: Sequence[Change] = (),
) -> str:  # fmt: skip
    """The answer to a scenario on about one screen, no number of which is cut.

    `changes` are what would make an infeasible scenario work, the nearest first.
    """
    page = Page(result, shown_units, invocation, min(width, 100), paint)
    parts = (
        head(page), answer(page), why(page), satellite(page), ways(page), verdict.verdicts(page, changes), ground(page),
    )  # fmt: skip
    lines = [line for part in parts for line in part]
    return "\n".join([*lines, *verdict.next_steps(page, changes), *basis(page)]) + "\n"


def head(page: Page) -> list[str]:
    scenario = page.result.scenario
    named = "" if scenario.title == scenario.name else f"  [{scenario.name}]"
    title = page.heading(f"{scenario.title}{named}")
    return title + (fill(scenario.question, page.width) if scenario.question else []) + [""]


def answer(page: Page) -> list[str]:
    """The answer in words and numbers."""
    f = page.figure
    count = (
        f"{f('satellites_required')} satellites ({f('satellites_active')} active, {f('satellites_spare')} spare) "
        f"for {f('target_power')} of computing in orbit"
    )
    flights = f"{f('launches_to_deploy')} flights of {_entry_title(page, 'vehicle')}"
    cost = f"{f('capex')} to first full power, {f('cost_per_watt')}"
    levelised = f"{f('levelised_cost')} in orbit, {f('ground_levelised_cost')} on the ground: {_times(page)}"
    return [
        *page.heading(count),
        *page.item("fleet mass", f("fleet_mass")),
        *page.line("launches", flights, "launches_to_deploy"),
        *page.item("full power", _date(page)),
        *page.line("cost", cost, "capex"),
        *page.line("energy costs", levelised, "levelised_cost", "ground_levelised_cost"),
        *page.unknown("satellites_required", "launches_to_deploy", "capex", "levelised_cost", "cost_ratio"),
    ]


def _times(page: Page) -> str:
    return f"{page.figure('cost_ratio')} times the ground" if page.known("cost_ratio") else "no ratio"


def _date(page: Page) -> str:
    if not page.known("full_power_date"):
        return f"never: {page.reason('full_power_date')}"
    return f"{page.figure('full_power_date')}, {page.figure('deployment_time')} after the first launch"


def _entry_title(page: Page, selection: str) -> str:
    """The title of a chosen catalogue entry."""
    variable = page.result.variable(selection)
    assert isinstance(variable, Selection)
    return catalog.entry(variable.table, page.result.word(selection)).title


def why(page: Page) -> list[str]:
    """The plain division beside our count, with each factor between them."""
    f = page.figure
    division = (
        f"Why that many: plain division of {f('target_power')} by {f('it_power_per_satellite')} "
        f"gives {f('satellites_nameplate')}"
    )
    lines = [*page.heading(division)]
    for name in _factors(page, "satellites_active", ("duty_fraction", "accelerator_availability")):
        lines += _factor(page, name)
    lines += page.text(f"=  {f('satellites_active')} active")
    for name in _factors(page, "satellites_required", ("availability",)):
        lines += _factor(page, name)
    total = ratio(page.plain("satellites_required") / page.plain("satellites_nameplate"))
    lines += page.text(f"=  {f('satellites_required')} in place, {total} times the plain division")
    enough = f"{f('satellites_nameplate')} would do at {f('it_power_for_nameplate')} each"
    return [*lines, *page.text(f"   {enough} (it_power_for_nameplate)")]


def _factors(page: Page, name: str, candidates: tuple[str, ...]) -> list[str]:
    above = page.result.upstream(name)
    return [candidate for candidate in candidates if candidate in above]


def _factor(page: Page, name: str) -> list[str]:
    return fill(f"{FACTORS[name]} ({name})", page.width, first=f"  /  {page.figure(name):<8}", later=" " * 13)


def satellite(page: Page) -> list[str]:
    """What one satellite is made of."""
    f, result = page.figure, page.result
    weight = f"One satellite: {f('satellite_wet_mass')} for {f('it_power_per_satellite')}, {f('specific_power')}"
    lines = labelled(page, "satellite_wet_mass")
    heavy = sorted((line for line in lines if line[0] > 0.0), reverse=True)
    mass = ", ".join(f"{label} {f(name)}" for _, label, name in heavy[:6])
    given = f"given by {result.origin('satellite_wet_mass')}; its parts are not added up"
    source = f"array {f('array_area')}" if result.word("power_source") == "solar" else f"reactor {f('reactor_mass')}"
    power = f"{f('bus_power')} from the {source}; radiator {f('radiator_area')} at {f('radiator_temperature')}"
    return [*page.heading(weight), *page.item("mass", mass or given), *page.item("power, heat", power)]


def labelled(page: Page, total: str) -> list[tuple[float, str, str]]:
    """The lines of a total that have a value: in SI, as tables call them, by name."""
    result = page.result
    return [
        (float(result.value_si(name)), result.variable(name).label, name)
        for name in result.lines(total)
        if page.known(name)
    ]


def ways(page: Page) -> list[str]:
    """Launch, campaign and cost, a line or two each."""
    f, result = page.figure, page.result
    own = result.word("launch_sourcing") == "own"
    flight, kilogram = ("own_flight_cost", "own_launch_price") if own else ("flight_price", "launch_price")
    launch = (
        f"{f('payload_to_orbit')} to {f('altitude')}, {f('satellites_per_launch')} satellites a flight; "
        f"{f(flight)} a flight{' of its own' if own else ''}, {f(kilogram)}"
    )
    campaign = (
        f"in the end {page.rate('launch_rate', 'flights')} for this programme and "
        f"{page.rate('factory_rate', 'satellites')} made; they hold {f('sustainable_power')} for ever"
    )
    lines = labelled(page, "capex")
    total = float(result.value_si("capex"))
    shares = [(label, name, share) for cost, label, name in sorted(lines, reverse=True) if (share := cost / total) > 0]
    cost = ", ".join(f"{label} {f(name)} ({share:.0%})" for label, name, share in shares[:4])
    return [
        *page.heading("Launch, campaign and cost"),
        *page.item("launch", launch),
        *page.item("campaign", campaign),
        *page.line("to full power", cost, "capex"),
        *page.line("then", f"{f('opex_rate')} to run and replace", "opex_rate"),
    ]


def ground(page: Page) -> list[str]:
    """The same computing on the ground."""
    f = page.figure
    twin = (
        f"{f('ground_capex')}, {f('ground_cost_per_watt')}; {f('ground_opex_rate')} to run; "
        f"first power {f('ground_delay')} after the decision"
    )
    return page.item("on the ground", twin)


def basis(page: Page) -> list[str]:
    """What the answer rests on, and what its reader should know."""
    counted = listing.kinds(page.result)
    total = sum(counted.values())
    shares = ", ".join(f"{count / total:.0%} {kind}" for kind, count in counted.items())
    lines = ["", *fill(f"Rests on {total} inputs: {shares} (--sources lists them).", page.width)]
    for note in page.result.notes:
        lines += fill(f"Note: {note}.", page.width, later="  ")
    return lines
