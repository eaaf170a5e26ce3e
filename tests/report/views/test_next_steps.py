"""What a screen advises, in every scenario: run as printed, it gives what is stated; no cost without a date."""

from __future__ import annotations

import re
import shlex

import pytest

import orbitcalc
from orbitcalc import model
from orbitcalc.analysis.insight.advice import DECISION
from orbitcalc.analysis.insight.remedy import nearest
from orbitcalc.document import Invocation
from orbitcalc.report.views import Figures
from orbitcalc.report.views.answer import Verdicts
from orbitcalc.units import amount
from tests import shipped
from tests.rows import quick

STORY = model.story()
UNTIL_FULL_POWER = ("capex", "launches_to_deploy", "cost_per_watt")


@pytest.mark.parametrize("name", quick(shipped.NAMES, *shipped.SOME))
def test_every_next_step_gives_what_it_states(name: str) -> None:
    result = shipped.result(name)
    changes = nearest(result.scenario, result)
    verdicts = Verdicts(STORY.judgement, Figures(result), changes)
    for line in verdicts.next_steps(Invocation(name)).lines:
        command, _, gain = line.partition("#")
        _, verb, _, *rest = shlex.split(command)
        if verb != "run":
            continue
        variable, _, value = rest[1].partition("=")
        changed = result.scenario.with_({variable: value}).run()
        variable_asked = result.variable(variable)
        assert DECISION in variable_asked.roles or getattr(variable_asked, "goal", False), line
        if gain:
            aim, after = re.fullmatch(r"\s*(\w+) (.+), now .+", gain).groups()  # type: ignore[union-attr]
            assert amount(float(changed.value_si(aim)), result.display_unit(aim)) == after, line
        else:
            change = next(item for item in changes if (item.name, item.value) == (variable, value))
            assert (changed.word("feasible") == "yes") == (not change.left), line


@pytest.mark.parametrize("name", orbitcalc.scenarios())
def test_nothing_until_full_power_has_a_value_without_its_date(name: str) -> None:
    result = shipped.result(name)
    if not result.value("deployment_time") >= 0.0:
        assert not [item for item in UNTIL_FULL_POWER if result.value(item) == result.value(item)]
