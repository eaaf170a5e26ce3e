"""Results as JSON data: numbers that JSON can hold, and the header that every result begins with."""

from __future__ import annotations

from typing import Any

import numpy as np

from orbitcalc.scenario import Scenario


def finite(value: Any) -> Any:
    """A number, or an array of them, as JSON holds it.

    Parameters
    ----------
    value : float or ndarray
        Any number; axes of length 1 are dropped.

    Returns
    -------
    float, None or nested list of such
        None where a number is not finite, since JSON has neither nan nor infinity.

    Examples
    --------
    >>> finite(2), finite(float("inf")), finite([[1.0, float("nan")]])
    (2.0, None, [1.0, None])
    """
    array = np.asarray(value, dtype=float)
    if array.size == 1:
        number = float(array.reshape(-1)[0])
        return number if np.isfinite(number) else None
    return [finite(item) for item in np.squeeze(array)]


def header(format_name: str, scenario: Scenario) -> dict[str, Any]:
    """The first entries of a result: its format, and the scenario it belongs to."""
    about = {"name": scenario.name, "title": scenario.title, "hash": scenario.digest}
    return {"format": format_name, "scenario": about}
