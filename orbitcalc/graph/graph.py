"""A model as a graph of named quantities.

The modules of a model declare variables (`orbitcalc.graph.declare`), and `orbitcalc.graph.collect` joins them.
`Graph` validates the model and answers questions about dependencies. `Graph.plan` lists the evaluations for the
wanted variables when others are given: **a given value replaces its rule**.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from types import ModuleType
from typing import Any

from orbitcalc.errors import ModelError, UnitError, did_you_mean
from orbitcalc.graph.collect import collect, in_order
from orbitcalc.graph.declarations import Choice, Constraint, Parameter, Rule, Selection, Variable
from orbitcalc.graph.formula import Formula
from orbitcalc.graph.plan import Plan, Step
from orbitcalc.graph.quantities import quantities


class Graph(Mapping[str, Variable]):
    """All variables by name.

    Raises
    ------
    ModelError
        If declarations conflict; the message names both locations.
    """

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._variables = collect(modules)
        self._kinds: dict[type[Any], dict[str, Any]] = {}
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
        if kind not in self._kinds:
            items = self._variables.items()
            self._kinds[kind] = {name: variable for name, variable in items if isinstance(variable, kind)}
        return dict(self._kinds[kind])

    @cached_property
    def groups(self) -> frozenset[str]:
        """The names of the groups."""
        return frozenset(variable.group for variable in self._variables.values())

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, ...]]:
        """The parameters whose values come from a catalogue table and from nowhere else, by table."""
        tables: dict[str, tuple[str, ...]] = {}
        for name, parameter in self.of(Parameter).items():
            if parameter.catalogue:
                tables[parameter.catalogue] = (*tables.get(parameter.catalogue, ()), name)
        return tables

    @cached_property
    def selections(self) -> tuple[Selection, ...]:
        """The selections of catalogue entries, in the order of declaration."""
        return tuple(self.of(Selection).values())

    @cached_property
    def headline(self) -> tuple[str, ...]:
        """The headline variables, in the order of the answer."""
        chosen = [variable for variable in self._variables.values() if variable.headline]
        return tuple(variable.name for variable in sorted(chosen, key=lambda variable: variable.headline))

    def with_role(self, role: str) -> tuple[str, ...]:
        """The variables with a role, in the order of the model."""
        return tuple(name for name, variable in self._variables.items() if role in variable.roles)

    @cached_property
    def constraints(self) -> dict[str, Constraint]:
        """The constraints that can bind, by topic: laws first, then in the order of declaration."""
        return {item.topic: item for item in in_order(self.of(Constraint).values())}

    @cached_property
    def quantities(self) -> tuple[str, ...]:
        """The computed masses, areas, volumes, powers and temperatures, which cannot be negative."""
        return quantities(self.of(Rule))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The variable name for each alias."""
        return {alias: name for name, variable in self._variables.items() for alias in variable.aliases}

    def suggest(self, word: str, others: Iterable[str] = ()) -> str:
        """A hint for an unknown name: the variable of that alias, else the nearest of names and `others`, else "".

        Letter case and separators are ignored: 'launchCost' matches the alias 'launch_cost'.
        """
        if word in self:
            return ""
        name = next((name for alias, name in self.aliases.items() if _letters(alias) == _letters(word)), "")
        return f"'{word}': here `{name}`" if name else did_you_mean(word, [*self, *others])

    # Dependencies

    def formulas(self, name: str, words: Mapping[str, str | Collection[str]]) -> tuple[Formula, ...]:
        """The formulas of a variable that may apply when each choice has one of these words.

        There is one formula where every choice has a single word, and none for a parameter.
        """
        variable = self._variables[name]
        if not isinstance(variable, Rule):
            return ()
        if not variable.choices:
            return variable.formulas
        named = {choice: words[choice] for choice in variable.choices if choice in words}
        sets = {choice: (word,) if isinstance(word, str) else tuple(word) for choice, word in named.items()}
        if all(len(sets.get(choice, ())) == 1 for choice in variable.choices):
            return (variable.formula({choice: sets[choice][0] for choice in variable.choices}),)
        return tuple(formula for formula in variable.formulas if formula.fits(sets))

    def upstream(
        self, names: Iterable[str], given: Collection[str], words: Mapping[str, str | Collection[str]]
    ) -> frozenset[str]:
        """The variables and all that they are computed from, down to the given values.

        Parameters
        ----------
        names : iterable of str
            Start of the search.
        given : collection of str
            Variables with a given value, at which the search stops.
        words : mapping of str to str or collection of str
            The word or possible words of each choice; a choice not named may have any.
        """
        reached: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            if name in reached:
                continue
            reached.add(name)
            if name not in given:
                queue += [argument for formula in self.formulas(name, words) for argument in formula.arguments]
        return frozenset(reached)

    def inputs_of(
        self, names: Iterable[str], given: Collection[str], words: Mapping[str, str | Collection[str]]
    ) -> list[str]:
        """The parameters and given variables from which these are computed, in the order of the model."""
        reached = self.upstream(names, given, words)
        return [name for name in self if name in reached and (name in given or not isinstance(self[name], Rule))]

    def choices_of(
        self, names: Iterable[str], given: Collection[str], words: Mapping[str, str | Collection[str]]
    ) -> frozenset[str]:
        """The choices that select a formula upstream of these variables."""
        computed = self.upstream(names, given, words) - set(given)
        return frozenset(
            choice for name in computed if isinstance(variable := self[name], Rule) for choice in variable.choices
        )

    def downstream(
        self, names: Iterable[str], given: Collection[str], words: Mapping[str, str | Collection[str]]
    ) -> frozenset[str]:
        """The variables and all that is computed from them; a choice leads to the rules whose formula it selects."""
        reached = set(names)
        for name in sorted(self, key=self.order.__getitem__):
            variable = self[name]
            if name in reached or name in given or not isinstance(variable, Rule):
                continue
            needed = {argument for formula in self.formulas(name, words) for argument in formula.arguments}
            if not reached.isdisjoint(needed | set(variable.choices)):
                reached.add(name)
        return frozenset(reached)

    def plan(self, wanted: Iterable[str], given: Collection[str], chosen: Mapping[str, str]) -> Plan:
        """The steps from the given values to the wanted ones; `given` must hold every parameter needed.

        Raises
        ------
        ModelError
            If a needed parameter has no value.
        """
        wanted = frozenset(wanted)
        needed = self.upstream(wanted, given, chosen)
        steps: list[Step] = []
        for name in sorted(needed, key=self.order.__getitem__):
            variable = self[name]
            if name in given:
                continue
            if not isinstance(variable, Rule):
                raise ModelError(f"'{name}' has no value")
            formula = variable.formula(chosen)
            units = tuple(self[name].unit_text for name in (variable.name, *formula.arguments))
            steps.append(Step(variable, formula.function, formula.arguments, units, formula.ranges))
        return Plan(tuple(steps), needed & frozenset(given), wanted)

    # Validation

    def _check(self, variable: Variable) -> None:
        try:
            variable.unit  # noqa: B018 - a wrong unit text must fail here, with its place
        except UnitError as error:
            raise ModelError(f"{variable.group}.{variable.name}: {error}") from error
        if not isinstance(variable, Rule):
            return
        for formula in variable.formulas:
            self._check_formula(variable.name, formula)
        self._check_ties(variable)
        for name, _ in variable.relaxed_by if isinstance(variable, Constraint) else ():
            if name not in self:
                raise ModelError(f"'{variable.name}' is relaxed by the unknown '{name}' {self.suggest(name)}".strip())

    def _check_formula(self, name: str, formula: Formula) -> None:
        """Check that arguments are numbers of the model and words belong to choices."""
        for argument in formula.arguments:
            if not isinstance(self._variables.get(argument), Parameter | Rule):
                hint = self.suggest(argument)
                raise ModelError(f"{formula.place}: '{name}' needs the unknown '{argument}' {hint}".strip())
        for key, words in formula.when:
            chosen = self._variables.get(key)
            for word in words:
                if not isinstance(chosen, Choice) or word not in chosen.words:
                    raise ModelError(f"{formula.place}: '{name}' has a formula for unknown {key}={word}")

    def _check_ties(self, variable: Rule) -> None:
        """Check that one formula is the most specific for every combination of words."""
        if len(variable.formulas) < 3:
            return
        for words in product(*(self.of(Choice)[choice].words for choice in variable.choices)):
            chosen = dict(zip(variable.choices, words, strict=True))
            best = len(variable.formula(chosen).when)
            one_word = {choice: (word,) for choice, word in chosen.items()}
            if sum(formula.fits(one_word) and len(formula.when) == best for formula in variable.formulas) > 1:
                raise ModelError(f"'{variable.name}' ({variable.group}) has two formulas for {chosen}; add one for it")

    def _order(self) -> None:
        """Order every rule after its arguments, for all choices; raise an error that names the rules of a cycle."""
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


def _letters(word: str) -> str:
    """A word without letter case and separators."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())
