"""The two verdicts in words, physics and logistics apart from money, and what to try next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orbitcalc.analysis.insight.remedy import Change
from orbitcalc.analysis.insight.remedy import cause as cause
from orbitcalc.analysis.insight.remedy import margins as margins
from orbitcalc.graph import Parameter, Selection
from orbitcalc.report.page import Page, ratio
from orbitcalc.report.style import fill
from orbitcalc.result import Result
from orbitcalc.scenario.resolution import range_of

HIGH, LOW = "high", "low"

REMEDIES: dict[str, tuple[tuple[str, str], ...]] = {
    "launch rate": (
        ("vehicle_flights_cap", HIGH), ("programme_share", HIGH), ("satellite_life", HIGH),
        ("radiator_areal_mass", LOW),
    ),
    "factory": (("factory_throughput", HIGH), ("satellite_life", HIGH), ("mass_margin", LOW)),
    "date": (
        ("launch_growth", HIGH), ("factory_growth", HIGH), ("programme_share", HIGH), ("factory_throughput", HIGH),
        ("vehicle_flights_cap", HIGH), ("deployment_deadline", HIGH),
    ),
    "array": (("cell_efficiency", HIGH), ("array_inherent_efficiency", HIGH), ("it_power_per_satellite", LOW)),
    "radiator": (("radiator_reserve", HIGH), ("radiator_emissivity", HIGH), ("junction_rise", LOW)),
    "junction temperature": (("junction_rise", LOW), ("junction_reserve", HIGH), ("loop_drop", LOW)),
    "mass closure": (("specific_impulse", HIGH), ("tank_share", LOW), ("altitude", HIGH)),
    "payload": (("it_power_per_satellite", LOW), ("vehicle", "starship-v4"), ("altitude", LOW)),
    "fairing": (("fairing_packing", HIGH), ("it_power_per_satellite", LOW), ("vehicle", "starship-v4")),
    "dose": (("dose_tolerance", HIGH), ("altitude", LOW), ("satellite_life", LOW)),
    "battery cycles": (("eclipse_compute_share", LOW), ("satellite_life", LOW), ("altitude", HIGH)),
    "downlink": (("ground_stations", HIGH), ("station_antennas", HIGH), ("traffic_intensity", LOW)),
    "links": (("link_terminals", HIGH), ("link_demand", LOW), ("link_distance", LOW)),
    "array supply": (("array_supply", HIGH), ("satellite_life", HIGH), ("array_degradation", LOW)),
    "cost": (
        ("satellite_life", HIGH), ("launch_price_learning", HIGH), ("launch_list_price", LOW),
        ("accelerator_life", HIGH),
    ),
}  # fmt: skip
"""For each constraint, the variables that loosen it and the end of their range that does."""


@dataclass(frozen=True)
class Remedy:
    """A change to try: the variable, the text it is set to, and what it is now."""

    name: str
    value: str
    now: str


def verdicts(page: Page, changes: Sequence[Change] = ()) -> list[str]:
    """Feasible or not, what binds and what would mend it; then, apart from it, whether it pays."""
    result = page.result
    yes = result.word("feasible") == "yes"
    constraint = cause(result)
    said = page.paint.good("Feasible: yes") if yes else page.paint.bad("Feasible: no")
    verb = "tightest" if yes else "binds"
    others = [word for word in failing(result) if word != constraint]
    also = page.item("also short", ", ".join(others)) if others else []
    binds = page.item(verb, f"{constraint}: {slack(result, margins(result)[constraint])}")
    return [said, *binds, *also, *mending(page, changes), *money(page)]


def mending(page: Page, changes: Sequence[Change]) -> list[str]:
    """What would make it work, the nearest first."""
    labels = ("nearest change", *("or" for _ in changes[1:]))
    return [line for label, each in zip(labels, changes, strict=False) for line in page.item(label, each.text)]


def failing(result: Result) -> dict[str, float]:
    """The margins below zero, by constraint."""
    values = {word: float(result.value_si(name)) for word, name in margins(result).items()}
    return {word: margin for word, margin in values.items() if not margin >= 0.0}


def slack(result: Result, name: str) -> str:
    """A margin in words."""
    margin = float(result.value_si(name))
    _, _, what = result.variable(name).meaning.partition(": ")
    if math.isinf(margin):
        return f"{what}: never enough"
    if margin < 0.0:
        return f"{what}: {ratio(1.0 - margin)} times what there is"
    return f"{what}: uses {1.0 - margin:.0%} (margin {ratio(margin)})"


def money(page: Page) -> list[str]:
    """The verdict on cost."""
    if not page.known("cost_ratio"):
        return [page.paint.bad("Cheaper than the ground: unknown"), *page.unknown("cost_ratio")]
    cheaper = page.plain("cost_ratio") < 1.0
    paint = page.paint.good if cheaper else page.paint.bad
    said = f"Cheaper than the ground: {'yes' if cheaper else 'no'}, {page.figure('cost_ratio')} times its cost"
    return [paint(line) for line in fill(said, page.width)]


def remedies(result: Result, constraint: str) -> list[Remedy]:
    """The changes that loosen a constraint, each to the favourable end of its own range."""
    found = (remedy(result, name, end) for name, end in REMEDIES.get(constraint, ()))
    return [each for each in found if each is not None]


def remedy(result: Result, name: str, end: str) -> Remedy | None:
    """One change, unless the value is there already or does not enter the answer."""
    if name not in result.scenario.graph or name not in result.scenario.settings:
        return None
    if isinstance(result.variable(name), Selection):
        return None if result.word(name) == end else Remedy(name, end, result.word(name))
    best = favourable(result, name, end)
    now = float(result.value_si(name))
    if best is None or not (best > now if end == HIGH else best < now):
        return None
    unit = result.display_unit(name)
    shown = f"{float(unit.from_si(best)):.6g} {'' if unit.text == '1' else unit.text}".strip()
    return Remedy(name, shown, result.text(name))


def favourable(result: Result, name: str, end: str) -> float | None:
    """The end of a variable's range: its distribution's, or its plausible range's."""
    if not isinstance(result.variable(name), Parameter):
        return None
    spread = result.scenario[name].distribution
    ends = spread.support() if spread else range_of(result.scenario.graph, result.scenario.settings, name)
    best = ends[end == HIGH] if ends else math.inf
    return best if math.isfinite(best) else None


def next_steps(page: Page, changes: Sequence[Change] = ()) -> list[str]:
    """Two or three commands to go on with: the changes that mend, else those that loosen what is tightest."""
    result = page.result
    feasible = result.word("feasible") == "yes"
    dear = page.known("cost_ratio") and page.plain("cost_ratio") >= 1.0
    constraint = "cost" if feasible and dear else cause(result)
    wanted = list(changes[:2]) or remedies(result, constraint)[:2]
    aim = "cost" if constraint == "cost" else f"the {constraint}"
    lines = ["", *page.heading(f"Try next, for {aim}")]
    lines += [f"  {page.invocation.with_(each.name, each.value).command('run')}" for each in wanted]
    asked = "cost_ratio" if constraint == "cost" else margins(result)[constraint]
    return [*lines, f"  {page.invocation.command('explain', asked, '--depth 3')}"]
