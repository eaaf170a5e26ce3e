"""Hand calculations of the model: what a test gives, and the value that one variable must then have.

A case gives every argument of one formula, so that a wrong rule fails its own cases and no others. The expected value
is worked out in the test: arithmetic written out, a closed form, or a figure of another program or of a publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

import orbitcalc
from orbitcalc import model
from tests import shipped

YEAR = 31557600.0
"""The Julian year [s]."""


def column(*values: float) -> np.ndarray:
    """A series of one sample."""
    return np.array(values)[:, None]


@cache
def run(given: str = "") -> orbitcalc.Result:
    """The result of the baseline with values in place of its own: "altitude=500 km, orbit_kind=inclined"."""
    return scenario(given).run()


@cache
def scenario(given: str) -> orbitcalc.Scenario:
    """The baseline with values in place of its own."""
    values = dict(item.strip().split("=") for item in given.split(",")) if given else {}
    return shipped.scenario("baseline").with_(values)


@dataclass(frozen=True)
class Case:
    """One variable, its expected value in a unit, how that value comes about, and what is given.

    `within` is the relative tolerance. Of a series the first values may be expected; what a scenario cannot give, such
    as another series, is given as the arguments of the formula, in SI.
    """

    variable: str
    expected: float | tuple[float, ...]
    unit: str
    reason: str
    given: str | Mapping[str, Any]
    within: float = 1e-9

    def __str__(self) -> str:
        return f"{self.variable}: {self.reason}"

    def check(self) -> None:
        """Fail unless the model gives the expected value."""
        if isinstance(self.given, str):
            value = shipped.partial(scenario(self.given), self.variable).value(self.variable, self.unit)
        else:
            value = model.graph()[self.variable](**self.given)
        if isinstance(self.expected, tuple):
            value = np.ravel(value)[: len(self.expected)]
        assert value == pytest.approx(self.expected, rel=self.within, abs=0.0)


def cases(*rows: Case) -> pytest.MarkDecorator:
    """Run a test for each row, named for its variable and its reason."""
    return pytest.mark.parametrize("row", rows, ids=str)
