"""Collection of the variables of a model from its modules, with their names and groups.

A rule receives its alternative formulas, a total its lines, and a rule over all constraints their margins, from
any module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import wraps
from types import ModuleType
from typing import Any

from orbitcalc.errors import ModelError, did_you_mean
from orbitcalc.graph.declarations import Alternative, Constraint, Rule, Variable
from orbitcalc.graph.quantities import QUANTITIES, quantities


def collect(modules: Iterable[ModuleType]) -> dict[str, Variable]:
    """The variables of modules, and of packages that list their `MODULES`, by name.

    Raises
    ------
    ModelError
        If a name is declared twice, a line adds to a variable that is no total, or a total has no lines.
    """
    declared = [(_group(module), name, item) for module in modules for name, item in _declared(module)]
    variables: dict[str, Variable] = {}
    for group, name, item in _with_alternatives(declared):
        if name in variables:
            raise ModelError(f"'{name}' is declared in {variables[name].group} and again in {group}")
        variables[name] = replace(item, name=name, group=group)
    variables |= _totals(_rules(variables))
    variables |= _over_quantities(_rules(variables))
    return variables | _over_constraints(_rules(variables))


def _group(module: ModuleType) -> str:
    """The name of the group that a module or package declares."""
    return module.__name__.rpartition(".")[2]


def _declared(group: ModuleType) -> list[tuple[str, object]]:
    """The declarations of a group in order, module by module for a package; an imported one counts once."""
    modules = getattr(group, "MODULES", (group,))
    names = [(name, item) for module in modules for name, item in vars(module).items() if not name.startswith("_")]
    return list({(name, id(item)): (name, item) for name, item in names}.values())


def _with_alternatives(declared: Collection[tuple[str, str, object]]) -> Iterable[tuple[str, str, Variable]]:
    """The variables with group and name, each rule with its alternative formulas."""
    alternatives = [item for _, _, item in declared if isinstance(item, Alternative)]
    for group, name, item in declared:
        if isinstance(item, Rule):
            others = tuple(other.formula for other in alternatives if other.rule is item)
            yield group, name, replace(item, formulas=(*item.formulas, *others))
        elif isinstance(item, Variable):
            yield group, name, item


def _rules(variables: dict[str, Variable]) -> dict[str, Rule]:
    return {name: item for name, item in variables.items() if isinstance(item, Rule)}


def _totals(rules: dict[str, Rule]) -> dict[str, Rule]:
    """The totals, each with its lines in the order of declaration."""
    lines: dict[str, tuple[str, ...]] = {name: () for name, rule in rules.items() if rule.formulas[0].sums_lines}
    for name, rule in rules.items():
        for target in rule.adds_to:
            if target not in lines:
                hint = did_you_mean(target, lines)
                raise ModelError(f"'{name}' adds to '{target}', which is not a total{hint and f': {hint}'}")
            lines[target] += (name,)
    for name, names in lines.items():
        if not names:
            raise ModelError(f"nothing adds to the total '{name}' ({rules[name].group})")
    return {name: _with_first(rules[name], arguments=names, lines=names) for name, names in lines.items()}


def _over_constraints(rules: dict[str, Rule]) -> dict[str, Rule]:
    """The rules over all constraints, with their arguments, and with topics as words where they name a constraint."""
    binding = in_order(item for item in rules.values() if isinstance(item, Constraint))
    topics = tuple(item.topic for item in binding)
    over = {name: rule for name, rule in rules.items() if rule.formulas[0].collects not in ("", QUANTITIES)}
    return {
        name: replace(
            _with_first(rule, **_of_slacks(rule.formulas[0].function, binding)), words=topics if rule.words else ()
        )
        for name, rule in over.items()
    }


def in_order(constraints: Iterable[Constraint]) -> list[Constraint]:
    """The constraints that bind, laws before all others."""
    return sorted((item for item in constraints if item.binds), key=lambda item: not item.law)


def _over_quantities(rules: dict[str, Rule]) -> dict[str, Rule]:
    """The rules over all quantities that cannot be negative, with their arguments."""
    over = [name for name, rule in rules.items() if rule.formulas[0].collects == QUANTITIES]
    names = quantities(rules) if over else ()
    return {name: _with_first(rules[name], arguments=names) for name in over}


def _with_first(rule: Rule, **changes: Any) -> Rule:
    """The rule with its first formula changed."""
    first, *others = rule.formulas
    return replace(rule, formulas=(replace(first, **changes), *others))


def _of_slacks(function: Callable[..., Any], constraints: Collection[Constraint]) -> dict[str, Any]:
    """A function of all slacks, converted to a function of the variables from which the slacks are computed."""
    names = tuple(dict.fromkeys(name for item in constraints for name in item.slack_arguments))

    @wraps(function)
    def of_slacks(*values: Any) -> Any:
        known = dict(zip(names, values, strict=True))
        return function(*(item.slack(*(known[name] for name in item.slack_arguments)) for item in constraints))

    return {"function": of_slacks, "arguments": names}
