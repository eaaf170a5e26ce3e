"""What the live page holds as plain data: the model, its scenarios, the form of its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orbitcalc import __version__, model
from orbitcalc.analysis.sampling.described import described
from orbitcalc.analysis.sampling.uncertain import uncertain
from orbitcalc.analysis.sensitivity.tornado import tornado
from orbitcalc.graph import Parameter, Rule
from orbitcalc.graph.story import Breakdown, Outcomes, Sentence
from orbitcalc.page.formulas import formula_texts
from orbitcalc.page.variables import (
    Data,
    choice_data,
    entry_changes,
    input_data,
    is_shown,
    ladders,
    selection_data,
    source_titles,
    variable_data,
)
from orbitcalc.printable import clean
from orbitcalc.scenario import Scenario, load, scenarios
from orbitcalc.scenario.address import PAGE_FORMAT
from orbitcalc.tape.javascript import data_of, module

SLIDERS = 8
"""Inputs with a slider at the top of the page."""

LEAST_SWING = 1e-3
"""Change of the cost against the ground, as a share of it, from which on a range is worth a slider."""

SHARED = ("names", "sizes", "room", "formulas", "outputs")
"""What the models of all scenarios begin with alike."""


@dataclass(frozen=True)
class Content:
    """A page about some scenarios, the first of which it opens with, each with the command that runs it."""

    scenarios: Sequence[Scenario]
    commands: Sequence[str]

    @property
    def first(self) -> Scenario:
        """The scenario that the page opens with."""
        return self.scenarios[0]

    @cached_property
    def outcomes(self) -> list[tuple[str, str]]:
        """The figures of the answer, each with its label."""
        rows = [item.rows for item in model.story().parts[0].items if isinstance(item, Outcomes)]
        return [row for part in rows for row in part]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the answer."""
        return [item for item in model.story().parts[0].items if isinstance(item, Sentence)]

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """What the model in the page computes."""
        story, graph = model.story(), self.first.graph
        judgement, picture = story.judgement, story.picture
        margins = [item.name for item in graph.constraints.values()]
        names = [*(name for item in self.sentences for name in item.all_names), *(name for _, name in self.outcomes)]
        names += _names(picture)
        computed = [name for name in names if isinstance(graph[name], Rule)]
        return tuple(dict.fromkeys((*graph.headline, *computed, *judgement.all_names, *margins)))

    @cached_property
    def modules(self) -> list[str]:
        """The module of JavaScript of each scenario; all but their first lines are the same."""
        return [module(item, self.outputs, described(item, self.outputs)) for item in self.scenarios]

    @cached_property
    def code(self) -> str:
        """The module without its data."""
        return self.modules[0].partition("\n")[2]

    @cached_property
    def beginnings(self) -> list[Data]:
        """The data with which the module begins for each scenario."""
        return [data_of(text) for text in self.modules]

    @cached_property
    def names(self) -> list[str]:
        """The numbers of the model in the page, in order."""
        return str(self.beginnings[0]["names"]).split()

    @cached_property
    def inputs(self) -> list[str]:
        """The inputs that the page lists: those of any of its scenarios."""
        return [name for name in self.names if any(is_shown(item, name) for item in self.scenarios)]

    def data(self) -> Data:
        """Everything that the page needs besides the code."""
        judgement, picture = model.story().judgement, model.story().picture
        return {
            "format": PAGE_FORMAT,
            "version": __version__,
            "model": {key: self.beginnings[0][key] for key in SHARED},
            "scenarios": [self._scenario(at) for at in range(len(self.scenarios))],
            "variables": {name: variable_data(self.first, name) for name in self.names},
            "inputs": self.inputs,
            "formulas": formula_texts(self.first.graph, self.names),
            "groups": model.GROUPS,
            "choices": choice_data(self.first, self.beginnings[0]["words"]),
            "selections": selection_data(self.first, self.outputs),
            "ladders": ladders(),
            "outcomes": self.outcomes,
            "sentences": [_sentence(item) for item in self.sentences],
            "judgement": {
                key: getattr(judgement, key) for key in ("feasible", "binding", "cost", "ratio", "ground", "least")
            },
            "picture": vars(picture) if picture else None,
            "breakdowns": self._breakdowns(),
            "lines": self._lines(),
            "constraints": [_constraint(item) for item in self.first.graph.constraints.values()],
            "cost": _constraint(self.first.graph[judgement.cost]),
            "sources": source_titles(self._sources()),
        }

    def _breakdowns(self) -> list[list[str]]:
        """The totals that the page divides into their lines, each after its title."""
        items = [item for part in model.story().parts for item in part.items if isinstance(item, Breakdown)]
        return [[item.title, item.total] for item in items if item.total in self.names]

    def _lines(self) -> dict[int, list[str]]:
        """The lines of each formula that is a sum, by its place among all formulas of the page."""
        formulas = [item for name in self.names for item in getattr(self.first.graph[name], "formulas", ())]
        return {at: list(item.lines) for at, item in enumerate(formulas) if item.lines}

    def _scenario(self, at: int) -> Data:
        """A scenario: texts, where the model begins, what its menus change, what moves its answer most."""
        scenario = self.scenarios[at]
        return {
            "name": scenario.name,
            "title": clean(scenario.title),
            "command": self.commands[at],
            "question": clean(scenario.question),
            "begin": self._beginning(at),
            "given": self._given(at),
            "selected": {item.name: str(scenario[item.name].value) for item in scenario.graph.selections},
            "changes": {
                item.name: {
                    entry: entry_changes(scenario, item, entry, self.names)
                    for entry in scenario.catalogue.names(item.table)
                }
                for item in scenario.graph.selections
            },
            "sliders": sliders(scenario, self.inputs),
            "file": None if _is_shipped(scenario) else scenario.to_dict(),
        }

    def _beginning(self, at: int) -> Data:
        """What the model of a scenario begins with; a distribution of the first scenario by its place there."""
        begin = {key: value for key, value in self.beginnings[at].items() if key not in SHARED}
        if at:
            first = self.beginnings[0]["draws"]["inputs"]
            rows = [first.index(row) if row in first else row for row in begin["draws"]["inputs"]]
            begin["draws"] = {**begin["draws"], "inputs": rows}
        return begin

    def _given(self, at: int) -> dict[str, Data | None]:
        """What the page says of the inputs of a scenario: of one after the first what differs, None where absent."""
        own, first = self._inputs(at), self._inputs(0) if at else {}
        changed = {name: data for name, data in own.items() if data != first.get(name)}
        return {**changed, **{name: None for name in first if name not in own}}

    def _sources(self) -> Iterator[str]:
        """The keys of the sources of all given numbers."""
        for scenario in self.scenarios:
            for name in self.names:
                if name in scenario.settings:
                    yield from scenario.settings[name].source

    def _inputs(self, at: int) -> dict[str, Data]:
        scenario = self.scenarios[at]
        return {name: input_data(scenario, name) for name in self.names if name in scenario.numbers}


def _is_shipped(scenario: Scenario) -> bool:
    """Whether a scenario is a shipped one as it is, which its name gives again."""
    return scenario.name in scenarios() and load(scenario.name) == scenario


def sliders(scenario: Scenario, inputs: Sequence[str]) -> list[str]:
    """The inputs that move the cost against the ground most over their ranges, the strongest first.

    Where fewer do, those follow that move it most for the same share of their value.
    """
    ratio = model.story().judgement.ratio
    result = scenario.run()
    varying = [item.name for item in uncertain(scenario) if item.name in inputs]
    bars = tornado(scenario, [ratio], vary=varying).bars[ratio] if varying else ()
    moving = [bar.name for bar in bars if not bar.swing < LEAST_SWING * result.value_si(ratio)]
    slopes = {name: abs(slope * result.value_si(name)) for name, slope in result.slopes(ratio).items()}
    others = [
        name
        for name in inputs
        if slopes.get(name, 0.0) > 0.0 and name not in moving and isinstance(scenario.graph[name], Parameter)
    ]
    return [*moving, *sorted(others, key=lambda name: -slopes[name])][:SLIDERS]


def _names(item: Any) -> tuple[str, ...]:
    return tuple(item.all_names) if item else ()


def _sentence(item: Sentence) -> Data:
    """A sentence: its pieces, and when it is shown."""

    def pieces(text: str) -> list[list[str]]:
        return [[literal, *((field.name, field.noun) if field else ())] for literal, field in item.fields(text)]

    return {
        "text": pieces(item.text),
        "otherwise": pieces(item.otherwise),
        "unless": item.unless,
        "when": [[choice, list(words)] for choice, words in item.when],
    }


def _constraint(item: Any) -> Data:
    """A constraint: its names, whether its capacity is sized for the demand, and what relaxes it."""
    keys = ("name", "topic", "used", "available", "sized", "quiet", "binds", "law", "reserve", "demand", "capacity")
    return {**{key: getattr(item, key) for key in keys}, "step": item.reserve_is_step, "relaxed": item.relaxed_by}
