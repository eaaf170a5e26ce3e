"""What useful computing costs, in the units that the field quotes: a PFLOP-day, a million tokens.

Both sides rest on the cost of an accelerator-hour, within the same boundary, and on the same work. Operations are
useful ones: those of the model that is trained or asked, not those that are lost to an interruption and repeated.
"""

from __future__ import annotations

import numpy as np

from orbitcalc._typing import Array
from orbitcalc.graph import constant, rule

_NOTHING = "the links between the satellites carry nothing of the work, or nothing of it ends between interruptions"
_NOTHING_ON_GROUND = "nothing of the work ends between interruptions on the ground"


pflop_day = constant("86.4 EFLOP", "Operations of a PFLOP-day: 10^15 a second for a day", source="spacedc-mdao")
tokens_quoted = constant("1e6", "Tokens that a price is quoted for", source="assumption")


@rule(
    "USD",
    "Cost of 10^15 useful 16-bit operations a second for a day in orbit",
    no_value=_NOTHING,
    aliases=("pflop_day_price",),
    roles=("money",),
)
def pflop_day_cost(
    accelerator_hour_cost: Array, pflop_day: Array, accelerator_performance: Array, useful_arithmetic: Array
) -> Array:
    useful = accelerator_performance * np.where(useful_arithmetic > 0.0, useful_arithmetic, np.nan)
    return accelerator_hour_cost * pflop_day / useful


@rule(
    "USD",
    "Cost of 10^15 useful 16-bit operations a second for a day on the ground",
    no_value=_NOTHING_ON_GROUND,
    roles=("money",),
)
def ground_pflop_day_cost(
    ground_accelerator_hour_cost: Array,
    pflop_day: Array,
    accelerator_performance: Array,
    ground_useful_arithmetic: Array,
) -> Array:
    useful = accelerator_performance * np.where(ground_useful_arithmetic > 0.0, ground_useful_arithmetic, np.nan)
    return ground_accelerator_hour_cost * pflop_day / useful


@rule("USD", "Cost of a million tokens of the work in orbit", no_value=_NOTHING, aliases=("cost_per_token",))
def token_cost(pflop_day_cost: Array, token_operations: Array, tokens_quoted: Array, pflop_day: Array) -> Array:
    return pflop_day_cost * (token_operations * tokens_quoted / pflop_day)


@rule("USD", "Cost of a million tokens of the work on the ground")
def ground_token_cost(
    ground_pflop_day_cost: Array, token_operations: Array, tokens_quoted: Array, pflop_day: Array
) -> Array:
    return ground_pflop_day_cost * (token_operations * tokens_quoted / pflop_day)


@rule("1", "Cost of useful computing in orbit over that on the ground, for this work", no_value=_NOTHING)
def useful_cost_ratio(pflop_day_cost: Array, ground_pflop_day_cost: Array) -> Array:
    return pflop_day_cost / ground_pflop_day_cost
