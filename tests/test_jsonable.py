"""Results as JSON data."""

import json
import math

import numpy as np

from orbitcalc import load
from orbitcalc.jsonable import finite, header


def test_json_gets_null_where_a_number_is_not_finite() -> None:
    values = [1.5, math.nan, math.inf, -math.inf]
    assert finite(np.array(values)) == [1.5, None, None, None]
    assert [finite(value) for value in values] == [1.5, None, None, None]
    json.dumps(finite(np.array([values, values])), allow_nan=False)


def test_axes_of_length_one_are_dropped() -> None:
    assert finite(np.array([[2.0]])) == 2.0
    assert finite(np.array([[1.0], [2.0]])) == [1.0, 2.0]


def test_every_result_begins_with_its_format_and_scenario() -> None:
    scenario = load("google-1gw")
    about = {"name": "google-1gw", "title": scenario.title, "hash": scenario.digest}
    assert header("orbitcalc.sweep/1", scenario) == {"format": "orbitcalc.sweep/1", "scenario": about}
