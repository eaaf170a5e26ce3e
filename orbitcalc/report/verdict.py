"""The two verdicts in words, physics and logistics apart from money, and what to try next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from orbitcalc.analysis.insight import remedy
from orbitcalc.analysis.insight.remedy import Change, cause, margins
from orbitcalc.graph import Constraint, Parameter
from orbitcalc.report.page import Page, ratio
from orbitcalc.report.style import fill
from orbitcalc.result import Result
from orbitcalc.scenario.resolution import range_of


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
    constraint = result.variable(name)
    assert isinstance(constraint, Constraint)
    margin = float(result.value_si(name))
    if math.isinf(margin):
        return f"{constraint.says}: {'never enough' if margin < 0.0 else 'nothing is needed'}"
    if margin < 0.0:
        return f"{constraint.says}: {ratio(1.0 - margin)} times what there is"
    if math.isinf(remedy.slack(result, constraint)):
        return f"{constraint.says}: {sized_with(margin)}"
    return f"{constraint.says}: uses {1.0 - margin:.0%} (margin {ratio(margin)})"


def sized_with(margin: float) -> str:
    """The reserve for which the model has sized a capacity."""
    reserve = 1.0 / (1.0 - margin) - 1.0
    return f"sized with a reserve of {reserve:.0%}" if reserve else "sized for the demand, without reserve"


def money(page: Page) -> list[str]:
    """The verdict on cost."""
    if not page.known("cost_ratio"):
        return [page.paint.bad("Cheaper than the ground: unknown"), *page.unknown("cost_ratio")]
    cheaper = page.plain("cost_ratio") < 1.0
    paint = page.paint.good if cheaper else page.paint.bad
    said = f"Cheaper than the ground: {'yes' if cheaper else 'no'}, {page.figure('cost_ratio')} times its cost"
    return [paint(line) for line in fill(said, page.width)]


def remedies(result: Result, constraint: str) -> list[Remedy]:
    """The changes that relax a constraint, each to the favourable end of its own range."""
    known = [item for item in result.scenario.graph.of(Constraint).values() if item.topic == constraint]
    changes = (to_favourable_end(result, name, way) for item in known for name, way in item.relaxed_by)
    return [change for change in changes if change is not None]


def to_favourable_end(result: Result, name: str, way: str) -> Remedy | None:
    """One change, unless the value is there already, is computed, or is a goal."""
    variable = result.variable(name)
    if name not in result.scenario.settings or not isinstance(variable, Parameter) or variable.goal:
        return None
    best, now = favourable(result, name, way), float(result.value_si(name))
    if best is None or not (best > now if way == "up" else best < now):
        return None
    unit = result.display_unit(name)
    text = f"{float(unit.from_si(best)):.6g} {'' if unit.text == '1' else unit.text}".strip()
    return Remedy(name, text, result.text(name))


def favourable(result: Result, name: str, way: str) -> float | None:
    """The end of a variable's range: its distribution's, or its plausible range's."""
    if not isinstance(result.variable(name), Parameter):
        return None
    spread = result.scenario[name].distribution
    ends = spread.support() if spread else range_of(result.scenario.graph, result.scenario.settings, name)
    best = ends[way == "up"] if ends else math.inf
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
