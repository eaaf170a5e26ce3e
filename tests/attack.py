"""Random whole models over all bounds, words, vehicles and accelerators: what no result may be.

`python -m tests.attack 1 400 100` tries 400 sets of words with 100 models each, from seed 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

import orbitcalc
from orbitcalc import catalog
from orbitcalc._typing import Array
from orbitcalc.evaluate import evaluate
from orbitcalc.graph import Choice, Parameter, Rule, Selection
from orbitcalc.result import Result
from orbitcalc.scenario import Scenario
from tests.figures import record

KEPT = (0.0, 0.5, 0.9, 0.97, 0.98, 0.99)
"""Shares of the parameters that keep the scenario's value; a model has one of them."""


BASES = ("baseline", "google-planet-prototypes", "google-2035", "starcloud-5gw", "mccalip", "reactor-cluster")
"""Scenarios that the models start from."""


@dataclass
class Finding:
    """What is wrong, in how many models, and one of them."""

    count: int = 0
    example: str = ""


@dataclass
class Attack:
    """What was tried, and what was wrong, by kind."""

    models: int = 0
    feasible: int = 0
    findings: dict[str, Finding] = field(default_factory=dict)

    def add(self, kind: str, wrong: Array, example: str) -> None:
        """Count the models in which something is wrong."""
        if np.any(wrong):
            finding = self.findings.setdefault(kind, Finding())
            finding.count += int(np.sum(wrong))
            finding.example = finding.example or f"{example} sample {int(np.argmax(wrong))}"


def random_words(random: np.random.Generator) -> dict[str, str]:
    """A word for some choices, an entry for some selections; all of them in half of the sets."""
    graph = orbitcalc.load("baseline").graph
    words = {name: str(random.choice(choice.words)) for name, choice in graph.of(Choice).items()}
    entries = {name: str(random.choice(catalog.names(item.table))) for name, item in graph.of(Selection).items()}
    share = random.choice([1.0, 0.2])
    return {name: word for name, word in (words | entries).items() if random.random() < share}


def random_samples(scenario: Scenario, random: np.random.Generator, count: int) -> dict[str, Array]:
    """Each parameter over its whole bounds, in logarithms where they are wide; some keep their value."""
    samples, cases = {}, random.choice(KEPT, count)
    for name, parameter in scenario.graph.of(Parameter).items():
        low, high = parameter.limits
        own = scenario.numbers.get(name, np.nan)
        if not np.all(np.isfinite((low, high, own))):
            continue
        share = random.random(count)
        wide = low > 0.0 and high / low > 10.0
        sample = low * (high / low) ** share if wide else low + (high - low) * share
        if low == 0.0 and high > 0.0:
            sample = np.where(random.random(count) < 0.5, sample, high * 10.0 ** (-9.0 * share))
        sample = np.where(random.random(count) < 0.05, random.choice([low, high], count), sample)
        samples[name] = np.where(random.random(count) < cases, own, sample)
    return samples


def one(name: str, value: Array, at: int, count: int) -> Array:
    """One sample of a value."""
    array = np.asarray(value)
    return array[..., at if array.shape[-1:] == (count,) else 0] if array.ndim else array


def attack(seed: int, sets: int, count: int) -> Attack:
    """Evaluate `count` random models of each of `sets` random sets of words, and check every variable."""
    outcome, random = Attack(), np.random.default_rng(seed)
    while outcome.models < sets * count:
        words = random_words(random)
        try:
            scenario = orbitcalc.load(str(random.choice(BASES))).with_(words)
            scenario.numbers  # noqa: B018 - refuses words that do not go together
        except orbitcalc.ScenarioError:
            continue
        samples = random_samples(scenario, random, count)
        rules = scenario.graph.of(Rule)
        names = [name for name in rules if name not in scenario.settings]
        values = evaluate(scenario, samples, names, check=False)
        label = f"seed {seed} set {outcome.models // count}"
        outcome.models += count
        columns = {
            name: np.broadcast_to(values[name], np.broadcast_shapes(np.shape(values[name]), (count,))) for name in names
        }
        feasible = columns["feasible"] > 0.0
        outcome.feasible += int(np.sum(feasible))
        for kind, wrong in checks(scenario, columns, dict(scenario.numbers) | samples, feasible):
            outcome.add(kind, wrong, label)
        for at in random.integers(0, count, 3):
            plan = scenario.graph.plan(names, scenario.numbers, scenario.words)
            fixed = {name: scenario.numbers[name] for name in plan.needs}
            own = {name: one(name, value, int(at), count) for name, value in {**values, **samples}.items()}
            result = Result(scenario, {**fixed, **own}, plan)
            for name in names:
                if result.is_word(name) or not np.any(np.isnan(result.si[name])):
                    continue
                text = result.why_unknown(name)
                if not reasoned(result, text):
                    outcome.add(f"no reason: {text.split(':')[0]}", np.array([True]), label)
    return outcome


def reasoned(result: Result, text: str) -> bool:
    """Whether a missing value has a reason of its own: a declared one, or that a source does not give it."""
    culprit = text.split(":")[0].removesuffix(" has no value")
    variable = result.scenario.graph.get(culprit)
    return variable is not None and (bool(variable.no_value) or culprit in result.scenario.settings)


def checks(
    scenario: Scenario, columns: dict[str, Array], inputs: dict[str, Array], feasible: Array
) -> Iterator[tuple[str, Array]]:
    """What is wrong in each model, by kind."""
    law = columns["margin_conservation"] < 0.0
    for name, values in columns.items():
        rule = scenario.graph.of(Rule)[name]
        worst = np.min(values, axis=tuple(range(np.ndim(values) - 1))) if np.ndim(values) > 1 else values
        with np.errstate(invalid="ignore"):
            if not rule.signed:
                yield f"negative {name}", (worst < 0.0) & ~law
                yield f"feasible and negative {name}", (worst < 0.0) & feasible
            if name.endswith(("share", "fraction", "efficiency_hot")) and not name.endswith("world_share"):
                yield f"above one {name}", (worst > 1.0 + 1e-12) & feasible
    everything = {name: columns.get(name, inputs.get(name)) for name in scenario.graph}
    for name in ("satellite_wet_mass", "satellites_required", "electrical_load", "radiator_temperature"):
        yield f"feasible without {name}", feasible & ~(everything[name] > 0.0)
        yield f"feasible with infinite {name}", feasible & np.isinf(everything[name])
    if scenario.words["power_source"] == "solar":
        light = everything["solar_constant"] * 1.04 * everything["array_area"] * everything["cell_absorptance"]
        yield "more power than light", feasible & (everything["array_power"] > light * (1.0 + 1e-9))
    yield "bus below load", feasible & (everything["bus_power"] < everything["electrical_load"] * (1.0 - 1e-9))
    yield "heat below power", feasible & (everything["heat_rejected"] < everything["bus_power"] * (1.0 - 1e-9))


if __name__ == "__main__":
    seed, sets, count = (int(text) for text in sys.argv[1:4])
    outcome = attack(seed, sets, count)
    wrong = sum(finding.count for finding in outcome.findings.values())
    record("attack", str(seed), {"models": outcome.models, "feasible": outcome.feasible, "wrong": wrong})
    lines = [f"{outcome.models} models, {outcome.feasible} feasible"]
    for kind, finding in sorted(outcome.findings.items(), key=lambda item: -item[1].count):
        lines.append(f"{finding.count:8} {kind}   ({finding.example})")
    sys.stdout.write("\n".join(lines) + "\n")
