"""Running a module of JavaScript outside a browser, by node, where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.errors import ModelError
from orbitcalc.graph import Choice
from orbitcalc.scenario import Scenario
from orbitcalc.tape.notation import literal
from orbitcalc.tape.tracing import first_difference, points_around

DRIVER = """
import {readFileSync} from 'node:fs';
import {Model} from './model.mjs';
const text = x => Number.isNaN(x) ? 'nan' : x === Infinity ? 'inf' : x === -Infinity ? '-inf' : x;
const series = x => typeof x === 'number' ? [text(x)] : Array.from(x, text);
const model = new Model(), answers = [];
for (const {words, points, wanted} of JSON.parse(readFileSync(0, 'utf8'))) {
  model.reset();
  for (const [choice, word] of Object.entries(words)) model.choose(choice, word);
  const count = Object.values(points)[0].length, rows = [];
  for (let s = 0; s < count; s++) {
    for (const [name, column] of Object.entries(points)) model.T[model.places[model.at(name)]] = +column[s];
    for (const step of model.plan(wanted.map(name => model.at(name)))[0]) step();
    rows.push(wanted.map(name => series(model.value(name))));
  }
  answers.push(rows);
}
console.log(JSON.stringify(answers));
"""


def available() -> bool:
    """Whether node is installed."""
    return shutil.which("node") is not None


def run(text: str, program: str, stdin: str = "") -> str:
    """The output of a program that imports the class `Model` of a module from './model.mjs'.

    Raises
    ------
    ModelError
        With what node says, if it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "model.mjs").write_text(text, encoding="utf-8")
        Path(folder, "main.mjs").write_text(program, encoding="utf-8")
        command = ["node", str(Path(folder, "main.mjs"))]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ModelError(f"node refuses the module: {done.stderr.strip()}")
    return done.stdout


def evaluate(
    text: str, questions: Iterable[tuple[Mapping[str, str], Mapping[str, Array], Iterable[str]]]
) -> list[dict[str, Array]]:
    """Variables in SI as a module computes them: for each question words, points of inputs, and what is wanted.

    The arrays have the shape (elements, points), one element for a number.
    """
    asked: list[dict[str, Any]] = [
        {
            "words": dict(words),
            "points": {name: [_json(float(x)) for x in column] for name, column in points.items()},
            "wanted": list(wanted),
        }
        for words, points, wanted in questions
    ]
    answers = json.loads(run(text, DRIVER, json.dumps(asked)))
    return [
        {name: np.array([np.array(row[at], float) for row in rows]).T for at, name in enumerate(item["wanted"])}
        for item, rows in zip(asked, answers, strict=True)
    ]


def _json(value: float) -> float | str:
    """A number, or the text that JavaScript reads as one where JSON has none."""
    return value if np.isfinite(value) else literal(value)


def check(scenario: Scenario, text: str, wanted: Iterable[str], changes: Iterable[Mapping[str, str]]) -> None:
    """Compare every variable of a module with the plan, for the scenario's words with each of these changes.

    Raises
    ------
    ModelError
        Naming the first variable that differs, in the order they are computed, and the words.
    """
    outputs = tuple(wanted)
    questions = []
    for words in changes:
        plan = scenario.graph.plan(outputs, scenario.numbers, {**scenario.words, **words})
        points = points_around(scenario, sorted(plan.needs))
        questions.append((words, points, [step.variable.name for step in plan.steps], plan))
    answers = evaluate(text, [question[:3] for question in questions])
    for (words, points, _, plan), values in zip(questions, answers, strict=True):
        name = first_difference(plan, points, values)
        if name:
            raise ModelError(f"the module does not compute '{name}' as its rule does, with {words or 'its own words'}")


def word_sets(scenario: Scenario, wanted: Iterable[str]) -> list[dict[str, str]]:
    """The scenario's own words, and each other word of a choice on which the outputs depend."""
    graph = scenario.graph
    choices = graph.choices_of(wanted, scenario.numbers, {})
    others = [
        {name: word}
        for name, choice in graph.of(Choice).items()
        if name in choices
        for word in choice.words
        if word != scenario.words[name]
    ]
    return [{}, *others]
