"""Reading tables that ship with the package, and finding a place in them."""

import json
from importlib import resources
from typing import Any

import numpy as np

from orbitcalc._typing import Array


def read_table(name: str) -> dict[str, Any]:
    """The content of a JSON file in `orbitcalc/physics/data`; its `about` says where it is from."""
    text = resources.files("orbitcalc.physics").joinpath("data", name).read_text(encoding="utf-8")
    return dict(json.loads(text))


def bracket(nodes: Array, value: Array) -> tuple[Array, Array]:
    """Index of the node below a value, and the value's distance from it as a share of the step.

    The first and last step are prolonged for values beyond the ends; nan gives a share of nan.
    """
    index = np.clip(np.searchsorted(nodes, value, side="right") - 1, 0, len(nodes) - 2)
    return index, (value - nodes[index]) / (nodes[index + 1] - nodes[index])
