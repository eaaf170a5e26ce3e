"""What the result of an analysis depends on, as hashes: the program, the options and the scenarios."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from orbitcalc import __version__
from orbitcalc.scenario import Scenario
from orbitcalc.scenario.loading import shipped
from orbitcalc.study.plan import Analysis

PACKAGES = ("numpy", "scipy", "pint")
"""Packages that can change the last digits of a result."""

PARTS = {
    "program": "the program has changed",
    "options": "its options have changed",
    "scenarios": "its inputs have changed",
}
"""The parts of a key, each with what it means when they differ."""

NOT_SOURCE = ("__pycache__", "scenarios")
"""Folders of the package that are no part of the program; scenarios count where an analysis uses them."""


def key_of(analysis: Analysis) -> dict[str, str]:
    """The parts of the key of an analysis; equal keys give equal results."""
    return {"program": program(), "options": _options(analysis), "scenarios": _scenarios(analysis)}


def _hash(data: object) -> str:
    return hashlib.sha256(json.dumps(data, default=str).encode()).hexdigest()[:16]


def _options(analysis: Analysis) -> str:
    entry = analysis.entry
    return _hash([analysis.verb.name, *analysis.command(), entry.output, entry.figure])


def _scenarios(analysis: Analysis) -> str:
    """A hash of all that the scenarios give: values, their sources and texts, and the order of their layers."""
    own = [_meaning(item) for item in analysis.scenarios]
    return _hash([own, _shipped() if analysis.verb.family else ""])


def _meaning(scenario: Scenario) -> list[str]:
    layers = [
        repr((sorted(layer.values.items()), sorted(layer.header.items()), layer.case)) for layer in scenario.layers
    ]
    return [scenario.name, scenario.digest, *layers]


@cache
def _shipped() -> str:
    """A hash of all shipped scenarios."""
    return _hash([[name, item.read_text(encoding="utf-8")] for name, item in shipped().items()])


@cache
def program() -> str:
    """A hash of the program: its version, its files, and the versions of what it computes with."""
    total = hashlib.sha256()
    for item in _sources(files("orbitcalc")):
        total.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return _hash([__version__, total.hexdigest(), platform.python_version(), *map(version, PACKAGES)])


def _sources(folder: Traversable) -> Iterator[Traversable]:
    """The files of the package, in one order everywhere."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name not in NOT_SOURCE:
            yield from _sources(item)
        elif item.is_file() and not item.name.endswith((".pyc", ".part")):
            yield item
