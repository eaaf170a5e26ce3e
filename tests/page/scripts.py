"""The scripts of the live page that need no page, run by node."""

import json
from functools import cache
from typing import Any

import orbitcalc
from orbitcalc.cli.options import load as load_address
from orbitcalc.page.content import Content
from orbitcalc.page.html import PURE, kernel, script
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.address import read_values
from orbitcalc.tape import node

NAMES = ("google-1gw", "mccalip")
"""The scenarios of the page that is tested."""


@cache
def content() -> Content:
    """The content of a page."""
    return Content([orbitcalc.load(name) for name in NAMES], [f"orbitcalc run {name}" for name in NAMES])


@cache
def program() -> str:
    """The scripts that need no page, with the content, as a module."""
    data, code = json.dumps(content().data()), json.dumps(kernel(content().code))
    return f'{script(PURE)}\nconst page = completed({data}), live = new Live(page, new Function("data", {code}));\n'


def printed(expression: str) -> Any:
    """The value of an expression of JavaScript, as JSON holds it; nan and infinity are null."""
    return json.loads(node.run("", f"{program()}console.log(JSON.stringify({expression}))"))


def scenario_at(address: str) -> Scenario:
    """The scenario of an address of the page, as the command line reads it."""
    values = read_values(address)
    return load_address(values.pop("scenario", NAMES[0]), [f"{name}={text}" for name, text in values.items()])
