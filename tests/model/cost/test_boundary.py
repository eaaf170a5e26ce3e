"""What both sides count: each boundary has its lines and no other."""

from typing import Any

import pytest

from tests.model.hand_money import Case, case_id, run

NO_PLANT = {"cost_boundary": "launch-and-energy"}
NO_ACCELERATORS = {"cost_boundary": "without-accelerators"}
BOUNDARY = [
    Case("counts_accelerators", 1.0, "1", "all", {}),
    Case("counts_accelerators", 0.0, "1", "without accelerators", NO_ACCELERATORS),
    Case("counts_accelerators", 0.0, "1", "launch and energy", NO_PLANT),
    Case("counts_plant", 1.0, "1", "all", {}),
    Case("counts_plant", 1.0, "1", "without accelerators", NO_ACCELERATORS),
    Case("counts_plant", 0.0, "1", "launch and energy", NO_PLANT),
]


# Sums over the whole model

CAPEX_LINES = (
    "capex_satellites",
    "capex_accelerators",
    "capex_launch",
    "capex_insurance",
    "capex_development",
    "capex_ground_segment",
)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, CAPEX_LINES),
        (NO_ACCELERATORS, [line for line in CAPEX_LINES if line != "capex_accelerators"]),
        (NO_PLANT, ["capex_launch"]),
    ],
    ids=["all", "without-accelerators", "launch-and-energy"],
)
def test_a_boundary_counts_its_lines_and_no_other(changes: dict[str, Any], counted: list[str]) -> None:
    """A line within the boundary costs what it costs with everything counted; insurance follows its base."""
    everything, result = run({}), run(changes)
    for line in CAPEX_LINES:
        if line != "capex_insurance":
            expected = everything.value(line) if line in counted else 0.0
            assert result.value(line) == pytest.approx(expected, rel=1e-12), line
    assert result.value("capex") == pytest.approx(sum(result.value(line) for line in counted), rel=1e-12)


@pytest.mark.parametrize("case", BOUNDARY, ids=case_id)
def test_boundary_by_hand(case: Case) -> None:
    case.check()
