"""The one idea: a model is a graph of named quantities.

A module of the model declares variables (`orbitcalc.graph.declarations`); `Graph` collects them and refuses what
cannot be a model. `Graph.plan` says what must be evaluated for the wanted variables when others are
given: **a given value replaces its rule**. A `Plan` is evaluated in two ways: `prove`, with pint
quantities, each result checked against its declared unit; and `evaluate`, on bare SI floats or arrays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from types import ModuleType
from typing import Any

from orbitcalc.errors import ModelError, UnitError, did_you_mean
from orbitcalc.graph.declarations import Choice, Parameter, Rule, Variable
from orbitcalc.graph.plan import Plan, Step


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


class Graph(Mapping[str, Variable]):
    """All variables by name. Raises `ModelError` naming both places where declarations conflict."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._variables: dict[str, Variable] = {}
        for module in modules:
            group = module.__name__.rpartition(".")[2]
            for name, found in vars(module).items():
                if isinstance(found, Variable) and not name.startswith("_"):
                    self._add(replace(found, name=name, group=group))
        for variable in self._variables.values():
            self._check(variable)
        self._order()

    def __getitem__(self, name: str) -> Variable:
        return self._variables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)

    def __hash__(self) -> int:
        return id(self)

    def of(self, kind: type[Any]) -> dict[str, Any]:
        """The variables of one kind, by name."""
        return {name: variable for name, variable in self._variables.items() if isinstance(variable, kind)}

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The name of the variable that a word of the field stands for."""
        return {alias: name for name, variable in self._variables.items() for alias in variable.aliases}

    def suggest(self, word: str, others: Iterable[str] = ()) -> str:
        """A hint for an unknown name: the variable of that alias, else the nearest of names and `others`, else "".

        Letter case and what stands between words do not count: 'launchCost' is the alias 'launch_cost'.
        """
        if word in self:
            return ""
        name = next((name for alias, name in self.aliases.items() if _plain(alias) == _plain(word)), "")
        return f"'{word}': here `{name}`" if name else did_you_mean(word, [*self, *others])

    def _add(self, variable: Variable) -> None:
        other = self._variables.get(variable.name)
        if other is not None:
            raise ModelError(f"'{variable.name}' is declared in {other.group} and again in {variable.group}")
        self._variables[variable.name] = variable

    def _check(self, variable: Variable) -> None:
        try:
            variable.unit  # noqa: B018 - a wrong unit text must fail here, with its place
        except UnitError as error:
            raise ModelError(f"{variable.group}.{variable.name}: {error}") from error
        if isinstance(variable, Rule):
            self._check_ties(variable)
        for formula in variable.formulas if isinstance(variable, Rule) else ():
            for name in formula.arguments:
                if isinstance(self._variables.get(name), Parameter | Rule):
                    continue
                hint = self.suggest(name)
                raise ModelError(f"{formula.place}: '{variable.name}' needs the unknown '{name}' {hint}".strip())
            for key, word in formula.when.items():
                chosen = self._variables.get(key)
                if not isinstance(chosen, Choice) or word not in chosen.words:
                    raise ModelError(f"{formula.place}: '{variable.name}' has a formula for unknown {key}={word}")

    def _check_ties(self, variable: Rule) -> None:
        """Of two formulas that can apply together, one must be the more particular, or a third decide."""
        conditions = [formula.when for formula in variable.formulas]
        for one, other in combinations(conditions, 2):
            both = {**one, **other}
            together = all(both[key] == word for key, word in one.items())
            if together and len(one) == len(other) < len(both) and both not in conditions:
                raise ModelError(f"'{variable.name}' ({variable.group}) has two formulas for {both}; add one for it")

    def _order(self) -> None:
        """Every rule after what it needs, whatever the choices; a cycle is an error naming its rules."""
        self.order: dict[str, int] = {}
        path: list[str] = []

        def visit(name: str) -> None:
            if name in self.order:
                return
            if name in path:
                cycle = [f"{self[n].group}.{n}" for n in path[path.index(name) :]]
                raise ModelError(f"a cycle: {' needs '.join([*cycle, cycle[0]])}")
            path.append(name)
            variable = self._variables[name]
            for formula in variable.formulas if isinstance(variable, Rule) else ():
                for argument in formula.arguments:
                    visit(argument)
            path.pop()
            self.order[name] = len(self.order)

        for name in self._variables:
            visit(name)

    def plan(self, wanted: Iterable[str], given: Collection[str], chosen: Mapping[str, str]) -> Plan:
        """The steps from the given values to the wanted ones; `given` must hold every parameter needed.

        Raises
        ------
        ModelError
            If a needed parameter has no value.
        """
        steps: dict[str, Step] = {}
        leaves: set[str] = set()
        wanted = tuple(wanted)
        queue = list(wanted)
        while queue:
            name = queue.pop()
            if name in steps or name in leaves:
                continue
            variable = self[name]
            if name in given:
                leaves.add(name)
            elif isinstance(variable, Rule):
                formula = variable.formula(chosen)
                steps[name] = Step(variable, formula.function, formula.arguments)
                queue += formula.arguments
            else:
                raise ModelError(f"'{name}' has no value")
        ordered = sorted(steps.values(), key=lambda step: self.order[step.variable.name])
        return Plan(tuple(ordered), frozenset(leaves), frozenset(wanted))
