"""The text of a new scenario file: what it extends, and the values most worth changing, as comments."""

from __future__ import annotations

from orbitcalc.graph import Choice, Selection
from orbitcalc.report.settings import toml
from orbitcalc.scenario import Scenario


def starter(scenario: Scenario, parent: str, title: str, schema: str) -> str:
    """A scenario that says what its parent says, with lines to uncomment."""
    lines = [
        f"#:schema ./{schema}",
        "",
        "schema = 1",
        f"extends = {toml(parent)}",
        f"title = {toml(title)}",
        "",
        f"# The lines below are the values of {parent}. Uncomment one, change it, and see:",
        f"#   orbitcalc run {title}.toml",
        "# 'orbitcalc params' lists everything that can be set. A computed variable, such as",
        "# satellite_wet_mass, may be given too: the given value then replaces its rule.",
    ]
    for name in scenario.graph.with_role("starter"):
        if name in scenario.settings:
            lines += ["", f"# {_about(scenario, name)}", f"# {name} = {toml(scenario[name].text)}"]
    return "\n".join([*lines, "", *_LONG_FORM]) + "\n"


def _about(scenario: Scenario, name: str) -> str:
    variable = scenario.graph[name]
    if isinstance(variable, Choice):
        return f"{variable.meaning}: {', '.join(variable.words)}"
    if isinstance(variable, Selection):
        return f"{variable.meaning}; 'orbitcalc list {variable.table}' shows the entries"
    return variable.meaning


_LONG_FORM = (
    "# An uncertain value with its source, as a table of its own (keep tables at the end of the file):",
    "# [launch_price]",
    '# dist = "triangular"',
    '# low = "100 USD_2025/kg"',
    '# mode = "200 USD_2025/kg"',
    '# high = "1500 USD_2025/kg"',
    '# source = "where it stands"',
)
