"""Insurance of what is launched: bought, with its claims paid, or not.

A satellite lost at launch or at the start of its life is built and launched again in either case, at the fleet's
cost. An insurer pays for it, out of a premium that is at least what it expects to pay.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import choice, parameter, rule

launch_insurance = choice(
    "self-insured",
    "insured",
    meaning="Bear the losses of launch and first year, or pay insurance_share of each satellite and its launch and "
    "be paid for the losses",
)
insurance_share = parameter(
    "0.045",
    "Premium for launch and first year over the price of a satellite, its accelerators and its launch",
    low="0.03",
    high="0.1",
    bounds=("0", "1"),
    source="sn-insurance-2019",
    note="outside it in lcoc (restated); "
    "where launch_insurance is insured: 4 to 5 % for proven vehicles (sir_ins), 5 % in 2018, over 20 % in 2003. "
    "Operators of large fleets in low orbit insure themselves (taylor-wessing-2024)",
)


@rule("1", "Share of the satellites launched within the horizon that is lost at launch or never works")
def launch_loss_share(
    satellites_added: Array, horizon_weight: Array, satellites_deployed: Array, satellites_renewed: Array
) -> Array:
    working = np.einsum("y...,y...->...", satellites_added, horizon_weight)
    launched = satellites_deployed + satellites_renewed
    some = launched > 0.0
    return np.where(some, 1.0 - working / np.where(some, launched, 1.0), 0.0)


@rule("1", "Cost of insurance over the price of what is launched: the premium less the claims that are paid")
def insurance_charge() -> Array:
    return 0.0


@insurance_charge.when(launch_insurance="insured")
def insurance_charge_insured(insurance_share: Array, launch_loss_share: Array) -> Array:
    """No insurer asks for less than the losses that it expects."""
    return np.maximum(insurance_share - launch_loss_share, 0.0)
