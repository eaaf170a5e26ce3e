"""The text of a new scenario file: the scenario it extends, and the values most worth changing, as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orbitcalc.graph import Choice, Selection
from orbitcalc.printable import clean
from orbitcalc.scenario.scenario import Scenario
from orbitcalc.scenario.writing import toml

if TYPE_CHECKING:
    from orbitcalc.result import Result

STARTER = "starter"
"""The role of the values most worth changing."""

HEAD = """\
#:schema ./{schema}

schema = 1
extends = {parent}
title = {title}

# The lines below hold the values of {parent_name}. Uncomment a line, change the value, then:
#   orbitcalc run {file}
# 'orbitcalc params' lists the variables that can be set. A computed variable, such as
# {computed}, can be given too: the given value then replaces its rule.
"""

UNCERTAIN = """\
# An uncertain value with its source is a table. Keep tables at the end of the file:
# [{name}]
# value = "2 kg/m^2"
# low = "1 kg/m^2"
# high = "4 kg/m^2"
# source = "the document and the page that give the value"
"""


def starter(scenario: Scenario, parent: str, title: str, schema: str) -> str:
    """A file with the values of its parent `scenario`, as lines to uncomment.

    Parameters
    ----------
    scenario : Scenario
        The parent.
    parent, title : str
        The name or path of the parent as the file states it, and the new scenario's title.
    schema : str
        The file name of the JSON Schema beside it.
    """
    head = HEAD.format(
        schema=schema,
        parent=toml(parent),
        title=toml(title),
        parent_name=clean(parent),
        file=clean(f"{title}.toml"),
        computed=next(iter(scenario.graph.headline)),
    )
    result = scenario.run()
    values = [
        f"# {_about(scenario, name)}\n# {name} = {toml(_text(result, name))}\n"
        for name in scenario.graph.with_role(STARTER)
        if name in scenario.settings or not result.status(name)
    ]
    return "\n".join([head, *values, UNCERTAIN.format(name="array_areal_mass")])


def _text(result: Result, name: str) -> str:
    """A value as a scenario file holds it, a computed one to four digits."""
    if name in result.scenario.settings:
        return result.scenario[name].text
    return f"{float(f'{float(result.value(name)):.4g}'):g} {result.unit(name)}"


def _about(scenario: Scenario, name: str) -> str:
    variable = scenario.graph[name]
    if isinstance(variable, Choice):
        return f"{variable.meaning}: {', '.join(variable.words)}"
    if isinstance(variable, Selection):
        return f"{variable.meaning}; 'orbitcalc list {variable.table}' shows the entries"
    return variable.meaning
