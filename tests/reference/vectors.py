"""Truth vectors made with other programs, and how a value is held against one.

Each row of `physics_vectors.json` names the tool that made it and the tolerance that a correct
parametric model should meet.
"""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

Case = dict[str, Any]

_PATH = Path(__file__).with_name("physics_vectors.json")


@cache
def _by_id() -> dict[str, Case]:
    rows: list[Case] = json.loads(_PATH.read_text(encoding="utf-8"))["vectors"]
    return {row["id"]: row for row in rows}


def _inputs(case: Case) -> Case:
    """The inputs of a case; `ref` names another case whose inputs apply, its own values win."""
    own = dict(case["inputs"])
    reference = own.pop("ref", None)
    return own if reference is None else {**_inputs(_by_id()[reference]), **own}


def cases(*prefixes: str) -> list[Case]:
    """Cases whose id starts with one of the prefixes, with `inputs.ref` resolved."""
    rows = [{**row, "inputs": _inputs(row)} for key, row in _by_id().items() if key.startswith(prefixes)]
    if not rows:
        raise LookupError(f"no reference case starts with {prefixes}")
    return rows


def case_id(case: Case) -> str:
    """The id of a case, for `pytest.mark.parametrize(..., ids=case_id)`."""
    return str(case["id"])


def error_share(actual: float, case: Case) -> float:
    """Error of `actual` as a share of the case's tolerance: 1 is just good enough."""
    value, tolerance = float(case["value"]), case["tolerance"]
    if "tol_factor" in tolerance:
        return abs(math.log(float(actual) / value)) / math.log(float(tolerance["tol_factor"]))
    allowed = max(float(tolerance.get("tol_abs", 0.0)), float(tolerance.get("tol_rel", 0.0)) * abs(value))
    return abs(float(actual) - value) / max(allowed, 1e-15)


def assert_close(actual: Any, case: Case, *, margin: float = 1.0) -> None:
    """Fail unless `actual` (a float or an array of one number) is within the tolerance over `margin`."""
    number = float(actual.item() if hasattr(actual, "item") else actual)
    share = error_share(number, case)
    assert share <= 1.0 / margin, (
        f"{case['id']}: {number!r} against {case['value']!r} {case['unit']} "
        f"({case['tool']}): {share:.2f} of the tolerance {case['tolerance']}"
    )
