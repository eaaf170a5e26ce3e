"""The scenario of a command as it was named there, for commands to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orbitcalc.cli.options import COMMAND_LINE

if TYPE_CHECKING:
    from orbitcalc.report.document import Invocation
    from orbitcalc.scenario import Scenario


def invocation(scenario: Scenario) -> Invocation:
    """The scenario as this command names it, with the values of its own --set."""
    from orbitcalc.report.document import Invocation

    context = click.get_current_context(silent=True)
    name = str(context.params.get("scenario", "")) if context else ""
    layers = [layer.values for layer in scenario.layers if layer.label == COMMAND_LINE]
    values = {key: str(value) for layer in layers for key, value in layer.items()}
    return Invocation(name or scenario.name, values)
