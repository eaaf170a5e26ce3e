"""Reading and interpolating the tables shipped with the package."""

import json
from importlib import resources
from typing import Any

import numpy as np

from orbitcalc._typing import Array


def read_table(name: str) -> dict[str, Any]:
    """The content of a JSON file in `orbitcalc/physics/data`; its entry `about` gives the origin."""
    text = resources.files("orbitcalc.physics").joinpath("data", name).read_text(encoding="utf-8")
    return dict(json.loads(text))


def at(table: Array, index: Array) -> Array:
    """The elements of a table at an index along its last axis, shape (*table.shape[:-1], *index.shape).

    `np.take` dispatches on the table alone; `like` gives the table the array type of the index.
    """
    places = np.atleast_1d(index)
    elements = np.take(np.asarray(table, like=places), places, axis=-1)
    return np.reshape(elements, (*np.shape(table)[:-1], *np.shape(index)))


def bracket(nodes: Array, value: Array) -> tuple[Array, Array]:
    """Index of the node below a value, and the distance from it as a share of the step.

    The first and last step are extended to values beyond the ends; nan gives a share of nan.
    """
    index = np.clip(np.searchsorted(nodes, value, side="right") - 1, 0, len(nodes) - 2)
    return index, (value - at(nodes, index)) / at(np.diff(nodes), index)
