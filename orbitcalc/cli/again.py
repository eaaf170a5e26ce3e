"""The command that gives a design again: the scenario as it was named, with --set."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from orbitcalc.cli.options import COMMAND_LINE

if TYPE_CHECKING:
    from orbitcalc.scenario import Scenario


def run_again(scenario: Scenario, setting: Mapping[str, str]) -> str:
    """`orbitcalc run` on the scenario of this command, with its own --set values and these on top."""
    context = click.get_current_context(silent=True)
    name = str(context.params.get("scenario", "")) if context else ""
    given = [layer.values for layer in scenario.layers if layer.label == COMMAND_LINE]
    flags = {key: str(value) for values in given for key, value in values.items()} | dict(setting)
    parts = [f"-s {key}={shlex.quote(value)}" for key, value in flags.items()]
    return " ".join(["orbitcalc run", shlex.quote(name or scenario.name), *parts])
