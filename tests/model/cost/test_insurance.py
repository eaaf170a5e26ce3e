"""Insurance: what a premium adds once the claims are paid, by hand and against the campaign's own losses."""

import numpy as np
import pytest

import orbitcalc
from tests.model.hand_money import CONSTANT, Case, at_once, case_id, run

INSURED = {"launch_insurance": "insured"}

CASES = [
    Case("insurance_charge", 0.0, "1", "borne by the fleet", {"insurance_share": 0.05, "launch_loss_share": 0.01}),
    Case(
        "insurance_charge",
        0.04,
        "1",
        "5 % less 1 % paid",
        {**INSURED, "insurance_share": 0.05, "launch_loss_share": 0.01},
    ),
    Case(
        "insurance_charge",
        0.0,
        "1",
        "an insurer breaks even",
        {**INSURED, "insurance_share": 0.05, "launch_loss_share": 0.2},
    ),
    Case(
        "launch_loss_share",
        1.0 - 0.9 * 0.98,
        "1",
        "one in ten, then one in fifty",
        {**CONSTANT, "launch_failure_probability": 0.1, "early_failure_probability": 0.02},
    ),
    Case("launch_loss_share", 0.0, "1", "nothing flies", {"launch_rate": "0 1/yr"}),
]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_insurance_by_hand(case: Case) -> None:
    case.check()


def test_insurance_at_the_expected_loss_costs_no_more_than_none() -> None:
    """Every loss is bought again in both; the premium only adds what it exceeds the claims by."""
    flagship = orbitcalc.load("google-1gw")
    borne, fair = flagship.run(), flagship.with_({**INSURED, "insurance_share": 0.0}).run()
    assert fair.value("capex") == borne.value("capex")
    dear = flagship.with_(INSURED).run()
    base = borne.value("capex_satellites") + borne.value("capex_accelerators") + borne.value("capex_launch")
    added = dear.value("insurance_share") - dear.value("launch_loss_share")
    assert dear.value("capex") - borne.value("capex") == pytest.approx(base * added, rel=1e-9)
    assert dear.value("cost_ratio") > borne.value("cost_ratio")


def test_claims_are_the_satellites_lost() -> None:
    """Ten at once, one in five lost: 12.5 launched. A premium of 30 % of 12.5 prices less the price of 2.5."""
    changes = {**at_once(30, 0, 10), **INSURED, "launch_yield": 0.8, "insurance_share": 0.3}
    result = run(changes)
    lost = result.value("satellites_deployed") - 10.0
    assert lost == pytest.approx(2.5)
    paid = 0.3 * 12.5 - lost
    flown = (result.value("capex_satellites") + result.value("capex_accelerators")) / 12.5
    flown += result.value("capex_launch") / 12.5
    assert result.value("capex_insurance") == pytest.approx(paid * flown, rel=1e-9)
    assert np.isfinite(result.value("cost_insurance"))
