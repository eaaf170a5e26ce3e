"""Launch insurance.

A satellite lost at launch or at the start of its life is built and launched again in either case, at the cost of
the fleet. An insurer reimburses the loss from a premium that is at least the expected loss.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule

launch_insurance = choice(
    "self-insured",
    "insured",
    meaning="Bear the losses of launch and first year, or pay insurance_share of the price of each satellite and its "
    "launch and be reimbursed for the losses",
)
insurance_share = parameter(
    "0.045",
    "Premium for launch and first year over the price of a satellite with accelerators and launch",
    low="0.03",
    high="0.1",
    bounds=("0", "1"),
    source="sn-insurance-2019",
    note="4 to 5 % for proven vehicles (sir_ins), 5 % in 2018, over 20 % in 2003; applies where launch_insurance is "
    "insured. Operators of large fleets in low orbit self-insure (taylor-wessing-2024)",
)


@rule("1", "Share of the satellites launched within the horizon that are lost at launch or never work")
def launch_loss_share(
    satellites_added: Array, horizon_weight: Array, satellites_deployed: Array, satellites_renewed: Array
) -> Array:
    working = np.einsum("y...,y...->...", satellites_added, horizon_weight)
    launched = satellites_deployed + satellites_renewed
    some = launched > 0.0
    lost = np.where(some, 1.0 - working / np.where(some, launched, 1.0), 0.0)
    return np.maximum(lost, 0.0)  # rounding may leave less than nothing


@rule("1", "Net cost of insurance over the insured price: premium less claims")
def insurance_charge() -> Array:
    return 0.0


@insurance_charge.when(launch_insurance="insured")
def insurance_charge_insured(insurance_share: Array, launch_loss_share: Array) -> Array:
    """A premium is never below the expected losses."""
    return np.maximum(insurance_share - launch_loss_share, 0.0)
