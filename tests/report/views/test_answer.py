"""The answer: its verdicts in words, and next steps that were tried."""

from __future__ import annotations

import shlex

import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.insight import remedy
from orbitcalc.analysis.insight.remedy import slack
from orbitcalc.cli.options import pairs
from orbitcalc.document import Facts, Invocation, Paragraph, Verdict
from orbitcalc.graph import Constraint
from orbitcalc.report.views import Figures
from orbitcalc.report.views.answer import Verdicts, constraints_table, failing, question_answers
from orbitcalc.report.views.explanation import constraint_text
from orbitcalc.report.views.telling import Telling
from tests import shipped
from tests.cli.command_line import Shell
from tests.rows import quick


def verdicts_of(name: str, **changes: str) -> Verdicts:
    result = orbitcalc.load(name).with_(changes).run() if changes else shipped.result(name)
    return Verdicts(model.story().judgement, Figures(result), remedy.nearest(result.scenario, result))


def text_of(verdicts: Verdicts, topic: str) -> str:
    return constraint_text(verdicts.result, verdicts.result.scenario.graph.constraints[topic])


def test_a_reserve_of_the_model_is_no_slack() -> None:
    """The radiator is 1.1 times what the heat needs: a reserve of 10 %, whatever the scenario."""
    verdicts = verdicts_of("google-1gw")
    assert text_of(verdicts, "radiator").endswith("sized with a reserve of 10\u00a0%")
    assert text_of(verdicts, "array").endswith("without reserve")


def test_slack_in_words() -> None:
    scarce = verdicts_of("google-1gw", vehicle_flights_cap="1 1/yr")
    assert " times the flight rate of " in text_of(scarce, "launch rate")
    assert "never enough of the time" in text_of(scarce, "date")
    assert text_of(verdicts_of("google-1gw"), "factory").endswith("\u00a0% of the output of the factory")


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_the_verdict_names_what_is_violated_and_nothing_else(name: str) -> None:
    verdicts = verdicts_of(name)
    verdict, facts, *_ = verdicts.blocks()
    assert isinstance(verdict, Verdict)
    assert isinstance(facts, Facts)
    assert verdict.good == (verdicts.result.word("feasible") == "yes") == (not failing(verdicts.result))
    named = dict(facts.items)
    topic = named["tightest constraint" if verdict.good else "binding constraint"].partition(" (")[0]
    violated = {topic, *named.get("also violated", topic).split(", ")} if not verdict.good else set()
    assert violated == set(failing(verdicts.result))


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.NAMES[::10]))
def test_every_next_step_does_what_it_says(name: str) -> None:
    """The command as printed, run again, gives the value that is printed beside it."""
    verdicts = verdicts_of(name)
    *steps, explain = verdicts.next_steps(Invocation(name)).lines
    assert explain.startswith(f"orbitcalc explain {name} ")
    for line in steps:
        arguments = shlex.split(line, comments=True)
        values = pairs(arguments[4::2], "--set", "")
        changed = orbitcalc.load(arguments[2]).with_(values).run()
        if "#" in line:
            aim, _, rest = line.partition("# ")[2].partition(" ")
            assert Figures(changed)(aim).replace("\u00a0", " ") == rest.partition(", now")[0]
            assert changed.value(aim) != verdicts.result.value(aim)
        else:
            fault = verdicts.in_the_way()
            assert changed.value(fault.name) > verdicts.result.value(fault.name)


def test_all_constraints_stand_in_the_table_the_tightest_first() -> None:
    result = orbitcalc.load("google-1gw").run()
    table = constraints_table(Figures(result))
    assert next(row[0] for row in table.rows) == result.word("binding_constraint")
    constraints = result.scenario.graph.constraints
    quiet = {topic for topic, item in constraints.items() if item.says_nothing(slack(result, item))}
    assert {row[0] for row in table.rows} == set(constraints) - quiet
    assert table.exact
    assert len(table.exact.rows) == len(table.rows)


# Questions and answers

SCREENFUL = 25
"""Lines within which the question of a scenario is answered."""

ASKING = [name for name in shipped.NAMES if shipped.scenario(name).question]


@pytest.mark.parametrize("name", [name for name in ASKING if not shipped.scenario(name).own_header("published")])
def test_the_first_lines_answer_the_question(name: str, shell: Shell) -> None:
    result = shipped.result(name)
    assert result.scenario.answers
    outcome = shell("run", name, "--no-range")
    assert outcome.code == 0
    text = " ".join(" ".join(outcome.out.splitlines()[:SCREENFUL]).split())
    figures = Figures(result)
    for answer in result.scenario.answers:
        variable = result.variable(answer)
        if isinstance(variable, Constraint):
            assert f"{variable.topic}: {'yes' if result.value_si(answer) >= 0.0 else 'no'}, " in text.lower()
        elif figures.known(answer):
            assert figures(answer).split("\u00a0")[0] in text
        else:
            assert figures.reason(answer) in text


@pytest.mark.parametrize("name", [name for name in ASKING if shipped.scenario(name).own_header("published")])
def test_a_study_answers_with_the_figures_that_it_prints(name: str) -> None:
    assert shipped.scenario(name).covered


def test_a_figure_without_a_sentence_of_its_own_is_named_by_what_it_is() -> None:
    scenario = orbitcalc.load({"extends": "google-1gw", "answers": ["array_area", "margin_links", "capex"]})
    (paragraph,) = question_answers(Telling(model.story(), Figures(scenario.run())))
    assert isinstance(paragraph, Paragraph)
    text = paragraph.text.replace("\u00a0", " ")
    assert f"{scenario.graph['array_area'].meaning}: " in text
    assert "Links: yes, traffic between satellites (training of a large model) is " in text
    assert "Orbit costs" not in text  # the first part says it
